/* Fresh databases for tests, and the table of where they are.
 * SPDX-License-Identifier: MPL-2.0 */
#include "store.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/migrate.h"
#include "check.h"
#include "pgsql.h"

struct place {
    struct place *next;
    struct store *store;
    char where[512];
    char folder[64]; /* SQLite's file; keys */
    bool is_sqlite;
    char looks[33]; /* PostgreSQL, once migrated: pgsql_schema_wipe */
};
static struct place *places; /* tests make and end stores in one thread */
static struct place *spare;  /* wiped schemas, for the next test */
static bool has_spare;       /* there was one */

static struct place *place_of(const struct store *s)
{
    struct place *p = places;
    while (p != NULL && p->store != s)
        p = p->next;
    assert_non_null(p);
    return p;
}

static void must_be_ok(enum status status, const char *what)
{
    if (status != OK)
        fail_msg("%s: %s: %s", what, status_name(status), failure_last()->why);
}

/* core/vault.h, in programs that have it: what they seal has its keys beside the database. */
void vault_use(struct str folder, struct str master_path) __attribute__((weak));

static void use_keys(const struct place *p)
{
    char keys[80];

    snprintf(keys, sizeof keys, "%s/keys", p->folder);
    if (vault_use)
        vault_use(str_of(keys), STR_NONE);
}

static int remove_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

static pid_t owner; /* a forked child removes nothing */

/* A test that failed did not come as far as store_for_tests_end. */
static void remove_left(void)
{
    for (const struct place *p = places; p != NULL && getpid() == owner; p = p->next)
        nftw(p->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Registered later than the end of a server of our own, so before it. */
static void drop_spare(void)
{
    while (spare != NULL && getpid() == owner) {
        struct place *gone = spare;

        spare = gone->next;
        pgsql_schema_drop(gone->where);
        free(gone);
    }
}

static void use_pgsql(struct place *p, bool with_migrations)
{
    struct place *s = spare;

    if (s == NULL || !with_migrations) {
        pgsql_schema_create(p->where, sizeof p->where);
        return;
    }
    spare = s->next;
    memcpy(p->where, s->where, sizeof p->where);
    memcpy(p->looks, s->looks, sizeof p->looks);
    free(s);
}

/* What a test did to the tables themselves is not for the next one. */
static void leave_pgsql(struct place *p)
{
    char looks[33] = "";

    if (p->looks[0] != '\0')
        pgsql_schema_wipe(p->where, looks, sizeof looks);
    if (looks[0] == '\0' || strcmp(looks, p->looks) != 0) {
        pgsql_schema_drop(p->where);
        free(p);
        return;
    }
    if (!has_spare)
        atexit(drop_spare);
    has_spare = true;
    p->next = spare;
    spare = p;
}

struct store *store_for_tests(enum db_kind kind, bool with_migrations)
{
    if (kind == DB_PGSQL && pgsql_server() == NULL) {
        const char *need = getenv("BAGVAGT_NEED_PGSQL");
        if (need != NULL && strcmp(need, "1") == 0)
            fail_msg(
                "PostgreSQL is not installed or does not start, and BAGVAGT_NEED_PGSQL=1 is set");
        fprintf(stderr, "# SKIPPED: no PostgreSQL here, NOTHING was tested with it "
                        "(BAGVAGT_NEED_PGSQL=1 makes this a failure)\n");
        skip();
    }
    if (owner == 0) {
        owner = getpid();
        atexit(remove_left);
    }
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    snprintf(p->folder, sizeof p->folder, "%s/bagvagt-db-XXXXXX", test_folder());
    assert_non_null(mkdtemp(p->folder));
    p->is_sqlite = kind == DB_SQLITE;
    use_keys(p);
    if (kind == DB_SQLITE) {
        snprintf(p->where, sizeof p->where, "%s/test.db", p->folder);
    } else {
        use_pgsql(p, with_migrations);
    }
    p->next = places;
    places = p;
    must_be_ok(
        store_open(&(struct store_options){.where = str_of(p->where), .write = true}, &p->store),
        "store_open");
    if (with_migrations) {
        must_be_ok(migrate_run(p->store, NULL), "migrate_run");
        store_prepare_later(
            p->store); /* all of them would take longer than most tests; tests/schema tries them */
        if (kind == DB_PGSQL && p->looks[0] == '\0')
            pgsql_schema_wipe(p->where, p->looks, sizeof p->looks);
    }
    return p->store;
}

struct str store_for_tests_where(const struct store *s)
{
    return str_of(place_of(s)->where);
}

struct store *store_for_tests_reopen(struct store *s, struct store_options options)
{
    struct place *p = place_of(s);
    store_close(s);
    options.where = str_of(p->where);
    must_be_ok(store_open(&options, &p->store), "store_open");
    return p->store;
}

void store_for_tests_end(struct store *s)
{
    if (s == NULL)
        return;
    struct place *p = place_of(s), **at = &places;
    while (*at != p)
        at = &(*at)->next;
    *at = p->next;
    store_close(s);
    nftw(p->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    if (p->is_sqlite)
        free(p);
    else
        leave_pgsql(p);
}
