/* Pages of calibration: the rounds, opening one, answering, the spread.
 * SPDX-License-Identifier: MPL-2.0 */
#include "calibration_html.h"
#include "core/refuse.h"
#include "features/coaching/coaching_show.h"
#include "web/page.h"
#include "web/parts.h"

static enum status list(struct request *rq, struct response *rs)
{
    struct calibration_round_row_list rows;
    struct calibration_list_view v;

    TRY(calibration_list(rq->db, rq->arena, rq->who, &rows));
    v.rows = (struct calibration_row_views){
        arena_array(rq->arena, struct calibration_row_view, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct calibration_round_row *r = &rows.at[i];

        v.rows.at[i] = (struct calibration_row_view){r->id,
                                                     r->about,
                                                     local_date(rq, r->started_at),
                                                     r->n_locked,
                                                     r->n_seats,
                                                     r->locked_at == 0 && r->closed_at == 0,
                                                     r->closed_at != 0};
    }
    struct html *page = page_begin(rq, rs, T_CALIBRATION_TITLE);
    calibration_list_html(page, &v);
    return page_end(page);
}

/* ---- opening */

static bool is_invited(const struct calibration_start *s, int64_t person_id)
{
    for (size_t i = 0; i < CALIBRATION_SEATS; i++)
        if (s->invited[i] == person_id)
            return true;
    return false;
}

static enum status show_new(struct request *rq, struct response *rs,
                            const struct calibration_start *s, struct str error)
{
    struct coaching_person_list people;
    struct calibration_new_view v = {.csrf = rq->csrf,
                                     .error = error,
                                     .about = s->about.p ? s->about : STR(""),
                                     .reference = s->reference.p ? s->reference : STR("")};

    TRY(calibration_trainers(rq->db, rq->arena, rq->who, &people));
    TRY(coaching_show_scenarios(rq, s->scenario, &v.scenarios));
    v.too_few = people.n + 1 < CALIBRATION_LEAST;
    v.people.at = arena_array(rq->arena, struct calibration_person_view, CALIBRATION_SEATS);
    for (size_t i = 0; i < people.n && i < CALIBRATION_SEATS; i++)
        v.people.at[v.people.n++] = (struct calibration_person_view){
            arena_printf(rq->arena, "person_%zu", i + 1),
            coaching_show_id(rq, people.at[i].person_id), people.at[i].name,
            people.at[i].team.p ? people.at[i].team : STR(""),
            is_invited(s, people.at[i].person_id)};
    struct html *page = page_begin(rq, rs, T_CALIBRATION_BEGIN);
    calibration_new_html(page, &v);
    return page_end(page);
}

static enum status begin_new(struct request *rq, struct response *rs)
{
    struct calibration_start s = {.scenario = request_query(rq, "scenario")};

    return show_new(rq, rs, &s, STR(""));
}

static enum status put_new(struct request *rq, struct response *rs)
{
    struct calibration_start s;
    struct form_errors errors = {.n = 0};
    int64_t id;
    enum status done = form_read(rq, &s, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_new(rq, rs, &s, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = calibration_begin(rq->db, rq->arena, rq->who, &s, &id);
    if (coaching_refused(done)) {
        struct str why = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_new(rq, rs, &s, why);
    }
    TRY(done);
    page_notice(rq, rs, T_CALIBRATION_DONE_BEGUN);
    return redirect(rs, path_of(rq->arena, "/calibration/{}", id));
}

/* ---- one round */

/* "0,74", or why there is none. */
static struct str alpha_text(struct request *rq, const struct alpha *a)
{
    if (a->outcome == ALPHA_ALIKE)
        return text(rq->lang, T_CALIBRATION_ALPHA_SAME);
    if (a->outcome != ALPHA_NUMBER)
        return text(rq->lang, T_CALIBRATION_ALPHA_FEW);
    int64_t hundredths = (int64_t)(a->value * 100 + (a->value < 0 ? -0.5 : 0.5));
    int64_t size = hundredths < 0 ? -hundredths : hundredths;
    return arena_printf(rq->arena, "%s%lld%c%02lld", hundredths < 0 ? "−" : "",
                        (long long)(size / 100), rq->lang == LANG_DA ? ',' : '.',
                        (long long)(size % 100));
}

static struct str over_time(struct request *rq, const struct calibration_spread *s)
{
    if (s->n_rounds < 2)
        return STR(""); /* said once, above all questions */
    return text_filled(
        rq->arena, rq->lang, T_CALIBRATION_ALPHA_TIME,
        (struct text_arg[]){TEXT_INT(s->n_rounds), TEXT_STR(alpha_text(rq, &s->over_time))}, 2);
}

static void fill_agreement(struct request *rq, const struct calibration *c,
                           struct calibration_lines *ret)
{
    ret->at = arena_array(rq->arena, struct str, c->n_agreement + 2);
    for (size_t i = 0; i < c->n_agreement; i++) {
        const struct calibration_agreement *g = &c->agreement[i];
        struct str alpha = alpha_text(rq, &g->alpha);

        if (g->kind == COACHING_YES_NO)
            ret->at[ret->n++] =
                text_filled(rq->arena, rq->lang, T_CALIBRATION_ALPHA_YES_NO,
                            (struct text_arg[]){TEXT_INT(g->n_questions), TEXT_STR(alpha)}, 2);
        else
            ret->at[ret->n++] =
                text_filled(rq->arena, rq->lang, T_CALIBRATION_ALPHA_SCALE,
                            (struct text_arg[]){TEXT_INT(g->n_questions), TEXT_INT(g->n_levels),
                                                TEXT_STR(alpha)},
                            3);
    }
    if (ret->n == 0)
        ret->at[ret->n++] = text(rq->lang, T_CALIBRATION_NO_AGREEMENT);
    if (c->form.n > 0 && c->spread[0].n_rounds < 2)
        ret->at[ret->n++] = text(rq->lang, T_CALIBRATION_ALPHA_ONE_ROUND);
}

/* The chart's box, as the view draws it. */
#define BAR_STEP 60
#define BAR_WIDTH 44
#define BAR_LEFT 20
#define BAR_BOTTOM 92
#define BAR_TALLEST 64

static void fill_bars(struct request *rq, const struct coaching_question *q,
                      const struct calibration_spread *s, struct calibration_result *r)
{
    int64_t top = 1;

    for (int64_t level = 0; level < q->n_levels; level++)
        top = s->n_of[level] > top ? s->n_of[level] : top;
    r->bars.at = arena_array(rq->arena, struct calibration_bar, COACHING_LEVELS);
    for (int64_t level = 0; level < q->n_levels; level++) {
        int64_t height = s->n_of[level] * BAR_TALLEST / top, x = BAR_LEFT + level * BAR_STEP;
        struct str label = q->kind == COACHING_YES_NO
                               ? text(rq->lang, level == 1 ? T_COACHING_YES : T_COACHING_NO)
                               : coaching_show_id(rq, level + 1);

        r->bars.at[r->bars.n++] = (struct calibration_bar){
            .x = x,
            .y = BAR_BOTTOM - height,
            .height = height,
            .middle = x + BAR_WIDTH / 2,
            .label = label,
            .count = text_number(rq->arena, rq->lang, s->n_of[level]),
            .name = coaching_show_level(rq, q, level),
            .agreed = s->consensus.stamp > 0 && s->consensus.value == level};
    }
    r->width = 2 * BAR_LEFT + COACHING_LEVELS * BAR_STEP; /* alike for all, so that bars are */
}

static struct calibration_result result_of(struct request *rq, const struct calibration *c,
                                           size_t i, const struct coaching_typed *typed)
{
    const struct coaching_question *q = &c->form.at[i];
    const struct calibration_spread *s = &c->spread[i];
    struct calibration_result r = {.id = q->id,
                                   .number = q->number + 1,
                                   .n = s->n,
                                   .n_not_relevant = s->n_not_relevant,
                                   .text = q->text[rq->lang],
                                   .alpha = over_time(rq, s),
                                   .csrf = rq->csrf,
                                   .url = path_of(rq->arena, "/calibration/{}", c->row.id),
                                   .is_text = q->kind == COACHING_TEXT,
                                   .words = {s->words, s->n_words},
                                   .stamp = s->consensus.stamp,
                                   .typed = STR(""),
                                   .error = STR("")};
    int64_t value = s->consensus.stamp > 0 ? s->consensus.value : COACHING_UNANSWERED;

    if (s->consensus.stamp > 0) {
        r.agreed_level = coaching_show_level(rq, q, value);
        r.agreed_words = r.typed = s->consensus.words;
    }
    if (typed != NULL && typed->agreed != NULL && typed->agreed->question_id == q->id) {
        r.typed = typed->agreed->words.p ? typed->agreed->words : STR("");
        r.error = typed->why;
        value = typed->agreed->value;
    }
    r.levels = coaching_show_levels(rq, q, value);
    fill_bars(rq, q, s, &r);
    return r;
}

static void fill_own(struct request *rq, const struct calibration *c, struct calibration_view *v)
{
    for (size_t i = 0; i < c->form.n; i++) {
        struct coaching_question_view *q = coaching_show_question(&v->sections, (int64_t)i);

        q->said =
            (struct coaching_said_views){arena_array(rq->arena, struct coaching_said_view, 1), 1};
        q->said.at[0] = (struct coaching_said_view){
            text(rq->lang, T_COACHING_YOU),
            coaching_show_level(rq, &c->form.at[i], c->own[i].value), c->own[i].words};
    }
}

static void fill_results(struct request *rq, const struct calibration *c,
                         const struct coaching_typed *typed, struct calibration_view *v)
{
    fill_agreement(rq, c, &v->agreement);
    v->list.at = arena_array(rq->arena, struct calibration_result, c->form.n);
    for (size_t i = 0; i < c->form.n; i++)
        v->list.at[v->list.n++] = result_of(rq, c, i, typed);
}

static enum status show_one(struct request *rq, struct response *rs, int64_t id,
                            const struct coaching_typed *typed)
{
    struct calibration c;

    TRY(calibration_find(rq->db, rq->arena, rq->who, id, &c));
    struct calibration_view v = {.csrf = rq->csrf,
                                 .url = path_of(rq->arena, "/calibration/{}", id),
                                 .about = c.row.about,
                                 .reference = c.row.reference,
                                 .started = local_date(rq, c.row.started_at),
                                 .error = typed != NULL ? typed->why : STR(""),
                                 .fills = c.sight == CALIBRATION_FILLS,
                                 .waits = c.sight == CALIBRATION_WAITS,
                                 .results = c.sight == CALIBRATION_RESULTS,
                                 .too_few = c.sight == CALIBRATION_TOO_FEW,
                                 .is_opener = c.is_opener,
                                 .closed = c.row.closed_at != 0,
                                 .late = c.row.closed_at != 0 && c.locked_at == 0,
                                 .n_locked = c.row.n_locked,
                                 .n_seats = c.row.n_seats,
                                 .n_counted = c.row.n_counted,
                                 .version = c.form.version,
                                 .sections = coaching_show_form(rq, &c.form)};
    TRY(coaching_show_scenario(rq, c.row.scenario, &v.scenario, &v.scenario_url));
    if (v.results)
        fill_results(rq, &c, typed, &v);
    else if (v.fills)
        coaching_show_fill(
            rq, &c.form, typed != NULL && typed->answers != NULL ? typed->answers : c.own,
            typed != NULL ? typed->errors : NULL, typed != NULL && typed->missing, &v.sections);
    else
        fill_own(rq, &c, &v);
    struct html *page = page_begin(rq, rs, T_CALIBRATION_ONE_TITLE);
    calibration_one_html(page, &v);
    return page_end(page);
}

static enum status one(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_one(rq, rs, id, NULL);
}

static enum status put_fill(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/calibration/{}", press.id);
    return coaching_put_fill(rq, rs, calibration_fill, &press);
}

static enum status put_close(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one, .notice = T_CALIBRATION_DONE_CLOSED};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/calibration/{}", press.id);
    return coaching_pressed(rq, rs, calibration_close(rq->db, rq->arena, rq->who, press.id), NULL,
                            &(struct coaching_typed){.answers = NULL}, &press);
}

static enum status put_agree(struct request *rq, struct response *rs)
{
    struct coaching_press press = {.page = show_one, .notice = T_CALIBRATION_DONE_AGREED};
    struct calibration_agreed g;
    struct form_errors errors = {.n = 0};

    TRY(param_id(rq, "id", &press.id));
    press.next = path_of(rq->arena, "/calibration/{}", press.id);
    enum status done = form_read(rq, &g, &errors);
    g.value = coaching_value_of(g.value);
    if (done == OK)
        done = calibration_agree(rq->db, rq->arena, rq->who, press.id, &g);
    return coaching_pressed(rq, rs, done, &errors, &(struct coaching_typed){.agreed = &g}, &press);
}

const struct route calibration_routes[] = {
    {GET, "/calibration", PERM_COACHING_TRAIN, list},
    {GET, "/calibration/new", PERM_COACHING_TRAIN, begin_new},
    {POST, "/calibration/new", PERM_COACHING_TRAIN, put_new, .in = &calibration_start_form},
    {GET, "/calibration/{id}", PERM_COACHING_TRAIN, one},
    {POST, "/calibration/{id}/fill", PERM_COACHING_TRAIN, put_fill, .in = &coaching_fill_form},
    {POST, "/calibration/{id}/close", PERM_COACHING_TRAIN, put_close},
    {POST, "/calibration/{id}/agree", PERM_COACHING_TRAIN, put_agree,
     .in = &calibration_agree_form},
    {0},
};
