/* What can be sent to this feature: one table each for the page's form and for the API's JSON; and its routes.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_FORMS_H
#define CONDUCT_CONDUCT_FORMS_H

#include "features/conduct/conduct.h"
#include "features/conduct/conduct_form.h"
#include "web/form.h"
#include "web/route.h"

struct conduct_answer_entry {
    struct str answer;
};
struct conduct_heard_entry {
    struct str heard;
};
struct conduct_print_entry { /* typed, printed, not kept */
    struct str sender, name, address;
};
struct conduct_template_entry {
    struct str body;
};
struct conduct_check_entry {
    struct str reference;
};
struct conduct_list_entry {
    int64_t limit;
};

extern const char *const conduct_lang_words[]; /* "da", "en" */

extern const struct form conduct_ask_form;         /* struct conduct_request */
extern const struct form conduct_decline_form;     /* struct conduct_answer_entry */
extern const struct form conduct_lift_form;        /* the same */
extern const struct form conduct_letter_form;      /* struct conduct_letter */
extern const struct form conduct_heard_form;       /* struct conduct_heard_entry */
extern const struct form conduct_restriction_form; /* struct conduct_restriction */
extern const struct form conduct_print_form;       /* struct conduct_print_entry */
extern const struct form conduct_template_form;    /* struct conduct_template_entry */
extern const struct form
    conduct_term_form; /* struct conduct_term_value: days, source, verified_on */
extern const struct form conduct_check_query; /* struct conduct_check_entry */
extern const struct form conduct_list_query;  /* struct conduct_list_entry */

extern const struct conduct_dress conduct_ask_dress[], conduct_letter_dress[],
    conduct_restriction_dress[], conduct_print_dress[], conduct_answer_dress[],
    conduct_heard_dress[], conduct_template_dress[], conduct_term_dress[];

#endif
