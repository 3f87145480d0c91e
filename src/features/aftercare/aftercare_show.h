/* Makes cases ready for their views; shared by the pages of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_SHOW_H
#define AFTERCARE_AFTERCARE_SHOW_H

#include "features/aftercare/aftercare_view.h"
#include "web/request.h"

enum text_key care_kind_text(int64_t kind);
CHECKED enum status care_case_fill(struct request *rq, const struct care_case *c,
                                   struct care_case_view *ret);
struct care_board_view care_board_view_of(struct request *rq, const struct care_board *b);
CHECKED enum status care_mine_fill(struct request *rq, struct care_mine_view *v);

#endif
