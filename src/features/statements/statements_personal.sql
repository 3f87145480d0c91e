-- What the statements hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_statements :many
-- in: person_id int64
-- out: struct personal_statement_row { at int64, kind int64, word text, state int64, settled_at int64? }
SELECT at, kind, word, state, settled_at FROM statement WHERE person_id = $1 ORDER BY id;

-- name: personal_statement_wish :many
-- in: person_id int64
-- out: struct personal_statement_wish_row { practice_at int64 }
SELECT practice_at FROM statement_wish WHERE person_id = $1;

-- name: personal_statement_salt :many
-- in: person_id int64
-- out: struct personal_statement_salt_row { made_at int64 }
SELECT made_at FROM statement_salt WHERE person_id = $1;

-- name: personal_statement_stores :many
-- in: person_id int64
-- out: struct personal_statement_store_row { changed_at int64, url text }
SELECT changed_at, url FROM statement_store WHERE changed_by = $1 ORDER BY changed_at, centre_id;

-- name: personal_statements_drop :exec
-- in: person_id int64
DELETE FROM statement WHERE person_id = $1;

-- name: personal_statement_wish_drop :exec
-- in: person_id int64
DELETE FROM statement_wish WHERE person_id = $1;

-- name: personal_statement_salt_drop :exec
-- in: person_id int64
DELETE FROM statement_salt WHERE person_id = $1;

-- What still waits stays, and what happened so lately that a look might find it anew.
-- name: retention_statements :changed
-- in: before_at int64, most int64
DELETE FROM statement WHERE id IN (SELECT s.id FROM statement s WHERE s.made_at < $1 AND s.state <> 0
    AND NOT EXISTS (SELECT 1 FROM statement_store t WHERE t.centre_id = s.centre_id AND t.since_at < s.at + 86400000)
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = s.person_id AND h.ended_at IS NULL) ORDER BY s.id LIMIT $2);
