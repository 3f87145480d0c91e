/* SQLite: the program's statements, tried once and prepared by each connection when it first needs them
 * (docs/decisions/0014-statements-are-sealed.md).
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "db/sqlite_internal.h"

void sqlite_statement_drop(struct prepared *p)
{
    sqlite3_finalize(p->stmt);
    free(p->places);
    *p = (struct prepared){NULL, NULL};
}

/* Where $1, $2 … go; false when the statement does not have them all. */
static bool find_places(const struct prepared *p, int n)
{
    for (int i = 0; i < n; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i + 1);
        int place = sqlite3_bind_parameter_index(p->stmt, name);
        if (place <= 0 || place > 255)
            return false;
        p->places[i] = (unsigned char)place;
    }
    return true;
}

enum status sqlite_statement_prepare(struct conn *c, size_t index)
{
    const struct db_statement *s = &db_statements[index];
    struct prepared *p = &c->statements[index];
    if (sqlite3_prepare_v3(c->sqlite, s->sql, -1, SQLITE_PREPARE_PERSISTENT, &p->stmt, NULL) !=
        SQLITE_OK)
        return sqlite_broken(c, s->name);
    int n_out = sqlite3_column_count(p->stmt), n_in = sqlite3_bind_parameter_count(p->stmt);
    p->places = calloc((size_t)s->n_in + 1, 1);
    must(p->places != NULL);
    bool found = n_in == s->n_in && find_places(p, s->n_in);
    if (n_out == s->n_out && found)
        return OK;
    sqlite_statement_drop(p);
    if (n_out != s->n_out)
        return fail(BROKEN, "%s: the statement gives %d columns, its out list has %d", s->name,
                    n_out, s->n_out);
    return fail(BROKEN, "%s: the statement has %d parameters, its in list has %d", s->name, n_in,
                s->n_in);
}

/* Tries every statement that is not in use yet; each connection makes its own at first use. */
enum status sqlite_statements_prepare(struct conn *c)
{
    for (size_t i = 0; i < db_statements_n; i++)
        if (c->statements[i].stmt == NULL) {
            TRY(sqlite_statement_prepare(c, i));
            sqlite_statement_drop(&c->statements[i]);
        }
    return OK;
}

/* ---- the seal: hundreds of statements take longer to try than all the rest of a start. That they fitted is therefore
 * written into the database's header (user_version), as a sum over what the answer depends on: the statements, the schema and
 * the engine. When one of them changes, all are tried again. */

static uint32_t sum(uint32_t seed, const char *text)
{
    for (; *text != '\0'; text++)
        seed = (seed ^ (unsigned char)*text) * UINT32_C(16777619);
    return (seed ^ 0xff) * UINT32_C(16777619);
}

static enum status read_number(struct conn *c, const char *sql, int *ret)
{
    sqlite3_stmt *stmt = NULL;
    enum status status = OK;
    if (sqlite3_prepare_v2(c->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        *ret = sqlite3_column_int(stmt, 0);
    else
        status = sqlite_broken(c, sql);
    sqlite3_finalize(stmt);
    return status;
}

/* Never 0, which is what a new database has. */
static enum status seal_of(struct conn *c, uint32_t *ret)
{
    int schema = 0;
    char text[32];
    uint32_t seal = sum(UINT32_C(2166136261), sqlite3_sourceid());
    TRY(read_number(c, "PRAGMA schema_version", &schema));
    snprintf(text, sizeof text, "%d", schema);
    seal = sum(seal, text);
    for (size_t i = 0; i < db_statements_n; i++) {
        const struct db_statement *s = &db_statements[i];
        snprintf(text, sizeof text, "%d %d", s->n_in, s->n_out);
        seal = sum(sum(seal, s->sql), text);
    }
    *ret = seal | 1;
    return OK;
}

enum status sqlite_statements_prepare_once(struct conn *c)
{
    uint32_t seal = 0;
    int found = 0;
    char sql[60];
    TRY(seal_of(c, &seal));
    TRY(read_number(c, "PRAGMA user_version", &found));
    if ((uint32_t)found == seal)
        return OK;
    TRY(sqlite_statements_prepare(c));
    snprintf(sql, sizeof sql, "PRAGMA user_version=%d", (int)seal);
    if (sqlite3_exec(c->sqlite, sql, NULL, NULL, NULL) !=
        SQLITE_OK) /* a full disk: try again next time */
        log_line(LOG_LEVEL_WARN, "the statements' seal is not written", "why=\"%s\"",
                 sqlite3_errmsg(c->sqlite));
    return OK;
}
