/* What happened becomes statements, once each. It is looked for where it is kept; nothing else is asked to tell of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/jobs.h"
#include "features/statements/statements.h"

#define NEW_AT_ONCE 200
#define SEEN_EVERY_MS MINUTE_MS
/* A row has its time before it is committed: for so long a look goes back behind what was seen. */
#define LOOK_BACK_MS (10 * MINUTE_MS)

typedef enum status find_fn(struct db *db, struct arena *a, int64_t centre_id, int64_t since,
                            int64_t now, int64_t at_most, struct statement_new_row_list *ret);
static find_fn *const finders[STATEMENT_KIND_N] = {
    [STATEMENT_MODULE] = q_statement_new_modules,
    [STATEMENT_SCENARIO] = q_statement_new_scenarios,
    [STATEMENT_ITEM] = q_statement_new_items,
    [STATEMENT_LISTENING] = q_statement_new_listenings,
    [STATEMENT_DAY] = q_statement_new_days,
    [STATEMENT_EXPIRED] = q_statement_new_expired,
};

static enum status collect_some(struct db *db, struct arena *a, const struct statement_store_row *s,
                                enum statement_kind kind, int64_t now, size_t *ret_n)
{
    int64_t since = s->since_at - LOOK_BACK_MS > s->on_at ? s->since_at - LOOK_BACK_MS : s->on_at;
    struct statement_new_row_list rows;

    TRY(finders[kind](db, a, s->centre_id, since, now, NEW_AT_ONCE, &rows));
    *ret_n = rows.n;
    if (rows.n == 0)
        return OK;
    db_refresh(db);
    DB_TX(tx, db);
    for (size_t i = 0; i < rows.n; i++)
        TRY(q_statement_insert(db, id_new(), s->centre_id, rows.at[i].person_id, kind,
                               rows.at[i].key, rows.at[i].word, rows.at[i].at, now));
    return db_commit(&tx);
}

static enum status collect_for(struct db *db, struct arena *a, const struct statement_store_row *s)
{
    int64_t now = clock_now();

    for (int kind = 0; kind < STATEMENT_KIND_N; kind++) {
        size_t n = NEW_AT_ONCE;

        if (((uint64_t)s->kinds >> kind & 1) == 0)
            continue;
        while (n == NEW_AT_ONCE) {
            db_refresh(db);
            TRY(collect_some(db, a, s, (enum statement_kind)kind, now, &n));
        }
    }
    if (now - s->since_at < SEEN_EVERY_MS)
        return OK;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_statement_store_seen(db, s->centre_id, now));
    return db_commit(&tx);
}

enum status statements_collect(struct store *store)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct statement_store_row_list stores;
    enum status status = q_statement_stores_on(db, a, &stores);

    for (size_t i = 0; status == OK && i < stores.n; i++)
        status = collect_for(db, a, &stores.at[i]);
    db_end(db);
    arena_free(a);
    return status;
}
