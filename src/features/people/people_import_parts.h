/* Between the files of the people import.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_IMPORT_PARTS_H
#define FEATURES_PEOPLE_IMPORT_PARTS_H

#include "base/csv.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/people/people_import.h"
#include "features/people/people_internal.h"

enum import_column {
    COLUMN_NAME,
    COLUMN_LOGIN,
    COLUMN_EMAIL,
    COLUMN_TEAM,
    COLUMN_ROLES,
    COLUMN_EXTENSION,
    COLUMN_AGENT,
    COLUMN_STARTED,
    COLUMN_PHONES,
    COLUMN_LEFT,
    COLUMN_LANG,
    COLUMN_KEY,
    COLUMN_N
};

struct importer {
    struct db *db;
    struct arena *a;       /* for the result */
    struct arena *scratch; /* emptied after each row */
    const struct actor *who;
    const struct import_options *options;
    struct import_result *result;
    int place[COLUMN_N]; /* of a column in the file; -1: it has none */
    size_t n_columns;
    int64_t today;
    int64_t *seen; /* people this file has named already: a hash set, 0 is free */
    size_t n_seen;
    struct buf ignored, new_teams;
};

/* Which column a heading names; false: none of ours. */
bool import_column_find(struct arena *a, struct str heading, enum import_column *ret);
/* "22-11-2026", "1.5.2025", "1/5/2025" or "2026-11-22". */
bool import_day(struct str cell, int64_t *ret);
bool import_lang(struct arena *a, struct str cell, int64_t *ret);
/* The role a word names, in Danish, English or as the API calls it. */
bool import_role(struct arena *a, struct str word, enum role *ret);
/* Spreadsheets run what begins so: never taken in, since it would be written out again. */
bool import_is_formula(struct str cell, enum import_column column);

/* One record: judges it, writes it, fills row. Other statuses than OK end the import. */
CHECKED enum status import_one(struct importer *im, const struct str *fields, size_t n,
                               struct import_row *row);
void import_reject(struct import_row *row, enum text_key reason, struct text_arg a1,
                   struct text_arg a2, struct text_arg a3);

#endif
