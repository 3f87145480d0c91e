/* Makes cases, decisions and letters ready for their views; shared by the pages of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_SHOW_H
#define CONDUCT_CONDUCT_SHOW_H

#include "features/conduct/conduct_view.h"
#include "web/request.h"

extern const enum text_key conduct_letter_texts[CONDUCT_LETTER_N];

struct str conduct_day_text(struct request *rq, int64_t day); /* STR_NONE for 0 */
struct str conduct_scope_text(struct request *rq, int64_t scope);
struct str conduct_channel_text(struct request *rq, int64_t channel);
struct conduct_list_view conduct_list_view_of(struct request *rq,
                                              const struct conduct_list_row_list *rows);
/* trouble: what one of the page's forms said, told apart by `which` ("decline", "heard", "lift"); NULL: nothing. */
void conduct_show_fill(struct request *rq, const struct conduct_case *c, const char *which,
                       const void *typed, const struct conduct_trouble *trouble,
                       struct conduct_show_view *v);
struct conduct_part_view conduct_part_view_of(struct request *rq, const struct conduct_case_row *k);
/* The template with what is known of the case in place of its words in brackets; what is not known stays, to be written. */
CHECKED enum status conduct_letter_begin(struct request *rq, const struct conduct_case *c,
                                         enum conduct_letter_kind kind, enum lang lang,
                                         struct str *ret);

#endif
