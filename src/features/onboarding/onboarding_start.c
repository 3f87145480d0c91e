/* Starting: one newcomer or a class, each with the plan of their profile and a mentor, all or none.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "base/id.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define CLASS_NAME_MAX 80
#define START_AHEAD_DAYS 366

struct starting {
    struct db *db;
    struct arena *a;
    const struct actor *who;
    const struct onboarding_start *s;
    struct calendar calendar;
    int64_t today, class_id, centre_id;
};

static enum status mentor_for(const struct starting *st, const struct onboarding_member *person,
                              int64_t person_id, int64_t *ret)
{
    struct onboarding_mentor_row_list mentors;

    TRY(q_onboarding_mentors(st->db, st->a, st->centre_id, person->team_id, st->today, &mentors));
    if (st->s->mentor_id == 0) {
        *ret = onboarding_pick(&mentors, person_id);
        return OK;
    }
    for (size_t i = 0; i < mentors.n; i++)
        if (mentors.at[i].person_id == st->s->mentor_id && st->s->mentor_id != person_id) {
            if (mentors.at[i].load >= mentors.at[i].most)
                return refuse(CONFLICT, T_ONBOARDING_MENTOR_FULL);
            *ret = st->s->mentor_id;
            return OK;
        }
    return refuse(INVALID, T_ONBOARDING_NO_MENTOR);
}

/* What should have been done before a start that is still to come is due today; whoever began long ago keeps true days. */
static int32_t due_of(const struct starting *st, int64_t day)
{
    int32_t due = onboarding_due_day(&st->calendar, (int32_t)st->s->start_day, day);

    return due < st->today && st->s->start_day >= st->today
               ? calendar_day_from(&st->calendar, (int32_t)st->today)
               : due;
}

static enum status copy_items(const struct starting *st, int64_t run_id,
                              const struct onboarding_plan *p)
{
    for (size_t n = 0; n < p->items.n; n++) {
        const struct onboarding_plan_item_row *i = &p->items.at[n];

        TRY(q_onboarding_item_insert(st->db, id_new(), run_id, i->word, i->title_da, i->title_en,
                                     i->day, due_of(st, i->day), i->role, i->kind, i->minutes,
                                     i->competence, i->needs, i->module, i->flags));
    }
    return OK;
}

static enum status tell_started(const struct starting *st, int64_t run_id, int64_t person_id,
                                int64_t mentor_id)
{
    struct str event = arena_printf(st->a, "onboarding.started %lld", (long long)run_id);

    TRY(notify_person(st->db, st->a, person_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_STARTED,
                      STR("/onboarding/mine"), event));
    if (mentor_id == 0)
        return OK;
    return notify_person(st->db, st->a, mentor_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_MENTOR,
                         onboarding_page(st->a, run_id),
                         arena_printf(st->a, "onboarding.mentor %lld %lld", (long long)run_id,
                                      (long long)mentor_id));
}

static enum status start_one(const struct starting *st, int64_t person_id, int64_t profile,
                             int64_t *ret_id)
{
    struct onboarding_member person;
    struct onboarding_plan plan;
    struct onboarding_run_row known;
    int64_t id = id_new(), mentor_id = 0;

    TRY(q_onboarding_person(st->db, st->a, person_id, &person));
    if (person.centre_id != st->centre_id || person.team_id == 0 ||
        person_id == st->who->person_id ||
        !may_reach(st->who, PERM_ONBOARDING_LEAD, -1, person.team_id) ||
        (person.left_day != 0 && person.left_day < st->today))
        return fail(MISSING, "outside the actor's reach");
    if (profile < 0 || profile >= ONBOARDING_PROFILE_N)
        return refuse(INVALID, T_ONBOARDING_NO_PROFILE);
    enum status found = q_onboarding_run_of(st->db, st->a, st->today, person_id, &known);
    if (found != MISSING)
        return found == OK ? refuse(CONFLICT, T_ONBOARDING_ALREADY) : found;
    TRY(onboarding_plan_now(st->db, st->a, st->centre_id, (enum onboarding_profile)profile, &plan));
    TRY(mentor_for(st, &person, person_id, &mentor_id));
    if (mentor_id == 0 && onboarding_wants_mentor(&plan))
        return refuse(CONFLICT, T_ONBOARDING_NEEDS_MENTOR);
    TRY(q_onboarding_run_insert(st->db, id, st->centre_id, person_id, person.team_id, st->class_id,
                                profile, plan.version, st->s->start_day, clock_now(),
                                st->who->person_id));
    TRY(copy_items(st, id, &plan));
    if (mentor_id != 0)
        TRY(q_onboarding_pair_insert(st->db, id_new(), id, mentor_id, st->today, clock_now(),
                                     st->who->person_id));
    TRY(tell_started(st, id, person_id, mentor_id));
    TRY(audit(st->db, st->who, AUDIT_ONBOARDING_STARTED, id, STR("")));
    TRY(announce(st->db, EVENT_ONBOARDING_STARTED, id));
    TRY(onboarding_tell_pages(st->db, st->a, id));
    TRY(job_put(st->db, ONBOARDING_CLOCK, id, STR(""), clock_now()));
    *ret_id = id;
    return OK;
}

static enum status check(const struct starting *st)
{
    if (st->s->start_day < st->today - START_AHEAD_DAYS ||
        st->s->start_day > st->today + START_AHEAD_DAYS)
        return refuse(INVALID, T_ONBOARDING_BAD_START);
    if (utf8_length(st->s->class_name) > CLASS_NAME_MAX)
        return refuse(TOO_LARGE, T_ONBOARDING_LONG_NAME);
    for (size_t i = 0; i < ONBOARDING_CLASS_MOST; i++)
        if (st->s->person_id[i] != 0)
            return OK;
    return refuse(INVALID, T_ONBOARDING_NOBODY);
}

enum status onboarding_start(struct db *db, struct arena *a, const struct actor *who,
                             const struct onboarding_start *s, int64_t *ret_first)
{
    struct starting st = {.db = db, .a = a, .who = who, .s = s, .centre_id = who->centre_id};
    struct onboarding_place_row place;
    const struct zone *zone;
    int64_t first = 0;
    DB_TX(tx, db);

    if (!may(who, PERM_ONBOARDING_LEAD))
        return fail(DENIED, "may not start plans");
    TRY(q_onboarding_centre(db, a, who->centre_id, &place));
    TRY(zone_find(place.zone, &zone));
    st.calendar = calendar_office(zone);
    st.today = zone_day(zone, clock_now());
    TRY(check(&st));
    if (s->class_name.n > 0) {
        st.class_id = id_new();
        TRY(q_onboarding_class_insert(db, st.class_id, who->centre_id, s->class_name, s->start_day,
                                      clock_now(), who->person_id));
    }
    for (size_t i = 0; i < ONBOARDING_CLASS_MOST; i++) {
        int64_t id = 0;

        if (s->person_id[i] == 0)
            continue;
        TRY(start_one(&st, s->person_id[i], s->profile[i] >= 0 ? s->profile[i] : s->common_profile,
                      &id));
        first = first == 0 ? id : first;
    }
    TRY(db_commit(&tx));
    jobs_wake();
    *ret_first = first;
    return OK;
}

/* ---- who could start */

static bool is_chosen(const struct onboarding_search *s, int64_t id)
{
    for (size_t i = 0; i < s->n_chosen; i++)
        if (s->chosen[i] == id)
            return true;
    return false;
}

static bool fits(const struct onboarding_person_row *p, const struct onboarding_search *s,
                 struct str folded)
{
    return (s->team_id == 0 || p->team_id == s->team_id) &&
           (folded.n == 0 || str_find(p->name_fold, folded, &(size_t){0}));
}

/* Those among them that have somebody. */
static void keep_teams(const struct onboarding_person_row_list *people,
                       struct onboarding_team_row_list *teams)
{
    size_t n = 0;

    for (size_t t = 0; t < teams->n; t++)
        for (size_t i = 0; i < people->n; i++)
            if (people->at[i].team_id == teams->at[t].id) {
                teams->at[n++] = teams->at[t];
                break;
            }
    teams->n = n;
}

static void keep_led(const struct actor *who, struct onboarding_person_row_list *people)
{
    size_t n = 0;

    for (size_t i = 0; i < people->n; i++)
        if (people->at[i].id != who->person_id &&
            may_reach(who, PERM_ONBOARDING_LEAD, -1, people->at[i].team_id))
            people->at[n++] = people->at[i];
    people->n = n;
}

enum status onboarding_startable(struct db *db, struct arena *a, const struct actor *who,
                                 const struct onboarding_search *search,
                                 struct onboarding_startable *ret)
{
    struct onboarding_startable s = {0};
    struct onboarding_person_row_list people;
    struct onboarding_place_row place;
    const struct zone *zone;
    struct str folded = utf8_fold(a, search->q.p ? str_trim(search->q) : STR(""));

    if (!may(who, PERM_ONBOARDING_LEAD))
        return fail(DENIED, "may not start plans");
    TRY(q_onboarding_centre(db, a, who->centre_id, &place));
    TRY(zone_find(place.zone, &zone));
    TRY(q_onboarding_startable(db, a, who->centre_id, zone_day(zone, clock_now()), &people));
    TRY(q_onboarding_teams(db, a, who->centre_id, &s.teams));
    keep_led(who, &people);
    keep_teams(&people, &s.teams);
    s.at = arena_array(a, struct onboarding_person_row, people.n + 1);
    for (size_t i = 0; i < people.n; i++)
        if (is_chosen(search, people.at[i].id))
            s.at[s.n++] = people.at[i];
    s.n_chosen = s.n;
    for (size_t i = 0; i < people.n; i++) {
        if (is_chosen(search, people.at[i].id) || !fits(&people.at[i], search, folded))
            continue;
        if (s.n - s.n_chosen < ONBOARDING_SHOWN)
            s.at[s.n++] = people.at[i];
        else
            s.n_more++;
    }
    *ret = s;
    return OK;
}

enum status onboarding_end(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct onboarding_run_row r;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(onboarding_run_for(db, a, who, id, &r));
    if (onboarding_sight(who, &r) != ONBOARDING_SIGHT_LEADER)
        return refuse(DENIED, T_ONBOARDING_LEADER_DOES);
    TRY(q_onboarding_run_end(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_ONBOARDING_IS_OVER);
    TRY(q_onboarding_pair_end(db, id, r.day));
    TRY(audit(db, who, AUDIT_ONBOARDING_CHANGED, id, STR("ended")));
    TRY(announce(db, EVENT_ONBOARDING_CHANGED, id));
    TRY(onboarding_tell_pages(db, a, id));
    return db_commit(&tx);
}
