/* Who may see which calls and imports.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/calls.h"

#include "base/clock.h"

#define SHOWN_IMPORTS 50

enum status calls_latest(struct db *db, struct arena *a, const struct actor *who, int64_t n,
                         struct call_latest_row_list *ret)
{
    int64_t now = clock_now();
    if (who->person_id == 0 || !may(who, PERM_CALLS_READ)) {
        *ret = (struct call_latest_row_list){NULL, 0};
        return OK;
    }
    return q_call_latest(db, a, who->person_id, now - CALLS_LATEST_MS, now, n, ret);
}

enum status calls_own(struct db *db, struct arena *a, const struct actor *who, int64_t before_at,
                      int64_t before_id, int64_t n, struct call_latest_row_list *ret)
{
    if (who->person_id == 0 || !may(who, PERM_CALLS_READ))
        return fail(DENIED, "own calls need the permission to read them");
    if (before_at == 0 && before_id == 0) {
        before_at = INT64_MAX;
        before_id = INT64_MAX;
    }
    return q_call_own(db, a, who->person_id, before_at, before_id, n, ret);
}

enum status calls_imports(struct db *db, struct arena *a, const struct actor *who,
                          struct call_import_row_list *ret)
{
    if (!may(who, PERM_CALLS_IMPORT))
        return fail(DENIED, "imports are for who may import");
    return q_call_import_list(db, a, who->centre_id, SHOWN_IMPORTS, ret);
}

enum status calls_import_one(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct call_import_row *ret)
{
    struct call_import_row row;
    if (!may(who, PERM_CALLS_IMPORT))
        return fail(DENIED, "imports are for who may import");
    TRY(q_call_import_find(db, a, id, &row));
    if (row.centre_id != who->centre_id && !who->is_system)
        return fail(MISSING, "the import belongs to another centre");
    *ret = row;
    return OK;
}
