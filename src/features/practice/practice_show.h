/* Values of rules made ready for the views of practice.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_SHOW_H
#define PRACTICE_PRACTICE_SHOW_H

#include "features/practice/practice_view.h"
#include "web/request.h"

struct practice_sure_choices practice_show_sure(struct arena *a, int64_t chosen);
struct practice_play_view practice_show_play(struct request *rq, const struct practice_play *p);
/* "Step 2 of 6: it gets personal". */
struct str practice_show_step(struct arena *a, enum lang lang, int64_t step);
enum text_key practice_show_ending(enum practice_ending ending);
/* A package for learning platforms (practice_scorm_show.c), a zip archive. */
CHECKED enum status practice_show_scorm(struct arena *a, const struct practice_whole *w,
                                        struct str *ret);

#endif
