/* Pieces of libsodium's secretstream, by a key of its own for each file.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/spool.h"

#include <errno.h>
#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#define EXTRA crypto_secretstream_xchacha20poly1305_ABYTES

struct spool {
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    crypto_secretstream_xchacha20poly1305_state state;
    bool is_last; /* the piece in `plain` is the last one */
    size_t n, at; /* plain bytes there, and how many of them were read */
    unsigned char plain[SPOOL_PIECE];
    unsigned char sealed[SPOOL_PIECE + EXTRA];
};

struct spool *spool_new(void)
{
    struct spool *s = sodium_malloc(sizeof *s);

    must(s != NULL);
    memset(s, 0, offsetof(struct spool, plain));
    crypto_secretstream_xchacha20poly1305_keygen(s->key);
    crypto_secretstream_xchacha20poly1305_init_push(&s->state, s->head, s->key);
    return s;
}

void spool_free(struct spool *s)
{
    sodium_free(s); /* which wipes it */
}

/* ---- in */

static enum status write_all(int fd, const unsigned char *p, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, p, n);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(errno == ENOSPC || errno == EDQUOT ? FULL : BROKEN, "writing an upload: %s",
                        strerror(errno));
        p += wrote;
        n -= (size_t)wrote;
    }
    return OK;
}

static enum status put_piece(struct spool *s, int fd, unsigned char tag)
{
    unsigned long long n = 0;

    crypto_secretstream_xchacha20poly1305_push(&s->state, s->sealed, &n, s->plain, s->n, NULL, 0,
                                               tag);
    s->n = 0;
    return write_all(fd, s->sealed, (size_t)n);
}

/* A full piece waits until more comes: the last piece must be known as the last. */
enum status spool_write(struct spool *s, int fd, const char *p, size_t n)
{
    while (n > 0) {
        size_t part = SPOOL_PIECE - s->n < n ? SPOOL_PIECE - s->n : n;

        if (part == 0) {
            TRY(put_piece(s, fd, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE));
            continue;
        }
        memcpy(s->plain + s->n, p, part);
        s->n += part;
        p += part;
        n -= part;
    }
    return OK;
}

enum status spool_end(struct spool *s, int fd)
{
    TRY(put_piece(s, fd, crypto_secretstream_xchacha20poly1305_TAG_FINAL));
    if (lseek(fd, 0, SEEK_SET) != 0)
        return fail(BROKEN, "rewinding an upload: %s", strerror(errno));
    must(crypto_secretstream_xchacha20poly1305_init_pull(&s->state, s->head, s->key) == 0);
    return OK;
}

/* ---- out */

/* As much as there is, at most a sealed piece. */
static enum status read_sealed(struct spool *s, int fd, size_t *ret_n)
{
    size_t got = 0;

    while (got < sizeof s->sealed) {
        ssize_t more = read(fd, s->sealed + got, sizeof s->sealed - got);

        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return fail(BROKEN, "reading an upload: %s", strerror(errno));
        if (more == 0)
            break;
        got += (size_t)more;
    }
    *ret_n = got;
    return OK;
}

static enum status next_piece(struct spool *s, int fd)
{
    unsigned long long plain_n = 0;
    unsigned char tag = 0;
    size_t n = 0;

    TRY(read_sealed(s, fd, &n));
    if (n < EXTRA || crypto_secretstream_xchacha20poly1305_pull(&s->state, s->plain, &plain_n, &tag,
                                                                s->sealed, n, NULL, 0) != 0)
        return fail(BROKEN, "an upload on the disk is not as it was written");
    s->is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    s->n = (size_t)plain_n;
    s->at = 0;
    return OK;
}

enum status spool_read(struct spool *s, int fd, char *to, size_t n, size_t *ret_n)
{
    while (s->at == s->n && !s->is_last)
        TRY(next_piece(s, fd));
    size_t part = s->n - s->at < n ? s->n - s->at : n;
    memcpy(to, s->plain + s->at, part);
    s->at += part;
    *ret_n = part;
    return OK;
}
