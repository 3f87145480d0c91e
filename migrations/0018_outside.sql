-- Whether everything lives: the server's own pulse, who reports from outside, whom we report to; and absences from calendars.

-- Written every few seconds by a job: an old one means that jobs stand still, or that nothing can be written.
CREATE TABLE pulse (
    id          INTEGER PRIMARY KEY,        -- 1
    at          BIGINT NOT NULL
);
CREATE INDEX notice_delivery_sent ON notice_delivery (channel, settled_at) WHERE state = 1;

-- Something that is to report every so often: the telephone system, a backup, a watcher on another machine.
CREATE TABLE heartbeat (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    name        TEXT NOT NULL,
    kind        INTEGER NOT NULL,           -- enum heartbeat_kind
    token_hash  TEXT NOT NULL UNIQUE,
    every_s     BIGINT NOT NULL,
    grace_s     BIGINT NOT NULL,
    owner_id    BIGINT NOT NULL REFERENCES person (id),
    on_duty     BOOLEAN NOT NULL,           -- help hangs on it: shown beside the watches
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    last_at     BIGINT,                     -- NULL: never yet
    missed_at   BIGINT                      -- since when it is missed; NULL: it is not
);
CREATE INDEX heartbeat_by_centre ON heartbeat (centre_id, id);

-- Where we report while everything here is well.
CREATE TABLE heartbeat_out (
    id          BIGINT PRIMARY KEY,
    url         TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    sent_at     BIGINT,                     -- the latest that was taken
    why         TEXT NOT NULL               -- of the latest attempt: "HTTP 200"; "not well": none was made
);

-- A calendar that says when somebody is away. Of its events only the days are kept, as absences.
CREATE TABLE absence_feed (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL UNIQUE REFERENCES person (id),
    url         TEXT NOT NULL,              -- sealed for the person
    words       TEXT NOT NULL,              -- an event counts when its title has one of these; '': all do
    kind        INTEGER NOT NULL,           -- enum care_away
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    etag        TEXT NOT NULL,
    modified    TEXT NOT NULL,              -- Last-Modified as the other side says it
    next_at     BIGINT NOT NULL,
    read_at     BIGINT,                     -- the latest that was read or unchanged
    full_at     BIGINT,                     -- the latest that was read: what comes again is looked ahead from here
    failed_n    INTEGER NOT NULL,           -- in a row
    trouble     INTEGER NOT NULL            -- enum absence_trouble
);
CREATE INDEX absence_feed_due ON absence_feed (next_at);

-- An absence by hand and one from a calendar may begin on the same day.
CREATE TABLE person_absence_kept AS SELECT person_id, from_day, to_day, substitute_id, kind FROM person_absence;
DROP TABLE person_absence;
CREATE TABLE person_absence (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    from_day    INTEGER NOT NULL,
    to_day      INTEGER,                    -- last day; NULL: until further notice
    substitute_id BIGINT,
    kind        INTEGER NOT NULL,           -- enum care_away; nothing about health
    source      INTEGER NOT NULL DEFAULT 0, -- 0: by hand; 1: follows a calendar
    PRIMARY KEY (person_id, from_day, source)
);
INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind)
    SELECT person_id, from_day, to_day, substitute_id, kind FROM person_absence_kept;
DROP TABLE person_absence_kept;
