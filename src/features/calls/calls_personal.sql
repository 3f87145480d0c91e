-- What call records hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_calls :many
-- in: person_id int64
-- out: struct personal_call_row { started_at int64, line text, queue text, inbound bool, wait_ms int64, talk_ms int64 }
SELECT started_at, line, queue, inbound, wait_ms / 1000, talk_ms / 1000 FROM call WHERE person_id = $1 ORDER BY started_at, id;

-- name: personal_call_days :many
-- in: person_id int64
-- out: struct personal_call_day_row { day int64, n_calls int64, n_answered int64, talk_ms int64 }
SELECT day, n_calls, n_answered, talk_ms / 1000 FROM call_day WHERE person_id = $1 ORDER BY day;

-- name: personal_imports :many
-- in: person_id int64
-- out: struct personal_import_row { started_at int64, filename text }
SELECT started_at, filename FROM call_import WHERE person_id = $1 ORDER BY started_at;

-- name: personal_calls_drop :exec
-- in: person_id int64
UPDATE call SET person_id = NULL, line = '' WHERE person_id = $1;

-- What a person did on a day goes to the sum of nobody.
-- name: personal_call_days_merge :exec
-- in: person_id int64
INSERT INTO call_day (centre_id, person_id, day, n_calls, n_answered, talk_ms)
    SELECT centre_id, 0, day, n_calls, n_answered, talk_ms FROM call_day WHERE person_id = $1
    ON CONFLICT (centre_id, day, person_id) DO UPDATE SET n_calls = call_day.n_calls + excluded.n_calls,
        n_answered = call_day.n_answered + excluded.n_answered, talk_ms = call_day.talk_ms + excluded.talk_ms;

-- name: personal_call_days_drop :exec
-- in: person_id int64
DELETE FROM call_day WHERE person_id = $1;

-- Calls that hit somebody stay theirs as long as the incident's texts do: what they are told about needs its call.
-- name: retention_calls :changed
-- in: before_at int64, most int64
UPDATE call SET person_id = NULL, line = '' WHERE id IN (SELECT c.id FROM call c
    WHERE c.started_at < $1 AND c.person_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM incident i JOIN incident_text t ON t.incident_id = i.id WHERE i.call_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = c.person_id AND h.ended_at IS NULL)
    LIMIT $2);

-- name: retention_call_days_merge :exec
-- in: before_day int64
INSERT INTO call_day (centre_id, person_id, day, n_calls, n_answered, talk_ms)
    SELECT centre_id, 0, day, SUM(n_calls), SUM(n_answered), SUM(talk_ms) FROM call_day WHERE day < $1 AND person_id <> 0
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = call_day.person_id AND h.ended_at IS NULL)
        GROUP BY centre_id, day
    ON CONFLICT (centre_id, day, person_id) DO UPDATE SET n_calls = call_day.n_calls + excluded.n_calls,
        n_answered = call_day.n_answered + excluded.n_answered, talk_ms = call_day.talk_ms + excluded.talk_ms;

-- name: retention_call_days_drop :changed
-- in: before_day int64
DELETE FROM call_day WHERE day < $1 AND person_id <> 0
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = call_day.person_id AND h.ended_at IS NULL);

-- Imports whose rejected rows are still kept beside the database.
-- name: retention_rejects :many
-- in: before_at int64, most int64
-- out: struct retention_reject_row { id int64 }
SELECT id FROM call_import WHERE has_rejects AND started_at < $1 AND ended_at IS NOT NULL ORDER BY id LIMIT $2;

-- name: retention_rejects_gone :exec
-- in: id int64
UPDATE call_import SET has_rejects = FALSE WHERE id = $1;
