/* Rounds of calibration: reading what the reader may see.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/calibration.h"

#include "features/coaching/calibration_parts.h"
#include "features/coaching/coaching_parts.h"

enum calibration_sight calibration_sight(bool locked, bool closed, int64_t n_counted)
{
    if (!locked)
        return CALIBRATION_FILLS;
    if (!closed)
        return CALIBRATION_WAITS;
    return n_counted < CALIBRATION_LEAST ? CALIBRATION_TOO_FEW : CALIBRATION_RESULTS;
}

static enum status read_own(struct db *db, struct arena *a, const struct actor *who,
                            struct calibration *c)
{
    struct coaching_answer_row_list rows;

    c->own = coaching_no_answers(a, &c->form);
    TRY(q_calibration_own(db, a, c->row.id, who->person_id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        size_t at = coaching_number(&c->form, rows.at[i].question_id);

        if (at < c->form.n)
            c->own[at] = (struct coaching_answer){rows.at[i].value, rows.at[i].words};
    }
    return OK;
}

enum status calibration_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct calibration *ret)
{
    struct calibration c = {.n_agreement = 0};

    if (!may(who, PERM_COACHING_TRAIN))
        return fail(DENIED, "does not train");
    TRY(q_calibration_of(db, a, id, who->person_id, &c.row));
    c.is_opener = c.row.opener_id == who->person_id;
    c.locked_at = c.row.locked_at;
    c.sight = calibration_sight(c.locked_at != 0, c.row.closed_at != 0, c.row.n_counted);
    TRY(coaching_form_by_id(db, a, c.row.form_id, &c.form));
    TRY(read_own(db, a, who, &c));
    if (c.sight == CALIBRATION_RESULTS)
        TRY(calibration_results(db, a, &c));
    *ret = c;
    return OK;
}

enum status calibration_list(struct db *db, struct arena *a, const struct actor *who,
                             struct calibration_round_row_list *ret)
{
    if (!may(who, PERM_COACHING_TRAIN))
        return fail(DENIED, "does not train");
    return q_calibration_mine(db, a, who->person_id, ret);
}
