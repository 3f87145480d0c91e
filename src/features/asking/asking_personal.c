/* What asking holds about a person: questions by name, what they wrote, cards. Of anonymous questions nothing: there is no way
 * from a person to one of them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_personal.h"

#include "asking_personal_sql.h"
#include "asking_sql.h"
#include "features/asking/asking.h"

static const struct personal_field text_fields[] = {
    {"text", T_ASKING_PERSONAL_TEXT, PERSONAL_TEXT,
     offsetof(struct personal_asking_text_row, text)},
    {"at", T_ASKING_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_asking_text_row, at)},
};
static const struct personal_field setting_fields[] = {
    {"next_s", T_ASKING_F_NEXT, PERSONAL_INT, offsetof(struct personal_asking_setting_row, next_s)},
    {"leader_s", T_ASKING_F_LEADER, PERSONAL_INT,
     offsetof(struct personal_asking_setting_row, leader_s)},
    {"at", T_ASKING_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_asking_setting_row, at)},
};

PERSONAL_READ(read_questions, q_personal_asking_questions, struct personal_asking_text_row_list)
PERSONAL_READ(read_replies, q_personal_asking_replies, struct personal_asking_text_row_list)
PERSONAL_READ(read_cards, q_personal_asking_cards, struct personal_asking_text_row_list)
PERSONAL_READ(read_settings, q_personal_asking_settings, struct personal_asking_setting_row_list)

static enum status forget_questions(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_asking_words_drop(db, person_id));
    TRY(q_personal_asking_replies_drop(db, person_id));
    return q_personal_asking_questions_drop(db, person_id);
}

const struct personal asking_personal[] = {
    {"asking_questions", T_PERSONAL_ASKING_QUESTIONS, "asking_question.asked_by",
     PERSONAL_FIELDS(text_fields), .read = read_questions, .forget = forget_questions},
    {"asking_replies", T_PERSONAL_ASKING_REPLIES, "asking_reply.by_person",
     PERSONAL_FIELDS(text_fields), .read = read_replies},
    {"asking_cards", T_PERSONAL_ASKING_CARDS, "asking_card.owner_id asking_card.changed_by",
     PERSONAL_FIELDS(text_fields), .read = read_cards},
    {"asking_settings", T_PERSONAL_ASKING_SETTINGS, "asking_setting.changed_by",
     PERSONAL_FIELDS(setting_fields), .read = read_settings},
    {0},
};

/* ---- how long */

static enum status questions_go(struct db *db, struct arena *a, const struct retention_task *t,
                                bool anonymous, int64_t *ret_n)
{
    struct retention_asking_row_list rows;

    TRY(q_retention_asking_ids(db, a, t->before_at, anonymous, t->most, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        TRY(q_asking_words_drop(db, ASKING_QUESTION, rows.at[i].id));
        TRY(q_asking_replies_drop(db, rows.at[i].id));
        TRY(q_asking_drop(db, rows.at[i].id));
    }
    *ret_n = (int64_t)rows.n;
    return OK;
}

static enum status nobodys_go(struct db *db, struct arena *a, const struct retention_task *t,
                              int64_t *ret_n)
{
    return questions_go(db, a, t, true, ret_n);
}

static enum status named_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    return questions_go(db, a, t, false, ret_n);
}

static enum status unclear_goes(struct db *db, struct arena *a, const struct retention_task *t,
                                int64_t *ret_n)
{
    (void)a;
    return q_retention_asking_unclear(db, t->before_day, t->most, ret_n);
}

static enum status waits_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_asking_waits(db, t->before_day, ret_n);
}

const struct retention_rule asking_retention[] = {
    {"asking_anonymous", T_RETENTION_ASKING_NOBODYS, T_RETENTION_WHY_ASKING_NOBODYS, 180,
     nobodys_go},
    {"asking_named", T_RETENTION_ASKING_NAMED, T_RETENTION_WHY_ASKING, 365, named_go},
    {"asking_unclear", T_RETENTION_ASKING_UNCLEAR, T_RETENTION_WHY_ASKING, 365, unclear_goes},
    {"asking_waits", T_RETENTION_ASKING_WAITS, T_RETENTION_WHY_ASKING, 730, waits_go},
    {0},
};
