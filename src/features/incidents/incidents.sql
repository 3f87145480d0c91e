-- All statements of the incident feature. Lists are newest first and always driven by an index on one team or one person;
-- incident_lists.c merges the teams an actor reaches.

-- name: incident_number_next :one
-- in: centre_id int64
-- out: struct incident_number_row { latest int64 }
INSERT INTO incident_number (centre_id, latest) VALUES ($1, 1)
    ON CONFLICT (centre_id) DO UPDATE SET latest = incident_number.latest + 1
    RETURNING latest;

-- name: incident_insert :exec
-- in: id int64, centre_id int64, number int64, client_key text, team_id int64, person_id int64, logged_by int64,
--     call_id int64?, occurred_at int64, logged_at int64, class int64, rating int64, raised int64, hit int64,
--     near_miss bool, acts int64, wants_talk bool, was_alone bool, at_home bool, newcomer bool, seniority_days int64?
INSERT INTO incident (id, centre_id, number, client_key, team_id, person_id, logged_by, call_id, occurred_at, logged_at,
        changed_at, class, rating, raised, hit, near_miss, acts, wants_talk, was_alone, at_home, newcomer, seniority_days)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21);

-- name: incident_by_key :one
-- in: logged_by int64, client_key text
-- out: struct incident_key_row { id int64, number int64 }
SELECT id, number FROM incident WHERE logged_by = $1 AND client_key = $2;

-- name: incident_by_number :one
-- in: centre_id int64, number int64
-- out: struct incident_reach_row { id int64, team_id int64, person_id int64, logged_by int64 }
SELECT id, team_id, person_id, logged_by FROM incident WHERE centre_id = $1 AND number = $2;

-- Who was hit, for the row that is about to be written.
-- name: incident_person :one
-- in: id int64
-- out: struct incident_employee_row { centre_id int64, team_id int64?, started_day int64?, phones_day int64?, left_day int64? }
SELECT centre_id, team_id, started_day, phones_day, left_day FROM person WHERE id = $1;

-- name: incident_call :one
-- in: id int64
-- out: struct incident_call_row { person_id int64?, started_at int64 }
SELECT person_id, started_at FROM call WHERE id = $1;

-- name: incident_full :one
-- in: id int64
-- out: struct incident_full_row { id int64, number int64, centre_id int64, team_id int64, team_name text?, person_id int64, person_name text,
--      logged_by int64, logger_name text, call_id int64?, call_queue text?, call_talk_ms int64?, occurred_at int64, logged_at int64,
--      changed_at int64, class int64, rating int64, raised int64, hit int64, near_miss bool, acts int64, wants_talk bool,
--      was_alone bool, at_home bool, newcomer bool, seniority_days int64?, talked_at int64? }
SELECT i.id, i.number, i.centre_id, i.team_id, t.name, i.person_id, p.name, i.logged_by, l.name, i.call_id, c.queue, c.talk_ms,
        i.occurred_at, i.logged_at, i.changed_at, i.class, i.rating, i.raised, i.hit, i.near_miss, i.acts, i.wants_talk,
        i.was_alone, i.at_home, i.newcomer, i.seniority_days, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id JOIN person l ON l.id = i.logged_by
        LEFT JOIN team t ON t.id = i.team_id LEFT JOIN call c ON c.id = i.call_id
    WHERE i.id = $1;

-- name: incident_texts :many
-- in: incident_id int64
-- out: struct incident_text_row { field int64, version int64, text text, written_at int64, written_by int64, writer_name text }
SELECT x.field, x.version, x.text, x.written_at, x.written_by, p.name
    FROM incident_text x JOIN person p ON p.id = x.written_by
    WHERE x.incident_id = $1 ORDER BY x.field, x.version DESC;

-- name: incident_text_insert :exec
-- in: incident_id int64, field int64, version int64, text text, now int64, by int64
INSERT INTO incident_text (incident_id, field, version, text, written_at, written_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: incident_text_latest :one
-- in: incident_id int64, field int64
-- out: struct incident_latest_row { version int64, text text }
SELECT version, text FROM incident_text WHERE incident_id = $1 AND field = $2 ORDER BY version DESC LIMIT 1;

-- name: incident_word_insert :exec
-- in: incident_id int64, word text
INSERT INTO incident_word (incident_id, word) VALUES ($1, $2) ON CONFLICT (incident_id, word) DO NOTHING;

-- name: incident_step_insert :exec
-- in: id int64, incident_id int64, at int64, person_id int64, kind int64, detail text
INSERT INTO incident_step (id, incident_id, at, person_id, kind, detail) VALUES ($1, $2, $3, $4, $5, $6);

-- name: incident_steps :many
-- in: incident_id int64
-- out: struct incident_step_row { at int64, person_id int64, person_name text, kind int64, detail text }
SELECT s.at, s.person_id, p.name, s.kind, s.detail FROM incident_step s JOIN person p ON p.id = s.person_id
    WHERE s.incident_id = $1 ORDER BY s.id;

-- name: incident_look_since :one
-- in: incident_id int64, person_id int64, since int64
-- out: struct incident_look_row { at int64 }
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'incident_seen' LIMIT 1;

-- name: incident_set_rating :exec
-- in: id int64, rating int64, raised int64, hit int64, now int64
UPDATE incident SET rating = $2, raised = $3, hit = $4, changed_at = $5 WHERE id = $1;

-- name: incident_set_details :exec
-- in: id int64, class int64, acts int64, near_miss bool, wants_talk bool, was_alone bool, at_home bool, now int64
UPDATE incident SET class = $2, acts = $3, near_miss = $4, wants_talk = $5, was_alone = $6, at_home = $7, changed_at = $8
    WHERE id = $1;

-- name: incident_touch :exec
-- in: id int64, now int64
UPDATE incident SET changed_at = $2 WHERE id = $1;

-- name: incident_set_talked :changed
-- in: id int64, now int64
UPDATE incident SET talked_at = $2, changed_at = $2 WHERE id = $1 AND talked_at IS NULL;

-- Differences are added; a missing row starts from them.
-- name: incident_tally_add :exec
-- in: team_id int64, logged int64, untalked int64, wants_talk int64, hard int64, newcomer int64
INSERT INTO incident_tally (team_id, n_logged, n_untalked, n_wants_talk, n_hard, n_newcomer) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (team_id) DO UPDATE SET n_logged = incident_tally.n_logged + excluded.n_logged,
        n_untalked = incident_tally.n_untalked + excluded.n_untalked,
        n_wants_talk = incident_tally.n_wants_talk + excluded.n_wants_talk,
        n_hard = incident_tally.n_hard + excluded.n_hard,
        n_newcomer = incident_tally.n_newcomer + excluded.n_newcomer;

-- name: incident_day_add :exec
-- in: team_id int64, day int64, class int64, n int64, rated int64, sum_rating int64, ended int64
INSERT INTO incident_day (team_id, day, class, n, n_rated, sum_rating, n_ended) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (team_id, day, class) DO UPDATE SET n = incident_day.n + excluded.n,
        n_rated = incident_day.n_rated + excluded.n_rated,
        sum_rating = incident_day.sum_rating + excluded.sum_rating,
        n_ended = incident_day.n_ended + excluded.n_ended;

-- name: incident_tally :one
-- in: team_id int64
-- out: struct incident_tally_row { n_logged int64, n_untalked int64, n_wants_talk int64, n_hard int64, n_newcomer int64 }
SELECT n_logged, n_untalked, n_wants_talk, n_hard, n_newcomer FROM incident_tally WHERE team_id = $1;

-- name: incident_seen :one
-- in: person_id int64, team_id int64
-- out: struct incident_seen_row { n_logged int64 }
SELECT n_logged FROM incident_seen WHERE person_id = $1 AND team_id = $2;

-- name: incident_seen_put :exec
-- in: person_id int64, team_id int64, n_logged int64, now int64
INSERT INTO incident_seen (person_id, team_id, n_logged, seen_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (person_id, team_id) DO UPDATE SET n_logged = excluded.n_logged, seen_at = excluded.seen_at;

-- name: incident_page_team :many
-- in: team_id int64, before_at int64, before_id int64, from_at int64, class int64, min_hit int64, untalked bool, wants_talk bool,
--     person_id int64, limit int64
-- out: struct incident_row { id int64, number int64, team_id int64, person_id int64, person_name text, logged_by int64,
--      occurred_at int64, logged_at int64, class int64, rating int64, hit int64, near_miss bool, acts int64, wants_talk bool,
--      newcomer bool, talked_at int64? }
SELECT i.id, i.number, i.team_id, i.person_id, p.name, i.logged_by, i.occurred_at, i.logged_at, i.class, i.rating, i.hit,
        i.near_miss, i.acts, i.wants_talk, i.newcomer, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id
    WHERE i.team_id = $1 AND (i.occurred_at, i.id) < ($2, $3) AND i.occurred_at >= $4
        AND ($5 < 0 OR i.class = $5) AND i.hit >= $6 AND (NOT $7 OR i.talked_at IS NULL) AND (NOT $8 OR i.wants_talk)
        AND ($9 = 0 OR i.person_id = $9)
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT $10;

-- name: incident_page_person :many
-- in: person_id int64, before_at int64, before_id int64, from_at int64, class int64, min_hit int64, untalked bool, wants_talk bool,
--     limit int64
-- out: struct incident_row
SELECT i.id, i.number, i.team_id, i.person_id, p.name, i.logged_by, i.occurred_at, i.logged_at, i.class, i.rating, i.hit,
        i.near_miss, i.acts, i.wants_talk, i.newcomer, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id
    WHERE i.person_id = $1 AND (i.occurred_at, i.id) < ($2, $3) AND i.occurred_at >= $4
        AND ($5 < 0 OR i.class = $5) AND i.hit >= $6 AND (NOT $7 OR i.talked_at IS NULL) AND (NOT $8 OR i.wants_talk)
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT $9;

-- name: incident_page_logger :many
-- in: logged_by int64, before_at int64, before_id int64, from_at int64, class int64, min_hit int64, untalked bool, wants_talk bool,
--     limit int64
-- out: struct incident_row
SELECT i.id, i.number, i.team_id, i.person_id, p.name, i.logged_by, i.occurred_at, i.logged_at, i.class, i.rating, i.hit,
        i.near_miss, i.acts, i.wants_talk, i.newcomer, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id
    WHERE i.logged_by = $1 AND i.person_id <> $1 AND (i.occurred_at, i.id) < ($2, $3) AND i.occurred_at >= $4
        AND ($5 < 0 OR i.class = $5) AND i.hit >= $6 AND (NOT $7 OR i.talked_at IS NULL) AND (NOT $8 OR i.wants_talk)
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT $9;

-- The first word drives through its index; the other two, when given, must stand there too. Ends are exclusive.
-- name: incident_search :many
-- in: team_id int64, person_id int64, before_at int64, before_id int64, from_at int64, class int64, min_hit int64,
--     untalked bool, wants_talk bool, limit int64, word1 text, end1 text, word2 text, end2 text, word3 text, end3 text
-- out: struct incident_row
SELECT i.id, i.number, i.team_id, i.person_id, p.name, i.logged_by, i.occurred_at, i.logged_at, i.class, i.rating, i.hit,
        i.near_miss, i.acts, i.wants_talk, i.newcomer, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id
    WHERE i.id IN (SELECT w.incident_id FROM incident_word w WHERE w.word >= $11 AND w.word < $12)
        AND ($1 = 0 OR i.team_id = $1) AND ($2 = 0 OR i.person_id = $2)
        AND (i.occurred_at, i.id) < ($3, $4) AND i.occurred_at >= $5
        AND ($6 < 0 OR i.class = $6) AND i.hit >= $7 AND (NOT $8 OR i.talked_at IS NULL) AND (NOT $9 OR i.wants_talk)
        AND ($13 = '' OR EXISTS (SELECT 1 FROM incident_word w WHERE w.incident_id = i.id AND w.word >= $13 AND w.word < $14))
        AND ($15 = '' OR EXISTS (SELECT 1 FROM incident_word w WHERE w.incident_id = i.id AND w.word >= $15 AND w.word < $16))
    ORDER BY i.occurred_at DESC, i.id DESC LIMIT $10;

-- name: incident_untalked :many
-- in: team_id int64, limit int64
-- out: struct incident_row
SELECT i.id, i.number, i.team_id, i.person_id, p.name, i.logged_by, i.occurred_at, i.logged_at, i.class, i.rating, i.hit,
        i.near_miss, i.acts, i.wants_talk, i.newcomer, i.talked_at
    FROM incident i JOIN person p ON p.id = i.person_id
    WHERE i.team_id = $1 AND i.talked_at IS NULL
    ORDER BY i.newcomer DESC, i.wants_talk DESC, i.hit DESC, i.occurred_at DESC LIMIT $2;

-- name: incident_team_ids :many
-- in: centre_id int64
-- out: struct incident_team_row { id int64, name text }
SELECT id, name FROM team WHERE centre_id = $1 ORDER BY name_sort;

-- name: incident_people_named :many
-- in: centre_id int64, pattern text, limit int64
-- out: struct incident_person_row { id int64, name text, team_id int64? }
SELECT id, name, team_id FROM person WHERE centre_id = $1 AND name_fold LIKE $2 ORDER BY name_sort LIMIT $3;

-- name: incident_people_team :many
-- in: team_id int64, today int64
-- out: struct incident_person_row
SELECT id, name, team_id FROM person WHERE team_id = $1 AND (left_day IS NULL OR left_day >= $2) ORDER BY name_sort;
