-- Appointments that people are invited to: what each of them was told, version by version.

-- Its mail holds more than the notice (invitation_letter); NULL: nothing more.
ALTER TABLE notice ADD COLUMN letter BIGINT;

CREATE TABLE invitation (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    kind        TEXT NOT NULL,              -- "listening": with object_id the thing that it is about
    object_id   BIGINT NOT NULL,
    sequence    INTEGER NOT NULL,           -- of the newest version; -1: none yet
    cancelled_at BIGINT,
    UNIQUE (kind, object_id)
);

-- Rows never change: a mail that is tried again says the same again.
CREATE TABLE invitation_version (
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    sequence    INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    starts_at   BIGINT NOT NULL,
    ends_at     BIGINT NOT NULL,
    title_da    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    place       TEXT NOT NULL,
    path        TEXT NOT NULL,              -- page of ours
    PRIMARY KEY (invitation_id, sequence)
);
CREATE INDEX invitation_version_by_end ON invitation_version (ends_at);

-- Who is to come.
CREATE TABLE invitation_guest (
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (invitation_id, person_id)
);
CREATE INDEX invitation_guest_by_person ON invitation_guest (person_id);

-- What somebody was told: to come, or that it is off. The newest one is what stands in their calendar.
CREATE TABLE invitation_letter (
    id          BIGINT PRIMARY KEY,
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    sequence    INTEGER NOT NULL,
    cancels     BOOLEAN NOT NULL,
    made_at     BIGINT NOT NULL,
    UNIQUE (invitation_id, person_id, sequence),
    FOREIGN KEY (invitation_id, sequence) REFERENCES invitation_version (invitation_id, sequence)
);
CREATE INDEX invitation_letter_by_person ON invitation_letter (person_id, invitation_id, sequence);
