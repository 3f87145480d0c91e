/* A zip archive in memory, by minizip (of zlib), which writes through our buffer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/zip.h"

#include <string.h>

#include <zip.h>

struct target {
    struct buf buf;
    size_t at; /* minizip goes back to fill in sizes */
};

static voidpf open_target(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong read_target(voidpf opaque, voidpf stream, void *to, uLong size)
{
    (void)opaque, (void)stream, (void)to, (void)size;
    return 0; /* only for appending to an archive that is there already */
}

static uLong write_target(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    struct target *t = stream;

    (void)opaque;
    if (t->at + size > t->buf.n) {
        (void)buf_room(&t->buf, t->at + size - t->buf.n);
        t->buf.n = t->at + size;
    }
    memcpy(t->buf.p + t->at, from, size);
    t->at += size;
    return size;
}

static ZPOS64_T tell_target(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return ((struct target *)stream)->at;
}

static long seek_target(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct target *t = stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? t->at
                                                     : t->buf.n;

    (void)opaque;
    if (from + offset > t->buf.n)
        return -1;
    t->at = from + offset;
    return 0;
}

static int close_target(voidpf opaque, voidpf stream)
{
    (void)opaque, (void)stream;
    return 0;
}

static bool add_entry(zipFile zip, const struct zip_entry *e)
{
    zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_year = 1980}}; /* the pages tell the time */

    if (zipOpenNewFileInZip(zip, e->name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                            Z_DEFAULT_COMPRESSION) != ZIP_OK)
        return false;
    for (size_t at = 0; at < e->content.n;) {
        size_t n = e->content.n - at < 1 << 20 ? e->content.n - at : 1 << 20;

        if (zipWriteInFileInZip(zip, e->content.p + at, (unsigned)n) != ZIP_OK)
            return false;
        at += n;
    }
    return zipCloseFileInZip(zip) == ZIP_OK;
}

enum status zip_write(struct arena *a, const struct zip_entry *entries, size_t n, struct str *ret)
{
    struct target target = {.buf = buf_new(a, 65536)};
    zlib_filefunc64_def calls = {.zopen64_file = open_target,
                                 .zread_file = read_target,
                                 .zwrite_file = write_target,
                                 .ztell64_file = tell_target,
                                 .zseek64_file = seek_target,
                                 .zclose_file = close_target,
                                 .zerror_file = close_target,
                                 .opaque = &target};
    zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &calls);
    bool fine = zip != NULL;

    for (size_t i = 0; i < n && fine; i++)
        fine = add_entry(zip, &entries[i]);
    if (!zip || zipClose(zip, NULL) != ZIP_OK || !fine)
        return fail(BROKEN, "the archive could not be written");
    *ret = buf_str(&target.buf);
    return OK;
}
