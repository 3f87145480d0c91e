/* The forms of signs of life, and the pages that change one.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_web.h"

#include "core/refuse.h"
#include "features/heartbeats/heartbeats_view.h"
#include "heartbeats_html.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/server.h"

/* ---- forms */

#define NAME_FIELD                                                                                 \
    {                                                                                              \
        .name = "name", .kind = FIELD_TEXT, .offset = offsetof(struct heartbeat_entry, name),      \
        .required = true, .max = HEARTBEAT_NAME_MAX, .label = T_HEARTBEAT_F_NAME,                  \
        .doc = "What is to report"                                                                 \
    }
#define TIME_FIELDS                                                                                \
    {.name = "every_s",                                                                            \
     .kind = FIELD_INT,                                                                            \
     .offset = offsetof(struct heartbeat_entry, every_s),                                          \
     .required = true,                                                                             \
     .min = HEARTBEAT_EVERY_MIN_S,                                                                 \
     .max = HEARTBEAT_EVERY_MAX_S,                                                                 \
     .label = T_HEARTBEAT_F_EVERY,                                                                 \
     .doc = "How often it reports, in seconds"},                                                   \
        {.name = "grace_s",                                                                        \
         .kind = FIELD_INT,                                                                        \
         .offset = offsetof(struct heartbeat_entry, grace_s),                                      \
         .required = true,                                                                         \
         .min = 0,                                                                                 \
         .max = HEARTBEAT_EVERY_MAX_S,                                                             \
         .label = T_HEARTBEAT_F_GRACE,                                                             \
         .doc = "How late it may be, in seconds"},                                                 \
        {.name = "owner_id",                                                                       \
         .kind = FIELD_ID,                                                                         \
         .offset = offsetof(struct heartbeat_entry, owner_id),                                     \
         .required = true,                                                                         \
         .label = T_HEARTBEAT_F_OWNER,                                                             \
         .doc = "Who is told of its silence"},                                                     \
    {                                                                                              \
        .name = "on_duty", .kind = FIELD_BOOL,                                                     \
        .offset = offsetof(struct heartbeat_entry, on_duty), .label = T_HEARTBEAT_F_ON_DUTY,       \
        .doc = "Help hangs on it: shown beside the watches"                                        \
    }

static const struct field fields[] = {
    NAME_FIELD,
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct heartbeat_entry, kind),
     .required = true,
     .words = heartbeat_kind_words,
     .label = T_HEARTBEAT_F_KIND,
     .doc = "thing: reports to a secret address; watcher: bagvagt watch"},
    TIME_FIELDS,
};
const struct form heartbeat_in = FORM("HeartbeatNew", fields, struct heartbeat_entry);

static const struct field change_fields[] = {
    NAME_FIELD,
    TIME_FIELDS,
    {.name = "new_secret",
     .kind = FIELD_BOOL,
     .offset = offsetof(struct heartbeat_change_input, new_secret),
     .label = T_HEARTBEAT_F_NEW_SECRET,
     .doc = "The secret is made anew; the one so far opens nothing any more"},
};
const struct form heartbeat_change_in =
    FORM("HeartbeatChange", change_fields, struct heartbeat_change_input);

static const struct field out_fields[] = {
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct heartbeat_out_input, url),
     .required = true,
     .max = 1000,
     .label = T_HEARTBEAT_F_URL,
     .doc = "Where we report; https"},
};
const struct form heartbeat_out_in =
    FORM("HeartbeatOutNew", out_fields, struct heartbeat_out_input);

enum status heartbeat_form_view(struct request *rq, const struct form *form, const void *values,
                                const struct form_errors *errors, struct str action,
                                enum text_key submit, struct form_view *ret)
{
    struct heartbeat_owner_list owners;

    TRY(heartbeat_owners(rq->db, rq->arena, rq->who, &owners));
    *ret = form_view_of(rq, form, values, errors, "", action, submit);
    if (form == &heartbeat_in) {
        form_view_options(rq, ret, "kind", 2, T_NONE);
        form_view_option(ret, "kind", STR("thing"), text(rq->lang, T_HEARTBEAT_KIND_THING));
        form_view_option(ret, "kind", STR("watcher"), text(rq->lang, T_HEARTBEAT_KIND_WATCHER));
    } else {
        form_view_hint(ret, "new_secret", text(rq->lang, T_HEARTBEAT_NEW_SECRET_HINT));
    }
    form_view_options(rq, ret, "owner_id", owners.n, T_NONE);
    for (size_t i = 0; i < owners.n; i++)
        form_view_option(ret, "owner_id",
                         arena_printf(rq->arena, "%lld", (long long)owners.at[i].id),
                         owners.at[i].name);
    form_view_hint(ret, "every_s", text(rq->lang, T_HEARTBEAT_EVERY_HINT));
    form_view_hint(ret, "on_duty", text(rq->lang, T_HEARTBEAT_ON_DUTY_HINT));
    return OK;
}

/* ---- in */

static enum status edit_page(struct request *rq, struct response *rs, int64_t id,
                             const struct heartbeat_change_input *input,
                             const struct form_errors *errors, struct str alert)
{
    struct heartbeat_edit_view v = {.title = T_HEARTBEAT_EDIT,
                                    .back = path_of(rq->arena, "/heartbeats/{}", id)};

    TRY(heartbeat_form_view(rq, &heartbeat_change_in, input, errors,
                            path_of(rq->arena, "/heartbeats/{}/edit", id), T_HEARTBEAT_SAVE,
                            &v.form));
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, v.title);
    heartbeat_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct heartbeat h;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_find(rq->db, rq->arena, rq->who, id, &h));
    return edit_page(rq, rs, id,
                     &(struct heartbeat_change_input){.entry = {.name = h.name,
                                                                .every_s = h.every_s,
                                                                .grace_s = h.grace_s,
                                                                .owner_id = h.owner_id,
                                                                .on_duty = h.on_duty}},
                     NULL, STR_NONE);
}

static enum status post_edit(struct request *rq, struct response *rs)
{
    struct heartbeat_change_input input;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE, secret;
    struct heartbeat h;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_find(rq->db, rq->arena, rq->who, id, &h));
    enum status status = form_read(rq, &input, &errors);
    if (status == OK)
        status = heartbeat_change(rq->db, rq->arena, rq->who, id, &input.entry, input.new_secret,
                                  &secret);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &heartbeat_change_in, &errors, &alert)) {
        form_again(rs);
        return edit_page(rq, rs, id, &input, &errors, alert);
    }
    TRY(status);
    if (secret.n > 0) /* told this once, on the answer itself */
        return heartbeat_one_page(rq, rs, id, secret);
    page_notice(rq, rs, T_HEARTBEAT_CHANGED);
    return redirect(rs, path_of(rq->arena, "/heartbeats/{}", id));
}

/* ---- out */

static enum status out_page(struct request *rq, struct response *rs, int64_t id,
                            const struct heartbeat_out_input *input,
                            const struct form_errors *errors, struct str alert)
{
    struct heartbeat_edit_view v = {.title = T_HEARTBEAT_OUT_EDIT, .back = STR("/heartbeats")};

    v.form = form_view_of(rq, &heartbeat_out_in, input, errors, "",
                          path_of(rq->arena, "/heartbeats/out/{}/edit", id), T_HEARTBEAT_SAVE);
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, v.title);
    heartbeat_edit_html(page, &v);
    return page_end(page);
}

static enum status edit_out(struct request *rq, struct response *rs)
{
    struct heartbeat_out out;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_out_find(rq->db, rq->arena, rq->who, id, &out));
    return out_page(rq, rs, id, &(struct heartbeat_out_input){.url = out.url}, NULL, STR_NONE);
}

static enum status post_edit_out(struct request *rq, struct response *rs)
{
    struct heartbeat_out_input input;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    struct heartbeat_out out;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(heartbeat_out_find(rq->db, rq->arena, rq->who, id, &out));
    enum status status = form_read(rq, &input, &errors);
    if (status == OK)
        status = heartbeat_out_change(rq->db, rq->arena, rq->who, id, input.url,
                                      rq->server->local_services);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &heartbeat_out_in, &errors, &alert)) {
        form_again(rs);
        return out_page(rq, rs, id, &input, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_HEARTBEAT_OUT_CHANGED);
    return redirect(rs, STR("/heartbeats"));
}

const struct route heartbeat_edit_routes[] = {
    {GET, "/heartbeats/{id}/edit", PERM_HEARTBEATS, edit},
    {POST, "/heartbeats/{id}/edit", PERM_HEARTBEATS, post_edit, .in = &heartbeat_change_in},
    {GET, "/heartbeats/out/{id}/edit", PERM_HEARTBEATS, edit_out},
    {POST, "/heartbeats/out/{id}/edit", PERM_HEARTBEATS, post_edit_out, .in = &heartbeat_out_in},
    {.run = NULL},
};
