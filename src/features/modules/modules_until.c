/* The arithmetic of expiry: months, windows of the year, versions that must be taken again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_until.h"

#define NEVER_ENDS INT32_MAX

static int32_t month_end(int year, int month)
{
    return (month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1)) - 1;
}

int32_t module_add_months(int32_t day, int64_t n)
{
    struct local_time date = day_date(day);
    int64_t month = date.year * INT64_C(12) + date.month - 1 + n;
    int year = (int)(month / 12), of_year = (int)(month % 12) + 1;
    int32_t last = month_end(year, of_year), wanted = day_number(year, of_year, 1) + date.day - 1;

    return wanted < last ? wanted : last;
}

/* The last day on which what was passed on this day holds. */
static int32_t window_last(const struct module_rule *rule, int32_t day)
{
    int month = (int)rule->window_month, year = day_date(day).year;
    int years = rule->months > 12 ? (int)(rule->months / 12) : 1;

    if (day > month_end(year, month))
        year++;
    return day >= day_number(year, month, 1) - MODULE_WINDOW_EARLY_DAYS
               ? month_end(year + years, month)
               : month_end(year, month);
}

/* before: until when the last one held; 0: there was none. */
static int32_t last_day(const struct module_rule *rule, int32_t day, int32_t before)
{
    if (rule->window_month > 0)
        return window_last(rule, day);
    if (rule->months <= 0)
        return NEVER_ENDS;
    if (before != 0 && day <= before && day >= before - MODULE_EARLY_DAYS)
        day = before;
    return module_add_months(day, rule->months);
}

static int32_t cut(const struct module_history *h, int64_t version, int32_t last)
{
    for (size_t i = 0; i < h->n_again; i++)
        if (h->again[i].version > version && h->again[i].day < last)
            last = h->again[i].day;
    return last;
}

int64_t module_until(const struct zone *zone, const struct module_rule *rule,
                     const struct module_history *h)
{
    int32_t last = 0, best = 0;

    for (size_t i = 0; i < h->n_passed; i++) {
        int32_t day = zone_day(zone, h->passed[i].at);

        last = last_day(rule, day, last);
        int32_t holds = cut(h, h->passed[i].version, last);
        best = holds > best ? holds : best;
    }
    if (h->n_passed == 0)
        return 0;
    return best == NEVER_ENDS ? MODULE_FOREVER : zone_day_start(zone, best + 1);
}
