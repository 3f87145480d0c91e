-- All statements of the webhooks feature. `event` is core's; it is only read here.

-- name: webhook_insert :exec
-- in: id int64, url text, events text, secret text, now int64, made_by int64, since_id int64
INSERT INTO webhook (id, url, events, secret, made_at, made_by, since_id, off_why) VALUES ($1, $2, $3, $4, $5, $6, $7, '');

-- name: webhook_list :many
-- out: struct webhook { id int64, url text, events text, made_at int64, off_at int64?, off_why text, failing_since int64?, old_ends_at int64? }
SELECT id, url, events, made_at, off_at, off_why, failing_since, old_ends_at FROM webhook ORDER BY id;

-- name: webhook_one :one
-- in: id int64
-- out: struct webhook
SELECT id, url, events, made_at, off_at, off_why, failing_since, old_ends_at FROM webhook WHERE id = $1;

-- name: webhook_change :changed
-- in: id int64, url text, events text
UPDATE webhook SET url = $2, events = $3 WHERE id = $1;

-- What happened while it was off is none of its.
-- name: webhook_on :changed
-- in: id int64, since_id int64
UPDATE webhook SET off_at = NULL, off_why = '', failing_since = NULL, since_id = $2 WHERE id = $1 AND off_at IS NOT NULL;

-- name: webhook_off :changed
-- in: id int64, now int64, why text
UPDATE webhook SET off_at = $2, off_why = $3 WHERE id = $1 AND off_at IS NULL;

-- name: webhook_rotate :changed
-- in: id int64, secret text, old_ends_at int64
UPDATE webhook SET old_secret = secret, secret = $2, old_ends_at = $3 WHERE id = $1;

-- name: webhook_drop_deliveries :exec
-- in: id int64
DELETE FROM webhook_delivery WHERE webhook_id = $1;

-- name: webhook_drop :changed
-- in: id int64
DELETE FROM webhook WHERE id = $1;

-- name: webhook_log :many
-- in: webhook_id int64, at_most int64
-- out: struct webhook_log_row { id int64, kind text, made_at int64, send_at int64, attempts int64, state int64, settled_at int64?, why text }
SELECT id, kind, made_at, send_at, attempts, state, settled_at, why FROM webhook_delivery WHERE webhook_id = $1
    ORDER BY id DESC LIMIT $2;

-- ---- from events to deliveries

-- name: webhook_open :many
-- out: struct webhook_open_row { id int64, events text, since_id int64 }
SELECT id, events, since_id FROM webhook WHERE off_at IS NULL ORDER BY id;

-- name: webhook_new_events :many
-- in: webhook_id int64, since_id int64, events text, at_most int64
-- out: struct webhook_event { id int64, kind text, object_id int64, at int64 }
SELECT e.id, e.kind, e.object_id, e.at FROM event e WHERE e.id >= $2 AND $3 LIKE '% ' || e.kind || ' %'
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = $1 AND d.event_id = e.id) ORDER BY e.id LIMIT $4;

-- name: webhook_deliver :exec
-- in: id int64, webhook_id int64, event_id int64, kind text, object_id int64, at int64, now int64
INSERT INTO webhook_delivery (id, webhook_id, event_id, kind, object_id, at, made_at, send_at, held_until, attempts, state, why)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, 0, 0, '') ON CONFLICT (webhook_id, event_id) DO NOTHING;

-- name: webhook_seen :exec
-- in: id int64, since_id int64
UPDATE webhook SET since_id = $2 WHERE id = $1 AND since_id < $2;

-- Long before, so that no event is delivered anew.
-- name: webhook_sweep :exec
-- in: webhook_id int64, before int64
DELETE FROM webhook_delivery WHERE webhook_id = $1 AND state <> 0 AND made_at < $2;

-- ---- sending

-- name: webhook_release :exec
UPDATE webhook_delivery SET held_until = 0 WHERE state = 0 AND held_until > 0;

-- name: webhook_due :one
-- in: now int64
-- out: struct webhook_due_row { id int64 }
SELECT id FROM webhook_delivery WHERE state = 0 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT 1;

-- name: webhook_claim :many
-- in: now int64, held_until int64, at_most int64
-- out: struct webhook_due_row
UPDATE webhook_delivery SET held_until = $2 WHERE id IN (SELECT id FROM webhook_delivery
        WHERE state = 0 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT $3)
    RETURNING id;

-- name: webhook_claim :many @pgsql
UPDATE webhook_delivery SET held_until = $2 WHERE id IN (SELECT id FROM webhook_delivery
        WHERE state = 0 AND send_at <= $1 AND held_until <= $1 ORDER BY send_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    RETURNING id;

-- name: webhook_delivery_find :one
-- in: id int64
-- out: struct webhook_delivery_row { webhook_id int64, kind text, object_id int64, at int64, made_at int64, attempts int64, url text, secret text, old_secret text?, old_ends_at int64?, off_at int64?, failing_since int64? }
SELECT d.webhook_id, d.kind, d.object_id, d.at, d.made_at, d.attempts, w.url, w.secret, w.old_secret, w.old_ends_at, w.off_at,
        w.failing_since
    FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id WHERE d.id = $1;

-- name: webhook_settle :changed
-- in: id int64, held_until int64, state int64, now int64, attempts int64, why text
UPDATE webhook_delivery SET state = $3, settled_at = $4, attempts = $5, why = $6, held_until = 0
    WHERE id = $1 AND held_until = $2 AND state = 0;

-- name: webhook_postpone :changed
-- in: id int64, held_until int64, send_at int64, attempts int64, why text
UPDATE webhook_delivery SET send_at = $3, attempts = $4, why = $5, held_until = 0
    WHERE id = $1 AND held_until = $2 AND state = 0;

-- 0: it answers.
-- name: webhook_failing :exec
-- in: id int64, since int64?
UPDATE webhook SET failing_since = CASE WHEN $2 IS NULL THEN NULL ELSE COALESCE(failing_since, $2) END WHERE id = $1;
