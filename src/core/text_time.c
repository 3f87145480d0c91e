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

struct str text_span(struct arena *a, enum lang lang, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        enum text_key key;
    } units[] = {
        {INT64_C(365) * 86400, T_SPAN_YEARS},
        {86400, T_SPAN_DAYS},
        {3600, T_SPAN_HOURS},
        {60, T_SPAN_MINUTES},
        {1, T_SPAN_SECONDS},
    };
    const size_t last = sizeof units / sizeof units[0] - 1;
    size_t i = 0;

    while (i < last && (seconds < units[i].seconds || seconds % units[i].seconds != 0))
        i++;
    struct text_arg n = TEXT_INT(seconds / units[i].seconds);

    return text_filled(a, lang, units[i].key, &n, 1);
}
