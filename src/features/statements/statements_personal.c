/* What the statements hold about a person: what was told of them, their yes, and that they have a pseudonym.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/statements/statements_personal.h"

#include "features/statements/statements.h"
#include "statements_personal_sql.h"

static const struct personal_field sent_fields[] = {
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_statement_row, at)},
    {"kind", T_PERSONAL_STATEMENT_KIND, PERSONAL_WORD,
     offsetof(struct personal_statement_row, kind), .words = statement_kind_words,
     .n_words = STATEMENT_KIND_N},
    {"word", T_PERSONAL_STATEMENT_WORD, PERSONAL_TEXT,
     offsetof(struct personal_statement_row, word)},
    {"state", T_PERSONAL_STATEMENT_STATE, PERSONAL_WORD,
     offsetof(struct personal_statement_row, state), .words = statement_state_words,
     .n_words = STATEMENT_STATE_N},
    {"settled_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_statement_row, settled_at)},
};
static const struct personal_field wish_fields[] = {
    {"since", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_statement_wish_row, practice_at)},
};
static const struct personal_field salt_fields[] = {
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_statement_salt_row, made_at)},
};
static const struct personal_field store_fields[] = {
    {"changed_at", T_PERSONAL_AT, PERSONAL_INSTANT,
     offsetof(struct personal_statement_store_row, changed_at)},
    {"address", T_PERSONAL_ADDRESS, PERSONAL_TEXT,
     offsetof(struct personal_statement_store_row, url)},
};
PERSONAL_READ(read_sent, q_personal_statements, struct personal_statement_row_list)
PERSONAL_READ(read_wish, q_personal_statement_wish, struct personal_statement_wish_row_list)
PERSONAL_READ(read_salt, q_personal_statement_salt, struct personal_statement_salt_row_list)
PERSONAL_READ(read_stores, q_personal_statement_stores, struct personal_statement_store_row_list)

static enum status forget_sent(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_statements_drop(db, person_id);
}

static enum status forget_wish(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_statement_wish_drop(db, person_id);
}

/* What the store has is then nobody's: also an old copy of this row opens no more, as the person's key is destroyed. */
static enum status forget_salt(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    return q_personal_statement_salt_drop(db, person_id);
}

const struct personal statements_personal[] = {
    {"statements", T_PERSONAL_STATEMENTS, "statement.person_id", PERSONAL_FIELDS(sent_fields),
     .read = read_sent, .forget = forget_sent},
    {"statement_practice", T_PERSONAL_STATEMENT_WISH, "statement_wish.person_id",
     PERSONAL_FIELDS(wish_fields), .read = read_wish, .forget = forget_wish},
    {"statement_pseudonym", T_PERSONAL_STATEMENT_SALT, "statement_salt.person_id",
     PERSONAL_FIELDS(salt_fields), .read = read_salt, .forget = forget_salt},
    {"statement_stores", T_PERSONAL_STATEMENT_STORES, "statement_store.changed_by",
     PERSONAL_FIELDS(store_fields), .read = read_stores},
    {0},
};

/* ---- how long */

static enum status sent_goes(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    (void)a;
    return q_retention_statements(db, t->before_at, t->most, ret_n);
}

const struct retention_rule statements_retention[] = {
    {"statements", T_RETENTION_STATEMENTS, T_RETENTION_WHY_REPAIR, 90, sent_goes},
    {0},
};
