/* Defaults of the server, limits of the machine, and files named in the settings.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "web/server_inner.h"

#define N_THREADS_DEFAULT 48

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

void server_defaults(struct server_options *o)
{
    struct rlimit files;

    o->n_threads = o->n_threads > 0 ? o->n_threads : N_THREADS_DEFAULT;
    o->max_body = o->max_body > 0 ? o->max_body : 1024 * 1024;
    o->max_upload = o->max_upload > 0 ? o->max_upload : INT64_C(8) * 1024 * 1024 * 1024;
    o->header_deadline_ms = o->header_deadline_ms > 0 ? o->header_deadline_ms : 10000;
    o->body_deadline_ms = o->body_deadline_ms > 0 ? o->body_deadline_ms : 30000;
    o->max_connections = o->max_connections > 0 ? o->max_connections : 10000;
    o->max_per_address = o->max_per_address > 0 ? o->max_per_address : 200;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = files.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &files);
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur != RLIM_INFINITY &&
        files.rlim_cur < (rlim_t)o->max_connections + 256) /* databases and uploads need some too */
        o->max_connections = files.rlim_cur > 512 ? (int)files.rlim_cur - 256 : 256;
}

int64_t server_tick(const struct server_options *o)
{
    int64_t shortest =
        o->header_deadline_ms < o->body_deadline_ms ? o->header_deadline_ms : o->body_deadline_ms;
    int64_t tick = shortest / 10;

    return tick < 10 ? 10 : tick > 500 ? 500 : tick;
}
