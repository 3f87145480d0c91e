/* Pages of incidents: log, list, one incident, the manager's today page.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_web.h"

#include "base/clock.h"
#include "base/id.h"
#include "features/calls/calls.h"
#include "features/incidents/incidents_forms.h"
#include "features/incidents/incidents_show.h"
#include "incidents_html.h"
#include "log_form_html.h"
#include "web/api.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/server.h"

/* ---- logging */

#define LATEST_CALLS 5
#define JUST_ENDED_MS (30 * MINUTE_MS)

static struct log_call log_call_of(struct request *rq, const struct call_latest_row *c)
{
    struct text_arg minutes = TEXT_INT((c->talk_ms + MINUTE_MS / 2) / MINUTE_MS);

    return (struct log_call){
        .id = c->id,
        .time = local_time(rq, c->started_at),
        .queue = c->queue,
        .talk = text_filled(rq->arena, rq->lang, T_INCIDENT_MINUTES, &minutes, 1),
        .just_ended = c->started_at + c->wait_ms + c->talk_ms > clock_now() - JUST_ENDED_MS,
    };
}

static enum status latest_calls(struct request *rq, struct log_call_list *ret)
{
    struct call_latest_row_list calls;

    TRY(calls_latest(rq->db, rq->arena, rq->who, LATEST_CALLS, &calls));
    ret->at = arena_array(rq->arena, struct log_call, calls.n);
    ret->n = calls.n;
    for (size_t i = 0; i < calls.n; i++)
        ret->at[i] = log_call_of(rq, &calls.at[i]);
    return OK;
}

/* The message beside a field, in words. */
static struct log_error_list errors_of(struct request *rq, const struct form_errors *errors)
{
    struct log_error_list list = {0};

    if (!errors)
        return list;
    list.at = arena_array(rq->arena, struct log_error, errors->n);
    for (size_t i = 0; i < errors->n; i++)
        list.at[list.n++] =
            (struct log_error){errors->at[i].field->name, errors->at[i].field->label,
                               form_error_text(rq->arena, rq->lang, &errors->at[i])};
    return list;
}

static struct log_form_view empty_log_form(struct request *rq)
{
    return (struct log_form_view){
        .csrf = rq->csrf,
        .client_key = id_secret(rq->arena, 16),
        .person_id = rq->who->person_id,
        .alarm_number = rq->server->alarm_number,
        .typed = {.class = -1},
        .acts = incident_act_choices(rq->arena, 0),
        .keeps_log = may(rq->who, PERM_EXPERIENCE),
    };
}

static enum status fill_choices(struct request *rq, struct log_form_view *v)
{
    struct incident_person_row_list colleagues;

    TRY(latest_calls(rq, &v->calls));
    TRY(incident_newcomer(rq->db, rq->arena, rq->who, rq->zone, &v->is_newcomer));
    TRY(incident_colleagues(rq->db, rq->arena, rq->who, &colleagues));
    v->colleagues.at = arena_array(rq->arena, struct log_person, colleagues.n);
    v->colleagues.n = colleagues.n;
    for (size_t i = 0; i < colleagues.n; i++)
        v->colleagues.at[i] = (struct log_person){colleagues.at[i].id, colleagues.at[i].name};
    return OK;
}

static enum status show_log_form(struct request *rq, struct response *rs, struct log_form_view *v)
{
    TRY(fill_choices(rq, v));
    if (rq->method == GET && v->typed.call_id == 0 && v->calls.n > 0 && v->calls.at[0].just_ended)
        v->typed.call_id = v->calls.at[0].id; /* most logs are about the call that just ended */
    struct html *page = page_begin(rq, rs, T_LOG_TITLE);
    log_page_html(page, v);
    return page_end(page);
}

void incident_log_dialog(struct request *rq, struct html *h)
{
    struct log_form_view v;

    if (rq->who->person_id == 0 || !may(rq->who, PERM_INCIDENT_LOG) ||
        str_eq(rq->path, STR("/log")))
        return;
    v = empty_log_form(rq);
    log_dialog_html(h, &v);
}

static enum status log_page(struct request *rq, struct response *rs)
{
    struct log_form_view v = empty_log_form(rq);

    v.typed.call_id = request_query_int(rq, "call", 0);
    return show_log_form(rq, rs, &v);
}

/* The dialog on every page asks for these when it opens, and for who may be logged for. */
static enum status log_choices(struct request *rq, struct response *rs)
{
    struct log_form_view v = empty_log_form(rq);
    struct json_out o;

    TRY(fill_choices(rq, &v));
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("items"));
    json_open_array(&o);
    for (size_t i = 0; i < v.calls.n; i++) {
        json_open_object(&o);
        json_key(&o, STR("id"));
        json_write_text(&o, arena_printf(rq->arena, "%lld", (long long)v.calls.at[i].id));
        json_key(&o, STR("time"));
        json_write_text(&o, v.calls.at[i].time);
        json_key(&o, STR("queue"));
        json_write_text(&o, v.calls.at[i].queue);
        json_key(&o, STR("talk"));
        json_write_text(&o, v.calls.at[i].talk);
        json_key(&o, STR("just_ended"));
        json_write_bool(&o, v.calls.at[i].just_ended);
        json_close_object(&o);
    }
    json_close_array(&o);
    json_key(&o, STR("colleagues"));
    json_open_array(&o);
    for (size_t i = 0; i < v.colleagues.n; i++) {
        json_open_object(&o);
        json_key(&o, STR("id"));
        json_write_text(&o, arena_printf(rq->arena, "%lld", (long long)v.colleagues.at[i].id));
        json_key(&o, STR("name"));
        json_write_text(&o, v.colleagues.at[i].name);
        json_close_object(&o);
    }
    json_close_array(&o);
    json_key(&o, STR("newcomer"));
    json_write_bool(&o, v.is_newcomer);
    json_close_object(&o);
    rs->content_type = STR("application/json");
    return OK;
}

static bool wants_json(const struct request *rq)
{
    return str_starts(request_header(rq, "Accept"), STR("application/json"));
}

static enum status answer_logged(struct request *rq, struct response *rs,
                                 const struct incident_logged *logged)
{
    struct str url = path_of(rq->arena, "/incidents/{}", logged->id);
    struct json_out o;

    if (!wants_json(rq)) {
        page_notice(rq, rs, T_INCIDENT_LOGGED);
        return redirect(rs, url);
    }
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("number"));
    json_write_text(&o, incident_number_text(rq->arena, logged->number));
    json_key(&o, STR("url"));
    json_write_text(&o, url);
    json_close_object(&o);
    rs->status = logged->was_known ? 200 : 201;
    rs->content_type = STR("application/json");
    return OK;
}

static enum status log_incident(struct request *rq, struct response *rs)
{
    struct incident_entry entry;
    struct form_errors errors = {.n = 0};
    struct incident_logged logged;
    enum status read = form_read(rq, &entry, &errors);

    if (read == INVALID && errors.n > 0) {
        if (wants_json(rq)) {
            api_problem(rq, rs, INVALID, &errors);
            return OK;
        }
        struct log_form_view v = empty_log_form(rq);
        v.typed = entry;
        v.acts = incident_act_choices(rq->arena, entry.acts);
        v.errors = errors_of(rq, &errors);
        if (entry.client_key.n > 0)
            v.client_key = entry.client_key;
        rs->status = 422;
        return show_log_form(rq, rs, &v);
    }
    TRY(read);
    enum status done = incident_log(rq->db, rq->arena, rq->who, rq->zone, &entry, &logged);
    if (done != OK && wants_json(rq)) { /* the dialog shows why, beside what was typed */
        api_problem(rq, rs, done, NULL);
        return OK;
    }
    TRY(done);
    return answer_logged(rq, rs, &logged);
}

/* ---- list */

static int64_t day_start_of(struct request *rq, const char *name, int add_days)
{
    int32_t day;

    return date_parse(request_query(rq, name), &day) ? zone_day_start(rq->zone, day + add_days) : 0;
}

static int64_t class_of(struct str word)
{
    for (int i = 0; i < INCIDENT_CLASS_N; i++)
        if (str_eq(word, str_of(incident_class_words[i])))
            return i;
    return -1;
}

static struct incident_filter filter_of(struct request *rq)
{
    struct incident_filter f = {
        .q = request_query(rq, "q"),
        .class = class_of(request_query(rq, "class")),
        .min_hit = request_query_int(rq, "hit", 0),
        .team_id = request_query_int(rq, "team", 0),
        .from_at = day_start_of(rq, "from", 0),
        .to_at = day_start_of(rq, "to", 1),
        .untalked = str_eq(request_query(rq, "untalked"), STR("true")),
        .wants_talk = str_eq(request_query(rq, "talk"), STR("true")),
        .limit = 50,
    };
    int64_t at, id;
    struct str after = request_query(rq, "after");

    if (after.n > 0 && api_cursor_read(after, &at, &id) == OK) {
        f.after_at = at;
        f.after_id = id;
    }
    return f;
}

/* The same query with the cursor of the last row. */
static struct str next_url_of(struct request *rq, const struct incident_page *page)
{
    const struct incident_row *last = &page->rows.at[page->rows.n - 1];
    struct buf b = buf_new(rq->arena, rq->query.n + 80);
    struct str rest = rq->query, pair;

    buf_add(&b, STR("/incidents?"));
    while (str_cut(&rest, '&', &pair))
        if (pair.n > 0 && !str_starts(pair, STR("after="))) {
            buf_add(&b, pair);
            buf_char(&b, '&');
        }
    buf_add(&b, STR("after="));
    buf_add(&b, api_cursor(rq->arena, last->occurred_at, last->id));
    return buf_str(&b);
}

static enum status fill_teams(struct request *rq, int64_t chosen, struct incident_team_list *ret)
{
    struct incident_team_row_list teams;
    bool all;
    int64_t *ids;
    size_t n;

    access_teams(rq->who, PERM_INCIDENT_READ, rq->arena, &all, &ids, &n);
    TRY(q_incident_team_ids(rq->db, rq->arena, rq->who->centre_id, &teams));
    ret->at = arena_array(rq->arena, struct incident_team, teams.n);
    ret->n = 0;
    for (size_t i = 0; i < teams.n; i++) {
        bool mine = all;
        for (size_t k = 0; k < n; k++)
            mine = mine || ids[k] == teams.at[i].id;
        if (mine)
            ret->at[ret->n++] =
                (struct incident_team){teams.at[i].id, teams.at[i].name, teams.at[i].id == chosen};
    }
    return OK;
}

static enum status list(struct request *rq, struct response *rs)
{
    struct incident_filter filter = filter_of(rq);
    struct incident_page found = {0};
    struct incident_list_view v = {
        .classes = incident_class_choices(rq->arena, filter.class),
        .hits = incident_rating_choices(rq->arena, filter.min_hit),
        .q = filter.q.p ? filter.q : STR(""),
        .from = request_query(rq, "from"),
        .to = request_query(rq, "to"),
        .untalked = filter.untalked,
        .wants_talk = filter.wants_talk,
        .is_filtered = rq->query.n > 0,
    };

    TRY(incident_list(rq->db, rq->arena, rq->who, &filter, &found));
    TRY(fill_teams(rq, filter.team_id, &v.teams));
    v.shows_names = v.teams.n > 0;
    v.items = incident_items_of(rq, &found.rows);
    if (found.more)
        v.next_url = next_url_of(rq, &found);
    struct html *page =
        page_begin(rq, rs, v.teams.n > 0 ? T_INCIDENT_LIST_TITLE : T_INCIDENT_MINE_TITLE);
    incident_list_html(page, &v);
    return page_end(page);
}

/* ---- one incident */

static enum status show(struct request *rq, struct response *rs)
{
    struct incident in;
    struct incident_show_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(incident_find(rq->db, rq->arena, rq->who, id, &in));
    incident_show_fill(rq, &in, &v);
    struct html *page = page_begin_titled(rq, rs, v.number);
    incident_show_html(page, &v);
    for (incident_part_fn *const *part = all_incident_parts; v.sees_fully && *part != NULL; part++)
        TRY((*part)(rq, page, &in));
    return page_end(page);
}

/* /h/1042: what one types when somebody says "H-1042" on the phone. */
static enum status show_number(struct request *rq, struct response *rs)
{
    int64_t number, id;

    if (!incident_number_parse(request_param(rq, "number"), &number))
        return fail(MISSING, "not a number");
    TRY(incident_find_number(rq->db, rq->arena, rq->who, number, &id));
    return redirect(rs, path_of(rq->arena, "/incidents/{}", id));
}

static enum status back_to(struct request *rq, struct response *rs, int64_t id,
                           enum text_key notice)
{
    page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/incidents/{}", id));
}

static enum status write_text(struct request *rq, struct response *rs)
{
    struct incident_text_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(incident_write_text(rq->db, rq->arena, rq->who, id, (enum incident_field)entry.field,
                            entry.text));
    return back_to(rq, rs, id, T_INCIDENT_SAVED);
}

static enum status rate(struct request *rq, struct response *rs)
{
    struct incident_rating_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(incident_rate(rq->db, rq->arena, rq->who, rq->zone, id, entry.rating));
    return back_to(rq, rs, id, T_INCIDENT_SAVED);
}

static enum status change_details(struct request *rq, struct response *rs)
{
    struct incident_details details;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &details, &errors));
    TRY(incident_change_details(rq->db, rq->arena, rq->who, rq->zone, id, &details));
    return back_to(rq, rs, id, T_INCIDENT_SAVED);
}

/* From the today page one goes on there; from the incident one stays with it. */
struct talked_entry {
    struct str back;
};
static const struct field talked_fields[] = {
    {"back", FIELD_TEXT, offsetof(struct talked_entry, back), .max = 100,
     .label = T_INCIDENT_TALKED_TAG, .doc = "Page to return to"},
};
static const struct form talked_form = FORM("IncidentTalked", talked_fields, struct talked_entry);

static enum status talked(struct request *rq, struct response *rs)
{
    struct talked_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(incident_talked(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_INCIDENT_TALKED_NOTED);
    return redirect(rs, str_eq(entry.back, STR("/today"))
                            ? STR("/today")
                            : path_of(rq->arena, "/incidents/{}", id));
}

/* ---- today */

static enum status today(struct request *rq, struct response *rs)
{
    struct incident_today found;
    struct incident_today_view v;

    TRY(incident_today(rq->db, rq->arena, rq->who, 30, &found));
    v = (struct incident_today_view){.csrf = rq->csrf,
                                     .sum = found.sum,
                                     .n_new = found.n_new,
                                     .items = incident_items_of(rq, &found.rows),
                                     .more = found.more};
    struct html *page = page_begin(rq, rs, T_TODAY_TITLE);
    incident_today_html(page, &v);
    for (today_part_fn *const *part = all_today_parts; *part != NULL; part++)
        TRY((*part)(rq, page));
    return page_end(page);
}

static enum status today_seen(struct request *rq, struct response *rs)
{
    TRY(incident_today_seen(rq->db, rq->arena, rq->who));
    return redirect(rs, STR("/today"));
}

const struct route incident_routes[] = {
    {GET, "/log", PERM_INCIDENT_LOG, log_page},
    {POST, "/log", PERM_INCIDENT_LOG, log_incident, .in = &incident_log_form},
    {GET, "/log/choices", PERM_INCIDENT_LOG, log_choices},
    {GET, "/incidents", PERM_INCIDENT_READ, list},
    {GET, "/incidents/{id}", PERM_INCIDENT_READ, show},
    {GET, "/h/{number}", PERM_INCIDENT_READ, show_number},
    {POST, "/incidents/{id}/text", PERM_INCIDENT_CHANGE, write_text, .in = &incident_text_form},
    {POST, "/incidents/{id}/rating", PERM_INCIDENT_READ, rate, .in = &incident_rating_form},
    {POST, "/incidents/{id}/details", PERM_INCIDENT_CHANGE, change_details,
     .in = &incident_details_form},
    {POST, "/incidents/{id}/talked", PERM_INCIDENT_TALK, talked, .in = &talked_form},
    {GET, "/today", PERM_TODAY_READ, today},
    {POST, "/today/seen", PERM_TODAY_READ, today_seen},
    {0},
};
