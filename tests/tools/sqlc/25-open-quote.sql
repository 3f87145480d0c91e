-- name: x :exec
DELETE FROM t WHERE a = 'b;
