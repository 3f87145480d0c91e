/* Values of the five-hour day made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_SHOW_H
#define FOLLOW_UP_FOLLOW_UP_SHOW_H

#include "features/follow_up/follow_up_forms.h"
#include "features/follow_up/follow_up_view.h"

CHECKED enum status follow_up_show_fill(struct request *rq, const struct follow_up *f,
                                        const struct follow_up_typed *typed,
                                        struct follow_up_show_view *ret);
struct follow_up_items follow_up_items_of(struct request *rq,
                                          const struct follow_up_day_row_list *rows);
struct follow_up_waits follow_up_waits_of(struct request *rq,
                                          const struct follow_up_waiting_row_list *rows);
struct follow_up_texts follow_up_texts_of(struct request *rq,
                                          const struct follow_up_learning_row_list *rows);

#endif
