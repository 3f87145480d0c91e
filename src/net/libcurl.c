/* Finds the functions of libcurl by name, once, and makes it ready.
 * SPDX-License-Identifier: MPL-2.0 */
#include "net/libcurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

struct libcurl curl;

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
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        snprintf(trouble, sizeof trouble, "%s", dlerror());
        return;
    }
#define X(name) *(void **)&curl.name = find(library, "curl_" #name); /* POSIX says how */
    LIBCURL_FUNCTIONS(X)
#undef X
    if (trouble[0] == '\0')
        must(curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

enum status libcurl_load(void)
{
    pthread_once(&once, load);
    if (trouble[0] != '\0')
        return fail(BROKEN, "libcurl cannot be loaded (%s): install the package libcurl4", trouble);
    return OK;
}
