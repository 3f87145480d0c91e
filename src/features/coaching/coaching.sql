-- All statements of this feature. What reads a form between two, or a round, is given its reader too; no other feature reads these
-- tables (coaching_taint_test.c).

-- ---- the form

-- name: coaching_form_latest :one
-- in: centre_id int64
-- out: struct coaching_form_row { id int64, version int64, comes_with bool, stamp int64, made_at int64 }
SELECT id, version, comes_with, stamp, made_at FROM coaching_form WHERE centre_id = $1 AND version > 0 ORDER BY version DESC LIMIT 1;

-- name: coaching_form_of_version :one
-- in: centre_id int64, version int64
-- out: struct coaching_form_row
SELECT id, version, comes_with, stamp, made_at FROM coaching_form WHERE centre_id = $1 AND version = $2;

-- name: coaching_form_of :one
-- in: id int64
-- out: struct coaching_form_row
SELECT id, version, comes_with, stamp, made_at FROM coaching_form WHERE id = $1;

-- name: coaching_versions :many
-- in: centre_id int64
-- out: struct coaching_version_row { version int64, comes_with bool, made_at int64, maker_name text? }
SELECT f.version, f.comes_with, f.made_at, p.name FROM coaching_form f LEFT JOIN person p ON p.id = f.made_by
    WHERE f.centre_id = $1 AND f.version > 0 ORDER BY f.version DESC;

-- name: coaching_form_insert :changed
-- in: id int64, centre_id int64, version int64, comes_with bool, now int64, by int64
INSERT INTO coaching_form (id, centre_id, version, comes_with, stamp, made_at, made_by) VALUES ($1, $2, $3, $4, 1, $5, $6)
    ON CONFLICT (centre_id, version) DO NOTHING;

-- name: coaching_form_stamp :changed
-- in: id int64, stamp int64
UPDATE coaching_form SET stamp = stamp + 1 WHERE id = $1 AND version = 0 AND stamp = $2;

-- name: coaching_form_publish :changed
-- in: id int64, stamp int64, version int64, now int64, by int64
UPDATE coaching_form SET version = $3, made_at = $4, made_by = $5 WHERE id = $1 AND version = 0 AND stamp = $2;

-- name: coaching_form_drop :exec
-- in: id int64
DELETE FROM coaching_form WHERE id = $1 AND version = 0;

-- name: coaching_sections :many
-- in: form_id int64
-- out: struct coaching_section_row { section int64, title_da text, title_en text }
SELECT section, title_da, title_en FROM coaching_section WHERE form_id = $1 ORDER BY section;

-- name: coaching_section_put :exec
-- in: form_id int64, section int64, title_da text, title_en text
INSERT INTO coaching_section (form_id, section, title_da, title_en) VALUES ($1, $2, $3, $4)
    ON CONFLICT (form_id, section) DO UPDATE SET title_da = excluded.title_da, title_en = excluded.title_en;

-- name: coaching_section_drop :exec
-- in: form_id int64, section int64
DELETE FROM coaching_section WHERE form_id = $1 AND section = $2;

-- name: coaching_sections_drop :exec
-- in: form_id int64
DELETE FROM coaching_section WHERE form_id = $1;

-- name: coaching_questions :many
-- in: form_id int64
-- out: struct coaching_question_row { id int64, section int64, place int64, kind int64, weight int64, critical bool, n_levels int64,
--      text_da text, text_en text }
SELECT id, section, place, kind, weight, critical, n_levels, text_da, text_en FROM coaching_question WHERE form_id = $1
    ORDER BY section, place, id;

-- name: coaching_question_insert :exec
-- in: id int64, form_id int64, section int64, place int64, kind int64, weight int64, critical bool, n_levels int64, text_da text,
--     text_en text
INSERT INTO coaching_question (id, form_id, section, place, kind, weight, critical, n_levels, text_da, text_en)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: coaching_question_update :changed
-- in: id int64, form_id int64, section int64, place int64, kind int64, weight int64, critical bool, n_levels int64, text_da text,
--     text_en text
UPDATE coaching_question SET section = $3, place = $4, kind = $5, weight = $6, critical = $7, n_levels = $8, text_da = $9,
    text_en = $10 WHERE id = $1 AND form_id = $2;

-- name: coaching_question_place :exec
-- in: id int64, form_id int64, place int64
UPDATE coaching_question SET place = $3 WHERE id = $1 AND form_id = $2;

-- name: coaching_question_drop :changed
-- in: id int64, form_id int64
DELETE FROM coaching_question WHERE id = $1 AND form_id = $2;

-- name: coaching_questions_drop :exec
-- in: form_id int64
DELETE FROM coaching_question WHERE form_id = $1;

-- name: coaching_levels :many
-- in: form_id int64
-- out: struct coaching_level_row { question_id int64, level int64, text_da text, text_en text }
SELECT l.question_id, l.level, l.text_da, l.text_en FROM coaching_level l JOIN coaching_question q ON q.id = l.question_id
    WHERE q.form_id = $1;

-- name: coaching_level_insert :exec
-- in: question_id int64, level int64, text_da text, text_en text
INSERT INTO coaching_level (question_id, level, text_da, text_en) VALUES ($1, $2, $3, $4);

-- name: coaching_levels_of_drop :exec
-- in: question_id int64
DELETE FROM coaching_level WHERE question_id = $1;

-- name: coaching_levels_drop :exec
-- in: form_id int64
DELETE FROM coaching_level WHERE question_id IN (SELECT id FROM coaching_question WHERE form_id = $1);

-- ---- people

-- One row per role; whoever has left is not asked.
-- name: coaching_people :many
-- in: centre_id int64, today int64
-- out: struct coaching_person_row { person_id int64, name text, team_id int64, team_name text?, role int64, role_team_id int64 }
SELECT p.id, p.name, COALESCE(p.team_id, 0), t.name, g.role, g.team_id
    FROM person p JOIN role_grant g ON g.person_id = p.id LEFT JOIN team t ON t.id = p.team_id
    WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id, g.role, g.team_id;

-- ---- between two

-- name: coaching_insert :exec
-- in: id int64, centre_id int64, form_id int64, learner_id int64, trainer_id int64, by_trainer bool, scenario text, about text,
--     reference text, now int64
INSERT INTO coaching (id, centre_id, form_id, learner_id, trainer_id, by_trainer, scenario, about, reference, state, closing,
        started_at, moved_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', $10, $10);

-- name: coaching_of :one
-- in: id int64, person_id int64
-- out: struct coaching_row { id int64, centre_id int64, form_id int64, learner_id int64, trainer_id int64, by_trainer bool,
--      scenario text, about text, reference text, state int64, closing text, started_at int64, moved_at int64, shared_at int64?,
--      learner_name text, trainer_name text, version int64, learner_team_id int64 }
SELECT c.id, c.centre_id, c.form_id, c.learner_id, c.trainer_id, c.by_trainer, c.scenario, c.about, c.reference, c.state, c.closing,
        c.started_at, c.moved_at, c.shared_at, l.name, t.name, f.version, COALESCE(l.team_id, 0)
    FROM coaching c JOIN person l ON l.id = c.learner_id JOIN person t ON t.id = c.trainer_id JOIN coaching_form f ON f.id = c.form_id
    WHERE c.id = $1 AND (c.learner_id = $2 OR c.trainer_id = $2);

-- name: coaching_mine :many
-- in: person_id int64
-- out: struct coaching_row
SELECT c.id, c.centre_id, c.form_id, c.learner_id, c.trainer_id, c.by_trainer, c.scenario, c.about, c.reference, c.state, c.closing,
        c.started_at, c.moved_at, c.shared_at, l.name, t.name, f.version, COALESCE(l.team_id, 0)
    FROM coaching c JOIN person l ON l.id = c.learner_id JOIN person t ON t.id = c.trainer_id JOIN coaching_form f ON f.id = c.form_id
    WHERE c.learner_id = $1 OR c.trainer_id = $1 ORDER BY c.moved_at DESC, c.id DESC LIMIT 200;

-- That it took place, and nothing of what was said.
-- name: coaching_held :many
-- in: centre_id int64
-- out: struct coaching_held_row { learner_id int64, team_id int64, learner_name text, team_name text?, trainer_name text, shared_at int64 }
SELECT c.learner_id, COALESCE(l.team_id, 0), l.name, m.name, t.name, c.shared_at
    FROM coaching c JOIN person l ON l.id = c.learner_id JOIN person t ON t.id = c.trainer_id LEFT JOIN team m ON m.id = l.team_id
    WHERE c.centre_id = $1 AND c.shared_at IS NOT NULL ORDER BY c.shared_at DESC, c.id DESC LIMIT 500;

-- name: coaching_move :changed
-- in: id int64, from_state int64, to_state int64, now int64
UPDATE coaching SET state = $3, moved_at = $4 WHERE id = $1 AND state = $2;

-- name: coaching_shared :exec
-- in: id int64, closing text, now int64
UPDATE coaching SET closing = $2, shared_at = $3 WHERE id = $1;

-- name: coaching_answers :many
-- in: coaching_id int64, side int64
-- out: struct coaching_answer_row { question_id int64, value int64, words text }
SELECT question_id, value, words FROM coaching_answer WHERE coaching_id = $1 AND side = $2;

-- name: coaching_answer_put :exec
-- in: coaching_id int64, side int64, question_id int64, value int64, words text
INSERT INTO coaching_answer (coaching_id, side, question_id, value, words) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (coaching_id, side, question_id) DO UPDATE SET value = excluded.value, words = excluded.words;

-- name: coaching_turns :many
-- in: coaching_id int64
-- out: struct coaching_turn_row { question_id int64, turn int64, side int64, words text, at int64 }
SELECT question_id, turn, side, words, at FROM coaching_turn WHERE coaching_id = $1 ORDER BY turn, question_id;

-- name: coaching_turn_insert :exec
-- in: coaching_id int64, question_id int64, turn int64, side int64, words text, now int64
INSERT INTO coaching_turn (coaching_id, question_id, turn, side, words, at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: coaching_turns_drop :exec
-- in: coaching_id int64
DELETE FROM coaching_turn WHERE coaching_id = $1;

-- name: coaching_answers_drop :exec
-- in: coaching_id int64
DELETE FROM coaching_answer WHERE coaching_id = $1;

-- name: coaching_drop :changed
-- in: id int64
DELETE FROM coaching WHERE id = $1;

-- name: coaching_look_since :one
-- in: id int64, person_id int64, since int64
-- out: struct coaching_look_row { at int64 }
SELECT at FROM audit WHERE action = 'coaching_seen' AND object_id = $1 AND person_id = $2 AND at >= $3 LIMIT 1;

-- ---- calibration

-- name: calibration_insert :exec
-- in: id int64, centre_id int64, form_id int64, opener_id int64, scenario text, about text, reference text, now int64
INSERT INTO calibration_round (id, centre_id, form_id, opener_id, scenario, about, reference, started_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: calibration_seat_insert :exec
-- in: round_id int64, person_id int64, now int64
INSERT INTO calibration_seat (round_id, person_id, invited_at, counted) VALUES ($1, $2, $3, FALSE);

-- name: calibration_of :one
-- in: id int64, person_id int64
-- out: struct calibration_round_row { id int64, centre_id int64, form_id int64, opener_id int64, scenario text, about text,
--      reference text, started_at int64, closed_at int64?, locked_at int64?, n_seats int64, n_locked int64, n_counted int64 }
SELECT r.id, r.centre_id, r.form_id, r.opener_id, r.scenario, r.about, r.reference, r.started_at, r.closed_at, s.locked_at,
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id),
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id AND o.locked_at IS NOT NULL),
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id AND o.counted)
    FROM calibration_round r JOIN calibration_seat s ON s.round_id = r.id WHERE r.id = $1 AND s.person_id = $2;

-- name: calibration_mine :many
-- in: person_id int64
-- out: struct calibration_round_row
SELECT r.id, r.centre_id, r.form_id, r.opener_id, r.scenario, r.about, r.reference, r.started_at, r.closed_at, s.locked_at,
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id),
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id AND o.locked_at IS NOT NULL),
        (SELECT COUNT(*) FROM calibration_seat o WHERE o.round_id = r.id AND o.counted)
    FROM calibration_round r JOIN calibration_seat s ON s.round_id = r.id WHERE s.person_id = $1
    ORDER BY r.started_at DESC, r.id DESC LIMIT 100;

-- name: calibration_seats :many
-- in: round_id int64
-- out: struct calibration_seat_row { person_id int64 }
SELECT person_id FROM calibration_seat WHERE round_id = $1 ORDER BY person_id;

-- name: calibration_own :many
-- in: round_id int64, person_id int64
-- out: struct coaching_answer_row
SELECT question_id, value, words FROM calibration_answer WHERE round_id = $1 AND person_id = $2;

-- name: calibration_answer_put :exec
-- in: round_id int64, person_id int64, question_id int64, value int64, words text
INSERT INTO calibration_answer (round_id, person_id, question_id, value, words) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (round_id, person_id, question_id) DO UPDATE SET value = excluded.value, words = excluded.words;

-- Whoever locks holds the round until the transaction ends, so that the last one knows to be it.
-- name: calibration_hold :exec
-- in: id int64
UPDATE calibration_round SET started_at = started_at WHERE id = $1;

-- name: calibration_lock :changed
-- in: round_id int64, person_id int64, now int64, counted bool
UPDATE calibration_seat SET locked_at = $3, counted = $4 WHERE round_id = $1 AND person_id = $2 AND locked_at IS NULL;

-- name: calibration_close :changed
-- in: id int64, now int64
UPDATE calibration_round SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL;

-- What counts: of closed rounds on this version with at least so many, locked in time. A seat says which answers of a round belong to one
-- person; it leaves the rules for nobody.
-- name: calibration_counted :many
-- in: form_id int64, least int64, rounds int64
-- out: struct calibration_counted_row { round_id int64, seat int64, question_id int64, value int64, words text }
SELECT a.round_id, a.person_id, a.question_id, a.value, a.words
    FROM calibration_answer a JOIN calibration_seat s ON s.round_id = a.round_id AND s.person_id = a.person_id
        JOIN calibration_round r ON r.id = a.round_id
    WHERE s.counted AND r.id IN (SELECT o.id FROM calibration_round o
        WHERE o.form_id = $1 AND o.closed_at IS NOT NULL AND (SELECT COUNT(*) FROM calibration_seat c
            WHERE c.round_id = o.id AND c.counted) >= $2
        ORDER BY o.started_at DESC, o.id DESC LIMIT $3)
    ORDER BY a.round_id, a.person_id, a.question_id;

-- name: calibration_consensus :many
-- in: round_id int64
-- out: struct calibration_consensus_row { question_id int64, value int64, words text, stamp int64, at int64 }
SELECT question_id, value, words, stamp, at FROM calibration_consensus WHERE round_id = $1;

-- name: calibration_consensus_insert :changed
-- in: round_id int64, question_id int64, value int64, words text, now int64, by int64
INSERT INTO calibration_consensus (round_id, question_id, value, words, stamp, at, person_id) VALUES ($1, $2, $3, $4, 1, $5, $6)
    ON CONFLICT (round_id, question_id) DO NOTHING;

-- name: calibration_consensus_change :changed
-- in: round_id int64, question_id int64, stamp int64, value int64, words text, now int64, by int64
UPDATE calibration_consensus SET value = $4, words = $5, stamp = stamp + 1, at = $6, person_id = $7
    WHERE round_id = $1 AND question_id = $2 AND stamp = $3;
