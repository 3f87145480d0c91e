/* Starts the server, says where it is, and stops it in an orderly way.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/serve.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "cli/background.h"
#include "cli/cli.h"
#include "cli/delegate.h"
#include "core/set_back.h"
#include "core_sql.h"
#include "features/calls/calls_web.h"
#include "features/help/help.h"
#include "features/people/people.h"
#include "features/people/people_web.h"
#include "version.h"
#include "web/again.h"
#include "web/server.h"

#define STOP_WAIT_MS 10000

struct serve_options {
    struct str address;
    int64_t port;
    struct str port_file; /* where to write the port chosen by the kernel, for scripts */
};

static enum status read_options(const struct config *c, int argc, char **argv,
                                struct serve_options *ret)
{
    *ret = (struct serve_options){.address = c->address, .port = c->port};
    for (int i = 0; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;

        if (strcmp(argv[i], "--port") == 0 && value && str_int64(str_of(value), &ret->port) &&
            ret->port >= 0 && ret->port <= 65535)
            i++;
        else if (strcmp(argv[i], "--address") == 0 && value)
            ret->address = str_of(argv[++i]);
        else
            return fail(INVALID,
                        "serve does not know \"%s\" there (or its value); see bagvagt serve --help",
                        argv[i]);
    }
    return OK;
}

static enum status fill_info(struct command_context *c, struct server_info *ret)
{
    struct core_centre_row centre;
    struct db *db = db_start(c->store, c->arena);
    enum status found = q_core_centre_any(db, c->arena, &centre);
    struct str zone = found == OK ? arena_copy(c->arena, centre.zone) : c->config->zone;

    db_end(db);
    if (found != OK && found != MISSING)
        return found;
    *ret = (struct server_info){
        .data_folder = c->config->data_folder,
        .public_url = c->config->public_url,
        .is_demo = found == OK && centre.invented,
        .secure_cookies =
            c->config->tls_cert.n > 0 || str_starts(c->config->public_url, STR("https://")),
        .has_mail = c->config->mail_server.n > 0,
        .has_sms = c->config->sms_url.n > 0,
        .local_services = c->config->local_services,
        .trust_proxy = c->config->trust_proxy,
        .version = BAGVAGT_VERSION,
        .alarm_number = c->config->alarm_number,
        .started_at = clock_now(),
        .zone_name = zone,
    };
    return zone_find(zone, &ret->zone);
}

static enum status say_setup_code(struct command_context *c)
{
    struct db *db = db_start(c->store, c->arena);
    bool needed = false;
    struct str code;
    enum status status = setup_needed(db, c->arena, &needed);

    db_end(db);
    TRY(status);
    if (!needed)
        return OK;
    TRY(setup_code_make(c->store, c->arena, &code));
    say(c->out,
        "The database is empty. Open the page and make the first administrator with this code: "
        "%.*s\n",
        STR_ARG(code));
    return OK;
}

static enum status start(struct command_context *c, const struct serve_options *o,
                         const struct server_info *info, struct server **ret)
{
    struct server_options options = {
        .store = c->store,
        .info = info,
        .address = o->address,
        .port = (int)o->port,
        .tls_cert = c->config->tls_cert,
        .tls_key = c->config->tls_key,
        .local_socket = arena_printf(c->arena, "%.*s/local.sock", STR_ARG(c->config->data_folder)),
        .n_threads = (int)c->config->threads,
    };

    return server_start(&options, ret);
}

static void say_address(struct command_context *c, const struct serve_options *o,
                        const struct server *s)
{
    bool local = str_eq(o->address, STR("127.0.0.1")) || str_eq(o->address, STR("::1")) ||
                 str_eq(o->address, STR("::"));

    say(c->out, "Listening on %s://%.*s:%d\n", c->config->tls_cert.n > 0 ? "https" : "http",
        STR_ARG(local ? STR("localhost") : o->address), server_port(s));
}

static int wait_for_end(const sigset_t *ends)
{
    int got = 0;

    while (sigwait(ends, &got) != 0)
        ;
    return got;
}

static int run_server(struct command_context *c, const struct serve_options *options)
{
    struct server_info info;
    struct server *server = NULL;
    struct delegate *delegate = NULL;
    struct background *background = NULL;
    struct set_back_watch *clock = NULL;
    sigset_t ends;
    enum status status;

    mallopt(M_ARENA_MAX, 2); /* many threads, little memory each: two heaps are enough */
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* before any thread starts: all of them inherit it */
    status = fill_info(c, &info);
    again_use_page(sign_in_again);
    if (status == OK)
        status = help_presence_start(c->store);
    if (status == OK)
        status = set_back_start(c->store, &clock);
    if (status == OK)
        status = start(c, options, &info, &server);
    if (status == OK && c->config->worker)
        status = background_start(c, &background);
    if (status == OK)
        status = delegate_serve(c->store, c->config, &delegate);
    if (status == OK)
        status = say_setup_code(c);
    if (status != OK) {
        say_failure(c->err, status);
        if (status == CONFLICT)
            say(c->err,
                "Choose another port with --port N, or stop the program that has this one.\n");
        server_stop(server, 0);
        help_presence_stop();
        delegate_stop(delegate);
        background_stop(background);
        set_back_stop(clock);
        return 1;
    }
    say_address(c, options, server);
    log_line(LOG_LEVEL_INFO, "started", "version=%s port=%d", BAGVAGT_VERSION, server_port(server));
    int got = wait_for_end(&ends);
    log_line(LOG_LEVEL_INFO, "stopping", "signal=%d", got);
    delegate_stop(delegate);
    server_stop(server, STOP_WAIT_MS);
    help_presence_stop();
    calls_import_stop_all();
    background_stop(background);
    set_back_stop(clock);
    log_line(LOG_LEVEL_INFO, "stopped", NULL);
    return 0;
}

static int serve(struct command_context *c, int argc, char **argv)
{
    struct serve_options options;
    int code;

    if (read_options(c->config, argc, argv, &options) != OK) {
        say_failure(c->err, INVALID);
        return 2;
    }
    if (!c->config->worker && store_kind_at(c->config->database) != DB_PGSQL) {
        say(c->err,
            "worker = no needs PostgreSQL: only one process writes to the embedded database.\n");
        return 1;
    }
    if (cli_open_store(c->config, true, c->err, &c->store) != OK)
        return 1;
    code = run_server(c, &options);
    store_close(c->store);
    c->store = NULL;
    return code;
}

const struct command serve_commands[] = {
    {.name = "serve",
     .usage = "bagvagt serve [--port N] [--address ADDRESS]",
     .summary = "Start the server",
     .help =
         "Serves the pages and the API until it gets SIGTERM or Ctrl-C; running requests are "
         "finished first.\n"
         "  --port N           port to listen on; 0 lets the system choose (default 8080)\n"
         "  --address ADDRESS  127.0.0.1 serves this machine, :: the network (default 127.0.0.1)\n"
         "On an empty database it prints a one-time code with which the first page makes the first "
         "administrator.\n",
     .needs = NEEDS_NOTHING, /* opens the store itself, once the options are understood */
     .run = serve,
     .input_files = {-1}},
    {0},
};
