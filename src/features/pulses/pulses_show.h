/* What pages of this feature are made of.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_SHOW_H
#define PULSES_PULSES_SHOW_H

#include "features/pulses/pulses_view.h"
#include "web/request.h"

struct str pulses_day_text(struct request *rq, int64_t day); /* "22. november 2026"; 0: STR_NONE */
struct pulses_step_list pulses_steps(struct arena *a, int64_t chosen);
/* "2. kvartal 2026", a profile in words, or the group's own name. */
struct str pulses_group_name(struct request *rq, enum pulses_label by,
                             const struct pulses_group *g);
CHECKED enum status pulses_numbers_fill(struct request *rq, const struct pulses_numbers *n,
                                        struct pulses_numbers_view *ret);

#endif
