/* SPDX-License-Identifier: MPL-2.0 */
#include "net/http.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/zone.h"
#include "net/libcurl.h"

#define CONNECT_TIMEOUT_MS 10000L
#define RETRY_AFTER_MAX_S 86400

struct exchange {
    struct arena *arena;
    bool may_be_private, was_forbidden, was_too_much;
    int status;
    int64_t retry_after_s;
    struct buf body; /* of a GET */
    size_t most_bytes;
    struct str etag, modified;
};

bool http_url_ok(struct str url, bool may_be_plain)
{
    size_t at, from = str_starts(url, STR("https://"))                  ? 8
                      : may_be_plain && str_starts(url, STR("http://")) ? 7
                                                                        : 0;
    struct str rest = str_sub(url, from, url.n);

    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] > '~')
            return false;
    if (str_find_char(rest, '/', &at))
        rest = str_sub(rest, 0, at);
    return from > 0 && rest.n > 0 && url.n <= 1000 && !str_find_char(rest, '@', &at);
}

/* ---- who may be connected to */

/* This machine, private networks, link-local, multicast, and what is for documentation and tests. */
static bool is_private_v4(uint32_t a)
{
    static const struct {
        uint32_t net;
        int bits;
    } nets[] = {{0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},
                {0xa9fe0000, 16}, {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24},
                {0xc0586300, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24},
                {0xcb007100, 24}, {0xe0000000, 3}};

    for (size_t i = 0; i < sizeof nets / sizeof nets[0]; i++)
        if ((a ^ nets[i].net) >> (32 - nets[i].bits) == 0)
            return true;
    return false;
}

static uint32_t four(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Of IPv6 only 2000::/3 is the world's; what carries an IPv4 address within is judged by that. */
static bool is_private_v6(const unsigned char a[16])
{
    static const unsigned char mapped[12] = {[10] = 0xff, 0xff}, nat64[12] = {0, 0x64, 0xff, 0x9b};

    if (memcmp(a, mapped, 12) == 0 || memcmp(a, nat64, 12) == 0)
        return is_private_v4(four(a + 12));
    if (a[0] == 0x20 && a[1] == 0x02)
        return is_private_v4(four(a + 2));
    if (a[0] == 0x20 && a[1] == 0x01 && (a[2] < 2 || (a[2] == 0x0d && a[3] == 0xb8)))
        return true;
    return a[0] >> 5 != 1;
}

static bool is_private(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        return is_private_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6)
        return true;
    memcpy(&v6, address, sizeof v6);
    return is_private_v6(v6.sin6_addr.s6_addr);
}

/* Asked with the address that is about to be connected to, so a name that resolves anew to somewhere else gains nothing. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct exchange *x = context;

    (void)purpose;
    if (!x->may_be_private && is_private(&to->addr)) {
        x->was_forbidden = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* ---- the exchange */

static size_t drop_body(char *p, size_t size, size_t n, void *context)
{
    (void)p;
    (void)context;
    return size * n;
}

static size_t take_header(char *p, size_t size, size_t n, void *context)
{
    struct exchange *x = context;
    struct str line = str_trim((struct str){p, size * n}), name = STR_NONE;
    int64_t number;

    if (str_starts(line, STR("HTTP/")) && str_cut(&line, ' ', &name) &&
        str_int64(str_sub(line, 0, 3), &number)) {
        x->status = (int)number; /* the last one counts: 100 and redirects come before */
        x->body.n = 0;
        x->etag = x->modified = STR("");
    } else if (str_cut(&line, ':', &name) && str_eq_nocase(name, STR("Retry-After")) &&
               str_int64(str_trim(line), &number) && number > 0)
        x->retry_after_s = number < RETRY_AFTER_MAX_S ? number : RETRY_AFTER_MAX_S;
    else if (name.p != NULL && str_eq_nocase(name, STR("ETag")) && line.n < 300)
        x->etag = arena_copy(x->arena, str_trim(line));
    else if (name.p != NULL && str_eq_nocase(name, STR("Last-Modified")) && line.n < 100)
        x->modified = arena_copy(x->arena, str_trim(line));
    return size * n;
}

static size_t keep_body(char *p, size_t size, size_t n, void *context)
{
    struct exchange *x = context;

    if (x->body.n + size * n > x->most_bytes) {
        x->was_too_much = true;
        return 0;
    }
    buf_add(&x->body, (struct str){p, size * n});
    return size * n;
}

static struct curl_slist *header_list(struct arena *a, const struct http_header *headers)
{
    struct curl_slist *list = curl.slist_append(NULL, "Expect:");

    for (size_t i = 0; i < HTTP_HEADERS && headers[i].name != NULL; i++)
        list = curl.slist_append(list, str_c(a, arena_printf(a, "%s: %.*s", headers[i].name,
                                                             STR_ARG(headers[i].value))));
    must(list != NULL);
    return list;
}

static void set_common(CURL *handle, struct str url, struct curl_slist *headers, int64_t timeout_ms,
                       struct exchange *x)
{
    curl.easy_setopt(handle, CURLOPT_URL, str_c(x->arena, url));
    curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl.easy_setopt(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl.easy_setopt(handle, CURLOPT_PROXY, "");
    curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(handle, CURLOPT_USERAGENT, "Bagvagt");
    curl.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                     timeout_ms < CONNECT_TIMEOUT_MS ? (long)timeout_ms : CONNECT_TIMEOUT_MS);
    curl.easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl.easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl.easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl.easy_setopt(handle, CURLOPT_HEADERDATA, x);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl.easy_setopt(handle, CURLOPT_OPENSOCKETDATA, x);
}

static CURLcode perform(CURL *handle, const struct http_post *post, struct exchange *x)
{
    struct curl_slist *headers = header_list(x->arena, post->headers);
    CURLcode code;

    set_common(handle, post->url, headers, HTTP_TIMEOUT_MS, x);
    curl.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl.easy_setopt(handle, CURLOPT_POST, 1L);
    curl.easy_setopt(handle, CURLOPT_POSTFIELDSIZE, (long)post->body.n);
    curl.easy_setopt(handle, CURLOPT_POSTFIELDS, post->body.n > 0 ? post->body.p : "");
    curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, drop_body);
    code = curl.easy_perform(handle);
    curl.slist_free_all(headers);
    return code;
}

struct http_result http_post_send(struct arena *a, const struct http_post *post)
{
    struct http_result result = {.status = 0};
    struct exchange x = {.arena = a, .may_be_private = post->may_be_private};
    CURL *handle;
    CURLcode code;

    if (libcurl_load() != OK) {
        snprintf(result.why, sizeof result.why, "%.70s", failure_last()->why);
        return result;
    }
    handle = curl.easy_init();
    must(handle != NULL);
    code = perform(handle, post, &x);
    curl.easy_cleanup(handle);
    result.status = code == CURLE_OK ? x.status : 0;
    result.retry_after_ms = x.retry_after_s * 1000;
    if (x.was_forbidden)
        snprintf(result.why, sizeof result.why, "address not allowed");
    else if (code == CURLE_OK)
        snprintf(result.why, sizeof result.why, "HTTP %d", x.status);
    else
        snprintf(result.why, sizeof result.why, "%.60s", curl.easy_strerror(code));
    return result;
}

/* ---- reading */

static bool month_of(struct str word, int *ret)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (int i = 0; i < 12 && word.n == 3; i++)
        if (memcmp(word.p, months + (size_t)i * 3, 3) == 0) {
            *ret = i + 1;
            return true;
        }
    return false;
}

static bool clock_of(struct str text, int64_t *ret_ms)
{
    int64_t h, m, s;

    if (text.n != 8 || !str_int64(str_sub(text, 0, 2), &h) || !str_int64(str_sub(text, 3, 2), &m) ||
        !str_int64(str_sub(text, 6, 2), &s))
        return false;
    *ret_ms = ((h * 60 + m) * 60 + s) * 1000;
    return true;
}

int64_t http_certificate_end(struct str text)
{
    struct str part[5] = {{NULL, 0}}, one;
    int64_t day, year, clock;
    int32_t number;
    int month;
    size_t n = 0;

    while (n < 5 && str_cut(&text, ' ', &one))
        if (one.n > 0) /* "Nov  2" */
            part[n++] = one;
    if (n >= 2 && date_parse(part[0], &number) && clock_of(part[1], &clock))
        return number * DAY_MS + clock;
    if (n >= 4 && month_of(part[0], &month) && str_int64(part[1], &day) &&
        clock_of(part[2], &clock) && str_int64(part[3], &year) && year > 1970 && year < 10000 &&
        date_valid((int)year, month, (int)day))
        return day_number((int)year, month, (int)day) * DAY_MS + clock;
    return 0;
}

/* The server's own certificate comes first. */
static int64_t certificate_end(CURL *handle)
{
    struct curl_certinfo *info = NULL;
    static const struct str name = {"Expire date:", 12};

    if (curl.easy_getinfo(handle, CURLINFO_CERTINFO, &info) != CURLE_OK || info == NULL ||
        info->num_of_certs < 1)
        return 0;
    for (const struct curl_slist *line = info->certinfo[0]; line != NULL; line = line->next) {
        struct str text = str_of(line->data);

        if (str_starts(text, name))
            return http_certificate_end(str_sub(text, name.n, text.n));
    }
    return 0;
}

static CURLcode perform_get(CURL *handle, const struct http_get *get, struct exchange *x)
{
    struct curl_slist *headers = header_list(x->arena, get->headers);
    CURLcode code;

    set_common(handle, get->url, headers, get->timeout_ms > 0 ? get->timeout_ms : HTTP_TIMEOUT_MS,
               x);
    curl.easy_setopt(handle, CURLOPT_FOLLOWLOCATION, get->redirects > 0 ? 1L : 0L);
    curl.easy_setopt(handle, CURLOPT_MAXREDIRS, (long)get->redirects);
    curl.easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR,
                     str_starts(get->url, STR("https://")) ? "https" : "http,https");
    curl.easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
    curl.easy_setopt(handle, CURLOPT_CERTINFO, 1L);
    curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, keep_body);
    curl.easy_setopt(handle, CURLOPT_WRITEDATA, x);
    code = curl.easy_perform(handle);
    curl.slist_free_all(headers);
    return code;
}

struct http_got http_get_send(struct arena *a, const struct http_get *get)
{
    struct http_got got = {.body = STR(""), .etag = STR(""), .modified = STR("")};
    struct exchange x = {.arena = a,
                         .may_be_private = get->may_be_private,
                         .body = buf_new(a, 4096),
                         .most_bytes = get->most_bytes,
                         .etag = STR(""),
                         .modified = STR("")};

    if (libcurl_load() != OK) {
        snprintf(got.why, sizeof got.why, "%.70s", failure_last()->why);
        return got;
    }
    CURL *handle = curl.easy_init();
    must(handle != NULL);
    CURLcode code = perform_get(handle, get, &x);
    if (code == CURLE_OK) {
        got.status = x.status;
        got.body = buf_str(&x.body);
        got.etag = x.etag;
        got.modified = x.modified;
        got.certificate_ends_at = certificate_end(handle);
    }
    curl.easy_cleanup(handle);
    snprintf(got.why, sizeof got.why, "%.60s",
             x.was_forbidden    ? "address not allowed"
             : x.was_too_much   ? "too large"
             : code == CURLE_OK ? str_c(a, arena_printf(a, "HTTP %d", x.status))
                                : curl.easy_strerror(code));
    return got;
}
