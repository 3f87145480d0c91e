-- What the gate holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_gate_sign :many
-- in: person_id int64
-- out: struct personal_gate_sign_row { at int64, trainer text, words text, taken_back_at int64?, taken_back_why text? }
SELECT s.at, p.name, s.words, s.taken_back_at, s.taken_back_why FROM gate_sign s JOIN person p ON p.id = s.trainer_id
    WHERE s.person_id = $1 ORDER BY s.at, s.id;

-- name: personal_gate_override :many
-- in: person_id int64
-- out: struct personal_gate_override_row { at int64, until_at int64, leader text, reason text }
SELECT o.at, o.until_at, p.name, o.reason FROM gate_override o JOIN person p ON p.id = o.leader_id WHERE o.person_id = $1 ORDER BY o.at, o.id;

-- name: personal_gate_told :many
-- in: person_id int64
-- out: struct personal_gate_told_row { open bool, at int64 }
SELECT open, at FROM gate_told WHERE person_id = $1;

-- What this person did for others: when, not for whom.
-- name: personal_gate_acts :many
-- in: person_id int64
-- out: struct personal_gate_act_row { at int64 }
SELECT at FROM gate_sign WHERE trainer_id = $1 UNION ALL SELECT taken_back_at FROM gate_sign WHERE taken_back_by = $1
    UNION ALL SELECT at FROM gate_override WHERE leader_id = $1 UNION ALL SELECT changed_at FROM gate_switch WHERE changed_by = $1 ORDER BY 1;

-- name: personal_gate_sign_drop :exec
-- in: person_id int64
DELETE FROM gate_sign WHERE person_id = $1;

-- name: personal_gate_override_drop :exec
-- in: person_id int64
DELETE FROM gate_override WHERE person_id = $1;

-- name: personal_gate_told_drop :exec
-- in: person_id int64
DELETE FROM gate_told WHERE person_id = $1;

-- What holds stays as long as the person works here.
-- name: retention_gate_sign :changed
-- in: before_at int64, most int64
DELETE FROM gate_sign WHERE id IN (SELECT s.id FROM gate_sign s JOIN person p ON p.id = s.person_id
    WHERE s.at < $1 AND (s.taken_back_at < $1 OR p.left_day < $1 / 86400000) ORDER BY s.at, s.id LIMIT $2);

-- name: retention_gate_override :changed
-- in: before_at int64, most int64
DELETE FROM gate_override WHERE id IN (SELECT o.id FROM gate_override o WHERE o.until_at < $1 ORDER BY o.until_at, o.id LIMIT $2);
