/* What holds for answers wherever they are given: between two, and in a round.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/cpr.h"
#include "core/refuse.h"
#include "features/coaching/coaching_parts.h"
#include "features/practice/practice.h"

struct coaching_answer *coaching_no_answers(struct arena *a, const struct coaching_form *form)
{
    struct coaching_answer *answers = arena_array(a, struct coaching_answer, form->n);

    for (size_t i = 0; i < form->n; i++)
        answers[i] = (struct coaching_answer){COACHING_UNANSWERED, STR("")};
    return answers;
}

size_t coaching_number(const struct coaching_form *form, int64_t question_id)
{
    for (size_t i = 0; i < form->n; i++)
        if (form->at[i].id == question_id)
            return i;
    return form->n;
}

static enum status check_words(struct str words, size_t most)
{
    if (words.n > most)
        return refuse(TOO_LARGE, T_COACHING_TOO_LONG);
    return text_has_cpr(words) ? refuse(INVALID, T_COACHING_CPR) : OK;
}

enum status coaching_check_answers(const struct coaching_form *form,
                                   const struct coaching_answer *answers, bool whole)
{
    for (size_t i = 0; i < form->n; i++) {
        int64_t value = answers[i].value;
        bool is_text = form->at[i].kind == COACHING_TEXT;

        if (value < COACHING_NOT_RELEVANT || (value >= form->at[i].n_levels && !is_text))
            return refuse(INVALID, T_COACHING_NO_SUCH_LEVEL);
        TRY(check_words(answers[i].words, COACHING_WORDS_MAX));
    }
    for (size_t i = 0; whole && i < form->n; i++)
        if (form->at[i].kind != COACHING_TEXT && answers[i].value == COACHING_UNANSWERED)
            return refuse(INVALID, T_COACHING_NOT_ALL);
    return OK;
}

/* One that is offered, or was: any that this person can open. */
static enum status check_scenario(struct db *db, struct arena *a, const struct actor *who,
                                  struct str name)
{
    struct practice_scenario s;
    enum status found = practice_scenario(db, a, who, name, who->lang, &s);

    return found == MISSING || found == DENIED ? refuse(INVALID, T_COACHING_NO_SCENARIO) : found;
}

enum status coaching_check_subject(struct db *db, struct arena *a, const struct actor *who,
                                   struct str scenario, struct str about, struct str reference)
{
    if (about.n == 0)
        return refuse(INVALID, T_COACHING_NEEDS_ABOUT);
    TRY(check_words(about, COACHING_TEXT_MAX));
    TRY(check_words(reference, COACHING_LINE_MAX));
    return scenario.n > 0 ? check_scenario(db, a, who, scenario) : OK;
}
