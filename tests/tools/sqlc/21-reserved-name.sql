-- name: x :exec
-- in: ret int64
DELETE FROM t WHERE id = $1;
