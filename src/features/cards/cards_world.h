/* The centre of the acute minute, and what acute calls need beside it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_WORLD_H
#define CARDS_CARDS_WORLD_H

#include "features/help/help_world.h"

#include "features/cards/cards.h"

/* A card with these words in every part. */
static inline struct card card_of(int64_t slot, int64_t version, struct str name)
{
    struct card c = {.slot = slot, .version = version, .review_day = NOON / DAY_MS + 30};

    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < CARDS_PART_N; part++)
            c.text[lang][part] = part == CARDS_PART_NAME ? name : STR("- første\n- anden");
    return c;
}

/* Those who sit at an open desk page go on doing so. */
static inline void all_sit(struct world *w, const struct actor *const *who, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sits(w, who[i]);
}

static inline struct cards_call call_of(struct world *w, const struct actor *who, int64_t id)
{
    struct cards_call c;

    db_refresh(w->db);
    assert_ok(cards_find(w->db, w->arena, who, id, &c));
    return c;
}

static inline int64_t holder(struct world *w, int64_t id, enum card_role role)
{
    struct card_seat_row_list seats;

    db_refresh(w->db);
    assert_ok(q_card_seats(w->db, w->arena, id, &seats));
    for (size_t i = 0; i < seats.n; i++)
        if (seats.at[i].role == (int64_t)role)
            return seats.at[i].person_id;
    return 0;
}

static inline struct actor *actor_of(struct world *w, int64_t person_id)
{
    struct actor *all[] = {&w->anna, &w->bo,   &w->lea,  &w->soren, &w->siv,
                           &w->amir, &w->mark, &w->carl, &w->nina,  &w->uma};

    return all[person_id - ANNA];
}

#endif
