-- What listening sessions hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_listening_mine :many
-- in: person_id int64
-- out: struct personal_listening_row { listener text?, state int64, asked bool, starts_at int64?, minutes int64, side int64,
--      focus_words text, made_at int64, accepted_at int64?, begun_at int64?, announced_at int64?, text_version int64?,
--      stopped_at int64?, stopper text?, strength_1 text, strength_2 text, next_step text, follow_day int64?, answer text,
--      answered_at int64? }
SELECT l.name, s.state, s.asked, s.starts_at, s.minutes, s.side, s.focus_words, s.made_at, s.accepted_at, s.begun_at, s.announced_at,
        s.text_version, s.stopped_at, b.name, s.strength_1, s.strength_2, s.next_step, s.follow_day, s.answer, s.answered_at
    FROM call_listening s LEFT JOIN person l ON l.id = s.listener_id LEFT JOIN person b ON b.id = s.stopped_by
    WHERE s.employee_id = $1 ORDER BY s.made_at, s.id;

-- Notes are the writer's and whose calls they are about; of the first nothing about whom.
-- name: personal_listening_notes :many
-- in: person_id int64
-- out: struct personal_listening_note_row { at int64, text text, own bool }
SELECT n.at, n.text, s.listener_id = $1 FROM listening_note n JOIN call_listening s ON s.id = n.session_id
    WHERE s.employee_id = $1 OR s.listener_id = $1 ORDER BY n.at, n.id;

-- name: personal_listening_looks :many
-- in: person_id int64
-- out: struct personal_listening_look_row { at int64, name text }
SELECT k.at, p.name FROM listening_look k JOIN call_listening s ON s.id = k.session_id JOIN person p ON p.id = k.person_id
    WHERE s.employee_id = $1 ORDER BY k.at, k.id;

-- name: personal_mentor_checkins :many
-- in: person_id int64
-- out: struct personal_mentor_checkin_row { at int64, name text }
SELECT k.at, m.name FROM mentor_checkin k JOIN person m ON m.id = k.mentor_id WHERE k.person_id = $1 ORDER BY k.at, k.id;

-- What the person did for others: when, nothing about whom.
-- name: personal_listening_deeds :many
-- in: person_id int64
-- out: struct personal_listening_at_row { at int64 }
SELECT COALESCE(starts_at, made_at) FROM call_listening WHERE listener_id = $1
UNION ALL SELECT stopped_at FROM call_listening WHERE stopped_by = $1 AND employee_id <> $1
UNION ALL SELECT made_at FROM listening_text WHERE made_by = $1
UNION ALL SELECT at FROM listening_look WHERE person_id = $1
UNION ALL SELECT at FROM mentor_checkin WHERE mentor_id = $1
ORDER BY 1;

-- name: personal_listening_notes_drop :exec
-- in: person_id int64
DELETE FROM listening_note WHERE session_id IN (SELECT id FROM call_listening WHERE employee_id = $1);

-- name: personal_listening_looks_drop :exec
-- in: person_id int64
DELETE FROM listening_look WHERE session_id IN (SELECT id FROM call_listening WHERE employee_id = $1);

-- name: personal_listening_drop :exec
-- in: person_id int64
DELETE FROM call_listening WHERE employee_id = $1;

-- name: personal_mentor_checkins_drop :exec
-- in: person_id int64
DELETE FROM mentor_checkin WHERE person_id = $1;

-- ---- how long. What was agreed and never came counts from its time, what nobody stopped from when it began.

-- name: retention_listening_note :changed
-- in: before_at int64, most int64
DELETE FROM listening_note WHERE id IN (SELECT n.id FROM listening_note n JOIN call_listening s ON s.id = n.session_id
    WHERE COALESCE(s.closed_at, s.stopped_at, s.begun_at) < $1 ORDER BY n.id LIMIT $2);

-- name: retention_listening_look :changed
-- in: before_at int64, most int64
DELETE FROM listening_look WHERE id IN (SELECT k.id FROM listening_look k JOIN call_listening s ON s.id = k.session_id
    WHERE COALESCE(s.closed_at, s.stopped_at, s.starts_at, s.made_at) < $1 ORDER BY k.id LIMIT $2);

-- name: retention_listening :changed
-- in: before_at int64, most int64
DELETE FROM call_listening WHERE id IN (SELECT s.id FROM call_listening s
    WHERE COALESCE(s.closed_at, s.stopped_at, s.starts_at, s.made_at) < $1
        AND NOT EXISTS (SELECT 1 FROM listening_note n WHERE n.session_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM listening_look k WHERE k.session_id = s.id)
    ORDER BY s.id LIMIT $2);

-- name: retention_mentor_checkin :changed
-- in: before_at int64, most int64
DELETE FROM mentor_checkin WHERE id IN (SELECT id FROM mentor_checkin WHERE at < $1 ORDER BY id LIMIT $2);
