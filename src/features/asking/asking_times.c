/* How fast the channel is, and how fast it climbs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"

/* Seconds: what is counted is only within which of them the first answer came. Behind the last: a day and more. */
static const int64_t steps[] = {5,    10,   15,   20,   25,   30,    40,    50,    60,   75,
                                90,   105,  120,  150,  180,  240,   300,   420,   600,  900,
                                1200, 1800, 2700, 3600, 7200, 14400, 28800, 57600, 86400};
#define STEPS_N (sizeof steps / sizeof steps[0])

static int64_t step_of(int64_t seconds)
{
    for (size_t i = 0; i < STEPS_N; i++)
        if (seconds <= steps[i])
            return steps[i];
    return steps[STEPS_N - 1];
}

static enum status zone_of(struct db *db, struct arena *a, int64_t centre_id,
                           const struct zone **ret)
{
    struct asking_centre_row centre;

    TRY(q_asking_centre(db, a, centre_id, &centre));
    return zone_find(centre.zone, ret);
}

static int64_t month_of(struct local_time t, int back)
{
    int month = t.month - 1 - back, year = t.year;

    while (month < 0) {
        month += 12;
        year--;
    }
    return day_number(year, month + 1, 1);
}

enum status asking_measured(struct db *db, struct arena *a, const struct asking_question_row *q,
                            int64_t seconds)
{
    const struct zone *zone;

    TRY(zone_of(db, a, q->centre_id, &zone));
    struct local_time asked = zone_local(zone, q->waits_since);
    return q_asking_wait_add(db, q->centre_id, month_of(asked, 0), asked.weekday, asked.hour,
                             step_of(seconds));
}

enum status asking_measure(struct db *db, struct arena *a, const struct asking_question_row *q)
{
    int64_t waited = clock_now() - q->waits_since;

    return asking_measured(db, a, q, waited > 0 ? waited / 1000 : 0);
}

/* ---- reading */

static void count(int64_t counts[STEPS_N], const struct asking_wait_row *row)
{
    for (size_t i = 0; i < STEPS_N; i++)
        if (steps[i] == row->within_s)
            counts[i] += row->n;
}

static struct asking_time time_of(const int64_t counts[STEPS_N])
{
    struct asking_time t = {0};
    int64_t so_far = 0;

    for (size_t i = 0; i < STEPS_N; i++)
        t.n += counts[i];
    for (size_t i = 0; i < STEPS_N; i++) {
        so_far += counts[i];
        if (t.p50_s == 0 && so_far * 2 >= t.n)
            t.p50_s = steps[i];
        if (t.p90_s == 0 && so_far * 10 >= t.n * 9)
            t.p90_s = steps[i];
    }
    t.hidden = t.n > 0 && t.n < ASKING_SMALLEST;
    if (t.n < ASKING_SMALLEST)
        return (struct asking_time){.hidden = t.hidden};
    return t;
}

/* One that is hidden alone could be had from the sum of all: the smallest of the others goes with it. */
static void hide_with(struct asking_time *at, size_t n)
{
    size_t hidden = 0, smallest = n;

    for (size_t i = 0; i < n; i++) {
        hidden += at[i].hidden;
        if (at[i].n > 0 && (smallest == n || at[i].n < at[smallest].n))
            smallest = i;
    }
    if (hidden == 1 && smallest < n)
        at[smallest] = (struct asking_time){.hidden = true};
}

enum status asking_times(struct db *db, struct arena *a, const struct actor *who,
                         struct asking_times *ret)
{
    int64_t all[STEPS_N] = {0}, weekdays[7][STEPS_N] = {{0}}, hours[24][STEPS_N] = {{0}};
    struct asking_wait_row_list rows;
    struct asking_times times;
    const struct zone *zone;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not see numbers");
    TRY(zone_of(db, a, who->centre_id, &zone));
    TRY(q_asking_waits(db, a, who->centre_id,
                       month_of(zone_local(zone, clock_now()), ASKING_TIMES_MONTHS - 1), &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct asking_wait_row *r = &rows.at[i];

        if (r->weekday < 1 || r->weekday > 7 || r->hour < 0 || r->hour > 23)
            continue;
        count(all, r);
        count(weekdays[r->weekday - 1], r);
        count(hours[r->hour], r);
    }
    times.all = time_of(all);
    for (size_t i = 0; i < 7; i++)
        times.weekdays[i] = time_of(weekdays[i]);
    for (size_t i = 0; i < 24; i++)
        times.hours[i] = time_of(hours[i]);
    hide_with(times.weekdays, 7);
    hide_with(times.hours, 24);
    *ret = times;
    return OK;
}

/* ---- how fast it climbs */

enum status asking_pace(struct db *db, struct arena *a, int64_t centre_id, struct asking_pace *ret)
{
    struct asking_setting_row row = {ASKING_NEXT_S, ASKING_LEADER_S};
    enum status found = q_asking_setting(db, a, centre_id, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = (struct asking_pace){row.next_s, row.leader_s};
    return OK;
}

enum status asking_pace_set(struct db *db, struct arena *a, const struct actor *who,
                            const struct asking_pace *pace)
{
    DB_TX(tx, db);

    (void)a;
    if (!may(who, PERM_ASK_SET))
        return fail(DENIED, "may not set the pace");
    if (pace->next_s < ASKING_NEXT_LEAST || pace->next_s > ASKING_NEXT_MOST ||
        pace->leader_s < pace->next_s || pace->leader_s > ASKING_LEADER_MOST)
        return refuse(INVALID, T_ASKING_BAD_PACE);
    TRY(q_asking_setting_put(db, who->centre_id, pace->next_s, pace->leader_s, clock_now(),
                             who->person_id));
    TRY(audit(db, who, AUDIT_ASKING_SET, who->centre_id, STR("pace")));
    return db_commit(&tx);
}
