/* A small centre in a throw-away SQLite database, for targets that need one.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FUZZ_FUZZ_STORE_H
#define FUZZ_FUZZ_STORE_H

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/migrate.h"
#include "fuzz.h"

enum { FUZZ_CENTRE = 1, FUZZ_TEAM = 11, FUZZ_AGENT = 101, FUZZ_MANAGER = 102, FUZZ_ADMIN = 103 };

static const char fuzz_people[] =
    "INSERT INTO centre VALUES (1, 'Prøve', 'Europe/Copenhagen', true, 0);"
    "INSERT INTO team VALUES (11, 1, 'Nord', 'nord', 'nord', NULL);"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "failed_n, created_at, changed_at)"
    " VALUES (101, 1, 11, 'anna', 'Anna', 'anna', 'anna', 'da', 0, 0, 0),"
    " (102, 1, 11, 'lea', 'Lea', 'lea', 'lea', 'en', 0, 0, 0), (103, 1, NULL, 'amir', 'Amir', "
    "'amir', 'amir', 'da', 0, 0, 0);"
    "INSERT INTO role_grant VALUES (101, 0, 11, 0, 0), (102, 3, 11, 0, 0), (103, 8, 0, 0, 0);";

static char fuzz_folder[200];
static struct store *fuzz_opened;

static void fuzz_store_end(void)
{
    static const char *const names[] = {"", "-wal", "-shm", ".lock"};
    char path[300];

    store_close(fuzz_opened);
    fuzz_opened = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/x.db%s", fuzz_folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(fuzz_folder);
}

/* The same one each time. */
static struct store *fuzz_store(void)
{
    const char *tmp = getenv("TMPDIR");
    struct arena *a;
    struct db *db;

    if (fuzz_opened != NULL)
        return fuzz_opened;
    clock_freeze(INT64_C(1795341600000));
    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    snprintf(fuzz_folder, sizeof fuzz_folder, "%s/bagvagt-fuzz-XXXXXX", tmp != NULL ? tmp : "/tmp");
    must(mkdtemp(fuzz_folder) != NULL);
    (void)atexit(fuzz_store_end);
    a = arena_new();
    must(store_open(&(struct store_options){.where = arena_printf(a, "%s/x.db", fuzz_folder),
                                            .write = true,
                                            .n_readers = 1},
                    &fuzz_opened) == OK);
    must(migrate_run(fuzz_opened, NULL) == OK && store_prepare(fuzz_opened) == OK);
    db = db_start(fuzz_opened, a);
    {
        DB_TX(tx, db);
        must(db_run_text(db, str_of(fuzz_people)) == OK && db_commit(&tx) == OK);
    }
    db_end(db);
    arena_free(a);
    return fuzz_opened;
}

#endif
