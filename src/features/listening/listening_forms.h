/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_FORMS_H
#define LISTENING_LISTENING_FORMS_H

#include "features/listening/listening.h"
#include "web/form.h"
#include "web/route.h"

struct listening_accept_entry {
    int64_t changes;
};
struct listening_answer_entry {
    struct str answer;
};

extern const struct form listening_book_form, listening_ask_form, listening_offer_form,
    listening_accept_form, listening_note_form, listening_finish_form, listening_answer_form,
    listening_words_form;

extern const struct route listening_routes[];
extern const struct route listening_hold_routes[];
extern const struct route listening_text_routes[];
extern const struct route listening_mentor_routes[];
extern const struct route listening_mentor_api_routes[];
extern const struct route listening_api_routes[];

struct request;
bool mentor_nav_fits(struct request *rq);

#endif
