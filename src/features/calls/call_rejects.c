/* Keeps rejected rows for whoever has to mend them, and says why in their language.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_rejects.h"

#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/utf8.h"

#define RAW_MAX 2000    /* bytes of a row that are kept */
#define HIDE_FROM 7     /* digits in a run */
#define EPOCH_DIGITS 10 /* 1543602660: between 2001 and 2033 when it begins with 1 */

enum text_key call_reason_text(enum call_reason reason)
{
    static const enum text_key keys[] = {
#define X(name) [CALL_REJECT_##name] = T_CALLS_REJECT_##name,
        CALL_REASONS(X)
#undef X
    };
    return keys[reason];
}

struct str call_trouble_text(struct arena *a, enum lang lang, const struct call_trouble *t)
{
    static const enum text_key keys[] = {[CALL_TROUBLE_NONE] = T_NONE,
#define X(name) [CALL_TROUBLE_##name] = T_CALLS_TROUBLE_##name,
                                         CALL_TROUBLES(X)
#undef X
    };
    /* What stands in the file may be anything: it is shown as text and never believed to be UTF-8.
     */
    struct text_arg args[] = {TEXT_STR(utf8_from_any(a, t->detail)),
                              TEXT_STR(utf8_from_any(a, t->more))};
    return t->kind == CALL_TROUBLE_NONE ? STR("") : text_filled(a, lang, keys[t->kind], args, 2);
}

struct str call_number_hidden(struct arena *a, struct str raw)
{
    struct buf b = buf_new(a, raw.n);
    for (size_t i = 0; i < raw.n;) {
        size_t n = i;
        while (n < raw.n && raw.p[n] >= '0' && raw.p[n] <= '9')
            n++;
        bool hidden = n - i >= HIDE_FROM && !(n - i == EPOCH_DIGITS && raw.p[i] == '1');
        for (; i < n; i++)
            buf_char(&b, hidden ? 'x' : raw.p[i]);
        if (i < raw.n)
            buf_char(&b, raw.p[i++]);
    }
    return buf_str(&b);
}

static void free_arena(void *p)
{
    arena_free(p);
}

struct call_rejects call_rejects_new(struct arena *a, const struct call_import *import,
                                     int64_t import_id, bool again)
{
    struct call_rejects r = {.import = import, .import_id = import_id, .fd = -1, .again = again};
    r.arena = arena_new();
    arena_on_end(a, free_arena, r.arena);
    r.text = buf_new(r.arena, 4096);
    return r;
}

static void open_file(struct call_rejects *r)
{
    r->opened = true;
    if (r->import->open_rejects != NULL)
        r->fd = r->import->open_rejects(r->import->context, r->import_id, r->again);
    r->lost = r->fd < 0;
    if (r->fd < 0 || r->again)
        return;
    csv_write_field(&r->text, text(r->import->lang, T_CALLS_REJECT_LINE), ';', true);
    csv_write_field(&r->text, text(r->import->lang, T_CALLS_REJECT_REASON), ';', false);
    csv_write_field(&r->text, text(r->import->lang, T_CALLS_REJECT_ROW), ';', false);
    buf_add(&r->text, STR("\r\n"));
}

void call_rejects_add(struct call_rejects *r, int64_t row, enum call_reason reason, struct str raw)
{
    if (!r->opened)
        open_file(r);
    if (r->fd < 0)
        return;
    raw = str_sub(raw, 0, RAW_MAX);
    while (raw.n > 0 && (raw.p[raw.n - 1] == '\n' || raw.p[raw.n - 1] == '\r'))
        raw.n--;
    buf_int(&r->text, row);
    csv_write_field(&r->text, text(r->import->lang, call_reason_text(reason)), ';', false);
    csv_write_field(&r->text, r->import->hide_numbers ? call_number_hidden(r->arena, raw) : raw,
                    ';', false);
    buf_add(&r->text, STR("\r\n"));
}

void call_rejects_flush(struct call_rejects *r)
{
    struct str rest = buf_str(&r->text);
    while (r->fd >= 0 && rest.n > 0) {
        ssize_t n = write(r->fd, rest.p, rest.n);
        if (n <= 0) {
            r->lost = true;
            break;
        }
        rest = str_sub(rest, (size_t)n, rest.n);
    }
    arena_reset(r->arena);
    r->text = buf_new(r->arena, 4096);
}
