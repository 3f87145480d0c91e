-- Call records as the phone system wrote them, without the caller's number (docs/decisions/0007-no-numbers.md).

CREATE TABLE call (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    source_key  TEXT NOT NULL,              -- what makes the same record the same: "cdr:1690325492.2:0"
    person_id   BIGINT,                     -- who took it; NULL: nobody known by this line that day
    line        TEXT NOT NULL,              -- as the record names the employee; '' when nobody answered
    queue       TEXT NOT NULL,
    inbound     BOOLEAN NOT NULL,
    outcome     INTEGER NOT NULL,           -- enum call_outcome
    started_at  BIGINT NOT NULL,
    wait_ms     BIGINT NOT NULL,            -- until answered or given up
    talk_ms     BIGINT NOT NULL,            -- 0: not answered
    UNIQUE (centre_id, source_key)
);
CREATE INDEX call_by_person ON call (person_id, started_at);

-- How far an import has come, so that it can go on where it stopped.
CREATE TABLE call_import (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL,            -- who started it; 0: the command line
    filename    TEXT NOT NULL,
    format      TEXT NOT NULL,
    head_hash   TEXT NOT NULL,              -- of the first 64 KiB and how they are read: the same file is known again, also when it has grown
    n_bytes     BIGINT NOT NULL,            -- size of the file; 0: unknown
    done_bytes  BIGINT NOT NULL,            -- everything before this is imported
    resume_bytes BIGINT NOT NULL,           -- where reading begins again to know the calls that were open at done_bytes
    n_lines     BIGINT NOT NULL,
    n_new       BIGINT NOT NULL,
    n_known     BIGINT NOT NULL,            -- already there
    n_rejected  BIGINT NOT NULL,
    n_unclaimed BIGINT NOT NULL,            -- calls whose line belongs to nobody that day
    state       INTEGER NOT NULL,           -- enum call_import_state
    has_rejects BOOLEAN NOT NULL,           -- kept in the data folder for download
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX call_import_by_head ON call_import (centre_id, head_hash, id);

-- Answered calls per person and local day, kept in the importing transaction: denominators without a scan.
CREATE TABLE call_day (
    centre_id   BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: nobody known
    day         INTEGER NOT NULL,
    n_calls     BIGINT NOT NULL,
    n_answered  BIGINT NOT NULL,
    talk_ms     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day, person_id)
);
