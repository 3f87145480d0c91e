-- What the five-hour day holds about a person, and for how long (core/personal.h, core/retention.h). What was learned is nobody's here.

-- name: personal_follow_up_led :many
-- in: person_id int64
-- out: struct personal_follow_up_row { day int64, at int64? }
SELECT day, started_at FROM follow_up_day WHERE led_by = $1 ORDER BY day, id;

-- name: personal_follow_up_seats :many
-- in: person_id int64
-- out: struct personal_follow_up_seat_row { day int64, made_at int64 }
SELECT d.day, s.made_at FROM onboarding_run r JOIN follow_up_seat s ON s.run_id = r.id JOIN follow_up_day d ON d.id = s.day_id
    WHERE r.person_id = $1 ORDER BY d.day, d.id;

-- name: retention_follow_up :many
-- in: before_day int64, most int64
-- out: struct retention_follow_up_row { id int64 }
SELECT id FROM follow_up_day WHERE day < $1 ORDER BY day, id LIMIT $2;

-- name: retention_follow_up_learnings :exec
-- in: day_id int64
DELETE FROM follow_up_learning WHERE day_id = $1;
