/* What can be sent to this feature: one table each for the page's form and for the API's JSON; and what the program joins.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_FORMS_H
#define FOLLOW_UP_FOLLOW_UP_FORMS_H

#include "features/follow_up/follow_up.h"
#include "web/form.h"
#include "web/route.h"

struct follow_up_minutes_entry {
    int64_t minutes;
};
struct follow_up_move_entry {
    bool up;
};
struct follow_up_when_entry {
    int64_t starts_at; /* ms */
    struct str place;
};
struct follow_up_tick_entry {
    bool done;
};
struct follow_up_learn_entry {
    struct str text;
};
extern const struct form follow_up_minutes_form, follow_up_move_form, follow_up_when_form,
    follow_up_tick_form, follow_up_learn_form;
extern const struct form follow_up_own_form; /* struct follow_up_own */

/* As the rule wants it. */
struct follow_up_when follow_up_when_of(const struct zone *zone,
                                        const struct follow_up_when_entry *e);

extern const struct route follow_up_routes[];     /* follow_up_web.c */
extern const struct route follow_up_api_routes[]; /* follow_up_api.c */

#endif
