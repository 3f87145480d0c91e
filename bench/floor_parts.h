/* What the files of the floor share (floor.c says what it is).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BENCH_FLOOR_PARTS_H
#define BENCH_FLOOR_PARTS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct text {
    const char *p;
    size_t n;
};
#define T(literal) ((struct text){literal, sizeof(literal) - 1})

struct out {
    char *p;
    size_t n;
};

struct who {
    char csrf[64], name[200];
    int64_t person, centre, team, managed, started_day, phones_day;
    bool manages, is_agent;
};

void check(bool good, const char *what);
struct text c_text(const char *s);
void put(struct out *o, struct text t);
void put_int(struct out *o, int64_t v);
void put_escaped(struct out *o, struct text t);
struct text column(sqlite3_stmt *s, int i);
int64_t now_ms(void);
void put_iso(struct out *o, int64_t at);
void hash_hex(struct text secret, char ret[65]);

/* ---- getting ready (floor_ready.c) */
enum {
    READY_RUN,
    READY_ITEMS,
    READY_CALLS,
    READY_TALK,
    READY_ASK,
    READY_RUNS,
    READY_FAR,
    READY_DUE,
    READY_TALKS,
    READY_WORKS,
    READY_TOKEN,
    READY_GRANTS,
    READY_GATE,
    READY_GATES,
    READY_N
};
void ready_open(sqlite3 *db, sqlite3_stmt **ret);
/* What stands in the page at /onboarding/mine, and at /onboarding. */
void ready_mine(sqlite3_stmt **s, const struct who *w, struct out *o);
void ready_lead(sqlite3_stmt **s, const struct who *w, struct out *o);
/* The whole body of /api/v1/eligibility; false: no such token. */
bool ready_eligible(sqlite3_stmt **s, struct text token, int64_t person, struct out *o);

#endif
