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
    scenario    TEXT NOT NULL,              -- its name, the same in both languages
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
