/* Holidays, seasons, the week and the day. Every share in here is an assumption.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_calendar.h"

/* Anonymous Gregorian algorithm (Meeus, Jones, Butcher). */
int32_t demo_easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

    return day_number(year, n / 31, n % 31 + 1);
}

static bool is_holiday(int32_t day, struct local_time date)
{
    int32_t from_easter = day - demo_easter(date.year);
    int month_day = date.month * 100 + date.day;

    switch (from_easter) {
    case -3: /* Maundy Thursday */
    case -2: /* Good Friday */
    case 1:  /* Easter Monday */
    case 39: /* Ascension Day */
    case 50: /* Whit Monday */
        return true;
    case 26: /* Store Bededag, a working day since 2024 */
        return date.year < 2024;
    default: /* Constitution Day, Christmas Eve and New Year's Eve are no holidays by law, but
                public offices close */
        return month_day == 101 || month_day == 605 || month_day == 1224 || month_day == 1225 ||
               month_day == 1226 || month_day == 1231;
    }
}

bool demo_is_open(int32_t day)
{
    struct local_time date = day_date(day);

    return date.weekday <= 5 && !is_holiday(day, date);
}

bool demo_is_late(int32_t day)
{
    return day_date(day).weekday == 4 && demo_is_open(day);
}

int32_t demo_open_before(int32_t day)
{
    do
        day--;
    while (!demo_is_open(day));
    return day;
}

int32_t demo_open_from(int32_t day)
{
    while (!demo_is_open(day))
        day++;
    return day;
}

int demo_week(int32_t day)
{
    int32_t thursday = day + 4 - day_date(day).weekday;

    return (thursday - day_number(day_date(thursday).year, 1, 1)) / 7 + 1;
}

/* Letters to many at once make a queue's peak: the new year's rates, payment days, a letter to
 * everybody. */
static int64_t season_permille(enum demo_queue queue, struct local_time date, int week)
{
    switch (queue) {
    case DEMO_QUEUE_BENEFIT:
        return week == 3 ? 3000 : week == 4 ? 1800 : week == 35 ? 2500 : 1000;
    case DEMO_QUEUE_PAYMENT:
        return week == 5 ? 2000 : date.day <= 3 ? 1500 : 1000;
    case DEMO_QUEUE_POST:
        return week == 10 ? 3000 : week == 11 ? 1700 : 1000;
    case DEMO_QUEUE_BUILDING:
        return date.month >= 3 && date.month <= 5 ? 1500 : 1000;
    case DEMO_QUEUE_SWITCH:
    case DEMO_QUEUE_N:
        break;
    }
    return 1000;
}

int64_t demo_day_weight(int32_t day, int64_t ret_queues[DEMO_QUEUE_N])
{
    static const int64_t shares[DEMO_QUEUE_N] = {
#define X(name, word, share) share,
        DEMO_QUEUES(X)
#undef X
    };
    static const int64_t weekdays[] = {0, 1225, 1025, 975, 950, 825};
    static const int64_t months[] = {0, 110, 105, 107, 96, 98, 96, 72, 102, 105, 98, 102, 92};
    struct local_time date = day_date(day);
    int week = demo_week(day);
    int64_t sum = 0;

    for (int q = 0; q < DEMO_QUEUE_N; q++)
        sum += ret_queues[q] = shares[q] * season_permille((enum demo_queue)q, date, week);
    if (!demo_is_open(day))
        return 0;
    bool after_rest = date.weekday != 1 && !demo_is_open(day - 1);
    return sum / 1000 * weekdays[date.weekday] * months[date.month] * (after_rest ? 115 : 100) /
           100000;
}

void demo_slot_weights(int32_t day, int64_t ret[DEMO_SLOTS])
{
    /* The first peak from half past nine, a dip at noon, the second until half past two; the late
     * hours are Thursdays'. */
    static const int64_t profile[DEMO_SLOTS] = {52, 66, 80, 92, 100, 98, 88, 74, 60, 62,
                                                78, 84, 78, 64, 50,  34, 30, 26, 22, 16};
    bool late = demo_is_late(day);

    for (int i = 0; i < DEMO_SLOTS; i++)
        ret[i] = i < 16 || late ? profile[i] : 0;
}
