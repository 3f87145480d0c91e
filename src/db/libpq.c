/* The list of libpq's functions, for the loader.
 * SPDX-License-Identifier: MPL-2.0 */
#include "db/libpq.h"

#include "base/library.h"

struct libpq pq;

static const struct library_function functions[] = {
#define X(name) {"PQ" #name, &pq.name},
    LIBPQ_FUNCTIONS(X)
#undef X
};
static struct library library = {.file = "libpq.so.5",
                                 .package = "libpq5",
                                 .functions = functions,
                                 .n = sizeof functions / sizeof functions[0]};

enum status libpq_load(void)
{
    return library_load(&library);
}
