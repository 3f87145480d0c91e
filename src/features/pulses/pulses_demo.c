/* A year of pulses: two teams had classes of five and more, all others are told of together; the demo's own newcomers are asked.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_demo.h"

#include "base/clock.h"
#include "features/onboarding/onboarding.h"
#include "features/pulses/pulses_parts.h"

#define QUARTERS 4
#define DAYS_OPEN 21 /* before its numbers come */

struct part { /* of those who started in a quarter */
    int team; /* -1: several */
    int64_t profile, n;
};
static const struct part parts[] = {
    {0, ONBOARDING_EXPERT, 6}, {1, PULSES_MIXED, 7}, {-1, ONBOARDING_SERVICE, 8}};
#define PARTS_N (sizeof parts / sizeof parts[0])

/* Mean in tenths: on day 3, and what each further step brings. */
static const int64_t begins[PULSES_QUESTIONS] = {24, 36, 33, 38, 29, 22, 40, 36};
static const int64_t grows[PULSES_QUESTIONS] = {4, 2, 1, -1, 2, 4, -1, 0};

/* Small numbers that are the same in every run. */
static int64_t wobble(int64_t a, int64_t b, int64_t c)
{
    return (a * 7 + b * 5 + c * 3) % 7 - 3;
}

static enum status put_sums(struct db *db, int64_t room_id, int64_t n, int64_t moment, int64_t kind)
{
    for (size_t q = 0; q < PULSES_QUESTIONS; q++) {
        int64_t tenths = begins[q] + grows[q] * moment + wobble(moment, (int64_t)q, kind);
        struct pulses_sum told = pulses_told((struct pulses_sum){n, n * tenths / 10});

        if (pulses_is_asked(moment, q) && told.n > 0)
            TRY(q_pulses_sum_insert(db, room_id, (int64_t)q, told.n, told.sum));
    }
    return OK;
}

static enum status put_room(struct db *db, const struct pulses_demo *d, const struct part *p,
                            int64_t moment, int32_t quarter, int64_t kind)
{
    int64_t id = d->next_id(d->context, d->end_at - HOUR_MS);
    int32_t day = quarter + 60 + (int32_t)pulses_moment_day(moment);

    if (day + DAYS_OPEN > d->today || (p->team >= 0 && d->team[p->team] == 0))
        return OK;
    TRY(q_pulses_room_insert(db, id, d->centre_id, moment, 0, p->team < 0 ? 0 : d->team[p->team], 0,
                             moment == PULSES_EXIT ? 0 : quarter, p->profile + 1, false, day, day));
    TRY(q_pulses_room_tell(db, id, day + DAYS_OPEN));
    return put_sums(db, id, moment == PULSES_EXIT ? PULSES_SMALLEST : p->n, moment, kind);
}

static enum status put_year(struct db *db, const struct pulses_demo *d)
{
    int32_t quarter = pulses_quarter(d->today);
    const struct part leaving = {-1, PULSES_MIXED, PULSES_SMALLEST};

    for (int back = 0; back < QUARTERS; back++) {
        for (size_t p = 0; p < PARTS_N; p++)
            for (int64_t m = 0; m < PULSES_EXIT; m++)
                TRY(put_room(db, d, &parts[p], m, quarter, (int64_t)p + back));
        quarter = pulses_quarter(quarter - 1);
    }
    return put_room(db, d, &leaving, PULSES_EXIT, quarter, 1);
}

/* Their room waits for others: two alone are never told of. */
static enum status ask_newcomers(struct db *db, const struct pulses_demo *d)
{
    int64_t room_id = d->next_id(d->context, d->end_at - HOUR_MS);

    if (d->run_id[0] == 0)
        return OK;
    TRY(q_pulses_room_insert(db, room_id, d->centre_id, PULSES_DAY_10, 0, 0, 0,
                             pulses_quarter(d->today), 0, true, d->today + 90, d->today));
    for (size_t i = 0; i < PULSES_DEMO_PEOPLE; i++)
        if (d->run_id[i] != 0)
            TRY(q_pulses_asked_insert(db, d->run_id[i], PULSES_DAY_10, d->person_id[i], room_id,
                                      d->today, d->today + PULSES_OPEN_DAYS));
    return OK;
}

enum status pulses_demo(struct db *db, const struct pulses_demo *d)
{
    TRY(put_year(db, d));
    return ask_newcomers(db, d);
}
