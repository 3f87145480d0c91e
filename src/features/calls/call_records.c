/* Decides how a file of call records is to be read, and reads it row by row through the reader of
 * its format.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_records.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "features/calls/call_parts.h"

#define SAMPLE_LINES 40

const char *const call_outcome_words[] = {
#define X(name, word) word,
    CALL_OUTCOMES(X)
#undef X
        NULL};

const char *const call_format_words[] = {"auto", "cdr", "queue-log", "csv", NULL};

bool call_format_find(struct str word, enum call_format *ret)
{
    for (int i = 0; i < CALL_FORMAT_N; i++)
        if (str_eq_nocase(word, str_of(call_format_words[i]))) {
            *ret = (enum call_format)i;
            return true;
        }
    return false;
}

void call_event_reject(struct call_event *ret, enum call_reason reason)
{
    ret->kind = CALL_REJECTED;
    ret->reason = reason;
}

bool call_event_check(const struct call_reader *r, struct call_event *ret)
{
    const struct call_record *rec = &ret->record;
    if (rec->started_at < CALL_FROM_MS || rec->started_at > r->now + DAY_MS)
        call_event_reject(ret, CALL_REJECT_TIME_RANGE);
    else if (rec->wait_ms < 0 || rec->wait_ms > CALL_WAIT_MAX_MS || rec->talk_ms < 0 ||
             rec->talk_ms > CALL_WAIT_MAX_MS)
        call_event_reject(ret, CALL_REJECT_DURATION);
    return ret->kind == CALL_RECORD;
}

/* ---- what kind of file is it? */

static enum status trouble_is(struct call_trouble *t, enum call_trouble_kind kind,
                              struct str detail)
{
    *t = (struct call_trouble){kind, detail, STR_NONE};
    return fail(INVALID, "the file cannot be read as call records (%d)", (int)kind);
}

static bool is_packed(struct str head)
{
    static const struct str magics[] = {{"\x1f\x8b", 2},
                                        {"PK\x03\x04", 4},
                                        {"\x28\xb5\x2f\xfd", 4},
                                        {"BZh", 3},
                                        {"\xfd"
                                         "7zXZ",
                                         5},
                                        {"7z\xbc\xaf", 4},
                                        {"\xd0\xcf\x11\xe0", 4}};
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (str_starts(head, magics[i]))
            return true;
    return false;
}

/* Nothing we can read as lines of text: says which kind. A few stray bytes are left to their rows:
 * a log may hold a run of NULs where the power failed. */
static enum call_trouble_kind no_text(struct str head)
{
    size_t n = head.n < 4096 ? head.n : 4096, zeros[2] = {0, 0}, controls = 0;
    if (is_packed(head))
        return CALL_TROUBLE_PACKED;
    if (str_starts(head, STR("\xff\xfe")) || str_starts(head, STR("\xfe\xff")))
        return CALL_TROUBLE_UTF16;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        zeros[i % 2] += c == 0;
        controls += c < ' ' && c != '\t' && c != '\n' && c != '\r';
    }
    if (zeros[0] * 3 > n || zeros[1] * 3 > n)
        return zeros[0] * 10 < n || zeros[1] * 10 < n ? CALL_TROUBLE_UTF16 : CALL_TROUBLE_BINARY;
    return controls * 20 > n ? CALL_TROUBLE_BINARY : CALL_TROUBLE_NONE;
}

static size_t split_pipes(struct str line, struct str *f, size_t most)
{
    size_t n = 0;
    while (n < most && str_cut(&line, '|', &f[n]))
        n++;
    return n;
}

/* The next line without its end; false when there is none. */
static bool take_line(struct str *rest, bool whole, struct str *ret)
{
    const char *end = rest->n > 0 ? memchr(rest->p, '\n', rest->n) : NULL;
    if (end == NULL && (!whole || rest->n == 0))
        return false;
    size_t n = end != NULL ? (size_t)(end - rest->p) : rest->n;
    *ret = (struct str){rest->p, n};
    *rest = str_sub(*rest, end != NULL ? n + 1 : n, rest->n);
    if (ret->n > 0 && ret->p[ret->n - 1] == '\r')
        ret->n--;
    return true;
}

static size_t split_csv(struct arena *a, struct str line, char separator,
                        struct str f[CSV_MAX_FIELDS])
{
    size_t n = 0;
    if (csv_record(a, &line, true, separator, f, &n) != OK)
        return 0;
    return n;
}

struct votes {
    int lines, pipes, queue_csv, cdr;
};

/* How many of the first lines fit each format; the reader keeps the columns of the first that does.
 */
static void count_votes(struct arena *a, struct call_reader *r, struct str head, bool whole,
                        struct votes *v)
{
    struct str line, f[CSV_MAX_FIELDS];
    struct call_queue pipes = r->queue, csv = r->queue;
    struct call_cdr cdr = {0};
    while (v->lines < SAMPLE_LINES && take_line(&head, whole, &line)) {
        struct arena_mark mark = arena_mark(a);
        if (str_trim(line).n == 0 || line.n > CALL_LINE_MAX)
            continue;
        v->lines++;
        size_t n = split_pipes(line, f, 12);
        v->pipes += call_queue_fits(f, n, true, &pipes);
        n = split_csv(a, line, r->separator, f);
        v->queue_csv +=
            call_queue_fits(f, n, false, v->queue_csv == 0 ? &csv : &(struct call_queue){0});
        v->cdr += call_cdr_fits(f, n, &cdr);
        arena_rewind(a, mark);
    }
    if (v->pipes > 0)
        r->queue = pipes;
    else if (v->queue_csv > 0)
        r->queue = csv;
    if (v->cdr > 0)
        r->cdr = cdr;
}

static struct str columns_listed(struct arena *a, const struct str *f, size_t n)
{
    struct buf b = buf_new(a, 128);
    for (size_t i = 0; i < n && b.n < 300; i++) {
        if (i > 0)
            buf_add(&b, STR(", "));
        buf_add(&b, str_sub(f[i], 0, 40));
    }
    return buf_str(&b);
}

/* The format that the first lines fit; CSV when they fit none. */
static enum call_format choose(const struct call_source *source, const struct votes *v,
                               bool queue_header)
{
    if (source->format == CALL_FORMAT_CSV ||
        (source->format == CALL_FORMAT_AUTO && source->map.n > 0))
        return CALL_FORMAT_CSV;
    bool queue = queue_header || v->pipes > 0 || v->queue_csv > 0;
    if (source->format == CALL_FORMAT_QUEUE_LOG)
        return queue ? CALL_FORMAT_QUEUE_LOG : CALL_FORMAT_AUTO;
    if (source->format == CALL_FORMAT_CDR)
        return v->cdr > 0 ? CALL_FORMAT_CDR : CALL_FORMAT_AUTO;
    /* Hardly anything else looks like either of them: one line is enough, whatever stands around
     * it. */
    int steps = v->pipes > v->queue_csv ? v->pipes : v->queue_csv;
    if (queue_header || (steps > 0 && steps >= v->cdr))
        return CALL_FORMAT_QUEUE_LOG;
    return v->cdr > 0 ? CALL_FORMAT_CDR : CALL_FORMAT_CSV;
}

/* ret_skip: bytes of a line of names. */
static enum status find_format(struct arena *a, const struct call_source *source, struct str head,
                               bool whole, struct call_reader *r, size_t *ret_skip,
                               struct call_trouble *t)
{
    struct votes v = {0};
    struct str f[CSV_MAX_FIELDS], first = head, line = STR_NONE;
    *ret_skip = 0;
    if (!take_line(&first, whole, &line))
        return trouble_is(t, CALL_TROUBLE_UNKNOWN, STR(""));
    r->separator = csv_guess_separator(line);
    count_votes(a, r, head, whole, &v);
    struct str names_at = head;
    size_t n = 0;
    enum status names = csv_record(a, &names_at, whole, r->separator, f, &n);
    if (names != OK)
        n = 0;
    bool header = v.pipes == 0 && call_queue_header(f, n, &r->queue);
    r->format = choose(source, &v, header);
    if (r->format == CALL_FORMAT_AUTO || (r->format == CALL_FORMAT_CSV && n < 2))
        return trouble_is(t, CALL_TROUBLE_UNKNOWN, columns_listed(a, f, n));
    if (r->format != CALL_FORMAT_CSV && source->map.n > 0)
        return trouble_is(t, CALL_TROUBLE_MAP_NEEDLESS, str_of(call_format_words[r->format]));
    if (r->format == CALL_FORMAT_CSV) {
        enum status status = call_map_read(a, source->map, f, n, &r->map, &header, t);
        if (status != OK && source->map.n == 0 && source->format == CALL_FORMAT_AUTO)
            return trouble_is(t, CALL_TROUBLE_UNKNOWN, columns_listed(a, f, n));
        TRY(status);
    }
    if (header && r->format != CALL_FORMAT_CDR)
        *ret_skip = head.n - names_at.n;
    return OK;
}

enum status call_reader_open(struct arena *a, const struct call_source *source, struct str head,
                             struct call_reader **ret, size_t *ret_data_at,
                             struct call_trouble *ret_trouble)
{
    struct call_reader *r = arena_make(a, struct call_reader);
    bool whole = head.n < CALL_LINE_MAX;
    size_t bom = str_starts(head, STR("\xef\xbb\xbf")) ? 3 : 0, skip;
    *ret_trouble = (struct call_trouble){CALL_TROUBLE_NONE, STR_NONE, STR_NONE};
    enum call_trouble_kind kind = no_text(head);
    if (str_trim(str_sub(head, bom, head.n)).n == 0 && whole)
        kind = CALL_TROUBLE_EMPTY;
    if (kind != CALL_TROUBLE_NONE)
        return trouble_is(ret_trouble, kind, STR_NONE);
    r->now = source->now;
    r->queue.opens = call_opens_new(a);
    TRY(find_format(a, source, str_sub(head, bom, head.n), whole, r, &skip, ret_trouble));
    r->rows = skip > 0 ? 1 : 0;
    r->clock = (struct call_clock){
        .zone = source->zone, .unsure_from = -1, .sure_at = (int64_t)(bom + skip)};
    *ret = r;
    *ret_data_at = bom + skip;
    return OK;
}

enum call_format call_reader_format(const struct call_reader *r)
{
    return r->format;
}

/* ---- rows */

static int64_t line_ends(struct str s)
{
    int64_t n = 0;
    for (const char *p = s.p, *end = s.p + s.n;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

/* One record of a general table: it may span lines. */
static enum status next_csv(struct call_reader *r, struct str *rest, bool last, int64_t offset,
                            struct call_event *ret)
{
    struct str f[CSV_MAX_FIELDS], before = *rest;
    size_t n = 0;
    enum status status = csv_record(r->scratch, rest, last, r->separator, f, &n);
    if (status == MISSING)
        return MISSING;
    ret->raw = str_sub(before, 0, before.n - rest->n);
    bool ended = ret->raw.n > 0 &&
                 (ret->raw.p[ret->raw.n - 1] == '\n' || ret->raw.p[ret->raw.n - 1] == '\r');
    if (status != OK)
        call_event_reject(ret, !ended                ? CALL_REJECT_TRUNCATED
                               : status == TOO_LARGE ? CALL_REJECT_TOO_LONG
                                                     : CALL_REJECT_BAD_QUOTES);
    else if (memchr(ret->raw.p, '\0', ret->raw.n) != NULL)
        call_event_reject(ret, CALL_REJECT_NUL);
    else if (!ended && n < r->map.columns)
        call_event_reject(ret, CALL_REJECT_TRUNCATED);
    else if (n > 1 || str_trim(f[0]).n > 0)
        call_csv_row(r, f, n, offset, ret);
    int64_t ends = line_ends(ret->raw);
    r->rows += ends > 1 ? ends - 1 : 0;
    return OK;
}

static size_t split_line(const struct call_reader *r, struct str line, struct str f[CSV_MAX_FIELDS])
{
    if (r->format == CALL_FORMAT_QUEUE_LOG && r->queue.native)
        return split_pipes(line, f, CSV_MAX_FIELDS);
    return split_csv(r->scratch, line, r->separator, f);
}

/* Asterisk writes a line at a time: a quote that does not close spoils its own line only, and a
 * last line without an end is one that is still being written. */
static enum status next_line(struct call_reader *r, struct str *rest, bool last, int64_t offset,
                             struct call_event *ret)
{
    struct str line, after = *rest, f[CSV_MAX_FIELDS];
    bool ended = rest->n > 0 && memchr(rest->p, '\n', rest->n) != NULL;
    if (!take_line(&after, last || r->skipping || rest->n > CALL_LINE_MAX, &line))
        return MISSING;
    if (r->skipping) { /* the rest of a line that was refused for its length */
        r->skipping = !ended;
        r->rows--;
        *rest = after;
        return OK;
    }
    r->skipping = !ended && line.n > CALL_LINE_MAX;
    ret->raw = line;
    if (!ended || line.n > CALL_LINE_MAX || memchr(line.p, '\0', line.n) != NULL) {
        call_event_reject(ret, line.n > CALL_LINE_MAX ? CALL_REJECT_TOO_LONG
                               : !ended               ? CALL_REJECT_TRUNCATED
                                                      : CALL_REJECT_NUL);
    } else if (str_trim(line).n > 0) {
        size_t n = split_line(r, line, f);
        if (n == 0) {
            call_event_reject(ret, CALL_REJECT_BAD_QUOTES);
        } else if (r->format == CALL_FORMAT_CDR) {
            call_cdr_row(r, f, n, offset, ret);
        } else if (call_queue_overdue(r, f, n, ret)) {
            r->rows--; /* the line itself comes again */
            ret->raw = STR("");
            return OK;
        } else {
            call_queue_row(r, f, n, offset, ret);
        }
    }
    *rest = after;
    return OK;
}

enum status call_reader_next(struct call_reader *r, struct arena *scratch, struct str *rest,
                             bool last, int64_t offset, struct call_event *ret)
{
    struct call_event e = {.kind = CALL_NOTHING};
    if (rest->n == 0)
        return MISSING;
    r->scratch = scratch;
    e.row = ++r->rows;
    enum status status = r->format == CALL_FORMAT_CSV ? next_csv(r, rest, last, offset, &e)
                                                      : next_line(r, rest, last, offset, &e);
    if (status != OK) {
        r->rows--;
        return status;
    }
    if (e.kind == CALL_RECORD)
        (void)call_event_check(r, &e);
    *ret = e;
    return OK;
}

int64_t call_reader_resume_at(const struct call_reader *r, int64_t offset)
{
    int64_t at = call_opens_earliest(r->queue.opens, offset);
    if (r->clock.unsure_from >= 0 && r->clock.unsure_from < at)
        at = r->clock.unsure_from;
    return at < offset ? at : offset;
}

int64_t call_reader_rows(const struct call_reader *r)
{
    return r->rows;
}

int64_t call_reader_open_calls(const struct call_reader *r)
{
    return (int64_t)call_opens_n(r->queue.opens);
}

bool call_reader_other_zone(const struct call_reader *r, int *ret_east_minutes)
{
    const struct call_cdr *c = &r->cdr;
    if (c->n_off < 10 || c->n_off < 4 * c->n_fits)
        return false;
    *ret_east_minutes = (int)(r->clock.offset_ms / MINUTE_MS) + c->off_minutes;
    return true;
}
