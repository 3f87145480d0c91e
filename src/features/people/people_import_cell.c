/* What headings and cells of an imported file mean.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/buf.h"
#include "base/utf8.h"
#include "features/people/people_import_parts.h"

/* Folded, without blanks and signs. */
static const struct {
    const char *word;
    enum import_column column;
} headings[] = {
    {"navn", COLUMN_NAME},
    {"name", COLUMN_NAME},
    {"fuldenavn", COLUMN_NAME},
    {"fuldtnavn", COLUMN_NAME},
    {"fullname", COLUMN_NAME},
    {"login", COLUMN_LOGIN},
    {"brugernavn", COLUMN_LOGIN},
    {"username", COLUMN_LOGIN},
    {"bruger", COLUMN_LOGIN},
    {"initialer", COLUMN_LOGIN},
    {"initials", COLUMN_LOGIN},
    {"email", COLUMN_EMAIL},
    {"mail", COLUMN_EMAIL},
    {"emailadresse", COLUMN_EMAIL},
    {"team", COLUMN_TEAM},
    {"hold", COLUMN_TEAM},
    {"gruppe", COLUMN_TEAM},
    {"rolle", COLUMN_ROLES},
    {"roller", COLUMN_ROLES},
    {"role", COLUMN_ROLES},
    {"roles", COLUMN_ROLES},
    {"lokalnummer", COLUMN_EXTENSION},
    {"lokalnr", COLUMN_EXTENSION},
    {"lokal", COLUMN_EXTENSION},
    {"extension", COLUMN_EXTENSION},
    {"agent", COLUMN_AGENT},
    {"agentnavn", COLUMN_AGENT},
    {"agentid", COLUMN_AGENT},
    {"startdato", COLUMN_STARTED},
    {"start", COLUMN_STARTED},
    {"ansat", COLUMN_STARTED},
    {"startdate", COLUMN_STARTED},
    {"started", COLUMN_STARTED},
    {"startedday", COLUMN_STARTED},
    {"telefonstart", COLUMN_PHONES},
    {"phonestart", COLUMN_PHONES},
    {"phones", COLUMN_PHONES},
    {"phonesday", COLUMN_PHONES},
    {"slutdato", COLUMN_LEFT},
    {"slut", COLUMN_LEFT},
    {"fratrådt", COLUMN_LEFT},
    {"enddate", COLUMN_LEFT},
    {"left", COLUMN_LEFT},
    {"leftday", COLUMN_LEFT},
    {"sprog", COLUMN_LANG},
    {"language", COLUMN_LANG},
    {"lang", COLUMN_LANG},
    {"nøgle", COLUMN_KEY},
    {"key", COLUMN_KEY},
    {"externalkey", COLUMN_KEY},
    {"medarbejdernummer", COLUMN_KEY},
    {"medarbejdernr", COLUMN_KEY},
    {"employeeid", COLUMN_KEY},
};

static struct str only_letters(struct arena *a, struct str s)
{
    struct str folded = utf8_fold(a, s);
    struct buf b = buf_new(a, folded.n + 1);

    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.p[i];

        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_char(&b, folded.p[i]);
    }
    return buf_str(&b);
}

bool import_column_find(struct arena *a, struct str heading, enum import_column *ret)
{
    struct str word = only_letters(a, heading);

    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (str_eq(word, str_of(headings[i].word))) {
            *ret = headings[i].column;
            return true;
        }
    return false;
}

static bool take_number(struct str *rest, char end, size_t max_digits, int *ret)
{
    size_t n = 0;
    int v = 0;

    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9' && n < max_digits)
        v = v * 10 + (rest->p[n++] - '0');
    if (n == 0)
        return false;
    if (end != '\0') {
        if (n == rest->n || rest->p[n] != end)
            return false;
        n++;
    } else if (n != rest->n) {
        return false;
    }
    *rest = str_sub(*rest, n, rest->n);
    *ret = v;
    return true;
}

bool import_day(struct str cell, int64_t *ret)
{
    static const char signs[] = {'-', '.', '/'};
    int32_t iso;

    if (date_parse(cell, &iso)) {
        *ret = iso;
        return true;
    }
    for (size_t i = 0; i < sizeof signs; i++) {
        struct str rest = cell;
        int day, month, year;

        if (take_number(&rest, signs[i], 2, &day) && take_number(&rest, signs[i], 2, &month) &&
            take_number(&rest, '\0', 4, &year) && year >= 1900 && date_valid(year, month, day)) {
            *ret = day_number(year, month, day);
            return true;
        }
    }
    return false;
}

bool import_lang(struct arena *a, struct str cell, int64_t *ret)
{
    static const struct {
        const char *word;
        enum lang lang;
    } words[] = {{"da", LANG_DA}, {"dansk", LANG_DA},   {"danish", LANG_DA}, {"dk", LANG_DA},
                 {"en", LANG_EN}, {"engelsk", LANG_EN}, {"english", LANG_EN}};
    struct str word = only_letters(a, cell);

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eq(word, str_of(words[i].word))) {
            *ret = (int64_t)words[i].lang;
            return true;
        }
    return false;
}

bool import_role(struct arena *a, struct str word, enum role *ret)
{
    static const struct {
        const char *word;
        enum role role;
    } short_words[] = {{"amr", ROLE_SAFETY_REP},
                       {"tr", ROLE_UNION_REP},
                       {"administrator", ROLE_ADMIN},
                       {"kontaktperson", ROLE_MENTOR}};
    struct str wanted = only_letters(a, word);

    for (int r = 0; r < ROLE_N; r++)
        if (str_eq(wanted, only_letters(a, role_word((enum role)r))) ||
            str_eq(wanted, only_letters(a, text(LANG_DA, role_text((enum role)r)))) ||
            str_eq(wanted, only_letters(a, text(LANG_EN, role_text((enum role)r))))) {
            *ret = (enum role)r;
            return true;
        }
    for (size_t i = 0; i < sizeof short_words / sizeof short_words[0]; i++)
        if (str_eq(wanted, str_of(short_words[i].word))) {
            *ret = short_words[i].role;
            return true;
        }
    return false;
}

bool import_is_formula(struct str cell, enum import_column column)
{
    if (cell.n == 0)
        return false;
    if (cell.p[0] == '+' && column == COLUMN_EXTENSION) { /* "+4570101112" is a number */
        for (size_t i = 1; i < cell.n; i++)
            if ((cell.p[i] < '0' || cell.p[i] > '9') && cell.p[i] != ' ' && cell.p[i] != ',')
                return true;
        return cell.n == 1;
    }
    return cell.p[0] == '=' || cell.p[0] == '+' || cell.p[0] == '-' || cell.p[0] == '@';
}
