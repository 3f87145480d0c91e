-- What is held about a person as such, and for how long (core/personal.h, core/retention.h).

-- name: personal_self :many
-- in: id int64
-- out: struct personal_self_row { login text, name text, email text?, lang text, external_key text?, centre text, team text?,
--      started_day int64?, phones_day int64?, left_day int64?, password_at int64?, failed_n int64, locked_until int64?,
--      created_at int64, changed_at int64 }
SELECT p.login, p.name, p.email, p.lang, p.external_key, c.name, t.name, p.started_day, p.phones_day, p.left_day, p.password_at,
        p.failed_n, p.locked_until, p.created_at, p.changed_at
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id WHERE p.id = $1;

-- name: personal_roles :many
-- in: person_id int64
-- out: struct personal_role_row { role int64, team text?, granted_at int64, giver text? }
SELECT g.role, t.name, g.granted_at, p.name FROM role_grant g LEFT JOIN team t ON t.id = g.team_id
        LEFT JOIN person p ON p.id = g.granted_by
    WHERE g.person_id = $1 ORDER BY g.role, g.team_id;

-- Roles that the person gave to others; to whom is theirs.
-- name: personal_roles_given :many
-- in: person_id int64
-- out: struct personal_role_given_row { role int64, team text?, granted_at int64 }
SELECT g.role, t.name, g.granted_at FROM role_grant g LEFT JOIN team t ON t.id = g.team_id
    WHERE g.granted_by = $1 AND g.person_id <> $1 ORDER BY g.granted_at;

-- name: personal_lines :many
-- in: person_id int64
-- out: struct personal_line_row { line text, from_day int64, to_day int64? }
SELECT line, from_day, to_day FROM person_line WHERE person_id = $1 ORDER BY from_day;

-- name: personal_sessions :many
-- in: person_id int64
-- out: struct personal_session_row { created_at int64, seen_at int64, ends_at int64 }
SELECT created_at, seen_at, ends_at FROM session WHERE person_id = $1 ORDER BY created_at;

-- name: personal_tokens :many
-- in: person_id int64
-- out: struct personal_token_row { name text, created_at int64, ends_at int64, used_at int64?, revoked_at int64? }
SELECT name, created_at, ends_at, used_at, revoked_at FROM api_token WHERE person_id = $1 ORDER BY created_at;

-- name: personal_tries :many
-- in: person_id int64
-- out: struct personal_try_row { at int64, address text }
SELECT at, address FROM sign_in_try WHERE person_id = $1 ORDER BY at;

-- name: sign_in_try_insert :exec
-- in: id int64, now int64, person_id int64, address text
INSERT INTO sign_in_try (id, at, person_id, address) VALUES ($1, $2, $3, $4);

-- name: personal_tries_drop :exec
-- in: person_id int64
DELETE FROM sign_in_try WHERE person_id = $1;

-- Nobody any more; the day they left stays, so that nobody signs in.
-- name: personal_self_forget :exec
-- in: id int64, login text, name text, name_fold text, now int64
UPDATE person SET login = $2, name = $3, name_fold = $4, name_sort = $4, email = NULL, external_key = NULL, started_day = NULL,
        phones_day = NULL, password = NULL, password_at = NULL, failed_n = 0, locked_until = NULL, changed_at = $5
    WHERE id = $1;

-- name: personal_roles_drop :exec
-- in: person_id int64
DELETE FROM role_grant WHERE person_id = $1;

-- name: personal_lines_drop :exec
-- in: person_id int64
DELETE FROM person_line WHERE person_id = $1;

-- name: personal_sessions_drop :exec
-- in: person_id int64
DELETE FROM session WHERE person_id = $1;

-- name: personal_tokens_drop :exec
-- in: person_id int64
DELETE FROM api_token WHERE person_id = $1;

-- name: retention_tries :changed
-- in: before_at int64, most int64
DELETE FROM sign_in_try WHERE id IN (SELECT id FROM sign_in_try WHERE at < $1 ORDER BY id LIMIT $2);

-- name: retention_tokens :changed
-- in: before_at int64, most int64
DELETE FROM api_token WHERE id IN (SELECT t.id FROM api_token t WHERE (t.ends_at < $1 OR t.revoked_at < $1)
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = t.person_id AND h.ended_at IS NULL) LIMIT $2);
