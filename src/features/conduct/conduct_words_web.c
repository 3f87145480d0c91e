/* Pages for a centre's own letter texts and terms.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_web.h"

#include "conduct_words_html.h"
#include "features/conduct/conduct_forms.h"
#include "features/conduct/conduct_show.h"
#include "web/page.h"

static const enum text_key term_texts[] = {
#define X(name, word) T_CONDUCT_TERM_IS_##name,
    CONDUCT_TERMS(X)
#undef X
};

static struct str version_text(struct request *rq, int64_t version)
{
    struct text_arg arg = TEXT_INT(version);

    return version == 0 ? text(rq->lang, T_CONDUCT_OWN_TEXT)
                        : text_filled(rq->arena, rq->lang, T_CONDUCT_VERSION, &arg, 1);
}

static enum status fill_templates(struct request *rq, struct conduct_words_rows *ret)
{
    ret->at = arena_array(rq->arena, struct conduct_words_row, CONDUCT_LETTER_N * LANG_N);
    for (int kind = 0; kind < CONDUCT_LETTER_N; kind++)
        for (int lang = 0; lang < LANG_N; lang++) {
            struct conduct_template t;
            struct str code = lang_code((enum lang)lang);

            TRY(conduct_template(rq->db, rq->arena, rq->who->centre_id,
                                 (enum conduct_letter_kind)kind, (enum lang)lang, &t));
            ret->at[ret->n++] = (struct conduct_words_row){
                .url = arena_printf(rq->arena, "/conduct/words/%s/%.*s", conduct_letter_words[kind],
                                    STR_ARG(code)),
                .version = version_text(rq, t.version),
                .lang_text = lang == LANG_DA ? T_CONDUCT_IN_DA : T_CONDUCT_IN_EN,
                .kind_text = conduct_letter_texts[kind]};
        }
    return OK;
}

static struct str source_of(struct request *rq, int kind, const struct conduct_term_value *t)
{
    return t->version > 0 ? t->source : text(rq->lang, conduct_term_defaults[kind].source);
}

static enum status fill_terms(struct request *rq, struct conduct_term_views *ret)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];

    TRY(conduct_terms(rq->db, rq->arena, rq->who->centre_id, terms));
    ret->at = arena_array(rq->arena, struct conduct_term_view, CONDUCT_TERM_N);
    ret->n = CONDUCT_TERM_N;
    for (int i = 0; i < CONDUCT_TERM_N; i++) {
        struct text_arg days = TEXT_INT(terms[i].days);

        ret->at[i] = (struct conduct_term_view){
            .url = arena_printf(rq->arena, "/conduct/words/terms/%s", conduct_term_words[i]),
            .days = text_filled(rq->arena, rq->lang,
                                i == CONDUCT_TERM_ANSWER ? T_CONDUCT_WORKING_DAYS : T_CONDUCT_DAYS,
                                &days, 1),
            .source = source_of(rq, i, &terms[i]),
            .checked = conduct_day_text(rq, terms[i].verified_on),
            .text = term_texts[i]};
    }
    return OK;
}

static enum status overview(struct request *rq, struct response *rs)
{
    struct conduct_words_view v = {0};

    TRY(fill_templates(rq, &v.templates));
    TRY(fill_terms(rq, &v.terms));
    struct html *page = page_begin(rq, rs, T_CONDUCT_WORDS_TITLE);
    conduct_words_html(page, &v);
    return page_end(page);
}

static enum status find_word(const struct request *rq, const char *name, const char *const *words,
                             int *ret)
{
    struct str word = request_param(rq, name);

    for (int i = 0; words[i] != NULL; i++)
        if (str_eq(word, str_of(words[i]))) {
            *ret = i;
            return OK;
        }
    return fail(MISSING, "no such page");
}

/* ---- a template */

static enum status show_template(struct request *rq, struct response *rs, int kind, int lang,
                                 const struct conduct_template_entry *typed,
                                 const struct conduct_trouble *trouble)
{
    struct conduct_template t;

    TRY(conduct_template(rq->db, rq->arena, rq->who->centre_id, (enum conduct_letter_kind)kind,
                         (enum lang)lang, &t));
    struct conduct_template_entry now = {t.body};
    struct conduct_template_view v = {
        .page = {.title = text(rq->lang, conduct_letter_texts[kind]),
                 .lead = version_text(rq, t.version),
                 .back_url = STR("/conduct/words"),
                 .form = conduct_form_of(rq, &conduct_template_form, conduct_template_dress,
                                         typed != NULL ? typed : &now, trouble, "t-",
                                         arena_printf(rq->arena, "/conduct/words/%s/%s",
                                                      conduct_letter_words[kind],
                                                      conduct_lang_words[lang]),
                                         T_CONDUCT_SAVE)}};

    v.versions.at = arena_array(rq->arena, struct conduct_old_text, t.versions.n);
    for (size_t i = 0; i < t.versions.n; i++) {
        const struct conduct_version_row *r = &t.versions.at[i];

        v.versions.at[v.versions.n++] = (struct conduct_old_text){
            local_time(rq, r->made_at), r->maker_name, version_text(rq, r->version), r->body};
    }
    struct html *page = page_begin_titled(rq, rs, v.page.title);
    conduct_template_html(page, &v);
    return page_end(page);
}

static enum status template_page(struct request *rq, struct response *rs)
{
    int kind, lang;

    TRY(find_word(rq, "kind", conduct_letter_words, &kind));
    TRY(find_word(rq, "lang", conduct_lang_words, &lang));
    return show_template(rq, rs, kind, lang, NULL, NULL);
}

static enum status set_template(struct request *rq, struct response *rs)
{
    struct conduct_template_entry typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int kind, lang;

    TRY(find_word(rq, "kind", conduct_letter_words, &kind));
    TRY(find_word(rq, "lang", conduct_lang_words, &lang));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = conduct_template_set(rq->db, rq->arena, rq->who, (enum conduct_letter_kind)kind,
                                    (enum lang)lang, typed.body);
    if (conduct_again(rq, rs, done, &trouble))
        return show_template(rq, rs, kind, lang, &typed, &trouble);
    TRY(done);
    page_notice(rq, rs, T_CONDUCT_SAVED);
    return redirect(rs, STR("/conduct/words"));
}

/* ---- a term */

static enum status show_term(struct request *rq, struct response *rs, int kind,
                             const struct conduct_term_value *typed,
                             const struct conduct_trouble *trouble)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];

    TRY(conduct_terms(rq->db, rq->arena, rq->who->centre_id, terms));
    terms[kind].source = source_of(rq, kind, &terms[kind]);
    struct text_arg bounds[] = {TEXT_INT(conduct_term_defaults[kind].min),
                                TEXT_INT(conduct_term_defaults[kind].max)};
    struct conduct_page_view v = {
        .title = text(rq->lang, term_texts[kind]),
        .lead = text_filled(rq->arena, rq->lang, T_CONDUCT_TERM_LEAD, bounds, 2),
        .back_url = STR("/conduct/words"),
        .form = conduct_form_of(
            rq, &conduct_term_form, conduct_term_dress, typed != NULL ? typed : &terms[kind],
            trouble, "t-",
            arena_printf(rq->arena, "/conduct/words/terms/%s", conduct_term_words[kind]),
            T_CONDUCT_SAVE)};
    struct html *page = page_begin_titled(rq, rs, v.title);
    conduct_term_html(page, &v);
    return page_end(page);
}

static enum status term_page(struct request *rq, struct response *rs)
{
    int kind;

    TRY(find_word(rq, "term", conduct_term_words, &kind));
    return show_term(rq, rs, kind, NULL, NULL);
}

static enum status set_term(struct request *rq, struct response *rs)
{
    struct conduct_term_value typed;
    struct conduct_trouble trouble = {.alert = STR_NONE};
    int kind;

    TRY(find_word(rq, "term", conduct_term_words, &kind));
    enum status done = conduct_read(rq, &typed, &trouble.errors);
    if (done == OK)
        done = conduct_term_set(rq->db, rq->arena, rq->who, (enum conduct_term)kind, &typed);
    if (conduct_again(rq, rs, done, &trouble))
        return show_term(rq, rs, kind, &typed, &trouble);
    TRY(done);
    page_notice(rq, rs, T_CONDUCT_SAVED);
    return redirect(rs, STR("/conduct/words"));
}

const struct route conduct_words_routes[] = {
    {GET, "/conduct/words", PERM_CONDUCT_WORDS, overview},
    {GET, "/conduct/words/terms/{term}", PERM_CONDUCT_WORDS, term_page},
    {POST, "/conduct/words/terms/{term}", PERM_CONDUCT_WORDS, set_term, .in = &conduct_term_form},
    {GET, "/conduct/words/{kind}/{lang}", PERM_CONDUCT_WORDS, template_page},
    {POST, "/conduct/words/{kind}/{lang}", PERM_CONDUCT_WORDS, set_template,
     .in = &conduct_template_form},
    {0},
};
