-- All statements of the duty roster. It reads people, absences, aftercare cases and proved channels of other features.

-- ---- the roster of a centre

-- name: duty_centre :one
-- in: id int64
-- out: struct duty_centre_row { name text, zone text }
SELECT name, zone FROM centre WHERE id = $1;

-- name: duty_watches :many
-- in: centre_id int64
-- out: struct duty_watch_row { id int64, centre_id int64, team_id int64, name text, night bool, levels int64, at_home bool,
--      owner_id int64, frozen_until int64?, team text?, owner text? }
SELECT w.id, w.centre_id, w.team_id, w.name, w.night, w.levels, w.at_home, w.owner_id, w.frozen_until, t.name, p.name
    FROM duty_watch w LEFT JOIN team t ON t.id = w.team_id LEFT JOIN person p ON p.id = w.owner_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL ORDER BY w.night, w.name, w.id;

-- name: duty_watch :one
-- in: id int64
-- out: struct duty_watch_row
SELECT w.id, w.centre_id, w.team_id, w.name, w.night, w.levels, w.at_home, w.owner_id, w.frozen_until, t.name, p.name
    FROM duty_watch w LEFT JOIN team t ON t.id = w.team_id LEFT JOIN person p ON p.id = w.owner_id
    WHERE w.id = $1 AND w.closed_at IS NULL;

-- name: duty_all_watches :many
-- out: struct duty_id_row { id int64 }
SELECT id FROM duty_watch WHERE closed_at IS NULL ORDER BY id;

-- name: duty_windows :many
-- in: centre_id int64
-- out: struct duty_window_row { watch_id int64, weekdays int64, from_minute int64, to_minute int64, days int64 }
SELECT x.watch_id, x.weekdays, x.from_minute, x.to_minute, x.days FROM duty_window x JOIN duty_watch w ON w.id = x.watch_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL ORDER BY x.watch_id, x.place;

-- name: duty_rotas :many
-- in: centre_id int64
-- out: struct duty_rota_row { id int64, watch_id int64, level int64, turn int64, every int64, start_day int64, start_minute int64,
--      end_day int64?, end_minute int64, shadow bool, state int64, made_at int64, published_at int64? }
SELECT r.id, r.watch_id, r.level, r.turn, r.every, r.start_day, r.start_minute, r.end_day, r.end_minute, r.shadow, r.state, r.made_at,
        r.published_at
    FROM duty_rota r JOIN duty_watch w ON w.id = r.watch_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL AND r.state < 2 ORDER BY r.watch_id, r.level, r.start_day, r.id;

-- name: duty_rota :one
-- in: id int64
-- out: struct duty_rota_row
SELECT id, watch_id, level, turn, every, start_day, start_minute, end_day, end_minute, shadow, state, made_at, published_at
    FROM duty_rota WHERE id = $1 AND state < 2;

-- name: duty_rota_people :many
-- in: centre_id int64
-- out: struct duty_rota_person_row { rota_id int64, person_id int64, name text? }
SELECT x.rota_id, x.person_id, p.name FROM duty_rota_person x JOIN duty_rota r ON r.id = x.rota_id
        JOIN duty_watch w ON w.id = r.watch_id LEFT JOIN person p ON p.id = x.person_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL AND r.state < 2 ORDER BY x.rota_id, x.place;

-- name: duty_entries :many
-- in: centre_id int64, since_day int64
-- out: struct duty_entry_row { id int64, watch_id int64, layer int64, level int64, from_day int64, from_minute int64, to_day int64,
--      to_minute int64, from_at int64?, person_id int64, instead_of int64, shadow bool }
SELECT e.id, e.watch_id, e.layer, e.level, e.from_day, e.from_minute, e.to_day, e.to_minute, e.from_at, e.person_id, e.instead_of,
        e.shadow
    FROM duty_entry e JOIN duty_watch w ON w.id = e.watch_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL AND e.undone_at IS NULL AND e.to_day >= $2 ORDER BY e.watch_id, e.id;

-- name: duty_history :many
-- in: watch_id int64, most int64
-- out: struct duty_history_row { id int64, layer int64, level int64, from_day int64, from_minute int64, to_day int64, to_minute int64,
--      from_at int64?, person text?, instead text?, shadow bool, reason text, made_at int64, maker text?, undone_at int64?, undoer text? }
SELECT e.id, e.layer, e.level, e.from_day, e.from_minute, e.to_day, e.to_minute, e.from_at, p.name, i.name, e.shadow, e.reason, e.made_at,
        m.name, e.undone_at, u.name
    FROM duty_entry e LEFT JOIN person p ON p.id = e.person_id LEFT JOIN person i ON i.id = e.instead_of
        LEFT JOIN person m ON m.id = e.made_by LEFT JOIN person u ON u.id = e.undone_by
    WHERE e.watch_id = $1 ORDER BY e.id DESC LIMIT $2;

-- name: duty_entry :one
-- in: id int64
-- out: struct duty_entry_row
SELECT id, watch_id, layer, level, from_day, from_minute, to_day, to_minute, from_at, person_id, instead_of, shadow
    FROM duty_entry WHERE id = $1 AND undone_at IS NULL;

-- Away from the first day to the last; who has left is away from then on.
-- name: duty_absences :many
-- in: centre_id int64, since_day int64
-- out: struct duty_absence_row { person_id int64, from_day int64, to_day int64? }
SELECT b.person_id, b.from_day, b.to_day FROM person_absence b JOIN person p ON p.id = b.person_id
    WHERE p.centre_id = $1 AND (b.to_day IS NULL OR b.to_day >= $2)
UNION ALL
SELECT id, left_day + 1, NULL FROM person WHERE centre_id = $1 AND left_day IS NOT NULL;

-- Everybody of the centre; may_have: holds a role that has watches.
-- name: duty_people :many
-- in: centre_id int64, today int64
-- out: struct duty_person_row { id int64, name text, team_id int64?, started_day int64?, has_role bool }
SELECT p.id, p.name, p.team_id, p.started_day,
        EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role IN (1, 2, 3, 4))
    FROM person p WHERE p.centre_id = $1 AND (p.left_day IS NULL OR p.left_day >= $2) ORDER BY p.name_sort, p.id;

-- Names of whoever is or was on a watch, also of those who left.
-- name: duty_name :one
-- in: id int64, centre_id int64
-- out: struct duty_name_row { name text, left_day int64? }
SELECT name, left_day FROM person WHERE id = $1 AND centre_id = $2;

-- name: duty_names :many
-- in: centre_id int64
-- out: struct duty_named_row { id int64, name text }
SELECT id, name FROM person WHERE centre_id = $1 ORDER BY id;

-- ---- can they be reached? Proof of a channel: its code came back, or a message was taken since.

-- name: duty_proofs :many
-- in: person_id int64
-- out: struct duty_proof_row { channel int64, proved_at int64 }
SELECT c.channel, COALESCE((SELECT MAX(d.settled_at) FROM notice_delivery d
        WHERE d.person_id = c.person_id AND d.channel = c.channel AND d.state = 1 AND d.settled_at > c.verified_at), c.verified_at)
    FROM notice_channel c WHERE c.person_id = $1 AND c.chosen AND c.verified_at IS NOT NULL AND c.dead_at IS NULL ORDER BY c.channel;

-- name: duty_hurt :many
-- in: centre_id int64, since int64
-- out: struct duty_hurt_row { person_id int64 }
SELECT DISTINCT person_id FROM aftercare_case WHERE centre_id = $1 AND closed_at IS NULL AND opened_at > $2;

-- ---- changing

-- name: duty_watch_insert :exec
-- in: id int64, centre_id int64, team_id int64, name text, night bool, levels int64, at_home bool, owner_id int64, now int64
INSERT INTO duty_watch (id, centre_id, team_id, name, night, levels, at_home, owner_id, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: duty_watch_update :exec
-- in: id int64, name text, levels int64, at_home bool, owner_id int64
UPDATE duty_watch SET name = $2, levels = $3, at_home = $4, owner_id = $5 WHERE id = $1 AND closed_at IS NULL;

-- name: duty_watch_close :exec
-- in: id int64, now int64
UPDATE duty_watch SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL;

-- name: duty_window_insert :exec
-- in: watch_id int64, place int64, weekdays int64, from_minute int64, to_minute int64, days int64
INSERT INTO duty_window (watch_id, place, weekdays, from_minute, to_minute, days) VALUES ($1, $2, $3, $4, $5, $6);

-- name: duty_rota_insert :exec
-- in: id int64, watch_id int64, level int64, turn int64, every int64, start_day int64, start_minute int64, shadow bool, now int64,
--     made_by int64
INSERT INTO duty_rota (id, watch_id, level, turn, every, start_day, start_minute, end_minute, shadow, state, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0, $9, $10);

-- name: duty_rota_person_insert :exec
-- in: rota_id int64, place int64, person_id int64
INSERT INTO duty_rota_person (rota_id, place, person_id) VALUES ($1, $2, $3);

-- One draft per level and kind: a new one takes its place.
-- name: duty_drafts_drop :exec
-- in: watch_id int64, level int64, shadow bool
UPDATE duty_rota SET state = 2 WHERE watch_id = $1 AND level = $2 AND shadow = $3 AND state = 0;

-- name: duty_draft_drop :exec
-- in: id int64
UPDATE duty_rota SET state = 2 WHERE id = $1 AND state = 0;

-- What was published for later than this is never used.
-- name: duty_later_drop :changed
-- in: watch_id int64, level int64, shadow bool, day int64, minute int64
UPDATE duty_rota SET state = 2 WHERE watch_id = $1 AND level = $2 AND shadow = $3 AND state = 1
    AND (start_day > $4 OR (start_day = $4 AND start_minute >= $5));

-- name: duty_before_end :changed
-- in: watch_id int64, level int64, shadow bool, day int64, minute int64
UPDATE duty_rota SET end_day = $4, end_minute = $5 WHERE watch_id = $1 AND level = $2 AND shadow = $3 AND state = 1
    AND (end_day IS NULL OR end_day > $4 OR (end_day = $4 AND end_minute > $5));

-- name: duty_publish :changed
-- in: id int64, now int64
UPDATE duty_rota SET state = 1, published_at = $2 WHERE id = $1 AND state = 0;

-- name: duty_freeze :exec
-- in: id int64, day int64
UPDATE duty_watch SET frozen_until = $2 WHERE id = $1 AND (frozen_until IS NULL OR frozen_until < $2);

-- name: duty_entry_insert :exec
-- in: id int64, watch_id int64, layer int64, level int64, from_day int64, from_minute int64, to_day int64, to_minute int64,
--     from_at int64?, person_id int64, instead_of int64, shadow bool, reason text, now int64, made_by int64
INSERT INTO duty_entry (id, watch_id, layer, level, from_day, from_minute, to_day, to_minute, from_at, person_id, instead_of, shadow,
        reason, made_at, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: duty_entry_undo :changed
-- in: id int64, now int64, person_id int64
UPDATE duty_entry SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL;

-- ---- swaps

-- name: duty_swap_insert :exec
-- in: id int64, watch_id int64, level int64, from_at int64, to_at int64, asker_id int64, asked_id int64, now int64
INSERT INTO duty_swap (id, watch_id, level, from_at, to_at, asker_id, asked_id, state, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8);

-- name: duty_swap :one
-- in: id int64
-- out: struct duty_swap_row { id int64, watch_id int64, level int64, from_at int64, to_at int64, asker_id int64, asked_id int64,
--      state int64, made_at int64, watch text, centre_id int64, asker text, asked text }
SELECT s.id, s.watch_id, s.level, s.from_at, s.to_at, s.asker_id, s.asked_id, s.state, s.made_at, w.name, w.centre_id, a.name, b.name
    FROM duty_swap s JOIN duty_watch w ON w.id = s.watch_id JOIN person a ON a.id = s.asker_id JOIN person b ON b.id = s.asked_id
    WHERE s.id = $1;

-- Open ones of a centre that are not over: the reader's own, and for planners those that wait for them.
-- name: duty_swaps_open :many
-- in: centre_id int64, now int64
-- out: struct duty_swap_row
SELECT s.id, s.watch_id, s.level, s.from_at, s.to_at, s.asker_id, s.asked_id, s.state, s.made_at, w.name, w.centre_id, a.name, b.name
    FROM duty_swap s JOIN duty_watch w ON w.id = s.watch_id JOIN person a ON a.id = s.asker_id JOIN person b ON b.id = s.asked_id
    WHERE w.centre_id = $1 AND w.closed_at IS NULL AND s.state IN (0, 1) AND s.to_at > $2 ORDER BY s.from_at, s.id;

-- name: duty_swap_settle :changed
-- in: id int64, old_state int64, state int64, now int64, decided_by int64?, entry_id int64?
UPDATE duty_swap SET state = $3, answered_at = $4, decided_by = $5, entry_id = $6 WHERE id = $1 AND state = $2;

-- ---- gaps

-- name: duty_gaps :many
-- in: watch_id int64
-- out: struct duty_gap_row { level int64, from_at int64, to_at int64, person_id int64, told int64 }
SELECT level, from_at, to_at, person_id, told FROM duty_gap WHERE watch_id = $1 ORDER BY from_at, level;

-- name: duty_gap_put :exec
-- in: watch_id int64, level int64, from_at int64, to_at int64, person_id int64, told int64
INSERT INTO duty_gap (watch_id, level, from_at, to_at, person_id, told) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (watch_id, level, from_at) DO UPDATE SET to_at = excluded.to_at, person_id = excluded.person_id, told = excluded.told;

-- name: duty_gap_delete :exec
-- in: watch_id int64, level int64, from_at int64
DELETE FROM duty_gap WHERE watch_id = $1 AND level = $2 AND from_at = $3;

-- ---- calendars

-- name: duty_shifts_told :many
-- in: watch_id int64, since int64
-- out: struct duty_told_row { id int64, watch_id int64, level int64, person_id int64, from_at int64, to_at int64, shadow bool, sequence int64,
--      made_at int64, changed_at int64, cancelled bool, watch text }
SELECT s.id, s.watch_id, s.level, s.person_id, s.from_at, s.to_at, s.shadow, s.sequence, s.made_at, s.changed_at, s.cancelled, w.name
    FROM duty_shift s JOIN duty_watch w ON w.id = s.watch_id
    WHERE s.watch_id = $1 AND s.to_at > $2 AND NOT s.cancelled ORDER BY s.from_at, s.id;

-- name: duty_shifts_of :many
-- in: person_id int64, since int64
-- out: struct duty_told_row
SELECT s.id, s.watch_id, s.level, s.person_id, s.from_at, s.to_at, s.shadow, s.sequence, s.made_at, s.changed_at, s.cancelled, w.name
    FROM duty_shift s JOIN duty_watch w ON w.id = s.watch_id
    WHERE s.person_id = $1 AND s.to_at > $2 ORDER BY s.from_at, s.id;

-- name: duty_shift_insert :exec
-- in: id int64, watch_id int64, level int64, person_id int64, from_at int64, to_at int64, shadow bool, now int64
INSERT INTO duty_shift (id, watch_id, level, person_id, from_at, to_at, shadow, sequence, made_at, changed_at, cancelled)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, FALSE);

-- name: duty_shift_change :exec
-- in: id int64, from_at int64, to_at int64, cancelled bool, now int64
UPDATE duty_shift SET from_at = $2, to_at = $3, cancelled = $4, changed_at = $5, sequence = sequence + 1 WHERE id = $1;

-- name: duty_feed_insert :exec
-- in: id int64, person_id int64, token_hash text, now int64
INSERT INTO duty_feed (id, person_id, token_hash, made_at) VALUES ($1, $2, $3, $4);

-- name: duty_feed_revoke :changed
-- in: person_id int64, now int64
UPDATE duty_feed SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL;

-- name: duty_feed_of :one
-- in: person_id int64
-- out: struct duty_feed_row { id int64, person_id int64, made_at int64, read_at int64? }
SELECT id, person_id, made_at, read_at FROM duty_feed WHERE person_id = $1 AND revoked_at IS NULL ORDER BY id DESC LIMIT 1;

-- Who has left has no calendar any more.
-- name: duty_feed_by_token :one
-- in: token_hash text, today int64
-- out: struct duty_feed_by_row { id int64, person_id int64, read_at int64?, lang text }
SELECT f.id, f.person_id, f.read_at, p.lang FROM duty_feed f JOIN person p ON p.id = f.person_id
    WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND (p.left_day IS NULL OR p.left_day >= $2);

-- name: duty_feed_seen :exec
-- in: id int64, now int64
UPDATE duty_feed SET read_at = $2 WHERE id = $1;

-- name: duty_teams :many
-- in: centre_id int64
-- out: struct duty_team_row { id int64, name text }
SELECT id, name FROM team WHERE centre_id = $1 ORDER BY name_sort, id;
