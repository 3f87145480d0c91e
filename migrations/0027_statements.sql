-- What people have learned, told to a statement store elsewhere (xAPI): learning alone, and by nobody's name.

-- A centre's store.
CREATE TABLE statement_store (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    id          BIGINT NOT NULL UNIQUE,     -- the vault seals the secret with a key of this name
    url         TEXT NOT NULL,
    login       TEXT NOT NULL,
    secret      TEXT NOT NULL,              -- sealed
    kinds       BIGINT NOT NULL,            -- bit per enum statement_kind
    on_at       BIGINT,                     -- what happened since then is told; NULL: off
    since_at    BIGINT NOT NULL,            -- what happened before then was looked at
    failing_since BIGINT,
    answer      TEXT NOT NULL,              -- the latest
    answered_at BIGINT,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);

-- One for each thing that happened: claimed, sent outside of any transaction, settled.
CREATE TABLE statement (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    kind        INTEGER NOT NULL,           -- enum statement_kind
    key         TEXT NOT NULL,              -- which one of its kind: once each
    word        TEXT NOT NULL,              -- of the module, the scenario or the item; '' none
    at          BIGINT NOT NULL,            -- when it happened
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum statement_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL,              -- the latest answer
    UNIQUE (centre_id, kind, key, person_id)
);
CREATE INDEX statement_due ON statement (send_at, id) WHERE state = 0;
CREATE INDEX statement_by_person ON statement (person_id, id);
CREATE INDEX statement_by_centre ON statement (centre_id, id);
CREATE INDEX statement_by_time ON statement (made_at);

-- What makes a person's name in the store: without it nobody knows whose statements they are.
CREATE TABLE statement_salt (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    salt        TEXT NOT NULL,              -- sealed with the person's own key
    made_at     BIGINT NOT NULL
);

-- Who says yes to telling of practice, and since when; no row: no.
CREATE TABLE statement_wish (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    practice_at BIGINT NOT NULL
);

CREATE INDEX onboarding_item_by_end ON onboarding_item (ended_at) WHERE ended_at IS NOT NULL;
