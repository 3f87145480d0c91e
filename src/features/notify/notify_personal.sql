-- What notices hold about a person, and for how long (core/personal.h, core/retention.h).

-- name: personal_notices :many
-- in: person_id int64
-- out: struct personal_notice_row { at int64, key text, path text, read_at int64? }
SELECT at, text, path, read_at FROM notice WHERE person_id = $1 ORDER BY id;

-- name: personal_channels :many
-- in: person_id int64
-- out: struct personal_channel_row { channel int64, address text, chosen bool, verified_at int64?, dead_at int64? }
SELECT channel, address, chosen, verified_at, dead_at FROM notice_channel WHERE person_id = $1 ORDER BY channel;

-- name: personal_quiet :many
-- in: person_id int64
-- out: struct personal_quiet_row { from_minute int64, to_minute int64 }
SELECT from_minute, to_minute FROM notice_quiet WHERE person_id = $1;

-- name: personal_deliveries :many
-- in: person_id int64
-- out: struct personal_delivery_row { made_at int64, channel int64, settled_at int64?, why text }
SELECT made_at, channel, settled_at, why FROM notice_delivery WHERE person_id = $1 ORDER BY id;

-- name: personal_deliveries_drop :exec
-- in: person_id int64
DELETE FROM notice_delivery WHERE person_id = $1;

-- name: personal_notices_drop :exec
-- in: person_id int64
DELETE FROM notice WHERE person_id = $1;

-- name: personal_channels_drop :exec
-- in: person_id int64
DELETE FROM notice_channel WHERE person_id = $1;

-- name: personal_quiet_drop :exec
-- in: person_id int64
DELETE FROM notice_quiet WHERE person_id = $1;

-- What still waits to be sent stays.
-- name: retention_deliveries :changed
-- in: before_at int64, most int64
DELETE FROM notice_delivery WHERE id IN (SELECT d.id FROM notice_delivery d WHERE d.made_at < $1 AND d.state <> 0
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = d.person_id AND h.ended_at IS NULL) ORDER BY d.id LIMIT $2);

-- name: retention_notices :changed
-- in: before_at int64, most int64
DELETE FROM notice WHERE id IN (SELECT n.id FROM notice n WHERE n.at < $1
    AND NOT EXISTS (SELECT 1 FROM notice_delivery d WHERE d.notice_id = n.id)
    AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = n.person_id AND h.ended_at IS NULL) ORDER BY n.id LIMIT $2);

-- name: personal_browsers :many
-- in: person_id int64
-- out: struct personal_browsers_row { name text, made_at int64, dead_at int64? }
SELECT b.label, b.made_at, b.dead_at FROM push_subscription b
    WHERE b.person_id = $1 ORDER BY b.made_at;

-- name: personal_notify_browsers_drop :exec
-- in: person_id int64
DELETE FROM push_subscription WHERE person_id = $1;

-- name: personal_webhooks :many
-- in: person_id int64
-- out: struct personal_webhooks_row { made_at int64, address text }
SELECT h.made_at, h.url FROM webhook h
    WHERE h.made_by = $1 ORDER BY h.made_at;
