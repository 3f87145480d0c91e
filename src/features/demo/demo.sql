-- What the demo writes beside the statements of calls and incidents; and what must not be there before.

-- 0 or 1 each. unfinished: an earlier demo was stopped half way.
-- name: demo_obstacles :one
-- out: struct demo_obstacles { centre int64, person int64, call int64, incident int64, unfinished int64 }
SELECT (SELECT COUNT(*) FROM (SELECT 1 AS one FROM centre LIMIT 1) AS x),
    (SELECT COUNT(*) FROM (SELECT 1 AS one FROM person LIMIT 1) AS x),
    (SELECT COUNT(*) FROM (SELECT 1 AS one FROM call LIMIT 1) AS x),
    (SELECT COUNT(*) FROM (SELECT 1 AS one FROM incident LIMIT 1) AS x),
    (SELECT COUNT(*) FROM setting WHERE name = 'demo.unfinished');

-- name: demo_mark_insert :exec
-- in: value text, now int64
INSERT INTO setting (name, value, changed_at) VALUES ('demo.unfinished', $1, $2);

-- name: demo_mark_delete :exec
DELETE FROM setting WHERE name = 'demo.unfinished';

-- name: demo_centre_insert :exec
-- in: id int64, name text, zone text, now int64
INSERT INTO centre (id, name, zone, invented, created_at) VALUES ($1, $2, $3, TRUE, $4);

-- name: demo_team_insert :exec
-- in: id int64, centre_id int64, name text, name_fold text, name_sort text
INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES ($1, $2, $3, $4, $5);

-- Without a password: a demo is entered by one click, and an invented person never by anything else.
-- name: demo_staff_insert :exec
-- in: id int64, centre_id int64, team_id int64?, login text, name text, name_fold text, name_sort text, email text, lang text,
--     external_key text, started_day int64, phones_day int64?, left_day int64?, created_at int64, changed_at int64
INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, email, lang, external_key, started_day,
        phones_day, left_day, failed_n, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15);

-- name: demo_place_insert :exec
-- in: person_id int64, place text, now int64
INSERT INTO person_card (person_id, place, changed_at) VALUES ($1, $2, $3);

-- name: demo_grant_insert :exec
-- in: person_id int64, role int64, team_id int64, now int64
INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES ($1, $2, $3, $4, 0);

-- name: demo_line_insert :exec
-- in: id int64, centre_id int64, person_id int64, line text, from_day int64, to_day int64?
INSERT INTO person_line (id, centre_id, person_id, line, from_day, to_day) VALUES ($1, $2, $3, $4, $5, $6);

-- The real one (core/jobs.h) takes a random id.
-- name: demo_job_insert :exec
-- in: id int64, kind text, object_id int64, run_at int64
INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts) VALUES ($1, $2, $3, '', $4, 0, 0);

-- The real one starts when the clock says.
-- name: demo_pause_insert :exec
-- in: id int64, person_id int64, started_at int64, ended_at int64
INSERT INTO recovery_pause (id, person_id, started_at, ended_at) VALUES ($1, $2, $3, $4);

-- The real one (core/audit.h) takes the clock's time and a random id.
-- name: demo_audit_insert :exec
-- in: id int64, at int64, person_id int64, action text, object_id int64, detail text
INSERT INTO audit (id, at, person_id, action, object_id, detail) VALUES ($1, $2, $3, $4, $5, $6);

-- name: demo_trainers :many
-- out: struct demo_trainer { person_id int64, team_id int64 }
SELECT person_id, team_id FROM role_grant WHERE role = 5 ORDER BY team_id, person_id;

-- name: demo_runs :many
-- in: centre_id int64
-- out: struct demo_run_row { id int64, person_id int64 }
SELECT id, person_id FROM onboarding_run WHERE centre_id = $1 AND ended_at IS NULL ORDER BY id;
