-- What invitations hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_invitations :many
-- in: person_id int64
-- out: struct personal_invitation_row { at int64, title text, starts_at int64, ends_at int64, place text, cancels bool }
SELECT l.made_at, v.title_da, v.starts_at, v.ends_at, v.place, l.cancels
    FROM invitation_letter l JOIN invitation_version v ON v.invitation_id = l.invitation_id AND v.sequence = l.sequence
    WHERE l.person_id = $1 ORDER BY l.made_at, l.id;

-- name: personal_invitation_letters_drop :exec
-- in: person_id int64
DELETE FROM invitation_letter WHERE person_id = $1;

-- name: personal_invitation_guests_drop :exec
-- in: person_id int64
DELETE FROM invitation_guest WHERE person_id = $1;

-- What somebody's rights are held against stays with them.
-- name: retention_invitations :many
-- in: before_at int64, most int64
-- out: struct retention_invitation_row { id int64 }
SELECT i.id FROM invitation i JOIN invitation_version v ON v.invitation_id = i.id AND v.sequence = i.sequence WHERE v.ends_at < $1
    AND NOT EXISTS (SELECT 1 FROM invitation_letter l JOIN legal_hold h ON h.person_id = l.person_id
        WHERE l.invitation_id = i.id AND h.ended_at IS NULL) ORDER BY i.id LIMIT $2;

-- name: retention_invitation_letters_drop :exec
-- in: invitation_id int64
DELETE FROM invitation_letter WHERE invitation_id = $1;

-- name: retention_invitation_guests_drop :exec
-- in: invitation_id int64
DELETE FROM invitation_guest WHERE invitation_id = $1;

-- name: retention_invitation_versions_drop :exec
-- in: invitation_id int64
DELETE FROM invitation_version WHERE invitation_id = $1;

-- name: retention_invitation_drop :exec
-- in: id int64
DELETE FROM invitation WHERE id = $1;
