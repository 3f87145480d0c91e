-- All statements of this feature. person, role_grant, team, centre, limits_understood, limits_version and the tables of the gate are
-- only read.

-- name: module_zone :one
-- in: centre_id int64
-- out: struct module_zone_row { zone text, name text }
SELECT zone, name FROM centre WHERE id = $1;

-- name: module_centres :many
-- out: struct module_centre_row { id int64 }
SELECT id FROM centre ORDER BY id;

-- ---- what there is

-- name: module_settings :many
-- in: centre_id int64
-- out: struct module_setting_row { id int64, word text, roles int64, months int64, window_month int64, closed bool }
SELECT id, word, roles, months, window_month, closed FROM module WHERE centre_id = $1 ORDER BY id;

-- name: module_setting_teams :many
-- in: centre_id int64
-- out: struct module_team_row { module_id int64, team_id int64 }
SELECT t.module_id, t.team_id FROM module_team t JOIN module m ON m.id = t.module_id WHERE m.centre_id = $1 ORDER BY t.module_id, t.team_id;

-- name: module_setting_put :exec
-- in: id int64, centre_id int64, word text, roles int64, months int64, window_month int64, closed bool, now int64, by int64
INSERT INTO module (id, centre_id, word, roles, months, window_month, closed, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (centre_id, word) DO UPDATE SET roles = $4, months = $5, window_month = $6, closed = $7, changed_at = $8, changed_by = $9;

-- name: module_teams_drop :exec
-- in: module_id int64
DELETE FROM module_team WHERE module_id = $1;

-- Of the module's own centre alone.
-- name: module_team_put :changed
-- in: module_id int64, team_id int64, centre_id int64
INSERT INTO module_team (module_id, team_id) SELECT $1, t.id FROM team t WHERE t.id = $2 AND t.centre_id = $3
    ON CONFLICT (module_id, team_id) DO NOTHING;

-- name: module_teams :many
-- in: centre_id int64
-- out: struct module_team_choice { id int64, name text }
SELECT id, name FROM team WHERE centre_id = $1 AND closed_at IS NULL ORDER BY name_sort, id;

-- name: module_latest :many
-- in: centre_id int64
-- out: struct module_latest_row { id int64, word text, version int64, made_at int64 }
SELECT v.id, v.word, v.version, v.made_at FROM module_version v
    WHERE v.centre_id = $1 AND v.version = (SELECT MAX(w.version) FROM module_version w WHERE w.centre_id = v.centre_id AND w.word = v.word);

-- Title and lead of the versions that hold.
-- name: module_heads :many
-- in: centre_id int64
-- out: struct module_head_row { version_id int64, lang int64, part int64, text text }
SELECT t.version_id, t.lang, t.part, t.text FROM module_text t JOIN module_version v ON v.id = t.version_id
    WHERE v.centre_id = $1 AND t.part <= 1
        AND v.version = (SELECT MAX(w.version) FROM module_version w WHERE w.centre_id = v.centre_id AND w.word = v.word);

-- name: module_version_find :one
-- in: centre_id int64, word text, version int64
-- out: struct module_version_found { id int64, rights text, again_day int64?, made_at int64 }
SELECT id, rights, again_day, made_at FROM module_version WHERE centre_id = $1 AND word = $2 AND version = $3;

-- name: module_versions :many
-- in: centre_id int64, word text
-- out: struct module_version_row { version int64, made_at int64, maker_name text?, again_day int64? }
SELECT v.version, v.made_at, p.name, v.again_day FROM module_version v LEFT JOIN person p ON p.id = v.made_by
    WHERE v.centre_id = $1 AND v.word = $2 ORDER BY v.version DESC;

-- name: module_texts :many
-- in: version_id int64
-- out: struct module_text_row { lang int64, part int64, text text }
SELECT lang, part, text FROM module_text WHERE version_id = $1;

-- name: module_version_insert :exec
-- in: id int64, centre_id int64, word text, version int64, rights text, again_day int64?, now int64, by int64
INSERT INTO module_version (id, centre_id, word, version, rights, again_day, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: module_text_insert :exec
-- in: version_id int64, lang int64, part int64, text text
INSERT INTO module_text (version_id, lang, part, text) VALUES ($1, $2, $3, $4);

-- ---- pictures

-- name: module_picture_insert :exec
-- in: id int64, centre_id int64, media int64, width int64, height int64, alt_da text, alt_en text, content blob, now int64, by int64
INSERT INTO module_picture (id, centre_id, media, width, height, alt_da, alt_en, content, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: module_pictures :many
-- in: centre_id int64
-- out: struct module_picture_row { id int64, media int64, width int64, height int64, alt_da text, alt_en text }
SELECT id, media, width, height, alt_da, alt_en FROM module_picture WHERE centre_id = $1 ORDER BY id;

-- name: module_picture_find :one
-- in: id int64, centre_id int64
-- out: struct module_picture_content_row { media int64, content blob }
SELECT media, content FROM module_picture WHERE id = $1 AND centre_id = $2;

-- ---- passed

-- name: module_pass_insert :exec
-- in: id int64, person_id int64, centre_id int64, word text, version int64, now int64
INSERT INTO module_pass (id, person_id, centre_id, word, version, at) VALUES ($1, $2, $3, $4, $5, $6);

-- person_id 0: of all.
-- name: module_passes :many
-- in: centre_id int64, word text, person_id int64
-- out: struct module_pass_row { person_id int64, version int64, at int64 }
SELECT person_id, version, at FROM module_pass WHERE centre_id = $1 AND word = $2 AND ($3 = 0 OR person_id = $3)
    ORDER BY person_id, at, id;

-- name: module_agains :many
-- in: centre_id int64, word text
-- out: struct module_again_row { version int64, again_day int64 }
SELECT version, again_day FROM module_version WHERE centre_id = $1 AND word = $2 AND again_day IS NOT NULL ORDER BY version;

-- name: module_state_put :exec
-- in: person_id int64, centre_id int64, word text, version int64, passed_at int64, until_at int64
INSERT INTO module_state (person_id, centre_id, word, version, passed_at, until_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (person_id, centre_id, word) DO UPDATE SET version = $4, passed_at = $5, until_at = $6;

-- person_id 0: of all.
-- name: module_states :many
-- in: centre_id int64, person_id int64
-- out: struct module_state_row { person_id int64, word text, version int64, passed_at int64, until_at int64 }
SELECT person_id, word, version, passed_at, until_at FROM module_state WHERE centre_id = $1 AND ($2 = 0 OR person_id = $2)
    ORDER BY person_id, word;

-- ---- people: one row per role; whoever has left is not asked

-- name: module_people :many
-- in: centre_id int64, today int64
-- out: struct module_people_row { person_id int64, name text, team_id int64, team_name text?, role int64, role_team_id int64 }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, g.role, g.team_id
    FROM person p JOIN role_grant g ON g.person_id = p.id LEFT JOIN team t ON t.id = p.team_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id, g.role, g.team_id;

-- ---- telling

-- name: module_told_insert :changed
-- in: person_id int64, centre_id int64, word text, until_at int64, days int64, now int64
INSERT INTO module_told (person_id, centre_id, word, until_at, days, at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (person_id, centre_id, word, until_at, days) DO NOTHING;

-- name: module_planned :one
-- in: kind text
-- out: struct module_planned_row { id int64 }
SELECT id FROM job WHERE kind = $1 AND object_id = 0;

-- ---- the evidence pack

-- Whoever was here at some time of the period, with the team of today.
-- name: module_pack_people :many
-- in: centre_id int64, from_day int64, to_day int64
-- out: struct module_pack_person { id int64, name text, team_id int64, team_name text? }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name FROM person p LEFT JOIN team t ON t.id = p.team_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) AND (p.started_day IS NULL OR p.started_day <= $3)
    ORDER BY p.name_sort, p.id;

-- name: module_pack_passes :many
-- in: centre_id int64, from_at int64, to_at int64
-- out: struct module_pack_pass { person_id int64, word text, version int64, at int64, maker_name text?, rights text? }
SELECT m.person_id, m.word, m.version, m.at, p.name, v.rights FROM module_pass m
        LEFT JOIN module_version v ON v.centre_id = m.centre_id AND v.word = m.word AND v.version = m.version
        LEFT JOIN person p ON p.id = v.made_by
    WHERE m.centre_id = $1 AND m.at >= $2 AND m.at < $3 ORDER BY m.at, m.id;

-- Each version under the title it had.
-- name: module_pack_titles :many
-- in: centre_id int64, lang int64, part int64
-- out: struct module_pack_title { word text, version int64, made_at int64, title text }
SELECT v.word, v.version, v.made_at, x.text FROM module_version v JOIN module_text x ON x.version_id = v.id
    WHERE v.centre_id = $1 AND x.lang = $2 AND x.part = $3 ORDER BY v.word, v.version;

-- name: module_pack_limits :many
-- in: centre_id int64, from_at int64, to_at int64
-- out: struct module_pack_limit { person_id int64, version int64, at int64, maker_name text? }
SELECT u.person_id, u.version, u.at, p.name FROM limits_understood u
        LEFT JOIN limits_version v ON v.centre_id = u.centre_id AND v.version = u.version
        LEFT JOIN person p ON p.id = v.made_by
    WHERE u.centre_id = $1 AND u.at >= $2 AND u.at < $3 ORDER BY u.at, u.person_id, u.version;

-- name: module_pack_signs :many
-- in: centre_id int64, from_at int64, to_at int64
-- out: struct module_pack_sign { person_id int64, at int64, taken_back_at int64?, trainer_name text }
SELECT s.person_id, s.at, s.taken_back_at, p.name FROM gate_sign s JOIN person p ON p.id = s.trainer_id
    WHERE s.centre_id = $1 AND s.at >= $2 AND s.at < $3 ORDER BY s.at, s.id;

-- name: module_pack_overrides :many
-- in: centre_id int64, from_at int64, to_at int64
-- out: struct module_pack_override { person_id int64, at int64, leader_name text }
SELECT o.person_id, o.at, p.name FROM gate_override o JOIN person p ON p.id = o.leader_id
    WHERE o.centre_id = $1 AND o.at >= $2 AND o.at < $3 ORDER BY o.at, o.id;
