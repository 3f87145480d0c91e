-- All statements of aftercare. Lists are driven by the partial indexes of what is open, ordered by when it is due.

-- name: care_incident :one
-- in: id int64
-- out: struct care_incident_row { centre_id int64, team_id int64, person_id int64, logged_at int64, class int64, hit int64,
--      newcomer bool, wants_talk bool, zone text }
SELECT i.centre_id, i.team_id, i.person_id, i.logged_at, i.class, i.hit, i.newcomer, i.wants_talk, c.zone
    FROM incident i JOIN centre c ON c.id = i.centre_id WHERE i.id = $1;

-- name: care_plan_latest :one
-- in: centre_id int64
-- out: struct care_plan_row { id int64, version int64, made_at int64, made_by int64 }
SELECT id, version, made_at, made_by FROM aftercare_plan WHERE centre_id = $1 ORDER BY version DESC LIMIT 1;

-- name: care_plan_insert :exec
-- in: id int64, centre_id int64, version int64, now int64, by int64
INSERT INTO aftercare_plan (id, centre_id, version, made_at, made_by) VALUES ($1, $2, $3, $4, $5);

-- name: care_plan_step_insert :exec
-- in: plan_id int64, kind int64, rule int64, amount int64, opens_after int64, from_weight int64
INSERT INTO aftercare_plan_step (plan_id, kind, rule, amount, opens_after, from_weight) VALUES ($1, $2, $3, $4, $5, $6);

-- name: care_plan_steps :many
-- in: plan_id int64
-- out: struct care_plan_step_row { kind int64, rule int64, amount int64, opens_after int64, from_weight int64 }
SELECT kind, rule, amount, opens_after, from_weight FROM aftercare_plan_step WHERE plan_id = $1 ORDER BY kind;

-- name: care_case_by_incident :one
-- in: incident_id int64
-- out: struct care_known_row { id int64, plan_id int64, weight int64, person_id int64, team_id int64 }
SELECT id, plan_id, weight, person_id, team_id FROM aftercare_case WHERE incident_id = $1;

-- For the incident's page: no more than it takes to know whether this reader may see the case.
-- name: care_case_seen_by :one
-- in: incident_id int64, reader_id int64
-- out: struct care_seen_row { id int64, centre_id int64, person_id int64, team_id int64, n_owned int64 }
SELECT k.id, k.centre_id, k.person_id, k.team_id,
        (SELECT COUNT(*) FROM aftercare_step s WHERE s.case_id = k.id AND s.owner_id = $2)
    FROM aftercare_case k WHERE k.incident_id = $1;

-- name: care_case_insert :exec
-- in: id int64, centre_id int64, incident_id int64, person_id int64, team_id int64, plan_id int64, weight int64, now int64
INSERT INTO aftercare_case (id, centre_id, incident_id, person_id, team_id, plan_id, weight, opened_at, shares)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE);

-- name: care_case_weigh :exec
-- in: id int64, weight int64
UPDATE aftercare_case SET weight = $2 WHERE id = $1;

-- name: care_case_share :exec
-- in: id int64, shares bool
UPDATE aftercare_case SET shares = $2 WHERE id = $1;

-- What is due first, and whether anything is left, after every change of a step.
-- name: care_case_refresh :exec
-- in: id int64, now int64
UPDATE aftercare_case SET
        next_step_id = (SELECT s.id FROM aftercare_step s WHERE s.case_id = $1 AND s.state = 0 ORDER BY s.due_at, s.id LIMIT 1),
        next_due_at = (SELECT MIN(s.due_at) FROM aftercare_step s WHERE s.case_id = $1 AND s.state = 0),
        closed_at = CASE WHEN EXISTS (SELECT 1 FROM aftercare_step s WHERE s.case_id = $1 AND s.state = 0) THEN NULL
            ELSE COALESCE(closed_at, $2) END
    WHERE id = $1;

-- name: care_case :one
-- in: id int64
-- out: struct care_case_row { id int64, centre_id int64, incident_id int64, number int64, person_id int64, person_name text,
--      team_id int64, weight int64, opened_at int64, closed_at int64?, shares bool, zone text }
SELECT k.id, k.centre_id, k.incident_id, i.number, k.person_id, p.name, k.team_id, k.weight, k.opened_at, k.closed_at, k.shares, c.zone
    FROM aftercare_case k JOIN incident i ON i.id = k.incident_id JOIN person p ON p.id = k.person_id
        JOIN centre c ON c.id = k.centre_id
    WHERE k.id = $1;

-- name: care_cases_of :many
-- in: person_id int64, limit int64
-- out: struct care_own_row { id int64, number int64, opened_at int64, closed_at int64? }
SELECT k.id, i.number, k.opened_at, k.closed_at FROM aftercare_case k JOIN incident i ON i.id = k.incident_id
    WHERE k.person_id = $1 ORDER BY k.opened_at DESC LIMIT $2;

-- name: care_step_insert :exec
-- in: id int64, case_id int64, kind int64, owner_id int64, owner_rank int64, principal_id int64, rule int64, start_at int64,
--     opens_at int64, due_at int64
INSERT INTO aftercare_step (id, case_id, kind, owner_id, owner_rank, principal_id, rule, start_at, opens_at, due_at, sent_level,
        state, answer, note)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, '');

-- name: care_step :one
-- in: id int64
-- out: struct care_step_row { id int64, case_id int64, kind int64, owner_id int64, owner_name text?, owner_rank int64,
--      principal_id int64, rule int64, start_at int64, opens_at int64, due_at int64, sent_level int64, state int64,
--      answer int64, note text, ended_at int64?, ended_by int64?, ender_name text? }
SELECT s.id, s.case_id, s.kind, s.owner_id, o.name, s.owner_rank, s.principal_id, s.rule, s.start_at, s.opens_at, s.due_at,
        s.sent_level, s.state, s.answer, s.note, s.ended_at, s.ended_by, e.name
    FROM aftercare_step s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE s.id = $1;

-- name: care_steps :many
-- in: case_id int64
-- out: struct care_step_row
SELECT s.id, s.case_id, s.kind, s.owner_id, o.name, s.owner_rank, s.principal_id, s.rule, s.start_at, s.opens_at, s.due_at,
        s.sent_level, s.state, s.answer, s.note, s.ended_at, s.ended_by, e.name
    FROM aftercare_step s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE s.case_id = $1 ORDER BY s.due_at, s.id;

-- name: care_step_of_kind :one
-- in: case_id int64, kind int64
-- out: struct care_step_row
SELECT s.id, s.case_id, s.kind, s.owner_id, o.name, s.owner_rank, s.principal_id, s.rule, s.start_at, s.opens_at, s.due_at,
        s.sent_level, s.state, s.answer, s.note, s.ended_at, s.ended_by, e.name
    FROM aftercare_step s LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person e ON e.id = s.ended_by
    WHERE s.case_id = $1 AND s.kind = $2;

-- What proves that a report is over: the number and day of a receipt, or a written decision.
-- name: care_report_settled :one
-- in: case_id int64, report_kind int64
-- out: struct care_settled_row { is_filed bool }
SELECT r.state = 1 FROM report r
    WHERE r.case_id = $1 AND r.kind = $2 AND ((r.state = 1 AND r.receipt <> '' AND r.filed_day IS NOT NULL)
        OR (r.state = 2 AND r.reason <> '' AND r.settled_by IS NOT NULL));

-- name: care_receipts :many
-- in: case_id int64
-- out: struct care_receipt_row { kind int64, state int64, receipt text, filed_day int64? }
SELECT kind, state, receipt, filed_day FROM report WHERE case_id = $1 ORDER BY kind;

-- name: care_step_end :changed
-- in: id int64, state int64, answer int64, note text, now int64, by int64
UPDATE aftercare_step SET state = $2, answer = $3, note = $4, ended_at = $5, ended_by = $6 WHERE id = $1 AND state = 0;

-- A new time starts its reminders anew.
-- name: care_step_time :exec
-- in: id int64, rule int64, start_at int64, opens_at int64, due_at int64, answer int64
UPDATE aftercare_step SET rule = $2, start_at = $3, opens_at = $4, due_at = $5, answer = $6, sent_level = 0, state = 0,
        ended_at = NULL, ended_by = NULL
    WHERE id = $1;

-- name: care_step_own :exec
-- in: id int64, owner_id int64, owner_rank int64, principal_id int64
UPDATE aftercare_step SET owner_id = $2, owner_rank = $3, principal_id = $4 WHERE id = $1;

-- name: care_step_sent :exec
-- in: id int64, level int64
UPDATE aftercare_step SET sent_level = $2 WHERE id = $1;

-- name: care_reminder_insert :changed
-- in: step_id int64, due_at int64, level int64, now int64, person_id int64
INSERT INTO aftercare_reminder (step_id, due_at, level, at, person_id) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (step_id, due_at, level) DO NOTHING;

-- name: care_event_insert :exec
-- in: id int64, case_id int64, step_id int64?, now int64, person_id int64, kind int64, detail text
INSERT INTO aftercare_event (id, case_id, step_id, at, person_id, kind, detail) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: care_events :many
-- in: case_id int64
-- out: struct care_event_row { id int64, step_id int64?, step_kind int64?, at int64, person_id int64, person_name text?, kind int64,
--      detail text }
SELECT e.id, e.step_id, s.kind, e.at, e.person_id, p.name, e.kind, e.detail
    FROM aftercare_event e LEFT JOIN aftercare_step s ON s.id = e.step_id LEFT JOIN person p ON p.id = e.person_id
    WHERE e.case_id = $1 ORDER BY e.at, e.id;

-- Everybody who could own a step: whom the employee wants, and those who lead or back up the team or the centre.
-- Those who lead are few among thousands: from the role to the person (CROSS JOIN: SQLite then keeps the order).
-- name: care_candidates :many
-- in: centre_id int64, team_id int64, person_id int64
-- out: struct care_candidate_row { id int64, role int64, team_id int64, left_day int64? }
SELECT p.id, g.role, g.team_id, p.left_day FROM role_grant g CROSS JOIN person p
    WHERE p.id = g.person_id AND p.centre_id = $1 AND g.role IN (1, 2, 3) AND g.team_id IN (0, $2)
UNION ALL
SELECT p.id, -1, s.place, p.left_day FROM preferred_supporter s JOIN person p ON p.id = s.supporter_id
    WHERE s.person_id = $3 AND p.centre_id = $1;

-- name: care_absence_on :one
-- in: person_id int64, day int64
-- out: struct care_absence_row { to_day int64?, substitute_id int64? }
SELECT to_day, substitute_id FROM person_absence
    WHERE person_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY from_day DESC LIMIT 1;

-- name: care_person :one
-- in: id int64
-- out: struct care_person_row { centre_id int64, team_id int64?, name text, left_day int64? }
SELECT centre_id, team_id, name, left_day FROM person WHERE id = $1;

-- name: care_absence_put :exec
-- in: person_id int64, from_day int64, to_day int64?, substitute_id int64?, kind int64
INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (person_id, from_day, source) DO UPDATE
        SET to_day = excluded.to_day, substitute_id = excluded.substitute_id, kind = excluded.kind;

-- name: care_absence_delete :changed
-- in: person_id int64, from_day int64
DELETE FROM person_absence WHERE person_id = $1 AND from_day = $2 AND source = 0;

-- name: care_absences_followed :many
-- in: person_id int64, from_day int64
-- out: struct care_followed_row { from_day int64, to_day int64?, kind int64 }
SELECT from_day, to_day, kind FROM person_absence WHERE person_id = $1 AND source = 1 AND (to_day IS NULL OR to_day >= $2);

-- name: care_absence_follow :exec
-- in: person_id int64, from_day int64, to_day int64, kind int64
INSERT INTO person_absence (person_id, from_day, to_day, kind, source) VALUES ($1, $2, $3, $4, 1)
    ON CONFLICT (person_id, from_day, source) DO UPDATE SET to_day = excluded.to_day, kind = excluded.kind;

-- name: care_absence_unfollow :exec
-- in: person_id int64, from_day int64
DELETE FROM person_absence WHERE person_id = $1 AND from_day = $2 AND source = 1;

-- name: care_absences_since :many
-- in: centre_id int64, today int64
-- out: struct care_absent_row { person_id int64, person_name text, team_id int64?, from_day int64, to_day int64?,
--      substitute_id int64?, substitute_name text?, kind int64, source int64 }
SELECT p.id, p.name, p.team_id, b.from_day, b.to_day, b.substitute_id, s.name, b.kind, b.source
    FROM person_absence b JOIN person p ON p.id = b.person_id LEFT JOIN person s ON s.id = b.substitute_id
    WHERE p.centre_id = $1 AND (b.to_day IS NULL OR b.to_day >= $2) ORDER BY b.from_day, p.name_sort, p.id;

-- name: care_unable_from :one
-- in: person_id int64, day int64
-- out: struct care_unable_row { from_day int64 }
SELECT from_day FROM person_absence WHERE person_id = $1 AND kind = 0 AND (to_day IS NULL OR to_day >= $2)
    ORDER BY from_day LIMIT 1;

-- name: care_people :many
-- in: centre_id int64, today int64
-- out: struct care_colleague_team_row { id int64, name text, team_id int64? }
SELECT id, name, team_id FROM person WHERE centre_id = $1 AND (left_day IS NULL OR left_day >= $2) ORDER BY name_sort, id;

-- Open steps whose owner is nobody, has left, or is away until after it is due.
-- name: care_steps_lost :many
-- in: centre_id int64, today int64, limit int64
-- out: struct care_lost_row { id int64, due_at int64, to_day int64?, gone bool }
SELECT s.id, s.due_at, b.to_day, p.id IS NULL OR COALESCE(p.left_day < $2, FALSE)
    FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id LEFT JOIN person p ON p.id = s.owner_id
        LEFT JOIN person_absence b ON b.person_id = s.owner_id AND b.from_day <= $2 AND (b.to_day IS NULL OR b.to_day >= $2)
    WHERE k.closed_at IS NULL AND k.centre_id = $1 AND s.state = 0
        AND (p.id IS NULL OR p.left_day < $2 OR b.person_id IS NOT NULL)
    ORDER BY s.due_at LIMIT $3;

-- name: care_centres :many
-- out: struct care_centre_row { id int64, zone text }
SELECT id, zone FROM centre ORDER BY id;

-- Open cases that break the promise: 0 no owner, 1 no next step, 2 no time, 3 no clock.
-- name: care_broken :many
-- in: centre_id int64, limit int64
-- out: struct care_broken_row { case_id int64, kind int64, step_id int64? }
SELECT k.id, 0, s.id FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id
    WHERE k.closed_at IS NULL AND k.centre_id = $1 AND s.state = 0 AND s.owner_id = 0
UNION ALL
SELECT k.id, 1, NULL FROM aftercare_case k
    WHERE k.closed_at IS NULL AND k.centre_id = $1
        AND NOT EXISTS (SELECT 1 FROM aftercare_step s WHERE s.id = k.next_step_id AND s.state = 0)
UNION ALL
SELECT k.id, 2, s.id FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id
    WHERE k.closed_at IS NULL AND k.centre_id = $1 AND s.state = 0 AND s.due_at <= 0
UNION ALL
SELECT k.id, 3, s.id FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id
    WHERE k.closed_at IS NULL AND k.centre_id = $1 AND s.state = 0
        AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'aftercare.remind' AND j.object_id = s.id AND j.detail = ''
            AND j.broken_at IS NULL)
LIMIT $2;

-- name: care_alarm_raise :changed
-- in: id int64, case_id int64, kind int64, now int64
INSERT INTO aftercare_alarm (id, case_id, kind, raised_at)
    SELECT k.id, $2, $3, $4 FROM (SELECT CAST($1 AS BIGINT) AS id) k
    WHERE NOT EXISTS (SELECT 1 FROM aftercare_alarm x WHERE x.case_id = $2 AND x.kind = $3 AND x.cleared_at IS NULL);

-- name: care_alarms :many
-- in: centre_id int64
-- out: struct care_alarm_row { id int64, case_id int64, team_id int64, person_id int64, person_name text, kind int64, raised_at int64 }
SELECT x.id, x.case_id, k.team_id, k.person_id, p.name, x.kind, x.raised_at
    FROM aftercare_alarm x JOIN aftercare_case k ON k.id = x.case_id JOIN person p ON p.id = k.person_id
    WHERE x.cleared_at IS NULL AND k.centre_id = $1 ORDER BY x.raised_at, x.id;

-- name: care_alarm_clear :exec
-- in: id int64, now int64
UPDATE aftercare_alarm SET cleared_at = $2 WHERE id = $1;

-- name: care_checker_waits :one
-- out: struct care_checker_row { id int64 }
SELECT id FROM job WHERE kind = 'aftercare.check' AND broken_at IS NULL LIMIT 1;

-- The next step of each case of a team.
-- name: care_board_team :many
-- in: team_id int64, limit int64
-- out: struct care_board_row { case_id int64, number int64, person_id int64, person_name text, team_id int64, weight int64,
--      step_id int64, kind int64, owner_id int64, owner_name text?, opens_at int64, due_at int64, answer int64 }
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.weight, s.id, s.kind, s.owner_id, o.name, s.opens_at, s.due_at, s.answer
    FROM aftercare_case k JOIN aftercare_step s ON s.id = k.next_step_id JOIN person p ON p.id = k.person_id
        JOIN incident i ON i.id = k.incident_id LEFT JOIN person o ON o.id = s.owner_id
    WHERE k.team_id = $1 AND k.closed_at IS NULL ORDER BY k.next_due_at, k.id LIMIT $2;

-- name: care_board_centre :many
-- in: centre_id int64, limit int64
-- out: struct care_board_row
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.weight, s.id, s.kind, s.owner_id, o.name, s.opens_at, s.due_at, s.answer
    FROM aftercare_case k JOIN aftercare_step s ON s.id = k.next_step_id JOIN person p ON p.id = k.person_id
        JOIN incident i ON i.id = k.incident_id LEFT JOIN person o ON o.id = s.owner_id
    WHERE k.centre_id = $1 AND k.closed_at IS NULL ORDER BY k.next_due_at, k.id LIMIT $2;

-- name: care_board_owner :many
-- in: owner_id int64, limit int64
-- out: struct care_board_row
SELECT k.id, i.number, k.person_id, p.name, k.team_id, k.weight, s.id, s.kind, s.owner_id, o.name, s.opens_at, s.due_at, s.answer
    FROM aftercare_step s JOIN aftercare_case k ON k.id = s.case_id JOIN person p ON p.id = k.person_id
        JOIN incident i ON i.id = k.incident_id LEFT JOIN person o ON o.id = s.owner_id
    WHERE s.owner_id = $1 AND s.state = 0 ORDER BY s.due_at, s.id LIMIT $2;

-- How many of each: what the board would show, without reading it. The actor's own cases are not among them.
-- name: care_count_team :one
-- in: team_id int64, person_id int64, now int64
-- out: struct care_count_row { n int64, n_overdue int64, n_mine int64 }
SELECT COUNT(*), COUNT(CASE WHEN s.due_at < $3 THEN 1 END), COUNT(CASE WHEN s.owner_id = $2 THEN 1 END)
    FROM aftercare_case k JOIN aftercare_step s ON s.id = k.next_step_id
    WHERE k.team_id = $1 AND k.closed_at IS NULL AND k.person_id <> $2;

-- name: care_count_centre :one
-- in: centre_id int64, person_id int64, now int64
-- out: struct care_count_row
SELECT COUNT(*), COUNT(CASE WHEN s.due_at < $3 THEN 1 END), COUNT(CASE WHEN s.owner_id = $2 THEN 1 END)
    FROM aftercare_case k JOIN aftercare_step s ON s.id = k.next_step_id
    WHERE k.centre_id = $1 AND k.closed_at IS NULL AND k.person_id <> $2;

-- Cases in which the actor owns an open step, by team; late when the first of those is.
-- name: care_count_owner :many
-- in: owner_id int64, now int64
-- out: struct care_count_owner_row { centre_id int64, team_id int64, n int64, n_overdue int64 }
SELECT x.centre_id, x.team_id, COUNT(*), COUNT(CASE WHEN x.due_at < $2 THEN 1 END)
    FROM (SELECT k.centre_id, k.team_id, MIN(s.due_at) AS due_at FROM aftercare_step s JOIN aftercare_case k ON k.id = s.case_id
        WHERE s.owner_id = $1 AND s.state = 0 AND k.person_id <> $1 GROUP BY k.id, k.centre_id, k.team_id) x
    GROUP BY x.centre_id, x.team_id;

-- name: care_look_since :one
-- in: case_id int64, person_id int64, since int64
-- out: struct care_look_row { at int64 }
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'aftercare_seen' LIMIT 1;

-- name: care_supporters :many
-- in: person_id int64
-- out: struct care_supporter_row { id int64, name text, place int64 }
SELECT p.id, p.name, s.place FROM preferred_supporter s JOIN person p ON p.id = s.supporter_id
    WHERE s.person_id = $1 ORDER BY s.place;

-- name: care_supporters_clear :exec
-- in: person_id int64
DELETE FROM preferred_supporter WHERE person_id = $1;

-- name: care_supporter_put :exec
-- in: person_id int64, place int64, supporter_id int64
INSERT INTO preferred_supporter (person_id, place, supporter_id) VALUES ($1, $2, $3);

-- name: care_colleagues :many
-- in: centre_id int64, team_id int64, person_id int64, today int64
-- out: struct care_colleague_row { id int64, name text }
SELECT p.id, p.name FROM person p
    WHERE p.centre_id = $1 AND p.id <> $3 AND (p.left_day IS NULL OR p.left_day >= $4)
        AND (p.team_id = $2 OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role IN (1, 2, 3)
            AND (g.team_id = $2 OR g.team_id = 0)))
    ORDER BY p.name_sort;

-- name: care_pause_open :one
-- in: person_id int64
-- out: struct care_pause_row { id int64, started_at int64 }
SELECT id, started_at FROM recovery_pause WHERE person_id = $1 AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1;

-- name: care_pause_start :exec
-- in: id int64, person_id int64, now int64
INSERT INTO recovery_pause (id, person_id, started_at) VALUES ($1, $2, $3);

-- name: care_pause_end :exec
-- in: id int64, now int64
UPDATE recovery_pause SET ended_at = $2 WHERE id = $1;

-- name: care_contacts :many
-- in: centre_id int64
-- out: struct care_contact_row { id int64, place int64, name text, phone text, hours text, verified_on int64 }
SELECT id, place, name, phone, hours, verified_on FROM aftercare_contact WHERE centre_id = $1 ORDER BY place, id;

-- name: care_contact_insert :exec
-- in: id int64, centre_id int64, place int64, name text, phone text, hours text, verified_on int64
INSERT INTO aftercare_contact (id, centre_id, place, name, phone, hours, verified_on) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: care_contact_change :changed
-- in: id int64, centre_id int64, place int64, name text, phone text, hours text, verified_on int64
UPDATE aftercare_contact SET place = $3, name = $4, phone = $5, hours = $6, verified_on = $7
    WHERE id = $1 AND centre_id = $2;

-- name: care_contact_delete :changed
-- in: id int64, centre_id int64
DELETE FROM aftercare_contact WHERE id = $1 AND centre_id = $2;

-- name: care_contacts_stale :many
-- in: centre_id int64, before int64
-- out: struct care_stale_row { id int64, verified_on int64 }
SELECT id, verified_on FROM aftercare_contact WHERE centre_id = $1 AND verified_on < $2;

-- name: care_plan_at :one
-- in: centre_id int64, version int64
-- out: struct care_plan_row
SELECT id, version, made_at, made_by FROM aftercare_plan WHERE centre_id = $1 AND version = $2;

-- name: care_plan_versions :many
-- in: centre_id int64
-- out: struct care_plan_version_row { version int64, made_at int64, made_by int64, maker_name text?, n_running int64 }
SELECT l.version, l.made_at, l.made_by, p.name,
        (SELECT COUNT(*) FROM aftercare_case k WHERE k.plan_id = l.id AND k.closed_at IS NULL)
    FROM aftercare_plan l LEFT JOIN person p ON p.id = l.made_by WHERE l.centre_id = $1 ORDER BY l.version DESC;

-- name: care_learning_insert :exec
-- in: id int64, centre_id int64, case_id int64, text text, text_fold text, now int64, by int64
INSERT INTO aftercare_learning (id, centre_id, case_id, text, text_fold, at, by_id) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: care_learnings :many
-- in: centre_id int64, before int64, pattern text, limit int64
-- out: struct care_learning_row { id int64, text text, at int64 }
SELECT id, text, at FROM aftercare_learning
    WHERE centre_id = $1 AND id < $2 AND text_fold LIKE $3 ESCAPE '!' ORDER BY id DESC LIMIT $4;

-- name: care_names_of :many
-- in: centre_id int64
-- out: struct care_name_row { name_fold text }
SELECT name_fold FROM person WHERE centre_id = $1;

-- Open steps of this rule whose time is still the plan's: nobody moved it with a reason (kind: of that event), nobody answered.
-- name: care_running :many
-- in: centre_id int64, rule int64, moved int64
-- out: struct care_running_row { id int64, case_id int64, kind int64, rule int64, start_at int64, due_at int64, amount int64,
--      opens_after int64 }
SELECT s.id, s.case_id, s.kind, s.rule, s.start_at, s.due_at, p.amount, p.opens_after
    FROM aftercare_case k JOIN aftercare_step s ON s.case_id = k.id
        JOIN aftercare_plan_step p ON p.plan_id = k.plan_id AND p.kind = s.kind AND p.rule = s.rule
    WHERE k.centre_id = $1 AND k.closed_at IS NULL AND s.state = 0 AND s.answer = 0 AND s.rule = $2
        AND NOT EXISTS (SELECT 1 FROM aftercare_event e WHERE e.case_id = k.id AND e.step_id = s.id AND e.kind = $3 AND e.detail <> '')
    ORDER BY s.id;
