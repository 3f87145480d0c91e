/* Views of forms from their tables, and refusals put beside the field they are about.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_form.h"

#include <string.h>

#include "base/zone.h"
#include "core/cpr.h"
#include "web/route.h"

static int64_t int_at(const void *values, const struct field *f)
{
    int64_t v;

    memcpy(&v, (const char *)values + f->offset, sizeof v);
    return v;
}

static struct str str_at(const void *values, const struct field *f)
{
    struct str s;

    memcpy(&s, (const char *)values + f->offset, sizeof s);
    return s.p ? s : STR("");
}

static const struct conduct_dress *dress_of(const struct conduct_dress *dress, const char *name)
{
    static const struct conduct_dress plain = {.name = ""};

    for (; dress != NULL && dress->name != NULL; dress++)
        if (strcmp(dress->name, name) == 0)
            return dress;
    return &plain;
}

static struct conduct_options options_of(struct request *rq, const struct field *f,
                                         const enum text_key *texts, int64_t value)
{
    struct conduct_options o = {0};
    size_t n = 0;

    while (f->words[n] != NULL)
        n++;
    o.at = arena_array(rq->arena, struct conduct_option, n);
    for (; o.n < n; o.n++)
        o.at[o.n] = (struct conduct_option){str_of(f->words[o.n]), text(rq->lang, texts[o.n]),
                                            f->kind == FIELD_CHOICES ? (value >> o.n & 1) != 0
                                                                     : value == (int64_t)o.n};
    return o;
}

static void fill_value(struct request *rq, const struct field *f, const struct conduct_dress *d,
                       const void *values, struct conduct_field *v)
{
    int64_t n;

    v->type = STR("text");
    v->look = f->multiline ? CONDUCT_AREA : CONDUCT_INPUT;
    switch (f->kind) {
    case FIELD_TEXT:
        v->value = str_at(values, f);
        break;
    case FIELD_DATE:
        n = int_at(values, f);
        v->type = STR("date");
        v->value = n != 0 ? date_text(rq->arena, (int32_t)n) : STR("");
        break;
    case FIELD_CHOICE:
    case FIELD_CHOICES:
        n = int_at(values, f);
        v->look = f->kind == FIELD_CHOICE ? CONDUCT_RADIOS : CONDUCT_TICKS;
        if (d->hidden)
            v->value = n >= 0 ? str_of(f->words[n]) : STR("");
        else
            v->options = options_of(rq, f, d->texts, n);
        break;
    case FIELD_INT:
        v->value = arena_printf(rq->arena, "%lld", (long long)int_at(values, f));
        v->type = STR("number");
        break;
    case FIELD_ID:
    case FIELD_LIST:
    case FIELD_BOOL:
    case FIELD_SECRET:
    case FIELD_INSTANT:
        must(false); /* none of the forms here has one */
    }
    if (d->hidden)
        v->look = CONDUCT_HIDDEN;
}

static struct str described_by(struct arena *a, const struct conduct_field *v)
{
    if (v->hint.n > 0 && v->error.n > 0)
        return arena_printf(a, "%.*s-hint %.*s-error", STR_ARG(v->id), STR_ARG(v->id));
    if (v->hint.n > 0)
        return arena_printf(a, "%.*s-hint", STR_ARG(v->id));
    return v->error.n > 0 ? arena_printf(a, "%.*s-error", STR_ARG(v->id)) : STR_NONE;
}

struct conduct_form_view conduct_form_of(struct request *rq, const struct form *form,
                                         const struct conduct_dress *dress, const void *values,
                                         const struct conduct_trouble *trouble, const char *prefix,
                                         struct str action, enum text_key submit)
{
    struct conduct_form_view view = {
        .csrf = rq->csrf, .action = action, .submit = text(rq->lang, submit)};

    if (trouble != NULL)
        view.alert = trouble->alert.n > 0    ? trouble->alert
                     : trouble->errors.n > 0 ? text(rq->lang, T_CONDUCT_LOOK_AGAIN)
                                             : STR_NONE;
    view.fields.at = arena_array(rq->arena, struct conduct_field, form->n);
    view.fields.n = form->n;
    for (size_t i = 0; i < form->n; i++) {
        const struct field *f = &form->fields[i];
        const struct conduct_dress *d = dress_of(dress, f->name);
        struct conduct_field *v = &view.fields.at[i];

        v->name = str_of(f->name);
        v->id = arena_printf(rq->arena, "%s%s", prefix, f->name);
        v->label = text(rq->lang, f->label);
        v->hint = d->hint != T_NONE ? text(rq->lang, d->hint) : STR_NONE;
        v->error = trouble == NULL ? STR_NONE
                                   : form_error_text(rq->arena, rq->lang,
                                                     form_error_of(&trouble->errors, f->name));
        v->described = described_by(rq->arena, v);
        v->required = f->required;
        v->max = f->max;
        v->rows = d->rows > 0 ? d->rows : 4;
        fill_value(rq, f, d, values, v);
    }
    return view;
}

enum status conduct_read(struct request *rq, void *ret, struct form_errors *errors)
{
    const struct form *form = rq->route->in;
    enum status read = form_read(rq, ret, errors);

    if (read != OK && (read != INVALID || errors->n == 0))
        return read;
    for (size_t i = 0; i < form->n; i++)
        if (form->fields[i].kind == FIELD_TEXT && errors->n < FORM_MAX_ERRORS &&
            text_has_cpr(str_at(ret, &form->fields[i])))
            form_error_add(errors, form, form->fields[i].name, T_CPR_REFUSED, 0);
    return errors->n > 0 ? fail(INVALID, "fields with errors") : OK;
}

/* Which field a rule's refusal is about. */
static const struct {
    enum text_key key;
    const char *field;
} about[] = {
    {T_CONDUCT_SAY_WHY, "words"},
    {T_CONDUCT_ANSWER_THEM, "answer"},
    {T_CONDUCT_LETTER_EMPTY, "body"},
    {T_CONDUCT_LETTER_BRACKETS, "body"},
    {T_CONDUCT_HEARD_WORDS, "heard"},
    {T_CONDUCT_CHOOSE_SCOPE, "scope"},
    {T_CONDUCT_NEEDS_CHANNEL, "channel_words"},
    {T_CONDUCT_CHANNEL_CLOSED, "channel"},
    {T_CONDUCT_NEEDS_HOURS, "hours"},
    {T_CONDUCT_NEEDS_SAY, "say"},
    {T_CONDUCT_NEEDS_GROUNDS, "grounds"},
    {T_CONDUCT_CHECK_NEEDS, "needs_words"},
    {T_CONDUCT_SAY_HEARING, "hearing_words"},
    {T_CONDUCT_NOT_HEARD, "hearing"},
    {T_CONDUCT_HEARING_RUNS, "hearing"},
    {T_CONDUCT_RENEW_INSTEAD, "end_day"},
    {T_CONDUCT_FROM_STAYS, "from_day"},
    {T_CONDUCT_FROM_PAST, "from_day"},
    {T_CONDUCT_RENEW_GAP, "from_day"},
    {T_CONDUCT_FROM_FAR, "from_day"},
    {T_CONDUCT_END_BEFORE, "end_day"},
    {T_CONDUCT_TOO_LONG_TIME, "end_day"},
    {T_CONDUCT_BAD_REVIEW, "review_day"},
    {T_CONDUCT_BAD_INCIDENT, "more"},
    {T_CONDUCT_TOO_OLD, "more"},
    {T_CONDUCT_NEEDS_REFERENCE, "reference"},
    {T_CONDUCT_OTHER_IN_FORCE, "reference"},
    {T_CONDUCT_TERM_BOUNDS, "days"},
    {T_CONDUCT_TERM_SOURCE, "source"},
    {T_CONDUCT_TERM_CHECKED, "verified_on"},
};

static bool has_field(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->n; i++)
        if (strcmp(form->fields[i].name, name) == 0)
            return true;
    return false;
}

bool conduct_again(struct request *rq, struct response *rs, enum status status,
                   struct conduct_trouble *trouble)
{
    enum text_key key = refuse_key();

    if (status == OK || status == MISSING)
        return false;
    rs->status = 422;
    if (trouble->errors.n > 0)
        return true;
    if ((status != INVALID && status != CONFLICT && status != TOO_LARGE) || key == T_NONE) {
        rs->status = 200;
        return false;
    }
    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
        if (about[i].key == key && has_field(rq->route->in, about[i].field)) {
            form_error_add(&trouble->errors, rq->route->in, about[i].field, key, 0);
            return true;
        }
    trouble->alert = text(rq->lang, key);
    return true;
}
