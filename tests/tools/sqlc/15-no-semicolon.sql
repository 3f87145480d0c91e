-- name: x :exec
DELETE FROM t

-- name: y :exec
DELETE FROM u;
