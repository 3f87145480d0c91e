/* Checking who somebody is, and keeping count of wrong tries.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/sign_in.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/live.h"
#include "features/people/password.h"
#include "features/people/people_internal.h"
#include "people_personal_sql.h"

static int64_t lock_ms(int64_t failed_n)
{
    int64_t ms = SIGN_IN_LOCK_MS;

    for (int64_t n = SIGN_IN_FREE_TRIES; n < failed_n && ms < SIGN_IN_LOCK_MAX_MS; n++)
        ms *= 2;
    return ms < SIGN_IN_LOCK_MAX_MS ? ms : SIGN_IN_LOCK_MAX_MS;
}

static bool has_left(const struct sign_in_person *p)
{
    const struct zone *zone;

    if (p->left_day == 0)
        return false;
    if (zone_find(p->zone, &zone) != OK)
        return true;
    return zone_day(zone, clock_now()) > p->left_day;
}

/* Why is for the audit alone; the user always reads the same words. A try while the account is
 * closed does not count, or anybody could keep it closed for ever. */
static enum status refuse_sign_in(struct db *db, struct arena *a, const struct sign_in_person *p,
                                  const char *why, bool counts, struct str remote)
{
    struct people_count failed = {0};
    DB_TX(tx, db);

    address_failed(remote);
    if (counts) {
        TRY(q_sign_in_failed(db, a, p->id, &failed));
        if (failed.n >= SIGN_IN_FREE_TRIES)
            TRY(q_sign_in_lock(db, p->id, clock_now() + lock_ms(failed.n)));
    }
    TRY(q_sign_in_try_insert(db, id_new(), clock_now(), p->id, remote.p ? remote : STR("")));
    TRY(audit(db, &actor_nobody, AUDIT_SIGN_IN_REFUSED, p->id, str_of(why)));
    TRY(db_commit(&tx));
    return refuse(DENIED, T_SIGN_IN_WRONG);
}

static enum status welcome(struct db *db, int64_t person_id, struct str how)
{
    struct actor self = {.person_id = person_id};
    int64_t n;
    DB_TX(tx, db);

    TRY(q_sign_in_clear(db, person_id, &n));
    TRY(audit(db, &self, AUDIT_SIGNED_IN, person_id, how));
    return db_commit(&tx);
}

/* Unknown logins give a person without id and password. */
static enum status find_person(struct db *db, struct arena *a, struct str login,
                               struct sign_in_person *ret)
{
    enum status found = q_sign_in_person(db, a, login_clean(a, login), ret);

    if (found != MISSING)
        return found;
    *ret = (struct sign_in_person){.id = 0};
    return OK;
}

static bool is_locked(const struct sign_in_person *p)
{
    return p->locked_until > clock_now();
}

/* What speaks against this person whatever they know; NULL: nothing. */
static const char *obstacle(const struct sign_in_person *p)
{
    if (p->id == 0)
        return "unknown login";
    if (is_locked(p))
        return "closed for now";
    if (has_left(p))
        return "has left";
    return NULL;
}

enum status sign_in(struct db *db, struct arena *a, struct str login, struct str password,
                    struct str remote, int64_t *ret_person_id)
{
    struct sign_in_person p;
    const char *why;
    bool fits;

    TRY(address_check(remote));
    TRY(find_person(db, a, login, &p));
    db_refresh(db); /* no snapshot is held while the hash takes its time */
    TRY(password_verify(a, p.password, password, &fits));
    why = obstacle(&p);
    if (why != NULL)
        return refuse_sign_in(db, a, &p, why, false, remote);
    if (!fits)
        return refuse_sign_in(db, a, &p, p.password.p ? "wrong password" : "has no password", true,
                              remote);
    TRY(welcome(db, p.id, STR("password")));
    *ret_person_id = p.id;
    return OK;
}

/* ---- one-time codes: setting "sign_in_code:<person>" = "<hash> <ends_at>" */

static struct str code_name(struct arena *a, int64_t person_id)
{
    return arena_printf(a, "sign_in_code:%lld", (long long)person_id);
}

enum status person_code_make(struct db *db, struct arena *a, const struct actor *who,
                             int64_t person_id, struct str *ret_code)
{
    struct str code = code_make(a), hash = secret_hash(a, code_clean(a, code));
    int64_t now = clock_now(), n;
    struct person p;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(q_people_setting_put(
        db, code_name(a, person_id),
        arena_printf(a, "%.*s %lld", STR_ARG(hash), (long long)(now + SIGN_IN_CODE_MS)), now));
    TRY(q_sign_in_clear(db, person_id, &n)); /* a code also helps who locked themselves out */
    TRY(audit(db, who, AUDIT_PERSON_CHANGED, person_id, STR("one-time code")));
    TRY(db_commit(&tx));
    *ret_code = code;
    return OK;
}

static enum status code_fits(struct db *db, struct arena *a, int64_t person_id, struct str code,
                             struct str *ret_value, bool *ret_fits)
{
    struct people_setting setting;
    struct str rest, hash;
    int64_t ends_at;
    enum status found = q_people_setting(db, a, code_name(a, person_id), &setting);

    *ret_fits = false;
    if (found == MISSING)
        return OK;
    TRY(found);
    rest = setting.value;
    *ret_fits = str_cut(&rest, ' ', &hash) && str_int64(rest, &ends_at) && ends_at > clock_now() &&
                str_eq(hash, secret_hash(a, code_clean(a, code)));
    *ret_value = setting.value;
    return OK;
}

static enum status use_code(struct db *db, struct arena *a, const struct sign_in_person *p,
                            struct str setting, struct str hash)
{
    struct actor self = {.person_id = p->id};
    int64_t n;
    DB_TX(tx, db);

    TRY(q_people_setting_delete(db, code_name(a, p->id), setting, &n));
    if (n == 0) /* the very same code a moment earlier */
        return refuse(DENIED, T_SIGN_IN_CODE_WRONG);
    TRY(q_person_password_set(db, p->id, hash, clock_now(), &n));
    TRY(q_person_sessions_end(db, p->id, &n));
    TRY(live_check(db, p->id));
    TRY(audit(db, &self, AUDIT_PASSWORD_CHANGED, p->id, STR("one-time code")));
    TRY(audit(db, &self, AUDIT_SIGNED_IN, p->id, STR("one-time code")));
    return db_commit(&tx);
}

enum status sign_in_by_code(struct db *db, struct arena *a, struct str login, struct str code,
                            struct str password, struct str remote, int64_t *ret_person_id)
{
    struct sign_in_person p;
    struct str setting, hash;
    const char *why;
    bool fits;

    TRY(address_check(remote));
    TRY(find_person(db, a, login, &p));
    TRY(password_check_new(a, password, login, p.id != 0 ? p.name : STR("")));
    TRY(code_fits(db, a, p.id, code, &setting, &fits));
    db_refresh(db);
    TRY(password_hash(a, password, &hash)); /* also for a wrong code: the time tells nothing */
    why = obstacle(&p);
    if (why == NULL && !fits)
        why = "wrong code";
    if (why != NULL) {
        enum status status =
            refuse_sign_in(db, a, &p, why, p.id != 0 && obstacle(&p) == NULL, remote);
        return status == DENIED ? refuse(DENIED, T_SIGN_IN_CODE_WRONG) : status;
    }
    TRY(use_code(db, a, &p, setting, hash));
    *ret_person_id = p.id;
    return OK;
}

/* ---- passwords of oneself and of others */

enum status password_change(struct db *db, struct arena *a, const struct actor *who, struct str old,
                            struct str password, struct str remote)
{
    struct sign_in_person p;
    struct person person;
    struct str hash;
    int64_t n;
    bool fits;

    TRY(address_check(remote));
    TRY(q_sign_in_person_by_id(db, a, who->person_id, &p));
    TRY(q_person_by_id(db, a, who->person_id, &person));
    TRY(password_check_new(a, password, person.login, person.name));
    db_refresh(db);
    TRY(password_verify(a, p.password, old, &fits));
    if (!fits || is_locked(&p)) {
        enum status status =
            refuse_sign_in(db, a, &p, "wrong old password", !is_locked(&p), remote);
        return status == DENIED ? refuse(DENIED, T_PASSWORD_OLD_WRONG) : status;
    }
    TRY(password_hash(a, password, &hash));

    DB_TX(tx, db);
    TRY(q_person_password_set(db, who->person_id, hash, clock_now(), &n));
    TRY(q_person_sessions_end(db, who->person_id, &n));
    TRY(live_check(db, who->person_id));
    TRY(audit(db, who, AUDIT_PASSWORD_CHANGED, who->person_id, STR("by themselves")));
    return db_commit(&tx);
}

enum status person_password_set_by(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t person_id, struct str password)
{
    struct person p;
    struct str hash;
    int64_t n;

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(password_check_new(a, password, p.login, p.name));
    db_refresh(db);
    TRY(password_hash(a, password, &hash));

    DB_TX(tx, db);
    TRY(q_person_password_set(db, person_id, hash, clock_now(), &n));
    TRY(q_person_sessions_end(db, person_id, &n));
    TRY(live_check(db, person_id));
    TRY(audit(db, who, AUDIT_PASSWORD_CHANGED, person_id, STR("by an administrator")));
    return db_commit(&tx);
}

enum status person_unlock(struct db *db, struct arena *a, const struct actor *who,
                          int64_t person_id)
{
    struct person p;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(q_sign_in_clear(db, person_id, &n));
    TRY(audit(db, who, AUDIT_PERSON_CHANGED, person_id, STR("unlocked")));
    return db_commit(&tx);
}

enum status person_end_sessions(struct db *db, struct arena *a, const struct actor *who,
                                int64_t person_id, int64_t *ret_n)
{
    struct person p;
    int64_t n;
    DB_TX(tx, db);

    TRY(people_may(who));
    TRY(q_person_by_id(db, a, person_id, &p));
    TRY(q_person_sessions_end(db, person_id, &n));
    TRY(live_check(db, person_id));
    TRY(audit(db, who, AUDIT_SIGNED_OUT_EVERYWHERE, person_id, STR("by an administrator")));
    TRY(db_commit(&tx));
    *ret_n = n;
    return OK;
}

enum status sign_out_note(struct db *db, const struct actor *who, bool everywhere)
{
    DB_TX(tx, db);

    TRY(audit(db, who, everywhere ? AUDIT_SIGNED_OUT_EVERYWHERE : AUDIT_SIGNED_OUT, who->person_id,
              STR("")));
    return db_commit(&tx);
}

/* ---- demo */

enum status demo_people(struct db *db, struct arena *a, struct demo_person ret[DEMO_N])
{
    static const enum role roles[DEMO_N] = {
        [DEMO_EMPLOYEE] = ROLE_AGENT,        [DEMO_NEWCOMER] = ROLE_AGENT,
        [DEMO_MANAGER] = ROLE_MANAGER,       [DEMO_SUPERVISOR] = ROLE_SUPERVISOR,
        [DEMO_MENTOR] = ROLE_MENTOR,         [DEMO_CALL_TRAINER] = ROLE_CALL_TRAINER,
        [DEMO_SAFETY_REP] = ROLE_SAFETY_REP, [DEMO_UNION_REP] = ROLE_UNION_REP,
        [DEMO_ADMIN] = ROLE_ADMIN,
    };
    int64_t today = people_today();
    struct demo_person newcomer = {0};
    enum status found = q_demo_newcomer(db, a, ROLE_AGENT, today, &newcomer);

    if (found != MISSING)
        TRY(found);
    for (int i = 0; i < DEMO_N; i++) {
        struct demo_person p = {0};

        found = q_demo_person_by_role(db, a, roles[i], today, newcomer.id, &p);
        if (found != MISSING)
            TRY(found);
        ret[i] = i == DEMO_NEWCOMER ? newcomer : p;
    }
    return OK;
}

enum status demo_sign_in(struct db *db, struct arena *a, int64_t person_id)
{
    struct people_id found;

    TRY(q_demo_person_allowed(db, a, person_id, &found));
    return welcome(db, person_id, STR("demo"));
}
