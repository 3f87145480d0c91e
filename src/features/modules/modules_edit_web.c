/* Pages on which a centre changes its modules: texts with a preview, who must, pictures.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "core/picture.h"
#include "core/refuse.h"
#include "features/modules/modules_forms.h"
#include "features/modules/modules_show.h"
#include "modules_edit_html.h"
#include "web/page.h"
#include "web/parts.h"

static enum status may_edit(struct request *rq)
{
    return modules_may_set(rq->who) ? OK : fail(DENIED, "may not change modules");
}

static struct str error_of(struct request *rq, const struct form_errors *errors, const char *name)
{
    const struct form_error *e = errors ? form_error_of(errors, name) : NULL;

    return e ? form_error_text(rq->arena, rq->lang, e) : STR_NONE;
}

/* ---- texts */

#define RIGHTS_AT (LANG_N * MODULE_PART_N) /* in the form's table */

static void begin_question(struct request *rq, const struct module_entry *e,
                           const struct form_errors *errors, int question, bool first_lang,
                           struct module_field *f)
{
    const struct str letters[MODULE_CHOICES] = {STR("A"), STR("B"), STR("C")};

    f->heading = question + 1;
    if (!first_lang)
        return;
    f->right = module_form.fields[RIGHTS_AT + question].name;
    f->right_error = error_of(rq, errors, f->right);
    f->rights = module_choices(rq->arena, letters, e->right[question]);
}

static struct module_field_list fields_of(struct request *rq, const struct module_entry *e,
                                          const struct form_errors *errors)
{
    struct module_field_list list = {arena_array(rq->arena, struct module_field, RIGHTS_AT),
                                     RIGHTS_AT};

    for (int i = 0; i < RIGHTS_AT; i++) {
        const struct field *f = &module_form.fields[i];
        int part = i % MODULE_PART_N;
        bool first_lang = i < MODULE_PART_N;
        struct str value = e->text[first_lang ? LANG_DA : LANG_EN][part];

        list.at[i] = (struct module_field){.name = f->name,
                                           .lang = first_lang ? "da" : "en",
                                           .value = value.p ? value : STR(""),
                                           .error = error_of(rq, errors, f->name),
                                           .label = f->label,
                                           .max = f->max,
                                           .rows = part == MODULE_BODY ? 18 : 2,
                                           .is_language = part == 0,
                                           .required = f->required};
        if (part >= MODULE_Q1 && (part - MODULE_Q1) % MODULE_QUESTION_SIZE == 0)
            begin_question(rq, e, errors, (part - MODULE_Q1) / MODULE_QUESTION_SIZE, first_lang,
                           &list.at[i]);
    }
    return list;
}

static enum status pictures_of(struct request *rq, struct module_picture_view_list *ret)
{
    struct module_picture_row_list rows;

    TRY(module_pictures(rq->db, rq->arena, rq->who, &rows));
    *ret = (struct module_picture_view_list){
        arena_array(rq->arena, struct module_picture_view, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct module_picture_view){
            rows.at[i].id, rq->lang == LANG_DA ? rows.at[i].alt_da : rows.at[i].alt_en,
            path_of(rq->arena, "/modules/pictures/{}", rows.at[i].id)};
    return OK;
}

static enum status show_edit(struct request *rq, struct response *rs, struct str word,
                             const struct module_entry *e, const struct form_errors *errors,
                             struct str why)
{
    struct module_edit_view v = {
        .csrf = rq->csrf,
        .word = word,
        .error = why,
        .again_day = e->again_day != 0 ? date_text(rq->arena, (int32_t)e->again_day) : STR(""),
        .version = e->version,
        .fields = fields_of(rq, e, errors),
        .previewed = e->preview,
        .title = e->text[rq->lang][MODULE_TITLE],
        .lead = e->text[rq->lang][MODULE_LEAD]};

    TRY(pictures_of(rq, &v.pictures));
    if (e->preview)
        TRY(module_body(rq, e->text[rq->lang][MODULE_BODY], &v.preview));
    struct html *page = page_begin(rq, rs, word.n > 0 ? T_MODULES_EDIT : T_MODULES_NEW);
    module_edit_html(page, &v);
    return page_end(page);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct module_content c;
    struct module_entry e = {0};

    TRY(may_edit(rq));
    TRY(module_read(rq->db, rq->arena, rq->who, request_param(rq, "word"), MODULE_NOW, &c));
    e.version = c.module.version;
    memcpy(e.text, c.text, sizeof e.text);
    for (int i = 0; i < MODULE_QUESTIONS; i++)
        e.right[i] = i < c.n_questions ? c.right[i] : -1;
    return show_edit(rq, rs, c.module.word, &e, NULL, STR_NONE);
}

static enum status begin_new(struct request *rq, struct response *rs)
{
    struct module_entry e = {.right = {-1, -1, -1, -1, -1, -1}};

    TRY(may_edit(rq));
    return show_edit(rq, rs, STR(""), &e, NULL, STR_NONE);
}

/* The form again, with all that was typed. */
static enum status again(struct request *rq, struct response *rs, struct str word,
                         const struct module_entry *e, const struct form_errors *errors,
                         int http_status, enum text_key why)
{
    rs->status = http_status;
    db_refresh(rq->db);
    return show_edit(rq, rs, word, e, errors, text(rq->lang, why));
}

static enum status put(struct request *rq, struct response *rs, struct str word)
{
    struct module_entry e;
    struct str kept = STR_NONE;
    struct form_errors errors = {.n = 0};
    enum status done;

    TRY(may_edit(rq));
    done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0)
        return again(rq, rs, word, &e, &errors, 422, T_MODULES_SEE_BELOW);
    TRY(done);
    if (e.preview)
        return show_edit(rq, rs, word, &e, NULL, STR_NONE);
    done = module_put(rq->db, rq->arena, rq->who, word.n > 0 ? word : STR_NONE, &e, &kept);
    if (done == INVALID || done == TOO_LARGE || done == CONFLICT)
        return again(rq, rs, word, &e, NULL, done == CONFLICT ? 409 : 422,
                     refuse_key() != T_NONE ? refuse_key() : T_MODULES_SEE_BELOW);
    TRY(done);
    page_notice(rq, rs, T_MODULES_SAVED);
    return redirect(rs, arena_printf(rq->arena, "/modules/%.*s%s", STR_ARG(kept),
                                     word.n > 0 ? "" : "/settings"));
}

static enum status put_edit(struct request *rq, struct response *rs)
{
    struct module_content c;

    TRY(may_edit(rq));
    TRY(module_read(rq->db, rq->arena, rq->who, request_param(rq, "word"), MODULE_NOW, &c));
    db_refresh(rq->db);
    return put(rq, rs, c.module.word);
}

static enum status put_new(struct request *rq, struct response *rs)
{
    return put(rq, rs, STR(""));
}

/* ---- who must */

static const enum text_key months[] = {
    T_MODULES_WINDOW_NONE, T_MODULES_MONTH_1, T_MODULES_MONTH_2,  T_MODULES_MONTH_3,
    T_MODULES_MONTH_4,     T_MODULES_MONTH_5, T_MODULES_MONTH_6,  T_MODULES_MONTH_7,
    T_MODULES_MONTH_8,     T_MODULES_MONTH_9, T_MODULES_MONTH_10, T_MODULES_MONTH_11,
    T_MODULES_MONTH_12};
#define WINDOWS (sizeof months / sizeof *months)

static void fill_choices(struct request *rq, const struct module_setting *s,
                         struct module_set_view *v)
{
    v->roles.at = arena_array(rq->arena, struct module_tick, ROLE_N);
    for (int role = 0; role < ROLE_N; role++)
        v->roles.at[v->roles.n++] = (struct module_tick){STR("roles"), role_word((enum role)role),
                                                         text(rq->lang, role_text((enum role)role)),
                                                         ((uint64_t)s->roles >> role & 1) != 0};
    v->windows.at = arena_array(rq->arena, struct module_tick, WINDOWS);
    for (size_t i = 0; i < WINDOWS; i++)
        v->windows.at[v->windows.n++] =
            (struct module_tick){STR("window_month"), str_of(module_window_words[i]),
                                 text(rq->lang, months[i]), s->window_month == (int64_t)i};
}

static enum status fill_teams(struct request *rq, const struct module_setting *s,
                              struct module_set_view *v)
{
    struct module_team_choice_list teams;

    TRY(module_team_choices(rq->db, rq->arena, rq->who, &teams));
    v->teams.at = arena_array(rq->arena, struct module_tick, MODULE_TEAMS);
    for (size_t i = 0; i < teams.n && i < MODULE_TEAMS; i++) {
        bool on = false;

        for (int k = 0; k < MODULE_TEAMS; k++)
            on = on || s->teams[k] == teams.at[i].id;
        v->teams.at[v->teams.n++] = (struct module_tick){
            arena_printf(rq->arena, "team_%zu", i + 1),
            arena_printf(rq->arena, "%lld", (long long)teams.at[i].id), teams.at[i].name, on};
    }
    return OK;
}

static enum status show_set(struct request *rq, struct response *rs, const struct module *m,
                            const struct module_setting *s, struct str why)
{
    struct module_set_view v = {.csrf = rq->csrf,
                                .word = m->word,
                                .title = m->title[rq->lang],
                                .error = why,
                                .months = arena_printf(rq->arena, "%lld", (long long)s->months),
                                .closed = s->closed,
                                .is_conflict = str_eq(m->word, STR(MODULE_CONFLICT))};

    fill_choices(rq, s, &v);
    TRY(fill_teams(rq, s, &v));
    struct html *page = page_begin(rq, rs, T_MODULES_SETTINGS);
    module_set_html(page, &v);
    return page_end(page);
}

static enum status settings(struct request *rq, struct response *rs)
{
    struct module_content c;

    TRY(may_edit(rq));
    TRY(module_read(rq->db, rq->arena, rq->who, request_param(rq, "word"), MODULE_NOW, &c));
    return show_set(rq, rs, &c.module, &c.module.setting, STR_NONE);
}

static enum status put_settings(struct request *rq, struct response *rs)
{
    struct module_content c;
    struct module_setting_entry e;
    struct form_errors errors = {.n = 0};
    enum status done;

    TRY(may_edit(rq));
    TRY(module_read(rq->db, rq->arena, rq->who, request_param(rq, "word"), MODULE_NOW, &c));
    done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_set(rq, rs, &c.module, &e.setting,
                        form_error_text(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    db_refresh(rq->db);
    done = module_set(rq->db, rq->arena, rq->who, c.module.word, &e.setting);
    if ((done == INVALID || done == CONFLICT) && refuse_key() != T_NONE) {
        rs->status = done == CONFLICT ? 409 : 422;
        db_refresh(rq->db);
        return show_set(rq, rs, &c.module, &e.setting, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_MODULES_SAVED);
    return redirect(rs, arena_printf(rq->arena, "/modules/%.*s", STR_ARG(c.module.word)));
}

/* ---- pictures */

static enum status show_pictures(struct request *rq, struct response *rs, struct str why)
{
    struct module_edit_view v = {.csrf = rq->csrf, .error = why};

    TRY(pictures_of(rq, &v.pictures));
    struct html *page = page_begin(rq, rs, T_MODULES_PICTURES);
    module_pictures_html(page, &v);
    return page_end(page);
}

static enum status pictures(struct request *rq, struct response *rs)
{
    TRY(may_edit(rq));
    return show_pictures(rq, rs, STR_NONE);
}

static enum status add_picture(struct request *rq, struct response *rs)
{
    struct picture_entry e;
    struct form_errors errors = {.n = 0};
    struct str bytes = STR_NONE;
    int64_t id;
    enum status done;

    TRY(may_edit(rq));
    done = form_read(rq, &e, &errors);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_pictures(rq, rs, text(rq->lang, T_MODULES_NO_ALT));
    }
    TRY(done);
    done = rq->upload.fd < 0 ? refuse(INVALID, T_MODULES_NO_PICTURE)
                             : upload_all(&rq->upload, rq->arena, PICTURE_BYTES_MAX, &bytes);
    if (done == OK)
        done = module_picture_add(rq->db, rq->arena, rq->who, &e, bytes, &id);
    if ((done == INVALID || done == TOO_LARGE || done == CONFLICT) && refuse_key() != T_NONE) {
        struct str why = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_pictures(rq, rs, why);
    }
    TRY(done);
    page_notice(rq, rs, T_MODULES_SAVED);
    return redirect(rs, STR("/modules/pictures"));
}

static enum status picture(struct request *rq, struct response *rs)
{
    struct module_picture_content_row row;
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(module_picture(rq->db, rq->arena, rq->who, id, &row));
    if (row.media < 0 || row.media >= PICTURE_MEDIA_N)
        return fail(MISSING, "a kind of picture this program does not know");
    rs->content_type = str_of(picture_media_types[row.media]);
    response_header(rs, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
    response_header(rs, "Cross-Origin-Resource-Policy", STR("same-origin"));
    buf_add(&rs->body, row.content);
    return OK;
}

const struct route modules_edit_routes[] = {
    {GET, "/modules/new", PERM_MODULES_SET, begin_new},
    {POST, "/modules", PERM_MODULES_SET, put_new, .in = &module_form},
    {GET, "/modules/pictures", PERM_MODULES_SET, pictures},
    {POST, "/modules/pictures", PERM_MODULES_SET, add_picture, .in = &module_picture_form,
     .flags = ROUTE_UPLOAD | ROUTE_SLOW},
    {GET, "/modules/pictures/{id}", PERM_MODULES_TAKE, picture},
    {GET, "/modules/{word}/edit", PERM_MODULES_SET, edit},
    {POST, "/modules/{word}/edit", PERM_MODULES_SET, put_edit, .in = &module_form},
    {GET, "/modules/{word}/settings", PERM_MODULES_SET, settings},
    {POST, "/modules/{word}/settings", PERM_MODULES_SET, put_settings, .in = &module_set_form},
    {0},
};
