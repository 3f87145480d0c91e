/* Rows into structs, by the tables that tools/sqlc makes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "db/rows.h"

#include <string.h>

struct take {
    const char *statement;
    const struct db_row_type *type;
    struct arena *arena; /* NULL: texts stay borrowed */
    char *at;            /* where the next row goes; for db_run_many the start of the array */
    size_t n, room;
    enum status (*row)(void *context, const void *row);
    void *context;
};

static enum status take_row(const struct take *t, const struct db_value *columns, char *to)
{
    for (size_t i = 0; i < t->type->n; i++) {
        const struct db_field *f = &t->type->fields[i];
        const struct db_value *v = &columns[i];
        void *at = to + f->offset;
        if (v->null && !f->nullable)
            return fail(BROKEN, "%s: column %s is NULL but not marked with ?", t->statement,
                        f->name);
        switch (v->type) {
        case DB_INT64:
            *(int64_t *)at = v->null ? 0 : v->as.i;
            break;
        case DB_BOOL:
            *(bool *)at = v->as.b;
            break;
        case DB_REAL:
            *(double *)at = v->null ? 0 : v->as.r;
            break;
        case DB_TEXT:
        case DB_BLOB:
            *(struct str *)at = v->null            ? STR_NONE
                                : t->arena == NULL ? v->as.s
                                                   : arena_copy(t->arena, v->as.s);
            break;
        }
    }
    return OK;
}

static enum status on_one(void *context, const struct db_value *columns)
{
    struct take *t = context;
    TRY(take_row(t, columns, t->at));
    return MISSING; /* ends the run after the first row; db_run itself never says MISSING */
}

enum status db_run_one(struct db *db, size_t index, const struct db_value *in,
                       const struct db_row_type *type, struct arena *a, void *ret)
{
    /* Rows go to a copy first: ret stays untouched on failure. */
    _Alignas(max_align_t) char small[512];
    struct take t = {.statement = db_statements[index].name, .type = type, .arena = a};
    t.at = type->size <= sizeof small ? small : arena_alloc(a, type->size);
    memset(t.at, 0, type->size);
    enum status status = db_run(db, index, in, on_one, &t, NULL);
    if (status == OK)
        return MISSING; /* no row came */
    if (status != MISSING)
        return status;
    memcpy(ret, t.at, type->size);
    return OK;
}

static enum status on_many(void *context, const struct db_value *columns)
{
    struct take *t = context;
    if (t->n == t->room) {
        size_t room = t->n > 0 ? t->n * 2 : 8;
        char *grown = arena_alloc_array(t->arena, t->type->size, room);
        if (t->n > 0)
            memcpy(grown, t->at, t->type->size * t->n);
        t->at = grown;
        t->room = room;
    }
    TRY(take_row(t, columns, t->at + t->n * t->type->size));
    t->n++;
    return OK;
}

enum status db_run_many(struct db *db, size_t index, const struct db_value *in,
                        const struct db_row_type *type, struct arena *a, void **ret_at,
                        size_t *ret_n)
{
    struct take t = {.statement = db_statements[index].name, .type = type, .arena = a};
    TRY(db_run(db, index, in, on_many, &t, NULL));
    *ret_at = t.at;
    *ret_n = t.n;
    return OK;
}

static enum status on_each(void *context, const struct db_value *columns)
{
    struct take *t = context;
    TRY(take_row(t, columns, t->at));
    return t->row(t->context, t->at);
}

enum status db_run_each(struct db *db, size_t index, const struct db_value *in,
                        const struct db_row_type *type, void *buffer,
                        enum status (*row)(void *context, const void *row), void *context)
{
    struct take t = {.statement = db_statements[index].name,
                     .type = type,
                     .at = buffer,
                     .row = row,
                     .context = context};
    memset(buffer, 0, type->size);
    return db_run(db, index, in, on_each, &t, NULL);
}

enum status db_absent(const char *statement, const char *parameter)
{
    return fail(BROKEN, "%s: \"%s\" is STR_NONE but not marked with ?", statement, parameter);
}
