/* What a person may do (roles) and which phone lines are theirs, from one day to another.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/live.h"
#include "features/people/people.h"
#include "features/people/people_internal.h"

/* ---- roles */

enum status person_roles(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                         struct people_role_list *ret)
{
    TRY(people_may(who));
    return q_people_page_roles(db, a, person_id, ret);
}

static enum status check_role(struct db *db, struct arena *a, const struct person *p, int64_t role,
                              int64_t team_id)
{
    struct people_team team;

    if (role < 0 || role >= ROLE_N)
        return refuse(INVALID, T_PEOPLE_ROLE_UNKNOWN);
    if (team_id == 0)
        return OK;
    if (role == ROLE_ADMIN) /* an administrator of one team would still see all people */
        return refuse(INVALID, T_PEOPLE_ADMIN_WHOLE_CENTRE);
    TRY(people_known(q_people_team_find(db, a, team_id, people_today(), &team),
                     T_PEOPLE_TEAM_UNKNOWN));
    if (team.centre_id != p->centre_id)
        return refuse(INVALID, T_PEOPLE_TEAM_OTHER_CENTRE);
    return OK;
}

static struct str role_detail(struct arena *a, char sign, int64_t role, int64_t team_id)
{
    return arena_printf(a, "%c%.*s team %lld", sign, STR_ARG(role_word((enum role)role)),
                        (long long)team_id);
}

enum status person_role_give(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, int64_t role, int64_t team_id)
{
    struct person p;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(check_role(db, a, &p, role, team_id));
    TRY(q_person_role_insert(db, person_id, role, team_id, clock_now(), who->person_id, &n));
    if (n > 0) {
        TRY(audit(db, who, AUDIT_ROLES_CHANGED, person_id, role_detail(a, '+', role, team_id)));
        TRY(live_check(db, person_id));
        TRY(announce(db, EVENT_PEOPLE_CHANGED, person_id));
    }
    return db_commit(&tx);
}

enum status person_role_take(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, int64_t role, int64_t team_id)
{
    struct person p;
    struct people_count left;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    if (role < 0 || role >= ROLE_N)
        return refuse(INVALID, T_PEOPLE_ROLE_UNKNOWN);
    TRY(q_person_role_delete(db, person_id, role, team_id, &n));
    if (n == 0)
        return fail(MISSING, "the person has no such role");
    TRY(q_person_role_count(db, a, person_id, ROLE_ADMIN, &left));
    if (role == ROLE_ADMIN && person_id == who->person_id && left.n == 0)
        return refuse(CONFLICT, T_PEOPLE_OWN_LAST_ADMIN);
    TRY(audit(db, who, AUDIT_ROLES_CHANGED, person_id, role_detail(a, '-', role, team_id)));
    TRY(live_check(db, person_id));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, person_id));
    return db_commit(&tx);
}

static bool has_grant(const struct grant *grants, size_t n, int64_t role, int64_t team_id)
{
    for (size_t i = 0; i < n; i++)
        if ((int64_t)grants[i].role == role && grants[i].team_id == team_id)
            return true;
    return false;
}

enum status person_roles_set(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, const struct grant *grants, size_t n,
                             bool *ret_changed)
{
    struct people_role_list old;
    struct grant *had;
    bool changed = false;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_people_page_roles(db, a, person_id, &old));
    had = arena_array(a, struct grant, old.n);
    for (size_t i = 0; i < old.n; i++)
        had[i] = (struct grant){(enum role)old.at[i].role, old.at[i].team_id};
    for (size_t i = 0; i < n; i++)
        if (!has_grant(had, old.n, (int64_t)grants[i].role, grants[i].team_id)) {
            TRY(person_role_give(db, a, who, person_id, (int64_t)grants[i].role,
                                 grants[i].team_id));
            changed = true;
        }
    for (size_t i = 0; i < old.n; i++)
        if (!has_grant(grants, n, old.at[i].role, old.at[i].team_id)) {
            TRY(person_role_take(db, a, who, person_id, old.at[i].role, old.at[i].team_id));
            changed = true;
        }
    TRY(db_commit(&tx));
    if (ret_changed != NULL)
        *ret_changed = changed;
    return OK;
}

/* ---- lines */

struct str line_clean(struct arena *a, struct str line)
{
    return utf8_fold(a, line);
}

enum status person_line_list(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, struct person_line_list *ret)
{
    TRY(people_may(who));
    return q_person_lines(db, a, person_id, ret);
}

static enum status check_period(struct db *db, struct arena *a, int64_t centre_id, struct str line,
                                int64_t from_day, int64_t to_day, int64_t but,
                                struct line_holder *ret_holder)
{
    struct line_holder holder;
    enum status found;

    if (from_day <= 0 || from_day > day_number(2200, 1, 1) || to_day < 0 ||
        to_day > day_number(2200, 1, 1))
        return refuse(INVALID, T_PEOPLE_DAY_BAD);
    if (to_day != 0 && to_day < from_day)
        return refuse(INVALID, T_PEOPLE_LINE_ENDS_BEFORE);
    found = q_person_line_holder(db, a, centre_id, line, from_day, to_day, but, &holder);
    if (found == MISSING)
        return OK;
    TRY(found);
    if (ret_holder != NULL)
        *ret_holder = holder;
    return refuse(CONFLICT, T_PEOPLE_LINE_TAKEN);
}

enum status person_line_add(struct db *db, struct arena *a, const struct actor *who,
                            int64_t person_id, struct str line, int64_t from_day, int64_t to_day,
                            struct line_holder *ret_holder)
{
    struct person p;
    struct str clean;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(people_text(line, PEOPLE_LINE_MAX, T_PEOPLE_LINE_BAD, &clean));
    clean = line_clean(a, clean);
    TRY(check_period(db, a, p.centre_id, clean, from_day, to_day, 0, ret_holder));
    TRY(q_person_line_insert(db, id_new(), p.centre_id, person_id, clean, from_day, to_day));
    TRY(audit(db, who, AUDIT_LINE_CHANGED, person_id, arena_printf(a, "+%.*s", STR_ARG(clean))));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, person_id));
    return db_commit(&tx);
}

enum status person_line_change(struct db *db, struct arena *a, const struct actor *who,
                               int64_t person_id, int64_t line_id, int64_t from_day, int64_t to_day,
                               struct line_holder *ret_holder)
{
    struct person_line line;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_line_by_id(db, a, line_id, person_id, &line));
    TRY(check_period(db, a, line.centre_id, line.line, from_day, to_day, line_id, ret_holder));
    TRY(q_person_line_update(db, line_id, person_id, from_day, to_day, &n));
    TRY(audit(db, who, AUDIT_LINE_CHANGED, person_id,
              arena_printf(a, "%.*s: other days", STR_ARG(line.line))));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, person_id));
    return db_commit(&tx);
}

enum status person_line_remove(struct db *db, struct arena *a, const struct actor *who,
                               int64_t person_id, int64_t line_id)
{
    struct person_line line;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_line_by_id(db, a, line_id, person_id, &line));
    TRY(q_person_line_delete(db, line_id, person_id, &n));
    TRY(audit(db, who, AUDIT_LINE_CHANGED, person_id,
              arena_printf(a, "-%.*s", STR_ARG(line.line))));
    TRY(announce(db, EVENT_PEOPLE_CHANGED, person_id));
    return db_commit(&tx);
}
