/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_FORMS_H
#define ASKING_ASKING_FORMS_H

#include "features/asking/asking.h"
#include "web/form.h"
#include "web/route.h"

struct asking_ask_entry {
    struct str text;
    int64_t as; /* enum asking_as */
    bool sure;  /* what is alike was seen */
    bool calm;  /* the help for acute danger was seen */
};
struct asking_say_entry {
    struct str text;
};
extern const struct form asking_ask_form, asking_name_form, asking_answer_form, asking_more_form,
    asking_unclear_form; /* the first fills an ask_entry, the others a say_entry */
extern const struct form asking_card_form;   /* struct asking_card_entry */
extern const struct form asking_pace_form;   /* struct asking_pace */
extern const struct form asking_search_form; /* struct asking_say_entry; a query */

int64_t asking_nav_count(struct request *rq);

extern const struct route asking_routes[];
extern const struct route asking_card_routes[];
extern const struct route asking_api_routes[];

#endif
