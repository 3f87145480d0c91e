/* Makes questions, hits and cards ready for their views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_SHOW_H
#define ASKING_ASKING_SHOW_H

#include "features/asking/asking_forms.h"
#include "features/asking/asking_view.h"
#include "web/request.h"

#define ASKING_COOKIE "bv_ask"
/* The browser's secret; STR_NONE: it has none. */
struct str asking_secret(const struct request *rq);
struct asking_item asking_item_of(struct request *rq, const struct asking_question *q);
/* The part that is fetched anew, and what else the page says of the floor. */
CHECKED enum status asking_now_fill(struct request *rq, struct asking_page_view *ret);
struct asking_line_list asking_lines_of(struct request *rq, const struct asking_question *q);
struct asking_found_list asking_found_of(struct request *rq, const struct asking_hit_list *hits);
/* What to show before this is sent; false: nothing. */
CHECKED enum status asking_before_fill(struct request *rq, struct str text, bool sure, bool calm,
                                       struct asking_before_view *ret, bool *ret_any);
struct asking_card_item asking_card_item_of(struct request *rq, const struct asking_card_row *card);
void asking_times_fill(struct request *rq, const struct asking_times *t,
                       struct asking_times_view *ret);
struct str asking_error_of(struct request *rq, const struct form_errors *errors, const char *name);

#endif
