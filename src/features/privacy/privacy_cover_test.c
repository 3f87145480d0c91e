/* Reads the schema: every column that can name a person is in an extract, or exempt with a reason. A column counts as one when its
 * name ends in _id, _by, _to or _of, unless it references another table or is named after one ("policy_id" in help_request: help_policy),
 * and always when it references person.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/arena.h"
#include "core/personal.h"

/* Ids of things that are no table of that name: what they are. */
static const char *const things[] = {"object_id", "next_step_id", "case_id",  "step_id",
                                     "plan_id",   "notice_id",    "audit_id", NULL};

struct cover {
    struct arena *arena;
    struct str schema;
    int n_missing, n_columns;
};

static bool is_listed(struct str columns, struct str column)
{
    struct str one;

    while (str_cut(&columns, ' ', &one))
        if (str_eq(one, column))
            return true;
    return false;
}

static bool is_covered(struct str column)
{
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++)
            if (is_listed(str_of(p->columns), column))
                return true;
    for (size_t t = 0; all_personal_exempt[t]; t++)
        for (const struct personal_exempt *e = all_personal_exempt[t]; e->columns; e++)
            if (is_listed(str_of(e->columns), column))
                return e->why[0] != '\0';
    return false;
}

static bool is_table(struct cover *c, struct str name)
{
    return str_find(c->schema, arena_printf(c->arena, "CREATE TABLE %.*s (", STR_ARG(name)),
                    &(size_t){0});
}

static bool is_thing(struct cover *c, struct str table, struct str name)
{
    struct str rest = table, first = STR_NONE, bare = str_sub(name, 0, name.n - 3);

    for (size_t i = 0; things[i]; i++)
        if (str_eq(name, str_of(things[i])))
            return true;
    if (!str_ends(name, STR("_id")) || str_eq(name, STR("person_id")))
        return false;
    str_cut(&rest, '_', &first);
    return is_table(c, bare) ||
           is_table(c, arena_printf(c->arena, "%.*s_%.*s", STR_ARG(first), STR_ARG(bare)));
}

static bool names_a_person(struct cover *c, struct str table, struct str name, struct str rest)
{
    if (str_find(rest, STR("REFERENCES "), &(size_t){0}))
        return str_find(rest, STR("REFERENCES person "), &(size_t){0});
    return (str_ends(name, STR("_id")) || str_ends(name, STR("_by")) ||
            str_ends(name, STR("_to")) || str_ends(name, STR("_of"))) &&
           !is_thing(c, table, name);
}

static void look_at(struct cover *c, struct str table, struct str line)
{
    struct str rest = str_trim(line), name;

    if (!str_cut(&rest, ' ', &name) || name.n == 0 || (name.p[0] >= 'A' && name.p[0] <= 'Z') ||
        name.p[0] == '-' || !names_a_person(c, table, name, rest))
        return;
    struct str column = arena_printf(c->arena, "%.*s.%.*s", STR_ARG(table), STR_ARG(name));
    c->n_columns++;
    if (!is_covered(column)) {
        print_error("%.*s is in no extract: a row in the feature's x_personal.c, or in "
                    "privacy_exempt with a reason\n",
                    STR_ARG(column));
        c->n_missing++;
    }
}

static struct str read_schema(struct arena *a, const char *path)
{
    char *text = arena_alloc(a, 1 << 20);
    FILE *f = fopen(path, "rb");

    assert_non_null(f);
    size_t n = fread(text, 1, 1 << 20, f);
    fclose(f);
    return (struct str){text, n};
}

static const char *schema_path;

static void every_column_is_covered(void **state)
{
    struct cover c = {.arena = arena_new()};
    struct str rest, line, table = STR_NONE;

    (void)state;
    c.schema = read_schema(c.arena, schema_path);
    rest = c.schema;
    while (str_cut(&rest, '\n', &line)) {
        if (str_starts(line, STR("CREATE TABLE "))) {
            struct str name = str_sub(line, 13, line.n);

            str_cut(&name, ' ', &table);
        } else if (str_starts(line, STR("CREATE ")) || str_starts(line, STR(")"))) {
            table = STR_NONE;
        } else if (table.p) {
            look_at(&c, table, line);
        }
    }
    int n_missing = c.n_missing, n_columns = c.n_columns;
    arena_free(c.arena);
    assert_int_equal(n_missing, 0);
    assert_true(n_columns > 30);
}

/* A name that is misspelt covers nothing. */
static void every_row_is_of_a_column(void **state)
{
    struct arena *a = arena_new();
    struct str schema = read_schema(a, schema_path);

    (void)state;
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++) {
            struct str rest = str_of(p->columns), one, table;

            assert_non_null(p->read);
            assert_true(p->n_fields > 0);
            while (str_cut(&rest, ' ', &one)) {
                if (one.n == 0)
                    continue;
                str_cut(&one, '.', &table);
                if (!str_find(schema, arena_printf(a, "CREATE TABLE %.*s (", STR_ARG(table)),
                              &(size_t){0}))
                    fail_msg("%s: there is no table %.*s", p->name, STR_ARG(table));
            }
        }
    arena_free(a);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_is_covered),
        cmocka_unit_test(every_row_is_of_a_column),
    };

    if (argc != 2)
        return 2;
    schema_path = argv[1];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
