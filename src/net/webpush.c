/* The curve and the cipher are nettle's, the hashes libsodium's.
 * SPDX-License-Identifier: MPL-2.0 */
#include "net/webpush.h"

#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>
#include <nettle/gcm.h>
#include <sodium.h>
#include <string.h>

#include "base/clock.h"

#define RECORD 4096
#define VAPID_LIFE_MS (12 * HOUR_MS) /* RFC 8292 allows a day */

/* ---- keys */

static void random_for(void *context, size_t n, uint8_t *to)
{
    (void)context;
    random_bytes(to, n);
}

static void put_number(const mpz_t z, unsigned char *to)
{
    size_t n = (mpz_sizeinbase(z, 2) + 7) / 8;

    memset(to, 0, 32);
    must(n <= 32);
    mpz_export(to + 32 - n, NULL, 1, 1, 1, 0, z);
}

static void point_bytes(const struct ecc_point *p, unsigned char ret[65])
{
    mpz_t x, y;

    mpz_inits(x, y, NULL);
    ecc_point_get(p, x, y);
    ret[0] = 4;
    put_number(x, ret + 1);
    put_number(y, ret + 33);
    mpz_clears(x, y, NULL);
}

/* false: not on the curve. */
static bool point_read(struct ecc_point *p, const unsigned char bytes[65])
{
    mpz_t x, y;
    bool is_on;

    if (bytes[0] != 4)
        return false;
    mpz_inits(x, y, NULL);
    mpz_import(x, 32, 1, 1, 1, 0, bytes + 1);
    mpz_import(y, 32, 1, 1, 1, 0, bytes + 33);
    is_on = ecc_point_set(p, x, y) != 0;
    mpz_clears(x, y, NULL);
    return is_on;
}

static bool scalar_read(struct ecc_scalar *s, const unsigned char bytes[32])
{
    mpz_t z;
    bool fits;

    mpz_init(z);
    mpz_import(z, 32, 1, 1, 1, 0, bytes);
    fits = ecc_scalar_set(s, z) != 0;
    mpz_clear(z);
    return fits;
}

enum status webpush_keys_of(const unsigned char secret[32], struct webpush_keys *ret)
{
    struct ecc_scalar s;
    struct ecc_point p;
    bool fits;

    ecc_scalar_init(&s, nettle_get_secp_256r1());
    ecc_point_init(&p, nettle_get_secp_256r1());
    fits = scalar_read(&s, secret);
    if (fits) {
        ecc_point_mul_g(&p, &s);
        memcpy(ret->secret, secret, 32);
        point_bytes(&p, ret->point);
    }
    ecc_point_clear(&p);
    ecc_scalar_clear(&s);
    return fits ? OK : fail(INVALID, "no secret key of this curve");
}

void webpush_keys_make(struct webpush_keys *ret)
{
    struct ecc_scalar s;
    mpz_t z;

    ecc_scalar_init(&s, nettle_get_secp_256r1());
    mpz_init(z);
    ecc_scalar_random(&s, NULL, random_for);
    ecc_scalar_get(&s, z);
    put_number(z, ret->secret);
    mpz_clear(z);
    ecc_scalar_clear(&s);
    must(webpush_keys_of(ret->secret, ret) == OK);
}

static bool base64_read(struct str s, unsigned char *to, size_t n)
{
    size_t got = 0;

    while (s.n > 0 && s.p[s.n - 1] == '=')
        s.n--;
    return sodium_base642bin(to, n, s.p, s.n, NULL, &got, NULL,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           got == n;
}

enum status webpush_browser_read(struct str p256dh, struct str auth, struct webpush_browser *ret)
{
    struct ecc_point p;
    bool is_on;

    if (!base64_read(p256dh, ret->point, sizeof ret->point) ||
        !base64_read(auth, ret->auth, sizeof ret->auth))
        return fail(INVALID, "keys of the browser: wrong length");
    ecc_point_init(&p, nettle_get_secp_256r1());
    is_on = point_read(&p, ret->point);
    ecc_point_clear(&p);
    return is_on ? OK : fail(INVALID, "keys of the browser: no point of the curve");
}

/* ---- sealing: RFC 8291, 3.3 and 3.4 */

static void shared_secret(const struct webpush_keys *once, const struct webpush_browser *to,
                          unsigned char ret[32])
{
    struct ecc_scalar s;
    struct ecc_point theirs, product;
    unsigned char bytes[65];

    ecc_scalar_init(&s, nettle_get_secp_256r1());
    ecc_point_init(&theirs, nettle_get_secp_256r1());
    ecc_point_init(&product, nettle_get_secp_256r1());
    must(scalar_read(&s, once->secret) && point_read(&theirs, to->point));
    ecc_point_mul(&product, &s, &theirs);
    point_bytes(&product, bytes);
    memcpy(ret, bytes + 1, 32);
    sodium_memzero(bytes, sizeof bytes);
    ecc_point_clear(&product);
    ecc_point_clear(&theirs);
    ecc_scalar_clear(&s);
}

static void hmac(const unsigned char *key, size_t key_n, const void *text, size_t n,
                 unsigned char ret[32])
{
    crypto_auth_hmacsha256_state state;

    crypto_auth_hmacsha256_init(&state, key, key_n);
    crypto_auth_hmacsha256_update(&state, text, n);
    crypto_auth_hmacsha256_final(&state, ret);
    sodium_memzero(&state, sizeof state);
}

static void content_keys(const struct webpush_browser *to, const struct webpush_keys *once,
                         const unsigned char salt[16], unsigned char key[32],
                         unsigned char nonce[32])
{
    unsigned char secret[32], prk[32], ikm[32], info[14 + 65 + 65 + 1] = "WebPush: info";

    memcpy(info + 14, to->point, 65);
    memcpy(info + 79, once->point, 65);
    info[144] = 1;
    shared_secret(once, to, secret);
    hmac(to->auth, sizeof to->auth, secret, sizeof secret, prk);
    hmac(prk, sizeof prk, info, sizeof info, ikm);
    hmac(salt, 16, ikm, sizeof ikm, prk);
    hmac(prk, sizeof prk, "Content-Encoding: aes128gcm\0\1", 29, key);
    hmac(prk, sizeof prk, "Content-Encoding: nonce\0\1", 25, nonce);
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(prk, sizeof prk);
    sodium_memzero(ikm, sizeof ikm);
}

struct str webpush_seal(struct arena *a, const struct webpush_browser *to,
                        const struct webpush_keys *once, const unsigned char salt[16],
                        struct str text, size_t padded)
{
    size_t n = (text.n > padded ? text.n : padded) + 1, head = 16 + 4 + 1 + 65;
    unsigned char *plain = arena_alloc(a, n), *out = arena_alloc(a, head + n + 16), key[32],
                  nonce[32];
    struct gcm_aes128_ctx gcm;

    must(text.n + 1 + 16 + head <= RECORD && padded + 1 + 16 + head <= RECORD);
    memset(plain, 0, n);
    memcpy(plain, text.p, text.n);
    plain[text.n] = 2; /* the last record */
    memcpy(out, salt, 16);
    memcpy(out + 16, (const unsigned char[]){0, 0, RECORD >> 8, RECORD & 255, 65}, 5);
    memcpy(out + 21, once->point, 65);
    content_keys(to, once, salt, key, nonce);
    gcm_aes128_set_key(&gcm, key);
    gcm_aes128_set_iv(&gcm, 12, nonce);
    gcm_aes128_encrypt(&gcm, n, out + head, plain);
    gcm_aes128_digest(&gcm, 16, out + head + n);
    sodium_memzero(&gcm, sizeof gcm);
    sodium_memzero(key, sizeof key);
    return (struct str){(char *)out, head + n + 16};
}

/* ---- who is sending: RFC 8292 */

static void put_base64(struct buf *b, const void *p, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

    sodium_bin2base64(buf_room(b, room), room, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    b->n += room - 1;
}

static struct str origin_of(struct str url)
{
    size_t at, slash;

    if (str_find(url, STR("://"), &at) && str_find_char(str_sub(url, at + 3, url.n), '/', &slash))
        return str_sub(url, 0, at + 3 + slash);
    return url;
}

static void sign(const struct webpush_keys *keys, struct str text, unsigned char ret[64])
{
    unsigned char digest[32];
    struct ecc_scalar s;
    struct dsa_signature signature;

    crypto_hash_sha256(digest, (const unsigned char *)text.p, text.n);
    ecc_scalar_init(&s, nettle_get_secp_256r1());
    dsa_signature_init(&signature);
    must(scalar_read(&s, keys->secret));
    ecdsa_sign(&s, NULL, random_for, sizeof digest, digest, &signature);
    put_number(signature.r, ret);
    put_number(signature.s, ret + 32);
    dsa_signature_clear(&signature);
    ecc_scalar_clear(&s);
}

struct str webpush_vapid(struct arena *a, const struct webpush_keys *keys, struct str endpoint,
                         struct str subject, int64_t ends_at_ms)
{
    struct str origin = origin_of(endpoint);
    struct str claims =
        arena_printf(a, "{\"aud\":\"%.*s\",\"exp\":%lld%s%.*s%s}", STR_ARG(origin),
                     (long long)(ends_at_ms / 1000), subject.n > 0 ? ",\"sub\":\"" : "",
                     STR_ARG(subject), subject.n > 0 ? "\"" : "");
    static const char head[] = "{\"typ\":\"JWT\",\"alg\":\"ES256\"}";
    struct buf token = buf_new(a, 500), out = buf_new(a, 700);
    unsigned char signature[64];

    put_base64(&token, head, sizeof head - 1);
    buf_char(&token, '.');
    put_base64(&token, claims.p, claims.n);
    sign(keys, buf_str(&token), signature);
    buf_char(&token, '.');
    put_base64(&token, signature, sizeof signature);
    buf_printf(&out, "vapid t=%.*s, k=", STR_ARG(buf_str(&token)));
    put_base64(&out, keys->point, sizeof keys->point);
    return buf_str(&out);
}

struct http_result webpush_send(struct arena *a, const struct webpush *push)
{
    struct webpush_keys once;
    unsigned char salt[16];
    struct http_post post = {.url = push->endpoint, .may_be_private = push->may_be_private};

    webpush_keys_make(&once);
    random_bytes(salt, sizeof salt);
    post.body = webpush_seal(a, &push->to, &once, salt, push->text, WEBPUSH_TEXT_MAX);
    sodium_memzero(&once, sizeof once);
    post.headers[0] = (struct http_header){
        "Authorization",
        webpush_vapid(a, push->keys, push->endpoint, push->subject, push->now + VAPID_LIFE_MS)};
    post.headers[1] = (struct http_header){"Content-Encoding", STR("aes128gcm")};
    post.headers[2] = (struct http_header){"Content-Type", STR("application/octet-stream")};
    post.headers[3] = (struct http_header){"TTL", arena_printf(a, "%lld", (long long)push->ttl_s)};
    post.headers[4] =
        (struct http_header){"Urgency", push->is_urgent ? STR("high") : STR("normal")};
    post.headers[5] = (struct http_header){"Topic", push->topic};
    return http_post_send(a, &post);
}
