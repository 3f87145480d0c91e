-- Statements of the cards themselves, of what is read to 112, and of drills and numbers.

-- ---- cards

-- name: card_latest :one
-- in: centre_id int64, slot int64
-- out: struct card_version_row { id int64, slot int64, version int64, review_day int64, retired bool, made_at int64, made_by int64,
--      maker_name text? }
SELECT v.id, v.slot, v.version, v.review_day, v.retired, v.made_at, v.made_by, p.name FROM card_version v
    LEFT JOIN person p ON p.id = v.made_by WHERE v.centre_id = $1 AND v.slot = $2 ORDER BY v.version DESC LIMIT 1;

-- name: card_of_version :one
-- in: centre_id int64, slot int64, version int64
-- out: struct card_version_row
SELECT v.id, v.slot, v.version, v.review_day, v.retired, v.made_at, v.made_by, p.name FROM card_version v
    LEFT JOIN person p ON p.id = v.made_by WHERE v.centre_id = $1 AND v.slot = $2 AND v.version = $3;

-- name: card_versions :many
-- in: centre_id int64, slot int64
-- out: struct card_version_row
SELECT v.id, v.slot, v.version, v.review_day, v.retired, v.made_at, v.made_by, p.name FROM card_version v
    LEFT JOIN person p ON p.id = v.made_by WHERE v.centre_id = $1 AND v.slot = $2 ORDER BY v.version DESC;

-- name: card_version_by_id :one
-- in: id int64
-- out: struct card_review_row { centre_id int64, slot int64, version int64, review_day int64, made_by int64, latest int64 }
SELECT v.centre_id, v.slot, v.version, v.review_day, v.made_by,
        (SELECT MAX(w.version) FROM card_version w WHERE w.centre_id = v.centre_id AND w.slot = v.slot)
    FROM card_version v WHERE v.id = $1;

-- name: card_texts :many
-- in: version_id int64
-- out: struct card_text_row { lang int64, part int64, text text }
SELECT lang, part, text FROM card_text WHERE version_id = $1;

-- name: card_version_insert :exec
-- in: id int64, centre_id int64, slot int64, version int64, review_day int64, retired bool, now int64, by int64
INSERT INTO card_version (id, centre_id, slot, version, review_day, retired, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: card_text_insert :exec
-- in: version_id int64, lang int64, part int64, text text
INSERT INTO card_text (version_id, lang, part, text) VALUES ($1, $2, $3, $4);

-- name: card_read_at :one
-- in: person_id int64, centre_id int64, slot int64, version int64
-- out: struct card_at_row { at int64 }
SELECT at FROM card_read WHERE person_id = $1 AND centre_id = $2 AND slot = $3 AND version = $4;

-- name: card_read_insert :changed
-- in: person_id int64, centre_id int64, slot int64, version int64, now int64
INSERT INTO card_read (person_id, centre_id, slot, version, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person_id, centre_id, slot, version) DO NOTHING;

-- One row per role; whoever has left is not asked.
-- name: card_people :many
-- in: centre_id int64, today int64
-- out: struct card_member_of_row { person_id int64, name text, team_id int64, team_name text?, role int64, drilled_at int64? }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, g.role,
        (SELECT MAX(c.began_at) FROM card_member m JOIN card_call c ON c.id = m.call_id
            WHERE m.person_id = p.id AND m.joined_at IS NOT NULL AND c.drill_id <> 0)
    FROM person p JOIN role_grant g ON g.person_id = p.id LEFT JOIN team t ON t.id = p.team_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id, g.role;

-- name: card_reads :many
-- in: centre_id int64, slot int64, version int64
-- out: struct card_read_row { person_id int64 }
SELECT person_id FROM card_read WHERE centre_id = $1 AND slot = $2 AND version = $3 ORDER BY person_id;

-- ---- what one reads to 112

-- name: card_place_get :one
-- in: centre_id int64
-- out: struct card_place_row { address text, way_in text, numbers text, verified_day int64, goal_soon int64, goal_late int64,
--      changed_at int64 }
SELECT address, way_in, numbers, verified_day, goal_soon, goal_late, changed_at FROM card_place WHERE centre_id = $1;

-- name: card_place_put :exec
-- in: centre_id int64, address text, way_in text, numbers text, verified_day int64, goal_soon int64, goal_late int64, now int64,
--     by int64
INSERT INTO card_place (centre_id, address, way_in, numbers, verified_day, goal_soon, goal_late, changed_at, changed_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (centre_id) DO UPDATE SET address = excluded.address, way_in = excluded.way_in, numbers = excluded.numbers,
        verified_day = excluded.verified_day, goal_soon = excluded.goal_soon, goal_late = excluded.goal_late,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by;

-- name: card_centre :one
-- in: id int64
-- out: struct card_centre_row { name text, zone text }
SELECT name, zone FROM centre WHERE id = $1;

-- ---- drills

-- name: card_drill_insert :exec
-- in: id int64, centre_id int64, kind int64, slot int64, player_id int64, targets int64, from_at int64, to_at int64, press_at int64,
--     now int64, by int64
INSERT INTO card_drill (id, centre_id, kind, slot, player_id, targets, from_at, to_at, press_at, state, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11);

-- name: card_drill_get :one
-- in: id int64
-- out: struct card_drill_row { id int64, centre_id int64, kind int64, slot int64, player_id int64, player_name text, targets int64,
--      from_at int64, to_at int64, press_at int64, state int64, request_id int64?, ended_at int64?, made_by int64, answered_ms int64 }
SELECT d.id, d.centre_id, d.kind, d.slot, d.player_id, p.name, d.targets, d.from_at, d.to_at, d.press_at, d.state, d.request_id,
        d.ended_at, d.made_by,
        COALESCE((SELECT MIN(e.detail) FROM help_event e WHERE e.request_id = d.request_id AND e.kind = 3), -1)
    FROM card_drill d JOIN person p ON p.id = d.player_id WHERE d.id = $1;

-- name: card_drills :many
-- in: centre_id int64, limit int64
-- out: struct card_drill_row
SELECT d.id, d.centre_id, d.kind, d.slot, d.player_id, p.name, d.targets, d.from_at, d.to_at, d.press_at, d.state, d.request_id,
        d.ended_at, d.made_by,
        COALESCE((SELECT MIN(e.detail) FROM help_event e WHERE e.request_id = d.request_id AND e.kind = 3), -1)
    FROM card_drill d JOIN person p ON p.id = d.player_id WHERE d.centre_id = $1 ORDER BY d.from_at DESC, d.id DESC LIMIT $2;

-- name: card_drill_move :changed
-- in: id int64, from_state int64, state int64, request_id int64?, ended_at int64?
UPDATE card_drill SET state = $3, request_id = COALESCE($4, request_id), ended_at = $5 WHERE id = $1 AND state = $2;

-- name: card_drill_again :exec
-- in: id int64, press_at int64
UPDATE card_drill SET press_at = $2 WHERE id = $1;

-- name: card_drill_of_request :one
-- in: request_id int64
-- out: struct card_drill_id_row { id int64 }
SELECT id FROM card_drill WHERE request_id = $1;

-- Real requests that are open now.
-- name: card_real_open :one
-- in: centre_id int64
-- out: struct card_count_row { n int64 }
SELECT COUNT(*) FROM help_request WHERE centre_id = $1 AND drill = 0 AND closed_at IS NULL;

-- name: card_drills_open :many
-- in: centre_id int64
-- out: struct card_request_id_row { id int64 }
SELECT id FROM help_request WHERE centre_id = $1 AND drill <> 0 AND closed_at IS NULL ORDER BY id;

-- ---- how fast

-- -1: nobody answered.
-- Every request of a time but those for air: when, and how long until the first said that they come. Taken back before that within
-- 10 seconds counts as none.
-- name: card_answers :many
-- in: centre_id int64, from_at int64, to_at int64
-- out: struct card_answer_row { pressed_at int64, drill int64, answered_ms int64 }
SELECT r.pressed_at, r.drill,
        COALESCE((SELECT MIN(e.detail) FROM help_event e WHERE e.request_id = r.id AND e.kind = 3), -1)
    FROM help_request r
    WHERE r.centre_id = $1 AND r.pressed_at >= $2 AND r.pressed_at < $3 AND r.kind <> 4
        AND NOT (r.cancelled AND r.closed_at < r.pressed_at + 10000
            AND NOT EXISTS (SELECT 1 FROM help_event e WHERE e.request_id = r.id AND e.kind = 3));
