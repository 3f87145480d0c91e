-- Centres, teams, people, what they may do, and how they sign in.
-- Times are ms since 1970 UTC, days are days since 1970; ids are made by the program. *_fold columns are for search,
-- *_sort for ORDER BY: both are filled in C, since neither engine folds or sorts Danish by itself.

CREATE TABLE centre (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    zone        TEXT NOT NULL,              -- "Europe/Copenhagen"
    invented    BOOLEAN NOT NULL,           -- made by `bagvagt demo`: every page says so
    created_at  BIGINT NOT NULL
);

CREATE TABLE team (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    name        TEXT NOT NULL,
    name_fold   TEXT NOT NULL,
    name_sort   TEXT NOT NULL,
    closed_at   BIGINT,                     -- no longer used; its history stays
    UNIQUE (centre_id, name_fold)
);

CREATE TABLE person (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT REFERENCES team (id),-- home team
    login       TEXT NOT NULL UNIQUE,       -- folded: what one types to sign in
    name        TEXT NOT NULL,
    name_fold   TEXT NOT NULL,
    name_sort   TEXT NOT NULL,
    email       TEXT,
    lang        TEXT NOT NULL,              -- "da", "en"
    external_key TEXT UNIQUE,               -- the personnel system's key, for imports
    started_day INTEGER,                    -- first day in the centre, for seniority
    phones_day  INTEGER,                    -- first day on the phones, when known to differ
    left_day    INTEGER,                    -- last day; afterwards no sign-in
    password    TEXT,                       -- argon2id string; NULL: cannot sign in by password
    password_at BIGINT,
    failed_n    INTEGER NOT NULL,           -- wrong passwords in a row
    locked_until BIGINT,
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL
);
CREATE INDEX person_by_team ON person (team_id, name_sort);
CREATE INDEX person_by_name ON person (centre_id, name_sort, id);

CREATE TABLE role_grant (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    role        INTEGER NOT NULL,           -- enum role
    team_id     BIGINT NOT NULL,            -- 0: the whole centre
    granted_at  BIGINT NOT NULL,
    granted_by  BIGINT NOT NULL,            -- person; 0: the command line or an import
    PRIMARY KEY (person_id, role, team_id)
);
CREATE INDEX role_grant_by_team ON role_grant (team_id, role);

-- An extension or agent name belongs to a person from one day to another: phones change hands.
CREATE TABLE person_line (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    line        TEXT NOT NULL,              -- "1127", "Agent/1127", "PJSIP/anna": as call records name it, lower case
    from_day    INTEGER NOT NULL,
    to_day      INTEGER                     -- last day; NULL: still
);
CREATE INDEX person_line_by_line ON person_line (centre_id, line, from_day);
CREATE INDEX person_line_by_person ON person_line (person_id);

CREATE TABLE session (
    id          BIGINT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,       -- of the cookie's secret; the secret itself is nowhere
    person_id   BIGINT NOT NULL REFERENCES person (id),
    csrf        TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,            -- moved at most once in five minutes
    ends_at     BIGINT NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_end ON session (ends_at);

CREATE TABLE api_token (
    id          BIGINT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    name        TEXT NOT NULL,
    scopes      BIGINT NOT NULL,            -- bit per permission
    created_at  BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    used_at     BIGINT,
    revoked_at  BIGINT
);
CREATE INDEX api_token_by_person ON api_token (person_id);

-- What C made for sorting compares by bytes, whatever language the server was set up in.
-- @pgsql
ALTER TABLE person ALTER COLUMN name_sort TYPE TEXT COLLATE "C";
ALTER TABLE team ALTER COLUMN name_sort TYPE TEXT COLLATE "C";
-- @end
