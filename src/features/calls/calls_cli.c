/* `bagvagt import calls FILE`: the same import as behind the page, with a progress bar and rejects
 * beside the file.
 * SPDX-License-Identifier: MPL-2.0 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "features/calls/call_import.h"
#include "features/calls/calls_web.h"

#define BAR_CELLS 20
#define BAR_EVERY_US 200000
#define LINE_EVERY_US 10000000

struct import_args {
    const char *file, *centre;
    struct call_import import;
};

/* What is shown while it runs. */
struct show {
    struct command_context *c;
    const char *file;
    char rejects_name[4200];
    int64_t from_us, shown_us;
    bool bar_stands;
};

/* ---- words on the command line */

static int wrong_use(struct command_context *c, const char *what, const char *which)
{
    say(c->err, "bagvagt: import calls: %s%s\nusage: %s\nSee bagvagt import calls --help.\n", what,
        which, calls_commands[0].usage);
    return 2;
}

static int read_option(struct command_context *c, const char *name, const char *value,
                       struct import_args *ret)
{
    if (value == NULL)
        return wrong_use(c, "a value is missing behind ", name);
    if (strcmp(name, "--format") == 0)
        return call_format_find(str_of(value), &ret->import.format)
                   ? 0
                   : wrong_use(c, "the format is auto, cdr, queue-log or csv, not ", value);
    if (strcmp(name, "--map") == 0)
        ret->import.map = str_of(value);
    else if (strcmp(name, "--zone") == 0)
        ret->import.zone = str_of(value);
    else if (strcmp(name, "--centre") == 0)
        ret->centre = value;
    else
        return wrong_use(c, "unknown option ", name);
    return 0;
}

static int read_args(struct command_context *c, int argc, char **argv, struct import_args *ret)
{
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--restart") == 0) {
            ret->import.restart = true;
        } else if (strncmp(argv[i], "--", 2) == 0) {
            int code = read_option(c, argv[i], i + 1 < argc ? argv[i + 1] : NULL, ret);
            if (code != 0)
                return code;
            i++;
        } else if (ret->file == NULL) {
            ret->file = argv[i];
        } else {
            return wrong_use(c, "one file at a time, not also ", argv[i]);
        }
    }
    if (ret->file == NULL || c->files[0] < 0)
        return wrong_use(c, "a file is missing", "");
    return 0;
}

/* The named centre, or the only one. */
static enum status find_centre(struct command_context *c, const char *name, int64_t *ret)
{
    struct call_centre_row_list all;
    struct call_centre_row one;
    struct db *db = db_start(c->store, c->arena);
    enum status status = name != NULL ? q_call_centre_named(db, c->arena, str_of(name), &one)
                                      : q_call_centres(db, c->arena, &all);
    db_end(db);
    if (name != NULL && status == MISSING)
        return fail(MISSING, "there is no centre called \"%s\"", name);
    TRY(status);
    if (name == NULL && all.n != 1)
        return fail(INVALID,
                    all.n == 0
                        ? "there is no centre yet: make the first administrator in the browser"
                        : "there are several centres: say which with --centre NAME");
    *ret = name != NULL ? one.id : all.at[0].id;
    return OK;
}

/* ---- rejects beside the file */

/* The list belongs to whoever owns the file, also when the server wrote it for them. */
static int open_rejects(void *context, int64_t import_id, bool again)
{
    struct show *s = context;
    struct stat st;
    (void)import_id;
    snprintf(s->rejects_name, sizeof s->rejects_name, "%.4096s.rejects.csv", s->file);
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK |
                (again ? O_APPEND : O_TRUNC);
    int fd = openat(s->c->dir, s->rejects_name, flags, 0600);
    if (fd < 0) { /* the file's folder may not be ours to write: the caller's own then */
        const char *base = strrchr(s->file, '/');
        snprintf(s->rejects_name, sizeof s->rejects_name, "%.4096s.rejects.csv",
                 base != NULL ? base + 1 : s->file);
        fd = openat(s->c->dir, s->rejects_name, flags, 0600);
    }
    if (fd >= 0 && geteuid() == 0 && fstat(s->c->files[0], &st) == 0 &&
        fchown(fd, st.st_uid, st.st_gid) != 0)
        say(s->c->err, "bagvagt: %s stays root's own\n", s->rejects_name);
    return fd;
}

/* ---- progress */

static void show_bar(struct show *s, const struct call_import_counts *t, int64_t rate,
                     int64_t left_s)
{
    char bar[BAR_CELLS + 1];
    int64_t part = t->n_bytes > 0 ? t->done_bytes * 100 / t->n_bytes : 0;
    for (int i = 0; i < BAR_CELLS; i++)
        bar[i] = part >= (i + 1) * 100 / BAR_CELLS ? '#' : '.';
    bar[BAR_CELLS] = '\0';
    say(s->c->err,
        "\r[%s] %3lld %%  %lld lines/s  %lld:%02lld left  %lld new, %lld known, %lld rejected "
        "\033[K",
        bar, (long long)part, (long long)rate, (long long)(left_s / 60), (long long)(left_s % 60),
        (long long)t->fresh, (long long)t->known, (long long)t->rejected);
    s->bar_stands = true;
}

static void show_progress(void *context, int64_t import_id, const struct call_import_counts *t)
{
    struct show *s = context;
    int64_t now = clock_monotonic_us(), spent = now - s->from_us;
    (void)import_id;
    if (now - s->shown_us < (s->c->err_is_terminal ? BAR_EVERY_US : LINE_EVERY_US) || spent <= 0)
        return;
    s->shown_us = now;
    int64_t bytes = t->done_bytes - t->from_bytes;
    int64_t left_s =
        bytes > 0 && t->n_bytes > t->done_bytes
            ? (int64_t)((double)(t->n_bytes - t->done_bytes) * (double)spent / (double)bytes / 1e6)
            : 0;
    int64_t rate = (t->lines - t->from_lines) * 1000000 / spent;
    if (s->c->err_is_terminal)
        show_bar(s, t, rate, left_s);
    else
        say(s->c->err, "%lld %%, %lld lines/s, %lld s left, %lld new, %lld known, %lld rejected\n",
            (long long)(t->n_bytes > 0 ? t->done_bytes * 100 / t->n_bytes : 0), (long long)rate,
            (long long)left_s, (long long)t->fresh, (long long)t->known, (long long)t->rejected);
}

/* ---- what came of it */

static void say_rejects(struct show *s, struct arena *a, const struct call_import_result *r)
{
    for (size_t i = 0; i < r->n_first; i++)
        say(s->c->err, "%s:%lld: %s\n", s->file, (long long)r->first[i].row,
            str_c(a, text(LANG_EN, call_reason_text(r->first[i].reason))));
    if (r->rejects_lost)
        say(s->c->err, "bagvagt: the rejected rows could not be written to %s\n", s->rejects_name);
    else if (r->has_rejects)
        say(s->c->err, "All rejected rows are in %s.\n", s->rejects_name);
}

static int say_result(struct show *s, struct arena *a, enum status status,
                      const struct call_import_result *r)
{
    const struct call_import_counts *t = &r->counts;
    if (s->bar_stands)
        say(s->c->err, "\r\033[K");
    if (r->trouble.kind != CALL_TROUBLE_NONE) {
        say(s->c->err, "bagvagt: %s: %s\n", s->file,
            str_c(a, call_trouble_text(a, LANG_EN, &r->trouble)));
        return 1;
    }
    if (status != OK && r->id == 0) {
        say(s->c->err, "bagvagt: %s: %s\n", s->file, failure_last()->why);
        return 1;
    }
    double seconds = (double)(clock_monotonic_us() - s->from_us) / 1e6;
    say_rejects(s, a, r);
    say(s->c->out, "%s: %s%s: %lld new, %lld known, %lld rejected", s->file,
        call_format_words[r->found], r->resumed ? ", gone on from an earlier import" : "",
        (long long)t->fresh, (long long)t->known, (long long)t->rejected);
    say(s->c->out, "; %lld lines in %.1f s\n", (long long)(t->lines - t->from_lines), seconds);
    if (t->unclaimed > 0)
        say(s->c->out, "%lld new calls belong to nobody: no person has that line on that day.\n",
            (long long)t->unclaimed);
    if (r->open_calls > 0)
        say(s->c->out,
            "%lld calls have not ended yet in this file; a newer copy of it brings them in.\n",
            (long long)r->open_calls);
    if (status != OK) {
        say(s->c->err,
            "bagvagt: %s\nWhat is counted above stays. Run the same command again to go on.\n",
            failure_last()->why);
        return 1;
    }
    if (r->state == CALL_IMPORT_STOPPED)
        say(s->c->err, "Stopped. Run the same command again to go on.\n");
    return r->state == CALL_IMPORT_DONE ? 0 : 1;
}

static int import_calls(struct command_context *c, int argc, char **argv)
{
    struct import_args args = {
        .import = {.who = &actor_system, .lang = LANG_EN, .format = CALL_FORMAT_AUTO}};
    struct call_import_result result;
    int code = read_args(c, argc, argv, &args);
    if (code != 0)
        return code;
    if (find_centre(c, args.centre, &args.import.centre_id) != OK) {
        say(c->err, "bagvagt: %s\n", failure_last()->why);
        return 1;
    }
    struct show show = {.c = c,
                        .file = args.file,
                        .from_us = clock_monotonic_us(),
                        .shown_us = clock_monotonic_us()};
    const char *base = strrchr(args.file, '/');
    args.import.fd = c->files[0];
    args.import.filename = str_of(base != NULL ? base + 1 : args.file);
    args.import.open_rejects = open_rejects;
    args.import.progress = show_progress;
    args.import.context = &show;
    args.import.cancelled = c->cancelled;
    enum status status = call_import_run(c->store, c->arena, &args.import, &result);
    return say_result(&show, c->arena, status, &result);
}

const struct command calls_commands[] = {
    {.name = "import calls",
     .usage = "bagvagt import calls FILE [--format FORMAT] [--map MAP] [--zone ZONE] [--centre "
              "NAME] [--restart]",
     .summary = "Load call records of the phone system",
     .help =
         "Loads call records from a file of the phone system. The citizen's number is never "
         "stored. The same file twice\n"
         "changes nothing; an import that was stopped goes on where it was, and a file that has "
         "grown is read on.\n"
         "  --format FORMAT  auto (the default), cdr (Asterisk Master.csv), queue-log (native or "
         "CSV), csv\n"
         "  --map MAP        for csv: which column is what, KEY=COLUMN,KEY=COLUMN,…\n"
         "                   keys: started (needed), id, answered, ended, wait, talk, line, queue, "
         "direction, outcome;\n"
         "                   COLUMN is a name of the first line, or #3 for the third; two are "
         "joined with +, as in\n"
         "                   started=Date+Time. Dates: 2026-11-22, 22-11-2026, 22/11/2026, "
         "22.11.2026, 20261122, 261122;\n"
         "                   times: 9:30, 09:30:00, 9.30; or an epoch in seconds or ms. Spans: 90, "
         "12,5, 1:30, 0:01:30.\n"
         "  --zone ZONE      time zone of times in the file, Europe/Copenhagen (default: the "
         "centre's)\n"
         "  --centre NAME    when there are several centres\n"
         "  --restart        from the beginning, also when an earlier import of the file got "
         "somewhere\n"
         "Rows that cannot be used are written to FILE.rejects.csv with line number and reason.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = import_calls,
     .input_files = {0, -1},
     .may_delegate = true},
    {0},
};
