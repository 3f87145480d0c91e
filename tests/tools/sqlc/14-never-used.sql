-- name: x :exec
-- in: id int64, team int64
DELETE FROM t WHERE id = $1;
