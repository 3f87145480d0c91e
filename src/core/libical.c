/* The list of the functions of libical, for the loader.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/libical.h"

#include "base/library.h"

struct libical ical;

static const struct library_function functions[] = {
#define X(name) {#name, &ical.name},
    LIBICAL_FUNCTIONS(X)
#undef X
};
static struct library library = {.file = "libical.so.3",
                                 .package = "libical3",
                                 .functions = functions,
                                 .n = sizeof functions / sizeof functions[0]};

enum status libical_load(void)
{
    return library_load(&library);
}
