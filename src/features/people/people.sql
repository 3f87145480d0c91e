-- All statements of the people feature. *_fold is what search and uniqueness compare, *_sort what lists are ordered by.

-- ---- centres

-- name: people_centre_insert :exec
-- in: id int64, name text, zone text, invented bool, now int64
INSERT INTO centre (id, name, zone, invented, created_at) VALUES ($1, $2, $3, $4, $5);

-- name: people_centre_change :changed
-- in: id int64, name text, zone text
UPDATE centre SET name = $2, zone = $3 WHERE id = $1;

-- name: people_centres :many
-- out: struct people_centre { id int64, name text, zone text, invented bool, n_people int64 }
SELECT c.id, c.name, c.zone, c.invented, (SELECT COUNT(*) FROM person p WHERE p.centre_id = c.id)
    FROM centre c ORDER BY c.name, c.id;

-- name: people_centre_find :one
-- in: id int64
-- out: struct people_centre
SELECT c.id, c.name, c.zone, c.invented, (SELECT COUNT(*) FROM person p WHERE p.centre_id = c.id)
    FROM centre c WHERE c.id = $1;

-- ---- teams

-- name: people_team_insert :exec
-- in: id int64, centre_id int64, name text, name_fold text, name_sort text
INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES ($1, $2, $3, $4, $5);

-- name: people_team_rename :changed
-- in: id int64, name text, name_fold text, name_sort text
UPDATE team SET name = $2, name_fold = $3, name_sort = $4 WHERE id = $1;

-- name: people_team_close :changed
-- in: id int64, closed_at int64
UPDATE team SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL;

-- name: people_team_reopen :changed
-- in: id int64
UPDATE team SET closed_at = NULL WHERE id = $1 AND closed_at IS NOT NULL;

-- People who have left before `today` do not count: a team may be closed when only they are in it.
-- name: people_teams :many
-- in: today int64
-- out: struct people_team { id int64, centre_id int64, centre_name text, name text, closed_at int64?, n_people int64 }
SELECT t.id, t.centre_id, c.name, t.name, t.closed_at,
        (SELECT COUNT(*) FROM person p WHERE p.team_id = t.id AND (p.left_day IS NULL OR p.left_day >= $1))
    FROM team t JOIN centre c ON c.id = t.centre_id ORDER BY c.name, c.id, t.name_sort, t.id;

-- name: people_team_find :one
-- in: id int64, today int64
-- out: struct people_team
SELECT t.id, t.centre_id, c.name, t.name, t.closed_at,
        (SELECT COUNT(*) FROM person p WHERE p.team_id = t.id AND (p.left_day IS NULL OR p.left_day >= $2))
    FROM team t JOIN centre c ON c.id = t.centre_id WHERE t.id = $1;

-- name: people_team_by_name :one
-- in: centre_id int64, name_fold text
-- out: struct people_team_key { id int64, closed_at int64? }
SELECT id, closed_at FROM team WHERE centre_id = $1 AND name_fold = $2;

-- ---- people

-- name: people_any :one
-- out: struct people_id { id int64 }
SELECT id FROM person LIMIT 1;

-- name: person_insert :exec
-- in: id int64, centre_id int64, team_id int64?, login text, name text, name_fold text, name_sort text, email text?,
--   lang text, external_key text?, started_day int64?, phones_day int64?, left_day int64?, now int64
INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, email, lang, external_key, started_day,
        phones_day, left_day, failed_n, created_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $14);

-- name: person_update :changed
-- in: id int64, centre_id int64, team_id int64?, login text, name text, name_fold text, name_sort text, email text?,
--   lang text, external_key text?, started_day int64?, phones_day int64?, left_day int64?, now int64
UPDATE person SET centre_id = $2, team_id = $3, login = $4, name = $5, name_fold = $6, name_sort = $7, email = $8,
        lang = $9, external_key = $10, started_day = $11, phones_day = $12, left_day = $13, changed_at = $14
    WHERE id = $1;

-- name: person_lang_set :changed
-- in: id int64, lang text, now int64
UPDATE person SET lang = $2, changed_at = $3 WHERE id = $1;

-- name: person_by_id :one
-- in: id int64
-- out: struct person { id int64, centre_id int64, centre_name text, team_id int64?, team_name text?, login text, name text,
--   email text?, lang text, external_key text?, started_day int64?, phones_day int64?, left_day int64?,
--   has_password bool, locked_until int64?, changed_at int64 }
SELECT p.id, p.centre_id, c.name, p.team_id, t.name, p.login, p.name, p.email, p.lang, p.external_key, p.started_day,
        p.phones_day, p.left_day, p.password IS NOT NULL, p.locked_until, p.changed_at
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id WHERE p.id = $1;

-- name: person_id_by_login :one
-- in: login text
-- out: struct people_id
SELECT id FROM person WHERE login = $1;

-- name: person_id_by_key :one
-- in: external_key text
-- out: struct people_id
SELECT id FROM person WHERE external_key = $1;

-- A page of the list, behind the person `after` (0: from the start). pattern is a folded LIKE pattern; 0 as centre or team
-- means "any".
-- name: people_page :many
-- in: centre_id int64, team_id int64, pattern text, today int64, with_left bool, after int64, at_most int64
-- out: struct people_item { id int64, name text, login text, team_id int64?, team_name text?, centre_name text, email text?,
--   left_day int64?, locked_until int64?, has_password bool }
SELECT p.id, p.name, p.login, p.team_id, t.name, c.name, p.email, p.left_day, p.locked_until, p.password IS NOT NULL
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id
    WHERE ($1 = 0 OR p.centre_id = $1) AND ($2 = 0 OR p.team_id = $2)
        AND (p.name_fold LIKE $3 ESCAPE '!' OR p.login LIKE $3 ESCAPE '!')
        AND ($5 OR p.left_day IS NULL OR p.left_day >= $4)
        AND ($6 = 0 OR (p.name_sort, p.id) > (SELECT a.name_sort, a.id FROM person a WHERE a.id = $6))
    ORDER BY p.name_sort, p.id LIMIT $7;

-- The roles of the people of one page, to be joined in C.
-- name: people_page_roles :many
-- in: first int64
-- out: struct people_role { role int64, team_id int64, team_name text?, granted_at int64 }
SELECT g.role, g.team_id, t.name, g.granted_at FROM role_grant g LEFT JOIN team t ON t.id = g.team_id
    WHERE g.person_id = $1 ORDER BY g.role, t.name_sort, g.team_id;

-- ---- roles

-- name: person_role_insert :changed
-- in: person_id int64, role int64, team_id int64, now int64, granted_by int64
INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person_id, role, team_id) DO NOTHING;

-- name: person_role_delete :changed
-- in: person_id int64, role int64, team_id int64
DELETE FROM role_grant WHERE person_id = $1 AND role = $2 AND team_id = $3;

-- Roles for teams of other centres than this one.
-- name: person_roles_elsewhere_delete :changed
-- in: person_id int64, centre_id int64
DELETE FROM role_grant WHERE person_id = $1 AND team_id <> 0
    AND team_id NOT IN (SELECT t.id FROM team t WHERE t.centre_id = $2);

-- name: person_role_count :one
-- in: person_id int64, role int64
-- out: struct people_count { n int64 }
SELECT COUNT(*) FROM role_grant WHERE person_id = $1 AND role = $2;

-- ---- lines: an extension or agent name belongs to one person at a time

-- name: person_line_insert :exec
-- in: id int64, centre_id int64, person_id int64, line text, from_day int64, to_day int64?
INSERT INTO person_line (id, centre_id, person_id, line, from_day, to_day) VALUES ($1, $2, $3, $4, $5, $6);

-- name: person_line_update :changed
-- in: id int64, person_id int64, from_day int64, to_day int64?
UPDATE person_line SET from_day = $3, to_day = $4 WHERE id = $1 AND person_id = $2;

-- The lines of somebody who leaves are free for the next from the day after.
-- name: person_lines_end :changed
-- in: person_id int64, last_day int64
UPDATE person_line SET to_day = $2 WHERE person_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day > $2);

-- name: person_line_delete :changed
-- in: id int64, person_id int64
DELETE FROM person_line WHERE id = $1 AND person_id = $2;

-- name: person_lines :many
-- in: person_id int64
-- out: struct person_line { id int64, centre_id int64, line text, from_day int64, to_day int64? }
SELECT id, centre_id, line, from_day, to_day FROM person_line WHERE person_id = $1 ORDER BY from_day DESC, line;

-- name: person_line_by_id :one
-- in: id int64, person_id int64
-- out: struct person_line
SELECT id, centre_id, line, from_day, to_day FROM person_line WHERE id = $1 AND person_id = $2;

-- Who has the line in some part of the period (to_day NULL: from then on); `but` is left out.
-- name: person_line_holder :one
-- in: centre_id int64, line text, from_day int64, to_day int64?, but int64
-- out: struct line_holder { person_id int64, name text, from_day int64, to_day int64? }
SELECT l.person_id, p.name, l.from_day, l.to_day FROM person_line l JOIN person p ON p.id = l.person_id
    WHERE l.centre_id = $1 AND l.line = $2 AND l.id <> $5
        AND (l.to_day IS NULL OR l.to_day >= $3) AND l.from_day <= COALESCE($4, 2000000)
    ORDER BY l.from_day LIMIT 1;

-- name: person_line_open :one
-- in: person_id int64, line text, day int64
-- out: struct people_id
SELECT id FROM person_line WHERE person_id = $1 AND line = $2 AND (to_day IS NULL OR to_day >= $3) LIMIT 1;

-- ---- signing in

-- name: sign_in_person :one
-- in: login text
-- out: struct sign_in_person { id int64, name text, password text?, failed_n int64, locked_until int64?, left_day int64?, zone text }
SELECT p.id, p.name, p.password, p.failed_n, p.locked_until, p.left_day, c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.login = $1;

-- name: sign_in_person_by_id :one
-- in: id int64
-- out: struct sign_in_person
SELECT p.id, p.name, p.password, p.failed_n, p.locked_until, p.left_day, c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.id = $1;

-- name: sign_in_failed :one
-- in: id int64
-- out: struct people_count
UPDATE person SET failed_n = failed_n + 1 WHERE id = $1 RETURNING failed_n;

-- name: sign_in_lock :exec
-- in: id int64, until int64
UPDATE person SET locked_until = $2 WHERE id = $1;

-- name: sign_in_clear :changed
-- in: id int64
UPDATE person SET failed_n = 0, locked_until = NULL WHERE id = $1;

-- name: person_password_set :changed
-- in: id int64, password text, now int64
UPDATE person SET password = $2, password_at = $3, failed_n = 0, locked_until = NULL WHERE id = $1;

-- name: person_sessions_end :changed
-- in: person_id int64
DELETE FROM session WHERE person_id = $1;

-- name: person_sessions_count :one
-- in: person_id int64, now int64
-- out: struct people_count
SELECT COUNT(*) FROM session WHERE person_id = $1 AND ends_at > $2;

-- Somebody of an invented centre to walk in as, by role; those with fewer other roles first.
-- name: demo_person_by_role :one
-- in: role int64, today int64, not_this int64
-- out: struct demo_person { id int64, name text, team_name text? }
SELECT p.id, p.name, t.name FROM role_grant g JOIN person p ON p.id = g.person_id JOIN centre c ON c.id = p.centre_id
        LEFT JOIN team t ON t.id = p.team_id
    WHERE g.role = $1 AND c.invented AND p.id <> $3 AND (p.left_day IS NULL OR p.left_day >= $2)
    ORDER BY (SELECT COUNT(*) FROM role_grant o WHERE o.person_id = p.id AND o.role <> $1), p.name_sort, p.id LIMIT 1;

-- The one who came last: the newcomer of the demo.
-- name: demo_newcomer :one
-- in: role int64, today int64
-- out: struct demo_person
SELECT p.id, p.name, t.name FROM role_grant g JOIN person p ON p.id = g.person_id JOIN centre c ON c.id = p.centre_id
        LEFT JOIN team t ON t.id = p.team_id
    WHERE g.role = $1 AND c.invented AND (p.left_day IS NULL OR p.left_day >= $2)
        AND COALESCE(p.phones_day, p.started_day, 0) <= $2
    ORDER BY COALESCE(p.phones_day, p.started_day, 0) DESC, p.id LIMIT 1;

-- name: demo_person_allowed :one
-- in: id int64
-- out: struct people_id
SELECT p.id FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.id = $1 AND c.invented;

-- ---- one-time codes live in settings: there are few, and each is dead after its first use

-- name: people_setting :one
-- in: name text
-- out: struct people_setting { value text }
SELECT value FROM setting WHERE name = $1;

-- name: people_setting_put :exec
-- in: name text, value text, now int64
INSERT INTO setting (name, value, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;

-- name: people_setting_delete :changed
-- in: name text, value text
DELETE FROM setting WHERE name = $1 AND value = $2;

-- ---- API tokens

-- name: token_insert :exec
-- in: id int64, token_hash text, person_id int64, name text, scopes int64, now int64, ends_at int64
INSERT INTO api_token (id, token_hash, person_id, name, scopes, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: token_list :many
-- in: person_id int64
-- out: struct token { id int64, name text, scopes int64, created_at int64, ends_at int64, used_at int64?, revoked_at int64? }
SELECT id, name, scopes, created_at, ends_at, used_at, revoked_at FROM api_token
    WHERE person_id = $1 ORDER BY id DESC;

-- name: token_by_id :one
-- in: id int64, person_id int64
-- out: struct token
SELECT id, name, scopes, created_at, ends_at, used_at, revoked_at FROM api_token WHERE id = $1 AND person_id = $2;

-- name: token_revoke :changed
-- in: id int64, person_id int64, now int64
UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL;

-- name: token_revoke_all :changed
-- in: person_id int64, now int64
UPDATE api_token SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL;
