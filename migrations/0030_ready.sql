-- What is read often about newcomers: how far each of a centre is, without a look at the items themselves.
CREATE INDEX onboarding_item_far ON onboarding_item (run_id, state, due_day);
-- The latest pair of a plan, also of one that has ended.
CREATE INDEX onboarding_pair_of_run ON onboarding_pair (run_id, id);

-- How colleagues find somebody: where they sit, and a photo if they like. By the person alone.
CREATE TABLE person_card (
    person_id   BIGINT PRIMARY KEY REFERENCES person (id),
    place       TEXT NOT NULL,
    changed_at  BIGINT NOT NULL
);
-- @sqlite
CREATE TABLE person_photo (
    id          BIGINT PRIMARY KEY,         -- another photo, another id
    person_id   BIGINT NOT NULL UNIQUE REFERENCES person (id),
    media       INTEGER NOT NULL,           -- enum picture_media
    content     BLOB NOT NULL,              -- without what it told besides the picture (core/picture.h)
    made_at     BIGINT NOT NULL
);
-- @end
-- @pgsql
CREATE TABLE person_photo (
    id          BIGINT PRIMARY KEY,
    person_id   BIGINT NOT NULL UNIQUE REFERENCES person (id),
    media       INTEGER NOT NULL,
    content     BYTEA NOT NULL,
    made_at     BIGINT NOT NULL
);
-- @end
