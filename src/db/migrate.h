/* Brings a database up to the schema this program was built with.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct migration {
    int number;       /* 1, 2, 3 … without gaps */
    const char *name; /* "people" of migrations/0001_people.sql */
    const char *
        sql; /* one file serves both engines; blocks between "-- @sqlite" / "-- @pgsql" and "-- @end" for one only */
};
/* Made from migrations/ by tools/packc. */
extern const struct migration migrations[];
extern const size_t migrations_n;

/* Applies what is missing, each in its own transaction, and records number, name and checksum.
 *   INVALID   an applied migration differs from ours (edited) or one is missing in between (gap)
 *   CONFLICT  the database was made by a newer version: says which, changes nothing
 * ret_applied: how many were applied now; may be NULL. */
CHECKED enum status migrate_run(struct store *s, int *ret_applied);
/* The same comparison without changing anything; OK when up to date, MISSING when migrations are pending. */
CHECKED enum status migrate_check(struct store *s);

#endif
