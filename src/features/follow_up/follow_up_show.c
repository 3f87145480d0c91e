/* Values of the five-hour day made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_show.h"

#include "base/clock.h"
#include "web/page.h"

static const enum text_key state_texts[FOLLOW_UP_STATE_N] = {
#define X(name, word) T_FOLLOW_UP_IS_##name,
    FOLLOW_UP_STATES(X)
#undef X
};

static enum text_key state_text(int64_t state)
{
    return state >= 0 && state < FOLLOW_UP_STATE_N ? state_texts[state] : T_NONE;
}

/* A date alone. */
static struct str day_text(struct request *rq, int64_t day)
{
    return local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

static bool is_pause(const struct follow_up_block *b)
{
    return b->kind == FOLLOW_UP_BREAK || b->kind == FOLLOW_UP_LUNCH;
}

static enum status fill_blocks(struct request *rq, const struct follow_up *f,
                               struct follow_up_block_views *ret)
{
    struct follow_up_line *lines;
    int64_t minute = f->row.from_minute;

    TRY(follow_up_words(rq->db, rq->arena, rq->lang, f, &lines));
    ret->at = arena_array(rq->arena, struct follow_up_block_view, f->agenda.n + 1);
    ret->n = f->agenda.n;
    for (size_t i = 0; i < f->agenda.n; i++) {
        const struct follow_up_block *b = &f->agenda.at[i];

        ret->at[i] = (struct follow_up_block_view){
            .id = b->id,
            .minutes = b->minutes,
            .n_sources = (int64_t)b->n_sources,
            .number = (int64_t)i + 1,
            .kind = follow_up_kind_words[b->kind],
            .time = text_clock(rq->arena, rq->lang, minute),
            .title = lines[i].title,
            .text = lines[i].text,
            .url = path_of(rq->arena, "/follow-up/blocks/{}", b->id),
            .practice = b->scenario.n > 0 && may(rq->who, PERM_PRACTICE)
                            ? arena_printf(rq->arena, "/practice/%.*s", STR_ARG(b->scenario))
                            : STR_NONE,
            .traced = b->n_sources > 0,
            .pause = is_pause(b),
            .done = b->done_at != 0,
            .is_first = i == 0,
            .is_last = i + 1 == f->agenda.n,
            .is_gone = lines[i].is_gone};
        minute += b->minutes;
    }
    return OK;
}

static struct str members_of(struct request *rq, const struct follow_up *f)
{
    struct buf b = buf_new(rq->arena, 100);

    for (size_t i = 0; i < f->members.n; i++) {
        buf_add(&b, i > 0 ? STR(", ") : STR(""));
        buf_add(&b, f->members.at[i].name);
    }
    return buf_str(&b);
}

/* For <input type="datetime-local">. */
static struct str starts_of(struct request *rq, const struct follow_up *f)
{
    return arena_printf(rq->arena, "%.*sT%02d:%02d",
                        STR_ARG(date_text(rq->arena, (int32_t)f->row.day)),
                        (int)(f->row.from_minute / 60), (int)(f->row.from_minute % 60));
}

struct follow_up_texts follow_up_texts_of(struct request *rq,
                                          const struct follow_up_learning_row_list *rows)
{
    struct follow_up_texts list = {arena_array(rq->arena, struct follow_up_text, rows->n + 1),
                                   rows->n};

    for (size_t i = 0; i < rows->n; i++)
        list.at[i].text = rows->at[i].text;
    return list;
}

enum status follow_up_show_fill(struct request *rq, const struct follow_up *f,
                                const struct follow_up_typed *typed,
                                struct follow_up_show_view *ret)
{
    bool leads = f->sight == FOLLOW_UP_SIGHT_LEADS;
    struct follow_up_show_view v = {.csrf = rq->csrf,
                                    .url = path_of(rq->arena, "/follow-up/{}", f->row.id),
                                    .class_name = follow_up_name(&f->row, rq->lang),
                                    .when = local_time(rq, follow_up_starts_at(f, rq->zone)),
                                    .starts = starts_of(rq, f),
                                    .place = f->row.place,
                                    .state = state_text(f->row.state),
                                    .minutes = f->sum.minutes,
                                    .percent = f->sum.percent,
                                    .n_sources = f->sum.n_sources,
                                    .n_early = leads ? (int64_t)f->window.n_early : 0,
                                    .n_late = leads ? (int64_t)f->window.n_late : 0,
                                    .n_uncalled = leads ? (int64_t)f->n_uncalled : 0,
                                    .leads = leads,
                                    .proposed = f->row.state == FOLLOW_UP_PROPOSED,
                                    .published = f->row.state == FOLLOW_UP_PUBLISHED,
                                    .is_early =
                                        zone_day(rq->zone, clock_now()) <
                                        zone_day(rq->zone, follow_up_starts_at(f, rq->zone)),
                                    .running = f->row.state == FOLLOW_UP_RUNNING,
                                    .held = f->row.state == FOLLOW_UP_HELD,
                                    .may_edit = leads && f->row.state < FOLLOW_UP_RUNNING,
                                    .fits = f->sum.fits,
                                    .is_short = f->sum.is_short,
                                    .has_window = f->has_window,
                                    .edited = f->row.edited,
                                    .few = follow_up_is_few(f),
                                    .may_learn = f->came && !f->has_given,
                                    .has_given = f->has_given,
                                    .learnings = follow_up_texts_of(rq, &f->learnings)};

    if (leads)
        v.members = members_of(rq, f);
    if (f->has_window)
        v.window = arena_printf(rq->arena, "%.*s – %.*s", STR_ARG(day_text(rq, f->window.opens)),
                                STR_ARG(day_text(rq, f->window.closes)));
    v.typed = typed ? *typed : (struct follow_up_typed){.own.minutes = 15};
    TRY(fill_blocks(rq, f, &v.blocks));
    *ret = v;
    return OK;
}

struct follow_up_items follow_up_items_of(struct request *rq,
                                          const struct follow_up_day_row_list *rows)
{
    struct follow_up_items list = {arena_array(rq->arena, struct follow_up_item, rows->n + 1),
                                   rows->n};

    for (size_t i = 0; i < rows->n; i++)
        list.at[i] = (struct follow_up_item){
            path_of(rq->arena, "/follow-up/{}", rows->at[i].id),
            follow_up_name(&rows->at[i], rq->lang), day_text(rq, rows->at[i].day),
            state_text(rows->at[i].state), rows->at[i].state == FOLLOW_UP_HELD};
    return list;
}

struct follow_up_waits follow_up_waits_of(struct request *rq,
                                          const struct follow_up_waiting_row_list *rows)
{
    struct follow_up_waits list = {arena_array(rq->arena, struct follow_up_wait, rows->n + 1),
                                   rows->n};

    for (size_t i = 0; i < rows->n; i++) {
        int32_t first = zone_day(rq->zone, rows->at[i].first_call_at);

        list.at[i] = (struct follow_up_wait){rows->at[i].name, day_text(rq, first)};
    }
    return list;
}
