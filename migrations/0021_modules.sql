-- Modules: what is to be learned, who must, who passed when; and the gate before the phones.

-- A centre's own modules, and what it has set for those that come with the program.
CREATE TABLE module (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,              -- "conflict"; of an own one "own-7"
    roles       BIGINT NOT NULL,            -- bit per role that must take it
    months      INTEGER NOT NULL,           -- how long it holds; 0: for ever
    window_month INTEGER NOT NULL,          -- 1-12: is renewed in this month of the year; 0: so long after it was passed
    closed      BOOLEAN NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL,
    UNIQUE (centre_id, word)
);
-- In these teams alone; none: in the whole centre.
CREATE TABLE module_team (
    module_id   BIGINT NOT NULL REFERENCES module (id),
    team_id     BIGINT NOT NULL REFERENCES team (id),
    PRIMARY KEY (module_id, team_id)
);

-- A change is a new version; earlier ones stay. Before the first one the program's own words hold, as version 0.
CREATE TABLE module_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    rights      TEXT NOT NULL,              -- the right choice of each question: "bacb"
    again_day   INTEGER,                    -- what was passed before this version holds until then; NULL: as long as ever
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, word, version)
);
CREATE TABLE module_text (
    version_id  BIGINT NOT NULL REFERENCES module_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum module_part
    text        TEXT NOT NULL,
    PRIMARY KEY (version_id, lang, part)
);
-- @sqlite
CREATE TABLE module_picture (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    media       INTEGER NOT NULL,           -- enum picture_media
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    alt_da      TEXT NOT NULL,
    alt_en      TEXT NOT NULL,
    content     BLOB NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
-- @end
-- @pgsql
CREATE TABLE module_picture (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    media       INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    alt_da      TEXT NOT NULL,
    alt_en      TEXT NOT NULL,
    content     BYTEA NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
-- @end
CREATE INDEX module_picture_by_centre ON module_picture (centre_id, id);

-- When all answers were right. No answers are kept, and a row never changes: it goes as a whole when its time is over.
CREATE TABLE module_pass (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL
);
CREATE INDEX module_pass_by_module ON module_pass (centre_id, word, person_id, at);
CREATE INDEX module_pass_by_person ON module_pass (person_id, at);
CREATE INDEX module_pass_by_time ON module_pass (at);
-- @sqlite
CREATE TRIGGER module_pass_keep BEFORE UPDATE ON module_pass BEGIN SELECT RAISE(ABORT, 'what was passed is never changed'); END;
-- @end
-- @pgsql
CREATE FUNCTION module_pass_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'what was passed is never changed'; END $$;
CREATE TRIGGER module_pass_keep BEFORE UPDATE ON module_pass FOR EACH ROW EXECUTE FUNCTION module_pass_keep();
-- @end

-- Until when it holds: reckoned from the rows above, in each transaction that changes them or their rules.
CREATE TABLE module_state (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,            -- that was passed last
    passed_at   BIGINT NOT NULL,            -- the last time
    until_at    BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, word)
);
-- Each reminder once.
CREATE TABLE module_told (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    until_at    BIGINT NOT NULL,            -- 0: never passed
    days        INTEGER NOT NULL,           -- before it ends: 30, 7, 0
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, word, until_at, days)
);
CREATE INDEX module_told_by_time ON module_told (at);

-- ---- the gate: nobody alone on the phone before the module on conflicts is passed and a call trainer has signed

CREATE TABLE gate_switch (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    on_at       BIGINT NOT NULL,            -- 0: off
    grace_until BIGINT NOT NULL,            -- who was on the phones before is let through until then
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);
CREATE TABLE gate_sign (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    trainer_id  BIGINT NOT NULL REFERENCES person (id),
    words       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    taken_back_at BIGINT,
    taken_back_by BIGINT,
    taken_back_why TEXT
);
CREATE UNIQUE INDEX gate_sign_now ON gate_sign (person_id) WHERE taken_back_at IS NULL;
CREATE INDEX gate_sign_by_person ON gate_sign (person_id, at);
CREATE INDEX gate_sign_by_time ON gate_sign (at);
CREATE TABLE gate_override (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    leader_id   BIGINT NOT NULL REFERENCES person (id),
    reason      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    until_at    BIGINT NOT NULL
);
CREATE INDEX gate_override_by_person ON gate_override (person_id, until_at);
CREATE INDEX gate_override_by_centre ON gate_override (centre_id, at);
-- What the person and their pages were last told.
CREATE TABLE gate_told (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    open        BOOLEAN NOT NULL,
    at          BIGINT NOT NULL
);
