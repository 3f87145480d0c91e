/* How fast requests were answered: drills and real ones apart, by watch and by hour.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"
#include "core/calendar.h"
#include "core/refuse.h"

#define MOST_MS (732 * DAY_MS)

static void count(struct cards_speed *s, const struct card_answer_row *r)
{
    bool answered = r->answered_ms >= 0;

    s->n++;
    s->soon += answered && r->answered_ms <= CARDS_SOON_MS;
    s->late += answered && r->answered_ms <= CARDS_LATE_MS;
}

static void hide_one(struct cards_speed *s)
{
    s->hidden = true;
    s->n = s->soon = s->late = 0;
}

/* One hidden part of a sum is the sum less the others: then the smallest of those is hidden too. */
static void hide_within(struct cards_speed *at, size_t n)
{
    struct cards_speed *least = NULL;
    size_t hidden = 0;

    for (size_t i = 0; i < n; i++) {
        if (at[i].n > 0 && at[i].n < CARDS_SMALLEST)
            hide_one(&at[i]);
        hidden += at[i].hidden;
        if (at[i].n > 0 && (least == NULL || at[i].n < least->n))
            least = &at[i];
    }
    if (hidden == 1 && least)
        hide_one(least);
}

void cards_hide(struct cards_speed *at, size_t n)
{
    if (n < CARDS_SPAN_N)
        return;
    if (at[CARDS_ALL_DAY].n > 0 && at[CARDS_ALL_DAY].n < CARDS_SMALLEST) {
        for (size_t i = 0; i < n; i++)
            if (at[i].n > 0)
                hide_one(&at[i]);
        return;
    }
    hide_within(at + CARDS_BY_DAY, 2);
    hide_within(at + CARDS_HOUR_0, 24);
}

/* Hour, watch and all of it. */
static void count_all(struct cards_speed *at, const struct card_answer_row *r,
                      const struct zone *zone, const struct calendar *office)
{
    enum cards_span watch =
        calendar_is_working(office, r->pressed_at) ? CARDS_BY_DAY : CARDS_BY_NIGHT;

    count(&at[CARDS_ALL_DAY], r);
    count(&at[watch], r);
    count(&at[CARDS_HOUR_0 + zone_local(zone, r->pressed_at).hour], r);
}

static void finish(struct cards_numbers *to, const struct cards_speed *at)
{
    for (size_t i = 0; i < CARDS_SPAN_N; i++) {
        struct cards_speed s = at[i];

        if (s.n == 0 && !s.hidden)
            continue;
        s.soon_permille = s.n > 0 ? s.soon * 1000 / s.n : 0;
        s.late_permille = s.n > 0 ? s.late * 1000 / s.n : 0;
        s.soon_met = s.n > 0 && s.soon_permille >= to->goal_soon;
        s.late_met = s.n > 0 && s.late_permille >= to->goal_late;
        to->at[to->n++] = s;
    }
}

enum status cards_numbers(struct db *db, struct arena *a, const struct actor *who, int64_t from_at,
                          int64_t to_at, struct cards_numbers *ret)
{
    struct cards_speed all[2][CARDS_SPAN_N] = {0};
    struct card_answer_row_list rows;
    struct cards_place place;
    struct card_centre_row centre;
    const struct zone *zone;

    if (!may(who, PERM_NUMBERS_READ))
        return fail(DENIED, "may not see numbers");
    if (to_at < from_at || to_at - from_at > MOST_MS)
        return refuse(INVALID, T_CARDS_BAD_WINDOW);
    TRY(q_card_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(cards_place_get(db, a, who, &place));
    TRY(q_card_answers(db, a, who->centre_id, from_at, to_at, &rows));
    struct calendar office = calendar_office(zone);
    for (int drill = 0; drill < 2; drill++)
        for (int span = 0; span < CARDS_SPAN_N; span++)
            all[drill][span] = (struct cards_speed){.span = span, .drill = drill == 1};
    for (size_t i = 0; i < rows.n; i++)
        count_all(all[rows.at[i].drill != 0], &rows.at[i], zone, &office);
    *ret = (struct cards_numbers){.from_at = from_at,
                                  .to_at = to_at,
                                  .goal_soon = place.goal_soon,
                                  .goal_late = place.goal_late};
    for (int drill = 0; drill < 2; drill++) {
        cards_hide(all[drill], CARDS_SPAN_N);
        finish(ret, all[drill]);
    }
    return OK;
}
