/* Clocks that run from an incident, by law and by the centre's own plan, and when to remind of
 * them. Pure: facts and a calendar in, instants out; call again when facts change. Instants are ms
 * since 1970-01-01T00:00Z, days are base/zone.h day numbers, local means the calendar's zone. What
 * is done at due_ms is still in time.
 *
 * Sources, each beside its row in deadline.c:
 * offererstatningsloven § 10 (police, 72 hours, which are elapsed hours), BEK 799 and BEK 941 of
 * 2022 (EASY, 14 calendar days to 23:59 with no roll over a weekend), AES (1 year),
 * Erstatningsnævnet (2 years). The other rows are a proposal, no law.
 *
 * Not decided here: whether a report is owed at all (§ 10 stk. 2 may waive the police report, a
 * person decides and writes why); a municipality's own shorter limit (24 h for the police: change
 * the row); that the two years may also run from a judgment or a closed investigation (we count
 * from the offence, the earliest); who is reminded at which level and by what channel; and what to
 * do with reminders sent for a clock that was recomputed (begin again with sent 0 when due_ms
 * moved, go on otherwise).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_DEADLINE_H
#define CORE_DEADLINE_H

#include "core/calendar.h"

enum deadline_rule {
    RULE_ELAPSED,       /* ms after the start, whatever the clocks on the wall do */
    RULE_MINUTES,       /* the same in minutes; 0 is now */
    RULE_SAME_DAY,      /* end of the local day, but at least amount ms after the start */
    RULE_CALENDAR_DAYS, /* n days after the start's local day, until 23:59:59.999 local */
    RULE_YEARS,         /* the same date n years later, to its end; 29 February becomes 28 */
    RULE_WORKING_DAYS,  /* end of the n-th working day after the start's local day; with 0 of the
                           first that has not ended */
    RULE_WORKING_TIME,  /* ms of working time */
    RULE_N
};

enum deadline_trigger {
    TRIGGER_OCCURRED,
    TRIGGER_KNOWN,
    TRIGGER_EARLIER,           /* of the two, which differ for digital harassment: the safe one */
    TRIGGER_ABSENCE_OR_INJURY, /* EASY: see deadline_start */
    TRIGGER_N
};

/* A row of configuration. */
struct deadline_kind {
    struct str word;
    enum deadline_rule rule;
    enum deadline_trigger trigger;
    int64_t amount;      /* in the rule's unit */
    int64_t opens_after; /* not to be done before so many days; 0 for rules that count no days */
    bool is_statutory;
    struct str source;   /* the law as cited, and where it was read; STR_NONE: the own plan */
    int32_t verified_on; /* the day somebody last held the row against its source; 0 never */
};

/* The kinds that come with the program. */
#define DEADLINES(X)                                                                               \
    X(POLICE_REPORT)                                                                               \
    X(WORK_ACCIDENT)                                                                               \
    X(WORK_INJURY_CLAIM)                                                                           \
    X(VICTIM_COMPENSATION)                                                                         \
    X(RECOVERY_BREAK)                                                                              \
    X(FIRST_CONTACT)                                                                               \
    X(PEER_FIRST_AID)                                                                              \
    X(MANAGER_INFORMED)                                                                            \
    X(SAFETY_REP_INFORMED)                                                                         \
    X(CALL)                                                                                        \
    X(FOLLOW_UP_TALK)                                                                              \
    X(CHECK_IN_7)                                                                                  \
    X(CHECK_IN_14)                                                                                 \
    X(CHECK_IN_30)                                                                                 \
    X(CHECK_IN_90)

enum deadline_id {
#define X(name) DEADLINE_##name,
    DEADLINES(X)
#undef X
        DEADLINE_N
};
extern const struct deadline_kind deadline_defaults[DEADLINE_N];
bool deadline_find(struct str word, enum deadline_id *ret);
/* INVALID with the reason; every function below wants a kind that passed. */
CHECKED enum status deadline_check(const struct deadline_kind *kind);

struct deadline_facts {
    int64_t occurred_at;
    int64_t known_at;          /* when the centre learnt of it; 0: at once */
    int32_t first_absence_day; /* first day unable to do the usual work, also a day off; 0: none */
    bool compensation_likely;  /* treatment, permanent injury or lost earnings may be claimed */
};

/* When the clock of this kind starts; false when the facts start none (yet). EASY: the first
 * absence day, when there is one, else the injury when compensation is likely. Absence given for
 * the day of the injury or before it is taken as from the injury: the earlier, the safer. */
bool deadline_start(const struct deadline_kind *kind, const struct zone *zone,
                    const struct deadline_facts *facts, int64_t *ret_ms);

struct deadline {
    enum deadline_rule rule;
    bool is_statutory;
    int64_t start_ms, opens_ms, due_ms; /* start <= opens <= due */
};
struct deadline deadline_from(const struct deadline_kind *kind, const struct calendar *c,
                              int64_t start_ms);
/* Both steps; false as deadline_start. */
bool deadline_of(const struct deadline_kind *kind, const struct calendar *c,
                 const struct deadline_facts *facts, struct deadline *ret);

/* Levels 1-4 come at 50, 75, 90 and 100 % of the span (elapsed ms; for RULE_WORKING_TIME its
 * working ms), levels from 5 once a day, without end: whoever asks stops when it is done.
 *
 * Statutory ones come at once, the daily ones at the wall time of due_ms. Ordinary ones are moved
 * to the next working moment; where that would pass due_ms, to the last working moment at or before
 * due_ms; where there is none from start to due (a quarter of an hour in the night), they stay,
 * because too early for somebody beats nobody. Their daily ones come once each working day at the
 * wall time of due_ms; when due_ms is not worked, at that of the next opening, which is the first
 * of them if it is on a later day than level 4. A wall time that a day does not work moves to its
 * next working moment. Of levels 1-4 that fall together only the highest is sent. */
#define REMINDER_DUE 4
struct reminder {
    int64_t at_ms;
    int level;
};

/* The reminder to send after the one with level sent (0: none yet). at_ms <= now_ms: send it now;
 * after a standstill it is the latest that has come, and those before it are left out. Depends on
 * nothing else, so a restart changes nothing; instants and levels strictly increase when each
 * answer's level is handed back as sent. */
struct reminder deadline_next_reminder(const struct deadline *d, const struct calendar *c, int sent,
                                       int64_t now_ms);

#endif
