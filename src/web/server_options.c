/* Defaults of the server, limits of the machine, and files named in the settings.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/log.h"
#include "web/server_inner.h"

#define N_THREADS_DEFAULT 48
#define CONNECTIONS_DEFAULT 32768
#define CONNECTIONS_EXPECTED 10000 /* fewer, and somebody should know before the pages are there */
#define OTHER_FILES 256            /* databases, uploads and what we ask of others */

enum status server_read_pem(struct str path, char **ret)
{
    char name[4096];
    FILE *f;
    size_t n;

    snprintf(name, sizeof name, "%.*s", STR_ARG(path));
    f = fopen(name, "re");
    if (f == NULL)
        return fail(INVALID, "%s cannot be read", name);
    *ret = calloc(1, 256 * 1024);
    must(*ret != NULL);
    n = fread(*ret, 1, 256 * 1024 - 1, f);
    fclose(f);
    return n > 0 ? OK : fail(INVALID, "%s is empty", name);
}

/* A connection is an open file. We take as many as the system lets us have, and no more connections than these allow: what
 * is refused at the door hears so, what fails later does not. */
static void limit_connections(struct server_options *o)
{
    struct rlimit files;
    rlim_t wanted = (rlim_t)o->max_connections + OTHER_FILES;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY ||
        files.rlim_cur >= wanted)
        return;
    o->max_connections =
        files.rlim_cur > 2 * OTHER_FILES ? (int)files.rlim_cur - OTHER_FILES : OTHER_FILES;
    if (o->max_connections < CONNECTIONS_EXPECTED)
        log_line(LOG_LEVEL_WARN, "few open files are allowed: raise LimitNOFILE, or ulimit -Hn",
                 "files=%lld connections=%d", (long long)files.rlim_cur, o->max_connections);
}

void server_defaults(struct server_options *o)
{
    o->n_threads = o->n_threads > 0 ? o->n_threads : N_THREADS_DEFAULT;
    o->max_body = o->max_body > 0 ? o->max_body : 1024 * 1024;
    o->max_upload = o->max_upload > 0 ? o->max_upload : INT64_C(8) * 1024 * 1024 * 1024;
    o->header_deadline_ms = o->header_deadline_ms > 0 ? o->header_deadline_ms : 10000;
    o->body_deadline_ms = o->body_deadline_ms > 0 ? o->body_deadline_ms : 30000;
    o->max_connections = o->max_connections > 0 ? o->max_connections : CONNECTIONS_DEFAULT;
    o->max_per_address = o->max_per_address > 0 ? o->max_per_address : 200;
    limit_connections(o);
}

int64_t server_tick(const struct server_options *o)
{
    int64_t shortest =
        o->header_deadline_ms < o->body_deadline_ms ? o->header_deadline_ms : o->body_deadline_ms;
    int64_t tick = shortest / 10;

    return tick < 10 ? 10 : tick > 500 ? 500 : tick;
}
