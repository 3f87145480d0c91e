/* Result codes, the reason of the latest failure, and the assertion that stays on in production.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>

/* Every function that can fail for an expected reason returns one of these. web/ maps them to HTTP. */
enum status {
    OK,
    INVALID,   /* the input breaks a rule the caller could have known; form errors say which */
    DENIED,    /* the actor may not do this */
    MISSING,   /* no such thing, or it is outside what the actor may see */
    CONFLICT,  /* somebody else was first, or the state does not allow it */
    TOO_LARGE, /* over a documented limit */
    BUSY,      /* try again in a moment */
    UNSURE,    /* a write whose outcome is unknown; check before repeating */
    UPSTREAM,  /* another system failed */
    FULL,      /* no room on the disk: nothing was written; works again when there is */
    BROKEN,    /* our fault or the machine's: database damaged, a bug */
    STATUS_N
};

#define CHECKED __attribute__((warn_unused_result))

/* Where and why the latest fail() of this thread happened. The boundary (web, jobs, command line)
 * clears it before each piece of work and logs it once after. */
struct failure {
    enum status status; /* OK when nothing failed */
    const char *file;
    int line;
    char why[400];
};

/* Notes the reason in this thread's slot and returns the status, so that one can write
 * return fail(CONFLICT, "incident is already closed"); */
#ifdef __clang_analyzer__ /* sees one file at a time: this tells it what comes back */
#define fail(status, ...) ((void)fail_at((status), __FILE__, __LINE__, __VA_ARGS__), (status))
#else
#define fail(status, ...) fail_at((status), __FILE__, __LINE__, __VA_ARGS__)
#endif
enum status fail_at(enum status status, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

const struct failure *failure_last(void);
void failure_clear(void);

/* "CONFLICT" for CONFLICT; for logs and metrics, never for users. */
const char *status_name(enum status status);

/* Returns early on failure. Safe because memory is the arena's and transactions roll back by themselves. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        enum status try_status_ = (call);                                                          \
        if (try_status_ != OK)                                                                     \
            return try_status_;                                                                    \
    } while (0)

/* A bug if it does not hold: logs and aborts. */
#define must(cond) ((cond) ? (void)0 : must_fail(#cond, __FILE__, __LINE__))
_Noreturn void must_fail(const char *cond, const char *file, int line);

#endif
