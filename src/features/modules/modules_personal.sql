-- What modules hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_module_pass :many
-- in: person_id int64
-- out: struct personal_module_pass_row { word text, version int64, at int64 }
SELECT word, version, at FROM module_pass WHERE person_id = $1 ORDER BY at, id;

-- name: personal_module_state :many
-- in: person_id int64
-- out: struct personal_module_state_row { word text, passed_at int64, until_at int64 }
SELECT word, passed_at, until_at FROM module_state WHERE person_id = $1 ORDER BY word;

-- name: personal_module_told :many
-- in: person_id int64
-- out: struct personal_module_told_row { word text, days int64, at int64 }
SELECT word, days, at FROM module_told WHERE person_id = $1 ORDER BY at, word, days;

-- name: personal_module_made :many
-- in: person_id int64
-- out: struct personal_module_made_row { word text, version int64, at int64 }
SELECT word, version, made_at FROM module_version WHERE made_by = $1 ORDER BY made_at, id;

-- name: personal_module_set :many
-- in: person_id int64
-- out: struct personal_module_set_row { word text, at int64 }
SELECT word, changed_at FROM module WHERE changed_by = $1 ORDER BY changed_at, id;

-- name: personal_module_picture :many
-- in: person_id int64
-- out: struct personal_module_picture_row { alt text, at int64 }
SELECT alt_da, made_at FROM module_picture WHERE made_by = $1 ORDER BY made_at, id;

-- name: personal_module_pass_drop :exec
-- in: person_id int64
DELETE FROM module_pass WHERE person_id = $1;

-- name: personal_module_state_drop :exec
-- in: person_id int64
DELETE FROM module_state WHERE person_id = $1;

-- name: personal_module_told_drop :exec
-- in: person_id int64
DELETE FROM module_told WHERE person_id = $1;

-- The last time of each module stays as long as the person works here: what holds is reckoned from it.
-- name: retention_module_pass :changed
-- in: before_at int64, most int64
DELETE FROM module_pass WHERE id IN (SELECT m.id FROM module_pass m JOIN person p ON p.id = m.person_id
    WHERE m.at < $1 AND (p.left_day IS NOT NULL AND p.left_day < $1 / 86400000 OR EXISTS (SELECT 1 FROM module_pass n WHERE n.person_id = m.person_id
        AND n.centre_id = m.centre_id AND n.word = m.word AND n.at > m.at)) ORDER BY m.at, m.id LIMIT $2);

-- name: retention_module_told :changed
-- in: before_at int64, most int64
DELETE FROM module_told WHERE (person_id, centre_id, word, until_at, days) IN (SELECT t.person_id, t.centre_id, t.word, t.until_at, t.days
    FROM module_told t WHERE t.at < $1 AND t.until_at <> 0 AND t.until_at < $1 ORDER BY t.at, t.person_id, t.word, t.days LIMIT $2);
