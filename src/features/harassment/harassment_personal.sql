-- What is held about a person here (core/personal.h).

-- name: personal_harassment_cases :many
-- in: person_id int64
-- out: struct personal_harassment_cases_row { number int64, opened_at int64, closed_at int64? }
SELECT i.number, k.opened_at, k.closed_at FROM harassment_case k JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at;

-- name: personal_harassment_reported :many
-- in: person_id int64
-- out: struct personal_harassment_reported_row { number int64, opened_at int64 }
SELECT i.number, k.opened_at FROM harassment_case k JOIN incident i ON i.id = k.incident_id
    WHERE k.reported_by = $1 AND k.person_id <> $1 ORDER BY k.opened_at;

-- name: personal_harassment_deeds :many
-- in: person_id int64
-- out: struct personal_harassment_deeds_row { number int64, at int64 }
SELECT i.number, c.at FROM harassment_chain c JOIN harassment_case k ON k.id = c.case_id JOIN incident i ON i.id = k.incident_id
    WHERE c.person_id = $1 ORDER BY c.at, c.seq;

-- name: personal_harassment_added :many
-- in: person_id int64
-- out: struct personal_harassment_added_row { number int64, added_at int64 }
SELECT i.number, x.added_at
    FROM (SELECT case_id, added_at FROM harassment_file WHERE added_by = $1 UNION ALL SELECT case_id, added_at FROM harassment_place WHERE added_by = $1) AS x JOIN harassment_case k ON k.id = x.case_id JOIN incident i ON i.id = k.incident_id ORDER BY x.added_at;

-- name: personal_harassment_duties :many
-- in: person_id int64
-- out: struct personal_harassment_duties_row { number int64, due_at int64, ended_at int64? }
SELECT i.number, s.due_at, s.ended_at FROM harassment_step s JOIN harassment_case k ON k.id = s.case_id JOIN incident i ON i.id = k.incident_id
    WHERE s.owner_id = $1 OR s.ended_by = $1 ORDER BY s.due_at;

-- name: personal_harassment_links :many
-- in: person_id int64
-- out: struct personal_harassment_links_row { address text, verified_on int64 }
SELECT l.url, l.verified_on FROM harassment_link l
    WHERE l.verified_by = $1 ORDER BY l.verified_on;
