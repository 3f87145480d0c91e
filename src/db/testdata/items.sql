-- name: item_insert :exec
-- in: id int64, name text, parent int64?, n int64
INSERT INTO item (id, name, parent, n) VALUES ($1, $2, $3, $4);

-- The parameters stand in another order than they are numbered.
-- name: item_find :one
-- in: id int64, name text
-- out: struct item { id int64, name text, parent int64?, n int64 }
SELECT id, name, parent, n FROM item WHERE name = $2 AND id = $1;

-- name: item_list :many
-- in: from_id int64
-- out: struct item
SELECT id, name, parent, n FROM item WHERE id >= $1 ORDER BY id;

-- name: item_each :each
-- in: from_id int64
-- out: struct item
SELECT id, name, parent, n FROM item WHERE id >= $1 ORDER BY id;

-- name: item_any :one
-- out: struct item
SELECT id, name, parent, n FROM item ORDER BY id;

-- name: item_rename :changed
-- in: from_id int64, name text
UPDATE item SET name = $2 || id WHERE id >= $1;

-- name: item_add :one
-- in: id int64, n int64
-- out: struct item_n { n int64 }
INSERT INTO item (id, name, n) VALUES ($1, 'item ' || $1, $2)
ON CONFLICT (id) DO UPDATE SET n = item.n + excluded.n
RETURNING n;

-- name: item_count :one
-- out: struct item_count { n int64, total int64?, mean real? }
SELECT count(*), sum(n), avg(n) FROM item;

-- name: late_insert :exec
-- in: id int64, item int64
INSERT INTO late (id, item) VALUES ($1, $2);
