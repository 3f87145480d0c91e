-- All statements of the five-hour day. Who comes: the class that it is for, and who was given a place on it.

-- name: follow_up_day :one
-- in: id int64
-- out: struct follow_up_day_row { id int64, centre_id int64, class_id int64?, class_name text?, zone text, day int64, from_minute int64,
--      place text, state int64, edited bool, moved bool, version int64, made_at int64, published_at int64?, started_at int64?,
--      held_at int64?, people int64 }
SELECT d.id, d.centre_id, d.class_id, k.name, c.zone, d.day, d.from_minute, d.place, d.state, d.edited, d.moved, d.version, d.made_at,
        d.published_at, d.started_at, d.held_at, d.people
    FROM follow_up_day d LEFT JOIN onboarding_class k ON k.id = d.class_id JOIN centre c ON c.id = d.centre_id WHERE d.id = $1;

-- name: follow_up_day_of :one
-- in: class_id int64
-- out: struct follow_up_day_row
SELECT d.id, d.centre_id, d.class_id, k.name, c.zone, d.day, d.from_minute, d.place, d.state, d.edited, d.moved, d.version, d.made_at,
        d.published_at, d.started_at, d.held_at, d.people
    FROM follow_up_day d LEFT JOIN onboarding_class k ON k.id = d.class_id JOIN centre c ON c.id = d.centre_id WHERE d.class_id = $1;

-- name: follow_up_days :many
-- in: centre_id int64
-- out: struct follow_up_day_row
SELECT d.id, d.centre_id, d.class_id, k.name, c.zone, d.day, d.from_minute, d.place, d.state, d.edited, d.moved, d.version, d.made_at,
        d.published_at, d.started_at, d.held_at, d.people
    FROM follow_up_day d LEFT JOIN onboarding_class k ON k.id = d.class_id JOIN centre c ON c.id = d.centre_id
    WHERE d.centre_id = $1 ORDER BY d.day DESC, d.id DESC;

-- name: follow_up_class :one
-- in: id int64
-- out: struct follow_up_class_row { id int64, centre_id int64, name text, zone text }
SELECT k.id, k.centre_id, k.name, c.zone FROM onboarding_class k JOIN centre c ON c.id = k.centre_id WHERE k.id = $1;

-- name: follow_up_run :one
-- in: run_id int64
-- out: struct follow_up_run_row { centre_id int64, class_id int64? }
SELECT centre_id, class_id FROM onboarding_run WHERE id = $1;

-- name: follow_up_class_of_person :one
-- in: person_id int64
-- out: struct follow_up_id_row { id int64 }
SELECT class_id FROM onboarding_run WHERE person_id = $1 AND ended_at IS NULL AND class_id IS NOT NULL;

-- name: follow_up_day_insert :exec
-- in: id int64, centre_id int64, class_id int64?, day int64, from_minute int64, now int64
INSERT INTO follow_up_day (id, centre_id, class_id, day, from_minute, place, state, edited, moved, version, made_at)
    VALUES ($1, $2, $3, $4, $5, '', 0, FALSE, FALSE, 1, $6);

-- name: follow_up_day_when :exec
-- in: id int64, day int64, from_minute int64, place text, moved bool
UPDATE follow_up_day SET day = $2, from_minute = $3, place = $4, moved = $5, version = version + 1 WHERE id = $1;

-- name: follow_up_day_changed :exec
-- in: id int64, edited bool
UPDATE follow_up_day SET edited = $2, version = version + 1 WHERE id = $1;

-- name: follow_up_day_publish :changed
-- in: id int64, now int64
UPDATE follow_up_day SET state = 1, published_at = $2, edited = TRUE, version = version + 1 WHERE id = $1 AND state = 0;

-- name: follow_up_day_start :changed
-- in: id int64, now int64, by int64, people int64
UPDATE follow_up_day SET state = 2, started_at = $2, led_by = $3, people = $4, version = version + 1 WHERE id = $1 AND state = 1;

-- name: follow_up_day_hold :changed
-- in: id int64, now int64
UPDATE follow_up_day SET state = 3, held_at = $2, version = version + 1 WHERE id = $1 AND state = 2;

-- name: follow_up_day_drop :exec
-- in: id int64
DELETE FROM follow_up_day WHERE id = $1;

-- ---- who comes

-- name: follow_up_members :many
-- in: day_id int64
-- out: struct follow_up_member_row { run_id int64, person_id int64, name text, team_id int64, first_call_at int64?, late bool }
SELECT r.id, p.id, p.name, r.team_id, r.first_call_at, COALESCE(s.late, FALSE)
    FROM follow_up_day d JOIN onboarding_run r ON r.centre_id = d.centre_id JOIN person p ON p.id = r.person_id
        LEFT JOIN follow_up_seat s ON s.day_id = d.id AND s.run_id = r.id
    WHERE d.id = $1 AND r.ended_at IS NULL AND (r.class_id = d.class_id OR s.run_id IS NOT NULL) ORDER BY p.name_sort, p.id;

-- The same of a class that has no day yet.
-- name: follow_up_class_members :many
-- in: class_id int64
-- out: struct follow_up_member_row
SELECT r.id, p.id, p.name, r.team_id, r.first_call_at, FALSE FROM onboarding_run r JOIN person p ON p.id = r.person_id
    WHERE r.class_id = $1 AND r.ended_at IS NULL ORDER BY p.name_sort, p.id;

-- Days of somebody that have not started.
-- name: follow_up_days_ahead :many
-- in: run_id int64
-- out: struct follow_up_id_row
SELECT d.id FROM onboarding_run r JOIN follow_up_day d ON d.centre_id = r.centre_id
    WHERE r.id = $1 AND d.state < 2 AND (d.class_id = r.class_id OR EXISTS (SELECT 1 FROM follow_up_seat s
        WHERE s.day_id = d.id AND s.run_id = r.id)) ORDER BY d.id;

-- Who is away on a day.
-- name: follow_up_away :many
-- in: centre_id int64, day int64
-- out: struct follow_up_id_row
SELECT DISTINCT p.id FROM person_absence a JOIN person p ON p.id = a.person_id
    WHERE p.centre_id = $1 AND a.from_day <= $2 AND (a.to_day IS NULL OR a.to_day >= $2) ORDER BY p.id;

-- Who has had a first call, is to have a day by their plan, and has none, or was away on the one that was held before an instant: the
-- longest first.
-- name: follow_up_waiting :many
-- in: centre_id int64, today int64, held_before int64
-- out: struct follow_up_waiting_row { run_id int64, person_id int64, name text, team_id int64, first_call_at int64 }
SELECT r.id, p.id, p.name, r.team_id, r.first_call_at FROM onboarding_run r JOIN person p ON p.id = r.person_id
    WHERE r.centre_id = $1 AND r.ended_at IS NULL AND r.first_call_at IS NOT NULL AND (p.left_day IS NULL OR p.left_day >= $2)
        AND EXISTS (SELECT 1 FROM onboarding_item i WHERE i.run_id = r.id AND i.module = 'own_calls_day' AND i.state = 0)
        AND (r.class_id IS NULL OR EXISTS (SELECT 1 FROM follow_up_day k WHERE k.class_id = r.class_id AND k.state = 3
            AND k.held_at < $3))
        AND NOT EXISTS (SELECT 1 FROM follow_up_seat s JOIN follow_up_day d ON d.id = s.day_id
            WHERE s.run_id = r.id AND (d.state < 3 OR d.held_at >= $3)) ORDER BY r.first_call_at, r.id;

-- name: follow_up_seat_insert :exec
-- in: day_id int64, run_id int64, late bool, now int64
INSERT INTO follow_up_seat (day_id, run_id, late, made_at) VALUES ($1, $2, $3, $4);

-- name: follow_up_seats_drop :exec
-- in: day_id int64
DELETE FROM follow_up_seat WHERE day_id = $1;

-- name: follow_up_centre :one
-- in: id int64
-- out: struct follow_up_centre_row { zone text }
SELECT zone FROM centre WHERE id = $1;

-- ---- blocks

-- name: follow_up_blocks :many
-- in: day_id int64
-- out: struct follow_up_block_row { id int64, kind int64, theme int64, minutes int64, scenario text, title text, text text,
--      done_at int64? }
SELECT id, kind, theme, minutes, scenario, title, text, done_at FROM follow_up_block WHERE day_id = $1 ORDER BY place, id;

-- name: follow_up_block_day :one
-- in: id int64
-- out: struct follow_up_id_row
SELECT day_id FROM follow_up_block WHERE id = $1;

-- name: follow_up_sources :many
-- in: day_id int64
-- out: struct follow_up_source_row { block_id int64, experience_id int64 }
SELECT s.block_id, s.experience_id FROM follow_up_block b JOIN follow_up_source s ON s.block_id = b.id
    WHERE b.day_id = $1 ORDER BY s.block_id, s.experience_id;

-- The words of what the day is made of, as they stand with their authors now. What was withdrawn is not among them.
-- name: follow_up_tellings :many
-- in: day_id int64
-- out: struct follow_up_telling_row { block_id int64, author_id int64, strength int64, helps int64, telling text }
SELECT s.block_id, e.person_id, e.strength, e.helps, e.telling
    FROM follow_up_block b JOIN follow_up_source s ON s.block_id = b.id JOIN experience e ON e.id = s.experience_id
    WHERE b.day_id = $1 AND b.kind IN (2, 3) AND e.for_day ORDER BY s.block_id, e.id;

-- name: follow_up_block_insert :exec
-- in: id int64, day_id int64, place int64, kind int64, theme int64, minutes int64, scenario text, title text, text text
INSERT INTO follow_up_block (id, day_id, place, kind, theme, minutes, scenario, title, text)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: follow_up_source_insert :exec
-- in: block_id int64, experience_id int64
INSERT INTO follow_up_source (block_id, experience_id) VALUES ($1, $2);

-- name: follow_up_sources_drop :exec
-- in: day_id int64
DELETE FROM follow_up_source WHERE block_id IN (SELECT id FROM follow_up_block WHERE day_id = $1);

-- name: follow_up_blocks_drop :exec
-- in: day_id int64
DELETE FROM follow_up_block WHERE day_id = $1;

-- name: follow_up_block_done :exec
-- in: id int64, at int64?
UPDATE follow_up_block SET done_at = $2 WHERE id = $1;

-- ---- what was learned: by nobody

-- name: follow_up_learning_insert :exec
-- in: id int64, day_id int64, text text
INSERT INTO follow_up_learning (id, day_id, text) VALUES ($1, $2, $3);

-- name: follow_up_learning_same :one
-- in: day_id int64, text text
-- out: struct follow_up_id_row
SELECT id FROM follow_up_learning WHERE day_id = $1 AND text = $2;

-- name: follow_up_secret :one
-- in: id int64
-- out: struct follow_up_secret_row { secret text? }
SELECT secret FROM follow_up_day WHERE id = $1;

-- name: follow_up_secret_put :exec
-- in: id int64, secret text
UPDATE follow_up_day SET secret = $2 WHERE id = $1 AND secret IS NULL;

-- name: follow_up_given :one
-- in: day_id int64, mark text
-- out: struct follow_up_id_row
SELECT day_id FROM follow_up_given WHERE day_id = $1 AND mark = $2;

-- Once: the second time changes nothing.
-- name: follow_up_give :changed
-- in: day_id int64, mark text
INSERT INTO follow_up_given (day_id, mark) VALUES ($1, $2) ON CONFLICT (day_id, mark) DO NOTHING;

-- name: follow_up_given_drop :exec
-- in: day_id int64
DELETE FROM follow_up_given WHERE day_id = $1;

-- Days that were held and whose learnings nobody but who came has seen.
-- name: follow_up_untold :many
-- in: centre_id int64
-- out: struct follow_up_untold_row { id int64, people int64 }
SELECT id, people FROM follow_up_day WHERE centre_id = $1 AND state = 3 AND told_at IS NULL ORDER BY id;

-- name: follow_up_tell :exec
-- in: id int64, now int64
UPDATE follow_up_day SET told_at = $2 WHERE id = $1;

-- name: follow_up_learnings :many
-- in: day_id int64
-- out: struct follow_up_learning_row { id int64, text text }
SELECT id, text FROM follow_up_learning WHERE day_id = $1 ORDER BY id;

-- Of a centre's days that are over, in the order of ids that say nothing.
-- name: follow_up_learned :many
-- in: centre_id int64, before int64
-- out: struct follow_up_learning_row
SELECT l.id, l.text FROM follow_up_learning l JOIN follow_up_day d ON d.id = l.day_id
    WHERE d.centre_id = $1 AND d.state = 3 AND d.told_at < $2 ORDER BY l.id LIMIT 500;
