-- name: x :exec
DELETE FROM t;
-- name: x :exec @pgsql
-- in: id int64
DELETE FROM t WHERE id = $1;
