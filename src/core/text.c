/* Looks texts up in the tables made from the .po files and fills their placeholders.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/text.h"

#include "base/status.h"

static const struct {
    struct str code;
    char group; /* stands between thousands */
} languages[LANG_N] = {
    [LANG_DA] = {{"da", 2}, '.'},
    [LANG_EN] = {{"en", 2}, ','},
};

struct str lang_code(enum lang lang)
{
    must((unsigned)lang < LANG_N);
    return languages[lang].code;
}

bool lang_find(struct str code, enum lang *ret)
{
    for (unsigned i = 0; i < LANG_N; i++) {
        if (str_eq(languages[i].code, code)) {
            *ret = (enum lang)i;
            return true;
        }
    }
    return false;
}

static const struct text_entry *entry(enum lang lang, enum text_key key)
{
    must((unsigned)lang < LANG_N && (unsigned)key < T_N);
    return &text_table[lang][key];
}

struct str text(enum lang lang, enum text_key key)
{
    return entry(lang, key)->one;
}

struct str text_word(enum lang lang, enum text_key key, int n)
{
    struct str words = text(lang, key);
    size_t from = 0, to;

    for (int i = 1; i < n && from < words.n; i++)
        while (from < words.n && words.p[from++] != ' ')
            ;
    for (to = from; to < words.n && words.p[to] != ' ';)
        to++;
    return str_sub(words, from, to - from);
}

static void put_number(struct buf *out, enum lang lang, int64_t n)
{
    char s[32]; /* 19 digits, 6 groups, sign; filled from the end */
    size_t at = sizeof s;
    uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    for (int digits = 0; digits == 0 || rest > 0; digits++, rest /= 10) {
        if (digits > 0 && digits % 3 == 0)
            s[--at] = languages[lang].group;
        s[--at] = (char)('0' + rest % 10);
    }
    if (n < 0)
        s[--at] = '-';
    buf_add(out, (struct str){s + at, sizeof s - at});
}

/* A placeholder without an argument stays as it is: seen at once, and nothing breaks. */
void text_fill(struct buf *out, enum lang lang, enum text_key key, const struct text_arg *args,
               size_t n)
{
    const struct text_entry *e = entry(lang, key);
    bool plural = e->other.p != NULL && !(n > 0 && args[0].is_number && args[0].number == 1);
    struct str rest = plural ? e->other : e->one;
    size_t from = 0, at;
    while (n > 0 && str_find_char(str_sub(rest, from, rest.n), '{', &at)) {
        at += from;
        size_t i = at + 2 < rest.n && rest.p[at + 2] == '}' ? (size_t)(rest.p[at + 1] - '1') : n;
        if (i >= n) {
            from = at + 1;
            continue;
        }
        buf_add(out, str_sub(rest, 0, at));
        if (args[i].is_number)
            put_number(out, lang, args[i].number);
        else
            buf_add(out, args[i].str);
        rest = str_sub(rest, at + 3, rest.n);
        from = 0;
    }
    buf_add(out, rest);
}

struct str text_filled(struct arena *a, enum lang lang, enum text_key key,
                       const struct text_arg *args, size_t n)
{
    struct buf b = buf_new(a, 128);
    text_fill(&b, lang, key, args, n);
    return buf_str(&b);
}

struct str text_number(struct arena *a, enum lang lang, int64_t n)
{
    must((unsigned)lang < LANG_N);
    struct buf b = buf_new(a, 32);
    put_number(&b, lang, n);
    return buf_str(&b);
}
