-- What the experience log holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_experience :many
-- in: person_id int64
-- out: struct personal_experience_row { kind int64, strength int64, note text, telling text, wants_talk bool, talked_at int64?,
--      for_mentor bool, for_day bool, occurred_at int64, logged_at int64 }
SELECT kind, strength, note, telling, wants_talk, talked_at, for_mentor, for_day, occurred_at, logged_at FROM experience
    WHERE person_id = $1 ORDER BY id;

-- name: personal_experience_wish :many
-- in: person_id int64
-- out: struct personal_experience_wish_row { for_mentor bool, for_day bool }
SELECT for_mentor, for_day FROM experience_wish WHERE person_id = $1;

-- name: personal_experience_drop :exec
-- in: person_id int64
DELETE FROM experience WHERE person_id = $1;

-- name: personal_experience_wish_drop :exec
-- in: person_id int64
DELETE FROM experience_wish WHERE person_id = $1;

-- name: retention_experience :changed
-- in: before_at int64, most int64
DELETE FROM experience WHERE id IN (SELECT e.id FROM experience e WHERE e.logged_at < $1 ORDER BY e.logged_at, e.id LIMIT $2);
