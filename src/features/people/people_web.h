/* What the page files of this folder share, and their route tables; `people_routes` joins those
 * that main lists.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_WEB_H
#define FEATURES_PEOPLE_WEB_H

#include "features/people/people_form.h"
#include "web/route.h"

/* For all_routes, in this order. */
extern const struct route sign_in_routes[];
extern const struct route me_routes[];
extern const struct route me_card_routes[];
extern const struct route
    people_import_routes[]; /* before people_routes: /people/import is no person */
extern const struct route people_routes[];
extern const struct route person_routes[]; /* behind people_routes: /people/new is no person */
extern const struct route people_teams_routes[];
extern const struct route people_api_routes[];

/* The page of a session that ended in the middle of writing; for again_use_page. */
struct pending_post;
void sign_in_again(struct request *rq, struct response *rs, const struct pending_post *pending);

/* The own page; typed NULL: nothing about the card was typed. */
struct me_card;
struct me_card_typed;
CHECKED enum status me_show(struct request *rq, struct response *rs,
                            const struct me_card_typed *typed);
CHECKED enum status me_card_fill(struct request *rq, struct me_card *ret);

/* A person's details, for pages and API. */
extern const struct form person_form;
struct person_input;
/* That form as a page shows it, with all its choices. */
CHECKED enum status person_details_view(struct request *rq, struct form_view *ret,
                                        const struct person_input *in,
                                        const struct form_errors *errors, struct str alert,
                                        struct str action, enum text_key submit);
/* One role: {role, team_id}. */
extern const struct form person_role_form;
struct role_input {
    int64_t role, team_id;
};
/* Fills in language and centre where they were left open: the team's centre, else `otherwise`, else
 * one's own. */
CHECKED enum status person_input_centre(struct request *rq, struct person_input *in,
                                        int64_t otherwise);

/* Hint and autocomplete of the fields "password" and "again". */
void new_password_fields(struct request *rq, struct form_view *v);
/* Options of the field "lang". */
void lang_options(struct request *rq, struct form_view *v);
/* Options of the field "team_id": the teams that are open, and `keep`. */
CHECKED enum status team_options(struct request *rq, struct form_view *v, int64_t centre_id,
                                 int64_t keep, enum text_key none);
/* "22. november 2026"; STR_NONE for 0. */
struct str day_shown(struct request *rq, int64_t day);

#endif
