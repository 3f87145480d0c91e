/* Makes incidents ready for their views; shared by the pages of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_SHOW_H
#define INCIDENTS_INCIDENTS_SHOW_H

#include "features/incidents/incidents_view.h"
#include "web/request.h"

enum text_key incident_class_text(int64_t class);
enum text_key incident_rating_text(int64_t rating); /* 0: not said yet */
struct incident_choice_list incident_class_choices(struct arena *a, int64_t chosen);
struct incident_choice_list incident_rating_choices(struct arena *a, int64_t chosen);
struct incident_choice_list incident_act_choices(struct arena *a, int64_t chosen);
struct incident_item incident_item_of(struct request *rq, const struct incident_row *row);
struct incident_item_list incident_items_of(struct request *rq,
                                            const struct incident_row_list *rows);
void incident_show_fill(struct request *rq, const struct incident *in,
                        struct incident_show_view *v);

#endif
