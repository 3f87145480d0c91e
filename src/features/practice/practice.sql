-- All statements of this feature. What reads a try is given its person too.

-- name: practice_story_insert :changed
-- in: id int64, print text, json text, now int64
INSERT INTO practice_story (id, print, json, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (print) DO NOTHING;

-- name: practice_story_of :one
-- in: print text
-- out: struct practice_story_row { id int64 }
SELECT id FROM practice_story WHERE print = $1;

-- name: practice_try_insert :exec
-- in: id int64, person_id int64, scenario text, title text, lang int64, story_id int64, seed int64, before int64, now int64
INSERT INTO practice_try (id, person_id, scenario, title, lang, story_id, seed, state, before, after, started_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0, $9);

-- name: practice_try_of :one
-- in: id int64, person_id int64
-- out: struct practice_try_row { id int64, scenario text, title text, lang int64, story_id int64, seed int64, state int64, before int64,
--      after int64, started_at int64, ended_at int64?, n_choices int64 }
SELECT t.id, t.scenario, t.title, t.lang, t.story_id, t.seed, t.state, t.before, t.after, t.started_at, t.ended_at,
        (SELECT COUNT(*) FROM practice_choice c WHERE c.try_id = t.id)
    FROM practice_try t WHERE t.id = $1 AND t.person_id = $2;

-- name: practice_tries_of :many
-- in: person_id int64, scenario text
-- out: struct practice_try_row
SELECT t.id, t.scenario, t.title, t.lang, t.story_id, t.seed, t.state, t.before, t.after, t.started_at, t.ended_at,
        (SELECT COUNT(*) FROM practice_choice c WHERE c.try_id = t.id)
    FROM practice_try t WHERE t.person_id = $1 AND ($2 = '' OR t.scenario = $2) ORDER BY t.started_at DESC, t.id DESC LIMIT 200;

-- name: practice_json :one
-- in: story_id int64
-- out: struct practice_json_row { json text }
SELECT json FROM practice_story WHERE id = $1;

-- name: practice_choices_of :many
-- in: try_id int64
-- out: struct practice_choice_row { at int64, choice int64 }
SELECT at, choice FROM practice_choice WHERE try_id = $1 ORDER BY at;

-- name: practice_choice_insert :changed
-- in: try_id int64, at int64, choice int64, now int64
INSERT INTO practice_choice (try_id, at, choice, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (try_id, at) DO NOTHING;

-- name: practice_try_end :changed
-- in: id int64, person_id int64, state int64, now int64
UPDATE practice_try SET state = $3, ended_at = $4 WHERE id = $1 AND person_id = $2 AND state = 0;

-- name: practice_stop_others :changed
-- in: person_id int64, scenario text, now int64
UPDATE practice_try SET state = 2, ended_at = $3 WHERE person_id = $1 AND scenario = $2 AND state = 0;

-- name: practice_try_after :changed
-- in: id int64, person_id int64, after int64
UPDATE practice_try SET after = $3 WHERE id = $1 AND person_id = $2 AND state <> 0;

-- name: practice_choices_drop :exec
-- in: try_id int64
DELETE FROM practice_choice WHERE try_id = $1;

-- name: practice_try_drop :changed
-- in: id int64, person_id int64
DELETE FROM practice_try WHERE id = $1 AND person_id = $2;

-- ---- a centre's own scenarios

-- name: practice_own_list :many
-- in: centre_id int64
-- out: struct practice_own_row { id int64, lang int64, offered bool, version int64, title text, about text, person text,
--      minutes int64, story_id int64, made_at int64, maker_name text? }
SELECT o.id, o.lang, o.offered, v.version, v.title, v.about, v.person, v.minutes, v.story_id, v.made_at, p.name
    FROM practice_own o JOIN practice_version v ON v.own_id = o.id LEFT JOIN person p ON p.id = v.made_by
    WHERE o.centre_id = $1 AND v.version = (SELECT MAX(l.version) FROM practice_version l WHERE l.own_id = o.id)
    ORDER BY o.made_at, o.id;

-- name: practice_own_of :one
-- in: id int64, centre_id int64
-- out: struct practice_own_row
SELECT o.id, o.lang, o.offered, v.version, v.title, v.about, v.person, v.minutes, v.story_id, v.made_at, p.name
    FROM practice_own o JOIN practice_version v ON v.own_id = o.id LEFT JOIN person p ON p.id = v.made_by
    WHERE o.id = $1 AND o.centre_id = $2
        AND v.version = (SELECT MAX(l.version) FROM practice_version l WHERE l.own_id = o.id);

-- name: practice_source_of :one
-- in: own_id int64, version int64
-- out: struct practice_source_row { source text }
SELECT source FROM practice_version WHERE own_id = $1 AND version = $2;

-- name: practice_own_insert :exec
-- in: id int64, centre_id int64, lang int64, now int64
INSERT INTO practice_own (id, centre_id, lang, offered, made_at) VALUES ($1, $2, $3, FALSE, $4);

-- name: practice_version_insert :changed
-- in: own_id int64, version int64, title text, about text, person text, minutes int64, source text, story_id int64, now int64, by int64
INSERT INTO practice_version (own_id, version, title, about, person, minutes, source, story_id, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (own_id, version) DO NOTHING;

-- name: practice_own_offer :changed
-- in: id int64, centre_id int64, offered bool
UPDATE practice_own SET offered = $3 WHERE id = $1 AND centre_id = $2;
