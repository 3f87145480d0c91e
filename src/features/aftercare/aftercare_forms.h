/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_FORMS_H
#define AFTERCARE_AFTERCARE_FORMS_H

#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"
#include "web/form.h"
#include "web/route.h"

struct care_end_entry {
    int64_t state; /* enum care_state */
    struct str note, back;
};
struct care_move_entry {
    int64_t due_at;
    struct str reason;
};
struct care_answer_entry {
    int64_t answer; /* enum care_answer */
    struct str back;
};
struct care_ask_entry {
    int64_t ask; /* enum care_ask */
};
struct care_switch_entry {
    bool on;
};
struct care_supporters_entry {
    int64_t id[CARE_SUPPORTERS_MAX]; /* 0: nobody */
};
struct care_list_entry {
    int64_t limit;
};
struct care_plan_entry {
    int64_t version; /* on which the change was made */
    bool preview;
    struct care_plan_choice choice;
};
struct care_remove_entry {
    int64_t person_id, from_day;
};
struct care_learnings_entry {
    struct str q;
    int64_t before;
};

struct care_closed_entry {
    int64_t day;
    struct str name;
};
struct care_law_entry {
    int64_t law; /* enum care_law */
};

extern const struct form care_hours_form, care_closed_form, care_open_form, care_law_form;
extern const struct form care_end_form, care_move_form, care_answer_form, care_ask_form,
    care_share_form, care_pause_form, care_supporters_form, care_list_query, care_plan_form,
    care_number_form, care_absence_form, care_remove_form, care_learnings_query;

/* On the page of an incident: the way to its case, for those who may see it. On the today page: what waits. */
CHECKED enum status care_incident_part(struct request *rq, struct html *h,
                                       const struct incident *in);
CHECKED enum status care_today_part(struct request *rq, struct html *h);

extern const struct route aftercare_routes[];
extern const struct route aftercare_api_routes[];
extern const struct route aftercare_setup_routes[];
extern const struct route aftercare_hours_routes[];
extern const struct route aftercare_hours_api_routes[];
extern const struct route aftercare_away_routes[];
extern const struct route aftercare_setup_api_routes[];

#endif
