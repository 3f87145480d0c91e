-- What acute calls and cards hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_card_calls :many
-- in: person_id int64
-- out: struct personal_card_call_row { began_at int64, joined_at int64?, lapsed_at int64?, ended_at int64?, drill bool }
SELECT c.began_at, m.joined_at, m.lapsed_at, c.ended_at, c.drill_id <> 0
    FROM card_member m JOIN card_call c ON c.id = m.call_id WHERE m.person_id = $1 ORDER BY c.began_at;

-- name: personal_card_deeds :many
-- in: person_id int64
-- out: struct personal_card_deed_row { at int64, kind int64 }
SELECT at, kind FROM card_event WHERE person_id = $1 ORDER BY at, id;

-- name: personal_card_notes :many
-- in: person_id int64
-- out: struct personal_card_note_row { at int64, field int64, text text }
SELECT at, field, text FROM card_note WHERE person_id = $1 ORDER BY at, field;

-- name: personal_card_reads :many
-- in: person_id int64
-- out: struct personal_card_read_row { slot int64, version int64, at int64 }
SELECT slot, version, at FROM card_read WHERE person_id = $1 ORDER BY at, slot, version;

-- name: personal_card_made :many
-- in: person_id int64
-- out: struct personal_card_made_row { made_at int64, version int64 }
SELECT made_at, version FROM card_version WHERE made_by = $1
UNION ALL SELECT changed_at, 0 FROM card_place WHERE changed_by = $1
UNION ALL SELECT made_at, 0 FROM card_drill WHERE made_by = $1 OR player_id = $1;

-- name: personal_card_reads_drop :exec
-- in: person_id int64
DELETE FROM card_read WHERE person_id = $1;

-- name: personal_card_notes_drop :exec
-- in: person_id int64
UPDATE card_note SET text = '' WHERE person_id = $1;

-- What was heard goes first: exact words of people in need.
-- name: retention_card_notes :changed
-- in: before_at int64, most int64
DELETE FROM card_note WHERE (call_id, person_id, field) IN (SELECT n.call_id, n.person_id, n.field FROM card_note n
    JOIN card_call c ON c.id = n.call_id WHERE c.ended_at < $1 ORDER BY n.at LIMIT $2);

-- Of calls that are over, all but the call itself: its row goes with them.
-- name: retention_card_ticks :exec
-- in: before_at int64, most int64
DELETE FROM card_tick WHERE call_id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_events :exec
-- in: before_at int64, most int64
DELETE FROM card_event WHERE call_id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_seats :exec
-- in: before_at int64, most int64
DELETE FROM card_seat WHERE call_id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_members :exec
-- in: before_at int64, most int64
DELETE FROM card_member WHERE call_id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_call_notes :exec
-- in: before_at int64, most int64
DELETE FROM card_note WHERE call_id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_calls :changed
-- in: before_at int64, most int64
DELETE FROM card_call WHERE id IN (SELECT id FROM card_call WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- name: retention_card_drills :exec
-- in: before_at int64, most int64
DELETE FROM card_drill WHERE id IN (SELECT id FROM card_drill WHERE ended_at < $1 ORDER BY ended_at, id LIMIT $2);

-- What concerns the version that holds now stays, however old: else everybody would be asked again.
-- name: retention_card_reads :changed
-- in: before_at int64, most int64
DELETE FROM card_read WHERE (person_id, centre_id, slot, version) IN (SELECT r.person_id, r.centre_id, r.slot, r.version
    FROM card_read r WHERE r.at < $1 AND r.version < (SELECT COALESCE(MAX(v.version), 0) FROM card_version v
        WHERE v.centre_id = r.centre_id AND v.slot = r.slot) ORDER BY r.at, r.person_id LIMIT $2);
