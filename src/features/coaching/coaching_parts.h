/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_PARTS_H
#define COACHING_COACHING_PARTS_H

#include "features/coaching/coaching.h"

/* ---- the program's own form (coaching_own.c) */
void coaching_own(struct arena *a, struct coaching_form *ret);

/* ---- forms (coaching_form.c) */
/* With its sections and questions. */
CHECKED enum status coaching_form_read(struct db *db, struct arena *a,
                                       const struct coaching_form_row *row,
                                       struct coaching_form *ret);
CHECKED enum status coaching_form_by_id(struct db *db, struct arena *a, int64_t id,
                                        struct coaching_form *ret);
/* In a transaction: the form that holds; the program's own is copied in when there is none yet. */
CHECKED enum status coaching_form_now(struct db *db, struct arena *a, int64_t centre_id,
                                      struct coaching_form *ret);
CHECKED enum status coaching_form_write(struct db *db, int64_t form_id,
                                        const struct coaching_form *form);
CHECKED enum status coaching_question_write(struct db *db, int64_t form_id, int64_t id,
                                            int64_t place, const struct coaching_question *q);

/* ---- answers (coaching_answers.c): the same for two and for a round */
/* All unanswered. */
struct coaching_answer *coaching_no_answers(struct arena *a, const struct coaching_form *form);
/* The number of this question, from 0; form->n: none of this form. */
size_t coaching_number(const struct coaching_form *form, int64_t question_id);
/* INVALID, TOO_LARGE with words. whole: all but texts must be answered. */
CHECKED enum status coaching_check_answers(const struct coaching_form *form,
                                           const struct coaching_answer *answers, bool whole);
/* What it is about: in words, without a national identity number. The scenario must be one of the list. */
CHECKED enum status coaching_check_subject(struct db *db, struct arena *a, const struct actor *who,
                                           struct str scenario, struct str about,
                                           struct str reference);

/* ---- people (coaching_people.c) */
/* Whom the actor is in this form. MISSING: neither; or the trainer, who leads the learner by now. */
CHECKED enum status coaching_side_of(const struct actor *who, const struct coaching_row *row,
                                     enum coaching_side *ret);
/* A role that lets one be the learner, of whatever team. */
bool coaching_is_learner(const struct actor *who);
/* Everybody of the centre who is here, with all their roles, by name. */
struct coaching_actors {
    struct actor *at;
    struct str *team;
    size_t n;
};
CHECKED enum status coaching_everyone(struct db *db, struct arena *a, int64_t centre_id,
                                      struct coaching_actors *ret);

#endif
