/* SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences_libical.h"

#include "base/library.h"

struct libical_reader ical_in;

static const struct library_function functions[] = {
#define X(name) {#name, &ical_in.name},
    LIBICAL_READERS(X)
#undef X
};
static struct library library = {.file = "libical.so.3",
                                 .package = "libical3",
                                 .functions = functions,
                                 .n = sizeof functions / sizeof functions[0]};

enum status libical_reader_load(void)
{
    return library_load(&library);
}
