-- What the acute minute holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_help_requests :many
-- in: person_id int64
-- out: struct personal_help_request_row { kind int64, pressed_at int64, place text, at_home bool, silent bool, first text?,
--      arrived_at int64?, closed_at int64?, cancelled bool, asker text? }
SELECT r.kind, r.pressed_at, r.place, r.at_home, r.silent, o.name, r.arrived_at, r.closed_at, r.cancelled, k.name
    FROM help_request r LEFT JOIN person o ON o.id = r.owner_id LEFT JOIN person k ON k.id = r.asked_by
    WHERE r.person_id = $1 ORDER BY r.id;

-- name: personal_help_answers :many
-- in: person_id int64
-- out: struct personal_help_answer_row { kind int64, at int64, gone_at int64? }
SELECT r.kind, a.at, a.gone_at FROM help_answer a JOIN help_request r ON r.id = a.request_id
    WHERE a.person_id = $1 ORDER BY a.at;

-- name: personal_help_given :many
-- in: person_id int64
-- out: struct personal_help_given_row { kind int64, owned_at int64?, arrived_at int64? }
SELECT kind, owned_at, arrived_at FROM help_request WHERE owner_id = $1 ORDER BY id;

-- name: personal_help_deeds :many
-- in: person_id int64
-- out: struct personal_help_deed_row { at int64, kind int64 }
SELECT at, kind FROM help_event WHERE person_id = $1 ORDER BY id;

-- name: personal_help_desk :many
-- in: person_id int64
-- out: struct personal_help_desk_row { place text, at_home bool, silent bool, seen_at int64 }
SELECT place, at_home, silent, seen_at FROM help_desk WHERE person_id = $1;

-- name: personal_help_warnings :many
-- in: person_id int64
-- out: struct personal_help_warning_row { began_at int64, named_at int64?, warned_at int64?, ended_at int64?, outcome int64 }
SELECT began_at, named_at, warned_at, ended_at, outcome FROM help_warning WHERE person_id = $1 ORDER BY id;

-- name: personal_help_settings :many
-- in: person_id int64
-- out: struct personal_help_setting_row { made_at int64, version int64 }
SELECT made_at, version FROM help_policy WHERE made_by = $1
UNION ALL
SELECT made_at, version FROM help_wording WHERE made_by = $1 ORDER BY 1;

-- name: personal_help_places_drop :exec
-- in: person_id int64
UPDATE help_request SET place = '' WHERE person_id = $1;

-- name: personal_help_desk_drop :exec
-- in: person_id int64
DELETE FROM help_desk WHERE person_id = $1;

-- name: retention_help_events :exec
-- in: before_at int64, most int64
DELETE FROM help_event WHERE request_id IN (SELECT id FROM help_request WHERE closed_at < $1 ORDER BY id LIMIT $2);

-- name: retention_help_answers :exec
-- in: before_at int64, most int64
DELETE FROM help_answer WHERE request_id IN (SELECT id FROM help_request WHERE closed_at < $1 ORDER BY id LIMIT $2);

-- name: retention_help_requests :changed
-- in: before_at int64, most int64
DELETE FROM help_request WHERE id IN (SELECT r.id FROM help_request r WHERE r.closed_at < $1
    AND NOT EXISTS (SELECT 1 FROM card_call c WHERE c.id = r.id) ORDER BY r.id LIMIT $2);

-- name: retention_help_warnings :changed
-- in: before_at int64, most int64
DELETE FROM help_warning WHERE id IN (SELECT id FROM help_warning WHERE ended_at < $1 ORDER BY id LIMIT $2);
