-- name: x :one
-- out: struct r { id int64 }
SELECT id FROM t;
-- name: y :one
-- out: struct r { id int64? }
SELECT id FROM t;
