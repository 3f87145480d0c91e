/* How long things are kept: each feature declares its rules; one job runs them every night, and a dry run says before what would go.
 * What an open case, a running term or a hold needs is never touched: the statements of the rules say so.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_RETENTION_H
#define CORE_RETENTION_H

#include "core/access.h"
#include "core/config.h"

#define RETENTION_AT_ONCE 500 /* rows in one transaction: nobody waits long behind it */

struct retention_task {
    int64_t now, before_at; /* what lies before this goes */
    int64_t before_day;
    int64_t most; /* rows; the caller comes again until fewer were found */
    bool dry; /* what is not in the database is only counted; the database itself is rolled back */
    struct str data_folder;
};
struct retention_rule {
    const char *name;   /* in the configuration: keep = incident_texts 1825 */
    enum text_key what; /* what goes */
    enum text_key why;  /* why so long */
    int64_t days;       /* unless configured */
    enum status (*run)(struct db *db, struct arena *a, const struct retention_task *t,
                       int64_t *ret_n);
};
/* The program's lists, ended by NULL; each of their tables ends with an empty row. */
extern const struct retention_rule *const all_retention[];

/* Takes the periods from the configuration; once per process. INVALID, with a word on what is wrong. */
CHECKED enum status retention_use(const struct config *config);
/* How long this rule keeps things here. */
int64_t retention_days(const struct retention_rule *rule);
struct str retention_data_folder(void);

#endif
