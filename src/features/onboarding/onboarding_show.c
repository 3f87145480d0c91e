/* Values of a newcomer's plan made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_show.h"

#include "base/clock.h"

/* The chart's box, as the view draws it. */
#define CHART_TOP 16
#define CHART_BOTTOM 196
#define CHART_LEFT 64
#define CHART_STEP 108
#define WARM_MS (7 * DAY_MS) /* how long the first call is the big thing on the page */

static enum text_key text_at(const enum text_key *texts, size_t n, int64_t i)
{
    return i >= 0 && (size_t)i < n ? texts[i] : T_NONE;
}
#define TEXTS(function, LIST, PREFIX)                                                              \
    enum text_key function(int64_t i)                                                              \
    {                                                                                              \
        static const enum text_key texts[] = {LIST(PREFIX)};                                       \
                                                                                                   \
        return text_at(texts, sizeof texts / sizeof texts[0], i);                                  \
    }
#define PROFILE_TEXT(name, word) T_ONBOARDING_PROFILE_##name,
#define ROLE_TEXT(name, word) T_ONBOARDING_ROLE_##name,
#define KIND_TEXT(name, word) T_ONBOARDING_KIND_##name,
#define PHASE_TEXT(name, word) T_ONBOARDING_PHASE_##name,
#define CAN_TEXT(name, word) T_ONBOARDING_CAN_##name,
TEXTS(onboarding_profile_text, ONBOARDING_PROFILES, PROFILE_TEXT)
TEXTS(onboarding_role_text, ONBOARDING_ROLES, ROLE_TEXT)
TEXTS(onboarding_kind_text, ONBOARDING_KINDS, KIND_TEXT)
TEXTS(onboarding_phase_text, ONBOARDING_PHASES, PHASE_TEXT)
TEXTS(onboarding_competence_text, ONBOARDING_COMPETENCES, CAN_TEXT)

int32_t onboarding_first_day(const struct request *rq, const struct onboarding_run_row *r)
{
    struct calendar c = calendar_office(rq->zone);

    return calendar_day_from(&c, (int32_t)r->start_day);
}

int64_t onboarding_week_of(int32_t first_day, int64_t today)
{
    int64_t monday = first_day - (day_date(first_day).weekday - 1);

    return today < first_day ? 0 : (today - monday) / 7 + 1;
}

struct str onboarding_day_text(struct request *rq, int64_t day)
{
    static const enum text_key days[] = {T_ONBOARDING_MON, T_ONBOARDING_TUE, T_ONBOARDING_WED,
                                         T_ONBOARDING_THU, T_ONBOARDING_FRI, T_ONBOARDING_SAT,
                                         T_ONBOARDING_SUN};
    struct local_time t = day_date((int32_t)day);
    struct str weekday = text(rq->lang, days[t.weekday - 1]), month = local_month(rq, t.month);

    if (rq->lang == LANG_DA)
        return arena_printf(rq->arena, "%.*s %d. %.*s", STR_ARG(weekday), t.day, STR_ARG(month));
    return arena_printf(rq->arena, "%.*s %d %.*s", STR_ARG(weekday), t.day, STR_ARG(month));
}

/* ---- items */

struct str onboarding_length(struct request *rq, int64_t minutes)
{
    int64_t hours = minutes / 60, rest = minutes % 60;
    struct text_arg args[2] = {TEXT_INT(hours), TEXT_INT(rest)};

    if (hours == 0)
        return text_filled(rq->arena, rq->lang, T_ONBOARDING_MINUTES, &args[1], 1);
    return text_filled(rq->arena, rq->lang,
                       rest == 0 ? T_ONBOARDING_HOURS : T_ONBOARDING_HOURS_MINUTES, args, 2);
}

/* Where one's own part is done, when that is a page: a text to read, the limits, the class's day. */
static struct str place_of(struct request *rq, const struct onboarding_item_row *i)
{
    if (i->module.n == 0)
        return STR_NONE;
    if (str_eq(i->module, STR("limits")))
        return STR("/limits");
    if (str_eq(i->module, STR("own_calls_day")))
        return STR("/follow-up");
    return may(rq->who, PERM_MODULES_TAKE)
               ? arena_printf(rq->arena, "/modules/%.*s", STR_ARG(i->module))
               : STR_NONE;
}

static struct str title_of(struct request *rq, struct str da, struct str en)
{
    return rq->lang == LANG_DA ? da : en;
}

static struct str who_of(struct request *rq, const struct onboarding *o, int64_t role)
{
    if (o->sight == ONBOARDING_SIGHT_OWN && role == ONBOARDING_BY_NEWCOMER)
        return text(rq->lang, T_ONBOARDING_YOU);
    if (role == ONBOARDING_BY_NEWCOMER)
        return o->row.person_name;
    if (role == ONBOARDING_BY_MENTOR && onboarding_mentor_now(&o->row) != 0)
        return onboarding_mentor_now(&o->row) == o->row.mentor_id ? o->row.mentor_name
                                                                  : o->row.stand_in_name;
    return text(rq->lang, onboarding_role_text(role));
}

/* "Meet your mentor; the help key": what comes before it and is open. Empty: nothing. */
static struct str open_before(struct request *rq, const struct onboarding *o,
                              const struct onboarding_item_row *i)
{
    struct buf b = buf_new(rq->arena, 64);

    for (size_t n = 0; n < o->items.n && i->needs.n > 0; n++)
        if (o->items.at[n].state == ONBOARDING_OPEN &&
            onboarding_needs(i->needs, o->items.at[n].word)) {
            if (b.n > 0)
                buf_add(&b, STR("; "));
            buf_add(&b, title_of(rq, o->items.at[n].title_da, o->items.at[n].title_en));
        }
    return b.n > 0 ? buf_str(&b) : STR("");
}

static bool is_mine(const struct request *rq, const struct onboarding *o, int64_t role)
{
    if (o->sight == ONBOARDING_SIGHT_OWN)
        return role == ONBOARDING_BY_NEWCOMER;
    if (role == ONBOARDING_BY_MENTOR)
        return onboarding_mentor_now(&o->row) == rq->who->person_id;
    return role == ONBOARDING_BY_LEADER && o->sight == ONBOARDING_SIGHT_LEADER;
}

struct onboarding_item_view onboarding_item_view_of(struct request *rq, const struct onboarding *o,
                                                    const struct onboarding_item_row *i,
                                                    const struct onboarding_typed *typed)
{
    struct str before = open_before(rq, o, i);
    struct onboarding_item_view v = {.id = i->id,
                                     .length = onboarding_length(rq, i->minutes),
                                     .go = STR_NONE,
                                     .title = title_of(rq, i->title_da, i->title_en),
                                     .due = onboarding_day_text(rq, i->due_day),
                                     .who = who_of(rq, o, i->role),
                                     .before = before,
                                     .kind = onboarding_kind_text(i->kind),
                                     .open = i->state == ONBOARDING_OPEN,
                                     .waived = i->state == ONBOARDING_WAIVED,
                                     .late = i->state == ONBOARDING_OPEN && i->due_day < o->row.day,
                                     .mine = is_mine(rq, o, i->role),
                                     .obligatory = (i->flags & ONBOARDING_OBLIGATORY) != 0,
                                     .may_end =
                                         before.n == 0 && onboarding_may_end(rq->who, &o->row, i),
                                     .may_waive = onboarding_may_waive(rq->who, &o->row, i),
                                     .may_undo = onboarding_may_undo(rq->who, &o->row, i, rq->zone),
                                     .url = path_of(rq->arena, "/onboarding/items/{}", i->id)};

    if (v.open && o->sight == ONBOARDING_SIGHT_OWN && v.mine && before.n == 0)
        v.go = place_of(rq, i);
    if (i->ended_at != 0) {
        v.ended = local_time(rq, i->ended_at);
        v.ender =
            i->ended_by == rq->who->person_id ? text(rq->lang, T_ONBOARDING_YOU) : i->ender_name;
    }
    if (v.waived) {
        v.evidence = i->evidence;
        v.reason = i->reason;
    }
    if (typed != NULL && typed->item_id == i->id) {
        v.error = typed->error;
        v.typed_evidence = typed->entry.evidence;
        v.typed_reason = typed->entry.reason;
    }
    return v;
}

static void add_to_phase(struct request *rq, const struct onboarding *o,
                         const struct onboarding_item_row *i, const struct onboarding_typed *typed,
                         struct onboarding_phase_view *p)
{
    p->n++;
    p->n_over += i->state != ONBOARDING_OPEN;
    p->items.at[p->items.n++] = onboarding_item_view_of(rq, o, i, typed);
}

static int64_t phase_now(const struct onboarding *o)
{
    int64_t days = o->row.day - o->row.start_day;

    return days < 0     ? ONBOARDING_BEFORE
           : days < 7   ? ONBOARDING_WEEK
           : days <= 91 ? ONBOARDING_QUARTER
                        : ONBOARDING_YEAR;
}

struct onboarding_phase_views onboarding_phases(struct request *rq, const struct onboarding *o,
                                                const struct onboarding_typed *typed)
{
    struct onboarding_phase_views list = {
        arena_array(rq->arena, struct onboarding_phase_view, ONBOARDING_PHASE_N),
        ONBOARDING_PHASE_N};

    for (int p = 0; p < ONBOARDING_PHASE_N; p++) {
        list.at[p] = (struct onboarding_phase_view){.word = onboarding_phase_words[p],
                                                    .title = onboarding_phase_text(p),
                                                    .is_now = o->sight != ONBOARDING_SIGHT_OWN &&
                                                              phase_now(o) == p};
        list.at[p].items.at = arena_array(rq->arena, struct onboarding_item_view, o->items.n + 1);
        for (size_t i = 0; i < o->items.n; i++)
            if ((int)onboarding_phase_of(o->items.at[i].day) == p)
                add_to_phase(rq, o, &o->items.at[i], typed, &list.at[p]);
    }
    return list;
}

void onboarding_count(const struct onboarding *o, int64_t *ret_over, int64_t *ret_n)
{
    int64_t over = 0;

    for (size_t i = 0; i < o->items.n; i++)
        over += o->items.at[i].state != ONBOARDING_OPEN;
    *ret_over = over;
    *ret_n = (int64_t)o->items.n;
}

/* ---- the first call */

enum status onboarding_first_fill(struct request *rq, const struct onboarding_run_row *r,
                                  struct onboarding_first_view *ret)
{
    static const char *const tags[ONBOARDING_FIRST_N] = {[ONBOARDING_FIRST_BEFORE] = "",
                                                         [ONBOARDING_FIRST_WAITS] = "",
                                                         [ONBOARDING_FIRST_AMBER] = "tag-talk",
                                                         [ONBOARDING_FIRST_RED] = "tag-red",
                                                         [ONBOARDING_FIRST_UNREADY] =
                                                             "tag-newcomer",
                                                         [ONBOARDING_FIRST_TAKEN] = "tag-done"};
    struct calendar c = calendar_office(rq->zone);
    enum onboarding_first state = onboarding_first(&c, r, (int32_t)r->day);

    *ret = (struct onboarding_first_view){
        .state = state,
        .tag = tags[state],
        .by = onboarding_day_text(rq, onboarding_first_by(&c, (int32_t)r->start_day)),
        .said = r->first_said,
        .own = rq->who->person_id == r->person_id,
        .warm = r->first_noted_at != 0 && clock_now() - r->first_noted_at < WARM_MS};
    if (r->first_call_at != 0)
        ret->when = onboarding_day_text(rq, zone_day(rq->zone, r->first_call_at));
    return OK;
}

/* ---- the drawn weeks */

struct onboarding_chart_view
onboarding_chart(struct request *rq, const struct onboarding_week *weeks, bool planned_only)
{
    static const enum text_key warnings[] = {T_NONE, T_ONBOARDING_NO_PHONE,
                                             T_ONBOARDING_MUCH_PHONE};
    struct onboarding_chart_view v = {.planned_only = planned_only};
    int64_t top = 60;

    for (int i = 0; i < ONBOARDING_WEEKS; i++)
        for (int side = 0; side < 2; side++) {
            int64_t most = weeks[i].planned[side] > weeks[i].lived[side] ? weeks[i].planned[side]
                                                                         : weeks[i].lived[side];
            top = most > top ? most : top;
        }
    v.top_hours = (top + 59) / 60; /* the line on top stands at a whole hour */
    top = v.top_hours * 60;
    v.bars.at = arena_array(rq->arena, struct onboarding_bar_view, ONBOARDING_WEEKS);
    v.bars.n = ONBOARDING_WEEKS;
    for (int i = 0; i < ONBOARDING_WEEKS; i++) {
        struct onboarding_bar_view *b = &v.bars.at[i];

        *b = (struct onboarding_bar_view){
            .x = CHART_LEFT + (int64_t)i * CHART_STEP, .number = i + 1, .is_now = weeks[i].is_now};
        if (weeks[i].warning != ONBOARDING_FINE)
            b->warning = text_filled(rq->arena, rq->lang, warnings[weeks[i].warning],
                                     (struct text_arg[]){TEXT_INT(i + 1)}, 1);
        for (int side = 0; side < 2; side++) {
            b->planned[side] = weeks[i].planned[side];
            b->lived[side] = weeks[i].lived[side];
            b->plan_h[side] = weeks[i].planned[side] * (CHART_BOTTOM - CHART_TOP) / top;
            b->h[side] = weeks[i].lived[side] * (CHART_BOTTOM - CHART_TOP) / top;
            b->plan_y[side] = CHART_BOTTOM - b->plan_h[side];
            b->y[side] = CHART_BOTTOM - b->h[side];
        }
    }
    return v;
}

/* ---- choices */

struct onboarding_options onboarding_profile_options(struct request *rq, int64_t chosen)
{
    struct onboarding_options list = {
        arena_array(rq->arena, struct onboarding_option, ONBOARDING_PROFILE_N),
        ONBOARDING_PROFILE_N};

    for (int i = 0; i < ONBOARDING_PROFILE_N; i++)
        list.at[i] =
            (struct onboarding_option){str_of(onboarding_profile_words[i]),
                                       text(rq->lang, onboarding_profile_text(i)), chosen == i};
    return list;
}
