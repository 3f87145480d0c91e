-- Listening sessions: a mentor or call trainer listens to calls with a colleague who has accepted it; announced, never recorded.
-- And when a mentor last asked a newcomer how things are.

-- What is said to the citizen before anybody listens. A change is a new version; earlier ones stay. Before the first one the program's
-- own words hold, as version 0.
CREATE TABLE listening_text (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, version)
);

-- One session, from the first question to the answer. What was noted is for the two of them alone.
CREATE TABLE call_listening (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,            -- the employee's, when it was made
    employee_id BIGINT NOT NULL REFERENCES person (id), -- who is listened to
    listener_id BIGINT REFERENCES person (id), -- NULL: asked for, of whoever has time
    state       INTEGER NOT NULL,           -- enum listening_state
    changes     INTEGER NOT NULL,           -- whoever answers something older than this is refused
    asked       BOOLEAN NOT NULL,           -- the employee asked for it
    starts_at   BIGINT,                     -- NULL: no time was named yet
    minutes     INTEGER NOT NULL,
    side        INTEGER NOT NULL,           -- enum listening_side
    focus       INTEGER NOT NULL,           -- LISTENING_BITs of enum listening_focus
    focus_words TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    accepted_at BIGINT,                     -- of the time that stands now; NULL: not accepted
    begun_at    BIGINT,
    announced_at BIGINT,                    -- NULL: nobody has listened yet
    text_version INTEGER,                   -- of the announcement that was said
    stopped_at  BIGINT,
    stopped_by  BIGINT REFERENCES person (id),
    closed_at   BIGINT,                     -- declined, called off, or told wholly: retention counts from here
    strength_1  TEXT NOT NULL,
    strength_2  TEXT NOT NULL,
    next_step   TEXT NOT NULL,
    follow_day  INTEGER,                    -- when the two look at the step again
    answer      TEXT NOT NULL,              -- the employee's
    answered_at BIGINT
);
CREATE INDEX call_listening_by_employee ON call_listening (employee_id, id);
CREATE INDEX call_listening_by_listener ON call_listening (listener_id, id);
CREATE INDEX call_listening_by_centre ON call_listening (centre_id, state, starts_at);

CREATE TABLE listening_note (
    id          BIGINT PRIMARY KEY,
    session_id  BIGINT NOT NULL REFERENCES call_listening (id),
    client_key  TEXT NOT NULL,              -- sent twice, kept once
    at          BIGINT NOT NULL,            -- when it was written
    text        TEXT NOT NULL,
    UNIQUE (session_id, client_key)
);

-- Who but the employee opened it, and when: the employee reads it.
CREATE TABLE listening_look (
    id          BIGINT PRIMARY KEY,
    session_id  BIGINT NOT NULL REFERENCES call_listening (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    what        INTEGER NOT NULL,           -- enum listening_look: all of it, or that it was held
    at          BIGINT NOT NULL
);
CREATE INDEX listening_look_by_session ON listening_look (session_id, at);

-- A mentor asked a newcomer how things are. Nothing of what was said.
CREATE TABLE mentor_checkin (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    mentor_id   BIGINT NOT NULL REFERENCES person (id),
    day         INTEGER NOT NULL,
    at          BIGINT NOT NULL,
    UNIQUE (person_id, mentor_id, day)
);
