-- All statements of onboarding. A run is read with who is beside the newcomer on a day: the mentor, or who stands in.

-- ---- plans

-- name: onboarding_plan_at :one
-- in: centre_id int64, profile int64, version int64
-- out: struct onboarding_plan_row { id int64, version int64, made_at int64 }
SELECT id, version, made_at FROM onboarding_plan WHERE centre_id = $1 AND profile = $2 AND version = $3;

-- name: onboarding_plan_latest :one
-- in: centre_id int64, profile int64
-- out: struct onboarding_plan_row
SELECT id, version, made_at FROM onboarding_plan WHERE centre_id = $1 AND profile = $2 AND version > 0
    ORDER BY version DESC LIMIT 1;

-- name: onboarding_plan_versions :many
-- in: centre_id int64, profile int64
-- out: struct onboarding_version_row { version int64, made_at int64, maker_name text?, n_running int64 }
SELECT l.version, l.made_at, p.name, (SELECT COUNT(*) FROM onboarding_run r
        WHERE r.centre_id = l.centre_id AND r.profile = l.profile AND r.version = l.version AND r.ended_at IS NULL)
    FROM onboarding_plan l LEFT JOIN person p ON p.id = l.made_by
    WHERE l.centre_id = $1 AND l.profile = $2 AND l.version > 0 ORDER BY l.version DESC;

-- name: onboarding_plan_insert :exec
-- in: id int64, centre_id int64, profile int64, version int64, now int64, by int64
INSERT INTO onboarding_plan (id, centre_id, profile, version, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: onboarding_plan_publish :changed
-- in: id int64, version int64, now int64, by int64
UPDATE onboarding_plan SET version = $2, made_at = $3, made_by = $4 WHERE id = $1 AND version = 0;

-- name: onboarding_plan_delete :exec
-- in: id int64
DELETE FROM onboarding_plan WHERE id = $1;

-- name: onboarding_plan_items :many
-- in: plan_id int64
-- out: struct onboarding_plan_item_row { word text, title_da text, title_en text, day int64, role int64, kind int64, minutes int64,
--      competence int64, needs text, module text, flags int64 }
SELECT word, title_da, title_en, day, role, kind, minutes, competence, needs, module, flags FROM onboarding_plan_item
    WHERE plan_id = $1 ORDER BY day, word;

-- name: onboarding_plan_item_put :exec
-- in: plan_id int64, word text, title_da text, title_en text, day int64, role int64, kind int64, minutes int64, competence int64,
--     needs text, module text, flags int64
INSERT INTO onboarding_plan_item (plan_id, word, title_da, title_en, day, role, kind, minutes, competence, needs, module, flags)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (plan_id, word) DO UPDATE SET title_da = excluded.title_da, title_en = excluded.title_en, day = excluded.day,
        role = excluded.role, kind = excluded.kind, minutes = excluded.minutes, competence = excluded.competence,
        needs = excluded.needs, module = excluded.module, flags = excluded.flags;

-- name: onboarding_plan_item_drop :changed
-- in: plan_id int64, word text
DELETE FROM onboarding_plan_item WHERE plan_id = $1 AND word = $2;

-- name: onboarding_plan_items_drop :exec
-- in: plan_id int64
DELETE FROM onboarding_plan_item WHERE plan_id = $1;

-- ---- runs

-- The rows are true for this day.
-- name: onboarding_run :one
-- in: day int64, id int64
-- out: struct onboarding_run_row { id int64, centre_id int64, person_id int64, person_name text, left_day int64?, team_id int64,
--      team_name text?, class_id int64?, class_name text?, profile int64, version int64, start_day int64, made_at int64,
--      ended_at int64?, first_call_at int64?, first_noted_at int64?, first_said bool, unready_at int64?, zone text, day int64,
--      mentor_id int64?, mentor_name text?, mentor_holds bool, mentor_away bool, stand_in_id int64?, stand_in_name text?,
--      stand_in_holds bool }
SELECT r.id, r.centre_id, r.person_id, p.name, p.left_day, r.team_id, t.name, r.class_id, k.name, r.profile, r.version, r.start_day,
        r.made_at, r.ended_at, r.first_call_at, r.first_noted_at, r.first_said, r.unready_at, c.zone, CAST($1 AS BIGINT),
        m.id, m.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = m.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
            AND (m.left_day IS NULL OR m.left_day >= $1),
        b.person_id IS NOT NULL OR COALESCE(m.left_day < $1, FALSE),
        s.id, s.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = s.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
    FROM onboarding_run r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN onboarding_class k ON k.id = r.class_id
        LEFT JOIN onboarding_pair q ON q.id = (SELECT MAX(x.id) FROM onboarding_pair x
            WHERE x.run_id = r.id AND x.from_day <= $1 AND (x.to_day IS NULL OR x.to_day >= $1))
        LEFT JOIN person m ON m.id = q.mentor_id
        LEFT JOIN person_absence b ON b.person_id = m.id AND b.from_day = (SELECT MAX(a.from_day) FROM person_absence a
            WHERE a.person_id = m.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
        LEFT JOIN person s ON s.id = b.substitute_id AND s.centre_id = r.centre_id AND s.id <> r.person_id
            AND (s.left_day IS NULL OR s.left_day >= $1) AND NOT EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = s.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
    WHERE r.id = $2;

-- name: onboarding_run_of :one
-- in: day int64, person_id int64
-- out: struct onboarding_run_row
SELECT r.id, r.centre_id, r.person_id, p.name, p.left_day, r.team_id, t.name, r.class_id, k.name, r.profile, r.version, r.start_day,
        r.made_at, r.ended_at, r.first_call_at, r.first_noted_at, r.first_said, r.unready_at, c.zone, CAST($1 AS BIGINT),
        m.id, m.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = m.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
            AND (m.left_day IS NULL OR m.left_day >= $1),
        b.person_id IS NOT NULL OR COALESCE(m.left_day < $1, FALSE),
        s.id, s.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = s.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
    FROM onboarding_run r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN onboarding_class k ON k.id = r.class_id
        LEFT JOIN onboarding_pair q ON q.id = (SELECT MAX(x.id) FROM onboarding_pair x
            WHERE x.run_id = r.id AND x.from_day <= $1 AND (x.to_day IS NULL OR x.to_day >= $1))
        LEFT JOIN person m ON m.id = q.mentor_id
        LEFT JOIN person_absence b ON b.person_id = m.id AND b.from_day = (SELECT MAX(a.from_day) FROM person_absence a
            WHERE a.person_id = m.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
        LEFT JOIN person s ON s.id = b.substitute_id AND s.centre_id = r.centre_id AND s.id <> r.person_id
            AND (s.left_day IS NULL OR s.left_day >= $1) AND NOT EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = s.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
    WHERE r.person_id = $2 AND r.ended_at IS NULL;

-- name: onboarding_runs :many
-- in: day int64, centre_id int64
-- out: struct onboarding_run_row
SELECT r.id, r.centre_id, r.person_id, p.name, p.left_day, r.team_id, t.name, r.class_id, k.name, r.profile, r.version, r.start_day,
        r.made_at, r.ended_at, r.first_call_at, r.first_noted_at, r.first_said, r.unready_at, c.zone, CAST($1 AS BIGINT),
        m.id, m.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = m.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
            AND (m.left_day IS NULL OR m.left_day >= $1),
        b.person_id IS NOT NULL OR COALESCE(m.left_day < $1, FALSE),
        s.id, s.name, EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = s.id AND g.role = 4 AND g.team_id IN (0, r.team_id))
    FROM onboarding_run r JOIN person p ON p.id = r.person_id JOIN centre c ON c.id = r.centre_id
        LEFT JOIN team t ON t.id = r.team_id LEFT JOIN onboarding_class k ON k.id = r.class_id
        LEFT JOIN onboarding_pair q ON q.id = (SELECT MAX(x.id) FROM onboarding_pair x
            WHERE x.run_id = r.id AND x.from_day <= $1 AND (x.to_day IS NULL OR x.to_day >= $1))
        LEFT JOIN person m ON m.id = q.mentor_id
        LEFT JOIN person_absence b ON b.person_id = m.id AND b.from_day = (SELECT MAX(a.from_day) FROM person_absence a
            WHERE a.person_id = m.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
        LEFT JOIN person s ON s.id = b.substitute_id AND s.centre_id = r.centre_id AND s.id <> r.person_id
            AND (s.left_day IS NULL OR s.left_day >= $1) AND NOT EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = s.id AND a.from_day <= $1 AND (a.to_day IS NULL OR a.to_day >= $1))
    WHERE r.centre_id = $2 AND r.ended_at IS NULL ORDER BY r.start_day, p.name_sort, r.id;

-- name: onboarding_run_place :one
-- in: id int64
-- out: struct onboarding_place_row { centre_id int64, zone text }
SELECT r.centre_id, c.zone FROM onboarding_run r JOIN centre c ON c.id = r.centre_id WHERE r.id = $1;

-- name: onboarding_centre :one
-- in: id int64
-- out: struct onboarding_place_row
SELECT id, zone FROM centre WHERE id = $1;

-- name: onboarding_person :one
-- in: id int64
-- out: struct onboarding_member { centre_id int64, team_id int64?, left_day int64?, zone text }
SELECT p.centre_id, p.team_id, p.left_day, c.zone FROM person p JOIN centre c ON c.id = p.centre_id WHERE p.id = $1;

-- name: onboarding_run_insert :exec
-- in: id int64, centre_id int64, person_id int64, team_id int64, class_id int64?, profile int64, version int64, start_day int64,
--     now int64, by int64
INSERT INTO onboarding_run (id, centre_id, person_id, team_id, class_id, profile, version, start_day, made_at, made_by, first_said,
        first_told)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, 0);

-- name: onboarding_run_change :exec
-- in: id int64, profile int64, version int64, start_day int64
UPDATE onboarding_run SET profile = $2, version = $3, start_day = $4 WHERE id = $1;

-- name: onboarding_run_end :changed
-- in: id int64, now int64
UPDATE onboarding_run SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL;

-- name: onboarding_run_first :changed
-- in: id int64, at int64, now int64, said bool
UPDATE onboarding_run SET first_call_at = $2, first_noted_at = $3, first_said = $4, unready_at = NULL
    WHERE id = $1 AND first_call_at IS NULL;

-- name: onboarding_run_told :changed
-- in: id int64, told int64
UPDATE onboarding_run SET first_told = $2 WHERE id = $1 AND first_told < $2;

-- name: onboarding_run_unready :exec
-- in: id int64, at int64?
UPDATE onboarding_run SET unready_at = $2 WHERE id = $1;

-- Those of a centre whose first call is not known.
-- name: onboarding_uncalled :many
-- in: centre_id int64
-- out: struct onboarding_uncalled_row { id int64, person_id int64, start_day int64 }
SELECT id, person_id, start_day FROM onboarding_run WHERE centre_id = $1 AND ended_at IS NULL AND first_call_at IS NULL;

-- name: onboarding_first_record :one
-- in: person_id int64, since int64, until int64
-- out: struct onboarding_call_row { started_at int64, talk_ms int64 }
SELECT started_at, talk_ms FROM call WHERE person_id = $1 AND started_at >= $2 AND started_at <= $3 AND talk_ms > 0
    ORDER BY started_at LIMIT 1;

-- name: onboarding_talked_calls :many
-- in: person_id int64, since int64, until int64
-- out: struct onboarding_call_row
SELECT started_at, talk_ms FROM call WHERE person_id = $1 AND started_at >= $2 AND started_at < $3 AND talk_ms > 0
    ORDER BY started_at;

-- name: onboarding_startable :many
-- in: centre_id int64, today int64
-- out: struct onboarding_person_row { id int64, name text, name_fold text, team_id int64, started_day int64?, team_name text }
SELECT p.id, p.name, p.name_fold, t.id, p.started_day, t.name FROM person p JOIN team t ON t.id = p.team_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2)
        AND NOT EXISTS (SELECT 1 FROM onboarding_run r WHERE r.person_id = p.id AND r.ended_at IS NULL)
    ORDER BY COALESCE(p.started_day, 0) DESC, p.name_sort, p.id;

-- name: onboarding_teams :many
-- in: centre_id int64
-- out: struct onboarding_team_row { id int64, name text }
SELECT id, name FROM team WHERE centre_id = $1 ORDER BY name_sort, id;

-- name: onboarding_class_insert :exec
-- in: id int64, centre_id int64, name text, start_day int64, now int64, by int64
INSERT INTO onboarding_class (id, centre_id, name, start_day, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: onboarding_classes :many
-- in: centre_id int64
-- out: struct onboarding_class_row { id int64, name text, start_day int64, n_active int64 }
SELECT k.id, k.name, k.start_day,
        (SELECT COUNT(*) FROM onboarding_run r WHERE r.class_id = k.id AND r.ended_at IS NULL)
    FROM onboarding_class k WHERE k.centre_id = $1 ORDER BY k.start_day DESC, k.id DESC;

-- ---- items

-- name: onboarding_items :many
-- in: run_id int64
-- out: struct onboarding_item_row { id int64, run_id int64, word text, title_da text, title_en text, day int64, due_day int64, role int64,
--      kind int64, minutes int64, competence int64, needs text, module text, flags int64, state int64, ended_at int64?,
--      ended_by int64?, ender_name text?, evidence text, reason text }
SELECT i.id, i.run_id, i.word, i.title_da, i.title_en, i.day, i.due_day, i.role, i.kind, i.minutes, i.competence, i.needs, i.module,
        i.flags, i.state, i.ended_at, i.ended_by, e.name, i.evidence, i.reason
    FROM onboarding_item i LEFT JOIN person e ON e.id = i.ended_by
    WHERE i.run_id = $1 ORDER BY i.due_day, i.day, i.word;

-- name: onboarding_item :one
-- in: id int64
-- out: struct onboarding_item_row
SELECT i.id, i.run_id, i.word, i.title_da, i.title_en, i.day, i.due_day, i.role, i.kind, i.minutes, i.competence, i.needs, i.module,
        i.flags, i.state, i.ended_at, i.ended_by, e.name, i.evidence, i.reason
    FROM onboarding_item i LEFT JOIN person e ON e.id = i.ended_by
    WHERE i.id = $1;

-- name: onboarding_item_insert :exec
-- in: id int64, run_id int64, word text, title_da text, title_en text, day int64, due_day int64, role int64, kind int64,
--     minutes int64, competence int64, needs text, module text, flags int64
INSERT INTO onboarding_item (id, run_id, word, title_da, title_en, day, due_day, role, kind, minutes, competence, needs, module,
        flags, state, evidence, reason)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, '', '');

-- What a change of plan does to an item that is there: its time and words anew; one that was taken away is back.
-- name: onboarding_item_move :exec
-- in: id int64, title_da text, title_en text, day int64, due_day int64, role int64, kind int64, minutes int64, competence int64,
--     needs text, module text, flags int64
UPDATE onboarding_item SET title_da = $2, title_en = $3, day = $4, due_day = $5, role = $6, kind = $7, minutes = $8,
        competence = $9, needs = $10, module = $11, flags = $12, state = 0
    WHERE id = $1 AND state IN (0, 3);

-- name: onboarding_item_due :exec
-- in: id int64, due_day int64
UPDATE onboarding_item SET due_day = $2 WHERE id = $1;

-- name: onboarding_item_gone :exec
-- in: id int64
UPDATE onboarding_item SET state = 3 WHERE id = $1 AND state = 0;

-- name: onboarding_item_end :changed
-- in: id int64, state int64, now int64, by int64, evidence text, reason text
UPDATE onboarding_item SET state = $2, ended_at = $3, ended_by = $4, evidence = $5, reason = $6 WHERE id = $1 AND state = 0;

-- name: onboarding_item_open :changed
-- in: id int64
UPDATE onboarding_item SET state = 0, ended_at = NULL, ended_by = NULL, evidence = '', reason = ''
    WHERE id = $1 AND state IN (1, 2);

-- name: onboarding_item_by_module :many
-- in: person_id int64, module text
-- out: struct onboarding_id_row { id int64 }
SELECT i.id FROM onboarding_item i JOIN onboarding_run r ON r.id = i.run_id
    WHERE r.person_id = $1 AND r.ended_at IS NULL AND i.module = $2 AND i.state = 0 ORDER BY i.id;

-- name: onboarding_item_by_word :many
-- in: run_id int64, word text
-- out: struct onboarding_id_row
SELECT id FROM onboarding_item WHERE run_id = $1 AND word = $2 AND state = 0;

-- Open ones of a centre by a day.
-- name: onboarding_due :many
-- in: centre_id int64, until_day int64
-- out: struct onboarding_wait_row { id int64, run_id int64, person_id int64, person_name text, team_id int64, title_da text,
--      title_en text, role int64, kind int64, minutes int64, due_day int64, flags int64 }
SELECT i.id, r.id, p.id, p.name, r.team_id, i.title_da, i.title_en, i.role, i.kind, i.minutes, i.due_day, i.flags
    FROM onboarding_run r JOIN onboarding_item i ON i.run_id = r.id JOIN person p ON p.id = r.person_id
    WHERE r.centre_id = $1 AND r.ended_at IS NULL AND i.state = 0 AND i.due_day <= $2
        AND (p.left_day IS NULL OR p.left_day >= r.start_day)
    ORDER BY i.due_day, p.name_sort, i.word, i.id;

-- How far each of a centre's newcomers is.
-- name: onboarding_progress :many
-- in: centre_id int64, today int64
-- out: struct onboarding_progress_row { run_id int64, n_open int64, n_over int64, n_late int64 }
SELECT r.id, (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id AND i.state = 0),
        (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id AND i.state IN (1, 2)),
        (SELECT COUNT(*) FROM onboarding_item i WHERE i.run_id = r.id AND i.state = 0 AND i.due_day < $2)
    FROM onboarding_run r WHERE r.centre_id = $1 AND r.ended_at IS NULL ORDER BY r.id;

-- name: onboarding_reminder_insert :changed
-- in: item_id int64, due_day int64, level int64, person_id int64, now int64
INSERT INTO onboarding_reminder (item_id, due_day, level, person_id, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (item_id, due_day, level, person_id) DO NOTHING;

-- name: onboarding_reminded :one
-- in: item_id int64, due_day int64, level int64
-- out: struct onboarding_count_row { n int64 }
SELECT COUNT(*) FROM onboarding_reminder WHERE item_id = $1 AND due_day = $2 AND level = $3;

-- ---- mentors

-- Those who hold a role for a team or the whole centre, and whether they are there today.
-- name: onboarding_holders :many
-- in: centre_id int64, team_id int64, role int64, today int64
-- out: struct onboarding_holder_row { person_id int64, name text, team_id int64, is_away bool, stand_in_id int64? }
SELECT p.id, p.name, g.team_id, b.person_id IS NOT NULL, s.id
    FROM role_grant g CROSS JOIN person p
        LEFT JOIN person_absence b ON b.person_id = p.id AND b.from_day = (SELECT MAX(a.from_day) FROM person_absence a
            WHERE a.person_id = p.id AND a.from_day <= $4 AND (a.to_day IS NULL OR a.to_day >= $4))
        LEFT JOIN person s ON s.id = b.substitute_id AND s.centre_id = p.centre_id AND (s.left_day IS NULL OR s.left_day >= $4)
            AND NOT EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = s.id AND a.from_day <= $4 AND (a.to_day IS NULL OR a.to_day >= $4))
    WHERE p.id = g.person_id AND p.centre_id = $1 AND g.role = $3 AND g.team_id IN (0, $2) AND (p.left_day IS NULL OR p.left_day >= $4)
    ORDER BY g.team_id DESC, p.name_sort, p.id;

-- Whom a newcomer of a team may ask: who is beside them, those who lead it, and the safety group.
-- name: onboarding_ask :many
-- in: centre_id int64, team_id int64, today int64, mentor_id int64
-- out: struct onboarding_ask_row { person_id int64, name text, role int64, team_name text?, place text?, photo_id int64? }
SELECT p.id, p.name, g.role, t.name, c.place, f.id FROM role_grant g CROSS JOIN person p
        LEFT JOIN team t ON t.id = COALESCE(NULLIF(g.team_id, 0), p.team_id)
        LEFT JOIN person_card c ON c.person_id = p.id LEFT JOIN person_photo f ON f.person_id = p.id
    WHERE p.id = g.person_id AND p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $3)
        AND ((g.role = 3 AND g.team_id = $2) OR (g.role = 6 AND g.team_id IN (0, $2)) OR (g.role = 4 AND p.id = $4))
    ORDER BY CASE WHEN g.role = 4 THEN 0 ELSE 1 END, g.role, p.name_sort, p.id;

-- Who may be mentor in a team, the least loaded first.
-- name: onboarding_mentors :many
-- in: centre_id int64, team_id int64, today int64
-- out: struct onboarding_mentor_row { person_id int64, name text, load int64, most int64, is_away bool }
SELECT m.id, m.name, m.n, m.most, m.away FROM (
    SELECT p.id AS id, p.name AS name, p.name_sort AS name_sort,
            (SELECT COUNT(*) FROM onboarding_pair q JOIN onboarding_run r ON r.id = q.run_id
                WHERE q.mentor_id = p.id AND r.ended_at IS NULL AND (q.to_day IS NULL OR q.to_day >= $3)) AS n,
            COALESCE((SELECT c.most FROM onboarding_capacity c WHERE c.person_id = p.id), 2) AS most,
            EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = p.id AND a.from_day <= $3 AND (a.to_day IS NULL OR a.to_day >= $3)) AS away
        FROM person p
        WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $3) AND EXISTS (SELECT 1 FROM role_grant g
            WHERE g.person_id = p.id AND g.role = 4 AND g.team_id IN (0, $2))) m
    ORDER BY m.n, m.name_sort, m.id;

-- name: onboarding_mentors_all :many
-- in: centre_id int64, today int64
-- out: struct onboarding_mentor_row
SELECT m.id, m.name, m.n, m.most, m.away FROM (
    SELECT p.id AS id, p.name AS name, p.name_sort AS name_sort,
            (SELECT COUNT(*) FROM onboarding_pair q JOIN onboarding_run r ON r.id = q.run_id
                WHERE q.mentor_id = p.id AND r.ended_at IS NULL AND (q.to_day IS NULL OR q.to_day >= $2)) AS n,
            COALESCE((SELECT c.most FROM onboarding_capacity c WHERE c.person_id = p.id), 2) AS most,
            EXISTS (SELECT 1 FROM person_absence a
                WHERE a.person_id = p.id AND a.from_day <= $2 AND (a.to_day IS NULL OR a.to_day >= $2)) AS away
        FROM person p
        WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) AND EXISTS (SELECT 1 FROM role_grant g
            WHERE g.person_id = p.id AND g.role = 4)) m
    ORDER BY m.n, m.name_sort, m.id;

-- name: onboarding_pair_insert :exec
-- in: id int64, run_id int64, mentor_id int64, from_day int64, now int64, by int64
INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6);

-- name: onboarding_pair_end :exec
-- in: run_id int64, last_day int64
UPDATE onboarding_pair SET to_day = $2 WHERE run_id = $1 AND to_day IS NULL;

-- name: onboarding_capacity_put :exec
-- in: person_id int64, most int64
INSERT INTO onboarding_capacity (person_id, most) VALUES ($1, $2)
    ON CONFLICT (person_id) DO UPDATE SET most = excluded.most;

-- ---- the shield

-- name: onboarding_incident :one
-- in: id int64
-- out: struct onboarding_incident_row { person_id int64, logged_by int64, logged_at int64, class int64, hit int64, newcomer bool,
--      wants_talk bool, talked_at int64? }
SELECT person_id, logged_by, logged_at, class, hit, newcomer, wants_talk, talked_at FROM incident WHERE id = $1;

-- name: onboarding_shield_insert :changed
-- in: id int64, run_id int64, incident_id int64, logged_at int64, due_at int64, owner_id int64, cared bool
INSERT INTO onboarding_shield (id, run_id, incident_id, logged_at, due_at, owner_id, cared) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (incident_id) DO NOTHING;

-- name: onboarding_shield_of :one
-- in: incident_id int64
-- out: struct onboarding_shield_row { id int64, run_id int64, incident_id int64, logged_at int64, due_at int64, owner_id int64,
--      cared bool, climbed_at int64?, held_at int64? }
SELECT id, run_id, incident_id, logged_at, due_at, owner_id, cared, climbed_at, held_at FROM onboarding_shield
    WHERE incident_id = $1;

-- name: onboarding_shield_at :one
-- in: id int64
-- out: struct onboarding_shield_row
SELECT id, run_id, incident_id, logged_at, due_at, owner_id, cared, climbed_at, held_at FROM onboarding_shield WHERE id = $1;

-- name: onboarding_shield_cared :exec
-- in: id int64
UPDATE onboarding_shield SET cared = TRUE WHERE id = $1;

-- name: onboarding_shield_held :changed
-- in: id int64, now int64, by int64
UPDATE onboarding_shield SET held_at = $2, held_by = $3 WHERE id = $1 AND held_at IS NULL;

-- name: onboarding_shield_climb :exec
-- in: id int64, owner_id int64, now int64
UPDATE onboarding_shield SET owner_id = $2, climbed_at = $3 WHERE id = $1;

-- Not held yet, and nobody talked in the aftercare of it by a first contact, first aid or a talk.
-- name: onboarding_talks :many
-- in: centre_id int64
-- out: struct onboarding_talk_row { id int64, run_id int64, person_id int64, person_name text, team_id int64, logged_at int64,
--      due_at int64, owner_id int64, owner_name text?, cared bool, climbed_at int64?, case_id int64? }
SELECT s.id, r.id, p.id, p.name, r.team_id, s.logged_at, s.due_at, s.owner_id, o.name, s.cared, s.climbed_at, k.id
    FROM onboarding_shield s JOIN onboarding_run r ON r.id = s.run_id JOIN person p ON p.id = r.person_id
        LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN aftercare_case k ON k.incident_id = s.incident_id
    WHERE s.held_at IS NULL AND r.ended_at IS NULL AND r.centre_id = $1 AND NOT EXISTS (SELECT 1 FROM aftercare_step e
        WHERE e.case_id = k.id AND e.state = 1 AND e.kind IN (1, 2, 6))
    ORDER BY s.due_at, s.id;

-- The latest of one newcomer.
-- name: onboarding_talk_of :one
-- in: person_id int64
-- out: struct onboarding_own_talk_row { owner_name text? }
SELECT o.name FROM onboarding_run r JOIN onboarding_shield s ON s.run_id = r.id LEFT JOIN person o ON o.id = s.owner_id
    WHERE r.person_id = $1 AND r.ended_at IS NULL AND s.held_at IS NULL AND NOT EXISTS (SELECT 1 FROM aftercare_case k
        JOIN aftercare_step e ON e.case_id = k.id WHERE k.incident_id = s.incident_id AND e.state = 1 AND e.kind IN (1, 2, 6))
    ORDER BY s.due_at DESC, s.id DESC LIMIT 1;

-- name: onboarding_shields_since :one
-- in: run_id int64, since int64
-- out: struct onboarding_count_row
SELECT COUNT(*) FROM onboarding_shield WHERE run_id = $1 AND logged_at > $2;

-- name: onboarding_workload_raise :changed
-- in: id int64, centre_id int64, team_id int64, now int64
INSERT INTO onboarding_workload (id, centre_id, team_id, raised_at)
    SELECT x.id, $2, $3, $4 FROM (SELECT CAST($1 AS BIGINT) AS id) x
    WHERE NOT EXISTS (SELECT 1 FROM onboarding_workload w WHERE w.team_id = $3 AND w.ended_at IS NULL);

-- name: onboarding_workloads :many
-- in: centre_id int64
-- out: struct onboarding_workload_row { id int64, team_id int64, team_name text?, raised_at int64 }
SELECT w.id, w.team_id, t.name, w.raised_at FROM onboarding_workload w LEFT JOIN team t ON t.id = w.team_id
    WHERE w.centre_id = $1 AND w.ended_at IS NULL ORDER BY w.raised_at, w.id;

-- name: onboarding_workload_end :changed
-- in: id int64, now int64, by int64
UPDATE onboarding_workload SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL;

-- name: onboarding_look_since :one
-- in: run_id int64, person_id int64, since int64
-- out: struct onboarding_call_at_row { at int64 }
SELECT at FROM audit WHERE object_id = $1 AND person_id = $2 AND at >= $3 AND action = 'onboarding_seen' LIMIT 1;

-- What an invented newcomer met since the start.
-- name: onboarding_demo_incidents :many
-- in: person_id int64, since int64
-- out: struct onboarding_demo_incident_row { id int64, logged_at int64, class int64, hit int64, newcomer bool, wants_talk bool }
SELECT id, logged_at, class, hit, newcomer, wants_talk FROM incident WHERE person_id = $1 AND logged_at >= $2
    ORDER BY logged_at, id;
