/* Hears PostgreSQL's NOTIFY on a connection of its own, which is opened anew whenever it is lost.
 * SPDX-License-Identifier: MPL-2.0 */
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "db/db_internal.h"
#include "db/libpq.h"

#define TRY_AGAIN_MS 1000

struct pgsql_listen {
    struct store *store;
    PGconn *first;
    pthread_t thread;
    int stop; /* an eventfd, readable once it is to end */
};

/* Until something comes, `ms` at most (-1: for ever); false: it is to end. */
static bool wait_for(struct pgsql_listen *l, int fd, int ms)
{
    struct pollfd fds[2] = {{.fd = l->stop, .events = POLLIN}, {.fd = fd, .events = POLLIN}};

    poll(fds, 2, ms);
    return (fds[0].revents & POLLIN) == 0;
}

static PGconn *connect_anew(struct pgsql_listen *l)
{
    const char *const keys[] = {"connect_timeout",
                                "application_name",
                                "keepalives_idle",
                                "keepalives_interval",
                                "keepalives_count",
                                "dbname",
                                NULL};
    const char *const values[] = {"5", "bagvagt live",           "15", "5",
                                  "3", pgsql_conninfo(l->store), NULL};
    PGconn *pg = pq.connectdbParams(keys, values, 1);
    PGresult *r;
    bool listens;

    if (pq.status(pg) != CONNECTION_OK) {
        pq.finish(pg);
        return NULL;
    }
    r = pq.exec(pg, "LISTEN bagvagt");
    listens = pq.resultStatus(r) == PGRES_COMMAND_OK;
    pq.clear(r);
    if (listens)
        return pg;
    pq.finish(pg);
    return NULL;
}

/* What arrived; false: the connection is lost. */
static bool take_in(struct pgsql_listen *l, PGconn *pg)
{
    PGnotify *n;

    if (pq.consumeInput(pg) == 0)
        return false;
    while ((n = pq.notifies(pg)) != NULL) {
        tell_hear(l->store, str_of(n->extra));
        pq.freemem(n);
    }
    return true;
}

static void *listen_on(void *context)
{
    struct pgsql_listen *l = context;
    PGconn *pg = l->first;
    bool goes_on = true;

    while (goes_on) {
        if (pg == NULL) {
            pg = connect_anew(l);
            if (pg != NULL)
                tell_hear(l->store, STR_NONE); /* what came meanwhile was missed */
        }
        goes_on = pg == NULL ? wait_for(l, -1, TRY_AGAIN_MS) : wait_for(l, pq.socket(pg), -1);
        if (goes_on && pg != NULL && !take_in(l, pg)) {
            pq.finish(pg);
            pg = NULL;
        }
    }
    pq.finish(pg);
    return NULL;
}

enum status pgsql_listen_start(struct store *s, struct pgsql_listen **ret)
{
    struct pgsql_listen *l = calloc(1, sizeof *l);

    must(l != NULL);
    l->store = s;
    l->first = connect_anew(l); /* here, so that nothing told after the start is missed */
    l->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    must(l->stop >= 0);
    if (l->first == NULL || pthread_create(&l->thread, NULL, listen_on, l) != 0) {
        pq.finish(l->first);
        close(l->stop);
        free(l);
        return fail(UPSTREAM, "cannot listen to PostgreSQL");
    }
    *ret = l;
    return OK;
}

void pgsql_listen_stop(struct pgsql_listen *l)
{
    uint64_t one = 1;

    if (l == NULL)
        return;
    (void)!write(l->stop, &one, sizeof one);
    pthread_join(l->thread, NULL);
    close(l->stop);
    free(l);
}
