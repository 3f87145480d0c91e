/* Evidence on the disk: sealed while it comes, hashed, put in its place, and only then known.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "core/vault.h"

#define HEAD_BYTES 16 /* enough to know what a file is */

static char folder[2048];
static int64_t max_bytes;

void harassment_use(struct str evidence_folder, int64_t max)
{
    must(evidence_folder.n > 0 && evidence_folder.n < sizeof folder);
    snprintf(folder, sizeof folder, "%.*s", STR_ARG(evidence_folder));
    max_bytes = max;
}

int64_t harassment_max_bytes(void)
{
    return max_bytes;
}

struct str harassment_file_path(struct arena *a, int64_t file_id)
{
    return arena_printf(a, "%s/%lld", folder, (long long)file_id);
}

static struct str file_context(struct arena *a, int64_t file_id)
{
    return arena_printf(a, "harassment_file/%lld", (long long)file_id);
}

static void close_fd(void *p)
{
    close(*(int *)p);
}

static void close_with(struct arena *a, int fd)
{
    int *kept = arena_make(a, int);

    *kept = fd;
    arena_on_end(a, close_fd, kept);
}

static enum status disk_failure(const char *what)
{
    int e = errno;

    return fail(e == ENOSPC || e == EDQUOT ? FULL : BROKEN, "evidence %s: %s", what, strerror(e));
}

bool harassment_disk_has(struct arena *a, int64_t file_id)
{
    return access(str_c(a, harassment_file_path(a, file_id)), R_OK) == 0;
}

/* ---- hashes */

static struct str hex_of(struct arena *a, crypto_hash_sha256_state *state)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_hash_sha256_final(state, hash);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return str_of(hex);
}

static enum status hash_fd(struct arena *a, int fd, struct str *ret)
{
    crypto_hash_sha256_state state;
    char *piece = arena_room(a, VAULT_PIECE);
    ssize_t n;

    crypto_hash_sha256_init(&state);
    while ((n = read(fd, piece, VAULT_PIECE)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return disk_failure("cannot be read");
        crypto_hash_sha256_update(&state, (const unsigned char *)piece, (unsigned long long)n);
    }
    *ret = hex_of(a, &state);
    return OK;
}

enum status harassment_disk_hash(struct arena *a, int64_t file_id, struct str *ret)
{
    int fd = open(str_c(a, harassment_file_path(a, file_id)), O_RDONLY | O_CLOEXEC);
    enum status status;

    if (fd < 0)
        return errno == ENOENT ? MISSING : disk_failure("cannot be opened");
    status = hash_fd(a, fd, ret);
    close(fd);
    return status;
}

/* ---- what it is */

static bool begins(const char *head, size_t n, size_t at, const char *sign, size_t sign_n)
{
    return n >= at + sign_n && memcmp(head + at, sign, sign_n) == 0;
}

static enum harassment_media media_of(const char *head, size_t n)
{
    static const struct {
        enum harassment_media media;
        size_t at;
        const char *sign;
        size_t n;
    } signs[] = {
        {HARASSMENT_MEDIA_PNG, 0, "\x89PNG\r\n\x1a\n", 8},
        {HARASSMENT_MEDIA_JPEG, 0, "\xff\xd8\xff", 3},
        {HARASSMENT_MEDIA_GIF, 0, "GIF8", 4},
        {HARASSMENT_MEDIA_WEBP, 8, "WEBP", 4},
        {HARASSMENT_MEDIA_PDF, 0, "%PDF-", 5},
        {HARASSMENT_MEDIA_MP4, 4, "ftyp", 4},
        {HARASSMENT_MEDIA_WEBM, 0, "\x1a\x45\xdf\xa3", 4},
    };

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (begins(head, n, signs[i].at, signs[i].sign, signs[i].n))
            return signs[i].media;
    return HARASSMENT_MEDIA_OTHER;
}

/* ---- adding */

/* Takes the bytes in: hashed as they came, sealed as they lie. */
static enum status take(const struct harassment_upload *u, struct vault_file *f, struct arena *a,
                        struct harassment_file_row *row)
{
    crypto_hash_sha256_state state;
    char *piece = arena_room(a, VAULT_PIECE), head[HEAD_BYTES];
    size_t n = 0, head_n = 0;

    crypto_hash_sha256_init(&state);
    for (;;) {
        TRY(u->source(u->context, piece, VAULT_PIECE, &n));
        if (n == 0)
            break;
        row->n_bytes += (int64_t)n;
        if (row->n_bytes > max_bytes)
            return refuse(TOO_LARGE, T_HARASSMENT_FILE_TOO_LARGE);
        for (size_t i = 0; i < n && head_n < sizeof head; i++)
            head[head_n++] = piece[i];
        crypto_hash_sha256_update(&state, (const unsigned char *)piece, n);
        TRY(vault_file_write(f, (struct str){piece, n}));
    }
    if (row->n_bytes == 0)
        return refuse(INVALID, T_HARASSMENT_FILE_EMPTY);
    row->media = media_of(head, head_n);
    row->sha256 = hex_of(a, &state);
    return vault_file_end(f);
}

static enum status sync_folder(void)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    enum status status = synced ? OK : disk_failure("folder cannot be synced");

    if (fd >= 0)
        close(fd);
    return status;
}

static enum status write_sealed(struct db *db, struct arena *a, int64_t person_id, int fd,
                                const struct harassment_upload *u, struct harassment_file_row *row)
{
    struct vault_file *f;

    TRY(vault_file_seal(db, a, person_id, file_context(a, row->id), fd, &f));
    TRY(take(u, f, a, row));
    if (fsync(fd) != 0 || lseek(fd, 0, SEEK_SET) != 0)
        return disk_failure("cannot be synced");
    return hash_fd(a, fd, &row->sealed_sha256); /* what really lies there */
}

/* On disk under its final name, durable, before any row speaks of it. */
static enum status keep(struct db *db, struct arena *a, int64_t person_id,
                        const struct harassment_upload *u, struct harassment_file_row *row)
{
    const char *path = str_c(a, harassment_file_path(a, row->id));
    const char *coming = str_c(a, arena_printf(a, "%s/.new-%lld", folder, (long long)row->id));
    enum status status;
    int fd;

    if (folder[0] == '\0')
        return fail(BROKEN, "nobody said where evidence lies (harassment_use)");
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return disk_failure("folder cannot be made");
    fd = open(coming, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return disk_failure("cannot be made");
    status = write_sealed(db, a, person_id, fd, u, row);
    close(fd);
    if (status == OK && rename(coming, path) != 0)
        status = disk_failure("cannot be put in its place");
    if (status != OK) {
        unlink(coming);
        return status;
    }
    return sync_folder();
}

static enum status check_upload(struct db *db, struct arena *a, const struct actor *who,
                                int64_t case_id, const struct harassment_upload *u,
                                struct harassment_case *k)
{
    struct harassment_place_row p;

    TRY(harassment_find_to_change(db, a, who, case_id, k));
    if (!k->may.add)
        return fail(DENIED, "may not add");
    if (u->seen_at > clock_now() + MINUTE_MS)
        return refuse(INVALID, T_HARASSMENT_IN_THE_FUTURE);
    if (u->place_id == 0)
        return OK;
    TRY(q_harassment_place(db, a, u->place_id, &p));
    return p.case_id == case_id ? OK : fail(MISSING, "a place of another case");
}

static enum status insert(struct db *db, struct arena *a, const struct actor *who,
                          const struct harassment_upload *u, struct harassment_file_row *f)
{
    struct harassment_case k;
    DB_TX(tx, db);

    TRY(check_upload(db, a, who, f->case_id, u, &k)); /* much may have changed while it came */
    TRY(harassment_seal(db, a, k.row.person_id, "harassment_file.name", f->id,
                        utf8_clip(u->name, HARASSMENT_ACCOUNT_MAX), &f->name));
    TRY(q_harassment_file_insert(db, f->id, f->case_id, f->place_id, f->name, f->media, f->n_bytes,
                                 f->sha256, f->sealed_sha256, f->seen_at, f->added_by,
                                 f->added_at));
    TRY(harassment_act(db, a, who, f->case_id, HARASSMENT_ACT_FILE_ADDED, f->id,
                       harassment_file_print(a, f)));
    TRY(harassment_step_done(db, a, who, f->case_id, HARASSMENT_STEP_SECURE));
    TRY(announce(db, EVENT_HARASSMENT_CHANGED, f->case_id));
    return db_commit(&tx);
}

enum status harassment_file_add(struct db *db, struct arena *a, const struct actor *who,
                                int64_t case_id, const struct harassment_upload *u, int64_t *ret_id)
{
    struct harassment_file_row f = {.id = id_new(),
                                    .case_id = case_id,
                                    .place_id = u->place_id,
                                    .seen_at = u->seen_at != 0 ? u->seen_at : clock_now(),
                                    .added_by = who->person_id,
                                    .added_at = clock_now()};
    struct harassment_case k;
    enum status status;

    TRY(check_upload(db, a, who, case_id, u, &k));
    db_refresh(db); /* the bytes may take minutes */
    TRY(keep(db, a, k.row.person_id, u, &f));
    status = insert(db, a, who, u, &f);
    if (status != OK && status != UNSURE) /* UNSURE: the daily look decides */
        unlink(str_c(a, harassment_file_path(a, f.id)));
    if (status == OK)
        *ret_id = f.id;
    return status;
}

/* ---- opening */

static enum status may_open(struct db *db, struct arena *a, const struct actor *who,
                            int64_t file_id, bool picture, struct harassment_case *k,
                            struct harassment_file_row *f)
{
    TRY(q_harassment_file(db, a, file_id, f));
    TRY(harassment_find_to_change(db, a, who, f->case_id, k));
    if (k->sight == HARASSMENT_SIGHT_REPORTER && f->added_by != who->person_id)
        return fail(MISSING, "not for who reported it");
    if (!k->may.open)
        return fail(DENIED, "may not open evidence");
    if (picture && !harassment_is_picture(f->media))
        return fail(MISSING, "no picture");
    return OK;
}

static enum status note_opening(struct db *db, struct arena *a, const struct actor *who,
                                const struct harassment_file_row *f, bool picture)
{
    DB_TX(tx, db);

    TRY(harassment_act(db, a, who, f->case_id,
                       picture ? HARASSMENT_ACT_PICTURE_SEEN : HARASSMENT_ACT_DOWNLOADED, f->id,
                       STR("")));
    return db_commit(&tx);
}

enum status harassment_file_open(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t file_id, bool picture, struct arena *keeper,
                                 struct harassment_file_row *ret_row, struct vault_file **ret)
{
    struct harassment_file_row f;
    struct harassment_case k;
    int fd;

    TRY(may_open(db, a, who, file_id, picture, &k, &f));
    TRY(note_opening(db, a, who, &f, picture));
    fd = open(str_c(a, harassment_file_path(a, file_id)), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? refuse(BROKEN, T_HARASSMENT_FILE_LOST)
                               : disk_failure("cannot be opened");
    close_with(keeper, fd);
    TRY(vault_file_open(db, keeper, k.row.person_id, file_context(keeper, file_id), fd, ret));
    TRY(harassment_unseal(db, a, &k, "harassment_file.name", f.id, &f.name));
    *ret_row = f;
    return OK;
}

/* ---- what no row knows: left behind when we were killed between file and row */

static enum status is_stray(struct db *db, struct arena *a, const char *name, bool *ret)
{
    struct harassment_file_row f;
    int64_t id = 0;
    enum status found;

    *ret = strncmp(name, ".new-", 5) == 0;
    if (*ret || !str_int64(str_of(name), &id))
        return OK;
    found = q_harassment_file(db, a, id, &f);
    *ret = found == MISSING;
    return found == MISSING ? OK : found;
}

enum status harassment_disk_strays(struct db *db, struct arena *a, int64_t older_than_ms,
                                   bool remove, size_t *ret_n)
{
    DIR *dir = folder[0] != '\0' ? opendir(folder) : NULL;
    enum status status = OK;
    struct dirent *e;
    struct stat st;
    bool stray = false;

    *ret_n = 0;
    while (dir != NULL && status == OK && (e = readdir(dir)) != NULL) {
        if (fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode) ||
            (int64_t)st.st_mtime * 1000 > clock_now() - older_than_ms)
            continue;
        status = is_stray(db, a, e->d_name, &stray);
        if (status != OK || !stray)
            continue;
        (*ret_n)++;
        if (remove && unlinkat(dirfd(dir), e->d_name, 0) == 0)
            log_line(LOG_LEVEL_WARN, "evidence without a row removed", "name=%s", e->d_name);
    }
    if (dir != NULL)
        closedir(dir);
    return status;
}

enum status harassment_sweep(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    size_t n;

    (void)job;
    *ret_again_at = (clock_now() / DAY_MS + 1) * DAY_MS;
    return harassment_disk_strays(db, a, DAY_MS, true, &n);
}
