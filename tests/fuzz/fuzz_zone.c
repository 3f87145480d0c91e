/* Any bytes as a time zone file (TZif), and as dates and instants. Includes zone.c to reach its
 * reader.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/zone.c" /* NOLINT(bugprone-suspicious-include) */

#include "fuzz.h"

static void use(const struct zone *z)
{
    static const int64_t instants[] = {INT64_MIN,     -62135596800000, -1,       0,
                                       1774864800000, 253402300799999, INT64_MAX};

    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        struct local_time t = zone_local(z, instants[i]);

        must(t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= 31);
        must(t.hour >= 0 && t.hour <= 23 && t.minute >= 0 && t.minute <= 59 && t.second >= 0 &&
             t.second <= 59);
        must(zone_utc(z, t) <= zone_utc_last(z, t));
        (void)zone_day_start(z, zone_day(z, instants[i]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct zone *z = calloc(1, sizeof *z);
    struct str s = input_of(data, n), again;
    int64_t at, at_again;
    int32_t day, day_again;

    must(z != NULL);
    if (zone_read(z, data, n))
        use(z);
    zone_drop(z);
    if (date_parse(s, &day))
        must(date_parse(date_text(a, day), &day_again) && day == day_again);
    if (instant_parse(s, &at)) {
        again = instant_text(a, at);
        must(instant_parse(again, &at_again) && at == at_again);
    }
    arena_free(a);
    return 0;
}
