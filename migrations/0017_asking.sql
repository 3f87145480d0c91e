-- Asking: questions to whoever is on duty, their answers, the cards that come of them, and the words by which they are found.
-- Of an anonymous question nothing here says who asked or exactly when (docs/decisions/0023): no person, a random id, the hour,
-- and no order of the rows but that of the random ids.

CREATE TABLE asking_question (
    id          BIGINT PRIMARY KEY,         -- random
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    anonymous   BOOLEAN NOT NULL,
    asked_by    BIGINT REFERENCES person (id), -- NULL: anonymous
    key_hash    TEXT NOT NULL,              -- anonymous: by which the asker's browser knows its own; else empty
    text        TEXT NOT NULL,
    asked_at    BIGINT NOT NULL,            -- anonymous: the hour
    state       INTEGER NOT NULL,           -- enum asking_state
    measured    BOOLEAN NOT NULL,           -- somebody has answered: the time is counted
    waits_since BIGINT,                     -- on a grid; NULL: does not wait
    call_key    TEXT,                       -- random, names its notices while it waits; afterwards nothing does
    rung        INTEGER NOT NULL,           -- enum asking_rung: who is told next
    due_at      BIGINT,                     -- then; NULL: all were told
    leader_at   BIGINT,                     -- when the leader on duty is told; NULL: was, or need not be
    settled     BOOLEAN NOT NULL,           -- anonymous: its hour is over, and it was counted
    CHECK (anonymous = (asked_by IS NULL))
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX asking_question_open ON asking_question (centre_id, state, asked_at);
CREATE INDEX asking_question_by_person ON asking_question (asked_by, asked_at);
CREATE INDEX asking_question_unsettled ON asking_question (centre_id) WHERE NOT settled;
CREATE INDEX asking_question_due ON asking_question (centre_id) WHERE waits_since IS NOT NULL;
CREATE INDEX asking_question_by_time ON asking_question (asked_at);

-- In the order they came; what the asker adds is one of them.
CREATE TABLE asking_reply (
    question_id BIGINT NOT NULL REFERENCES asking_question (id),
    place       INTEGER NOT NULL,
    kind        INTEGER NOT NULL,           -- enum asking_reply_kind
    by_person   BIGINT REFERENCES person (id), -- NULL: the anonymous asker
    text        TEXT NOT NULL,
    at          BIGINT NOT NULL,            -- of an anonymous question: the hour
    helped      BOOLEAN NOT NULL,
    PRIMARY KEY (question_id, place)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX asking_reply_by_person ON asking_reply (by_person);

-- How long the channel took to its first answer: counts, never a question and never a person.
CREATE TABLE asking_wait (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    month_day   INTEGER NOT NULL,           -- the first day of the month
    weekday     INTEGER NOT NULL,           -- 1 Monday, when it was asked
    hour        INTEGER NOT NULL,
    within_s    INTEGER NOT NULL,           -- answered within so many seconds (asking_times.c has the steps)
    n           BIGINT NOT NULL,
    PRIMARY KEY (centre_id, month_day, weekday, hour, within_s)
);

-- A good answer, kept.
CREATE TABLE asking_card (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,              -- Markdown
    owner_id    BIGINT NOT NULL REFERENCES person (id),
    review_day  INTEGER NOT NULL,           -- looked at again by then
    version     BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL,
    closed_at   BIGINT
);
CREATE INDEX asking_card_by_centre ON asking_card (centre_id, closed_at, title);
CREATE INDEX asking_card_by_owner ON asking_card (owner_id);

-- What somebody found unclear in a card; not who.
CREATE TABLE asking_unclear (
    id          BIGINT PRIMARY KEY,         -- random
    card_id     BIGINT NOT NULL REFERENCES asking_card (id),
    text        TEXT NOT NULL,
    day         INTEGER NOT NULL,
    done        BOOLEAN NOT NULL            -- the card was changed since
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX asking_unclear_by_card ON asking_unclear (card_id);

-- Stemmed words of cards and of questions that have an answer. Bytes are compared, on both engines.
CREATE TABLE asking_word (
    centre_id   BIGINT NOT NULL,
-- @sqlite
    word        TEXT NOT NULL,
-- @end
-- @pgsql
    word        TEXT COLLATE "C" NOT NULL,
-- @end
    kind        INTEGER NOT NULL,           -- enum asking_thing
    object_id   BIGINT NOT NULL,
    weight      INTEGER NOT NULL,           -- a word of the title counts more
    PRIMARY KEY (centre_id, word, kind, object_id)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @pgsql
);
-- @end
CREATE INDEX asking_word_by_object ON asking_word (kind, object_id);

-- How fast it climbs here; no row: the program's own.
CREATE TABLE asking_setting (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    next_s      INTEGER NOT NULL,
    leader_s    INTEGER NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);
