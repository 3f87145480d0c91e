/* What the database holds about a person, declared table by table beside the feature that keeps it: the extract that a person has a
 * right to, and what is left when they are forgotten, both come from here. A test reads the schema and fails when a column that
 * names a person is in no row and not exempt (features/privacy/privacy_cover_test.c).
 *
 * Others are named where they did something to or for the person (talked with them, looked), never as those for whom the
 * person did something: their rights stand against it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_PERSONAL_H
#define CORE_PERSONAL_H

#include <stddef.h>

#include "core/access.h"

enum personal_kind {
    PERSONAL_TEXT,     /* struct str; left out when there is none */
    PERSONAL_INT,      /* int64_t */
    PERSONAL_COUNTED,  /* int64_t; 0: not said, left out */
    PERSONAL_INCIDENT, /* int64_t: its number, "H-1042"; 0: left out */
    PERSONAL_BOOL,     /* bool */
    PERSONAL_INSTANT,  /* int64_t ms; 0: left out */
    PERSONAL_DAY,      /* int64_t day; 0: left out */
    PERSONAL_WORD,     /* int64_t index into words and texts */
    PERSONAL_CODE,     /* struct str: one of words, told by texts; another is shown as it is */
    PERSONAL_KEY /* struct str: a key of the catalogue; one that is not known is shown as it is */
};
struct personal_field {
    const char *name;
    enum text_key label;
    enum personal_kind kind;
    size_t offset;
    const char *const *words;
    const enum text_key *texts; /* NULL: the words themselves */
    size_t n_words;
};
#define PERSONAL_FIELDS(table) .fields = (table), .n_fields = sizeof(table) / sizeof((table)[0])

struct personal_rows {
    const void *at;
    size_t n, size; /* size: of one row */
};
struct personal {
    const char *name; /* in the package */
    enum text_key title;
    const char *columns; /* that name the person: "table.column table.column" */
    const struct personal_field *fields;
    size_t n_fields;
    enum status (*read)(struct db *db, struct arena *a, int64_t person_id,
                        struct personal_rows *ret);
    /* In the transaction that forgets a person. NULL: what is left tells of nobody once the person's own row tells nothing. */
    enum status (*forget)(struct db *db, struct arena *a, int64_t person_id);
};
/* A reader from a statement that takes the person alone. */
#define PERSONAL_READ(name, statement, list)                                                       \
    static enum status name(struct db *db, struct arena *a, int64_t person_id,                     \
                            struct personal_rows *ret)                                             \
    {                                                                                              \
        list rows;                                                                                 \
                                                                                                   \
        TRY(statement(db, a, person_id, &rows));                                                   \
        *ret = (struct personal_rows){rows.at, rows.n, sizeof *rows.at};                           \
        return OK;                                                                                 \
    }

/* Columns that name a person and yet are in no extract. */
struct personal_exempt {
    const char *columns;
    const char *why;
};

/* The program's lists, ended by NULL; each of their tables ends with an empty row. */
extern const struct personal *const all_personal[];
extern const struct personal_exempt *const all_personal_exempt[];

#endif
