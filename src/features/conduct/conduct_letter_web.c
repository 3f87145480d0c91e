/* Pages for letters: written from a template, kept without name and address, printed with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_web.h"

#include "base/clock.h"
#include "conduct_html.h"
#include "features/conduct/conduct_forms.h"
#include "features/conduct/conduct_show.h"
#include "pdf/pdf.h"
#include "web/page.h"

static bool word_index(const char *const *words, struct str word, int64_t *ret)
{
    for (int64_t i = 0; words[i] != NULL; i++)
        if (str_eq(word, str_of(words[i]))) {
            *ret = i;
            return true;
        }
    return false;
}

static enum status show_write(struct request *rq, struct response *rs, int64_t id,
                              const struct conduct_letter *typed,
                              const struct conduct_trouble *trouble)
{
    struct conduct_case c;

    TRY(conduct_find(rq->db, rq->arena, rq->who, id, &c));
    if (!c.may_decide)
        return c.sight == CONDUCT_SIGHT_ASKER ? refuse(DENIED, T_CONDUCT_NOT_YOURSELF)
                                              : fail(MISSING, "outside the actor's reach");
    int64_t kind = typed->kind >= 0 && typed->kind < CONDUCT_LETTER_COMPLAINT ? typed->kind : 0;
    struct conduct_letter letter = *typed;
    letter.kind = kind;
    if (letter.lang < 0)
        letter.lang = LANG_DA;
    if (letter.body.p == NULL)
        TRY(conduct_letter_begin(rq, &c, (enum conduct_letter_kind)kind, (enum lang)letter.lang,
                                 &letter.body));
    struct conduct_page_view v = {
        .title = text(rq->lang, conduct_letter_texts[kind]),
        .lead = text(rq->lang, T_CONDUCT_LETTER_LEAD),
        .back_url = path_of(rq->arena, "/conduct/{}", id),
        .form =
            conduct_form_of(rq, &conduct_letter_form, conduct_letter_dress, &letter, trouble, "l-",
                            path_of(rq->arena, "/conduct/{}/letters", id), T_CONDUCT_LETTER_SAVE),
    };
    if (kind != CONDUCT_LETTER_WARNING)
        v.form.fields.n--; /* only a warning answers the employee */
    v.links.at = arena_array(rq->arena, struct conduct_link, 1);
    v.links.n = 1;
    v.links.at[0] = (struct conduct_link){
        arena_printf(rq->arena, "/conduct/%lld/letter?kind=%s&lang=%s", (long long)id,
                     conduct_letter_words[kind], letter.lang == LANG_DA ? "en" : "da"),
        letter.lang == LANG_DA ? T_CONDUCT_LETTER_IN_EN : T_CONDUCT_LETTER_IN_DA};
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_page_html(page, &v);
    return page_end(page);
}

static enum status write_page(struct request *rq, struct response *rs)
{
    struct conduct_letter fresh = {.kind = 0, .lang = LANG_DA};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    if (!word_index(conduct_letter_words, request_query(rq, "kind"), &fresh.kind))
        fresh.kind = CONDUCT_LETTER_WARNING;
    if (!word_index(conduct_lang_words, request_query(rq, "lang"), &fresh.lang))
        fresh.lang = LANG_DA; /* what the citizen reads, whatever the writer's pages are in */
    return show_write(rq, rs, id, &fresh, NULL);
}

static enum status write_letter(struct request *rq, struct response *rs)
{
    struct conduct_letter typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int64_t id, letter_id = 0;

    TRY(param_id(rq, "id", &id));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = conduct_write_letter(rq->db, rq->arena, rq->who, id, &typed, &letter_id);
    if (conduct_again(rq, rs, done, &trouble))
        return show_write(rq, rs, id, &typed, &trouble);
    TRY(done);
    page_notice(rq, rs, T_CONDUCT_LETTER_SAVED);
    return redirect(rs, path_of(rq->arena, "/conduct/letters/{}", letter_id));
}

/* ---- printing */

static enum status show_letter(struct request *rq, struct response *rs, int64_t id,
                               const struct conduct_print_entry *typed,
                               const struct conduct_trouble *trouble)
{
    struct conduct_letter_row letter;
    struct conduct_case_row k;
    struct conduct_zone_row centre;
    struct conduct_print_entry fresh = {0};

    TRY(conduct_letter_find(rq->db, rq->arena, rq->who, id, &letter, &k));
    TRY(q_conduct_zone(rq->db, rq->arena, k.centre_id, &centre));
    fresh.sender = centre.name;
    struct conduct_letter_page_view v = {
        .title = text(rq->lang, conduct_letter_texts[letter.kind]),
        .body = letter.body,
        .back_url = path_of(rq->arena, "/conduct/{}", k.id),
        .print = conduct_form_of(
            rq, &conduct_print_form, conduct_print_dress, typed != NULL ? typed : &fresh, trouble,
            "p-", path_of(rq->arena, "/conduct/letters/{}/pdf", id), T_CONDUCT_PRINT),
    };
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_letter_html(page, &v);
    return page_end(page);
}

static enum status letter_page(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_letter(rq, rs, id, NULL, NULL);
}

/* The first line is the heading; an empty line begins a new paragraph. */
static void add_body(struct pdf *d, struct arena *a, struct str body)
{
    struct str rest = body, line;
    struct buf paragraph = buf_new(a, 400);
    bool first = true;

    while (str_cut(&rest, '\n', &line)) {
        if (line.n > 0 && line.p[line.n - 1] == '\r')
            line.n--;
        if (first) {
            pdf_heading(d, 1, line);
            first = false;
        } else if (str_trim(line).n == 0) {
            pdf_paragraph(d, arena_copy(a, buf_str(&paragraph)));
            paragraph = buf_new(a, 400);
        } else {
            if (paragraph.n > 0)
                buf_char(&paragraph, '\n');
            buf_add(&paragraph, line);
        }
    }
    pdf_paragraph(d, arena_copy(a, buf_str(&paragraph)));
}

static enum status write_pdf(struct request *rq, const struct conduct_letter_row *letter,
                             const struct conduct_case_row *k, const struct conduct_print_entry *to,
                             struct str *ret)
{
    struct request there = *rq; /* in the language of the letter */
    struct conduct_zone_row centre;

    if (!lang_find(letter->lang, &there.lang))
        there.lang = LANG_DA;
    TRY(q_conduct_zone(rq->db, rq->arena, k->centre_id, &centre));
    struct text_arg reference = TEXT_STR(k->reference);
    struct pdf *d =
        pdf_new(rq->arena, &(struct pdf_about){
                               .title = text(there.lang, conduct_letter_texts[letter->kind]),
                               .lang = letter->lang,
                               .author = centre.name,
                               .at = letter->made_at,
                           });
    pdf_letter(d, &(struct pdf_letter){
                      .sender = to->sender,
                      .recipient = arena_printf(rq->arena, "%.*s\n%.*s", STR_ARG(to->name),
                                                STR_ARG(to->address)),
                      .date = local_date(&there, clock_now()),
                      .reference = k->reference.n > 0
                                       ? text_filled(rq->arena, there.lang,
                                                     T_CONDUCT_PRINT_REFERENCE, &reference, 1)
                                       : STR(""),
                  });
    add_body(d, rq->arena, letter->body);
    return pdf_write(d, ret);
}

static enum status print(struct request *rq, struct response *rs)
{
    struct conduct_print_entry typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    struct conduct_letter_row letter;
    struct conduct_case_row k;
    struct str file;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(conduct_letter_find(rq->db, rq->arena, rq->who, id, &letter, &k));
    enum status read = conduct_read(rq, &typed, &trouble.errors);
    if (conduct_again(rq, rs, read, &trouble))
        return show_letter(rq, rs, id, &typed, &trouble);
    TRY(read);
    TRY(write_pdf(rq, &letter, &k, &typed, &file));
    TRY(conduct_letter_printed(rq->db, rq->who, k.id));
    rs->content_type = STR("application/pdf");
    response_header(
        rs, "Content-Disposition",
        arena_printf(rq->arena, "inline; filename=\"%s.pdf\"", conduct_letter_words[letter.kind]));
    buf_add(&rs->body, file);
    return OK;
}

const struct route conduct_letter_routes[] = {
    {GET, "/conduct/{id}/letter", PERM_CONDUCT_DECIDE, write_page},
    {POST, "/conduct/{id}/letters", PERM_CONDUCT_DECIDE, write_letter, .in = &conduct_letter_form},
    {GET, "/conduct/letters/{id}", PERM_CONDUCT_DECIDE, letter_page},
    {POST, "/conduct/letters/{id}/pdf", PERM_CONDUCT_DECIDE, print, .in = &conduct_print_form,
     .flags = ROUTE_SLOW},
    {0},
};
