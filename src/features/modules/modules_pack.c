/* The evidence pack: who was instructed in what, when, understood how, by whom. Every look at it is written down. Nothing in it
 * depends on when it is made: the same period and the same rows give the same bytes.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>

#include "base/csv.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/modules/modules_parts.h"
#include "pdf/pdf.h"

#define PACK_DAYS_MAX 3660

struct pack_line {
    int64_t person, at; /* person: in people */
    struct str what, how, by;
    struct str module; /* the word; of a module passed */
};
struct pack {
    struct arena *a;
    const struct actor *who;
    const struct zone *zone;
    struct str centre;
    int64_t from_at, to_at;
    int32_t from_day, to_day;
    struct module_pack_person_list people;
    struct module_list modules;
    struct module_pack_title_list titles;
    struct pack_line *lines;
    size_t n_lines;
};

static struct str word_of(const struct pack *p, enum text_key key)
{
    return text(p->who->lang, key);
}

static struct str filled(const struct pack *p, enum text_key key, int64_t n)
{
    struct text_arg arg = TEXT_INT(n);

    return text_filled(p->a, p->who->lang, key, &arg, 1);
}

static struct str day_text(const struct pack *p, int64_t at)
{
    return date_text(p->a, zone_day(p->zone, at));
}

/* As people say it: for the PDF, which is read; the CSV is sorted and counted by. */
static struct str day_said(const struct pack *p, int32_t day)
{
    return text_date(p->a, p->who->lang, day_date(day), T_TIME_MONTHS);
}

/* -1: not among those who were here. */
static int64_t index_of(const struct pack *p, int64_t person_id)
{
    for (size_t i = 0; i < p->people.n; i++)
        if (p->people.at[i].id == person_id)
            return (int64_t)i;
    return -1;
}

static void add_line(struct pack *p, int64_t person_id, int64_t at, struct str what, struct str how,
                     struct str by, struct str module)
{
    int64_t person = index_of(p, person_id);

    if (person >= 0)
        p->lines[p->n_lines++] = (struct pack_line){person, at, what, how, by, module};
}

/* ---- gathering */

/* The title that this version had: a later one changes no pack of the time before it. */
static struct str title_of(const struct pack *p, struct str word, int64_t version)
{
    struct module_content own = {0};

    for (size_t i = 0; i < p->titles.n; i++)
        if (p->titles.at[i].version == version && str_eq(p->titles.at[i].word, word))
            return p->titles.at[i].title;
    if (version != 0 || module_own_find(word) == MODULE_OWN_N)
        return word;
    module_own_fill(module_own_find(word), &own);
    return own.text[p->who->lang][MODULE_TITLE];
}

/* That held at the end of the period; 0: the program's own, or none. */
static int64_t version_then(const struct pack *p, struct str word)
{
    int64_t version = 0;

    for (size_t i = 0; i < p->titles.n; i++)
        if (p->titles.at[i].made_at < p->to_at && str_eq(p->titles.at[i].word, word))
            version = p->titles.at[i].version;
    return version;
}

static struct str versioned(const struct pack *p, struct str title, int64_t version)
{
    return version == 0 ? arena_printf(p->a, "%.*s (%.*s)", STR_ARG(title),
                                       STR_ARG(word_of(p, T_MODULES_PACK_OWN)))
                        : arena_printf(p->a, "%.*s (%.*s)", STR_ARG(title),
                                       STR_ARG(filled(p, T_MODULES_VERSION, version)));
}

static struct str author_of(const struct pack *p, struct str maker)
{
    return maker.p != NULL && maker.n > 0 ? maker : word_of(p, T_MODULES_PACK_BY_PROGRAM);
}

static void add_passes(struct pack *p, const struct module_pack_pass_list *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct module_pack_pass *r = &rows->at[i];
        int64_t n = r->rights.p != NULL ? (int64_t)r->rights.n : 4;

        add_line(p, r->person_id, r->at, versioned(p, title_of(p, r->word, r->version), r->version),
                 filled(p, T_MODULES_PACK_HOW, n), author_of(p, r->maker_name), r->word);
    }
}

static void add_limits(struct pack *p, const struct module_pack_limit_list *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct module_pack_limit *r = &rows->at[i];

        add_line(p, r->person_id, r->at,
                 versioned(p, word_of(p, T_MODULES_PACK_LIMITS), r->version),
                 filled(p, T_MODULES_PACK_HOW, 3), author_of(p, r->maker_name), STR("limits"));
    }
}

static void add_gate(struct pack *p, const struct module_pack_sign_list *signs,
                     const struct module_pack_override_list *overrides)
{
    for (size_t i = 0; i < signs->n; i++) {
        const struct module_pack_sign *s = &signs->at[i];
        struct str how = word_of(p, T_MODULES_PACK_SIGNED);

        if (s->taken_back_at != 0)
            how = arena_printf(p->a, "%.*s %.*s %.*s", STR_ARG(how),
                               STR_ARG(word_of(p, T_MODULES_PACK_TAKEN_BACK)),
                               STR_ARG(day_text(p, s->taken_back_at)));
        add_line(p, s->person_id, s->at, word_of(p, T_MODULES_PACK_SIGN), how, s->trainer_name,
                 STR_NONE);
    }
    for (size_t i = 0; i < overrides->n; i++)
        add_line(p, overrides->at[i].person_id, overrides->at[i].at,
                 word_of(p, T_MODULES_PACK_OVERRIDE), word_of(p, T_MODULES_PACK_OVERRIDE_HOW),
                 overrides->at[i].leader_name, STR_NONE);
}

static int by_person_and_time(const void *a, const void *b)
{
    const struct pack_line *x = a, *y = b;

    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return str_cmp(x->what, y->what);
}

static enum status gather(struct db *db, struct pack *p)
{
    struct module_pack_pass_list passes;
    struct module_pack_limit_list limits;
    struct module_pack_sign_list signs;
    struct module_pack_override_list overrides;
    int64_t centre = p->who->centre_id;

    TRY(modules_of(db, p->a, centre, &p->modules));
    TRY(q_module_pack_titles(db, p->a, centre, p->who->lang, MODULE_TITLE, &p->titles));
    TRY(q_module_pack_people(db, p->a, centre, p->from_day, p->to_day, &p->people));
    TRY(q_module_pack_passes(db, p->a, centre, p->from_at, p->to_at, &passes));
    TRY(q_module_pack_limits(db, p->a, centre, p->from_at, p->to_at, &limits));
    TRY(q_module_pack_signs(db, p->a, centre, p->from_at, p->to_at, &signs));
    TRY(q_module_pack_overrides(db, p->a, centre, p->from_at, p->to_at, &overrides));
    p->lines = arena_array(p->a, struct pack_line, passes.n + limits.n + signs.n + overrides.n + 1);
    add_passes(p, &passes);
    add_limits(p, &limits);
    add_gate(p, &signs, &overrides);
    qsort(p->lines, p->n_lines, sizeof *p->lines, by_person_and_time);
    return OK;
}

static bool is_named(const struct pack *p, size_t person)
{
    return may_reach(p->who, PERM_LIMITS_FOLLOW, p->people.at[person].id,
                     p->people.at[person].team_id);
}

/* ---- numbers, for who sees no names: of those who were here, how many were instructed in it */

static bool counts(const struct pack *p, size_t person)
{
    return may(p->who, PERM_MODULES_SET) ||
           may_reach(p->who, PERM_NUMBERS_READ, -1, p->people.at[person].team_id);
}

static struct module_number number_of(const struct pack *p, struct str word, struct str title)
{
    struct module_number n = {.word = word, .title = title};

    for (size_t i = 0; i < p->people.n; i++)
        n.n_must += counts(p, i);
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct pack_line *l = &p->lines[i];
        bool again = false; /* each person once */

        if (l->module.p == NULL || !str_eq(l->module, word) || !counts(p, (size_t)l->person))
            continue;
        for (size_t k = i; k-- > 0 && p->lines[k].person == l->person;)
            again = again || (p->lines[k].module.p != NULL && str_eq(p->lines[k].module, word));
        n.n_hold += !again;
    }
    modules_hide(&n);
    return n;
}

static struct module_number *numbers_of(const struct pack *p, size_t *ret_n)
{
    struct module_number *at = arena_array(p->a, struct module_number, p->modules.n + 1);
    size_t n = 0;

    at[n++] = number_of(p, STR("limits"), word_of(p, T_MODULES_PACK_LIMITS));
    for (size_t i = 0; i < p->modules.n; i++) {
        const struct module *m = &p->modules.at[i];
        int64_t version = version_then(p, m->word);

        if (version != 0 || m->comes_with) /* there was one then */
            at[n++] = number_of(p, m->word, title_of(p, m->word, version));
    }
    *ret_n = n;
    return at;
}

static struct str number_text(const struct pack *p, bool hidden, int64_t n)
{
    return hidden ? word_of(p, T_MODULES_HIDDEN) : arena_printf(p->a, "%lld", (long long)n);
}

/* ---- CSV */

static void csv_row(struct buf *out, const struct str *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_write_field(out, fields[i].p != NULL ? fields[i] : STR(""), ';', i == 0);
    buf_add(out, STR("\r\n"));
}

static void csv_names(const struct pack *p, struct buf *out)
{
    const struct str head[] = {
        word_of(p, T_MODULES_PERSON),          word_of(p, T_MODULES_TEAM),
        word_of(p, T_MODULES_PACK_WHAT),       word_of(p, T_MODULES_PACK_WHEN),
        word_of(p, T_MODULES_PACK_UNDERSTOOD), word_of(p, T_MODULES_PACK_BY)};

    csv_row(out, head, 6);
    for (size_t i = 0; i < p->n_lines; i++) {
        const struct pack_line *l = &p->lines[i];
        const struct module_pack_person *who = &p->people.at[l->person];
        const struct str row[] = {who->name,          who->team_name, l->what,
                                  day_text(p, l->at), l->how,         l->by};

        if (is_named(p, (size_t)l->person))
            csv_row(out, row, 6);
    }
}

static void csv_numbers(const struct pack *p, struct buf *out)
{
    const struct str head[] = {word_of(p, T_MODULES_PACK_WHAT), word_of(p, T_MODULES_PACK_N),
                               word_of(p, T_MODULES_PACK_N_HERE)};
    size_t n;
    struct module_number *at = numbers_of(p, &n);

    csv_row(out, head, 3);
    for (size_t i = 0; i < n; i++) {
        const struct str row[] = {at[i].title, number_text(p, at[i].hidden, at[i].n_hold),
                                  number_text(p, at[i].must_hidden, at[i].n_must)};

        csv_row(out, row, 3);
    }
}

/* ---- PDF */

static void pdf_person(const struct pack *p, struct pdf *d, size_t person, size_t *line)
{
    const struct module_pack_person *who = &p->people.at[person];
    size_t n = 0;

    pdf_heading(d, 2,
                who->team_name.n > 0
                    ? arena_printf(p->a, "%.*s, %.*s", STR_ARG(who->name), STR_ARG(who->team_name))
                    : who->name);
    for (; *line < p->n_lines && p->lines[*line].person == (int64_t)person; (*line)++, n++) {
        const struct pack_line *l = &p->lines[*line];

        pdf_row(d, day_said(p, zone_day(p->zone, l->at)),
                arena_printf(p->a, "%.*s\n%.*s\n%.*s: %.*s", STR_ARG(l->what), STR_ARG(l->how),
                             STR_ARG(word_of(p, T_MODULES_PACK_BY)), STR_ARG(l->by)));
    }
    if (n == 0)
        pdf_paragraph(d, word_of(p, T_MODULES_PACK_NONE));
}

static void pdf_names(const struct pack *p, struct pdf *d)
{
    size_t line = 0;

    for (size_t i = 0; i < p->people.n; i++) {
        if (is_named(p, i))
            pdf_person(p, d, i, &line);
        while (line < p->n_lines && p->lines[line].person == (int64_t)i)
            line++;
    }
}

static void pdf_numbers(const struct pack *p, struct pdf *d)
{
    size_t n;
    struct module_number *at = numbers_of(p, &n);

    pdf_paragraph(d, word_of(p, T_MODULES_PACK_NUMBERS));
    for (size_t i = 0; i < n; i++) {
        struct text_arg args[] = {TEXT_STR(number_text(p, at[i].hidden, at[i].n_hold)),
                                  TEXT_STR(number_text(p, at[i].must_hidden, at[i].n_must))};

        pdf_row(d, at[i].title, text_filled(p->a, p->who->lang, T_MODULES_PACK_N_OF, args, 2));
    }
}

static enum status write_pdf(const struct pack *p, bool names, struct str *ret)
{
    struct str title = word_of(p, T_MODULES_PACK_TITLE);
    struct str period = arena_printf(p->a, "%.*s – %.*s", STR_ARG(day_said(p, p->from_day)),
                                     STR_ARG(day_said(p, p->to_day)));
    const struct pdf_about about = {
        .title = arena_printf(p->a, "%.*s, %.*s", STR_ARG(title), STR_ARG(period)),
        .lang = lang_code(p->who->lang),
        .author = p->centre,
        .foot = arena_printf(p->a, "%.*s · %.*s", STR_ARG(p->centre), STR_ARG(period)),
        .at = p->to_at,
    };
    struct pdf *d = pdf_new(p->a, &about);

    pdf_heading(d, 1, title);
    pdf_paragraph(d, arena_printf(p->a, "%.*s, %.*s", STR_ARG(p->centre), STR_ARG(period)));
    pdf_paragraph(d, word_of(p, T_MODULES_PACK_INTRO));
    if (names)
        pdf_names(p, d);
    else
        pdf_numbers(p, d);
    return pdf_write(d, ret);
}

/* ---- made */

static enum status check_ask(const struct module_pack_ask *ask)
{
    if (ask->from_day == 0 || ask->to_day < ask->from_day ||
        ask->to_day - ask->from_day > PACK_DAYS_MAX)
        return refuse(INVALID, T_MODULES_PACK_PERIOD);
    return OK;
}

static enum status write_down(struct db *db, const struct actor *who, struct str kind)
{
    DB_TX(tx, db);

    TRY(audit(db, who, AUDIT_EVIDENCE_PACK_MADE, who->centre_id, kind));
    return db_commit(&tx);
}

enum status module_pack(struct db *db, struct arena *a, const struct actor *who,
                        const struct module_pack_ask *ask, enum module_pack_kind kind,
                        struct str *ret)
{
    bool names = may(who, PERM_LIMITS_FOLLOW);
    struct pack p = {
        .a = a, .who = who, .from_day = (int32_t)ask->from_day, .to_day = (int32_t)ask->to_day};
    struct module_zone_row centre;

    if (!names && !may(who, PERM_NUMBERS_READ) && !may(who, PERM_MODULES_SET))
        return fail(DENIED, "may not make the evidence pack");
    TRY(check_ask(ask));
    TRY(write_down(db, who, kind == MODULE_PACK_PDF ? STR("pdf") : STR("csv")));
    TRY(q_module_zone(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &p.zone));
    p.centre = centre.name;
    p.from_at = zone_day_start(p.zone, p.from_day);
    p.to_at = zone_day_start(p.zone, p.to_day + 1);
    TRY(gather(db, &p));
    if (kind == MODULE_PACK_PDF)
        return write_pdf(&p, names, ret);
    struct buf out = buf_new(a, 4000);
    buf_add(&out, STR("\xef\xbb\xbf")); /* Excel reads UTF-8 then */
    if (names)
        csv_names(&p, &out);
    else
        csv_numbers(&p, &out);
    *ret = buf_str(&out);
    return OK;
}
