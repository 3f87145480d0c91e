/* Reads and writes comma-separated text, one record at a time.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/csv.h"

#include "base/buf.h"

#include <string.h>

char csv_guess_separator(struct str first_line)
{
    static const char candidates[] = {';', ',', '\t'};
    size_t counts[sizeof candidates] = {0};
    bool quoted = false;
    for (size_t i = 0; i < first_line.n; i++) {
        char c = first_line.p[i];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (size_t k = 0; k < sizeof candidates; k++)
            counts[k] += !quoted && c == candidates[k];
    }
    size_t best = 0;
    for (size_t k = 1; k < sizeof candidates; k++)
        if (counts[k] > counts[best])
            best = k;
    return counts[best] > 0 ? candidates[best] : ',';
}

enum found {
    FIELD,      /* a separator follows, and has been passed */
    RECORD,     /* the line end follows, and has been passed */
    INCOMPLETE, /* the input stops within the field, though more may come */
    BAD_QUOTES,
    OVERLONG,
};

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    bool last; /* nothing comes after the text */
    char separator;
};

/* Passes what ends a field. */
static enum found pass_end(struct reader *r)
{
    if (r->at > CSV_MAX_RECORD)
        return OVERLONG;
    if (r->at == r->text.n)
        return r->last ? RECORD : INCOMPLETE;
    char c = r->text.p[r->at++];
    if (c == r->separator)
        return FIELD;
    if (c == '\n')
        return RECORD;
    if (c != '\r')
        return BAD_QUOTES;
    if (r->at == r->text.n)
        return r->last ? RECORD : INCOMPLETE; /* its line feed may still come */
    if (r->text.p[r->at] == '\n')
        r->at++;
    return RECORD;
}

/* A quote within a plain field is taken as it is, as Excel does: 5" nails. */
static enum found read_plain(struct reader *r, struct str *ret)
{
    size_t from = r->at;
    const char *p = r->text.p;
    while (r->at < r->text.n && r->at <= CSV_MAX_RECORD && p[r->at] != r->separator &&
           p[r->at] != '\n' && p[r->at] != '\r')
        r->at++;
    *ret = str_sub(r->text, from, r->at - from);
    return pass_end(r);
}

static struct str undouble(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n);
    for (size_t i = 0; i < s.n; i++) {
        buf_char(&b, s.p[i]);
        i += s.p[i] == '"';
    }
    return buf_str(&b);
}

static enum found read_quoted(struct reader *r, struct str *ret)
{
    size_t from = ++r->at;
    bool doubled = false;
    const char *p = r->text.p;
    for (;; r->at++) {
        if (r->at > CSV_MAX_RECORD)
            return OVERLONG;
        if (r->at == r->text.n)
            return r->last ? BAD_QUOTES : INCOMPLETE;
        if (p[r->at] != '"')
            continue;
        if (r->at + 1 == r->text.n && !r->last)
            return INCOMPLETE; /* the first of two quotes, perhaps */
        if (r->at + 1 == r->text.n || p[r->at + 1] != '"')
            break;
        doubled = true;
        r->at++;
    }
    struct str raw = str_sub(r->text, from, r->at - from);
    r->at++;
    enum found found = pass_end(r);
    if (found == FIELD || found == RECORD)
        *ret = doubled ? undouble(r->arena, raw) : raw;
    return found;
}

/* The place behind the first line end; false when none is in sight and one may still come. */
static bool first_line_end(const struct reader *r, size_t *ret)
{
    size_t i = 0;
    while (i < r->text.n && r->text.p[i] != '\n' && r->text.p[i] != '\r')
        i++;
    if (i == r->text.n) {
        *ret = i;
        return r->last;
    }
    if (r->text.p[i] == '\r' && i + 1 == r->text.n && !r->last)
        return false;
    bool two = r->text.p[i] == '\r' && i + 1 < r->text.n && r->text.p[i + 1] == '\n';
    *ret = i + 1 + two;
    return true;
}

/* A quote that does not close would swallow all that follows: only the line it began in is given
 * up. */
static enum status give_up(const struct reader *r, struct str *rest, enum found why)
{
    size_t end = 0;
    if (!first_line_end(r, &end)) {
        if (why != OVERLONG)
            return MISSING;
        end = r->text.n;
    }
    *rest = str_sub(r->text, end, r->text.n);
    if (why == OVERLONG)
        return fail(TOO_LARGE, "a record is longer than %d bytes", CSV_MAX_RECORD);
    return fail(INVALID, "a quoted field does not end where it should");
}

enum status csv_record(struct arena *a, struct str *rest, bool last, char separator,
                       struct str fields[CSV_MAX_FIELDS], size_t *ret_n)
{
    if (rest->n == 0)
        return MISSING;
    struct reader r = {a, *rest, 0, last, separator};
    size_t n = 0;
    enum found found;
    do {
        struct str field = STR_NONE;
        if (r.at < r.text.n && r.text.p[r.at] == '"')
            found = read_quoted(&r, &field);
        else
            found = read_plain(&r, &field);
        if (n < CSV_MAX_FIELDS)
            fields[n] = field;
        n++;
    } while (found == FIELD);
    if (found == INCOMPLETE)
        return MISSING;
    if (found != RECORD)
        return give_up(&r, rest, found);
    *rest = str_sub(r.text, r.at, r.text.n);
    if (n > CSV_MAX_FIELDS)
        return fail(INVALID, "a record has more than %d fields", CSV_MAX_FIELDS);
    *ret_n = n;
    return OK;
}

static bool is_dangerous(char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r';
}

void csv_write_field(struct buf *out, struct str field, char separator, bool first)
{
    if (!first)
        buf_char(out, separator);
    if (field.n == 0)
        return;
    bool quoted = field.p[0] == ' ' || field.p[field.n - 1] == ' ';
    for (size_t i = 0; i < field.n && !quoted; i++)
        quoted = field.p[i] == separator || memchr("\"\r\n\t", field.p[i], 4) != NULL;
    if (quoted)
        buf_char(out, '"');
    if (is_dangerous(field.p[0]))
        buf_char(out, '\'');
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"')
            buf_char(out, '"');
        buf_char(out, field.p[i]);
    }
    if (quoted)
        buf_char(out, '"');
}
