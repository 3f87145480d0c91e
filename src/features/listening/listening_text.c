/* What is said to the citizen before anybody listens: the program's own words, or the centre's in versions.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/refuse.h"
#include "base/utf8.h"
#include "features/listening/listening_parts.h"

static struct listening_text_row own_words(void)
{
    return (struct listening_text_row){.text_da = text(LANG_DA, T_LISTENING_OWN_WORDS),
                                       .text_en = text(LANG_EN, T_LISTENING_OWN_WORDS)};
}

enum status listening_text_of(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                              struct listening_text_row *ret)
{
    struct listening_text_row row = own_words();
    enum status found = MISSING;

    if (version != 0)
        found = version == LISTENING_TEXT_NOW
                    ? q_listening_text_latest(db, a, centre_id, &row)
                    : q_listening_text_at(db, a, centre_id, version, &row);
    if (found != OK && (found != MISSING || (version != 0 && version != LISTENING_TEXT_NOW)))
        return found;
    *ret = found == OK ? row : own_words();
    return OK;
}

enum status listening_text(struct db *db, struct arena *a, const struct actor *who, int64_t version,
                           struct listening_text_row *ret)
{
    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    return listening_text_of(db, a, who->centre_id, version, ret);
}

enum status listening_texts(struct db *db, struct arena *a, const struct actor *who,
                            struct listening_text_row_list *ret)
{
    if (!may(who, PERM_CALL_LISTENING))
        return fail(DENIED, "has nothing to do with listening");
    return q_listening_texts(db, a, who->centre_id, ret);
}

enum status listening_text_put(struct db *db, struct arena *a, const struct actor *who,
                               const struct listening_words *to)
{
    struct listening_text_row now;
    int64_t added = 0;
    DB_TX(tx, db);

    if (!listening_may_set(who))
        return fail(DENIED, "does not lead the whole centre");
    if (to->text_da.n == 0 || to->text_en.n == 0)
        return refuse(INVALID, T_LISTENING_NO_WORDS);
    if (utf8_length(to->text_da) > LISTENING_SAY_MAX ||
        utf8_length(to->text_en) > LISTENING_SAY_MAX)
        return refuse(TOO_LARGE, T_LISTENING_TOO_LONG);
    TRY(listening_text_of(db, a, who->centre_id, LISTENING_TEXT_NOW, &now));
    if (now.version == to->version)
        TRY(q_listening_text_insert(db, who->centre_id, now.version + 1, to->text_da, to->text_en,
                                    clock_now(), who->person_id, &added));
    if (added == 0)
        return refuse(CONFLICT, T_LISTENING_WORDS_CHANGED);
    TRY(audit(db, who, AUDIT_LISTENING_SET, who->centre_id, STR("announcement")));
    return db_commit(&tx);
}
