/* Numbers made ready for the page: small charts, one per question, and the words that say the same.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_show.h"

#include "features/onboarding/onboarding.h"
#include "features/pulses/pulses_forms.h"
#include "web/page.h"

/* The chart's box, as the view draws it. */
#define CHART_LEFT 36
#define CHART_STEP 50
#define CHART_BOTTOM 100 /* "not at all" */
#define CHART_HEIGHT 84
#define NOT_ASKED INT64_C(-1)

struct str pulses_day_text(struct request *rq, int64_t day)
{
    struct local_time t = day_date((int32_t)day);
    struct str month = local_month(rq, t.month);

    if (day == 0)
        return STR_NONE;
    return arena_printf(rq->arena, rq->lang == LANG_DA ? "%d. %.*s" : "%d %.*s", t.day,
                        STR_ARG(month));
}

struct pulses_step_list pulses_steps(struct arena *a, int64_t chosen)
{
    static const enum text_key texts[PULSES_HIGH] = {
        T_PULSES_STEP_1, T_PULSES_STEP_2, T_PULSES_STEP_3, T_PULSES_STEP_4, T_PULSES_STEP_5};
    struct pulses_step_list list = {arena_array(a, struct pulses_step_view, PULSES_HIGH),
                                    PULSES_HIGH};

    for (int64_t i = 0; i < PULSES_HIGH; i++)
        list.at[i] =
            (struct pulses_step_view){pulses_answer_words[i + 1], texts[i], chosen == i + 1};
    return list;
}

/* ---- who it is about */

static const enum text_key profile_texts[] = {
#define X(name, word) T_ONBOARDING_PROFILE_##name,
    ONBOARDING_PROFILES(X)
#undef X
};

static struct str quarter_name(struct request *rq, int64_t first_day)
{
    struct local_time t = day_date((int32_t)first_day);

    return text_filled(rq->arena, rq->lang, T_PULSES_QUARTER_N,
                       (struct text_arg[]){TEXT_INT((t.month + 2) / 3),
                                           TEXT_STR(arena_printf(rq->arena, "%d", t.year))},
                       2);
}

struct str pulses_group_name(struct request *rq, enum pulses_label by, const struct pulses_group *g)
{
    if (by == PULSES_QUARTER)
        return quarter_name(rq, g->id);
    if (by == PULSES_PROFILE)
        return text(rq->lang, profile_texts[g->id - 1]);
    return g->name;
}

static struct str url_of(struct request *rq, enum pulses_label by, int64_t group, int64_t version)
{
    struct buf b = buf_new(rq->arena, 80);

    buf_add(&b, STR("/pulse/numbers"));
    if (by != PULSES_ALL)
        buf_printf(&b, "?by=%s", pulses_by_words[by]);
    if (group != 0)
        buf_printf(&b, "&group=%lld", (long long)group);
    if (version != PULSES_NOW)
        buf_printf(&b, "%cversion=%lld", by == PULSES_ALL ? '?' : '&', (long long)version);
    return buf_str(&b);
}

static struct pulses_link_list bys_of(struct request *rq, const struct pulses_numbers *n)
{
    static const enum text_key names[] = {T_PULSES_BY_TEAM, T_PULSES_BY_CLASS, T_PULSES_BY_QUARTER,
                                          T_PULSES_BY_PROFILE, T_PULSES_BY_ALL};
    struct pulses_link_list list = {arena_array(rq->arena, struct pulses_link, PULSES_ALL + 1), 0};

    if (!may(rq->who, PERM_PULSE_READ))
        return list;
    list.at[list.n++] =
        (struct pulses_link){url_of(rq, PULSES_ALL, 0, PULSES_NOW),
                             text(rq->lang, names[PULSES_ALL]), n->by == PULSES_ALL, false};
    for (int by = 0; by < PULSES_ALL; by++)
        list.at[list.n++] =
            (struct pulses_link){url_of(rq, (enum pulses_label)by, 0, PULSES_NOW),
                                 text(rq->lang, names[by]), (int)n->by == by, false};
    return list;
}

static struct pulses_link_list groups_of(struct request *rq, const struct pulses_numbers *n,
                                         struct str *ret_chosen)
{
    struct pulses_link_list list = {arena_array(rq->arena, struct pulses_link, n->groups.n + 1), 0};

    for (size_t i = 0; i < n->groups.n; i++) {
        const struct pulses_group *g = &n->groups.at[i];
        struct str name = pulses_group_name(rq, n->by, g);

        list.at[list.n++] = (struct pulses_link){url_of(rq, n->by, g->id, n->questions.version),
                                                 name, g->id == n->group, g->hidden};
        if (g->id == n->group)
            *ret_chosen = name;
    }
    return list;
}

static enum status versions_of(struct request *rq, const struct pulses_numbers *n,
                               struct pulses_link_list *ret)
{
    struct pulses_version_row_list rows;

    TRY(pulses_versions(rq->db, rq->arena, rq->who, &rows));
    ret->n = 0;
    ret->at = arena_array(rq->arena, struct pulses_link, rows.n + 1);
    for (size_t i = 0; rows.n > 0 && i <= rows.n; i++) {
        int64_t version = i < rows.n ? rows.at[i].version : 0;

        ret->at[ret->n++] = (struct pulses_link){
            url_of(rq, n->by, n->group, version),
            version == 0 ? text(rq->lang, T_PULSES_OWN_VERSION)
                         : text_filled(rq->arena, rq->lang, T_PULSES_VERSION,
                                       (struct text_arg[]){TEXT_INT(version)}, 1),
            version == n->questions.version, false};
    }
    return OK;
}

/* ---- the charts */

static struct str moment_text(struct request *rq, int64_t moment, bool is_short)
{
    if (moment == PULSES_EXIT)
        return text(rq->lang, is_short ? T_PULSES_EXIT_SHORT : T_PULSES_EXIT);
    if (is_short)
        return arena_printf(rq->arena, "%lld", (long long)pulses_moment_day(moment));
    return text_filled(rq->arena, rq->lang, T_PULSES_DAY_N,
                       (struct text_arg[]){TEXT_INT(pulses_moment_day(moment))}, 1);
}

static int64_t y_of(const struct pulses_cell *c)
{
    return c->at_least == 0 ? 0
                            : CHART_BOTTOM - (c->mean_tenths - PULSES_LOW * 10) * CHART_HEIGHT /
                                                 ((PULSES_HIGH - PULSES_LOW) * 10);
}

/* A line from point to point, broken where one is hidden. */
static struct str line_of(struct arena *a, const struct pulses_point_list *points, bool all)
{
    struct buf b = buf_new(a, 80);
    bool is_down = false;

    for (size_t i = 0; i < points->n; i++) {
        const struct pulses_point *p = &points->at[i];
        int64_t y = all ? p->all_y : p->y;

        if (y != 0)
            buf_printf(&b, "%s%lld %lld", is_down ? " L" : " M", (long long)p->x, (long long)y);
        is_down = y != 0;
    }
    return str_trim(buf_str(&b));
}

static struct pulses_said said_of(struct request *rq, int64_t moment, size_t question,
                                  const struct pulses_cell *c)
{
    struct pulses_said s = {.moment = moment_text(rq, moment, false), .at_least = c->at_least};

    if (!pulses_is_asked(moment, question))
        s.at_least = NOT_ASKED;
    else if (c->at_least > 0)
        s.mean = arena_printf(rq->arena, "%lld%c%lld", (long long)(c->mean_tenths / 10),
                              rq->lang == LANG_DA ? ',' : '.', (long long)(c->mean_tenths % 10));
    return s;
}

static struct pulses_chart chart_of(struct request *rq, const struct pulses_numbers *n, size_t q,
                                    struct pulses_numbers_view *v)
{
    struct pulses_chart c = {.number = (int64_t)q + 1, .text = n->questions.text[rq->lang][q]};

    c.points.at = arena_array(rq->arena, struct pulses_point, PULSES_MOMENT_N);
    c.said.at = arena_array(rq->arena, struct pulses_said, PULSES_MOMENT_N);
    for (int64_t m = 0; m < PULSES_MOMENT_N; m++) {
        const struct pulses_cell *cell = &n->cells[m][q];

        c.points.at[c.points.n++] = (struct pulses_point){CHART_LEFT + m * CHART_STEP, y_of(cell),
                                                          n->group != 0 ? y_of(&n->all[m][q]) : 0,
                                                          moment_text(rq, m, true)};
        c.said.at[c.said.n++] = said_of(rq, m, q, cell);
        v->has_any = v->has_any || cell->at_least > 0;
        v->has_hidden = v->has_hidden || c.said.at[m].at_least == 0;
    }
    c.line = line_of(rq->arena, &c.points, false);
    c.all_line = line_of(rq->arena, &c.points, true);
    return c;
}

enum status pulses_numbers_fill(struct request *rq, const struct pulses_numbers *n,
                                struct pulses_numbers_view *ret)
{
    ret->by = bys_of(rq, n);
    ret->groups = groups_of(rq, n, &ret->group);
    TRY(versions_of(rq, n, &ret->versions));
    ret->is_group = n->group != 0;
    ret->charts.at = arena_array(rq->arena, struct pulses_chart, PULSES_QUESTIONS);
    ret->charts.n = PULSES_QUESTIONS;
    for (size_t q = 0; q < PULSES_QUESTIONS; q++)
        ret->charts.at[q] = chart_of(rq, n, q, ret);
    ret->moments = ret->charts.at[0].said;
    return OK;
}
