-- When a centre works: what deadlines and reminders in working time are reckoned by. A centre without a row works Monday to Friday
-- 08-16 and closes on all customary days.

CREATE TABLE centre_calendar (
    centre_id   BIGINT PRIMARY KEY REFERENCES centre (id),
    customary   INTEGER NOT NULL,           -- HOLIDAY_BITs (core/calendar.h) of the customary days it closes on
    changed_at  BIGINT NOT NULL
);
CREATE TABLE centre_hours (
    centre_id   BIGINT NOT NULL REFERENCES centre_calendar (centre_id),
    weekday     INTEGER NOT NULL,           -- 0 Monday … 6 Sunday; closed without a row
    from_minute INTEGER NOT NULL,           -- of the wall day
    to_minute   INTEGER NOT NULL,
    PRIMARY KEY (centre_id, weekday)
);
CREATE TABLE centre_closed_day (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    day         INTEGER NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (centre_id, day)
);
-- When somebody at the centre last held a period of law, or the holidays, against its source.
CREATE TABLE centre_verified (
    centre_id   BIGINT NOT NULL REFERENCES centre (id),
    word        TEXT NOT NULL,              -- of core/deadline.h, or "holidays"
    verified_on INTEGER NOT NULL,
    PRIMARY KEY (centre_id, word)
);
