/* What viewc, textc and packc share: messages, text being built, files. They run at build time and
 * free nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text {
    char *p; /* always ends in NUL */
    size_t n, cap;
};

/* "FILE:LINE:COL: error: …", as compilers write; line 0 and col 0 are left out. */
__attribute__((format(printf, 4, 5))) static inline void complain(const char *file, int line,
                                                                  int col, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "%s:", file);
    if (line > 0)
        fprintf(stderr, "%d:", line);
    if (col > 0)
        fprintf(stderr, "%d:", col);
    fputs(" error: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

/* Room for n of size bytes, more than what is at p. */
static inline void *grow(void *p, size_t n, size_t size)
{
    p = realloc(p, n * size);
    if (p == NULL)
        abort();
    return p;
}

static inline void put_n(struct text *t, const char *p, size_t n)
{
    if (t->cap - t->n <= n) {
        t->cap = (t->cap + n) * 2 + 64;
        t->p = grow(t->p, t->cap, 1);
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
}

__attribute__((format(printf, 2, 3))) static inline void put(struct text *t, const char *format,
                                                             ...)
{
    va_list args;
    va_start(args, format);
    char *s = NULL;
    int n = vasprintf(&s, format, args);
    va_end(args);
    if (n < 0)
        abort();
    put_n(t, s, (size_t)n);
    free(s);
}

/* As what stands between the quotes of a C string. */
static inline void put_escaped(struct text *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\n')
            put_n(t, "\\n", 2);
        else if (c == '"' || c == '\\' || c == '?')
            put(t, "\\%c", c);
        else
            put(t, c < ' ' || c > '~' ? "\\%03o" : "%c", c);
    }
}

/* False with errno set. */
static inline bool try_read(const char *name, struct text *ret)
{
    char s[8192];
    FILE *f = fopen(name, "rb");
    ret->n = 0;
    put_n(ret, "", 0);
    for (size_t n; f != NULL && (n = fread(s, 1, sizeof s, f)) > 0;)
        put_n(ret, s, n);
    bool good = f != NULL && !ferror(f);
    if (f != NULL)
        fclose(f);
    return good;
}

static inline void read_file(const char *name, struct text *ret)
{
    if (!try_read(name, ret)) {
        complain(name, 0, 0, "%s", strerror(errno));
        exit(1);
    }
}

/* A file that stays the same keeps its time, so that nothing is built again. */
static inline void write_file(const char *name, const struct text *t)
{
    static struct text old;
    if (try_read(name, &old) && old.n == t->n && memcmp(old.p, t->p, t->n) == 0)
        return;
    FILE *f = fopen(name, "wb");
    bool good = f != NULL && fwrite(t->p, 1, t->n, f) == t->n;
    if (f == NULL || fclose(f) != 0 || !good) {
        complain(name, 0, 0, "%s", strerror(errno));
        exit(1);
    }
}

__attribute__((returns_nonnull)) static inline const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

#endif
