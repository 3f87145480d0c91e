/* From a text to its words and stems.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_words.h"

#include <libstemmer.h>
#include <string.h>

#include "base/utf8.h"

/* Words that stand in every question, also those of a contact centre. */
static const char *const everywhere[] = {
    "a",         "about",    "af",      "alle",    "alt",     "an",     "and",     "anden",
    "andre",     "at",       "blev",    "blive",   "bliver",  "borger", "borgere", "borgeren",
    "borgerens", "borgerne", "caller",  "can",     "citizen", "da",     "de",      "dem",
    "den",       "denne",    "der",     "deres",   "det",     "dette",  "dig",     "din",
    "dit",       "do",       "does",    "dog",     "du",      "efter",  "ej",      "eller",
    "en",        "end",      "er",      "et",      "fik",     "for",    "fra",     "får",
    "gerne",     "gør",      "gøre",    "ham",     "han",     "hans",   "har",     "havde",
    "have",      "hej",      "her",     "how",     "hun",     "hvad",   "hvem",    "hvis",
    "hvor",      "hvordan",  "hvorfor", "hvornår", "i",       "if",     "ikke",    "in",
    "ind",       "is",       "it",      "jeg",     "jer",     "jo",     "kan",     "kunne",
    "lige",      "man",      "mange",   "med",     "meget",   "men",    "mig",     "min",
    "mit",       "mod",      "må",      "ned",     "nogen",   "noget",  "nogle",   "nok",
    "nu",        "når",      "of",      "og",      "også",    "om",     "on",      "op",
    "os",        "over",     "på",      "ringe",   "ringer",  "selv",   "sig",     "sige",
    "siger",     "sin",      "sit",     "skal",    "skulle",  "som",    "spørge",  "spørger",
    "så",        "sådan",    "the",     "there",   "they",    "this",   "til",     "to",
    "ud",        "under",    "var",     "ved",     "vi",      "vil",    "ville",   "vores",
    "være",      "været",    "what",    "when",    "where",   "who",    "with",    "you",
    "your"};

/* What no rule of endings finds. */
static const char *const irregular[][2] = {
    {"børn", "barn"},         {"børnene", "barn"},        {"børns", "barn"},   {"børnenes", "barn"},
    {"bøger", "bog"},         {"mænd", "mand"},           {"mændene", "mand"}, {"fædre", "far"},
    {"mødre", "mor"},         {"brødre", "bror"},         {"døtre", "datter"}, {"sønner", "søn"},
    {"forældre", "forælder"}, {"forældrene", "forælder"}, {"byer", "by"},      {"gik", "går"},
    {"solgt", "sælge"},       {"solgte", "sælge"},        {"valgt", "vælge"},  {"valgte", "vælge"},
    {"skrev", "skrive"},      {"skrevet", "skrive"},      {"tænder", "tand"},  {"nætter", "nat"},
    {"hænder", "hånd"},
};

static bool is_everywhere(struct str word)
{
    for (size_t i = 0; i < sizeof everywhere / sizeof everywhere[0]; i++)
        if (str_eq(word, str_of(everywhere[i])))
            return true;
    return false;
}

static struct str regular(struct str word)
{
    for (size_t i = 0; i < sizeof irregular / sizeof irregular[0]; i++)
        if (str_eq(word, str_of(irregular[i][0])))
            return str_of(irregular[i][1]);
    return word;
}

/* Letters and digits; what is no ASCII is a letter once it is folded, but for signs that UTF-8 writes with two
 * bytes beginning with C2 (» « § °) and with three (– … " "). */
static size_t letter_at(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return 1;
    if (c >= 0xc3 && c < 0xe0 && at + 1 < s.n)
        return 2;
    return 0;
}

/* The next word of a folded text. */
static bool next_word(struct str s, size_t *at, struct str *ret)
{
    size_t from, n;

    while (*at < s.n && letter_at(s, *at) == 0)
        ++*at;
    from = *at;
    while (*at < s.n && (n = letter_at(s, *at)) > 0)
        *at += n;
    *ret = str_sub(s, from, *at - from);
    return ret->n > 0;
}

static void add(struct arena *a, struct asking_words *list, struct str stem, struct str plain)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].stem, stem)) {
            list->at[i].n++;
            return;
        }
    list->at[list->n++] = (struct asking_word){arena_copy(a, stem), plain, 1};
}

enum status asking_words(struct arena *a, struct str text, struct asking_words *ret)
{
    struct sb_stemmer *stemmer = sb_stemmer_new("danish", "UTF_8");
    struct str folded = utf8_fold(a, text), word;
    struct asking_words list = {arena_array(a, struct asking_word, folded.n / 2 + 1), 0};
    size_t at = 0;

    if (stemmer == NULL)
        return fail(BROKEN, "libstemmer knows no Danish");
    while (list.n < ASKING_WORDS_MAX && next_word(folded, &at, &word)) {
        if (is_everywhere(word))
            continue;
        struct str whole = regular(word);
        const sb_symbol *stem = sb_stemmer_stem(stemmer, (const sb_symbol *)whole.p, (int)whole.n);
        if (stem == NULL) {
            sb_stemmer_delete(stemmer);
            return fail(FULL, "no memory for a stem");
        }
        add(a, &list, (struct str){(const char *)stem, (size_t)sb_stemmer_length(stemmer)}, word);
    }
    sb_stemmer_delete(stemmer);
    *ret = list;
    return OK;
}

/* ---- acute danger */

/* Folded words, up to two others between them; * means any ending, = none between. */
static const struct {
    enum asking_danger danger;
    const char *words;
} phrases[] = {
    {ASKING_SUICIDE, "selvmord*"},
    {ASKING_SUICIDE, "selvdrab*"},
    {ASKING_SUICIDE, "tage* eget liv*"},
    {ASKING_SUICIDE, "tage* livet af sig"},
    {ASKING_SUICIDE, "tage* livet af mig"},
    {ASKING_SUICIDE, "gøre ende på det"},
    {ASKING_SUICIDE, "gøre ende på livet"},
    {ASKING_SUICIDE, "vil ikke leve"},
    {ASKING_SUICIDE, "orker ikke leve"},
    {ASKING_SUICIDE, "ikke leve længere"},
    {ASKING_SUICIDE, "ikke leve mere"},
    {ASKING_SUICIDE, "vil dø"},
    {ASKING_SUICIDE, "vil gerne dø"},
    {ASKING_SUICIDE, "ønsker at dø"},
    {ASKING_SUICIDE, "hoppe ud fra"},
    {ASKING_SUICIDE, "springe ud foran"},
    {ASKING_SUICIDE, "suicid*"},
    {ASKING_SUICIDE, "kill himself"},
    {ASKING_SUICIDE, "kill herself"},
    {ASKING_SUICIDE, "kill myself"},
    {ASKING_SUICIDE, "kill themsel*"},
    {ASKING_SUICIDE, "end* own life"},
    {ASKING_SUICIDE, "end* my life"},
    {ASKING_SUICIDE, "want* to die"},
    {ASKING_SUICIDE, "wish* to die"},
    {ASKING_BOMB, "bombe*"},
    {ASKING_BOMB, "bomb"},
    {ASKING_BOMB, "bombs"},
    {ASKING_BOMB, "sprænge*"},
    {ASKING_BOMB, "sprængstof*"},
    {ASKING_BOMB, "terror*"},
    {ASKING_BOMB, "blow up"},
    {ASKING_BOMB, "explosive*"},
    {ASKING_THREAT, "slå ihjel"},
    {ASKING_THREAT, "slår ihjel"},
    {ASKING_THREAT, "dræbe*"},
    {ASKING_THREAT, "myrde*"},
    {ASKING_THREAT, "skyde =mig"},
    {ASKING_THREAT, "skyde =os"},
    {ASKING_THREAT, "skyde =ham"},
    {ASKING_THREAT, "skyde =hende"},
    {ASKING_THREAT, "med kniv"},
    {ASKING_THREAT, "med våben"},
    {ASKING_THREAT, "true* på livet"},
    {ASKING_THREAT, "trussel* på livet"},
    {ASKING_THREAT, "trusler på livet"},
    {ASKING_THREAT, "dødstrus*"},
    {ASKING_THREAT, "brænde ned"},
    {ASKING_THREAT, "kill =me"},
    {ASKING_THREAT, "kill =you"},
    {ASKING_THREAT, "kill =us"},
    {ASKING_THREAT, "shoot =me"},
    {ASKING_THREAT, "shoot =you"},
    {ASKING_THREAT, "shoot =us"},
    {ASKING_THREAT, "with knife"},
    {ASKING_THREAT, "with gun"},
    {ASKING_THREAT, "death threat*"},
    {ASKING_THREAT, "stab =me"},
    {ASKING_THREAT, "stab =you"},
};
#define BETWEEN_MOST 2

static bool word_fits(struct str pattern, struct str word)
{
    if (str_ends(pattern, STR("*")))
        return str_starts(word, str_sub(pattern, 0, pattern.n - 1));
    return str_eq(pattern, word);
}

/* The rest of the phrase stands in what follows `at`. */
static bool follows(struct str rest, const struct str *words, size_t n, size_t at)
{
    struct str wanted;

    while (str_cut(&rest, ' ', &wanted)) {
        bool next = str_starts(wanted, STR("="));
        size_t end = at + (next ? 0 : BETWEEN_MOST) + 1;

        if (next)
            wanted = str_sub(wanted, 1, wanted.n);
        while (at < n && at < end && !word_fits(wanted, words[at]))
            at++;
        if (at == n || at == end)
            return false;
        at++;
    }
    return true;
}

static bool speaks_of(struct str phrase, const struct str *words, size_t n)
{
    struct str first;

    str_cut(&phrase, ' ', &first);
    for (size_t i = 0; i < n; i++)
        if (word_fits(first, words[i]) && follows(phrase, words, n, i + 1))
            return true;
    return false;
}

enum asking_danger asking_danger(struct arena *a, struct str text)
{
    struct str folded = utf8_fold(a, text), word;
    struct str *words = arena_array(a, struct str, folded.n / 2 + 1);
    size_t n = 0, at = 0;

    while (next_word(folded, &at, &word))
        words[n++] = word;
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        if (speaks_of(str_of(phrases[i].words), words, n))
            return phrases[i].danger;
    return ASKING_NO_DANGER;
}
