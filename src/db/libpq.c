/* Finds the functions of libpq by name, once.
 * SPDX-License-Identifier: MPL-2.0 */
#include "db/libpq.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

struct libpq pq;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char trouble[200];

static void *find(void *library, const char *name)
{
    void *function = dlsym(library, name);
    if (function == NULL && trouble[0] == '\0')
        snprintf(trouble, sizeof trouble, "%s", dlerror());
    return function;
}

static void load(void)
{
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        snprintf(trouble, sizeof trouble, "%s", dlerror());
        return;
    }
#define X(name) *(void **)&pq.name = find(library, "PQ" #name); /* POSIX says how */
    LIBPQ_FUNCTIONS(X)
#undef X
}

enum status libpq_load(void)
{
    pthread_once(&once, load);
    if (trouble[0] != '\0')
        return fail(MISSING,
                    "PostgreSQL's client library cannot be loaded (%s): install the package libpq5",
                    trouble);
    return OK;
}
