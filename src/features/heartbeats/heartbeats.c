/* Who is to report, reporting, and telling of silence.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define SECRET_BYTES 24
#define STOOD_STILL_MS INT64_C(30000) /* a look that is so late: we could not hear either */
#define SECOND_MS INT64_C(1000)

const char *const heartbeat_kind_words[] = {"thing", "watcher", NULL};

static struct str hashed(struct arena *a, struct str secret)
{
    unsigned char hash[crypto_generichash_BYTES];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.p, secret.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return (struct str){hex, sizeof hash * 2};
}

static enum status may_look(const struct actor *who)
{
    return may(who, PERM_HEARTBEATS) ? OK : fail(DENIED, "may not look after heartbeats");
}

/* ---- looking after them */

enum status heartbeat_owners(struct db *db, struct arena *a, const struct actor *who,
                             struct heartbeat_owner_list *ret)
{
    struct heartbeat_owner_list all;
    struct heartbeat_owner_list list = {0};

    TRY(may_look(who));
    TRY(q_heartbeat_people(db, a, who->centre_id, clock_now() / DAY_MS, &all));
    list.at = arena_array(a, struct heartbeat_owner, all.n);
    for (size_t i = 0; i < all.n; i++) {
        int64_t role = all.at[i].role;

        if (role < 0 || role >= ROLE_N ||
            access_reach((enum role)role, PERM_HEARTBEATS) == REACH_NONE)
            continue;
        if (list.n == 0 || list.at[list.n - 1].id != all.at[i].id)
            list.at[list.n++] = all.at[i];
    }
    *ret = list;
    return OK;
}

static enum status check(struct db *db, struct arena *a, const struct actor *who,
                         const struct heartbeat_entry *e)
{
    struct heartbeat_owner_list owners;

    if (e->name.n == 0 || utf8_length(e->name) > HEARTBEAT_NAME_MAX || e->kind < 0 ||
        e->kind > HEARTBEAT_WATCHER)
        return refuse(INVALID, T_HEARTBEAT_NO_NAME);
    if (e->every_s < HEARTBEAT_EVERY_MIN_S || e->every_s > HEARTBEAT_EVERY_MAX_S ||
        e->grace_s < 0 || e->grace_s > HEARTBEAT_EVERY_MAX_S)
        return refuse(INVALID, T_HEARTBEAT_BAD_TIME);
    TRY(heartbeat_owners(db, a, who, &owners));
    for (size_t i = 0; i < owners.n; i++)
        if (owners.at[i].id == e->owner_id)
            return OK;
    return refuse(INVALID, T_HEARTBEAT_BAD_OWNER);
}

static int64_t due_at(const struct heartbeat *h)
{
    return (h->last_at != 0 ? h->last_at : h->made_at) + (h->every_s + h->grace_s) * SECOND_MS;
}

static enum status look_again(struct db *db, int64_t id, int64_t every_s, int64_t grace_s)
{
    return job_put(db, HEARTBEAT_LOOK, id, STR(""), clock_now() + (every_s + grace_s) * SECOND_MS);
}

enum status heartbeat_add(struct db *db, struct arena *a, const struct actor *who,
                          const struct heartbeat_entry *e, int64_t *ret_id, struct str *ret_secret)
{
    struct heartbeat_list all;
    struct str secret = id_secret(a, SECRET_BYTES);
    int64_t id = id_new();
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(check(db, a, who, e));
    TRY(q_heartbeats_of(db, a, who->centre_id, &all));
    if (all.n >= HEARTBEATS_MOST)
        return refuse(CONFLICT, T_HEARTBEAT_TOO_MANY);
    TRY(q_heartbeat_insert(db, id, who->centre_id, e->name, e->kind, hashed(a, secret), e->every_s,
                           e->grace_s, e->owner_id, e->on_duty, clock_now(), who->person_id));
    TRY(look_again(db, id, e->every_s, e->grace_s));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("added")));
    TRY(db_commit(&tx));
    *ret_id = id;
    *ret_secret = secret;
    return OK;
}

enum status heartbeat_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct heartbeat *ret)
{
    struct heartbeat found;

    TRY(may_look(who));
    TRY(q_heartbeat_one(db, a, id, &found));
    if (found.centre_id != who->centre_id)
        return fail(MISSING, "of another centre");
    *ret = found;
    return OK;
}

enum status heartbeat_renew(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct str *ret_secret)
{
    struct str secret = id_secret(a, SECRET_BYTES);
    struct heartbeat found;
    int64_t changed;
    DB_TX(tx, db);

    TRY(heartbeat_find(db, a, who, id, &found));
    TRY(q_heartbeat_new_token(db, id, hashed(a, secret), &changed));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("new secret")));
    TRY(db_commit(&tx));
    *ret_secret = secret;
    return OK;
}

/* ---- changing */

static enum status tell(struct db *db, struct arena *a, const struct heartbeat *h);

/* What is missed by the new times stays missed; any other has a whole span anew. */
static enum status watch_by(struct db *db, struct arena *a, const struct heartbeat *was,
                            const struct heartbeat *now)
{
    if (now->missed_at != 0)
        return now->owner_id != was->owner_id ? tell(db, a, now) : OK;
    if (was->missed_at != 0)
        TRY(notify_over(db, arena_printf(a, "heartbeat %lld ", (long long)was->id)));
    return due_at(now) > clock_now() ? job_put(db, HEARTBEAT_LOOK, was->id, STR(""), due_at(now))
                                     : look_again(db, was->id, now->every_s, now->grace_s);
}

enum status heartbeat_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             const struct heartbeat_entry *e, bool renew, struct str *ret_secret)
{
    struct str secret = renew ? id_secret(a, SECRET_BYTES) : STR_NONE;
    struct heartbeat_entry entry = *e;
    struct heartbeat was, now;
    int64_t changed;
    DB_TX(tx, db);

    TRY(heartbeat_find(db, a, who, id, &was));
    entry.kind = was.kind;
    TRY(check(db, a, who, &entry));
    now = was;
    now.every_s = entry.every_s;
    now.grace_s = entry.grace_s;
    now.owner_id = entry.owner_id;
    if (due_at(&now) > clock_now())
        now.missed_at = 0;
    TRY(q_heartbeat_put(db, id, entry.name, entry.every_s, entry.grace_s, entry.owner_id,
                        entry.on_duty, now.missed_at));
    if (renew)
        TRY(q_heartbeat_new_token(db, id, hashed(a, secret), &changed));
    TRY(watch_by(db, a, &was, &now));
    if (was.missed_at != 0)
        TRY(live_tell_all(db, was.centre_id, PERM_DUTY_READ, LIVE_DUTY, 0));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id,
              renew ? STR("changed, new secret") : STR("changed")));
    TRY(db_commit(&tx));
    *ret_secret = secret;
    return OK;
}

enum status heartbeat_remove(struct db *db, const struct actor *who, int64_t id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_heartbeat_drop(db, id, who->centre_id, &changed));
    if (changed == 0)
        return fail(MISSING, "no such heartbeat");
    TRY(job_cancel(db, HEARTBEAT_LOOK, id, STR("")));
    TRY(audit(db, who, AUDIT_HEARTBEAT_CHANGED, id, STR("removed")));
    return db_commit(&tx);
}

enum status heartbeats_all(struct db *db, struct arena *a, const struct actor *who,
                           struct heartbeat_list *ret)
{
    TRY(may_look(who));
    return q_heartbeats_of(db, a, who->centre_id, ret);
}

enum status heartbeats_on_duty(struct db *db, struct arena *a, const struct actor *who,
                               struct heartbeat_list *ret)
{
    struct heartbeat_list list;
    size_t n = 0;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_heartbeats_of(db, a, who->centre_id, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].on_duty && list.at[i].missed_at != 0)
            list.at[n++] = list.at[i];
    list.n = n;
    *ret = list;
    return OK;
}

/* ---- hearing */

static struct str page_of(struct arena *a, int64_t id)
{
    return arena_printf(a, "/heartbeats/%lld", (long long)id);
}

static enum status is_back(struct db *db, struct arena *a, const struct heartbeat_token_row *h)
{
    TRY(notify_over(db, arena_printf(a, "heartbeat %lld ", (long long)h->id)));
    TRY(notify_person(
        db, a, h->owner_id, NOTICE_ORDINARY, T_NOTICE_HEARTBEAT_BACK, page_of(a, h->id),
        arena_printf(a, "heartbeat.back %lld %lld", (long long)h->id, (long long)h->missed_at)));
    TRY(audit(db, &actor_system, AUDIT_HEARTBEAT_CHANGED, h->id, STR("back")));
    return look_again(db, h->id, h->every_s, h->grace_s);
}

enum status heartbeat_beat(struct db *db, struct arena *a, enum heartbeat_kind kind,
                           struct str secret)
{
    struct heartbeat_token_row h;
    DB_TX(tx, db);

    TRY(q_heartbeat_by_token(db, a, hashed(a, secret), kind, &h));
    TRY(q_heartbeat_heard(db, h.id, clock_now()));
    if (h.missed_at != 0)
        TRY(is_back(db, a, &h));
    return db_commit(&tx);
}

/* ---- silence */

/* Who looks after it; when they have left, those who run the system. */
static enum status tell(struct db *db, struct arena *a, const struct heartbeat *h)
{
    struct str dedupe =
        arena_printf(a, "heartbeat %lld %lld", (long long)h->id, (long long)clock_now());
    enum text_key key =
        h->kind == HEARTBEAT_WATCHER ? T_NOTICE_WATCHER_MISSED : T_NOTICE_HEARTBEAT_MISSED;
    struct actor owner;
    enum status found = actor_load(db, a, h->owner_id, &owner);

    if (found == OK)
        return notify_person(db, a, h->owner_id, NOTICE_ACUTE, key, page_of(a, h->id), dedupe);
    if (found != MISSING)
        return found;
    return notify_role(db, a, ROLE_ADMIN, 0, h->centre_id, (const int64_t[]){0, 0}, NOTICE_ACUTE,
                       key, page_of(a, h->id), dedupe);
}

/* MISSING: it was removed. */
enum status heartbeat_look(struct db *db, struct arena *a, const struct job *job,
                           int64_t *ret_again_at)
{
    struct heartbeat h;
    int64_t now = clock_now();

    TRY(q_heartbeat_one(db, a, job->object_id, &h));
    int64_t span = (h.every_s + h.grace_s) * SECOND_MS;
    if (h.missed_at != 0)
        return OK; /* looked at again when it is back */
    if (now - job->run_at > STOOD_STILL_MS) {
        *ret_again_at = now + span;
        return OK;
    }
    if (due_at(&h) > now) {
        *ret_again_at = due_at(&h);
        return OK;
    }
    TRY(q_heartbeat_is_missed(db, h.id, now));
    TRY(audit(db, &actor_system, AUDIT_HEARTBEAT_CHANGED, h.id, STR("missed")));
    if (h.on_duty)
        TRY(live_tell_all(db, h.centre_id, PERM_DUTY_READ, LIVE_DUTY, 0));
    return tell(db, a, &h);
}

static enum status plan(struct db *db, struct arena *a)
{
    struct heartbeat_span_row_list all;

    TRY(q_heartbeats_watched(db, a, &all));
    if (all.n == 0)
        return OK;
    db_refresh(db);
    DB_TX(tx, db);
    for (size_t i = 0; i < all.n; i++)
        TRY(look_again(db, all.at[i].id, all.at[i].every_s, all.at[i].grace_s));
    return db_commit(&tx);
}

enum status heartbeats_plan(struct store *store)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    enum status status = plan(db, a);

    db_end(db);
    arena_free(a);
    return status;
}

enum status heartbeats_set_back(struct db *db, int64_t by_ms, int64_t near_at)
{
    (void)near_at;
    return q_heartbeats_set_back(db, by_ms, clock_now() - by_ms);
}
