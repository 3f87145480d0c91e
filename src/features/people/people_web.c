/* Pages about people, for the administrator: the list, and a new person. One person: person_web.c.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_web.h"

#include "base/clock.h"
#include "features/people/people_views.h"
#include "people_html.h"
#include "web/api.h"
#include "web/page.h"
#include "web/pairs.h"

/* ---- the form of a person's details */

static const char *const lang_words[] = {"da", "en", NULL};
static const struct field person_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct person_input, name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_PEOPLE_F_NAME,
     .doc = "Full name"},
    {.name = "login",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct person_input, login),
     .required = true,
     .max = PEOPLE_LOGIN_MAX,
     .label = T_PEOPLE_F_LOGIN,
     .doc = "What the person types to sign in; stored in lower case"},
    {.name = "email",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct person_input, email),
     .max = PEOPLE_EMAIL_MAX,
     .label = T_PEOPLE_F_EMAIL,
     .doc = "E-mail address"},
    {.name = "lang",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct person_input, lang),
     .words = lang_words,
     .label = T_PEOPLE_F_LANG,
     .doc = "Language of the pages; da when absent"},
    {.name = "centre_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct person_input, centre_id),
     .label = T_PEOPLE_F_CENTRE,
     .doc = "Centre; when absent that of the team, else that of the one who asks"},
    {.name = "team_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct person_input, team_id),
     .label = T_PEOPLE_F_TEAM,
     .doc = "Home team"},
    {.name = "started_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct person_input, started_day),
     .label = T_PEOPLE_F_STARTED,
     .doc = "First day in the centre"},
    {.name = "phones_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct person_input, phones_day),
     .label = T_PEOPLE_F_PHONES,
     .doc = "First day on the phones"},
    {.name = "left_day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct person_input, left_day),
     .label = T_PEOPLE_F_LEFT,
     .doc = "Last day; afterwards the person cannot sign in"},
    {.name = "external_key",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct person_input, external_key),
     .max = PEOPLE_KEY_MAX,
     .label = T_PEOPLE_F_KEY,
     .doc = "The personnel system's key for this person"},
};
const struct form person_form = FORM("PersonInput", person_fields, struct person_input);

enum status team_options(struct request *rq, struct form_view *v, int64_t centre_id, int64_t keep,
                         enum text_key none)
{
    struct people_team_list teams;
    bool many = false;

    TRY(team_list(rq->db, rq->arena, rq->who, &teams));
    for (size_t i = 0; i < teams.n; i++)
        many = many || teams.at[i].centre_id != teams.at[0].centre_id;
    form_view_options(rq, v, "team_id", teams.n + 1, none);
    for (size_t i = 0; i < teams.n; i++) {
        const struct people_team *t = &teams.at[i];
        struct str label = t->name;

        if ((t->closed_at != 0 && t->id != keep) || (centre_id != 0 && t->centre_id != centre_id))
            continue;
        if (many && centre_id == 0)
            label =
                arena_printf(rq->arena, "%.*s (%.*s)", STR_ARG(t->name), STR_ARG(t->centre_name));
        form_view_option(v, "team_id", arena_printf(rq->arena, "%lld", (long long)t->id), label);
    }
    return OK;
}

/* A centre is asked for only where there are several. */
static enum status centre_options(struct request *rq, struct form_view *v)
{
    struct people_centre_list centres;

    TRY(centre_list(rq->db, rq->arena, rq->who, &centres));
    if (centres.n < 2) {
        form_view_field(v, "centre_id")->look = LOOK_NONE;
        return OK;
    }
    form_view_options(rq, v, "centre_id", centres.n + 1, T_PEOPLE_CENTRE_OF_TEAM);
    for (size_t i = 0; i < centres.n; i++)
        form_view_option(v, "centre_id",
                         arena_printf(rq->arena, "%lld", (long long)centres.at[i].id),
                         centres.at[i].name);
    return OK;
}

enum status person_details_view(struct request *rq, struct form_view *ret,
                                const struct person_input *in, const struct form_errors *errors,
                                struct str alert, struct str action, enum text_key submit)
{
    *ret = form_view_of(rq, &person_form, in, errors, "", action, submit);
    ret->alert = alert;
    lang_options(rq, ret);
    form_view_hint(ret, "login", text(rq->lang, T_PEOPLE_LOGIN_HINT));
    form_view_hint(ret, "phones_day", text(rq->lang, T_PEOPLE_PHONES_HINT));
    form_view_hint(ret, "left_day", text(rq->lang, T_PEOPLE_LEFT_HINT));
    form_view_hint(ret, "external_key", text(rq->lang, T_PEOPLE_KEY_HINT));
    TRY(centre_options(rq, ret));
    return team_options(rq, ret, 0, in->team_id, T_PEOPLE_NO_TEAM);
}

/* Nobody should have to name the centre: it follows from the team, else from who asks or what was.
 */
enum status person_input_centre(struct request *rq, struct person_input *in, int64_t otherwise)
{
    struct people_team team;
    enum status found;

    if (in->lang < 0)
        in->lang = LANG_DA;
    if (in->centre_id != 0)
        return OK;
    in->centre_id = otherwise != 0 ? otherwise : rq->who->centre_id;
    if (in->team_id == 0)
        return OK;
    found = team_find(rq->db, rq->arena, rq->who, in->team_id, &team);
    if (found == MISSING)
        return refuse(INVALID, T_PEOPLE_TEAM_UNKNOWN);
    TRY(found);
    in->centre_id = team.centre_id;
    return OK;
}

/* ---- the list */

static struct str roles_text(struct request *rq, const struct people_role_list *roles)
{
    struct buf b = buf_new(rq->arena, 80);
    int64_t last = -1;

    for (size_t i = 0; i < roles->n; i++) {
        int64_t role = roles->at[i].role;

        if (role == last || role < 0 || role >= ROLE_N)
            continue;
        last = role;
        buf_printf(&b, "%s%.*s", b.n > 0 ? ", " : "",
                   STR_ARG(text(rq->lang, role_text((enum role)role))));
    }
    return buf_str(&b);
}

static enum status load_rows(struct request *rq, const struct people_item_list *list,
                             struct people_rows *ret)
{
    int64_t today = zone_day(rq->zone, clock_now());

    ret->at = arena_array(rq->arena, struct people_row, list->n);
    ret->n = list->n;
    for (size_t i = 0; i < list->n; i++) {
        const struct people_item *p = &list->at[i];
        struct people_role_list roles;

        TRY(person_roles(rq->db, rq->arena, rq->who, p->id, &roles));
        ret->at[i] = (struct people_row){
            .name = p->name,
            .url = path_of(rq->arena, "/people/{}", p->id),
            .login = p->login,
            .team = p->team_name,
            .email = p->email,
            .roles = roles_text(rq, &roles),
            .has_left =
                p->left_day != 0 && p->left_day<today, .is_locked = p->locked_until> clock_now(),
            .has_no_password = !p->has_password,
        };
    }
    return OK;
}

static struct str next_url(struct request *rq, const struct people_filter *f, int64_t next)
{
    struct buf b = buf_new(rq->arena, 100), pairs = buf_new(rq->arena, 100);

    if (next == 0)
        return STR_NONE;
    if (f->search.n > 0)
        pairs_add(&pairs, STR("q"), f->search);
    if (f->team_id != 0)
        pairs_add(&pairs, STR("team"), arena_printf(rq->arena, "%lld", (long long)f->team_id));
    if (f->with_left)
        pairs_add(&pairs, STR("left"), STR("1"));
    pairs_add(&pairs, STR("cursor"), api_cursor(rq->arena, 0, next));
    buf_add(&b, STR("/people?"));
    buf_add(&b, buf_str(&pairs));
    return buf_str(&b);
}

static enum status load_team_filter(struct request *rq, int64_t chosen, struct field_options *ret)
{
    struct people_team_list teams;

    TRY(team_list(rq->db, rq->arena, rq->who, &teams));
    ret->at = arena_array(rq->arena, struct field_option, teams.n + 1);
    ret->at[ret->n++] =
        (struct field_option){.value = STR(""), .label = text(rq->lang, T_PEOPLE_ALL_TEAMS)};
    for (size_t i = 0; i < teams.n; i++)
        if (teams.at[i].closed_at == 0 || teams.at[i].id == chosen)
            ret->at[ret->n++] = (struct field_option){
                .value = arena_printf(rq->arena, "%lld", (long long)teams.at[i].id),
                .label = teams.at[i].name,
                .selected = teams.at[i].id == chosen};
    return OK;
}

static enum status show_people(struct request *rq, struct response *rs)
{
    struct people_filter f = {.search = request_query(rq, "q"),
                              .team_id = request_query_int(rq, "team", 0),
                              .with_left = request_query_int(rq, "left", 0) != 0};
    struct str cursor = request_query(rq, "cursor");
    struct people_view v = {.search = f.search.p ? f.search : STR(""), .with_left = f.with_left};
    struct people_item_list list;
    int64_t key, next;

    if (cursor.n > 0)
        TRY(api_cursor_read(cursor, &key, &f.after));
    TRY(people_list(rq->db, rq->arena, rq->who, &f, &list, &next));
    TRY(load_rows(rq, &list, &v.rows));
    TRY(load_team_filter(rq, f.team_id, &v.teams));
    v.next_url = next_url(rq, &f, next);

    struct html *page = page_begin(rq, rs, T_PEOPLE_TITLE);
    people_html(page, &v);
    return page_end(page);
}

/* ---- a new person */

static enum status new_page(struct request *rq, struct response *rs, const struct person_input *in,
                            const struct form_errors *errors, struct str alert)
{
    struct person_new_view v;

    TRY(person_details_view(rq, &v.form, in, errors, alert, STR("/people"), T_PEOPLE_CREATE));
    struct html *page = page_begin(rq, rs, T_PEOPLE_NEW_TITLE);
    person_new_html(page, &v);
    return page_end(page);
}

static enum status show_new(struct request *rq, struct response *rs)
{
    struct person_input in = {.lang = LANG_DA, .team_id = request_query_int(rq, "team", 0)};

    return new_page(rq, rs, &in, NULL, STR_NONE);
}

static enum status post_person(struct request *rq, struct response *rs)
{
    struct person_input in;
    struct form_errors errors;
    struct str alert = STR_NONE;
    int64_t id, asked_centre;
    enum status status = form_read(rq, &in, &errors);

    asked_centre = in.centre_id;
    if (status == OK)
        status = person_input_centre(rq, &in, 0);
    if (status == OK)
        status = person_create(rq->db, rq->arena, rq->who, &in, &id);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &person_form, &errors, &alert)) {
        form_again(rs);
        in.centre_id = asked_centre;
        return new_page(rq, rs, &in, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_PEOPLE_CREATED);
    return redirect(rs, path_of(rq->arena, "/people/{}", id));
}

const struct route people_routes[] = {
    {GET, "/people", PERM_PEOPLE_MANAGE, show_people, .summary = "People, with search and filter"},
    {POST, "/people", PERM_PEOPLE_MANAGE, post_person, .in = &person_form},
    {GET, "/people/new", PERM_PEOPLE_MANAGE, show_new, .summary = "The form for a new person"},
    {.run = NULL},
};
