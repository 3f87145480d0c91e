/* Values of rules made ready for the views of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_SHOW_H
#define COACHING_COACHING_SHOW_H

#include "features/coaching/coaching_forms.h"
#include "features/coaching/coaching_view.h"
#include "web/request.h"

/* The form's sections with empty questions, in the reader's language. Sections without questions are left out. */
struct coaching_section_views coaching_show_form(struct request *rq, const struct coaching_form *f);
/* The view of the question with this number from 0. */
struct coaching_question_view *coaching_show_question(const struct coaching_section_views *s,
                                                      int64_t number);
/* To be answered: with what was answered so far. missing: those that are not answered are marked. */
void coaching_show_fill(struct request *rq, const struct coaching_form *f,
                        const struct coaching_answer *answers, const struct form_errors *errors,
                        bool missing, struct coaching_section_views *sections);
/* What one can choose; chosen by value. */
struct coaching_level_views coaching_show_levels(struct request *rq,
                                                 const struct coaching_question *q, int64_t value);
/* The level in words: "Ja", "3 af 4", "Ikke relevant her"; empty: no answer. */
struct str coaching_show_level(struct request *rq, const struct coaching_question *q,
                               int64_t value);
/* The scenario's title and page; both empty where it is a call, or the scenario is gone. */
CHECKED enum status coaching_show_scenario(struct request *rq, struct str name,
                                           struct str *ret_title, struct str *ret_url);
CHECKED enum status coaching_show_scenarios(struct request *rq, struct str chosen,
                                            struct coaching_options *ret);
/* Whom the reader is in it, and the other one's name. */
enum coaching_side coaching_show_side(const struct request *rq, const struct coaching_row *r);
struct str coaching_show_other(const struct request *rq, const struct coaching_row *r);
struct str coaching_show_id(struct request *rq, int64_t id);
/* Refused in words: what a page shows again with what was typed. */
bool coaching_refused(enum status s);

/* ---- pressing something on the page of one form or one round (coaching_press.c) */

/* What was typed and refused; all empty where nothing was. */
struct coaching_typed {
    const struct coaching_answer *answers; /* with errors, each beside its question */
    const struct form_errors *errors;
    const struct str *words; /* on each difference */
    const struct calibration_agreed *agreed;
    struct str closing, why;
    bool missing; /* those without an answer are marked */
};
typedef enum status coaching_page_fn(struct request *rq, struct response *rs, int64_t id,
                                     const struct coaching_typed *typed);
struct coaching_press {
    coaching_page_fn *page; /* of the form or the round */
    int64_t id;
    enum text_key notice; /* said on the page that follows */
    struct str next;      /* its address */
};
/* How it ends (errors: of what was read; NULL: nothing was): reading or the rule refused, so that the page comes again with what
 * was typed; or on to what follows. */
CHECKED enum status coaching_pressed(struct request *rq, struct response *rs, enum status done,
                                     const struct form_errors *errors, struct coaching_typed *typed,
                                     const struct coaching_press *press);
typedef enum status coaching_fill_fn(struct db *db, struct arena *a, const struct actor *who,
                                     int64_t id, const struct coaching_answer *answers, bool lock);
/* Answers to all questions by this rule, kept or locked; press->notice is not looked at. */
CHECKED enum status coaching_put_fill(struct request *rq, struct response *rs,
                                      coaching_fill_fn *fill, struct coaching_press *press);

#endif
