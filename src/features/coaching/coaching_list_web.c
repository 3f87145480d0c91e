/* Pages of practice forms: the lists, and beginning one.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_show.h"

#include "coaching_html.h"
#include "core/refuse.h"
#include "web/page.h"
#include "web/parts.h"

static const enum text_key state_texts[COACHING_STATE_N] = {
#define X(name, word) T_COACHING_STATE_##name,
    COACHING_STATES(X)
#undef X
};

/* Whose turn it is. */
static bool waits_for(const struct coaching_row *r, enum coaching_side side)
{
    static const enum coaching_act acts[] = {COACHING_LOCK, COACHING_SHARE, COACHING_REPLY};
    enum coaching_state to;

    if (r->state == COACHING_SHARED || r->state == COACHING_REPLIED)
        return side == COACHING_LEARNER;
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (coaching_step((enum coaching_state)r->state, side, acts[i], &to))
            return true;
    return false;
}

static enum status fill_rows(struct request *rq, struct coaching_list_view *v)
{
    struct coaching_row_list rows;

    TRY(coaching_list(rq->db, rq->arena, rq->who, &rows));
    v->waiting.at = arena_array(rq->arena, struct coaching_row_view, rows.n);
    v->running.at = arena_array(rq->arena, struct coaching_row_view, rows.n);
    v->over.at = arena_array(rq->arena, struct coaching_row_view, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct coaching_row *r = &rows.at[i];
        struct coaching_row_views *list = &v->running;

        if (r->state < 0 || r->state >= COACHING_STATE_N)
            continue;
        if (r->state == COACHING_ENDED)
            list = &v->over;
        else if (waits_for(r, coaching_show_side(rq, r)))
            list = &v->waiting;
        list->at[list->n++] = (struct coaching_row_view){r->id,
                                                         coaching_show_other(rq, r),
                                                         r->about,
                                                         local_time(rq, r->moved_at),
                                                         state_texts[r->state],
                                                         false};
    }
    return OK;
}

static enum status fill_held(struct request *rq, struct coaching_held_views *ret)
{
    struct coaching_held_row_list rows;

    TRY(coaching_held(rq->db, rq->arena, rq->who, &rows));
    *ret = (struct coaching_held_views){arena_array(rq->arena, struct coaching_held_view, rows.n),
                                        rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct coaching_held_view){
            rows.at[i].learner_name, rows.at[i].team_name.p ? rows.at[i].team_name : STR(""),
            rows.at[i].trainer_name, local_date(rq, rows.at[i].shared_at)};
    return OK;
}

static bool is_learner(const struct request *rq)
{
    for (size_t i = 0; i < rq->who->n_grants; i++)
        if (access_reach(rq->who->grants[i].role, PERM_COACHING) == REACH_OWN)
            return true;
    return false;
}

static bool leads(struct request *rq)
{
    int64_t *ids;
    size_t n;
    bool all;

    access_teams(rq->who, PERM_COACHING, rq->arena, &all, &ids, &n);
    return all || n > 0;
}

static enum status list(struct request *rq, struct response *rs)
{
    struct coaching_list_view v = {.may_learn = is_learner(rq),
                                   .may_train = may(rq->who, PERM_COACHING_TRAIN),
                                   .may_edit = coaching_may_edit(rq->who),
                                   .leads = leads(rq)};

    TRY(fill_rows(rq, &v));
    if (v.leads)
        TRY(fill_held(rq, &v.held));
    struct html *page = page_begin(rq, rs, T_COACHING_TITLE);
    coaching_list_html(page, &v);
    return page_end(page);
}

/* ---- beginning */

static enum status fill_people(struct request *rq, const struct coaching_start *s,
                               struct coaching_options *ret)
{
    struct coaching_person_list people;

    if (s->side == COACHING_BY_TRAINER)
        TRY(coaching_learners(rq->db, rq->arena, rq->who, &people));
    else
        TRY(coaching_trainers(rq->db, rq->arena, rq->who, &people));
    *ret = (struct coaching_options){arena_array(rq->arena, struct coaching_option, people.n),
                                     people.n};
    for (size_t i = 0; i < people.n; i++) {
        const struct coaching_person *p = &people.at[i];

        ret->at[i] = (struct coaching_option){
            coaching_show_id(rq, p->person_id),
            p->team.n > 0
                ? arena_printf(rq->arena, "%.*s · %.*s", STR_ARG(p->name), STR_ARG(p->team))
                : p->name,
            p->person_id == s->with_id};
    }
    return OK;
}

static enum status show_new(struct request *rq, struct response *rs, const struct coaching_start *s,
                            struct str error)
{
    struct coaching_new_view v = {.csrf = rq->csrf,
                                  .error = error,
                                  .about = s->about.p ? s->about : STR(""),
                                  .reference = s->reference.p ? s->reference : STR(""),
                                  .trains = s->side == COACHING_BY_TRAINER};

    TRY(fill_people(rq, s, &v.people));
    TRY(coaching_show_scenarios(rq, s->scenario, &v.scenarios));
    struct html *page =
        page_begin(rq, rs, v.trains ? T_COACHING_BEGIN_TRAINER : T_COACHING_BEGIN_LEARNER);
    coaching_new_html(page, &v);
    return page_end(page);
}

/* ?scenario=refusal: from a scenario that was just practised. */
static enum status begin_new(struct request *rq, struct response *rs)
{
    struct coaching_start s = {.scenario = request_query(rq, "scenario")};
    bool trains = str_eq(request_query(rq, "side"), STR("trainer")) || !is_learner(rq);

    s.side = trains ? COACHING_BY_TRAINER : COACHING_LEARNER;
    return show_new(rq, rs, &s, STR(""));
}

static enum status put_new(struct request *rq, struct response *rs)
{
    struct coaching_start s;
    struct form_errors errors = {.n = 0};
    int64_t id;
    enum status done = form_read(rq, &s, &errors);

    if (done == INVALID && errors.n > 0) {
        struct str why = form_error_named(rq->arena, rq->lang, &errors.at[0]);

        if (s.side < 0)
            s.side = is_learner(rq) ? COACHING_LEARNER : COACHING_BY_TRAINER;
        rs->status = 422;
        return show_new(rq, rs, &s, why);
    }
    TRY(done);
    done = coaching_begin(rq->db, rq->arena, rq->who, &s, &id);
    if (coaching_refused(done)) {
        struct str why = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_new(rq, rs, &s, why);
    }
    TRY(done);
    page_notice(rq, rs, s.side == COACHING_LEARNER ? T_COACHING_DONE_BEGUN : T_COACHING_DONE_ASKED);
    return redirect(rs, path_of(rq->arena, "/coaching/{}", id));
}

const struct route coaching_list_routes[] = {
    {GET, "/coaching", PERM_COACHING, list},
    {GET, "/coaching/new", PERM_COACHING, begin_new},
    {POST, "/coaching/new", PERM_COACHING, put_new, .in = &coaching_start_form},
    {0},
};
