-- What hit an employee, in their own rating, and what was done about it.

CREATE TABLE incident (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    number      BIGINT NOT NULL,            -- H-1042: what people say on the phone
    client_key  TEXT NOT NULL,              -- made in the browser: a log that is sent twice arrives once
    team_id     BIGINT NOT NULL,            -- the employee's team then; 0: none
    person_id   BIGINT NOT NULL REFERENCES person (id),
    logged_by   BIGINT NOT NULL,            -- the same person, or the colleague who logged it for them
    call_id     BIGINT,
    occurred_at BIGINT NOT NULL,
    logged_at   BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    class       INTEGER NOT NULL,           -- 0 A rude tone … 4 E acute danger (enum incident_class)
    rating      INTEGER NOT NULL,           -- 1–5, by the employee; 0: a colleague logged it and they have not yet said
    raised      INTEGER NOT NULL,           -- 1–5 by others, who may raise but never lower; 0: nobody has
    hit         INTEGER NOT NULL,           -- the higher of the two: what aftercare goes by
    near_miss   BOOLEAN NOT NULL,
    acts        BIGINT NOT NULL,            -- bit per enum incident_act: calmed, warned, ended after warning …
    wants_talk  BOOLEAN NOT NULL,
    was_alone   BOOLEAN NOT NULL,
    at_home     BOOLEAN NOT NULL,
    newcomer    BOOLEAN NOT NULL,           -- within 90 days of the first day on the phones
    seniority_days INTEGER,                 -- at the time; NULL: unknown
    talked_at   BIGINT,                     -- when somebody responsible first said "I have talked with …"
    UNIQUE (centre_id, number),
    UNIQUE (logged_by, client_key)
);
CREATE INDEX incident_by_team ON incident (team_id, occurred_at DESC, id DESC);
CREATE INDEX incident_by_person ON incident (person_id, occurred_at DESC, id DESC);
CREATE INDEX incident_by_logger ON incident (logged_by, occurred_at DESC, id DESC);
CREATE INDEX incident_by_call ON incident (call_id) WHERE call_id IS NOT NULL;
-- The today page: those nobody has talked with yet, newcomers first, then the hardest hit.
CREATE INDEX incident_untalked ON incident (team_id, newcomer DESC, wants_talk DESC, hit DESC, occurred_at DESC)
    WHERE talked_at IS NULL;

-- Free text, every version of it: a correction adds a row, the earlier text stays.
CREATE TABLE incident_text (
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    field       INTEGER NOT NULL,           -- enum incident_field: exact words, what went before, what helped, who saw it
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts
    text        TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    written_by  BIGINT NOT NULL,
    PRIMARY KEY (incident_id, field, version)
);

-- What happened with it: talked, corrected, rating raised. Drawn as the timeline.
CREATE TABLE incident_step (
    id          BIGINT PRIMARY KEY,
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    kind        INTEGER NOT NULL,           -- enum incident_step_kind
    detail      TEXT NOT NULL
);
CREATE INDEX incident_step_by_incident ON incident_step (incident_id, id);

-- Folded words of all texts ever written: search that understands æøå on both engines.
CREATE TABLE incident_word (
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    word        TEXT NOT NULL,
    PRIMARY KEY (incident_id, word)
);
-- @pgsql
ALTER TABLE incident_word ALTER COLUMN word TYPE TEXT COLLATE "C"; -- beginnings of words are ranges of bytes
-- @end
CREATE INDEX incident_word_by_word ON incident_word (word, incident_id);

-- The latest number given in a centre.
CREATE TABLE incident_number (
    centre_id   BIGINT PRIMARY KEY,
    latest      BIGINT NOT NULL
);

-- Counts that pages show, kept in the writing transaction so that no page ever scans.
CREATE TABLE incident_tally (
    team_id     BIGINT PRIMARY KEY,
    n_logged    BIGINT NOT NULL,            -- ever; "new since last" is a difference of two of these
    n_untalked  BIGINT NOT NULL,
    n_wants_talk BIGINT NOT NULL,           -- of the untalked
    n_hard      BIGINT NOT NULL,            -- of the untalked: hit 3 or harder
    n_newcomer  BIGINT NOT NULL             -- of the untalked
);
CREATE TABLE incident_day (
    team_id     BIGINT NOT NULL,
    day         INTEGER NOT NULL,           -- local day of the event
    class       INTEGER NOT NULL,
    n           BIGINT NOT NULL,
    n_rated     BIGINT NOT NULL,
    sum_rating  BIGINT NOT NULL,
    n_ended     BIGINT NOT NULL,            -- ended after a warning: a right used
    PRIMARY KEY (team_id, day, class)
);
-- Up to which count a manager has seen each team.
CREATE TABLE incident_seen (
    person_id   BIGINT NOT NULL,
    team_id     BIGINT NOT NULL,
    n_logged    BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (person_id, team_id)
);
