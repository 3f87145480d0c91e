/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_FORMS_H
#define DUTY_DUTY_FORMS_H

#include "features/duty/duty.h"
#include "web/form.h"
#include "web/route.h"

/* What other features put above the watches; the program's list ends with NULL. */
struct html;
typedef enum status duty_part_fn(struct request *rq, struct html *h);
extern duty_part_fn *const all_duty_parts[];

struct duty_watch_form {
    struct str name, from, to; /* "08:00" */
    int64_t hours, weekdays, levels, owner_id, team_id;
    bool at_home;
};
struct duty_accept_form {
    bool accept;
};
struct duty_level_form {
    int64_t level;
};
struct duty_swap_form {
    int64_t person_id;
    int64_t from_at, to_at; /* a part of the shift; 0: from its beginning, to its end */
};
struct duty_answer_form {
    bool yes;
};
struct duty_span_form {
    int64_t from; /* day */
    int64_t days;
};

extern const struct form duty_watch_in, duty_change_in, duty_rota_in, duty_cover_in, duty_accept_in,
    duty_level_in, duty_swap_in, duty_answer_in, duty_span_query;

extern const struct route duty_routes[];
extern const struct route duty_plan_routes[];
extern const struct route duty_own_routes[];
extern const struct route duty_api_routes[];

#endif
