/* Cookies and seals.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/cookie.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "web/server.h"

static struct str full_name(const struct request *rq, const char *name)
{
    return rq->server->secure_cookies ? arena_printf(rq->arena, "__Host-%s", name) : str_of(name);
}

struct str cookie_get(const struct request *rq, const char *name)
{
    struct str wanted = full_name(rq, name), found = STR_NONE;

    for (size_t i = 0; i < rq->n_headers; i++) {
        struct str rest = rq->headers[i].value, pair;

        if (!str_eq_nocase(rq->headers[i].name, STR("Cookie")))
            continue;
        while (str_cut(&rest, ';', &pair)) {
            size_t at;

            pair = str_trim(pair);
            if (found.p == NULL && str_find_char(pair, '=', &at) &&
                str_eq(str_sub(pair, 0, at), wanted))
                found = str_sub(pair, at + 1, pair.n);
        }
    }
    return found;
}

void cookie_set(struct request *rq, struct response *rs, const char *name, struct str value,
                enum cookie_life life)
{
    static const char *const ages[] = {"", "; Max-Age=31536000", "; Max-Age=0"};
    struct str name_full = full_name(rq, name);

    response_header(rs, "Set-Cookie",
                    arena_printf(rq->arena, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s",
                                 STR_ARG(name_full), STR_ARG(value), ages[life],
                                 rq->server->secure_cookies ? "; Secure" : ""));
}

static unsigned char key[crypto_auth_KEYBYTES];
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void make_key(void)
{
    must(sodium_init() >= 0);
    random_bytes(key, sizeof key);
}

#define MAC_TEXT (crypto_auth_BYTES * 4 / 3 + 3) /* base64 with its NUL, at least */

struct str seal(struct arena *a, struct str text)
{
    unsigned char mac[crypto_auth_BYTES];
    char mac_text[MAC_TEXT];
    struct buf sealed = buf_new(a, text.n + MAC_TEXT);

    pthread_once(&key_once, make_key);
    crypto_auth(mac, (const unsigned char *)text.p, text.n, key);
    sodium_bin2base64(mac_text, sizeof mac_text, mac, sizeof mac,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    buf_add(&sealed, text); /* not by %s, which would stop at a NUL */
    buf_char(&sealed, '.');
    buf_add(&sealed, str_of(mac_text));
    return buf_str(&sealed);
}

struct str unseal(struct arena *a, struct str sealed)
{
    size_t at = sealed.n;
    struct str text, again;

    while (at > 0 && sealed.p[at - 1] != '.')
        at--;
    if (at == 0)
        return STR_NONE;
    text = (struct str){sealed.p, at - 1};
    again = seal(a, text);
    if (again.n != sealed.n || sodium_memcmp(again.p, sealed.p, sealed.n) != 0)
        return STR_NONE;
    return text;
}

struct str hash_hex(struct arena *a, struct str s)
{
    unsigned char hash[32];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)s.p, s.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return (struct str){hex, sizeof hash * 2};
}
