/* Pages about teams and centres, for the administrator.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "teams_html.h"
#include "web/page.h"

struct team_form {
    struct str name;
    int64_t centre_id;
};
static const struct field team_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct team_form, name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_PEOPLE_F_TEAM_NAME},
    {.name = "centre_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct team_form, centre_id),
     .label = T_PEOPLE_F_CENTRE},
};
static const struct form team_in = FORM("TeamInput", team_fields, struct team_form);

struct centre_form {
    struct str name, zone;
};
static const struct field centre_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct centre_form, name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_PEOPLE_F_CENTRE_NAME},
    {.name = "zone",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct centre_form, zone),
     .required = true,
     .max = 64,
     .label = T_PEOPLE_F_ZONE},
};
static const struct form centre_in = FORM("CentreInput", centre_fields, struct centre_form);

/* ---- teams */

static enum status create_view(struct request *rq, struct form_view *ret,
                               const struct team_form *form, const struct form_errors *errors,
                               struct str alert)
{
    struct people_centre_list centres;

    *ret = form_view_of(rq, &team_in, form, errors, "", STR("/teams"), T_PEOPLE_TEAM_CREATE);
    ret->alert = alert;
    TRY(centre_list(rq->db, rq->arena, rq->who, &centres));
    if (centres.n < 2) {
        form_view_field(ret, "centre_id")->look = LOOK_NONE;
        return OK;
    }
    form_view_options(rq, ret, "centre_id", centres.n, T_NONE);
    for (size_t i = 0; i < centres.n; i++)
        form_view_option(ret, "centre_id",
                         arena_printf(rq->arena, "%lld", (long long)centres.at[i].id),
                         centres.at[i].name);
    return OK;
}

static enum status teams_page(struct request *rq, struct response *rs, const struct team_form *form,
                              const struct form_errors *errors, struct str alert)
{
    struct teams_view v = {.csrf = rq->csrf};
    struct people_team_list teams;

    TRY(team_list(rq->db, rq->arena, rq->who, &teams));
    v.teams.at = arena_array(rq->arena, struct team_item, teams.n);
    v.teams.n = teams.n;
    for (size_t i = 0; i < teams.n; i++) {
        const struct people_team *t = &teams.at[i];

        v.many_centres = v.many_centres || t->centre_id != teams.at[0].centre_id;
        v.teams.at[i] = (struct team_item){.name = t->name,
                                           .centre = t->centre_name,
                                           .url = path_of(rq->arena, "/teams/{}", t->id),
                                           .n_people = t->n_people,
                                           .is_closed = t->closed_at != 0};
    }
    TRY(create_view(rq, &v.create, form, errors, alert));

    struct html *page = page_begin(rq, rs, T_TEAMS_TITLE);
    teams_html(page, &v);
    return page_end(page);
}

static enum status show_teams(struct request *rq, struct response *rs)
{
    struct team_form form = {.centre_id = rq->who->centre_id};

    return teams_page(rq, rs, &form, NULL, STR_NONE);
}

static enum status post_team(struct request *rq, struct response *rs)
{
    struct team_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    int64_t id;
    enum status status = form_read(rq, &form, &errors);

    if (form.centre_id == 0)
        form.centre_id = rq->who->centre_id;
    if (status == OK)
        status = team_create(rq->db, rq->arena, rq->who, form.centre_id, form.name, &id);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &team_in, &errors, &alert)) {
        form_again(rs);
        return teams_page(rq, rs, &form, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_CREATED);
    return redirect(rs, STR("/teams"));
}

static enum status team_page(struct request *rq, struct response *rs, int64_t id,
                             const struct team_form *form, const struct form_errors *errors,
                             struct str alert)
{
    struct people_team team;
    struct team_form now = {.name = STR_NONE};
    struct team_view v = {.csrf = rq->csrf};

    TRY(team_find(rq->db, rq->arena, rq->who, id, &team));
    now.name = team.name;
    v.rename = form_view_of(rq, &team_in, form ? form : &now, errors, "",
                            path_of(rq->arena, "/teams/{}", id), T_PEOPLE_SAVE);
    v.rename.alert = alert;
    form_view_field(&v.rename, "centre_id")->look = LOOK_NONE;
    v.name = team.name;
    v.centre = team.centre_name;
    v.n_people = team.n_people;
    v.is_closed = team.closed_at != 0;
    v.close_url = path_of(rq->arena, "/teams/{}/close", id);
    v.reopen_url = path_of(rq->arena, "/teams/{}/reopen", id);

    struct html *page = page_begin_titled(rq, rs, team.name);
    team_html(page, &v);
    return page_end(page);
}

static enum status show_team(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return team_page(rq, rs, id, NULL, NULL, STR_NONE);
}

static enum status post_team_rename(struct request *rq, struct response *rs)
{
    struct team_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    enum status status;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    status = form_read(rq, &form, &errors);
    if (status == OK)
        status = team_rename(rq->db, rq->arena, rq->who, id, form.name);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &team_in, &errors, &alert)) {
        form_again(rs);
        return team_page(rq, rs, id, &form, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/teams"));
}

static enum status post_team_close(struct request *rq, struct response *rs)
{
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    enum status status;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    status = team_close(rq->db, rq->arena, rq->who, id);
    if (form_refused(rq, status, &team_in, &errors, &alert)) {
        rs->status = 409;
        return team_page(rq, rs, id, NULL, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_TEAM_CLOSED_NOTICE);
    return redirect(rs, STR("/teams"));
}

static enum status post_team_reopen(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(team_reopen(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/teams"));
}

/* ---- centres */

/* The zones of the realm; any other that a centre has already stays possible. */
static void zone_options(struct request *rq, struct form_view *v)
{
    static const char *const zones[] = {"Europe/Copenhagen", "Atlantic/Faroe", "America/Nuuk"};
    struct str now = form_view_field(v, "zone")->value;
    bool known = now.n == 0;

    form_view_options(rq, v, "zone", 4, T_NONE);
    for (size_t i = 0; i < 3; i++) {
        known = known || str_eq(now, str_of(zones[i]));
        form_view_option(v, "zone", str_of(zones[i]), str_of(zones[i]));
    }
    if (!known)
        form_view_option(v, "zone", now, now);
}

static enum status centres_page(struct request *rq, struct response *rs,
                                const struct centre_form *form, const struct form_errors *errors,
                                struct str alert)
{
    struct centres_view v = {.centres = {.n = 0}};
    struct people_centre_list list;

    TRY(centre_list(rq->db, rq->arena, rq->who, &list));
    v.centres.at = arena_array(rq->arena, struct centre_item, list.n);
    v.centres.n = list.n;
    for (size_t i = 0; i < list.n; i++)
        v.centres.at[i] = (struct centre_item){
            .name = list.at[i].name,
            .zone = list.at[i].zone,
            .url = path_of(rq->arena, "/centres/{}", list.at[i].id),
            .n_people = list.at[i].n_people,
            .is_invented = list.at[i].invented,
        };
    v.create =
        form_view_of(rq, &centre_in, form, errors, "", STR("/centres"), T_PEOPLE_CENTRE_CREATE);
    v.create.alert = alert;
    zone_options(rq, &v.create);

    struct html *page = page_begin(rq, rs, T_CENTRES_TITLE);
    centres_html(page, &v);
    return page_end(page);
}

static enum status show_centres(struct request *rq, struct response *rs)
{
    struct centre_form form = {.zone = STR(PEOPLE_DEFAULT_ZONE)};

    return centres_page(rq, rs, &form, NULL, STR_NONE);
}

static enum status post_centre(struct request *rq, struct response *rs)
{
    struct centre_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    int64_t id;
    enum status status = form_read(rq, &form, &errors);

    if (status == OK)
        status = centre_create(rq->db, rq->arena, rq->who, form.name, form.zone, &id);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &centre_in, &errors, &alert)) {
        form_again(rs);
        return centres_page(rq, rs, &form, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_CREATED);
    return redirect(rs, STR("/centres"));
}

static enum status centre_page(struct request *rq, struct response *rs, int64_t id,
                               const struct centre_form *form, const struct form_errors *errors,
                               struct str alert)
{
    struct people_centre centre;
    struct centre_form now = {.name = STR_NONE};
    struct centres_view v = {.centres = {.n = 0}};

    TRY(q_people_centre_find(rq->db, rq->arena, id, &centre));
    now = (struct centre_form){.name = centre.name, .zone = centre.zone};
    v.create = form_view_of(rq, &centre_in, form ? form : &now, errors, "",
                            path_of(rq->arena, "/centres/{}", id), T_PEOPLE_SAVE);
    v.create.alert = alert;
    zone_options(rq, &v.create);

    struct html *page = page_begin_titled(rq, rs, centre.name);
    centre_html(page, &v);
    return page_end(page);
}

static enum status show_centre(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return centre_page(rq, rs, id, NULL, NULL, STR_NONE);
}

static enum status post_centre_change(struct request *rq, struct response *rs)
{
    struct centre_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    enum status status;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    status = form_read(rq, &form, &errors);
    if (status == OK)
        status = centre_change(rq->db, rq->arena, rq->who, id, form.name, form.zone);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &centre_in, &errors, &alert)) {
        form_again(rs);
        return centre_page(rq, rs, id, &form, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/centres"));
}

const struct route people_teams_routes[] = {
    {GET, "/teams", PERM_PEOPLE_MANAGE, show_teams, .summary = "Teams"},
    {POST, "/teams", PERM_PEOPLE_MANAGE, post_team, .in = &team_in},
    {GET, "/teams/{id}", PERM_PEOPLE_MANAGE, show_team, .summary = "One team"},
    {POST, "/teams/{id}", PERM_PEOPLE_MANAGE, post_team_rename, .in = &team_in},
    {POST, "/teams/{id}/close", PERM_PEOPLE_MANAGE, post_team_close, .summary = "Close a team"},
    {POST, "/teams/{id}/reopen", PERM_PEOPLE_MANAGE, post_team_reopen,
     .summary = "Open a team again"},
    {GET, "/centres", PERM_PEOPLE_MANAGE, show_centres, .summary = "Centres"},
    {POST, "/centres", PERM_PEOPLE_MANAGE, post_centre, .in = &centre_in},
    {GET, "/centres/{id}", PERM_PEOPLE_MANAGE, show_centre, .summary = "One centre"},
    {POST, "/centres/{id}", PERM_PEOPLE_MANAGE, post_centre_change, .in = &centre_in},
    {.run = NULL},
};
