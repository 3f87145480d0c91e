-- Practice forms: two colleagues look at one call, each for themselves first; and blind calibration among those who train.

-- A form is a version with all its words in both languages. What is published never changes: who uses it keeps theirs.
CREATE TABLE coaching_form (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     BIGINT NOT NULL,            -- 0: the draft
    comes_with  BOOLEAN NOT NULL,           -- the program's own words, copied when they were first used
    stamp       BIGINT NOT NULL,            -- counts the changes of a draft
    made_at     BIGINT NOT NULL,            -- begun, later: published
    made_by     BIGINT NOT NULL,            -- 0: nobody, it comes with the program
    UNIQUE (centre_id, version)
);
CREATE TABLE coaching_section (
    form_id     BIGINT NOT NULL REFERENCES coaching_form (id),
    section     INTEGER NOT NULL,           -- from 0
    title_da    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    PRIMARY KEY (form_id, section)
);
CREATE TABLE coaching_question (
    id          BIGINT PRIMARY KEY,
    form_id     BIGINT NOT NULL REFERENCES coaching_form (id),
    section     INTEGER NOT NULL,
    place       INTEGER NOT NULL,           -- within the section
    kind        INTEGER NOT NULL,           -- enum coaching_kind
    weight      INTEGER NOT NULL,
    critical    BOOLEAN NOT NULL,
    n_levels    INTEGER NOT NULL,
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL
);
CREATE INDEX coaching_question_by_form ON coaching_question (form_id, section, place);
-- Of a choice what can be chosen, else help for a level; a level without words has no row.
CREATE TABLE coaching_level (
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    level       INTEGER NOT NULL,           -- from 0
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    PRIMARY KEY (question_id, level)
);

-- One call, or one practised scenario, in words: nothing is recorded.
CREATE TABLE coaching (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    form_id     BIGINT NOT NULL REFERENCES coaching_form (id),
    learner_id  BIGINT NOT NULL REFERENCES person (id),
    trainer_id  BIGINT NOT NULL REFERENCES person (id),
    by_trainer  BOOLEAN NOT NULL,           -- who began it
    scenario    TEXT NOT NULL,              -- a scenario's name; empty: a call
    about       TEXT NOT NULL,
    reference   TEXT NOT NULL,
    state       INTEGER NOT NULL,           -- enum coaching_state
    closing     TEXT NOT NULL,              -- the trainer's words when sharing
    started_at  BIGINT NOT NULL,
    moved_at    BIGINT NOT NULL,            -- when the state last changed
    shared_at   BIGINT
);
CREATE INDEX coaching_by_learner ON coaching (learner_id, started_at);
CREATE INDEX coaching_by_trainer ON coaching (trainer_id, started_at);
CREATE INDEX coaching_by_centre ON coaching (centre_id, shared_at);
CREATE INDEX coaching_by_time ON coaching (moved_at);
CREATE TABLE coaching_answer (
    coaching_id BIGINT NOT NULL REFERENCES coaching (id),
    side        INTEGER NOT NULL,           -- enum coaching_side: whose
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    value       INTEGER NOT NULL,           -- the level; -1: none yet; -2: not relevant
    words       TEXT NOT NULL,
    PRIMARY KEY (coaching_id, side, question_id)
);
-- What is said about a difference, in turns; nobody overrules.
CREATE TABLE coaching_turn (
    coaching_id BIGINT NOT NULL REFERENCES coaching (id),
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    turn        INTEGER NOT NULL,
    side        INTEGER NOT NULL,
    words       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (coaching_id, question_id, turn)
);

-- ---- calibration: several trainers look at the same, nobody sees another one's answer before the own is locked

CREATE TABLE calibration_round (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    form_id     BIGINT NOT NULL REFERENCES coaching_form (id),
    opener_id   BIGINT NOT NULL REFERENCES person (id),
    scenario    TEXT NOT NULL,
    about       TEXT NOT NULL,
    reference   TEXT NOT NULL,
    started_at  BIGINT NOT NULL,
    closed_at   BIGINT
);
CREATE INDEX calibration_round_by_centre ON calibration_round (centre_id, started_at);
CREATE INDEX calibration_round_by_time ON calibration_round (started_at);
CREATE TABLE calibration_seat (
    round_id    BIGINT NOT NULL REFERENCES calibration_round (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    invited_at  BIGINT NOT NULL,
    locked_at   BIGINT,
    counted     BOOLEAN NOT NULL,           -- was locked before the round was closed; later it is read, not counted
    PRIMARY KEY (round_id, person_id)
);
CREATE INDEX calibration_seat_by_person ON calibration_seat (person_id, invited_at);
CREATE TABLE calibration_answer (
    round_id    BIGINT NOT NULL REFERENCES calibration_round (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    value       INTEGER NOT NULL,           -- as in coaching_answer
    words       TEXT NOT NULL,
    PRIMARY KEY (round_id, person_id, question_id)
);
CREATE INDEX calibration_answer_by_question ON calibration_answer (question_id, round_id);
-- What the group agreed on afterwards, with a word on why.
CREATE TABLE calibration_consensus (
    round_id    BIGINT NOT NULL REFERENCES calibration_round (id),
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    value       INTEGER NOT NULL,
    words       TEXT NOT NULL,
    stamp       BIGINT NOT NULL,            -- counts changes
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (round_id, question_id)
);
