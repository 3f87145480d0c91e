/* The clock of a case: an unanswered request is said again, a hearing runs out, a review comes near, a restriction ends.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include "base/clock.h"
#include "core/audit.h"

#define MORNING_MS (8 * HOUR_MS)
#define SAY_AGAIN_MS (7 * DAY_MS)

struct clock_run {
    struct db *db;
    struct arena *arena;
    const struct conduct_case_row *k;
    const struct zone *zone;
    int64_t now, next_at; /* next_at 0: nothing more to wait for */
};

static int64_t morning(const struct clock_run *c, int64_t day)
{
    return zone_day_start(c->zone, (int32_t)day) + MORNING_MS;
}

static void wake_at(struct clock_run *c, int64_t at)
{
    if (at > c->now && (c->next_at == 0 || at < c->next_at))
        c->next_at = at;
}

static enum status tell(struct clock_run *c, enum text_key key, struct str what)
{
    return conduct_tell_managers(c->db, c->arena, c->k, &actor_system, key, what);
}

/* Nobody has answered the employee: said when it is due, then each week. */
static enum status unanswered(struct clock_run *c)
{
    if (c->now < c->k->answer_due_at) {
        wake_at(c, c->k->answer_due_at);
        return OK;
    }
    int64_t week = (c->now - c->k->answer_due_at) / SAY_AGAIN_MS;

    wake_at(c, c->k->answer_due_at + (week + 1) * SAY_AGAIN_MS);
    return tell(c, T_NOTICE_CONDUCT_WAITS, arena_printf(c->arena, "waits %lld", (long long)week));
}

static enum status hearing_over(struct clock_run *c)
{
    int64_t at = morning(c, c->k->hearing_due_day + 1);

    wake_at(c, at);
    if (c->now < at)
        return OK;
    return tell(c, T_NOTICE_CONDUCT_HEARING_OVER,
                arena_printf(c->arena, "hearing %lld", (long long)c->k->hearing_due_day));
}

/* One reminder for the time before and one for the day; after a standstill only the latest that has come. */
static enum status remind(struct clock_run *c, int64_t day, int64_t before, enum text_key soon,
                          enum text_key now, const char *what)
{
    int64_t soon_at = morning(c, day - before), at = morning(c, day);
    bool is_day = c->now >= at;

    wake_at(c, soon_at);
    wake_at(c, at);
    if (c->now < soon_at || (!is_day && soon_at <= c->k->answered_at))
        return OK; /* also not when it was decided that close to the day */
    return tell(c, is_day ? now : soon,
                arena_printf(c->arena, "%s %lld %s", what, (long long)c->k->version,
                             is_day ? "now" : "soon"));
}

static enum status finish(struct clock_run *c)
{
    TRY(q_conduct_set_ended(c->db, c->k->id, c->now));
    TRY(conduct_note(c->db, c->k->id, &actor_system, CONDUCT_EVENT_ENDED));
    TRY(audit(c->db, &actor_system, AUDIT_CONDUCT_CHANGED, c->k->id, STR("ended")));
    TRY(announce(c->db, EVENT_CONDUCT_CHANGED, c->k->id));
    struct str what = arena_printf(c->arena, "ended %lld", (long long)c->k->version);
    TRY(tell(c, T_NOTICE_CONDUCT_ENDED, what));
    return conduct_tell_employee(c->db, c->arena, c->k, &actor_system, T_NOTICE_CONDUCT_ENDED,
                                 what);
}

static enum status in_force(struct clock_run *c)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];
    int64_t end_at = zone_day_start(c->zone, (int32_t)c->k->end_day + 1), before;

    if (c->now >= end_at)
        return finish(c);
    wake_at(c, end_at);
    TRY(conduct_terms(c->db, c->arena, c->k->centre_id, terms));
    before = terms[CONDUCT_TERM_REMIND].days;
    TRY(remind(c, c->k->review_day, before, T_NOTICE_CONDUCT_REVIEW_SOON, T_NOTICE_CONDUCT_REVIEW,
               "review"));
    return remind(c, c->k->end_day, before, T_NOTICE_CONDUCT_END_SOON, T_NOTICE_CONDUCT_END_TODAY,
                  "end");
}

enum status conduct_clock(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct conduct_case_row k;
    struct clock_run c = {.db = db, .arena = a, .k = &k, .now = clock_now()};

    TRY(q_conduct_by_id(db, a, job->object_id, &k));
    TRY(conduct_zone(db, a, k.centre_id, &c.zone));
    if (k.state == CONDUCT_ASKED)
        TRY(unanswered(&c));
    else if (k.state == CONDUCT_HEARING)
        TRY(hearing_over(&c));
    else if (k.state == CONDUCT_IN_FORCE)
        TRY(in_force(&c));
    *ret_again_at = c.next_at;
    return OK;
}
