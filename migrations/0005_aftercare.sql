-- What follows a hard call: who owns the next step, when it is due, and what came of it.

-- A centre's plan; saving makes a new version, running cases keep theirs.
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
CREATE INDEX aftercare_case_by_team ON aftercare_case (team_id, next_due_at, id) WHERE closed_at IS NULL;
CREATE INDEX aftercare_case_by_centre ON aftercare_case (centre_id, next_due_at, id) WHERE closed_at IS NULL;
CREATE INDEX aftercare_case_by_person ON aftercare_case (person_id, opened_at DESC);

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
CREATE INDEX aftercare_step_by_owner ON aftercare_step (owner_id, due_at, id) WHERE state = 0;

-- Each reminder that came, for whom: one row per time, whatever crashes.
CREATE TABLE aftercare_reminder (
    step_id     BIGINT NOT NULL REFERENCES aftercare_step (id),
    due_at      BIGINT NOT NULL,
    level       INTEGER NOT NULL,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    PRIMARY KEY (step_id, due_at, level)
);

-- What happened, in order.
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

-- Something that must never be: an open case without owner, next step or clock.
CREATE TABLE aftercare_alarm (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    kind        INTEGER NOT NULL,           -- enum care_alarm
    raised_at   BIGINT NOT NULL,
    cleared_at  BIGINT
);
CREATE INDEX aftercare_alarm_open ON aftercare_alarm (case_id) WHERE cleared_at IS NULL;

-- Away, and who stands in.
CREATE TABLE person_absence (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    from_day    INTEGER NOT NULL,
    to_day      INTEGER,                    -- last day; NULL: until further notice
    substitute_id BIGINT,
    kind        INTEGER NOT NULL,           -- enum care_away; nothing about health
    PRIMARY KEY (person_id, from_day)
);

-- Whom an employee wants beside them, chosen in advance.
CREATE TABLE preferred_supporter (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    place       INTEGER NOT NULL,
    supporter_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person_id, place)
);

-- A pause after a hard call counts as work.
CREATE TABLE recovery_pause (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE INDEX recovery_pause_by_person ON recovery_pause (person_id, started_at DESC);

-- Numbers to call; shown with the day somebody last checked them.
CREATE TABLE aftercare_contact (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    place       INTEGER NOT NULL,
    name        TEXT NOT NULL,
    phone       TEXT NOT NULL,
    hours       TEXT NOT NULL,
    verified_on INTEGER NOT NULL
);

-- What a case taught the centre, without names.
CREATE TABLE aftercare_learning (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    text        TEXT NOT NULL,
    text_fold   TEXT NOT NULL,              -- for the search
    at          BIGINT NOT NULL,
    by_id       BIGINT NOT NULL
);
CREATE INDEX aftercare_learning_by_centre ON aftercare_learning (centre_id, id);
