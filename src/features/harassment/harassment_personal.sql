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

-- ---- what was confided, opened by harassment_personal.c

-- name: personal_harassment_told :many
-- in: person_id int64
-- out: struct personal_harassment_told_row { id int64, number int64, story text, name_reason text, closed_word text }
SELECT k.id, i.number, k.story, k.name_reason, k.closed_word FROM harassment_case k JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at, k.id;

-- name: personal_harassment_places :many
-- in: person_id int64
-- out: struct personal_harassment_place_row { id int64, number int64, platform int64, address text, account text, first_seen_at int64,
--      last_seen_at int64, gone_at int64? }
SELECT p.id, i.number, p.platform, p.address, p.account, p.first_seen_at, p.last_seen_at, p.gone_at
    FROM harassment_place p JOIN harassment_case k ON k.id = p.case_id JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at, p.id;

-- name: personal_harassment_files :many
-- in: person_id int64
-- out: struct personal_harassment_file_row { id int64, number int64, name text, n_bytes int64, sha256 text, seen_at int64,
--      added_at int64 }
SELECT f.id, i.number, f.name, f.n_bytes, f.sha256, f.seen_at, f.added_at
    FROM harassment_file f JOIN harassment_case k ON k.id = f.case_id JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at, f.id;

-- name: personal_harassment_steps :many
-- in: person_id int64
-- out: struct personal_harassment_step_row { id int64, number int64, kind int64, word text, due_at int64, ended_at int64? }
SELECT s.id, i.number, s.kind, s.word, s.due_at, s.ended_at
    FROM harassment_step s JOIN harassment_case k ON k.id = s.case_id JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at, s.due_at, s.id;

-- ---- how long (core/retention.h): closed for so long, nothing of it open anywhere, no hold

-- name: retention_harassment_files :many
-- in: before_at int64, most int64
-- out: struct retention_harassment_file_row { id int64, case_id int64, sha256 text }
SELECT f.id, f.case_id, f.sha256 FROM harassment_file f JOIN harassment_case k ON k.id = f.case_id
    WHERE k.closed_at < $1
        AND NOT EXISTS (SELECT 1 FROM aftercare_case c WHERE c.incident_id = k.incident_id AND c.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = k.incident_id AND (r.state = 0 OR r.follow_at IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = k.person_id AND h.ended_at IS NULL)
    ORDER BY f.id LIMIT $2;

-- removed: the kind of entry that says it was done; done again when the case was opened and closed since.
-- name: retention_harassment_cases :many
-- in: before_at int64, most int64, removed int64
-- out: struct retention_harassment_case_row { id int64 }
SELECT k.id FROM harassment_case k
    WHERE k.closed_at < $1
        AND NOT EXISTS (SELECT 1 FROM aftercare_case c WHERE c.incident_id = k.incident_id AND c.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_id = k.incident_id AND (r.state = 0 OR r.follow_at IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = k.person_id AND h.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM harassment_chain e WHERE e.case_id = k.id AND e.kind = $3 AND e.at >= k.closed_at)
    ORDER BY k.id LIMIT $2;

-- name: harassment_file_drop :exec
-- in: id int64
DELETE FROM harassment_file WHERE id = $1;

-- name: harassment_case_blank :exec
-- in: id int64
UPDATE harassment_case SET story = '', closed_word = '', name_reason = '' WHERE id = $1;

-- name: harassment_places_blank :exec
-- in: case_id int64
UPDATE harassment_place SET address = '', account = '' WHERE case_id = $1;

-- name: harassment_steps_blank :exec
-- in: case_id int64
UPDATE harassment_step SET word = '' WHERE case_id = $1;
