/* Call trainers sign and take back; the leader on duty lets somebody through for a day.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/duty/duty.h"
#include "features/gate/gate_parts.h"
#include "features/notify/notify.h"

/* ---- who */

bool gate_is_trainer(const struct actor *who)
{
    for (size_t i = 0; may(who, PERM_GATE_ACT) && i < who->n_grants; i++)
        if (who->grants[i].role == ROLE_CALL_TRAINER)
            return true;
    return false;
}

static bool holds_for(const struct actor *who, enum role role, int64_t team_id)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == role &&
            (who->grants[i].team_id == 0 || (team_id != 0 && who->grants[i].team_id == team_id)))
            return true;
    return false;
}

static bool trains(const struct actor *who, int64_t person_id, int64_t team_id)
{
    return may(who, PERM_GATE_ACT) && person_id != who->person_id &&
           holds_for(who, ROLE_CALL_TRAINER, team_id);
}

static bool may_lead_on_duty(const struct actor *who)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == ROLE_MANAGER || who->grants[i].role == ROLE_SUPERVISOR)
            return true;
    return false;
}

static enum status has_the_watch(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct duty_person_list on_duty;
    bool has = false;

    if (may(who, PERM_GATE_ACT) && may_lead_on_duty(who)) {
        TRY(duty_now(db, a, who->centre_id, 0, &on_duty));
        for (size_t i = 0; i < on_duty.n; i++)
            has = has || (on_duty.at[i].person_id == who->person_id && !on_duty.at[i].shadow);
    }
    *ret = has;
    return OK;
}

static bool leads(const struct actor *who, bool has_watch, const struct gate_person *p)
{
    return may(who, PERM_GATE_ACT) && p->person_id != who->person_id &&
           (has_watch || holds_for(who, ROLE_MANAGER, p->team_id));
}

/* ---- looking */

/* Who waits comes first; within, by name. */
static void put_waiting_first(struct arena *a, struct gate_person_list *list)
{
    struct gate_person *sorted = arena_array(a, struct gate_person, list->n);
    size_t n = 0;

    for (int waits = 1; waits >= 0; waits--)
        for (size_t i = 0; i < list->n; i++)
            if (!list->at[i].state.signed_off == (waits == 1))
                sorted[n++] = list->at[i];
    list->at = sorted;
}

enum status gate_people(struct db *db, struct arena *a, const struct actor *who,
                        struct gate_person_list *ret)
{
    struct gate_person_list all, list = {0};
    bool has_watch;

    if (!may(who, PERM_GATE_ACT))
        return fail(DENIED, "neither trains nor leads");
    TRY(has_the_watch(db, a, who, &has_watch));
    TRY(gate_everyone(db, a, who->centre_id, &all));
    list.at = arena_array(a, struct gate_person, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (trains(who, all.at[i].person_id, all.at[i].team_id) ||
            leads(who, has_watch, &all.at[i]))
            list.at[list.n++] = all.at[i];
    put_waiting_first(a, &list);
    *ret = list;
    return OK;
}

/* The person, whom the actor trains or leads. */
static enum status find(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                        struct gate_person *ret, bool *ret_trains, bool *ret_leads)
{
    bool has_watch;

    if (!may(who, PERM_GATE_ACT))
        return fail(DENIED, "neither trains nor leads");
    TRY(gate_state_of(db, a, who->centre_id, person_id, ret));
    if (ret->person_id == 0 || !ret->state.takes_calls ||
        (ret->state.leaves_at != 0 && ret->state.leaves_at <= clock_now()))
        return fail(MISSING, "nobody who takes calls here");
    TRY(has_the_watch(db, a, who, &has_watch));
    *ret_trains = trains(who, ret->person_id, ret->team_id);
    *ret_leads = leads(who, has_watch, ret);
    return *ret_trains || *ret_leads ? OK : fail(MISSING, "neither trains nor leads this person");
}

/* What happened at the gate. */
static enum status read_past(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                             struct gate_look *look)
{
    TRY(q_gate_signs(db, a, person_id, centre_id, &look->signs));
    TRY(q_gate_overrides(db, a, person_id, centre_id, &look->overrides));
    for (size_t i = 0; i < look->signs.n; i++)
        if (look->signs.at[i].taken_back_at == 0)
            look->sign_id = look->signs.at[i].id;
    return OK;
}

enum status gate_mine(struct db *db, struct arena *a, const struct actor *who,
                      struct gate_look *ret)
{
    struct gate_look look = {0};

    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "has nothing to do with the gate");
    TRY(gate_state_of(db, a, who->centre_id, who->person_id, &look.person));
    TRY(read_past(db, a, who->centre_id, who->person_id, &look));
    *ret = look;
    return OK;
}

enum status gate_look(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                      enum lang lang, struct gate_look *ret)
{
    struct gate_look look = {0};

    TRY(find(db, a, who, person_id, &look.person, &look.may_sign, &look.may_override));
    TRY(modules_for(db, a, person_id, who->centre_id, lang, &look.modules));
    TRY(read_past(db, a, who->centre_id, person_id, &look));
    *ret = look;
    return OK;
}

/* ---- signing */

static enum status want_words(struct str words)
{
    if (words.n == 0)
        return refuse(INVALID, T_GATE_NO_WORDS);
    return utf8_length(words) > GATE_TEXT_MAX ? refuse(TOO_LARGE, T_GATE_TOO_LONG) : OK;
}

static enum status find_to_train(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t person_id)
{
    struct gate_person p;
    bool may_train, may_lead;

    TRY(find(db, a, who, person_id, &p, &may_train, &may_lead));
    return may_train ? OK : fail(DENIED, "is not this person's call trainer");
}

enum status gate_sign(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                      struct str words)
{
    int64_t is_new, id = id_new();
    DB_TX(tx, db);

    TRY(find_to_train(db, a, who, person_id));
    TRY(want_words(words));
    TRY(q_gate_sign_insert(db, id, who->centre_id, person_id, who->person_id, words, clock_now(),
                           &is_new));
    if (is_new == 0)
        return refuse(CONFLICT, T_GATE_SIGNED_ALREADY);
    TRY(audit(db, who, AUDIT_GATE_SIGNED, person_id, STR("signed")));
    TRY(gate_settle(db, a, who->centre_id, person_id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status gate_take_back(struct db *db, struct arena *a, const struct actor *who,
                           int64_t person_id, struct str why)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(find_to_train(db, a, who, person_id));
    TRY(want_words(why));
    TRY(q_gate_sign_take_back(db, person_id, who->centre_id, clock_now(), who->person_id, why,
                              &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_GATE_NOT_SIGNED);
    TRY(audit(db, who, AUDIT_GATE_SIGNED, person_id, STR("taken back")));
    TRY(gate_settle(db, a, who->centre_id, person_id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

/* ---- letting through */

enum status gate_let(struct db *db, struct arena *a, const struct actor *who, int64_t person_id,
                     struct str reason)
{
    struct gate_person p;
    int64_t id = id_new(), now = clock_now();
    bool may_train, may_lead;
    DB_TX(tx, db);

    TRY(find(db, a, who, person_id, &p, &may_train, &may_lead));
    if (!may_lead)
        return fail(DENIED, "has neither the watch nor the team");
    TRY(want_words(reason));
    if (p.answer.open)
        return refuse(CONFLICT, T_GATE_OPEN_ANYHOW);
    TRY(q_gate_override_insert(db, id, who->centre_id, person_id, who->person_id, reason, now,
                               now + GATE_OVERRIDE_MS));
    TRY(audit(db, who, AUDIT_GATE_LET, person_id, STR("24 hours")));
    TRY(notify_person(db, a, person_id, NOTICE_ORDINARY, T_NOTICE_GATE_LET, STR("/gate"),
                      arena_printf(a, "gate let %lld", (long long)id)));
    TRY(gate_settle(db, a, who->centre_id, person_id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}
