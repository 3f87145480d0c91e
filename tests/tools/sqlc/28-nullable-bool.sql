-- name: x :exec
-- in: b bool?
DELETE FROM t WHERE b = $1;
