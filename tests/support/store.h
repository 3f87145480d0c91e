/* A fresh database for one test, of either kind.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_STORE_H
#define SUPPORT_STORE_H

#include "db/db.h"

/* Opened for writing; with_migrations also runs all migrations of this program and prepares all its
 * statements. Where PostgreSQL is missing, the test is skipped, or fails when BAGVAGT_NEED_PGSQL=1
 * is set. */
struct store *store_for_tests(enum db_kind kind, bool with_migrations);

/* Where it is, for opening it a second time. */
struct str store_for_tests_where(const struct store *s);
/* Closes it and opens it again with other options (where is filled in); the old pointer is not
 * valid any more. */
struct store *store_for_tests_reopen(struct store *s, struct store_options options);
/* Closes it and removes all it left. NULL is fine. */
void store_for_tests_end(struct store *s);

#endif
