-- All statements of the experience log. Whatever others may see goes by for_mentor and for_day in the statement itself.

-- name: experience_insert :exec
-- in: id int64, centre_id int64, person_id int64, client_key text, incident_id int64?, kind int64, strength int64, helps int64,
--     note text, wants_talk bool, for_mentor bool, for_day bool, occurred_at int64, now int64
INSERT INTO experience (id, centre_id, person_id, client_key, incident_id, kind, strength, helps, note, telling, wants_talk, for_mentor,
        for_day, occurred_at, logged_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $13, $14);

-- name: experience_by_key :one
-- in: person_id int64, client_key text
-- out: struct experience_id_row { id int64 }
SELECT id FROM experience WHERE person_id = $1 AND client_key = $2;

-- name: experience_one :one
-- in: id int64
-- out: struct experience_row { id int64, centre_id int64, person_id int64, incident_id int64?, kind int64, strength int64, helps int64,
--      note text, telling text, wants_talk bool, talked_at int64?, for_mentor bool, for_day bool, occurred_at int64,
--      logged_at int64 }
SELECT id, centre_id, person_id, incident_id, kind, strength, helps, note, telling, wants_talk, talked_at, for_mentor, for_day,
        occurred_at, logged_at
    FROM experience WHERE id = $1;

-- name: experience_of :many
-- in: person_id int64, before int64, most int64
-- out: struct experience_row
SELECT id, centre_id, person_id, incident_id, kind, strength, helps, note, telling, wants_talk, talked_at, for_mentor, for_day,
        occurred_at, logged_at
    FROM experience WHERE person_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3;

-- name: experience_change :exec
-- in: id int64, kind int64, strength int64, helps int64, note text, telling text, wants_talk bool, for_mentor bool, for_day bool
UPDATE experience SET kind = $2, strength = $3, helps = $4, note = $5, telling = $6, wants_talk = $7, for_mentor = $8, for_day = $9
    WHERE id = $1;

-- name: experience_share :exec
-- in: id int64, for_mentor bool, for_day bool
UPDATE experience SET for_mentor = $2, for_day = $3 WHERE id = $1;

-- name: experience_talked :changed
-- in: id int64, now int64
UPDATE experience SET talked_at = $2 WHERE id = $1 AND wants_talk AND talked_at IS NULL;

-- A wish that comes again after a talk is a new one.
-- name: experience_untalked :exec
-- in: id int64
UPDATE experience SET talked_at = NULL WHERE id = $1;

-- name: experience_drop :exec
-- in: id int64
DELETE FROM experience WHERE id = $1;

-- name: experience_wish :one
-- in: person_id int64
-- out: struct experience_wish_row { for_mentor bool, for_day bool }
SELECT for_mentor, for_day FROM experience_wish WHERE person_id = $1;

-- name: experience_wish_put :exec
-- in: person_id int64, for_mentor bool, for_day bool
INSERT INTO experience_wish (person_id, for_mentor, for_day) VALUES ($1, $2, $3)
    ON CONFLICT (person_id) DO UPDATE SET for_mentor = excluded.for_mentor, for_day = excluded.for_day;

-- What a newcomer lets the mentor see, and that they want to talk: of such an entry nothing else, unless it is let see.
-- name: experience_let_see :many
-- in: person_id int64, most int64
-- out: struct experience_seen_row { id int64, person_id int64, shown bool, kind int64, strength int64, helps int64, note text,
--      wants_talk bool, talked_at int64?, occurred_at int64 }
SELECT id, person_id, for_mentor, CASE WHEN for_mentor THEN kind ELSE -1 END, CASE WHEN for_mentor THEN strength ELSE 0 END,
        CASE WHEN for_mentor THEN helps ELSE 0 END, CASE WHEN for_mentor THEN note ELSE '' END, wants_talk, talked_at,
        CASE WHEN for_mentor THEN occurred_at ELSE logged_at END
    FROM experience WHERE person_id = $1 AND (for_mentor OR (wants_talk AND talked_at IS NULL)) ORDER BY id DESC LIMIT $2;

-- What somebody lets be used for the five-hour day.
-- name: experience_for_day :many
-- in: run_id int64
-- out: struct experience_day_row { id int64, person_id int64, kind int64, strength int64, helps int64, telling text }
SELECT e.id, e.person_id, e.kind, e.strength, e.helps, e.telling
    FROM onboarding_run r JOIN experience e ON e.person_id = r.person_id AND e.centre_id = r.centre_id
    WHERE r.id = $1 AND r.ended_at IS NULL AND e.for_day ORDER BY e.id;

-- Their plan, if they are new.
-- name: experience_run :one
-- in: person_id int64
-- out: struct experience_id_row
SELECT id FROM onboarding_run WHERE person_id = $1 AND ended_at IS NULL;

-- The plan of somebody for whom there will be a day, or was: by their class, or because their plan has it.
-- name: experience_has_day :one
-- in: person_id int64
-- out: struct experience_id_row
SELECT r.id FROM onboarding_run r WHERE r.person_id = $1 AND r.ended_at IS NULL AND (r.class_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM onboarding_item i WHERE i.run_id = r.id AND i.module = 'own_calls_day' AND i.state IN (0, 1)));

-- What an incident says for its employee's own log.
-- name: experience_incident :one
-- in: id int64
-- out: struct experience_incident_row { centre_id int64, person_id int64, logged_by int64, class int64, rating int64, hit int64,
--      occurred_at int64, logged_at int64, helped text? }
SELECT i.centre_id, i.person_id, i.logged_by, i.class, i.rating, i.hit, i.occurred_at, i.logged_at,
        (SELECT t.text FROM incident_text t WHERE t.incident_id = i.id AND t.field = 2 ORDER BY t.version DESC LIMIT 1)
    FROM incident i WHERE i.id = $1;

-- name: experience_person :one
-- in: person_id int64
-- out: struct experience_person_row { centre_id int64, team_id int64? }
SELECT centre_id, team_id FROM person WHERE id = $1;

-- Everybody's names, also of those who have left: for what must not stand in a telling.
-- name: experience_names :many
-- in: centre_id int64
-- out: struct experience_name_row { name text }
SELECT name FROM person WHERE centre_id = $1 ORDER BY id;

-- name: experience_look_since :one
-- in: newcomer_id int64, person_id int64, since int64
-- out: struct experience_id_row
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'experience_seen' LIMIT 1;
