-- name: x :exec @pgsql
DELETE FROM t;
