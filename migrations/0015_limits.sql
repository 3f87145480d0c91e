-- The limits: what a centre accepts from citizens and what one may do, who was told of it and who has understood it.

-- A change is a new version; earlier ones stay. Before the first one the program's own words hold, as version 0.
CREATE TABLE limits_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     BIGINT NOT NULL,
    right_1     INTEGER NOT NULL,           -- which choice is right, from 0
    right_2     INTEGER NOT NULL,
    right_3     INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, version)
);
CREATE TABLE limits_text (
    version_id  BIGINT NOT NULL REFERENCES limits_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum limits_part
    text        TEXT NOT NULL,
    PRIMARY KEY (version_id, lang, part)
);

-- Once per version and person. No answers are kept, only that all were right at last.
CREATE TABLE limits_told (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, version)
);
CREATE INDEX limits_told_by_time ON limits_told (at);
CREATE TABLE limits_understood (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, version)
);
CREATE INDEX limits_understood_by_time ON limits_understood (at);
