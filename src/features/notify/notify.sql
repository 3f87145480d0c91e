-- All statements of the notify feature.

-- ---- writing a notice

-- name: notify_insert :changed
-- in: id int64, person_id int64, dedupe text, at int64, level int64, key text, path text, letter int64?
INSERT INTO notice (id, person_id, dedupe, at, level, text, path, letter) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (person_id, dedupe) DO NOTHING;

-- name: notify_person_find :one
-- in: id int64
-- out: struct notify_person_row { zone text, lang text, email text?, left_day int64?, from_minute int64?, to_minute int64?, has_quiet bool }
SELECT c.zone, p.lang, p.email, p.left_day, q.from_minute, q.to_minute, q.person_id IS NOT NULL
    FROM person p JOIN centre c ON c.id = p.centre_id LEFT JOIN notice_quiet q ON q.person_id = p.id WHERE p.id = $1;

-- Where a notice goes besides the inbox.
-- name: notify_open_channels :many
-- in: person_id int64
-- out: struct notify_open_row { channel int64, target_id int64 }
SELECT channel, 0 FROM notice_channel WHERE person_id = $1 AND chosen AND verified_at IS NOT NULL AND dead_at IS NULL
    UNION ALL SELECT 2, id FROM push_subscription WHERE person_id = $1 AND dead_at IS NULL ORDER BY 1, 2;

-- name: notify_delivery_insert :exec
-- in: id int64, notice_id int64?, person_id int64, channel int64, target_id int64, made_at int64, send_at int64
INSERT INTO notice_delivery (id, notice_id, person_id, channel, target_id, made_at, send_at, held_until, attempts, state, why)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, '');

-- Those whose `dedupe` begins so and which still wait to be sent; few wait, so it begins with these.
-- name: notify_over :exec
-- in: beginning text, now int64
UPDATE notice SET over_at = $2 WHERE over_at IS NULL AND substr(dedupe, 1, length($1)) = $1
    AND id IN (SELECT notice_id FROM notice_delivery WHERE state = 0);

-- ---- inbox

-- before 0: from the newest.
-- name: notify_inbox :many
-- in: person_id int64, before int64, at_most int64
-- out: struct notice { id int64, at int64, level int64, key text, path text, read_at int64? }
SELECT id, at, level, text, path, read_at FROM notice WHERE person_id = $1 AND ($2 = 0 OR id < $2)
    ORDER BY id DESC LIMIT $3;

-- name: notify_one :one
-- in: id int64, person_id int64
-- out: struct notice
SELECT id, at, level, text, path, read_at FROM notice WHERE id = $1 AND person_id = $2;

-- Stands on every page, so it stops at a hundred: a manager who never opens the inbox has thousands.
-- name: notify_unread :one
-- in: person_id int64
-- out: struct notify_count_row { n int64 }
SELECT COUNT(*) FROM (SELECT 1 FROM notice WHERE person_id = $1 AND read_at IS NULL LIMIT 100) AS few;

-- name: notify_read :exec
-- in: id int64, person_id int64, now int64
UPDATE notice SET read_at = $3 WHERE id = $1 AND person_id = $2 AND read_at IS NULL;

-- What came after the newest one that was shown stays unread.
-- name: notify_read_all :exec
-- in: person_id int64, up_to int64, now int64
UPDATE notice SET read_at = $3 WHERE person_id = $1 AND read_at IS NULL AND id <= $2;

-- ---- channels

-- name: notify_channel_find :one
-- in: person_id int64, channel int64
-- out: struct notify_channel_row { address text, chosen bool, verified_at int64?, dead_at int64?, code text?, code_ends_at int64?, code_tries int64 }
SELECT address, chosen, verified_at, dead_at, code, code_ends_at, code_tries FROM notice_channel
    WHERE person_id = $1 AND channel = $2;

-- Another address is neither proved nor dead.
-- name: notify_channel_put :exec
-- in: person_id int64, channel int64, address text, chosen bool, now int64
INSERT INTO notice_channel (person_id, channel, address, chosen, code_tries, changed_at) VALUES ($1, $2, $3, $4, 0, $5)
    ON CONFLICT (person_id, channel) DO UPDATE SET chosen = excluded.chosen, changed_at = excluded.changed_at,
        verified_at = CASE WHEN notice_channel.address = excluded.address THEN notice_channel.verified_at END,
        dead_at = CASE WHEN notice_channel.address = excluded.address THEN notice_channel.dead_at END,
        code = CASE WHEN notice_channel.address = excluded.address THEN notice_channel.code END,
        address = excluded.address;

-- name: notify_code_put :exec
-- in: person_id int64, channel int64, code text, ends_at int64
UPDATE notice_channel SET code = $3, code_ends_at = $4, code_tries = 0, dead_at = NULL WHERE person_id = $1 AND channel = $2;

-- name: notify_code_tried :exec
-- in: person_id int64, channel int64
UPDATE notice_channel SET code_tries = code_tries + 1 WHERE person_id = $1 AND channel = $2;

-- name: notify_channel_verify :exec
-- in: person_id int64, channel int64, now int64
UPDATE notice_channel SET verified_at = $3, code = NULL, dead_at = NULL WHERE person_id = $1 AND channel = $2;

-- name: notify_channel_off :exec
-- in: person_id int64, channel int64, now int64
UPDATE notice_channel SET chosen = FALSE, changed_at = $3 WHERE person_id = $1 AND channel = $2;

-- name: notify_dead_any :one
-- in: person_id int64
-- out: struct notify_count_row
SELECT COUNT(*) FROM notice_channel WHERE person_id = $1 AND chosen AND dead_at IS NOT NULL;

-- name: notify_codes_since :one
-- in: person_id int64, since int64
-- out: struct notify_count_row
SELECT COUNT(*) FROM notice_delivery WHERE person_id = $1 AND notice_id IS NULL AND made_at > $2;

-- ---- browsers that show messages

-- The same browser again: perhaps another person's now.
-- name: notify_push_put :exec
-- in: id int64, person_id int64, endpoint text, p256dh text, auth text, label text, now int64
INSERT INTO push_subscription (id, person_id, endpoint, p256dh, auth, label, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (endpoint) DO UPDATE SET person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth,
        label = excluded.label, made_at = excluded.made_at, dead_at = NULL;

-- name: notify_push_list :many
-- in: person_id int64
-- out: struct notify_browser { id int64, label text, made_at int64, dead_at int64? }
SELECT id, label, made_at, dead_at FROM push_subscription WHERE person_id = $1 ORDER BY id;

-- name: notify_push_find :one
-- in: id int64, person_id int64
-- out: struct notify_push_row { endpoint text, p256dh text, auth text, dead_at int64? }
SELECT endpoint, p256dh, auth, dead_at FROM push_subscription WHERE id = $1 AND person_id = $2;

-- name: notify_push_drop :changed
-- in: id int64, person_id int64
DELETE FROM push_subscription WHERE id = $1 AND person_id = $2;

-- name: notify_push_dead :changed
-- in: id int64, now int64
UPDATE push_subscription SET dead_at = $2 WHERE id = $1 AND dead_at IS NULL;

-- Whoever comes second takes what the first one made.
-- name: notify_push_key_put :exec
-- in: secret text, now int64
INSERT INTO setting (name, value, changed_at) VALUES ('push_key', $1, $2) ON CONFLICT (name) DO NOTHING;

-- name: notify_push_key :one
-- out: struct notify_push_key_row { secret text }
SELECT value FROM setting WHERE name = 'push_key';

-- name: notify_quiet_put :exec
-- in: person_id int64, from_minute int64, to_minute int64
INSERT INTO notice_quiet (person_id, from_minute, to_minute) VALUES ($1, $2, $3)
    ON CONFLICT (person_id) DO UPDATE SET from_minute = excluded.from_minute, to_minute = excluded.to_minute;

-- name: notify_quiet_drop :exec
-- in: person_id int64
DELETE FROM notice_quiet WHERE person_id = $1;

-- ---- the log

-- name: notify_log :many
-- in: person_id int64, at_most int64
-- out: struct notify_log_row { id int64, key text?, channel int64, made_at int64, send_at int64, attempts int64, state int64, settled_at int64?, why text }
SELECT d.id, n.text, d.channel, d.made_at, d.send_at, d.attempts, d.state, d.settled_at, d.why
    FROM notice_delivery d LEFT JOIN notice n ON n.id = d.notice_id WHERE d.person_id = $1 ORDER BY d.id DESC LIMIT $2;

-- name: notify_totals :one
-- in: since int64
-- out: struct notify_totals { waiting int64, sent int64, dropped int64, failed int64, no_address int64, dead_channels int64 }
SELECT COUNT(CASE WHEN state = 0 THEN 1 END), COUNT(CASE WHEN state = 1 THEN 1 END), COUNT(CASE WHEN state = 2 THEN 1 END),
        COUNT(CASE WHEN state = 3 THEN 1 END), COUNT(CASE WHEN state = 4 THEN 1 END),
        (SELECT COUNT(*) FROM notice_channel WHERE dead_at IS NOT NULL)
    FROM notice_delivery WHERE made_at >= $1;

-- ---- sending

-- Few wait, and what was sent last stands at the end of an index.
-- name: notify_stand :many
-- in: now int64
-- out: struct notify_stand_row { channel int64, due_since int64?, failing_since int64?, sent_at int64? }
SELECT c.channel, (SELECT MIN(d.send_at) FROM notice_delivery d WHERE d.state = 0 AND d.channel = c.channel AND d.send_at <= $1),
        (SELECT MIN(d.made_at) FROM notice_delivery d WHERE d.state = 0 AND d.channel = c.channel AND d.attempts > 0),
        (SELECT MAX(d.settled_at) FROM notice_delivery d WHERE d.state = 1 AND d.channel = c.channel)
    FROM (SELECT 0 AS channel UNION ALL SELECT 1 UNION ALL SELECT 2) c ORDER BY c.channel;

-- name: notify_release :exec
UPDATE notice_delivery SET held_until = 0 WHERE state = 0 AND held_until > 0;

-- name: notify_due :one
-- in: now int64, channel int64
-- out: struct notify_due_row { id int64, person_id int64, target_id int64 }
SELECT id, person_id, target_id FROM notice_delivery WHERE state = 0 AND channel = $2 AND send_at <= $1 AND held_until <= $1
    ORDER BY send_at, id LIMIT 1;

-- name: notify_claim :many
-- in: now int64, channel int64, held_until int64, at_most int64
-- out: struct notify_due_row
UPDATE notice_delivery SET held_until = $3 WHERE id IN (SELECT id FROM notice_delivery
        WHERE state = 0 AND channel = $2 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT $4)
    RETURNING id, person_id, target_id;

-- name: notify_claim :many @pgsql
UPDATE notice_delivery SET held_until = $3 WHERE id IN (SELECT id FROM notice_delivery
        WHERE state = 0 AND channel = $2 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT $4
        FOR UPDATE SKIP LOCKED)
    RETURNING id, person_id, target_id;

-- Claimed, but not begun when the program was told to stop.
-- name: notify_let_go :exec
-- in: id int64, held_until int64
UPDATE notice_delivery SET held_until = 0 WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: notify_delivery_find :one
-- in: id int64
-- out: struct notify_delivery_row { person_id int64, channel int64, target_id int64, notice_id int64?, made_at int64, attempts int64, key text?, path text?, level int64?, address text?, is_open bool, code text?, code_ends_at int64?, over_at int64?, letter int64? }
SELECT d.person_id, d.channel, d.target_id, d.notice_id, d.made_at, d.attempts, n.text, n.path, n.level, c.address,
        COALESCE(c.chosen AND c.verified_at IS NOT NULL AND c.dead_at IS NULL, FALSE), c.code, c.code_ends_at, n.over_at,
        n.letter
    FROM notice_delivery d LEFT JOIN notice n ON n.id = d.notice_id
        LEFT JOIN notice_channel c ON c.person_id = d.person_id AND c.channel = d.channel
    WHERE d.id = $1;

-- name: notify_settle :changed
-- in: id int64, held_until int64, state int64, now int64, attempts int64, why text
UPDATE notice_delivery SET state = $3, settled_at = $4, attempts = $5, why = $6, held_until = 0
    WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: notify_postpone :changed
-- in: id int64, held_until int64, send_at int64, attempts int64, why text
UPDATE notice_delivery SET send_at = $3, attempts = $4, why = $5, held_until = 0
    WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: notify_channel_dead :changed
-- in: person_id int64, channel int64, address text, now int64
UPDATE notice_channel SET dead_at = $4 WHERE person_id = $1 AND channel = $2 AND address = $3 AND dead_at IS NULL;

-- ---- what others announce

-- name: notify_incident :one
-- in: id int64
-- out: struct notify_incident_row { number int64, centre_id int64, team_id int64, person_id int64, logged_by int64, class int64 }
SELECT number, centre_id, team_id, person_id, logged_by, class FROM incident WHERE id = $1;

-- Who has this role for a team: its own, and those of the whole centre.
-- name: notify_role_holders :many
-- in: role int64, team_id int64, centre_id int64, today int64
-- out: struct notify_holder_row { person_id int64 }
SELECT DISTINCT g.person_id FROM role_grant g CROSS JOIN person p
    WHERE p.id = g.person_id AND g.role = $1 AND g.team_id IN (0, $2) AND p.centre_id = $3 AND (p.left_day IS NULL OR p.left_day >= $4)
    ORDER BY g.person_id;

-- The clock was set back: what was to go out now, or in a moment, still is.
-- name: notify_set_back :exec
-- in: by_ms int64, near_at int64
UPDATE notice_delivery SET send_at = send_at - $1 WHERE state = 0 AND send_at <= $2;
