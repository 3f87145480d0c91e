/* What practice forms and rounds hold about a person. This extract is the only way by which what was written leaves.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_personal.h"

#include "coaching_personal_sql.h"
#include "features/coaching/coaching_state.h"

#define AT(row, member) offsetof(struct row, member)
#define STARTED(row)                                                                               \
    {                                                                                              \
        "started_at", T_COACHING_P_STARTED, PERSONAL_INSTANT, AT(row, started_at)                  \
    }
#define STATE(row)                                                                                 \
    {                                                                                              \
        "state", T_COACHING_P_STATE, PERSONAL_WORD, AT(row, state), .words = coaching_state_words, \
                                                                    .n_words = COACHING_STATE_N    \
    }
#define QUESTION(row)                                                                              \
    {                                                                                              \
        "question", T_COACHING_P_QUESTION, PERSONAL_TEXT, AT(row, question)                        \
    }
#define VALUE(row)                                                                                 \
    {                                                                                              \
        "level", T_COACHING_P_LEVEL, PERSONAL_INT, AT(row, value)                                  \
    }
#define WORDS(row)                                                                                 \
    {                                                                                              \
        "words", T_COACHING_P_WORDS, PERSONAL_TEXT, AT(row, words)                                 \
    }
#define ABOUT(row)                                                                                 \
    {                                                                                              \
        "about", T_COACHING_P_ABOUT, PERSONAL_TEXT, AT(row, about)                                 \
    }
#define WHEN(row)                                                                                  \
    {                                                                                              \
        "at", T_COACHING_P_AT, PERSONAL_INSTANT, AT(row, at)                                       \
    }

static const struct personal_field learner_fields[] = {
    STARTED(personal_coaching_learner_row),
    STATE(personal_coaching_learner_row),
    ABOUT(personal_coaching_learner_row),
    {"reference", T_COACHING_P_REFERENCE, PERSONAL_TEXT,
     AT(personal_coaching_learner_row, reference)},
    QUESTION(personal_coaching_learner_row),
    VALUE(personal_coaching_learner_row),
    WORDS(personal_coaching_learner_row),
    {"trainer_level", T_COACHING_P_TRAINER_LEVEL, PERSONAL_INT,
     AT(personal_coaching_learner_row, trainer_value)},
    {"trainer_words", T_COACHING_P_TRAINER_WORDS, PERSONAL_TEXT,
     AT(personal_coaching_learner_row, trainer_words)},
    {"closing", T_COACHING_P_CLOSING, PERSONAL_TEXT, AT(personal_coaching_learner_row, closing)},
};
static const struct personal_field trainer_fields[] = {
    STARTED(personal_coaching_trainer_row),
    STATE(personal_coaching_trainer_row),
    QUESTION(personal_coaching_trainer_row),
    VALUE(personal_coaching_trainer_row),
    WORDS(personal_coaching_trainer_row),
    {"closing", T_COACHING_P_CLOSING, PERSONAL_TEXT, AT(personal_coaching_trainer_row, closing)},
};
static const struct personal_field turn_fields[] = {
    WHEN(personal_coaching_turn_row),
    QUESTION(personal_coaching_turn_row),
    {"own", T_COACHING_P_OWN, PERSONAL_BOOL, AT(personal_coaching_turn_row, own)},
    WORDS(personal_coaching_turn_row),
};
static const struct personal_field made_fields[] = {
    {"version", T_COACHING_P_VERSION, PERSONAL_INT, AT(personal_coaching_made_row, version)},
    WHEN(personal_coaching_made_row),
};
static const struct personal_field calibration_fields[] = {
    {"invited_at", T_COACHING_P_INVITED, PERSONAL_INSTANT,
     AT(personal_calibration_row, invited_at)},
    {"locked_at", T_COACHING_P_LOCKED, PERSONAL_INSTANT, AT(personal_calibration_row, locked_at)},
    ABOUT(personal_calibration_row),
    QUESTION(personal_calibration_row),
    VALUE(personal_calibration_row),
    WORDS(personal_calibration_row),
};
static const struct personal_field opened_fields[] = {
    WHEN(personal_calibration_opened_row),
    ABOUT(personal_calibration_opened_row),
};
static const struct personal_field agreed_fields[] = {
    WHEN(personal_calibration_agreed_row),
    WORDS(personal_calibration_agreed_row),
};

PERSONAL_READ(read_learner, q_personal_coaching_learner, struct personal_coaching_learner_row_list)
PERSONAL_READ(read_trainer, q_personal_coaching_trainer, struct personal_coaching_trainer_row_list)
PERSONAL_READ(read_turns, q_personal_coaching_turns, struct personal_coaching_turn_row_list)
PERSONAL_READ(read_made, q_personal_coaching_made, struct personal_coaching_made_row_list)
PERSONAL_READ(read_calibration, q_personal_calibration, struct personal_calibration_row_list)
PERSONAL_READ(read_opened, q_personal_calibration_opened,
              struct personal_calibration_opened_row_list)
PERSONAL_READ(read_agreed, q_personal_calibration_agreed,
              struct personal_calibration_agreed_row_list)

static enum status forget_learner(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_coaching_turns_drop(db, person_id));
    TRY(q_personal_coaching_answers_drop(db, person_id));
    return q_personal_coaching_drop(db, person_id);
}

const struct personal coaching_personal[] = {
    {"coaching", T_PERSONAL_COACHING, "coaching.learner_id", PERSONAL_FIELDS(learner_fields),
     .read = read_learner, .forget = forget_learner},
    {"coaching_trained", T_PERSONAL_COACHING_TRAINED, "coaching.trainer_id",
     PERSONAL_FIELDS(trainer_fields), .read = read_trainer},
    {"coaching_turns", T_PERSONAL_COACHING_TURNS, "coaching.learner_id coaching.trainer_id",
     PERSONAL_FIELDS(turn_fields), .read = read_turns},
    {"coaching_forms", T_PERSONAL_COACHING_MADE, "coaching_form.made_by",
     PERSONAL_FIELDS(made_fields), .read = read_made},
    {"calibration", T_PERSONAL_CALIBRATION,
     "calibration_seat.person_id calibration_answer.person_id", PERSONAL_FIELDS(calibration_fields),
     .read = read_calibration},
    {"calibration_opened", T_PERSONAL_CALIBRATION_OPENED, "calibration_round.opener_id",
     PERSONAL_FIELDS(opened_fields), .read = read_opened},
    {"calibration_agreed", T_PERSONAL_CALIBRATION_AGREED, "calibration_consensus.person_id",
     PERSONAL_FIELDS(agreed_fields), .read = read_agreed},
    {0},
};

/* ---- how long */

static enum status forms_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_coaching_turns(db, t->before_at, t->most));
    TRY(q_retention_coaching_answers(db, t->before_at, t->most));
    return q_retention_coaching(db, t->before_at, t->most, ret_n);
}

static enum status rounds_go(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    TRY(q_retention_calibration_consensus(db, t->before_at, t->most));
    TRY(q_retention_calibration_answers(db, t->before_at, t->most));
    TRY(q_retention_calibration_seats(db, t->before_at, t->most));
    return q_retention_calibration(db, t->before_at, t->most, ret_n);
}

const struct retention_rule coaching_retention[] = {
    {"coaching", T_RETENTION_COACHING, T_RETENTION_WHY_COACHING, 365, forms_go},
    {"calibration", T_RETENTION_CALIBRATION, T_RETENTION_WHY_CALIBRATION, 730, rounds_go},
    {0},
};
