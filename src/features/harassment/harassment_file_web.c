/* Evidence through the browser: taken in from the spool, given out piece by piece, never run.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/vault.h"
#include "features/harassment/harassment_forms.h"
#include "features/harassment/harassment_web.h"
#include "web/page.h"

/* ---- in */

static enum status read_spool(void *context, char *to, size_t n, size_t *ret_n)
{
    return upload_read(context, to, n, ret_n);
}

static enum status take_file(struct request *rq, int64_t case_id, int64_t *ret_id)
{
    struct harassment_file_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    if (rq->upload.fd < 0)
        return refuse(INVALID, T_HARASSMENT_NO_FILE);
    struct harassment_upload upload = {.name = rq->upload.filename,
                                       .place_id = entry.place_id,
                                       .seen_at = entry.seen_at,
                                       .source = read_spool,
                                       .context = &rq->upload};
    return harassment_file_add(rq->db, rq->arena, rq->who, case_id, &upload, ret_id);
}

static enum status add_file(struct request *rq, struct response *rs)
{
    int64_t case_id, id = 0;

    TRY(param_id(rq, "id", &case_id));
    enum status done = take_file(rq, case_id, &id);
    if (harassment_is_refusal(done)) {
        struct str alert = text(rq->lang, refuse_key());

        db_refresh(rq->db);
        TRY(harassment_show_case(rq, rs, case_id, alert)); /* MISSING for who may not know of it */
        rs->status = 422;
        return OK;
    }
    TRY(done);
    page_notice(rq, rs, T_HARASSMENT_FILE_KEPT);
    return redirect(rs, path_of(rq->arena, "/harassment/{}", case_id));
}

/* ---- out */

static enum status next_piece(void *context, struct str *ret)
{
    return vault_file_read(context, ret);
}

/* RFC 6266: the name percent-encoded; nothing of it can end the header. */
static struct str disposition(struct request *rq, struct str name)
{
    struct buf b = buf_new(rq->arena, name.n * 3 + 32);
    static const char digits[] = "0123456789ABCDEF";

    buf_add(&b, STR("attachment; filename*=UTF-8''"));
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '.' || c == '-' || c == '_';

        if (plain) {
            buf_char(&b, (char)c);
        } else {
            buf_char(&b, '%');
            buf_char(&b, digits[c >> 4]);
            buf_char(&b, digits[c & 15]);
        }
    }
    return buf_str(&b);
}

/* A picture is shown by its own type, as its first bytes said, in a sandbox that runs and loads nothing. All else is a
 * file to save, without a type that a browser would open. */
static void set_headers(struct request *rq, struct response *rs,
                        const struct harassment_file_row *f, bool picture)
{
    rs->content_type =
        picture ? str_of(harassment_media_types[f->media]) : STR("application/octet-stream");
    if (!picture)
        response_header(rs, "Content-Disposition",
                        disposition(rq, f->name.n > 0 ? f->name : STR("evidence")));
    response_header(rs, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
    response_header(rs, "Cross-Origin-Resource-Policy", STR("same-origin"));
    response_header(rs, "X-Sha256", f->sha256);
}

static enum status give(struct request *rq, struct response *rs, bool picture)
{
    struct harassment_file_row f;
    struct vault_file *file;
    struct arena *keeper;
    enum status status;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    keeper = arena_new();
    status = harassment_file_open(rq->db, rq->arena, rq->who, id, picture, keeper, &f, &file);
    if (status != OK) {
        arena_free(keeper);
        return status;
    }
    rs->stream = arena_make(keeper, struct response_stream);
    *rs->stream = (struct response_stream){
        .next = next_piece, .context = file, .n_bytes = f.n_bytes, .arena = keeper};
    set_headers(rq, rs, &f, picture);
    return OK;
}

static enum status download(struct request *rq, struct response *rs)
{
    return give(rq, rs, false);
}

static enum status picture(struct request *rq, struct response *rs)
{
    return give(rq, rs, true);
}

const struct route harassment_file_routes[] = {
    {POST, "/harassment/{id}/files", PERM_HARASSMENT_REPORT, add_file, .in = &harassment_file_form,
     .flags = ROUTE_UPLOAD | ROUTE_SEALED | ROUTE_SLOW},
    {GET, "/harassment/files/{id}", PERM_EVIDENCE_OPEN, download},
    {GET, "/harassment/files/{id}/picture", PERM_EVIDENCE_OPEN, picture},
    {0},
};
