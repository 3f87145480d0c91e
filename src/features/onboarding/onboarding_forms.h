/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_FORMS_H
#define ONBOARDING_ONBOARDING_FORMS_H

#include "features/onboarding/onboarding.h"
#include "web/form.h"
#include "web/route.h"

struct onboarding_act_entry {
    bool list; /* sent from the list, where one goes back to */
};
struct onboarding_waive_entry {
    struct str evidence, reason;
};
struct onboarding_ready_entry {
    bool ready;
};
struct onboarding_change_entry {
    int64_t profile, start_day, seal;
};
struct onboarding_mentor_entry {
    int64_t mentor_id;
};
struct onboarding_capacity_entry {
    int64_t most;
};
struct onboarding_plan_entry {
    int64_t profile;
    struct onboarding_item_entry item;
};
struct onboarding_version_query {
    int64_t version;
};
struct onboarding_profile_entry {
    int64_t profile;
    struct str word;
};
struct onboarding_one_entry { /* the API: one alone */
    int64_t person_id, profile, start_day, mentor_id;
};
/* Several: who, and by "ID:profile" who has another profile than the others. */
struct onboarding_start_entry {
    int64_t start_day, profile, mentor_id;
    struct str class_name, people, as;
    struct str q; /* on the page: whom to show; with `look` nobody starts */
    int64_t team_id;
    bool look;
};
/* INVALID (refused): no such person or profile, or more of them than a class has room for; *ret then has those that could be read. */
CHECKED enum status onboarding_start_of(const struct onboarding_start_entry *e,
                                        struct onboarding_start *ret);

extern const struct form onboarding_act_form, onboarding_waive_form, onboarding_ready_form,
    onboarding_change_form, onboarding_mentor_form, onboarding_capacity_form, onboarding_plan_form,
    onboarding_plan_item_form, onboarding_version_form, onboarding_profile_form,
    onboarding_start_form, onboarding_class_form, onboarding_one_form;

extern const struct route onboarding_routes[];
extern const struct route onboarding_lead_routes[];
extern const struct route onboarding_plan_routes[];
extern const struct route onboarding_plan_api_routes[];
extern const struct route onboarding_api_routes[];

#endif
