/* The page of who stays: drawn steps, the same in words, and as JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/stays/stays_web.h"

#include <math.h>

#include "base/zone.h"
#include "features/onboarding/onboarding.h"
#include "features/stays/stays_view.h"
#include "stays_html.h"
#include "web/api.h"
#include "web/page.h"

/* The chart's box, as the view draws it. */
#define CHART_LEFT 34
#define CHART_WIDTH 272
#define CHART_BOTTOM 104
#define CHART_HEIGHT 88
#define DIFFERS_AT 0.05

static const char *const by_words[] = {"quarter", "profile", "mentor", NULL};
struct stays_query {
    int64_t by;
};
static const struct field query_fields[] = {
    {.name = "by",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct stays_query, by),
     .words = by_words,
     .label = T_STAYS_F_BY,
     .doc = "What the groups are; without it start quarters"},
};
static const struct form stays_query = FORM("StayQuery", query_fields, struct stays_query);

/* ---- words */

static const enum text_key profile_texts[] = {
#define X(name, word) T_ONBOARDING_PROFILE_##name,
    ONBOARDING_PROFILES(X)
#undef X
};
static const enum text_key mentor_texts[] = {T_STAYS_MENTOR_WITHOUT, T_STAYS_MENTOR_WITH,
                                             T_STAYS_NO_PLAN};

static struct str quarter_name(struct request *rq, int64_t first_day)
{
    struct local_time t = day_date((int32_t)first_day);

    return text_filled(rq->arena, rq->lang, T_STAYS_QUARTER_N,
                       (struct text_arg[]){TEXT_INT((t.month + 2) / 3),
                                           TEXT_STR(arena_printf(rq->arena, "%d", t.year))},
                       2);
}

static struct str name_of(struct request *rq, enum stays_by by, int64_t id)
{
    if (by == STAYS_QUARTER)
        return quarter_name(rq, id);
    if (by == STAYS_MENTOR)
        return text(rq->lang, mentor_texts[id]);
    if (id < 0 || id >= ONBOARDING_PROFILE_N)
        return text(rq->lang, T_STAYS_NO_PLAN);
    return text(rq->lang, profile_texts[id]);
}

static int64_t percent(double share)
{
    return lround(share * 100);
}

static struct stays_said_list said_of(struct request *rq, const struct stays_group *g)
{
    struct stays_said_list list = {arena_array(rq->arena, struct stays_said, STAYS_DAYS),
                                   STAYS_DAYS};

    for (size_t i = 0; i < STAYS_DAYS; i++) {
        const struct stays_on *on = &g->on[i];

        list.at[i].day = text_filled(rq->arena, rq->lang, T_STAYS_DAY_N,
                                     (struct text_arg[]){TEXT_INT(stays_days[i])}, 1);
        if (!g->known[i])
            continue;
        list.at[i].share = arena_printf(rq->arena, "%lld %%", (long long)percent(on->stays));
        if (on->has_interval)
            list.at[i].from_to =
                arena_printf(rq->arena, "%lld–%lld %%", (long long)percent(on->low),
                             (long long)percent(on->high));
    }
    return list;
}

/* ---- drawing */

static int64_t x_of(int64_t day)
{
    return CHART_LEFT + day * CHART_WIDTH / STAYS_LAST_DAY;
}

static int64_t y_of(double share)
{
    return CHART_BOTTOM - lround(share * CHART_HEIGHT);
}

static struct str line_of(struct arena *a, const struct stays_group *g)
{
    struct buf b = buf_new(a, 200);

    if (g->hidden)
        return STR_NONE;
    buf_printf(&b, "M%d %lld", CHART_LEFT, (long long)y_of(1));
    for (size_t i = 0; i < g->n_points && g->curve[i].day <= g->until_day; i++)
        buf_printf(&b, " H%lld V%lld", (long long)x_of(g->curve[i].day),
                   (long long)y_of(g->curve[i].stays));
    buf_printf(&b, " H%lld", (long long)x_of(g->until_day));
    return buf_str(&b);
}

static struct stays_chart chart_of(struct request *rq, const struct stays_group *g, struct str name,
                                   struct str all_line, struct stays_view *v)
{
    v->has_any = v->has_any || !g->hidden;
    v->has_hidden = v->has_hidden || g->hidden;
    return (struct stays_chart){.name = name,
                                .people =
                                    text_filled(rq->arena, rq->lang, T_STAYS_PEOPLE,
                                                (struct text_arg[]){TEXT_INT((int64_t)g->n)}, 1),
                                .line = line_of(rq->arena, g),
                                .all_line = all_line,
                                .hidden = g->hidden,
                                .said = said_of(rq, g)};
}

/* "= 0,561", or "< 0,001". */
static struct str p_text(struct request *rq, double p)
{
    int64_t thousandths = lround(p * 1000);
    char point = rq->lang == LANG_DA ? ',' : '.';

    if (thousandths == 0)
        return arena_printf(rq->arena, "< 0%c001", point);
    return arena_printf(rq->arena, "= %lld%c%03lld", (long long)thousandths / 1000, point,
                        (long long)thousandths % 1000);
}

static void fill(struct request *rq, const struct stays *s, struct stays_view *v)
{
    static const enum text_key names[STAYS_BY_N] = {T_STAYS_BY_QUARTER, T_STAYS_BY_PROFILE,
                                                    T_STAYS_BY_MENTOR};

    v->by =
        (struct stays_link_list){arena_array(rq->arena, struct stays_link, STAYS_BY_N), STAYS_BY_N};
    for (int by = 0; by < STAYS_BY_N; by++)
        v->by.at[by] = (struct stays_link){arena_printf(rq->arena, "/stay?by=%s", by_words[by]),
                                           names[by], (int)s->by == by};
    v->charts.at = arena_array(rq->arena, struct stays_chart, s->n + 1);
    v->charts.at[v->charts.n++] = chart_of(rq, &s->all, text(rq->lang, T_STAYS_ALL), STR_NONE, v);
    for (size_t i = 0; i < s->n; i++)
        v->charts.at[v->charts.n++] =
            chart_of(rq, &s->at[i], name_of(rq, s->by, s->at[i].id), v->charts.at[0].line, v);
    v->differs = s->difference.p < DIFFERS_AT;
    if (s->compared)
        v->p = p_text(rq, s->difference.p);
}

static enum stays_by by_of(const struct stays_query *q)
{
    return q->by < 0 ? STAYS_QUARTER : (enum stays_by)q->by;
}

static enum status stay(struct request *rq, struct response *rs)
{
    struct stays s;
    struct stays_query q;
    struct stays_view v = {0};
    struct form_errors errors = {.n = 0};

    TRY(query_read(rq, &q, &errors));
    TRY(stays_read(rq->db, rq->arena, rq->who, by_of(&q), &s));
    fill(rq, &s, &v);
    struct html *page = page_begin(rq, rs, T_STAYS_TITLE);
    stays_page_html(page, &v);
    return page_end(page);
}

/* ---- JSON */

struct day_json {
    struct str group;
    int64_t people, day, stays_permille, low_permille, high_permille;
    bool hidden, known;
};
static const struct shape_field day_fields[] = {
    {"group", SHAPE_TEXT, offsetof(struct day_json, group), NULL, "Its name; null: all of them"},
    {"hidden", SHAPE_BOOL, offsetof(struct day_json, hidden), NULL, "Fewer than ten people"},
    {"people", SHAPE_INT, offsetof(struct day_json, people), NULL, "Who began; 0 when hidden"},
    {"day", SHAPE_INT, offsetof(struct day_json, day), NULL, "Days after the start"},
    {"known", SHAPE_BOOL, offsetof(struct day_json, known), NULL,
     "At least five have been seen for so long; the numbers are 0 otherwise"},
    {"stays_permille", SHAPE_INT, offsetof(struct day_json, stays_permille), NULL,
     "Share that is still here, Kaplan-Meier"},
    {"low_permille", SHAPE_INT, offsetof(struct day_json, low_permille), NULL,
     "Of the 95 % interval"},
    {"high_permille", SHAPE_INT, offsetof(struct day_json, high_permille), NULL,
     "Of the 95 % interval"},
};
static const struct shape day_shape = SHAPE("StayDay", day_fields);

static size_t put_days(struct day_json *out, size_t n, const struct stays_group *g, struct str name)
{
    for (size_t i = 0; i < STAYS_DAYS; i++) {
        const struct stays_on *on = &g->on[i];
        struct day_json *d = &out[n++];

        *d = (struct day_json){.group = name,
                               .people = (int64_t)g->n,
                               .day = stays_days[i],
                               .hidden = g->hidden,
                               .known = g->known[i]};
        if (g->known[i]) {
            d->stays_permille = lround(on->stays * 1000);
            d->low_permille = lround(on->low * 1000);
            d->high_permille = lround(on->high * 1000);
        }
    }
    return n;
}

static enum status api_stay(struct request *rq, struct response *rs)
{
    struct stays s;
    struct stays_query q;

    TRY(query_take(rq, &q));
    TRY(stays_read(rq->db, rq->arena, rq->who, by_of(&q), &s));
    struct day_json *out = arena_array(rq->arena, struct day_json, (s.n + 1) * STAYS_DAYS);
    size_t n = put_days(out, 0, &s.all, STR_NONE);
    for (size_t i = 0; i < s.n; i++)
        n = put_days(out, n, &s.at[i], name_of(rq, s.by, s.at[i].id));
    return api_list(rq, rs, out, n, sizeof *out, STR_NONE);
}

const struct route stays_routes[] = {
    {GET, "/stay", PERM_NUMBERS_READ, stay, .query = &stays_query},
    {0},
};

const struct route stays_api_routes[] = {
    {GET, "/api/v1/stay", PERM_NUMBERS_READ, api_stay, .query = &stays_query, .out = &day_shape,
     .out_is_list = true,
     .summary = "How many newcomers stay how long, by start quarter, profile or mentor cover"},
    {0},
};
