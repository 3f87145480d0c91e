-- name: x :exec
DELETE FROM t WHERE b = ?;
