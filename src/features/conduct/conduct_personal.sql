-- What follow-up with citizens holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_conduct :many
-- in: person_id int64
-- out: struct personal_conduct_row { number int64, asked_at int64, words text, state int64, answer text, answered_at int64? }
SELECT i.number, k.asked_at, CASE WHEN k.asked_by = $1 THEN k.words ELSE '' END, k.state, k.answer, k.answered_at
    FROM conduct_case k JOIN incident i ON i.id = k.incident_id WHERE k.person_id = $1 OR k.asked_by = $1 ORDER BY k.asked_at, k.id;

-- name: personal_conduct_deeds :many
-- in: person_id int64
-- out: struct personal_conduct_deed_row { number int64, at int64, kind int64 }
SELECT i.number, e.at, e.kind FROM conduct_event e JOIN conduct_case k ON k.id = e.case_id JOIN incident i ON i.id = k.incident_id
    WHERE e.person_id = $1 ORDER BY e.id;

-- name: personal_conduct_words :many
-- in: person_id int64
-- out: struct personal_conduct_words_row { at int64, version int64 }
SELECT made_at, version FROM conduct_template WHERE made_by = $1 UNION ALL SELECT made_at, version FROM conduct_term WHERE made_by = $1;

-- What is over for good; one that holds is needed until its end.
-- name: personal_conduct_drop :exec
-- in: person_id int64
UPDATE conduct_case SET words = '', answer = '' WHERE (person_id = $1 OR asked_by = $1) AND state IN (2, 3, 5, 6);

-- The citizen's reference and all that was written of them goes; that there was a follow-up, and how it ended, stays.
-- name: retention_conduct :changed
-- in: before_at int64, most int64
UPDATE conduct_case SET words = '', reference = '', reference_key = '', answer = '', heard = ''
    WHERE id IN (SELECT k.id FROM conduct_case k WHERE k.changed_at < $1 AND k.state IN (2, 3, 5, 6)
            AND (k.words <> '' OR k.reference <> '' OR k.answer <> '' OR k.heard <> '')
            AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = k.person_id AND h.ended_at IS NULL)
        ORDER BY k.changed_at, k.id LIMIT $2);

-- Of those whose words are gone.
-- name: retention_conduct_letters :exec
-- in: before_at int64
UPDATE conduct_letter SET body = '' WHERE body <> '' AND case_id IN (SELECT k.id FROM conduct_case k
        WHERE k.changed_at < $1 AND k.state IN (2, 3, 5, 6) AND k.words = '' AND k.reference = '');

-- name: retention_conduct_decisions :exec
-- in: before_at int64
UPDATE conduct_decision SET grounds = '', lines = '', hours = '', channel_words = '', needs_words = '', hearing_words = '', say = ''
    WHERE grounds <> '' AND case_id IN (SELECT k.id FROM conduct_case k
        WHERE k.changed_at < $1 AND k.state IN (2, 3, 5, 6) AND k.words = '' AND k.reference = '');
