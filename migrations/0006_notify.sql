-- What people are told, and what of it leaves the house.

-- The inbox: one visible message per event and person, however often it is asked for.
CREATE TABLE notice (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    dedupe      TEXT NOT NULL,              -- names the event: "incident.logged 123"
    at          BIGINT NOT NULL,
    level       INTEGER NOT NULL,           -- enum notice_level
    text        TEXT NOT NULL,              -- key of a fixed text of the catalogue, which names nobody
    path        TEXT NOT NULL,              -- page of ours that it leads to
    read_at     BIGINT,
    over_at     BIGINT,                     -- what it called for is over: what waits is not sent any more
    UNIQUE (person_id, dedupe)
);
CREATE INDEX notice_by_person ON notice (person_id, id DESC);
CREATE INDEX notice_unread ON notice (person_id) WHERE read_at IS NULL;

-- An outer channel that a person has chosen.
CREATE TABLE notice_channel (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    channel     INTEGER NOT NULL,           -- enum notice_channel
    address     TEXT NOT NULL,
    chosen      BOOLEAN NOT NULL,
    verified_at BIGINT,                     -- the code that went there came back
    dead_at     BIGINT,                     -- the other side said that there is no such address
    code        TEXT,                       -- waiting to come back
    code_ends_at BIGINT,
    code_tries  INTEGER NOT NULL,
    changed_at  BIGINT NOT NULL,
    PRIMARY KEY (person_id, channel)
);

-- Wall time in the centre's zone, minutes after midnight; from > to goes over midnight.
CREATE TABLE notice_quiet (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL
);

-- One message on one outer channel. Claimed, sent outside of any transaction, settled; its id is the Message-ID.
CREATE TABLE notice_delivery (
    id          BIGINT PRIMARY KEY,
    notice_id   BIGINT REFERENCES notice (id), -- NULL: the code that proves an address
    person_id   BIGINT NOT NULL REFERENCES person (id),
    channel     INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum notice_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL               -- of the latest failure: command and code, never an address
);
CREATE INDEX notice_delivery_due ON notice_delivery (send_at, id) WHERE state = 0;
CREATE INDEX notice_delivery_by_person ON notice_delivery (person_id, id DESC);
