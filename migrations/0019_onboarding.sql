-- Getting newcomers ready: plans by profile, who follows one, mentors, first calls, and the shield after hard calls.

-- A centre's plan for a profile; saving makes a new version, running plans keep theirs.
CREATE TABLE onboarding_plan (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    profile     INTEGER NOT NULL,           -- enum onboarding_profile
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts; 0: the draft
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, profile, version)
);
CREATE TABLE onboarding_plan_item (
    plan_id     BIGINT NOT NULL REFERENCES onboarding_plan (id),
    word        TEXT NOT NULL,              -- what makes it the same item in another version or profile
    title_da    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    day         INTEGER NOT NULL,           -- working days after the start day; negative: before it
    role        INTEGER NOT NULL,           -- enum onboarding_role
    kind        INTEGER NOT NULL,           -- enum onboarding_kind
    minutes     INTEGER NOT NULL,
    competence  INTEGER NOT NULL,           -- enum onboarding_competence; -1: none
    needs       TEXT NOT NULL,              -- the words of the items before it, a comma between; '' none
    module      TEXT NOT NULL,              -- the word of the module that ends it by itself; '' none
    flags       INTEGER NOT NULL,           -- ONBOARDING_REQUIRED …
    PRIMARY KEY (plan_id, word)
);

-- Newcomers who start together.
CREATE TABLE onboarding_class (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    name        TEXT NOT NULL,
    start_day   INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
CREATE INDEX onboarding_class_by_centre ON onboarding_class (centre_id, start_day);

-- A newcomer's own way through a plan.
CREATE TABLE onboarding_run (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    team_id     BIGINT NOT NULL,
    class_id    BIGINT,                     -- NULL: starts alone
    profile     INTEGER NOT NULL,
    version     INTEGER NOT NULL,           -- of the plan it was made from; 0: the program's own
    start_day   INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    ended_at    BIGINT,                     -- NULL: active
    first_call_at BIGINT,                   -- when the first own call was
    first_noted_at BIGINT,                  -- when that was known here
    first_said  BOOLEAN NOT NULL,           -- by the newcomer, where records are missing
    first_told  INTEGER NOT NULL,           -- 1: amber was told, 2: red; each once
    unready_at  BIGINT                      -- "not ready yet" stands since then; never a mark
);
CREATE UNIQUE INDEX onboarding_run_active ON onboarding_run (person_id) WHERE ended_at IS NULL;
CREATE INDEX onboarding_run_by_centre ON onboarding_run (centre_id, start_day) WHERE ended_at IS NULL;

CREATE TABLE onboarding_item (
    id          BIGINT PRIMARY KEY,
    run_id      BIGINT NOT NULL REFERENCES onboarding_run (id),
    word        TEXT NOT NULL,
    title_da    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    day         INTEGER NOT NULL,
    due_day     INTEGER NOT NULL,           -- the calendar day that makes
    role        INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    minutes     INTEGER NOT NULL,
    competence  INTEGER NOT NULL,
    needs       TEXT NOT NULL,
    module      TEXT NOT NULL,
    flags       INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum onboarding_state
    ended_at    BIGINT,
    ended_by    BIGINT,                     -- 0: the program: a module was passed, a call was taken
    evidence    TEXT NOT NULL,              -- waived: what shows that it is known already
    reason      TEXT NOT NULL,
    UNIQUE (run_id, word)
);
CREATE INDEX onboarding_item_open ON onboarding_item (run_id, due_day) WHERE state = 0;

-- Each reminder that came, to whom: one row per day it was due, whatever crashes.
CREATE TABLE onboarding_reminder (
    item_id     BIGINT NOT NULL REFERENCES onboarding_item (id),
    due_day     INTEGER NOT NULL,
    level       INTEGER NOT NULL,           -- 1: it is due; 2: it is overdue, to the leader
    person_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (item_id, due_day, level, person_id)
);

-- Who is whose mentor, from when to when.
CREATE TABLE onboarding_pair (
    id          BIGINT PRIMARY KEY,
    run_id      BIGINT NOT NULL REFERENCES onboarding_run (id),
    mentor_id   BIGINT NOT NULL REFERENCES person (id),
    from_day    INTEGER NOT NULL,
    to_day      INTEGER,                    -- last day; NULL: still
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
CREATE INDEX onboarding_pair_by_run ON onboarding_pair (run_id) WHERE to_day IS NULL;

-- How many newcomers a mentor has room for, where it differs from the usual.
CREATE TABLE onboarding_capacity (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    most        INTEGER NOT NULL
);

-- A hard call in the first 90 days: a talk the same day.
CREATE TABLE onboarding_shield (
    id          BIGINT PRIMARY KEY,
    run_id      BIGINT NOT NULL REFERENCES onboarding_run (id),
    incident_id BIGINT NOT NULL UNIQUE REFERENCES incident (id),
    logged_at   BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,            -- the end of that day
    owner_id    BIGINT NOT NULL,            -- who talks; 0: nobody could be found
    cared       BOOLEAN NOT NULL,           -- a case of aftercare has the talk, its clock and its climbing
    climbed_at  BIGINT,
    held_at     BIGINT,
    held_by     BIGINT
);
CREATE INDEX onboarding_shield_by_run ON onboarding_shield (run_id, logged_at);
CREATE INDEX onboarding_shield_open ON onboarding_shield (owner_id) WHERE held_at IS NULL;

-- Several hard calls within a week: the queue is to be relieved. It names a team, never a person.
CREATE TABLE onboarding_workload (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,
    raised_at   BIGINT NOT NULL,
    ended_at    BIGINT,                     -- somebody relieved it
    ended_by    BIGINT
);
CREATE INDEX onboarding_workload_open ON onboarding_workload (centre_id) WHERE ended_at IS NULL;
