/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_FORMS_H
#define HELP_HELP_FORMS_H

#include "features/help/help.h"
#include "web/form.h"
#include "web/route.h"

struct help_page_entry {
    int64_t page;
};
struct help_place_entry {
    struct str place;
    bool at_home, silent;
};
struct help_log_entry {
    int64_t class, rating;
};
struct help_warn_entry {
    int64_t act; /* enum help_warn_act */
};
struct help_rate_entry {
    int64_t rating;
};
struct help_words_entry {
    struct str text[LANG_N][HELP_SAY_N];
};
struct help_policy_entry {
    int64_t occasion, needed, rounds, ack_s;
    int64_t targets[HELP_STEPS_MAX], channels[HELP_STEPS_MAX], wait_s[HELP_STEPS_MAX];
};

extern const struct form help_press_form, help_page_form, help_place_form, help_log_form,
    help_warn_form, help_rate_form, help_words_form, help_policy_form;

extern const struct route help_routes[];
extern const struct route help_set_routes[];
extern const struct route help_api_routes[];

#endif
