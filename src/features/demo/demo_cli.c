/* `bagvagt demo`: reads what is wanted, shows how far it is, and says what was made.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_cli.h"

#include <string.h>

#include "base/clock.h"
#include "core/config.h"
#include "features/demo/demo.h"

#define BAR 30

static const char help[] =
    "Fills an EMPTY database with an invented contact centre, to look around in and to measure "
    "with:\n"
    "people, teams and phones, calls, and the incidents that were logged about them.\n"
    "\n"
    "  --seed N            another centre for every number (1)\n"
    "  --calls N           about so many calls in all (420000 a year)\n"
    "  --people N          so many people, at least 10 (60)\n"
    "  --days N            so many days, at least 14 (365)\n"
    "  --until YYYY-MM-DD  the day after the last one (today)\n"
    "  --scale N           N times the people and the calls (1)\n"
    "\n"
    "The same numbers give the same database, row by row. Everybody in it is invented and can be\n"
    "entered by one click on the sign-in page; nobody has a password. Rates are assumptions from "
    "the\n"
    "literature: what the demo shows proves nothing about real centres, nor that anything helps.\n";

enum { SEED, CALLS, PEOPLE, DAYS, SCALE, UNTIL, WORDS_N };
static const char *const words[WORDS_N] = {"--seed", "--calls", "--people",
                                           "--days", "--scale", "--until"};

struct wanted {
    int64_t number[WORDS_N]; /* -1: not said */
};

/* "--calls 5" or "--calls=5"; false after saying what is wrong. */
static bool read_one(struct command_context *c, int argc, char **argv, int *i, struct wanted *ret)
{
    struct str word = str_of(argv[*i]), value = STR_NONE;
    size_t equals;
    int32_t day;

    if (str_find_char(word, '=', &equals)) {
        value = str_sub(word, equals + 1, word.n);
        word = str_sub(word, 0, equals);
    }
    for (int k = 0; k < WORDS_N; k++) {
        if (!str_eq(word, str_of(words[k])))
            continue;
        if (value.p == NULL && *i + 1 < argc)
            value = str_of(argv[++*i]);
        if (k != UNTIL && str_int64(value, &ret->number[k]) && ret->number[k] >= 0)
            return true;
        if (k == UNTIL && date_parse(value, &day)) {
            ret->number[k] = day;
            return true;
        }
        say(c->err, "demo: %s needs %s\n", words[k],
            k == UNTIL ? "a day like 2026-11-22" : "a number");
        return false;
    }
    say(c->err, "demo: unknown argument \"%s\"; see bagvagt demo --help\n", argv[*i]);
    return false;
}

/* Far beyond every limit instead of beyond the end of numbers. */
static int64_t times(int64_t n, int64_t scale)
{
    return n > INT64_MAX / scale ? INT64_MAX : n * scale;
}

static bool read_wanted(struct command_context *c, int argc, char **argv, int32_t today,
                        struct demo_options *ret)
{
    struct wanted w;

    for (int k = 0; k < WORDS_N; k++)
        w.number[k] = -1;
    for (int i = 0; i < argc; i++)
        if (!read_one(c, argc, argv, &i, &w))
            return false;
    if (w.number[SCALE] == 0 || w.number[SCALE] > 1000 || w.number[DAYS] > DEMO_DAYS_MAX) {
        say(c->err, "demo: --scale goes from 1 to 1000 and --days to %d\n", DEMO_DAYS_MAX);
        return false;
    }
    if (w.number[UNTIL] > today) {
        say(c->err, "demo: --until lies in the future; its calls would not have happened yet\n");
        return false;
    }
    int64_t scale = w.number[SCALE] < 0 ? 1 : w.number[SCALE];
    struct demo_options o = demo_defaults(w.number[UNTIL] < 0 ? today : (int32_t)w.number[UNTIL],
                                          w.number[DAYS] < 0 ? 365 : w.number[DAYS], scale);
    if (w.number[SEED] >= 0)
        o.seed = w.number[SEED];
    if (w.number[CALLS] >= 0)
        o.calls = times(w.number[CALLS], scale);
    if (w.number[PEOPLE] >= 0)
        o.people = times(w.number[PEOPLE], scale);
    *ret = o;
    return true;
}

/* ---- how far it is */

struct shown {
    struct command_context *c;
    int percent; /* shown last; -1: nothing yet */
};

/* A bar on a terminal; elsewhere a line for each quarter. */
static void show(void *context, int percent, const char *what)
{
    struct shown *s = context;
    char bar[BAR + 1];

    if (percent == s->percent)
        return;
    if (s->c->err_is_terminal) {
        memset(bar, ' ', BAR);
        memset(bar, '#', (size_t)(percent * BAR / 100));
        bar[BAR] = '\0';
        say(s->c->err, "\r[%s] %3d %%  %-20s%s", bar, percent, what, percent == 100 ? "\n" : "");
    } else if (percent / 25 != s->percent / 25 || s->percent < 0) {
        say(s->c->err, "demo: %d %% (%s)\n", percent, what);
    }
    s->percent = percent;
}

static void tell_made(struct command_context *c, const struct demo_options *o,
                      const struct demo_result *m, int64_t ms)
{
    struct arena *a = c->arena;

    say(c->out,
        "Made an invented contact centre in %lld.%01lld s (seed %lld, %.*s to %.*s):\n"
        "  %lld people in %lld teams\n"
        "  %lld calls, %lld of them answered\n"
        "  %lld logged incidents: %lld rude tone, %lld abuse, %lld harassment, %lld threats, "
        "%lld acute\n"
        "  %lld of them still to be talked about, %lld of these people asked for a talk\n"
        "Everything in it is invented. Its rates are assumptions: they prove nothing about real\n"
        "centres, nor about any effect.\n",
        (long long)(ms / 1000), (long long)(ms % 1000 / 100), (long long)o->seed,
        STR_ARG(date_text(a, m->from_day)), STR_ARG(date_text(a, o->until_day - 1)),
        (long long)m->n_people, (long long)m->n_teams, (long long)m->n_calls,
        (long long)m->n_answered, (long long)m->n_incidents, (long long)m->n_by_class[0],
        (long long)m->n_by_class[1], (long long)m->n_by_class[2], (long long)m->n_by_class[3],
        (long long)m->n_by_class[4], (long long)m->n_open, (long long)m->n_wants_talk);
    if (c->config != NULL)
        say(c->out,
            "Next: bagvagt serve --data %.*s\n"
            "then open http://localhost:%lld/sign-in and choose whom to be.\n",
            STR_ARG(c->config->data_folder), (long long)c->config->port);
}

static int run(struct command_context *c, int argc, char **argv)
{
    const struct zone *zone;
    struct demo_options options;
    struct demo_result made;
    struct shown shown = {.c = c, .percent = -1};
    int64_t started_us = clock_monotonic_us();

    int32_t today;

    if (zone_find(STR("Europe/Copenhagen"), &zone) != OK) {
        say(c->err, "demo: the time zone Europe/Copenhagen is missing: install tzdata\n");
        return 1;
    }
    today = zone_day(zone, clock_now());
    if (!read_wanted(c, argc, argv, today, &options))
        return 2;
    options.progress = show;
    options.context = &shown;
    options.cancelled = c->cancelled;
    enum status status = demo_fill(c->store, &options, &made);
    if (status == OK && options.until_day == today)
        status = demo_tell_harassment(c->store, &made);
    if (status != OK) {
        say(c->err, "%sdemo: %s\n", c->err_is_terminal && shown.percent >= 0 ? "\n" : "",
            failure_last()->why);
        if (status == CONFLICT)
            say(c->err, "demo: choose another folder with --data, or another database\n");
        return status == INVALID ? 2 : 1;
    }
    tell_made(c, &options, &made, (clock_monotonic_us() - started_us) / 1000);
    return 0;
}

const struct command demo_commands[] = {
    {.name = "demo",
     .usage = "bagvagt demo [--seed N] [--calls N] [--people N] [--scale N] [--days N] "
              "[--until YYYY-MM-DD]",
     .summary = "fill an empty database with an invented centre",
     .help = help,
     .needs = NEEDS_STORE_WRITE,
     .run = run,
     .input_files = {-1}},
    {.name = NULL},
};
