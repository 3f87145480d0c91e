/* Finds what leads to a person: each rule marks the bytes that it finds.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience_screen.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "experience_sql.h"

#define NUMBER_LEAST 4 /* digits that are a number of somebody */
#define SHORT_NAME 2   /* letters: "Bo", "Ib" */
#define POST_CODE 4

/* ---- words */

struct word {
    size_t from, to;
    struct str bare; /* as it is compared; of digits as they stand */
    bool is_number, is_capital;
};
struct screen {
    struct arena *a;
    struct str s;
    struct word *at;
    size_t n;
    char *mark; /* enum experience_leak per byte */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Signs of two and three bytes (no-break space, dashes, quotes) are no letters. */
static size_t sign_at(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];

    if (c == 0xc2 && i + 1 < s.n)
        return 2;
    if (c == 0xe2 && i + 2 < s.n && ((unsigned char)s.p[i + 1] & 0xfe) == 0x80)
        return 3;
    return 0;
}

static bool is_letter(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x80 && sign_at(s, i) == 0);
}

/* One form for all ways to write it: "Søren", "SOEREN", "Soren"; "Ågård", "Aagaard"; marks that stand behind their letter go. */
static struct str bare_of(struct arena *a, struct str s)
{
    struct str f = utf8_fold(a, s);
    struct buf b = buf_new(a, f.n);

    for (size_t i = 0; i < f.n; i++) {
        unsigned char c = (unsigned char)f.p[i], next = i + 1 < f.n ? (unsigned char)f.p[i + 1] : 0;

        if (c == 0xc3 && (next == 0xa5 || next == 0xa6)) { /* å, æ */
            buf_char(&b, 'a');
            i++;
        } else if (c == 0xc3 && next == 0xb8) { /* ø */
            buf_char(&b, 'o');
            i++;
        } else if (c == 0xcc || c == 0xcd) {
            i++;
        } else {
            buf_char(&b, f.p[i]);
            if ((c == 'a' && (next == 'a' || next == 'e')) || (c == 'o' && next == 'e'))
                i++;
        }
    }
    return buf_str(&b);
}

static bool is_capital(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i], next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

    return (c >= 'A' && c <= 'Z') || (c == 0xc3 && next >= 0x80 && next <= 0x9e);
}

static void cut_words(struct screen *k)
{
    k->at = arena_array(k->a, struct word, k->s.n + 1);
    k->mark = arena_alloc(k->a, k->s.n + 1);
    for (size_t i = 0, from; i < k->s.n;) {
        size_t sign = sign_at(k->s, i);
        struct word w = {.from = i, .is_number = is_digit(k->s.p[i])};

        if (sign > 0 || (!w.is_number && !is_letter(k->s, i))) {
            i += sign > 0 ? sign : 1;
            continue;
        }
        from = i;
        while (i < k->s.n && (w.is_number ? is_digit(k->s.p[i]) : is_letter(k->s, i)))
            i++;
        w.to = i;
        w.is_capital = is_capital(k->s, from);
        w.bare = str_sub(k->s, from, i - from);
        if (!w.is_number)
            w.bare = bare_of(k->a, w.bare);
        k->at[k->n++] = w;
    }
}

static void mark(struct screen *k, size_t from, size_t to, enum experience_leak leak)
{
    memset(k->mark + from, (char)leak, to - from);
}

/* What stands between a word and the next one is at most this long and has no letter of its own. */
static bool is_near(const struct screen *k, size_t i, size_t most)
{
    return i + 1 < k->n && k->at[i + 1].from - k->at[i].to <= most;
}

static bool is_one_of(struct str s, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++)
        if (str_eq(s, str_of(list[i])))
            return true;
    return false;
}

/* ---- numbers */

/* "14.30", "9:05" */
static bool is_time(const struct screen *k, size_t first, size_t last)
{
    const struct word *h = &k->at[first], *m = &k->at[last];
    int64_t hour, minute;

    return last == first + 1 && m->from - h->to == 1 &&
           (k->s.p[h->to] == '.' || k->s.p[h->to] == ':') && h->to - h->from <= 2 &&
           m->to - m->from == 2 && str_int64(h->bare, &hour) && str_int64(m->bare, &minute) &&
           hour < 24 && minute < 60;
}

static void find_numbers(struct screen *k)
{
    for (size_t i = 0; i < k->n; i++) {
        size_t last = i, digits = k->at[i].to - k->at[i].from, from = k->at[i].from;

        if (!k->at[i].is_number)
            continue;
        while (is_near(k, last, 3) && k->at[last + 1].is_number) {
            last++;
            digits += k->at[last].to - k->at[last].from;
        }
        if (digits >= NUMBER_LEAST && !is_time(k, i, last)) {
            from -= from > 0 && k->s.p[from - 1] == '+';
            mark(k, from, k->at[last].to, EXPERIENCE_LEAKS_NUMBER);
            if (i == last && digits == POST_CODE && is_near(k, i, 2) && k->at[i + 1].is_capital)
                mark(k, from, k->at[i + 1].to, EXPERIENCE_LEAKS_PLACE);
        }
        i = last;
    }
}

/* ---- mail and web: up to the blanks around it */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool leads_to_web(struct str chunk)
{
    static const char *const signs[] = {"@", "http:", "https:", "www.", ".dk", ".com", NULL};

    for (size_t i = 0; signs[i] != NULL; i++)
        for (size_t at = 0; at + strlen(signs[i]) <= chunk.n; at++)
            if (str_eq_nocase(str_sub(chunk, at, strlen(signs[i])), str_of(signs[i])))
                return true;
    return false;
}

static void find_mails(struct screen *k)
{
    for (size_t i = 0, from; i < k->s.n;) {
        while (i < k->s.n && is_blank(k->s.p[i]))
            i++;
        from = i;
        while (i < k->s.n && !is_blank(k->s.p[i]))
            i++;
        if (leads_to_web(str_sub(k->s, from, i - from)))
            mark(k, from, i, EXPERIENCE_LEAKS_MAIL);
    }
}

/* ---- streets */

static bool ends_in(struct str s, const char *const *endings)
{
    for (size_t i = 0; endings[i] != NULL; i++)
        if (s.n > strlen(endings[i]) && str_ends(s, str_of(endings[i])))
            return true;
    return false;
}

static bool is_street(const struct screen *k, size_t i)
{
    static const char *const sure[] = {"vej",    "gade",      "strade", "vange",
                                       "vanget", "boulevard", NULL};
    static const char *const with_number[] = {"alle",  "plads",  "torv",   "parken",
                                              "haven", "bakken", "kaj",    "vangen",
                                              "stien", "garden", "skoven", NULL};
    static const char *const words[] = {"overvej", "omvej",    "udvej",   "genvej", "brigade",
                                        "halvvej", "tilgange", "undvige", NULL};
    static const char *const english[] = {"street", "road", "avenue", "lane", NULL};
    const struct word *w = &k->at[i];
    bool numbered = is_near(k, i, 2) && k->at[i + 1].is_number;

    if (w->is_number || is_one_of(w->bare, words))
        return false;
    if (is_one_of(w->bare, english))
        return i > 0 && k->at[i - 1].is_capital && is_near(k, i - 1, 1);
    return (ends_in(w->bare, sure) && (w->is_capital || numbered)) ||
           (numbered && (ends_in(w->bare, with_number) ||
                         (w->is_capital && is_one_of(w->bare, with_number)))); /* "Østre Allé" */
}

/* Number, letter, floor and door: "12 B, 2. tv". */
static size_t end_of_street(const struct screen *k, size_t i)
{
    static const char *const doors[] = {"tv", "th", "mf", "sal", "st", NULL};
    size_t last = i;

    while (is_near(k, last, 2) &&
           (k->at[last + 1].is_number || k->at[last + 1].to - k->at[last + 1].from == 1 ||
            is_one_of(k->at[last + 1].bare, doors)))
        last++;
    return last;
}

static void find_streets(struct screen *k)
{
    for (size_t i = 0; i < k->n; i++) {
        size_t last, first = i;

        if (!is_street(k, i))
            continue;
        last = end_of_street(k, i);
        while (first > 0 && is_near(k, first - 1, 1) &&
               (k->at[first - 1].is_capital || k->at[first - 1].is_number) && i - first < 3)
            first--; /* "Gammel Kongevej", "12 High Street" */
        mark(k, k->at[first].from, k->at[last].to, EXPERIENCE_LEAKS_PLACE);
        i = last;
    }
}

/* ---- names */

/* Names that are words, too. */
static bool is_also_word(struct str bare)
{
    static const char *const words[] = {
        "per",   "dag",  "liv",  "sten",   "sol",    "ask",    "hans",   "bjorn", "mark",  "max",
        "may",   "will", "rose", "grace",  "bror",   "ravn",   "lund",   "holm",  "krog",  "vang",
        "lind",  "toft", "bak",  "dam",    "skov",   "bak",    "berg",   "smed",  "lang",  "ung",
        "bank",  "ny",   "mor",  "ting",   "bro",    "moller", "fisker", "munk",  "bonde", "storm",
        "friis", "gade", "host", "vinter", "sommer", "dal",    "mai",    "maj",   "tand",  "brun",
        "sand",  "hede", "kjar", "stark",  "hope",   "joy",    "sky",    "art",   "mark",  "karl",
        "jul",   "sort", "hvid", "gran",   "birk",   NULL};

    return is_one_of(bare, words) || utf8_length(bare) <= SHORT_NAME;
}

struct experience_names experience_names_of(struct arena *a, const struct str *names, size_t n)
{
    struct experience_names list = {0};
    size_t most = 0;

    for (size_t i = 0; i < n; i++)
        most += names[i].n + 1;
    list.at = arena_array(a, struct experience_name, most + 1);
    for (size_t i = 0; i < n; i++) {
        struct screen k = {.a = a, .s = names[i]};

        cut_words(&k);
        for (size_t w = 0; w < k.n; w++)
            if (!k.at[w].is_number && k.at[w].bare.n > 1) /* an initial says nothing */
                list.at[list.n++] =
                    (struct experience_name){k.at[w].bare, i, is_also_word(k.at[w].bare)};
    }
    return list;
}

enum status experience_names(struct db *db, struct arena *a, int64_t centre_id,
                             struct experience_names *ret)
{
    struct experience_name_row_list rows;
    struct str *names;

    TRY(q_experience_names(db, a, centre_id, &rows));
    names = arena_array(a, struct str, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        names[i] = rows.at[i].name;
    *ret = experience_names_of(a, names, rows.n);
    return OK;
}

/* Also "Annas". */
static bool is_part(const struct word *w, const struct experience_name *name)
{
    struct str s = w->bare;

    if (w->is_number)
        return false;
    if (str_eq(s, name->part))
        return true;
    return s.n == name->part.n + 1 && s.p[s.n - 1] == 's' && str_starts(s, name->part);
}

/* First and last name of one person stand together, however they are written. */
static bool is_whole_name(const struct screen *k, size_t i, const struct experience_names *names,
                          size_t owner)
{
    if (!is_near(k, i, 1))
        return false;
    for (size_t n = 0; n < names->n; n++)
        if (names->at[n].owner == owner && is_part(&k->at[i + 1], &names->at[n]) &&
            !str_eq(k->at[i].bare, k->at[i + 1].bare))
            return true;
    return false;
}

static void find_names(struct screen *k, const struct experience_names *names)
{
    for (size_t i = 0; i < k->n; i++)
        for (size_t n = 0; n < names->n; n++) {
            const struct experience_name *name = &names->at[n];

            if (!is_part(&k->at[i], name))
                continue;
            if (is_whole_name(k, i, names, name->owner))
                mark(k, k->at[i].from, k->at[i + 1].to, EXPERIENCE_LEAKS_NAME);
            else if (!name->is_word || k->at[i].is_capital)
                mark(k, k->at[i].from, k->at[i].to, EXPERIENCE_LEAKS_NAME);
        }
}

/* "hr. Jensen", "hun hedder Karen Olsen": names of people who are not of the centre. */
static void find_said_names(struct screen *k)
{
    static const char *const signs[] = {"hr", "fru",  "froken", "fr",  "mr",    "mrs",
                                        "ms", "miss", "hedder", "hed", "named", NULL};

    for (size_t i = 0; i < k->n; i++) {
        if (k->at[i].is_number || !is_one_of(k->at[i].bare, signs))
            continue;
        for (size_t next = i + 1; next < k->n && k->at[next].is_capital && is_near(k, next - 1, 2);
             next++)
            mark(k, k->at[next].from, k->at[next].to, EXPERIENCE_LEAKS_NAME);
    }
}

/* ---- all of it */

static struct str without_marks(const struct screen *k)
{
    struct buf b = buf_new(k->a, k->s.n + 8);

    for (size_t i = 0; i < k->s.n; i++) {
        if (k->mark[i] == 0)
            buf_char(&b, k->s.p[i]);
        else if (i == 0 || k->mark[i - 1] == 0)
            buf_add(&b, STR("…"));
    }
    return buf_str(&b);
}

enum experience_leak experience_screen(struct arena *a, struct str text,
                                       const struct experience_names *names, struct str *ret_clean)
{
    struct screen k = {.a = a, .s = text};

    cut_words(&k);
    find_names(&k, names);
    find_said_names(&k);
    find_numbers(&k);
    find_streets(&k);
    find_mails(&k);
    if (ret_clean != NULL)
        *ret_clean = without_marks(&k);
    for (size_t i = 0; i < text.n; i++)
        if (k.mark[i] != 0)
            return (enum experience_leak)k.mark[i];
    return EXPERIENCE_LEAKS_NOTHING;
}
