-- What the limits hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_limits_told :many
-- in: person_id int64
-- out: struct personal_limits_told_row { version int64, at int64 }
SELECT version, at FROM limits_told WHERE person_id = $1 ORDER BY at, version;

-- name: personal_limits_understood :many
-- in: person_id int64
-- out: struct personal_limits_understood_row { version int64, at int64 }
SELECT version, at FROM limits_understood WHERE person_id = $1 ORDER BY at, version;

-- name: personal_limits_made :many
-- in: person_id int64
-- out: struct personal_limits_made_row { version int64, at int64 }
SELECT version, made_at FROM limits_version WHERE made_by = $1 ORDER BY made_at, version;

-- name: personal_limits_told_drop :exec
-- in: person_id int64
DELETE FROM limits_told WHERE person_id = $1;

-- name: personal_limits_understood_drop :exec
-- in: person_id int64
DELETE FROM limits_understood WHERE person_id = $1;

-- What concerns the version that holds now stays, however old: else everybody would be told and asked again.
-- name: retention_limits_told :changed
-- in: before_at int64, most int64
DELETE FROM limits_told WHERE (person_id, centre_id, version) IN (SELECT o.person_id, o.centre_id, o.version FROM limits_told o
    WHERE o.at < $1 AND o.version < (SELECT COALESCE(MAX(v.version), 0) FROM limits_version v WHERE v.centre_id = o.centre_id)
    ORDER BY o.at, o.person_id LIMIT $2);

-- name: retention_limits_understood :changed
-- in: before_at int64, most int64
DELETE FROM limits_understood WHERE (person_id, centre_id, version) IN (SELECT o.person_id, o.centre_id, o.version
    FROM limits_understood o
    WHERE o.at < $1 AND o.version < (SELECT COALESCE(MAX(v.version), 0) FROM limits_version v WHERE v.centre_id = o.centre_id)
    ORDER BY o.at, o.person_id LIMIT $2);
