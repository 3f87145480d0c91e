/* The order of things: an empty database is marked, people are made, then day after day, then the
 * mark is taken away.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#define SINCE_2020_MS INT64_C(1577836800000) /* as base/id.c */
#define ID_LOW_BITS 22
#define ROWS_A_TRANSACTION 10000
#define DAYS_BEFORE 30 /* the centre is made so long before the first call */
#define CENTRE_NAME "Kundecenter Eksempelkøbing (opfundet)"

struct demo_options demo_defaults(int32_t until_day, int64_t days, int64_t scale)
{
    return (struct demo_options){.seed = 1,
                                 .calls = DEMO_CALLS_A_YEAR * days / 365 * scale,
                                 .people = DEMO_PEOPLE * scale,
                                 .days = days,
                                 .until_day = until_day};
}

int64_t demo_id(struct demo *d, int64_t at)
{
    return (at - SINCE_2020_MS) << ID_LOW_BITS | (++d->counter & ((1 << ID_LOW_BITS) - 1));
}

int64_t demo_at(const struct demo *d, int32_t day, int minute)
{
    struct local_time wall = day_date(day);

    wall.hour = minute / 60;
    wall.minute = minute % 60;
    return zone_utc(d->zone, wall);
}

static enum status check(const struct demo_options *o)
{
    if (o->seed < 0)
        return fail(INVALID, "the seed must be 0 or more");
    if (o->calls < 0 || o->calls > DEMO_CALLS_MAX)
        return fail(INVALID, "the number of calls must be from 0 to %lld",
                    (long long)DEMO_CALLS_MAX);
    if (o->people < DEMO_PEOPLE_MIN || o->people > DEMO_PEOPLE_MAX)
        return fail(INVALID, "the number of people must be from %d to %d", DEMO_PEOPLE_MIN,
                    DEMO_PEOPLE_MAX);
    if (o->days < DEMO_DAYS_MIN || o->days > DEMO_DAYS_MAX)
        return fail(INVALID, "the number of days must be from %d to %d", DEMO_DAYS_MIN,
                    DEMO_DAYS_MAX);
    if (o->until_day - o->days - DAYS_BEFORE <= day_number(2020, 1, 1) ||
        o->until_day > day_number(2080, 1, 1)) /* ids count from 2020 */
        return fail(INVALID, "the demo must lie between 2020 and 2080");
    return OK;
}

static enum status check_empty(struct demo *d)
{
    struct demo_obstacles o;

    TRY(q_demo_obstacles(d->db, d->arena, &o));
    if (o.unfinished != 0)
        return fail(CONFLICT,
                    "an earlier demo was stopped half way: remove this database and make it anew");
    if (o.centre + o.person + o.call + o.incident != 0)
        return fail(CONFLICT,
                    "the database is not empty (it has %s): a demo only fills an empty one",
                    o.centre != 0   ? "a centre"
                    : o.person != 0 ? "people"
                    : o.call != 0   ? "calls"
                                    : "incidents");
    return OK;
}

static void tell(const struct demo *d, int percent, const char *what)
{
    if (d->options.progress != NULL)
        d->options.progress(d->options.context, percent, what);
}

static bool is_cancelled(const struct demo *d)
{
    return d->options.cancelled != NULL && *d->options.cancelled;
}

/* ---- the steps */

/* A colleague of the employee whom a visitor meets first. */
static void choose_exposed(struct demo *d)
{
    int team = d->staff[d->plain].team;

    for (size_t i = 0; i < d->n_staff && d->result.exposed_id == 0; i++)
        if (i != d->plain && i != d->newest && d->staff[i].team == team && d->staff[i].phones &&
            !d->staff[i].supervisor && d->staff[i].left_day == 0)
            d->result.exposed_id = d->staff[i].id;
    if (d->result.exposed_id == 0)
        d->result.exposed_id = d->staff[d->plain].id;
    d->result.manager_id = d->staff[d->teams[team].manager].id;
}

static enum status make_centre(struct demo *d)
{
    int64_t at = demo_at(d, d->from_day - DAYS_BEFORE, 8 * 60);
    DB_TX(tx, d->db);

    d->centre_id = demo_id(d, at);
    d->result.centre_id = d->centre_id;
    TRY(q_demo_mark_insert(d->db, arena_printf(d->arena, "seed %lld", (long long)d->options.seed),
                           at));
    TRY(q_demo_centre_insert(d->db, d->centre_id, STR(CENTRE_NAME), STR(DEMO_ZONE), at));
    TRY(q_demo_audit_insert(d->db, demo_id(d, at), at, 0, audit_word(AUDIT_CENTRE_CREATED),
                            d->centre_id, STR("invented by bagvagt demo")));
    TRY(demo_make_people(d));
    choose_exposed(d);
    TRY(demo_begin_care(d, at));
    return db_commit(&tx);
}

static int64_t weight_of_all(const struct demo *d)
{
    int64_t queues[DEMO_QUEUE_N], sum = 0;

    for (int32_t day = d->from_day; day < d->options.until_day; day++)
        sum += demo_day_weight(day, queues);
    return sum > 0 ? sum : 1;
}

static enum status make_day(struct demo *d, int32_t day, int64_t all)
{
    int64_t queues[DEMO_QUEUE_N], weight = demo_day_weight(day, queues);
    struct demo_day run = {.day = day};
    struct arena_mark mark = arena_mark(d->scratch);

    if (weight > 0) {
        demo_run_day(d, day, d->options.calls * 1000 * weight / all, &run);
        TRY(demo_write_calls(d, &run));
    }
    demo_plan_incidents(d, &run);
    TRY(demo_write_incidents(d, zone_day_start(d->zone, day + 1)));
    if (day == demo_open_before(d->result.last_day))
        TRY(demo_write_seen(d, demo_at(d, day, DEMO_CLOSES_MINUTE) - 20 * MINUTE_MS));
    arena_rewind(d->scratch, mark);
    return OK;
}

/* As many days as make a transaction. */
static enum status make_days(struct demo *d, int32_t *day, int64_t all)
{
    DB_TX(tx, d->db);

    for (d->rows = 0; *day < d->options.until_day && d->rows < ROWS_A_TRANSACTION; ++*day) {
        if (is_cancelled(d))
            return fail(BUSY, "stopped half way: remove this database and make it anew");
        TRY(make_day(d, *day, all));
        tell(d, (int)((*day - d->from_day + 1) * 100 / d->options.days), "calls and incidents");
    }
    return db_commit(&tx);
}

static enum status finish(struct demo *d)
{
    DB_TX(tx, d->db);

    TRY(demo_write_incidents(d, INT64_MAX));
    TRY(demo_finish_care(d));
    TRY(demo_make_conduct(d));
    TRY(demo_make_duty(d));
    TRY(demo_make_asking(d));
    TRY(demo_make_cards(d));
    TRY(demo_make_heartbeats(d));
    TRY(demo_make_onboarding(d));
    TRY(demo_make_follow_up(d));
    TRY(demo_make_modules(d));
    TRY(demo_make_pulses(d));
    TRY(demo_make_listening(d));
    TRY(demo_make_coaching(d));
    TRY(q_demo_mark_delete(d->db));
    return db_commit(&tx);
}

static enum status fill(struct demo *d)
{
    int32_t day = d->from_day;

    TRY(check_empty(d));
    tell(d, 0, "people");
    TRY(make_centre(d));
    for (int64_t all = weight_of_all(d); day < d->options.until_day;)
        TRY(make_days(d, &day, all));
    TRY(finish(d));
    tell(d, 100, "done");
    return OK;
}

enum status demo_fill(struct store *store, const struct demo_options *options,
                      struct demo_result *ret)
{
    struct demo d = {.options = *options};

    TRY(check(options));
    TRY(zone_find(STR(DEMO_ZONE), &d.zone));
    d.from_day = options->until_day - (int32_t)options->days;
    d.end_at = zone_day_start(d.zone, options->until_day);
    d.result.from_day = d.from_day;
    d.result.last_day = demo_open_before(options->until_day);
    d.arena = arena_new();
    d.scratch = arena_new();
    d.db = db_start(store, d.arena);
    enum status status = fill(&d);
    db_end(d.db);
    arena_free(d.scratch);
    arena_free(d.arena);
    if (status == OK)
        *ret = d.result;
    return status;
}
