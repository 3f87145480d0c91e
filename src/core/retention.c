/* Periods from the configuration: "incident_texts 1825, notices 365".
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/retention.h"

#include <stdio.h>
#include <string.h>

#define PERIODS_MAX 64
#define DAYS_MAX 36500

static struct {
    const struct retention_rule *rule;
    int64_t days;
} periods[PERIODS_MAX];
static size_t n_periods;
static char data_folder[1024];

static const struct retention_rule *rule_find(struct str name)
{
    for (size_t t = 0; all_retention[t]; t++)
        for (const struct retention_rule *r = all_retention[t]; r->name; r++)
            if (str_eq(name, str_of(r->name)))
                return r;
    return NULL;
}

static enum status take(struct str entry)
{
    struct str rest = str_trim(entry), name;
    const struct retention_rule *rule;
    int64_t days;

    if (rest.n == 0)
        return OK;
    if (!str_cut(&rest, ' ', &name) || !str_int64(str_trim(rest), &days) || days < 1 ||
        days > DAYS_MAX)
        return fail(INVALID,
                    "keep: \"%.*s\" should be a name and a number of days, as in "
                    "incident_texts 1825",
                    STR_ARG(entry));
    rule = rule_find(name);
    if (!rule || n_periods == PERIODS_MAX)
        return fail(INVALID, "keep: no rule is called \"%.*s\" (bagvagt retention lists them)",
                    STR_ARG(name));
    periods[n_periods].rule = rule;
    periods[n_periods++].days = days;
    return OK;
}

enum status retention_use(const struct config *config)
{
    struct str rest = config->keep, entry;

    n_periods = 0;
    snprintf(data_folder, sizeof data_folder, "%.*s", STR_ARG(config->data_folder));
    while (str_cut(&rest, ',', &entry))
        TRY(take(entry));
    return OK;
}

int64_t retention_days(const struct retention_rule *rule)
{
    for (size_t i = n_periods; i > 0; i--)
        if (periods[i - 1].rule == rule)
            return periods[i - 1].days;
    return rule->days;
}

struct str retention_data_folder(void)
{
    return str_of(data_folder);
}
