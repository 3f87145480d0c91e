-- How colleagues find somebody: where they sit, and a photo if they like.

-- name: person_card_of :one
-- in: person_id int64
-- out: struct person_card_row { place text?, photo_id int64? }
SELECT c.place, f.id FROM person p LEFT JOIN person_card c ON c.person_id = p.id LEFT JOIN person_photo f ON f.person_id = p.id
    WHERE p.id = $1;

-- name: person_place_put :exec
-- in: person_id int64, place text, now int64
INSERT INTO person_card (person_id, place, changed_at) VALUES ($1, $2, $3)
    ON CONFLICT (person_id) DO UPDATE SET place = excluded.place, changed_at = excluded.changed_at;

-- name: person_photo_drop :changed
-- in: person_id int64
DELETE FROM person_photo WHERE person_id = $1;

-- name: person_photo_insert :exec
-- in: id int64, person_id int64, media int64, content blob, now int64
INSERT INTO person_photo (id, person_id, media, content, made_at) VALUES ($1, $2, $3, $4, $5);

-- name: person_photo_find :one
-- in: id int64, centre_id int64
-- out: struct person_photo_row { media int64, content blob }
SELECT f.media, f.content FROM person_photo f JOIN person p ON p.id = f.person_id WHERE f.id = $1 AND p.centre_id = $2;

-- ---- what is held about a person, and how long (core/personal.h, core/retention.h)

-- name: personal_place :many
-- in: person_id int64
-- out: struct personal_place_row { place text, changed_at int64 }
SELECT place, changed_at FROM person_card WHERE person_id = $1;

-- name: personal_place_drop :exec
-- in: person_id int64
DELETE FROM person_card WHERE person_id = $1;

-- name: personal_photo :many
-- in: person_id int64
-- out: struct personal_photo_row { made_at int64, n_bytes int64 }
SELECT made_at, LENGTH(content) FROM person_photo WHERE person_id = $1;

-- Of who has left.
-- name: retention_photos :changed
-- in: before_day int64, most int64
DELETE FROM person_photo WHERE id IN (SELECT f.id FROM person_photo f JOIN person p ON p.id = f.person_id
    WHERE p.left_day < $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = p.id AND h.ended_at IS NULL) LIMIT $2);
