/* The examples of RFC 8291 (section 5, appendix A) and RFC 8292 (section 2.4), and what must be refused.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <nettle/ecc-curve.h>
#include <nettle/ecdsa.h>
#include <sodium.h>

#include "base/arena.h"
#include "net/webpush.h"

#define UA_POINT                                                                                   \
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
#define UA_AUTH "BTBZMqHH6r4Tts7J_aSIgg"

static size_t bytes(const char *text, unsigned char *to, size_t room)
{
    size_t n = 0;

    assert_int_equal(sodium_base642bin(to, room, text, strlen(text), " \n", &n, NULL,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     0);
    return n;
}

static void seals_as_rfc_8291_does(void **state)
{
    static const char wanted[] = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                                 "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                                 "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
    struct arena *a = arena_new();
    unsigned char secret[32], salt[16], sealed[400];
    struct webpush_browser to;
    struct webpush_keys once;
    struct str out;
    size_t n;

    (void)state;
    assert_int_equal(bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", secret, 32), 32);
    assert_int_equal(bytes("DGv6ra1nlYgDCS1FRnbzlw", salt, 16), 16);
    assert_int_equal(webpush_keys_of(secret, &once), OK);
    assert_int_equal(webpush_browser_read(STR(UA_POINT), STR(UA_AUTH), &to), OK);
    out = webpush_seal(a, &to, &once, salt, STR("When I grow up, I want to be a watermelon"), 0);
    n = bytes(wanted, sealed, sizeof sealed);
    assert_int_equal(out.n, n);
    assert_memory_equal(out.p, sealed, n);
    arena_free(a);
}

static bool signed_by(struct str token, const unsigned char point[65])
{
    struct ecc_point p;
    struct dsa_signature s;
    unsigned char digest[32], raw[64];
    mpz_t x, y;
    size_t dot = token.n;
    bool fits;

    while (token.p[dot - 1] != '.')
        dot--;
    crypto_hash_sha256(digest, (const unsigned char *)token.p, dot - 1);
    assert_int_equal(sodium_base642bin(raw, 64, token.p + dot, token.n - dot, NULL, NULL, NULL,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     0);
    mpz_inits(x, y, NULL);
    mpz_import(x, 32, 1, 1, 1, 0, point + 1);
    mpz_import(y, 32, 1, 1, 1, 0, point + 33);
    ecc_point_init(&p, nettle_get_secp_256r1());
    dsa_signature_init(&s);
    assert_int_equal(ecc_point_set(&p, x, y), 1);
    mpz_import(s.r, 32, 1, 1, 1, 0, raw);
    mpz_import(s.s, 32, 1, 1, 1, 0, raw + 32);
    fits = ecdsa_verify(&p, 32, digest, &s) != 0;
    dsa_signature_clear(&s);
    ecc_point_clear(&p);
    mpz_clears(x, y, NULL);
    return fits;
}

/* The RFC's token was signed with a random number of its own, so it can be verified but not made again. Ours, of the same
 * claims, has the same text up to the signature. */
static void signs_as_rfc_8292_does(void **state)
{
    static const char token[] =
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiO"
        "jE0NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_"
        "HLGkM"
        "lMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA";
    static const char key[] =
        "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
    struct arena *a = arena_new();
    unsigned char point[65];
    struct webpush_keys ours;
    struct str made, t;
    size_t dot;

    (void)state;
    assert_int_equal(bytes(key, point, 65), 65);
    assert_true(signed_by(str_of(token), point));
    webpush_keys_make(&ours);
    made =
        webpush_vapid(a, &ours, STR("https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"),
                      STR("mailto:push@example.com"), INT64_C(1453523768000));
    assert_true(str_starts(made, STR("vapid t=")));
    t = str_sub(made, 8, made.n);
    assert_true(str_find(t, STR(", k="), &dot));
    t = str_sub(t, 0, dot);
    assert_true(signed_by(t, ours.point));
    assert_memory_equal(t.p, token, strlen(token) - 86);
    assert_false(signed_by(t, point));
    arena_free(a);
}

static void refuses_keys_that_are_none(void **state)
{
    struct webpush_browser to;
    struct webpush_keys keys;
    unsigned char secret[32];

    (void)state;
    assert_int_equal(webpush_browser_read(STR("BCVxsr7N"), STR(UA_AUTH), &to), INVALID);
    assert_int_equal(webpush_browser_read(STR(UA_POINT), STR("BTBZMqHH"), &to), INVALID);
    /* a letter changed: beside the curve */
    assert_int_equal(webpush_browser_read(STR("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-"
                                              "AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw0"),
                                          STR(UA_AUTH), &to),
                     INVALID);
    memset(secret, 0, sizeof secret);
    assert_int_equal(webpush_keys_of(secret, &keys), INVALID);
    memset(secret, 0xff, sizeof secret);
    assert_int_equal(webpush_keys_of(secret, &keys), INVALID);
}

static void lengths_tell_nothing(void **state)
{
    struct arena *a = arena_new();
    unsigned char salt[16] = {1};
    struct webpush_browser to;
    struct webpush_keys once;

    (void)state;
    webpush_keys_make(&once);
    assert_int_equal(webpush_browser_read(STR(UA_POINT), STR(UA_AUTH), &to), OK);
    assert_int_equal(webpush_seal(a, &to, &once, salt, STR("x"), WEBPUSH_TEXT_MAX).n,
                     webpush_seal(a, &to, &once, salt, STR("a longer one"), WEBPUSH_TEXT_MAX).n);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seals_as_rfc_8291_does),
        cmocka_unit_test(signs_as_rfc_8292_does),
        cmocka_unit_test(refuses_keys_that_are_none),
        cmocka_unit_test(lengths_tell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
