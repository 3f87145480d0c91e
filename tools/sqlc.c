/* Turns annotated SQL files into typed C functions: sqlc OUTDIR a.sql b.sql …
 *
 *     -- Text before the name becomes the comment above the prototype.
 *     -- name: incident_find :one
 *     -- in: id int64, team int64?
 *     -- out: struct incident_row { id int64, title text, closed_at int64? }
 *     SELECT id, title, closed_at FROM incident WHERE id = $1 AND team IS NOT DISTINCT FROM $2;
 *
 * Kinds: one (OK or MISSING), many (a list), each (a callback per row), exec, changed (number of
 * changed rows). Types: int64, text, bool, real, blob; "?" marks what may be NULL: 0 for numbers,
 * STR_NONE for text and blobs. A second block "-- name: incident_find :one @pgsql" (without in and
 * out) holds the text for PostgreSQL. Writes <stem>_sql.h for every file and one statements.c;
 * files whose content stays the same are left alone.
 * SPDX-License-Identifier: MPL-2.0 */
#include <ctype.h>

#include "tool.h"

enum kind { ONE, MANY, EACH, EXEC, CHANGED, KIND_N };
static const char *const kind_names[] = {"one", "many", "each", "exec", "changed"};

enum type { INT64, TEXT, BOOL, REAL, BLOB, TYPE_N };
static const struct {
    const char *name, *c, *db, *member;
} types[] = {
    {"int64", "int64_t ", "DB_INT64", "i"},  {"text", "struct str ", "DB_TEXT", "s"},
    {"bool", "bool ", "DB_BOOL", "b"},       {"real", "double ", "DB_REAL", "r"},
    {"blob", "struct str ", "DB_BLOB", "s"},
};

/* Names that our own parameters use, and the C keywords that a column might well be called. */
static const char *const reserved[] = {"db",   "a",       "in",     "ret",   "ret_changed",
                                       "row",  "context", "case",   "char",  "default",
                                       "else", "int",     "return", "static"};

struct field {
    char *name;
    enum type type;
    bool nullable;
};

struct fields {
    struct field *at;
    size_t n;
};

struct row { /* a struct that statements give */
    char *name;
    size_t file;
    struct fields fields;
    bool each; /* a statement gives them one by one */
};

struct statement {
    char *name;
    enum kind kind;
    size_t file;
    struct text doc;
    struct fields in;
    struct row *row; /* NULL when there is no out list */
    struct text sql, sql_pgsql;
};

static struct statement **statements;
static size_t statements_n;
static struct row **rows;
static size_t rows_n;

static const char *path; /* the file being read, and the line in it: for messages */
static int line;

_Noreturn __attribute__((format(printf, 2, 3))) static void die_at(int at, const char *format, ...)
{
    va_list ap;
    fprintf(stderr, "%s:%d: ", path, at);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

/* ---- reading */

static void skip_blank(const char **p)
{
    while (isspace((unsigned char)**p))
        (*p)++;
}

static bool take(const char **p, const char *word)
{
    skip_blank(p);
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0)
        return false;
    *p += n;
    return true;
}

/* A lower-case C name. */
static char *take_name(const char **p, int at, const char *what)
{
    skip_blank(p);
    size_t n = 0;
    while (islower((unsigned char)(*p)[n]) || (*p)[n] == '_' ||
           (n > 0 && isdigit((unsigned char)(*p)[n])))
        n++;
    if (n == 0)
        die_at(at, "%s expected, not \"%.20s\"", what, *p);
    char *name = grow(NULL, n + 1, 1);
    memcpy(name, *p, n);
    name[n] = '\0';
    *p += n;
    return name;
}

static enum type type_of(const char *name, int at)
{
    for (int i = 0; i < TYPE_N; i++)
        if (strcmp(types[i].name, name) == 0)
            return (enum type)i;
    die_at(at, "unknown type \"%s\" (int64, text, bool, real, blob)", name);
}

/* "id int64, team int64?" up to the end or the closing brace. */
static struct fields take_fields(const char **p, int at)
{
    struct fields fields = {NULL, 0};
    do {
        struct field f = {.name = take_name(p, at, "name")};
        for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
            if (strcmp(reserved[i], f.name) == 0)
                die_at(at, "\"%s\" is a reserved name", f.name);
        for (size_t i = 0; i < fields.n; i++)
            if (strcmp(fields.at[i].name, f.name) == 0)
                die_at(at, "\"%s\" is there twice", f.name);
        char *type = take_name(p, at, "type");
        f.type = type_of(type, at);
        free(type);
        f.nullable = take(p, "?");
        if (f.nullable && f.type == BOOL)
            die_at(at, "a bool cannot be NULL here; use int64");
        fields.at = grow(fields.at, fields.n + 1, sizeof f);
        fields.at[fields.n++] = f;
    } while (take(p, ","));
    return fields;
}

static bool same_fields(const struct fields *a, const struct fields *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->at[i].name, b->at[i].name) != 0 || a->at[i].type != b->at[i].type ||
            a->at[i].nullable != b->at[i].nullable)
            return false;
    return true;
}

/* "struct incident_row { … }" or the name alone of one seen earlier in this file. */
static struct row *take_row(const char *list, size_t file, int at)
{
    const char **p = &list;
    if (!take(p, "struct") || !isspace((unsigned char)**p))
        die_at(at, "out must be: struct name { column type, … }");
    struct row *r = NULL;
    char *name = take_name(p, at, "name of the struct");
    for (size_t i = 0; i < rows_n; i++)
        if (strcmp(rows[i]->name, name) == 0)
            r = rows[i];
    if (r != NULL && r->file != file)
        die_at(at, "struct %s is already defined by another file", name);
    if (take(p, "{")) {
        struct fields fields = take_fields(p, at);
        if (!take(p, "}"))
            die_at(at, ", or } expected, not \"%.20s\"", *p);
        if (r != NULL && !same_fields(&fields, &r->fields))
            die_at(at, "struct %s was defined differently before", name);
        if (r == NULL) {
            r = grow(NULL, 1, sizeof *r);
            *r = (struct row){.name = name, .file = file, .fields = fields};
            rows = grow(rows, rows_n + 1, sizeof(struct row *));
            rows[rows_n++] = r;
        }
    } else if (r == NULL) {
        die_at(at, "unknown struct %s: define it with { … } at its first use in this file", name);
    }
    skip_blank(p);
    if (*list != '\0')
        die_at(at, "nothing expected after the out list, not \"%.20s\"", list);
    return r;
}

/* Copies the SQL from *p up to its semicolon, without comments; notes which $n are used. *p ends
 * behind the line. */
static struct text take_sql(const char **p, bool *used, size_t n_in)
{
    struct text sql = {NULL, 0, 0};
    int start = line;
    char quote = '\0';
    for (; **p != '\0'; (*p)++) {
        char c = **p;
        if (c == '\n')
            line++;
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '-' && (*p)[1] == '-') {
            if (strncmp(*p, "-- name:", 8) == 0)
                break;
            *p += strcspn(*p, "\n") - 1;
            continue;
        } else if (c == ';') {
            *p += 1;
            size_t rest = strspn(*p, " \t\r");
            if ((*p)[rest] != '\n' && (*p)[rest] != '\0' && strncmp(*p + rest, "--", 2) != 0)
                die_at(line, "one statement a block: nothing may follow the ;");
            *p += strcspn(*p, "\n");
            return sql;
        } else if (c == '$') {
            char *end;
            unsigned long n = strtoul(*p + 1, &end, 10);
            if (end == *p + 1 || !isdigit((unsigned char)(*p)[1]))
                die_at(line, "$ must be followed by a number");
            if (n == 0 || n > n_in)
                die_at(line, "$%lu is beyond the in list, which has %zu", n, n_in);
            used[n - 1] = true;
        } else if (c == '?') {
            die_at(line, "parameters are $1, $2 …, not ?");
        }
        if (c == '\n')
            while (sql.n > 0 && (sql.p[sql.n - 1] == ' ' || sql.p[sql.n - 1] == '\t' ||
                                 sql.p[sql.n - 1] == '\r'))
                sql.n--;
        if (c != '\n' || (sql.n > 0 && sql.p[sql.n - 1] != '\n'))
            put_n(&sql, &c, 1);
    }
    die_at(start, "%s",
           quote != '\0' ? "the statement ends within quotes"
                         : "missing ; at the end of the statement");
}

struct block { /* the comments of one statement, before they are understood */
    struct text doc, in, out;
    int in_line, out_line, name_line;
};

static struct statement *find_statement(const char *name)
{
    for (size_t i = 0; i < statements_n; i++)
        if (strcmp(statements[i]->name, name) == 0)
            return statements[i];
    return NULL;
}

/* What stands behind "-- name:", then the block's lists, then its SQL from *p. */
static void take_statement(const char *header, struct block *b, size_t file, const char **p)
{
    int at = b->name_line;
    char *name = take_name(&header, at, "name");
    if (!take(&header, ":"))
        die_at(at, "a kind expected after the name (:one, :many, :each, :exec, :changed)");
    char *kind_name = take_name(&header, at, "kind");
    int kind = 0;
    while (kind < KIND_N && strcmp(kind_names[kind], kind_name) != 0)
        kind++;
    if (kind == KIND_N)
        die_at(at, "unknown kind \":%s\" (one, many, each, exec, changed)", kind_name);
    free(kind_name);
    bool variant = take(&header, "@pgsql");
    skip_blank(&header);
    if (*header != '\0')
        die_at(at, "nothing expected here but @pgsql, not \"%.20s\"", header);

    struct statement *s = find_statement(name);
    if (variant) {
        if (s == NULL || s->file != file || s->kind != (enum kind)kind)
            die_at(at, "@pgsql: no block with this name and kind before in this file");
        if (b->in.n + b->out.n > 0)
            die_at(at, "@pgsql: in and out stand at the first block");
        if (s->sql_pgsql.n > 0)
            die_at(at, "duplicate name \"%s\" @pgsql", name);
        free(name);
    } else {
        if (s != NULL)
            die_at(at, "duplicate name \"%s\"", name);
        s = grow(NULL, 1, sizeof *s);
        *s = (struct statement){.name = name, .kind = (enum kind)kind, .file = file, .doc = b->doc};
        statements = grow(statements, statements_n + 1, sizeof(struct statement *));
        statements[statements_n++] = s;
        if (b->in.n > 0) {
            const char *list = b->in.p;
            s->in = take_fields(&list, b->in_line);
            skip_blank(&list);
            if (*list != '\0')
                die_at(b->in_line, ", expected, not \"%.20s\"", list);
        }
        bool gives_rows = s->kind == ONE || s->kind == MANY || s->kind == EACH;
        if (gives_rows != (b->out.n > 0))
            die_at(at, ":%s %s an out list", kind_names[kind],
                   gives_rows ? "needs" : "has no use for");
        if (gives_rows) {
            s->row = take_row(b->out.p, file, b->out_line);
            s->row->each |= s->kind == EACH;
        }
    }

    bool *used = grow(NULL, s->in.n + 1, 1);
    memset(used, 0, s->in.n);
    struct text sql = take_sql(p, used, s->in.n);
    if (sql.n == 0)
        die_at(at, "no statement in \"%s\"", s->name);
    for (size_t i = 0; i < s->in.n; i++)
        if (!used[i])
            die_at(at, "in parameter \"%s\" ($%zu) is never used", s->in.at[i].name, i + 1);
    free(used);
    *(variant ? &s->sql_pgsql : &s->sql) = sql;
}

static void read_sql(const char *p, size_t file)
{
    struct block b = {.name_line = 0};
    struct text *list = NULL; /* the in or out list that further comment lines go on with */
    struct text name = {NULL, 0, 0};
    size_t before = statements_n;
    line = 1;
    while (*p != '\0') {
        size_t n = strcspn(p, "\n");
        const char *body = p + strspn(p, " \t\r");
        if (strncmp(body, "--", 2) == 0) {
            body += 2;
            size_t length = (size_t)(p + n - body);
            bool starts_in = strncmp(body, " in:", 4) == 0,
                 starts_out = strncmp(body, " out:", 5) == 0;
            if (strncmp(body, " name:", 6) == 0) {
                if (b.name_line > 0)
                    die_at(b.name_line, "no statement before the next name");
                put_n(&name, body + 6, length - 6);
                b.name_line = line;
            } else if (b.name_line > 0 && (starts_in || starts_out)) {
                list = starts_in ? &b.in : &b.out;
                if (list->n > 0)
                    die_at(line, "a second %s list", starts_in ? "in" : "out");
                *(starts_in ? &b.in_line : &b.out_line) = line;
                put_n(list, body + (starts_in ? 4 : 5), length - (starts_in ? 4 : 5));
            } else if (b.name_line > 0 && list == NULL) {
                die_at(line, "in: or out: expected after the name");
            } else {
                put_n(list != NULL ? list : &b.doc, body, length);
                if (list == NULL)
                    put(&b.doc, "\n");
            }
        } else if (body < p + n) {
            if (b.name_line == 0)
                die_at(line, "statement without \"-- name:\"");
            take_statement(name.p, &b, file, &p);
            b = (struct block){.name_line = 0};
            name = (struct text){NULL, 0, 0};
            list = NULL;
            n = 0;
        } else if (b.name_line ==
                   0) { /* an empty line parts a comment from the statement below it */
            b.doc = (struct text){NULL, 0, 0};
        }
        p += n;
        if (*p == '\n') {
            p++;
            line++;
        }
    }
    if (b.name_line > 0)
        die_at(b.name_line, "no statement before the end of the file");
    if (statements_n == before)
        die_at(1, "no statement");
}

/* ---- writing */

static bool is_text(const struct field *f)
{
    return f->type == TEXT || f->type == BLOB;
}

static void add_prototype(struct text *t, const struct statement *s)
{
    put(t, "enum status q_%s(struct db *db", s->name);
    if (s->kind == ONE || s->kind == MANY)
        put(t, ", struct arena *a");
    for (size_t i = 0; i < s->in.n; i++)
        put(t, ", %s%s", types[s->in.at[i].type].c, s->in.at[i].name);
    if (s->kind == ONE || s->kind == MANY)
        put(t, ", struct %s%s *ret", s->row->name, s->kind == MANY ? "_list" : "");
    if (s->kind == EACH)
        put(t, ", enum status (*row)(void *context, const struct %s *row), void *context",
            s->row->name);
    if (s->kind == CHANGED)
        put(t, ", int64_t *ret_changed");
    put(t, ")");
}

static struct text make_header(size_t file, const char *base, const char *stem)
{
    struct text t = {NULL, 0, 0};
    char guard[128];
    snprintf(guard, sizeof guard, "SQL_%s_H", stem);
    for (char *c = guard; *c != '\0'; c++)
        *c = isalnum((unsigned char)*c) ? (char)toupper((unsigned char)*c) : '_';
    put(&t, "/* Made by sqlc from %s. */\n#ifndef %s\n#define %s\n\n#include \"db/db.h\"\n", base,
        guard, guard);
    for (size_t i = 0; i < rows_n; i++) {
        if (rows[i]->file != file)
            continue;
        put(&t, "\nstruct %s {\n", rows[i]->name);
        for (size_t k = 0; k < rows[i]->fields.n; k++) {
            const struct field *f = &rows[i]->fields.at[k];
            const char *note = !f->nullable ? ""
                               : is_text(f) ? " /* or STR_NONE */"
                                            : " /* or 0 */";
            put(&t, "    %s%s;%s\n", types[f->type].c, f->name, note);
        }
        put(&t, "};\nstruct %s_list {\n    struct %s *at;\n    size_t n;\n};\n", rows[i]->name,
            rows[i]->name);
    }
    for (size_t i = 0; i < statements_n; i++) {
        const struct statement *s = statements[i];
        if (s->file != file)
            continue;
        put(&t, "\n");
        if (s->doc.n > 0) {
            put(&t, "/*");
            for (const char *c = s->doc.p; c[1] != '\0'; c++) {
                put_n(&t, c, 1);
                if (*c == '\n' || (*c == '*' && c[1] == '/'))
                    put(&t, "%s", *c == '*' ? " " : " *");
            }
            put(&t, " */\n");
        }
        put(&t, "CHECKED ");
        add_prototype(&t, s);
        put(&t, ";\n");
    }
    put(&t, "\n#endif\n");
    return t;
}

static void add_literal(struct text *t, const struct text *sql)
{
    put(t, "     \"");
    for (size_t i = 0; i < sql->n; i++) {
        char c = sql->p[i];
        if (c == '\n')
            put(t, "\\n\"\n     \"");
        else if (c == '"' || c == '\\' || c == '?')
            put(t, "\\%c", c);
        else if (c != '\r')
            put_n(t, c == '\t' ? " " : &c, 1);
    }
    put(t, "\",\n");
}

/* The table that says how a row becomes a struct, and the step from db_run_each to a callback that
 * knows its type. */
static void add_row_type(struct text *t, const struct row *r)
{
    const char *n = r->name;
    put(t, "\nstatic const enum db_type out_%s[] = {", n);
    for (size_t i = 0; i < r->fields.n; i++)
        put(t, "%s%s", i > 0 ? ", " : "", types[r->fields.at[i].type].db);
    put(t, "};\nstatic const struct db_field fields_%s[] = {\n", n);
    for (size_t i = 0; i < r->fields.n; i++)
        put(t, "    {\"%s\", offsetof(struct %s, %s), %s},\n", r->fields.at[i].name, n,
            r->fields.at[i].name, r->fields.at[i].nullable ? "true" : "false");
    put(t, "};\nstatic const struct db_row_type row_%s = {sizeof(struct %s), %zu, fields_%s};\n", n,
        n, r->fields.n, n);
    if (r->each)
        put(t,
            "struct each_%s {\n    enum status (*row)(void *context, const struct %s *row);\n    "
            "void *context;\n};\n"
            "static enum status each_%s(void *context, const void *row)\n{\n    struct each_%s *c "
            "= context;\n"
            "    return c->row(c->context, row);\n}\n",
            n, n, n, n);
}

static void add_function(struct text *t, const struct statement *s, size_t index)
{
    const char *r = s->row != NULL ? s->row->name : "", *in = s->in.n > 0 ? "in" : "NULL";
    put(t, "\n");
    add_prototype(t, s);
    put(t, "\n{\n");
    for (size_t i = 0; i < s->in.n; i++)
        if (is_text(&s->in.at[i]) && !s->in.at[i].nullable)
            put(t, "    if (%s.p == NULL)\n        return db_absent(\"%s\", \"%s\");\n",
                s->in.at[i].name, s->name, s->in.at[i].name);
    for (size_t i = 0; i < s->in.n; i++) {
        const struct field *f = &s->in.at[i];
        put(t, "%s{%s, ", i == 0 ? "    const struct db_value in[] = {\n        " : ",\n        ",
            types[f->type].db);
        if (f->nullable)
            put(t, "%s%s", f->name, is_text(f) ? ".p == NULL" : " == 0");
        else
            put(t, "false");
        put(t, ", {.%s = %s}}", types[f->type].member, f->name);
    }
    put(t, "%s", s->in.n > 0 ? "};\n" : "");
    switch (s->kind) {
    case ONE:
        put(t, "    return db_run_one(db, %zu, %s, &row_%s, a, ret);\n}\n", index, in, r);
        break;
    case MANY:
        put(t,
            "    void *at_;\n    size_t n_;\n    TRY(db_run_many(db, %zu, %s, &row_%s, a, &at_, "
            "&n_));\n"
            "    *ret = (struct %s_list){at_, n_};\n    return OK;\n}\n",
            index, in, r, r);
        break;
    case EACH:
        put(t,
            "    struct each_%s c = {row, context};\n    struct %s buffer;\n"
            "    return db_run_each(db, %zu, %s, &row_%s, &buffer, each_%s, &c);\n}\n",
            r, r, index, in, r, r);
        break;
    case EXEC:
    case CHANGED:
    case KIND_N:
        put(t, "    return db_run(db, %zu, %s, NULL, NULL, %s);\n}\n", index, in,
            s->kind == CHANGED ? "ret_changed" : "NULL");
        break;
    }
}

static struct text make_statements(char *const *stems, size_t files)
{
    struct text t = {NULL, 0, 0};
    put(&t, "/* Made by sqlc from the .sql files whose headers it includes. */\n#include "
            "\"db/rows.h\"\n\n");
    for (size_t i = 0; i < files; i++)
        put(&t, "#include \"%s_sql.h\"\n", stems[i]);
    put(&t, "\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
    for (size_t i = 0; i < rows_n; i++)
        add_row_type(&t, rows[i]);
    put(&t, "\n");
    for (size_t i = 0; i < statements_n; i++) {
        const struct statement *s = statements[i];
        for (size_t k = 0; k < s->in.n; k++) {
            if (k == 0)
                put(&t, "static const enum db_type in_%s[] = {", s->name);
            put(&t, "%s%s", types[s->in.at[k].type].db, k + 1 < s->in.n ? ", " : "};\n");
        }
    }
    put(&t, "\nconst struct db_statement db_statements[] = {\n");
    for (size_t i = 0; i < statements_n; i++) {
        const struct statement *s = statements[i];
        put(&t, "    {\"%s\",\n", s->name);
        add_literal(&t, &s->sql);
        if (s->sql_pgsql.n > 0)
            add_literal(&t, &s->sql_pgsql);
        else
            put(&t, "     NULL,\n");
        put(&t, "     %zu, %zu, %s%s, %s%s},\n", s->in.n, s->row != NULL ? s->row->fields.n : 0,
            s->in.n > 0 ? "in_" : "NULL", s->in.n > 0 ? s->name : "",
            s->row != NULL ? "out_" : "NULL", s->row != NULL ? s->row->name : "");
    }
    put(&t, "};\nconst size_t db_statements_n = %zu;\n", statements_n);
    for (size_t i = 0; i < statements_n; i++)
        add_function(&t, statements[i], i);
    return t;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fputs("use: sqlc OUTDIR a.sql …\n", stderr);
        return 2;
    }
    size_t files = (size_t)argc - 2;
    char **stems = grow(NULL, files, sizeof(char *));
    for (size_t i = 0; i < files; i++) {
        path = argv[i + 2];
        stems[i] = strdup(base_name(path));
        struct text t = {NULL, 0, 0};
        size_t n = strlen(stems[i]);
        if (!try_read(path, &t))
            die_at(1, "cannot be read: %s", strerror(errno));
        if (n < 5 || strcmp(stems[i] + n - 4, ".sql") != 0 || strlen(t.p) != t.n)
            die_at(1, "not a text file whose name ends in .sql");
        stems[i][n - 4] = '\0';
        read_sql(t.p, i);
    }
    struct text name = {NULL, 0, 0}, all = make_statements(stems, files);
    for (size_t i = 0; i < files; i++) {
        struct text header = make_header(i, base_name(argv[i + 2]), stems[i]);
        name.n = 0;
        put(&name, "%s/%s_sql.h", argv[1], stems[i]);
        write_file(name.p, &header);
    }
    name.n = 0;
    put(&name, "%s/statements.c", argv[1]);
    write_file(name.p, &all);
    return 0;
}
