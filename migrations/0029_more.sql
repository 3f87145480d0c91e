-- When the clock was last set back while programs ran on this database, and by how much: of several processes one moves what is due.

CREATE TABLE clock_back (
    id          INTEGER PRIMARY KEY,        -- 1
    at          BIGINT NOT NULL,            -- by the clock as it was set
    by_ms       BIGINT NOT NULL
);
