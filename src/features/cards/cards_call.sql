-- Statements of one acute call.

-- What was pressed, and what is known of it from elsewhere: a suicidal caller or a bomb from warn → end.
-- name: card_request :one
-- in: id int64
-- out: struct card_request_row { id int64, centre_id int64, person_id int64, team_id int64, kind int64, drill int64, pressed_at int64,
--      closed_at int64?, cancelled bool, outcome int64?, zone text, drill_id int64?, drill_slot int64? }
SELECT r.id, r.centre_id, r.person_id, r.team_id, r.kind, r.drill, r.pressed_at, r.closed_at, r.cancelled,
        (SELECT MAX(w.outcome) FROM help_warning w WHERE w.request_id = r.id), c.zone, d.id, d.slot
    FROM help_request r JOIN centre c ON c.id = r.centre_id LEFT JOIN card_drill d ON d.request_id = r.id
    WHERE r.id = $1;

-- Pressed by this person, and no job has come round to it yet.
-- name: card_pending :many
-- in: person_id int64, kind int64
-- out: struct card_pending_row { id int64 }
SELECT r.id FROM help_request r WHERE r.person_id = $1 AND r.kind = $2 AND r.closed_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM card_call c WHERE c.id = r.id) ORDER BY r.id;

-- name: card_call_insert :changed
-- in: id int64, centre_id int64, person_id int64, team_id int64, slot int64, version int64, drill_id int64, began_at int64,
--     kind_at int64?
INSERT INTO card_call (id, centre_id, person_id, team_id, slot, version, drill_id, began_at, kind_at, relieved)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE) ON CONFLICT (id) DO NOTHING;

-- Takes it for this transaction; 0: it is over.
-- name: card_call_lock :changed
-- in: id int64
UPDATE card_call SET slot = slot WHERE id = $1 AND ended_at IS NULL;

-- name: card_call_get :one
-- in: id int64
-- out: struct card_call_row { id int64, centre_id int64, person_id int64, person_name text, team_id int64, team_name text?,
--      place text, at_home bool, slot int64, version int64, drill_id int64, drill int64, began_at int64, kind_at int64?, relieved bool,
--      line_gone_at int64?, ended_at int64?, ended_by int64?, incident_id int64? }
SELECT c.id, c.centre_id, c.person_id, p.name, c.team_id, t.name, r.place, r.at_home, c.slot, c.version, c.drill_id, r.drill,
        c.began_at, c.kind_at, c.relieved, c.line_gone_at, c.ended_at, c.ended_by, r.incident_id
    FROM card_call c JOIN help_request r ON r.id = c.id JOIN person p ON p.id = c.person_id LEFT JOIN team t ON t.id = c.team_id
    WHERE c.id = $1;

-- Open ones of the centre, and those that have just ended in which the person took part.
-- name: card_calls_now :many
-- in: centre_id int64, person_id int64, since int64
-- out: struct card_call_row
SELECT c.id, c.centre_id, c.person_id, p.name, c.team_id, t.name, r.place, r.at_home, c.slot, c.version, c.drill_id, r.drill,
        c.began_at, c.kind_at, c.relieved, c.line_gone_at, c.ended_at, c.ended_by, r.incident_id
    FROM card_call c JOIN help_request r ON r.id = c.id JOIN person p ON p.id = c.person_id LEFT JOIN team t ON t.id = c.team_id
    WHERE c.centre_id = $1 AND (c.ended_at IS NULL OR (c.ended_at >= $3 AND EXISTS (SELECT 1 FROM card_member m
        WHERE m.call_id = c.id AND m.person_id = $2 AND m.joined_at IS NOT NULL)))
    ORDER BY CASE WHEN c.ended_at IS NULL THEN 0 ELSE 1 END, c.began_at, c.id;

-- name: card_call_kind :exec
-- in: id int64, slot int64, version int64, now int64
UPDATE card_call SET slot = $2, version = $3, kind_at = COALESCE(kind_at, $4) WHERE id = $1;

-- name: card_call_relieve :changed
-- in: id int64
UPDATE card_call SET relieved = TRUE WHERE id = $1 AND relieved = FALSE;

-- name: card_call_line_gone :changed
-- in: id int64, now int64
UPDATE card_call SET line_gone_at = $2 WHERE id = $1 AND line_gone_at IS NULL;

-- name: card_call_end :changed
-- in: id int64, now int64, by int64
UPDATE card_call SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL;

-- name: card_seats :many
-- in: call_id int64
-- out: struct card_seat_row { role int64, person_id int64, name text?, dealt_at int64, confirmed_at int64? }
SELECT s.role, s.person_id, p.name, s.dealt_at, s.confirmed_at FROM card_seat s LEFT JOIN person p ON p.id = s.person_id
    WHERE s.call_id = $1 ORDER BY s.role;

-- name: card_seat_put :exec
-- in: call_id int64, role int64, person_id int64, dealt_at int64, confirmed_at int64?
INSERT INTO card_seat (call_id, role, person_id, dealt_at, confirmed_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (call_id, role) DO UPDATE SET person_id = excluded.person_id, dealt_at = excluded.dealt_at,
        confirmed_at = excluded.confirmed_at;

-- name: card_seats_confirm :changed
-- in: call_id int64, person_id int64, now int64
UPDATE card_seat SET confirmed_at = $3 WHERE call_id = $1 AND person_id = $2 AND confirmed_at IS NULL;

-- Who said that they come after a part was dealt to them, has it.
-- name: card_seats_coming :exec
-- in: call_id int64, now int64
UPDATE card_seat SET confirmed_at = $2 WHERE call_id = $1 AND confirmed_at IS NULL AND EXISTS (SELECT 1 FROM help_answer a
    WHERE a.request_id = $1 AND a.person_id = card_seat.person_id AND a.gone_at IS NULL AND a.at >= card_seat.dealt_at);

-- name: card_member_join :exec
-- in: call_id int64, person_id int64, now int64
INSERT INTO card_member (call_id, person_id, joined_at) VALUES ($1, $2, $3)
    ON CONFLICT (call_id, person_id) DO UPDATE SET joined_at = COALESCE(card_member.joined_at, excluded.joined_at), lapsed_at = NULL;

-- Whoever is coming has taken part too.
-- name: card_members_coming :exec
-- in: call_id int64
INSERT INTO card_member (call_id, person_id, joined_at)
    SELECT a.request_id, a.person_id, a.at FROM help_answer a WHERE a.request_id = $1
    ON CONFLICT (call_id, person_id) DO UPDATE SET joined_at = COALESCE(card_member.joined_at, excluded.joined_at);

-- name: card_member_lapse :exec
-- in: call_id int64, person_id int64, now int64
INSERT INTO card_member (call_id, person_id, lapsed_at) VALUES ($1, $2, $3)
    ON CONFLICT (call_id, person_id) DO UPDATE SET lapsed_at = excluded.lapsed_at;

-- name: card_members :many
-- in: call_id int64
-- out: struct card_member_row { person_id int64, name text, joined_at int64?, lapsed_at int64?, incident_id int64? }
SELECT m.person_id, p.name, m.joined_at, m.lapsed_at, m.incident_id FROM card_member m JOIN person p ON p.id = m.person_id
    WHERE m.call_id = $1 ORDER BY m.joined_at, m.person_id;

-- name: card_member_incident :exec
-- in: call_id int64, person_id int64, incident_id int64
UPDATE card_member SET incident_id = $3 WHERE call_id = $1 AND person_id = $2;

-- Who has something else to do: a part in another call, or needs help themselves.
-- name: card_busy :many
-- in: centre_id int64, call_id int64
-- out: struct card_busy_row { person_id int64 }
SELECT s.person_id FROM card_seat s JOIN card_call c ON c.id = s.call_id
    WHERE c.centre_id = $1 AND c.id <> $2 AND c.ended_at IS NULL
UNION SELECT r.person_id FROM help_request r WHERE r.centre_id = $1 AND r.id <> $2 AND r.closed_at IS NULL AND r.drill = 0
    AND r.kind <> 4;

-- name: card_coming :many
-- in: request_id int64
-- out: struct card_coming_row { person_id int64 }
SELECT person_id FROM help_answer WHERE request_id = $1 AND gone_at IS NULL;

-- name: card_tick_put :changed
-- in: call_id int64, role int64, item int64, person_id int64, now int64
INSERT INTO card_tick (call_id, role, item, person_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (call_id, role, item) DO NOTHING;

-- name: card_tick_drop :changed
-- in: call_id int64, role int64, item int64
DELETE FROM card_tick WHERE call_id = $1 AND role = $2 AND item = $3;

-- Another card has another list.
-- name: card_ticks_drop :exec
-- in: call_id int64
DELETE FROM card_tick WHERE call_id = $1;

-- name: card_ticks :many
-- in: call_id int64
-- out: struct card_tick_row { role int64, item int64, at int64 }
SELECT role, item, at FROM card_tick WHERE call_id = $1 ORDER BY role, item;

-- name: card_event_insert :exec
-- in: id int64, call_id int64, now int64, person_id int64, kind int64, role int64
INSERT INTO card_event (id, call_id, at, person_id, kind, role) VALUES ($1, $2, $3, $4, $5, $6);

-- name: card_events :many
-- in: call_id int64
-- out: struct card_event_row { at int64, person_id int64, name text?, kind int64, role int64 }
SELECT e.at, e.person_id, p.name, e.kind, e.role FROM card_event e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.call_id = $1 ORDER BY e.id;

-- What was sent late changes nothing that came after it.
-- name: card_note_put :changed
-- in: call_id int64, person_id int64, field int64, text text, seq int64, now int64
INSERT INTO card_note (call_id, person_id, field, text, seq, at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (call_id, person_id, field) DO UPDATE SET text = excluded.text, seq = excluded.seq, at = excluded.at
        WHERE card_note.seq < excluded.seq AND card_note.text <> excluded.text;

-- name: card_notes :many
-- in: call_id int64
-- out: struct card_note_row { person_id int64, name text, field int64, text text, at int64 }
SELECT n.person_id, p.name, n.field, n.text, n.at FROM card_note n JOIN person p ON p.id = n.person_id
    WHERE n.call_id = $1 ORDER BY n.field, n.at, n.person_id;

-- ---- the clock was set back: open calls keep their spans

-- name: card_calls_set_back :exec
-- in: by_ms int64
UPDATE card_call SET began_at = began_at - $1, kind_at = kind_at - $1, line_gone_at = line_gone_at - $1 WHERE ended_at IS NULL;

-- name: card_seats_set_back :exec
-- in: by_ms int64
UPDATE card_seat SET dealt_at = dealt_at - $1, confirmed_at = confirmed_at - $1
    WHERE call_id IN (SELECT id FROM card_call WHERE ended_at IS NULL);

-- name: card_members_set_back :exec
-- in: by_ms int64
UPDATE card_member SET joined_at = joined_at - $1, lapsed_at = lapsed_at - $1
    WHERE call_id IN (SELECT id FROM card_call WHERE ended_at IS NULL);

-- name: card_events_set_back :exec
-- in: by_ms int64
UPDATE card_event SET at = at - $1 WHERE call_id IN (SELECT id FROM card_call WHERE ended_at IS NULL);
