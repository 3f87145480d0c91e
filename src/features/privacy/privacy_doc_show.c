/* Values as a person reads them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/privacy/privacy_doc_show.h"

#include <string.h>

#include "base/json.h"
#include "features/incidents/incidents.h"
#include "pdf/pdf.h"
#include "privacy_doc_html.h"

struct str doc_time(struct arena *a, const struct zone *zone, int64_t at_ms)
{
    if (at_ms == 0)
        return STR_NONE;
    struct local_time t = zone_local(zone, at_ms);
    return arena_printf(a, "%04d-%02d-%02d %02d:%02d", t.year, t.month, t.day, t.hour, t.minute);
}

struct str doc_time_said(struct arena *a, enum lang lang, const struct zone *zone, int64_t at_ms)
{
    if (at_ms == 0)
        return STR_NONE;
    struct local_time t = zone_local(zone, at_ms);
    struct text_arg args[] = {TEXT_STR(text_clock(a, lang, t.hour * 60 + t.minute)),
                              TEXT_STR(text_date(a, lang, t, T_TIME_MONTHS_SHORT))};
    return text_filled(a, lang, T_TIME_THEN, args, 2);
}

static struct str day_said(struct arena *a, enum lang lang, const struct zone *zone, int64_t day)
{
    if (day == 0)
        return STR_NONE;
    return text_date(a, lang, zone_local(zone, zone_day_start(zone, (int32_t)day)),
                     T_TIME_MONTHS_SHORT);
}

static struct str code_shown(enum lang lang, const struct personal_field *f, struct str code)
{
    for (size_t i = 0; i < f->n_words; i++)
        if (str_eq(code, str_of(f->words[i])))
            return text(lang, f->texts[i]);
    return code;
}

static struct str word_shown(enum lang lang, const struct personal_field *f, int64_t v)
{
    if (v < 0 || v >= (int64_t)f->n_words)
        return STR_NONE; /* written by a newer version */
    return f->texts && f->texts[v] != T_NONE ? text(lang, f->texts[v]) : str_of(f->words[v]);
}

static struct str key_shown(enum lang lang, struct str key)
{
    for (int i = 1; i < T_N; i++)
        if (str_eq(key, str_of(text_key_names[i])))
            return text(lang, (enum text_key)i);
    return key;
}

/* Copied out, since a member's address need not be the type's. */
static int64_t int_at(const char *p)
{
    int64_t v;

    memcpy(&v, p, sizeof v);
    return v;
}

static struct str text_at(const char *p)
{
    struct str v;

    memcpy(&v, p, sizeof v);
    return v.n > 0 ? v : STR_NONE;
}

static struct str shown(struct arena *a, enum lang lang, const struct zone *zone,
                        const struct personal_field *f, const char *p)
{
    switch (f->kind) {
    case PERSONAL_TEXT:
        return text_at(p);
    case PERSONAL_KEY:
        return key_shown(lang, text_at(p));
    case PERSONAL_CODE:
        return code_shown(lang, f, text_at(p));
    case PERSONAL_BOOL:
        return text(lang, *(const bool *)p ? T_PERSONAL_YES : T_PERSONAL_NO);
    case PERSONAL_INSTANT:
        return doc_time_said(a, lang, zone, int_at(p));
    case PERSONAL_DAY:
        return day_said(a, lang, zone, int_at(p));
    case PERSONAL_INCIDENT:
        return int_at(p) == 0 ? STR_NONE : incident_number_text(a, int_at(p));
    case PERSONAL_WORD:
        return word_shown(lang, f, int_at(p));
    case PERSONAL_COUNTED:
        if (int_at(p) == 0)
            return STR_NONE;
        break;
    case PERSONAL_INT:
        break;
    }
    return arena_printf(a, "%lld", (long long)int_at(p));
}

/* The same for programs. */
static struct doc_cell cell_of(struct arena *a, const struct personal_field *f, const char *p,
                               struct doc_cell cell)
{
    switch (f->kind) {
    case PERSONAL_TEXT:
    case PERSONAL_CODE:
    case PERSONAL_KEY:
        cell.word = text_at(p);
        break;
    case PERSONAL_BOOL:
        cell.is_bool = true;
        cell.number = *(const bool *)p;
        break;
    case PERSONAL_INSTANT:
        cell.word = instant_text(a, int_at(p));
        break;
    case PERSONAL_DAY:
        cell.word = date_text(a, (int32_t)int_at(p));
        break;
    case PERSONAL_WORD:
        cell.word = str_of(f->words[int_at(p)]);
        break;
    case PERSONAL_COUNTED:
    case PERSONAL_INCIDENT:
    case PERSONAL_INT:
        cell.is_number = true;
        cell.number = int_at(p);
        break;
    }
    return cell;
}

void doc_add_rows(struct arena *a, enum lang lang, const struct zone *zone,
                  const struct personal *part, const struct personal_rows *rows,
                  struct doc_section *ret)
{
    *ret = (struct doc_section){.name = str_of(part->name), .title = text(lang, part->title)};
    ret->at = arena_array(a, struct doc_row, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        const char *row = (const char *)rows->at + i * rows->size;
        struct doc_row *r = &ret->at[ret->n++];

        r->at = arena_array(a, struct doc_cell, part->n_fields);
        for (size_t f = 0; f < part->n_fields; f++) {
            const struct personal_field *field = &part->fields[f];
            struct str value = shown(a, lang, zone, field, row + field->offset);

            if (value.p)
                r->at[r->n++] = cell_of(a, field, row + field->offset,
                                        (struct doc_cell){.name = str_of(field->name),
                                                          .label = text(lang, field->label),
                                                          .value = value});
        }
    }
}

/* ---- the whole document */

struct str doc_html(struct arena *a, const struct doc *d)
{
    struct html h = {.out = buf_new(a, 16384), .lang = d->lang};

    privacy_doc_html(&h, d);
    return buf_str(&h.out);
}

static void write_cell(struct json_out *o, const struct doc_cell *c)
{
    json_key(o, c->name);
    if (c->is_number)
        json_write_int(o, c->number);
    else if (c->is_bool)
        json_write_bool(o, c->number != 0);
    else
        json_write_text(o, c->word);
}

struct str doc_json(struct arena *a, const struct doc *d)
{
    struct buf b = buf_new(a, 16384);
    struct json_out o = json_out_to(&b);

    json_open_object(&o);
    json_key(&o, STR("title"));
    json_write_text(&o, d->title);
    json_key(&o, STR("made"));
    json_write_text(&o, d->made);
    for (size_t i = 0; i < d->n; i++) {
        json_key(&o, d->at[i].name);
        json_open_array(&o);
        for (size_t r = 0; r < d->at[i].n; r++) {
            json_open_object(&o);
            for (size_t c = 0; c < d->at[i].at[r].n; c++)
                write_cell(&o, &d->at[i].at[r].at[c]);
            json_close_object(&o);
        }
        json_close_array(&o);
    }
    json_close_object(&o);
    buf_char(&b, '\n');
    return buf_str(&b);
}

enum status doc_pdf(struct arena *a, const struct doc *d, int64_t at, struct str *ret)
{
    struct pdf_about about = {.title = d->title,
                              .lang = d->lang_code,
                              .author = STR("Bagvagt"),
                              .foot = d->title,
                              .at = at};
    struct pdf *pdf = pdf_new(a, &about);

    pdf_heading(pdf, 1, d->title);
    pdf_paragraph(pdf, d->lead);
    for (size_t i = 0; i < d->n; i++) {
        pdf_heading(pdf, 2, d->at[i].title);
        for (size_t r = 0; r < d->at[i].n; r++) {
            for (size_t c = 0; c < d->at[i].at[r].n; c++)
                pdf_row(pdf, d->at[i].at[r].at[c].label, d->at[i].at[r].at[c].value);
            pdf_paragraph(pdf, STR(" "));
        }
    }
    pdf_paragraph(pdf, d->made);
    return pdf_write(pdf, ret);
}
