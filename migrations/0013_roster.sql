-- The duty roster: what is kept is wall time in the centre's zone (core/roster.h).

CREATE TABLE duty_watch (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,            -- 0: of the whole centre
    name        TEXT NOT NULL,
    night       BOOLEAN NOT NULL,           -- outside opening hours
    levels      INTEGER NOT NULL,           -- that must be covered
    at_home     BOOLEAN NOT NULL,           -- stand-by at home is rest until somebody calls
    owner_id    BIGINT NOT NULL,            -- is told of gaps; 0: the managers
    frozen_until INTEGER,                   -- day before which the base rota stands
    made_at     BIGINT NOT NULL,
    closed_at   BIGINT
);
CREATE INDEX duty_watch_by_centre ON duty_watch (centre_id) WHERE closed_at IS NULL;

-- When somebody must be there.
CREATE TABLE duty_window (
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    place       INTEGER NOT NULL,
    weekdays    INTEGER NOT NULL,           -- bit 0 Monday
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,           -- not after from: until the next day
    days        INTEGER NOT NULL,           -- enum roster_days
    PRIMARY KEY (watch_id, place)
);

CREATE TABLE duty_rota (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    turn        INTEGER NOT NULL,           -- enum roster_turn
    every       INTEGER NOT NULL,
    start_day   INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,          -- of every handoff
    end_day     INTEGER,                    -- NULL: goes on
    end_minute  INTEGER NOT NULL,
    shadow      BOOLEAN NOT NULL,           -- newcomers who look on
    state       INTEGER NOT NULL,           -- enum duty_state
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    published_at BIGINT
);
CREATE INDEX duty_rota_by_watch ON duty_rota (watch_id, level);
CREATE TABLE duty_rota_person (
    rota_id     BIGINT NOT NULL REFERENCES duty_rota (id),
    place       INTEGER NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: nobody
    PRIMARY KEY (rota_id, place)
);

-- What lies over the base rota. Never deleted: what was undone says by whom.
CREATE TABLE duty_entry (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    layer       INTEGER NOT NULL,           -- enum roster_layer
    level       INTEGER NOT NULL,
    from_day    INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_day      INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    from_at     BIGINT,                     -- of a take-over: the instant itself
    person_id   BIGINT NOT NULL,            -- 0: nobody
    instead_of  BIGINT NOT NULL,            -- 0: instead of everybody below
    shadow      BOOLEAN NOT NULL,
    reason      TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    undone_at   BIGINT,
    undone_by   BIGINT
);
CREATE INDEX duty_entry_by_watch ON duty_entry (watch_id, to_day);

CREATE TABLE duty_swap (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    asker_id    BIGINT NOT NULL REFERENCES person (id),
    asked_id    BIGINT NOT NULL REFERENCES person (id),
    state       INTEGER NOT NULL,           -- enum duty_swap_state
    made_at     BIGINT NOT NULL,
    answered_at BIGINT,
    decided_by  BIGINT,                     -- the planner, where the rest rule breaks
    entry_id    BIGINT
);
CREATE INDEX duty_swap_open ON duty_swap (watch_id, from_at) WHERE state IN (0, 1);

-- What was found, and how near it was when it was last told.
CREATE TABLE duty_gap (
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- was to be on; 0: nobody was
    told        INTEGER NOT NULL,           -- enum duty_near
    PRIMARY KEY (watch_id, level, from_at)
);

-- The published plan as calendars were told of it: a moved shift keeps its id and raises its sequence.
CREATE TABLE duty_shift (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    shadow      BOOLEAN NOT NULL,
    sequence    INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    cancelled   BOOLEAN NOT NULL
);
CREATE INDEX duty_shift_by_watch ON duty_shift (watch_id, to_at);
CREATE INDEX duty_shift_by_person ON duty_shift (person_id, to_at);

CREATE TABLE duty_feed (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    token_hash  TEXT NOT NULL UNIQUE,
    made_at     BIGINT NOT NULL,
    read_at     BIGINT,
    revoked_at  BIGINT
);
CREATE INDEX duty_feed_by_person ON duty_feed (person_id) WHERE revoked_at IS NULL;
