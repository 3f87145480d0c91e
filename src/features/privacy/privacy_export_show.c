/* One case for a third party: the chosen parts, with roles in place of names, also within what was written.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_doc_show.h"

const char *const privacy_part_words[] = {
#define X(name, word) word,
    PRIVACY_PARTS(X)
#undef X
        NULL};
const char *const privacy_format_words[] = {
#define X(name, word) word,
    PRIVACY_FORMATS(X)
#undef X
        NULL};

static const enum text_key class_texts[] = {
#define X(name) T_LOG_CLASS_##name,
    INCIDENT_CLASSES(X)
#undef X
};
static const enum text_key field_texts[] = {
#define X(name, word) T_LOG_##name,
    INCIDENT_FIELDS(X)
#undef X
};
static const enum text_key step_texts[] = {[INCIDENT_STEP_TALKED] = T_PERSONAL_STEP_TALKED,
                                           [INCIDENT_STEP_RATED] = T_PERSONAL_STEP_RATED,
                                           [INCIDENT_STEP_RAISED] = T_PERSONAL_STEP_RAISED,
                                           [INCIDENT_STEP_TEXT] = T_PERSONAL_STEP_TEXT,
                                           [INCIDENT_STEP_DETAILS] = T_PERSONAL_STEP_DETAILS};
static const enum text_key kind_texts[] = {
#define X(name, word) T_AFTERCARE_KIND_##name,
    CARE_KINDS(X)
#undef X
};
static const enum text_key state_texts[] = {
#define X(name, word) T_AFTERCARE_STATE_##name,
    CARE_STATES(X)
#undef X
};

struct export
{
    struct db *db;
    struct arena *a;
    const struct actor *who;
    const struct zone *zone;
    struct incident in;
    struct privacy_name_row_list names;
    struct doc doc;
};

/* ---- names */

static struct str role_of(const struct export *x, int64_t person_id)
{
    if (person_id == x->in.row.person_id)
        return text(x->doc.lang, T_EXPORT_EMPLOYEE);
    for (size_t i = 0; i < x->names.n; i++)
        if (x->names.at[i].id == person_id && x->names.at[i].role > ROLE_AGENT &&
            x->names.at[i].role < ROLE_N)
            return text(x->doc.lang, role_text((enum role)x->names.at[i].role));
    return text(x->doc.lang, T_EXPORT_COLLEAGUE);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Whole words alone: Bo is a name, "bor" is not. */
static struct str replace_word(struct arena *a, struct str s, struct str word, struct str by)
{
    struct buf b = buf_new(a, s.n + 64);
    size_t at;

    while (word.n > 0 && str_find(s, word, &at)) {
        bool whole = (at == 0 || !is_letter(s.p[at - 1])) &&
                     (at + word.n == s.n || !is_letter(s.p[at + word.n]));

        buf_add(&b, str_sub(s, 0, at));
        if (whole) {
            buf_char(&b, '[');
            buf_add(&b, by);
            buf_char(&b, ']');
        } else {
            buf_add(&b, word);
        }
        s = str_sub(s, at + word.n, s.n);
    }
    buf_add(&b, s);
    return buf_str(&b);
}

/* Also with a small letter and the genitive, as people write: "leas", "LEA". */
static struct str replace_any_case(struct arena *a, struct str s, struct str word, struct str by)
{
    struct buf upper = buf_new(a, word.n), genitive = buf_new(a, word.n + 1);

    for (size_t i = 0; i < word.n; i++)
        buf_char(&upper, word.p[i] >= 'a' && word.p[i] <= 'z' ? (char)(word.p[i] - 32) : word.p[i]);
    buf_printf(&genitive, "%.*ss", STR_ARG(word));
    s = replace_word(a, s, word, by);
    s = replace_word(a, s, buf_str(&genitive), by);
    s = replace_word(a, s, buf_str(&upper), by);
    return s;
}

/* Full names of everybody in the centre; every part of the names of those who have to do with the case. */
static struct str without_names(const struct export *x, struct str s)
{
    for (size_t i = 0; i < x->names.n; i++)
        s = replace_any_case(x->a, s, x->names.at[i].name, role_of(x, x->names.at[i].id));
    for (size_t i = 0; i < x->names.n; i++) {
        struct str rest = x->names.at[i].name, part;

        while (str_cut(&rest, ' ', &part))
            if (part.n > 1)
                s = replace_any_case(x->a, s, part, role_of(x, x->names.at[i].id));
    }
    return s;
}

/* ---- sections */

static struct doc_section *section(struct export *x, const char *name, enum text_key title,
                                   size_t n)
{
    struct doc_section *s = &x->doc.at[x->doc.n++];

    *s = (struct doc_section){.name = str_of(name), .title = text(x->doc.lang, title)};
    s->at = arena_array(x->a, struct doc_row, n);
    return s;
}

static struct doc_row *row(struct export *x, struct doc_section *s, size_t n)
{
    struct doc_row *r = &s->at[s->n++];

    r->at = arena_array(x->a, struct doc_cell, n);
    return r;
}

static void cell(struct export *x, struct doc_row *r, const char *name, enum text_key label,
                 struct str value)
{
    if (value.n > 0)
        r->at[r->n++] = (struct doc_cell){
            .name = str_of(name), .label = text(x->doc.lang, label), .value = value, .word = value};
}

static void cell_time(struct export *x, struct doc_row *r, const char *name, enum text_key label,
                      int64_t at)
{
    if (at != 0)
        r->at[r->n++] = (struct doc_cell){.name = str_of(name),
                                          .label = text(x->doc.lang, label),
                                          .value = doc_time_said(x->a, x->doc.lang, x->zone, at),
                                          .word = doc_time(x->a, x->zone, at)};
}

static void add_event(struct export *x)
{
    const struct incident_full_row *in = &x->in.row;
    struct doc_row *r = row(x, section(x, "event", T_EXPORT_PART_EVENT, 1), 4);
    enum lang lang = x->doc.lang;

    cell_time(x, r, "happened", T_PERSONAL_HAPPENED, in->occurred_at);
    cell_time(x, r, "logged", T_PERSONAL_LOGGED, in->logged_at);
    if (in->class >= 0 && in->class < INCIDENT_CLASS_N)
        cell(x, r, "class", T_PERSONAL_CLASS, text(lang, class_texts[in->class]));
    cell(x, r, "about", T_EXPORT_ABOUT, text(lang, T_EXPORT_EMPLOYEE));
}

static void add_rating(struct export *x)
{
    const struct incident_full_row *in = &x->in.row;
    struct doc_row *r = row(x, section(x, "rating", T_EXPORT_PART_RATING, 1), 2);

    if (in->rating > 0)
        cell(x, r, "rating", T_PERSONAL_RATING,
             arena_printf(x->a, "%lld / 5", (long long)in->rating));
    if (in->raised > 0)
        cell(x, r, "raised", T_PERSONAL_RAISED,
             arena_printf(x->a, "%lld / 5", (long long)in->raised));
}

/* What counts now: the newest version of each text. */
static void add_texts(struct export *x)
{
    struct doc_section *s = section(x, "texts", T_EXPORT_PART_TEXTS, x->in.texts.n);
    int64_t shown = 0; /* bit per field */

    for (size_t i = 0; i < x->in.texts.n; i++) {
        const struct incident_text_row *t = &x->in.texts.at[i];

        if (t->field < 0 || t->field >= INCIDENT_FIELD_N || (shown >> t->field & 1) != 0)
            continue;
        shown |= INT64_C(1) << t->field;
        if (t->text.n > 0)
            cell(x, row(x, s, 1), incident_field_words[t->field], field_texts[t->field],
                 without_names(x, t->text));
    }
}

static void add_steps(struct export *x)
{
    struct doc_section *s = section(x, "steps", T_EXPORT_PART_STEPS, x->in.steps.n);

    for (size_t i = 0; i < x->in.steps.n; i++) {
        const struct incident_step_row *step = &x->in.steps.at[i];
        struct doc_row *r = row(x, s, 3);

        cell_time(x, r, "at", T_PERSONAL_AT, step->at);
        if (step->kind >= 0 && step->kind < INCIDENT_STEP_N)
            cell(x, r, "what", T_PERSONAL_WHAT, text(x->doc.lang, step_texts[step->kind]));
        cell(x, r, "by", T_PERSONAL_BY, role_of(x, step->person_id));
    }
}

/* What was done and when; what was said stays. */
static enum status add_care(struct export *x)
{
    struct privacy_care_row_list steps;

    TRY(q_privacy_care_steps(x->db, x->a, x->in.row.id, &steps));
    struct doc_section *s = section(x, "aftercare", T_EXPORT_PART_CARE, steps.n);
    for (size_t i = 0; i < steps.n; i++) {
        const struct privacy_care_row *step = &steps.at[i];
        struct doc_row *r = row(x, s, 5);

        if (step->kind >= 0 && step->kind < CARE_KIND_N)
            cell(x, r, "what", T_PERSONAL_WHAT, text(x->doc.lang, kind_texts[step->kind]));
        if (step->state >= 0 && step->state < CARE_STATE_N)
            cell(x, r, "state", T_PERSONAL_STATE, text(x->doc.lang, state_texts[step->state]));
        cell_time(x, r, "due", T_PERSONAL_DUE, step->due_at);
        cell_time(x, r, "ended", T_PERSONAL_ENDED, step->ended_at);
        if (step->ended_by != 0)
            cell(x, r, "by", T_PERSONAL_BY, role_of(x, step->ended_by));
    }
    return OK;
}

static enum status fill(struct export *x, int64_t parts)
{
    x->doc.at = arena_array(x->a, struct doc_section, PRIVACY_PART_N);
    if (parts >> PRIVACY_PART_EVENT & 1)
        add_event(x);
    if (parts >> PRIVACY_PART_RATING & 1)
        add_rating(x);
    if (parts >> PRIVACY_PART_TEXTS & 1)
        add_texts(x);
    if (parts >> PRIVACY_PART_STEPS & 1)
        add_steps(x);
    return parts >> PRIVACY_PART_CARE & 1 ? add_care(x) : OK;
}

static enum status write_as(struct export *x, enum privacy_format format, struct str *ret)
{
    switch (format) {
    case PRIVACY_PDF:
        return doc_pdf(x->a, &x->doc, clock_now(), ret);
    case PRIVACY_JSON:
        *ret = doc_json(x->a, &x->doc);
        return OK;
    case PRIVACY_HTML:
    case PRIVACY_FORMAT_N:
        break;
    }
    *ret = doc_html(x->a, &x->doc);
    return OK;
}

enum status privacy_export(struct db *db, struct arena *a, const struct actor *who,
                           int64_t incident_id, int64_t parts, enum privacy_format format,
                           struct str *ret)
{
    struct export x = {.db = db, .a = a, .who = who, .doc = {.lang = who->lang}};
    struct privacy_person_row person;
    DB_TX(tx, db);

    TRY(incident_find(db, a, who, incident_id, &x.in));
    if (x.in.sight != INCIDENT_SIGHT_FULL)
        return fail(MISSING, "sees only the event");
    if (parts <= 0 || parts >> PRIVACY_PART_N != 0)
        return refuse(INVALID, T_EXPORT_NOTHING);
    TRY(q_privacy_person(db, a, x.in.row.person_id, &person));
    TRY(zone_find(person.zone, &x.zone));
    TRY(q_privacy_names(db, a, person.centre_id, &x.names));
    struct text_arg number = TEXT_STR(incident_number_text(a, x.in.row.number)),
                    made = TEXT_STR(doc_time_said(a, x.doc.lang, x.zone, clock_now()));
    x.doc.lang_code = lang_code(who->lang);
    x.doc.title = text_filled(a, who->lang, T_EXPORT_DOC_TITLE, &number, 1);
    x.doc.lead = text(who->lang, T_EXPORT_DOC_LEAD);
    x.doc.made = text_filled(a, who->lang, T_EXTRACT_MADE, &made, 1);
    TRY(fill(&x, parts));
    TRY(write_as(&x, format, ret));
    TRY(audit(db, who, AUDIT_INCIDENT_EXPORTED, incident_id, str_of(privacy_format_words[format])));
    return db_commit(&tx);
}
