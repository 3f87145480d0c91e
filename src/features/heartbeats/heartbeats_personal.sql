-- What signs of life hold about a person (core/personal.h).

-- name: personal_heartbeats :many
-- in: person_id int64
-- out: struct personal_heartbeat_row { name text, made_at int64 }
SELECT name, made_at FROM heartbeat WHERE owner_id = $1 OR made_by = $1 ORDER BY id;

-- name: personal_heartbeats_out :many
-- in: person_id int64
-- out: struct personal_heartbeat_out_row { made_at int64 }
SELECT made_at FROM heartbeat_out WHERE made_by = $1 ORDER BY id;
