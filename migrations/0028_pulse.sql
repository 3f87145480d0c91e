-- Pulse: short questions to newcomers on some days and to who leaves. No answer has a row: a room adds up what is said in it, sealed,
-- until it is over; then it holds sums of at least five, or is poured into another one (docs/decisions/0034).

-- A centre's own questions; before the first version the program's own hold.
CREATE TABLE pulse_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest is asked
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, version)
);
CREATE TABLE pulse_question (
    version_id  BIGINT NOT NULL REFERENCES pulse_version (id),
    place       INTEGER NOT NULL,           -- 0, 1, …
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    PRIMARY KEY (version_id, place)
);

-- Whoever is asked belongs to one room; a label is there when all in it share it.
CREATE TABLE pulse_room (
    id          BIGINT PRIMARY KEY,         -- random
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    moment      INTEGER NOT NULL,           -- enum pulses_moment
    version     INTEGER NOT NULL,           -- of the questions; 0: the program's own
    team_id     BIGINT,
    class_id    BIGINT,
    quarter     INTEGER,                    -- the first day of the quarter they started in
    profile     INTEGER,
    waits       BOOLEAN NOT NULL,           -- collects those who are too few on their day
    takes_until INTEGER NOT NULL,           -- the last day somebody is put into it
    made_day    INTEGER NOT NULL,
    sealed      TEXT,                       -- who has answered, and the sums; '': nothing yet; NULL: it is over and told of
    told_day    INTEGER
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX pulse_room_open ON pulse_room (centre_id, takes_until) WHERE sealed IS NOT NULL;
CREATE INDEX pulse_room_told ON pulse_room (centre_id, version) WHERE sealed IS NULL;

-- What a room tells: of a question that fewer than five have answered, nothing.
CREATE TABLE pulse_sum (
    room_id     BIGINT NOT NULL REFERENCES pulse_room (id),
    place       INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    PRIMARY KEY (room_id, place)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end

-- Who was asked and reminded when: never whether they answered.
CREATE TABLE pulse_asked (
    run_id      BIGINT NOT NULL,            -- their plan; no reference: it may go first
    moment      INTEGER NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    room_id     BIGINT REFERENCES pulse_room (id), -- NULL: it is over
    asked_day   INTEGER NOT NULL,
    closes_day  INTEGER NOT NULL,           -- the last day to answer
    reminded    BOOLEAN NOT NULL,
    PRIMARY KEY (run_id, moment)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX pulse_asked_by_person ON pulse_asked (person_id);
CREATE INDEX pulse_asked_by_room ON pulse_asked (room_id) WHERE room_id IS NOT NULL;
