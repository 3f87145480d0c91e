-- Holds, what the periods took away, addresses of failed sign-ins, and notes for oneself.

-- Nothing of this person goes while somebody says that it is needed: a claim, a court case, an inspection.
CREATE TABLE legal_hold (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL,
    reason      TEXT NOT NULL,              -- a reference; never confided text
    from_at     BIGINT NOT NULL,
    set_by      BIGINT NOT NULL,            -- person; 0: the command line
    ended_at    BIGINT
);
CREATE INDEX legal_hold_open ON legal_hold (person_id) WHERE ended_at IS NULL;

-- What each run of the retention rules took away.
CREATE TABLE retention_run (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    rule        TEXT NOT NULL,
    before_at   BIGINT NOT NULL,            -- what lay before this
    n           BIGINT NOT NULL
);

-- From where a sign-in failed. Beside the audit, which says that it did: addresses go after a while, the audit never.
CREATE TABLE sign_in_try (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- whose sign-in was tried; 0: of nobody
    address     TEXT NOT NULL
);
CREATE INDEX sign_in_try_by_person ON sign_in_try (person_id);

-- What somebody writes for themselves alone, sealed (core/vault.h).
CREATE TABLE own_note (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL,
    written_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    sealed      TEXT NOT NULL
);
CREATE INDEX own_note_by_person ON own_note (person_id, id DESC);
