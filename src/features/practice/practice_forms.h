/* What can be sent to this feature: one table each for the page's form and for the API's JSON.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_FORMS_H
#define PRACTICE_PRACTICE_FORMS_H

#include "features/practice/practice.h"
#include "web/form.h"
#include "web/route.h"

struct practice_begin {
    struct str scenario; /* the API's; a page has it in its address */
    int64_t before;
};
struct practice_choice {
    int64_t at, choice;
};
struct practice_sure {
    int64_t after;
};
struct practice_file {
    struct str file; /* always empty: the file itself is rq->upload */
    int64_t own_id;  /* into the editor of this one; 0: a new one */
};
struct practice_offering {
    bool offered;
};
extern const struct form practice_file_form;
extern const struct form practice_own_form, practice_check_form; /* practice_draft */
extern const struct form practice_offer_form;
extern const struct form practice_begin_form, practice_new_form, practice_choice_form,
    practice_sure_form;

extern const struct route practice_own_routes[];
extern const struct route practice_own_api_routes[];
extern const struct route practice_import_routes[];
extern const struct route practice_routes[];
extern const struct route practice_scorm_routes[];
extern const struct route practice_play_routes[];
extern const struct route practice_api_routes[];

/* Which one it is; and the editor with what *v says, which it completes. */
struct practice_edit_view;
void practice_own_place(const struct practice_own_text *own, struct practice_edit_view *v);
CHECKED enum status practice_own_show(struct request *rq, struct response *rs,
                                      struct practice_edit_view *v);

#endif
