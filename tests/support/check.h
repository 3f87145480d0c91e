/* cmocka, made to live beside our own fail(), and two checks that say more when they fail.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_CHECK_H
#define SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* base/status.h has its own */
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#include <stdlib.h>

#include "base/status.h"
#include "base/str.h"

/* assert_status(store_open(…), BUSY); the message names both and gives the noted reason. */
#define assert_status(call, expected)                                                              \
    do {                                                                                           \
        failure_clear();                                                                           \
        enum status got_ = (call), wanted_ = (expected);                                           \
        if (got_ != wanted_)                                                                       \
            fail_msg("%s gives %s, not %s: %s", #call, status_name(got_), status_name(wanted_),    \
                     failure_last()->why);                                                         \
    } while (0)
#define assert_ok(call) assert_status(call, OK)

#define assert_str(got, expected)                                                                  \
    do {                                                                                           \
        struct str got_ = (got), wanted_ = str_of(expected);                                       \
        if (!str_eq(got_, wanted_))                                                                \
            fail_msg("%s is \"%.*s\", not \"%.*s\"", #got, STR_ARG(got_), STR_ARG(wanted_));       \
    } while (0)

/* The noted reason contains this text. */
#define assert_why(part)                                                                           \
    do {                                                                                           \
        if (strstr(failure_last()->why, (part)) == NULL)                                           \
            fail_msg("\"%s\" is not in \"%s\"", (part), failure_last()->why);                      \
    } while (0)

/* Where tests put what they leave behind: snprintf(path, sizeof path, "%s/x-XXXXXX", test_folder()). */
static inline const char *test_folder(void)
{
    const char *folder = getenv("TMPDIR");

    return folder != NULL && *folder != '\0' ? folder : "/tmp";
}

#endif
