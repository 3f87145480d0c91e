-- All statements of this feature. None counts by person.

-- ---- questions

-- name: asking_insert :exec
-- in: id int64, centre_id int64, anonymous bool, asked_by int64?, key_hash text, text text, asked_at int64, settled bool
INSERT INTO asking_question (id, centre_id, anonymous, asked_by, key_hash, text, asked_at, state, measured, rung, settled)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, FALSE, 0, $8);

-- name: asking_question :one
-- in: id int64, centre_id int64
-- out: struct asking_question_row { id int64, centre_id int64, anonymous bool, asked_by int64?, asker text?, key_hash text,
--      text text, asked_at int64, state int64, measured bool, waits_since int64?, call_key text?, rung int64, due_at int64?,
--      leader_at int64? }
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, p.name, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q LEFT JOIN person p ON p.id = q.asked_by WHERE q.id = $1 AND q.centre_id = $2;

-- Takes the row for this transaction.
-- name: asking_lock :changed
-- in: id int64, centre_id int64
UPDATE asking_question SET state = state WHERE id = $1 AND centre_id = $2;

-- name: asking_same :many
-- in: centre_id int64, text text, anonymous bool
-- out: struct asking_question_row
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, p.name, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q LEFT JOIN person p ON p.id = q.asked_by
    WHERE q.centre_id = $1 AND q.state = 0 AND q.text = $2 AND q.anonymous = $3 ORDER BY q.id LIMIT 20;

-- Those of one hour are in no order of time.
-- name: asking_open :many
-- in: centre_id int64, most int64
-- out: struct asking_question_row
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, p.name, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q LEFT JOIN person p ON p.id = q.asked_by
    WHERE q.centre_id = $1 AND q.state = 0 ORDER BY q.asked_at, q.id LIMIT $2;

-- name: asking_mine :many
-- in: person_id int64, since int64
-- out: struct asking_question_row
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, p.name, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q JOIN person p ON p.id = q.asked_by
    WHERE q.asked_by = $1 AND q.asked_at >= $2 ORDER BY q.asked_at DESC, q.id LIMIT 20;

-- All of them: whose they are only the browsers know.
-- name: asking_anonymous :many
-- in: centre_id int64, since int64
-- out: struct asking_question_row
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, NULL, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q WHERE q.centre_id = $1 AND q.anonymous AND q.asked_at >= $2 ORDER BY q.asked_at DESC, q.id LIMIT 2000;

-- name: asking_waiting :one
-- in: centre_id int64
-- out: struct asking_n_row { n int64 }
SELECT COUNT(*) FROM asking_question WHERE centre_id = $1 AND state = 0;

-- name: asking_begins :exec
-- in: id int64, waits_since int64, call_key text, due_at int64, leader_at int64
UPDATE asking_question SET state = 0, waits_since = $2, call_key = $3, rung = 0, due_at = $4, leader_at = $5 WHERE id = $1;

-- name: asking_stands :exec
-- in: id int64, state int64, measured bool
UPDATE asking_question SET state = $2, measured = $3, waits_since = NULL, call_key = NULL, due_at = NULL, leader_at = NULL WHERE id = $1;

-- name: asking_climbed :exec
-- in: id int64, rung int64, due_at int64?, leader_at int64?
UPDATE asking_question SET rung = $2, due_at = $3, leader_at = $4 WHERE id = $1;

-- name: asking_due :many
-- in: centre_id int64, now int64
-- out: struct asking_question_row
SELECT q.id, q.centre_id, q.anonymous, q.asked_by, NULL, q.key_hash, q.text, q.asked_at, q.state, q.measured, q.waits_since,
        q.call_key, q.rung, q.due_at, q.leader_at
    FROM asking_question q WHERE q.centre_id = $1 AND q.waits_since IS NOT NULL AND (q.due_at <= $2 OR q.leader_at <= $2) ORDER BY q.id;

-- name: asking_next :one
-- in: centre_id int64
-- out: struct asking_next_row { due_at int64?, leader_at int64?, hour_at int64? }
SELECT (SELECT MIN(due_at) FROM asking_question WHERE centre_id = $1 AND waits_since IS NOT NULL),
        (SELECT MIN(leader_at) FROM asking_question WHERE centre_id = $1 AND waits_since IS NOT NULL),
        (SELECT MIN(asked_at) FROM asking_question WHERE centre_id = $1 AND NOT settled);

-- name: asking_unsettled :many
-- in: centre_id int64, before int64
-- out: struct asking_unsettled_row { id int64 }
SELECT id FROM asking_question WHERE centre_id = $1 AND NOT settled AND asked_at < $2 ORDER BY id;

-- Each written anew in the order of the ids, so that no row lies where it was put.
-- name: asking_settle :exec
-- in: id int64
UPDATE asking_question SET settled = TRUE, waits_since = CASE WHEN waits_since IS NULL THEN NULL ELSE asked_at END WHERE id = $1;

-- name: asking_words_drop :exec
-- in: kind int64, object_id int64
DELETE FROM asking_word WHERE kind = $1 AND object_id = $2;

-- name: asking_replies_drop :exec
-- in: question_id int64
DELETE FROM asking_reply WHERE question_id = $1;

-- name: asking_drop :exec
-- in: id int64
DELETE FROM asking_question WHERE id = $1;

-- ---- replies

-- name: asking_reply_insert :exec
-- in: question_id int64, kind int64, by_person int64?, text text, at int64
INSERT INTO asking_reply (question_id, place, kind, by_person, text, at, helped)
    VALUES ($1, (SELECT COALESCE(MAX(r.place), 0) + 1 FROM asking_reply r WHERE r.question_id = $1), $2, $3, $4, $5, FALSE);

-- name: asking_replies :many
-- in: question_id int64
-- out: struct asking_reply_row { place int64, kind int64, by_person int64?, name text?, text text, at int64, helped bool }
SELECT r.place, r.kind, r.by_person, p.name, r.text, r.at, r.helped
    FROM asking_reply r LEFT JOIN person p ON p.id = r.by_person WHERE r.question_id = $1 ORDER BY r.place;

-- name: asking_reply_helped :exec
-- in: question_id int64
UPDATE asking_reply SET helped = TRUE WHERE question_id = $1 AND kind = 0
    AND place = (SELECT MAX(r.place) FROM asking_reply r WHERE r.question_id = $1 AND r.kind = 0);

-- ---- who is told

-- One row per role; not who is away or has left.
-- name: asking_people :many
-- in: centre_id int64, today int64, here_since int64
-- out: struct asking_person_row { person_id int64, role int64, team_id int64, started_day int64?, here bool }
SELECT p.id, g.role, g.team_id, p.started_day, COALESCE(d.seen_at >= $3, FALSE)
    FROM person p JOIN role_grant g ON g.person_id = p.id LEFT JOIN help_desk d ON d.person_id = p.id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2)
        AND NOT EXISTS (SELECT 1 FROM person_absence b
            WHERE b.person_id = p.id AND b.from_day <= $2 AND (b.to_day IS NULL OR b.to_day >= $2))
    ORDER BY p.id, g.role;

-- name: asking_centre :one
-- in: centre_id int64
-- out: struct asking_centre_row { zone text }
SELECT zone FROM centre WHERE id = $1;

-- name: asking_here :one
-- in: centre_id int64, here_since int64, not_person int64
-- out: struct asking_n_row
SELECT COUNT(*) FROM help_desk WHERE centre_id = $1 AND seen_at >= $2 AND person_id <> $3;

-- ---- words

-- name: asking_word_insert :exec
-- in: centre_id int64, word text, kind int64, object_id int64, weight int64
INSERT INTO asking_word (centre_id, word, kind, object_id, weight) VALUES ($1, $2, $3, $4, $5);

-- name: asking_postings :many
-- in: centre_id int64, from text, below text, most int64
-- out: struct asking_posting_row { word text, kind int64, object_id int64, weight int64 }
SELECT word, kind, object_id, weight FROM asking_word WHERE centre_id = $1 AND word >= $2 AND word < $3
    ORDER BY word, kind, object_id LIMIT $4;

-- name: asking_documents :one
-- in: centre_id int64
-- out: struct asking_n_row
SELECT (SELECT COUNT(*) FROM asking_card WHERE centre_id = $1 AND closed_at IS NULL)
    + (SELECT COUNT(*) FROM asking_question WHERE centre_id = $1 AND measured);

-- ---- cards

-- name: asking_card_insert :exec
-- in: id int64, centre_id int64, title text, body text, owner_id int64, review_day int64, now int64, by int64
INSERT INTO asking_card (id, centre_id, title, body, owner_id, review_day, version, made_at, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7, $8);

-- name: asking_card :one
-- in: id int64, centre_id int64
-- out: struct asking_card_row { id int64, centre_id int64, title text, body text, owner_id int64, owner text, review_day int64,
--      version int64, changed_at int64, n_unclear int64 }
SELECT c.id, c.centre_id, c.title, c.body, c.owner_id, p.name, c.review_day, c.version, c.changed_at,
        (SELECT COUNT(*) FROM asking_unclear u WHERE u.card_id = c.id AND NOT u.done)
    FROM asking_card c JOIN person p ON p.id = c.owner_id WHERE c.id = $1 AND c.centre_id = $2 AND c.closed_at IS NULL;

-- For jobs: whatever centre it is of.
-- name: asking_card_due :one
-- in: id int64
-- out: struct asking_card_due_row { centre_id int64, owner_id int64, review_day int64, left_day int64? }
SELECT c.centre_id, c.owner_id, c.review_day, p.left_day
    FROM asking_card c JOIN person p ON p.id = c.owner_id WHERE c.id = $1 AND c.closed_at IS NULL;

-- name: asking_cards :many
-- in: centre_id int64
-- out: struct asking_card_row
SELECT c.id, c.centre_id, c.title, c.body, c.owner_id, p.name, c.review_day, c.version, c.changed_at,
        (SELECT COUNT(*) FROM asking_unclear u WHERE u.card_id = c.id AND NOT u.done)
    FROM asking_card c JOIN person p ON p.id = c.owner_id WHERE c.centre_id = $1 AND c.closed_at IS NULL ORDER BY c.title, c.id LIMIT 500;

-- name: asking_card_change :changed
-- in: id int64, version int64, title text, body text, owner_id int64, review_day int64, now int64, by int64
UPDATE asking_card SET title = $3, body = $4, owner_id = $5, review_day = $6, version = version + 1, changed_at = $7, changed_by = $8
    WHERE id = $1 AND version = $2 AND closed_at IS NULL;

-- name: asking_card_close :changed
-- in: id int64, now int64, by int64
UPDATE asking_card SET closed_at = $2, changed_at = $2, changed_by = $3 WHERE id = $1 AND closed_at IS NULL;

-- name: asking_unclear_insert :exec
-- in: id int64, card_id int64, text text, day int64
INSERT INTO asking_unclear (id, card_id, text, day, done) VALUES ($1, $2, $3, $4, FALSE);

-- name: asking_unclear_done :exec
-- in: card_id int64
UPDATE asking_unclear SET done = TRUE WHERE card_id = $1 AND NOT done;

-- name: asking_unclear :many
-- in: card_id int64
-- out: struct asking_unclear_row { text text, day int64 }
SELECT text, day FROM asking_unclear WHERE card_id = $1 AND NOT done ORDER BY day DESC, id LIMIT 50;

-- name: asking_owners :many
-- in: centre_id int64, today int64
-- out: struct asking_owner_row { person_id int64, name text, team_id int64?, role int64 }
SELECT p.id, p.name, p.team_id, g.role FROM person p JOIN role_grant g ON g.person_id = p.id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id, g.role;

-- ---- how fast

-- name: asking_wait_add :exec
-- in: centre_id int64, month_day int64, weekday int64, hour int64, within_s int64
INSERT INTO asking_wait (centre_id, month_day, weekday, hour, within_s, n) VALUES ($1, $2, $3, $4, $5, 1)
    ON CONFLICT (centre_id, month_day, weekday, hour, within_s) DO UPDATE SET n = asking_wait.n + 1;

-- name: asking_waits :many
-- in: centre_id int64, from_day int64
-- out: struct asking_wait_row { weekday int64, hour int64, within_s int64, n int64 }
SELECT weekday, hour, within_s, SUM(n) FROM asking_wait WHERE centre_id = $1 AND month_day >= $2
    GROUP BY weekday, hour, within_s ORDER BY within_s, weekday, hour;

-- name: asking_waits :many @pgsql
SELECT weekday, hour, within_s, SUM(n)::BIGINT FROM asking_wait WHERE centre_id = $1 AND month_day >= $2
    GROUP BY weekday, hour, within_s ORDER BY within_s, weekday, hour;

-- name: asking_setting :one
-- in: centre_id int64
-- out: struct asking_setting_row { next_s int64, leader_s int64 }
SELECT next_s, leader_s FROM asking_setting WHERE centre_id = $1;

-- name: asking_setting_put :exec
-- in: centre_id int64, next_s int64, leader_s int64, now int64, by int64
INSERT INTO asking_setting (centre_id, next_s, leader_s, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (centre_id) DO UPDATE SET next_s = excluded.next_s, leader_s = excluded.leader_s,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;

-- The clock was set back: what waits keeps its spans.
-- name: asking_set_back :exec
-- in: by_ms int64
UPDATE asking_question SET waits_since = waits_since - $1, due_at = due_at - $1, leader_at = leader_at - $1 WHERE waits_since IS NOT NULL;
