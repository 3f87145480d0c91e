/* The page where a calendar is chosen that absences follow.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences_web.h"

#include "absences_html.h"
#include "core/refuse.h"
#include "features/absences/absences_view.h"
#include "features/aftercare/aftercare.h"
#include "web/page.h"
#include "web/server.h"

#define WHAT_FIELDS                                                                                \
    {.name = "words",                                                                              \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct absence_feed_entry, words),                                         \
     .max = ABSENCE_WORDS_MAX,                                                                     \
     .label = T_ABSENCE_F_WORDS,                                                                   \
     .doc =                                                                                        \
         "An event counts when its title has one of these, with commas between; empty: all do"},   \
    {                                                                                              \
        .name = "kind", .kind = FIELD_CHOICE, .offset = offsetof(struct absence_feed_entry, kind), \
        .required = true, .words = care_away_words, .label = T_ABSENCE_F_KIND,                     \
        .doc = "What kind of absence they are"                                                     \
    }

static const struct field feed_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct absence_feed_entry, person_id),
     .required = true,
     .label = T_ABSENCE_F_PERSON,
     .doc = "Whose absences follow it"},
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct absence_feed_entry, url),
     .required = true,
     .max = 1000,
     .label = T_ABSENCE_F_URL,
     .doc = "https or webcal"},
    WHAT_FIELDS,
};
const struct form absence_feed_in =
    FORM("AbsenceCalendarNew", feed_fields, struct absence_feed_entry);

static const struct field change_fields[] = {
    {.name = "url",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct absence_feed_entry, url),
     .max = 1000,
     .label = T_ABSENCE_F_NEW_URL,
     .doc = "https or webcal; empty: the one so far"},
    WHAT_FIELDS,
};
const struct form absence_change_in =
    FORM("AbsenceCalendar", change_fields, struct absence_feed_entry);

struct absence_person {
    int64_t person_id;
};
static const struct field person_fields[] = {
    {.name = "person_id",
     .kind = FIELD_ID,
     .offset = offsetof(struct absence_person, person_id),
     .required = true,
     .label = T_ABSENCE_F_PERSON,
     .doc = "Whose calendar"},
};
const struct form absence_person_in =
    FORM("AbsenceCalendarOf", person_fields, struct absence_person);

static const enum text_key trouble_texts[ABSENCE_TROUBLE_N] = {
    [ABSENCE_NO_ANSWER] = T_ABSENCE_TROUBLE_NO_ANSWER,
    [ABSENCE_REFUSED] = T_ABSENCE_TROUBLE_REFUSED,
    [ABSENCE_FORBIDDEN] = T_ABSENCE_TROUBLE_FORBIDDEN,
    [ABSENCE_TOO_LARGE] = T_ABSENCE_TROUBLE_TOO_LARGE,
    [ABSENCE_NO_CALENDAR] = T_ABSENCE_TROUBLE_NO_CALENDAR,
};
static const enum text_key kind_texts[] = {
#define X(name, word) T_AFTERCARE_AWAY_##name,
    CARE_AWAYS(X)
#undef X
};

static enum status fill_items(struct request *rq, struct absence_feed_items *ret)
{
    struct absence_feed_list list;

    TRY(absence_feeds(rq->db, rq->arena, rq->who, rq->zone, &list));
    ret->at = arena_array(rq->arena, struct absence_feed_item, list.n);
    ret->n = list.n;
    for (size_t i = 0; i < list.n; i++) {
        const struct absence_feed *f = &list.at[i];
        bool is_known = f->trouble > ABSENCE_NONE && f->trouble < ABSENCE_TROUBLE_N;

        ret->at[i] = (struct absence_feed_item){
            .name = f->person_name,
            .words = f->words,
            .read = f->read_at != 0 ? local_time(rq, f->read_at) : STR_NONE,
            .trouble = is_known ? text(rq->lang, trouble_texts[f->trouble]) : STR_NONE,
            .edit_url = path_of(rq->arena, "/absences/calendar/{}", f->person_id),
            .person_id = f->person_id};
    }
    return OK;
}

static void fill_what(struct request *rq, struct form_view *ret)
{
    form_view_options(rq, ret, "kind", CARE_AWAY_N - 1, T_NONE);
    for (size_t i = CARE_AWAY_UNABLE + 1; i < CARE_AWAY_N; i++)
        form_view_option(ret, "kind", str_of(care_away_words[i]), text(rq->lang, kind_texts[i]));
    form_view_hint(ret, "words", text(rq->lang, T_ABSENCE_WORDS_HINT));
}

static enum status fill_form(struct request *rq, const struct absence_feed_entry *entry,
                             const struct form_errors *errors, struct form_view *ret)
{
    struct care_colleague_row_list people, substitutes;

    TRY(care_absence_people(rq->db, rq->arena, rq->who, rq->zone, &people, &substitutes));
    *ret = form_view_of(rq, &absence_feed_in, entry, errors, "", STR("/absences/calendar"),
                        T_ABSENCE_ADD);
    form_view_options(rq, ret, "person_id", people.n, T_NONE);
    for (size_t i = 0; i < people.n; i++)
        form_view_option(ret, "person_id",
                         arena_printf(rq->arena, "%lld", (long long)people.at[i].id),
                         people.at[i].name);
    form_view_hint(ret, "url", text(rq->lang, T_ABSENCE_URL_HINT));
    fill_what(rq, ret);
    return OK;
}

static enum status feeds_page(struct request *rq, struct response *rs,
                              const struct absence_feed_entry *entry,
                              const struct form_errors *errors, struct str alert)
{
    struct absence_feeds_view v = {.csrf = rq->csrf};

    TRY(fill_items(rq, &v.items));
    TRY(fill_form(rq, entry, errors, &v.form));
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, T_ABSENCE_TITLE);
    absence_feeds_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    struct absence_feed_entry entry = {.person_id = rq->who->person_id,
                                       .url = STR(""),
                                       .words = STR(""),
                                       .kind = CARE_AWAY_HOLIDAY};

    return feeds_page(rq, rs, &entry, NULL, STR_NONE);
}

static enum status post_put(struct request *rq, struct response *rs)
{
    struct absence_feed_entry entry;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    enum status status = form_read(rq, &entry, &errors);

    entry.is_at_home_fine = rq->server->local_services;
    if (status == OK)
        status = absence_feed_put(rq->db, rq->arena, rq->who, &entry);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &absence_feed_in, &errors, &alert)) {
        form_again(rs);
        return feeds_page(rq, rs, &entry, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_ABSENCE_ADDED);
    return redirect(rs, STR("/absences/calendar"));
}

/* ---- changing one; the address stays sealed, and is replaced only when another is given */

static enum status edit_page(struct request *rq, struct response *rs,
                             const struct absence_feed *feed,
                             const struct absence_feed_entry *entry,
                             const struct form_errors *errors, struct str alert)
{
    struct absence_feed_edit_view v = {.name = feed->person_name};

    v.form =
        form_view_of(rq, &absence_change_in, entry, errors, "",
                     path_of(rq->arena, "/absences/calendar/{}", feed->person_id), T_ABSENCE_SAVE);
    form_view_hint(&v.form, "url", text(rq->lang, T_ABSENCE_NEW_URL_HINT));
    fill_what(rq, &v.form);
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, T_ABSENCE_EDIT);
    absence_feed_edit_html(page, &v);
    return page_end(page);
}

static enum status find(struct request *rq, struct absence_feed *ret)
{
    int64_t person_id;

    TRY(param_id(rq, "id", &person_id));
    return absence_feed_find(rq->db, rq->arena, rq->who, rq->zone, person_id, ret);
}

static enum status edit(struct request *rq, struct response *rs)
{
    struct absence_feed feed;

    TRY(find(rq, &feed));
    return edit_page(
        rq, rs, &feed,
        &(struct absence_feed_entry){.url = STR(""), .words = feed.words, .kind = feed.kind}, NULL,
        STR_NONE);
}

static enum status post_edit(struct request *rq, struct response *rs)
{
    struct absence_feed_entry entry;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    struct absence_feed feed;

    TRY(find(rq, &feed));
    enum status status = form_read(rq, &entry, &errors);
    entry.person_id = feed.person_id;
    entry.is_at_home_fine = rq->server->local_services;
    if (status == OK)
        status = absence_feed_put(rq->db, rq->arena, rq->who, &entry);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &absence_change_in, &errors, &alert)) {
        form_again(rs);
        return edit_page(rq, rs, &feed, &entry, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_ABSENCE_CHANGED);
    return redirect(rs, STR("/absences/calendar"));
}

static enum status post_remove(struct request *rq, struct response *rs)
{
    struct absence_person form;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &form, &errors));
    TRY(absence_feed_remove(rq->db, rq->arena, rq->who, form.person_id));
    page_notice(rq, rs, T_ABSENCE_REMOVED);
    return redirect(rs, STR("/absences/calendar"));
}

static enum status post_read(struct request *rq, struct response *rs)
{
    struct absence_person form;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &form, &errors));
    TRY(absence_feed_read_now(rq->db, rq->arena, rq->who, form.person_id));
    page_notice(rq, rs, T_ABSENCE_WILL_READ);
    return redirect(rs, STR("/absences/calendar"));
}

const struct route absence_routes[] = {
    {GET, "/absences/calendar", PERM_SIGNED_IN, show},
    {POST, "/absences/calendar", PERM_SIGNED_IN, post_put, .in = &absence_feed_in},
    {POST, "/absences/calendar/remove", PERM_SIGNED_IN, post_remove, .in = &absence_person_in},
    {POST, "/absences/calendar/read", PERM_SIGNED_IN, post_read, .in = &absence_person_in},
    {GET, "/absences/calendar/{id}", PERM_SIGNED_IN, edit},
    {POST, "/absences/calendar/{id}", PERM_SIGNED_IN, post_edit, .in = &absence_change_in},
    {.run = NULL},
};
