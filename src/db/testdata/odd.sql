-- name: odd_insert :exec
-- in: id int64, t text, b bool, r real, x blob, t0 text?, r0 real?, x0 blob?, i0 int64?
INSERT INTO odd (id, t, b, r, x, t0, r0, x0, i0) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: odd_find :one
-- in: id int64
-- out: struct odd { id int64, t text, b bool, r real, x blob,
--   t0 text?, r0 real?, x0 blob?, i0 int64? }
SELECT id, t, b, r, x, t0, r0, x0, i0 FROM odd WHERE id = $1;

-- name: odd_true :many
-- in: b bool
-- out: struct odd_id { id int64 }
SELECT id FROM odd WHERE b = $1 AND b IS NOT NULL AND (b = TRUE OR b = FALSE) ORDER BY id;

-- A column that may be NULL but is not marked so.
-- name: odd_unmarked :one
-- in: id int64
-- out: struct odd_unmarked { t0 text }
SELECT t0 FROM odd WHERE id = $1;

-- name: odd_engine :one
-- out: struct odd_engine { name text }
SELECT 'sqlite';
-- name: odd_engine :one @pgsql
SELECT 'pgsql'::text;
