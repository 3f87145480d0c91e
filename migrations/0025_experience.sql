-- Own experience: a log of calls that were hard or merely difficult, for its author alone unless let see; and the five-hour day that
-- is made of what a class has met.

CREATE TABLE experience (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    client_key  TEXT NOT NULL,
    incident_id BIGINT,                     -- it was logged as an incident, too; NULL: merely difficult
    kind        INTEGER NOT NULL,           -- enum experience_kind
    strength    INTEGER NOT NULL,           -- 1 to 5, by its author
    helps       BIGINT NOT NULL,            -- a bit per enum experience_help
    note        TEXT NOT NULL,              -- the author's own words
    telling     TEXT NOT NULL,              -- the same told so that nobody is known by it, for the class's day; '' not told
    wants_talk  BOOLEAN NOT NULL,
    talked_at   BIGINT,                     -- NULL: not yet
    for_mentor  BOOLEAN NOT NULL,
    for_day     BOOLEAN NOT NULL,
    occurred_at BIGINT NOT NULL,
    logged_at   BIGINT NOT NULL,
    UNIQUE (person_id, client_key)
);
CREATE INDEX experience_by_person ON experience (person_id, id);
CREATE INDEX experience_by_time ON experience (logged_at);

-- What somebody lets others see of a new entry, unless said otherwise there; no row: nothing.
CREATE TABLE experience_wish (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    for_mentor  BOOLEAN NOT NULL,
    for_day     BOOLEAN NOT NULL
);

-- A class's five-hour day.
CREATE TABLE follow_up_day (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    class_id    BIGINT NOT NULL UNIQUE REFERENCES onboarding_class (id),
    day         INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,           -- wall time
    place       TEXT NOT NULL,
    state       INTEGER NOT NULL,           -- enum follow_up_state
    moved       BOOLEAN NOT NULL,           -- somebody chose the date; else it follows the first calls of the class
    edited      BOOLEAN NOT NULL,           -- somebody changed what was put together; else it is put together anew with each entry
    version     INTEGER NOT NULL,           -- counts every change
    made_at     BIGINT NOT NULL,
    published_at BIGINT,
    started_at  BIGINT,
    held_at     BIGINT,
    led_by      BIGINT                      -- who started it
);
CREATE INDEX follow_up_day_by_centre ON follow_up_day (centre_id, day);
CREATE TABLE follow_up_block (
    id          BIGINT PRIMARY KEY,
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    place       INTEGER NOT NULL,           -- its order, from 0
    kind        INTEGER NOT NULL,           -- enum follow_up_kind
    theme       INTEGER NOT NULL,           -- enum experience_kind; -1: none
    minutes     INTEGER NOT NULL,
    scenario    TEXT NOT NULL,              -- of practice; '' none
    title       TEXT NOT NULL,              -- of a trainer's own block
    text        TEXT NOT NULL,
    done_at     BIGINT
);
CREATE INDEX follow_up_block_of_day ON follow_up_block (day_id, place);
-- What a block is made of: ids alone. The words stay with their author and are read there, so that what is withdrawn is gone at once.
CREATE TABLE follow_up_source (
    block_id    BIGINT NOT NULL REFERENCES follow_up_block (id),
    experience_id BIGINT NOT NULL,
    PRIMARY KEY (block_id, experience_id)
);

-- What somebody takes with them: by nobody. Random ids, no time, and rows that lie in the order of the ids.
-- @sqlite
CREATE TABLE follow_up_learning (
    id          BIGINT PRIMARY KEY,
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    text        TEXT NOT NULL
) WITHOUT ROWID;
-- @end
-- @pgsql
CREATE TABLE follow_up_learning (
    id          BIGINT PRIMARY KEY,
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    text        TEXT NOT NULL
);
-- @end
CREATE INDEX follow_up_learning_of_day ON follow_up_learning (day_id);
