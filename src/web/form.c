/* Reads declared fields from a form, a JSON body or a query string: one set of rules for all three.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/form.h"

#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "web/form_source.h"
#include "web/report.h"
#include "web/request.h"
#include "web/route.h"

/* Where max is 0, a text still ends somewhere. */
#define TEXT_MAX_DEFAULT 1000
#define LIST_WORD_MAX 64

struct reader {
    struct request *rq;
    struct form_source source;
    struct form_errors *errors;
    char *ret;
};

static void add_error(struct form_errors *errors, const struct field *field, enum text_key key,
                      int64_t arg)
{
    if (errors->n < FORM_MAX_ERRORS)
        errors->at[errors->n++] = (struct form_error){.field = field, .key = key, .arg = arg};
}

static void *place(const struct reader *r, const struct field *f)
{
    return r->ret + f->offset;
}

static void put_int(const struct reader *r, const struct field *f, int64_t v)
{
    memcpy(place(r, f), &v, sizeof v);
}

static void put_str(const struct reader *r, const struct field *f, struct str v)
{
    memcpy(place(r, f), &v, sizeof v);
}

/* ---- text */

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

/* C1 controls are two bytes in UTF-8: C2 80 … C2 9F. */
static bool is_control_at(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];

    if (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xA0)
        return true;
    return is_control(c);
}

/* Browsers send line ends as CR LF; we keep LF. */
static struct str one_kind_of_line_end(struct arena *a, struct str s)
{
    char *p;
    size_t n = 0, at;

    if (s.p == NULL || !str_find_char(s, '\r', &at))
        return s;
    p = arena_alloc(a, s.n);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r' || i + 1 == s.n || s.p[i + 1] != '\n')
            p[n++] = s.p[i];
    return (struct str){p, n};
}

/* What was typed, made harmless so that the page can show it again beside the message. */
static struct str printable(struct arena *a, struct str s)
{
    struct str valid = utf8_valid(s) ? s : utf8_from_windows1252(a, s);
    char *p = arena_alloc(a, valid.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < valid.n; i++) {
        if (is_control_at(valid, i))
            i += (unsigned char)valid.p[i] == 0xC2;
        else
            p[n++] = valid.p[i];
    }
    return (struct str){p, n};
}

static bool text_is_clean(struct str s, bool multiline)
{
    if (!utf8_valid(s))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (is_control_at(s, i) || (s.p[i] == '\n' && !multiline))
            return false;
    return true;
}

static void read_text(struct reader *r, const struct field *f, const struct form_value *v)
{
    int64_t max = f->max > 0 ? f->max : TEXT_MAX_DEFAULT;
    struct str s = one_kind_of_line_end(r->rq->arena, v->text);
    int64_t n;

    if (f->kind == FIELD_TEXT)
        s = str_trim(s);
    n = (int64_t)utf8_length(s); /* as browsers count: an å is one */
    if (!text_is_clean(s, f->multiline)) {
        add_error(r->errors, f, T_FORM_BAD_CHARACTERS, 0);
        s = printable(r->rq->arena, s);
    } else if (n == 0 && f->required) {
        add_error(r->errors, f, T_FORM_REQUIRED, 0);
    } else if (n > 0 && n < f->min) {
        add_error(r->errors, f, T_FORM_TOO_SHORT, f->min);
    } else if (n > max) {
        add_error(r->errors, f, T_FORM_TOO_LONG, max);
    }
    put_str(r, f, s);
}

/* ---- numbers, days, instants */

static void check_range(struct reader *r, const struct field *f, int64_t v, enum text_key too_small,
                        enum text_key too_large)
{
    if (f->min == 0 && f->max == 0)
        return;
    if (v < f->min)
        add_error(r->errors, f, too_small, f->min);
    else if (v > f->max)
        add_error(r->errors, f, too_large, f->max);
}

static void read_int(struct reader *r, const struct field *f, const struct form_value *v)
{
    int64_t number = v->number;

    if (v->kind != FORM_VALUE_NUMBER && !str_int64(str_trim(v->text), &number)) {
        add_error(r->errors, f, T_FORM_NUMBER, 0);
        return;
    }
    check_range(r, f, number, T_FORM_TOO_SMALL, T_FORM_TOO_LARGE);
    put_int(r, f, number);
}

static void read_id(struct reader *r, const struct field *f, const struct form_value *v)
{
    int64_t id;

    if (v->kind != FORM_VALUE_TEXT || !str_int64(v->text, &id) || id <= 0) {
        add_error(r->errors, f, T_FORM_CHOOSE, 0);
        return;
    }
    put_int(r, f, id);
}

/* 22.11.2026, 22-11-2026 and 22/11/2026 as people type where the browser has no date field. */
static bool date_as_typed(struct str s, int32_t *ret)
{
    int64_t part[3];
    size_t n = 0;
    struct str rest = s;

    while (rest.n > 0 && n < 3) {
        size_t len = 0;

        while (len < rest.n && rest.p[len] >= '0' && rest.p[len] <= '9')
            len++;
        if (len == 0 || len > 4 || !str_int64(str_sub(rest, 0, len), &part[n++]))
            return false;
        rest = str_sub(rest, len, rest.n);
        if (rest.n > 0) {
            if (n == 3 || (rest.p[0] != '.' && rest.p[0] != '-' && rest.p[0] != '/'))
                return false;
            rest = str_sub(rest, 1, rest.n);
        }
    }
    if (n != 3 || part[2] < 1900 || !date_valid((int)part[2], (int)part[1], (int)part[0]))
        return false;
    *ret = day_number((int)part[2], (int)part[1], (int)part[0]);
    return true;
}

static void read_date(struct reader *r, const struct field *f, const struct form_value *v)
{
    struct str s = str_trim(v->text);
    int32_t day;

    if (v->kind != FORM_VALUE_TEXT ||
        (!date_parse(s, &day) && (r->source.is_json || !date_as_typed(s, &day)))) {
        add_error(r->errors, f, T_FORM_DATE, 0);
        return;
    }
    check_range(r, f, day, T_FORM_TOO_EARLY, T_FORM_TOO_LATE);
    put_int(r, f, day);
}

/* "2026-11-22T14:05" or with seconds, as <input type="datetime-local"> sends it: a wall time of the
 * centre. */
static bool wall_time(struct str s, const struct zone *zone, int64_t *ret)
{
    struct local_time t = {0};
    int64_t hour, minute, second = 0;
    int32_t day;

    if ((s.n != 16 && s.n != 19) || (s.p[10] != 'T' && s.p[10] != ' ') || s.p[13] != ':' ||
        zone == NULL)
        return false;
    if (s.n == 19 && (s.p[16] != ':' || !str_int64(str_sub(s, 17, 2), &second)))
        return false;
    if (!date_parse(str_sub(s, 0, 10), &day) || !str_int64(str_sub(s, 11, 2), &hour) ||
        !str_int64(str_sub(s, 14, 2), &minute))
        return false;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    t = day_date(day);
    t.hour = (int)hour;
    t.minute = (int)minute;
    t.second = (int)second;
    *ret = zone_utc(zone, t);
    return true;
}

static void read_instant(struct reader *r, const struct field *f, const struct form_value *v)
{
    struct str s = str_trim(v->text);
    int64_t at;

    if (v->kind != FORM_VALUE_TEXT ||
        (!instant_parse(s, &at) && (r->source.is_json || !wall_time(s, r->rq->zone, &at)))) {
        add_error(r->errors, f, T_FORM_INSTANT, 0);
        return;
    }
    check_range(r, f, at, T_FORM_TOO_EARLY, T_FORM_TOO_LATE);
    put_int(r, f, at);
}

/* ---- choices */

static bool find_word(const struct field *f, struct str word, int64_t *ret)
{
    for (int64_t i = 0; f->words[i] != NULL; i++)
        if (str_eq(word, str_of(f->words[i]))) {
            *ret = i;
            return true;
        }
    return false;
}

static void read_choice(struct reader *r, const struct field *f, const struct form_value *v)
{
    int64_t i;

    if (v->kind != FORM_VALUE_TEXT || !find_word(f, v->text, &i))
        add_error(r->errors, f, T_FORM_CHOOSE, 0);
    else
        put_int(r, f, i);
}

static void read_choices(struct reader *r, const struct field *f)
{
    struct form_value v;
    int64_t bits = 0;
    size_t n = 0;

    for (; form_source_nth(&r->source, f, n, &v); n++) {
        int64_t i;

        if (v.kind == FORM_VALUE_TEXT && v.text.n == 0 && !r->source.is_json)
            continue; /* the empty hidden field that says "none of them" */
        if (v.kind != FORM_VALUE_TEXT || !find_word(f, v.text, &i)) {
            add_error(r->errors, f, T_FORM_CHOOSE, 0);
            return;
        }
        bits |= (int64_t)((uint64_t)1 << i);
    }
    if (bits == 0 && f->required)
        add_error(r->errors, f, T_FORM_CHOOSE, 0);
    put_int(r, f, bits);
}

static bool is_list_word(const struct form_value *v)
{
    size_t at;

    return v->kind == FORM_VALUE_TEXT && v->decodes && v->text.n > 0 &&
           v->text.n <= LIST_WORD_MAX && text_is_clean(v->text, false) &&
           !str_find_char(v->text, ',', &at);
}

static void read_list(struct reader *r, const struct field *f)
{
    struct buf words = buf_new(r->rq->arena, LIST_WORD_MAX);
    struct form_value v;
    int64_t n_words = 0;

    for (size_t n = 0; form_source_nth(&r->source, f, n, &v); n++) {
        if (v.kind == FORM_VALUE_TEXT && v.text.n == 0 && !r->source.is_json)
            continue; /* nothing was chosen there */
        if (!is_list_word(&v)) {
            add_error(r->errors, f, T_FORM_CHOOSE, 0);
            break;
        }
        if (n_words++ == f->max) {
            add_error(r->errors, f, T_FORM_TOO_MANY, f->max);
            break;
        }
        if (words.n > 0)
            buf_char(&words, ',');
        buf_add(&words, v.text);
    }
    if (n_words == 0 && f->required)
        add_error(r->errors, f, T_FORM_CHOOSE, 0);
    put_str(r, f, words.n > 0 ? buf_str(&words) : STR(""));
}

static void read_bool(struct reader *r, const struct field *f, const struct form_value *v)
{
    static const char *const yes[] = {"1", "true", "on", "yes"}, *const no[] = {"", "0", "false",
                                                                                "no"};
    bool value = v->number != 0, known = v->kind == FORM_VALUE_BOOL;

    for (size_t i = 0; i < 4 && v->kind == FORM_VALUE_TEXT && !r->source.is_json; i++) {
        value = value || str_eq(v->text, str_of(yes[i]));
        known = known || str_eq(v->text, str_of(yes[i])) || str_eq(v->text, str_of(no[i]));
    }
    if (!known)
        add_error(r->errors, f, T_FORM_YES_OR_NO, 0);
    memcpy(place(r, f), &value, sizeof value);
}

/* ---- one field, all fields */

static void read_absent(struct reader *r, const struct field *f)
{
    if (f->kind == FIELD_CHOICE)
        put_int(r, f, -1);
    if (!f->required || (f->kind == FIELD_BOOL && !r->source.is_json))
        return; /* a box that is not ticked is not sent */
    add_error(r->errors, f,
              f->kind == FIELD_CHOICE || f->kind == FIELD_ID ? T_FORM_CHOOSE : T_FORM_REQUIRED, 0);
}

static void read_field(struct reader *r, const struct field *f)
{
    bool is_text = f->kind == FIELD_TEXT || f->kind == FIELD_SECRET;
    struct form_value v;

    if (f->kind == FIELD_CHOICES) {
        read_choices(r, f);
        return;
    }
    if (f->kind == FIELD_LIST) {
        read_list(r, f);
        return;
    }
    if (!form_source_nth(&r->source, f, 0, &v) ||
        (!is_text && f->kind != FIELD_BOOL && v.kind == FORM_VALUE_TEXT &&
         str_trim(v.text).n == 0)) {
        read_absent(r, f);
        return;
    }
    if (f->kind == FIELD_CHOICE)
        put_int(r, f, -1);
    if (v.kind == FORM_VALUE_TEXT && !v.decodes) {
        add_error(r->errors, f, T_FORM_BAD_CHARACTERS, 0);
        if (is_text)
            put_str(r, f, printable(r->rq->arena, v.text));
        return;
    }
    if (is_text && v.kind != FORM_VALUE_TEXT) {
        add_error(r->errors, f, T_FORM_TEXT, 0);
        return;
    }
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_SECRET:
        read_text(r, f, &v);
        break;
    case FIELD_INT:
        read_int(r, f, &v);
        break;
    case FIELD_BOOL:
        read_bool(r, f, &v);
        break;
    case FIELD_CHOICE:
        read_choice(r, f, &v);
        break;
    case FIELD_DATE:
        read_date(r, f, &v);
        break;
    case FIELD_INSTANT:
        read_instant(r, f, &v);
        break;
    case FIELD_ID:
        read_id(r, f, &v);
        break;
    case FIELD_CHOICES: /* above */
    case FIELD_LIST:
        break;
    }
}

static enum status read_all(struct reader *r, const struct form *form)
{
    memset(r->ret, 0, form->size);
    for (size_t i = 0; i < form->n; i++)
        read_field(r, &form->fields[i]);
    for (struct str name; form_source_unknown(&r->source, form, &name);) {
        struct field *f = arena_make(r->rq->arena, struct field);

        f->name = str_c(r->rq->arena, name);
        add_error(r->errors, f, T_FORM_UNKNOWN, 0);
    }
    form_errors_note(r->errors);
    return r->errors->n == 0 ? OK : fail(INVALID, "%zu fields of %s", r->errors->n, form->name);
}

enum status form_read(struct request *rq, void *ret, struct form_errors *errors)
{
    const struct form *form = rq->route->in;
    struct reader r = {.rq = rq, .errors = errors, .ret = ret};

    errors->n = 0;
    memset(ret, 0, form->size);
    TRY(form_source_body(rq, &r.source));
    return read_all(&r, form);
}

enum status query_read(struct request *rq, void *ret, struct form_errors *errors)
{
    struct reader r = {.rq = rq, .errors = errors, .ret = ret};

    errors->n = 0;
    r.source = form_source_query(rq);
    return read_all(&r, rq->route->query);
}

enum status form_take(struct request *rq, void *ret)
{
    return form_read(rq, ret, &(struct form_errors){.n = 0});
}

enum status query_take(struct request *rq, void *ret)
{
    return query_read(rq, ret, &(struct form_errors){.n = 0});
}

const struct form_error *form_error_of(const struct form_errors *errors, const char *field)
{
    for (size_t i = 0; i < errors->n; i++)
        if (strcmp(errors->at[i].field->name, field) == 0)
            return &errors->at[i];
    return NULL;
}

void form_error_add(struct form_errors *errors, const struct form *form, const char *field,
                    enum text_key key, int64_t arg)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->fields[i].name, field) == 0) {
            add_error(errors, &form->fields[i], key, arg);
            form_errors_note(errors);
            return;
        }
    must(false); /* a field the form does not have */
}
