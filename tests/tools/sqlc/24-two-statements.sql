-- name: x :exec
DELETE FROM t; DELETE FROM u;
