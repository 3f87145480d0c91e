-- What practice holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_practice :many
-- in: person_id int64
-- out: struct personal_practice_row { title text, state int64, before int64, after int64, started_at int64, ended_at int64?,
--      n_choices int64 }
SELECT t.title, t.state, t.before, t.after, t.started_at, t.ended_at,
        (SELECT COUNT(*) FROM practice_choice c WHERE c.try_id = t.id)
    FROM practice_try t WHERE t.person_id = $1 ORDER BY t.started_at, t.id;

-- name: personal_practice_choices_drop :exec
-- in: person_id int64
DELETE FROM practice_choice WHERE try_id IN (SELECT id FROM practice_try WHERE person_id = $1);

-- name: personal_practice_drop :exec
-- in: person_id int64
DELETE FROM practice_try WHERE person_id = $1;

-- name: retention_practice_choices :exec
-- in: before_at int64, most int64
DELETE FROM practice_choice WHERE try_id IN (SELECT id FROM practice_try WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);

-- name: retention_practice :changed
-- in: before_at int64, most int64
DELETE FROM practice_try WHERE id IN (SELECT id FROM practice_try WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);

-- name: retention_practice_stories :changed
-- in: before_at int64, most int64
DELETE FROM practice_story WHERE id IN (SELECT s.id FROM practice_story s WHERE s.made_at < $1
    AND NOT EXISTS (SELECT 1 FROM practice_try t WHERE t.story_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM practice_version v WHERE v.story_id = s.id) ORDER BY s.made_at, s.id LIMIT $2);

-- name: personal_practice_made :many
-- in: person_id int64
-- out: struct personal_practice_made_row { title text, version int64, at int64 }
SELECT title, version, made_at FROM practice_version WHERE made_by = $1 ORDER BY made_at, own_id, version;
