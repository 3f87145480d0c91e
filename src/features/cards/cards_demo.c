/* Cards of an invented centre, and drills with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_demo.h"

#include "base/clock.h"
#include "features/help/help.h"

#define DRILL_WINDOW_MS (2 * HOUR_MS) /* in which it might have come */
#define DRILL_PLANNED_MS (3 * DAY_MS) /* before */

enum status cards_demo(struct db *db, const struct cards_demo *d)
{
    int64_t is_new;

    TRY(q_card_place_put(db, d->centre_id, d->address, d->way_in, d->numbers, d->verified_day,
                         CARDS_GOAL_SOON, CARDS_GOAL_LATE, d->at, d->maker_id));
    for (size_t i = 0; i < d->n; i++)
        for (int64_t slot = 1; slot < CARDS_OWN; slot++)
            TRY(q_card_read_insert(db, d->readers[i], d->centre_id, slot, 0, d->at, &is_new));
    return OK;
}

/* ---- drills */

static enum status note(struct db *db, const struct cards_demo_drill *d, int64_t id, int64_t at,
                        int64_t person_id, enum help_event kind, int64_t detail)
{
    return q_help_event_insert(db, d->next_id(d->context, at), id, at, 0, person_id, kind, detail);
}

static enum status put_request(struct db *db, struct arena *a, const struct cards_demo_drill *d,
                               int64_t id)
{
    int64_t answered_at = d->at + d->answered_ms, ended_at = d->at + d->lasted_ms;
    int64_t targets = HELP_BIT(HELP_TARGET_N) - 1, changed;

    TRY(q_help_insert(db, id, d->centre_id, d->player_id, d->team_id,
                      arena_printf(a, "drill-%lld", (long long)id), HELP_ACUTE, HELP_ON_ACUTE_DAY,
                      0, true, false, STR(""), d->at, d->at + help_resort_ms(HELP_ON_ACUTE_DAY),
                      targets, targets, &changed));
    TRY(q_help_answer_put(db, id, d->comer_id, answered_at, &changed));
    TRY(q_help_own(db, id, d->comer_id, answered_at, &changed));
    TRY(q_help_count(db, id, 1, answered_at));
    TRY(q_help_close(db, id, ended_at, d->planner_id, false, &changed));
    TRY(note(db, d, id, d->at, d->player_id, HELP_EVENT_PRESSED, 0));
    TRY(note(db, d, id, d->at, 0, HELP_EVENT_CALLED, d->n_called));
    TRY(note(db, d, id, answered_at, d->comer_id, HELP_EVENT_COMING, d->answered_ms));
    return note(db, d, id, ended_at, d->planner_id, HELP_EVENT_OVER, 0);
}

static enum status put_event(struct db *db, const struct cards_demo_drill *d, int64_t id,
                             int64_t at, int64_t person_id, enum card_event kind)
{
    return q_card_event_insert(db, d->next_id(d->context, at), id, at, person_id, kind, -1);
}

static enum status put_call(struct db *db, const struct cards_demo_drill *d, int64_t id,
                            int64_t drill_id)
{
    int64_t answered_at = d->at + d->answered_ms, ended_at = d->at + d->lasted_ms, changed;

    TRY(q_card_call_insert(db, id, d->centre_id, d->player_id, d->team_id, d->slot, 0, drill_id,
                           d->at, d->at, &changed));
    TRY(q_card_member_join(db, id, d->player_id, d->at));
    TRY(q_card_member_join(db, id, d->comer_id, answered_at));
    TRY(q_card_call_end(db, id, ended_at, d->planner_id, &changed));
    TRY(put_event(db, d, id, d->at, d->player_id, CARD_EVENT_BEGAN));
    TRY(put_event(db, d, id, d->at, 0, CARD_EVENT_KIND));
    TRY(put_event(db, d, id, answered_at, d->comer_id, CARD_EVENT_CONFIRMED));
    return put_event(db, d, id, ended_at, d->planner_id, CARD_EVENT_ENDED);
}

enum status cards_demo_drill(struct db *db, struct arena *a, const struct cards_demo_drill *d)
{
    int64_t id = d->next_id(d->context, d->at);
    int64_t drill_id = d->next_id(d->context, d->at - DRILL_PLANNED_MS), changed;
    bool announced = d->kind == CARDS_DRILL_ANNOUNCED;

    TRY(put_request(db, a, d, id));
    TRY(q_card_drill_insert(
        db, drill_id, d->centre_id, d->kind, d->slot, d->player_id, HELP_BIT(HELP_TARGET_N) - 1,
        announced ? d->at : d->at - DRILL_WINDOW_MS / 2, d->at + DRILL_WINDOW_MS / 2, d->at,
        d->at - DRILL_PLANNED_MS, d->planner_id));
    TRY(q_card_drill_move(db, drill_id, CARDS_DRILL_PLANNED, CARDS_DRILL_OVER, id,
                          d->at + d->lasted_ms, &changed));
    return put_call(db, d, id, drill_id);
}
