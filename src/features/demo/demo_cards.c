/* What the invented centre reads to 112, who has read its action cards, and two drills with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_demo.h"
#include "features/demo/demo_parts.h"

#define CHECKED_DAYS 20 /* ago */
#define DRILLED_DAYS 24
#define SURPRISE_DAYS 12

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

/* In the name of the manager of all; a colleague who is at work that day comes. */
static enum status make_drill(struct demo *d, int32_t days_ago, int minute, int64_t kind,
                              int64_t slot, int64_t answered_ms)
{
    int32_t day = demo_open_before(d->options.until_day - days_ago);
    int64_t boss = d->staff[d->boss].id;
    struct cards_demo_drill drill = {.centre_id = d->centre_id,
                                     .planner_id = boss,
                                     .player_id = boss,
                                     .kind = kind,
                                     .slot = slot,
                                     .at = demo_at(d, day, minute),
                                     .answered_ms = answered_ms,
                                     .lasted_ms = 7 * MINUTE_MS,
                                     .next_id = next_id,
                                     .context = d};

    for (size_t i = 0; i < d->n_staff; i++)
        if (i != (size_t)d->boss && d->staff[i].phones && demo_is_present(d, i, day)) {
            drill.comer_id = drill.comer_id == 0 ? d->staff[i].id : drill.comer_id;
            drill.n_called++;
        }
    if (drill.comer_id == 0 || day < d->from_day)
        return OK;
    return cards_demo_drill(d->db, d->scratch, &drill);
}

/* Two of three have read them. */
enum status demo_make_cards(struct demo *d)
{
    int32_t day = d->options.until_day - CHECKED_DAYS;
    int64_t *readers = arena_array(d->scratch, int64_t, d->n_staff);
    struct cards_demo cards = {.centre_id = d->centre_id,
                               .maker_id = d->staff[d->boss].id,
                               .at = demo_at(d, day, 10 * 60),
                               .verified_day = day,
                               .address = STR("Eksempelvej 1, 9999 Eksempelkøbing (opfundet)"),
                               .way_in = STR("Port B fra gården, 2. sal. Vagten åbner."),
                               .numbers = STR("Receptionen: lokal 1000"),
                               .readers = readers};

    for (size_t i = 0; i < d->n_staff; i++)
        if (i % 3 != 0 && demo_is_here(&d->staff[i], d->options.until_day))
            readers[cards.n++] = d->staff[i].id;
    TRY(cards_demo(d->db, &cards));
    TRY(make_drill(d, DRILLED_DAYS, 10 * 60 + 30, CARDS_DRILL_ANNOUNCED, CARDS_BOMB, 6400));
    return make_drill(d, SURPRISE_DAYS, 13 * 60 + 47, CARDS_DRILL_SURPRISE, CARDS_SUICIDE, 11800);
}
