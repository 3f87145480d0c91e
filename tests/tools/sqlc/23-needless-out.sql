-- name: x :exec
-- out: struct r { id int64 }
DELETE FROM t;
