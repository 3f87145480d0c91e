/* Finds the command and runs it, here or in the server that owns the database.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/delegate.h"
#include "core/retention.h"
#include "core/vault.h"
#include "db/migrate.h"
#include "features/harassment/harassment.h"

static bool cancelled;

void say(int fd, const char *format, ...)
{
    char line[4096];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (n < 0)
        return;
    size_t left = (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    for (const char *p = line; left > 0;) {
        ssize_t wrote = write(fd, p, left);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return; /* the caller is gone: nobody is left to tell */
        p += wrote;
        left -= (size_t)wrote;
    }
}

void say_failure(int err, enum status status)
{
    const struct failure *f = failure_last();

    if (f->status == OK)
        say(err, "bagvagt: %s\n", status_name(status));
    else
        say(err, "bagvagt: %s\n", f->why);
}

/* "import calls" before "import": two words win. */
const struct command *command_find(int argc, char **argv, int *ret_words)
{
    for (int words = argc < 2 ? argc : 2; words > 0; words--) {
        char name[128];

        snprintf(name, sizeof name, words == 2 ? "%s %s" : "%s", argv[0],
                 words == 2 ? argv[1] : "");
        for (const struct command *const *table = all_commands; *table; table++)
            for (const struct command *c = *table; c->name; c++)
                if (strcmp(c->name, name) == 0) {
                    *ret_words = words;
                    return c;
                }
    }
    return NULL;
}

static int print_usage(int fd, int code)
{
    say(fd, "Bagvagt has employees' backs when calls turn bad.\n\n"
            "bagvagt [--data DIR] [--config FILE] COMMAND [ARGUMENT …]\n\n");
    for (const struct command *const *table = all_commands; *table; table++)
        for (const struct command *c = *table; c->name; c++)
            say(fd, "  %-22s %s\n", c->name, c->summary);
    say(fd, "\nbagvagt COMMAND --help tells the rest.\n");
    return code;
}

/* "import --help": the commands that begin with this word. false: there are none. */
static bool print_group(int fd, const char *word)
{
    size_t n = strlen(word);
    bool found = false;

    for (const struct command *const *table = all_commands; *table; table++)
        for (const struct command *c = *table; c->name; c++)
            if (strncmp(c->name, word, n) == 0 && c->name[n] == ' ') {
                say(fd, "%s\n    %s\n", c->usage, c->summary);
                found = true;
            }
    return found;
}

/* What holds for every command; taken out of argv wherever it stands. */
struct global_options {
    const char *data, *config, *database;
};

static bool take_option(char **argv, int *argc, int at, const char *name, const char **ret)
{
    size_t n = strlen(name);
    int used;

    if (strncmp(argv[at], name, n) != 0)
        return false;
    if (argv[at][n] == '=') {
        *ret = argv[at] + n + 1;
        used = 1;
    } else if (argv[at][n] == '\0' && at + 1 < *argc) {
        *ret = argv[at + 1];
        used = 2;
    } else {
        return false;
    }
    for (int i = at; i + used <= *argc; i++)
        argv[i] = argv[i + used];
    *argc -= used;
    return true;
}

static struct global_options take_options(int *argc, char **argv)
{
    struct global_options o = {0};

    for (int i = 1; i < *argc;)
        if (!take_option(argv, argc, i, "--data", &o.data) &&
            !take_option(argv, argc, i, "--config", &o.config) &&
            !take_option(argv, argc, i, "--database", &o.database))
            i++;
    return o;
}

static enum status read_config(struct arena *a, const struct global_options *o, struct config *ret)
{
    TRY(config_load(a, o->config, ret));
    if (o->data)
        ret->data_folder = str_of(o->data);
    if (o->database)
        ret->database = str_of(o->database);
    if (ret->database.n == 0)
        ret->database = arena_printf(a, "%.*s/bagvagt.db", STR_ARG(ret->data_folder));
    if (ret->keys_folder.n == 0)
        ret->keys_folder = arena_printf(a, "%.*s/keys", STR_ARG(ret->data_folder));
    vault_use(ret->keys_folder, ret->master_key_file);
    TRY(retention_use(ret));
    if (ret->evidence_folder.n == 0)
        ret->evidence_folder = arena_printf(a, "%.*s/evidence", STR_ARG(ret->data_folder));
    harassment_use(ret->evidence_folder, ret->evidence_max_mb * 1024 * 1024);
    if (str_eq(ret->log_level, STR("debug")))
        log_set_level(LOG_LEVEL_DEBUG);
    else if (str_eq(ret->log_level, STR("warn")))
        log_set_level(LOG_LEVEL_WARN);
    else if (str_eq(ret->log_level, STR("error")))
        log_set_level(LOG_LEVEL_ERROR);
    else if (!str_eq(ret->log_level, STR("info")))
        return fail(INVALID, "log_level is debug, info, warn or error");
    return OK;
}

/* Only the server's user may look into the folder: it holds what people confided. */
static enum status make_data_folder(struct arena *a, const struct config *c)
{
    const char *path = str_c(a, c->data_folder);

    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return OK;
    return fail(DENIED, "cannot make the data folder %s: %s. Choose another with --data DIR", path,
                strerror(errno));
}

enum status cli_open_store(const struct config *config, bool write, int err, struct store **ret)
{
    struct store_options options = {.where = config->database, .write = write};
    struct arena *a = arena_new();
    struct store *store = NULL;
    enum status status = write ? make_data_folder(a, config) : OK;

    if (status == OK)
        status = store_open(&options, &store);
    if (status == OK)
        status = write ? migrate_run(store, NULL) : migrate_check(store);
    if (status == OK)
        status = store_prepare(store);
    if (status != OK) {
        if (status == BUSY && write)
            say(err,
                "bagvagt: the database %.*s is in use by another process. Stop that one first, or "
                "let "
                "the running server do it: give the same --data as the server has.\n",
                STR_ARG(config->database));
        else
            say_failure(err, status);
        store_close(store);
        store = NULL;
    } else {
        *ret = store;
    }
    arena_free(a);
    return status;
}

/* Files named on the command line are opened with the caller's rights, wherever the command then runs. 0, or the exit code. */
static int open_inputs(const struct command *c, int argc, char **argv, struct command_context *ctx)
{
    for (int i = 0; i < COMMAND_MAX_FILES; i++)
        ctx->files[i] = -1;
    for (int i = 0; i < COMMAND_MAX_FILES && c->input_files[i] >= 0; i++) {
        int position = 0;

        for (int k = 0; k < argc; k++) {
            if (argv[k][0] == '-' && argv[k][1] != '\0')
                break; /* positional arguments come first */
            if (position++ != c->input_files[i])
                continue;
            ctx->files[i] = open(argv[k], O_RDONLY | O_CLOEXEC);
            if (ctx->files[i] < 0) {
                say(ctx->err, "bagvagt: %s: %s\n", argv[k], strerror(errno));
                return 1;
            }
        }
        if (c->input_files[0] >= 0 && ctx->files[i] < 0) {
            say(ctx->err, "bagvagt: a file is missing. Usage: %s\n", c->usage);
            return 2;
        }
    }
    return 0;
}

static int run_here(const struct command *c, struct command_context *ctx, int argc, char **argv)
{
    int code;

    if (c->needs != NEEDS_NOTHING &&
        cli_open_store(ctx->config, c->needs == NEEDS_STORE_WRITE, ctx->err, &ctx->store) != OK)
        return 1;
    code = c->run(ctx, argc, argv);
    store_close(ctx->store);
    return code;
}

static int run(const struct command *c, struct command_context *ctx, int argc, char **argv)
{
    int code;

    code = open_inputs(c, argc, argv, ctx);
    if (code != 0)
        return code;
    if (c->needs == NEEDS_STORE_WRITE && c->may_delegate && delegate_run(ctx, c, argc, argv, &code))
        return code;
    return run_here(c, ctx, argc, argv);
}

static void cancel(int signal_number)
{
    (void)signal_number;
    __atomic_store_n(&cancelled, true, __ATOMIC_RELAXED);
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

int cli_main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct global_options options = take_options(&argc, argv);
    struct config config;
    int words = 0;
    const struct command *c = argc > 1 ? command_find(argc - 1, argv + 1, &words) : NULL;
    struct command_context ctx = {.arena = a,
                                  .in = 0,
                                  .out = 1,
                                  .err = 2,
                                  .cancelled = &cancelled,
                                  .err_is_terminal = isatty(2) != 0,
                                  .config = &config};
    int code;

    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ,
           SIG_IGN); /* a limit on the size of files is an error to report, no reason to die */
    if (!c) {
        bool help = argc == 1 || asks_help(argc - 1, argv + 1) || strcmp(argv[1], "help") == 0;
        if (!help)
            say(2, "bagvagt: there is no command \"%s\".\n\n", argv[1]);
        code = argc > 1 && print_group(help ? 1 : 2, argv[1])
                   ? (help ? 0 : 2)
                   : print_usage(help ? 1 : 2, help ? 0 : 2);
    } else if (asks_help(argc - 1 - words, argv + 1 + words)) {
        say(1, "%s\n\n%s\n\n%s", c->usage, c->summary, c->help ? c->help : "");
        code = 0;
    } else if (read_config(a, &options, &config) != OK) {
        say_failure(2, INVALID);
        code = 2;
    } else {
        struct sigaction on_interrupt = {.sa_handler = cancel, .sa_flags = (int)SA_RESETHAND};
        sigaction(SIGINT, &on_interrupt, NULL);
        ctx.dir = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        code = run(c, &ctx, argc - 1 - words, argv + 1 + words);
    }
    arena_free(a);
    return code;
}
