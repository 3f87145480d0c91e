/* The list of the functions of cairo and pango, for the loader: pango brings cairo and glib with it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "pdf/libpango.h"

#include "base/library.h"

struct libcairo cairo;
struct libpango pango;

static const struct library_function functions[] = {
#define X(name) {"cairo_" #name, &cairo.name},
    LIBCAIRO_FUNCTIONS(X)
#undef X
#define X(name) {"pango_" #name, &pango.name},
        LIBPANGO_FUNCTIONS(X)
#undef X
            {"g_object_unref", &pango.unref},
};
static struct library library = {.file = "libpangocairo-1.0.so.0",
                                 .package = "libpangocairo-1.0-0",
                                 .functions = functions,
                                 .n = sizeof functions / sizeof functions[0]};

#ifdef __SANITIZE_ADDRESS__ /* GCC; clang has its own word */
/* fontconfig loses some hundred bytes once, when it reads its own configuration. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}
#endif

enum status libpango_load(void)
{
    return library_load(&library);
}
