-- What is held about a person here (core/personal.h).

-- name: personal_duty_shifts :many
-- in: person_id int64
-- out: struct personal_duty_shifts_row { watch text, from_at int64, to_at int64 }
SELECT w.name, s.from_at, s.to_at FROM duty_shift s JOIN duty_watch w ON w.id = s.watch_id
    WHERE s.person_id = $1 ORDER BY s.from_at;

-- name: personal_duty_entries :many
-- in: person_id int64
-- out: struct personal_duty_entries_row { watch text, made_at int64, from_day int64, to_day int64, reason text }
SELECT w.name, e.made_at, e.from_day, e.to_day, e.reason FROM duty_entry e JOIN duty_watch w ON w.id = e.watch_id
    WHERE e.person_id = $1 OR e.instead_of = $1 ORDER BY e.made_at;

-- name: personal_duty_made :many
-- in: person_id int64
-- out: struct personal_duty_made_row { made_at int64 }
SELECT made_at
    FROM (SELECT made_at FROM duty_entry WHERE made_by = $1 OR undone_by = $1 UNION ALL SELECT made_at FROM duty_rota WHERE made_by = $1) AS made ORDER BY made_at;

-- name: personal_duty_turns :many
-- in: person_id int64
-- out: struct personal_duty_turns_row { watch text, start_day int64 }
SELECT w.name, r.start_day FROM duty_rota_person p JOIN duty_rota r ON r.id = p.rota_id JOIN duty_watch w ON w.id = r.watch_id
    WHERE p.person_id = $1 ORDER BY r.start_day;

-- name: personal_duty_swaps :many
-- in: person_id int64
-- out: struct personal_duty_swaps_row { watch text, made_at int64, from_at int64, to_at int64 }
SELECT w.name, s.made_at, s.from_at, s.to_at FROM duty_swap s JOIN duty_watch w ON w.id = s.watch_id
    WHERE s.asker_id = $1 OR s.asked_id = $1 OR s.decided_by = $1 ORDER BY s.made_at;

-- name: personal_duty_gaps :many
-- in: person_id int64
-- out: struct personal_duty_gaps_row { watch text, from_at int64, to_at int64 }
SELECT w.name, g.from_at, g.to_at FROM duty_gap g JOIN duty_watch w ON w.id = g.watch_id
    WHERE g.person_id = $1 ORDER BY g.from_at;

-- name: personal_duty_feeds :many
-- in: person_id int64
-- out: struct personal_duty_feeds_row { made_at int64, read_at int64?, revoked_at int64? }
SELECT f.made_at, f.read_at, f.revoked_at FROM duty_feed f
    WHERE f.person_id = $1 ORDER BY f.made_at;

-- name: personal_duty_watches :many
-- in: person_id int64
-- out: struct personal_duty_watches_row { watch text, made_at int64 }
SELECT w.name, w.made_at FROM duty_watch w
    WHERE w.owner_id = $1 ORDER BY w.made_at;

-- name: personal_duty_feeds_drop :exec
-- in: person_id int64
DELETE FROM duty_feed WHERE person_id = $1;

-- name: personal_duty_entries_drop :exec
-- in: person_id int64
UPDATE duty_entry SET reason = '' WHERE person_id = $1 OR instead_of = $1;

-- name: personal_duty_shifts_drop :exec
-- in: person_id int64
DELETE FROM duty_shift WHERE person_id = $1;
