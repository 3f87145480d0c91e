/* Commands about the database and the program itself: migrate, backup, check, openapi, version.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "core/access.h"
#include "core/jobs.h"
#include "core/vault.h"
#include "db/migrate.h"
#include "features/harassment/harassment.h"
#include "version.h"
#include "web/api.h"

static int end_with(struct command_context *c, enum status status)
{
    if (status == OK)
        return 0;
    say_failure(c->err, status);
    return 1;
}

/* The store was migrated when it was opened. */
static int migrate(struct command_context *c, int argc, char **argv)
{
    (void)argc, (void)argv;
    say(c->out, "The database is up to date (%d migrations, %.*s).\n", (int)migrations_n,
        STR_ARG(store_version(c->store, c->arena)));
    return 0;
}

static int backup(struct command_context *c, int argc, char **argv)
{
    if (argc != 1 || argv[0][0] == '-') {
        say(c->err, "bagvagt: backup needs one file name; see bagvagt backup --help\n");
        return 2;
    }
    enum status status = store_backup(c->store, str_of(argv[0]));
    if (status == OK)
        say(c->out, "Copied to %s. Try it: bagvagt check --database %s\n", argv[0], argv[0]);
    return end_with(c, status);
}

/* ---- check */

/* Jobs that failed for good wait for somebody to look. */
static enum status check_jobs(struct command_context *c, struct store *store)
{
    struct db *db = db_start(store, c->arena);
    struct job_counts jobs;
    enum status status = jobs_count(db, c->arena, &jobs);

    db_end(db);
    if (status == OK && jobs.broken > 0)
        say(c->out, "Jobs: %lld were set aside after failing; the server's log says why.\n",
            (long long)jobs.broken);
    return status;
}

static enum status check_keys(struct command_context *c, struct store *store, struct buf *findings)
{
    struct db *db = db_start(store, c->arena);
    enum status status = vault_check(db, findings);

    if (status == OK)
        status = harassment_check(db, findings);

    db_end(db);
    return status;
}

static int check_database(struct command_context *c)
{
    struct store_options options = {.where = c->config->database};
    struct store *store = NULL;
    struct buf findings = buf_new(c->arena, 256);
    enum status status = OK;

    if (!str_find(c->config->database, STR("="), &(size_t){0}) &&
        !str_starts(c->config->database, STR("postgres")) &&
        access(str_c(c->arena, c->config->database), F_OK) != 0) {
        say(c->out,
            "Database: %.*s does not exist yet. `bagvagt serve` or `bagvagt demo` makes it.\n",
            STR_ARG(c->config->database));
        return 0;
    }
    status = store_open(&options, &store);
    if (status == OK)
        status = migrate_check(store);
    if (status == OK)
        status = store_prepare(store);
    if (status == OK)
        status = check_jobs(c, store);
    if (status == OK)
        status = check_keys(c, store, &findings);
    if (status == OK)
        status = store_check(store, &findings);
    if (status == OK && findings.n == 0)
        say(c->out, "Database: %.*s is healthy (%.*s).\n", STR_ARG(c->config->database),
            STR_ARG(store_version(store, c->arena)));
    else if (status == OK)
        say(c->out,
            "Database: %.*s needs attention:\n%.*s\nRestore the latest backup, or ask for help "
            "before "
            "going on.\n",
            STR_ARG(c->config->database), STR_ARG(buf_str(&findings)));
    store_close(store);
    return status == OK ? findings.n > 0 : end_with(c, status);
}

static int check_folder(struct command_context *c)
{
    const char *folder = str_c(c->arena, c->config->data_folder);

    if (access(folder, F_OK) != 0)
        say(c->out, "Data folder: %s will be made at the first start.\n", folder);
    else if (access(folder, R_OK | W_OK | X_OK) != 0) {
        say(c->out,
            "Data folder: %s cannot be written: %s. Give it to the server's user (chown), or "
            "choose "
            "another with --data.\n",
            folder, strerror(errno));
        return 1;
    } else
        say(c->out, "Data folder: %s can be written.\n", folder);
    return 0;
}

static int print_roles(struct command_context *c)
{
    static const char *const reaches[] = {"-", "own", "team", "all"};

    for (int p = 0; p < PERM_N; p++)
        for (int r = 0; r < ROLE_N; r++) {
            enum reach reach = access_reach((enum role)r, (enum permission)p);
            if (reach != REACH_NONE)
                say(c->out, "%-16.*s %-16.*s %s\n", STR_ARG(permission_word((enum permission)p)),
                    STR_ARG(role_word((enum role)r)), reaches[reach]);
        }
    return 0;
}

static int print_routes(struct command_context *c)
{
    static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};

    for (const struct route *const *table = all_routes; *table; table++)
        for (const struct route *r = *table; r->run; r++)
            say(c->out, "%s %s %.*s\n", methods[r->method], r->path,
                STR_ARG(permission_word(r->permission)));
    return 0;
}

static int check(struct command_context *c, int argc, char **argv)
{
    if (argc == 1 && strcmp(argv[0], "roles") == 0)
        return print_roles(c);
    if (argc == 1 && strcmp(argv[0], "routes") == 0)
        return print_routes(c);
    if (argc == 1 && strcmp(argv[0], "--print-config") == 0) {
        say(c->out, "%.*s", STR_ARG(config_sample(c->arena)));
        return 0;
    }
    if (argc > 0) {
        say(c->err, "bagvagt: check does not know \"%s\"; see bagvagt check --help\n", argv[0]);
        return 2;
    }
    say(c->out, "Configuration: fine. Data folder %.*s, port %d.\n",
        STR_ARG(c->config->data_folder), (int)c->config->port);
    int folder = check_folder(c), database = check_database(c);
    return folder != 0 || database != 0;
}

static int openapi(struct command_context *c, int argc, char **argv)
{
    struct buf b = buf_new(c->arena, 65536);
    struct str s;

    (void)argc, (void)argv;
    api_openapi(&b);
    s = buf_str(&b);
    while (s.n > 0) {
        ssize_t n = write(c->out, s.p, s.n);
        if (n <= 0)
            return 1;
        s = str_sub(s, (size_t)n, s.n);
    }
    return 0;
}

static int version(struct command_context *c, int argc, char **argv)
{
    (void)argc, (void)argv;
    say(c->out, "bagvagt %s\n", BAGVAGT_VERSION);
    return 0;
}

const struct command store_commands[] = {
    {.name = "migrate",
     .usage = "bagvagt migrate",
     .summary = "Bring the database up to this version",
     .help = "serve and every writing command do this by themselves; migrate does only this. A "
             "database from a newer\n"
             "version is left alone.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = migrate,
     .input_files = {-1},
     .may_delegate = true},
    {.name = "backup",
     .usage = "bagvagt backup FILE",
     .summary = "A consistent copy, also while the server runs",
     .help = "FILE must not exist yet. The copy holds everything people confided: keep it as safe "
             "as the original.\n"
             "With PostgreSQL use pg_dump instead.\n",
     .needs = NEEDS_STORE_READ,
     .run = backup,
     .input_files = {-1}},
    {.name = "check",
     .usage = "bagvagt check [roles | routes | --print-config]",
     .summary = "Look at configuration, folder and database, and say what to do",
     .help = "  roles           who may do what, from the program's own matrix\n"
             "  routes          every address with its permission\n"
             "  --print-config  a commented configuration file with every setting\n",
     .needs = NEEDS_NOTHING,
     .run = check,
     .input_files = {-1}},
    {.name = "openapi",
     .usage = "bagvagt openapi",
     .summary = "Print the API description (OpenAPI 3.1)",
     .needs = NEEDS_NOTHING,
     .run = openapi,
     .input_files = {-1}},
    {.name = "version",
     .usage = "bagvagt version",
     .summary = "Print the version",
     .needs = NEEDS_NOTHING,
     .run = version,
     .input_files = {-1}},
    {0},
};
