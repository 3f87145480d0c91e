/* Makes reports ready for their views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_SHOW_H
#define REPORTS_REPORTS_SHOW_H

#include "features/reports/reports_view.h"
#include "web/request.h"

struct report_view report_view_of(struct request *rq, const struct report *r);
struct report_list_view report_list_view_of(struct request *rq, const struct report_row_list *rows);
struct report_case_view report_case_view_of(struct request *rq, const struct report_case *c);

#endif
