/* Puts files into the program: packc OUTDIR NAME ROOT FILE…   or   packc --migrations OUTDIR
 * 0001_people.sql …
 *
 * The first form writes NAME.bin (all files and, where it saves a tenth or more, their gzip forms),
 * NAME.h and NAME.c: a table sorted by path below ROOT over NAME.bin, which the assembler takes in
 * by .incbin, so that size costs no compile time. The second form writes migrations.c for
 * db/migrate.h.
 * SPDX-License-Identifier: MPL-2.0 */
#include <inttypes.h>
#include <limits.h>
#include <zlib.h>

#include "tool.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".mp3", "audio/mpeg"},
    {".ogg", "audio/ogg"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wav", "audio/wav"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
};

struct file {
    const char *path, *name, *type; /* name: below ROOT */
};

#define die(file, ...)                                                                             \
    do {                                                                                           \
        complain((file), 0, 0, __VA_ARGS__);                                                       \
        exit(1);                                                                                   \
    } while (0)

static bool ends(const char *s, const char *ending)
{
    size_t n = strlen(s), m = strlen(ending);
    return n > m && strcmp(s + n - m, ending) == 0;
}

static void write_named(const char *folder, const char *name, const char *ending,
                        const struct text *t)
{
    static struct text path;
    path.n = 0;
    put(&path, "%s/%s%s", folder, name, ending);
    write_file(path.p, t);
}

/* ---- static files */

static struct file file_of(const char *root, const char *path)
{
    struct file f = {.path = path};
    char *below = realpath(root, NULL), *full = realpath(path, NULL);
    if (below == NULL || full == NULL)
        die(below == NULL ? root : path, "%s", strerror(errno));
    size_t n = strlen(below);
    if (strncmp(full, below, n) != 0 || full[n] != '/')
        die(path, "does not lie below %s", root);
    f.name = full + n + 1;
    free(below);
    if (f.name[strspn(
            f.name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")] != '\0')
        die(path, "only letters, digits and . _ - / belong into such a name");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (ends(path, types[i].ending))
            f.type = types[i].type;
    if (f.type == NULL)
        die(path, "has no known type: see types in packc.c");
    return f;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

/* FNV-1a: tells versions of a file apart, no more. */
static uint64_t hash(const struct text *t)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < t->n; i++)
        h = (h ^ (unsigned char)t->p[i]) * UINT64_C(1099511628211);
    return h;
}

/* The same input gives the same bytes: zlib writes no time. */
static void gzip(const struct text *from, struct text *to)
{
    z_stream z = {.zalloc = NULL};
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    uLong most = deflateBound(&z, from->n);
    if (to->cap < most) {
        to->p = grow(to->p, most, 1);
        to->cap = most;
    }
    z.next_in = (unsigned char *)from->p;
    z.avail_in = (uInt)from->n;
    z.next_out = (unsigned char *)to->p;
    z.avail_out = (uInt)most;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    to->n = z.total_out;
    deflateEnd(&z);
}

static const char header[] =
    "#pragma once\n"
    "#include <stddef.h>\n\n"
    "struct packed_file {\n"
    "    const char *path; /* \"css/app.css\" */\n"
    "    const char *type; /* for Content-Type */\n"
    "    const unsigned char *data;\n"
    "    size_t n;\n"
    "    const unsigned char *gzip; /* NULL when it would save next to nothing */\n"
    "    size_t gzip_n;\n"
    "    const char *etag; /* 16 hex digits, made from the content */\n"
    "};\n"
    "extern const struct packed_file packed_files[]; /* sorted by path */\n"
    "extern const size_t packed_files_n;\n\n"
    "/* NULL when there is no such file. The path need not end in NUL. */\n"
    "const struct packed_file *packed_find(const char *path, size_t n);\n";

static const char finder[] = "const struct packed_file *packed_find(const char *path, size_t n)\n"
                             "{\n"
                             "    size_t from = 0, to = packed_files_n;\n"
                             "    while (from < to) {\n"
                             "        size_t middle = from + (to - from) / 2;\n"
                             "        int order = strncmp(packed_files[middle].path, path, n);\n"
                             "        if (order == 0 && packed_files[middle].path[n] == '\\0')\n"
                             "            return &packed_files[middle];\n"
                             "        if (order < 0)\n"
                             "            from = middle + 1;\n"
                             "        else\n"
                             "            to = middle;\n"
                             "    }\n"
                             "    return NULL;\n"
                             "}\n";

static void pack(const char *folder, const char *name, struct file *files, size_t n)
{
    static struct text bin, c, h, table, data, packed;
    char full[PATH_MAX];
    if (realpath(folder, full) == NULL)
        die(folder, "%s", strerror(errno));
    if (strpbrk(full, "\"\\") != NULL)
        die(full, "no quotes and backslashes, please: the assembler reads this name");
    qsort(files, n, sizeof *files, by_name);
    for (size_t i = 0; i < n; i++) {
        const struct file *f = &files[i];
        if (i > 0 && strcmp(f->name, files[i - 1].name) == 0)
            die(f->path, "stands twice in the list");
        read_file(f->path, &data);
        gzip(&data, &packed);
        put(&table, "    {\"%s\", \"%s\",\n     %s_bin + %zu, %zu, ", f->name, f->type, name, bin.n,
            data.n);
        put_n(&bin, data.p, data.n);
        if (packed.n < data.n - data.n / 10) {
            put(&table, "%s_bin + %zu, %zu", name, bin.n, packed.n);
            put_n(&bin, packed.p, packed.n);
        } else {
            put(&table, "NULL, 0");
        }
        put(&table, ", \"%016" PRIx64 "\"},\n", hash(&data));
    }
    put(&h, "/* Made by packc: do not edit. */\n%s", header);
    put(&c, "/* Made by packc: do not edit. */\n#include \"%s.h\"\n\n#include <string.h>\n\n",
        name);
    put(&c, "extern const unsigned char %s_bin[] __attribute__((visibility(\"hidden\")));\n", name);
    put(&c, "__asm__(\".section .rodata\\n.balign 16\\n.hidden %s_bin\\n.global %s_bin\\n\"\n",
        name, name);
    put(&c, "        \"%s_bin:\\n.incbin \\\"", name);
    put_escaped(&c, full, strlen(full));
    put(&c, "/%s.bin\\\"\\n.byte 0\\n.previous\\n\"); /* %zu bytes, %016" PRIx64 " */\n\n", name,
        bin.n, hash(&bin));
    put(&c, "const struct packed_file packed_files[] = {\n%s};\n", table.p);
    put(&c, "const size_t packed_files_n = %zu;\n\n%s", n, finder);
    write_named(folder, name, ".bin", &bin);
    write_named(folder, name, ".h", &h);
    write_named(folder, name, ".c", &c);
}

/* ---- migrations */

static int by_base(const void *a, const void *b)
{
    return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

/* "people" of "0001_people.sql"; its number must be the given one. */
static void put_migration(struct text *c, const char *path, int number)
{
    static struct text sql;
    const char *base = base_name(path);
    size_t digits = strspn(base, "0123456789");
    size_t n = digits == 4 && base[4] == '_'
                   ? strspn(base + 5, "abcdefghijklmnopqrstuvwxyz0123456789_")
                   : 0;
    if (n == 0 || strcmp(base + 5 + n, ".sql") != 0)
        die(path, "is not named like 0001_people.sql");
    if (atoi(base) < number)
        die(path, "has the number of another one");
    if (atoi(base) > number)
        die(path, "stands behind a gap: %04d is missing", number);
    read_file(path, &sql);
    if (sql.n == 0 || memchr(sql.p, '\0', sql.n) != NULL)
        die(path, "is empty or holds a NUL");
    put(c, "    {%d, \"%.*s\",\n", number, (int)n, base + 5);
    for (size_t i = 0, line; i < sql.n; i += line) {
        const char *end = memchr(sql.p + i, '\n', sql.n - i);
        line = end == NULL ? sql.n - i : (size_t)(end - (sql.p + i)) + 1;
        put(c, "     \"");
        put_escaped(c, sql.p + i, line);
        put(c, "\"\n");
    }
    put(c, "    },\n");
}

static void pack_migrations(const char *folder, char **paths, int n)
{
    static struct text c;
    qsort(paths, (size_t)n, sizeof *paths, by_base);
    put(&c, "/* Made by packc from migrations/: do not edit. */\n#include \"db/migrate.h\"\n\n");
    put(&c, "#pragma GCC diagnostic ignored \"-Woverlength-strings\" /* ISO C ends them at 4095 "
            "bytes */\n\n");
    put(&c, "const struct migration migrations[] = {\n");
    for (int i = 0; i < n; i++)
        put_migration(&c, paths[i], i + 1);
    put(&c, "};\nconst size_t migrations_n = %d;\n", n);
    write_named(folder, "migrations", ".c", &c);
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "--migrations") == 0) {
        pack_migrations(argv[2], argv + 3, argc - 3);
        return 0;
    }
    if (argc < 5 || *argv[1] == '-') {
        fputs("usage: packc OUTDIR NAME ROOT FILE...\n       packc --migrations OUTDIR FILE...\n",
              stderr);
        return 2;
    }
    static struct file *files;
    files = grow(NULL, (size_t)argc, sizeof *files);
    for (int i = 4; i < argc; i++)
        files[i - 4] = file_of(argv[3], argv[i]);
    pack(argv[1], argv[2], files, (size_t)argc - 4);
    return 0;
}
