/* Turns .po files into tables: textc OUTDIR --langs da,en a/da.po b/da.po a/en.po b/en.po …
 *
 *     msgid "NOTES"                      msgid "SAVE"
 *     msgid_plural "NOTES"               msgstr "Gem"
 *     msgstr[0] "{1} note"
 *     msgstr[1] "{1} noter"
 *
 * The language is the file's name; every key stands in every language exactly once, with the same
 * placeholders {1} {2} and with plural forms in all or none. Writes text_keys.h and text_table.c
 * (see core/text.h).
 *
 *     textc --check-used --po a/da.po … --src a/a.c a/views/a.html …
 *
 * fails when a key stands in no source, neither as T_KEY nor as {{ t KEY. T_PART_##name in a macro
 * stands for all keys that begin so.
 * SPDX-License-Identifier: MPL-2.0 */
#include <ctype.h>

#include "tool.h"

struct entry {
    const char *file;
    int line;
    size_t order, lang;
    struct text key, one, other; /* p == NULL: not given */
    bool is_plural;              /* has msgid_plural */
    bool used;
};

static struct entry *entries;
static size_t entries_n;
static char *langs[8];
static size_t langs_n;
static int errors;

static const char *path; /* the file being read, the line in it, its language */
static int line;
static size_t lang;

#define error_at(e, ...) (errors++, complain((e)->file, (e)->line, 0, __VA_ARGS__))
#define die(...)                                                                                   \
    do {                                                                                           \
        complain(path, line, 0, __VA_ARGS__);                                                      \
        exit(1);                                                                                   \
    } while (0)

/* ---- reading */

/* Length of the well-formed UTF-8 character at p, 0 when it is none. */
static size_t utf8_length(const unsigned char *p)
{
    size_t n = p[0] < 0x80   ? 1
               : p[0] < 0xc2 ? 0
               : p[0] < 0xe0 ? 2
               : p[0] < 0xf0 ? 3
               : p[0] < 0xf5 ? 4
                             : 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return n;
}

/* "…" with escapes; appended to t. */
static void read_quoted(const char *p, struct text *t)
{
    if (*p++ != '"')
        die("a text in quotes is missing");
    for (; *p != '"'; p++) {
        char c = *p;
        if (c == '\\') {
            c = *++p == 'n' ? '\n' : *p == 't' ? '\t' : *p;
            if (c == '\0' || strchr("nt\"\\", *p) == NULL)
                die("only \\n, \\t, \\\" and \\\\ may be written with a backslash");
        }
        if (c == '\0')
            die("the quote is not closed");
        put_n(t, &c, 1);
    }
    if (p[1 + strspn(p + 1, " \t\r")] != '\0')
        die("something stands behind the closing quote");
}

/* Takes one word off the line's front. */
static bool take(char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0 || strchr(" \t\"", (*p)[n]) == NULL)
        return false;
    *p += n + strspn(*p + n, " \t");
    return true;
}

/* last: where the latest text went, for the lines that go on with it. */
static void read_line(char *p, struct text **last)
{
    static struct text ignored;
    struct entry *e =
        *last != NULL ? &entries[entries_n - 1] : NULL; /* NULL: the file just begins */
    p += strspn(p, " \t\r");
    if (strncmp(p, "#,", 2) == 0 && strstr(p, "fuzzy") != NULL)
        die("fuzzy: look at this text, then take the mark away");
    if (*p == '\0' || *p == '#')
        return;
    if (take(&p, "msgid")) {
        entries = grow(entries, entries_n + 1, sizeof *entries);
        e = &entries[entries_n++];
        *e = (struct entry){.file = path, .line = line, .order = entries_n, .lang = lang};
        put_n(&e->key, "", 0);
        *last = &e->key;
    } else if (e == NULL) {
        die("msgid is missing");
    } else if (take(&p, "msgid_plural")) {
        e->is_plural = true;
        *last = &ignored;
    } else if (take(&p, "msgstr") || take(&p, "msgstr[0]")) {
        *last = &e->one;
        if (e->one.p != NULL)
            die("a second text for %s", e->key.p);
    } else if (take(&p, "msgstr[1]")) {
        *last = &e->other;
        if (e->other.p != NULL)
            die("a second text for %s", e->key.p);
    } else if (*p != '"') {
        die("only msgid, msgid_plural, msgstr, msgstr[0] and msgstr[1] may stand here");
    }
    put_n(*last, "", 0);
    read_quoted(p, *last);
}

/* Bit n for {n} in any of the forms. */
static unsigned placeholders(const struct entry *e)
{
    const struct text *forms[] = {&e->one, &e->other};
    unsigned found = 0;
    for (int i = 0; i < 2; i++)
        for (const char *p = forms[i]->p; p != NULL && (p = strchr(p, '{')) != NULL; p++)
            if (isdigit((unsigned char)p[1]) && p[2] == '}')
                found |= 1U << (p[1] - '0');
    return found;
}

static bool key_is_good(const char *key)
{
    return key[strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0' &&
           isupper((unsigned char)key[0]) && strcmp(key, "N") != 0 && strcmp(key, "NONE") != 0;
}

/* What every entry must have, whatever stands in other languages. */
static void check_entry(const struct entry *e)
{
    const char *key = e->key.p;
    if (!key_is_good(key))
        error_at(e, "bad key \"%s\": capital letters, digits and _, but not N or NONE", key);
    if (e->is_plural != (e->other.p != NULL))
        error_at(e, "%s needs %s", key, e->is_plural ? "msgstr[1]" : "msgid_plural");
    if (e->one.n == 0 || (e->other.p != NULL && e->other.n == 0))
        error_at(e, "the text of %s is empty", key);
    if (e->one.n > 4000 || e->other.n > 4000)
        error_at(e, "the text of %s is longer than 4000 bytes", key);
    if (placeholders(e) & 1)
        error_at(e, "placeholders begin with {1}, in %s", key);
}

static void read_po(const char *file)
{
    static struct text t;
    struct text *last = NULL;
    size_t first = entries_n, kept = first;
    path = file;
    read_file(file, &t);
    if (strlen(t.p) != t.n)
        complain(path, 0, 0, "the file holds a NUL"), exit(1);
    char *next = t.p;
    for (line = 1; next != NULL; line++) {
        char *p = next;
        next = strchr(p, '\n');
        if (next != NULL)
            *next++ = '\0';
        for (size_t i = 0, n; p[i] != '\0'; i += n) {
            n = utf8_length((unsigned char *)p + i);
            if (n == 0)
                die("this is not UTF-8");
        }
        read_line(p, &last);
    }
    for (size_t i = first; i < entries_n; i++) {
        if (entries[i].key.n == 0) { /* the header */
            free(entries[i].key.p);
            free(entries[i].one.p);
            continue;
        }
        check_entry(&entries[i]);
        entries[kept++] = entries[i];
    }
    entries_n = kept;
}

/* ---- comparing the languages */

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = strcmp(x->key.p, y->key.p);
    if (order == 0)
        order = x->lang < y->lang ? -1 : x->lang > y->lang;
    return order != 0 ? order : x->order < y->order ? -1 : 1;
}

/* How many entries from i on have the same key. */
static size_t same_key(size_t i)
{
    size_t n = 1;
    while (i + n < entries_n && strcmp(entries[i].key.p, entries[i + n].key.p) == 0)
        n++;
    return n;
}

static void compare(struct entry *e, size_t n)
{
    for (size_t l = 0, i = 0; l < langs_n; l++) {
        if (i == n || e[i].lang != l) {
            error_at(&e[0], "%s has no text in %s", e->key.p, langs[l]);
            continue;
        }
        if (placeholders(&e[i]) != placeholders(e))
            error_at(&e[i], "%s has other placeholders than in %s:%d", e->key.p, e->file, e->line);
        if (e[i].is_plural != e->is_plural)
            error_at(&e[i], "%s has %s plural, other than in %s:%d", e->key.p,
                     e[i].is_plural ? "a" : "no", e->file, e->line);
        for (i++; i < n && e[i].lang == l; i++)
            error_at(&e[i], "%s stands already in %s:%d", e->key.p, e[i - 1].file, e[i - 1].line);
    }
}

/* ---- writing */

static void put_text(struct text *out, const char *before, const struct text *t)
{
    put(out, "%s{", before);
    if (t->p == NULL) {
        put(out, "NULL, 0}");
    } else {
        put(out, "\"");
        put_escaped(out, t->p, t->n);
        put(out, "\", %zu}", t->n);
    }
}

/* HTML writes it as it is: most texts, on every page. */
static bool is_plain(const struct entry *e)
{
    return strpbrk(e->one.p, "&<>\"'") == NULL &&
           (e->other.p == NULL || strpbrk(e->other.p, "&<>\"'") == NULL);
}

static void write_tables(const char *folder)
{
    static struct text keys, table, names, name;
    put(&keys, "/* Made by textc from the .po files: do not edit. */\n#pragma once\n\nenum "
               "text_key {\n    T_NONE,\n");
    put(&table,
        "/* Made by textc from the .po files: do not edit. */\n#include \"core/text.h\"\n\n");
    put(&names, "const char *const text_key_names[T_N] = {\n    [T_NONE] = \"NONE\",\n");
    for (size_t i = 0; i < entries_n; i += langs_n) {
        put(&keys, "    T_%s,\n", entries[i].key.p);
        put(&names, "    [T_%s] = \"%s\",\n", entries[i].key.p, entries[i].key.p);
    }
    put(&keys, "    T_N\n};\n");
    put(&table, "const struct text_entry text_table[LANG_N][T_N] = {\n");
    for (size_t l = 0; l < langs_n; l++) {
        put(&table, "    [LANG_");
        for (const char *p = langs[l]; *p != '\0'; p++)
            put(&table, "%c", toupper((unsigned char)*p));
        put(&table, "] = {\n        [T_NONE] = {{\"\", 0}, {NULL, 0}},\n");
        for (size_t i = l; i < entries_n; i += langs_n) {
            put(&table, "        [T_%s] = {", entries[i].key.p);
            put_text(&table, "", &entries[i].one);
            put_text(&table, ", ", &entries[i].other);
            put(&table, "%s},\n", is_plain(&entries[i]) ? ", true" : "");
        }
        put(&table, "    },\n");
    }
    put(&table, "};\n\n%s};\n", names.p);
    put(&name, "%s/text_keys.h", folder);
    write_file(name.p, &keys);
    name.n = 0;
    put(&name, "%s/text_table.c", folder);
    write_file(name.p, &table);
}

/* ---- unused keys */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Marks the key that the word at p is, in all languages; all that begin so when ## stands behind.
 */
static void mark(const char *p)
{
    size_t n = 0, from = 0, to = entries_n;
    while (is_word(p[n]))
        n++;
    bool begins = n > 0 && p[n - 1] == '_' && strncmp(p + n, "##", 2) == 0;
    while (from < to) { /* the first entry that is not before the word */
        size_t middle = from + (to - from) / 2;
        if (strncmp(entries[middle].key.p, p, n) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < entries_n && strncmp(entries[from].key.p, p, n) == 0; from++)
        if (begins || entries[from].key.n == n)
            entries[from].used = true;
}

/* Marks what stands as T_KEY or as {{ t KEY. */
static void mark_used(const char *file)
{
    static struct text t;
    read_file(file, &t);
    for (const char *p = t.p; (p = strstr(p, "T_")) != NULL; p += 2)
        if (p == t.p || !is_word(p[-1]))
            mark(p + 2);
    for (const char *p = t.p; (p = strstr(p, "{{")) != NULL;) {
        p += 2 + strspn(p + 2, " \t\r\n");
        if (*p == 't' && !is_word(p[1]))
            mark(p + 1 + strspn(p + 1, " \t\r\n"));
    }
}

static void report_unused(void)
{
    size_t keys = 0;
    for (size_t i = 0; i < entries_n; i += same_key(i), keys++)
        if (!entries[i].used)
            error_at(&entries[i], "%s is used nowhere", entries[i].key.p);
    if (errors == 0)
        printf("%zu keys, all in use\n", keys);
}

/* ---- */

static int check_used(int argc, char **argv)
{
    int i = 3;
    for (; i < argc && strcmp(argv[i], "--src") != 0; i++)
        read_po(argv[i]);
    if (entries_n > 0)
        qsort(entries, entries_n, sizeof *entries, by_key);
    for (i++; i < argc; i++)
        mark_used(argv[i]);
    report_unused();
    return errors > 0;
}

static int make_tables(int argc, char **argv)
{
    for (char *p = strtok(argv[3], ","); p != NULL && langs_n < 8; p = strtok(NULL, ","))
        langs[langs_n++] = p;
    for (int i = 4; i < argc; i++) {
        const char *name = base_name(argv[i]);
        size_t n = strcspn(name, ".");
        for (lang = 0; lang < langs_n; lang++)
            if (strlen(langs[lang]) == n && strncmp(langs[lang], name, n) == 0)
                break;
        if (lang == langs_n || strcmp(name + n, ".po") != 0) {
            complain(argv[i], 0, 0, "the name is not one of the languages and .po");
            return 1;
        }
        read_po(argv[i]);
    }
    if (entries_n > 0)
        qsort(entries, entries_n, sizeof *entries, by_key);
    for (size_t i = 0, n; i < entries_n; i += n) {
        n = same_key(i);
        compare(&entries[i], n);
    }
    if (errors > 0)
        return 1;
    write_tables(argv[1]);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 3 && strcmp(argv[1], "--check-used") == 0 && strcmp(argv[2], "--po") == 0)
        return check_used(argc, argv);
    if (argc > 3 && strcmp(argv[2], "--langs") == 0)
        return make_tables(argc, argv);
    fputs("usage: textc OUTDIR --langs da,en PO...\n"
          "       textc --check-used --po PO... --src FILE...\n",
          stderr);
    return 2;
}
