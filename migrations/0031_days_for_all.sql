-- The five-hour day also for newcomers who started alone: a day without a class, and who was given a place on which day.
-- SQLite changes no column, so the tables stand anew; what points to a day waits meanwhile.

-- @sqlite
CREATE TABLE follow_up_day_kept AS SELECT * FROM follow_up_day;
CREATE TABLE follow_up_block_kept AS SELECT * FROM follow_up_block;
CREATE TABLE follow_up_source_kept AS SELECT * FROM follow_up_source;
CREATE TABLE follow_up_learning_kept AS SELECT * FROM follow_up_learning;
DELETE FROM follow_up_source;
DELETE FROM follow_up_block;
DELETE FROM follow_up_learning;
DROP TABLE follow_up_day;
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
);
CREATE INDEX follow_up_day_by_centre ON follow_up_day (centre_id, day);
INSERT INTO follow_up_day (id, centre_id, class_id, day, from_minute, place, state, moved, edited, version, made_at, published_at,
        started_at, held_at, led_by)
    SELECT id, centre_id, class_id, day, from_minute, place, state, moved, edited, version, made_at, published_at, started_at, held_at,
        led_by
    FROM follow_up_day_kept;
INSERT INTO follow_up_block (id, day_id, place, kind, theme, minutes, scenario, title, text, done_at)
    SELECT id, day_id, place, kind, theme, minutes, scenario, title, text, done_at FROM follow_up_block_kept;
INSERT INTO follow_up_source (block_id, experience_id) SELECT block_id, experience_id FROM follow_up_source_kept;
INSERT INTO follow_up_learning (id, day_id, text) SELECT id, day_id, text FROM follow_up_learning_kept;
DROP TABLE follow_up_day_kept;
DROP TABLE follow_up_block_kept;
DROP TABLE follow_up_source_kept;
DROP TABLE follow_up_learning_kept;
-- @end
-- @pgsql
ALTER TABLE follow_up_day ALTER COLUMN class_id DROP NOT NULL;
-- @end

-- Who has a place on a day that is not their class's.
CREATE TABLE follow_up_seat (
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    run_id      BIGINT NOT NULL,            -- their plan; no reference: it may go first
    late        BOOLEAN NOT NULL,           -- their own fourth and fifth week were over: the date does not follow them
    made_at     BIGINT NOT NULL,
    PRIMARY KEY (day_id, run_id)
);
CREATE INDEX follow_up_seat_of_run ON follow_up_seat (run_id);

-- Whoever waits for a day already is looked for at once. No id is used twice, so a centre's own serves its job.
INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts)
    SELECT id, 'follow_up.seat', id, '', 0, 0, 0 FROM centre;
