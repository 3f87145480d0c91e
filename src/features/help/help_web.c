/* The desk page, one request, and warn → end.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_forms.h"

#include "base/json.h"
#include "features/help/help_show.h"
#include "features/incidents/incidents.h"
#include "help_html.h"
#include "web/page.h"

static bool wants_json(const struct request *rq)
{
    return str_starts(request_header(rq, "Accept"), STR("application/json"));
}

static enum status desk(struct request *rq, struct response *rs)
{
    struct help_desk_view v;

    TRY(help_desk_here(rq->db, rq->arena, rq->who, 0));
    db_refresh(rq->db);
    TRY(help_desk_fill(rq, &v));
    struct html *page = page_begin(rq, rs, T_HELP_DESK_TITLE);
    help_desk_html(page, &v);
    return page_end(page);
}

/* The part that changes, without the frame, for the page that is open. */
static enum status now(struct request *rq, struct response *rs)
{
    struct help_now_view v;
    struct html h = {.out = buf_new(rq->arena, 4000), .lang = rq->lang};
    struct json_out o;

    TRY(help_now_fill(rq, &v));
    help_now_html(&h, &v);
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("html"));
    json_write_text(&o, buf_str(&h.out));
    json_close_object(&o);
    rs->content_type = STR("application/json");
    response_header(rs, "Cache-Control", STR("no-store"));
    return OK;
}

static enum status speaks(struct request *rq)
{
    struct help_page_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    return help_desk_here(rq->db, rq->arena, rq->who, entry.page);
}

/* A desk page is open and says so; it gets what there is to see. */
static enum status here(struct request *rq, struct response *rs)
{
    TRY(speaks(rq));
    db_refresh(rq->db);
    return now(rq, rs);
}

/* The same without what there is to see: the stream says when that changes. */
static enum status beat(struct request *rq, struct response *rs)
{
    struct json_out o = json_out_to(&rs->body);

    TRY(speaks(rq));
    json_open_object(&o);
    json_close_object(&o);
    rs->content_type = STR("application/json");
    return OK;
}

static enum status away(struct request *rq, struct response *rs)
{
    struct help_page_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(help_desk_away(rq->db, rq->who, entry.page));
    return redirect(rs, STR("/desk"));
}

static enum status set_place(struct request *rq, struct response *rs)
{
    struct help_place_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(help_desk_set(rq->db, rq->arena, rq->who, entry.place, entry.at_home, entry.silent));
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, STR("/desk"));
}

static enum status press(struct request *rq, struct response *rs)
{
    struct help_press entry;
    struct help_pressed pressed;
    struct form_errors errors = {.n = 0};
    struct json_out o;

    TRY(form_read(rq, &entry, &errors));
    TRY(help_press(rq->db, rq->arena, rq->who, &entry, &pressed));
    if (!wants_json(rq))
        return redirect(rs, STR("/desk"));
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("id"));
    json_write_text(&o, arena_printf(rq->arena, "%lld", (long long)pressed.id));
    json_key(&o, STR("was_known"));
    json_write_bool(&o, pressed.was_known);
    json_close_object(&o);
    rs->status = pressed.was_known ? 200 : 201;
    rs->content_type = STR("application/json");
    return OK;
}

static enum status show(struct request *rq, struct response *rs)
{
    struct help_request r;
    struct help_event_row_list events;
    struct help_show_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(help_find(rq->db, rq->arena, rq->who, id, &r, &events));
    v = help_show_view_of(rq, &r, &events);
    struct html *page = page_begin(rq, rs, v.item.kind_text);
    help_show_html(page, &v);
    return page_end(page);
}

/* ---- one key each */

static enum status come(struct request *rq, struct response *rs)
{
    int64_t id;
    bool first = false;

    TRY(param_id(rq, "id", &id));
    TRY(help_come(rq->db, rq->arena, rq->who, id, &first));
    page_notice(rq, rs, first ? T_HELP_YOU_ARE_FIRST : T_HELP_YOU_ALSO_COME);
    return redirect(rs, STR("/desk"));
}

typedef enum status act_fn(struct db *db, struct arena *a, const struct actor *who, int64_t id);

static enum status act(struct request *rq, struct response *rs, act_fn *rule)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(rule(rq->db, rq->arena, rq->who, id));
    return redirect(rs, STR("/desk"));
}

static enum status stay_away(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_stay_away);
}

static enum status arrive(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_arrive);
}

static enum status end(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_end);
}

static enum status cancel(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_cancel);
}

static enum status no_log(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_no_log);
}

static enum status asked(struct request *rq, struct response *rs)
{
    return act(rq, rs, help_asked);
}

static enum status log_it(struct request *rq, struct response *rs)
{
    struct help_log_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, incident_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(help_log(rq->db, rq->arena, rq->who, rq->zone, id, entry.class, entry.rating,
                 &incident_id));
    page_notice(rq, rs, T_INCIDENT_LOGGED);
    return redirect(rs, path_of(rq->arena, "/incidents/{}", incident_id));
}

/* ---- warn, then end */

static enum status warn_page(struct request *rq, struct response *rs)
{
    struct help_warn_view v;

    TRY(help_warn_fill(rq, &v));
    struct html *page = page_begin(rq, rs, T_HELP_WARN_TITLE);
    help_warn_html(page, &v);
    return page_end(page);
}

static enum status warn(struct request *rq, struct response *rs)
{
    struct help_warn_entry entry;
    struct help_warning_row w;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(help_warn(rq->db, rq->arena, rq->who, rq->zone, (enum help_warn_act)entry.act, &w));
    return redirect(rs, STR("/desk/warn"));
}

/* The own rating of the call that was ended; the log is there already. */
static enum status rate(struct request *rq, struct response *rs)
{
    struct help_rate_entry entry;
    struct help_warning_row w;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(help_warning_latest(rq->db, rq->arena, rq->who, &w));
    if (w.incident_id == 0)
        return fail(MISSING, "nothing was logged");
    TRY(incident_rate(rq->db, rq->arena, rq->who, rq->zone, w.incident_id, entry.rating));
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, path_of(rq->arena, "/incidents/{}", w.incident_id));
}

const struct route help_routes[] = {
    {GET, "/desk", PERM_HELP, desk},
    {POST, "/desk/here", PERM_HELP, here, .in = &help_page_form},
    {POST, "/desk/beat", PERM_HELP, beat, .in = &help_page_form},
    {POST, "/desk/away", PERM_HELP, away, .in = &help_page_form},
    {POST, "/desk/place", PERM_HELP, set_place, .in = &help_place_form},
    {POST, "/desk/press", PERM_HELP, press, .in = &help_press_form},
    {GET, "/desk/warn", PERM_HELP, warn_page},
    {POST, "/desk/warn", PERM_HELP, warn, .in = &help_warn_form},
    {POST, "/desk/warn/rating", PERM_HELP, rate, .in = &help_rate_form},
    {GET, "/desk/requests/{id}", PERM_HELP, show},
    {POST, "/desk/requests/{id}/come", PERM_HELP, come},
    {POST, "/desk/requests/{id}/stay-away", PERM_HELP, stay_away},
    {POST, "/desk/requests/{id}/arrive", PERM_HELP, arrive},
    {POST, "/desk/requests/{id}/end", PERM_HELP, end},
    {POST, "/desk/requests/{id}/cancel", PERM_HELP, cancel},
    {POST, "/desk/requests/{id}/asked", PERM_HELP, asked},
    {POST, "/desk/requests/{id}/no-log", PERM_HELP, no_log},
    {POST, "/desk/requests/{id}/log", PERM_HELP, log_it, .in = &help_log_form},
    {0},
};
