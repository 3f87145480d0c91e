/* Between call_records.c and the readers of each format; nobody else includes it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_PARTS_H
#define CALLS_CALL_PARTS_H

#include "base/csv.h"
#include "features/calls/call_records.h"

/* ---- times (call_time.c) */

struct call_wall {
    int64_t ms;    /* as if the wall clock were UTC; of an absolute time: since 1970 UTC */
    bool absolute; /* an epoch, or text with an offset */
};
/* Epochs (seconds, with fraction, or ms), ISO 8601, "2026-11-22 09:30[:00]", "22-11-2026 9.30",
 * "22/11/2026", "22.11.2026", "20261122", "261122"; date alone is midnight. Day before month,
 * always. */
bool call_wall_parse(struct str s, struct call_wall *ret);
/* "90", "12,5", "1:30", "0:01:30" to ms. */
bool call_span_parse(struct str s, int64_t *ret_ms);

/* Wall times to instants, with the little memory that the doubled hour in autumn needs. */
struct call_clock {
    const struct zone *zone;
    int64_t day;        /* looked up last */
    int64_t offset_ms;  /* east of UTC, all that day */
    bool known, steady; /* steady: the day has one offset */
    int64_t latest;     /* the newest instant so far, in file order; 0: none */
    int64_t
        unsure_from; /* offset of the record before the run of doubled times we are in; -1: none */
    int64_t sure_at; /* offset of the latest record whose time could not be mistaken */
};
/* Both meanings; equal but for the doubled hour. */
void call_clock_meanings(struct call_clock *c, struct call_wall w, int64_t *ret_first,
                         int64_t *ret_last);
/* By the order of the file: a time that runs backwards belongs to the second pass of the hour. */
int64_t call_clock_in_order(struct call_clock *c, struct call_wall w, int64_t offset);

/* ---- text (call_text.c) */

struct call_text {
    char p[CALL_TEXT_MAX];
    size_t n;
};
/* Valid UTF-8, trimmed; false when too long. */
bool call_text_set(struct call_text *t, struct str s);
struct str call_text_str(const struct call_text *t);
/* "PJSIP/Anna-0000002a" → "pjsip/anna", "Local/1127@ctx-0001;2" → "local/1127". Folded as people's
 * lines are. */
bool call_text_channel(struct arena *scratch, struct call_text *t, struct str channel);
/* A name as queue_log has it: "Agent/1127", "Local/1127@from-queue/n", "NONE". */
bool call_text_agent(struct arena *scratch, struct call_text *t, struct str agent);

struct call_key {
    char p[CALL_KEY_MAX];
    size_t n;
    bool full; /* something did not fit */
};
void call_key_start(struct call_key *k, const char *word);
void call_key_text(struct call_key *k, struct str s);
void call_key_int(struct call_key *k, int64_t v);

/* ---- readers */

struct call_cdr {
    size_t start;    /* the column of the first of three times; channel names stand right before */
    size_t uniqueid; /* 0: none (never the first column) */
    size_t columns;  /* of the record before */
    bool known;
    int n_fits, n_off; /* how start and uniqueid agree */
    int off_minutes;
};

struct call_opens; /* calls begun in queue_log and not yet ended */
struct call_queue {
    struct call_opens *opens;
    bool native;
    int time, callid, queue, agent, verb, data; /* columns of the CSV form */
};

enum call_map_key {
    MAP_ID,
    MAP_STARTED,
    MAP_ANSWERED,
    MAP_ENDED,
    MAP_WAIT,
    MAP_TALK,
    MAP_LINE,
    MAP_QUEUE,
    MAP_DIRECTION,
    MAP_OUTCOME,
    MAP_N
};
#define MAP_MAX_COLUMNS 4
struct call_map {
    struct {
        size_t n;
        size_t at[MAP_MAX_COLUMNS];
    } of[MAP_N];
    size_t columns; /* of the line of names */
};

struct call_reader {
    struct arena *scratch; /* for one row */
    enum call_format format;
    char separator;
    bool skipping; /* within a line that is too long */
    int64_t now;
    int64_t rows;
    struct call_clock clock;
    struct call_cdr cdr;
    struct call_queue queue;
    struct call_map map;
    struct call_text line_text, src_text, queue_text;
    struct call_key key;
};

/* Each fills *ret from one row; true: it is a record or a rejection, false: nothing. */
void call_cdr_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                  struct call_event *ret);
bool call_cdr_fits(const struct str *f, size_t n, struct call_cdr *ret);
void call_queue_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                    struct call_event *ret);
/* A call that has been open for too long at the time of this row, reported before the row itself.
 */
bool call_queue_overdue(struct call_reader *r, const struct str *f, size_t n,
                        struct call_event *ret);
bool call_queue_fits(const struct str *f, size_t n, bool native, struct call_queue *ret);
bool call_queue_header(const struct str *f, size_t n, struct call_queue *ret);
void call_csv_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                  struct call_event *ret);
/* INVALID with the trouble; *ret_header: the first line holds names and is no record. */
CHECKED enum status call_map_read(struct arena *a, struct str map, const struct str *names,
                                  size_t n_names, struct call_map *ret, bool *ret_header,
                                  struct call_trouble *trouble);

struct call_opens *call_opens_new(struct arena *a);
size_t call_opens_n(const struct call_opens *o);
int64_t call_opens_earliest(const struct call_opens *o, int64_t if_none);

/* Bounds that hold for every format; false after turning *ret into a rejection. */
bool call_event_check(const struct call_reader *r, struct call_event *ret);
void call_event_reject(struct call_event *ret, enum call_reason reason);

#endif
