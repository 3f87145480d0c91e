/* From what the rules give to what the views show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_SHOW_H
#define DUTY_DUTY_SHOW_H

#include "features/duty/duty_view.h"
#include "web/request.h"

struct str duty_clock(struct request *rq, int64_t at); /* "16.05" */
struct str duty_minutes(struct request *rq, int64_t minute_of_day);
struct str duty_moment(struct request *rq, int64_t at); /* "man 24.11. 16.05" */
struct str duty_hours_text(struct request *rq, int64_t ms);

/* The Monday of the week that is asked for by ?week=2026-11-23, or of today's. */
int32_t duty_monday(struct request *rq);
/* Watches' plans of one week as a grid; base: page to go back and forth on. */
CHECKED enum status duty_week_of(struct request *rq, const struct duty_watch_row *watches, size_t n,
                                 int64_t rota_id, int32_t monday, struct str base,
                                 struct duty_week *ret);
CHECKED enum status duty_cards_of(struct request *rq, struct duty_cards *ret);
struct duty_lines duty_problem_lines(struct request *rq, const struct duty_effect *e);
CHECKED enum status duty_options_of(struct request *rq, bool shadows, int64_t chosen,
                                    struct duty_options *ret);
struct duty_share_views duty_shares_of(struct request *rq, const struct duty_plan *p);
struct str duty_rota_text(struct request *rq, const struct duty_rota_row *r);
CHECKED enum status duty_watch_fill(struct request *rq, int64_t id, struct duty_watch_view *ret);

/* A refusal with words for the user; false: something else failed. */
bool duty_refusal(struct request *rq, enum status status, struct str *ret);

#endif
