-- What asking holds about a person, and for how long (core/personal.h, core/retention.h). Anonymous questions are nobody's here.

-- name: personal_asking_questions :many
-- in: person_id int64
-- out: struct personal_asking_text_row { text text, at int64 }
SELECT text, asked_at FROM asking_question WHERE asked_by = $1 ORDER BY asked_at, id;

-- name: personal_asking_replies :many
-- in: person_id int64
-- out: struct personal_asking_text_row
SELECT text, at FROM asking_reply WHERE by_person = $1 ORDER BY at, question_id, place;

-- name: personal_asking_cards :many
-- in: person_id int64
-- out: struct personal_asking_text_row
SELECT title, changed_at FROM asking_card WHERE owner_id = $1 OR changed_by = $1 ORDER BY changed_at, id;

-- name: personal_asking_settings :many
-- in: person_id int64
-- out: struct personal_asking_setting_row { next_s int64, leader_s int64, at int64 }
SELECT next_s, leader_s, changed_at FROM asking_setting WHERE changed_by = $1 ORDER BY changed_at;

-- name: personal_asking_words_drop :exec
-- in: person_id int64
DELETE FROM asking_word WHERE kind = 1 AND object_id IN (SELECT id FROM asking_question WHERE asked_by = $1);

-- name: personal_asking_replies_drop :exec
-- in: person_id int64
DELETE FROM asking_reply WHERE question_id IN (SELECT id FROM asking_question WHERE asked_by = $1);

-- name: personal_asking_questions_drop :exec
-- in: person_id int64
DELETE FROM asking_question WHERE asked_by = $1;

-- ---- how long

-- name: retention_asking_ids :many
-- in: before_at int64, anonymous bool, most int64
-- out: struct retention_asking_row { id int64 }
SELECT id FROM asking_question WHERE asked_at < $1 AND anonymous = $2 ORDER BY id LIMIT $3;

-- name: retention_asking_unclear :changed
-- in: before_day int64, most int64
DELETE FROM asking_unclear WHERE id IN (SELECT u.id FROM asking_unclear u WHERE u.day < $1 ORDER BY u.id LIMIT $2);

-- name: retention_asking_waits :changed
-- in: before_day int64
DELETE FROM asking_wait WHERE month_day < $1;
