-- All statements of the pulse. None says who answered: no row does.

-- ---- questions

-- name: pulses_latest :one
-- in: centre_id int64
-- out: struct pulses_set_row { id int64, version int64, made_at int64 }
SELECT id, version, made_at FROM pulse_version WHERE centre_id = $1 ORDER BY version DESC LIMIT 1;

-- name: pulses_of_version :one
-- in: centre_id int64, version int64
-- out: struct pulses_set_row
SELECT id, version, made_at FROM pulse_version WHERE centre_id = $1 AND version = $2;

-- name: pulses_texts :many
-- in: version_id int64
-- out: struct pulses_text_row { place int64, text_da text, text_en text }
SELECT place, text_da, text_en FROM pulse_question WHERE version_id = $1 ORDER BY place;

-- name: pulses_versions :many
-- in: centre_id int64
-- out: struct pulses_version_row { version int64, made_at int64, maker_name text? }
SELECT v.version, v.made_at, p.name FROM pulse_version v LEFT JOIN person p ON p.id = v.made_by
    WHERE v.centre_id = $1 ORDER BY v.version DESC;

-- name: pulses_version_insert :exec
-- in: id int64, centre_id int64, version int64, made_at int64, made_by int64
INSERT INTO pulse_version (id, centre_id, version, made_at, made_by) VALUES ($1, $2, $3, $4, $5);

-- name: pulses_text_insert :exec
-- in: version_id int64, place int64, text_da text, text_en text
INSERT INTO pulse_question (version_id, place, text_da, text_en) VALUES ($1, $2, $3, $4);

-- ---- centres

-- name: pulses_centre :one
-- in: id int64
-- out: struct pulses_centre_row { id int64, zone text }
SELECT id, zone FROM centre WHERE id = $1;

-- name: pulses_centres :many
-- out: struct pulses_centre_row
SELECT id, zone FROM centre ORDER BY id;

-- ---- who is to be asked

-- Not who is away, has left, was asked this already, or still has one open.
-- name: pulses_due :many
-- in: centre_id int64, moment int64, first_start int64, last_start int64, today int64, most int64
-- out: struct pulses_due_row { run_id int64, person_id int64, team_id int64, class_id int64?, profile int64, start_day int64,
--      left_day int64? }
SELECT r.id, r.person_id, r.team_id, r.class_id, r.profile, r.start_day, p.left_day
    FROM onboarding_run r JOIN person p ON p.id = r.person_id
    WHERE r.centre_id = $1 AND r.ended_at IS NULL AND r.start_day BETWEEN $3 AND $4
        AND (p.left_day IS NULL OR p.left_day >= $5)
        AND NOT EXISTS (SELECT 1 FROM pulse_asked q WHERE q.run_id = r.id AND (q.moment = $2 OR q.closes_day >= $5))
        AND NOT EXISTS (SELECT 1 FROM person_absence b
            WHERE b.person_id = p.id AND b.from_day <= $5 AND (b.to_day IS NULL OR b.to_day >= $5))
    ORDER BY r.id LIMIT $6;

-- Whoever has had a plan here and has a last day soon; their latest plan.
-- name: pulses_leaving :many
-- in: centre_id int64, moment int64, today int64, until_day int64, most int64
-- out: struct pulses_due_row
SELECT r.id, r.person_id, r.team_id, r.class_id, r.profile, r.start_day, p.left_day
    FROM person p JOIN onboarding_run r ON r.id = (SELECT MAX(x.id) FROM onboarding_run x WHERE x.person_id = p.id)
    WHERE p.centre_id = $1 AND p.left_day BETWEEN $3 AND $4
        AND NOT EXISTS (SELECT 1 FROM pulse_asked q WHERE q.run_id = r.id AND q.moment = $2)
    ORDER BY r.id LIMIT $5;

-- name: pulses_asked_insert :exec
-- in: run_id int64, moment int64, person_id int64, room_id int64, asked_day int64, closes_day int64
INSERT INTO pulse_asked (run_id, moment, person_id, room_id, asked_day, closes_day, reminded) VALUES ($1, $2, $3, $4, $5, $6, FALSE);

-- Whoever has answered is reminded too: else the reminder would say who has not.
-- name: pulses_to_remind :many
-- in: centre_id int64, asked_until int64, today int64
-- out: struct pulses_remind_row { run_id int64, moment int64, person_id int64 }
SELECT q.run_id, q.moment, q.person_id FROM pulse_asked q JOIN pulse_room r ON r.id = q.room_id
    WHERE r.centre_id = $1 AND q.asked_day <= $2 AND q.closes_day >= $3 AND NOT q.reminded ORDER BY q.run_id, q.moment;

-- name: pulses_reminded :exec
-- in: run_id int64, moment int64
UPDATE pulse_asked SET reminded = TRUE WHERE run_id = $1 AND moment = $2;

-- ---- rooms

-- name: pulses_room :one
-- in: id int64
-- out: struct pulses_room_row { id int64, centre_id int64, moment int64, version int64, team_id int64?, class_id int64?,
--      quarter int64?, profile_plus int64?, waits bool, takes_until int64, sealed text? }
SELECT id, centre_id, moment, version, team_id, class_id, quarter, profile + 1, waits, takes_until, sealed FROM pulse_room WHERE id = $1;

-- name: pulses_room_lock :changed
-- in: id int64
UPDATE pulse_room SET made_day = made_day WHERE id = $1 AND sealed IS NOT NULL;

-- name: pulses_room_insert :exec
-- in: id int64, centre_id int64, moment int64, version int64, team_id int64?, class_id int64?, quarter int64?, profile_plus int64?,
--     waits bool, takes_until int64, made_day int64
INSERT INTO pulse_room (id, centre_id, moment, version, team_id, class_id, quarter, profile, waits, takes_until, made_day, sealed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8 - 1, $9, $10, $11, '');

-- name: pulses_room_waiting :one
-- in: centre_id int64, moment int64, version int64, quarter int64?, today int64
-- out: struct pulses_id_row { id int64 }
SELECT id FROM pulse_room WHERE centre_id = $1 AND moment = $2 AND version = $3 AND waits AND sealed IS NOT NULL
    AND takes_until >= $5 AND ((quarter IS NULL AND $4 IS NULL) OR quarter = $4) ORDER BY id LIMIT 1;

-- name: pulses_room_seal :exec
-- in: id int64, sealed text
UPDATE pulse_room SET sealed = $2 WHERE id = $1;

-- name: pulses_room_size :one
-- in: room_id int64
-- out: struct pulses_n_row { n int64 }
SELECT COUNT(*) FROM pulse_asked WHERE room_id = $1;

-- Nobody can answer in it any more.
-- name: pulses_rooms_over :many
-- in: centre_id int64, today int64
-- out: struct pulses_room_row
SELECT r.id, r.centre_id, r.moment, r.version, r.team_id, r.class_id, r.quarter, r.profile + 1, r.waits, r.takes_until, r.sealed
    FROM pulse_room r WHERE r.centre_id = $1 AND r.sealed IS NOT NULL AND r.takes_until < $2
        AND NOT EXISTS (SELECT 1 FROM pulse_asked q WHERE q.room_id = r.id AND q.closes_day >= $2)
    ORDER BY r.waits, r.quarter IS NULL, r.quarter, r.id;

-- Rooms that still take people hold nobody whose time is over.
-- name: pulses_rooms_open :many
-- in: centre_id int64, today int64
-- out: struct pulses_room_row
SELECT r.id, r.centre_id, r.moment, r.version, r.team_id, r.class_id, r.quarter, r.profile + 1, r.waits, r.takes_until, r.sealed
    FROM pulse_room r WHERE r.centre_id = $1 AND r.sealed IS NOT NULL AND EXISTS (SELECT 1 FROM pulse_asked q
        WHERE q.room_id = r.id AND q.closes_day < $2) ORDER BY r.id;

-- name: pulses_asked_open :many
-- in: room_id int64, today int64
-- out: struct pulses_id_row
SELECT run_id FROM pulse_asked WHERE room_id = $1 AND closes_day >= $2 ORDER BY run_id;

-- name: pulses_asked_leave :exec
-- in: room_id int64, today int64
UPDATE pulse_asked SET room_id = NULL WHERE room_id = $1 AND closes_day < $2;

-- name: pulses_room_tell :exec
-- in: id int64, today int64
UPDATE pulse_room SET sealed = NULL, told_day = $2 WHERE id = $1;

-- name: pulses_room_prolong :exec
-- in: id int64, takes_until int64
UPDATE pulse_room SET takes_until = $2 WHERE id = $1;

-- name: pulses_room_drop :exec
-- in: id int64
DELETE FROM pulse_room WHERE id = $1;

-- name: pulses_sum_insert :exec
-- in: room_id int64, place int64, n int64, total int64
INSERT INTO pulse_sum (room_id, place, n, total) VALUES ($1, $2, $3, $4);

-- ---- answering

-- name: pulses_open :many
-- in: person_id int64, today int64
-- out: struct pulses_open_row { run_id int64, moment int64, room_id int64, closes_day int64 }
SELECT q.run_id, q.moment, q.room_id, q.closes_day FROM pulse_asked q JOIN pulse_room r ON r.id = q.room_id
    WHERE q.person_id = $1 AND q.closes_day >= $2 AND r.sealed IS NOT NULL ORDER BY q.moment DESC, q.run_id DESC;

-- name: pulses_run :one
-- in: person_id int64
-- out: struct pulses_run_row { start_day int64 }
SELECT start_day FROM onboarding_run WHERE person_id = $1 AND ended_at IS NULL;

-- ---- numbers

-- name: pulses_told :many
-- in: centre_id int64, version int64
-- out: struct pulses_told_row { room_id int64, moment int64, team_id int64?, class_id int64?, quarter int64?, profile_plus int64?,
--      place int64, n int64, total int64 }
SELECT r.id, r.moment, r.team_id, r.class_id, r.quarter, r.profile + 1, s.place, s.n, s.total
    FROM pulse_room r JOIN pulse_sum s ON s.room_id = r.id
    WHERE r.centre_id = $1 AND r.version = $2 AND r.sealed IS NULL ORDER BY r.id, s.place;

-- name: pulses_teams :many
-- in: centre_id int64
-- out: struct pulses_named_row { id int64, name text }
SELECT id, name FROM team WHERE centre_id = $1 AND closed_at IS NULL ORDER BY name_sort;

-- Those whose people are in these teams, or in several.
-- name: pulses_classes :many
-- in: centre_id int64, since int64
-- out: struct pulses_class_row { id int64, name text, team_id int64 }
SELECT k.id, k.name, COALESCE((SELECT CASE WHEN MIN(r.team_id) = MAX(r.team_id) THEN MIN(r.team_id) ELSE 0 END FROM onboarding_run r
        WHERE r.class_id = k.id), 0)
    FROM onboarding_class k WHERE k.centre_id = $1 AND k.start_day >= $2 ORDER BY k.start_day DESC, k.id DESC LIMIT 20;

-- Also quarters whose plans are gone by now.
-- name: pulses_starts :many
-- in: centre_id int64, since int64
-- out: struct pulses_run_row
SELECT start_day FROM onboarding_run WHERE centre_id = $1 AND start_day >= $2
UNION SELECT quarter FROM pulse_room WHERE centre_id = $1 AND quarter >= $2 AND sealed IS NULL
ORDER BY 1 DESC;
