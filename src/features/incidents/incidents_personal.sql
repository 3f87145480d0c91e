-- What incidents hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_incidents :many
-- in: person_id int64
-- out: struct personal_incident_row { number int64, occurred_at int64, logged_at int64, class int64, rating int64, raised int64,
--      near_miss bool, wants_talk bool, was_alone bool, at_home bool, newcomer bool, seniority_days int64?, talked_at int64?,
--      team text?, logger text? }
SELECT i.number, i.occurred_at, i.logged_at, i.class, i.rating, i.raised, i.near_miss, i.wants_talk, i.was_alone, i.at_home,
        i.newcomer, i.seniority_days, i.talked_at, t.name, CASE WHEN i.logged_by <> i.person_id THEN l.name END
    FROM incident i LEFT JOIN team t ON t.id = i.team_id LEFT JOIN person l ON l.id = i.logged_by
    WHERE i.person_id = $1 ORDER BY i.occurred_at, i.id;

-- name: personal_incidents_logged :many
-- in: person_id int64
-- out: struct personal_logged_row { number int64, logged_at int64, class int64 }
SELECT number, logged_at, class FROM incident WHERE logged_by = $1 AND person_id <> $1 ORDER BY logged_at, id;

-- Every version of every text of own incidents, and own words in those logged for colleagues.
-- name: personal_incident_texts :many
-- in: person_id int64
-- out: struct personal_text_row { number int64, field int64, version int64, text text, written_at int64, writer text? }
SELECT i.number, t.field, t.version, t.text, t.written_at, CASE WHEN t.written_by <> $1 THEN p.name END
    FROM incident i JOIN incident_text t ON t.incident_id = i.id LEFT JOIN person p ON p.id = t.written_by
    WHERE (i.person_id = $1 OR i.logged_by = $1) AND (i.person_id = $1 OR t.written_by = $1)
    ORDER BY i.number, t.field, t.version;

-- name: personal_incident_steps :many
-- in: person_id int64
-- out: struct personal_step_row { number int64, at int64, kind int64, name text? }
SELECT i.number, s.at, s.kind, CASE WHEN s.person_id <> $1 THEN p.name END
    FROM incident i JOIN incident_step s ON s.incident_id = i.id LEFT JOIN person p ON p.id = s.person_id
    WHERE i.person_id = $1 ORDER BY s.at, s.id;

-- name: personal_incident_deeds :many
-- in: person_id int64
-- out: struct personal_deed_row { number int64, at int64, kind int64 }
SELECT i.number, s.at, s.kind FROM incident_step s JOIN incident i ON i.id = s.incident_id
    WHERE s.person_id = $1 AND i.person_id <> $1 ORDER BY s.at, s.id;

-- name: personal_incident_seen :many
-- in: person_id int64
-- out: struct personal_seen_row { team text?, seen_at int64 }
SELECT t.name, s.seen_at FROM incident_seen s LEFT JOIN team t ON t.id = s.team_id WHERE s.person_id = $1 ORDER BY s.seen_at;

-- name: personal_incident_texts_drop :exec
-- in: person_id int64
DELETE FROM incident_text WHERE incident_id IN (SELECT id FROM incident WHERE person_id = $1);

-- name: personal_incident_words_drop :exec
-- in: person_id int64
DELETE FROM incident_word WHERE incident_id IN (SELECT id FROM incident WHERE person_id = $1);

-- name: personal_incident_seen_drop :exec
-- in: person_id int64
DELETE FROM incident_seen WHERE person_id = $1;

-- Texts of what lies far back, unless a case is open or somebody needs it.
-- name: retention_incident_texts :changed
-- in: before_at int64, most int64
DELETE FROM incident_text WHERE incident_id IN (SELECT i.id FROM incident i WHERE i.occurred_at < $1
        AND EXISTS (SELECT 1 FROM incident_text t WHERE t.incident_id = i.id)
        AND NOT EXISTS (SELECT 1 FROM aftercare_case k WHERE k.incident_id = i.id AND k.closed_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = i.person_id AND h.ended_at IS NULL)
        ORDER BY i.occurred_at, i.id LIMIT $2);

-- Words without a text can be found no more.
-- name: retention_incident_words :exec
-- in: before_at int64
DELETE FROM incident_word WHERE incident_id IN (SELECT i.id FROM incident i WHERE i.occurred_at < $1
        AND EXISTS (SELECT 1 FROM incident_word w WHERE w.incident_id = i.id)
        AND NOT EXISTS (SELECT 1 FROM incident_text t WHERE t.incident_id = i.id));
