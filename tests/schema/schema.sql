-- Made by tests/schema from migrations/: do not edit, but read its diff.

CREATE TABLE absence_feed (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL UNIQUE REFERENCES person (id),
    url         TEXT NOT NULL,              -- sealed for the person
    words       TEXT NOT NULL,              -- an event counts when its title has one of these; '': all do
    kind        INTEGER NOT NULL,           -- enum care_away
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    etag        TEXT NOT NULL,
    modified    TEXT NOT NULL,              -- Last-Modified as the other side says it
    next_at     BIGINT NOT NULL,
    read_at     BIGINT,                     -- the latest that was read or unchanged
    full_at     BIGINT,                     -- the latest that was read: what comes again is looked ahead from here
    failed_n    INTEGER NOT NULL,           -- in a row
    trouble     INTEGER NOT NULL            -- enum absence_trouble
);

CREATE INDEX absence_feed_due ON absence_feed (next_at);

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

CREATE INDEX aftercare_step_by_owner ON aftercare_step (owner_id, due_at, id) WHERE state = 0;

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

CREATE TABLE asking_card (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,              -- Markdown
    owner_id    BIGINT NOT NULL REFERENCES person (id),
    review_day  INTEGER NOT NULL,           -- looked at again by then
    version     BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL,
    closed_at   BIGINT
);

CREATE INDEX asking_card_by_centre ON asking_card (centre_id, closed_at, title);

CREATE INDEX asking_card_by_owner ON asking_card (owner_id);

CREATE TABLE asking_question (
    id          BIGINT PRIMARY KEY,         -- random
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    anonymous   BOOLEAN NOT NULL,
    asked_by    BIGINT REFERENCES person (id), -- NULL: anonymous
    key_hash    TEXT NOT NULL,              -- anonymous: by which the asker's browser knows its own; else empty
    text        TEXT NOT NULL,
    asked_at    BIGINT NOT NULL,            -- anonymous: the hour
    state       INTEGER NOT NULL,           -- enum asking_state
    measured    BOOLEAN NOT NULL,           -- somebody has answered: the time is counted
    waits_since BIGINT,                     -- on a grid; NULL: does not wait
    call_key    TEXT,                       -- random, names its notices while it waits; afterwards nothing does
    rung        INTEGER NOT NULL,           -- enum asking_rung: who is told next
    due_at      BIGINT,                     -- then; NULL: all were told
    leader_at   BIGINT,                     -- when the leader on duty is told; NULL: was, or need not be
    settled     BOOLEAN NOT NULL,           -- anonymous: its hour is over, and it was counted
    CHECK (anonymous = (asked_by IS NULL))

) WITHOUT ROWID;

CREATE INDEX asking_question_by_person ON asking_question (asked_by, asked_at);

CREATE INDEX asking_question_by_time ON asking_question (asked_at);

CREATE INDEX asking_question_due ON asking_question (centre_id) WHERE waits_since IS NOT NULL;

CREATE INDEX asking_question_open ON asking_question (centre_id, state, asked_at);

CREATE INDEX asking_question_unsettled ON asking_question (centre_id) WHERE NOT settled;

CREATE TABLE asking_reply (
    question_id BIGINT NOT NULL REFERENCES asking_question (id),
    place       INTEGER NOT NULL,
    kind        INTEGER NOT NULL,           -- enum asking_reply_kind
    by_person   BIGINT REFERENCES person (id), -- NULL: the anonymous asker
    text        TEXT NOT NULL,
    at          BIGINT NOT NULL,            -- of an anonymous question: the hour
    helped      BOOLEAN NOT NULL,
    PRIMARY KEY (question_id, place)

) WITHOUT ROWID;

CREATE INDEX asking_reply_by_person ON asking_reply (by_person);

CREATE TABLE asking_setting (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    next_s      INTEGER NOT NULL,
    leader_s    INTEGER NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);

CREATE TABLE asking_unclear (
    id          BIGINT PRIMARY KEY,         -- random
    card_id     BIGINT NOT NULL REFERENCES asking_card (id),
    text        TEXT NOT NULL,
    day         INTEGER NOT NULL,
    done        BOOLEAN NOT NULL            -- the card was changed since

) WITHOUT ROWID;

CREATE INDEX asking_unclear_by_card ON asking_unclear (card_id);

CREATE TABLE asking_wait (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    month_day   INTEGER NOT NULL,           -- the first day of the month
    weekday     INTEGER NOT NULL,           -- 1 Monday, when it was asked
    hour        INTEGER NOT NULL,
    within_s    INTEGER NOT NULL,           -- answered within so many seconds (asking_times.c has the steps)
    n           BIGINT NOT NULL,
    PRIMARY KEY (centre_id, month_day, weekday, hour, within_s)
);

CREATE TABLE asking_word (
    centre_id   BIGINT NOT NULL,

    word        TEXT NOT NULL,




    kind        INTEGER NOT NULL,           -- enum asking_thing
    object_id   BIGINT NOT NULL,
    weight      INTEGER NOT NULL,           -- a word of the title counts more
    PRIMARY KEY (centre_id, word, kind, object_id)

) WITHOUT ROWID;

CREATE INDEX asking_word_by_object ON asking_word (kind, object_id);

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

CREATE TRIGGER audit_wait AFTER INSERT ON audit BEGIN INSERT INTO audit_open (audit_id) VALUES (NEW.id); END;

CREATE TABLE audit_block (
    seq         BIGINT PRIMARY KEY,         -- 1, 2, … without a gap
    at          BIGINT NOT NULL,
    n           INTEGER NOT NULL,
    listed      BLOB NOT NULL,              -- n times: id (8 bytes, little endian), hash of the row (32 bytes); by id
    hash        BLOB NOT NULL               -- BLAKE2b of the hash before, seq, at and the list
);

CREATE TRIGGER audit_block_keep_delete BEFORE DELETE ON audit_block BEGIN SELECT RAISE(ABORT, 'audit blocks are never deleted'); END;

CREATE TRIGGER audit_block_keep_update BEFORE UPDATE ON audit_block BEGIN SELECT RAISE(ABORT, 'audit blocks are never changed'); END;

CREATE TABLE audit_open (
    audit_id    BIGINT PRIMARY KEY
);

CREATE TABLE calibration_answer (
    round_id    BIGINT NOT NULL REFERENCES calibration_round (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    value       INTEGER NOT NULL,           -- as in coaching_answer
    words       TEXT NOT NULL,
    PRIMARY KEY (round_id, person_id, question_id)
);

CREATE INDEX calibration_answer_by_question ON calibration_answer (question_id, round_id);

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

CREATE TABLE call_listening (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,            -- the employee's, when it was made
    employee_id BIGINT NOT NULL REFERENCES person (id), -- who is listened to
    listener_id BIGINT REFERENCES person (id), -- NULL: asked for, of whoever has time
    state       INTEGER NOT NULL,           -- enum listening_state
    changes     INTEGER NOT NULL,           -- whoever answers something older than this is refused
    asked       BOOLEAN NOT NULL,           -- the employee asked for it
    starts_at   BIGINT,                     -- NULL: no time was named yet
    minutes     INTEGER NOT NULL,
    side        INTEGER NOT NULL,           -- enum listening_side
    focus       INTEGER NOT NULL,           -- LISTENING_BITs of enum listening_focus
    focus_words TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    accepted_at BIGINT,                     -- of the time that stands now; NULL: not accepted
    begun_at    BIGINT,
    announced_at BIGINT,                    -- NULL: nobody has listened yet
    text_version INTEGER,                   -- of the announcement that was said
    stopped_at  BIGINT,
    stopped_by  BIGINT REFERENCES person (id),
    closed_at   BIGINT,                     -- declined, called off, or told wholly: retention counts from here
    strength_1  TEXT NOT NULL,
    strength_2  TEXT NOT NULL,
    next_step   TEXT NOT NULL,
    follow_day  INTEGER,                    -- when the two look at the step again
    answer      TEXT NOT NULL,              -- the employee's
    answered_at BIGINT
);

CREATE INDEX call_listening_by_centre ON call_listening (centre_id, state, starts_at);

CREATE INDEX call_listening_by_employee ON call_listening (employee_id, id);

CREATE INDEX call_listening_by_listener ON call_listening (listener_id, id);

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

CREATE INDEX card_call_by_time ON card_call (began_at);

CREATE INDEX card_call_open ON card_call (centre_id, began_at) WHERE ended_at IS NULL;

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

CREATE TABLE card_event (
    id          BIGINT PRIMARY KEY,
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- who did it, or to whom a part was dealt; 0: the program
    kind        INTEGER NOT NULL,           -- enum card_event
    role        INTEGER NOT NULL            -- enum card_role; -1: none
);

CREATE INDEX card_event_by_call ON card_event (call_id, id);

CREATE TABLE card_member (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    joined_at   BIGINT,                     -- confirmed a part; NULL: never did
    lapsed_at   BIGINT,                     -- let one lapse
    incident_id BIGINT,                     -- their own log, from which their aftercare opens
    PRIMARY KEY (call_id, person_id)
);

CREATE INDEX card_member_by_person ON card_member (person_id, call_id);

CREATE TABLE card_note (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    field       INTEGER NOT NULL,           -- enum card_note_field
    text        TEXT NOT NULL,
    seq         BIGINT NOT NULL,            -- the page counts: what was sent late does not undo what came after it
    at          BIGINT NOT NULL,
    PRIMARY KEY (call_id, person_id, field)
);

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

CREATE TABLE card_read (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    slot        INTEGER NOT NULL,
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, slot, version)
);

CREATE INDEX card_read_by_time ON card_read (at);

CREATE TABLE card_seat (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    role        INTEGER NOT NULL,           -- enum card_role
    person_id   BIGINT NOT NULL,            -- 0: nobody is left who could
    dealt_at    BIGINT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (call_id, role)
);

CREATE TABLE card_text (
    version_id  BIGINT NOT NULL REFERENCES card_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum cards_part
    text        TEXT NOT NULL,              -- Markdown
    PRIMARY KEY (version_id, lang, part)
);

CREATE TABLE card_tick (
    call_id     BIGINT NOT NULL REFERENCES card_call (id),
    role        INTEGER NOT NULL,
    item        INTEGER NOT NULL,           -- of the part's checklist, from 0
    person_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (call_id, role, item)
);

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

CREATE TABLE centre (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    zone        TEXT NOT NULL,              -- "Europe/Copenhagen"
    invented    BOOLEAN NOT NULL,           -- made by `bagvagt demo`: every page says so
    created_at  BIGINT NOT NULL
);

CREATE TABLE centre_calendar (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    customary   INTEGER NOT NULL,           -- HOLIDAY_BITs (core/calendar.h) of the customary days it closes on
    changed_at  BIGINT NOT NULL
);

CREATE TABLE centre_closed_day (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    day         INTEGER NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (centre_id, day)
);

CREATE TABLE centre_hours (
    centre_id   BIGINT NOT NULL REFERENCES centre_calendar (centre_id),
    weekday     INTEGER NOT NULL,           -- 0 Monday … 6 Sunday; closed without a row
    from_minute INTEGER NOT NULL,           -- of the wall day
    to_minute   INTEGER NOT NULL,
    PRIMARY KEY (centre_id, weekday)
);

CREATE TABLE centre_verified (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,              -- of core/deadline.h, or "holidays"
    verified_on INTEGER NOT NULL,
    PRIMARY KEY (centre_id, word)
);

CREATE TABLE clock_back (
    id          INTEGER PRIMARY KEY,        -- 1
    at          BIGINT NOT NULL,            -- by the clock as it was set
    by_ms       BIGINT NOT NULL
);

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

CREATE INDEX coaching_by_centre ON coaching (centre_id, shared_at);

CREATE INDEX coaching_by_learner ON coaching (learner_id, started_at);

CREATE INDEX coaching_by_time ON coaching (moved_at);

CREATE INDEX coaching_by_trainer ON coaching (trainer_id, started_at);

CREATE TABLE coaching_answer (
    coaching_id BIGINT NOT NULL REFERENCES coaching (id),
    side        INTEGER NOT NULL,           -- enum coaching_side: whose
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    value       INTEGER NOT NULL,           -- the level; -1: none yet; -2: not relevant
    words       TEXT NOT NULL,
    PRIMARY KEY (coaching_id, side, question_id)
);

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

CREATE TABLE coaching_level (
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    level       INTEGER NOT NULL,           -- from 0
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    PRIMARY KEY (question_id, level)
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

CREATE TABLE coaching_section (
    form_id     BIGINT NOT NULL REFERENCES coaching_form (id),
    section     INTEGER NOT NULL,           -- from 0
    title_da    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    PRIMARY KEY (form_id, section)
);

CREATE TABLE coaching_turn (
    coaching_id BIGINT NOT NULL REFERENCES coaching (id),
    question_id BIGINT NOT NULL REFERENCES coaching_question (id),
    turn        INTEGER NOT NULL,
    side        INTEGER NOT NULL,
    words       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (coaching_id, question_id, turn)
);

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

CREATE INDEX conduct_case_by_asker ON conduct_case (asked_by, changed_at DESC);

CREATE INDEX conduct_case_by_centre ON conduct_case (centre_id, changed_at DESC);

CREATE INDEX conduct_case_by_person ON conduct_case (person_id, changed_at DESC);

CREATE INDEX conduct_case_by_team ON conduct_case (team_id, changed_at DESC);

CREATE UNIQUE INDEX conduct_in_force ON conduct_case (centre_id, reference_key) WHERE state = 4;

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

CREATE TABLE conduct_event (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the clock
    kind        INTEGER NOT NULL            -- enum conduct_event
);

CREATE INDEX conduct_event_by_case ON conduct_event (case_id, id);

CREATE TABLE conduct_ground (
    case_id     BIGINT NOT NULL REFERENCES conduct_case (id),
    incident_id BIGINT NOT NULL REFERENCES incident (id),
    PRIMARY KEY (case_id, incident_id)
);

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

CREATE TABLE duty_entry (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    layer       INTEGER NOT NULL,           -- enum roster_layer
    level       INTEGER NOT NULL,
    from_day    INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_day      INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    from_at     BIGINT,                     -- of a take-over: the instant itself
    person_id   BIGINT NOT NULL,            -- 0: nobody
    instead_of  BIGINT NOT NULL,            -- 0: instead of everybody below
    shadow      BOOLEAN NOT NULL,
    reason      TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    undone_at   BIGINT,
    undone_by   BIGINT
);

CREATE INDEX duty_entry_by_watch ON duty_entry (watch_id, to_day);

CREATE TABLE duty_feed (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    token_hash  TEXT NOT NULL UNIQUE,
    made_at     BIGINT NOT NULL,
    read_at     BIGINT,
    revoked_at  BIGINT
);

CREATE INDEX duty_feed_by_person ON duty_feed (person_id) WHERE revoked_at IS NULL;

CREATE TABLE duty_gap (
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- was to be on; 0: nobody was
    told        INTEGER NOT NULL,           -- enum duty_near
    PRIMARY KEY (watch_id, level, from_at)
);

CREATE TABLE duty_rota (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    turn        INTEGER NOT NULL,           -- enum roster_turn
    every       INTEGER NOT NULL,
    start_day   INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,          -- of every handoff
    end_day     INTEGER,                    -- NULL: goes on
    end_minute  INTEGER NOT NULL,
    shadow      BOOLEAN NOT NULL,           -- newcomers who look on
    state       INTEGER NOT NULL,           -- enum duty_state
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    published_at BIGINT
);

CREATE INDEX duty_rota_by_watch ON duty_rota (watch_id, level);

CREATE TABLE duty_rota_person (
    rota_id     BIGINT NOT NULL REFERENCES duty_rota (id),
    place       INTEGER NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: nobody
    PRIMARY KEY (rota_id, place)
);

CREATE TABLE duty_shift (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    shadow      BOOLEAN NOT NULL,
    sequence    INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    cancelled   BOOLEAN NOT NULL
);

CREATE INDEX duty_shift_by_person ON duty_shift (person_id, to_at);

CREATE INDEX duty_shift_by_watch ON duty_shift (watch_id, to_at);

CREATE TABLE duty_swap (
    id          BIGINT PRIMARY KEY,
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    level       INTEGER NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    asker_id    BIGINT NOT NULL REFERENCES person (id),
    asked_id    BIGINT NOT NULL REFERENCES person (id),
    state       INTEGER NOT NULL,           -- enum duty_swap_state
    made_at     BIGINT NOT NULL,
    answered_at BIGINT,
    decided_by  BIGINT,                     -- the planner, where the rest rule breaks
    entry_id    BIGINT
);

CREATE INDEX duty_swap_open ON duty_swap (watch_id, from_at) WHERE state IN (0, 1);

CREATE TABLE duty_watch (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,            -- 0: of the whole centre
    name        TEXT NOT NULL,
    night       BOOLEAN NOT NULL,           -- outside opening hours
    levels      INTEGER NOT NULL,           -- that must be covered
    at_home     BOOLEAN NOT NULL,           -- stand-by at home is rest until somebody calls
    owner_id    BIGINT NOT NULL,            -- is told of gaps; 0: the managers
    frozen_until INTEGER,                   -- day before which the base rota stands
    made_at     BIGINT NOT NULL,
    closed_at   BIGINT
);

CREATE INDEX duty_watch_by_centre ON duty_watch (centre_id) WHERE closed_at IS NULL;

CREATE TABLE duty_window (
    watch_id    BIGINT NOT NULL REFERENCES duty_watch (id),
    place       INTEGER NOT NULL,
    weekdays    INTEGER NOT NULL,           -- bit 0 Monday
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,           -- not after from: until the next day
    days        INTEGER NOT NULL,           -- enum roster_days
    PRIMARY KEY (watch_id, place)
);

CREATE TABLE event (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL
);

CREATE TABLE experience (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    client_key  TEXT NOT NULL,
    incident_id BIGINT,                     -- it was logged as an incident, too; NULL: merely difficult
    kind        INTEGER NOT NULL,           -- enum experience_kind
    strength    INTEGER NOT NULL,           -- 1 to 5, by its author
    helps       BIGINT NOT NULL,            -- a bit per enum experience_help
    note        TEXT NOT NULL,              -- the author's own words
    telling     TEXT NOT NULL,              -- the same told so that nobody is known by it, for the class's day; '' not told
    wants_talk  BOOLEAN NOT NULL,
    talked_at   BIGINT,                     -- NULL: not yet
    for_mentor  BOOLEAN NOT NULL,
    for_day     BOOLEAN NOT NULL,
    occurred_at BIGINT NOT NULL,
    logged_at   BIGINT NOT NULL,
    UNIQUE (person_id, client_key)
);

CREATE INDEX experience_by_person ON experience (person_id, id);

CREATE INDEX experience_by_time ON experience (logged_at);

CREATE TABLE experience_wish (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    for_mentor  BOOLEAN NOT NULL,
    for_day     BOOLEAN NOT NULL
);

CREATE TABLE follow_up_block (
    id          BIGINT PRIMARY KEY,
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    place       INTEGER NOT NULL,           -- its order, from 0
    kind        INTEGER NOT NULL,           -- enum follow_up_kind
    theme       INTEGER NOT NULL,           -- enum experience_kind; -1: none
    minutes     INTEGER NOT NULL,
    scenario    TEXT NOT NULL,              -- of practice; '' none
    title       TEXT NOT NULL,              -- of a trainer's own block
    text        TEXT NOT NULL,
    done_at     BIGINT
);

CREATE INDEX follow_up_block_of_day ON follow_up_block (day_id, place);

CREATE TABLE follow_up_day (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    class_id    BIGINT UNIQUE REFERENCES onboarding_class (id), -- NULL: of those who started alone
    day         INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,           -- wall time
    place       TEXT NOT NULL,
    state       INTEGER NOT NULL,           -- enum follow_up_state
    moved       BOOLEAN NOT NULL,           -- somebody chose the date; else it follows the first calls of those who come
    edited      BOOLEAN NOT NULL,           -- somebody changed what was put together; else it is put together anew with each entry
    version     INTEGER NOT NULL,           -- counts every change
    made_at     BIGINT NOT NULL,
    published_at BIGINT,
    started_at  BIGINT,
    held_at     BIGINT,
    led_by      BIGINT                      -- who started it
, people INTEGER NOT NULL DEFAULT 0, secret TEXT, told_at BIGINT);

CREATE INDEX follow_up_day_by_centre ON follow_up_day (centre_id, day);

CREATE TABLE follow_up_given (
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    mark        TEXT NOT NULL,
    PRIMARY KEY (day_id, mark)
) WITHOUT ROWID;

CREATE TABLE follow_up_learning (
    id          BIGINT PRIMARY KEY,
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    text        TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX follow_up_learning_of_day ON follow_up_learning (day_id);

CREATE TABLE follow_up_seat (
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    run_id      BIGINT NOT NULL,            -- their plan; no reference: it may go first
    late        BOOLEAN NOT NULL,           -- their own fourth and fifth week were over: the date does not follow them
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (day_id, run_id)
);

CREATE INDEX follow_up_seat_of_run ON follow_up_seat (run_id);

CREATE TABLE follow_up_source (
    block_id    BIGINT NOT NULL REFERENCES follow_up_block (id),
    experience_id BIGINT NOT NULL,
    PRIMARY KEY (block_id, experience_id)
);

CREATE TABLE gate_override (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    leader_id   BIGINT NOT NULL REFERENCES person (id),
    reason      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    until_at    BIGINT NOT NULL
);

CREATE INDEX gate_override_by_centre ON gate_override (centre_id, at);

CREATE INDEX gate_override_by_person ON gate_override (person_id, until_at);

CREATE TABLE gate_sign (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    trainer_id  BIGINT NOT NULL REFERENCES person (id),
    words       TEXT NOT NULL,
    at          BIGINT NOT NULL,
    taken_back_at BIGINT,
    taken_back_by BIGINT,
    taken_back_why TEXT
);

CREATE INDEX gate_sign_by_person ON gate_sign (person_id, at);

CREATE INDEX gate_sign_by_time ON gate_sign (at);

CREATE UNIQUE INDEX gate_sign_now ON gate_sign (person_id) WHERE taken_back_at IS NULL;

CREATE TABLE gate_switch (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    on_at       BIGINT NOT NULL,            -- 0: off
    grace_until BIGINT NOT NULL,            -- who was on the phones before is let through until then
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);

CREATE TABLE gate_told (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    open        BOOLEAN NOT NULL,
    at          BIGINT NOT NULL
);

CREATE TABLE harassment_case (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    incident_id BIGINT NOT NULL UNIQUE REFERENCES incident (id), -- carries the number, the aftercare, the reports
    person_id   BIGINT NOT NULL REFERENCES person (id),
    team_id     BIGINT NOT NULL,
    reported_by BIGINT NOT NULL,
    kinds       INTEGER NOT NULL,           -- bit per enum harassment_kind
    story       TEXT NOT NULL,              -- sealed
    posted_at   BIGINT,                     -- when it was put there, as far as known
    opened_at   BIGINT NOT NULL,            -- when the centre learnt of it
    closed_at   BIGINT,
    closed_word TEXT NOT NULL,              -- sealed
    name_choice INTEGER NOT NULL,           -- enum harassment_name
    name_reason TEXT NOT NULL,              -- sealed
    watch_at    BIGINT,                     -- look again then
    chain_n     BIGINT NOT NULL,            -- entries of the custody chain, and the hash of the last one
    chain_head  TEXT NOT NULL
);

CREATE INDEX harassment_case_by_centre ON harassment_case (centre_id, closed_at, opened_at DESC);

CREATE INDEX harassment_case_by_person ON harassment_case (person_id, opened_at DESC);

CREATE INDEX harassment_case_by_reporter ON harassment_case (reported_by, opened_at DESC);

CREATE INDEX harassment_case_by_team ON harassment_case (team_id, closed_at, opened_at DESC);

CREATE TABLE harassment_chain (
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    seq         BIGINT NOT NULL,            -- 1, 2, … without a gap
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the system
    kind        INTEGER NOT NULL,           -- enum harassment_act
    object_id   BIGINT NOT NULL,            -- place, file or step; 0: the case
    detail      TEXT NOT NULL,              -- hashes and words of lists, never what was confided
    hash        TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TRIGGER harassment_chain_keep_delete BEFORE DELETE ON harassment_chain BEGIN SELECT RAISE(ABORT, 'the custody chain is never deleted'); END;

CREATE TRIGGER harassment_chain_keep_update BEFORE UPDATE ON harassment_chain BEGIN SELECT RAISE(ABORT, 'the custody chain is never changed'); END;

CREATE INDEX harassment_chain_looks ON harassment_chain (case_id, person_id, kind, at);

CREATE TABLE harassment_file (
    id          BIGINT PRIMARY KEY,         -- also its name in the evidence folder
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    place_id    BIGINT NOT NULL,            -- 0: none in particular
    name        TEXT NOT NULL,              -- sealed
    media       INTEGER NOT NULL,           -- enum harassment_media, by its first bytes
    n_bytes     BIGINT NOT NULL,
    sha256      TEXT NOT NULL,              -- of the file as it came
    sealed_sha256 TEXT NOT NULL,            -- of what lies in the folder: looked after without opening it
    seen_at     BIGINT NOT NULL,
    added_by    BIGINT NOT NULL,
    added_at    BIGINT NOT NULL
);

CREATE INDEX harassment_file_by_case ON harassment_file (case_id, id);

CREATE TABLE harassment_link (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    platform    INTEGER NOT NULL,
    url         TEXT NOT NULL,
    verified_on INTEGER NOT NULL,           -- day somebody last tried it
    verified_by BIGINT NOT NULL,
    PRIMARY KEY (centre_id, platform)
);

CREATE TABLE harassment_place (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    platform    INTEGER NOT NULL,           -- enum harassment_platform
    address     TEXT NOT NULL,              -- sealed
    account     TEXT NOT NULL,              -- sealed
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    gone_at     BIGINT,                     -- somebody looked and it was not there any more
    added_by    BIGINT NOT NULL,
    added_at    BIGINT NOT NULL
);

CREATE INDEX harassment_place_by_case ON harassment_place (case_id, id);

CREATE TABLE harassment_step (
    id          BIGINT PRIMARY KEY,
    case_id     BIGINT NOT NULL REFERENCES harassment_case (id),
    place_id    BIGINT NOT NULL,            -- 0: the whole case
    kind        INTEGER NOT NULL,           -- enum harassment_step_kind
    owner_id    BIGINT NOT NULL,            -- 0: nobody could be found
    start_at    BIGINT NOT NULL,
    due_at      BIGINT NOT NULL,
    told        INTEGER NOT NULL,           -- the latest reminder (core/deadline.h)
    state       INTEGER NOT NULL,           -- enum harassment_state
    word        TEXT NOT NULL,              -- sealed
    ended_at    BIGINT,
    ended_by    BIGINT
);

CREATE INDEX harassment_step_by_case ON harassment_step (case_id, due_at, id);

CREATE INDEX harassment_step_by_owner ON harassment_step (owner_id, due_at) WHERE state = 0;

CREATE TABLE heartbeat (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    name        TEXT NOT NULL,
    kind        INTEGER NOT NULL,           -- enum heartbeat_kind
    token_hash  TEXT NOT NULL UNIQUE,
    every_s     BIGINT NOT NULL,
    grace_s     BIGINT NOT NULL,
    owner_id    BIGINT NOT NULL REFERENCES person (id),
    on_duty     BOOLEAN NOT NULL,           -- help hangs on it: shown beside the watches
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    last_at     BIGINT,                     -- NULL: never yet
    missed_at   BIGINT                      -- since when it is missed; NULL: it is not
);

CREATE INDEX heartbeat_by_centre ON heartbeat (centre_id, id);

CREATE TABLE heartbeat_out (
    id          BIGINT PRIMARY KEY,
    url         TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    sent_at     BIGINT,                     -- the latest that was taken
    why         TEXT NOT NULL               -- of the latest attempt: "HTTP 200"; "not well": none was made
);

CREATE TABLE help_answer (
    request_id  BIGINT NOT NULL REFERENCES help_request (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    at          BIGINT NOT NULL,
    gone_at     BIGINT,                     -- took it back, or did not come in time
    PRIMARY KEY (request_id, person_id)
);

CREATE TABLE help_desk (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    centre_id   BIGINT NOT NULL,
    place       TEXT NOT NULL,
    at_home     BOOLEAN NOT NULL,
    silent      BOOLEAN NOT NULL,
    seen_at     BIGINT NOT NULL
);

CREATE INDEX help_desk_by_centre ON help_desk (centre_id, seen_at);

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
    incident_id BIGINT, drill INTEGER NOT NULL DEFAULT 0,                     -- its log; 0: they said that there is nothing to log
    UNIQUE (person_id, client_key)
);

CREATE INDEX help_request_asking ON help_request (centre_id, closed_at) WHERE cancelled AND asked_at IS NULL;

CREATE INDEX help_request_by_person ON help_request (person_id, pressed_at DESC);

CREATE UNIQUE INDEX help_request_once ON help_request (person_id, kind) WHERE closed_at IS NULL;

CREATE INDEX help_request_open ON help_request (centre_id, pressed_at) WHERE closed_at IS NULL;

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

CREATE INDEX help_warning_by_person ON help_warning (person_id, began_at DESC);

CREATE UNIQUE INDEX help_warning_once ON help_warning (person_id) WHERE ended_at IS NULL;

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

CREATE TABLE invitation (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    kind        TEXT NOT NULL,              -- "listening": with object_id the thing that it is about
    object_id   BIGINT NOT NULL,
    sequence    INTEGER NOT NULL,           -- of the newest version; -1: none yet
    cancelled_at BIGINT,
    UNIQUE (kind, object_id)
);

CREATE TABLE invitation_guest (
    invitation_id BIGINT NOT NULL REFERENCES invitation (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (invitation_id, person_id)
);

CREATE INDEX invitation_guest_by_person ON invitation_guest (person_id);

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
    urgent      BOOLEAN NOT NULL DEFAULT FALSE, -- goes before all others that are due
    UNIQUE (kind, object_id, detail)
);

CREATE INDEX job_due ON job (run_at) WHERE broken_at IS NULL;

CREATE INDEX job_urgent ON job (run_at) WHERE urgent AND broken_at IS NULL;

CREATE TABLE legal_hold (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL,
    reason      TEXT NOT NULL,              -- a reference; never confided text
    from_at     BIGINT NOT NULL,
    set_by      BIGINT NOT NULL,            -- person; 0: the command line
    ended_at    BIGINT
);

CREATE INDEX legal_hold_open ON legal_hold (person_id) WHERE ended_at IS NULL;

CREATE TABLE limits_text (
    version_id  BIGINT NOT NULL REFERENCES limits_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum limits_part
    text        TEXT NOT NULL,
    PRIMARY KEY (version_id, lang, part)
);

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

CREATE TABLE listening_look (
    id          BIGINT PRIMARY KEY,
    session_id  BIGINT NOT NULL REFERENCES call_listening (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    what        INTEGER NOT NULL,           -- enum listening_look: all of it, or that it was held
    at          BIGINT NOT NULL
);

CREATE INDEX listening_look_by_session ON listening_look (session_id, at);

CREATE TABLE listening_note (
    id          BIGINT PRIMARY KEY,
    session_id  BIGINT NOT NULL REFERENCES call_listening (id),
    client_key  TEXT NOT NULL,              -- sent twice, kept once
    at          BIGINT NOT NULL,            -- when it was written
    text        TEXT NOT NULL,
    UNIQUE (session_id, client_key)
);

CREATE TABLE listening_text (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest counts
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (centre_id, version)
);

CREATE TABLE mentor_checkin (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    mentor_id   BIGINT NOT NULL REFERENCES person (id),
    day         INTEGER NOT NULL,
    at          BIGINT NOT NULL,
    UNIQUE (person_id, mentor_id, day)
);

CREATE TABLE module (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,              -- "conflict"; of an own one "own-7"
    roles       BIGINT NOT NULL,            -- bit per role that must take it
    months      INTEGER NOT NULL,           -- how long it holds; 0: for ever
    window_month INTEGER NOT NULL,          -- 1-12: is renewed in this month of the year; 0: so long after it was passed
    closed      BOOLEAN NOT NULL,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL,
    UNIQUE (centre_id, word)
);

CREATE TABLE module_pass (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    at          BIGINT NOT NULL
);

CREATE INDEX module_pass_by_module ON module_pass (centre_id, word, person_id, at);

CREATE INDEX module_pass_by_person ON module_pass (person_id, at);

CREATE INDEX module_pass_by_time ON module_pass (at);

CREATE TRIGGER module_pass_keep BEFORE UPDATE ON module_pass BEGIN SELECT RAISE(ABORT, 'what was passed is never changed'); END;

CREATE TABLE module_picture (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    media       INTEGER NOT NULL,           -- enum picture_media
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    alt_da      TEXT NOT NULL,
    alt_en      TEXT NOT NULL,
    content     BLOB NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);

CREATE INDEX module_picture_by_centre ON module_picture (centre_id, id);

CREATE TABLE module_state (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,            -- that was passed last
    passed_at   BIGINT NOT NULL,            -- the last time
    until_at    BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, word)
);

CREATE TABLE module_team (
    module_id   BIGINT NOT NULL REFERENCES module (id),
    team_id     BIGINT NOT NULL REFERENCES team (id),
    PRIMARY KEY (module_id, team_id)
);

CREATE TABLE module_text (
    version_id  BIGINT NOT NULL REFERENCES module_version (id),
    lang        INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- enum module_part
    text        TEXT NOT NULL,
    PRIMARY KEY (version_id, lang, part)
);

CREATE TABLE module_told (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    until_at    BIGINT NOT NULL,            -- 0: never passed
    days        INTEGER NOT NULL,           -- before it ends: 30, 7, 0
    at          BIGINT NOT NULL,
    PRIMARY KEY (person_id, centre_id, word, until_at, days)
);

CREATE INDEX module_told_by_time ON module_told (at);

CREATE TABLE module_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,
    version     BIGINT NOT NULL,
    rights      TEXT NOT NULL,              -- the right choice of each question: "bacb"
    again_day   INTEGER,                    -- what was passed before this version holds until then; NULL: as long as ever
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, word, version)
);

CREATE TABLE notice (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    dedupe      TEXT NOT NULL,              -- names the event: "incident.logged 123"
    at          BIGINT NOT NULL,
    level       INTEGER NOT NULL,           -- enum notice_level
    text        TEXT NOT NULL,              -- key of a fixed text of the catalogue, which names nobody
    path        TEXT NOT NULL,              -- page of ours that it leads to
    read_at     BIGINT,
    over_at     BIGINT, letter BIGINT,                     -- what it called for is over: what waits is not sent any more
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
, target_id BIGINT NOT NULL DEFAULT 0);

CREATE INDEX notice_delivery_by_person ON notice_delivery (person_id, id DESC);

CREATE INDEX notice_delivery_due ON notice_delivery (send_at, id) WHERE state = 0;

CREATE INDEX notice_delivery_sent ON notice_delivery (channel, settled_at) WHERE state = 1;

CREATE TABLE notice_quiet (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL
);

CREATE TABLE onboarding_capacity (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    most        INTEGER NOT NULL
);

CREATE TABLE onboarding_class (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    name        TEXT NOT NULL,
    start_day   INTEGER NOT NULL,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);

CREATE INDEX onboarding_class_by_centre ON onboarding_class (centre_id, start_day);

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

CREATE INDEX onboarding_item_by_end ON onboarding_item (ended_at) WHERE ended_at IS NOT NULL;

CREATE INDEX onboarding_item_far ON onboarding_item (run_id, state, due_day);

CREATE INDEX onboarding_item_open ON onboarding_item (run_id, due_day) WHERE state = 0;

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

CREATE INDEX onboarding_pair_of_run ON onboarding_pair (run_id, id);

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

CREATE TABLE onboarding_reminder (
    item_id     BIGINT NOT NULL REFERENCES onboarding_item (id),
    due_day     INTEGER NOT NULL,
    level       INTEGER NOT NULL,           -- 1: it is due; 2: it is overdue, to the leader
    person_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (item_id, due_day, level, person_id)
);

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

CREATE TABLE onboarding_workload (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    team_id     BIGINT NOT NULL,
    raised_at   BIGINT NOT NULL,
    ended_at    BIGINT,                     -- somebody relieved it
    ended_by    BIGINT
);

CREATE INDEX onboarding_workload_open ON onboarding_workload (centre_id) WHERE ended_at IS NULL;

CREATE TABLE own_note (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL,
    written_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    sealed      TEXT NOT NULL
);

CREATE INDEX own_note_by_person ON own_note (person_id, id DESC);

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
    kind        INTEGER NOT NULL,           -- enum care_away; nothing about health
    source      INTEGER NOT NULL DEFAULT 0, -- 0: by hand; 1: follows a calendar
    PRIMARY KEY (person_id, from_day, source)
);

CREATE TABLE person_card (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    place       TEXT NOT NULL,
    changed_at  BIGINT NOT NULL
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

CREATE TABLE person_photo (
    id          BIGINT PRIMARY KEY,         -- another photo, another id
    person_id   BIGINT NOT NULL UNIQUE REFERENCES person (id),
    media       INTEGER NOT NULL,           -- enum picture_media
    content     BLOB NOT NULL,              -- without what it told besides the picture (core/picture.h)
    made_at     BIGINT NOT NULL
);

CREATE TABLE practice_choice (
    try_id      BIGINT NOT NULL REFERENCES practice_try (id),
    at          INTEGER NOT NULL,           -- which choice of the try, from 0
    choice      INTEGER NOT NULL,           -- which of those offered, from 0
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (try_id, at)
);

CREATE TABLE practice_own (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    lang        INTEGER NOT NULL,
    offered     BOOLEAN NOT NULL,           -- to everybody of the centre; else only those who write see it
    made_at     BIGINT NOT NULL
);

CREATE INDEX practice_own_of_centre ON practice_own (centre_id);

CREATE TABLE practice_story (
    id          BIGINT PRIMARY KEY,
    print       TEXT NOT NULL UNIQUE,       -- of the story, SHA-256
    json        TEXT NOT NULL,
    made_at     BIGINT NOT NULL
);

CREATE TABLE practice_try (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    scenario    TEXT NOT NULL,              -- its name, the same in both languages; "own-17": a centre's own
    title       TEXT NOT NULL,              -- when it was begun
    lang        INTEGER NOT NULL,
    story_id    BIGINT NOT NULL REFERENCES practice_story (id),
    seed        INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum practice_state
    before      INTEGER NOT NULL,           -- how sure they felt, 1 to 5; 0: not said
    after       INTEGER NOT NULL,
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);

CREATE INDEX practice_try_by_time ON practice_try (started_at);

CREATE INDEX practice_try_of_person ON practice_try (person_id, started_at);

CREATE INDEX practice_try_of_story ON practice_try (story_id);

CREATE TABLE practice_version (
    own_id      BIGINT NOT NULL REFERENCES practice_own (id),
    version     INTEGER NOT NULL,
    title       TEXT NOT NULL,
    about       TEXT NOT NULL,
    person      TEXT NOT NULL,
    minutes     INTEGER NOT NULL,
    source      TEXT NOT NULL,              -- in ink
    story_id    BIGINT NOT NULL REFERENCES practice_story (id),
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    PRIMARY KEY (own_id, version)
);

CREATE INDEX practice_version_of_story ON practice_version (story_id);

CREATE TABLE preferred_supporter (
    person_id   BIGINT NOT NULL REFERENCES person (id),
    place       INTEGER NOT NULL,
    supporter_id BIGINT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person_id, place)
);

CREATE TABLE pulse (
    id          INTEGER PRIMARY KEY,        -- 1
    at          BIGINT NOT NULL
);

CREATE TABLE pulse_asked (
    run_id      BIGINT NOT NULL,            -- their plan; no reference: it may go first
    moment      INTEGER NOT NULL,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    room_id     BIGINT REFERENCES pulse_room (id), -- NULL: it is over
    asked_day   INTEGER NOT NULL,
    closes_day  INTEGER NOT NULL,           -- the last day to answer
    reminded    BOOLEAN NOT NULL,
    PRIMARY KEY (run_id, moment)

) WITHOUT ROWID;

CREATE INDEX pulse_asked_by_person ON pulse_asked (person_id);

CREATE INDEX pulse_asked_by_room ON pulse_asked (room_id) WHERE room_id IS NOT NULL;

CREATE TABLE pulse_question (
    version_id  BIGINT NOT NULL REFERENCES pulse_version (id),
    place       INTEGER NOT NULL,           -- 0, 1, …
    text_da     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    PRIMARY KEY (version_id, place)
);

CREATE TABLE pulse_room (
    id          BIGINT PRIMARY KEY,         -- random
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    moment      INTEGER NOT NULL,           -- enum pulses_moment
    version     INTEGER NOT NULL,           -- of the questions; 0: the program's own
    team_id     BIGINT,
    class_id    BIGINT,
    quarter     INTEGER,                    -- the first day of the quarter they started in
    profile     INTEGER,
    waits       BOOLEAN NOT NULL,           -- collects those who are too few on their day
    takes_until INTEGER NOT NULL,           -- the last day somebody is put into it
    made_day    INTEGER NOT NULL,
    sealed      TEXT,                       -- who has answered, and the sums; '': nothing yet; NULL: it is over and told of
    told_day    INTEGER

) WITHOUT ROWID;

CREATE INDEX pulse_room_open ON pulse_room (centre_id, takes_until) WHERE sealed IS NOT NULL;

CREATE INDEX pulse_room_told ON pulse_room (centre_id, version) WHERE sealed IS NULL;

CREATE TABLE pulse_sum (
    room_id     BIGINT NOT NULL REFERENCES pulse_room (id),
    place       INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    PRIMARY KEY (room_id, place)

) WITHOUT ROWID;

CREATE TABLE pulse_version (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    version     INTEGER NOT NULL,           -- 1, 2, …; the highest is asked
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    UNIQUE (centre_id, version)
);

CREATE TABLE push_subscription (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    endpoint    TEXT NOT NULL UNIQUE,
    p256dh      TEXT NOT NULL,              -- URL-safe base64
    auth        TEXT NOT NULL,
    label       TEXT NOT NULL,              -- "Firefox, Windows": for the person to tell their browsers apart
    made_at     BIGINT NOT NULL,
    dead_at     BIGINT                      -- its service said that there is no such browser any more
);

CREATE INDEX push_by_person ON push_subscription (person_id, id);

CREATE TABLE recovery_pause (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL REFERENCES person (id),
    started_at  BIGINT NOT NULL,
    ended_at    BIGINT
);

CREATE INDEX recovery_pause_by_person ON recovery_pause (person_id, started_at DESC);

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

CREATE INDEX report_by_centre ON report (centre_id, made_at DESC);

CREATE INDEX report_by_person ON report (person_id, made_at DESC);

CREATE INDEX report_by_team ON report (team_id, made_at DESC);

CREATE TABLE report_event (
    id          BIGINT PRIMARY KEY,
    report_id   BIGINT NOT NULL REFERENCES report (id),
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- 0: the system
    kind        INTEGER NOT NULL,           -- enum report_event
    detail      TEXT NOT NULL               -- receipt, reason, word on the police case
);

CREATE INDEX report_event_by_report ON report_event (report_id, id);

CREATE TABLE report_text (
    report_id   BIGINT NOT NULL REFERENCES report (id),
    field       INTEGER NOT NULL,           -- enum report_field
    version     INTEGER NOT NULL,
    text        TEXT NOT NULL,
    written_at  BIGINT NOT NULL,
    written_by  BIGINT NOT NULL,            -- person; 0: as it was known when it was filed
    PRIMARY KEY (report_id, field, version)
);

CREATE TABLE retention_run (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    rule        TEXT NOT NULL,
    before_at   BIGINT NOT NULL,            -- what lay before this
    n           BIGINT NOT NULL
);

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

CREATE TABLE sign_in_try (
    id          BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,            -- whose sign-in was tried; 0: of nobody
    address     TEXT NOT NULL
);

CREATE INDEX sign_in_try_by_person ON sign_in_try (person_id);

CREATE TABLE statement (
    id          BIGINT PRIMARY KEY,
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    person_id   BIGINT NOT NULL REFERENCES person (id),
    kind        INTEGER NOT NULL,           -- enum statement_kind
    key         TEXT NOT NULL,              -- which one of its kind: once each
    word        TEXT NOT NULL,              -- of the module, the scenario or the item; '' none
    at          BIGINT NOT NULL,            -- when it happened
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum statement_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL,              -- the latest answer
    UNIQUE (centre_id, kind, key, person_id)
);

CREATE INDEX statement_by_centre ON statement (centre_id, id);

CREATE INDEX statement_by_person ON statement (person_id, id);

CREATE INDEX statement_by_time ON statement (made_at);

CREATE INDEX statement_due ON statement (send_at, id) WHERE state = 0;

CREATE TABLE statement_salt (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    salt        TEXT NOT NULL,              -- sealed with the person's own key
    made_at     BIGINT NOT NULL
);

CREATE TABLE statement_store (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    id          BIGINT NOT NULL UNIQUE,     -- the vault seals the secret with a key of this name
    url         TEXT NOT NULL,
    login       TEXT NOT NULL,
    secret      TEXT NOT NULL,              -- sealed
    kinds       BIGINT NOT NULL,            -- bit per enum statement_kind
    on_at       BIGINT,                     -- what happened since then is told; NULL: off
    since_at    BIGINT NOT NULL,            -- what happened before then was looked at
    failing_since BIGINT,
    answer      TEXT NOT NULL,              -- the latest
    answered_at BIGINT,
    changed_at  BIGINT NOT NULL,
    changed_by  BIGINT NOT NULL
);

CREATE TABLE statement_wish (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    practice_at BIGINT NOT NULL
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

CREATE TABLE vault_key (
    person_id    BIGINT NOT NULL,            -- no reference: that a key is gone is remembered longer than the person
    generation   INTEGER NOT NULL,           -- 0, 1, …; the highest one seals
    made_at      BIGINT NOT NULL,
    forgotten_at BIGINT,                     -- from then on nothing sealed with it opens
    PRIMARY KEY (person_id, generation)
);

CREATE TABLE webhook (
    id          BIGINT PRIMARY KEY,
    url         TEXT NOT NULL,
    events      TEXT NOT NULL,              -- words of EVENTS, a space before and behind each
    secret      TEXT NOT NULL,
    old_secret  TEXT,                       -- signs too until old_ends_at
    old_ends_at BIGINT,
    made_at     BIGINT NOT NULL,
    made_by     BIGINT NOT NULL,
    since_id    BIGINT NOT NULL,            -- events before this one are none of its
    failing_since BIGINT,
    off_at      BIGINT,                     -- nothing is sent any more
    off_why     TEXT NOT NULL
);

CREATE TABLE webhook_delivery (
    id          BIGINT PRIMARY KEY,
    webhook_id  BIGINT NOT NULL REFERENCES webhook (id),
    event_id    BIGINT NOT NULL,            -- of a test: the delivery's own id
    kind        TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    made_at     BIGINT NOT NULL,
    send_at     BIGINT NOT NULL,
    held_until  BIGINT NOT NULL,            -- 0: free
    attempts    INTEGER NOT NULL,
    state       INTEGER NOT NULL,           -- enum webhook_state; 0 waits
    settled_at  BIGINT,
    why         TEXT NOT NULL,              -- "HTTP 204", "timeout": never what was answered
    UNIQUE (webhook_id, event_id)
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (send_at, id) WHERE state = 0;

CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook_id, id DESC);
