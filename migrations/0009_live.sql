-- What goes out besides mail: text messages, pushes to browsers, webhooks. Live pages keep nothing.

-- Which of several addresses of a channel a message goes to.
ALTER TABLE notice_delivery ADD COLUMN target_id BIGINT NOT NULL DEFAULT 0; -- a push_subscription; 0: the channel's own address

-- A browser that agreed to show messages (RFC 8030). Its keys are public ones; the address is secret.
CREATE TABLE push_subscription (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    endpoint    TEXT NOT NULL UNIQUE,
    p256dh      TEXT NOT NULL,              -- URL-safe base64
    auth        TEXT NOT NULL,
    label       TEXT NOT NULL,              -- "Firefox, Windows": for the person to tell their browsers apart
    made_at     BIGINT NOT NULL,
    dead_at     BIGINT                      -- its service said that there is no such browser any more
);
CREATE INDEX push_by_person ON push_subscription (person_id, id);

-- A program elsewhere that is told of events.
CREATE TABLE webhook (
    id          BIGINT PRIMARY KEY,
    url         TEXT NOT NULL,
    events      TEXT NOT NULL,              -- words of EVENTS, a space before and behind each
    secret      TEXT NOT NULL,
    old_secret  TEXT,                       -- signs too until old_ends_at
    old_ends_at BIGINT,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    since_id    BIGINT NOT NULL,            -- events before this one are none of its
    failing_since BIGINT,
    off_at      BIGINT,                     -- nothing is sent any more
    off_why     TEXT NOT NULL
);

-- One event for one program. Claimed, sent outside of any transaction, settled; its id is the webhook-id.
CREATE TABLE webhook_delivery (
    id          BIGINT PRIMARY KEY,
    webhook_id  BIGINT NOT NULL REFERENCES webhook (id),
    event_id    BIGINT NOT NULL,            -- of a test: the delivery's own id
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum webhook_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL,              -- "HTTP 204", "timeout": never what was answered
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (send_at, id) WHERE state = 0;
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id DESC);
