/* The page where the administrator loads call records, and what it asks for while one is running.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/calls_web.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/utf8.h"
#include "calls_html.h"
#include "features/calls/calls_job.h"
#include "features/calls/calls_view.h"
#include "web/page.h"
#include "web/server.h"

#define DOWNLOAD_MAX (32 * 1024 * 1024)

struct import_form {
    int64_t format;
    struct str map, zone;
    struct str file; /* always empty: the file itself is rq->upload */
    bool restart;
};

static const struct field import_fields[] = {
    {.name = "format",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct import_form, format),
     .words = call_format_words,
     .label = T_CALLS_FORMAT,
     .doc = "How the file is written"},
    {.name = "map",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct import_form, map),
     .max = 1000,
     .label = T_CALLS_MAP,
     .doc = "started=Column,line=Column"},
    {.name = "zone",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct import_form, zone),
     .max = 60,
     .label = T_CALLS_ZONE,
     .doc = "Time zone of wall times in the file"},
    {.name = "file",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct import_form, file),
     .max = 1000,
     .label = T_CALLS_FILE,
     .doc = "The file, as a part of multipart/form-data"},
    {.name = "restart",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct import_form, restart),
     .label = T_CALLS_RESTART,
     .doc = "Begin at the start"},
};
static const struct form import_form = FORM("CallImport", import_fields, struct import_form);

/* ---- showing */

static struct calls_choices format_choices(struct request *rq, int64_t chosen)
{
    static const enum text_key keys[CALL_FORMAT_N] = {
        [CALL_FORMAT_AUTO] = T_CALLS_FORMAT_AUTO,
        [CALL_FORMAT_CDR] = T_CALLS_FORMAT_CDR,
        [CALL_FORMAT_QUEUE_LOG] = T_CALLS_FORMAT_QUEUE_LOG,
        [CALL_FORMAT_CSV] = T_CALLS_FORMAT_CSV,
    };
    struct calls_choices c = {arena_array(rq->arena, struct calls_choice, CALL_FORMAT_N),
                              CALL_FORMAT_N};
    for (size_t i = 0; i < c.n; i++)
        c.at[i] = (struct calls_choice){call_format_words[i], text(rq->lang, keys[i]),
                                        (int64_t)i == chosen};
    return c;
}

static struct str state_text(struct request *rq, const struct call_import_row *row,
                             const struct calls_job_status *job)
{
    static const enum text_key keys[] = {
        [CALL_IMPORT_RUNNING] = T_CALLS_STATE_RUNNING,
        [CALL_IMPORT_DONE] = T_CALLS_STATE_DONE,
        [CALL_IMPORT_STOPPED] = T_CALLS_STATE_STOPPED,
        [CALL_IMPORT_FAILED] = T_CALLS_STATE_FAILED,
    };
    bool silent = clock_now() - row->started_at > DAY_MS;
    /* Left behind by a process that was killed; one on the command line of another machine may well
     * be running. */
    if (row->state == CALL_IMPORT_RUNNING && row->person_id != 0 &&
        (!job->running || job->result.id != row->id))
        return text(rq->lang, T_CALLS_STATE_INTERRUPTED);
    if (row->state == CALL_IMPORT_RUNNING && silent)
        return text(rq->lang, T_CALLS_STATE_INTERRUPTED);
    return text(
        rq->lang,
        keys[row->state < 0 || row->state > CALL_IMPORT_FAILED ? CALL_IMPORT_FAILED : row->state]);
}

static bool rejects_are_there(struct request *rq, const struct call_import_row *row)
{
    struct stat st;
    return row->has_rejects &&
           stat(str_c(rq->arena, calls_rejects_path(rq->arena, rq->server->data_folder, row->id)),
                &st) == 0;
}

static enum status fill_history(struct request *rq, const struct calls_job_status *job,
                                struct calls_import_items *ret)
{
    struct call_import_row_list rows;
    TRY(calls_imports(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct calls_import_item, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct call_import_row *row = &rows.at[i];
        ret->at[i] = (struct calls_import_item){
            .when = local_time(rq, row->started_at),
            .when_iso = iso_time(rq, row->started_at),
            .filename = row->filename,
            .state = state_text(rq, row, job),
            .rejects_url = rejects_are_there(rq, row)
                               ? path_of(rq->arena, "/calls/import/{}/rejects", row->id)
                               : STR(""),
            .n_new = row->n_new,
            .n_known = row->n_known,
            .n_rejected = row->n_rejected,
            .n_unclaimed = row->n_unclaimed,
        };
    }
    return OK;
}

static struct str counts_text(struct request *rq, enum text_key key, int64_t a, int64_t b,
                              int64_t c)
{
    struct text_arg args[] = {TEXT_INT(a), TEXT_INT(b), TEXT_INT(c)};
    return text_filled(rq->arena, rq->lang, key, args, 3);
}

static int64_t percent_of(const struct call_import_counts *c)
{
    return c->n_bytes > 0 ? c->done_bytes * 100 / c->n_bytes : 0;
}

static struct str progress_text(struct request *rq, const struct calls_job_status *job)
{
    const struct call_import_counts *c = &job->result.counts;
    struct text_arg args[] = {TEXT_INT(percent_of(c)), TEXT_INT(c->lines), TEXT_INT(c->fresh),
                              TEXT_INT(c->rejected)};
    return text_filled(rq->arena, rq->lang, T_CALLS_PROGRESS_TEXT, args, 4);
}

static void add_text(struct calls_texts *t, struct str s)
{
    t->at[t->n++].s = s;
}

static void fill_result(struct request *rq, const struct calls_job_status *job,
                        struct calls_import_view *v)
{
    const struct call_import_result *r = &job->result;
    struct text_arg name = TEXT_STR(job->filename);
    bool bad = job->status != OK;
    v->has_result = true;
    v->result_is_bad = bad;
    v->result_title = text_filled(rq->arena, rq->lang,
                                  bad                               ? T_CALLS_LAST_TROUBLE
                                  : r->state == CALL_IMPORT_STOPPED ? T_CALLS_RESULT_STOPPED
                                                                    : T_CALLS_RESULT,
                                  &name, 1);
    v->result.at = arena_array(rq->arena, struct calls_text, CALL_FIRST_REJECTS + 5);
    if (bad && job->trouble.n > 0) {
        add_text(&v->result, job->trouble);
        return;
    }
    if (bad)
        add_text(&v->result, text(rq->lang, T_CALLS_FAILED));
    add_text(&v->result,
             counts_text(rq, T_CALLS_COUNTS, r->counts.fresh, r->counts.known, r->counts.rejected));
    if (r->counts.unclaimed > 0)
        add_text(&v->result, counts_text(rq, T_CALLS_RESULT_UNCLAIMED, r->counts.unclaimed, 0, 0));
    if (r->open_calls > 0)
        add_text(&v->result, counts_text(rq, T_CALLS_RESULT_OPEN, r->open_calls, 0, 0));
    for (size_t i = 0; i < r->n_first; i++) {
        struct text_arg args[] = {TEXT_INT(r->first[i].row),
                                  TEXT_STR(text(rq->lang, call_reason_text(r->first[i].reason)))};
        add_text(&v->result, text_filled(rq->arena, rq->lang, T_CALLS_REJECTED_ROW, args, 2));
    }
    if (r->has_rejects)
        v->result_rejects_url = path_of(rq->arena, "/calls/import/{}/rejects", r->id);
}

static enum status show_page(struct request *rq, struct response *rs,
                             const struct import_form *typed, enum text_key error)
{
    struct calls_job_status job;
    calls_job_status(rq->arena, &job);
    bool ours = job.centre_id == rq->who->centre_id;
    struct calls_import_view v = {
        .csrf = rq->csrf,
        .formats = format_choices(rq, typed->format),
        .map = typed->map,
        .zone = typed->zone,
        .restart = typed->restart,
        .show_options = typed->map.n > 0 || typed->zone.n > 0 || typed->format != CALL_FORMAT_AUTO,
        .error = error != T_NONE ? text(rq->lang, error) : STR(""),
        .running = ours && job.running,
        .is_known = job.result.counts.n_bytes > 0,
        .filename = job.filename,
        .done = job.result.counts.done_bytes,
        .total = job.result.counts.n_bytes,
    };
    if (v.running)
        v.progress = progress_text(rq, &job);
    if (ours && job.finished)
        fill_result(rq, &job, &v);
    TRY(fill_history(rq, &job, &v.history));
    struct html *page = page_begin(rq, rs, T_CALLS_IMPORT_TITLE);
    calls_page_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    struct import_form nothing = {0};
    return show_page(rq, rs, &nothing, T_NONE);
}

/* {done, total, text, finished}: what the script beside [data-progress] asks for each second. */
static enum status show_status(struct request *rq, struct response *rs)
{
    struct calls_job_status job;
    calls_job_status(rq->arena, &job);
    bool running = job.running && job.centre_id == rq->who->centre_id;
    rs->content_type = STR("application/json");
    struct json_out o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("finished"));
    json_write_bool(&o, !running);
    json_key(&o, STR("done"));
    json_write_int(&o, running ? job.result.counts.done_bytes : 0);
    json_key(&o, STR("total"));
    json_write_int(&o, running ? job.result.counts.n_bytes : 0);
    json_key(&o, STR("text"));
    json_write_text(&o, running ? progress_text(rq, &job) : STR(""));
    json_close_object(&o);
    return OK;
}

/* ---- doing */

static enum status show_again(struct request *rq, struct response *rs,
                              const struct import_form *form, int http_status, enum text_key error)
{
    rs->status = http_status;
    return show_page(rq, rs, form, error);
}

static struct str base_name(struct str path)
{
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/' && path.p[at - 1] != '\\')
        at--;
    return str_sub(path, at, path.n);
}

static enum status start(struct request *rq, struct response *rs)
{
    struct import_form form = {0};
    struct form_errors errors = {.n = 0};
    const struct zone *zone;
    enum status status = form_read(rq, &form, &errors);
    if (status != OK && errors.n == 0)
        return status;
    if (errors.n > 0)
        return show_again(rq, rs, &form, 422, T_CALLS_BAD_OPTIONS);
    if (rq->upload.fd < 0 || rq->upload.filename.n == 0)
        return show_again(rq, rs, &form, 422, T_CALLS_NO_FILE);
    if (form.zone.n > 0 && zone_find(form.zone, &zone) != OK)
        return show_again(rq, rs, &form, 422, T_CALLS_BAD_ZONE);
    int fd =
        fcntl(rq->upload.fd, F_DUPFD_CLOEXEC, 3); /* the request's own is closed with its arena */
    if (fd < 0)
        return fail(BROKEN, "no descriptor for an import");
    struct calls_job_input input = {
        .fd = fd,
        .who = rq->who,
        .filename = utf8_clip(utf8_from_any(rq->arena, base_name(rq->upload.filename)), 200),
        .map = form.map,
        .zone = form.zone,
        .data_folder = rq->server->data_folder,
        .format = (enum call_format)form.format,
        .restart = form.restart,
        .lang = rq->lang,
    };
    status = calls_job_start(db_store(rq->db), &input);
    if (status == BUSY)
        return show_again(rq, rs, &form, 409, T_CALLS_BUSY);
    TRY(status);
    page_notice(rq, rs, T_CALLS_STARTED);
    return redirect(rs, STR("/calls/import"));
}

static enum status stop(struct request *rq, struct response *rs)
{
    calls_job_cancel(rq->who->centre_id);
    page_notice(rq, rs, T_CALLS_STOPPING);
    return redirect(rs, STR("/calls/import"));
}

static enum status read_whole(int fd, struct buf *b)
{
    for (;;) {
        ssize_t n = read(fd, buf_room(b, 65536), 65536);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(BROKEN, "the list of rejected rows cannot be read");
        if (n == 0)
            return OK;
        b->n += (size_t)n;
        if (b->n > DOWNLOAD_MAX)
            return OK; /* who has that many has one mistake, and sees it */
    }
}

static enum status download(struct request *rq, struct response *rs)
{
    struct call_import_row row;
    int64_t id;
    TRY(param_id(rq, "id", &id));
    TRY(calls_import_one(rq->db, rq->arena, rq->who, id, &row));
    int fd = open(str_c(rq->arena, calls_rejects_path(rq->arena, rq->server->data_folder, id)),
                  O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return fail(MISSING, "no rejected rows are kept of this import");
    rs->content_type = STR("text/csv; charset=utf-8");
    response_header(
        rs, "Content-Disposition",
        arena_printf(rq->arena, "attachment; filename=\"rejects-%lld.csv\"", (long long)id));
    enum status status = read_whole(fd, &rs->body);
    close(fd);
    return status;
}

void calls_import_stop_all(void)
{
    calls_job_end();
}

const struct route calls_routes[] = {
    {.method = GET, .path = "/calls/import", .permission = PERM_CALLS_IMPORT, .run = show},
    {.method = POST,
     .path = "/calls/import",
     .permission = PERM_CALLS_IMPORT,
     .run = start,
     .in = &import_form,
     .flags = ROUTE_UPLOAD},
    {.method = GET,
     .path = "/calls/import/status",
     .permission = PERM_CALLS_IMPORT,
     .run = show_status},
    {.method = POST, .path = "/calls/import/stop", .permission = PERM_CALLS_IMPORT, .run = stop},
    {.method = GET,
     .path = "/calls/import/{id}/rejects",
     .permission = PERM_CALLS_IMPORT,
     .run = download},
    {0},
};
