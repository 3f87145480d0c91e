/* One's own page: language, password, where one is signed in, and API tokens.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/people/people_views.h"
#include "features/people/people_web.h"
#include "features/people/sign_in.h"
#include "me_html.h"
#include "tokens_html.h"
#include "web/cookie.h"
#include "web/page.h"
#include "web/session.h"

struct lang_form {
    int64_t lang;
};
static const char *const lang_words[] = {"da", "en", NULL};
static const struct field lang_fields[] = {
    {.name = "lang",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct lang_form, lang),
     .required = true,
     .words = lang_words,
     .label = T_PEOPLE_F_LANG},
};
static const struct form lang_in = FORM("OwnLanguage", lang_fields, struct lang_form);

struct password_form {
    struct str old, password, again;
};
static const struct field password_fields[] = {
    {.name = "old",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct password_form, old),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_OLD_PASSWORD},
    {.name = "password",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct password_form, password),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_NEW_PASSWORD},
    {.name = "again",
     .kind = FIELD_SECRET,
     .offset = offsetof(struct password_form, again),
     .required = true,
     .max = 1000,
     .label = T_PEOPLE_F_PASSWORD_AGAIN},
};
static const struct form password_in = FORM("OwnPassword", password_fields, struct password_form);

void lang_options(struct request *rq, struct form_view *v)
{
    form_view_options(rq, v, "lang", 2, T_NONE);
    form_view_option(v, "lang", STR("da"), STR("Dansk"));
    form_view_option(v, "lang", STR("en"), STR("English"));
}

struct str day_shown(struct request *rq, int64_t day)
{
    if (day == 0)
        return STR_NONE;
    return local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

/* ---- /me */

static enum status load_me(struct request *rq, struct me_view *v)
{
    struct people_role_list roles;
    struct person_line_list lines;

    TRY(q_person_by_id(rq->db, rq->arena, rq->who->person_id, &v->person));
    TRY(q_people_page_roles(rq->db, rq->arena, rq->who->person_id, &roles));
    TRY(q_person_lines(rq->db, rq->arena, rq->who->person_id, &lines));
    v->roles.at = arena_array(rq->arena, struct me_role, roles.n);
    for (size_t i = 0; i < roles.n; i++)
        if (roles.at[i].role >= 0 && roles.at[i].role < ROLE_N)
            v->roles.at[v->roles.n++] =
                (struct me_role){.role = text(rq->lang, role_text((enum role)roles.at[i].role)),
                                 .team = roles.at[i].team_name};
    v->lines.at = arena_array(rq->arena, struct me_line, lines.n);
    v->lines.n = lines.n;
    for (size_t i = 0; i < lines.n; i++)
        v->lines.at[i] = (struct me_line){.line = lines.at[i].line,
                                          .from = day_shown(rq, lines.at[i].from_day),
                                          .to = day_shown(rq, lines.at[i].to_day)};
    return OK;
}

static enum status me_page(struct request *rq, struct response *rs,
                           const struct form_errors *errors, struct str alert,
                           const struct me_card_typed *typed)
{
    struct lang_form lang = {.lang = (int64_t)rq->who->lang};
    struct password_form password = {.old = STR_NONE};
    struct me_view v = {.csrf = rq->csrf};

    TRY(load_me(rq, &v));
    TRY(me_card_fill(rq, &v.card));
    v.card_error = STR_NONE;
    if (typed != NULL) {
        v.card.place = typed->place.p ? typed->place : v.card.place;
        v.card_error = typed->error;
    }
    v.lang = form_view_of(rq, &lang_in, &lang, NULL, "", STR("/me/language"), T_PEOPLE_SAVE);
    v.lang.is_secondary = true;
    lang_options(rq, &v.lang);
    v.password = form_view_of(rq, &password_in, &password, errors, "", STR("/me/password"),
                              T_PASSWORD_CHANGE);
    v.password.alert = alert;
    form_view_field(&v.password, "old")->autocomplete = STR("current-password");
    new_password_fields(rq, &v.password);

    struct html *page = page_begin(rq, rs, T_ME_TITLE);
    me_html(page, &v);
    return page_end(page);
}

static enum status show_me(struct request *rq, struct response *rs)
{
    return me_page(rq, rs, NULL, STR_NONE, NULL);
}

enum status me_show(struct request *rq, struct response *rs, const struct me_card_typed *typed)
{
    return me_page(rq, rs, NULL, STR_NONE, typed);
}

static enum status post_language(struct request *rq, struct response *rs)
{
    struct lang_form form;
    struct form_errors errors;

    TRY(form_read(rq, &form, &errors));
    TRY(person_lang_change(rq->db, rq->who, (enum lang)form.lang));
    rq->lang = (enum lang)form.lang;
    cookie_set(rq, rs, "bv_lang", STR(""), COOKIE_GONE); /* this choice outranks an older one */
    page_notice(rq, rs, T_PEOPLE_SAVED);
    return redirect(rs, STR("/me"));
}

static enum status post_password(struct request *rq, struct response *rs)
{
    struct password_form form;
    struct form_errors errors;
    struct str alert = STR_NONE;
    enum status status = form_read(rq, &form, &errors);

    if (status == OK && !str_eq(form.password, form.again)) {
        form_error_add(&errors, &password_in, "again", T_PASSWORD_DIFFER, 0);
        status = INVALID;
    }
    if (status == OK)
        status = password_change(rq->db, rq->arena, rq->who, form.old, form.password, rq->remote);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &password_in, &errors, &alert)) {
        form_again(rs);
        return me_page(rq, rs, &errors, alert, NULL);
    }
    TRY(status);
    TRY(session_create(rq, rs, rq->who->person_id)); /* all others have ended */
    page_notice(rq, rs, T_PASSWORD_CHANGED);
    return redirect(rs, STR("/me"));
}

/* ---- tokens */

struct token_form {
    struct str name;
    int64_t scopes, days;
};
static const char *const scope_words[] = {
#define X(name, word) word,
    PERMISSIONS(X)
#undef X
        NULL};
static const struct field token_fields[] = {
    {.name = "name",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct token_form, name),
     .required = true,
     .max = PEOPLE_NAME_MAX,
     .label = T_TOKEN_F_NAME},
    {.name = "scopes",
     .kind = FIELD_CHOICES,
     .offset = offsetof(struct token_form, scopes),
     .required = true,
     .words = scope_words,
     .label = T_TOKEN_F_SCOPES},
    {.name = "days",
     .kind = FIELD_INT,
     .offset = offsetof(struct token_form, days),
     .required = true,
     .min = 1,
     .max = TOKEN_DAYS_MAX,
     .label = T_TOKEN_F_DAYS},
};
static const struct form token_in = FORM("TokenPage", token_fields, struct token_form);

static const enum text_key scope_texts[PERM_N] = {
    [PERM_MODULES_TAKE] = T_SCOPE_MODULES_TAKE,
    [PERM_MODULES_SET] = T_SCOPE_MODULES_SET,
    [PERM_GATE_ACT] = T_SCOPE_GATE_ACT,
    [PERM_ELIGIBILITY_READ] = T_SCOPE_ELIGIBILITY_READ,
    [PERM_REPORT_READ] = T_SCOPE_REPORT_READ,
    [PERM_REPORT_WRITE] = T_SCOPE_REPORT_WRITE,
    [PERM_REPORT_LIST] = T_SCOPE_REPORT_LIST,
    [PERM_SIGNED_IN] = T_SCOPE_SIGNED_IN,
    [PERM_INCIDENT_LOG] = T_SCOPE_INCIDENT_LOG,
    [PERM_INCIDENT_READ] = T_SCOPE_INCIDENT_READ,
    [PERM_INCIDENT_CHANGE] = T_SCOPE_INCIDENT_CHANGE,
    [PERM_INCIDENT_TALK] = T_SCOPE_INCIDENT_TALK,
    [PERM_TODAY_READ] = T_SCOPE_TODAY_READ,
    [PERM_NUMBERS_READ] = T_SCOPE_NUMBERS_READ,
    [PERM_CALLS_READ] = T_SCOPE_CALLS_READ,
    [PERM_RETENTION_READ] = T_SCOPE_RETENTION_READ,
    [PERM_HELP] = T_SCOPE_HELP,
    [PERM_HELP_SET] = T_SCOPE_HELP_SET,
    [PERM_WEBHOOKS] = T_SCOPE_WEBHOOKS,
    [PERM_CALLS_IMPORT] = T_SCOPE_CALLS_IMPORT,
    [PERM_PEOPLE_MANAGE] = T_SCOPE_PEOPLE_MANAGE,
    [PERM_CARE_READ] = T_SCOPE_CARE_READ,
    [PERM_CARE_ACT] = T_SCOPE_CARE_ACT,
    [PERM_DUTY_READ] = T_SCOPE_DUTY_READ,
    [PERM_DUTY_TAKE] = T_SCOPE_DUTY_TAKE,
    [PERM_DUTY_PLAN] = T_SCOPE_DUTY_PLAN,
    [PERM_CONDUCT_ASK] = T_SCOPE_CONDUCT_ASK,
    [PERM_CONDUCT_READ] = T_SCOPE_CONDUCT_READ,
    [PERM_CONDUCT_DECIDE] = T_SCOPE_CONDUCT_DECIDE,
    [PERM_CONDUCT_WORDS] = T_SCOPE_CONDUCT_WORDS,
    [PERM_RESTRICTION_CHECK] = T_SCOPE_RESTRICTION_CHECK,
    [PERM_HARASSMENT_REPORT] = T_SCOPE_HARASSMENT_REPORT,
    [PERM_HARASSMENT_READ] = T_SCOPE_HARASSMENT_READ,
    [PERM_HARASSMENT_ACT] = T_SCOPE_HARASSMENT_ACT,
    [PERM_EVIDENCE_OPEN] = T_SCOPE_EVIDENCE_OPEN,
    [PERM_HARASSMENT_LINKS] = T_SCOPE_HARASSMENT_LINKS,
    [PERM_CARE_SETUP] = T_SCOPE_CARE_SETUP,
    [PERM_LEARNING_READ] = T_SCOPE_LEARNING_READ,
    [PERM_LIMITS_READ] = T_SCOPE_LIMITS_READ,
    [PERM_LIMITS_ANSWER] = T_SCOPE_LIMITS_ANSWER,
    [PERM_LIMITS_SET] = T_SCOPE_LIMITS_SET,
    [PERM_LIMITS_FOLLOW] = T_SCOPE_LIMITS_FOLLOW,
    [PERM_HEARTBEATS] = T_SCOPE_HEARTBEATS,
    [PERM_ASK] = T_SCOPE_ASK,
    [PERM_ASK_SET] = T_SCOPE_ASK_SET,
    [PERM_PRACTICE] = T_SCOPE_PRACTICE,
    [PERM_CARDS_READ] = T_SCOPE_CARDS_READ,
    [PERM_CARDS_SET] = T_SCOPE_CARDS_SET,
    [PERM_CARDS_FOLLOW] = T_SCOPE_CARDS_FOLLOW,
    [PERM_ONBOARDING] = T_SCOPE_ONBOARDING,
    [PERM_ONBOARDING_LEAD] = T_SCOPE_ONBOARDING_LEAD,
    [PERM_ONBOARDING_SET] = T_SCOPE_ONBOARDING_SET,
    [PERM_PRACTICE_EDIT] = T_SCOPE_PRACTICE_EDIT,
    [PERM_PULSE_READ] = T_SCOPE_PULSE_READ,
    [PERM_PULSE_SET] = T_SCOPE_PULSE_SET,
    [PERM_CALL_LISTENING] = T_SCOPE_CALL_LISTENING,
    [PERM_EXPERIENCE] = T_SCOPE_EXPERIENCE,
    [PERM_FOLLOW_UP] = T_SCOPE_FOLLOW_UP,
    [PERM_COACHING] = T_SCOPE_COACHING,
    [PERM_COACHING_TRAIN] = T_SCOPE_COACHING_TRAIN,
};

/* A permission without words of its own, added later, shows its name. */
static struct str scope_text(enum lang lang, enum permission p)
{
    return scope_texts[p] != T_NONE ? text(lang, scope_texts[p]) : permission_word(p);
}

static struct str scopes_text(struct request *rq, int64_t scopes)
{
    struct buf b = buf_new(rq->arena, 100);

    for (int p = 0; p < PERM_N; p++)
        if (((uint64_t)scopes >> p & 1) != 0)
            buf_printf(&b, "%s%.*s", b.n > 0 ? ", " : "",
                       STR_ARG(scope_text(rq->lang, (enum permission)p)));
    return buf_str(&b);
}

static enum status load_tokens(struct request *rq, struct token_items *ret)
{
    struct token_list list;

    TRY(token_list(rq->db, rq->arena, rq->who, &list));
    ret->at = arena_array(rq->arena, struct token_item, list.n);
    ret->n = list.n;
    for (size_t i = 0; i < list.n; i++) {
        const struct token *t = &list.at[i];

        ret->at[i] = (struct token_item){
            .name = t->name,
            .scopes = scopes_text(rq, t->scopes),
            .created = local_date(rq, t->created_at),
            .ends = local_date(rq, t->ends_at),
            .used = t->used_at ? local_time(rq, t->used_at) : STR_NONE,
            .revoke_url = path_of(rq->arena, "/me/tokens/{}/revoke", t->id),
            .is_alive = t->revoked_at == 0 && t->ends_at > clock_now(),
        };
    }
    return OK;
}

static enum status tokens_page(struct request *rq, struct response *rs,
                               const struct token_form *form, const struct form_errors *errors,
                               struct str alert, struct str secret)
{
    uint64_t possible = token_scopes_possible(rq->who);
    struct tokens_view v = {.csrf = rq->csrf, .secret = secret};
    struct field_view *scopes;

    v.form = form_view_of(rq, &token_in, form, errors, "", STR("/me/tokens"), T_TOKEN_CREATE);
    v.form.alert = alert;
    form_view_hint(&v.form, "days", text(rq->lang, T_TOKEN_DAYS_HINT));
    form_view_options(rq, &v.form, "scopes", PERM_N, T_NONE);
    scopes = form_view_field(&v.form, "scopes");
    for (int p = 0; p < PERM_N; p++) {
        if ((possible >> p & 1) == 0)
            continue;
        form_view_option(&v.form, "scopes", permission_word((enum permission)p),
                         scope_text(rq->lang, (enum permission)p));
        scopes->options.at[scopes->options.n - 1].selected = ((uint64_t)form->scopes >> p & 1) != 0;
    }
    TRY(load_tokens(rq, &v.tokens));

    struct html *page = page_begin(rq, rs, T_TOKENS_TITLE);
    tokens_html(page, &v);
    return page_end(page);
}

static enum status show_tokens(struct request *rq, struct response *rs)
{
    struct token_form form = {.days = 90};

    return tokens_page(rq, rs, &form, NULL, STR_NONE, STR_NONE);
}

static enum status post_token(struct request *rq, struct response *rs)
{
    struct token_form form, next = {.days = 90};
    struct form_errors errors;
    struct str secret, alert = STR_NONE;
    int64_t id;
    enum status status = form_read(rq, &form, &errors);

    if (status == OK)
        status = token_create(rq->db, rq->arena, rq->who, form.name, (uint64_t)form.scopes,
                              clock_now() + form.days * DAY_MS, &id, &secret);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &token_in, &errors, &alert)) {
        form_again(rs);
        return tokens_page(rq, rs, &form, &errors, alert, STR_NONE);
    }
    TRY(status);
    /* no redirect: the secret is shown in this one answer and nowhere else */
    return tokens_page(rq, rs, &next, NULL, STR_NONE, secret);
}

static enum status post_token_revoke(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(token_revoke(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_TOKEN_REVOKED_NOTICE);
    return redirect(rs, STR("/me/tokens"));
}

const struct route me_routes[] = {
    {GET, "/me", PERM_SIGNED_IN, show_me, .summary = "One's own page"},
    {POST, "/me/language", PERM_SIGNED_IN, post_language, .in = &lang_in},
    {POST, "/me/password", PERM_SIGNED_IN, post_password, .in = &password_in, .flags = ROUTE_SLOW},
    {GET, "/me/tokens", PERM_SIGNED_IN, show_tokens, .summary = "One's own API tokens"},
    {POST, "/me/tokens", PERM_SIGNED_IN, post_token, .in = &token_in},
    {POST, "/me/tokens/{id}/revoke", PERM_SIGNED_IN, post_token_revoke,
     .summary = "Revoke an own API token"},
    {.run = NULL},
};
