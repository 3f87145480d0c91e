/* Pages about one person, for the administrator: details, roles, phone lines and sign-in.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/notify/notify.h"
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "person_html.h"
#include "web/page.h"
#include "web/pairs.h"
#include "web/server.h"

static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
        NULL};
static const struct field role_fields[] = {
    {.name = "role",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct role_input, role),
     .required = true,
     .words = role_words,
     .label = T_PEOPLE_F_ROLE,
     .doc = "The role"},
    {.name = "team_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct role_input, team_id),
     .label = T_PEOPLE_F_ROLE_TEAM,
     .doc = "For this team; absent: for the whole centre"},
};
const struct form person_role_form = FORM("RoleInput", role_fields, struct role_input);

struct line_form {
    struct str line;
    int64_t from_day, to_day;
};
static const struct field line_fields[] = {
    {.name = "line",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct line_form, line),
     .required = true,
     .max = PEOPLE_LINE_MAX,
     .label = T_PEOPLE_F_LINE},
    {.name = "from_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct line_form, from_day),
     .required = true,
     .label = T_PEOPLE_F_FROM},
    {.name = "to_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct line_form, to_day),
     .label = T_PEOPLE_F_TO},
};
static const struct form line_in = FORM("LineInput", line_fields, struct line_form);

/* What one of the page's forms said when it could not be done; NULL errors: that form is fresh. */
struct person_page {
    int64_t id;
    const struct person_input *details;
    const struct role_input *role;
    const struct line_form *line;
    const struct form_errors *details_errors, *role_errors, *line_errors;
    struct str details_alert, role_alert, line_alert;
    struct str code;
};

static enum status load_roles(struct request *rq, struct person_view *v)
{
    struct people_role_list roles;

    TRY(person_roles(rq->db, rq->arena, rq->who, v->person.id, &roles));
    v->roles.at = arena_array(rq->arena, struct person_role_item, roles.n);
    for (size_t i = 0; i < roles.n; i++) {
        const struct people_role *r = &roles.at[i];

        if (r->role < 0 || r->role >= ROLE_N)
            continue;
        v->roles.at[v->roles.n++] = (struct person_role_item){
            .role = text(rq->lang, role_text((enum role)r->role)),
            .role_word = role_word((enum role)r->role),
            .team = r->team_id == 0 ? text(rq->lang, T_PEOPLE_WHOLE_CENTRE) : r->team_name,
            .role_id = r->role,
            .team_id = r->team_id};
    }
    return OK;
}

static enum status load_lines(struct request *rq, struct person_view *v)
{
    struct person_line_list lines;

    TRY(person_line_list(rq->db, rq->arena, rq->who, v->person.id, &lines));
    v->lines.at = arena_array(rq->arena, struct person_line_item, lines.n);
    v->lines.n = lines.n;
    for (size_t i = 0; i < lines.n; i++) {
        const struct person_line *l = &lines.at[i];
        struct str base = path_of(rq->arena, "/people/{}/lines/", v->person.id);

        v->lines.at[i] = (struct person_line_item){
            .line = l->line,
            .from = day_shown(rq, l->from_day),
            .to = day_shown(rq, l->to_day),
            .from_iso = date_text(rq->arena, (int32_t)l->from_day),
            .to_iso = l->to_day ? date_text(rq->arena, (int32_t)l->to_day) : STR(""),
            .id = arena_printf(rq->arena, "%lld", (long long)l->id),
            .action = arena_printf(rq->arena, "%.*s%lld", STR_ARG(base), (long long)l->id)};
    }
    return OK;
}

static enum status role_view(struct request *rq, struct person_view *v, const struct person_page *p)
{
    /* a role for everybody is chosen on purpose, never by leaving the field alone */
    struct role_input fresh = {.role = ROLE_AGENT, .team_id = v->person.team_id};
    const struct role_input *role = p->role ? p->role : &fresh;

    v->give = form_view_of(rq, &person_role_form, role, p->role_errors, "role-",
                           path_of(rq->arena, "/people/{}/roles", p->id), T_PEOPLE_ROLE_GIVE);
    v->give.alert = p->role_alert;
    v->give.is_secondary = true;
    form_view_options(rq, &v->give, "role", ROLE_N, T_NONE);
    for (int i = 0; i < ROLE_N; i++)
        form_view_option(&v->give, "role", role_word((enum role)i),
                         text(rq->lang, role_text((enum role)i)));
    return team_options(rq, &v->give, v->person.centre_id, role->team_id, T_PEOPLE_WHOLE_CENTRE);
}

static void line_view(struct request *rq, struct person_view *v, const struct person_page *p)
{
    struct line_form fresh = {.from_day = zone_day(rq->zone, clock_now())};

    v->add_line = form_view_of(rq, &line_in, p->line ? p->line : &fresh, p->line_errors, "line-",
                               path_of(rq->arena, "/people/{}/lines", p->id), T_PEOPLE_LINE_ADD);
    v->add_line.alert = p->line_alert;
    v->add_line.is_secondary = true;
    form_view_hint(&v->add_line, "line", text(rq->lang, T_PEOPLE_LINE_HINT));
    form_view_hint(&v->add_line, "to_day", text(rq->lang, T_PEOPLE_LINE_TO_HINT));
}

static enum status load_sign_in(struct request *rq, struct person_view *v,
                                const struct person_page *p)
{
    struct people_count sessions;

    TRY(q_person_sessions_count(rq->db, rq->arena, p->id, clock_now(), &sessions));
    v->n_sessions = sessions.n;
    TRY(notify_has_dead(rq->db, rq->arena, p->id, &v->has_dead_email));
    v->has_password = v->person.has_password;
    if (v->person.locked_until > clock_now())
        v->locked_until = local_time(rq, v->person.locked_until);
    v->code = p->code;
    if (p->code.n > 0) {
        struct buf b = buf_new(rq->arena, 100);

        if (rq->server->public_url.n > 0)
            buf_add(&b, rq->server->public_url);
        buf_add(&b, STR("/sign-in/code?"));
        buf_add(&b, STR("login="));
        percent_encode(&b, v->person.login);
        v->code_page = buf_str(&b);
    }
    return OK;
}

static enum status person_page(struct request *rq, struct response *rs, const struct person_page *p)
{
    struct person_view v = {.csrf = rq->csrf};
    struct person_input in;
    struct arena *a = rq->arena;

    TRY(person_find(rq->db, a, rq->who, p->id, &v.person));
    in = p->details ? *p->details : person_input_of(&v.person);
    TRY(person_details_view(rq, &v.details, &in, p->details_errors, p->details_alert,
                            path_of(a, "/people/{}", p->id), T_PEOPLE_SAVE));
    TRY(load_roles(rq, &v));
    TRY(load_lines(rq, &v));
    TRY(role_view(rq, &v, p));
    line_view(rq, &v, p);
    TRY(load_sign_in(rq, &v, p));
    v.take_url = path_of(a, "/people/{}/roles/take", p->id);
    v.code_url = path_of(a, "/people/{}/code", p->id);
    v.sessions_url = path_of(a, "/people/{}/sessions/end", p->id);
    v.unlock_url = path_of(a, "/people/{}/unlock", p->id);
    v.left_on = v.person.left_day != 0 && v.person.left_day < zone_day(rq->zone, clock_now())
                    ? day_shown(rq, v.person.left_day)
                    : STR_NONE;

    struct html *page = page_begin_titled(rq, rs, v.person.name);
    person_html(page, &v);
    return page_end(page);
}

static enum status show_person(struct request *rq, struct response *rs)
{
    struct person_page p = {.code = STR_NONE};

    TRY(param_id(rq, "id", &p.id));
    return person_page(rq, rs, &p);
}

static enum status post_details(struct request *rq, struct response *rs)
{
    struct person old;
    struct person_input in;
    struct form_errors errors;
    struct person_page p = {.details = &in, .details_errors = &errors};
    enum status status;

    TRY(param_id(rq, "id", &p.id));
    TRY(person_find(rq->db, rq->arena, rq->who, p.id, &old));
    status = form_read(rq, &in, &errors);
    if (status == OK)
        status = person_input_centre(rq, &in, old.centre_id);
    if (status == OK)
        status = person_change(rq->db, rq->arena, rq->who, p.id, &in, NULL);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &person_form, &errors, &p.details_alert)) {
        form_again(rs);
        return person_page(rq, rs, &p);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, path_of(rq->arena, "/people/{}", p.id));
}

/* ---- roles */

static enum status post_role(struct request *rq, struct response *rs, bool give)
{
    struct role_input form;
    struct form_errors errors;
    struct person_page p = {.role = &form, .role_errors = &errors};
    enum status status;

    TRY(param_id(rq, "id", &p.id));
    status = form_read(rq, &form, &errors);
    if (status == OK)
        status = (give ? person_role_give : person_role_take)(rq->db, rq->arena, rq->who, p.id,
                                                              form.role, form.team_id);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &person_role_form, &errors, &p.role_alert)) {
        form_again(rs);
        return person_page(rq, rs, &p);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, path_of(rq->arena, "/people/{}#roles", p.id));
}

static enum status post_role_give(struct request *rq, struct response *rs)
{
    return post_role(rq, rs, true);
}

static enum status post_role_take(struct request *rq, struct response *rs)
{
    return post_role(rq, rs, false);
}

/* ---- lines */

/* "1127 tilhører Anna Holm fra 1. maj 2025": who has it is the first thing one asks. */
static struct str holder_text(struct request *rq, struct str line, const struct line_holder *h)
{
    struct text_arg args[] = {TEXT_STR(line), TEXT_STR(h->name),
                              TEXT_STR(day_shown(rq, h->from_day)),
                              TEXT_STR(day_shown(rq, h->to_day))};

    if (h->to_day == 0)
        return text_filled(rq->arena, rq->lang, T_PEOPLE_LINE_HELD, args, 3);
    return text_filled(rq->arena, rq->lang, T_PEOPLE_LINE_HELD_UNTIL, args, 4);
}

static enum status line_answer(struct request *rq, struct response *rs, struct person_page *p,
                               enum status status, struct form_errors *errors,
                               const struct line_holder *holder)
{
    if ((status == INVALID && errors->n > 0) ||
        form_refused(rq, status, &line_in, errors, &p->line_alert)) {
        if (holder->person_id != 0)
            p->line_alert = holder_text(rq, p->line->line, holder);
        form_again(rs);
        return person_page(rq, rs, p);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, path_of(rq->arena, "/people/{}#lines", p->id));
}

static enum status post_line(struct request *rq, struct response *rs)
{
    struct line_form form;
    struct form_errors errors;
    struct line_holder holder = {.person_id = 0};
    struct person_page p = {.line = &form, .line_errors = &errors};
    enum status status;

    TRY(param_id(rq, "id", &p.id));
    status = form_read(rq, &form, &errors);
    if (status == OK)
        status = person_line_add(rq->db, rq->arena, rq->who, p.id, form.line, form.from_day,
                                 form.to_day, &holder);
    return line_answer(rq, rs, &p, status, &errors, &holder);
}

static enum status post_line_change(struct request *rq, struct response *rs)
{
    struct line_form form;
    struct form_errors errors;
    struct line_holder holder = {.person_id = 0};
    struct person_page p = {.line = &form, .line_errors = &errors};
    int64_t line_id;
    enum status status;

    TRY(param_id(rq, "id", &p.id));
    TRY(param_id(rq, "line", &line_id));
    status = form_read(rq, &form, &errors);
    if (status == OK)
        status = person_line_change(rq->db, rq->arena, rq->who, p.id, line_id, form.from_day,
                                    form.to_day, &holder);
    return line_answer(rq, rs, &p, status, &errors, &holder);
}

static enum status post_line_remove(struct request *rq, struct response *rs)
{
    int64_t id, line_id;

    TRY(param_id(rq, "id", &id));
    TRY(param_id(rq, "line", &line_id));
    TRY(person_line_remove(rq->db, rq->arena, rq->who, id, line_id));
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, path_of(rq->arena, "/people/{}#lines", id));
}

/* ---- sign-in */

static enum status post_code(struct request *rq, struct response *rs)
{
    struct person_page p = {.code = STR_NONE};

    TRY(param_id(rq, "id", &p.id));
    TRY(person_code_make(rq->db, rq->arena, rq->who, p.id, &p.code));
    return person_page(rq, rs, &p); /* no redirect: the code is shown in this one answer */
}

static enum status post_sessions_end(struct request *rq, struct response *rs)
{
    int64_t id, n;

    TRY(param_id(rq, "id", &id));
    TRY(person_end_sessions(rq->db, rq->arena, rq->who, id, &n));
    page_notice(rq, rs, T_PEOPLE_SESSIONS_ENDED);
    return redirect(rs, path_of(rq->arena, "/people/{}", id));
}

static enum status post_unlock(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(person_unlock(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_PEOPLE_UNLOCKED);
    return redirect(rs, path_of(rq->arena, "/people/{}", id));
}

const struct route person_routes[] = {
    {GET, "/people/{id}", PERM_PEOPLE_MANAGE, show_person, .summary = "One person"},
    {POST, "/people/{id}", PERM_PEOPLE_MANAGE, post_details, .in = &person_form},
    {POST, "/people/{id}/roles", PERM_PEOPLE_MANAGE, post_role_give, .in = &person_role_form},
    {POST, "/people/{id}/roles/take", PERM_PEOPLE_MANAGE, post_role_take, .in = &person_role_form},
    {POST, "/people/{id}/lines", PERM_PEOPLE_MANAGE, post_line, .in = &line_in},
    {POST, "/people/{id}/lines/{line}", PERM_PEOPLE_MANAGE, post_line_change, .in = &line_in},
    {POST, "/people/{id}/lines/{line}/remove", PERM_PEOPLE_MANAGE, post_line_remove,
     .summary = "Remove a phone line"},
    {POST, "/people/{id}/code", PERM_PEOPLE_MANAGE, post_code, .summary = "Make a one-time code"},
    {POST, "/people/{id}/sessions/end", PERM_PEOPLE_MANAGE, post_sessions_end,
     .summary = "End all sessions of a person"},
    {POST, "/people/{id}/unlock", PERM_PEOPLE_MANAGE, post_unlock, .summary = "Unlock an account"},
    {.run = NULL},
};
