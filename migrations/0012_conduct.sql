-- What follows towards the citizen when conduct went too far: a request, a warning letter, a contact restriction that
-- ends. The citizen is known here by the case system's reference alone.

-- One per incident: asked for by the employee, decided by a manager who was not hit.
CREATE TABLE conduct_case (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,
    incident_id BIGINT NOT NULL UNIQUE REFERENCES incident (id),
    person_id   BIGINT NOT NULL REFERENCES person (id), -- who was hit
    asked_by    BIGINT NOT NULL,
    asked_at    BIGINT NOT NULL,
    answer_due_at BIGINT NOT NULL,          -- by then somebody should have answered
    wish        INTEGER NOT NULL,           -- enum conduct_wish
    words       TEXT NOT NULL,              -- why, in the asker's words
    reference   TEXT NOT NULL,              -- of the case system, as typed; '': not known yet
    reference_key TEXT NOT NULL,            -- the same for finding
    state       INTEGER NOT NULL,           -- enum conduct_state
    answer      TEXT NOT NULL,              -- to the employee
    answered_at BIGINT,
    hearing_due_day INTEGER,
    heard_at    BIGINT,
    heard       TEXT NOT NULL,              -- what the citizen said, in short
    version     INTEGER NOT NULL,           -- of the latest decision; 0: none
    from_day    INTEGER,                    -- of the restriction in force; the last one's, when none is
    review_day  INTEGER,
    end_day     INTEGER,
    changed_at  BIGINT NOT NULL
);
CREATE INDEX conduct_case_by_team ON conduct_case (team_id, changed_at DESC);
CREATE INDEX conduct_case_by_centre ON conduct_case (centre_id, changed_at DESC);
CREATE INDEX conduct_case_by_person ON conduct_case (person_id, changed_at DESC);
CREATE INDEX conduct_case_by_asker ON conduct_case (asked_by, changed_at DESC);
-- 4: in force. One restriction for a reference at a time.
CREATE UNIQUE INDEX conduct_in_force ON conduct_case (centre_id, reference_key) WHERE state = 4;

-- Every decision is kept; the highest version counts.
CREATE TABLE conduct_decision (
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    version     INTEGER NOT NULL,
    kind        INTEGER NOT NULL,           -- enum conduct_decision_kind
    decided_at  BIGINT NOT NULL,
    decided_by  BIGINT NOT NULL,
    grounds     TEXT NOT NULL,
    scope       BIGINT NOT NULL,            -- enum conduct_scope, a bit each
    lines       TEXT NOT NULL,              -- which lines; '': all
    hours       TEXT NOT NULL,              -- when contact is open; '': no hours set
    channel     INTEGER NOT NULL,           -- enum conduct_channel
    channel_words TEXT NOT NULL,
    has_needs   BOOLEAN NOT NULL,
    needs_words TEXT NOT NULL,
    hearing     INTEGER NOT NULL,           -- enum conduct_hearing
    hearing_words TEXT NOT NULL,
    say         TEXT NOT NULL,              -- what to say to the citizen who calls
    from_day    INTEGER NOT NULL,
    review_day  INTEGER NOT NULL,
    end_day     INTEGER NOT NULL,           -- the last day
    PRIMARY KEY (case_id, version)
);

-- The incidents it stands on, besides the one it was asked for.
CREATE TABLE conduct_ground (
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    PRIMARY KEY (case_id, incident_id)
);

-- Letters as written, without name and address.
CREATE TABLE conduct_letter (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    kind        INTEGER NOT NULL,           -- enum conduct_letter_kind
    lang        TEXT NOT NULL,
    template_version INTEGER NOT NULL,      -- 0: the program's own text
    body        TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
CREATE INDEX conduct_letter_by_case ON conduct_letter (case_id, id);

CREATE TABLE conduct_event (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the clock
    kind        INTEGER NOT NULL            -- enum conduct_event
);
CREATE INDEX conduct_event_by_case ON conduct_event (case_id, id);

-- A centre's own texts; saving makes a new version.
CREATE TABLE conduct_template (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    kind        INTEGER NOT NULL,           -- enum conduct_letter_kind
    lang        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    body        TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, kind, lang, version)
);

-- A centre's own terms; saving makes a new version.
CREATE TABLE conduct_term (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    kind        INTEGER NOT NULL,           -- enum conduct_term
    version     INTEGER NOT NULL,
    amount      INTEGER NOT NULL,           -- days
    source      TEXT NOT NULL,
    verified_on INTEGER NOT NULL,           -- day somebody last held it against its source; 0: never
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, kind, version)
);
