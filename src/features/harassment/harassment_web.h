/* Pages and JSON of harassment.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_WEB_H
#define HARASSMENT_HARASSMENT_WEB_H

#include "features/harassment/harassment.h"
#include "web/route.h"

extern const struct route harassment_routes[];
extern const struct route harassment_file_routes[];
extern const struct route harassment_api_routes[];

/* What a person can put right: the page comes again and says it. */
bool harassment_is_refusal(enum status status);
/* The case with a message above it. */
CHECKED enum status harassment_show_case(struct request *rq, struct response *rs, int64_t id,
                                         struct str alert);

#endif
