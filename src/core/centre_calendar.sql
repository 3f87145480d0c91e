-- Statements of the centre's calendar (core/centre_calendar.h).

-- name: centre_calendar :one
-- in: centre_id int64
-- out: struct centre_calendar_row { customary int64 }
SELECT customary FROM centre_calendar WHERE centre_id = $1;

-- name: centre_hours :many
-- in: centre_id int64
-- out: struct centre_hours_row { weekday int64, from_minute int64, to_minute int64 }
SELECT weekday, from_minute, to_minute FROM centre_hours WHERE centre_id = $1 ORDER BY weekday;

-- name: centre_closed_days :many
-- in: centre_id int64
-- out: struct centre_closed_row { day int64, name text }
SELECT day, name FROM centre_closed_day WHERE centre_id = $1 ORDER BY day;

-- name: centre_calendar_put :exec
-- in: centre_id int64, customary int64, now int64
INSERT INTO centre_calendar (centre_id, customary, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (centre_id) DO UPDATE SET customary = excluded.customary, changed_at = excluded.changed_at;

-- name: centre_hours_drop :exec
-- in: centre_id int64
DELETE FROM centre_hours WHERE centre_id = $1;

-- name: centre_hours_insert :exec
-- in: centre_id int64, weekday int64, from_minute int64, to_minute int64
INSERT INTO centre_hours (centre_id, weekday, from_minute, to_minute) VALUES ($1, $2, $3, $4);

-- name: centre_closed_put :exec
-- in: centre_id int64, day int64, name text
INSERT INTO centre_closed_day (centre_id, day, name) VALUES ($1, $2, $3)
    ON CONFLICT (centre_id, day) DO UPDATE SET name = excluded.name;

-- name: centre_closed_drop :changed
-- in: centre_id int64, day int64
DELETE FROM centre_closed_day WHERE centre_id = $1 AND day = $2;

-- name: centre_verified :one
-- in: centre_id int64, word text
-- out: struct centre_verified_row { verified_on int64 }
SELECT verified_on FROM centre_verified WHERE centre_id = $1 AND word = $2;

-- name: centre_verified_put :exec
-- in: centre_id int64, word text, verified_on int64
INSERT INTO centre_verified (centre_id, word, verified_on) VALUES ($1, $2, $3)
    ON CONFLICT (centre_id, word) DO UPDATE SET verified_on = excluded.verified_on;
