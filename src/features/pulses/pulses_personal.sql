-- What the pulse holds about a person, and for how long (core/personal.h, core/retention.h). Answers are nobody's.

-- name: personal_pulses_asked :many
-- in: person_id int64
-- out: struct personal_pulses_asked_row { moment int64, asked_day int64, answers int64 }
SELECT moment, asked_day, 0 FROM pulse_asked WHERE person_id = $1 ORDER BY asked_day, moment;

-- name: personal_pulses_made :many
-- in: person_id int64
-- out: struct personal_pulses_made_row { version int64, at int64 }
SELECT version, made_at FROM pulse_version WHERE made_by = $1 ORDER BY made_at;

-- name: personal_pulses_asked_drop :exec
-- in: person_id int64
DELETE FROM pulse_asked WHERE person_id = $1;

-- ---- how long

-- name: retention_pulses_asked :changed
-- in: before_day int64, most int64
DELETE FROM pulse_asked WHERE (run_id, moment) IN (SELECT q.run_id, q.moment FROM pulse_asked q
    WHERE q.closes_day < $1 AND q.room_id IS NULL ORDER BY q.run_id, q.moment LIMIT $2);

-- name: retention_pulses_told :many
-- in: before_day int64, most int64
-- out: struct retention_pulses_row { id int64 }
SELECT id FROM pulse_room WHERE told_day < $1 ORDER BY id LIMIT $2;

-- name: retention_pulses_sums_drop :exec
-- in: room_id int64
DELETE FROM pulse_sum WHERE room_id = $1;

-- name: retention_pulses_room_drop :exec
-- in: id int64
DELETE FROM pulse_room WHERE id = $1;

-- name: retention_pulses_waits :changed
-- in: before_day int64, most int64
DELETE FROM pulse_room WHERE id IN (SELECT r.id FROM pulse_room r WHERE r.made_day < $1 AND r.sealed IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM pulse_asked q WHERE q.room_id = r.id) ORDER BY r.id LIMIT $2);
