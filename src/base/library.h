/* A shared library that is loaded when it is first needed: what brings many others with it should neither make every start
 * wait nor stay in memory for nothing. Its functions are members of a struct whose types come from the library's own header,
 * so the compiler checks each call (db/libpq.h). Safe from any thread.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H

#include <stddef.h>

#include "base/status.h"

struct library_function {
    const char *name;
    void *place; /* where the pointer to the function goes */
};

struct library {
    const char *file;    /* "libpq.so.5"; names of what it brings with it are found too */
    const char *package; /* Debian's, for the message */
    const struct library_function *functions;
    size_t n;
    void (*ready)(void); /* once, after everything was found; may be NULL */
    bool tried;
    char trouble[200];
};

/* At most one attempt in the life of the process; BROKEN, with a word on what to install. */
CHECKED enum status library_load(struct library *library);

#endif
