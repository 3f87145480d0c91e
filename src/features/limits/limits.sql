-- All statements of this feature.

-- name: limits_latest :one
-- in: centre_id int64
-- out: struct limits_row { id int64, version int64, right_1 int64, right_2 int64, right_3 int64, made_at int64 }
SELECT id, version, right_1, right_2, right_3, made_at FROM limits_version WHERE centre_id = $1 ORDER BY version DESC LIMIT 1;

-- name: limits_of_version :one
-- in: centre_id int64, version int64
-- out: struct limits_row
SELECT id, version, right_1, right_2, right_3, made_at FROM limits_version WHERE centre_id = $1 AND version = $2;

-- name: limits_texts :many
-- in: version_id int64
-- out: struct limits_text_row { lang int64, part int64, text text }
SELECT lang, part, text FROM limits_text WHERE version_id = $1;

-- name: limits_versions :many
-- in: centre_id int64
-- out: struct limits_version_row { version int64, made_at int64, maker_name text? }
SELECT v.version, v.made_at, p.name FROM limits_version v LEFT JOIN person p ON p.id = v.made_by
    WHERE v.centre_id = $1 ORDER BY v.version DESC;

-- name: limits_version_insert :exec
-- in: id int64, centre_id int64, version int64, right_1 int64, right_2 int64, right_3 int64, now int64, by int64
INSERT INTO limits_version (id, centre_id, version, right_1, right_2, right_3, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: limits_text_insert :exec
-- in: version_id int64, lang int64, part int64, text text
INSERT INTO limits_text (version_id, lang, part, text) VALUES ($1, $2, $3, $4);

-- name: limits_understood_at :one
-- in: person_id int64, centre_id int64, version int64
-- out: struct limits_at_row { at int64 }
SELECT at FROM limits_understood WHERE person_id = $1 AND centre_id = $2 AND version = $3;

-- name: limits_understood_insert :changed
-- in: person_id int64, centre_id int64, version int64, now int64
INSERT INTO limits_understood (person_id, centre_id, version, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id, centre_id, version) DO NOTHING;

-- name: limits_told_insert :changed
-- in: person_id int64, centre_id int64, version int64, now int64
INSERT INTO limits_told (person_id, centre_id, version, at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id, centre_id, version) DO NOTHING;

-- One row per role; whoever has left is not asked.
-- name: limits_people :many
-- in: centre_id int64, version int64, today int64
-- out: struct limits_person_row { person_id int64, name text, team_id int64, team_name text?, role int64, told_at int64?,
--      understood_at int64? }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, g.role, o.at, u.at
    FROM person p JOIN role_grant g ON g.person_id = p.id LEFT JOIN team t ON t.id = p.team_id
        LEFT JOIN limits_told o ON o.person_id = p.id AND o.centre_id = $1 AND o.version = $2
        LEFT JOIN limits_understood u ON u.person_id = p.id AND u.centre_id = $1 AND u.version = $2
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $3) ORDER BY p.name_sort, p.id, g.role;

-- name: limits_centres :many
-- out: struct limits_centre_row { id int64 }
SELECT id FROM centre ORDER BY id;
