-- Statements every feature stands on.

-- name: core_person :one
-- in: id int64
-- out: struct core_person_row { centre_id int64, team_id int64?, name text, lang text, left_day int64? }
SELECT centre_id, team_id, name, lang, left_day FROM person WHERE id = $1;

-- name: core_grants :many
-- in: person_id int64
-- out: struct core_grant_row { role int64, team_id int64 }
SELECT role, team_id FROM role_grant WHERE person_id = $1 ORDER BY role, team_id;

-- name: core_audit_insert :exec
-- in: id int64, at int64, person_id int64, action text, object_id int64, detail text
INSERT INTO audit (id, at, person_id, action, object_id, detail) VALUES ($1, $2, $3, $4, $5, $6);

-- name: core_event_insert :exec
-- in: id int64, at int64, kind text, object_id int64
INSERT INTO event (id, at, kind, object_id) VALUES ($1, $2, $3, $4);

-- name: core_setting :one
-- in: name text
-- out: struct core_setting_row { value text }
SELECT value FROM setting WHERE name = $1;

-- name: core_setting_put :exec
-- in: name text, value text, now int64
INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;

-- name: core_centre_any :one
-- out: struct core_centre_row { id int64, name text, zone text, invented bool }
SELECT id, name, zone, invented FROM centre ORDER BY id LIMIT 1;

-- name: core_centre :one
-- in: id int64
-- out: struct core_centre_row
SELECT id, name, zone, invented FROM centre WHERE id = $1;

-- A job that is put again is free again, also while an earlier run of it still goes on.
-- name: core_job_put :exec
-- in: id int64, kind text, object_id int64, detail text, run_at int64, urgent bool
INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts, urgent) VALUES ($1, $2, $3, $4, $5, 0, 0, $6)
    ON CONFLICT (kind, object_id, detail) DO UPDATE
        SET run_at = excluded.run_at, held_until = 0, attempts = 0, broken_at = NULL, last_error = NULL;

-- name: core_job_cancel :exec
-- in: kind text, object_id int64, detail text?
DELETE FROM job WHERE kind = $1 AND object_id = $2 AND ($3 IS NULL OR detail = $3);

-- name: core_job_claim :many
-- in: now int64, held_until int64, most int64
-- out: struct core_job_row { id int64, kind text, object_id int64, detail text, run_at int64, attempts int64 }
UPDATE job SET held_until = $2 WHERE id IN (SELECT id FROM job WHERE broken_at IS NULL AND run_at <= $1 AND held_until <= $1
        ORDER BY run_at, id LIMIT $3)
    RETURNING id, kind, object_id, detail, run_at, attempts;

-- name: core_job_claim :many @pgsql
UPDATE job SET held_until = $2 WHERE id IN (SELECT id FROM job WHERE broken_at IS NULL AND run_at <= $1 AND held_until <= $1
        ORDER BY run_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, object_id, detail, run_at, attempts;

-- name: core_job_claim_urgent :many
-- in: now int64, held_until int64, most int64
-- out: struct core_job_row
UPDATE job SET held_until = $2 WHERE id IN (SELECT id FROM job WHERE urgent AND broken_at IS NULL AND run_at <= $1 AND held_until <= $1
        ORDER BY run_at, id LIMIT $3)
    RETURNING id, kind, object_id, detail, run_at, attempts;

-- name: core_job_claim_urgent :many @pgsql
UPDATE job SET held_until = $2 WHERE id IN (SELECT id FROM job WHERE urgent AND broken_at IS NULL AND run_at <= $1 AND held_until <= $1
        ORDER BY run_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, object_id, detail, run_at, attempts;

-- name: core_jobs_release :exec
UPDATE job SET held_until = 0 WHERE held_until > 0;

-- Ends a run, unless the job was put again meanwhile or somebody else holds it now.
-- name: core_job_end :changed
-- in: id int64, held_until int64
DELETE FROM job WHERE id = $1 AND held_until = $2;

-- name: core_job_again :changed
-- in: id int64, held_until int64, run_at int64
UPDATE job SET run_at = $3, held_until = 0, attempts = 0 WHERE id = $1 AND held_until = $2;

-- name: core_job_failed :exec
-- in: id int64, held_until int64, run_at int64, broken_at int64?, error text
UPDATE job SET run_at = $3, held_until = 0, attempts = attempts + 1, broken_at = $4, last_error = $5
    WHERE id = $1 AND held_until = $2;

-- name: core_job_next :one
-- out: struct core_job_next_row { run_at int64? }
SELECT MIN(run_at) FROM job WHERE broken_at IS NULL;

-- name: core_job_count :one
-- in: now int64
-- out: struct core_job_count_row { waiting int64, overdue int64, broken int64 }
SELECT COUNT(CASE WHEN broken_at IS NULL THEN 1 END), COUNT(CASE WHEN broken_at IS NULL AND run_at < $1 THEN 1 END),
        COUNT(broken_at) FROM job;

-- name: core_pulse_put :exec
-- in: now int64
INSERT INTO pulse (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at;

-- name: core_pulse :one
-- out: struct core_pulse_row { at int64 }
SELECT at FROM pulse WHERE id = 1;

-- ---- the clock was set back

-- 0: another process on this database has moved the rows for the same step just now.
-- name: core_set_back_first :changed
-- in: now int64, by_ms int64
INSERT INTO clock_back (id, at, by_ms) VALUES (1, $1, $2) ON CONFLICT (id) DO UPDATE SET at = excluded.at, by_ms = excluded.by_ms
    WHERE clock_back.at < $1 - 10000 OR clock_back.at > $1 + 10000 OR clock_back.by_ms < $2 - 1500 OR clock_back.by_ms > $2 + 1500;

-- What is near is moved, and what somebody waits for, however far it is.
-- name: core_jobs_set_back :exec
-- in: by_ms int64, near_at int64
UPDATE job SET run_at = run_at - $1 WHERE urgent OR run_at <= $2;

-- name: core_pulse_set_back :exec
-- in: by_ms int64
UPDATE pulse SET at = at - $1;
