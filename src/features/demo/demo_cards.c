/* What the invented centre reads to 112, who has read its action cards, and drills with them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_demo.h"
#include "features/demo/demo_parts.h"

#define CHECKED_DAYS 20 /* ago */

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

/* Those that the time of the demo has room for: the two latest in any. */
static const struct held {
    int32_t days_ago;
    int minute;
    enum cards_drill_kind kind;
    int64_t slot, answered_ms;
} drills[] = {
    {300, 9 * 60 + 15, CARDS_DRILL_ANNOUNCED, CARDS_BOMB, 17200},
    {210, 14 * 60 + 5, CARDS_DRILL_SURPRISE, CARDS_THREAT, 12600},
    {120, 11 * 60 + 20, CARDS_DRILL_ANNOUNCED, CARDS_COLLAPSE, 7300},
    {24, 10 * 60 + 30, CARDS_DRILL_ANNOUNCED, CARDS_BOMB, 6400},
    {12, 13 * 60 + 47, CARDS_DRILL_SURPRISE, CARDS_SUICIDE, 8900},
};

/* In the name of the manager of all; a colleague who is at work that day comes. */
static enum status make_drill(struct demo *d, const struct held *h)
{
    int32_t day = demo_open_before(d->options.until_day - h->days_ago);
    int64_t boss = d->staff[d->boss].id;
    struct cards_demo_drill drill = {.centre_id = d->centre_id,
                                     .planner_id = boss,
                                     .player_id = boss,
                                     .kind = h->kind,
                                     .slot = h->slot,
                                     .at = demo_at(d, day, h->minute),
                                     .answered_ms = h->answered_ms,
                                     .lasted_ms = 7 * MINUTE_MS,
                                     .next_id = next_id,
                                     .context = d};

    for (size_t i = 0; i < d->n_staff && day >= d->from_day; i++)
        if (i != (size_t)d->boss && d->staff[i].phones && demo_is_present(d, i, day)) {
            drill.comer_id = drill.comer_id == 0 ? d->staff[i].id : drill.comer_id;
            drill.n_called++;
        }
    return drill.comer_id == 0 ? OK : cards_demo_drill(d->db, d->scratch, &drill);
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
    for (size_t i = 0; i < sizeof drills / sizeof drills[0]; i++)
        TRY(make_drill(d, &drills[i]));
    return OK;
}
