/* Periods that end, people who are forgotten, and holds that keep both waiting.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/personal.h"
#include "core/refuse.h"
#include "core/vault.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_personal.h"

#define NIGHT_HOUR 3
#define NEXT_SHARE_MS 1000

static struct retention_task task_of(const struct retention_rule *rule, int64_t now, bool dry)
{
    int64_t before_at = now - retention_days(rule) * DAY_MS;

    return (struct retention_task){.now = now,
                                   .before_at = before_at,
                                   .before_day = before_at / DAY_MS,
                                   .most = dry ? INT64_C(1) << 40 : RETENTION_AT_ONCE,
                                   .dry = dry,
                                   .data_folder = retention_data_folder()};
}

/* One share of one rule, noted with it. */
static enum status run_share(struct db *db, struct arena *a, const struct retention_rule *rule,
                             int64_t now, int64_t *ret_n)
{
    struct retention_task t = task_of(rule, now, false);

    TRY(rule->run(db, a, &t, ret_n));
    if (*ret_n == 0)
        return OK;
    TRY(q_retention_run_insert(db, id_new(), now, str_of(rule->name), t.before_at, *ret_n));
    return audit(db, &actor_system, AUDIT_RETENTION_RUN, 0, str_of(rule->name));
}

/* What would go is taken away and, by leaving the transaction without commit, given back. */
static enum status run_dry(struct db *db, struct arena *a, const struct retention_rule *rule,
                           int64_t now, int64_t *ret_n)
{
    struct retention_task t = task_of(rule, now, true);
    DB_TX(tx, db);

    return rule->run(db, a, &t, ret_n);
}

static enum status run_one(struct db *db, struct arena *a, const struct retention_rule *rule,
                           int64_t now, int64_t *ret_n)
{
    DB_TX(tx, db);

    TRY(run_share(db, a, rule, now, ret_n));
    return db_commit(&tx);
}

static enum status run_rule(struct db *db, struct arena *a, bool dry, struct retention_result *r)
{
    int64_t now = clock_now(), n = RETENTION_AT_ONCE;

    if (dry)
        return run_dry(db, a, r->rule, now, &r->n);
    while (n >= RETENTION_AT_ONCE) {
        struct arena_mark mark = arena_mark(a);

        TRY(run_one(db, a, r->rule, now, &n));
        r->n += n;
        arena_rewind(a, mark);
    }
    return OK;
}

static struct retention_results rules_listed(struct arena *a)
{
    struct retention_results list = {.n = 0};
    size_t n = 0;

    for (size_t t = 0; all_retention[t]; t++)
        for (const struct retention_rule *r = all_retention[t]; r->name; r++)
            n++;
    list.at = arena_array(a, struct retention_result, n);
    for (size_t t = 0; all_retention[t]; t++)
        for (const struct retention_rule *r = all_retention[t]; r->name; r++)
            list.at[list.n++] =
                (struct retention_result){.rule = r,
                                          .days = retention_days(r),
                                          .before_at = clock_now() - retention_days(r) * DAY_MS};
    return list;
}

enum status retention_run_all(struct store *store, struct arena *a, bool dry,
                              struct retention_results *ret)
{
    struct retention_results list = rules_listed(a);
    struct db *db = db_start(store, a);
    enum status status = OK;

    for (size_t i = 0; i < list.n && status == OK; i++) {
        status = run_rule(db, a, dry, &list.at[i]);
        db_refresh(db);
    }
    db_end(db);
    *ret = list;
    return status;
}

/* ---- the nightly job */

static enum status next_night(struct db *db, struct arena *a, int64_t *ret)
{
    struct privacy_zone_row centre;
    const struct zone *zone;
    enum status found = q_privacy_zone(db, a, &centre);

    if (found != OK && found != MISSING)
        return found;
    TRY(zone_find(found == OK ? centre.zone : STR("Europe/Copenhagen"), &zone));
    struct local_time t = day_date(zone_day(zone, clock_now()) + 1);
    t.hour = NIGHT_HOUR;
    *ret = zone_utc(zone, t);
    return OK;
}

/* A share of every rule; soon again while any of them has more. */
enum status retention_nightly(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    bool more = false;

    (void)job;
    for (size_t t = 0; all_retention[t]; t++)
        for (const struct retention_rule *r = all_retention[t]; r->name; r++) {
            int64_t n;

            TRY(run_share(db, a, r, clock_now(), &n));
            more = more || n >= RETENTION_AT_ONCE;
        }
    if (more)
        *ret_again_at = clock_now() + NEXT_SHARE_MS;
    else
        TRY(next_night(db, a, ret_again_at));
    return OK;
}

static enum status plan(struct db *db, struct arena *a)
{
    int64_t at;
    DB_TX(tx, db);

    TRY(next_night(db, a, &at));
    TRY(job_put(db, RETENTION_JOB, 0, STR(""), at));
    return db_commit(&tx);
}

enum status retention_plan(struct store *store)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct retention_planned_row job;
    enum status status = q_retention_planned(db, a, &job);

    db_refresh(db);
    if (status == MISSING)
        status = plan(db, a);
    db_end(db);
    arena_free(a);
    return status;
}

enum status retention_report(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                             struct retention_report *ret)
{
    struct retention_total_row_list totals;

    if (!may(who, PERM_RETENTION_READ))
        return fail(DENIED, "may not see what was taken away");
    ret->rules = rules_listed(a);
    TRY(q_retention_totals(db, a, &totals));
    for (size_t i = 0; i < ret->rules.n; i++)
        for (size_t t = 0; t < totals.n; t++)
            if (str_eq(totals.at[t].rule, str_of(ret->rules.at[i].rule->name)))
                ret->rules.at[i].n = totals.at[t].n;
    return q_retention_runs(db, a, limit, &ret->runs);
}

/* ---- people */

static enum status refuse_when(enum status found, enum text_key why)
{
    if (found == OK)
        return refuse(CONFLICT, why);
    return found == MISSING ? OK : found;
}

static enum status forget(struct db *db, struct arena *a, const struct actor *who,
                          int64_t person_id)
{
    struct hold_row hold;
    struct privacy_duty_row duty;

    TRY(refuse_when(q_hold_open(db, a, person_id, &hold), T_PERSONAL_HELD));
    TRY(refuse_when(q_privacy_duty_open(db, a, person_id, &duty), T_PERSONAL_DUTY_OPEN));
    for (size_t t = 0; all_personal[t]; t++)
        for (const struct personal *p = all_personal[t]; p->name; p++)
            if (p->forget)
                TRY(p->forget(db, a, person_id));
    TRY(vault_forget(db, who, person_id));
    return audit(db, who, AUDIT_PERSON_FORGOTTEN, person_id, STR(""));
}

enum status privacy_forget(struct db *db, struct arena *a, const struct actor *who,
                           int64_t person_id)
{
    struct privacy_person_row person;
    DB_TX(tx, db);

    if (!who->is_system)
        return fail(DENIED, "only by the command line and by time");
    TRY(q_privacy_person(db, a, person_id, &person));
    if (person.left_day == 0 || person.left_day >= clock_now() / DAY_MS)
        return refuse(CONFLICT, T_PERSONAL_NOT_LEFT);
    TRY(forget(db, a, who, person_id));
    return db_commit(&tx);
}

static enum status people_go(struct db *db, struct arena *a, const struct retention_task *t,
                             int64_t *ret_n)
{
    struct retention_person_row_list rows;

    TRY(q_retention_people(db, a, t->before_day, t->most, &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(forget(db, a, &actor_system, rows.at[i].id));
    *ret_n = (int64_t)rows.n;
    return OK;
}

const struct retention_rule privacy_retention[] = {
    {"people_who_left", T_RETENTION_PEOPLE, T_RETENTION_WHY_CLAIMS, 1825, people_go},
    {0},
};

enum status privacy_hold(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                         bool on, struct str reason)
{
    struct hold_row open;
    int64_t n;
    DB_TX(tx, db);

    if (!who->is_system)
        return fail(DENIED, "only by the command line");
    enum status found = q_hold_open(db, a, person_id, &open);
    if (found != OK && found != MISSING)
        return found;
    if (on == (found == OK))
        return OK; /* already so */
    if (on)
        TRY(q_hold_insert(db, id_new(), person_id, reason, clock_now(), who->person_id));
    else
        TRY(q_hold_end(db, person_id, clock_now(), &n));
    TRY(audit(db, who, AUDIT_HOLD_CHANGED, person_id, on ? STR("on") : STR("off")));
    return db_commit(&tx);
}
