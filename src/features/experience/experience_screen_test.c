/* Nothing that leads to a person gets through: 500 tellings with something seeded into each, and what must be left alone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "features/experience/experience_screen.h"

/* ---- the people of the centre */
static const char *const people[] = {
    "Anna Holm",         "Bo Friis",          "Søren Ærø",       "Zeynep Yılmaz",
    "Mads Aagaard",      "Karen-Lise Møller", "Per Lund",        "Ida Dahl-Nielsen",
    "Jørgen Østergård",  "Liv Krog",          "Hans Peter Juhl", "Åse Bjørnholt",
    "Muhammed Al-Sayed", "Charlotte Bech",    "Dag Sten",        "André Lefèvre",
    "Nynne Vesterskov",  "Ib Toft",           "Camilla Kjær",    "Torben Skovgaard"};
#define PEOPLE (sizeof people / sizeof people[0])

static uint64_t state = 20261122;
static size_t pick(size_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % n;
}

struct seeded {
    struct str whole, secret;
    enum experience_leak leak;
};

static const char *const before[] = {"Jeg sagde, at ",
                                     "Borgeren råbte: ",
                                     "Til sidst tog ",
                                     "Det var noget med ",
                                     "Hun blev ved: ",
                                     "Kaldet handlede om ",
                                     "",
                                     "Bagefter talte jeg med ",
                                     "- ",
                                     "Der stod \""};
static const char *const behind[] = {" skulle svare.",
                                     ", og så gik det i hårdknude",
                                     "!",
                                     "",
                                     " havde lovet det",
                                     "; det kunne jeg ikke love.",
                                     "\" i brevet",
                                     " ville ikke tro det.",
                                     ".",
                                     " (igen)"};

static struct str upper(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n);

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool after_c3 = i > 0 && (unsigned char)s.p[i - 1] == 0xc3;

        if ((c >= 'a' && c <= 'z') || (after_c3 && c >= 0xa0 && c != 0xb7))
            c = (unsigned char)(c - 0x20);
        buf_char(&b, (char)c);
    }
    return buf_str(&b);
}

/* "Søren" as somebody without the letters writes it. */
static struct str plain(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 2 * s.n);

    for (size_t i = 0; i < s.n; i++) {
        if (str_starts(str_sub(s, i, 2), STR("ø")) || str_starts(str_sub(s, i, 2), STR("Ø")))
            buf_add(&b, s.p[i + 1] == (char)0x98 ? STR("Oe") : STR("oe"));
        else if (str_starts(str_sub(s, i, 2), STR("æ")) || str_starts(str_sub(s, i, 2), STR("Æ")))
            buf_add(&b, s.p[i + 1] == (char)0x86 ? STR("Ae") : STR("ae"));
        else if (str_starts(str_sub(s, i, 2), STR("å")) || str_starts(str_sub(s, i, 2), STR("Å")))
            buf_add(&b, s.p[i + 1] == (char)0x85 ? STR("Aa") : STR("aa"));
        else {
            buf_char(&b, s.p[i]);
            continue;
        }
        i++;
    }
    return buf_str(&b);
}

/* ---- what is seeded */

static struct str a_name(struct arena *a)
{
    struct str whole = str_of(people[pick(PEOPLE)]), rest = whole, first = STR_NONE, last = whole;

    str_cut(&rest, ' ', &first);
    while (str_cut(&rest, ' ', &last))
        ;
    switch (pick(8)) {
    case 0:
        return whole;
    case 1:
        return first;
    case 2:
        return last;
    case 3:
        return arena_printf(a, "%.*ss", STR_ARG(first));
    case 4:
        return upper(a, whole);
    case 5:
        return utf8_fold(a, whole); /* small letters throughout */
    case 6:
        return plain(a, whole);
    default:
        return arena_printf(a, "%.*s's", STR_ARG(first));
    }
}

static struct str digits(struct arena *a, size_t n)
{
    struct buf b = buf_new(a, n);

    for (size_t i = 0; i < n; i++)
        buf_char(&b, (char)('0' + pick(10)));
    return buf_str(&b);
}

static struct str a_cpr(struct arena *a)
{
    static const char *const gaps[] = {"-", " ", "", "\xc2\xa0", " - "};
    const char *dot = pick(4) == 0 ? "." : "";

    return arena_printf(a, "%02d%s%02d%s%02d%s%.*s", (int)pick(31) + 1, dot, (int)pick(12) + 1, dot,
                        (int)pick(100), gaps[pick(5)], STR_ARG(digits(a, 4)));
}

static struct str a_phone(struct arena *a)
{
    struct str d = digits(a, 8);
    const char *p = d.p;

    switch (pick(5)) {
    case 0:
        return d;
    case 1:
        return arena_printf(a, "%.2s %.2s %.2s %.2s", p, p + 2, p + 4, p + 6);
    case 2:
        return arena_printf(a, "+45 %.4s %.4s", p, p + 4);
    case 3:
        return arena_printf(a, "%.4s-%.4s", p, p + 4);
    default:
        return arena_printf(a, "%.2s.%.2s.%.2s.%.2s", p, p + 2, p + 4, p + 6);
    }
}

static struct str a_mail(struct arena *a)
{
    static const char *const mails[] = {"vred.borger@post.dk", "X_17@example.com", "a@b.dk",
                                        "www.minside.dk/profil", "https://facebook.com/enborger"};

    return arena_copy(a, str_of(mails[pick(5)]));
}

static struct str a_place(struct arena *a)
{
    static const char *const places[] = {"Nørregade 12",   "Gammel Kongevej 4, 2. tv",
                                         "Søndervangen 7", "Rosenvænget 33",
                                         "8000 Aarhus",    "2100 København",
                                         "Jernbanegade",   "Østre Allé 5",
                                         "skolevej 18 B",  "12 High Street"};

    return arena_copy(a, str_of(places[pick(10)]));
}

static struct seeded seed(struct arena *a)
{
    static struct str (*const kinds[])(struct arena *) = {a_name, a_cpr, a_phone, a_mail, a_place};
    struct seeded s = {.secret = kinds[pick(5)](a)};

    s.whole = arena_printf(a, "%s%.*s%s", before[pick(10)], STR_ARG(s.secret), behind[pick(10)]);
    return s;
}

/* Each piece of it that says something by itself: words of three letters or more and numbers of two. */
static bool is_left(struct arena *a, struct str clean, struct str secret)
{
    struct str folded = utf8_fold(a, clean), rest = utf8_fold(a, secret), piece;
    static const char *const harmless[] = {"gammel", "ostre", "østre", "high", NULL};

    while (str_cut(&rest, ' ', &piece)) {
        size_t at;
        bool is_harmless = piece.n < 3;

        for (size_t i = 0; harmless[i] != NULL; i++)
            is_harmless = is_harmless || str_eq(piece, str_of(harmless[i]));
        if (!is_harmless && str_find(folded, piece, &at))
            return true;
    }
    return false;
}

static struct experience_names all_names(struct arena *a)
{
    struct str *names = arena_array(a, struct str, PEOPLE);

    for (size_t i = 0; i < PEOPLE; i++)
        names[i] = str_of(people[i]);
    return experience_names_of(a, names, PEOPLE);
}

static void five_hundred_and_no_leak(void **unused)
{
    struct arena *a = arena_new();
    struct experience_names names = all_names(a);
    int n_leaks = 0, n_kept = 0;

    (void)unused;
    for (int i = 0; i < 500; i++) {
        struct seeded s = seed(a);
        struct str clean, again;
        enum experience_leak found = experience_screen(a, s.whole, &names, &clean);

        if (found == EXPERIENCE_LEAKS_NOTHING || is_left(a, clean, s.secret)) {
            print_error("leaks \"%.*s\" of \"%.*s\": \"%.*s\"\n", STR_ARG(s.secret),
                        STR_ARG(s.whole), STR_ARG(clean));
            n_leaks++;
        }
        assert_true(utf8_valid(clean));
        n_kept += clean.n > 6; /* the rest of it is still there */
        assert_int_equal(experience_screen(a, clean, &names, &again), EXPERIENCE_LEAKS_NOTHING);
        assert_true(str_eq(clean, again));
    }
    assert_int_equal(n_leaks, 0);
    assert_true(n_kept > 400);
    arena_free(a);
}

static void what_leads_to_nobody_stays(void **unused)
{
    static const char *const fine[] = {
        "En borger ringede kl. 14.30 og var vred over et afslag.",
        "Jeg sagde til hans kone, at vi ringer igen om 3 dage.",
        "Per definition kan vi ikke love noget; dag for dag blev det bedre.",
        "Hun ventede i 45 minutter og var nummer 12 i køen.",
        "Det tog 2 timer. Bagefter holdt jeg pause på arbejdspladsen.",
        "Overvej at sige det tidligere. Omvejen tog tid.",
        "He shouted for ten minutes; then I said where the limit is.",
        "Jeg boede mig ind i sagen, og bo blev gjort op.",
        "Samtalen sluttede 9:05.",
        ""};
    struct arena *a = arena_new();
    struct experience_names names = all_names(a);

    (void)unused;
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) {
        struct str clean = STR_NONE;
        enum experience_leak leak = experience_screen(a, str_of(fine[i]), &names, &clean);

        if (i != 2 && leak != EXPERIENCE_LEAKS_NOTHING) /* "Per" is a colleague's name */
            fail_msg("takes too much: \"%.*s\"", STR_ARG(clean));
    }
    arena_free(a);
}

static void says_which(void **unused)
{
    static const struct {
        const char *text, *clean;
        enum experience_leak leak;
    } cases[] = {
        {"Hej Anna!", "Hej …!", EXPERIENCE_LEAKS_NAME},
        {"hans peter juhl og hans kone", "… og hans kone", EXPERIENCE_LEAKS_NAME},
        {"ring 12 34 56 78 nu", "ring … nu", EXPERIENCE_LEAKS_NUMBER},
        {"skriv til x@y.dk.", "skriv til …", EXPERIENCE_LEAKS_MAIL},
        {"ude på Nørregade 12, 2. tv", "ude på …", EXPERIENCE_LEAKS_PLACE},
        {"Hun hedder Birthe Olsen, sagde hun", "Hun hedder … …, sagde hun", EXPERIENCE_LEAKS_NAME},
    };
    struct arena *a = arena_new();
    struct experience_names names = all_names(a);

    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str clean;

        assert_int_equal(experience_screen(a, str_of(cases[i].text), &names, &clean),
                         cases[i].leak);
        assert_str(clean, cases[i].clean);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_hundred_and_no_leak),
        cmocka_unit_test(what_leads_to_nobody_stays),
        cmocka_unit_test(says_which),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
