/* The latest failure of each thread, names of result codes, and the end of the road for bugs.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/status.h"

#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local struct failure latest;

enum status fail_at(enum status status, const char *file, int line, const char *format, ...)
{
    /* Written aside first: an argument may well be the previous reason. */
    char why[sizeof latest.why];
    va_list args;
    va_start(args, format);
    if (vsnprintf(why, sizeof why, format, args) < 0)
        why[0] = '\0';
    va_end(args);
    memcpy(latest.why, why, sizeof why);
    latest.status = status;
    latest.file = file;
    latest.line = line;
    return status;
}

const struct failure *failure_last(void)
{
    return &latest;
}

void failure_clear(void)
{
    latest = (struct failure){.status = OK, .file = "", .line = 0, .why = ""};
}

const char *status_name(enum status status)
{
    static const char *const names[STATUS_N] = {
        [OK] = "OK",           [INVALID] = "INVALID",   [DENIED] = "DENIED",
        [MISSING] = "MISSING", [CONFLICT] = "CONFLICT", [TOO_LARGE] = "TOO_LARGE",
        [BUSY] = "BUSY",       [UNSURE] = "UNSURE",     [UPSTREAM] = "UPSTREAM",
        [FULL] = "FULL",       [BROKEN] = "BROKEN",
    };
    return (unsigned)status < STATUS_N ? names[status] : "UNKNOWN";
}

_Noreturn void must_fail(const char *cond, const char *file, int line)
{
    log_line(LOG_LEVEL_ERROR, "a rule of the program does not hold", "cond=\"%s\" file=%s line=%d",
             cond, file, line);
    abort();
}
