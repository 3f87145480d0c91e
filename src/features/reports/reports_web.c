/* Pages of the reports: read, complete, print, file, decide, follow up.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_forms.h"

#include "core/refuse.h"
#include "features/incidents/incidents.h"
#include "features/reports/reports_show.h"
#include "reports_html.h"
#include "web/page.h"
#include "web/parts.h"

#define LIST_ROWS 100

static enum status list(struct request *rq, struct response *rs)
{
    struct report_row_list rows;
    struct report_list_view v;

    TRY(report_list(rq->db, rq->arena, rq->who, LIST_ROWS, &rows));
    v = report_list_view_of(rq, &rows);
    struct html *page = page_begin(rq, rs, T_REPORT_LIST_TITLE);
    report_list_html(page, &v);
    return page_end(page);
}

static enum status of_case(struct request *rq, struct response *rs)
{
    struct report_case found;
    struct report_case_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(report_case_find(rq->db, rq->arena, rq->who, id, &found));
    v = report_case_view_of(rq, &found);
    struct html *page = page_begin(rq, rs, T_REPORT_LIST_TITLE);
    report_case_html(page, &v);
    return page_end(page);
}

static enum status start(struct request *rq, struct response *rs)
{
    struct report_start_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, report_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(report_start(rq->db, rq->arena, rq->who, id, (enum report_kind)entry.kind, &report_id));
    return redirect(rs, path_of(rq->arena, "/reports/{}", report_id));
}

/* From where only the incident is known. */
static enum status start_incident(struct request *rq, struct response *rs)
{
    struct report_start_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, report_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(report_start_incident(rq->db, rq->arena, rq->who, id, (enum report_kind)entry.kind,
                              &report_id));
    return redirect(rs, path_of(rq->arena, "/reports/{}", report_id));
}

bool report_nav_fits(struct request *rq)
{
    bool fits = false;

    return report_list_fits(rq->db, rq->arena, rq->who, &fits) == OK && fits;
}

/* ---- one report */

static enum status load(struct request *rq, int64_t id, struct report_view *v)
{
    struct report r;

    TRY(report_find(rq->db, rq->arena, rq->who, id, &r));
    *v = report_view_of(rq, &r);
    return OK;
}

static enum status write_page(struct request *rq, struct response *rs, const struct report_view *v,
                              bool edits)
{
    struct html *page = page_begin(rq, rs, v->title);

    if (edits)
        report_edit_html(page, v);
    else
        report_show_html(page, v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    struct report_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(load(rq, id, &v));
    return write_page(rq, rs, &v, false);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct report_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(load(rq, id, &v));
    if (!v.may_write)
        return redirect(rs, v.url);
    return write_page(rq, rs, &v, true);
}

static enum status print(struct request *rq, struct response *rs)
{
    struct report r;
    struct str pdf;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(report_find(rq->db, rq->arena, rq->who, id, &r));
    TRY(report_print(rq->arena, &r, rq->zone, &pdf));
    rs->content_type = STR("application/pdf");
    response_header(rs, "Content-Disposition",
                    arena_printf(rq->arena, "inline; filename=\"%.*s-%s.pdf\"",
                                 STR_ARG(incident_number_text(rq->arena, r.row.number)),
                                 report_kind_words[r.row.kind]));
    rs->body = (struct buf){.arena = rq->arena};
    buf_add(&rs->body, pdf);
    return OK;
}

/* What a rule refused in words is shown beside what was typed; all else goes on as it is. */
static bool is_said(enum status status)
{
    return (status == INVALID || status == CONFLICT || status == TOO_LARGE) &&
           refuse_key() != T_NONE;
}

static struct str error_of(struct request *rq, const struct form_errors *errors, const char *field)
{
    return form_error_text(rq->arena, rq->lang, form_error_of(errors, field));
}

/* The form again with what was typed, nothing saved. */
static enum status edit_again(struct request *rq, struct response *rs, int64_t id,
                              const struct report_text_entry *entry, struct str alert,
                              const struct form_errors *errors, int bad_field, bool changed)
{
    struct report_view v;
    size_t n = 0;

    TRY(load(rq, id, &v));
    if (!v.may_write)
        return refuse(CONFLICT, T_REPORT_IS_FILED);
    v.alert = alert;
    for (int f = 0; f < REPORT_FIELD_N && n < v.lines.n; f++) {
        struct report_line *line = &v.lines.at[n];

        if (!str_eq(str_of(line->word), str_of(report_field_words[f])))
            continue;
        n++;
        if (entry->text[f].p != NULL)
            line->typed = entry->text[f];
        line->differs = changed && !str_eq(line->typed, line->text);
        line->error = f == bad_field ? alert : error_of(rq, errors, line->word);
    }
    rs->status = changed ? 409 : 422;
    return write_page(rq, rs, &v, true);
}

static enum status save(struct request *rq, struct response *rs)
{
    struct report_text_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;
    int field = -1;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    if (done == INVALID && errors.n > 0)
        return edit_again(rq, rs, id, &entry, text(rq->lang, T_REPORT_NOT_SAVED), &errors, -1,
                          false);
    TRY(done);
    done = report_write(rq->db, rq->arena, rq->who, id, entry.seen, entry.text, &field);
    if (is_said(done)) {
        struct str why = text(rq->lang, refuse_key());

        db_refresh(rq->db);
        return edit_again(rq, rs, id, &entry, why, &errors, field, done == CONFLICT);
    }
    TRY(done);
    page_notice(rq, rs, T_REPORT_SAVED);
    return redirect(rs, path_of(rq->arena, "/reports/{}", id));
}

/* ---- receipt, decision, outcome: forms on the report's own page */

/* done: what the rule or the form said. Shows the page again with what was typed, or goes back to it. */
static enum status answer(struct request *rq, struct response *rs, int64_t id, enum status done,
                          bool is_form_error, const struct report_view *typed)
{
    struct report_view v;

    if (!is_form_error && !is_said(done)) {
        TRY(done);
        page_notice(rq, rs, T_REPORT_SAVED);
        return redirect(rs, path_of(rq->arena, "/reports/{}", id));
    }
    struct str why = is_form_error ? STR_NONE : text(rq->lang, refuse_key());
    db_refresh(rq->db);
    TRY(load(rq, id, &v));
    v.alert = is_form_error ? text(rq->lang, T_REPORT_NOT_SAVED) : why;
    if (typed->receipt.p != NULL || typed->day.p != NULL) {
        v.receipt = typed->receipt;
        v.day = typed->day;
    }
    v.reason = typed->reason;
    v.note = typed->note;
    v.receipt_error = typed->receipt_error;
    v.day_error = typed->day_error;
    v.reason_error = typed->reason_error;
    v.note_error = typed->note_error;
    rs->status = done == CONFLICT ? 409 : 422;
    return write_page(rq, rs, &v, false);
}

static enum status file(struct request *rq, struct response *rs)
{
    struct report_file_entry entry;
    struct form_errors errors = {.n = 0};
    struct report_view typed = {0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    bool is_form_error = done == INVALID && errors.n > 0;
    if (!is_form_error) {
        TRY(done);
        done = report_file(rq->db, rq->arena, rq->who, rq->zone, id, entry.receipt, entry.day);
    }
    typed.receipt = entry.receipt.p != NULL ? entry.receipt : STR("");
    typed.day = entry.day != 0 ? date_text(rq->arena, (int32_t)entry.day) : STR("");
    typed.receipt_error = error_of(rq, &errors, "receipt");
    typed.day_error = error_of(rq, &errors, "day");
    return answer(rq, rs, id, done, is_form_error, &typed);
}

static enum status decide(struct request *rq, struct response *rs)
{
    struct report_decide_entry entry;
    struct form_errors errors = {.n = 0};
    struct report_view typed = {0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    bool is_form_error = done == INVALID && errors.n > 0;
    if (!is_form_error) {
        TRY(done);
        done = report_decide(rq->db, rq->arena, rq->who, id, entry.reason);
    }
    typed.reason = entry.reason;
    typed.reason_error = error_of(rq, &errors, "reason");
    return answer(rq, rs, id, done, is_form_error, &typed);
}

static enum status outcome(struct request *rq, struct response *rs)
{
    struct report_outcome_entry entry;
    struct form_errors errors = {.n = 0};
    struct report_view typed = {0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status done = form_read(rq, &entry, &errors);
    bool is_form_error = done == INVALID && errors.n > 0;
    if (!is_form_error) {
        TRY(done);
        done = report_outcome(rq->db, rq->arena, rq->who, rq->zone, id,
                              (enum report_outcome)entry.outcome, entry.note);
    }
    typed.note = entry.note;
    typed.note_error = error_of(rq, &errors, "note");
    return answer(rq, rs, id, done, is_form_error, &typed);
}

const struct route report_routes[] = {
    {GET, "/reports", PERM_REPORT_READ, list},
    {GET, "/reports/case/{id}", PERM_REPORT_READ, of_case},
    {POST, "/reports/case/{id}/start", PERM_REPORT_WRITE, start, .in = &report_start_form},
    {POST, "/reports/incident/{id}/start", PERM_REPORT_WRITE, start_incident,
     .in = &report_start_form},
    {GET, "/reports/{id}", PERM_REPORT_READ, show},
    {GET, "/reports/{id}/edit", PERM_REPORT_WRITE, edit},
    {GET, "/reports/{id}/print", PERM_REPORT_READ, print, .flags = ROUTE_SLOW},
    {POST, "/reports/{id}", PERM_REPORT_WRITE, save, .in = &report_text_form},
    {POST, "/reports/{id}/file", PERM_REPORT_WRITE, file, .in = &report_file_form},
    {POST, "/reports/{id}/decide", PERM_REPORT_WRITE, decide, .in = &report_decide_form},
    {POST, "/reports/{id}/outcome", PERM_REPORT_WRITE, outcome, .in = &report_outcome_form},
    {0},
};
