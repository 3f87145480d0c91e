/* Passwords by libsodium's argon2id, at most two at a time.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/password.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "core/refuse.h"

#define OPS 2
#define MEMORY ((size_t)64 * 1024 * 1024)
#define WAIT_S 10

/* Nobody's password: unknown logins are checked against it, so that they take as long as known
 * ones. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$HZ/GLyhZVlHdBsLQbyxHw"
                             "w$qKybwNERmoV7AHOthhsoNaO2m1OLVsaH+Vqtu7YB/U4";

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;
static int running;

static enum status enter(void)
{
    struct timespec until;
    int waited = 0;

    clock_gettime(CLOCK_REALTIME, &until); /* for waiting only; pthread wants this clock */
    until.tv_sec += WAIT_S;
    pthread_mutex_lock(&lock);
    while (running >= PASSWORD_AT_ONCE && waited == 0)
        waited = pthread_cond_timedwait(&turn, &lock, &until);
    if (waited == 0)
        running++;
    pthread_mutex_unlock(&lock);
    return waited == 0 ? OK : refuse(BUSY, T_SIGN_IN_BUSY);
}

static void leave(void)
{
    pthread_mutex_lock(&lock);
    running--;
    pthread_cond_signal(&turn);
    pthread_mutex_unlock(&lock);
}

static struct str without_blanks(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            buf_char(&b, s.p[i]);
    return buf_str(&b);
}

/* Short logins such as "jo" would forbid half of all words. */
static bool holds(struct str password, struct str what)
{
    size_t at;

    return what.n >= 4 && str_find(password, what, &at);
}

enum status password_check_new(struct arena *a, struct str password, struct str login,
                               struct str name)
{
    struct str folded;

    if (password.n > PASSWORD_MAX || !utf8_valid(password))
        return refuse(INVALID, T_PASSWORD_TOO_LONG);
    if (utf8_length(password) < PASSWORD_MIN)
        return refuse(INVALID, T_PASSWORD_TOO_SHORT);
    folded = without_blanks(a, utf8_fold(a, password));
    if (holds(folded, utf8_fold(a, login)) || holds(folded, without_blanks(a, utf8_fold(a, name))))
        return refuse(INVALID, T_PASSWORD_IS_NAME);
    return OK;
}

enum status password_hash(struct arena *a, struct str password, struct str *ret)
{
    char *out = arena_array(a, char, crypto_pwhash_STRBYTES);
    int failed;

    TRY(enter());
    failed = crypto_pwhash_str_alg(out, password.p ? password.p : "", password.n, OPS, MEMORY,
                                   crypto_pwhash_ALG_ARGON2ID13);
    leave();
    if (failed)
        return fail(BROKEN, "no memory for argon2id");
    *ret = str_of(out);
    return OK;
}

enum status password_verify(struct arena *a, struct str hash, struct str password, bool *ret_fits)
{
    bool known = hash.p != NULL && hash.n < crypto_pwhash_STRBYTES;
    const char *text = str_c(a, known ? hash : str_of(nobody));
    int failed;

    if (password.n > PASSWORD_MAX)
        password.n = 0; /* cannot fit; the time stays the same */
    TRY(enter());
    failed = crypto_pwhash_str_verify(text, password.p ? password.p : "", password.n);
    leave();
    *ret_fits = known && failed == 0;
    return OK;
}

struct str secret_hash(struct arena *a, struct str secret)
{
    unsigned char hash[crypto_generichash_BYTES];
    char *hex = arena_array(a, char, sizeof hash * 2 + 1);

    must(crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.p, secret.n, NULL,
                            0) == 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return (struct str){hex, sizeof hash * 2};
}

/* No I, L, O, U: nobody mishears them. */
static const char code_letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct str code_make(struct arena *a)
{
    unsigned char random[12];
    struct buf b = buf_new(a, 16);

    random_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) {
        if (i == 4 || i == 8)
            buf_char(&b, '-');
        buf_char(&b, code_letters[random[i] % 32]);
    }
    return buf_str(&b);
}

struct str code_clean(struct arena *a, struct str typed)
{
    struct buf b = buf_new(a, 16);

    for (size_t i = 0; i < typed.n && b.n < 64; i++) {
        char c = typed.p[i];

        if (c == ' ' || c == '-' || c == '\t')
            continue;
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (c == 'O')
            c = '0';
        if (c == 'I' || c == 'L')
            c = '1';
        buf_char(&b, c);
    }
    return buf_str(&b);
}
