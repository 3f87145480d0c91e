-- All statements of the heartbeats feature. Of person, role_grant and centre it only reads.

-- name: heartbeat_insert :exec
-- in: id int64, centre_id int64, name text, kind int64, token_hash text, every_s int64, grace_s int64, owner_id int64, on_duty bool, now int64, made_by int64
INSERT INTO heartbeat (id, centre_id, name, kind, token_hash, every_s, grace_s, owner_id, on_duty, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: heartbeats_of :many
-- in: centre_id int64
-- out: struct heartbeat { id int64, centre_id int64, name text, kind int64, every_s int64, grace_s int64, owner_id int64, owner_name text, on_duty bool, made_at int64, last_at int64?, missed_at int64? }
SELECT h.id, h.centre_id, h.name, h.kind, h.every_s, h.grace_s, h.owner_id, p.name, h.on_duty, h.made_at, h.last_at, h.missed_at
    FROM heartbeat h JOIN person p ON p.id = h.owner_id WHERE h.centre_id = $1 ORDER BY h.id;

-- name: heartbeat_one :one
-- in: id int64
-- out: struct heartbeat
SELECT h.id, h.centre_id, h.name, h.kind, h.every_s, h.grace_s, h.owner_id, p.name, h.on_duty, h.made_at, h.last_at, h.missed_at
    FROM heartbeat h JOIN person p ON p.id = h.owner_id WHERE h.id = $1;

-- name: heartbeat_by_token :one
-- in: token_hash text, kind int64
-- out: struct heartbeat_token_row { id int64, owner_id int64, every_s int64, grace_s int64, missed_at int64? }
SELECT id, owner_id, every_s, grace_s, missed_at FROM heartbeat WHERE token_hash = $1 AND kind = $2;

-- name: heartbeat_heard :exec
-- in: id int64, now int64
UPDATE heartbeat SET last_at = $2, missed_at = NULL WHERE id = $1;

-- name: heartbeat_is_missed :exec
-- in: id int64, now int64
UPDATE heartbeat SET missed_at = $2 WHERE id = $1 AND missed_at IS NULL;

-- name: heartbeat_new_token :changed
-- in: id int64, token_hash text
UPDATE heartbeat SET token_hash = $2 WHERE id = $1;

-- name: heartbeat_put :exec
-- in: id int64, name text, every_s int64, grace_s int64, owner_id int64, on_duty bool, missed_at int64?
UPDATE heartbeat SET name = $2, every_s = $3, grace_s = $4, owner_id = $5, on_duty = $6, missed_at = $7 WHERE id = $1;

-- name: heartbeat_drop :changed
-- in: id int64, centre_id int64
DELETE FROM heartbeat WHERE id = $1 AND centre_id = $2;

-- name: heartbeats_watched :many
-- out: struct heartbeat_span_row { id int64, every_s int64, grace_s int64 }
SELECT id, every_s, grace_s FROM heartbeat WHERE missed_at IS NULL ORDER BY id;

-- One row per role.
-- name: heartbeat_people :many
-- in: centre_id int64, today int64
-- out: struct heartbeat_owner { id int64, name text, role int64 }
SELECT p.id, p.name, g.role FROM person p JOIN role_grant g ON g.person_id = p.id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id, g.role;

-- ---- out

-- name: heartbeat_out_insert :exec
-- in: id int64, url text, now int64, made_by int64
INSERT INTO heartbeat_out (id, url, made_at, made_by, next_at, why) VALUES ($1, $2, $3, $4, $3, '');

-- name: heartbeat_out_all :many
-- out: struct heartbeat_out { id int64, url text, made_at int64, sent_at int64?, why text }
SELECT id, url, made_at, sent_at, why FROM heartbeat_out ORDER BY id;

-- name: heartbeat_out_one :one
-- in: id int64
-- out: struct heartbeat_out
SELECT id, url, made_at, sent_at, why FROM heartbeat_out WHERE id = $1;

-- Another address has heard nothing yet.
-- name: heartbeat_out_put :exec
-- in: id int64, url text, now int64
UPDATE heartbeat_out SET url = $2, next_at = $3, sent_at = NULL, why = '' WHERE id = $1;

-- name: heartbeat_out_drop :changed
-- in: id int64
DELETE FROM heartbeat_out WHERE id = $1;

-- Of several nodes one takes it.
-- name: heartbeat_out_claim :many
-- in: now int64, next_at int64
-- out: struct heartbeat_due_row { id int64, url text }
UPDATE heartbeat_out SET next_at = $2 WHERE next_at <= $1 RETURNING id, url;

-- name: heartbeat_out_is_due :one
-- in: now int64
-- out: struct heartbeat_due_row
SELECT id, url FROM heartbeat_out WHERE next_at <= $1 LIMIT 1;

-- What was on its way to a former address says nothing of the new one.
-- name: heartbeat_out_sent :exec
-- in: id int64, url text, now int64, why text
UPDATE heartbeat_out SET sent_at = $3, why = $4 WHERE id = $1 AND url = $2;

-- name: heartbeat_out_failed :exec
-- in: id int64, url text, why text
UPDATE heartbeat_out SET why = $3 WHERE id = $1 AND url = $2;

-- ---- health

-- name: health_jobs :one
-- in: now int64
-- out: struct health_jobs_row { oldest int64?, broken int64 }
SELECT MIN(CASE WHEN broken_at IS NULL AND run_at < $1 THEN run_at END), COUNT(broken_at) FROM job;

-- The clock was set back: who was heard of just now was not heard of in an hour from now.
-- name: heartbeats_set_back :exec
-- in: by_ms int64, now int64
UPDATE heartbeat SET last_at = last_at - $1 WHERE last_at > $2;
