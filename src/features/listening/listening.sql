-- All statements of listening sessions.

-- ---- the announcement

-- name: listening_text_latest :one
-- in: centre_id int64
-- out: struct listening_text_row { version int64, text_da text, text_en text, made_at int64, maker_name text? }
SELECT x.version, x.text_da, x.text_en, x.made_at, p.name FROM listening_text x LEFT JOIN person p ON p.id = x.made_by
    WHERE x.centre_id = $1 ORDER BY x.version DESC LIMIT 1;

-- name: listening_text_at :one
-- in: centre_id int64, version int64
-- out: struct listening_text_row
SELECT x.version, x.text_da, x.text_en, x.made_at, p.name FROM listening_text x LEFT JOIN person p ON p.id = x.made_by
    WHERE x.centre_id = $1 AND x.version = $2;

-- name: listening_texts :many
-- in: centre_id int64
-- out: struct listening_text_row
SELECT x.version, x.text_da, x.text_en, x.made_at, p.name FROM listening_text x LEFT JOIN person p ON p.id = x.made_by
    WHERE x.centre_id = $1 ORDER BY x.version DESC;

-- name: listening_text_insert :changed
-- in: centre_id int64, version int64, text_da text, text_en text, now int64, by int64
INSERT INTO listening_text (centre_id, version, text_da, text_en, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (centre_id, version) DO NOTHING;

-- ---- who

-- Whom somebody may listen to is asked of this.
-- name: listening_person :one
-- in: person_id int64, today int64
-- out: struct listening_person_row { id int64, centre_id int64, team_id int64?, name text, is_new bool }
SELECT p.id, p.centre_id, COALESCE(r.team_id, p.team_id), p.name, r.id IS NOT NULL
    FROM person p LEFT JOIN onboarding_run r ON r.person_id = p.id AND r.ended_at IS NULL
    WHERE p.id = $1 AND (p.left_day IS NULL OR p.left_day >= $2);

-- The newcomers of a centre.
-- name: listening_newcomers :many
-- in: centre_id int64, today int64
-- out: struct listening_person_row
SELECT p.id, p.centre_id, r.team_id, p.name, TRUE FROM onboarding_run r JOIN person p ON p.id = r.person_id
    WHERE r.centre_id = $1 AND r.ended_at IS NULL AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id;

-- Who holds a role for a team or the whole centre.
-- name: listening_holders :many
-- in: centre_id int64, team_id int64, role int64, today int64
-- out: struct listening_holder_row { id int64, name text }
SELECT DISTINCT p.id, p.name FROM role_grant g JOIN person p ON p.id = g.person_id
    WHERE p.centre_id = $1 AND g.team_id IN (0, $2) AND g.role = $3 AND (p.left_day IS NULL OR p.left_day >= $4) ORDER BY p.id;

-- Two that book with one person at a time wait for each other here.
-- name: listening_lock :one
-- in: person_id int64
-- out: struct listening_id_row { id int64 }
SELECT id FROM person WHERE id = $1;
-- name: listening_lock :one @pgsql
SELECT id FROM person WHERE id = $1 FOR NO KEY UPDATE;

-- ---- sessions

-- name: listening_get :one
-- in: id int64
-- out: struct listening_row { id int64, centre_id int64, team_id int64, team_name text?, employee_id int64, employee_name text,
--      employee_left_day int64?, listener_id int64?, listener_name text?, state int64, changes int64, asked bool, starts_at int64?,
--      minutes int64, side int64, focus int64, focus_words text, made_at int64, accepted_at int64?, begun_at int64?,
--      announced_at int64?, text_version int64?, stopped_at int64?, stopped_by int64?, closed_at int64?, strength_1 text,
--      strength_2 text, next_step text, follow_day int64?, answer text, answered_at int64? }
SELECT s.id, s.centre_id, s.team_id, t.name, s.employee_id, e.name, e.left_day, s.listener_id, l.name, s.state, s.changes, s.asked,
        s.starts_at, s.minutes, s.side, s.focus, s.focus_words, s.made_at, s.accepted_at, s.begun_at, s.announced_at,
        s.text_version, s.stopped_at, s.stopped_by, s.closed_at, s.strength_1, s.strength_2, s.next_step, s.follow_day, s.answer,
        s.answered_at
    FROM call_listening s JOIN person e ON e.id = s.employee_id LEFT JOIN person l ON l.id = s.listener_id
        LEFT JOIN team t ON t.id = s.team_id
    WHERE s.id = $1;

-- Somebody's own, on either side, the latest first.
-- name: listening_mine :many
-- in: person_id int64, most int64
-- out: struct listening_row
SELECT s.id, s.centre_id, s.team_id, t.name, s.employee_id, e.name, e.left_day, s.listener_id, l.name, s.state, s.changes, s.asked,
        s.starts_at, s.minutes, s.side, s.focus, s.focus_words, s.made_at, s.accepted_at, s.begun_at, s.announced_at,
        s.text_version, s.stopped_at, s.stopped_by, s.closed_at, s.strength_1, s.strength_2, s.next_step, s.follow_day, s.answer,
        s.answered_at
    FROM call_listening s JOIN person e ON e.id = s.employee_id LEFT JOIN person l ON l.id = s.listener_id
        LEFT JOIN team t ON t.id = s.team_id
    WHERE s.employee_id = $1 OR s.listener_id = $1 ORDER BY COALESCE(s.starts_at, s.made_at) DESC, s.id DESC LIMIT $2;

-- Those of a centre in some states, the latest first.
-- name: listening_in_states :many
-- in: centre_id int64, from_state int64, to_state int64, since int64, most int64
-- out: struct listening_row
SELECT s.id, s.centre_id, s.team_id, t.name, s.employee_id, e.name, e.left_day, s.listener_id, l.name, s.state, s.changes, s.asked,
        s.starts_at, s.minutes, s.side, s.focus, s.focus_words, s.made_at, s.accepted_at, s.begun_at, s.announced_at,
        s.text_version, s.stopped_at, s.stopped_by, s.closed_at, s.strength_1, s.strength_2, s.next_step, s.follow_day, s.answer,
        s.answered_at
    FROM call_listening s JOIN person e ON e.id = s.employee_id LEFT JOIN person l ON l.id = s.listener_id
        LEFT JOIN team t ON t.id = s.team_id
    WHERE s.centre_id = $1 AND s.state >= $2 AND s.state <= $3 AND COALESCE(s.starts_at, s.made_at) >= $4
    ORDER BY COALESCE(s.starts_at, s.made_at) DESC, s.id DESC LIMIT $5;

-- name: listening_insert :exec
-- in: id int64, centre_id int64, team_id int64, employee_id int64, listener_id int64?, state int64, asked bool, starts_at int64?,
--     minutes int64, side int64, focus int64, focus_words text, now int64
INSERT INTO call_listening (id, centre_id, team_id, employee_id, listener_id, state, changes, asked, starts_at, minutes, side, focus,
        focus_words, made_at, strength_1, strength_2, next_step, answer)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $13, '', '', '', '');

-- 0: somebody was faster.
-- name: listening_offer :changed
-- in: id int64, changes int64, state int64, listener_id int64?, starts_at int64?, minutes int64, side int64, focus int64,
--     focus_words text
UPDATE call_listening SET state = $3, changes = changes + 1, listener_id = $4, starts_at = $5, minutes = $6, side = $7, focus = $8,
        focus_words = $9, accepted_at = NULL
    WHERE id = $1 AND changes = $2;

-- name: listening_accept :changed
-- in: id int64, changes int64, state int64, now int64
UPDATE call_listening SET state = $3, changes = changes + 1, accepted_at = $4 WHERE id = $1 AND changes = $2;

-- name: listening_close :changed
-- in: id int64, changes int64, state int64, now int64
UPDATE call_listening SET state = $3, changes = changes + 1, closed_at = $4 WHERE id = $1 AND changes = $2;

-- name: listening_begin :changed
-- in: id int64, changes int64, state int64, now int64
UPDATE call_listening SET state = $3, changes = changes + 1, begun_at = $4 WHERE id = $1 AND changes = $2;

-- name: listening_announce :changed
-- in: id int64, changes int64, now int64, version int64
UPDATE call_listening SET changes = changes + 1, announced_at = $3, text_version = $4 WHERE id = $1 AND changes = $2;

-- name: listening_stop :changed
-- in: id int64, changes int64, state int64, now int64, by int64, closed_at int64?
UPDATE call_listening SET state = $3, changes = changes + 1, stopped_at = $4, stopped_by = $5, closed_at = $6
    WHERE id = $1 AND changes = $2;

-- name: listening_finish :changed
-- in: id int64, changes int64, state int64, now int64, strength_1 text, strength_2 text, next_step text, follow_day int64?
UPDATE call_listening SET state = $3, changes = changes + 1, closed_at = $4, strength_1 = $5, strength_2 = $6, next_step = $7,
        follow_day = $8
    WHERE id = $1 AND changes = $2;

-- name: listening_answer :changed
-- in: id int64, changes int64, now int64, answer text
UPDATE call_listening SET changes = changes + 1, answered_at = $3, answer = $4 WHERE id = $1 AND changes = $2;

-- Another one of either of the two in the same time that is not off.
-- name: listening_clash :many
-- in: id int64, one int64, other int64, from_at int64, to_at int64
-- out: struct listening_id_row
SELECT id FROM call_listening
    WHERE id <> $1 AND state >= 1 AND state <= 4 AND (employee_id IN ($2, $3) OR listener_id IN ($2, $3))
        AND starts_at < $5 AND starts_at + CAST(minutes AS BIGINT) * 60000 > $4 ORDER BY id LIMIT 1;

-- What the person has asked for and nobody has taken up.
-- name: listening_asked_of :many
-- in: employee_id int64
-- out: struct listening_id_row
SELECT id FROM call_listening WHERE employee_id = $1 AND state = 0 ORDER BY id;

-- ---- notes

-- name: listening_note_insert :changed
-- in: id int64, session_id int64, client_key text, at int64, text text
INSERT INTO listening_note (id, session_id, client_key, at, text) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (session_id, client_key) DO NOTHING;

-- name: listening_notes :many
-- in: session_id int64
-- out: struct listening_note_row { id int64, at int64, text text, client_key text }
SELECT id, at, text, client_key FROM listening_note WHERE session_id = $1 ORDER BY at, id;

-- name: listening_notes_n :one
-- in: session_id int64
-- out: struct listening_n_row { n int64 }
SELECT COUNT(*) FROM listening_note WHERE session_id = $1;

-- ---- looks

-- name: listening_look_since :many
-- in: session_id int64, person_id int64, what int64, since int64
-- out: struct listening_id_row
SELECT id FROM listening_look WHERE session_id = $1 AND person_id = $2 AND what = $3 AND at > $4 LIMIT 1;

-- name: listening_look_insert :exec
-- in: id int64, session_id int64, person_id int64, what int64, now int64
INSERT INTO listening_look (id, session_id, person_id, what, at) VALUES ($1, $2, $3, $4, $5);

-- name: listening_looks :many
-- in: session_id int64
-- out: struct listening_look_row { at int64, what int64, name text }
SELECT k.at, k.what, p.name FROM listening_look k JOIN person p ON p.id = k.person_id WHERE k.session_id = $1 ORDER BY k.at DESC, k.id DESC;

-- ---- the mentor's agenda

-- Of each newcomer's plan: when something social was done last, and what comes next.
-- name: mentor_social :many
-- in: centre_id int64
-- out: struct mentor_social_row { run_id int64, done_at int64?, next_day int64? }
SELECT r.id, MAX(CASE WHEN i.state = 1 THEN i.ended_at END), MIN(CASE WHEN i.state = 0 THEN i.due_day END)
    FROM onboarding_run r JOIN onboarding_item i ON i.run_id = r.id
    WHERE r.centre_id = $1 AND r.ended_at IS NULL AND i.kind = 2 GROUP BY r.id;

-- name: mentor_checkins :many
-- in: centre_id int64
-- out: struct mentor_checkin_row { person_id int64, at int64 }
SELECT k.person_id, MAX(k.at) FROM mentor_checkin k JOIN person p ON p.id = k.person_id WHERE p.centre_id = $1 GROUP BY k.person_id;

-- name: mentor_checkin_insert :changed
-- in: id int64, person_id int64, mentor_id int64, day int64, now int64
INSERT INTO mentor_checkin (id, person_id, mentor_id, day, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person_id, mentor_id, day) DO NOTHING;
