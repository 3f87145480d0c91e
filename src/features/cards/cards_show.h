/* Makes cards and calls ready for their views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_SHOW_H
#define CARDS_CARDS_SHOW_H

#include "features/cards/cards_view.h"
#include "features/incidents/incidents.h"
#include "web/request.h"

CHECKED enum status cards_place_fill(struct request *rq, struct cards_place_view *ret);
CHECKED enum status cards_call_fill(struct request *rq, int64_t id, struct cards_call_view *ret);

#endif
