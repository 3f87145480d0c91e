-- Calls, the days they are counted in, and the imports that brought them.

-- Bulk: the importer's only statement per row. A record that is already there is left alone.
-- name: call_insert :changed
-- in: id int64, centre_id int64, source_key text, person_id int64?, line text, queue text, inbound bool, outcome int64,
--     started_at int64, wait_ms int64, talk_ms int64
INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, started_at, wait_ms, talk_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (centre_id, source_key) DO NOTHING;

-- The same for many rows at once, where a trip to the server costs more than the work: [[id, key, person, line, queue, inbound,
-- outcome, started, wait, talk], …] as JSON. Gives the ids that were new.
-- name: call_insert_many :many
-- in: centre_id int64, rows text
-- out: struct call_inserted_row { id int64 }
INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, started_at, wait_ms, talk_ms)
    SELECT json_extract(value, '$[0]'), $1, json_extract(value, '$[1]'), json_extract(value, '$[2]'),
        json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'), json_extract(value, '$[6]'),
        json_extract(value, '$[7]'), json_extract(value, '$[8]'), json_extract(value, '$[9]')
    FROM json_each($2) WHERE TRUE
    ON CONFLICT (centre_id, source_key) DO NOTHING RETURNING id;

-- name: call_insert_many :many @pgsql
INSERT INTO call (id, centre_id, source_key, person_id, line, queue, inbound, outcome, started_at, wait_ms, talk_ms)
    SELECT (r->>0)::bigint, $1, r->>1, (r->>2)::bigint, r->>3, r->>4, (r->>5)::boolean, (r->>6)::integer, (r->>7)::bigint,
        (r->>8)::bigint, (r->>9)::bigint
    FROM json_array_elements($2::json) AS rows (r)
    ON CONFLICT (centre_id, source_key) DO NOTHING RETURNING id;

-- name: call_day_add :exec
-- in: centre_id int64, person_id int64, day int64, n_calls int64, n_answered int64, talk_ms int64
INSERT INTO call_day (centre_id, person_id, day, n_calls, n_answered, talk_ms) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (centre_id, day, person_id) DO UPDATE SET n_calls = call_day.n_calls + excluded.n_calls,
        n_answered = call_day.n_answered + excluded.n_answered, talk_ms = call_day.talk_ms + excluded.talk_ms;

-- Who has which line from when to when, of a whole centre.
-- name: call_lines :many
-- in: centre_id int64
-- out: struct call_line_row { line text, from_day int64, to_day int64?, person_id int64 }
SELECT line, from_day, to_day, person_id FROM person_line WHERE centre_id = $1;

-- Calls that belong to nobody and that may be this line's; call_claim.c decides.
-- name: call_unclaimed :many
-- in: centre_id int64, line text, from_at int64, to_at int64, n int64
-- out: struct call_unclaimed_row { id int64, line text, started_at int64, outcome int64, talk_ms int64 }
SELECT id, line, started_at, outcome, talk_ms FROM call
    WHERE person_id IS NULL AND started_at >= $3 AND started_at < $4 AND centre_id = $1
        AND (line = $2 OR line LIKE '%/' || $2)
    ORDER BY started_at LIMIT $5;

-- name: call_claim :changed
-- in: id int64, person_id int64
UPDATE call SET person_id = $2 WHERE id = $1 AND person_id IS NULL;

-- name: call_person_lines :many
-- in: person_id int64
-- out: struct call_person_line_row { centre_id int64, zone text, line text, from_day int64, to_day int64? }
SELECT l.centre_id, c.zone, l.line, l.from_day, l.to_day FROM person_line l JOIN centre c ON c.id = l.centre_id
    WHERE l.person_id = $1;

-- name: call_latest :many
-- in: person_id int64, since int64, until int64, n int64
-- out: struct call_latest_row { id int64, started_at int64, wait_ms int64, talk_ms int64, queue text, inbound bool, outcome int64 }
SELECT id, started_at, wait_ms, talk_ms, queue, inbound, outcome FROM call
    WHERE person_id = $1 AND started_at >= $2 AND started_at <= $3 ORDER BY started_at DESC, id DESC LIMIT $4;

-- A person's calls before a place in the list, newest first.
-- name: call_own :many
-- in: person_id int64, before_at int64, before_id int64, n int64
-- out: struct call_latest_row
SELECT id, started_at, wait_ms, talk_ms, queue, inbound, outcome FROM call
    WHERE person_id = $1 AND started_at <= $2 AND (started_at < $2 OR id < $3)
    ORDER BY started_at DESC, id DESC LIMIT $4;

-- ---- imports

-- name: call_import_insert :exec
-- in: id int64, centre_id int64, person_id int64, filename text, format text, head_hash text, n_bytes int64,
--     done_bytes int64, resume_bytes int64, n_lines int64, state int64, started_at int64
INSERT INTO call_import (id, centre_id, person_id, filename, format, head_hash, n_bytes, done_bytes, resume_bytes, n_lines,
        n_new, n_known, n_rejected, n_unclaimed, state, has_rejects, started_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, $11, FALSE, $12);

-- The latest import of a file that began like this one.
-- name: call_import_known :one
-- in: centre_id int64, head_hash text
-- out: struct call_import_row { id int64, centre_id int64, person_id int64, filename text, format text, n_bytes int64,
--      done_bytes int64, resume_bytes int64, n_lines int64, n_new int64, n_known int64, n_rejected int64,
--      n_unclaimed int64, state int64, has_rejects bool, started_at int64, ended_at int64? }
SELECT id, centre_id, person_id, filename, format, n_bytes, done_bytes, resume_bytes, n_lines, n_new, n_known, n_rejected,
        n_unclaimed, state, has_rejects, started_at, ended_at
    FROM call_import WHERE centre_id = $1 AND head_hash = $2 ORDER BY id DESC LIMIT 1;

-- name: call_import_find :one
-- in: id int64
-- out: struct call_import_row
SELECT id, centre_id, person_id, filename, format, n_bytes, done_bytes, resume_bytes, n_lines, n_new, n_known, n_rejected,
        n_unclaimed, state, has_rejects, started_at, ended_at
    FROM call_import WHERE id = $1;

-- name: call_import_list :many
-- in: centre_id int64, n int64
-- out: struct call_import_row
SELECT id, centre_id, person_id, filename, format, n_bytes, done_bytes, resume_bytes, n_lines, n_new, n_known, n_rejected,
        n_unclaimed, state, has_rejects, started_at, ended_at
    FROM call_import WHERE centre_id = $1 ORDER BY id DESC LIMIT $2;

-- How far it is, in the transaction that brought it there. ended_at NULL: still running.
-- name: call_import_put :changed
-- in: id int64, n_bytes int64, done_bytes int64, resume_bytes int64, n_lines int64, n_new int64, n_known int64,
--     n_rejected int64, n_unclaimed int64, state int64, has_rejects bool, ended_at int64?
UPDATE call_import SET n_bytes = $2, done_bytes = $3, resume_bytes = $4, n_lines = $5, n_new = $6, n_known = $7,
        n_rejected = $8, n_unclaimed = $9, state = $10, has_rejects = $11, ended_at = $12
    WHERE id = $1;

-- name: call_centre_named :one
-- in: name text
-- out: struct call_centre_row { id int64, name text, zone text }
SELECT id, name, zone FROM centre WHERE name = $1;

-- name: call_centres :many
-- out: struct call_centre_row
SELECT id, name, zone FROM centre ORDER BY id;

-- name: call_centre :one
-- in: id int64
-- out: struct call_centre_row
SELECT id, name, zone FROM centre WHERE id = $1;
