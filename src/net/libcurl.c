/* The list of libcurl's functions, for the loader, and what makes it ready.
 * SPDX-License-Identifier: MPL-2.0 */
#include "net/libcurl.h"

#include "base/library.h"

struct libcurl curl;

static const struct library_function functions[] = {
#define X(name) {"curl_" #name, &curl.name},
    LIBCURL_FUNCTIONS(X)
#undef X
};

static void ready(void)
{
    must(curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

static struct library library = {.file = "libcurl.so.4",
                                 .package = "libcurl4",
                                 .functions = functions,
                                 .n = sizeof functions / sizeof functions[0],
                                 .ready = ready};

enum status libcurl_load(void)
{
    return library_load(&library);
}
