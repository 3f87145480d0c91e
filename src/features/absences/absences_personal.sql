-- What followed calendars hold about a person (core/personal.h). The address is sealed and stays so.

-- name: personal_absence_feeds :many
-- in: person_id int64
-- out: struct personal_absence_feed_row { words text, made_at int64, read_at int64? }
SELECT words, made_at, read_at FROM absence_feed WHERE person_id = $1;

-- name: personal_absence_feeds_made :many
-- in: person_id int64
-- out: struct personal_absence_made_row { made_at int64 }
SELECT made_at FROM absence_feed WHERE made_by = $1 AND person_id <> $1 ORDER BY id;

-- name: personal_absence_feed_drop :exec
-- in: person_id int64
DELETE FROM absence_feed WHERE person_id = $1;
