/* How the pages of this feature say things.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_SHOW_H
#define MODULES_MODULES_SHOW_H

#include "features/modules/modules_view.h"
#include "web/form.h"
#include "web/request.h"

struct module_card module_card_of(struct request *rq, const struct module_mine *m);
/* The last day on which it holds; empty: for ever. */
struct str module_last_day(struct request *rq, int64_t until_at);

/* answers, checked and errors: what was sent and what came of it; NULL: nothing yet. */
struct module_question_view_list module_questions(struct request *rq,
                                                  const struct module_content *c,
                                                  const struct module_answers *answers,
                                                  const struct module_checked *checked,
                                                  const struct form_errors *errors);
/* Its text as HTML, with the pictures of the centre. */
CHECKED enum status module_body(struct request *rq, struct str markdown, struct trusted_html *ret);
struct module_choice_view_list module_choices(struct arena *a, const struct str *texts,
                                              int64_t chosen);

#endif
