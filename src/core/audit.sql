-- The chain over the audit.

-- Rows that wait, taken by whoever gets here first; a second taker waits for the first and finds them gone.
-- name: audit_open_take :many
-- in: most int64
-- out: struct audit_open_row { audit_id int64 }
DELETE FROM audit_open WHERE audit_id IN (SELECT audit_id FROM audit_open ORDER BY audit_id LIMIT $1) RETURNING audit_id;

-- name: audit_open_first :one
-- out: struct audit_open_row
SELECT audit_id FROM audit_open ORDER BY audit_id LIMIT 1;

-- name: audit_open_all :many
-- out: struct audit_open_row
SELECT audit_id FROM audit_open ORDER BY audit_id;

-- name: audit_range :many
-- in: first int64, last int64
-- out: struct audit_row { id int64, at int64, person_id int64, action text, object_id int64, detail text }
SELECT id, at, person_id, action, object_id, detail FROM audit WHERE id >= $1 AND id <= $2 ORDER BY id;

-- name: audit_ids_after :many
-- in: after int64, limit int64
-- out: struct audit_open_row
SELECT id FROM audit WHERE id > $1 ORDER BY id LIMIT $2;

-- name: audit_count :one
-- out: struct audit_count_row { n int64 }
SELECT COUNT(*) FROM audit;

-- name: audit_block_last :one
-- out: struct audit_block_row { seq int64, at int64, n int64, listed blob, hash blob }
SELECT seq, at, n, listed, hash FROM audit_block ORDER BY seq DESC LIMIT 1;

-- name: audit_block_after :one
-- in: seq int64
-- out: struct audit_block_row
SELECT seq, at, n, listed, hash FROM audit_block WHERE seq > $1 ORDER BY seq LIMIT 1;

-- name: audit_block_insert :exec
-- in: seq int64, now int64, n int64, listed blob, hash blob
INSERT INTO audit_block (seq, at, n, listed, hash) VALUES ($1, $2, $3, $4, $5);
