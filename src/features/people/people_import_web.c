/* The import of people as pages: choose a file, see what it would change, confirm.
 * Between the steps the file lies in the data folder under a name nobody can guess, for a day at
 * most.
 * SPDX-License-Identifier: MPL-2.0 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/refuse.h"
#include "features/people/people_import.h"
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "people_import_html.h"
#include "web/page.h"
#include "web/server.h"

#define ROWS_SHOWN 300
#define KEPT_MS DAY_MS

/* ---- the file between two steps */

static const char *folder(struct request *rq)
{
    return str_c(rq->arena,
                 arena_printf(rq->arena, "%.*s/imports", STR_ARG(rq->server->data_folder)));
}

/* The name holds who sent it: another administrator cannot confirm it by its address. */
static enum status file_path(struct request *rq, struct str token, const char **ret)
{
    if (token.n < 20 || token.n > 60)
        return fail(MISSING, "no such import");
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];

        if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' &&
            c != '_')
            return fail(MISSING, "no such import");
    }
    *ret = str_c(rq->arena, arena_printf(rq->arena, "%s/people-%lld-%.*s.csv", folder(rq),
                                         (long long)rq->who->person_id, STR_ARG(token)));
    return OK;
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

static void remove_old(struct request *rq)
{
    DIR *dir = opendir(folder(rq));
    struct dirent *e;
    struct stat st;

    while (dir != NULL && (e = readdir(dir)) != NULL)
        if (strncmp(e->d_name, "people-", 7) == 0 && fstatat(dirfd(dir), e->d_name, &st, 0) == 0 &&
            (int64_t)st.st_mtime * 1000 < clock_now() - KEPT_MS)
            unlinkat(dirfd(dir), e->d_name, 0);
    if (dir != NULL)
        closedir(dir);
}

static enum status keep_file(struct request *rq, struct str file, struct str *ret_token)
{
    struct str token = id_secret(rq->arena, 18);
    const char *path;
    size_t done = 0;
    int fd;

    if (mkdir(folder(rq), 0700) != 0 && errno != EEXIST)
        return fail(BROKEN, "cannot make %s: errno %d", folder(rq), errno);
    remove_old(rq);
    TRY(file_path(rq, token, &path));
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(BROKEN, "cannot make %s: errno %d", path, errno);
    close_with(rq->arena, fd);
    while (done < file.n) {
        ssize_t n = write(fd, file.p + done, file.n - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            unlink(path);
            return fail(BROKEN, "cannot write %s: errno %d", path, errno);
        }
        done += (size_t)n;
    }
    *ret_token = token;
    return OK;
}

static enum status load_file(struct request *rq, struct str token, struct str *ret)
{
    const char *path;
    int fd;

    TRY(file_path(rq, token, &path));
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return refuse(MISSING, T_IMPORT_GONE);
    close_with(rq->arena, fd);
    return people_import_read(fd, rq->arena, ret);
}

/* ---- choosing */

struct text_form {
    struct str text;
};
static const struct field text_fields[] = {
    {.name = "text",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct text_form, text),
     .multiline = true,
     .max = 512 * 1024,
     .label = T_IMPORT_F_TEXT},
};
static const struct form text_in = FORM("ImportPeople", text_fields, struct text_form);

static enum status choose_page(struct request *rq, struct response *rs, struct str alert)
{
    struct import_view v = {.csrf = rq->csrf, .alert = alert, .action = STR("/people/import")};
    struct html *page = page_begin(rq, rs, T_IMPORT_TITLE);

    people_import_html(page, &v);
    return page_end(page);
}

static enum status show_choose(struct request *rq, struct response *rs)
{
    return choose_page(rq, rs, STR_NONE);
}

/* A file, or cells pasted from a spreadsheet. */
static enum status take_input(struct request *rq, struct str *ret)
{
    struct text_form form;
    struct form_errors errors;

    if (rq->upload.fd >= 0 && rq->upload.n_bytes > IMPORT_MAX_BYTES)
        return refuse(TOO_LARGE, T_IMPORT_TOO_LARGE);
    if (rq->upload.fd >= 0 && rq->upload.n_bytes > 0)
        return people_import_read(rq->upload.fd, rq->arena, ret);
    TRY(form_read(rq, &form, &errors));
    if (form.text.n == 0)
        return refuse(INVALID, T_IMPORT_CHOOSE_FILE);
    *ret = form.text;
    return OK;
}

static bool refused(struct request *rq, struct response *rs, enum status status,
                    struct str *ret_alert)
{
    if ((status != INVALID && status != TOO_LARGE) || refuse_key() == T_NONE)
        return false;
    rs->status = status == TOO_LARGE ? 413 : 422;
    *ret_alert = text(rq->lang, refuse_key());
    return true;
}

/* A first run here and not after the redirect: what is no CSV at all is said beside the file field.
 */
static enum status post_choose(struct request *rq, struct response *rs)
{
    struct import_options options = {.centre_id = rq->who->centre_id, .dry_run = true};
    struct import_result result;
    struct str file, token = STR_NONE, alert;
    enum status status = take_input(rq, &file);

    if (status == OK)
        status = people_import(rq->db, rq->arena, rq->who, &options, file, &result);
    if (refused(rq, rs, status, &alert))
        return choose_page(rq, rs, alert);
    TRY(status);
    TRY(keep_file(rq, file, &token));
    return redirect(rs, arena_printf(rq->arena, "/people/import/%.*s", STR_ARG(token)));
}

/* ---- seeing and confirming */

struct confirm_form {
    bool create_teams, skip_rejects;
};
static const struct field confirm_fields[] = {
    {.name = "create_teams",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct confirm_form, create_teams),
     .label = T_IMPORT_CREATE_TEAMS},
    {.name = "skip_rejects",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct confirm_form, skip_rejects),
     .label = T_IMPORT_SKIP_REJECTS},
};
static const struct form confirm_in = FORM("ConfirmImport", confirm_fields, struct confirm_form);

static const struct {
    enum text_key word;
    const char *badge;
} verdicts[] = {
    [IMPORT_NEW] = {T_IMPORT_NEW, "badge-success"},
    [IMPORT_CHANGED] = {T_IMPORT_CHANGED, "badge-info"},
    [IMPORT_SAME] = {T_IMPORT_SAME, ""},
    [IMPORT_REJECTED] = {T_IMPORT_REJECTED, "badge-error"},
};

static struct import_item item_of(struct request *rq, const struct import_row *row)
{
    struct import_item item = {.line = row->line,
                               .verdict = text(rq->lang, verdicts[row->verdict].word),
                               .badge = str_of(verdicts[row->verdict].badge),
                               .name = row->name.p ? row->name : STR("")};

    if (row->verdict == IMPORT_REJECTED)
        item.reason = text_filled(rq->arena, rq->lang, row->reason, row->reason_args, 3);
    item.changes.at = arena_array(rq->arena, struct import_change_item, row->n_changes);
    item.changes.n = row->n_changes;
    for (size_t i = 0; i < row->n_changes; i++)
        item.changes.at[i] = (struct import_change_item){
            .what = text(rq->lang, row->changes[i].what),
            .from = row->changes[i].from,
            .to = row->changes[i].to,
        };
    return item;
}

/* Rejected ones first: they are what somebody must do something about. Unchanged ones are only
 * counted. */
static void fill_rows(struct request *rq, const struct import_result *r, struct import_view *v)
{
    static const enum import_verdict order[] = {IMPORT_REJECTED, IMPORT_CHANGED, IMPORT_NEW};

    v->rows.at = arena_array(rq->arena, struct import_item, ROWS_SHOWN);
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < r->n; i++) {
            if (r->at[i].verdict != order[k])
                continue;
            if (v->rows.n == ROWS_SHOWN)
                v->n_more++;
            else
                v->rows.at[v->rows.n++] = item_of(rq, &r->at[i]);
        }
}

static enum status preview_page(struct request *rq, struct response *rs, struct str token,
                                bool create_teams, const struct import_result *r, struct str alert)
{
    struct str base = arena_printf(rq->arena, "/people/import/%.*s", STR_ARG(token));
    struct import_view v = {
        .csrf = rq->csrf,
        .alert = alert,
        .action = base,
        .ignored = r->ignored,
        .new_teams = r->new_teams,
        .n_new = r->n_new,
        .n_changed = r->n_changed,
        .n_same = r->n_same,
        .n_rejected = r->n_rejected,
        .create_teams = create_teams,
        .may_run = r->n_new + r->n_changed > 0,
    };

    if (!create_teams && r->lacks_teams)
        v.create_teams_url = arena_printf(rq->arena, "%.*s?create_teams=1", STR_ARG(base));
    if (create_teams)
        v.no_teams_url = base;
    fill_rows(rq, r, &v);

    struct html *page = page_begin(rq, rs, T_IMPORT_PREVIEW_TITLE);
    people_import_preview_html(page, &v);
    return page_end(page);
}

static enum status show_preview(struct request *rq, struct response *rs)
{
    struct str token = request_param(rq, "file"), file;
    struct import_options options = {.centre_id = rq->who->centre_id,
                                     .dry_run = true,
                                     .create_teams = request_query_int(rq, "create_teams", 0) != 0};
    struct import_result result;

    TRY(load_file(rq, token, &file));
    TRY(people_import(rq->db, rq->arena, rq->who, &options, file, &result));
    return preview_page(rq, rs, token, options.create_teams, &result, STR_NONE);
}

static enum status post_confirm(struct request *rq, struct response *rs)
{
    struct str token = request_param(rq, "file"), file;
    struct import_options options = {.centre_id = rq->who->centre_id};
    struct confirm_form form;
    struct form_errors errors;
    struct import_result result;
    const char *path;
    enum status status;

    TRY(form_read(rq, &form, &errors));
    TRY(load_file(rq, token, &file));
    options.create_teams = form.create_teams;
    options.skip_rejects = form.skip_rejects;
    status = people_import(rq->db, rq->arena, rq->who, &options, file, &result);
    if (status == CONFLICT && refuse_key() == T_IMPORT_HAS_REJECTS) {
        rs->status = 409;
        return preview_page(rq, rs, token, form.create_teams, &result,
                            text(rq->lang, T_IMPORT_HAS_REJECTS));
    }
    TRY(status);
    if (file_path(rq, token, &path) == OK)
        unlink(path);
    page_notice(rq, rs, T_IMPORT_DONE);
    return redirect(rs, STR("/people"));
}

const struct route people_import_routes[] = {
    {GET, "/people/import", PERM_PEOPLE_MANAGE, show_choose, .summary = "Choose a file of people"},
    {POST, "/people/import", PERM_PEOPLE_MANAGE, post_choose, .in = &text_in,
     .flags = ROUTE_UPLOAD | ROUTE_SLOW},
    {GET, "/people/import/{file}", PERM_PEOPLE_MANAGE, show_preview, .flags = ROUTE_SLOW,
     .summary = "What the file would change"},
    {POST, "/people/import/{file}", PERM_PEOPLE_MANAGE, post_confirm, .in = &confirm_in,
     .flags = ROUTE_SLOW},
    {.run = NULL},
};
