-- All statements (SQL) of the statements feature (xAPI). What others keep of learning is only read here.

-- ---- the store of a centre

-- name: statement_store_find :one
-- in: centre_id int64
-- out: struct statement_store_row { centre_id int64, id int64, url text, login text, secret text, kinds int64, on_at int64?, since_at int64, failing_since int64?, answer text, answered_at int64?, changed_at int64 }
SELECT centre_id, id, url, login, secret, kinds, on_at, since_at, failing_since, answer, answered_at, changed_at FROM statement_store
    WHERE centre_id = $1;

-- name: statement_stores_on :many
-- out: struct statement_store_row
SELECT centre_id, id, url, login, secret, kinds, on_at, since_at, failing_since, answer, answered_at, changed_at FROM statement_store
    WHERE on_at IS NOT NULL ORDER BY centre_id;

-- name: statement_store_insert :exec
-- in: centre_id int64, id int64, url text, login text, secret text, kinds int64, on_at int64?, now int64, by int64
INSERT INTO statement_store (centre_id, id, url, login, secret, kinds, on_at, since_at, answer, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $8, $9);

-- What happened while it was off is not told later.
-- name: statement_store_change :exec
-- in: centre_id int64, url text, login text, secret text, kinds int64, on_at int64?, since_at int64, now int64, by int64
UPDATE statement_store SET url = $2, login = $3, secret = $4, kinds = $5, on_at = $6, since_at = $7, failing_since = NULL,
        changed_at = $8, changed_by = $9 WHERE centre_id = $1;

-- name: statement_store_drop :changed
-- in: centre_id int64
DELETE FROM statement_store WHERE centre_id = $1;

-- name: statement_store_seen :exec
-- in: centre_id int64, since_at int64
UPDATE statement_store SET since_at = $2 WHERE centre_id = $1 AND since_at < $2;

-- name: statement_store_answer :exec
-- in: centre_id int64, answer text, now int64, failing_since int64?
UPDATE statement_store SET answer = $2, answered_at = $3,
        failing_since = CASE WHEN $4 IS NULL THEN NULL ELSE COALESCE(failing_since, $4) END WHERE centre_id = $1;

-- name: statements_drop_of_centre :exec
-- in: centre_id int64
DELETE FROM statement WHERE centre_id = $1;

-- name: statement_salts_drop_of_centre :exec
-- in: centre_id int64
DELETE FROM statement_salt WHERE person_id IN (SELECT p.id FROM person p WHERE p.centre_id = $1);

-- What was perhaps taken already would come again by another name.
-- name: statements_drop_tried :exec
-- in: centre_id int64, now int64
UPDATE statement SET state = 3, settled_at = $2, held_until = 0 WHERE centre_id = $1 AND state = 0 AND attempts > 0;

-- name: statements_again :changed
-- in: centre_id int64, now int64
UPDATE statement SET state = 0, settled_at = NULL, made_at = $2, send_at = $2, held_until = 0, attempts = 0
    WHERE centre_id = $1 AND state = 2;

-- name: statement_totals :one
-- in: centre_id int64
-- out: struct statement_totals_row { waiting int64, sent int64, failed int64, dropped int64 }
SELECT COUNT(CASE WHEN state = 0 THEN 1 END), COUNT(CASE WHEN state = 1 THEN 1 END), COUNT(CASE WHEN state = 2 THEN 1 END),
        COUNT(CASE WHEN state = 3 THEN 1 END) FROM statement WHERE centre_id = $1;

-- Those that were given up first: they want to be looked at.
-- name: statement_log :many
-- in: centre_id int64, at_most int64
-- out: struct statement_log_row { id int64, kind int64, word text, at int64, made_at int64, attempts int64, state int64, settled_at int64?, why text }
SELECT id, kind, word, at, made_at, attempts, state, settled_at, why FROM statement WHERE centre_id = $1
    ORDER BY CASE WHEN state = 2 THEN 0 ELSE 1 END, id DESC LIMIT $2;

-- name: statements_of :many
-- in: person_id int64, at_most int64
-- out: struct statement_log_row
SELECT id, kind, word, at, made_at, attempts, state, settled_at, why FROM statement WHERE person_id = $1 ORDER BY id DESC LIMIT $2;

-- ---- one's own yes

-- name: statement_wish_find :one
-- in: person_id int64
-- out: struct statement_wish_row { practice_at int64 }
SELECT practice_at FROM statement_wish WHERE person_id = $1;

-- name: statement_wish_put :exec
-- in: person_id int64, now int64
INSERT INTO statement_wish (person_id, practice_at) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING;

-- name: statement_wish_drop :exec
-- in: person_id int64
DELETE FROM statement_wish WHERE person_id = $1;

-- What was not sent yet stays here.
-- name: statements_drop_practice :exec
-- in: person_id int64, now int64
UPDATE statement SET state = 3, settled_at = $2, held_until = 0 WHERE person_id = $1 AND kind = 1 AND state = 0;

-- ---- what happened: each kind gives the same row

-- name: statement_new_modules :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row { person_id int64, key text, word text, at int64 }
SELECT m.person_id, CAST(m.id AS TEXT), m.word, m.at FROM module_pass m WHERE m.centre_id = $1 AND m.at >= $2 AND m.at <= $3
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 0 AND s.key = CAST(m.id AS TEXT)
        AND s.person_id = m.person_id) ORDER BY m.at, m.id LIMIT $4;

-- Of those alone who said yes, and from then on; a try that was stopped is nobody's.
-- name: statement_new_scenarios :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row
SELECT t.person_id, CAST(t.id AS TEXT), t.scenario, t.ended_at FROM statement_wish w
        JOIN person p ON p.id = w.person_id AND p.centre_id = $1 JOIN practice_try t ON t.person_id = w.person_id
    WHERE t.state = 1 AND t.ended_at >= $2 AND t.ended_at <= $3 AND t.ended_at >= w.practice_at
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 1 AND s.key = CAST(t.id AS TEXT)
        AND s.person_id = t.person_id) ORDER BY t.ended_at, t.id LIMIT $4;

-- What was learned or tried: neither what is social nor what others set up.
-- name: statement_new_items :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row
SELECT r.person_id, CAST(i.id AS TEXT), i.word, i.ended_at FROM onboarding_item i JOIN onboarding_run r ON r.id = i.run_id
    WHERE r.centre_id = $1 AND i.ended_at >= $2 AND i.ended_at <= $3 AND i.state = 1 AND i.kind <> 2 AND i.role <> 3
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 2 AND s.key = CAST(i.id AS TEXT)
        AND s.person_id = r.person_id) ORDER BY i.ended_at, i.id LIMIT $4;

-- That it was held, of who was listened to; nothing of it.
-- name: statement_new_listenings :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row
SELECT l.employee_id, CAST(l.id AS TEXT), '', l.closed_at FROM call_listening l
    WHERE l.centre_id = $1 AND l.state = 6 AND l.closed_at >= $2 AND l.closed_at <= $3
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 3 AND s.key = CAST(l.id AS TEXT)
        AND s.person_id = l.employee_id) ORDER BY l.closed_at, l.id LIMIT $4;

-- Of the class and who joined it, but not of who was away on that day.
-- name: statement_new_days :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row
SELECT r.person_id, CAST(d.id AS TEXT), '', d.held_at FROM follow_up_day d JOIN onboarding_run r ON r.centre_id = d.centre_id
        AND (r.class_id = d.class_id OR EXISTS (SELECT 1 FROM follow_up_seat e WHERE e.day_id = d.id AND e.run_id = r.id))
        JOIN person p ON p.id = r.person_id
    WHERE d.centre_id = $1 AND d.held_at >= $2 AND d.held_at <= $3 AND (r.ended_at IS NULL OR r.ended_at >= d.held_at)
    AND (p.left_day IS NULL OR p.left_day >= d.day)
    AND NOT EXISTS (SELECT 1 FROM person_absence a WHERE a.person_id = r.person_id AND a.from_day <= d.day
        AND (a.to_day IS NULL OR a.to_day >= d.day))
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 4 AND s.key = CAST(d.id AS TEXT)
        AND s.person_id = r.person_id) ORDER BY d.held_at, d.id, r.person_id LIMIT $4;

-- Of who is still here.
-- name: statement_new_expired :many
-- in: centre_id int64, since int64, now int64, at_most int64
-- out: struct statement_new_row
SELECT m.person_id, m.word || ' ' || CAST(m.until_at AS TEXT), m.word, m.until_at FROM module_state m
        JOIN person p ON p.id = m.person_id
    WHERE m.centre_id = $1 AND m.until_at >= $2 AND m.until_at <= $3 AND (p.left_day IS NULL OR p.left_day >= $3 / 86400000)
    AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.centre_id = $1 AND s.kind = 5
        AND s.key = m.word || ' ' || CAST(m.until_at AS TEXT) AND s.person_id = m.person_id)
    ORDER BY m.until_at, m.person_id, m.word LIMIT $4;

-- name: statement_insert :exec
-- in: id int64, centre_id int64, person_id int64, kind int64, key text, word text, at int64, now int64
INSERT INTO statement (id, centre_id, person_id, kind, key, word, at, made_at, send_at, held_until, attempts, state, why)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, 0, 0, '') ON CONFLICT (centre_id, kind, key, person_id) DO NOTHING;

-- ---- sending

-- name: statement_release :exec
UPDATE statement SET held_until = 0 WHERE state = 0 AND held_until > 0;

-- name: statement_due :one
-- in: now int64
-- out: struct statement_due_row { centre_id int64 }
SELECT centre_id FROM statement WHERE state = 0 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT 1;

-- name: statement_claim :many
-- in: centre_id int64, now int64, held_until int64, at_most int64
-- out: struct statement_claimed_row { id int64, person_id int64, kind int64, key text, word text, at int64, made_at int64, attempts int64 }
UPDATE statement SET held_until = $3 WHERE id IN (SELECT id FROM statement
        WHERE centre_id = $1 AND state = 0 AND send_at <= $2 AND held_until <= $2 ORDER BY send_at, id LIMIT $4)
    RETURNING id, person_id, kind, key, word, at, made_at, attempts;

-- name: statement_claim :many @pgsql
UPDATE statement SET held_until = $3 WHERE id IN (SELECT id FROM statement
        WHERE centre_id = $1 AND state = 0 AND send_at <= $2 AND held_until <= $2 ORDER BY send_at, id LIMIT $4
        FOR UPDATE SKIP LOCKED)
    RETURNING id, person_id, kind, key, word, at, made_at, attempts;

-- name: statement_settle :changed
-- in: id int64, held_until int64, state int64, now int64, attempts int64, why text
UPDATE statement SET state = $3, settled_at = $4, attempts = $5, why = $6, held_until = 0
    WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: statement_postpone :changed
-- in: id int64, held_until int64, send_at int64, attempts int64, why text
UPDATE statement SET send_at = $3, attempts = $4, why = $5, held_until = 0 WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: statement_salt_find :one
-- in: person_id int64
-- out: struct statement_salt_row { salt text }
SELECT salt FROM statement_salt WHERE person_id = $1;

-- Whoever comes second takes what the first one made.
-- name: statement_salt_insert :exec
-- in: person_id int64, salt text, now int64
INSERT INTO statement_salt (person_id, salt, made_at) VALUES ($1, $2, $3) ON CONFLICT (person_id) DO NOTHING;
