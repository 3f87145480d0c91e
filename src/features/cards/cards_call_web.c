/* An acute call: one key each from the desk page, and its own page.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_forms.h"

#include "base/json.h"
#include "cards_call_html.h"
#include "features/cards/cards_show.h"
#include "web/page.h"

static enum status show(struct request *rq, struct response *rs)
{
    struct cards_call_view v;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(cards_call_fill(rq, id, &v));
    struct html *page = page_begin(rq, rs, T_CARDS_ACUTE);
    cards_call_page_html(page, &v);
    return page_end(page);
}

static enum status kind(struct request *rq, struct response *rs)
{
    struct cards_kind_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(cards_kind(rq->db, rq->arena, rq->who, id, entry.slot));
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

static enum status take(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_take);
}

static enum status pass(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_pass);
}

static enum status relieve(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_relieve);
}

static enum status line_gone(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_line_gone);
}

static enum status over(struct request *rq, struct response *rs)
{
    return act(rq, rs, cards_end);
}

static enum status tick(struct request *rq, struct response *rs)
{
    struct cards_tick_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(cards_tick(rq->db, rq->arena, rq->who, id, entry.role, entry.item, entry.done));
    return redirect(rs, STR("/desk"));
}

static enum status notes(struct request *rq, struct response *rs)
{
    struct cards_note entry;
    struct form_errors errors = {.n = 0};
    struct json_out o;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(cards_note(rq->db, rq->arena, rq->who, id, &entry));
    if (!str_starts(request_header(rq, "Accept"), STR("application/json")))
        return redirect(rs, STR("/desk"));
    o = json_out_to(&rs->body);
    json_open_object(&o);
    json_key(&o, STR("saved"));
    json_write_bool(&o, true);
    json_close_object(&o);
    rs->content_type = STR("application/json");
    return OK;
}

static enum status rate(struct request *rq, struct response *rs)
{
    struct cards_rate_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id, incident_id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(cards_rate(rq->db, rq->arena, rq->who, id, entry.rating, &incident_id));
    page_notice(rq, rs, T_HELP_SAVED);
    return redirect(rs, path_of(rq->arena, "/incidents/{}", incident_id));
}

const struct route cards_call_routes[] = {
    {GET, "/desk/requests/{id}/call", PERM_HELP, show},
    {POST, "/desk/requests/{id}/kind", PERM_HELP, kind, .in = &cards_kind_form},
    {POST, "/desk/requests/{id}/take", PERM_HELP, take},
    {POST, "/desk/requests/{id}/pass", PERM_HELP, pass},
    {POST, "/desk/requests/{id}/relieve", PERM_HELP, relieve},
    {POST, "/desk/requests/{id}/line-gone", PERM_HELP, line_gone},
    {POST, "/desk/requests/{id}/tick", PERM_HELP, tick, .in = &cards_tick_form},
    {POST, "/desk/requests/{id}/notes", PERM_HELP, notes, .in = &cards_note_form},
    {POST, "/desk/requests/{id}/over", PERM_HELP, over},
    {POST, "/desk/requests/{id}/rate", PERM_HELP, rate, .in = &cards_rate_form},
    {0},
};
