/* What the functions made by tools/sqlc stand on: rows become structs by a table of columns.
 * Features never call these.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DB_ROWS_H
#define DB_ROWS_H

#include <stddef.h>

#include "db/db.h"

struct db_field {
    const char *name;
    size_t offset;
    bool nullable;
};

struct db_row_type {
    size_t size; /* of the struct */
    size_t n;
    const struct db_field *fields; /* the struct's members, in the order of the columns */
};

/* The first row, copied into ret with its texts in the arena; MISSING when there is none. */
CHECKED enum status db_run_one(struct db *db, size_t index, const struct db_value *in,
                               const struct db_row_type *type, struct arena *a, void *ret);
/* All rows, as an array in the arena. */
CHECKED enum status db_run_many(struct db *db, size_t index, const struct db_value *in,
                                const struct db_row_type *type, struct arena *a, void **ret_at,
                                size_t *ret_n);
/* One row after the other, each in buffer (one struct), texts borrowed during the call. */
CHECKED enum status db_run_each(struct db *db, size_t index, const struct db_value *in,
                                const struct db_row_type *type, void *buffer,
                                enum status (*row)(void *context, const void *row), void *context);
/* A text is STR_NONE although its parameter is not marked with "?": a mistake of the caller,
 * BROKEN. */
CHECKED enum status db_absent(const char *statement, const char *parameter);

#endif
