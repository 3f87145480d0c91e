/* The page of the centre's working time and of the periods of law.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "aftercare_hours_html.h"
#include "base/clock.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare_show.h"
#include "web/page.h"

static const enum text_key weekdays[7] = {T_AFTERCARE_DAY_1, T_AFTERCARE_DAY_2, T_AFTERCARE_DAY_3,
                                          T_AFTERCARE_DAY_4, T_AFTERCARE_DAY_5, T_AFTERCARE_DAY_6,
                                          T_AFTERCARE_DAY_7};

/* What each row of law says, and where it can be read again. */
static const struct {
    enum text_key name, says;
    const char *source, *link;
} laws[CARE_LAW_N] = {
    [CARE_LAW_POLICE] = {T_AFTERCARE_LAW_POLICE, T_AFTERCARE_LAW_POLICE_SAYS,
                         "offererstatningsloven § 10, stk. 1",
                         "https://danskelove.dk/offererstatningsloven/10"},
    [CARE_LAW_ACCIDENT] = {T_AFTERCARE_LAW_ACCIDENT, T_AFTERCARE_LAW_ACCIDENT_SAYS,
                           "BEK nr. 799 af 03/06/2022 § 1, BEK nr. 941 af 21/06/2022 § 10",
                           "https://www.aes.dk"},
    [CARE_LAW_INJURY] = {T_AFTERCARE_LAW_INJURY, T_AFTERCARE_LAW_INJURY_SAYS,
                         "Arbejdsmarkedets Erhvervssikring",
                         "https://www.aes.dk/sagsforloeb/anmeldelse-af-arbejdsskader/"
                         "1-aars-frist-anmeldelse"},
    [CARE_LAW_VICTIM] = {T_AFTERCARE_LAW_VICTIM, T_AFTERCARE_LAW_VICTIM_SAYS, "Erstatningsnævnet",
                         "https://erstatningsnaevnet.dk"},
    [CARE_LAW_HOLIDAYS] = {T_AFTERCARE_LAW_HOLIDAYS, T_AFTERCARE_LAW_HOLIDAYS_SAYS,
                           "Lovforslag L 13, 2022-23", "https://www.ft.dk"},
};

static struct care_hours_entry entry_of(struct request *rq, const struct centre_hours *h)
{
    struct care_hours_entry e = {
        .constitution_day = (h->customary & HOLIDAY_BIT(HOLIDAY_CONSTITUTION_DAY)) != 0,
        .christmas_eve = (h->customary & HOLIDAY_BIT(HOLIDAY_CHRISTMAS_EVE)) != 0,
        .new_years_eve = (h->customary & HOLIDAY_BIT(HOLIDAY_NEW_YEARS_EVE)) != 0};

    for (int day = 0; day < 7; day++)
        if (h->to_minute[day] != 0) {
            e.from[day] = care_clock_text(rq->arena, h->from_minute[day]);
            e.to[day] = care_clock_text(rq->arena, h->to_minute[day]);
        }
    return e;
}

/* Danes write a time with a full stop; a form's own field knows only the colon. */
static struct str said_hours(struct request *rq, struct str from, struct str to)
{
    struct str said = arena_printf(rq->arena, "%.*s–%.*s", STR_ARG(from), STR_ARG(to));

    if (rq->lang != LANG_DA)
        return said;
    char *p = arena_alloc(rq->arena, said.n);

    for (size_t i = 0; i < said.n; i++)
        p[i] = said.p[i] == ':' ? '.' : said.p[i];
    return (struct str){p, said.n};
}

static void fill_days(struct request *rq, const struct care_hours_entry *e,
                      struct care_hours_view *v)
{
    v->days.at = arena_array(rq->arena, struct care_hours_day, 7);
    v->days.n = 7;
    for (int day = 0; day < 7; day++)
        v->days.at[day] = (struct care_hours_day){day + 1, weekdays[day], e->from[day], e->to[day],
                                                  said_hours(rq, e->from[day], e->to[day])};
    v->constitution_day = e->constitution_day;
    v->christmas_eve = e->christmas_eve;
    v->new_years_eve = e->new_years_eve;
    v->move = e->move;
}

static enum status fill_preview(struct request *rq, const struct calendar *now,
                                const struct calendar *then, struct care_hours_view *v)
{
    struct care_due_changes changes;

    TRY(care_due_changes(rq->db, rq->arena, rq->who, now, then, &changes));
    v->changes.at = arena_array(rq->arena, struct care_hours_change, changes.n);
    for (size_t i = 0; i < changes.n; i++)
        v->changes.at[v->changes.n++] = (struct care_hours_change){
            care_kind_text(changes.at[i].kind), local_time(rq, changes.at[i].before),
            local_time(rq, changes.at[i].after)};
    return OK;
}

static enum status fill_closed(struct request *rq, struct care_hours_view *v)
{
    struct centre_closed_days days;

    TRY(centre_closed_days(rq->db, rq->arena, rq->who->centre_id, &days));
    v->closed.at = arena_array(rq->arena, struct care_closed_item, days.n);
    for (size_t i = 0; i < days.n; i++)
        v->closed.at[v->closed.n++] = (struct care_closed_item){
            days.at[i].name, local_date(rq, zone_day_start(rq->zone, days.at[i].day)),
            date_text(rq->arena, days.at[i].day)};
    return OK;
}

static enum status fill_laws(struct request *rq, struct care_hours_view *v)
{
    int32_t today = zone_day(rq->zone, clock_now());

    v->laws.at = arena_array(rq->arena, struct care_law_item, CARE_LAW_N);
    for (int law = 0; law < CARE_LAW_N; law++) {
        struct care_law_row row;

        TRY(care_law(rq->db, rq->arena, rq->who, (enum care_law)law, &row));
        v->laws.at[v->laws.n++] =
            (struct care_law_item){.word = care_law_words[law],
                                   .name = laws[law].name,
                                   .says = laws[law].says,
                                   .source = str_of(laws[law].source),
                                   .link = str_of(laws[law].link),
                                   .verified = local_date(rq, zone_day_start(rq->zone, row.day)),
                                   .again = local_date(rq, zone_day_start(rq->zone, row.again_day)),
                                   .by_centre = row.by_centre,
                                   .is_due = row.again_day <= today};
    }
    return OK;
}

/* typed NULL: as it is saved. What was typed is shown again, with what it would move when it can be reckoned with. */
static enum status show_page(struct request *rq, struct response *rs,
                             const struct care_hours_entry *typed, struct str alert,
                             const struct care_closed_entry *closed)
{
    struct care_hours_view v = {.csrf = rq->csrf,
                                .alert = alert,
                                .closed_name = closed != NULL ? closed->name : STR(""),
                                .may_change = may_reach(rq->who, PERM_CARE_SETUP, -1, 0)};
    struct calendar now, then;
    struct centre_hours hours;
    struct care_hours_entry saved;

    TRY(centre_calendar(rq->db, rq->arena, rq->who->centre_id, rq->zone, &now));
    TRY(centre_hours(rq->db, rq->arena, rq->who->centre_id, &hours));
    saved = entry_of(rq, &hours);
    fill_days(rq, typed != NULL ? typed : &saved, &v);
    if (closed != NULL && closed->day != 0)
        v.closed_day = date_text(rq->arena, (int32_t)closed->day);
    then = now;
    v.is_preview = typed != NULL && alert.p == NULL;
    if (v.is_preview) {
        TRY(care_hours_of(typed, &hours));
        TRY(centre_calendar_with(rq->db, rq->arena, rq->who->centre_id, rq->zone, &hours, &then));
        TRY(fill_preview(rq, &now, &then, &v));
    }
    TRY(care_moves(rq->db, rq->arena, rq->who, &then, &v.n_moves));
    TRY(fill_closed(rq, &v));
    TRY(fill_laws(rq, &v));
    struct html *page = page_begin(rq, rs, T_AFTERCARE_HOURS_TITLE);
    care_hours_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    return show_page(rq, rs, NULL, STR_NONE, NULL);
}

static bool is_said(enum status status)
{
    return (status == INVALID || status == CONFLICT) && refuse_key() != T_NONE;
}

static enum status save(struct request *rq, struct response *rs)
{
    struct care_hours_entry e;
    struct centre_hours hours;
    struct form_errors errors = {.n = 0};
    enum status status = form_read(rq, &e, &errors);

    if (status == INVALID && errors.n > 0) {
        rs->status = 422;
        return show_page(rq, rs, &e, text(rq->lang, T_AFTERCARE_HOURS_BAD), NULL);
    }
    TRY(status);
    status = care_hours_of(&e, &hours);
    if (status == OK && e.preview)
        return show_page(rq, rs, &e, STR_NONE, NULL);
    if (status == OK)
        status = care_hours_save(rq->db, rq->arena, rq->who, rq->zone, &hours, e.move);
    if (is_said(status)) {
        struct str alert = text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_page(rq, rs, &e, alert, NULL);
    }
    TRY(status);
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/setup"));
}

static enum status add_closed(struct request *rq, struct response *rs)
{
    struct care_closed_entry e;
    struct form_errors errors = {.n = 0};
    enum status status = form_read(rq, &e, &errors);
    bool is_form_error = status == INVALID && errors.n > 0;

    if (status == OK)
        status = care_closed_day_add(rq->db, rq->arena, rq->who, rq->zone, e.day, e.name);
    if (is_form_error || is_said(status)) {
        struct str alert = is_form_error ? form_error_text(rq->arena, rq->lang, &errors.at[0])
                                         : text(rq->lang, refuse_key());

        rs->status = 422;
        db_refresh(rq->db);
        return show_page(rq, rs, NULL, alert, &e);
    }
    TRY(status);
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/setup"));
}

static enum status remove_closed(struct request *rq, struct response *rs)
{
    struct care_closed_entry e;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &e, &errors));
    TRY(care_closed_day_drop(rq->db, rq->who, e.day));
    page_notice(rq, rs, T_AFTERCARE_REMOVED);
    return redirect(rs, STR("/aftercare/setup"));
}

static enum status verify(struct request *rq, struct response *rs)
{
    struct care_law_entry e;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &e, &errors));
    TRY(care_law_verify(rq->db, rq->who, rq->zone, e.law));
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/setup"));
}

const struct route aftercare_hours_routes[] = {
    {GET, "/aftercare/setup", PERM_CARE_SETUP, show},
    {POST, "/aftercare/setup", PERM_CARE_SETUP, save, .in = &care_hours_form},
    {POST, "/aftercare/setup/closed", PERM_CARE_SETUP, add_closed, .in = &care_closed_form},
    {POST, "/aftercare/setup/closed/remove", PERM_CARE_SETUP, remove_closed, .in = &care_open_form},
    {POST, "/aftercare/setup/verified", PERM_CARE_SETUP, verify, .in = &care_law_form},
    {0},
};
