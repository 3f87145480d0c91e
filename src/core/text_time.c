/* Dates and clock times in words: by keys of the catalogue, which text.c itself knows nothing of.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/text.h"

#include "base/zone.h"

/* "7" or, two digits wide, "07": never with a sign between thousands. */
static struct str digits(struct arena *a, int64_t n, size_t least)
{
    struct buf b = buf_new(a, 8);

    buf_digits(&b, n, least);
    return buf_str(&b);
}

struct str text_date(struct arena *a, enum lang lang, struct local_time t, enum text_key months)
{
    struct text_arg args[] = {
        TEXT_STR(digits(a, t.day, 1)),
        TEXT_STR(text_word(lang, months, t.month)),
        TEXT_STR(digits(a, t.year, 1)),
    };

    return text_filled(a, lang, T_TIME_DATE, args, 3);
}

struct str text_clock(struct arena *a, enum lang lang, int64_t minutes)
{
    struct text_arg args[] = {
        TEXT_STR(digits(a, minutes / 60 % 24, 2)),
        TEXT_STR(digits(a, minutes % 60, 2)),
    };

    return text_filled(a, lang, T_TIME_CLOCK, args, 2);
}
