-- The acute minute: who asked for help, who comes, how it climbs; agreed words for warning and ending a call.

-- One press. Level, not edge: the row says how it stands now, help_event how it came there.
CREATE TABLE help_request (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id), -- who needs somebody
    team_id     BIGINT NOT NULL,            -- theirs then; 0: none
    client_key  TEXT NOT NULL,              -- made by the page: sent twice, asked once
    kind        INTEGER NOT NULL,           -- enum help_kind
    occasion    INTEGER NOT NULL,           -- enum help_occasion: which policy it climbs by
    policy_id   BIGINT NOT NULL,            -- that version of it; 0: the program's own
    silent      BOOLEAN NOT NULL,
    at_home     BOOLEAN NOT NULL,
    place       TEXT NOT NULL,
    pressed_at  BIGINT NOT NULL,
    owner_id    BIGINT NOT NULL,            -- the first to accept; 0: nobody yet
    owned_at    BIGINT,
    n_coming    INTEGER NOT NULL,           -- answers that count now
    answered_at BIGINT,                     -- when enough had answered; NULL: not yet, or they did not come
    arrived_at  BIGINT,
    next_step   INTEGER NOT NULL,           -- of all rounds together
    summoned    INTEGER NOT NULL,           -- bit per enum help_target: who has been called so far
    due_at      BIGINT NOT NULL,            -- when the next step is due
    resort_by   BIGINT NOT NULL,            -- the last resort comes at the latest then
    resort_at   BIGINT,                     -- when it last went out
    closed_at   BIGINT,
    closed_by   BIGINT,
    cancelled   BOOLEAN NOT NULL,           -- taken back by who pressed
    asked_at    BIGINT,                     -- after that, somebody asked whether they are all right
    asked_by    BIGINT,
    incident_id BIGINT,                     -- its log; 0: they said that there is nothing to log
    UNIQUE (person_id, client_key)
);
-- Pressing again while it is open is the same request.
CREATE UNIQUE INDEX help_request_once ON help_request (person_id, kind) WHERE closed_at IS NULL;
CREATE INDEX help_request_open ON help_request (centre_id, pressed_at) WHERE closed_at IS NULL;
CREATE INDEX help_request_by_person ON help_request (person_id, pressed_at DESC);
CREATE INDEX help_request_asking ON help_request (centre_id, closed_at) WHERE cancelled AND asked_at IS NULL;

CREATE TABLE help_answer (
    request_id  BIGINT NOT NULL REFERENCES help_request (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    at          BIGINT NOT NULL,
    gone_at     BIGINT,                     -- took it back, or did not come in time
    PRIMARY KEY (request_id, person_id)
);

-- The time line: pressed, climbed, answered, arrived, over.
CREATE TABLE help_event (
    id          BIGINT PRIMARY KEY,
    request_id  BIGINT NOT NULL REFERENCES help_request (id),
    at          BIGINT NOT NULL,
    late_ms     BIGINT NOT NULL,            -- of a step: how long after it was due
    person_id   BIGINT NOT NULL,            -- 0: the program
    kind        INTEGER NOT NULL,           -- enum help_event
    detail      BIGINT NOT NULL             -- of a step: how many were called
);
CREATE INDEX help_event_by_request ON help_event (request_id, id);

-- Who sits at an open desk page, and where. The server decides; a page that does not answer any more is away.
CREATE TABLE help_desk (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    centre_id   BIGINT NOT NULL,
    place       TEXT NOT NULL,
    at_home     BOOLEAN NOT NULL,
    silent      BOOLEAN NOT NULL,
    seen_at     BIGINT NOT NULL
);
CREATE INDEX help_desk_by_centre ON help_desk (centre_id, seen_at);

-- How it climbs; a change is a new version.
CREATE TABLE help_policy (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    occasion    INTEGER NOT NULL,
    version     BIGINT NOT NULL,
    needed      INTEGER NOT NULL,
    rounds      INTEGER NOT NULL,
    ack_s       INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, occasion, version)
);
CREATE TABLE help_policy_step (
    policy_id   BIGINT NOT NULL REFERENCES help_policy (id),
    place       INTEGER NOT NULL,
    targets     INTEGER NOT NULL,
    channels    INTEGER NOT NULL,
    wait_s      INTEGER NOT NULL,
    PRIMARY KEY (policy_id, place)
);

-- What a centre has agreed to say; a change is a new version.
CREATE TABLE help_wording (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, version)
);
CREATE TABLE help_wording_text (
    wording_id  BIGINT NOT NULL REFERENCES help_wording (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum help_say
    text        TEXT NOT NULL,
    PRIMARY KEY (wording_id, lang, part)
);

-- Warn, then end: when each was said, and by which words.
CREATE TABLE help_warning (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    wording_version BIGINT NOT NULL,        -- 0: the program's own words
    began_at    BIGINT NOT NULL,
    named_at    BIGINT,
    warned_at   BIGINT,
    ended_at    BIGINT,
    outcome     INTEGER NOT NULL,           -- enum help_outcome
    incident_id BIGINT,
    request_id  BIGINT                      -- the relief, when one stays on the line
);
CREATE UNIQUE INDEX help_warning_once ON help_warning (person_id) WHERE ended_at IS NULL;
CREATE INDEX help_warning_by_person ON help_warning (person_id, began_at DESC);
