/* Who is away and who stands in. A first day on which somebody cannot work is a fact for the clock of a work accident.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const care_away_words[] = {
#define X(name, word) word,
    CARE_AWAYS(X)
#undef X
        NULL};

static bool in_reach(const struct actor *who, int64_t person_id, int64_t team_id)
{
    return (who->person_id != 0 && person_id == who->person_id) ||
           may_reach(who, PERM_PEOPLE_MANAGE, person_id, team_id) ||
           may_reach(who, PERM_CARE_ACT, -1, team_id);
}

static enum status find_person(struct db *db, struct arena *a, const struct actor *who,
                               int64_t person_id, struct care_person_row *ret)
{
    TRY(q_care_person(db, a, person_id, ret));
    if (!in_reach(who, person_id, ret->team_id) ||
        (!who->is_system && ret->centre_id != who->centre_id))
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

static enum status check_substitute(struct db *db, struct arena *a, const struct care_absence *e,
                                    int64_t centre_id)
{
    struct care_person_row substitute;

    if (e->substitute_id == 0)
        return OK;
    enum status found = q_care_person(db, a, e->substitute_id, &substitute);
    if (found == MISSING || e->substitute_id == e->person_id ||
        (found == OK && (substitute.centre_id != centre_id || substitute.left_day != 0)))
        return refuse(INVALID, T_AFTERCARE_BAD_SUBSTITUTE);
    return found;
}

static enum status settle(struct db *db, const struct actor *who, int64_t person_id,
                          struct str detail)
{
    TRY(audit(db, who, AUDIT_ABSENCE_CHANGED, person_id, detail));
    TRY(announce(db, EVENT_ABSENCE_CHANGED, person_id));
    return job_put(db, CARE_CHECK, 0, STR(""), clock_now());
}

enum status care_absence(struct db *db, struct arena *a, const struct actor *who,
                         const struct care_absence *e)
{
    struct care_person_row person;
    DB_TX(tx, db);

    TRY(find_person(db, a, who, e->person_id, &person));
    if (e->from_day <= 0 || (e->to_day != 0 && e->to_day < e->from_day) || e->kind < 0 ||
        e->kind >= CARE_AWAY_N)
        return refuse(INVALID, T_AFTERCARE_BAD_ABSENCE);
    TRY(check_substitute(db, a, e, person.centre_id));
    TRY(q_care_absence_put(db, e->person_id, e->from_day, e->to_day, e->substitute_id, e->kind));
    TRY(settle(db, who, e->person_id, str_of(care_away_words[e->kind])));
    return db_commit(&tx);
}

enum status care_absence_remove(struct db *db, struct arena *a, const struct actor *who,
                                int64_t person_id, int64_t from_day)
{
    struct care_person_row person;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(find_person(db, a, who, person_id, &person));
    TRY(q_care_absence_delete(db, person_id, from_day, &changed));
    if (changed == 0)
        return fail(MISSING, "no such absence");
    TRY(settle(db, who, person_id, STR("removed")));
    return db_commit(&tx);
}

enum status care_absence_reach(struct db *db, struct arena *a, const struct actor *who,
                               int64_t person_id)
{
    struct care_person_row person;

    return find_person(db, a, who, person_id, &person);
}

static bool is_there(const struct care_followed_row_list *rows, const struct care_away_span *span,
                     int64_t kind)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].from_day == span->from_day && rows->at[i].to_day == span->to_day &&
            rows->at[i].kind == kind)
            return true;
    return false;
}

static bool is_said(const struct care_away_span *spans, size_t n, int64_t from_day)
{
    for (size_t i = 0; i < n; i++)
        if (spans[i].from_day == from_day)
            return true;
    return false;
}

enum status care_absences_follow(struct db *db, struct arena *a, int64_t person_id, int64_t kind,
                                 const struct care_away_span *spans, size_t n, int64_t from_day)
{
    struct care_followed_row_list rows;
    bool changed = false;

    must(db_in_tx(db));
    TRY(q_care_absences_followed(db, a, person_id, from_day, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (!is_said(spans, n, rows.at[i].from_day)) {
            TRY(q_care_absence_unfollow(db, person_id, rows.at[i].from_day));
            changed = true;
        }
    for (size_t i = 0; i < n; i++)
        if (!is_there(&rows, &spans[i], kind)) {
            TRY(q_care_absence_follow(db, person_id, spans[i].from_day, spans[i].to_day, kind));
            changed = true;
        }
    return changed ? settle(db, &actor_system, person_id, STR("from a calendar")) : OK;
}

enum status care_absences(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, struct care_absent_row_list *ret)
{
    struct care_absent_row_list all, list;

    TRY(q_care_absences_since(db, a, who->centre_id, zone_day(zone, clock_now()), &all));
    list = (struct care_absent_row_list){arena_array(a, struct care_absent_row, all.n), 0};
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < all.n; i++)
            if ((all.at[i].person_id == who->person_id) == (own == 1) &&
                in_reach(who, all.at[i].person_id, all.at[i].team_id))
                list.at[list.n++] = all.at[i];
    *ret = list;
    return OK;
}

enum status care_absence_people(struct db *db, struct arena *a, const struct actor *who,
                                const struct zone *zone, struct care_colleague_row_list *ret,
                                struct care_colleague_row_list *ret_substitutes)
{
    struct care_colleague_team_row_list all;

    TRY(q_care_people(db, a, who->centre_id, zone_day(zone, clock_now()), &all));
    *ret = (struct care_colleague_row_list){arena_array(a, struct care_colleague_row, all.n), 0};
    *ret_substitutes =
        (struct care_colleague_row_list){arena_array(a, struct care_colleague_row, all.n), 0};
    for (size_t i = 0; i < all.n; i++) {
        struct care_colleague_row row = {all.at[i].id, all.at[i].name};
        bool reached = in_reach(who, row.id, all.at[i].team_id);

        if (reached)
            ret->at[ret->n++] = row;
        if (reached || (all.at[i].team_id != 0 && all.at[i].team_id == who->team_id))
            ret_substitutes->at[ret_substitutes->n++] = row;
    }
    return OK;
}

enum status care_first_unable_day(struct db *db, struct arena *a, int64_t person_id,
                                  int64_t from_day, int64_t *ret)
{
    struct care_unable_row row;
    enum status found = q_care_unable_from(db, a, person_id, from_day, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == MISSING ? 0 : row.from_day > from_day ? row.from_day : from_day;
    return OK;
}
