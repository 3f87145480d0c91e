-- All statements of this feature.

-- name: conduct_zone :one
-- in: centre_id int64
-- out: struct conduct_zone_row { zone text, name text }
SELECT zone, name FROM centre WHERE id = $1;

-- name: conduct_incident :one
-- in: id int64
-- out: struct conduct_incident_row { centre_id int64, team_id int64, person_id int64, occurred_at int64 }
SELECT centre_id, team_id, person_id, occurred_at FROM incident WHERE id = $1;

-- name: conduct_insert :exec
-- in: id int64, centre_id int64, team_id int64, incident_id int64, person_id int64, asked_by int64, now int64,
--     answer_due_at int64, wish int64, words text, reference text, reference_key text
INSERT INTO conduct_case (id, centre_id, team_id, incident_id, person_id, asked_by, asked_at, answer_due_at, wish, words,
        reference, reference_key, state, answer, heard, version, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, '', '', 0, $7);

-- name: conduct_by_id :one
-- in: id int64
-- out: struct conduct_case_row { id int64, centre_id int64, team_id int64, incident_id int64, number int64, occurred_at int64,
--      person_id int64, person_name text, asked_by int64, asker_name text, asked_at int64, answer_due_at int64, wish int64,
--      words text, reference text, reference_key text, state int64, answer text, answered_at int64?, hearing_due_day int64?,
--      heard_at int64?, heard text, version int64, from_day int64?, review_day int64?, end_day int64? }
SELECT k.id, k.centre_id, k.team_id, k.incident_id, i.number, i.occurred_at, k.person_id, p.name, k.asked_by, q.name, k.asked_at,
        k.answer_due_at, k.wish, k.words, k.reference, k.reference_key, k.state, k.answer, k.answered_at, k.hearing_due_day,
        k.heard_at, k.heard, k.version, k.from_day, k.review_day, k.end_day
    FROM conduct_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        JOIN person q ON q.id = k.asked_by
    WHERE k.id = $1;

-- name: conduct_by_incident :one
-- in: incident_id int64
-- out: struct conduct_id_row { id int64 }
SELECT id FROM conduct_case WHERE incident_id = $1;

-- name: conduct_set_answer :exec
-- in: id int64, state int64, answer text, now int64
UPDATE conduct_case SET state = $2, answer = $3, answered_at = $4, changed_at = $4 WHERE id = $1;

-- name: conduct_set_hearing :exec
-- in: id int64, due_day int64, now int64
UPDATE conduct_case SET state = 1, hearing_due_day = $2, heard_at = NULL, heard = '', changed_at = $3 WHERE id = $1;

-- name: conduct_set_heard :exec
-- in: id int64, heard text, now int64
UPDATE conduct_case SET heard_at = $3, heard = $2, changed_at = $3 WHERE id = $1;

-- name: conduct_set_force :exec
-- in: id int64, reference text, reference_key text, version int64, from_day int64, review_day int64, end_day int64, answer text, now int64
UPDATE conduct_case SET state = 4, reference = $2, reference_key = $3, version = $4, from_day = $5, review_day = $6, end_day = $7,
        answer = $8, answered_at = $9, changed_at = $9
    WHERE id = $1;

-- name: conduct_set_ended :exec
-- in: id int64, now int64
UPDATE conduct_case SET state = 5, changed_at = $2 WHERE id = $1 AND state = 4;

-- name: conduct_other_in_force :one
-- in: centre_id int64, reference_key text, id int64
-- out: struct conduct_id_row
SELECT id FROM conduct_case WHERE centre_id = $1 AND reference_key = $2 AND state = 4 AND id <> $3;

-- name: conduct_decision_insert :exec
-- in: case_id int64, version int64, kind int64, decided_at int64, decided_by int64, grounds text, scope int64, lines text,
--     hours text, channel int64, channel_words text, has_needs bool, needs_words text, hearing int64, hearing_words text,
--     say text, from_day int64, review_day int64, end_day int64
INSERT INTO conduct_decision (case_id, version, kind, decided_at, decided_by, grounds, scope, lines, hours, channel, channel_words,
        has_needs, needs_words, hearing, hearing_words, say, from_day, review_day, end_day)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19);

-- name: conduct_decisions :many
-- in: case_id int64
-- out: struct conduct_decision_row { version int64, kind int64, decided_at int64, decided_by int64, decider_name text, grounds text,
--      scope int64, lines text, hours text, channel int64, channel_words text, has_needs bool, needs_words text, hearing int64,
--      hearing_words text, say text, from_day int64, review_day int64, end_day int64 }
SELECT d.version, d.kind, d.decided_at, d.decided_by, p.name, d.grounds, d.scope, d.lines, d.hours, d.channel, d.channel_words,
        d.has_needs, d.needs_words, d.hearing, d.hearing_words, d.say, d.from_day, d.review_day, d.end_day
    FROM conduct_decision d JOIN person p ON p.id = d.decided_by WHERE d.case_id = $1 ORDER BY d.version DESC;

-- name: conduct_ground_insert :exec
-- in: case_id int64, incident_id int64
INSERT INTO conduct_ground (case_id, incident_id) VALUES ($1, $2) ON CONFLICT (case_id, incident_id) DO NOTHING;

-- name: conduct_grounds :many
-- in: case_id int64
-- out: struct conduct_ground_row { incident_id int64, number int64, occurred_at int64 }
SELECT g.incident_id, i.number, i.occurred_at FROM conduct_ground g JOIN incident i ON i.id = g.incident_id
    WHERE g.case_id = $1 ORDER BY i.number;

-- name: conduct_letter_insert :exec
-- in: id int64, case_id int64, kind int64, lang text, template_version int64, body text, now int64, by int64
INSERT INTO conduct_letter (id, case_id, kind, lang, template_version, body, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: conduct_letters :many
-- in: case_id int64
-- out: struct conduct_letter_row { id int64, case_id int64, kind int64, lang text, template_version int64, body text, made_at int64,
--      made_by int64, maker_name text }
SELECT l.id, l.case_id, l.kind, l.lang, l.template_version, l.body, l.made_at, l.made_by, p.name
    FROM conduct_letter l JOIN person p ON p.id = l.made_by WHERE l.case_id = $1 ORDER BY l.id;

-- name: conduct_letter_by_id :one
-- in: id int64
-- out: struct conduct_letter_row
SELECT l.id, l.case_id, l.kind, l.lang, l.template_version, l.body, l.made_at, l.made_by, p.name
    FROM conduct_letter l JOIN person p ON p.id = l.made_by WHERE l.id = $1;

-- name: conduct_event_insert :exec
-- in: id int64, case_id int64, at int64, person_id int64, kind int64
INSERT INTO conduct_event (id, case_id, at, person_id, kind) VALUES ($1, $2, $3, $4, $5);

-- name: conduct_events :many
-- in: case_id int64
-- out: struct conduct_event_row { at int64, person_id int64, person_name text?, kind int64 }
SELECT e.at, e.person_id, p.name, e.kind FROM conduct_event e LEFT JOIN person p ON p.id = e.person_id
    WHERE e.case_id = $1 ORDER BY e.id;

-- name: conduct_look_since :one
-- in: case_id int64, person_id int64, since int64
-- out: struct conduct_look_row { at int64 }
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'conduct_seen' LIMIT 1;

-- ---- lists: what waits and what holds comes whole, before the latest of what is over

-- name: conduct_list_centre :many
-- in: centre_id int64, limit int64
-- out: struct conduct_list_row { id int64, number int64, team_id int64, person_id int64, person_name text, asked_by int64,
--      asked_at int64, answer_due_at int64, state int64, reference text, review_day int64?, end_day int64?, changed_at int64 }
SELECT k.id, i.number, k.team_id, k.person_id, p.name, k.asked_by, k.asked_at, k.answer_due_at, k.state, k.reference,
        k.review_day, k.end_day, k.changed_at
    FROM conduct_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id WHERE k.centre_id = $1
    ORDER BY CASE WHEN k.state IN (0, 1) THEN 0 WHEN k.state = 4 THEN 1 ELSE 2 END, k.changed_at DESC LIMIT $2;

-- name: conduct_list_team :many
-- in: team_id int64, limit int64
-- out: struct conduct_list_row
SELECT k.id, i.number, k.team_id, k.person_id, p.name, k.asked_by, k.asked_at, k.answer_due_at, k.state, k.reference,
        k.review_day, k.end_day, k.changed_at
    FROM conduct_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id WHERE k.team_id = $1
    ORDER BY CASE WHEN k.state IN (0, 1) THEN 0 WHEN k.state = 4 THEN 1 ELSE 2 END, k.changed_at DESC LIMIT $2;

-- name: conduct_list_own :many
-- in: person_id int64, limit int64
-- out: struct conduct_list_row
SELECT k.id, i.number, k.team_id, k.person_id, p.name, k.asked_by, k.asked_at, k.answer_due_at, k.state, k.reference,
        k.review_day, k.end_day, k.changed_at
    FROM conduct_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
    WHERE k.person_id = $1 OR k.asked_by = $1
    ORDER BY CASE WHEN k.state IN (0, 1) THEN 0 WHEN k.state = 4 THEN 1 ELSE 2 END, k.changed_at DESC LIMIT $2;

-- ---- the next call

-- name: conduct_check :one
-- in: centre_id int64, reference_key text, today int64
-- out: struct conduct_check_row { id int64, scope int64, lines text, hours text, channel int64, channel_words text, say text,
--      from_day int64, end_day int64 }
SELECT k.id, d.scope, d.lines, d.hours, d.channel, d.channel_words, d.say, d.from_day, d.end_day
    FROM conduct_case k JOIN conduct_decision d ON d.case_id = k.id AND d.version = k.version
    WHERE k.centre_id = $1 AND k.reference_key = $2 AND k.state = 4 AND k.from_day <= $3 AND k.end_day >= $3;

-- ---- templates and terms

-- name: conduct_template_latest :one
-- in: centre_id int64, kind int64, lang text
-- out: struct conduct_template_row { version int64, body text }
SELECT version, body FROM conduct_template WHERE centre_id = $1 AND kind = $2 AND lang = $3 ORDER BY version DESC LIMIT 1;

-- name: conduct_template_insert :exec
-- in: centre_id int64, kind int64, lang text, version int64, body text, now int64, by int64
INSERT INTO conduct_template (centre_id, kind, lang, version, body, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: conduct_template_versions :many
-- in: centre_id int64, kind int64, lang text
-- out: struct conduct_version_row { version int64, body text, made_at int64, maker_name text }
SELECT t.version, t.body, t.made_at, p.name FROM conduct_template t JOIN person p ON p.id = t.made_by
    WHERE t.centre_id = $1 AND t.kind = $2 AND t.lang = $3 ORDER BY t.version DESC LIMIT 20;

-- name: conduct_terms :many
-- in: centre_id int64
-- out: struct conduct_term_row { kind int64, version int64, amount int64, source text, verified_on int64 }
SELECT kind, version, amount, source, verified_on FROM conduct_term WHERE centre_id = $1 ORDER BY kind, version;

-- name: conduct_term_insert :exec
-- in: centre_id int64, kind int64, version int64, amount int64, source text, verified_on int64, now int64, by int64
INSERT INTO conduct_term (centre_id, kind, version, amount, source, verified_on, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8);
