/* Bodies while they arrive: small ones in memory, files straight to disk.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "web/multipart.h"
#include "web/pairs.h"
#include "web/route.h"
#include "web/server_inner.h"
#include "web/spool.h"

/* ---- memory */

static enum status memory_add(struct body *b, const char *p, size_t n)
{
    if (n > b->memory_limit - b->n)
        return fail(TOO_LARGE, "more than %zu bytes of body", b->memory_limit);
    if (b->n + n > b->cap) {
        char *grown;

        b->cap = (b->n + n) * 2 + 256;
        grown = realloc(b->p, b->cap);
        must(grown != NULL);
        b->p = grown;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
    return OK;
}

static enum status memory_add_encoded(struct body *b, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        TRY(memory_add(b, plain ? (const char *)&s.p[i] : escape, plain ? 1 : 3));
    }
    return OK;
}

/* ---- file */

/* Without a name from the start: whatever happens to us, nothing of it stays. */
static int open_nameless(struct str folder)
{
    char path[4096];
    int fd;

    snprintf(path, sizeof path, "%.*s", STR_ARG(folder));
    fd = open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    snprintf(path, sizeof path, "%.*s/.upload-XXXXXX",
             STR_ARG(folder)); /* file systems without O_TMPFILE */
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static enum status file_add(struct body *b, const char *p, size_t n)
{
    if (b->spool != NULL) {
        b->file_bytes += (int64_t)n;
        return spool_write(b->spool, b->fd, p, n);
    }
    while (n > 0) {
        ssize_t written = write(b->fd, p, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail(BROKEN, "writing an upload: %s", strerror(errno));
        p += written;
        n -= (size_t)written;
        b->file_bytes += written;
    }
    return OK;
}

static void keep_filename(struct body *b, struct str filename)
{
    size_t n = filename.n < sizeof b->filename ? filename.n : sizeof b->filename - 1;

    memcpy(b->filename, filename.p, n);
    b->filename[n] = '\0';
}

/* ---- multipart: the first file goes to disk, further ones are passed over, fields become pairs */

enum { PART_FIELD, PART_FILE, PART_IGNORED };

struct parts {
    struct body *body;
    int kind;
    bool had_file;
};

static enum status on_part(void *context, struct str name, bool has_filename, struct str filename)
{
    struct parts *parts = context;
    struct body *b = parts->body;

    if (has_filename) {
        parts->kind = parts->had_file ? PART_IGNORED : PART_FILE;
        if (!parts->had_file)
            keep_filename(b, filename);
        parts->had_file = true;
        return OK;
    }
    parts->kind = PART_FIELD;
    if (b->n > 0)
        TRY(memory_add(b, "&", 1));
    TRY(memory_add_encoded(b, name));
    return memory_add(b, "=", 1);
}

static enum status on_data(void *context, const char *p, size_t n)
{
    struct parts *parts = context;

    if (parts->kind == PART_FIELD)
        return memory_add_encoded(parts->body, (struct str){p, n});
    return parts->kind == PART_FILE ? file_add(parts->body, p, n) : OK;
}

/* ---- the whole */

struct body_multipart { /* what b->multipart points to */
    struct parts parts;
    struct multipart *parser;
};

static void begin_upload(struct body *b, struct str content_type, struct str data_folder)
{
    b->fd = open_nameless(data_folder);
    if (b->fd < 0) {
        b->status = fail(BROKEN, "no file for an upload: %s", strerror(errno));
        return;
    }
    if (!str_eq_nocase(str_sub(content_type, 0, 19), STR("multipart/form-data")))
        return;
    b->kind = BODY_MULTIPART;
    b->parts = calloc(1, sizeof *b->parts);
    must(b->parts != NULL);
    b->parts->parts.body = b;
    b->parts->parser =
        multipart_new(content_type, (struct multipart_events){on_part, on_data, &b->parts->parts});
    if (b->parts->parser == NULL)
        b->status = fail(INVALID, "a multipart form without a boundary");
}

void body_begin(struct body *b, unsigned flags, struct str content_type, struct str data_folder,
                int64_t max_body, int64_t max_upload)
{
    bool is_upload = (flags & ROUTE_UPLOAD) != 0;

    *b = (struct body){.kind = is_upload ? BODY_FILE : BODY_MEMORY, .fd = -1};
    b->memory_limit = (size_t)max_body;
    b->limit = is_upload ? max_upload : max_body;
    if (is_upload && (flags & ROUTE_SEALED) != 0)
        b->spool = spool_new();
    if (is_upload)
        begin_upload(b, content_type, data_folder);
}

void body_take(struct body *b, const char *p, size_t n)
{
    b->n_received += (int64_t)n;
    if (b->status != OK)
        return; /* taken off the wire and forgotten, so that the answer can be read */
    if (b->n_received > b->limit)
        b->status = fail(TOO_LARGE, "more than %lld bytes of body", (long long)b->limit);
    else if (b->kind == BODY_MEMORY)
        b->status = memory_add(b, p, n);
    else if (b->kind == BODY_FILE)
        b->status = file_add(b, p, n);
    else
        b->status = multipart_take(b->parts->parser, p, n);
}

void body_end(struct body *b)
{
    if (b->status == OK && b->kind == BODY_MULTIPART)
        b->status = multipart_end(b->parts->parser);
    if (b->status == OK && b->spool != NULL)
        b->status = spool_end(b->spool, b->fd);
    else if (b->status == OK && b->fd >= 0 && lseek(b->fd, 0, SEEK_SET) != 0)
        b->status = fail(BROKEN, "rewinding an upload: %s", strerror(errno));
}

/* For display: whatever the browser said, made printable. */
static struct str clean_filename(struct arena *a, const char *filename)
{
    struct str s = str_of(filename);
    char *p;

    if (!utf8_valid(s))
        s = utf8_from_windows1252(a, s);
    s = utf8_clip(s, 200);
    p = arena_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f ? '_' : s.p[i];
    return (struct str){p, s.n};
}

static void close_fd(void *p)
{
    close(*(int *)p);
}

static void forget_key(void *p)
{
    spool_free(*(struct spool **)p);
}

enum status upload_read(struct upload *u, char *to, size_t n, size_t *ret_n)
{
    ssize_t got;

    if (u->spool != NULL)
        return spool_read(u->spool, u->fd, to, n, ret_n);
    do
        got = read(u->fd, to, n);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail(BROKEN, "reading an upload: %s", strerror(errno));
    *ret_n = (size_t)got;
    return OK;
}

enum status upload_all(struct upload *u, struct arena *a, size_t most, struct str *ret)
{
    char *bytes = arena_alloc(a, most + 1);
    size_t n = 0, got = 1;

    while (u->fd >= 0 && n <= most && got > 0) {
        TRY(upload_read(u, bytes + n, most + 1 - n, &got));
        n += got;
    }
    *ret = (struct str){bytes, n};
    return OK;
}

void body_give(struct body *b, struct request *rq)
{
    int *fd;

    rq->body = (struct str){b->n > 0 ? b->p : "", b->n};
    rq->upload.fd = -1;
    if (b->fd < 0 || (b->kind == BODY_MULTIPART && b->filename[0] == '\0'))
        return;
    fd = arena_make(rq->arena, int);
    *fd = b->fd;
    arena_on_end(rq->arena, close_fd, fd);
    if (b->spool != NULL) {
        struct spool **spool = arena_make(rq->arena, struct spool *);

        *spool = b->spool;
        arena_on_end(rq->arena, forget_key, spool);
    }
    rq->upload = (struct upload){.fd = b->fd,
                                 .spool = b->spool,
                                 .n_bytes = b->file_bytes,
                                 .filename = clean_filename(rq->arena, b->filename)};
    b->spool = NULL;
    b->fd = -1;
}

void body_free(struct body *b)
{
    if (b->fd >= 0)
        close(b->fd);
    b->fd = -1;
    spool_free(b->spool);
    b->spool = NULL;
    if (b->parts != NULL) {
        multipart_free(b->parts->parser);
        free(b->parts);
        b->parts = NULL;
    }
    free(b->p);
    b->p = NULL;
}

int body_refusal(const struct body *b)
{
    switch (b->status) {
    case OK:
        return 0;
    case TOO_LARGE:
        return 413;
    case INVALID:
    case DENIED:
    case MISSING:
    case CONFLICT:
        return 400;
    case BUSY:
    case UNSURE:
    case UPSTREAM:
    case FULL:
    case BROKEN:
    case STATUS_N:
        break;
    }
    return 500;
}
