-- Reports to the police and of work accidents: what is drafted, and what proves that it was filed.
CREATE TABLE report (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES aftercare_case (id),
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id), -- who was hit
    kind        INTEGER NOT NULL,           -- enum report_kind
    state       INTEGER NOT NULL,           -- enum report_state
    by_hand     BOOLEAN NOT NULL,           -- somebody wanted it, whatever the rules say
    unable_day  INTEGER,                    -- the first day of absence that its clock counts with
    made_at     BIGINT NOT NULL,
    n_texts     INTEGER NOT NULL,           -- versions written so far: what a writer has read
    receipt     TEXT NOT NULL,              -- the authority's number; '' until filed
    filed_day   INTEGER,
    reason      TEXT NOT NULL,              -- why it is not reported; '' otherwise
    settled_at  BIGINT,
    settled_by  BIGINT,
    outcome     INTEGER NOT NULL,           -- enum report_outcome, of a police case
    follow_at   BIGINT,                     -- when somebody asks the police again
    UNIQUE (case_id, kind)
);
CREATE INDEX report_by_team ON report (team_id, made_at DESC);
CREATE INDEX report_by_centre ON report (centre_id, made_at DESC);
CREATE INDEX report_by_person ON report (person_id, made_at DESC);

-- Every version of every text; the highest counts. A field without a row still shows what is known of the incident.
CREATE TABLE report_text (
    report_id   BIGINT NOT NULL REFERENCES report (id),
    field       INTEGER NOT NULL,           -- enum report_field
    version     INTEGER NOT NULL,
    text        TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    written_by  BIGINT NOT NULL,            -- person; 0: as it was known when it was filed
    PRIMARY KEY (report_id, field, version)
);

-- What became of it, in order.
CREATE TABLE report_event (
    id          BIGINT PRIMARY KEY,
    report_id   BIGINT NOT NULL REFERENCES report (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the system
    kind        INTEGER NOT NULL,           -- enum report_event
    detail      TEXT NOT NULL               -- receipt, reason, word on the police case
);
CREATE INDEX report_event_by_report ON report_event (report_id, id);
