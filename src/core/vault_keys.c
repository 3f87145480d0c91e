/* The keys on the disk: the master key, and each person's key wrapped by it.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "core/vault_parts.h"

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES
#define WRAPPED_BYTES (NONCE_BYTES + KEY_BYTES + TAG_BYTES)
#define PATH_BYTES 4096

static const char destroyed[] = "destroyed\n"; /* what stands where a key was */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_BYTES / 2], master_path[PATH_BYTES - 64];
static unsigned char *master; /* NULL until first needed; never swapped out, read-only once there */

void vault_use(struct str to_folder, struct str to_master)
{
    must(to_folder.n > 0 && to_folder.n < sizeof folder && to_master.n < sizeof folder);
    must(sodium_init() >= 0);
    pthread_mutex_lock(&mutex);
    snprintf(folder, sizeof folder, "%.*s", STR_ARG(to_folder));
    if (to_master.n > 0)
        snprintf(master_path, sizeof master_path, "%.*s", STR_ARG(to_master));
    else
        snprintf(master_path, sizeof master_path, "%s/master.key", folder);
    sodium_free(master);
    master = NULL;
    pthread_mutex_unlock(&mutex);
}

static enum status file_failure(const char *path, const char *what)
{
    int e = errno;

    return fail(e == ENOSPC || e == EDQUOT ? FULL : BROKEN, "%s %s: %s", path, what, strerror(e));
}

/* A new name is on disk only when its folder is. */
static enum status sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;

    if (!synced)
        (void)file_failure(path, "cannot be synced");
    if (fd >= 0)
        close(fd);
    return synced ? OK : failure_last()->status;
}

/* All of a small file. *ret_n: bytes read, at most cap. MISSING when there is no such file. */
static enum status read_small(const char *path, unsigned char *to, size_t cap, size_t *ret_n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n;

    if (fd < 0)
        return errno == ENOENT ? MISSING : file_failure(path, "cannot be read");
    n = read(fd, to, cap);
    if (n < 0)
        (void)file_failure(path, "cannot be read");
    close(fd);
    if (n < 0)
        return failure_last()->status;
    *ret_n = (size_t)n;
    return OK;
}

/* Durable under a name of its own, then, in one step, under `path`: nobody ever sees half a key. `over`: replaces what is there,
 * otherwise CONFLICT when something is. */
static enum status write_small(const char *in_folder, const char *path, const void *bytes, size_t n,
                               bool over)
{
    char temporary[PATH_BYTES + 16];
    int fd, moved;

    snprintf(temporary, sizeof temporary, "%s/.new-XXXXXX", in_folder);
    fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
    if (fd < 0)
        return file_failure(in_folder, "cannot be written to");
    if (write(fd, bytes, n) != (ssize_t)n || fsync(fd) != 0) {
        enum status status = file_failure(temporary, "cannot be written");
        close(fd);
        unlink(temporary);
        return status;
    }
    close(fd);
    moved = over ? rename(temporary, path) : link(temporary, path);
    if (moved != 0) {
        enum status status =
            errno == EEXIST ? CONFLICT : file_failure(path, "cannot be put in its place");
        unlink(temporary);
        return status;
    }
    if (!over)
        unlink(temporary);
    return sync_folder(in_folder);
}

static enum status make_folder(const char *path)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return OK;
    return file_failure(path, "cannot be made");
}

static void people_folder(char ret[PATH_BYTES])
{
    snprintf(ret, PATH_BYTES, "%s/people", folder);
}

static void key_path(int64_t person_id, int64_t generation, char ret[PATH_BYTES])
{
    snprintf(ret, PATH_BYTES, "%s/people/%lld.%lld", folder, (long long)person_id,
             (long long)generation);
}

/* ---- the master key: one line of 64 hexadecimal digits, so that it can also be kept on paper */

static enum status master_parse(const unsigned char *text, size_t n, unsigned char *ret)
{
    size_t bytes = 0;
    const char *end;

    if (sodium_hex2bin(ret, KEY_BYTES, (const char *)text, n, NULL, &bytes, &end) != 0 ||
        bytes != KEY_BYTES)
        return fail(BROKEN, "%s is no master key: 64 hexadecimal digits are expected", master_path);
    return OK;
}

/* A lost master key must not be replaced in silence: all that was sealed would look broken. */
static enum status master_make(void)
{
    unsigned char bytes[KEY_BYTES];
    char line[KEY_BYTES * 2 + 2], in_folder[PATH_BYTES];
    char *slash;
    enum status status;

    people_folder(in_folder);
    if (access(in_folder, F_OK) == 0)
        return fail(BROKEN,
                    "%s is missing, but keys of people exist in %s: bring back the master key from "
                    "where it is kept",
                    master_path, folder);
    TRY(make_folder(folder));
    snprintf(in_folder, sizeof in_folder, "%s", master_path);
    slash = strrchr(in_folder, '/');
    if (slash == NULL)
        snprintf(in_folder, sizeof in_folder, ".");
    else if (slash != in_folder)
        *slash = '\0';
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(line, sizeof line, bytes, sizeof bytes);
    line[KEY_BYTES * 2] = '\n';
    status = write_small(in_folder, master_path, line, KEY_BYTES * 2 + 1, false);
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(line, sizeof line);
    return status == CONFLICT ? OK : status; /* another node was first */
}

static enum status master_read(unsigned char *ret)
{
    unsigned char text[KEY_BYTES * 2 + 8];
    size_t n = 0;
    enum status status = read_small(master_path, text, sizeof text, &n);

    if (status == OK) {
        while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
            n--;
        status = master_parse(text, n, ret);
    }
    sodium_memzero(text, sizeof text);
    return status;
}

static enum status master_load_locked(void)
{
    unsigned char *room;
    enum status status;

    if (folder[0] == '\0')
        return fail(BROKEN, "nobody said where the keys are (vault_use)");
    room = sodium_malloc(KEY_BYTES);
    if (room == NULL)
        return fail(BROKEN, "no memory for the master key");
    status = master_read(room);
    if (status == MISSING) {
        status = master_make();
        if (status == OK)
            status = master_read(room);
    }
    if (status != OK) {
        sodium_free(room);
        return status;
    }
    sodium_mprotect_readonly(room);
    master = room;
    return OK;
}

static enum status wrapping_key(unsigned char ret[KEY_BYTES])
{
    enum status status = OK;

    pthread_mutex_lock(&mutex);
    if (master == NULL)
        status = master_load_locked();
    if (status == OK)
        crypto_kdf_derive_from_key(ret, KEY_BYTES, 1, "bv-wraps", master);
    pthread_mutex_unlock(&mutex);
    return status;
}

void key_check_master(struct buf *ret)
{
    unsigned char bytes[KEY_BYTES];
    struct stat st;
    enum status status;

    if (stat(master_path, &st) != 0)
        return;
    if ((st.st_mode & 077) != 0)
        buf_printf(ret, "%s can be read by others: chmod 600 it\n", master_path);
    status = master_read(bytes);
    sodium_memzero(bytes, sizeof bytes);
    if (status != OK)
        buf_printf(ret, "%s\n", failure_last()->why);
}

/* ---- a person's key */

static struct str key_binding(struct arena *a, int64_t person_id, int64_t generation)
{
    return arena_printf(a, "bagvagt key 1 %lld.%lld", (long long)person_id, (long long)generation);
}

static enum status unwrap(struct arena *a, const char *path, int64_t person_id, int64_t generation,
                          const unsigned char *wrapped, unsigned char ret[KEY_BYTES])
{
    struct str bound = key_binding(a, person_id, generation);
    unsigned char wrap[KEY_BYTES];
    int opened;

    TRY(wrapping_key(wrap));
    opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        ret, NULL, NULL, wrapped + NONCE_BYTES, WRAPPED_BYTES - NONCE_BYTES,
        (const unsigned char *)bound.p, bound.n, wrapped, wrap);
    sodium_memzero(wrap, sizeof wrap);
    if (opened != 0)
        return fail(BROKEN, "%s does not open: it was altered, or %s is not its master key", path,
                    master_path);
    return OK;
}

enum status key_read(struct arena *a, int64_t person_id, int64_t generation, enum key_use use,
                     unsigned char ret[KEY_BYTES])
{
    unsigned char wrapped[WRAPPED_BYTES + 1], whole[KEY_BYTES];
    char path[PATH_BYTES];
    size_t n = 0;

    key_path(person_id, generation, path);
    TRY(read_small(path, wrapped, sizeof wrapped, &n));
    if (n == sizeof destroyed - 1 && memcmp(wrapped, destroyed, n) == 0)
        return CONFLICT;
    if (n != WRAPPED_BYTES)
        return fail(BROKEN, "%s is not a key: %zu bytes", path, n);
    TRY(unwrap(a, path, person_id, generation, wrapped, whole));
    crypto_kdf_derive_from_key(ret, KEY_BYTES, (uint64_t)use, "bv-vault", whole);
    sodium_memzero(whole, sizeof whole);
    return OK;
}

static enum status write_wrapped(struct arena *a, const unsigned char *wrap, int64_t person_id,
                                 int64_t generation)
{
    struct str bound = key_binding(a, person_id, generation);
    unsigned char whole[KEY_BYTES], wrapped[WRAPPED_BYTES];
    char in_folder[PATH_BYTES], path[PATH_BYTES];

    people_folder(in_folder);
    key_path(person_id, generation, path);
    randombytes_buf(whole, sizeof whole);
    randombytes_buf(wrapped, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped + NONCE_BYTES, NULL, whole, sizeof whole,
                                               (const unsigned char *)bound.p, bound.n, NULL,
                                               wrapped, wrap);
    sodium_memzero(whole, sizeof whole);
    TRY(make_folder(in_folder));
    return write_small(in_folder, path, wrapped, sizeof wrapped, false);
}

enum status key_make(struct arena *a, int64_t person_id, int64_t generation)
{
    unsigned char wrap[KEY_BYTES];
    enum status status;

    TRY(wrapping_key(wrap));
    status = write_wrapped(a, wrap, person_id, generation);
    sodium_memzero(wrap, sizeof wrap);
    return status == CONFLICT ? OK : status; /* there is one: whoever reads it sees which */
}

/* Zeros where the key lay, for disks that write in place; what remains elsewhere (flash, snapshots) is still wrapped. */
static enum status overwrite(const char *path)
{
    static const unsigned char zeros[WRAPPED_BYTES];
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    bool written;

    if (fd < 0)
        return errno == ENOENT ? OK : file_failure(path, "cannot be destroyed");
    written = write(fd, zeros, sizeof zeros) == (ssize_t)sizeof zeros && fsync(fd) == 0;
    if (!written)
        (void)file_failure(path, "cannot be destroyed");
    close(fd);
    return written ? OK : failure_last()->status;
}

enum status key_destroy(int64_t person_id, int64_t generation)
{
    char in_folder[PATH_BYTES], path[PATH_BYTES];
    unsigned char there[sizeof destroyed];
    size_t n = 0;

    people_folder(in_folder);
    key_path(person_id, generation, path);
    TRY(make_folder(folder));
    TRY(make_folder(in_folder));
    if (read_small(path, there, sizeof there, &n) == OK && n == sizeof destroyed - 1 &&
        memcmp(there, destroyed, n) == 0)
        return OK;
    TRY(overwrite(path));
    return write_small(in_folder, path, destroyed, sizeof destroyed - 1, true);
}
