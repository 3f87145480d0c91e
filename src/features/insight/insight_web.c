/* The numbers page: a drawn year and the table beside it; the same as JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/insight/insight_web.h"

#include "features/incidents/incidents_show.h"
#include "features/insight/insight.h"
#include "features/insight/insight_view.h"
#include "insight_html.h"
#include "web/api.h"
#include "web/page.h"

/* The chart's box, as the view draws it. */
#define CHART_TOP 20
#define CHART_BOTTOM 220
#define CHART_LEFT 52
#define CHART_STEP 55

static int64_t highest(const struct insight *in)
{
    int64_t top = 0;

    for (int i = 0; i < INSIGHT_MONTHS; i++)
        top = in->months[i].n > top ? in->months[i].n : top;
    return top;
}

static struct str rate_text(struct request *rq, const struct insight_month *m)
{
    if (m->n_calls == 0)
        return STR("–");
    return arena_printf(rq->arena, "%lld%c%lld", (long long)(m->per_1000_tenths / 10),
                        rq->lang == LANG_DA ? ',' : '.', (long long)(m->per_1000_tenths % 10));
}

static struct insight_bar bar_of(struct request *rq, const struct insight_month *m, int i,
                                 int64_t top)
{
    struct local_time date = day_date(m->first_day);
    struct str name = local_month(rq, date.month);
    struct insight_bar bar = {
        .x = CHART_LEFT + (int64_t)i * CHART_STEP,
        .label = arena_printf(rq->arena, "%.*s %d", STR_ARG(name), date.year),
        .short_label = str_sub(name, 0, 3),
        .sum = text_number(rq->arena, rq->lang, m->n),
        .rate = rate_text(rq, m),
        .parts = {arena_array(rq->arena, struct insight_part, INCIDENT_CLASS_N), INCIDENT_CLASS_N},
    };
    int64_t bottom = CHART_BOTTOM;

    for (int c = 0; c < INCIDENT_CLASS_N; c++) {
        int64_t height = top == 0 ? 0 : m->by_class[c].n * (CHART_BOTTOM - CHART_TOP) / top;
        bottom -= height;
        bar.parts.at[c] = (struct insight_part){
            .class = incident_class_words[c],
            .y = bottom,
            .height = height,
            .n = text_number(rq->arena, rq->lang, m->by_class[c].n),
            .hidden = m->by_class[c].hidden,
        };
    }
    return bar;
}

static enum status numbers(struct request *rq, struct response *rs)
{
    struct insight in;
    struct insight_view v = {.classes = incident_class_choices(rq->arena, -1)};

    TRY(insight_read(rq->db, rq->arena, rq->who, rq->zone, request_query_int(rq, "team", 0), &in));
    v.teams.at = arena_array(rq->arena, struct incident_team, in.teams.n);
    v.teams.n = in.teams.n;
    for (size_t i = 0; i < in.teams.n; i++)
        v.teams.at[i] = (struct incident_team){in.teams.at[i].id, in.teams.at[i].name,
                                               in.teams.at[i].id == in.team_id};
    int64_t top = highest(&in);
    v.has_any = top > 0;
    v.top = text_number(rq->arena, rq->lang, top);
    v.bars = (struct insight_bars){arena_array(rq->arena, struct insight_bar, INSIGHT_MONTHS),
                                   INSIGHT_MONTHS};
    for (int i = 0; i < INSIGHT_MONTHS; i++)
        v.bars.at[i] = bar_of(rq, &in.months[i], i, top);
    struct html *page = page_begin(rq, rs, T_NUMBERS_TITLE);
    insight_numbers_html(page, &v);
    return page_end(page);
}

/* One month in JSON; a hidden number is null there and "–" on the page. */
struct month_json {
    int64_t month;
    struct str by_class[INCIDENT_CLASS_N];
    int64_t n, n_calls;
};
#define CLASS_FIELD(letter, LETTER, about)                                                         \
    {                                                                                              \
        letter, SHAPE_TEXT, offsetof(struct month_json, by_class[INCIDENT_##LETTER]), NULL, about  \
    }
static const struct shape_field month_fields[] = {
    {"month", SHAPE_DATE, offsetof(struct month_json, month), NULL, "First day of the month"},
    CLASS_FIELD("a", A, "Rude tone, as digits; null: hidden, fewer than five people"),
    CLASS_FIELD("b", B, "Abuse; null: hidden"),
    CLASS_FIELD("c", C, "Implied threat or harassment; null: hidden"),
    CLASS_FIELD("d", D, "Direct threat or exposure; null: hidden"),
    CLASS_FIELD("e", E, "Acute danger; null: hidden"),
    {"shown", SHAPE_INT, offsetof(struct month_json, n), NULL, "Sum of what is not hidden"},
    {"calls", SHAPE_INT, offsetof(struct month_json, n_calls), NULL, "Answered calls"},
};
static const struct shape month_shape = SHAPE("NumbersMonth", month_fields);

static enum status api_numbers(struct request *rq, struct response *rs)
{
    struct insight in;
    struct month_json out[INSIGHT_MONTHS] = {0};

    TRY(insight_read(rq->db, rq->arena, rq->who, rq->zone, request_query_int(rq, "team", 0), &in));
    for (int i = 0; i < INSIGHT_MONTHS; i++) {
        out[i].month = in.months[i].first_day;
        out[i].n = in.months[i].n;
        out[i].n_calls = in.months[i].n_calls;
        for (int c = 0; c < INCIDENT_CLASS_N; c++)
            if (!in.months[i].by_class[c].hidden)
                out[i].by_class[c] =
                    arena_printf(rq->arena, "%lld", (long long)in.months[i].by_class[c].n);
    }
    return api_list(rq, rs, out, INSIGHT_MONTHS, sizeof out[0], STR_NONE);
}

const struct route insight_routes[] = {
    {GET, "/numbers", PERM_NUMBERS_READ, numbers, .flags = ROUTE_SLOW},
    {0},
};

const struct route insight_api_routes[] = {
    {GET, "/api/v1/numbers", PERM_NUMBERS_READ, api_numbers, .out = &month_shape,
     .out_is_list = true,
     .summary = "Incidents by month and class without names; small groups hidden",
     .flags = ROUTE_SLOW},
    {0},
};
