-- All statements of the absences feature. The absences themselves are aftercare's.

-- name: absence_feed_drop :changed
-- in: person_id int64
DELETE FROM absence_feed WHERE person_id = $1;

-- name: absence_feed_address :one
-- in: person_id int64
-- out: struct absence_feed_address_row { id int64, url text }
SELECT id, url FROM absence_feed WHERE person_id = $1;

-- name: absence_feed_insert :exec
-- in: id int64, person_id int64, url text, words text, kind int64, now int64, made_by int64
INSERT INTO absence_feed (id, person_id, url, words, kind, made_at, made_by, etag, modified, next_at, failed_n, trouble)
    VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', $6, 0, 0);

-- name: absence_feeds_of :many
-- in: centre_id int64
-- out: struct absence_feed { id int64, person_id int64, person_name text, words text, kind int64, read_at int64?, failed_n int64, trouble int64 }
SELECT f.id, f.person_id, p.name, f.words, f.kind, f.read_at, f.failed_n, f.trouble
    FROM absence_feed f JOIN person p ON p.id = f.person_id WHERE p.centre_id = $1 ORDER BY p.name_sort, f.id;

-- name: absence_feed_due_now :changed
-- in: person_id int64, now int64
UPDATE absence_feed SET next_at = $2, etag = '', modified = '' WHERE person_id = $1;

-- name: absence_feed_is_due :one
-- in: now int64
-- out: struct absence_feed_id_row { id int64 }
SELECT id FROM absence_feed WHERE next_at <= $1 LIMIT 1;

-- Of several nodes one takes it; a crash leaves it for the next time.
-- name: absence_feed_claim :many
-- in: now int64, next_at int64
-- out: struct absence_feed_id_row
UPDATE absence_feed SET next_at = $2 WHERE next_at <= $1
    AND id IN (SELECT id FROM absence_feed WHERE next_at <= $1 ORDER BY next_at, id LIMIT 4) RETURNING id;

-- name: absence_feed_one :one
-- in: id int64
-- out: struct absence_feed_row { person_id int64, url text, words text, kind int64, made_by int64, etag text, modified text, full_at int64?, failed_n int64, zone text, left_day int64? }
SELECT f.person_id, f.url, f.words, f.kind, f.made_by, f.etag, f.modified, f.full_at, f.failed_n, c.zone, p.left_day
    FROM absence_feed f JOIN person p ON p.id = f.person_id JOIN centre c ON c.id = p.centre_id WHERE f.id = $1;

-- name: absence_feed_unchanged :exec
-- in: id int64, now int64
UPDATE absence_feed SET read_at = $2, failed_n = 0, trouble = 0 WHERE id = $1;

-- name: absence_feed_was_read :exec
-- in: id int64, now int64, etag text, modified text
UPDATE absence_feed SET read_at = $2, full_at = $2, etag = $3, modified = $4, failed_n = 0, trouble = 0 WHERE id = $1;

-- name: absence_feed_failed :exec
-- in: id int64, trouble int64
UPDATE absence_feed SET failed_n = failed_n + 1, trouble = $2 WHERE id = $1;
