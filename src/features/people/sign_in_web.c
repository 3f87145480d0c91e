/* Pages for signing in and out: by password, by one-time code, as somebody of the demo, and the
 * first start.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "features/people/sign_in.h"
#include "setup_html.h"
#include "sign_in_html.h"
#include "web/again.h"
#include "web/page.h"
#include "web/server.h"
#include "web/pairs.h"
#include "web/session.h"

/* ---- by password */

struct sign_in_form {
    struct str login, password, next;
};

static const struct field sign_in_fields[] = {
    {.name = "login",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct sign_in_form, login),
     .required = true,
     .max = 200,
     .label = T_PEOPLE_F_LOGIN},
    {.name = "password",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct sign_in_form, password),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_PASSWORD},
    {.name = "next",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct sign_in_form, next),
     .max = 2000,
     .label = T_NONE},
};
static const struct form sign_in_in = FORM("SignIn", sign_in_fields, struct sign_in_form);

static const enum text_key demo_kinds[DEMO_N] = {
    [DEMO_EMPLOYEE] = T_DEMO_EMPLOYEE,     [DEMO_NEWCOMER] = T_DEMO_NEWCOMER,
    [DEMO_MANAGER] = T_DEMO_MANAGER,       [DEMO_SUPERVISOR] = T_DEMO_SUPERVISOR,
    [DEMO_MENTOR] = T_DEMO_MENTOR,         [DEMO_CALL_TRAINER] = T_DEMO_CALL_TRAINER,
    [DEMO_SAFETY_REP] = T_DEMO_SAFETY_REP, [DEMO_UNION_REP] = T_DEMO_UNION_REP,
    [DEMO_ADMIN] = T_DEMO_ADMIN,
};
static const enum text_key demo_whats[DEMO_N] = {
    [DEMO_EMPLOYEE] = T_DEMO_EMPLOYEE_WHAT,     [DEMO_NEWCOMER] = T_DEMO_NEWCOMER_WHAT,
    [DEMO_MANAGER] = T_DEMO_MANAGER_WHAT,       [DEMO_SUPERVISOR] = T_DEMO_SUPERVISOR_WHAT,
    [DEMO_MENTOR] = T_DEMO_MENTOR_WHAT,         [DEMO_CALL_TRAINER] = T_DEMO_CALL_TRAINER_WHAT,
    [DEMO_SAFETY_REP] = T_DEMO_SAFETY_REP_WHAT, [DEMO_UNION_REP] = T_DEMO_UNION_REP_WHAT,
    [DEMO_ADMIN] = T_DEMO_ADMIN_WHAT,
};

static enum status demo_cards(struct request *rq, struct demo_cards *ret)
{
    struct demo_person people[DEMO_N];

    ret->n = 0;
    if (!rq->server->is_demo)
        return OK;
    TRY(demo_people(rq->db, rq->arena, people));
    ret->at = arena_array(rq->arena, struct demo_card, DEMO_N);
    for (int i = 0; i < DEMO_N; i++) {
        struct str rest = people[i].name, first = STR_NONE;

        if (people[i].id == 0)
            continue;
        (void)str_cut(&rest, ' ', &first);
        ret->at[ret->n++] = (struct demo_card){.id = people[i].id,
                                               .kind = text(rq->lang, demo_kinds[i]),
                                               .what = text(rq->lang, demo_whats[i]),
                                               .name = people[i].name,
                                               .first_name = first};
    }
    return OK;
}

static enum status sign_in_page(struct request *rq, struct response *rs,
                                const struct sign_in_form *form, const struct form_errors *errors,
                                struct str alert, const struct pending_post *carried)
{
    struct pending_post pending;
    struct sign_in_view v = {.csrf = session_csrf_before_sign_in(rq, rs)};
    struct field_view *login, *password;

    v.form = form_view_of(rq, &sign_in_in, form, errors, "", STR("/sign-in"), T_SIGN_IN);
    v.form.alert = alert;
    v.next = form->next;
    form_view_field(&v.form, "next")->look = LOOK_HIDDEN;
    login = form_view_field(&v.form, "login");
    login->autocomplete = STR("username");
    password = form_view_field(&v.form, "password");
    password->autocomplete = STR("current-password");
    v.form.pending = carried;
    if (!carried && rq->method == POST && pending_post_read(rq, &pending))
        v.form.pending = &pending;
    TRY(demo_cards(rq, &v.demo));

    struct html *page = page_begin(rq, rs, T_SIGN_IN_TITLE);
    sign_in_html(page, &v);
    return page_end(page);
}

void sign_in_again(struct request *rq, struct response *rs, const struct pending_post *pending)
{
    struct sign_in_form form = {.next = STR_NONE};

    if (sign_in_page(rq, rs, &form, NULL, text(rq->lang, T_SIGN_IN_ENDED), pending) != OK)
        page_error(rq, rs, BROKEN);
}

static struct str where_next(struct str next)
{
    return path_is_ours(next) ? next : STR("/");
}

static enum status show_sign_in(struct request *rq, struct response *rs)
{
    struct sign_in_form form = {.next = request_query(rq, "next")};
    bool empty;

    TRY(setup_needed(rq->db, rq->arena, &empty));
    if (empty)
        return redirect(rs, STR("/setup"));
    if (rq->who->person_id != 0)
        return redirect(rs, where_next(form.next));
    return sign_in_page(rq, rs, &form, NULL, STR_NONE, NULL);
}

/* 401 or 429 with the words of the refusal; other statuses are returned for the error page. */
static bool refused_sign_in(struct request *rq, struct response *rs, enum status status,
                            struct str *ret_alert)
{
    if ((status != DENIED && status != BUSY) || refuse_key() == T_NONE)
        return false;
    rs->status = status == DENIED ? 401 : 429;
    if (status == BUSY)
        response_header(rs, "Retry-After", STR("10"));
    *ret_alert = text(rq->lang, refuse_key());
    return true;
}

static enum status post_sign_in(struct request *rq, struct response *rs)
{
    struct sign_in_form form;
    struct form_errors errors;
    struct pending_post pending;
    struct str alert;
    int64_t person_id;
    enum status status = form_read(rq, &form, &errors);

    if (status == INVALID && errors.n > 0) {
        form_again(rs);
        return sign_in_page(rq, rs, &form, &errors, STR_NONE, NULL);
    }
    TRY(status);
    status = sign_in(rq->db, rq->arena, form.login, form.password, rq->remote, &person_id);
    if (refused_sign_in(rq, rs, status, &alert))
        return sign_in_page(rq, rs, &form, NULL, alert, NULL);
    TRY(status);
    TRY(session_create(rq, rs, person_id));
    if (pending_post_read(rq, &pending))
        return page_send_again(rq, rs, &pending);
    return redirect(rs, where_next(form.next));
}

/* ---- as somebody of the demo */

struct demo_form {
    int64_t person_id;
    struct str next;
};

static const struct field demo_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct demo_form, person_id),
     .required = true,
     .label = T_DEMO_PERSON},
    {.name = "next",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct demo_form, next),
     .max = 2000,
     .label = T_NONE},
};
static const struct form demo_in = FORM("DemoSignIn", demo_fields, struct demo_form);

static enum status post_demo(struct request *rq, struct response *rs)
{
    struct demo_form form;
    struct form_errors errors;
    struct pending_post pending;

    if (!rq->server->is_demo)
        return fail(MISSING, "this is no demo");
    TRY(form_read(rq, &form, &errors));
    TRY(demo_sign_in(rq->db, rq->arena, form.person_id));
    TRY(session_create(rq, rs, form.person_id));
    if (pending_post_read(rq, &pending))
        return page_send_again(rq, rs, &pending);
    return redirect(rs, where_next(form.next));
}

/* ---- by one-time code */

struct code_form {
    struct str login, code, password, again;
};

static const struct field code_fields[] = {
    {.name = "login",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct code_form, login),
     .required = true,
     .max = 200,
     .label = T_PEOPLE_F_LOGIN},
    {.name = "code",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct code_form, code),
     .required = true,
     .max = 100,
     .label = T_PEOPLE_F_CODE},
    {.name = "password",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct code_form, password),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_NEW_PASSWORD},
    {.name = "again",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct code_form, again),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_PASSWORD_AGAIN},
};
static const struct form code_in = FORM("SignInByCode", code_fields, struct code_form);

void new_password_fields(struct request *rq, struct form_view *v)
{
    form_view_field(v, "password")->autocomplete = STR("new-password");
    form_view_field(v, "again")->autocomplete = STR("new-password");
    form_view_hint(v, "password", text(rq->lang, T_PASSWORD_HINT));
}

static enum status code_page(struct request *rq, struct response *rs, const struct code_form *form,
                             const struct form_errors *errors, struct str alert)
{
    struct sign_in_view v = {.csrf = session_csrf_before_sign_in(rq, rs)};

    v.form =
        form_view_of(rq, &code_in, form, errors, "", STR("/sign-in/code"), T_SIGN_IN_CODE_BUTTON);
    v.form.alert = alert;
    form_view_field(&v.form, "login")->autocomplete = STR("username");
    form_view_field(&v.form, "code")->autocomplete = STR("one-time-code");
    new_password_fields(rq, &v.form);

    struct html *page = page_begin(rq, rs, T_SIGN_IN_CODE_TITLE);
    sign_in_code_html(page, &v);
    return page_end(page);
}

static enum status show_code(struct request *rq, struct response *rs)
{
    struct code_form form = {.login = request_query(rq, "login")};

    return code_page(rq, rs, &form, NULL, STR_NONE);
}

static enum status post_code(struct request *rq, struct response *rs)
{
    struct code_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    int64_t person_id;
    enum status status = form_read(rq, &form, &errors);

    if (status == OK && !str_eq(form.password, form.again)) {
        form_error_add(&errors, &code_in, "again", T_PASSWORD_DIFFER, 0);
        status = INVALID;
    }
    if (status == OK)
        status = sign_in_by_code(rq->db, rq->arena, form.login, form.code, form.password,
                                 rq->remote, &person_id);
    if (refused_sign_in(rq, rs, status, &alert))
        return code_page(rq, rs, &form, &errors, alert);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &code_in, &errors, &alert)) {
        form_again(rs);
        return code_page(rq, rs, &form, &errors, alert);
    }
    TRY(status);
    TRY(session_create(rq, rs, person_id));
    page_notice(rq, rs, T_PASSWORD_CHANGED);
    return redirect(rs, STR("/"));
}

/* ---- out */

static enum status post_sign_out(struct request *rq, struct response *rs)
{
    TRY(sign_out_note(rq->db, rq->who, false));
    TRY(session_end(rq, rs));
    page_notice(rq, rs, T_SIGNED_OUT);
    return redirect(rs, STR("/sign-in"));
}

static enum status post_sign_out_everywhere(struct request *rq, struct response *rs)
{
    TRY(sign_out_note(rq->db, rq->who, true));
    TRY(session_end_all(rq, rq->who->person_id));
    TRY(session_end(rq, rs));
    page_notice(rq, rs, T_SIGNED_OUT_EVERYWHERE);
    return redirect(rs, STR("/sign-in"));
}

/* ---- the first start */

struct setup_form {
    struct setup_input in;
    struct str again;
};

static const char *const setup_langs[] = {"da", "en", NULL};
static const struct field setup_fields[] = {
    {.name = "code",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct setup_form, in.code),
     .required = true,
     .max = 100,
     .label = T_SETUP_F_CODE},
    {.name = "centre",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct setup_form, in.centre),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_PEOPLE_F_CENTRE_NAME},
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct setup_form, in.name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_SETUP_F_NAME},
    {.name = "login",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct setup_form, in.login),
     .required = true,
     .max = PEOPLE_LOGIN_MAX,
     .label = T_PEOPLE_F_LOGIN},
    {.name = "password",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct setup_form, in.password),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_PASSWORD},
    {.name = "again",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct setup_form, again),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_PASSWORD_AGAIN},
    {.name = "lang",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct setup_form, in.lang),
     .words = setup_langs,
     .label = T_PEOPLE_F_LANG},
};
static const struct form setup_in = FORM("Setup", setup_fields, struct setup_form);

static enum status setup_page(struct request *rq, struct response *rs,
                              const struct setup_form *form, const struct form_errors *errors,
                              struct str alert)
{
    struct sign_in_view v = {.csrf = session_csrf_before_sign_in(rq, rs)};

    v.form = form_view_of(rq, &setup_in, form, errors, "", STR("/setup"), T_SETUP_BUTTON);
    v.form.alert = alert;
    form_view_hint(&v.form, "code", text(rq->lang, T_SETUP_CODE_HINT));
    form_view_hint(&v.form, "login", text(rq->lang, T_PEOPLE_LOGIN_HINT));
    form_view_field(&v.form, "login")->autocomplete = STR("username");
    form_view_field(&v.form, "name")->autocomplete = STR("name");
    new_password_fields(rq, &v.form);
    lang_options(rq, &v.form);

    struct html *page = page_begin(rq, rs, T_SETUP_TITLE);
    setup_html(page, &v);
    return page_end(page);
}

static enum status show_setup(struct request *rq, struct response *rs)
{
    struct setup_form form = {.in.lang = (int64_t)rq->lang};
    bool empty;

    TRY(setup_needed(rq->db, rq->arena, &empty));
    if (!empty)
        return redirect(rs, STR("/sign-in"));
    return setup_page(rq, rs, &form, NULL, STR_NONE);
}

static enum status run_setup(struct request *rq, struct setup_form *form,
                             struct form_errors *errors, int64_t *ret_person_id)
{
    enum status status;

    TRY(form_read(rq, form, errors));
    if (!str_eq(form->in.password, form->again)) {
        form_error_add(errors, &setup_in, "again", T_PASSWORD_DIFFER, 0);
        return INVALID;
    }
    TRY(address_check(rq->remote));
    form->in.zone = STR(PEOPLE_DEFAULT_ZONE);
    if (form->in.lang < 0)
        form->in.lang = (int64_t)rq->lang;
    status = setup_finish(rq->db, rq->arena, &form->in, ret_person_id);
    if (status == DENIED)
        address_failed(rq->remote);
    return status;
}

static enum status post_setup(struct request *rq, struct response *rs)
{
    struct setup_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    int64_t person_id;
    bool empty;
    enum status status;

    TRY(setup_needed(rq->db, rq->arena, &empty));
    if (!empty)
        return refuse(CONFLICT, T_SETUP_DONE);
    status = run_setup(rq, &form, &errors, &person_id);
    if (status == BUSY && refused_sign_in(rq, rs, status, &alert))
        return setup_page(rq, rs, &form, &errors, alert);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &setup_in, &errors, &alert)) {
        form_again(rs);
        return setup_page(rq, rs, &form, &errors, alert);
    }
    TRY(status);
    TRY(session_create(rq, rs, person_id));
    page_notice(rq, rs, T_SETUP_WELCOME);
    return redirect(rs, STR("/people"));
}

const struct route sign_in_routes[] = {
    {GET, "/sign-in", PERM_PUBLIC, show_sign_in, .summary = "The sign-in page"},
    {POST, "/sign-in", PERM_PUBLIC, post_sign_in, .in = &sign_in_in, .flags = ROUTE_SLOW},
    {POST, "/sign-in/demo", PERM_PUBLIC, post_demo, .in = &demo_in},
    {GET, "/sign-in/code", PERM_PUBLIC, show_code, .summary = "Choose a password by code"},
    {POST, "/sign-in/code", PERM_PUBLIC, post_code, .in = &code_in, .flags = ROUTE_SLOW},
    {POST, "/sign-out", PERM_SIGNED_IN, post_sign_out, .summary = "Sign out here"},
    {POST, "/sign-out/everywhere", PERM_SIGNED_IN, post_sign_out_everywhere,
     .summary = "End all own sessions"},
    {GET, "/setup", PERM_PUBLIC, show_setup, .summary = "The first start"},
    {POST, "/setup", PERM_PUBLIC, post_setup, .in = &setup_in, .flags = ROUTE_SLOW},
    {.run = NULL},
};
