-- All statements of the invitations feature. `person` and `centre` are only read here.

-- The row is locked from here on (PostgreSQL): changes of one appointment come one after another.
-- name: invitation_open :exec
-- in: id int64, centre_id int64, kind text, object_id int64
INSERT INTO invitation (id, centre_id, kind, object_id, sequence) VALUES ($1, $2, $3, $4, -1)
    ON CONFLICT (kind, object_id) DO UPDATE SET cancelled_at = NULL;

-- name: invitation_close :changed
-- in: kind text, object_id int64, now int64
UPDATE invitation SET cancelled_at = $3 WHERE kind = $1 AND object_id = $2 AND cancelled_at IS NULL;

-- name: invitation_lock :exec
-- in: id int64
UPDATE invitation SET sequence = sequence WHERE id = $1;

-- name: invitation_by_key :one
-- in: kind text, object_id int64
-- out: struct invitation_row { id int64, centre_id int64, sequence int64, cancelled_at int64?, zone text }
SELECT i.id, i.centre_id, i.sequence, i.cancelled_at, c.zone FROM invitation i JOIN centre c ON c.id = i.centre_id
    WHERE i.kind = $1 AND i.object_id = $2;

-- name: invitation_by_id :one
-- in: id int64
-- out: struct invitation_row
SELECT i.id, i.centre_id, i.sequence, i.cancelled_at, c.zone FROM invitation i JOIN centre c ON c.id = i.centre_id WHERE i.id = $1;

-- name: invitation_version :one
-- in: invitation_id int64, sequence int64
-- out: struct invitation_version_row { starts_at int64, ends_at int64, title_da text, title_en text, text_da text, text_en text, place text, path text }
SELECT starts_at, ends_at, title_da, title_en, text_da, text_en, place, path FROM invitation_version
    WHERE invitation_id = $1 AND sequence = $2;

-- name: invitation_version_insert :exec
-- in: invitation_id int64, sequence int64, now int64, starts_at int64, ends_at int64, title_da text, title_en text, text_da text, text_en text, place text, path text
INSERT INTO invitation_version (invitation_id, sequence, made_at, starts_at, ends_at, title_da, title_en, text_da, text_en, place, path)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: invitation_sequence :exec
-- in: id int64, sequence int64
UPDATE invitation SET sequence = $2 WHERE id = $1;

-- name: invitation_guests_drop :exec
-- in: invitation_id int64
DELETE FROM invitation_guest WHERE invitation_id = $1;

-- name: invitation_guest_insert :changed
-- in: invitation_id int64, person_id int64, centre_id int64
INSERT INTO invitation_guest (invitation_id, person_id) SELECT $1, p.id FROM person p WHERE p.id = $2 AND p.centre_id = $3;

-- Who is to come and who was told, with what each was told last (letter NULL: nothing yet).
-- name: invitation_people :many
-- in: invitation_id int64
-- out: struct invitation_person_row { person_id int64, is_guest bool, letter int64?, cancels bool, ends_at int64?, left_day int64? }
SELECT p.id, g.person_id IS NOT NULL, l.id, COALESCE(l.cancels, FALSE), v.ends_at, p.left_day
    FROM (SELECT person_id FROM invitation_guest WHERE invitation_id = $1
            UNION SELECT person_id FROM invitation_letter WHERE invitation_id = $1) w
        JOIN person p ON p.id = w.person_id
        LEFT JOIN invitation_guest g ON g.invitation_id = $1 AND g.person_id = p.id
        LEFT JOIN invitation_letter l ON l.invitation_id = $1 AND l.person_id = p.id AND NOT EXISTS (SELECT 1 FROM invitation_letter n
            WHERE n.invitation_id = l.invitation_id AND n.person_id = l.person_id AND n.sequence > l.sequence)
        LEFT JOIN invitation_version v ON v.invitation_id = l.invitation_id AND v.sequence = l.sequence
    ORDER BY p.id;

-- name: invitation_letter_insert :exec
-- in: id int64, invitation_id int64, person_id int64, sequence int64, cancels bool, now int64
INSERT INTO invitation_letter (id, invitation_id, person_id, sequence, cancels, made_at) VALUES ($1, $2, $3, $4, $5, $6);

-- What somebody who comes or leaves is still to come to.
-- name: invitations_ahead :many
-- in: person_id int64, now int64
-- out: struct invitation_ahead_row { id int64 }
SELECT i.id FROM invitation_guest g JOIN invitation i ON i.id = g.invitation_id
        JOIN invitation_version v ON v.invitation_id = i.id AND v.sequence = i.sequence
    WHERE g.person_id = $1 AND i.cancelled_at IS NULL AND v.ends_at > $2 ORDER BY i.id;

-- ---- letters

-- is_new: nothing of it stood in the person's calendar before.
-- name: invitation_letter_find :one
-- in: id int64
-- out: struct invitation_letter_row { invitation_id int64, sequence int64, cancels bool, made_at int64, starts_at int64, ends_at int64, title_da text, title_en text, text_da text, text_en text, place text, path text, zone text, is_new bool }
SELECT l.invitation_id, l.sequence, l.cancels, l.made_at, v.starts_at, v.ends_at, v.title_da, v.title_en, v.text_da, v.text_en, v.place,
        v.path, c.zone, COALESCE((SELECT o.cancels FROM invitation_letter o WHERE o.invitation_id = l.invitation_id
            AND o.person_id = l.person_id AND o.sequence < l.sequence ORDER BY o.sequence DESC LIMIT 1), TRUE)
    FROM invitation_letter l JOIN invitation_version v ON v.invitation_id = l.invitation_id AND v.sequence = l.sequence
        JOIN invitation i ON i.id = l.invitation_id JOIN centre c ON c.id = i.centre_id
    WHERE l.id = $1;

-- The newest letter about each.
-- name: invitation_letters_of :many
-- in: person_id int64, since int64
-- out: struct invitation_letter_row
SELECT l.invitation_id, l.sequence, l.cancels, l.made_at, v.starts_at, v.ends_at, v.title_da, v.title_en, v.text_da, v.text_en, v.place,
        v.path, c.zone, FALSE
    FROM invitation_letter l JOIN invitation_version v ON v.invitation_id = l.invitation_id AND v.sequence = l.sequence
        JOIN invitation i ON i.id = l.invitation_id JOIN centre c ON c.id = i.centre_id
    WHERE l.person_id = $1 AND v.ends_at > $2 AND NOT EXISTS (SELECT 1 FROM invitation_letter n
            WHERE n.invitation_id = l.invitation_id AND n.person_id = l.person_id AND n.sequence > l.sequence)
    ORDER BY v.starts_at, l.id;
