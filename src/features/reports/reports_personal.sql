-- What reports hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_reports :many
-- in: person_id int64
-- out: struct personal_report_row { number int64, kind int64, state int64, made_at int64, receipt text, filed_day int64?, reason text,
--      settled_at int64?, settler text?, outcome int64 }
SELECT i.number, r.kind, r.state, r.made_at, r.receipt, r.filed_day, r.reason, r.settled_at, p.name, r.outcome
    FROM report r JOIN incident i ON i.id = r.incident_id LEFT JOIN person p ON p.id = r.settled_by
    WHERE r.person_id = $1 ORDER BY r.made_at, r.id;

-- name: personal_report_texts :many
-- in: person_id int64
-- out: struct personal_report_text_row { number int64, field int64, version int64, text text, written_at int64, writer text? }
SELECT i.number, x.field, x.version, x.text, x.written_at, p.name
    FROM report r JOIN incident i ON i.id = r.incident_id JOIN report_text x ON x.report_id = r.id
        LEFT JOIN person p ON p.id = x.written_by
    WHERE r.person_id = $1 ORDER BY r.id, x.field, x.version;

-- What the person did with the reports of others.
-- name: personal_report_deeds :many
-- in: person_id int64
-- out: struct personal_report_deed_row { number int64, kind int64, at int64 }
SELECT i.number, r.kind, e.at FROM report_event e JOIN report r ON r.id = e.report_id JOIN incident i ON i.id = r.incident_id
    WHERE e.person_id = $1 AND r.person_id <> $1
UNION ALL
SELECT i.number, r.kind, x.written_at FROM report_text x JOIN report r ON r.id = x.report_id JOIN incident i ON i.id = r.incident_id
    WHERE x.written_by = $1 AND r.person_id <> $1
UNION ALL
SELECT i.number, r.kind, r.settled_at FROM report r JOIN incident i ON i.id = r.incident_id
    WHERE r.settled_by = $1 AND r.person_id <> $1;

-- name: personal_report_texts_drop :exec
-- in: person_id int64
DELETE FROM report_text WHERE report_id IN (SELECT id FROM report WHERE person_id = $1);

-- name: personal_report_events_drop :exec
-- in: person_id int64
UPDATE report_event SET detail = '' WHERE report_id IN (SELECT id FROM report WHERE person_id = $1);

-- name: personal_report_reasons_drop :exec
-- in: person_id int64
UPDATE report SET reason = '' WHERE person_id = $1;

-- Texts of what was settled long ago, unless the case is open or somebody needs them. Receipt and day stay.
-- name: retention_report_texts :changed
-- in: before_at int64, most int64
DELETE FROM report_text WHERE report_id IN (SELECT r.id FROM report r JOIN aftercare_case k ON k.id = r.case_id
    WHERE r.settled_at < $1 AND k.closed_at IS NOT NULL AND r.follow_at IS NULL
        AND EXISTS (SELECT 1 FROM report_text x WHERE x.report_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = r.person_id AND h.ended_at IS NULL)
    ORDER BY r.id LIMIT $2);
