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
