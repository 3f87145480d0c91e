-- All statements of the acute minute.

-- ---- a request

-- Pressing again while it is open, or sending the same press twice, writes nothing.
-- name: help_insert :changed
-- in: id int64, centre_id int64, person_id int64, team_id int64, client_key text, kind int64, occasion int64, policy_id int64,
--     silent bool, at_home bool, place text, now int64, resort_by int64, summoned int64, drill int64
INSERT INTO help_request (id, centre_id, person_id, team_id, client_key, kind, occasion, policy_id, silent, at_home, place,
        pressed_at, owner_id, n_coming, next_step, summoned, due_at, resort_by, cancelled, drill)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0, 0, $14, $12, $13, FALSE, $15)
    ON CONFLICT DO NOTHING;

-- name: help_known :one
-- in: person_id int64, client_key text, kind int64
-- out: struct help_known_row { id int64, closed_at int64? }
SELECT id, closed_at FROM help_request WHERE person_id = $1 AND (client_key = $2 OR (kind = $3 AND closed_at IS NULL))
    ORDER BY CASE WHEN client_key = $2 THEN 0 ELSE 1 END LIMIT 1;

-- Takes the row for this transaction; 0: it is over.
-- name: help_lock :changed
-- in: id int64
UPDATE help_request SET n_coming = n_coming WHERE id = $1 AND closed_at IS NULL;

-- name: help_request :one
-- in: id int64
-- out: struct help_row { id int64, centre_id int64, person_id int64, person_name text, team_id int64, team_name text?, kind int64,
--      occasion int64, policy_id int64, silent bool, at_home bool, place text, pressed_at int64, owner_id int64,
--      owner_name text?, owned_at int64?, n_coming int64, answered_at int64?, arrived_at int64?, next_step int64,
--      summoned int64, due_at int64, resort_by int64, resort_at int64?, closed_at int64?, cancelled bool, asked_at int64?,
--      incident_id int64?, zone text, drill int64 }
SELECT r.id, r.centre_id, r.person_id, p.name, r.team_id, t.name, r.kind, r.occasion, r.policy_id, r.silent, r.at_home,
        r.place, r.pressed_at, r.owner_id, o.name, r.owned_at, r.n_coming, r.answered_at, r.arrived_at, r.next_step,
        r.summoned, r.due_at, r.resort_by, r.resort_at, r.closed_at, r.cancelled, r.asked_at, r.incident_id, c.zone, r.drill
    FROM help_request r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person o ON o.id = r.owner_id
    WHERE r.id = $1;

-- name: help_open :many
-- in: centre_id int64, limit int64
-- out: struct help_row
SELECT r.id, r.centre_id, r.person_id, p.name, r.team_id, t.name, r.kind, r.occasion, r.policy_id, r.silent, r.at_home,
        r.place, r.pressed_at, r.owner_id, o.name, r.owned_at, r.n_coming, r.answered_at, r.arrived_at, r.next_step,
        r.summoned, r.due_at, r.resort_by, r.resort_at, r.closed_at, r.cancelled, r.asked_at, r.incident_id, c.zone, r.drill
    FROM help_request r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person o ON o.id = r.owner_id
    WHERE r.centre_id = $1 AND r.closed_at IS NULL ORDER BY r.pressed_at, r.id LIMIT $2;

-- One's own that have ended and are not in the log.
-- name: help_ended :many
-- in: person_id int64, since int64
-- out: struct help_row
SELECT r.id, r.centre_id, r.person_id, p.name, r.team_id, t.name, r.kind, r.occasion, r.policy_id, r.silent, r.at_home,
        r.place, r.pressed_at, r.owner_id, o.name, r.owned_at, r.n_coming, r.answered_at, r.arrived_at, r.next_step,
        r.summoned, r.due_at, r.resort_by, r.resort_at, r.closed_at, r.cancelled, r.asked_at, r.incident_id, c.zone, r.drill
    FROM help_request r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person o ON o.id = r.owner_id
    WHERE r.person_id = $1 AND r.closed_at >= $2 AND r.incident_id IS NULL AND r.drill = 0 ORDER BY r.closed_at DESC LIMIT 3;

-- Taken back, and nobody has asked how they are.
-- name: help_asking :many
-- in: centre_id int64, since int64
-- out: struct help_row
SELECT r.id, r.centre_id, r.person_id, p.name, r.team_id, t.name, r.kind, r.occasion, r.policy_id, r.silent, r.at_home,
        r.place, r.pressed_at, r.owner_id, o.name, r.owned_at, r.n_coming, r.answered_at, r.arrived_at, r.next_step,
        r.summoned, r.due_at, r.resort_by, r.resort_at, r.closed_at, r.cancelled, r.asked_at, r.incident_id, c.zone, r.drill
    FROM help_request r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN person o ON o.id = r.owner_id
    WHERE r.centre_id = $1 AND r.cancelled AND r.asked_at IS NULL AND r.drill = 0 AND r.closed_at >= $2 ORDER BY r.closed_at LIMIT 20;

-- Exactly one is first.
-- name: help_own :changed
-- in: id int64, person_id int64, now int64
UPDATE help_request SET owner_id = $2, owned_at = $3 WHERE id = $1 AND owner_id = 0 AND closed_at IS NULL;

-- name: help_disown :exec
-- in: id int64
UPDATE help_request SET owner_id = COALESCE((SELECT a.person_id FROM help_answer a WHERE a.request_id = $1 AND a.gone_at IS NULL
            ORDER BY a.at, a.person_id LIMIT 1), 0),
        owned_at = (SELECT MIN(a.at) FROM help_answer a WHERE a.request_id = $1 AND a.gone_at IS NULL)
    WHERE id = $1;

-- 0: had said so already.
-- name: help_answer_put :changed
-- in: request_id int64, person_id int64, now int64
INSERT INTO help_answer (request_id, person_id, at) VALUES ($1, $2, $3)
    ON CONFLICT (request_id, person_id) DO UPDATE SET at = excluded.at, gone_at = NULL WHERE help_answer.gone_at IS NOT NULL;

-- name: help_answer_gone :changed
-- in: request_id int64, person_id int64, now int64
UPDATE help_answer SET gone_at = $3 WHERE request_id = $1 AND person_id = $2 AND gone_at IS NULL;

-- name: help_answers_gone :exec
-- in: request_id int64, now int64
UPDATE help_answer SET gone_at = $2 WHERE request_id = $1 AND gone_at IS NULL;

-- name: help_answers :many
-- in: request_id int64
-- out: struct help_answer_row { person_id int64, name text, at int64, gone_at int64? }
SELECT a.person_id, p.name, a.at, a.gone_at FROM help_answer a JOIN person p ON p.id = a.person_id
    WHERE a.request_id = $1 AND a.gone_at IS NULL ORDER BY a.at, a.person_id;

-- name: help_is_coming :one
-- in: request_id int64, person_id int64
-- out: struct help_coming_row { at int64 }
SELECT at FROM help_answer WHERE request_id = $1 AND person_id = $2 AND gone_at IS NULL;

-- How many are coming, and since when that is enough.
-- name: help_count :exec
-- in: id int64, needed int64, now int64
UPDATE help_request SET n_coming = (SELECT COUNT(*) FROM help_answer a WHERE a.request_id = $1 AND a.gone_at IS NULL),
        answered_at = CASE WHEN (SELECT COUNT(*) FROM help_answer a WHERE a.request_id = $1 AND a.gone_at IS NULL) >= $2
            THEN COALESCE(answered_at, $3) ELSE NULL END
    WHERE id = $1;

-- name: help_climbed :exec
-- in: id int64, next_step int64, summoned int64, due_at int64, resort_at int64?, answered_at int64?
UPDATE help_request SET next_step = $2, summoned = $3, due_at = $4, resort_at = $5, answered_at = $6 WHERE id = $1;

-- name: help_due_now :exec
-- in: id int64, now int64
UPDATE help_request SET due_at = $2 WHERE id = $1 AND due_at > $2;

-- name: help_arrived :changed
-- in: id int64, now int64
UPDATE help_request SET arrived_at = $2 WHERE id = $1 AND arrived_at IS NULL AND closed_at IS NULL;

-- name: help_close :changed
-- in: id int64, now int64, by int64, cancelled bool
UPDATE help_request SET closed_at = $2, closed_by = $3, cancelled = $4 WHERE id = $1 AND closed_at IS NULL;

-- name: help_set_asked :changed
-- in: id int64, now int64, by int64
UPDATE help_request SET asked_at = $2, asked_by = $3 WHERE id = $1 AND cancelled AND asked_at IS NULL;

-- name: help_set_incident :changed
-- in: id int64, incident_id int64
UPDATE help_request SET incident_id = $2 WHERE id = $1 AND COALESCE(incident_id, 0) = 0;

-- name: help_event_insert :exec
-- in: id int64, request_id int64, now int64, late_ms int64, person_id int64, kind int64, detail int64
INSERT INTO help_event (id, request_id, at, late_ms, person_id, kind, detail) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: help_events :many
-- in: request_id int64
-- out: struct help_event_row { at int64, late_ms int64, person_id int64, name text?, kind int64, detail int64 }
SELECT e.at, e.late_ms, e.person_id, p.name, e.kind, e.detail FROM help_event e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.request_id = $1 ORDER BY e.id;

-- ---- who could come

-- Everybody of the centre who is not gone, not away today, and holds a role that helps.
-- name: help_candidates :many
-- in: centre_id int64, today int64, here_since int64
-- out: struct help_candidate_row { id int64, team_id int64?, name text, here bool, has_channel bool }
SELECT p.id, p.team_id, p.name, COALESCE(d.seen_at >= $3, FALSE),
        EXISTS (SELECT 1 FROM notice_channel n
            WHERE n.person_id = p.id AND n.chosen AND n.verified_at IS NOT NULL AND n.dead_at IS NULL)
    FROM person p LEFT JOIN help_desk d ON d.person_id = p.id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2)
        AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role <= 5)
        AND NOT EXISTS (SELECT 1 FROM person_absence b
            WHERE b.person_id = p.id AND b.from_day <= $2 AND (b.to_day IS NULL OR b.to_day >= $2))
    ORDER BY p.id;

-- Supervisors, backup on call and managers of the centre.
-- name: help_grants :many
-- in: centre_id int64
-- out: struct help_grant_row { person_id int64, role int64, team_id int64 }
SELECT g.person_id, g.role, g.team_id FROM role_grant g CROSS JOIN person p
    WHERE p.id = g.person_id AND p.centre_id = $1 AND g.role IN (1, 2, 3) ORDER BY g.person_id;

-- name: help_centre :one
-- in: id int64
-- out: struct help_centre_row { zone text }
SELECT zone FROM centre WHERE id = $1;

-- ---- the desk

-- name: help_desk_seen :changed
-- in: person_id int64, centre_id int64, now int64, not_since int64
INSERT INTO help_desk (person_id, centre_id, place, at_home, silent, seen_at) VALUES ($1, $2, '', FALSE, FALSE, $3)
    ON CONFLICT (person_id) DO UPDATE SET centre_id = excluded.centre_id, seen_at = excluded.seen_at
        WHERE help_desk.seen_at < $4;

-- Who has left in between stays away.
-- name: help_desk_still_here :changed
-- in: person_id int64, seen_at int64
UPDATE help_desk SET seen_at = CASE WHEN seen_at < $2 THEN $2 ELSE seen_at END WHERE person_id = $1 AND seen_at > 0;

-- name: help_desk_gone :changed
-- in: person_id int64
UPDATE help_desk SET seen_at = 0 WHERE person_id = $1 AND seen_at > 0;

-- name: help_desk_put :exec
-- in: person_id int64, centre_id int64, place text, at_home bool, silent bool, now int64
INSERT INTO help_desk (person_id, centre_id, place, at_home, silent, seen_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (person_id) DO UPDATE SET centre_id = excluded.centre_id, place = excluded.place, at_home = excluded.at_home,
        silent = excluded.silent, seen_at = excluded.seen_at;

-- name: help_desk_row :one
-- in: person_id int64
-- out: struct help_desk_row { place text, at_home bool, silent bool, seen_at int64 }
SELECT place, at_home, silent, seen_at FROM help_desk WHERE person_id = $1;

-- ---- policies

-- name: help_policy_latest :one
-- in: centre_id int64, occasion int64
-- out: struct help_policy_row { id int64, version int64, needed int64, rounds int64, ack_s int64, made_at int64 }
SELECT id, version, needed, rounds, ack_s, made_at FROM help_policy WHERE centre_id = $1 AND occasion = $2
    ORDER BY version DESC LIMIT 1;

-- name: help_policy_one :one
-- in: id int64
-- out: struct help_policy_row
SELECT id, version, needed, rounds, ack_s, made_at FROM help_policy WHERE id = $1;

-- name: help_policy_steps :many
-- in: policy_id int64
-- out: struct help_policy_step_row { targets int64, channels int64, wait_s int64 }
SELECT targets, channels, wait_s FROM help_policy_step WHERE policy_id = $1 ORDER BY place;

-- name: help_policy_insert :exec
-- in: id int64, centre_id int64, occasion int64, version int64, needed int64, rounds int64, ack_s int64, now int64, by int64
INSERT INTO help_policy (id, centre_id, occasion, version, needed, rounds, ack_s, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: help_policy_step_insert :exec
-- in: policy_id int64, place int64, targets int64, channels int64, wait_s int64
INSERT INTO help_policy_step (policy_id, place, targets, channels, wait_s) VALUES ($1, $2, $3, $4, $5);

-- ---- words, warnings

-- name: help_wording_latest :one
-- in: centre_id int64
-- out: struct help_wording_row { id int64, version int64, made_at int64 }
SELECT id, version, made_at FROM help_wording WHERE centre_id = $1 ORDER BY version DESC LIMIT 1;

-- name: help_wording_texts :many
-- in: wording_id int64
-- out: struct help_wording_text_row { lang int64, part int64, text text }
SELECT lang, part, text FROM help_wording_text WHERE wording_id = $1;

-- name: help_wording_insert :exec
-- in: id int64, centre_id int64, version int64, now int64, by int64
INSERT INTO help_wording (id, centre_id, version, made_at, made_by) VALUES ($1, $2, $3, $4, $5);

-- name: help_wording_text_insert :exec
-- in: wording_id int64, lang int64, part int64, text text
INSERT INTO help_wording_text (wording_id, lang, part, text) VALUES ($1, $2, $3, $4);

-- One at a time per person; the second of two keys pressed at once finds the first one's.
-- name: help_warning_insert :changed
-- in: id int64, centre_id int64, person_id int64, wording_version int64, now int64
INSERT INTO help_warning (id, centre_id, person_id, wording_version, began_at, outcome) VALUES ($1, $2, $3, $4, $5, 0)
    ON CONFLICT DO NOTHING;

-- name: help_warning_lock :changed
-- in: person_id int64
UPDATE help_warning SET outcome = outcome WHERE person_id = $1 AND ended_at IS NULL;

-- name: help_warning_newest :one
-- in: person_id int64, since int64
-- out: struct help_warning_row { id int64, wording_version int64, began_at int64, named_at int64?, warned_at int64?,
--      ended_at int64?, outcome int64, incident_id int64?, request_id int64? }
SELECT id, wording_version, began_at, named_at, warned_at, ended_at, outcome, incident_id, request_id FROM help_warning
    WHERE person_id = $1 AND (ended_at IS NULL OR ended_at >= $2) ORDER BY began_at DESC, id DESC LIMIT 1;

-- Only what was not said before gets a time.
-- name: help_warning_named :exec
-- in: id int64, now int64
UPDATE help_warning SET named_at = COALESCE(named_at, $2) WHERE id = $1;

-- name: help_warning_warned :exec
-- in: id int64, now int64
UPDATE help_warning SET named_at = COALESCE(named_at, $2), warned_at = COALESCE(warned_at, $2) WHERE id = $1;

-- name: help_warning_end :exec
-- in: id int64, now int64, outcome int64, incident_id int64?, request_id int64?
UPDATE help_warning SET ended_at = $2, outcome = $3, incident_id = $4, request_id = $5 WHERE id = $1;

-- ---- the clock was set back: all that is open keeps its spans

-- name: help_answers_set_back :exec
-- in: by_ms int64
UPDATE help_answer SET at = at - $1, gone_at = gone_at - $1
    WHERE request_id IN (SELECT id FROM help_request WHERE closed_at IS NULL);

-- name: help_events_set_back :exec
-- in: by_ms int64
UPDATE help_event SET at = at - $1 WHERE request_id IN (SELECT id FROM help_request WHERE closed_at IS NULL);

-- name: help_requests_set_back :exec
-- in: by_ms int64
UPDATE help_request SET pressed_at = pressed_at - $1, owned_at = owned_at - $1, answered_at = answered_at - $1,
        arrived_at = arrived_at - $1, due_at = due_at - $1, resort_by = resort_by - $1, resort_at = resort_at - $1
    WHERE closed_at IS NULL;

-- name: help_desks_set_back :exec
-- in: by_ms int64
UPDATE help_desk SET seen_at = seen_at - $1;
