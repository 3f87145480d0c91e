/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_FORMS_H
#define COACHING_COACHING_FORMS_H

#include "features/coaching/calibration.h"
#include "web/form.h"
#include "web/route.h"

/* "0" … "4", "na": what can be answered; -1: nothing yet. */
extern const char *const coaching_level_words[];
#define COACHING_WORD_NOT_RELEVANT COACHING_LEVELS

/* Answers as they are sent: by question number. */
struct coaching_fill_entry {
    int64_t value[COACHING_QUESTIONS]; /* index into coaching_level_words */
    struct str words[COACHING_QUESTIONS];
    bool lock;
};
struct coaching_say_entry {
    struct str words[COACHING_QUESTIONS];
};
struct coaching_share_entry {
    struct str closing;
};
struct coaching_move_entry {
    int64_t move;
};
struct coaching_publish_entry {
    int64_t stamp;
};
struct coaching_query {
    int64_t version;
};
/* As the rules take them, and back. */
struct coaching_answer *coaching_entered(struct arena *a, const struct coaching_fill_entry *e);
int64_t coaching_word_of(int64_t value);  /* the index of a level; -1: unanswered */
int64_t coaching_value_of(int64_t index); /* and back */

/* coaching_fill_entry, coaching_say_entry, coaching_share_entry, coaching_start */
extern const struct form coaching_fill_form, coaching_say_form, coaching_share_form,
    coaching_start_form;
/* coaching_section_entry, coaching_question_entry, coaching_move_entry, coaching_publish_entry */
extern const struct form coaching_sections_form, coaching_question_form, coaching_move_form,
    coaching_publish_form;
extern const struct form coaching_query_form;
/* calibration_start, calibration_agreed */
extern const struct form calibration_start_form, calibration_agree_form;

extern const struct route coaching_edit_routes[], coaching_list_routes[], coaching_routes[],
    calibration_routes[];
extern const struct route coaching_edit_api_routes[], coaching_api_routes[],
    calibration_api_routes[];

#endif
