/* The routes of this feature, and its part of the page of watches.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_WEB_H
#define HEARTBEATS_HEARTBEATS_WEB_H

#include "features/heartbeats/heartbeats.h"
#include "web/html.h"
#include "web/route.h"

struct heartbeat_out_input {
    struct str url;
};
struct heartbeat_change_input {
    struct heartbeat_entry entry; /* first: the fields of both forms are the same */
    bool new_secret;
};
extern const struct form heartbeat_in, heartbeat_change_in, heartbeat_out_in;

struct form_view;
/* Either form, with whom one can choose. */
CHECKED enum status heartbeat_form_view(struct request *rq, const struct form *form,
                                        const void *values, const struct form_errors *errors,
                                        struct str action, enum text_key submit,
                                        struct form_view *ret);
/* The page of one; secret STR_NONE: not told now. */
CHECKED enum status heartbeat_one_page(struct request *rq, struct response *rs, int64_t id,
                                       struct str secret);
/* Where it reports to. */
struct str heartbeat_address(struct request *rq, struct str secret);

extern const struct route heartbeat_routes[];
extern const struct route heartbeat_edit_routes[];
extern const struct route heartbeat_api_routes[];

/* What help hangs on and is silent, above the watches (features/duty/duty_forms.h). */
enum status heartbeat_duty_part(struct request *rq, struct html *h);

#endif
