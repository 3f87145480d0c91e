/* Pages of modules: one's own list, reading and answering, and who has what.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "core/refuse.h"
#include "features/modules/modules_forms.h"
#include "features/modules/modules_show.h"
#include "modules_html.h"
#include "modules_overview_html.h"
#include "web/page.h"

/* ---- what I have, what waits, what comes */

static enum status list(struct request *rq, struct response *rs)
{
    struct module_mine_list mine;
    struct modules_view v = {.may_set = modules_may_set(rq->who),
                             .may_overview = may(rq->who, PERM_LIMITS_FOLLOW) ||
                                             may(rq->who, PERM_NUMBERS_READ) ||
                                             may(rq->who, PERM_MODULES_SET)};

    TRY(modules_mine(rq->db, rq->arena, rq->who, rq->lang, &mine));
    v.must.at = arena_array(rq->arena, struct module_card, mine.n);
    v.others.at = arena_array(rq->arena, struct module_card, mine.n);
    for (size_t i = 0; i < mine.n; i++) {
        struct module_card card = module_card_of(rq, &mine.at[i]);

        if (card.must)
            v.must.at[v.must.n++] = card;
        else
            v.others.at[v.others.n++] = card;
        v.n_waiting += card.must && !card.holds;
    }
    struct html *page = page_begin(rq, rs, T_MODULES_TITLE);
    modules_list_html(page, &v);
    return page_end(page);
}

/* ---- one */

static enum status versions_of(struct request *rq, const struct module_content *c,
                               struct module_old_list *ret)
{
    struct module_version_row_list rows;

    TRY(module_versions(rq->db, rq->arena, rq->who, c->module.word, &rows));
    if (rows.n == 0)
        return OK;
    ret->at = arena_array(rq->arena, struct module_old, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        ret->at[ret->n++] =
            (struct module_old){rows.at[i].version, local_time(rq, rows.at[i].made_at),
                                rows.at[i].maker_name, rows.at[i].version == c->module.version};
    if (c->module.comes_with)
        ret->at[ret->n++] = (struct module_old){.shown = c->module.version == 0};
    return OK;
}

static enum status fill_mine(struct request *rq, struct str word, struct module_view *v)
{
    struct module_mine_list mine;

    TRY(modules_mine(rq->db, rq->arena, rq->who, rq->lang, &mine));
    for (size_t i = 0; i < mine.n; i++)
        if (str_eq(mine.at[i].word, word)) {
            struct module_card card = module_card_of(rq, &mine.at[i]);

            v->passed = card.passed;
            v->until = card.until;
            v->holds = card.holds && !card.soon;
            v->again = card.passed.n > 0;
        }
    return OK;
}

static enum status show(struct request *rq, struct response *rs, int64_t version,
                        const struct module_answers *answers, const struct module_checked *checked,
                        const struct form_errors *errors)
{
    struct str word = request_param(rq, "word");
    struct module_content c;
    struct module_view v = {.csrf = rq->csrf, .may_set = modules_may_set(rq->who)};

    TRY(module_read(rq->db, rq->arena, rq->who, word, version, &c));
    TRY(versions_of(rq, &c, &v.versions));
    TRY(fill_mine(rq, word, &v));
    TRY(module_body(rq, c.text[rq->lang][MODULE_BODY], &v.body));
    v.word = c.module.word;
    v.version = c.module.version;
    v.title = c.text[rq->lang][MODULE_TITLE];
    v.lead = c.text[rq->lang][MODULE_LEAD];
    v.made = c.module.version > 0 ? local_time(rq, c.module.made_at) : STR_NONE;
    v.comes_with = c.module.comes_with;
    v.closed = c.module.setting.closed;
    v.is_old = v.versions.n > 0 && c.module.version != v.versions.at[0].version;
    v.questions = module_questions(rq, &c, answers, checked, errors);
    v.has_error = errors != NULL;
    for (int i = 0; checked && i < c.n_questions; i++)
        v.n_wrong += checked->wrong[i];
    struct html *page = page_begin_titled(rq, rs, v.title);
    module_page_html(page, &v);
    return page_end(page);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t version = request_query_int(rq, "version", MODULE_NOW);

    return show(rq, rs, version < 0 ? MODULE_NOW : version, NULL, NULL, NULL);
}

/* Every question that the module has is answered. */
static void want_all(const struct module_content *c, const struct module_answers *answers,
                     struct form_errors *errors)
{
    for (int i = 0; i < c->n_questions; i++)
        if (answers->answer[i] < 0)
            form_error_add(errors, &module_check_form, module_check_form.fields[i + 1].name,
                           T_MODULES_ANSWER_THIS, 0);
}

static enum status show_passed(struct request *rq, struct response *rs,
                               const struct module_content *c, const struct module_answers *answers,
                               const struct module_checked *checked)
{
    struct module_passed_view v = {.word = c->module.word,
                                   .title = c->text[rq->lang][MODULE_TITLE],
                                   .until = module_last_day(rq, checked->until_at),
                                   .questions = module_questions(rq, c, answers, checked, NULL)};
    struct html *page = page_begin_titled(rq, rs, v.title);

    module_passed_html(page, &v);
    return page_end(page);
}

static enum status check(struct request *rq, struct response *rs)
{
    struct str word = request_param(rq, "word");
    struct module_answers answers;
    struct module_checked checked;
    struct module_content c;
    struct form_errors errors = {.n = 0};
    enum status read = form_read(rq, &answers, &errors);

    if (read != OK && !(read == INVALID && errors.n > 0))
        return read;
    TRY(module_read(rq->db, rq->arena, rq->who, word, MODULE_NOW, &c));
    want_all(&c, &answers, &errors);
    if (errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, MODULE_NOW, &answers, NULL, &errors);
    }
    db_refresh(rq->db);
    TRY(module_check(rq->db, rq->arena, rq->who, word, &answers, &checked));
    if (checked.passed_at == 0)
        return show(rq, rs, MODULE_NOW, &answers, &checked, NULL);
    return show_passed(rq, rs, &c, &answers, &checked);
}

/* ---- who has what */

static struct module_who who_of(struct request *rq, const struct module_person *p)
{
    struct module_who who = {.name = p->name, .team = p->team};

    who.lacks.at = arena_array(rq->arena, struct module_card, p->modules.n);
    who.soon.at = arena_array(rq->arena, struct module_card, p->modules.n);
    for (size_t i = 0; i < p->modules.n; i++) {
        struct module_card card = module_card_of(rq, &p->modules.at[i]);

        if (!card.holds)
            who.lacks.at[who.lacks.n++] = card;
        else if (card.soon)
            who.soon.at[who.soon.n++] = card;
    }
    return who;
}

static enum status overview(struct request *rq, struct response *rs)
{
    struct modules_overview o;
    int32_t today = zone_day(rq->zone, clock_now());

    TRY(modules_overview(rq->db, rq->arena, rq->who, rq->lang, &o));
    struct modules_overview_view v = {.numbers = {o.numbers, o.n_numbers},
                                      .n_people = (int64_t)o.n_people,
                                      .names = o.n_people > 0,
                                      .from = date_text(rq->arena, today - 364),
                                      .to = date_text(rq->arena, today)};
    v.people.at = arena_array(rq->arena, struct module_who, o.n_people);
    for (int lacking = 1; lacking >= 0; lacking--) /* who lacks something first */
        for (size_t i = 0; i < o.n_people; i++)
            if ((o.people[i].n_lacking > 0) == (lacking == 1)) {
                v.people.at[v.people.n++] = who_of(rq, &o.people[i]);
                v.n_lacking += lacking;
            }
    for (size_t i = 0; i < o.n_numbers; i++)
        v.some_hidden = v.some_hidden || o.numbers[i].hidden;
    struct html *page = page_begin(rq, rs, T_MODULES_OVERVIEW);
    modules_overview_page_html(page, &v);
    return page_end(page);
}

const struct route modules_routes[] = {
    {GET, "/modules", PERM_MODULES_TAKE, list},
    {GET, "/modules/overview", PERM_MODULES_TAKE, overview},
    {GET, "/modules/{word}", PERM_MODULES_TAKE, one},
    {POST, "/modules/{word}/check", PERM_MODULES_TAKE, check, .in = &module_check_form},
    {0},
};
