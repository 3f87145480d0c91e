/* Finds the functions of a library by name, once.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void load(struct library *l)
{
    void *handle = dlopen(l->file, RTLD_NOW | RTLD_LOCAL);

    for (size_t i = 0; handle != NULL && i < l->n; i++) {
        void *function = dlsym(handle, l->functions[i].name);

        if (function == NULL) {
            handle = NULL;
            break;
        }
        *(void **)l->functions[i].place = function; /* POSIX says how */
    }
    if (handle == NULL)
        snprintf(l->trouble, sizeof l->trouble, "%s", dlerror());
    else if (l->ready != NULL)
        l->ready();
}

enum status library_load(struct library *l)
{
    pthread_mutex_lock(&lock);
    if (!l->tried)
        load(l);
    l->tried = true;
    pthread_mutex_unlock(&lock);
    if (l->trouble[0] != '\0')
        return fail(BROKEN, "%s cannot be loaded (%s): install the package %s", l->file, l->trouble,
                    l->package);
    return OK;
}
