-- One learning from each who came. That somebody has given stands as a mark that only the keys outside the database lead back from.

ALTER TABLE follow_up_day ADD COLUMN people INTEGER NOT NULL DEFAULT 0; -- how many came, counted when it started
ALTER TABLE follow_up_day ADD COLUMN secret TEXT;   -- sealed; what marks are made with. NULL: nobody has given yet
ALTER TABLE follow_up_day ADD COLUMN told_at BIGINT; -- when what was learned is for everybody: a day of few waits for others

UPDATE follow_up_day SET people = (SELECT COUNT(*) FROM onboarding_run r WHERE r.class_id = follow_up_day.class_id
    AND (r.ended_at IS NULL OR r.ended_at >= follow_up_day.started_at)) WHERE state >= 2;
UPDATE follow_up_day SET told_at = held_at WHERE state = 3;

-- @sqlite
CREATE TABLE follow_up_given (
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    mark        TEXT NOT NULL,
    PRIMARY KEY (day_id, mark)
) WITHOUT ROWID;
-- @end
-- @pgsql
CREATE TABLE follow_up_given (
    day_id      BIGINT NOT NULL REFERENCES follow_up_day (id),
    mark        TEXT NOT NULL,
    PRIMARY KEY (day_id, mark)
);
-- @end
