/* What somebody writes for themselves: sealed with their own key, opened for them alone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "core/vault.h"
#include "features/privacy/privacy.h"

static struct str context_of(struct arena *a, int64_t id)
{
    return arena_printf(a, "own_note.sealed/%lld", (long long)id);
}

enum status own_notes(struct db *db, struct arena *a, const struct actor *who,
                      struct own_note_list *ret)
{
    struct own_note_row_list rows;

    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "nobody is signed in");
    TRY(q_own_notes(db, a, who->person_id, &rows));
    ret->at = arena_array(a, struct own_note, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct own_note_row *r = &rows.at[i];

        ret->at[i] = (struct own_note){r->id, r->written_at, r->changed_at, STR_NONE};
        TRY(vault_open(db, a, who->person_id, context_of(a, r->id), r->sealed, &ret->at[i].text));
    }
    return OK;
}

enum status own_note_write(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct str text)
{
    struct own_note_row row;
    struct str sealed;
    bool fresh = id == 0;
    DB_TX(tx, db);

    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "nobody is signed in");
    if (text.n == 0)
        return refuse(INVALID, T_NOTE_EMPTY);
    if (utf8_length(text) > OWN_NOTE_MAX)
        return refuse(TOO_LARGE, T_NOTE_TOO_LONG);
    if (fresh)
        id = id_new();
    else
        TRY(q_own_note(db, a, id, who->person_id, &row));
    TRY(vault_seal(db, a, who->person_id, context_of(a, id), text, &sealed));
    if (fresh)
        TRY(q_own_note_insert(db, id, who->person_id, clock_now(), sealed));
    else
        TRY(q_own_note_change(db, id, clock_now(), sealed));
    TRY(audit(db, who, AUDIT_NOTE_CHANGED, who->person_id, STR("")));
    return db_commit(&tx);
}

enum status own_note_drop(struct db *db, const struct actor *who, int64_t id)
{
    int64_t n;
    DB_TX(tx, db);

    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "nobody is signed in");
    TRY(q_own_note_drop(db, id, who->person_id, &n));
    if (n == 0)
        return fail(MISSING, "not the actor's");
    TRY(audit(db, who, AUDIT_NOTE_CHANGED, who->person_id, STR("")));
    return db_commit(&tx);
}
