-- Acute calls: action cards with a part for each, who has which part now, what was written down meanwhile; and drills of it.

-- Not 0: a drill, and whom it may call (bits of enum help_target). Nobody else is called for it.
ALTER TABLE help_request ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;

-- A card per kind of call; its slot is also its key on the desk. A change is a new version; before the first one the program's own
-- words hold, as version 0.
CREATE TABLE card_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    slot        INTEGER NOT NULL,           -- 1 to 9
    version     BIGINT NOT NULL,
    review_day  BIGINT NOT NULL,            -- day by which who made it looks at it again
    retired     BOOLEAN NOT NULL,           -- a centre's own kind that is used no more
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, slot, version)
);
CREATE TABLE card_text (
    version_id  BIGINT NOT NULL REFERENCES card_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum cards_part
    text        TEXT NOT NULL,              -- Markdown
    PRIMARY KEY (version_id, lang, part)
);
CREATE TABLE card_read (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    slot        INTEGER NOT NULL,
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, slot, version)
);
CREATE INDEX card_read_by_time ON card_read (at);

-- What one reads to 112, and what the centre wants to reach.
CREATE TABLE card_place (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    address     TEXT NOT NULL,
    way_in      TEXT NOT NULL,
    numbers     TEXT NOT NULL,
    verified_day BIGINT NOT NULL,           -- when somebody last made sure that it is right
    goal_soon   INTEGER NOT NULL,           -- per mille answered within 10 seconds
    goal_late   INTEGER NOT NULL,           -- and within 40
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);

CREATE TABLE card_drill (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    kind        INTEGER NOT NULL,           -- enum cards_drill_kind
    slot        INTEGER NOT NULL,           -- which card; 0: who presses chooses
    player_id   BIGINT NOT NULL REFERENCES person (id), -- in whose name it is pressed; knows of it
    targets     INTEGER NOT NULL,           -- whom it may call
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    press_at    BIGINT NOT NULL,            -- a random moment of the window; told to nobody
    state       INTEGER NOT NULL,           -- enum cards_drill_state
    request_id  BIGINT,
    ended_at    BIGINT,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);
CREATE INDEX card_drill_by_centre ON card_drill (centre_id, from_at);

-- One acute request, as a call with parts dealt out.
CREATE TABLE card_call (
    id          BIGINT PRIMARY KEY REFERENCES help_request (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id), -- who pressed
    team_id     BIGINT NOT NULL,
    slot        INTEGER NOT NULL,           -- 0: the kind is not known yet
    version     BIGINT NOT NULL,            -- of the card, as it was when the kind was said
    drill_id    BIGINT NOT NULL,            -- 0: real
    began_at    BIGINT NOT NULL,
    kind_at     BIGINT,
    relieved    BOOLEAN NOT NULL,           -- who pressed has asked to be relieved
    line_gone_at BIGINT,
    ended_at    BIGINT,
    ended_by    BIGINT
);
CREATE INDEX card_call_open ON card_call (centre_id, began_at) WHERE ended_at IS NULL;
CREATE INDEX card_call_by_time ON card_call (began_at);

-- Who has which part now.
CREATE TABLE card_seat (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    role        INTEGER NOT NULL,           -- enum card_role
    person_id   BIGINT NOT NULL,            -- 0: nobody is left who could
    dealt_at    BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (call_id, role)
);
-- Everybody who took part, or was asked and did not answer.
CREATE TABLE card_member (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    joined_at   BIGINT,                     -- confirmed a part; NULL: never did
    lapsed_at   BIGINT,                     -- let one lapse
    incident_id BIGINT,                     -- their own log, from which their aftercare opens
    PRIMARY KEY (call_id, person_id)
);
CREATE INDEX card_member_by_person ON card_member (person_id, call_id);
CREATE TABLE card_tick (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    role        INTEGER NOT NULL,
    item        INTEGER NOT NULL,           -- of the part's checklist, from 0
    person_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (call_id, role, item)
);
CREATE TABLE card_event (
    id          BIGINT PRIMARY KEY,
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- who did it, or to whom a part was dealt; 0: the program
    kind        INTEGER NOT NULL,           -- enum card_event
    role        INTEGER NOT NULL            -- enum card_role; -1: none
);
CREATE INDEX card_event_by_call ON card_event (call_id, id);
-- What each wrote down: two who write do not overwrite each other.
CREATE TABLE card_note (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    field       INTEGER NOT NULL,           -- enum card_note_field
    text        TEXT NOT NULL,
    seq         BIGINT NOT NULL,            -- the page counts: what was sent late does not undo what came after it
    at          BIGINT NOT NULL,
    PRIMARY KEY (call_id, person_id, field)
);
