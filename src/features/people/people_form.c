/* Views of forms from their tables, and refusals put beside the field they are about.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_form.h"

#include <string.h>

#include "base/zone.h"

static const void *place(const void *values, const struct field *f)
{
    return (const char *)values + f->offset;
}

static int64_t int_at(const void *values, const struct field *f)
{
    int64_t v;

    memcpy(&v, place(values, f), sizeof v);
    return v;
}

/* The value as the form shows it; secrets are never shown again. */
static struct str value_text(struct arena *a, const struct field *f, const void *values)
{
    struct str s = STR("");
    int64_t v;

    switch (f->kind) {
    case FIELD_TEXT:
        memcpy(&s, place(values, f), sizeof s);
        return s.p ? s : STR("");
    case FIELD_INT:
    case FIELD_ID:
        v = int_at(values, f);
        return v == 0 ? s : arena_printf(a, "%lld", (long long)v);
    case FIELD_DATE:
        v = int_at(values, f);
        return v == 0 ? s : date_text(a, (int32_t)v);
    case FIELD_CHOICE:
        v = int_at(values, f);
        return v < 0 ? s : str_of(f->words[v]);
    case FIELD_SECRET:
    case FIELD_BOOL:
    case FIELD_CHOICES:
    case FIELD_LIST:
    case FIELD_INSTANT:
        break;
    }
    return s;
}

static void set_look(struct field_view *v, const struct field *f, const void *values)
{
    bool b;

    v->type = STR("text");
    switch (f->kind) {
    case FIELD_SECRET:
        v->type = STR("password");
        break;
    case FIELD_DATE:
        v->type = STR("date");
        break;
    case FIELD_BOOL:
        memcpy(&b, place(values, f), sizeof b);
        v->look = LOOK_TICK;
        v->ticked = b;
        break;
    case FIELD_CHOICES:
        v->look = LOOK_TICKS;
        break;
    case FIELD_TEXT:
    case FIELD_INT:
    case FIELD_CHOICE:
    case FIELD_INSTANT:
    case FIELD_LIST:
    case FIELD_ID:
        break;
    }
}

struct form_view form_view_of(struct request *rq, const struct form *form, const void *values,
                              const struct form_errors *errors, const char *prefix,
                              struct str action, enum text_key submit)
{
    static const struct form_errors none = {.n = 0};
    struct arena *a = rq->arena;
    struct form_view view = {.csrf = rq->csrf, .action = action, .submit = text(rq->lang, submit)};

    if (errors == NULL)
        errors = &none;
    view.n_errors = errors->n;
    view.fields.at = arena_array(a, struct field_view, form->n);
    view.fields.n = form->n;
    for (size_t i = 0; i < form->n; i++) {
        const struct field *f = &form->fields[i];
        struct field_view *v = &view.fields.at[i];
        const struct form_error *e = form_error_of(errors, f->name);

        v->name = str_of(f->name);
        v->id = arena_printf(a, "%s%s", prefix, f->name);
        v->label = text(rq->lang, f->label);
        v->value = value_text(a, f, values);
        v->error = e ? form_error_text(a, rq->lang, e) : STR_NONE;
        v->autocomplete = STR("off");
        v->required = f->required;
        set_look(v, f, values);
    }
    return view;
}

struct field_view *form_view_field(struct form_view *v, const char *name)
{
    for (size_t i = 0; i < v->fields.n; i++)
        if (str_eq(v->fields.at[i].name, str_of(name)))
            return &v->fields.at[i];
    must(false);
    return NULL;
}

void form_view_hint(struct form_view *v, const char *name, struct str hint)
{
    form_view_field(v, name)->hint = hint;
}

void form_view_options(struct request *rq, struct form_view *v, const char *name, size_t n,
                       enum text_key none)
{
    struct field_view *f = form_view_field(v, name);

    if (f->look == LOOK_INPUT)
        f->look = LOOK_SELECT;
    f->options.at = arena_array(rq->arena, struct field_option, n + 1);
    if (none != T_NONE)
        form_view_option(v, name, STR(""), text(rq->lang, none));
}

void form_view_option(struct form_view *v, const char *name, struct str value, struct str label)
{
    struct field_view *f = form_view_field(v, name);

    f->options.at[f->options.n++] =
        (struct field_option){.value = value, .label = label, .selected = str_eq(value, f->value)};
}

/* Which field a rule's refusal is about. */
static const struct {
    enum text_key key;
    const char *field;
} about[] = {
    {T_PEOPLE_NAME_BAD, "name"},
    {T_PEOPLE_LOGIN_BAD, "login"},
    {T_PEOPLE_LOGIN_TAKEN, "login"},
    {T_PEOPLE_EMAIL_BAD, "email"},
    {T_PEOPLE_KEY_BAD, "external_key"},
    {T_PEOPLE_KEY_TAKEN, "external_key"},
    {T_PEOPLE_LANG_BAD, "lang"},
    {T_PEOPLE_CENTRE_UNKNOWN, "centre_id"},
    {T_PEOPLE_TEAM_UNKNOWN, "team_id"},
    {T_PEOPLE_TEAM_CLOSED, "team_id"},
    {T_PEOPLE_TEAM_OTHER_CENTRE, "team_id"},
    {T_PEOPLE_ADMIN_WHOLE_CENTRE, "team_id"},
    {T_PEOPLE_ROLE_UNKNOWN, "role"},
    {T_PEOPLE_LEFT_BEFORE_START, "left_day"},
    {T_PEOPLE_PHONES_BEFORE_START, "phones_day"},
    {T_PEOPLE_NOT_YOURSELF, "left_day"},
    {T_PEOPLE_TEAM_NAME_BAD, "name"},
    {T_PEOPLE_TEAM_NAME_TAKEN, "name"},
    {T_PEOPLE_CENTRE_NAME_BAD, "name"},
    {T_PEOPLE_ZONE_BAD, "zone"},
    {T_PEOPLE_LINE_BAD, "line"},
    {T_PEOPLE_LINE_TAKEN, "line"},
    {T_PEOPLE_LINE_ENDS_BEFORE, "to_day"},
    {T_PASSWORD_TOO_SHORT, "password"},
    {T_PASSWORD_TOO_LONG, "password"},
    {T_PASSWORD_IS_NAME, "password"},
    {T_PASSWORD_OLD_WRONG, "old"},
    {T_SETUP_CODE_WRONG, "code"},
    {T_TOKEN_NAME_BAD, "name"},
    {T_TOKEN_NO_SCOPE, "scopes"},
    {T_TOKEN_SCOPE_NOT_YOURS, "scopes"},
    {T_TOKEN_END_BAD, "days"},
};

static bool has_field(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return true;
    return false;
}

bool form_refused(struct request *rq, enum status status, const struct form *form,
                  struct form_errors *errors, struct str *ret_alert)
{
    enum text_key key = refuse_key();

    if ((status != INVALID && status != CONFLICT && status != DENIED) || key == T_NONE)
        return false;
    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
        if (about[i].key == key && has_field(form, about[i].field)) {
            form_error_add(errors, form, about[i].field, key, 0);
            return true;
        }
    *ret_alert = text(rq->lang, key);
    return true;
}

void form_again(struct response *rs)
{
    rs->status = 422;
}
