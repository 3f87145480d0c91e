-- Statements of the reports. They read incidents, aftercare, people, teams and centres, and write report… alone.

-- name: report_case :one
-- in: case_id int64
-- out: struct report_case_row { id int64, incident_id int64, number int64, centre_id int64, team_id int64, person_id int64,
--      person_name text, weight int64, class int64, occurred_at int64, logged_at int64, zone text }
SELECT k.id, k.incident_id, i.number, k.centre_id, k.team_id, k.person_id, p.name, k.weight, i.class, i.occurred_at, i.logged_at,
        c.zone
    FROM aftercare_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        JOIN centre c ON c.id = k.centre_id
    WHERE k.id = $1;

-- name: report_case_of_incident :one
-- in: incident_id int64
-- out: struct report_id_row { id int64 }
SELECT id FROM aftercare_case WHERE incident_id = $1;

-- Cases that a day of absence may belong to.
-- name: report_cases_since :many
-- in: person_id int64, since int64
-- out: struct report_id_row
SELECT id FROM aftercare_case WHERE person_id = $1 AND opened_at >= $2 ORDER BY opened_at;

-- name: report_insert :exec
-- in: id int64, case_id int64, incident_id int64, centre_id int64, team_id int64, person_id int64, kind int64, by_hand bool,
--     now int64
INSERT INTO report (id, case_id, incident_id, centre_id, team_id, person_id, kind, state, by_hand, made_at, n_texts, receipt,
        reason, outcome)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, 0, '', '', 0);

-- name: report :one
-- in: id int64
-- out: struct report_row { id int64, case_id int64, incident_id int64, number int64, centre_id int64, centre_name text, zone text,
--      team_id int64, person_id int64, person_name text, kind int64, state int64, by_hand bool, made_at int64, n_texts int64,
--      receipt text, filed_day int64?, reason text, settled_at int64?, settled_by int64?, settler_name text?, outcome int64,
--      follow_at int64?, unable_day int64?, due_at int64?, owner_id int64?, owner_name text? }
SELECT r.id, r.case_id, r.incident_id, i.number, r.centre_id, c.name, c.zone, r.team_id, r.person_id, p.name, r.kind, r.state,
        r.by_hand, r.made_at, r.n_texts, r.receipt, r.filed_day, r.reason, r.settled_at, r.settled_by, b.name, r.outcome,
        r.follow_at, r.unable_day, s.due_at, s.owner_id, o.name
    FROM report r JOIN incident i ON i.id = r.incident_id JOIN centre c ON c.id = r.centre_id JOIN person p ON p.id = r.person_id
        LEFT JOIN person b ON b.id = r.settled_by
        LEFT JOIN aftercare_step s ON s.case_id = r.case_id AND s.kind = r.kind + 14 AND s.state = 0
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE r.id = $1;

-- name: reports_of_case :many
-- in: case_id int64
-- out: struct report_row
SELECT r.id, r.case_id, r.incident_id, i.number, r.centre_id, c.name, c.zone, r.team_id, r.person_id, p.name, r.kind, r.state,
        r.by_hand, r.made_at, r.n_texts, r.receipt, r.filed_day, r.reason, r.settled_at, r.settled_by, b.name, r.outcome,
        r.follow_at, r.unable_day, s.due_at, s.owner_id, o.name
    FROM report r JOIN incident i ON i.id = r.incident_id JOIN centre c ON c.id = r.centre_id JOIN person p ON p.id = r.person_id
        LEFT JOIN person b ON b.id = r.settled_by
        LEFT JOIN aftercare_step s ON s.case_id = r.case_id AND s.kind = r.kind + 14 AND s.state = 0
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE r.case_id = $1 ORDER BY r.kind;

-- team_id 0: the whole centre. copies: only what a safety representative reads.
-- name: reports_of_team :many
-- in: centre_id int64, team_id int64, copies bool, limit int64
-- out: struct report_row
SELECT r.id, r.case_id, r.incident_id, i.number, r.centre_id, c.name, c.zone, r.team_id, r.person_id, p.name, r.kind, r.state,
        r.by_hand, r.made_at, r.n_texts, r.receipt, r.filed_day, r.reason, r.settled_at, r.settled_by, b.name, r.outcome,
        r.follow_at, r.unable_day, s.due_at, s.owner_id, o.name
    FROM report r JOIN incident i ON i.id = r.incident_id JOIN centre c ON c.id = r.centre_id JOIN person p ON p.id = r.person_id
        LEFT JOIN person b ON b.id = r.settled_by
        LEFT JOIN aftercare_step s ON s.case_id = r.case_id AND s.kind = r.kind + 14 AND s.state = 0
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE r.centre_id = $1 AND ($2 = 0 OR r.team_id = $2) AND (NOT $3 OR (r.kind = 1 AND r.state = 1))
    ORDER BY r.made_at DESC, r.id DESC LIMIT $4;

-- name: report_texts :many
-- in: report_id int64
-- out: struct report_text_row { field int64, version int64, text text, written_at int64, written_by int64, writer_name text? }
SELECT x.field, x.version, x.text, x.written_at, x.written_by, p.name
    FROM report_text x LEFT JOIN person p ON p.id = x.written_by
    WHERE x.report_id = $1 ORDER BY x.field, x.version DESC;

-- name: report_text_insert :exec
-- in: report_id int64, field int64, version int64, text text, now int64, by int64
INSERT INTO report_text (report_id, field, version, text, written_at, written_by) VALUES ($1, $2, $3, $4, $5, $6);

-- Nothing changes when somebody wrote since `seen`.
-- name: report_texts_added :changed
-- in: id int64, seen int64, n int64
UPDATE report SET n_texts = n_texts + $3 WHERE id = $1 AND n_texts = $2;

-- name: report_settle :exec
-- in: id int64, state int64, receipt text, filed_day int64?, reason text, now int64?, by int64?, follow_at int64?
UPDATE report SET state = $2, receipt = $3, filed_day = $4, reason = $5, settled_at = $6, settled_by = $7, follow_at = $8
    WHERE id = $1;

-- name: report_set_unable :exec
-- in: id int64, unable_day int64?
UPDATE report SET unable_day = $2 WHERE id = $1;

-- name: report_by_hand :exec
-- in: id int64
UPDATE report SET by_hand = TRUE WHERE id = $1;

-- name: report_set_outcome :exec
-- in: id int64, outcome int64, follow_at int64?
UPDATE report SET outcome = $2, follow_at = $3 WHERE id = $1;

-- name: report_event_insert :exec
-- in: id int64, report_id int64, now int64, person_id int64, kind int64, detail text
INSERT INTO report_event (id, report_id, at, person_id, kind, detail) VALUES ($1, $2, $3, $4, $5, $6);

-- name: report_events :many
-- in: report_id int64
-- out: struct report_event_row { id int64, at int64, person_id int64, person_name text?, kind int64, detail text }
SELECT e.id, e.at, e.person_id, p.name, e.kind, e.detail FROM report_event e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.report_id = $1 ORDER BY e.id;

-- name: report_look_since :one
-- in: report_id int64, person_id int64, since int64
-- out: struct report_look_row { at int64 }
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'report_seen' LIMIT 1;

-- What is known of the incident, for the draft.
-- name: report_known :one
-- in: incident_id int64
-- out: struct report_known_row { occurred_at int64, logged_at int64, class int64, acts int64, at_home bool, was_alone bool,
--      call_id int64?, queue text?, team_name text?, centre_name text, person_name text, started_day int64?, logged_by int64,
--      person_id int64, is_online bool }
SELECT i.occurred_at, i.logged_at, i.class, i.acts, i.at_home, i.was_alone, i.call_id, c.queue, t.name, n.name, p.name,
        p.started_day, i.logged_by, i.person_id, EXISTS (SELECT 1 FROM harassment_case h WHERE h.incident_id = i.id)
    FROM incident i JOIN centre n ON n.id = i.centre_id JOIN person p ON p.id = i.person_id LEFT JOIN team t ON t.id = i.team_id
        LEFT JOIN call c ON c.id = i.call_id
    WHERE i.id = $1;

-- name: report_known_text :one
-- in: incident_id int64, field int64
-- out: struct report_known_text_row { text text }
SELECT text FROM incident_text WHERE incident_id = $1 AND field = $2 ORDER BY version DESC LIMIT 1;

-- name: reports_of_person :many
-- in: person_id int64, limit int64
-- out: struct report_row
SELECT r.id, r.case_id, r.incident_id, i.number, r.centre_id, c.name, c.zone, r.team_id, r.person_id, p.name, r.kind, r.state,
        r.by_hand, r.made_at, r.n_texts, r.receipt, r.filed_day, r.reason, r.settled_at, r.settled_by, b.name, r.outcome,
        r.follow_at, r.unable_day, s.due_at, s.owner_id, o.name
    FROM report r JOIN incident i ON i.id = r.incident_id JOIN centre c ON c.id = r.centre_id JOIN person p ON p.id = r.person_id
        LEFT JOIN person b ON b.id = r.settled_by
        LEFT JOIN aftercare_step s ON s.case_id = r.case_id AND s.kind = r.kind + 14 AND s.state = 0
        LEFT JOIN person o ON o.id = s.owner_id
    WHERE r.person_id = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT $2;

-- name: report_own_any :one
-- in: person_id int64
-- out: struct report_id_row
SELECT id FROM report WHERE person_id = $1 LIMIT 1;
