/* What web/ remembers about the running request beside the handler: its reference in log and error
 * page, and the form errors a problem document quotes. One slot per thread, cleared by route_run.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_REPORT_H
#define WEB_REPORT_H

#include "web/form.h"
#include "web/request.h"

void report_clear(void);
/* Logs the failure once per request and gives the reference that the answer shows: "K7Q4-M2XD". */
struct str report_failure(struct request *rq, enum status status, int http_status);

/* The errors of the latest form of this request; n is 0 when there were none. */
const struct form_errors *form_errors_noted(void);
void form_errors_note(const struct form_errors *errors);

/* Title and sentence for people: by the HTTP status, or what refuse() said. */
void error_text(enum status status, int http_status, enum text_key *ret_title,
                enum text_key *ret_text);

/* 200, 400, 403 … the one table. */
int http_status_of(enum status status);

#endif
