/* Drills, how fast requests were answered, who knows the plan.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "base/clock.h"
#include "base/csv.h"
#include "cards_drill_html.h"
#include "core/refuse.h"
#include "features/cards/cards_show.h"
#include "web/page.h"

static const enum text_key kind_texts[CARDS_DRILL_KIND_N] = {
#define X(name, word) [CARDS_DRILL_##name] = T_CARDS_DRILL_##name,
    CARD_DRILL_KINDS(X)
#undef X
};
static const enum text_key state_texts[CARDS_DRILL_STATE_N] = {
#define X(name, word) [CARDS_DRILL_##name] = T_CARDS_DRILL_STATE_##name,
    CARD_DRILL_STATES(X)
#undef X
};
static const enum text_key span_texts[] = {T_CARDS_SPAN_ALL, T_CARDS_SPAN_DAY, T_CARDS_SPAN_NIGHT};

/* ---- the table */

/* "98.5 %" of 985 per mille, "80 %" of 800. */
static struct str percent(struct request *rq, int64_t permille)
{
    long long whole = (long long)permille / 10, tenth = (long long)permille % 10;

    return tenth == 0 ? arena_printf(rq->arena, "%lld %%", whole)
                      : arena_printf(rq->arena, "%lld%c%lld %%", whole,
                                     rq->lang == LANG_DA ? ',' : '.', tenth);
}

static struct str hour_text(struct request *rq, const struct cards_speed *s)
{
    int64_t hour = s->span - CARDS_HOUR_0;

    return s->span < CARDS_HOUR_0
               ? STR_NONE
               : arena_printf(rq->arena, "%02lld–%02lld", (long long)hour, (long long)hour + 1);
}

static void fill_speeds(struct request *rq, const struct cards_numbers *n,
                        struct cards_drills_view *v)
{
    v->real.at = arena_array(rq->arena, struct cards_speed_view, n->n);
    v->drilled.at = arena_array(rq->arena, struct cards_speed_view, n->n);
    for (size_t i = 0; i < n->n; i++) {
        const struct cards_speed *s = &n->at[i];
        struct cards_speed_list *to = s->drill ? &v->drilled : &v->real;

        v->any_hidden = v->any_hidden || s->hidden;
        to->at[to->n++] = (struct cards_speed_view){
            .span = s->span < CARDS_HOUR_0 ? span_texts[s->span] : T_CARDS_SPAN_ALL,
            .hour = hour_text(rq, s),
            .soon = percent(rq, s->soon_permille),
            .late = percent(rq, s->late_permille),
            .n = s->n,
            .hidden = s->hidden,
            .soon_met = s->soon_met,
            .late_met = s->late_met};
    }
    v->goal_soon = percent(rq, n->goal_soon);
    v->goal_late = percent(rq, n->goal_late);
}

static enum status last_year(struct request *rq, struct cards_numbers *ret)
{
    int64_t now = clock_now();

    return cards_numbers(rq->db, rq->arena, rq->who, now - 365 * DAY_MS, now + 1, ret);
}

static enum status speed_csv(struct request *rq, struct response *rs)
{
    static const char *const spans[] = {"all", "day", "night"};
    struct cards_numbers n;

    TRY(last_year(rq, &n));
    rs->content_type = STR("text/csv; charset=utf-8");
    response_header(rs, "Content-Disposition", STR("attachment; filename=\"answers.csv\""));
    buf_add(&rs->body, STR("kind;span;requests;within_10_s;within_40_s\r\n"));
    for (size_t i = 0; i < n.n; i++) {
        const struct cards_speed *s = &n.at[i];
        struct str span = s->span < CARDS_HOUR_0 ? str_of(spans[s->span]) : hour_text(rq, s);

        csv_write_field(&rs->body, s->drill ? STR("drill") : STR("real"), ';', true);
        csv_write_field(&rs->body, span, ';', false);
        if (s->hidden)
            buf_add(&rs->body, STR(";hidden;;"));
        else
            buf_printf(&rs->body, ";%lld;%lld;%lld", (long long)s->n, (long long)s->soon,
                       (long long)s->late);
        buf_add(&rs->body, STR("\r\n"));
    }
    return OK;
}

/* ---- drills */

static struct str card_name(const struct card_list *cards, enum lang lang, int64_t slot)
{
    for (size_t i = 0; i < cards->n; i++)
        if (cards->at[i].slot == slot)
            return cards->at[i].text[lang][CARDS_PART_NAME];
    return text(lang, T_CARDS_DRILL_ANY_CARD);
}

static struct str seconds(struct request *rq, int64_t ms)
{
    struct text_arg n = TEXT_INT(ms / 1000);

    return ms < 0 ? STR_NONE : text_filled(rq->arena, rq->lang, T_HELP_SECONDS, &n, 1);
}

/* The day is not said twice. */
static struct str to_text(struct request *rq, const struct card_drill_row *d)
{
    struct local_time t = zone_local(rq->zone, d->to_at);

    if (d->kind != CARDS_DRILL_SURPRISE)
        return STR_NONE;
    return zone_day(rq->zone, d->from_at) == zone_day(rq->zone, d->to_at)
               ? text_clock(rq->arena, rq->lang, t.hour * 60 + t.minute)
               : local_time(rq, d->to_at);
}

static void fill_drills(struct request *rq, const struct card_drill_row_list *rows,
                        const struct card_list *cards, struct cards_drills_view *v)
{
    v->drills =
        (struct cards_drill_list){arena_array(rq->arena, struct cards_drill_view, rows->n), 0};
    for (size_t i = 0; i < rows->n; i++) {
        const struct card_drill_row *d = &rows->at[i];
        bool open = d->state == CARDS_DRILL_PLANNED || d->state == CARDS_DRILL_RUNS;

        if (d->kind < 0 || d->kind >= CARDS_DRILL_KIND_N || d->state < 0 ||
            d->state >= CARDS_DRILL_STATE_N)
            continue; /* written by a newer version */
        v->drills.at[v->drills.n++] =
            (struct cards_drill_view){.url = path_of(rq->arena, "/cards/drills/{}", d->id),
                                      .from = local_time(rq, d->from_at),
                                      .to = to_text(rq, d),
                                      .player = d->player_name,
                                      .answered = seconds(rq, d->answered_ms),
                                      .card = card_name(cards, rq->lang, d->slot),
                                      .kind = kind_texts[d->kind],
                                      .state = state_texts[d->state],
                                      .may_cancel = open && v->may_plan};
    }
}

static enum status show(struct request *rq, struct response *rs,
                        const struct cards_drill_entry *entry, struct str why)
{
    struct cards_drills_view v = {.csrf = rq->csrf,
                                  .error = why,
                                  .from = local_typed(rq, entry->from_at),
                                  .to = local_typed(rq, entry->to_at),
                                  .kind = entry->kind,
                                  .scope = entry->scope,
                                  .may_plan =
                                      may(rq->who, PERM_CARDS_SET) && may(rq->who, PERM_HELP),
                                  .may_numbers = may(rq->who, PERM_NUMBERS_READ),
                                  .may_follow = may(rq->who, PERM_NUMBERS_READ)};
    struct card_drill_row_list drills;
    struct card_list cards;
    struct cards_numbers numbers;

    TRY(cards_list(rq->db, rq->arena, rq->who, &cards));
    TRY(cards_drills(rq->db, rq->arena, rq->who, &drills));
    fill_drills(rq, &drills, &cards, &v);
    v.cards.at = arena_array(rq->arena, struct cards_choice_view, cards.n);
    for (size_t i = 0; i < cards.n; i++)
        v.cards.at[v.cards.n++] = (struct cards_choice_view){
            cards.at[i].slot, cards.at[i].text[rq->lang][CARDS_PART_NAME],
            cards.at[i].slot == entry->slot};
    if (v.may_numbers) {
        TRY(last_year(rq, &numbers));
        fill_speeds(rq, &numbers, &v);
    }
    struct html *page = page_begin(rq, rs, T_CARDS_DRILLS_TITLE);
    cards_drills_html(page, &v);
    return page_end(page);
}

static enum status drills(struct request *rq, struct response *rs)
{
    const struct cards_drill_entry none = {0};

    return show(rq, rs, &none, STR_NONE);
}

static enum status plan(struct request *rq, struct response *rs)
{
    struct cards_drill_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;
    enum status done = form_read(rq, &entry, &errors);

    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show(rq, rs, &entry, text(rq->lang, T_CARDS_SEE_BELOW));
    }
    TRY(done);
    done = cards_drill_plan(rq->db, rq->arena, rq->who, &entry, &id);
    if (done == INVALID && refuse_key() != T_NONE) {
        rs->status = 422;
        return show(rq, rs, &entry, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_CARDS_DRILL_PLANNED_NOW);
    return redirect(rs, STR("/cards/drills"));
}

static enum status cancel(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(cards_drill_cancel(rq->db, rq->arena, rq->who, id));
    return redirect(rs, STR("/cards/drills"));
}

/* ---- who knows */

static enum status known(struct request *rq, struct response *rs)
{
    struct cards_follow f;

    TRY(cards_follow(rq->db, rq->arena, rq->who, &f));
    struct cards_known_view v = {.n_cards = f.n_cards,
                                 .people = f.people,
                                 .read = f.read,
                                 .drilled = f.drilled,
                                 .names = f.n > 0};
    v.who = (struct cards_knower_list){arena_array(rq->arena, struct cards_knower_view, f.n), f.n};
    for (size_t i = 0; i < f.n; i++)
        v.who.at[i] = (struct cards_knower_view){
            .name = f.at[i].name,
            .team = f.at[i].team,
            .drilled = f.at[i].drilled_at != 0 ? local_date(rq, f.at[i].drilled_at) : STR_NONE,
            .n_read = f.at[i].n_read,
            .all = f.at[i].n_read == f.n_cards};
    struct html *page = page_begin(rq, rs, T_CARDS_KNOWN_TITLE);
    cards_known_html(page, &v);
    return page_end(page);
}

const struct route cards_drill_routes[] = {
    {GET, "/cards/drills", PERM_CARDS_READ, drills},
    {POST, "/cards/drills", PERM_CARDS_SET, plan, .in = &cards_drill_form},
    {POST, "/cards/drills/{id}/cancel", PERM_CARDS_SET, cancel},
    {GET, "/cards/known", PERM_NUMBERS_READ, known},
    {GET, "/cards/speed.csv", PERM_NUMBERS_READ, speed_csv},
    {0},
};
