-- What aftercare holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_cases :many
-- in: person_id int64
-- out: struct personal_case_row { number int64, opened_at int64, closed_at int64?, weight int64, shares bool }
SELECT i.number, k.opened_at, k.closed_at, k.weight, k.shares FROM aftercare_case k JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at, k.id;

-- name: personal_care_steps :many
-- in: person_id int64
-- out: struct personal_care_step_row { number int64, kind int64, state int64, answer int64, due_at int64, note text, ended_at int64?,
--      owner text?, ender text? }
SELECT i.number, s.kind, s.state, s.answer, s.due_at, s.note, s.ended_at, o.name, e.name
    FROM aftercare_case k JOIN incident i ON i.id = k.incident_id JOIN aftercare_step s ON s.case_id = k.id
        LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE k.person_id = $1 ORDER BY i.number, s.due_at, s.id;

-- name: personal_care_events :many
-- in: person_id int64
-- out: struct personal_care_event_row { number int64, at int64, kind int64, detail text, name text? }
SELECT i.number, v.at, v.kind, v.detail, p.name FROM aftercare_case k JOIN incident i ON i.id = k.incident_id
        JOIN aftercare_event v ON v.case_id = k.id LEFT JOIN person p ON p.id = v.person_id
    WHERE k.person_id = $1 ORDER BY v.at, v.id;

-- Steps of others' cases that were the person's to do, with what they wrote themselves.
-- name: personal_care_duties :many
-- in: person_id int64
-- out: struct personal_care_duty_row { number int64, kind int64, state int64, due_at int64, ended_at int64?, note text? }
SELECT i.number, s.kind, s.state, s.due_at, s.ended_at, CASE WHEN s.ended_by = $1 THEN s.note END
    FROM aftercare_step s JOIN aftercare_case k ON k.id = s.case_id JOIN incident i ON i.id = k.incident_id
    WHERE (s.owner_id = $1 OR s.principal_id = $1 OR s.ended_by = $1) AND k.person_id <> $1 ORDER BY s.due_at, s.id;

-- name: personal_care_deeds :many
-- in: person_id int64
-- out: struct personal_care_deed_row { number int64, at int64, kind int64 }
SELECT i.number, v.at, v.kind FROM aftercare_event v JOIN aftercare_case k ON k.id = v.case_id
        JOIN incident i ON i.id = k.incident_id
    WHERE v.person_id = $1 AND k.person_id <> $1 ORDER BY v.at, v.id;

-- name: personal_care_reminders :many
-- in: person_id int64
-- out: struct personal_care_reminder_row { number int64, at int64, level int64 }
SELECT i.number, r.at, r.level FROM aftercare_reminder r JOIN aftercare_step s ON s.id = r.step_id
        JOIN aftercare_case k ON k.id = s.case_id JOIN incident i ON i.id = k.incident_id
    WHERE r.person_id = $1 ORDER BY r.at;

-- name: personal_plans :many
-- in: person_id int64
-- out: struct personal_plan_row { version int64, made_at int64 }
SELECT version, made_at FROM aftercare_plan WHERE made_by = $1 ORDER BY made_at;

-- name: personal_absences :many
-- in: person_id int64
-- out: struct personal_absence_row { from_day int64, to_day int64?, substitute text? }
SELECT x.from_day, x.to_day, p.name FROM person_absence x LEFT JOIN person p ON p.id = x.substitute_id
    WHERE x.person_id = $1 ORDER BY x.from_day;

-- When one stood in for somebody; for whom is theirs.
-- name: personal_substitutions :many
-- in: person_id int64
-- out: struct personal_substitution_row { from_day int64, to_day int64? }
SELECT from_day, to_day FROM person_absence WHERE substitute_id = $1 ORDER BY from_day;

-- name: personal_supporters :many
-- in: person_id int64
-- out: struct personal_supporter_row { place int64, name text }
SELECT s.place + 1, p.name FROM preferred_supporter s JOIN person p ON p.id = s.supporter_id WHERE s.person_id = $1 ORDER BY s.place;

-- By how many one was chosen; by whom is theirs.
-- name: personal_chosen :many
-- in: person_id int64
-- out: struct personal_chosen_row { n int64 }
SELECT COUNT(*) FROM preferred_supporter WHERE supporter_id = $1 HAVING COUNT(*) > 0;

-- name: personal_pauses :many
-- in: person_id int64
-- out: struct personal_pause_row { started_at int64, ended_at int64? }
SELECT started_at, ended_at FROM recovery_pause WHERE person_id = $1 ORDER BY started_at;

-- name: personal_care_notes_drop :exec
-- in: person_id int64
UPDATE aftercare_step SET note = '' WHERE case_id IN (SELECT id FROM aftercare_case WHERE person_id = $1);

-- name: personal_care_reasons_drop :exec
-- in: person_id int64
UPDATE aftercare_event SET detail = '' WHERE case_id IN (SELECT id FROM aftercare_case WHERE person_id = $1);

-- name: personal_absences_drop :exec
-- in: person_id int64
DELETE FROM person_absence WHERE person_id = $1;

-- name: personal_supporters_drop :exec
-- in: person_id int64
DELETE FROM preferred_supporter WHERE person_id = $1 OR supporter_id = $1;

-- name: personal_pauses_drop :exec
-- in: person_id int64
DELETE FROM recovery_pause WHERE person_id = $1;

-- name: personal_case_open :one
-- in: person_id int64
-- out: struct personal_open_row { id int64 }
SELECT id FROM aftercare_case WHERE person_id = $1 AND closed_at IS NULL LIMIT 1;

-- name: retention_care_notes :changed
-- in: before_at int64, most int64
UPDATE aftercare_step SET note = '' WHERE id IN (SELECT s.id FROM aftercare_step s JOIN aftercare_case k ON k.id = s.case_id
    WHERE k.closed_at < $1 AND s.note <> ''
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = k.person_id AND h.ended_at IS NULL)
    ORDER BY s.id LIMIT $2);

-- Reasons that people typed when they moved a step (kind 4); the other details are words of the program.
-- name: retention_care_reasons :changed
-- in: before_at int64, most int64
UPDATE aftercare_event SET detail = '' WHERE id IN (SELECT v.id FROM aftercare_event v JOIN aftercare_case k ON k.id = v.case_id
    WHERE k.closed_at < $1 AND v.kind = 4 AND v.detail <> ''
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = k.person_id AND h.ended_at IS NULL)
    ORDER BY v.id LIMIT $2);

-- name: retention_absences :changed
-- in: before_day int64
DELETE FROM person_absence WHERE to_day < $1
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = person_absence.person_id AND h.ended_at IS NULL);

-- name: retention_pauses :changed
-- in: before_at int64, most int64
DELETE FROM recovery_pause WHERE id IN (SELECT r.id FROM recovery_pause r WHERE r.ended_at < $1
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = r.person_id AND h.ended_at IS NULL) LIMIT $2);

-- name: personal_learnings :many
-- in: person_id int64
-- out: struct personal_learnings_row { at int64, text text }
SELECT l.at, l.text FROM aftercare_learning l
    WHERE l.by_id = $1 ORDER BY l.at;
