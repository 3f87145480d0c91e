-- Practice: scenarios that were played, the tries of each person and every choice in them. A try belongs to its person alone.

-- A compiled story as it was when somebody began it: what is shipped may change, a try goes on with its own.
CREATE TABLE practice_story (
    id          BIGINT PRIMARY KEY,
    print       TEXT NOT NULL UNIQUE,       -- of the story, SHA-256
    json        TEXT NOT NULL,
    made_at     BIGINT NOT NULL
);
CREATE TABLE practice_try (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    scenario    TEXT NOT NULL,              -- its name, the same in both languages; "own-17": a centre's own
    title       TEXT NOT NULL,              -- when it was begun
    lang        INTEGER NOT NULL,
    story_id    BIGINT NOT NULL REFERENCES practice_story (id),
    seed        INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum practice_state
    before      INTEGER NOT NULL,           -- how sure they felt, 1 to 5; 0: not said
    after       INTEGER NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX practice_try_of_person ON practice_try (person_id, started_at);
CREATE INDEX practice_try_by_time ON practice_try (started_at);
CREATE INDEX practice_try_of_story ON practice_try (story_id);
CREATE TABLE practice_choice (
    try_id      BIGINT NOT NULL REFERENCES practice_try (id),
    at          INTEGER NOT NULL,           -- which choice of the try, from 0
    choice      INTEGER NOT NULL,           -- which of those offered, from 0
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (try_id, at)
);

-- A centre's own scenarios. A change is a new version; earlier ones stay.
CREATE TABLE practice_own (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    lang        INTEGER NOT NULL,
    offered     BOOLEAN NOT NULL,           -- to everybody of the centre; else only those who write see it
    made_at     BIGINT NOT NULL
);
CREATE INDEX practice_own_of_centre ON practice_own (centre_id);
CREATE TABLE practice_version (
    own_id      BIGINT NOT NULL REFERENCES practice_own (id),
    version     INTEGER NOT NULL,
    title       TEXT NOT NULL,
    about       TEXT NOT NULL,
    person      TEXT NOT NULL,
    minutes     INTEGER NOT NULL,
    source      TEXT NOT NULL,              -- in ink
    story_id    BIGINT NOT NULL REFERENCES practice_story (id),
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (own_id, version)
);
CREATE INDEX practice_version_of_story ON practice_version (story_id);
