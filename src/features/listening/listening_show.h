/* Values of sessions made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_SHOW_H
#define LISTENING_LISTENING_SHOW_H

#include "features/listening/listening_forms.h"
#include "features/listening/listening_view.h"
#include "web/page.h"

struct str listening_day(struct request *rq, int64_t day);   /* "tirsdag 24. november" */
struct str listening_moment(struct request *rq, int64_t at); /* "tirsdag 24. november kl. 14.00" */
struct str listening_clock(struct request *rq, int64_t at);  /* "14.00" */
struct listening_line_view listening_line(struct request *rq, const struct listening_row *r);

/* What was typed and not taken: shown again, with what was wrong. */
struct listening_typed {
    const struct listening_offer *offer;   /* NULL: nothing */
    const struct listening_finish *finish; /* the same */
    struct str note, answer, error;
    const struct form_errors *errors;
};
/* A form that is new, or filled with what stands or was typed. */
CHECKED enum status listening_form_fill(struct request *rq, const struct listening_offer *from,
                                        const struct listening_typed *typed,
                                        struct listening_form_view *ret);
CHECKED enum status listening_show_fill(struct request *rq, int64_t id,
                                        const struct listening_typed *typed,
                                        struct listening_show_view *ret);
/* What was refused, in words; false: something else is wrong. */
bool listening_refusal(struct request *rq, enum status status, const struct form_errors *errors,
                       struct str *ret);

#endif
