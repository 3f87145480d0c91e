/* The inbox, and one's own page about how one is told.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_web.h"

#include "base/clock.h"
#include "base/json.h"
#include "core/refuse.h"
#include "features/notify/notify_view.h"
#include "notify_html.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/server.h"

#define INBOX_PAGE 50
#define LOG_PAGE 50
#define TOTALS_DAYS 30

struct notify_form {
    bool email_on, sms_on, quiet_on;
    struct str email, sms, quiet_from, quiet_to;
};
static const struct field settings_fields[] = {
    {.name = "email_on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct notify_form, email_on),
     .label = T_NOTIFY_EMAIL_ON},
    {.name = "email",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_form, email),
     .max = 254,
     .label = T_NOTIFY_EMAIL},
    {.name = "sms_on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct notify_form, sms_on),
     .label = T_NOTIFY_SMS_ON},
    {.name = "sms",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_form, sms),
     .max = 30,
     .label = T_NOTIFY_SMS},
    {.name = "quiet_on",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct notify_form, quiet_on),
     .label = T_NOTIFY_QUIET_ON},
    {.name = "quiet_from",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_form, quiet_from),
     .max = 8,
     .label = T_NOTIFY_QUIET_FROM},
    {.name = "quiet_to",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_form, quiet_to),
     .max = 8,
     .label = T_NOTIFY_QUIET_TO},
};
static const struct form settings_in = FORM("NoticeSettings", settings_fields, struct notify_form);

struct code_form {
    bool is_sms;
    struct str code;
};
static const struct field code_fields[] = {
    {.name = "is_sms",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct code_form, is_sms),
     .label = T_NOTIFY_SMS},
    {.name = "code",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct code_form, code),
     .max = 12,
     .label = T_NOTIFY_CODE},
};
static const struct form code_in = FORM("NoticeCode", code_fields, struct code_form);

static const struct field push_fields[] = {
    {.name = "endpoint",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_subscription, endpoint),
     .required = true,
     .max = 1000,
     .label = T_NOTIFY_PUSH_TITLE},
    {.name = "p256dh",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_subscription, p256dh),
     .required = true,
     .max = 100,
     .label = T_NOTIFY_PUSH_TITLE},
    {.name = "auth",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_subscription, auth),
     .required = true,
     .max = 100,
     .label = T_NOTIFY_PUSH_TITLE},
    {.name = "label",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct notify_subscription, label),
     .max = 60,
     .label = T_NOTIFY_PUSH_TITLE},
};
static const struct form push_in = FORM("PushBrowser", push_fields, struct notify_subscription);

struct up_to_form {
    int64_t up_to;
};
static const struct field up_to_fields[] = {
    {.name = "up_to",
     .kind = FIELD_ID,
     .offset = offsetof(struct up_to_form, up_to),
     .required = true,
     .label = T_INBOX_READ_ALL},
};
static const struct form up_to_in = FORM("InboxReadAll", up_to_fields, struct up_to_form);

/* ---- inbox */

int64_t inbox_nav_count(struct request *rq)
{
    int64_t n = 0;

    return notify_unread_count(rq->db, rq->arena, rq->who, &n) == OK ? n : 0;
}

static enum text_key level_text(int64_t level)
{
    if (level == NOTICE_ACUTE)
        return T_INBOX_LEVEL_ACUTE;
    return level == NOTICE_STATUTORY ? T_INBOX_LEVEL_STATUTORY : T_NONE;
}

static enum status show_inbox(struct request *rq, struct response *rs)
{
    struct inbox_view v = {.csrf = rq->csrf, .older_url = STR_NONE};
    struct notice_list list;
    int64_t before = request_query_int(rq, "before", 0);

    TRY(notify_inbox(rq->db, rq->arena, rq->who, before, INBOX_PAGE + 1, &list));
    TRY(notify_has_dead(rq->db, rq->arena, rq->who->person_id, &v.has_dead));
    v.has_unread = inbox_nav_count(rq) > 0;
    v.items.at = arena_array(rq->arena, struct inbox_item, list.n);
    v.items.n = list.n > INBOX_PAGE ? INBOX_PAGE : list.n;
    v.newest = list.n > 0 ? list.at[0].id : 0;
    for (size_t i = 0; i < v.items.n; i++) {
        const struct notice *n = &list.at[i];

        v.items.at[i] = (struct inbox_item){.id = n->id,
                                            .when = local_time(rq, n->at),
                                            .when_iso = iso_time(rq, n->at),
                                            .path = n->path,
                                            .read_url = path_of(rq->arena, "/inbox/{}/read", n->id),
                                            .text = notice_key(n->key),
                                            .level = level_text(n->level),
                                            .unread = n->read_at == 0};
    }
    if (list.n > INBOX_PAGE)
        v.older_url = path_of(rq->arena, "/inbox?before={}", list.at[INBOX_PAGE - 1].id);
    struct html *page = page_begin(rq, rs, T_INBOX_TITLE);
    inbox_html(page, &v);
    return page_end(page);
}

static enum status count_unread(struct request *rq, struct response *rs)
{
    struct json_out o = json_out_to(&rs->body);

    json_open_object(&o);
    json_key(&o, STR("unread"));
    json_write_int(&o, inbox_nav_count(rq));
    json_close_object(&o);
    rs->content_type = STR("application/json");
    response_header(rs, "Cache-Control", STR("no-store"));
    return OK;
}

static enum status post_read(struct request *rq, struct response *rs)
{
    struct notice notice;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(notify_mark_read(rq->db, rq->arena, rq->who, id, &notice));
    return redirect(rs, STR("/inbox"));
}

static enum status post_read_all(struct request *rq, struct response *rs)
{
    struct up_to_form form;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &form, &errors));
    TRY(notify_mark_all_read(rq->db, rq->who, form.up_to));
    return redirect(rs, STR("/inbox"));
}

/* ---- how one is told */

static struct str clock_text(struct arena *a, int64_t minutes)
{
    return arena_printf(a, "%02d:%02d", (int)(minutes / 60 % 24), (int)(minutes % 60));
}

/* "17:00"; seconds, which some browsers add, are left out. */
static bool clock_parse(struct str s, int64_t *ret)
{
    int64_t hour, minute;

    s = str_trim(s);
    if (s.n < 5 || s.p[2] != ':' || (s.n > 5 && s.p[5] != ':') ||
        !str_int64(str_sub(s, 0, 2), &hour) || !str_int64(str_sub(s, 3, 2), &minute) || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59)
        return false;
    *ret = hour * 60 + minute;
    return true;
}

static struct str state_text(struct request *rq, const struct notify_log_row *row)
{
    static const enum text_key texts[NOTICE_STATE_N] = {
        [NOTICE_WAITING] = T_NOTIFY_STATE_WAITING,       [NOTICE_SENT] = T_NOTIFY_STATE_SENT,
        [NOTICE_DROPPED] = T_NOTIFY_STATE_DROPPED,       [NOTICE_FAILED] = T_NOTIFY_STATE_FAILED,
        [NOTICE_NO_ADDRESS] = T_NOTIFY_STATE_NO_ADDRESS,
    };
    struct text_arg at =
        TEXT_STR(local_time(rq, row->state == NOTICE_WAITING ? row->send_at : row->settled_at));

    if (row->state < 0 || row->state >= NOTICE_STATE_N)
        return STR("");
    if (row->state == NOTICE_WAITING || row->state == NOTICE_SENT)
        return text_filled(rq->arena, rq->lang, texts[row->state], &at, 1);
    return text(rq->lang, texts[row->state]);
}

static enum text_key channel_text(int64_t channel)
{
    static const enum text_key texts[NOTICE_CHANNEL_N] = {[NOTICE_EMAIL] = T_NOTIFY_CHANNEL_EMAIL,
                                                          [NOTICE_SMS] = T_NOTIFY_CHANNEL_SMS,
                                                          [NOTICE_PUSH] = T_NOTIFY_CHANNEL_PUSH};

    return channel >= 0 && channel < NOTICE_CHANNEL_N ? texts[channel] : T_NOTIFY_CHANNEL_EMAIL;
}

static enum status load_log(struct request *rq, struct notify_view *v)
{
    struct notify_log_row_list log;

    TRY(notify_log(rq->db, rq->arena, rq->who, LOG_PAGE, &log));
    v->log.at = arena_array(rq->arena, struct notify_log_item, log.n);
    v->log.n = log.n;
    for (size_t i = 0; i < log.n; i++)
        v->log.at[i] = (struct notify_log_item){.when = local_time(rq, log.at[i].made_at),
                                                .when_iso = iso_time(rq, log.at[i].made_at),
                                                .state = state_text(rq, &log.at[i]),
                                                .text = log.at[i].key.p ? notice_key(log.at[i].key)
                                                                        : T_NOTIFY_CODE_SUBJECT,
                                                .channel = channel_text(log.at[i].channel),
                                                .attempts = log.at[i].attempts};
    v->shows_totals = may(rq->who, PERM_PEOPLE_MANAGE);
    if (v->shows_totals)
        TRY(notify_totals(rq->db, rq->arena, rq->who, clock_now() - TOTALS_DAYS * DAY_MS,
                          &v->totals));
    return OK;
}

static enum status load_browsers(struct request *rq, struct notify_view *v)
{
    struct notify_browser_list list;

    TRY(notify_push_public(rq->db, rq->arena, &v->push_key));
    TRY(notify_push_browsers(rq->db, rq->arena, rq->who, &list));
    v->browsers.at = arena_array(rq->arena, struct notify_browser_item, list.n);
    v->browsers.n = list.n;
    for (size_t i = 0; i < list.n; i++)
        v->browsers.at[i] = (struct notify_browser_item){
            .label =
                list.at[i].label.n > 0 ? list.at[i].label : text(rq->lang, T_NOTIFY_PUSH_UNNAMED),
            .since = local_time(rq, list.at[i].made_at),
            .is_dead = list.at[i].dead_at != 0,
            .remove_url = path_of(rq->arena, "/me/notices/browsers/{}/remove", list.at[i].id)};
    return OK;
}

/* What is kept, or what was typed. */
static enum status settings_page(struct request *rq, struct response *rs,
                                 const struct notify_form *typed, struct str alert,
                                 struct str code_error, bool code_is_sms)
{
    struct notify_view v = {.csrf = rq->csrf,
                            .alert = alert,
                            .code_error = code_error,
                            .may_mail = rq->server->has_mail,
                            .may_sms = rq->server->has_sms,
                            .push_worker = asset_url(rq->arena, "push_worker.js")};

    TRY(notify_settings(rq->db, rq->arena, rq->who, &v.now));
    TRY(load_browsers(rq, &v));
    TRY(load_log(rq, &v));
    v.code_error_is_sms = code_is_sms;
    v.asks_code = v.now.has_email && !v.now.email_verified && v.now.code_waits;
    v.asks_sms_code = v.now.sms.chosen && !v.now.sms.verified && v.now.sms.code_waits;
    v.sms_on = typed ? typed->sms_on : v.now.sms.chosen;
    v.sms = typed ? typed->sms : v.now.sms.number.p ? v.now.sms.number : STR("");
    v.email_on = typed ? typed->email_on : v.now.has_email;
    v.quiet_on = typed ? typed->quiet_on : v.now.has_quiet;
    v.email = typed ? typed->email : v.now.email;
    v.quiet_from = typed ? typed->quiet_from
                         : clock_text(rq->arena, v.now.has_quiet ? v.now.quiet_from : 17 * 60);
    v.quiet_to =
        typed ? typed->quiet_to : clock_text(rq->arena, v.now.has_quiet ? v.now.quiet_to : 7 * 60);
    if (alert.n > 0 || code_error.n > 0)
        rs->status = 422;
    struct html *page = page_begin(rq, rs, T_NOTIFY_TITLE);
    notify_settings_html(page, &v);
    return page_end(page);
}

static enum status show_settings(struct request *rq, struct response *rs)
{
    return settings_page(rq, rs, NULL, STR_NONE, STR_NONE, false);
}

/* A refusal with words for the user; false: something else failed. */
static bool refusal(struct request *rq, enum status status, struct str *ret)
{
    if ((status != INVALID && status != CONFLICT) || refuse_key() == T_NONE)
        return false;
    *ret = text(rq->lang, refuse_key());
    return true;
}

static enum status post_settings(struct request *rq, struct response *rs)
{
    struct notify_form form = {.email = STR_NONE, .sms = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct notify_settings to;
    struct str alert;
    bool code_sent = false;
    enum status status = form_read(rq, &form, &errors);

    if (status == INVALID && errors.n > 0)
        return settings_page(rq, rs, &form, text(rq->lang, T_NOTIFY_BAD_ADDRESS), STR_NONE, false);
    TRY(status);
    to = (struct notify_settings){
        .has_email = form.email_on,
        .email = form.email,
        .sms = {.chosen = form.sms_on, .number = form.sms.p ? form.sms : STR("")},
        .has_quiet = form.quiet_on};
    if (form.quiet_on && (!clock_parse(form.quiet_from, &to.quiet_from) ||
                          !clock_parse(form.quiet_to, &to.quiet_to)))
        return settings_page(rq, rs, &form, text(rq->lang, T_NOTIFY_BAD_TIME), STR_NONE, false);
    status = notify_settings_change(rq->db, rq->arena, rq->who, &to, &code_sent);
    if (refusal(rq, status, &alert))
        return settings_page(rq, rs, &form, alert, STR_NONE, false);
    TRY(status);
    page_notice(rq, rs, T_NOTIFY_SAVED);
    return redirect(rs, STR("/me/notices"));
}

static enum status post_code(struct request *rq, struct response *rs)
{
    struct code_form form = {.code = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct str alert;
    enum status status = form_read(rq, &form, &errors);

    if (status == INVALID && errors.n > 0)
        return settings_page(rq, rs, NULL, STR_NONE, text(rq->lang, T_NOTIFY_WRONG_CODE),
                             form.is_sms);
    TRY(status);
    status = notify_verify(rq->db, rq->arena, rq->who, form.is_sms ? NOTICE_SMS : NOTICE_EMAIL,
                           form.code);
    if (refusal(rq, status, &alert))
        return status == INVALID ? settings_page(rq, rs, NULL, STR_NONE, alert, form.is_sms)
                                 : settings_page(rq, rs, NULL, alert, STR_NONE, false);
    TRY(status);
    page_notice(rq, rs, T_NOTIFY_VERIFIED);
    return redirect(rs, STR("/me/notices"));
}

/* Asked by the page's script, after the browser asked the person. */
static enum status post_browser(struct request *rq, struct response *rs)
{
    struct notify_subscription s = {.endpoint = STR_NONE};
    struct form_errors errors = {.n = 0};
    struct str alert;
    enum status status = form_read(rq, &s, &errors);

    if (status == INVALID && errors.n > 0)
        return settings_page(rq, rs, NULL, text(rq->lang, T_NOTIFY_PUSH_BAD), STR_NONE, false);
    TRY(status);
    status = notify_push_add(rq->db, rq->arena, rq->who, &s);
    if (refusal(rq, status, &alert))
        return settings_page(rq, rs, NULL, alert, STR_NONE, false);
    TRY(status);
    page_notice(rq, rs, T_NOTIFY_PUSH_ADDED);
    return redirect(rs, STR("/me/notices"));
}

static enum status post_browser_remove(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(notify_push_remove(rq->db, rq->who, id));
    page_notice(rq, rs, T_NOTIFY_PUSH_REMOVED);
    return redirect(rs, STR("/me/notices"));
}

const struct route notify_routes[] = {
    {GET, "/inbox", PERM_SIGNED_IN, show_inbox},
    {GET, "/inbox/count", PERM_SIGNED_IN, count_unread, .flags = ROUTE_BACKGROUND},
    {POST, "/inbox/read", PERM_SIGNED_IN, post_read_all, .in = &up_to_in},
    {POST, "/inbox/{id}/read", PERM_SIGNED_IN, post_read},
    {GET, "/me/notices", PERM_SIGNED_IN, show_settings},
    {POST, "/me/notices", PERM_SIGNED_IN, post_settings, .in = &settings_in},
    {POST, "/me/notices/code", PERM_SIGNED_IN, post_code, .in = &code_in},
    {POST, "/me/notices/browsers", PERM_SIGNED_IN, post_browser, .in = &push_in},
    {POST, "/me/notices/browsers/{id}/remove", PERM_SIGNED_IN, post_browser_remove},
    {.run = NULL},
};
