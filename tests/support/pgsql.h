/* A throw-away PostgreSQL for tests: started at its first use, ended with the test program.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_PGSQL_H
#define SUPPORT_PGSQL_H

#include <stddef.h>

/* How to connect to the server, as "key=value …": $BAGVAGT_TEST_PGSQL when set, else one of our own
 * on a unix socket in a folder of its own. NULL when PostgreSQL is not installed or does not start.
 */
const char *pgsql_server(void);

/* An empty schema of its own on that server; ret is how to connect to it, by applications that bear its name. */
void pgsql_schema_create(char *ret, size_t n);
void pgsql_schema_drop(const char *conninfo);
/* Takes all rows out but those of schema_migration, which is many times faster than making all tables anew. What its tables and
 * triggers look like is written to ret (33 bytes): other than before, it is no longer what migrations made. */
void pgsql_schema_wipe(const char *conninfo, char *ret, size_t n);

/* Runs raw text on the server, beside the code under test; the first value of the answer, or "".
 * Fails the test on error. */
void pgsql_admin(const char *conninfo, const char *sql, char *ret, size_t n);

#endif
