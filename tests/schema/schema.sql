-- Made by tests/schema from migrations/: do not edit, but read its diff.

CREATE TABLE aftercare_alarm (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    kind        INTEGER NOT NULL,           -- enum care_alarm
    raised_at   BIGINT NOT NULL,
    cleared_at  BIGINT
);

CREATE INDEX aftercare_alarm_open ON aftercare_alarm (case_id) WHERE cleared_at IS NULL;

CREATE TABLE aftercare_case (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    incident_id BIGINT NOT NULL UNIQUE REFERENCES incident (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    team_id     BIGINT NOT NULL,
    plan_id     BIGINT NOT NULL REFERENCES aftercare_plan (id),
    weight      INTEGER NOT NULL,           -- 1–5; only ever grows
    opened_at   BIGINT NOT NULL,
    closed_at   BIGINT,
    shares      BOOLEAN NOT NULL,           -- the employee lets managers read the notes
    next_step_id BIGINT,                    -- the open step that is due first
    next_due_at BIGINT
);

CREATE INDEX aftercare_case_by_centre ON aftercare_case (centre_id, next_due_at, id) WHERE closed_at IS NULL;

CREATE INDEX aftercare_case_by_person ON aftercare_case (person_id, opened_at DESC);

CREATE INDEX aftercare_case_by_team ON aftercare_case (team_id, next_due_at, id) WHERE closed_at IS NULL;

CREATE TABLE aftercare_contact (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    place       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    phone       TEXT NOT NULL,
    hours       TEXT NOT NULL,
    verified_on INTEGER NOT NULL
);

CREATE TABLE aftercare_event (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    step_id     BIGINT,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the system
    kind        INTEGER NOT NULL,           -- enum care_event
    detail      TEXT NOT NULL               -- a reason; never what was confided
);

CREATE INDEX aftercare_event_by_case ON aftercare_event (case_id, id);

CREATE TABLE aftercare_plan (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,            -- person; 0: the program's own plan
    UNIQUE (centre_id, version)
);

CREATE TABLE aftercare_plan_step (
    plan_id     BIGINT NOT NULL REFERENCES aftercare_plan (id),
    kind        INTEGER NOT NULL,           -- enum care_kind
    rule        INTEGER NOT NULL,           -- enum deadline_rule
    amount      BIGINT NOT NULL,
    opens_after INTEGER NOT NULL,
    from_weight INTEGER NOT NULL,           -- how hard it must have hit for this step
    PRIMARY KEY (plan_id, kind)
);

CREATE TABLE aftercare_reminder (
    step_id     BIGINT NOT NULL REFERENCES aftercare_step (id),
    due_at      BIGINT NOT NULL,
    level       INTEGER NOT NULL,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    PRIMARY KEY (step_id, due_at, level)
);

CREATE TABLE aftercare_step (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    kind        INTEGER NOT NULL,           -- enum care_kind
    owner_id    BIGINT NOT NULL,            -- 0: nobody could be found, which raises an alarm
    owner_rank  INTEGER NOT NULL,           -- how far up it has climbed
    principal_id BIGINT NOT NULL,           -- whose place the owner fills; the owner, or whom they stand in for
    rule        INTEGER NOT NULL,           -- enum deadline_rule
    start_at    BIGINT NOT NULL,
    opens_at    BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    sent_level  INTEGER NOT NULL,           -- the latest reminder (core/deadline.h); 0: none for this due_at
    state       INTEGER NOT NULL,           -- enum care_state
    answer      INTEGER NOT NULL,           -- enum care_answer; for offers
    note        TEXT NOT NULL,              -- for the employee and the owner
    ended_at    BIGINT,
    ended_by    BIGINT,
    UNIQUE (case_id, kind)
);

CREATE INDEX aftercare_step_by_owner ON aftercare_step (owner_id, due_at) WHERE state = 0;

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

CREATE TABLE audit (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- who did it; 0: the system
    action      TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    detail      TEXT NOT NULL               -- short; never confided text
);

CREATE INDEX audit_by_object ON audit (object_id, id);

CREATE TRIGGER audit_keep_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;

CREATE TRIGGER audit_keep_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;

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

CREATE TABLE call_day (
    centre_id   BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: nobody known
    day         INTEGER NOT NULL,
    n_calls     BIGINT NOT NULL,
    n_answered  BIGINT NOT NULL,
    talk_ms     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, day, person_id)
);

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

CREATE TABLE centre (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    zone        TEXT NOT NULL,              -- "Europe/Copenhagen"
    invented    BOOLEAN NOT NULL,           -- made by `bagvagt demo`: every page says so
    created_at  BIGINT NOT NULL
);

CREATE TABLE event (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL
);

CREATE TABLE idempotency (
    person_id   BIGINT NOT NULL,
    key         TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status      INTEGER NOT NULL,           -- 0: still running
    content_type TEXT NOT NULL,
    answer      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

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

CREATE INDEX incident_by_call ON incident (call_id) WHERE call_id IS NOT NULL;

CREATE INDEX incident_by_logger ON incident (logged_by, occurred_at DESC, id DESC);

CREATE INDEX incident_by_person ON incident (person_id, occurred_at DESC, id DESC);

CREATE INDEX incident_by_team ON incident (team_id, occurred_at DESC, id DESC);

CREATE INDEX incident_untalked ON incident (team_id, newcomer DESC, wants_talk DESC, hit DESC, occurred_at DESC)
    WHERE talked_at IS NULL;

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

CREATE TABLE incident_number (
    centre_id   BIGINT PRIMARY KEY,
    latest      BIGINT NOT NULL
);

CREATE TABLE incident_seen (
    person_id   BIGINT NOT NULL,
    team_id     BIGINT NOT NULL,
    n_logged    BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (person_id, team_id)
);

CREATE TABLE incident_step (
    id          BIGINT PRIMARY KEY,
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    kind        INTEGER NOT NULL,           -- enum incident_step_kind
    detail      TEXT NOT NULL
);

CREATE INDEX incident_step_by_incident ON incident_step (incident_id, id);

CREATE TABLE incident_tally (
    team_id     BIGINT PRIMARY KEY,
    n_logged    BIGINT NOT NULL,            -- ever; "new since last" is a difference of two of these
    n_untalked  BIGINT NOT NULL,
    n_wants_talk BIGINT NOT NULL,           -- of the untalked
    n_hard      BIGINT NOT NULL,            -- of the untalked: hit 3 or harder
    n_newcomer  BIGINT NOT NULL             -- of the untalked
);

CREATE TABLE incident_text (
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    field       INTEGER NOT NULL,           -- enum incident_field: exact words, what went before, what helped, who saw it
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts
    text        TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    written_by  BIGINT NOT NULL,
    PRIMARY KEY (incident_id, field, version)
);

CREATE TABLE incident_word (
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    word        TEXT NOT NULL,
    PRIMARY KEY (incident_id, word)
);

CREATE INDEX incident_word_by_word ON incident_word (word, incident_id);

CREATE TABLE job (
    id          BIGINT PRIMARY KEY,
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    detail      TEXT NOT NULL,
    run_at      BIGINT NOT NULL,            -- due
    held_until  BIGINT NOT NULL,            -- 0: free; a worker that died lets go by itself
    attempts    INTEGER NOT NULL,
    broken_at   BIGINT,                     -- set aside: will not be tried again by itself
    last_error  TEXT,
    UNIQUE (kind, object_id, detail)
);

CREATE INDEX job_due ON job (run_at) WHERE broken_at IS NULL;

CREATE TABLE notice (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    dedupe      TEXT NOT NULL,              -- names the event: "incident.logged 123"
    at          BIGINT NOT NULL,
    level       INTEGER NOT NULL,           -- enum notice_level
    text        TEXT NOT NULL,              -- key of a fixed text of the catalogue, which names nobody
    path        TEXT NOT NULL,              -- page of ours that it leads to
    read_at     BIGINT,
    UNIQUE (person_id, dedupe)
);

CREATE INDEX notice_by_person ON notice (person_id, id DESC);

CREATE INDEX notice_unread ON notice (person_id) WHERE read_at IS NULL;

CREATE TABLE notice_channel (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    channel     INTEGER NOT NULL,           -- enum notice_channel
    address     TEXT NOT NULL,
    chosen      BOOLEAN NOT NULL,
    verified_at BIGINT,                     -- the code that went there came back
    dead_at     BIGINT,                     -- the other side said that there is no such address
    code        TEXT,                       -- waiting to come back
    code_ends_at BIGINT,
    code_tries  INTEGER NOT NULL,
    changed_at  BIGINT NOT NULL,
    PRIMARY KEY (person_id, channel)
);

CREATE TABLE notice_delivery (
    id          BIGINT PRIMARY KEY,
    notice_id   BIGINT REFERENCES notice (id), -- NULL: the code that proves an address
    person_id   BIGINT NOT NULL REFERENCES person (id),
    channel     INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum notice_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL               -- of the latest failure: command and code, never an address
);

CREATE INDEX notice_delivery_by_person ON notice_delivery (person_id, id DESC);

CREATE INDEX notice_delivery_due ON notice_delivery (send_at, id) WHERE state = 0;

CREATE TABLE notice_quiet (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL
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

CREATE INDEX person_by_name ON person (centre_id, name_sort, id);

CREATE INDEX person_by_team ON person (team_id, name_sort);

CREATE TABLE person_absence (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    from_day    INTEGER NOT NULL,
    to_day      INTEGER,                    -- last day; NULL: until further notice
    substitute_id BIGINT,
    PRIMARY KEY (person_id, from_day)
);

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

CREATE TABLE preferred_supporter (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    place       INTEGER NOT NULL,
    supporter_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person_id, place)
);

CREATE TABLE recovery_pause (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);

CREATE INDEX recovery_pause_by_person ON recovery_pause (person_id, started_at DESC);

CREATE TABLE role_grant (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    role        INTEGER NOT NULL,           -- enum role
    team_id     BIGINT NOT NULL,            -- 0: the whole centre
    granted_at  BIGINT NOT NULL,
    granted_by  BIGINT NOT NULL,            -- person; 0: the command line or an import
    PRIMARY KEY (person_id, role, team_id)
);

CREATE INDEX role_grant_by_team ON role_grant (team_id, role);

CREATE TABLE schema_migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);

CREATE TABLE session (
    id          BIGINT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,       -- of the cookie's secret; the secret itself is nowhere
    person_id   BIGINT NOT NULL REFERENCES person (id),
    csrf        TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    seen_at     BIGINT NOT NULL,            -- moved at most once in five minutes
    ends_at     BIGINT NOT NULL
);

CREATE INDEX session_by_end ON session (ends_at);

CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE setting (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL,
    changed_at  BIGINT NOT NULL
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
