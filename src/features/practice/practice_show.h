/* Values of rules made ready for the views of practice.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_SHOW_H
#define PRACTICE_PRACTICE_SHOW_H

#include "features/practice/practice_view.h"
#include "web/request.h"

struct practice_sure_choices practice_show_sure(struct arena *a, int64_t chosen);
struct practice_play_view practice_show_play(struct request *rq, const struct practice_play *p);

#endif
