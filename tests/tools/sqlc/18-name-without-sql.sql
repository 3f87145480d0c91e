-- name: x :exec

-- name: y :exec
DELETE FROM u;
