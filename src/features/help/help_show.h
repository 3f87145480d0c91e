/* Makes requests ready for their views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_SHOW_H
#define HELP_HELP_SHOW_H

#include "features/help/help_view.h"
#include "web/request.h"

CHECKED enum status help_now_fill(struct request *rq, struct help_now_view *ret);
CHECKED enum status help_desk_fill(struct request *rq, struct help_desk_view *ret);
struct help_show_view help_show_view_of(struct request *rq, const struct help_request *r,
                                        const struct help_event_row_list *events);
/* What features put first on the desk page; asked anew with it. The program's list ends with NULL. */
typedef enum status desk_part_fn(struct request *rq, struct html *h);
extern desk_part_fn *const all_desk_parts[];
CHECKED enum status help_warn_fill(struct request *rq, struct help_warn_view *ret);

#endif
