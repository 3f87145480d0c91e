/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_FORMS_H
#define CARDS_CARDS_FORMS_H

#include "features/cards/cards.h"
#include "features/help/help_show.h"
#include "web/form.h"
#include "web/route.h"

struct cards_read_entry {
    int64_t version;
};
struct cards_kind_entry {
    int64_t slot;
};
struct cards_tick_entry {
    int64_t role, item;
    bool done;
};
struct cards_rate_entry {
    int64_t rating;
};
struct cards_edit_entry {
    struct card card;
    bool preview; /* show it, keep nothing */
};
struct cards_place_entry {
    struct cards_place place; /* but for its goals */
    struct str soon, late;    /* percent as typed: "98,5" */
};
/* "80", "98,5", "98.5 %"; false: no percent from 0 to 100 with at most one decimal. */
bool cards_permille_of(struct str typed, int64_t *ret);
/* The first CARDS_PART_N fields are the Danish texts, then as many English ones. */
extern const struct form cards_form, cards_edit_form; /* struct card, struct cards_edit_entry */
extern const struct form cards_read_form, cards_place_form, cards_place_edit_form, cards_kind_form,
    cards_tick_form, cards_note_form, cards_rate_form, cards_drill_form;

/* What stands on the desk page. */
desk_part_fn cards_desk_part;

extern const struct route cards_routes[];
extern const struct route cards_call_routes[];
extern const struct route cards_drill_routes[];
extern const struct route cards_api_routes[];
extern const struct route cards_call_api_routes[];

#endif
