-- This comment is about the file: the empty line below keeps it out of the header.

-- The incident with this id, if the team may see it.
-- Ends a comment: */ and goes on.
-- name: incident_find :one
-- in: id int64, team int64?
-- out: struct incident_row { id int64, title text, closed_at int64?,
--   near_miss bool, weight real?, photo blob? }
SELECT id, title, closed_at, near_miss, weight, photo  -- a comment; with a semicolon
  FROM incident
 WHERE id = $1

   AND team IS NOT DISTINCT FROM $2 AND title <> 'it''s; "$9" ? -- no comment';

-- name: incident_list :many
-- out: struct incident_row
SELECT id, title, closed_at, near_miss, weight, photo FROM incident;

-- name: incident_stream :each
-- in: note text?, weight real?
-- out: struct incident_row
SELECT id, title, closed_at, near_miss, weight, photo FROM incident WHERE note = $1 AND weight > $2;

-- name: incident_insert :exec
-- in: id int64, title text, photo blob, near_miss bool
INSERT INTO incident (id, title, photo, near_miss) VALUES ($1, $2, $3, $4);

-- name: incident_close :changed
-- in: id int64, now int64
UPDATE incident SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL;
-- name: incident_close :changed @pgsql
UPDATE incident SET closed_at = $2
 WHERE id = $1 AND closed_at IS NULL;
