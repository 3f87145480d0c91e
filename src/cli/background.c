/* The threads behind the pages, and the process that has nothing else.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/background.h"

#include <pthread.h>
#include <signal.h>

#include "base/log.h"
#include "cli/cli.h"
#include "cli/serve_mail.h"
#include "core/audit_chain.h"
#include "core/jobs.h"
#include "core/pulse.h"
#include "core/set_back.h"
#include "core/wake.h"
#include "features/absences/absences.h"
#include "features/heartbeats/heartbeats.h"
#include "features/modules/modules.h"
#include "features/privacy/privacy.h"
#include "features/statements/statements.h"
#include "features/webhooks/webhooks.h"
#include "version.h"

struct background {
    struct job_worker *worker;
    struct notify_sender *sender;
    struct webhook_sender *webhooks;
    struct audit_sealer *sealer;
    struct heartbeat_sender *heartbeats;
    struct absence_fetcher *absences;
    struct statement_sender *statements;
};

static const struct statement_out *statement_out(struct command_context *c)
{
    struct statement_out *out = arena_make(c->arena, struct statement_out);

    *out = (struct statement_out){.public_url = c->config->public_url,
                                  .may_be_private = c->config->local_services};
    if (str_ends(out->public_url, STR("/")))
        out->public_url = str_sub(out->public_url, 0, out->public_url.n - 1);
    return out;
}

enum status background_start(struct command_context *c, struct background **ret)
{
    struct background *b = arena_make(c->arena, struct background);
    enum status status = retention_plan(c->store);

    if (status == OK)
        status = pulse_plan(c->store);
    if (status == OK)
        status = heartbeats_plan(c->store);
    if (status == OK)
        status = modules_plan(c->store);
    if (status == OK)
        status = job_worker_start(c->store, &b->worker);
    if (status == OK)
        status = serve_mail_start(c->store, c->arena, c->config, &b->sender);
    if (status == OK)
        status = webhook_sender_start(c->store, c->config->local_services, &b->webhooks);
    if (status == OK)
        status = audit_sealer_start(c->store, &b->sealer);
    if (status == OK)
        status = heartbeat_sender_start(c->store, c->config->local_services, &b->heartbeats);
    if (status == OK)
        status = absence_fetcher_start(c->store, c->config->local_services, &b->absences);
    if (status == OK)
        status = statement_sender_start(c->store, statement_out(c), &b->statements);
    if (status != OK) {
        background_stop(b);
        return status;
    }
    *ret = b;
    return OK;
}

void background_stop(struct background *b)
{
    if (b == NULL)
        return;
    job_worker_stop(b->worker);
    notify_sender_stop(b->sender);
    webhook_sender_stop(b->webhooks);
    audit_sealer_stop(b->sealer);
    heartbeat_sender_stop(b->heartbeats);
    absence_fetcher_stop(b->absences);
    statement_sender_stop(b->statements);
}

/* A server's pages do so by their hub. */
static void hear(struct str word)
{
    wake_hear(word);
    set_back_hear(word);
}

static int work(struct command_context *c, int argc, char **argv)
{
    struct background *b = NULL;
    struct set_back_watch *clock = NULL;
    sigset_t ends;
    int got = 0;

    (void)argv;
    if (argc > 0) {
        say(c->err, "bagvagt work takes no arguments; see bagvagt work --help\n");
        return 2;
    }
    if (store_kind_at(c->config->database) != DB_PGSQL) {
        say(c->err, "bagvagt work is for PostgreSQL: with the embedded database the server does "
                    "this work itself, as only one process writes.\n");
        return 1;
    }
    if (cli_open_store(c->config, true, c->err, &c->store) != OK)
        return 1;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL); /* before any thread starts: all inherit it */
    enum status status = background_start(c, &b);
    if (status == OK)
        status = store_listen(c->store, hear);
    if (status == OK)
        status = set_back_start(c->store, &clock);
    if (status == OK) {
        log_line(LOG_LEVEL_INFO, "working", "version=%s", BAGVAGT_VERSION);
        while (sigwait(&ends, &got) != 0)
            ;
        log_line(LOG_LEVEL_INFO, "stopping", "signal=%d", got);
    } else {
        say_failure(c->err, status);
    }
    background_stop(b);
    set_back_stop(clock);
    store_close(c->store);
    c->store = NULL;
    return status == OK ? 0 : 1;
}

const struct command work_commands[] = {
    {.name = "work",
     .usage = "bagvagt work",
     .summary = "Do the work behind the pages in a process of its own",
     .help = "Runs deadlines and reminders, sends messages and seals the audit until it gets "
             "SIGTERM or Ctrl-C.\n"
             "Only with PostgreSQL, and for servers with `worker = no` in their configuration; "
             "any number of\n"
             "servers and workers may share a database: each job runs once.\n",
     .needs = NEEDS_NOTHING, /* opens the store itself, for writing beside others */
     .run = work,
     .input_files = {-1}},
    {0},
};
