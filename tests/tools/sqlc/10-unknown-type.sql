-- name: x :exec
-- in: id int64,
--   b varchar
DELETE FROM t WHERE id = $1;
