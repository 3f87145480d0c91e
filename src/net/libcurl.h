/* libcurl, loaded when the first mail is sent: it brings twenty other libraries, and a start should not wait for them
 * (base/library.h).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NET_LIBCURL_H
#define NET_LIBCURL_H

#define CURL_DISABLE_TYPECHECK /* its checks are macros around the real names */
#include <curl/curl.h>

#include "base/status.h"

#define LIBCURL_FUNCTIONS(X)                                                                       \
    X(easy_cleanup)                                                                                \
    X(easy_getinfo)                                                                                \
    X(easy_init)                                                                                   \
    X(easy_perform)                                                                                \
    X(easy_setopt)                                                                                 \
    X(easy_strerror)                                                                               \
    X(global_init)                                                                                 \
    X(slist_append)                                                                                \
    X(slist_free_all)

/* curl.easy_init() is curl_easy_init(). */
struct libcurl {
#define X(name) __typeof__(curl_##name) *name;
    LIBCURL_FUNCTIONS(X)
#undef X
};
extern struct libcurl curl;

/* Once for the process; BROKEN, with a word on what to install. */
CHECKED enum status libcurl_load(void);

#endif
