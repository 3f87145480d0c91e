/* National identity numbers in text.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/cpr.h"

#define DATE_DIGITS 6
#define SERIAL_DIGITS 4

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(struct str s, size_t at)
{
    size_t n = 0;

    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

/* A hyphen or dash, or one blank (also a hard one), as people and programs write between date and serial. */
static size_t separator_at(struct str s, size_t at)
{
    const struct str separators[] = {STR("-"), STR(" "), STR("\xc2\xa0"), STR("\xe2\x80\x91"),
                                     STR("\xe2\x80\x93")};

    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
        if (str_starts(str_sub(s, at, s.n), separators[i]))
            return separators[i].n;
    return 0;
}

/* Days from 61 on: numbers given for a time to those without a permanent one. */
static bool is_date(const char *p)
{
    int day = (p[0] - '0') * 10 + (p[1] - '0'), month = (p[2] - '0') * 10 + (p[3] - '0');

    return ((day >= 1 && day <= 31) || (day >= 61 && day <= 91)) && month >= 1 && month <= 12;
}

bool text_has_cpr(struct str s)
{
    for (size_t i = 0, n; i<s.n; i += n> 0 ? n : 1) {
        n = digits_at(s, i);
        if (n == DATE_DIGITS + SERIAL_DIGITS && is_date(s.p + i))
            return true;
        if (n != DATE_DIGITS || !is_date(s.p + i))
            continue;
        size_t gap = separator_at(s, i + n);
        if (gap > 0 && digits_at(s, i + n + gap) == SERIAL_DIGITS)
            return true;
    }
    return false;
}
