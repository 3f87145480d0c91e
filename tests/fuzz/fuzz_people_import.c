/* Any bytes as a file of people: a dry run, into an empty centre and one that makes teams. What it
 * says adds up.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz_store.h"

#include "base/utf8.h"
#include "core/refuse.h"
#include "features/people/people_import.h"

static void check(const struct import_result *r)
{
    must(r->n_new + r->n_changed + r->n_same + r->n_rejected == (int64_t)r->n);
    for (size_t i = 0; i < r->n; i++) {
        must(r->at[i].name.p == NULL || utf8_valid(r->at[i].name));
        must((r->at[i].verdict == IMPORT_REJECTED) == (r->at[i].reason != T_NONE));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct store *store = fuzz_store();
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct import_result result = {.n = 0};
    struct str s = input_of(data, n);
    size_t way = take_byte(&s);
    struct import_options options = {.centre_id = FUZZ_CENTRE,
                                     .create_teams = (way & 1) != 0,
                                     .skip_rejects = (way & 2) != 0,
                                     .dry_run = true};
    enum status status;
    char *p = copy_of(s);

    s.p = p;
    failure_clear();
    refuse_clear();
    status = people_import(db, a, &actor_system, &options, s, &result);
    must(status == OK || status == INVALID || status == TOO_LARGE || status == CONFLICT);
    if (status == OK || status == CONFLICT)
        check(&result);
    db_end(db);
    arena_free(a);
    free(p);
    return 0;
}
