-- Statements about looks, extracts, exports, retention and own notes. Reads incidents, aftercare, people and the audit; writes
-- retention_run, legal_hold and own_note.

-- ---- who looked

-- name: privacy_looks_incident :many
-- in: incident_id int64, owner_id int64
-- out: struct look_row { at int64, name text?, person_id int64, action text, number int64 }
SELECT a.at, p.name, a.person_id, a.action, i.number FROM incident i JOIN audit a ON a.object_id = i.id
        LEFT JOIN person p ON p.id = a.person_id
    WHERE i.id = $1 AND a.action IN ('incident_seen', 'incident_exported') AND a.person_id <> $2 ORDER BY a.id DESC;

-- name: privacy_looks_case :many
-- in: case_id int64, owner_id int64
-- out: struct look_row
SELECT a.at, p.name, a.person_id, a.action, i.number FROM aftercare_case k JOIN incident i ON i.id = k.incident_id
        JOIN audit a ON a.object_id = k.id LEFT JOIN person p ON p.id = a.person_id
    WHERE k.id = $1 AND a.action = 'aftercare_seen' AND a.person_id <> $2 ORDER BY a.id DESC;

-- Everything that is a person's: incidents, cases, the person themselves.
-- name: privacy_looks_all :many
-- in: person_id int64, limit int64
-- out: struct look_row
SELECT at, name, person_id, action, number FROM (
    SELECT a.id AS id, a.at AS at, p.name AS name, a.person_id AS person_id, a.action AS action, i.number AS number FROM incident i
            JOIN audit a ON a.object_id = i.id LEFT JOIN person p ON p.id = a.person_id
        WHERE i.person_id = $1 AND a.action IN ('incident_seen', 'incident_exported') AND a.person_id <> $1
    UNION ALL
    SELECT a.id, a.at, p.name, a.person_id, a.action, i.number FROM aftercare_case k JOIN incident i ON i.id = k.incident_id
            JOIN audit a ON a.object_id = k.id LEFT JOIN person p ON p.id = a.person_id
        WHERE k.person_id = $1 AND a.action = 'aftercare_seen' AND a.person_id <> $1
    UNION ALL
    SELECT a.id, a.at, p.name, a.person_id, a.action, 0 FROM audit a LEFT JOIN person p ON p.id = a.person_id
        WHERE a.object_id = $1 AND a.action = 'person_extracted' AND a.person_id <> $1) AS looks
    ORDER BY id DESC LIMIT $2;

-- name: privacy_incident_owner :one
-- in: id int64
-- out: struct privacy_incident_row { person_id int64, number int64 }
SELECT person_id, number FROM incident WHERE id = $1;

-- name: privacy_case_owner :one
-- in: id int64
-- out: struct privacy_case_row { person_id int64, number int64 }
SELECT k.person_id, i.number FROM aftercare_case k JOIN incident i ON i.id = k.incident_id WHERE k.id = $1;

-- ---- extracts

-- name: privacy_person :one
-- in: id int64
-- out: struct privacy_person_row { id int64, centre_id int64, login text, name text, lang text, left_day int64?, zone text }
SELECT p.id, p.centre_id, p.login, p.name, p.lang, p.left_day, c.zone FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.id = $1;

-- name: privacy_person_by_login :one
-- in: login text
-- out: struct privacy_person_row
SELECT p.id, p.centre_id, p.login, p.name, p.lang, p.left_day, c.zone FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.login = $1;

-- What a person did, by the audit; on whom is theirs.
-- name: personal_audit :many
-- in: person_id int64
-- out: struct personal_audit_row { at int64, action text }
SELECT at, action FROM audit WHERE person_id = $1 ORDER BY id;

-- What the audit says about the person themselves: sign-ins, changes of their row.
-- name: personal_audited :many
-- in: person_id int64
-- out: struct personal_audited_row { at int64, action text, name text? }
SELECT a.at, a.action, p.name FROM audit a LEFT JOIN person p ON p.id = a.person_id
    WHERE a.object_id = $1 AND a.person_id <> $1 ORDER BY a.id;

-- name: personal_holds :many
-- in: person_id int64
-- out: struct personal_hold_row { from_at int64, ended_at int64?, reason text }
SELECT from_at, ended_at, reason FROM legal_hold WHERE person_id = $1 ORDER BY from_at;

-- name: personal_holds_set :many
-- in: person_id int64
-- out: struct personal_hold_set_row { from_at int64, ended_at int64? }
SELECT from_at, ended_at FROM legal_hold WHERE set_by = $1 AND person_id <> $1 ORDER BY from_at;

-- name: personal_holds_drop :exec
-- in: person_id int64
DELETE FROM legal_hold WHERE person_id = $1;

-- ---- exports: what happened with an incident, without notes

-- name: privacy_care_steps :many
-- in: incident_id int64
-- out: struct privacy_care_row { kind int64, state int64, due_at int64, ended_at int64?, ended_by int64? }
SELECT s.kind, s.state, s.due_at, s.ended_at, s.ended_by FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id
    WHERE k.incident_id = $1 ORDER BY s.due_at, s.id;

-- name: privacy_names :many
-- in: centre_id int64
-- out: struct privacy_name_row { id int64, name text, role int64? }
SELECT p.id, p.name, (SELECT MAX(g.role) FROM role_grant g WHERE g.person_id = p.id AND g.role <= 3) FROM person p
    WHERE p.centre_id = $1 ORDER BY p.id;

-- ---- retention

-- Of the first centre: when it is night.
-- name: privacy_zone :one
-- out: struct privacy_zone_row { zone text }
SELECT zone FROM centre ORDER BY id LIMIT 1;

-- name: retention_run_insert :exec
-- in: id int64, at int64, rule text, before_at int64, n int64
INSERT INTO retention_run (id, at, rule, before_at, n) VALUES ($1, $2, $3, $4, $5);

-- name: retention_runs :many
-- in: limit int64
-- out: struct retention_run_row { id int64, at int64, rule text, before_at int64, n int64 }
SELECT id, at, rule, before_at, n FROM retention_run ORDER BY id DESC LIMIT $1;

-- name: retention_totals :many
-- out: struct retention_total_row { rule text, n int64, at int64 }
SELECT rule, SUM(n), MAX(at) FROM retention_run GROUP BY rule ORDER BY rule;

-- name: retention_totals :many @pgsql
SELECT rule, SUM(n)::BIGINT, MAX(at) FROM retention_run GROUP BY rule ORDER BY rule;

-- People who left long ago and are not forgotten yet, but nobody with an open case or a hold.
-- name: retention_people :many
-- in: before_day int64, most int64
-- out: struct retention_person_row { id int64 }
SELECT p.id FROM person p WHERE p.left_day < $1 AND p.login NOT LIKE 'forgotten-%'
        AND NOT EXISTS (SELECT 1 FROM aftercare_case k WHERE k.person_id = p.id AND k.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM aftercare_step s WHERE s.owner_id = p.id AND s.state = 0)
        AND NOT EXISTS (SELECT 1 FROM harassment_case k WHERE k.person_id = p.id AND k.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM harassment_step s WHERE s.owner_id = p.id AND s.state = 0)
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = p.id AND h.ended_at IS NULL)
    ORDER BY p.id LIMIT $2;

-- name: privacy_duty_open :one
-- in: person_id int64
-- out: struct privacy_duty_row { id int64 }
SELECT id FROM aftercare_step WHERE owner_id = $1 AND state = 0 UNION ALL
    SELECT id FROM harassment_step WHERE owner_id = $1 AND state = 0 UNION ALL
    SELECT id FROM harassment_case WHERE person_id = $1 AND closed_at IS NULL LIMIT 1;

-- name: hold_open :one
-- in: person_id int64
-- out: struct hold_row { id int64, reason text, from_at int64 }
SELECT id, reason, from_at FROM legal_hold WHERE person_id = $1 AND ended_at IS NULL ORDER BY id LIMIT 1;

-- name: hold_insert :exec
-- in: id int64, person_id int64, reason text, now int64, by int64
INSERT INTO legal_hold (id, person_id, reason, from_at, set_by) VALUES ($1, $2, $3, $4, $5);

-- name: hold_end :changed
-- in: person_id int64, now int64
UPDATE legal_hold SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL;

-- ---- own notes

-- name: own_notes :many
-- in: person_id int64
-- out: struct own_note_row { id int64, written_at int64, changed_at int64, sealed text }
SELECT id, written_at, changed_at, sealed FROM own_note WHERE person_id = $1 ORDER BY id DESC;

-- name: own_note :one
-- in: id int64, person_id int64
-- out: struct own_note_row
SELECT id, written_at, changed_at, sealed FROM own_note WHERE id = $1 AND person_id = $2;

-- name: own_note_insert :exec
-- in: id int64, person_id int64, now int64, sealed text
INSERT INTO own_note (id, person_id, written_at, changed_at, sealed) VALUES ($1, $2, $3, $3, $4);

-- name: own_note_change :exec
-- in: id int64, now int64, sealed text
UPDATE own_note SET changed_at = $2, sealed = $3 WHERE id = $1;

-- name: own_note_drop :changed
-- in: id int64, person_id int64
DELETE FROM own_note WHERE id = $1 AND person_id = $2;

-- name: own_notes_drop :exec
-- in: person_id int64
DELETE FROM own_note WHERE person_id = $1;

-- name: retention_planned :one
-- out: struct retention_planned_row { id int64 }
SELECT id FROM job WHERE kind = 'privacy.retention' AND broken_at IS NULL LIMIT 1;
