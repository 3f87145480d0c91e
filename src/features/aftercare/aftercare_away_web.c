/* The page of who is away and who stands in.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "aftercare_setup_html.h"
#include "base/clock.h"
#include "features/aftercare/aftercare_show.h"
#include "web/page.h"

static const enum text_key away_texts[] = {
#define X(name, word) T_AFTERCARE_AWAY_##name,
    CARE_AWAYS(X)
#undef X
};

static struct str day_text(struct request *rq, int64_t day)
{
    return local_date(rq, zone_day_start(rq->zone, (int32_t)day));
}

static enum status fill_items(struct request *rq, struct care_away_list *ret,
                              const struct care_absent_row_list *rows)
{
    ret->at = arena_array(rq->arena, struct care_away_item, rows->n);
    ret->n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct care_absent_row *r = &rows->at[i];
        struct str from_day = date_text(rq->arena, (int32_t)r->from_day);

        ret->at[ret->n++] = (struct care_away_item){
            .name = r->person_name,
            .from = day_text(rq, r->from_day),
            .to = r->to_day != 0 ? day_text(rq, r->to_day) : STR_NONE,
            .substitute = r->substitute_name,
            .person_id = r->person_id,
            .from_day = from_day,
            .edit_url = arena_printf(rq->arena, "/absences?person=%lld&from=%.*s",
                                     (long long)r->person_id, STR_ARG(from_day)),
            .is_followed = r->source != 0,
            .kind = r->kind >= 0 && r->kind < CARE_AWAY_N ? away_texts[r->kind]
                                                          : T_AFTERCARE_AWAY_ELSEWHERE};
    }
    return OK;
}

static void people_options(struct request *rq, struct form_view *v, const char *field,
                           const struct care_colleague_row_list *people, enum text_key none)
{
    form_view_options(rq, v, field, people->n + 1, none);
    for (size_t i = 0; i < people->n; i++)
        form_view_option(v, field, arena_printf(rq->arena, "%lld", (long long)people->at[i].id),
                         people->at[i].name);
}

static enum status fill_form(struct request *rq, const struct care_absence *entry,
                             const struct form_errors *errors, struct form_view *ret)
{
    struct care_colleague_row_list people, substitutes;

    TRY(care_absence_people(rq->db, rq->arena, rq->who, rq->zone, &people, &substitutes));
    *ret =
        form_view_of(rq, &care_absence_form, entry, errors, "", STR("/absences"), T_AFTERCARE_SAVE);
    people_options(rq, ret, "person_id", &people, T_NONE);
    people_options(rq, ret, "substitute_id", &substitutes, T_AFTERCARE_AWAY_NOBODY);
    form_view_options(rq, ret, "kind", CARE_AWAY_N, T_NONE);
    for (size_t i = 0; i < CARE_AWAY_N; i++)
        form_view_option(ret, "kind", str_of(care_away_words[i]), text(rq->lang, away_texts[i]));
    form_view_hint(ret, "kind", text(rq->lang, T_AFTERCARE_AWAY_KIND_HINT));
    form_view_hint(ret, "to_day", text(rq->lang, T_AFTERCARE_AWAY_TO_HINT));
    return OK;
}

static enum status away_page(struct request *rq, struct response *rs,
                             const struct care_absence *entry, const struct form_errors *errors,
                             struct str alert)
{
    struct care_away_view v = {.csrf = rq->csrf};
    struct care_absent_row_list rows;

    TRY(care_absences(rq->db, rq->arena, rq->who, rq->zone, &rows));
    TRY(fill_items(rq, &v.items, &rows));
    TRY(fill_form(rq, entry, errors, &v.form));
    v.form.alert = alert;
    struct html *page = page_begin(rq, rs, T_AFTERCARE_AWAY_TITLE);
    care_absences_html(page, &v);
    return page_end(page);
}

/* ?person=…&from=…: that absence, to be changed. */
static enum status show_absences(struct request *rq, struct response *rs)
{
    struct care_absence entry = {.person_id = rq->who->person_id,
                                 .from_day = zone_day(rq->zone, clock_now())};
    struct care_absent_row_list rows;
    int64_t person_id = request_query_int(rq, "person", 0);
    int32_t from_day = 0;

    if (date_parse(request_query(rq, "from"), &from_day)) {
        TRY(care_absences(rq->db, rq->arena, rq->who, rq->zone, &rows));
        for (size_t i = 0; i < rows.n; i++)
            if (rows.at[i].person_id == person_id && rows.at[i].from_day == from_day)
                entry = (struct care_absence){person_id, from_day, rows.at[i].to_day,
                                              rows.at[i].substitute_id, rows.at[i].kind};
    }
    return away_page(rq, rs, &entry, NULL, STR_NONE);
}

static enum status enter_absence(struct request *rq, struct response *rs)
{
    struct care_absence entry;
    struct form_errors errors = {.n = 0};
    struct str alert = STR_NONE;
    enum status status = form_read(rq, &entry, &errors);

    if (entry.person_id == 0)
        entry.person_id = rq->who->person_id;
    if (status == OK)
        status = care_absence(rq->db, rq->arena, rq->who, &entry);
    if ((status == INVALID && errors.n > 0) ||
        form_refused(rq, status, &care_absence_form, &errors, &alert)) {
        form_again(rs);
        return away_page(rq, rs, &entry, &errors, alert);
    }
    TRY(status);
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/absences"));
}

static enum status remove_absence(struct request *rq, struct response *rs)
{
    struct care_remove_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(care_absence_remove(rq->db, rq->arena, rq->who, entry.person_id, entry.from_day));
    page_notice(rq, rs, T_AFTERCARE_REMOVED);
    return redirect(rs, STR("/absences"));
}

const struct route aftercare_away_routes[] = {
    {GET, "/absences", PERM_SIGNED_IN, show_absences},
    {POST, "/absences", PERM_SIGNED_IN, enter_absence, .in = &care_absence_form},
    {POST, "/absences/remove", PERM_SIGNED_IN, remove_absence, .in = &care_remove_form},
    {0},
};
