-- name: x :one
-- out: struct r
SELECT id FROM t;
