-- name: x :exec
-- in: id int64, id int64
DELETE FROM t WHERE b = $1 AND c = $2;
