/* Files sealed piece by piece (libsodium's secretstream): a piece that is changed, moved or missing does not open.
 *
 * On the disk: "BVF1", generation (4 bytes), the stream's head, then pieces of VAULT_PIECE plain bytes, each 17 longer; the last
 * one, which may be empty, is marked as such.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "core/vault_parts.h"

#define EXTRA crypto_secretstream_xchacha20poly1305_ABYTES
#define STREAM_HEAD crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define HEAD_BYTES (4 + 4 + STREAM_HEAD)

struct vault_file {
    crypto_secretstream_xchacha20poly1305_state state;
    struct str binding;
    int fd;
    bool ended;
    size_t n; /* plain bytes that wait for a full piece */
    unsigned char plain[VAULT_PIECE];
    unsigned char sealed[VAULT_PIECE + EXTRA];
};

static void wipe(void *p)
{
    sodium_memzero(p, sizeof(struct vault_file));
}

static struct vault_file *file_new(struct arena *a, int64_t person_id, struct str context, int fd)
{
    struct vault_file *f = arena_room(a, sizeof *f);

    memset(f, 0, offsetof(struct vault_file, plain));
    f->fd = fd;
    f->binding = vault_binding(a, "file", person_id, context);
    arena_on_end(a, wipe, f);
    return f;
}

static enum status write_all(int fd, const unsigned char *p, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, p, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return fail(errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? FULL : BROKEN,
                        "a sealed file cannot be written: %s", strerror(errno));
        p += wrote;
        n -= (size_t)wrote;
    }
    return OK;
}

/* As much as there is, at most n. */
static enum status read_up_to(int fd, unsigned char *p, size_t n, size_t *ret_n)
{
    size_t got = 0;

    while (got < n) {
        ssize_t more = read(fd, p + got, n - got);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return fail(BROKEN, "a sealed file cannot be read: %s", strerror(errno));
        if (more == 0)
            break;
        got += (size_t)more;
    }
    *ret_n = got;
    return OK;
}

/* ---- sealing */

static enum status put_piece(struct vault_file *f, bool last)
{
    unsigned long long n = 0;

    crypto_secretstream_xchacha20poly1305_push(
        &f->state, f->sealed, &n, f->plain, f->n, (const unsigned char *)f->binding.p, f->binding.n,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
             : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    f->n = 0;
    return write_all(f->fd, f->sealed, (size_t)n);
}

enum status vault_file_seal(struct db *db, struct arena *a, int64_t person_id, struct str context,
                            int fd, struct vault_file **ret)
{
    unsigned char key[KEY_BYTES], head[HEAD_BYTES] = "BVF1";
    int64_t generation = 0;
    struct vault_file *f;

    TRY(vault_key_to_seal(db, a, person_id, KEY_FOR_FILES, key, &generation));
    for (int i = 0; i < 4; i++)
        head[4 + i] = (unsigned char)((uint32_t)generation >> (24 - 8 * i));
    f = file_new(a, person_id, context, fd);
    crypto_secretstream_xchacha20poly1305_init_push(&f->state, head + 8, key);
    sodium_memzero(key, sizeof key);
    TRY(write_all(fd, head, sizeof head));
    *ret = f;
    return OK;
}

/* A full piece waits until more comes: the last piece must be known as the last. */
enum status vault_file_write(struct vault_file *f, struct str bytes)
{
    must(!f->ended);
    while (bytes.n > 0) {
        size_t n = VAULT_PIECE - f->n < bytes.n ? VAULT_PIECE - f->n : bytes.n;

        if (n == 0) {
            TRY(put_piece(f, false));
            continue;
        }
        memcpy(f->plain + f->n, bytes.p, n);
        f->n += n;
        bytes = str_sub(bytes, n, bytes.n);
    }
    return OK;
}

enum status vault_file_end(struct vault_file *f)
{
    must(!f->ended);
    f->ended = true;
    return put_piece(f, true);
}

/* ---- reading */

enum status vault_file_open(struct db *db, struct arena *a, int64_t person_id, struct str context,
                            int fd, struct vault_file **ret)
{
    unsigned char key[KEY_BYTES], head[HEAD_BYTES];
    int64_t generation = 0;
    size_t n = 0;
    struct vault_file *f;
    int begun;

    TRY(read_up_to(fd, head, sizeof head, &n));
    if (n != sizeof head || memcmp(head, "BVF1", 4) != 0)
        return fail(BROKEN, "%.*s is no sealed file", STR_ARG(context));
    for (int i = 0; i < 4; i++)
        generation = generation << 8 | head[4 + i];
    TRY(vault_key_to_open(db, a, person_id, generation, KEY_FOR_FILES, key));
    f = file_new(a, person_id, context, fd);
    begun = crypto_secretstream_xchacha20poly1305_init_pull(&f->state, head + 8, key);
    sodium_memzero(key, sizeof key);
    if (begun != 0)
        return fail(BROKEN, "%.*s is no sealed file", STR_ARG(context));
    *ret = f;
    return OK;
}

static enum status does_not_open(const struct vault_file *f)
{
    return fail(BROKEN,
                "the sealed file %.*s does not open: altered, cut off, or another place's or "
                "person's",
                STR_ARG(f->binding));
}

/* Nothing may stand behind the last piece. */
static enum status check_end(struct vault_file *f)
{
    unsigned char more;
    size_t n = 0;

    TRY(read_up_to(f->fd, &more, 1, &n));
    return n == 0 ? OK : does_not_open(f);
}

enum status vault_file_read(struct vault_file *f, struct str *ret)
{
    unsigned long long plain_n = 0;
    unsigned char tag = 0;
    size_t n = 0;

    if (f->ended) {
        *ret = STR_NONE;
        return OK;
    }
    TRY(read_up_to(f->fd, f->sealed, sizeof f->sealed, &n));
    if (n < EXTRA || crypto_secretstream_xchacha20poly1305_pull(
                         &f->state, f->plain, &plain_n, &tag, f->sealed, n,
                         (const unsigned char *)f->binding.p, f->binding.n) != 0)
        return does_not_open(f);
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        f->ended = true;
        TRY(check_end(f));
    }
    *ret = plain_n > 0 ? (struct str){(const char *)f->plain, (size_t)plain_n} : STR_NONE;
    return OK;
}
