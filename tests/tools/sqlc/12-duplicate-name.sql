-- name: x :exec
DELETE FROM t;

-- name: x :exec
DELETE FROM u;
