-- What onboarding holds about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_onboarding_runs :many
-- in: person_id int64
-- out: struct personal_onboarding_run_row { profile int64, start_day int64, made_at int64, ended_at int64?, first_call_at int64?,
--      first_said bool, unready_at int64?, class_name text?, maker text? }
SELECT r.profile, r.start_day, r.made_at, r.ended_at, r.first_call_at, r.first_said, r.unready_at, k.name, m.name
    FROM onboarding_run r LEFT JOIN onboarding_class k ON k.id = r.class_id LEFT JOIN person m ON m.id = r.made_by
    WHERE r.person_id = $1 ORDER BY r.made_at;

-- name: personal_onboarding_items :many
-- in: person_id int64
-- out: struct personal_onboarding_item_row { title text, due_day int64, state int64, ended_at int64?, ender text?, evidence text,
--      reason text }
SELECT i.title_da, i.due_day, i.state, i.ended_at, e.name, i.evidence, i.reason
    FROM onboarding_item i JOIN onboarding_run r ON r.id = i.run_id LEFT JOIN person e ON e.id = i.ended_by
    WHERE r.person_id = $1 ORDER BY i.due_day, i.word;

-- name: personal_onboarding_mentors :many
-- in: person_id int64
-- out: struct personal_onboarding_pair_row { from_day int64, to_day int64?, name text }
SELECT q.from_day, q.to_day, m.name FROM onboarding_pair q JOIN onboarding_run r ON r.id = q.run_id
        JOIN person m ON m.id = q.mentor_id
    WHERE r.person_id = $1 ORDER BY q.from_day, q.id;

-- name: personal_onboarding_shields :many
-- in: person_id int64
-- out: struct personal_onboarding_shield_row { logged_at int64, due_at int64, held_at int64?, owner text?, holder text? }
SELECT s.logged_at, s.due_at, s.held_at, o.name, h.name FROM onboarding_shield s JOIN onboarding_run r ON r.id = s.run_id
        LEFT JOIN person o ON o.id = s.owner_id LEFT JOIN person h ON h.id = s.held_by
    WHERE r.person_id = $1 ORDER BY s.logged_at;

-- name: personal_onboarding_mentored :many
-- in: person_id int64
-- out: struct personal_onboarding_span_row { from_day int64, to_day int64? }
SELECT from_day, to_day FROM onboarding_pair WHERE mentor_id = $1 ORDER BY from_day, id;

-- name: personal_onboarding_capacity :many
-- in: person_id int64
-- out: struct personal_onboarding_most_row { most int64 }
SELECT most FROM onboarding_capacity WHERE person_id = $1;

-- name: personal_onboarding_reminders :many
-- in: person_id int64
-- out: struct personal_onboarding_at_row { at int64 }
SELECT at FROM onboarding_reminder WHERE person_id = $1 ORDER BY at;

-- What the person did for others: when, nothing about whom.
-- name: personal_onboarding_deeds :many
-- in: person_id int64
-- out: struct personal_onboarding_at_row
SELECT made_at FROM onboarding_plan WHERE made_by = $1
UNION ALL SELECT made_at FROM onboarding_class WHERE made_by = $1
UNION ALL SELECT made_at FROM onboarding_run WHERE made_by = $1
UNION ALL SELECT made_at FROM onboarding_pair WHERE made_by = $1
UNION ALL SELECT ended_at FROM onboarding_item WHERE ended_by = $1
UNION ALL SELECT logged_at FROM onboarding_shield WHERE owner_id = $1
UNION ALL SELECT held_at FROM onboarding_shield WHERE held_by = $1
UNION ALL SELECT ended_at FROM onboarding_workload WHERE ended_by = $1
ORDER BY 1;

-- name: personal_onboarding_open :one
-- in: person_id int64
-- out: struct personal_onboarding_open_row { id int64 }
SELECT id FROM onboarding_run WHERE person_id = $1 AND ended_at IS NULL;

-- Words that were written about the person; the rest tells of nobody once the person's own row tells nothing.
-- name: personal_onboarding_words_drop :exec
-- in: person_id int64
UPDATE onboarding_item SET evidence = '', reason = '' WHERE run_id IN (SELECT id FROM onboarding_run WHERE person_id = $1);

-- name: personal_onboarding_capacity_drop :exec
-- in: person_id int64
DELETE FROM onboarding_capacity WHERE person_id = $1;

-- ---- how long: what hangs on a run goes first, the run last

-- name: retention_onboarding_reminder :changed
-- in: before_at int64, most int64
DELETE FROM onboarding_reminder WHERE item_id IN (SELECT i.id FROM onboarding_item i JOIN onboarding_run r ON r.id = i.run_id
    WHERE r.ended_at < $1 AND EXISTS (SELECT 1 FROM onboarding_reminder x WHERE x.item_id = i.id) ORDER BY i.id LIMIT $2);

-- name: retention_onboarding_item :changed
-- in: before_at int64, most int64
DELETE FROM onboarding_item WHERE id IN (SELECT i.id FROM onboarding_item i JOIN onboarding_run r ON r.id = i.run_id
    WHERE r.ended_at < $1 AND NOT EXISTS (SELECT 1 FROM onboarding_reminder x WHERE x.item_id = i.id) ORDER BY i.id LIMIT $2);

-- name: retention_onboarding_pair :changed
-- in: before_at int64, most int64
DELETE FROM onboarding_pair WHERE id IN (SELECT q.id FROM onboarding_pair q JOIN onboarding_run r ON r.id = q.run_id
    WHERE r.ended_at < $1 ORDER BY q.id LIMIT $2);

-- name: retention_onboarding_shield :changed
-- in: before_at int64, most int64
DELETE FROM onboarding_shield WHERE id IN (SELECT s.id FROM onboarding_shield s JOIN onboarding_run r ON r.id = s.run_id
    WHERE r.ended_at < $1 ORDER BY s.id LIMIT $2);

-- name: retention_onboarding_run :changed
-- in: before_at int64, most int64
DELETE FROM onboarding_run WHERE id IN (SELECT r.id FROM onboarding_run r WHERE r.ended_at < $1
        AND NOT EXISTS (SELECT 1 FROM onboarding_item i WHERE i.run_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM onboarding_pair q WHERE q.run_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM onboarding_shield s WHERE s.run_id = r.id)
    ORDER BY r.id LIMIT $2);
