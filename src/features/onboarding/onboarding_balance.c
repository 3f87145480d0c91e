/* Minutes of knowledge and of phone, planned and lived, week by week from the Monday of the start day.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

enum { KNOWLEDGE, PHONE };

static int32_t monday_of(int32_t day)
{
    return day - (day_date(day).weekday - 1);
}

/* first_day: the first that is worked. */
static void begin(struct onboarding_week *weeks, int32_t first_day, int32_t today)
{
    for (int i = 0; i < ONBOARDING_WEEKS; i++) {
        int32_t monday = monday_of(first_day) + 7 * i;

        weeks[i] = (struct onboarding_week){.from_day = monday,
                                            .is_over = monday + 7 <= today,
                                            .is_now = monday <= today && today < monday + 7};
    }
}

/* NULL outside of the weeks that are looked at. */
static struct onboarding_week *week_of(struct onboarding_week *weeks, int32_t day)
{
    int32_t n = day - weeks[0].from_day;

    return n < 0 || n >= 7 * ONBOARDING_WEEKS ? NULL : &weeks[n / 7];
}

/* Conflict training and the like is knowledge; talks among people are neither. */
static int side_of(int64_t kind)
{
    return kind == ONBOARDING_PHONE                                  ? PHONE
           : kind == ONBOARDING_KNOWLEDGE || kind == ONBOARDING_SAFE ? KNOWLEDGE
                                                                     : -1;
}

static void add(int64_t *sides, int64_t kind, int64_t minutes)
{
    int side = side_of(kind);

    if (side >= 0)
        sides[side] += minutes;
}

/* Week 1 has no rule. What was lived counts in every week with a working day; what is planned in whole weeks alone, since holidays
 * push it on. */
static bool has_rule(const struct calendar *c, const struct onboarding_week *w, int nth)
{
    int n_days = calendar_days_between(c, w->from_day - 1, w->from_day + 6);

    return nth > 0 && (w->is_over ? n_days > 0 : n_days == 5);
}

static enum onboarding_warning warning_of(const int64_t sides[2], int nth)
{
    int64_t sum = sides[KNOWLEDGE] + sides[PHONE];

    if (sides[PHONE] == 0)
        return ONBOARDING_NO_PHONE;
    return nth == 1 && sides[PHONE] * 100 > sum * ONBOARDING_PHONE_MOST ? ONBOARDING_MUCH_PHONE
                                                                        : ONBOARDING_FINE;
}

void onboarding_plan_balance(const struct onboarding_plan_item_row_list *items,
                             struct onboarding_week ret[ONBOARDING_WEEKS])
{
    for (int i = 0; i < ONBOARDING_WEEKS; i++)
        ret[i] = (struct onboarding_week){0};
    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].day >= 0 && items->at[i].day < 5 * ONBOARDING_WEEKS)
            add(ret[items->at[i].day / 5].planned, items->at[i].kind, items->at[i].minutes);
    for (int i = 1; i < ONBOARDING_WEEKS; i++)
        ret[i].warning = warning_of(ret[i].planned, i);
}

/* What was lived: minutes of what is done, and the talk of call records; a week's talk is rounded down to whole minutes. */
static enum status add_lived(struct db *db, struct arena *a, const struct onboarding *o,
                             const struct zone *zone, struct onboarding_week *weeks)
{
    struct onboarding_call_row_list calls;
    int64_t talk_ms[ONBOARDING_WEEKS] = {0};
    int32_t end = weeks[ONBOARDING_WEEKS - 1].from_day + 7;

    for (size_t n = 0; n < o->items.n; n++) {
        const struct onboarding_item_row *i = &o->items.at[n];
        struct onboarding_week *w =
            i->state == ONBOARDING_DONE ? week_of(weeks, zone_day(zone, i->ended_at)) : NULL;

        if (w != NULL && (i->flags & ONBOARDING_MEASURED) == 0)
            add(w->lived, i->kind, i->minutes);
    }
    TRY(q_onboarding_talked_calls(db, a, o->row.person_id, zone_day_start(zone, weeks[0].from_day),
                                  zone_day_start(zone, end), &calls));
    for (size_t n = 0; n < calls.n; n++) {
        struct onboarding_week *w = week_of(weeks, zone_day(zone, calls.at[n].started_at));

        if (w != NULL)
            talk_ms[w - weeks] += calls.at[n].talk_ms;
    }
    for (int i = 0; i < ONBOARDING_WEEKS; i++)
        weeks[i].lived[PHONE] += talk_ms[i] / MINUTE_MS;
    return OK;
}

enum status onboarding_balance(struct db *db, struct arena *a, const struct onboarding *o,
                               const struct zone *zone,
                               struct onboarding_week ret[ONBOARDING_WEEKS])
{
    struct calendar c = calendar_office(zone);

    begin(ret, calendar_day_from(&c, (int32_t)o->row.start_day), (int32_t)o->row.day);
    for (size_t n = 0; n < o->items.n; n++) {
        const struct onboarding_item_row *i = &o->items.at[n];
        struct onboarding_week *w = week_of(ret, (int32_t)i->due_day);

        if (w != NULL && i->state != ONBOARDING_WAIVED)
            add(w->planned, i->kind, i->minutes);
    }
    TRY(add_lived(db, a, o, zone, ret));
    for (int i = 0; i < ONBOARDING_WEEKS; i++)
        if (has_rule(&c, &ret[i], i))
            ret[i].warning = warning_of(ret[i].is_over ? ret[i].lived : ret[i].planned, i);
    return OK;
}
