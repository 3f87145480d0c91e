/* Backup, check and version of an SQLite database.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "db/sqlite_internal.h"

enum status sqlite_backup(struct store *store, struct str to_path)
{
    struct sqlite_store *s = sqlite_of(store);
    if (to_path.n == 0 || to_path.n > 4000)
        return fail(INVALID, "no file to write to");
    char to[4096];
    snprintf(to, sizeof to, "%.*s", STR_ARG(to_path));
    int fd = open(to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                  0600); /* VACUUM INTO takes an empty file and keeps its mode */
    if (fd < 0)
        return errno == EEXIST ? fail(CONFLICT, "%s exists already", to)
                               : sqlite_errno(to, "cannot be made");
    struct conn *c = NULL; /* of its own: it may take minutes */
    enum status status = sqlite_conn_open(s->path, false, s->cache_bytes, &c);
    sqlite3_stmt *stmt = NULL;
    if (status == OK) {
        sqlite3_exec(c->sqlite, "PRAGMA query_only=OFF", NULL, NULL,
                     NULL); /* it means the copy as well */
        if (sqlite3_prepare_v2(c->sqlite, "VACUUM INTO $1", -1, &stmt, NULL) != SQLITE_OK ||
            sqlite3_bind_text(stmt, 1, to, -1, SQLITE_STATIC) != SQLITE_OK ||
            sqlite3_step(stmt) != SQLITE_DONE)
            status = sqlite_broken(c, "backup");
        sqlite3_finalize(stmt);
        sqlite_conn_close(c);
    }
    if (status == OK && fsync(fd) != 0)
        status = sqlite_errno(to, "cannot be synced");
    close(fd);
    if (status != OK)
        unlink(to);
    return status;
}

static int add_finding(void *context, int n, char **values, char **names)
{
    struct buf *b = context;
    (void)names;
    if (n == 1 && values[0] != NULL && strcmp(values[0], "ok") == 0)
        return 0;
    for (int i = 0; i < n; i++)
        buf_printf(b, "%s%s",
                   i > 0   ? " "
                   : n > 1 ? "foreign key: "
                           : "",
                   values[i] != NULL ? values[i] : "NULL");
    buf_char(b, '\n');
    return 0;
}

enum status sqlite_check(struct store *store, struct buf *ret)
{
    struct sqlite_store *s = sqlite_of(store);
    struct conn *c;
    TRY(sqlite_conn_open(s->path, false, s->cache_bytes, &c));
    enum status status = OK;
    if (sqlite3_exec(c->sqlite, "PRAGMA integrity_check; PRAGMA foreign_key_check;", add_finding,
                     ret, NULL) != SQLITE_OK)
        status = sqlite_broken(c, "check");
    sqlite_conn_close(c);
    return status;
}

struct str sqlite_version(struct store *s, struct arena *a)
{
    (void)s;
    return arena_printf(a, "SQLite %s", sqlite3_libversion());
}

struct str store_note(struct store *s, struct arena *a)
{
    int v = sqlite3_libversion_number();
    bool fixed = v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000);
    if (s->kind != DB_SQLITE || v < 3007000 || fixed)
        return STR_NONE;
    return arena_printf(a,
                        "SQLite %s has the WAL-reset bug (3.7.0 to 3.51.2): it damages a database "
                        "when two connections write "
                        "or checkpoint at once. Bagvagt has one writing connection and is not "
                        "affected; never let another "
                        "program write to the file while the server runs.",
                        sqlite3_libversion());
}
