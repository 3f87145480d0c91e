-- What this feature holds about a person, and for how long (core/personal.h, core/retention.h). To the learner goes what the trainer
-- wrote once it was shared; to neither what the other one has not shown yet.

-- name: personal_coaching_learner :many
-- in: person_id int64
-- out: struct personal_coaching_learner_row { started_at int64, state int64, about text, reference text, question text?, value int64?,
--      words text?, trainer_value int64?, trainer_words text?, closing text }
SELECT c.started_at, c.state, c.about, c.reference, q.text_da, s.value, s.words, t.value, t.words,
        CASE WHEN c.state >= 3 THEN c.closing ELSE '' END
    FROM coaching c LEFT JOIN coaching_answer s ON s.coaching_id = c.id AND s.side = 0
        LEFT JOIN coaching_question q ON q.id = s.question_id
        LEFT JOIN coaching_answer t ON t.coaching_id = c.id AND t.side = 1 AND t.question_id = s.question_id AND c.state >= 3
    WHERE c.learner_id = $1 ORDER BY c.started_at, c.id, q.section, q.place;

-- name: personal_coaching_trainer :many
-- in: person_id int64
-- out: struct personal_coaching_trainer_row { started_at int64, state int64, question text?, value int64?, words text?, closing text }
SELECT c.started_at, c.state, q.text_da, s.value, s.words, c.closing
    FROM coaching c LEFT JOIN coaching_answer s ON s.coaching_id = c.id AND s.side = 1
        LEFT JOIN coaching_question q ON q.id = s.question_id
    WHERE c.trainer_id = $1 ORDER BY c.started_at, c.id, q.section, q.place;

-- Said after it was shared, by one of the two to the other.
-- name: personal_coaching_turns :many
-- in: person_id int64
-- out: struct personal_coaching_turn_row { at int64, question text, own bool, words text }
SELECT t.at, q.text_da, (t.side = 0 AND c.learner_id = $1) OR (t.side = 1 AND c.trainer_id = $1), t.words
    FROM coaching c JOIN coaching_turn t ON t.coaching_id = c.id JOIN coaching_question q ON q.id = t.question_id
    WHERE c.learner_id = $1 OR c.trainer_id = $1 ORDER BY t.at, t.coaching_id, t.turn, q.section, q.place;

-- name: personal_coaching_made :many
-- in: person_id int64
-- out: struct personal_coaching_made_row { version int64, at int64 }
SELECT version, made_at FROM coaching_form WHERE made_by = $1 ORDER BY made_at, version;

-- name: personal_calibration :many
-- in: person_id int64
-- out: struct personal_calibration_row { invited_at int64, locked_at int64?, about text, question text?, value int64?, words text? }
SELECT s.invited_at, s.locked_at, r.about, q.text_da, a.value, a.words
    FROM calibration_seat s JOIN calibration_round r ON r.id = s.round_id
        LEFT JOIN calibration_answer a ON a.round_id = s.round_id AND a.person_id = s.person_id
        LEFT JOIN coaching_question q ON q.id = a.question_id
    WHERE s.person_id = $1 ORDER BY s.invited_at, s.round_id, q.section, q.place;

-- name: personal_calibration_opened :many
-- in: person_id int64
-- out: struct personal_calibration_opened_row { at int64, about text }
SELECT started_at, about FROM calibration_round WHERE opener_id = $1 ORDER BY started_at, id;

-- name: personal_calibration_agreed :many
-- in: person_id int64
-- out: struct personal_calibration_agreed_row { at int64, words text }
SELECT at, words FROM calibration_consensus WHERE person_id = $1 ORDER BY at, round_id, question_id;

-- ---- forgotten: what a learner practised goes as a whole

-- name: personal_coaching_turns_drop :exec
-- in: person_id int64
DELETE FROM coaching_turn WHERE coaching_id IN (SELECT id FROM coaching WHERE learner_id = $1);

-- name: personal_coaching_answers_drop :exec
-- in: person_id int64
DELETE FROM coaching_answer WHERE coaching_id IN (SELECT id FROM coaching WHERE learner_id = $1);

-- name: personal_coaching_drop :exec
-- in: person_id int64
DELETE FROM coaching WHERE learner_id = $1;

-- ---- how long

-- name: retention_coaching_turns :exec
-- in: before_at int64, most int64
DELETE FROM coaching_turn WHERE coaching_id IN (SELECT id FROM coaching WHERE moved_at < $1 ORDER BY moved_at, id LIMIT $2);

-- name: retention_coaching_answers :exec
-- in: before_at int64, most int64
DELETE FROM coaching_answer WHERE coaching_id IN (SELECT id FROM coaching WHERE moved_at < $1 ORDER BY moved_at, id LIMIT $2);

-- name: retention_coaching :changed
-- in: before_at int64, most int64
DELETE FROM coaching WHERE id IN (SELECT id FROM coaching WHERE moved_at < $1 ORDER BY moved_at, id LIMIT $2);

-- name: retention_calibration_consensus :exec
-- in: before_at int64, most int64
DELETE FROM calibration_consensus WHERE round_id IN (SELECT id FROM calibration_round WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);

-- name: retention_calibration_answers :exec
-- in: before_at int64, most int64
DELETE FROM calibration_answer WHERE round_id IN (SELECT id FROM calibration_round WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);

-- name: retention_calibration_seats :exec
-- in: before_at int64, most int64
DELETE FROM calibration_seat WHERE round_id IN (SELECT id FROM calibration_round WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);

-- name: retention_calibration :changed
-- in: before_at int64, most int64
DELETE FROM calibration_round WHERE id IN (SELECT id FROM calibration_round WHERE started_at < $1 ORDER BY started_at, id LIMIT $2);
