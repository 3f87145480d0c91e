-- All statements of this feature. person, role_grant, person_line, team, centre and module_state are only read.

-- One row is the whole answer, each part found by its key. A second row per person: none.
-- name: gate_state :one
-- in: person_id int64, centre_id int64, now int64
-- out: struct gate_state_row { person_id int64, name text, team_id int64, team_name text?, left_day int64?, begun_day int64?, roles text, passed_until int64, signed_id int64, override_until int64, on_at int64, grace_until int64, zone text }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, p.left_day, COALESCE(p.phones_day, p.started_day),
        COALESCE((SELECT GROUP_CONCAT(g.role) FROM role_grant g WHERE g.person_id = p.id), ''),
        COALESCE((SELECT m.until_at FROM module_state m WHERE m.person_id = p.id AND m.centre_id = p.centre_id AND m.word = 'conflict'), 0),
        COALESCE((SELECT s.id FROM gate_sign s WHERE s.person_id = p.id AND s.taken_back_at IS NULL AND s.centre_id = p.centre_id), 0),
        COALESCE((SELECT MAX(o.until_at) FROM gate_override o WHERE o.person_id = p.id AND o.until_at > $3 AND o.centre_id = p.centre_id), 0),
        COALESCE(w.on_at, 0), COALESCE(w.grace_until, 0), c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN gate_switch w ON w.centre_id = p.centre_id
    WHERE p.id = $1 AND p.centre_id = $2;

-- name: gate_state :one @pgsql
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, p.left_day, COALESCE(p.phones_day, p.started_day),
        COALESCE((SELECT STRING_AGG(g.role::text, ',') FROM role_grant g WHERE g.person_id = p.id), ''),
        COALESCE((SELECT m.until_at FROM module_state m WHERE m.person_id = p.id AND m.centre_id = p.centre_id AND m.word = 'conflict'), 0),
        COALESCE((SELECT s.id FROM gate_sign s WHERE s.person_id = p.id AND s.taken_back_at IS NULL AND s.centre_id = p.centre_id), 0),
        COALESCE((SELECT MAX(o.until_at) FROM gate_override o WHERE o.person_id = p.id AND o.until_at > $3 AND o.centre_id = p.centre_id), 0),
        COALESCE(w.on_at, 0), COALESCE(w.grace_until, 0), c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN gate_switch w ON w.centre_id = p.centre_id
    WHERE p.id = $1 AND p.centre_id = $2;

-- The same for the whole centre, by name; whoever has left is not among them.
-- name: gate_states :many
-- in: centre_id int64, now int64, today int64
-- out: struct gate_state_row
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, p.left_day, COALESCE(p.phones_day, p.started_day),
        COALESCE((SELECT GROUP_CONCAT(g.role) FROM role_grant g WHERE g.person_id = p.id), ''),
        COALESCE((SELECT m.until_at FROM module_state m WHERE m.person_id = p.id AND m.centre_id = p.centre_id AND m.word = 'conflict'), 0),
        COALESCE((SELECT s.id FROM gate_sign s WHERE s.person_id = p.id AND s.taken_back_at IS NULL AND s.centre_id = p.centre_id), 0),
        COALESCE((SELECT MAX(o.until_at) FROM gate_override o WHERE o.person_id = p.id AND o.until_at > $2 AND o.centre_id = p.centre_id), 0),
        COALESCE(w.on_at, 0), COALESCE(w.grace_until, 0), c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN gate_switch w ON w.centre_id = p.centre_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $3) ORDER BY p.name_sort, p.id;

-- name: gate_states :many @pgsql
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, p.left_day, COALESCE(p.phones_day, p.started_day),
        COALESCE((SELECT STRING_AGG(g.role::text, ',') FROM role_grant g WHERE g.person_id = p.id), ''),
        COALESCE((SELECT m.until_at FROM module_state m WHERE m.person_id = p.id AND m.centre_id = p.centre_id AND m.word = 'conflict'), 0),
        COALESCE((SELECT s.id FROM gate_sign s WHERE s.person_id = p.id AND s.taken_back_at IS NULL AND s.centre_id = p.centre_id), 0),
        COALESCE((SELECT MAX(o.until_at) FROM gate_override o WHERE o.person_id = p.id AND o.until_at > $2 AND o.centre_id = p.centre_id), 0),
        COALESCE(w.on_at, 0), COALESCE(w.grace_until, 0), c.zone
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN team t ON t.id = p.team_id LEFT JOIN gate_switch w ON w.centre_id = p.centre_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $3) ORDER BY p.name_sort, p.id;

-- Who has this line on this day; two of them are nobody.
-- name: gate_line :many
-- in: centre_id int64, line text, day int64
-- out: struct gate_line_row { person_id int64 }
SELECT person_id FROM person_line WHERE centre_id = $1 AND line = $2 AND from_day <= $3 AND (to_day IS NULL OR to_day >= $3) LIMIT 2;

-- name: gate_zone :one
-- in: centre_id int64
-- out: struct gate_zone_row { zone text }
SELECT zone FROM centre WHERE id = $1;

-- ---- signing

-- name: gate_sign_insert :changed
-- in: id int64, centre_id int64, person_id int64, trainer_id int64, words text, now int64
INSERT INTO gate_sign (id, centre_id, person_id, trainer_id, words, at) SELECT $1, $2, $3, $4, $5, $6
    WHERE NOT EXISTS (SELECT 1 FROM gate_sign s WHERE s.person_id = $3 AND s.taken_back_at IS NULL);

-- name: gate_sign_take_back :changed
-- in: person_id int64, centre_id int64, now int64, by int64, why text
UPDATE gate_sign SET taken_back_at = $3, taken_back_by = $4, taken_back_why = $5
    WHERE person_id = $1 AND centre_id = $2 AND taken_back_at IS NULL;

-- name: gate_signs :many
-- in: person_id int64, centre_id int64
-- out: struct gate_sign_row { id int64, words text, at int64, trainer_name text, taken_back_at int64?, taken_back_name text?, taken_back_why text? }
SELECT s.id, s.words, s.at, p.name, s.taken_back_at, b.name, s.taken_back_why FROM gate_sign s JOIN person p ON p.id = s.trainer_id
        LEFT JOIN person b ON b.id = s.taken_back_by
    WHERE s.person_id = $1 AND s.centre_id = $2 ORDER BY s.at DESC, s.id DESC;

-- ---- letting through

-- name: gate_override_insert :exec
-- in: id int64, centre_id int64, person_id int64, leader_id int64, reason text, now int64, until_at int64
INSERT INTO gate_override (id, centre_id, person_id, leader_id, reason, at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: gate_overrides :many
-- in: person_id int64, centre_id int64
-- out: struct gate_override_row { id int64, reason text, at int64, until_at int64, leader_name text }
SELECT o.id, o.reason, o.at, o.until_at, p.name FROM gate_override o JOIN person p ON p.id = o.leader_id
    WHERE o.person_id = $1 AND o.centre_id = $2 ORDER BY o.at DESC, o.id DESC;

-- name: gate_overrides_since :many
-- in: centre_id int64, since int64
-- out: struct gate_override_since_row { person_id int64, team_id int64 }
SELECT o.person_id, COALESCE(p.team_id, 0) FROM gate_override o JOIN person p ON p.id = o.person_id WHERE o.centre_id = $1 AND o.at >= $2
    ORDER BY o.person_id;

-- ---- switching

-- name: gate_switch_find :one
-- in: centre_id int64
-- out: struct gate_switch_row { on_at int64, grace_until int64, changed_at int64, changed_name text? }
SELECT w.on_at, w.grace_until, w.changed_at, p.name FROM gate_switch w LEFT JOIN person p ON p.id = w.changed_by WHERE w.centre_id = $1;

-- name: gate_switch_put :exec
-- in: centre_id int64, on_at int64, grace_until int64, now int64, by int64
INSERT INTO gate_switch (centre_id, on_at, grace_until, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (centre_id) DO UPDATE SET on_at = $2, grace_until = $3, changed_at = $4, changed_by = $5;

-- ---- telling

-- name: gate_told :one
-- in: person_id int64
-- out: struct gate_told_row { open bool }
SELECT open FROM gate_told WHERE person_id = $1;

-- name: gate_told_put :exec
-- in: person_id int64, open bool, now int64
INSERT INTO gate_told (person_id, open, at) VALUES ($1, $2, $3) ON CONFLICT (person_id) DO UPDATE SET open = $2, at = $3;

-- name: gate_person_centre :one
-- in: person_id int64
-- out: struct gate_person_centre_row { centre_id int64 }
SELECT centre_id FROM person WHERE id = $1;

-- Who has a job to look at, or was told something: all whom a change may concern.
-- name: gate_everybody :many
-- in: centre_id int64
-- out: struct gate_everybody_row { id int64 }
SELECT p.id FROM person p WHERE ($1 = 0 OR p.centre_id = $1) AND EXISTS (SELECT 1 FROM gate_switch w WHERE w.centre_id = p.centre_id)
    AND (EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id) OR EXISTS (SELECT 1 FROM gate_told o WHERE o.person_id = p.id))
    ORDER BY p.id;
