-- name: x :exec
-- in: id int64; now int64
DELETE FROM t WHERE b = $1;
