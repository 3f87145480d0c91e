/* Who sees a newcomer's plan, and reading it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include <stdlib.h>

#define LOOK_AGAIN_MS (15 * MINUTE_MS)

const char *const onboarding_profile_words[] = {
#define X(name, word) word,
    ONBOARDING_PROFILES(X)
#undef X
        NULL};
const char *const onboarding_role_words[] = {
#define X(name, word) word,
    ONBOARDING_ROLES(X)
#undef X
        NULL};
const char *const onboarding_kind_words[] = {
#define X(name, word) word,
    ONBOARDING_KINDS(X)
#undef X
        NULL};
const char *const onboarding_competence_words[] = {
#define X(name, word) word,
    ONBOARDING_COMPETENCES(X)
#undef X
        NULL};
const char *const onboarding_state_words[] = {
#define X(name, word) word,
    ONBOARDING_STATES(X)
#undef X
        NULL};
const char *const onboarding_phase_words[] = {
#define X(name, word) word,
    ONBOARDING_PHASES(X)
#undef X
        NULL};

/* Thirteen weeks of five days are three months. */
enum onboarding_phase onboarding_phase_of(int64_t day)
{
    return day < 0    ? ONBOARDING_BEFORE
           : day < 5  ? ONBOARDING_WEEK
           : day < 65 ? ONBOARDING_QUARTER
                      : ONBOARDING_YEAR;
}

/* ---- days */

enum status onboarding_calendar(const struct onboarding_run_row *r, struct calendar *ret)
{
    const struct zone *zone;

    TRY(zone_find(r->zone, &zone));
    *ret = calendar_office(zone);
    return OK;
}

/* Day 0 is the start day, or the first working day after it when that is closed. */
int32_t onboarding_due_day(const struct calendar *c, int32_t start_day, int64_t day)
{
    int32_t first = calendar_day_from(c, start_day);

    return day == 0 ? first : calendar_add_days(c, first, (int)day);
}

static enum status today_of(const struct onboarding_place_row *place, int64_t *ret)
{
    const struct zone *zone;

    TRY(zone_find(place->zone, &zone));
    *ret = zone_day(zone, clock_now());
    return OK;
}

static enum status centre_today(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct onboarding_place_row place;

    TRY(q_onboarding_centre(db, a, centre_id, &place));
    return today_of(&place, ret);
}

enum status onboarding_run_now(struct db *db, struct arena *a, int64_t id,
                               struct onboarding_run_row *ret)
{
    struct onboarding_place_row place;
    int64_t today;

    TRY(q_onboarding_run_place(db, a, id, &place));
    TRY(today_of(&place, &today));
    return q_onboarding_run(db, a, today, id, ret);
}

/* ---- who sees it */

static bool is_over(const struct onboarding_run_row *r)
{
    return r->ended_at != 0 || (r->left_day != 0 && r->left_day < r->day);
}

int64_t onboarding_mentor_now(const struct onboarding_run_row *r)
{
    if (is_over(r) || r->mentor_id == 0)
        return 0;
    if (!r->mentor_away)
        return r->mentor_holds ? r->mentor_id : 0;
    return r->stand_in_holds ? r->stand_in_id : 0;
}

bool onboarding_beside(const struct actor *who, const struct onboarding_run_row *r)
{
    if (is_over(r) || !may(who, PERM_ONBOARDING) || who->centre_id != r->centre_id ||
        who->person_id == 0 || who->person_id == r->person_id)
        return false;
    return (r->mentor_holds && who->person_id == r->mentor_id) ||
           who->person_id == onboarding_mentor_now(r);
}

enum onboarding_sight onboarding_sight(const struct actor *who, const struct onboarding_run_row *r)
{
    if (who->is_system)
        return ONBOARDING_SIGHT_LEADER;
    if (!may(who, PERM_ONBOARDING) || who->centre_id != r->centre_id)
        return ONBOARDING_SIGHT_NONE;
    if (who->person_id == r->person_id)
        return ONBOARDING_SIGHT_OWN;
    if (may_reach(who, PERM_ONBOARDING_LEAD, -1, r->team_id))
        return ONBOARDING_SIGHT_LEADER;
    return onboarding_beside(who, r) ? ONBOARDING_SIGHT_MENTOR : ONBOARDING_SIGHT_NONE;
}

enum status onboarding_run_for(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               struct onboarding_run_row *ret)
{
    TRY(onboarding_run_now(db, a, id, ret));
    if (onboarding_sight(who, ret) == ONBOARDING_SIGHT_NONE)
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

/* ---- reading one */

static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct onboarding_call_at_row look;
    enum status recent =
        q_onboarding_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_ONBOARDING_SEEN, id, STR("")));
    return db_commit(&tx);
}

static enum status fill(struct db *db, struct arena *a, const struct actor *who,
                        struct onboarding *o)
{
    size_t n = 0;

    o->sight = onboarding_sight(who, &o->row);
    if (o->sight == ONBOARDING_SIGHT_NONE)
        return fail(MISSING, "outside the actor's reach");
    if (o->sight != ONBOARDING_SIGHT_OWN)
        TRY(note_look(db, a, who, o->row.id));
    TRY(q_onboarding_items(db, a, o->row.id, &o->items));
    for (size_t i = 0; i < o->items.n; i++)
        if (o->items.at[i].state != ONBOARDING_GONE)
            o->items.at[n++] = o->items.at[i];
    o->items.n = n;
    return OK;
}

enum status onboarding_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct onboarding *ret)
{
    struct onboarding o;

    TRY(onboarding_run_now(db, a, id, &o.row));
    TRY(fill(db, a, who, &o));
    *ret = o;
    return OK;
}

enum status onboarding_mine(struct db *db, struct arena *a, const struct actor *who,
                            struct onboarding *ret)
{
    struct onboarding o;
    int64_t today;

    TRY(centre_today(db, a, who->centre_id, &today));
    TRY(q_onboarding_run_of(db, a, today, who->person_id, &o.row));
    TRY(fill(db, a, who, &o));
    *ret = o;
    return OK;
}

/* ---- lists */

static void keep_in_sight(const struct actor *who, struct onboarding_run_row_list *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++)
        if (!is_over(&rows->at[i]) &&
            onboarding_sight(who, &rows->at[i]) >= ONBOARDING_SIGHT_MENTOR)
            rows->at[n++] = rows->at[i];
    rows->n = n;
}

enum status onboarding_list(struct db *db, struct arena *a, const struct actor *who,
                            struct onboarding_run_row_list *ret)
{
    struct onboarding_run_row_list rows;
    int64_t today;

    if (!may(who, PERM_ONBOARDING))
        return fail(DENIED, "may not see plans");
    TRY(centre_today(db, a, who->centre_id, &today));
    TRY(q_onboarding_runs(db, a, today, who->centre_id, &rows));
    keep_in_sight(who, &rows);
    *ret = rows;
    return OK;
}

bool onboarding_holds(const struct actor *who, enum role role, int64_t team_id)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == role &&
            (who->grants[i].team_id == 0 || who->grants[i].team_id == team_id))
            return true;
    return false;
}

/* Whose part it is today; a leader also hears of what is overdue, whoever had it. */
static bool waits_for(const struct actor *who, const struct onboarding_wait_row *w,
                      const struct onboarding_run_row *r, int64_t today)
{
    bool leads = onboarding_sight(who, r) == ONBOARDING_SIGHT_LEADER;

    if (w->person_id == who->person_id)
        return w->role == ONBOARDING_BY_NEWCOMER;
    switch ((enum onboarding_role)w->role) {
    case ONBOARDING_BY_NEWCOMER:
        return leads && w->due_day < today;
    case ONBOARDING_BY_MENTOR:
        return onboarding_mentor_now(r) == who->person_id ||
               (leads && (w->due_day < today || onboarding_mentor_now(r) == 0));
    case ONBOARDING_BY_LEADER:
        return leads;
    case ONBOARDING_BY_IT:
        return onboarding_holds(who, ROLE_ADMIN, 0) || (leads && w->due_day < today);
    case ONBOARDING_BY_SAFETY:
        return onboarding_holds(who, ROLE_SAFETY_REP, w->team_id) || (leads && w->due_day < today);
    case ONBOARDING_ROLE_N:
        break;
    }
    return false;
}

static int by_run(const void *x, const void *y)
{
    int64_t a = (*(const struct onboarding_run_row *const *)x)->id,
            b = (*(const struct onboarding_run_row *const *)y)->id;

    return a < b ? -1 : a > b;
}

static const struct onboarding_run_row **sorted_by_id(struct arena *a,
                                                      const struct onboarding_run_row_list *runs)
{
    const struct onboarding_run_row **at =
        arena_array(a, const struct onboarding_run_row *, runs->n + 1);

    for (size_t i = 0; i < runs->n; i++)
        at[i] = &runs->at[i];
    qsort(at, runs->n, sizeof *at, by_run);
    return at;
}

static const struct onboarding_run_row *run_of(const struct onboarding_run_row **sorted, size_t n,
                                               int64_t id)
{
    size_t from = 0;

    while (n > 0) {
        size_t half = n / 2;

        if (sorted[from + half]->id == id)
            return sorted[from + half];
        if (sorted[from + half]->id < id) {
            from += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return NULL;
}

/* Also of plans that the actor does not see but has a part in. */
static enum status read_waiting(struct db *db, struct arena *a, const struct actor *who,
                                const struct onboarding_run_row_list *runs, int64_t today,
                                int64_t days, struct onboarding_wait_row_list *ret)
{
    const struct onboarding_run_row **sorted = sorted_by_id(a, runs);
    struct onboarding_wait_row_list rows;
    size_t n = 0;

    TRY(q_onboarding_due(db, a, who->centre_id, today + days, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct onboarding_run_row *r = run_of(sorted, runs->n, rows.at[i].run_id);

        if (r != NULL && waits_for(who, &rows.at[i], r, today))
            rows.at[n++] = rows.at[i];
    }
    rows.n = n;
    *ret = rows;
    return OK;
}

static enum status read_progress(struct db *db, struct arena *a, const struct actor *who,
                                 const struct onboarding_run_row_list *runs, int64_t today,
                                 const struct onboarding_progress_row **ret)
{
    struct onboarding_progress_row *at =
        arena_array(a, struct onboarding_progress_row, runs->n + 1);
    struct onboarding_progress_row_list rows;

    *ret = at;
    if (runs->n == 0)
        return OK;
    TRY(q_onboarding_progress(db, a, who->centre_id, today, &rows));
    for (size_t i = 0; i < runs->n; i++) {
        size_t from = 0, n = rows.n;

        while (n > 0) { /* they come by id */
            size_t half = n / 2;
            bool before = rows.at[from + half].run_id < runs->at[i].id;

            from = before ? from + half + 1 : from;
            n = before ? n - half - 1 : half;
        }
        if (from < rows.n && rows.at[from].run_id == runs->at[i].id)
            at[i] = rows.at[from];
    }
    return OK;
}

enum status onboarding_board(struct db *db, struct arena *a, const struct actor *who, int64_t days,
                             struct onboarding_board *ret)
{
    struct onboarding_board b;
    int64_t today;

    if (!may(who, PERM_ONBOARDING))
        return fail(DENIED, "may not see plans");
    TRY(centre_today(db, a, who->centre_id, &today));
    TRY(q_onboarding_runs(db, a, today, who->centre_id, &b.runs));
    TRY(read_waiting(db, a, who, &b.runs, today, days, &b.waiting));
    keep_in_sight(who, &b.runs);
    TRY(read_progress(db, a, who, &b.runs, today, &b.progress));
    *ret = b;
    return OK;
}

enum status onboarding_ask(struct db *db, struct arena *a, const struct actor *who,
                           const struct onboarding_run_row *r, struct onboarding_ask_row_list *ret)
{
    if (onboarding_sight(who, r) != ONBOARDING_SIGHT_OWN)
        return fail(DENIED, "somebody else's plan");
    return q_onboarding_ask(db, a, r->centre_id, r->team_id, r->day, onboarding_mentor_now(r), ret);
}

/* ---- what all changes share */

struct str onboarding_page(struct arena *a, int64_t run_id)
{
    return arena_printf(a, "/onboarding/%lld", (long long)run_id);
}

enum status onboarding_note(struct db *db, struct arena *a, const struct actor *who, int64_t run_id,
                            struct str detail)
{
    TRY(audit(db, who, AUDIT_ONBOARDING_CHANGED, run_id, detail));
    TRY(onboarding_tell_pages(db, a, run_id));
    TRY(announce(db, EVENT_ONBOARDING_CHANGED, run_id));
    return job_put(db, ONBOARDING_CLOCK, run_id, STR(""), clock_now());
}

/* ---- for other features */

enum status onboarding_is_beside(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t person_id, bool *ret)
{
    struct onboarding_run_row r;
    int64_t today;

    TRY(centre_today(db, a, who->centre_id, &today));
    enum status found = q_onboarding_run_of(db, a, today, person_id, &r);
    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK && onboarding_beside(who, &r);
    return OK;
}

enum status onboarding_run_of(struct db *db, struct arena *a, int64_t person_id,
                              struct onboarding_run_row *ret)
{
    struct onboarding_member person;
    const struct zone *zone;

    TRY(q_onboarding_person(db, a, person_id, &person));
    TRY(zone_find(person.zone, &zone));
    return q_onboarding_run_of(db, a, zone_day(zone, clock_now()), person_id, ret);
}

enum status onboarding_newcomer(struct db *db, struct arena *a, int64_t person_id,
                                struct onboarding_newcomer *ret)
{
    struct onboarding_run_row r;
    const struct zone *zone;

    TRY(onboarding_run_of(db, a, person_id, &r));
    TRY(zone_find(r.zone, &zone));
    *ret = (struct onboarding_newcomer){
        .run_id = r.id,
        .class_id = r.class_id,
        .mentor_id = r.mentor_id,
        .profile = r.profile,
        .start_day = (int32_t)r.start_day,
        .first_call_day = r.first_call_at == 0 ? 0 : zone_day(zone, r.first_call_at),
        .days = r.day - r.start_day};
    return OK;
}

enum status onboarding_classes(struct db *db, struct arena *a, int64_t centre_id,
                               struct onboarding_class_row_list *ret)
{
    return q_onboarding_classes(db, a, centre_id, ret);
}
