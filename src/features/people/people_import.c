/* The people import as a whole: from bytes to records, one transaction around all of them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_import.h"

#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "features/people/people_import_parts.h"

enum status people_import_read(int fd, struct arena *a, struct str *ret)
{
    struct buf b = buf_new(a, 64 * 1024);

    for (;;) {
        ssize_t n = read(fd, buf_room(&b, 64 * 1024), 64 * 1024);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(BROKEN, "reading the file: errno %d", errno);
        if (n == 0)
            break;
        b.n += (size_t)n;
        if (b.n > IMPORT_MAX_BYTES)
            return refuse(TOO_LARGE, T_IMPORT_TOO_LARGE);
    }
    *ret = buf_str(&b);
    return OK;
}

/* Says what to do about files that are no CSV, since people will try them. */
static enum status check_kind(struct str file)
{
    size_t at;

    if (file.n > IMPORT_MAX_BYTES)
        return refuse(TOO_LARGE, T_IMPORT_TOO_LARGE);
    if (str_trim(file).n == 0)
        return refuse(INVALID, T_IMPORT_EMPTY);
    if (str_starts(file, STR("PK\003\004")) || str_starts(file, STR("\320\317\021\340")))
        return refuse(INVALID, T_IMPORT_WORKBOOK);
    if (str_starts(file, STR("\377\376")) || str_starts(file, STR("\376\377")))
        return refuse(INVALID, T_IMPORT_UTF16);
    if (str_find_char(file, '\0', &at))
        return refuse(INVALID, T_IMPORT_BINARY);
    return OK;
}

static int64_t line_ends(const char *from, const char *to)
{
    int64_t n = 0;

    for (const char *p = from; p != NULL && p < to; p++)
        n += *p == '\n' || (*p == '\r' && (p + 1 == to || p[1] != '\n'));
    return n;
}

/* "sep=;" is a line Excel itself understands and writes. */
static void skip_separator_line(struct str *rest, char *separator, int64_t *line)
{
    size_t end;

    if (rest->n < 5 || !str_eq_nocase(str_sub(*rest, 0, 4), STR("sep=")) ||
        !str_find_char(*rest, '\n', &end) || end > 6)
        return;
    *separator = rest->p[4];
    *rest = str_sub(*rest, end + 1, rest->n);
    *line = 2;
}

static enum status read_headings(struct importer *im, const struct str *fields, size_t n)
{
    for (int c = 0; c < COLUMN_N; c++)
        im->place[c] = -1;
    im->n_columns = n;
    for (size_t i = 0; i < n; i++) {
        struct str heading = str_trim(fields[i]);
        enum import_column column;

        if (!import_column_find(im->scratch, heading, &column)) {
            if (heading.n > 0)
                buf_printf(&im->ignored, "%s%.*s", im->ignored.n > 0 ? ", " : "",
                           STR_ARG(utf8_clip(heading, 60)));
            continue;
        }
        if (im->place[column] >= 0)
            return refuse(INVALID, T_IMPORT_COLUMN_TWICE);
        im->place[column] = (int)i;
    }
    if (im->place[COLUMN_NAME] < 0 || (im->place[COLUMN_LOGIN] < 0 && im->place[COLUMN_KEY] < 0))
        return refuse(INVALID, T_IMPORT_NO_HEADINGS);
    return OK;
}

static void count(struct import_result *r, const struct import_row *row)
{
    switch (row->verdict) {
    case IMPORT_NEW:
        r->n_new++;
        break;
    case IMPORT_CHANGED:
        r->n_changed++;
        break;
    case IMPORT_SAME:
        r->n_same++;
        break;
    case IMPORT_REJECTED:
        r->n_rejected++;
        break;
    }
}

static enum status read_record(struct importer *im, enum status read, const struct str *fields,
                               size_t n, struct import_row *row)
{
    struct text_arg none = {.is_number = false};

    if (read == INVALID)
        import_reject(row, T_IMPORT_BROKEN_QUOTES, none, none, none);
    else if (read == TOO_LARGE)
        import_reject(row, T_IMPORT_ROW_TOO_LARGE, none, none, none);
    else
        return import_one(im, fields, n, row);
    return OK;
}

static enum status read_records(struct importer *im, struct str rest, char separator, int64_t line)
{
    struct import_result *r = im->result;
    struct str *fields = arena_array(im->a, struct str, CSV_MAX_FIELDS);
    size_t n;

    for (;;) {
        const char *from = rest.p;
        struct import_row row = {.line = line};
        enum status read;

        arena_reset(im->scratch);
        read = csv_record(im->scratch, &rest, true, separator, fields, &n);
        if (read == MISSING)
            return OK;
        if (read != OK && read != INVALID && read != TOO_LARGE)
            return read;
        TRY(read_record(im, read, fields, n, &row));
        line += line_ends(from, rest.p ? rest.p : from);
        if (row.line == 0)
            continue;
        if (r->n == IMPORT_MAX_ROWS)
            return refuse(TOO_LARGE, T_IMPORT_TOO_MANY_ROWS);
        r->at[r->n++] = row;
        count(r, &row);
    }
}

static enum status read_file(struct importer *im, struct str text)
{
    struct str fields[CSV_MAX_FIELDS], rest = text;
    const char *from;
    char separator = '\0';
    int64_t line = 1;
    size_t n;
    enum status read;

    skip_separator_line(&rest, &separator, &line);
    if (separator == '\0')
        separator = csv_guess_separator(rest);
    from = rest.p;
    read = csv_record(im->a, &rest, true, separator, fields, &n);
    if (read != OK)
        return refuse(INVALID, T_IMPORT_NO_HEADINGS);
    TRY(read_headings(im, fields, n));
    line += line_ends(from, rest.p ? rest.p : from);
    return read_records(im, rest, separator, line);
}

static void free_arena(void *p)
{
    arena_free(p);
}

static enum status begin(struct importer *im)
{
    struct import_result *r = im->result;

    *r = (struct import_result){.n = 0};
    r->at = arena_array(im->a, struct import_row, IMPORT_MAX_ROWS);
    im->scratch = arena_new();
    arena_on_end(im->a, free_arena, im->scratch);
    im->seen = arena_array(im->a, int64_t, IMPORT_MAX_ROWS * 2);
    im->ignored = buf_new(im->a, 100);
    im->new_teams = buf_new(im->a, 100);
    return centre_today(im->db, im->a, im->options->centre_id, &im->today);
}

enum status people_import(struct db *db, struct arena *a, const struct actor *who,
                          const struct import_options *options, struct str file,
                          struct import_result *ret)
{
    struct importer im = {.db = db, .a = a, .who = who, .options = options, .result = ret};
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(begin(&im));
    TRY(check_kind(file));
    TRY(read_file(&im, utf8_from_any(a, file)));
    ret->ignored = buf_str(&im.ignored);
    ret->new_teams = buf_str(&im.new_teams);
    if (options->dry_run)
        return OK; /* all of it is rolled back */
    if (ret->n_rejected > 0 && !options->skip_rejects)
        return refuse(CONFLICT, T_IMPORT_HAS_REJECTS);
    if (ret->n_new + ret->n_changed > 0)
        TRY(audit(db, who, AUDIT_PEOPLE_IMPORTED, options->centre_id,
                  arena_printf(a, "%lld new, %lld changed, %lld unchanged, %lld rejected",
                               (long long)ret->n_new, (long long)ret->n_changed,
                               (long long)ret->n_same, (long long)ret->n_rejected)));
    return db_commit(&tx);
}
