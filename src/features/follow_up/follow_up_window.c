/* When the day is: 28 to 35 days after the first call, for everybody of the class if that can be; else for as many as it can be,
 * around the one in the middle, and it is said for whom it is not.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up.h"

#include <stdlib.h>

static int by_day(const void *x, const void *y)
{
    int32_t p = *(const int32_t *)x, q = *(const int32_t *)y;

    return (p > q) - (p < q);
}

static size_t covered(const int32_t *days, size_t n, int32_t day)
{
    size_t covers = 0;

    for (size_t i = 0; i < n; i++)
        covers += day >= days[i] + FOLLOW_UP_OPENS && day <= days[i] + FOLLOW_UP_CLOSES;
    return covers;
}

/* The working day that most are inside of, the earliest of them; the first one behind the window when it has none. */
static int32_t best_day(const struct calendar *c, const int32_t *days, size_t n,
                        const struct follow_up_window *w)
{
    int32_t best = calendar_day_from(c, w->opens);

    for (int32_t day = best; day <= w->closes; day = calendar_day_after(c, day))
        if (covered(days, n, day) > covered(days, n, best))
            best = day;
    return best;
}

void follow_up_outside(const int32_t *first_days, size_t n, int32_t day,
                       struct follow_up_window *window)
{
    window->n_early = window->n_late = 0;
    for (size_t i = 0; i < n; i++) {
        window->n_early += day < first_days[i] + FOLLOW_UP_OPENS;
        window->n_late += day > first_days[i] + FOLLOW_UP_CLOSES;
    }
}

bool follow_up_window(struct arena *a, const struct calendar *c, const int32_t *first_days,
                      size_t n, struct follow_up_window *ret)
{
    int32_t *days = arena_array(a, int32_t, n + 1);
    struct follow_up_window w = {0};

    if (n == 0)
        return false;
    for (size_t i = 0; i < n; i++)
        days[i] = first_days[i];
    qsort(days, n, sizeof *days, by_day);
    w.opens = days[n - 1] + FOLLOW_UP_OPENS;
    w.closes = days[0] + FOLLOW_UP_CLOSES;
    if (w.opens > w.closes || calendar_day_from(c, w.opens) > w.closes) {
        w.opens = days[(n - 1) / 2] + FOLLOW_UP_OPENS;
        w.closes = days[(n - 1) / 2] + FOLLOW_UP_CLOSES;
    }
    w.day = best_day(c, days, n, &w);
    follow_up_outside(days, n, w.day, &w);
    *ret = w;
    return true;
}

int32_t follow_up_first_date(const struct calendar *c, const struct follow_up_window *w,
                             int32_t today)
{
    int32_t tomorrow = calendar_day_from(c, today + 1);

    if (w->day > today)
        return w->day;
    return tomorrow <= w->closes ? tomorrow : calendar_day_from(c, today + FOLLOW_UP_AHEAD);
}

bool follow_up_in_time(const struct calendar *c, int32_t first_day, int32_t today)
{
    int32_t opens = first_day + FOLLOW_UP_OPENS;

    return calendar_day_from(c, opens > today ? opens : today + 1) <= first_day + FOLLOW_UP_CLOSES;
}

bool follow_up_suits(struct arena *a, const struct calendar *c,
                     const struct follow_up_open_day *day, int32_t first_day, int32_t today)
{
    int32_t *all = arena_array(a, int32_t, day->n + 1);
    struct follow_up_window before = {0}, with;

    if (day->is_fixed || day->n == 0)
        return day->day > today && covered(&first_day, 1, day->day) == 1;
    for (size_t i = 0; i < day->n; i++)
        all[i] = day->first_days[i];
    all[day->n] = first_day;
    return follow_up_window(a, c, day->first_days, day->n, &before) &&
           follow_up_window(a, c, all, day->n + 1, &with) && with.day > today &&
           covered(&first_day, 1, with.day) == 1 &&
           with.n_early + with.n_late <= before.n_early + before.n_late;
}
