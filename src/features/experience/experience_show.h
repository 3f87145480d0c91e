/* Values of the experience log made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_SHOW_H
#define EXPERIENCE_EXPERIENCE_SHOW_H

#include "features/experience/experience_forms.h"
#include "features/experience/experience_view.h"

enum text_key experience_kind_text(int64_t kind); /* T_NONE: none */
struct experience_choice_list experience_kind_choices(struct arena *a, int64_t chosen);
struct experience_choice_list experience_help_choices(struct arena *a, int64_t chosen);
struct experience_text_list experience_help_texts(struct arena *a, int64_t helps);
/* Nothing chosen yet, with a key of its own. */
struct experience_form_view experience_empty_form(struct request *rq);
struct experience_item_list experience_items_of(struct request *rq,
                                                const struct experience_row_list *rows);
struct experience_newcomer_list experience_newcomers_of(struct request *rq,
                                                        const struct experience_newcomers *list);

#endif
