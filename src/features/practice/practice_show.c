/* Values of rules made ready for the views of practice.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_show.h"

#include "web/builtin.h"

static const enum text_key steps[PRACTICE_STEPS] = {
    T_PRACTICE_STEP_0, T_PRACTICE_STEP_1, T_PRACTICE_STEP_2, T_PRACTICE_STEP_3,
    T_PRACTICE_STEP_4, T_PRACTICE_STEP_5, T_PRACTICE_STEP_6};
static const enum text_key endings[] = {
#define X(name, word) T_PRACTICE_END_##name,
    PRACTICE_ENDINGS(X)
#undef X
};

struct practice_sure_choices practice_show_sure(struct arena *a, int64_t chosen)
{
    static const enum text_key texts[PRACTICE_SURE_MAX] = {T_PRACTICE_SURE_1, T_PRACTICE_SURE_2,
                                                           T_PRACTICE_SURE_3, T_PRACTICE_SURE_4,
                                                           T_PRACTICE_SURE_5};
    struct practice_sure_choices list = {
        arena_array(a, struct practice_sure_choice, PRACTICE_SURE_MAX), PRACTICE_SURE_MAX};

    for (int i = 0; i < PRACTICE_SURE_MAX; i++)
        list.at[i] = (struct practice_sure_choice){i + 1, texts[i], chosen == i + 1};
    return list;
}

struct str practice_show_step(struct arena *a, enum lang lang, int64_t step)
{
    struct text_arg args[] = {TEXT_INT(step), TEXT_STR(text(lang, steps[step]))};

    return text_filled(a, lang, T_PRACTICE_STEP, args, 2);
}

enum text_key practice_show_ending(enum practice_ending ending)
{
    return endings[ending];
}

static struct practice_stair stair_of(struct request *rq, int64_t tension)
{
    struct practice_stair s = {.tension = tension, .label = STR("")};

    s.steps = (struct practice_step_list){
        arena_array(rq->arena, struct practice_step_view, PRACTICE_STEPS), PRACTICE_STEPS};
    for (int i = 0; i < PRACTICE_STEPS; i++) {
        s.steps.at[i] = (struct practice_step_view){i, practice_show_step(rq->arena, rq->lang, i),
                                                    i == tension, i < tension};
        if (i == tension)
            s.label = s.steps.at[i].label;
    }
    return s;
}

/* »…« and “…” are said, anything else is done. */
static bool is_speech(struct str s)
{
    return str_starts(s, STR("»")) || str_starts(s, STR("“"));
}

static enum text_key moved(int64_t from, int64_t to)
{
    return to > from ? T_PRACTICE_WENT_UP : to < from ? T_PRACTICE_WENT_DOWN : T_PRACTICE_STAYED;
}

static struct practice_turn_views turns_of(struct request *rq, const struct practice_play *p)
{
    struct practice_turn_views list = {
        arena_array(rq->arena, struct practice_turn_view, p->turns.n), p->turns.n};

    for (size_t i = 0; i < p->turns.n; i++) {
        const struct practice_turn *t = &p->turns.at[i];

        list.at[i] = (struct practice_turn_view){
            .number = (int64_t)i + 1,
            .turn = t,
            .stair = stair_of(rq, t->tension),
            .moved = i == 0 || t->tension < 0 ? T_NONE : moved(t[-1].tension, t->tension),
            .said_is_speech = is_speech(t->said)};
    }
    return list;
}

static struct str made_of(struct arena *a, const struct practice_play *p)
{
    struct buf b = buf_new(a, 4 * p->n_made + 1);

    for (size_t i = 0; i < p->n_made; i++) {
        if (i > 0)
            buf_char(&b, ',');
        buf_int(&b, p->made[i]);
    }
    return b.n > 0 ? buf_str(&b) : STR("");
}

struct practice_play_view practice_show_play(struct request *rq, const struct practice_play *p)
{
    struct arena *a = rq->arena;
    struct practice_play_view v = {
        .csrf = rq->csrf,
        .title = p->try.title,
        .error = STR_NONE,
        .made = made_of(a, p),
        .ink = asset_url(a, "ink.js"),
        .player = asset_url(a, "practice.js"),
        .scenario = p->try.scenario,
        .id = p->try.id,
        .seed = p->try.seed,
        .at = (int64_t)p->n_made,
        .before = p->try.before,
        .after = p->try.after,
        .state = p->try.state,
        .may_help = may(rq->who, PERM_HELP),
        .ending = endings[p->ending],
        .stair = stair_of(rq, p->turns.at[p->turns.n - 1].tension),
        .turns = turns_of(rq, p),
        .sure = practice_show_sure(a, p->try.after),
    };

    v.offers =
        (struct practice_offers){arena_array(a, struct practice_offer, p->n_choices), p->n_choices};
    for (size_t i = 0; i < p->n_choices; i++)
        v.offers.at[i] = (struct practice_offer){(int64_t)i, (int64_t)i + 1, p->choices[i],
                                                 is_speech(p->choices[i])};
    return v;
}
