/* The administrator's page about the store, and one's own about what is told.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements_web.h"

#include "core/refuse.h"
#include "features/modules/modules.h"
#include "features/statements/statements_view.h"
#include "statements_html.h"
#include "web/page.h"
#include "web/server.h"

#define LOG_PAGE 50

static const struct field fields[] = {
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct statement_store_input, url),
     .required = true,
     .max = 1000,
     .label = T_STATEMENT_F_URL,
     .doc = "Where statements are posted, without \"statements\" at its end; https"},
    {.name = "login",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct statement_store_input, login),
     .required = true,
     .max = STATEMENT_LOGIN_MAX,
     .label = T_STATEMENT_F_LOGIN,
     .doc = "The key that the store gave"},
    {.name = "secret",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct statement_store_input, secret),
     .max = STATEMENT_LOGIN_MAX,
     .label = T_STATEMENT_F_SECRET,
     .doc = "The secret to it; empty: the one that is kept"},
    {.name = "kinds",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct statement_store_input, kinds),
     .words = statement_kind_words,
     .label = T_STATEMENT_F_KINDS,
     .doc = "What it is told of"},
    {.name = "on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct statement_store_input, on),
     .label = T_STATEMENT_F_ON,
     .doc = "Whether it is told anything"},
};
const struct form statement_store_in =
    FORM("StatementStoreInput", fields, struct statement_store_input);

static const struct field own_fields[] = {
    {.name = "practice",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct statement_own_input, practice),
     .label = T_STATEMENT_F_PRACTICE,
     .doc = "Whether practice that one has finished may be told of"},
};
const struct form statement_own_in =
    FORM("StatementOwnInput", own_fields, struct statement_own_input);

/* ---- words */

static enum text_key kind_text(int64_t kind)
{
    static const enum text_key texts[STATEMENT_KIND_N] = {
        [STATEMENT_MODULE] = T_STATEMENT_KIND_MODULE,
        [STATEMENT_SCENARIO] = T_STATEMENT_KIND_SCENARIO,
        [STATEMENT_ITEM] = T_STATEMENT_KIND_ITEM,
        [STATEMENT_LISTENING] = T_STATEMENT_KIND_LISTENING,
        [STATEMENT_DAY] = T_STATEMENT_KIND_DAY,
        [STATEMENT_EXPIRED] = T_STATEMENT_KIND_EXPIRED,
    };

    return texts[kind >= 0 && kind < STATEMENT_KIND_N ? kind : STATEMENT_MODULE];
}

static enum text_key state_text(int64_t state)
{
    static const enum text_key texts[STATEMENT_STATE_N] = {
        [STATEMENT_WAITING] = T_STATEMENT_STATE_WAITING,
        [STATEMENT_SENT] = T_STATEMENT_STATE_SENT,
        [STATEMENT_FAILED] = T_STATEMENT_STATE_FAILED,
        [STATEMENT_DROPPED] = T_STATEMENT_STATE_DROPPED,
    };

    return texts[state >= 0 && state < STATEMENT_STATE_N ? state : STATEMENT_WAITING];
}

static struct statement_choices choices_of(struct request *rq, int64_t chosen, bool only_chosen)
{
    struct statement_choices v = {arena_array(rq->arena, struct statement_choice, STATEMENT_KIND_N),
                                  0};

    for (int i = 0; i < STATEMENT_KIND_N; i++) {
        bool is_chosen = ((uint64_t)chosen >> i & 1) != 0;

        if (is_chosen || !only_chosen)
            v.at[v.n++] = (struct statement_choice){.word = str_of(statement_kind_words[i]),
                                                    .id = arena_printf(rq->arena, "kind-%d", i),
                                                    .label = kind_text(i),
                                                    .is_chosen = is_chosen};
    }
    return v;
}

static struct str title_of(struct request *rq, const struct module_list *modules,
                           const struct statement_log_row *r)
{
    if (r->kind == STATEMENT_MODULE || r->kind == STATEMENT_EXPIRED)
        for (size_t i = 0; i < modules->n; i++)
            if (str_eq(modules->at[i].word, r->word))
                return modules->at[i].title[rq->lang];
    return STR("");
}

static enum status load_items(struct request *rq, const struct statement_log_row_list *log,
                              bool by_event, struct statement_items *ret)
{
    struct module_list modules;

    TRY(modules_of(rq->db, rq->arena, rq->who->centre_id, &modules));
    *ret =
        (struct statement_items){arena_array(rq->arena, struct statement_item, log->n + 1), log->n};
    for (size_t i = 0; i < log->n; i++) {
        const struct statement_log_row *r = &log->at[i];
        int64_t at = by_event ? r->at : r->made_at;

        ret->at[i] = (struct statement_item){.when = local_time(rq, at),
                                             .when_iso = iso_time(rq, at),
                                             .what = text(rq->lang, kind_text(r->kind)),
                                             .word = r->word,
                                             .title = title_of(rq, &modules, r),
                                             .why = r->why,
                                             .state = state_text(r->state),
                                             .attempts = r->attempts};
    }
    return OK;
}

/* ---- the store */

/* input NULL: as it is kept. */
static enum status store_page(struct request *rq, struct response *rs,
                              const struct statement_store_input *input, struct str alert)
{
    struct statements_view v = {.csrf = rq->csrf, .alert = alert, .answered = STR_NONE};
    struct statement_store_row store;
    struct statement_log_row_list log;

    TRY(statement_store(rq->db, rq->arena, rq->who, &store));
    TRY(statement_totals(rq->db, rq->arena, rq->who, &v.totals));
    TRY(statement_log(rq->db, rq->arena, rq->who, LOG_PAGE, &log));
    v.is_set = store.id != 0;
    v.is_on = store.on_at != 0;
    v.is_failing = store.failing_since != 0;
    v.has_no_address = rq->server->public_url.n == 0;
    if (store.answered_at != 0) {
        v.answer = store.answer;
        v.answered = local_time(rq, store.answered_at);
    }
    v.url = input != NULL ? input->url : v.is_set ? store.url : STR("");
    v.login = input != NULL ? input->login : v.is_set ? store.login : STR("");
    v.on = input != NULL ? input->on : v.is_on;
    v.kinds = choices_of(rq, input != NULL ? input->kinds : v.is_set ? store.kinds : 0, false);
    TRY(load_items(rq, &log, false, &v.log));
    if (alert.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_STATEMENTS_TITLE);
    statements_html(page, &v);
    return page_end(page);
}

static enum status show_store(struct request *rq, struct response *rs)
{
    return store_page(rq, rs, NULL, STR_NONE);
}

static enum text_key error_text(const struct form_errors *errors)
{
    if (errors->at[0].field == &fields[0])
        return T_STATEMENT_BAD_URL;
    if (errors->at[0].field == &fields[1])
        return T_STATEMENT_BAD_LOGIN;
    return errors->at[0].field == &fields[2] ? T_STATEMENT_NO_SECRET : T_STATEMENT_NO_KIND;
}

static enum status post_store(struct request *rq, struct response *rs)
{
    struct statement_store_input input = {.url = STR_NONE};
    struct form_errors errors = {.n = 0};
    enum status status = form_read(rq, &input, &errors);

    if (status == INVALID && errors.n > 0)
        return store_page(rq, rs, &input, text(rq->lang, error_text(&errors)));
    TRY(status);
    status = statement_store_put(
        rq->db, rq->arena, rq->who,
        &(struct statement_store_entry){input.url, input.login, input.secret, input.kinds, input.on,
                                        rq->server->local_services});
    if (status == INVALID && refuse_key() != T_NONE)
        return store_page(rq, rs, &input, text(rq->lang, refuse_key()));
    TRY(status);
    page_notice(rq, rs, T_STATEMENT_SAVED);
    return redirect(rs, STR("/statements"));
}

static enum status done(struct request *rq, struct response *rs, enum status status,
                        enum text_key notice)
{
    TRY(status);
    page_notice(rq, rs, notice);
    return redirect(rs, STR("/statements"));
}

static enum status post_renew(struct request *rq, struct response *rs)
{
    return done(rq, rs, statement_renew(rq->db, rq->arena, rq->who), T_STATEMENT_RENEWED);
}

static enum status post_remove(struct request *rq, struct response *rs)
{
    return done(rq, rs, statement_store_remove(rq->db, rq->arena, rq->who), T_STATEMENT_REMOVED);
}

static enum status post_again(struct request *rq, struct response *rs)
{
    int64_t n;

    return done(rq, rs, statement_again(rq->db, rq->who, &n), T_STATEMENT_TRIED_AGAIN);
}

/* ---- one's own */

static enum status show_own(struct request *rq, struct response *rs)
{
    struct statements_own_view v = {.csrf = rq->csrf};
    struct statement_own own;

    TRY(statement_own(rq->db, rq->arena, rq->who, LOG_PAGE, &own));
    v.is_on = own.is_on;
    v.practice = own.practice;
    v.tells_practice = ((uint64_t)own.kinds >> STATEMENT_SCENARIO & 1) != 0;
    v.kinds = choices_of(rq, own.is_on ? own.kinds : 0, true);
    TRY(load_items(rq, &own.sent, true, &v.sent));
    struct html *page = page_begin(rq, rs, T_STATEMENTS_OWN_TITLE);
    statements_own_html(page, &v);
    return page_end(page);
}

static enum status post_own(struct request *rq, struct response *rs)
{
    struct statement_own_input input;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &input, &errors));
    TRY(statement_own_practice(rq->db, rq->who, input.practice));
    page_notice(rq, rs, T_STATEMENT_SAVED);
    return redirect(rs, STR("/me/statements"));
}

const struct route statement_routes[] = {
    {GET, "/statements", PERM_WEBHOOKS, show_store},
    {POST, "/statements", PERM_WEBHOOKS, post_store, .in = &statement_store_in},
    {POST, "/statements/renew", PERM_WEBHOOKS, post_renew},
    {POST, "/statements/again", PERM_WEBHOOKS, post_again},
    {POST, "/statements/remove", PERM_WEBHOOKS, post_remove},
    {GET, "/me/statements", PERM_SIGNED_IN, show_own},
    {POST, "/me/statements", PERM_SIGNED_IN, post_own, .in = &statement_own_in},
    {.run = NULL},
};
