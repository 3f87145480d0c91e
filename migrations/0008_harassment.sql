-- An employee who is named, filmed or threatened where everybody can see it. Texts marked sealed are sealed for the employee
-- (core/vault.h); files lie sealed in the evidence folder under their id.

CREATE TABLE harassment_case (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    incident_id BIGINT NOT NULL UNIQUE REFERENCES incident (id), -- carries the number, the aftercare, the reports
    person_id   BIGINT NOT NULL REFERENCES person (id),
    team_id     BIGINT NOT NULL,
    reported_by BIGINT NOT NULL,
    kinds       INTEGER NOT NULL,           -- bit per enum harassment_kind
    story       TEXT NOT NULL,              -- sealed
    posted_at   BIGINT,                     -- when it was put there, as far as known
    opened_at   BIGINT NOT NULL,            -- when the centre learnt of it
    closed_at   BIGINT,
    closed_word TEXT NOT NULL,              -- sealed
    name_choice INTEGER NOT NULL,           -- enum harassment_name
    name_reason TEXT NOT NULL,              -- sealed
    watch_at    BIGINT,                     -- look again then
    chain_n     BIGINT NOT NULL,            -- entries of the custody chain, and the hash of the last one
    chain_head  TEXT NOT NULL
);
CREATE INDEX harassment_case_by_person ON harassment_case (person_id, opened_at DESC);
CREATE INDEX harassment_case_by_reporter ON harassment_case (reported_by, opened_at DESC);
CREATE INDEX harassment_case_by_team ON harassment_case (team_id, closed_at, opened_at DESC);
CREATE INDEX harassment_case_by_centre ON harassment_case (centre_id, closed_at, opened_at DESC);

-- Where it stands.
CREATE TABLE harassment_place (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    platform    INTEGER NOT NULL,           -- enum harassment_platform
    address     TEXT NOT NULL,              -- sealed
    account     TEXT NOT NULL,              -- sealed
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    gone_at     BIGINT,                     -- somebody looked and it was not there any more
    added_by    BIGINT NOT NULL,
    added_at    BIGINT NOT NULL
);
CREATE INDEX harassment_place_by_case ON harassment_place (case_id, id);

CREATE TABLE harassment_file (
    id          BIGINT PRIMARY KEY,         -- also its name in the evidence folder
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    place_id    BIGINT NOT NULL,            -- 0: none in particular
    name        TEXT NOT NULL,              -- sealed
    media       INTEGER NOT NULL,           -- enum harassment_media, by its first bytes
    n_bytes     BIGINT NOT NULL,
    sha256      TEXT NOT NULL,              -- of the file as it came
    sealed_sha256 TEXT NOT NULL,            -- of what lies in the folder: looked after without opening it
    seen_at     BIGINT NOT NULL,
    added_by    BIGINT NOT NULL,
    added_at    BIGINT NOT NULL
);
CREATE INDEX harassment_file_by_case ON harassment_file (case_id, id);

CREATE TABLE harassment_step (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    place_id    BIGINT NOT NULL,            -- 0: the whole case
    kind        INTEGER NOT NULL,           -- enum harassment_step_kind
    owner_id    BIGINT NOT NULL,            -- 0: nobody could be found
    start_at    BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    told        INTEGER NOT NULL,           -- the latest reminder (core/deadline.h)
    state       INTEGER NOT NULL,           -- enum harassment_state
    word        TEXT NOT NULL,              -- sealed
    ended_at    BIGINT,
    ended_by    BIGINT
);
CREATE INDEX harassment_step_by_case ON harassment_step (case_id, due_at, id);
CREATE INDEX harassment_step_by_owner ON harassment_step (owner_id, due_at) WHERE state = 0;

-- Who had it in their hands, in order: each entry's hash covers the one before (README.md says what exactly).
CREATE TABLE harassment_chain (
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    seq         BIGINT NOT NULL,            -- 1, 2, … without a gap
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the system
    kind        INTEGER NOT NULL,           -- enum harassment_act
    object_id   BIGINT NOT NULL,            -- place, file or step; 0: the case
    detail      TEXT NOT NULL,              -- hashes and words of lists, never what was confided
    hash        TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);
CREATE INDEX harassment_chain_looks ON harassment_chain (case_id, person_id, kind, at);
-- @sqlite
CREATE TRIGGER harassment_chain_keep_update BEFORE UPDATE ON harassment_chain BEGIN SELECT RAISE(ABORT, 'the custody chain is never changed'); END;
CREATE TRIGGER harassment_chain_keep_delete BEFORE DELETE ON harassment_chain BEGIN SELECT RAISE(ABORT, 'the custody chain is never deleted'); END;
-- @end
-- @pgsql
CREATE FUNCTION harassment_chain_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the custody chain is never changed'; END $$;
CREATE TRIGGER harassment_chain_keep BEFORE UPDATE OR DELETE ON harassment_chain FOR EACH ROW EXECUTE FUNCTION harassment_chain_keep();
-- @end

-- Where a platform takes complaints; the centre keeps it right.
CREATE TABLE harassment_link (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    platform    INTEGER NOT NULL,
    url         TEXT NOT NULL,
    verified_on INTEGER NOT NULL,           -- day somebody last tried it
    verified_by BIGINT NOT NULL,
    PRIMARY KEY (centre_id, platform)
);
