/* One log line per failed request, with a reference and without anything confided.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/report.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/route.h"

static _Thread_local char reference[10];
static _Thread_local struct form_errors noted;

void report_clear(void)
{
    reference[0] = '\0';
    noted.n = 0;
}

const struct form_errors *form_errors_noted(void)
{
    return &noted;
}

void form_errors_note(const struct form_errors *errors)
{
    noted.n = errors->n;
    memcpy(noted.at, errors->at, errors->n * sizeof errors->at[0]);
}

int http_status_of(enum status status)
{
    static const int table[STATUS_N] = {
        [OK] = 200,       [INVALID] = 400,   [DENIED] = 403, [MISSING] = 404,
        [CONFLICT] = 409, [TOO_LARGE] = 413, [BUSY] = 503,   [UNSURE] = 503,
        [UPSTREAM] = 502, [BROKEN] = 500,    [FULL] = 507,
    };

    return table[status];
}

static enum log_level level_of(enum status status)
{
    switch (status) {
    case BROKEN:
    case FULL:
    case UPSTREAM:
    case UNSURE:
        return LOG_LEVEL_ERROR;
    case BUSY:
        return LOG_LEVEL_WARN;
    case OK:
    case INVALID:
    case DENIED:
    case MISSING:
    case CONFLICT:
    case TOO_LARGE:
    case STATUS_N:
        break;
    }
    return LOG_LEVEL_INFO;
}

struct str report_failure(struct request *rq, enum status status, int http_status)
{
    /* Without I L O U 0 1, so that it survives being read aloud. */
    static const char letters[] = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    const struct failure *f = failure_last();
    unsigned char random[8];

    if (reference[0] != '\0')
        return arena_copy(rq->arena, str_of(reference));
    random_bytes(random, sizeof random);
    for (int i = 0, k = 0; i < 9; i++)
        reference[i] = i == 4 ? '-' : letters[random[k++] % (sizeof letters - 1)];
    reference[9] = '\0';
    /* Robots ask for thousands of pages that never were: those lines only when somebody looks for
     * them. */
    int64_t person_id =
        rq->route != NULL && (rq->route->flags & ROUTE_UNNAMED) != 0 ? 0 : rq->who->person_id;
    log_line(rq->route == NULL && status == MISSING ? LOG_LEVEL_DEBUG : level_of(status),
             "request failed", "ref=%s status=%s http=%d route=%s%s person=%lld at=%s:%d why=%s",
             reference, status_name(status), http_status, rq->route != NULL ? rq->route->path : "-",
             rq->is_local ? " local=1" : "", (long long)person_id, f->file != NULL ? f->file : "-",
             f->line, log_quote(rq->arena, str_of(f->status != OK ? f->why : "")));
    return arena_copy(rq->arena, str_of(reference));
}
