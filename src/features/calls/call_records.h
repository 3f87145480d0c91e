/* Call records as phone systems write them: bytes in, records out. No files, no database; time
 * comes in as a number.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_RECORDS_H
#define CALLS_CALL_RECORDS_H

#include "base/zone.h"

/* What became of a call. Order is stored: only append. */
#define CALL_OUTCOMES(X)                                                                           \
    X(ANSWERED, "answered")                                                                        \
    X(ABANDONED, "abandoned")                                                                      \
    X(NO_ANSWER, "no_answer")                                                                      \
    X(BUSY, "busy")                                                                                \
    X(FAILED, "failed")                                                                            \
    X(TRANSFERRED, "transferred")

enum call_outcome {
#define X(name, word) CALL_##name,
    CALL_OUTCOMES(X)
#undef X
        CALL_OUTCOME_N
};
extern const char *const call_outcome_words[]; /* ended by NULL */

enum call_format {
    CALL_FORMAT_AUTO,
    CALL_FORMAT_CDR,       /* Asterisk Master.csv, with whatever columns this installation writes */
    CALL_FORMAT_QUEUE_LOG, /* Asterisk queue_log, pipes or CSV */
    CALL_FORMAT_CSV,       /* anything with named columns, by a mapping */
    CALL_FORMAT_N
};
/* "auto", "cdr", "queue-log", "csv" both ways. */
extern const char *const call_format_words[]; /* ended by NULL */
bool call_format_find(struct str word, enum call_format *ret);

/* Why one row cannot be used. Words for people are in the catalogue: CALLS_REJECT_… */
#define CALL_REASONS(X)                                                                            \
    X(BAD_QUOTES)    /* a quote that does not close */                                             \
    X(TOO_LONG)      /* a line longer than CALL_LINE_MAX */                                        \
    X(NUL)           /* a NUL byte in the line */                                                  \
    X(COLUMNS)       /* other columns than the format has */                                       \
    X(TRUNCATED)     /* the file ends within this line */                                          \
    X(TIME)          /* a time that cannot be read */                                              \
    X(TIME_RANGE)    /* before 1990 or in the future */                                            \
    X(DURATION)      /* a wait or talk that cannot be read, or is longer than a week */            \
    X(TEXT)          /* an id, line or queue that is too long */                                   \
    X(OUTCOME)       /* a word for the outcome that we do not know */                              \
    X(DIRECTION)     /* a word for the direction that we do not know */                            \
    X(NO_BEGINNING)  /* queue_log: the end of a call whose beginning is not in the file */         \
    X(NEVER_ENDED)   /* queue_log: a call that has no end within half a day, or entered twice */   \
    X(TOO_MANY_OPEN) /* queue_log: more calls open at once than we keep in memory */

enum call_reason {
#define X(name) CALL_REJECT_##name,
    CALL_REASONS(X)
#undef X
        CALL_REASON_N
};

#define CALL_LINE_MAX (64 * 1024)
#define CALL_TEXT_MAX 80                    /* bytes of a line or queue */
#define CALL_KEY_MAX 240                    /* bytes of a source key */
#define CALL_FROM_MS INT64_C(631152000000)  /* 1990: no call is older */
#define CALL_WAIT_MAX_MS INT64_C(604800000) /* a week: no wait and no talk is longer */
#define CALL_OPEN_MAX 100000
#define CALL_OPEN_MS                                                                               \
    (12 * INT64_C(3600000)) /* a queue call without an end after this is given up */

/* All texts are borrowed from the reader until the next call. No field can hold the citizen's
 * number: see docs/decisions/0007-no-numbers.md. */
struct call_record {
    struct str key; /* the same record gives the same key, whatever file and zone it is read with */
    struct str
        line; /* the employee's, lower case; of a CDR: of the called channel; empty: nobody */
    struct str src_line; /* of a CDR: of the calling channel, which is the employee's if the call
                            went out */
    struct str queue;
    bool direction_known; /* false: who knows the employees' lines decides between line and src_line
                           */
    bool inbound;
    enum call_outcome outcome;
    int64_t started_at, wait_ms, talk_ms;
};

enum call_event_kind {
    CALL_NOTHING, /* a row that is no call of its own: read on */
    CALL_RECORD,
    CALL_REJECTED
};
struct call_event {
    enum call_event_kind kind;
    struct call_record record;
    enum call_reason reason;
    int64_t row;    /* line number in the file, from 1, counted from where reading began */
    struct str raw; /* of a rejected row; borrowed from the input */
};

/* Why a file cannot be read at all, found before anything is written. Words: CALLS_TROUBLE_… */
#define CALL_TROUBLES(X)                                                                           \
    X(EMPTY)                                                                                       \
    X(BINARY)                                                                                      \
    X(PACKED) /* gzip, zip, zstd, bzip2, xz: also what Excel's own files are */                    \
    X(UTF16)                                                                                       \
    X(UNKNOWN)      /* no format fits; detail: the first line's columns, if any */                 \
    X(MAP_SYNTAX)   /* detail: the part that cannot be read */                                     \
    X(MAP_KEY)      /* detail: the unknown key */                                                  \
    X(MAP_COLUMN)   /* detail: the missing column; more: the columns that exist */                 \
    X(MAP_STARTED)  /* no mapping for "started"; more: the columns that exist */                   \
    X(MAP_NEEDLESS) /* a mapping for a format that has none */                                     \
    X(REJECTED)     /* more than half of the first thousand rows */                                \
    X(ZONE)         /* the records' own ids tell another zone; detail: its offset */

enum call_trouble_kind {
    CALL_TROUBLE_NONE,
#define X(name) CALL_TROUBLE_##name,
    CALL_TROUBLES(X)
#undef X
        CALL_TROUBLE_N
};
struct call_trouble {
    enum call_trouble_kind kind;
    struct str detail, more; /* never more than a few hundred bytes; in the arena */
};

struct call_source {
    enum call_format format; /* AUTO: found from the head */
    struct str map;          /* "started=Column,line=Column"; empty: none */
    const struct zone *zone; /* of times written without one */
    int64_t now;             /* calls may not start after this (and a day's grace) */
};

struct call_reader;

/* Looks at the first bytes of the file (64 KiB, or all of it) and decides how to read. *ret_data_at
 * is where the first record stands, behind a byte order mark and a line of column names. INVALID:
 * *ret_trouble says why. Ends with the arena. */
CHECKED enum status call_reader_open(struct arena *a, const struct call_source *source,
                                     struct str head, struct call_reader **ret, size_t *ret_data_at,
                                     struct call_trouble *ret_trouble);
enum call_format call_reader_format(const struct call_reader *r);

/* Reads one row from the front of *rest, which stands at byte `offset` of the file; scratch may be
 * rewound afterwards.
 *   OK       *ret says what it was. *rest may stand still when a call that never ended had to be
 *            reported first
 *   MISSING  more input is needed, or (last) nothing is left */
CHECKED enum status call_reader_next(struct call_reader *r, struct arena *scratch, struct str *rest,
                                     bool last, int64_t offset, struct call_event *ret);

/* Where reading must begin again to know all that the reader knows now: the beginning of the
 * earliest call still open, or of the run of times whose meaning hangs on what came before;
 * `offset` when nothing does. */
int64_t call_reader_resume_at(const struct call_reader *r, int64_t offset);
int64_t call_reader_rows(const struct call_reader *r); /* lines passed so far */
int64_t
call_reader_open_calls(const struct call_reader *r); /* queue_log: begun and not yet ended */
/* The records' own ids (at least ten, nearly all) say that the phone system's clock is this many
 * minutes east of UTC, and not what the given zone says. */
bool call_reader_other_zone(const struct call_reader *r, int *ret_east_minutes);

#endif
