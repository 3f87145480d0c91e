-- Sessions, API tokens and remembered answers.

-- name: web_session_find :one
-- in: token_hash text
-- out: struct web_session_row { id int64, person_id int64, csrf text, seen_at int64, ends_at int64, left_day int64? }
SELECT s.id, s.person_id, s.csrf, s.seen_at, s.ends_at, p.left_day
    FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_hash = $1;

-- name: web_session_insert :exec
-- in: id int64, token_hash text, person_id int64, csrf text, now int64, ends_at int64
INSERT INTO session (id, token_hash, person_id, csrf, created_at, seen_at, ends_at)
    VALUES ($1, $2, $3, $4, $5, $5, $6);

-- name: web_session_seen :exec
-- in: id int64, now int64
UPDATE session SET seen_at = $2 WHERE id = $1;

-- name: web_session_delete :exec
-- in: id int64
DELETE FROM session WHERE id = $1;

-- name: web_session_delete_all :exec
-- in: person_id int64
DELETE FROM session WHERE person_id = $1;

-- Ended ones go when somebody signs in: no job is needed for that.
-- name: web_session_sweep :exec
-- in: now int64, idle_before int64
DELETE FROM session WHERE ends_at < $1 OR seen_at < $2;

-- name: web_token_find :one
-- in: token_hash text
-- out: struct web_token_row { id int64, person_id int64, scopes int64, ends_at int64, used_at int64?, revoked_at int64?, left_day int64? }
SELECT t.id, t.person_id, t.scopes, t.ends_at, t.used_at, t.revoked_at, p.left_day
    FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.token_hash = $1;

-- name: web_token_used :exec
-- in: id int64, now int64
UPDATE api_token SET used_at = $2 WHERE id = $1;

-- name: web_answer_find :one
-- in: person_id int64, key text
-- out: struct web_answer_row { request_hash text, status int64, content_type text, answer text, created_at int64 }
SELECT request_hash, status, content_type, answer, created_at FROM idempotency WHERE person_id = $1 AND key = $2;

-- name: web_answer_claim :changed
-- in: person_id int64, key text, request_hash text, now int64
INSERT INTO idempotency (person_id, key, request_hash, status, content_type, answer, created_at)
    VALUES ($1, $2, $3, 0, '', '', $4) ON CONFLICT (person_id, key) DO NOTHING;

-- name: web_answer_keep :exec
-- in: person_id int64, key text, status int64, content_type text, answer text
UPDATE idempotency SET status = $3, content_type = $4, answer = $5 WHERE person_id = $1 AND key = $2;

-- name: web_answer_sweep :exec
-- in: before int64
DELETE FROM idempotency WHERE created_at < $1;
