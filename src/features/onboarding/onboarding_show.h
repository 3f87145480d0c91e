/* Values of a newcomer's plan made ready for the views.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_SHOW_H
#define ONBOARDING_ONBOARDING_SHOW_H

#include "features/onboarding/onboarding_forms.h"
#include "features/onboarding/onboarding_view.h"
#include "web/page.h"

enum text_key onboarding_profile_text(int64_t profile);
enum text_key onboarding_role_text(int64_t role);
enum text_key onboarding_kind_text(int64_t kind);
enum text_key onboarding_phase_text(int64_t phase);
enum text_key onboarding_competence_text(int64_t competence);

struct str onboarding_day_text(struct request *rq, int64_t day); /* "man. 30. marts" */
/* A waiver that was refused is shown open again, with what was typed. */
struct onboarding_typed {
    int64_t item_id; /* 0: none */
    struct onboarding_waive_entry entry;
    struct str error;
};
/* How long something takes, as people say it: "45 min.", "7 timer", "1 time 30 min." */
struct str onboarding_length(struct request *rq, int64_t minutes);
struct onboarding_item_view onboarding_item_view_of(struct request *rq, const struct onboarding *o,
                                                    const struct onboarding_item_row *i,
                                                    const struct onboarding_typed *typed);
struct onboarding_phase_views onboarding_phases(struct request *rq, const struct onboarding *o,
                                                const struct onboarding_typed *typed);
CHECKED enum status onboarding_first_fill(struct request *rq, const struct onboarding_run_row *r,
                                          struct onboarding_first_view *ret);
struct onboarding_chart_view
onboarding_chart(struct request *rq, const struct onboarding_week *weeks, bool planned_only);
void onboarding_count(const struct onboarding *o, int64_t *ret_over, int64_t *ret_n);
struct onboarding_options onboarding_profile_options(struct request *rq, int64_t chosen);
/* The first day that is worked. */
int32_t onboarding_first_day(const struct request *rq, const struct onboarding_run_row *r);
/* The week since then, 1 the first; 0 before it. */
int64_t onboarding_week_of(int32_t first_day, int64_t today);

#endif
