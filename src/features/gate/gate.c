/* Reading the rows, asking the pure gate, and telling when its answer changes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/live.h"
#include "features/gate/gate_parts.h"
#include "features/notify/notify.h"

/* ---- from rows to the state */

/* Managers among them only when they hold such a role as well. */
static bool takes_calls(struct str roles)
{
    struct str word;
    int64_t role;

    while (str_cut(&roles, ',', &word))
        if (str_int64(word, &role) && role >= 0 && role < ROLE_N && role != ROLE_MANAGER &&
            access_reach((enum role)role, PERM_CALLS_READ) != REACH_NONE)
            return true;
    return false;
}

static enum status person_of(const struct gate_state_row *r, int64_t now, struct gate_person *ret)
{
    const struct zone *zone;

    TRY(zone_find(r->zone, &zone));
    *ret = (struct gate_person){
        .person_id = r->person_id,
        .team_id = r->team_id,
        .name = r->name,
        .team = r->team_name,
        .state = {.known = true,
                  .takes_calls = takes_calls(r->roles),
                  .signed_off = r->signed_id != 0,
                  .was_before = r->begun_day != 0 && r->on_at != 0 &&
                                zone_day_start(zone, (int32_t)r->begun_day) < r->on_at,
                  .leaves_at =
                      r->left_day != 0 ? zone_day_start(zone, (int32_t)r->left_day + 1) : 0,
                  .on_at = r->on_at,
                  .grace_until = r->grace_until,
                  .passed_until = r->passed_until,
                  .override_until = r->override_until}};
    ret->answer = gate_opens(&ret->state, now);
    return OK;
}

enum status gate_state_of(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                          struct gate_person *ret)
{
    int64_t now = clock_now();
    struct gate_state_row row;
    enum status found = q_gate_state(db, a, person_id, centre_id, now, &row);

    if (found == MISSING) {
        *ret = (struct gate_person){.answer = {.reasons = GATE_BIT(UNKNOWN)}};
        return OK;
    }
    TRY(found);
    return person_of(&row, now, ret);
}

enum status gate_everyone(struct db *db, struct arena *a, int64_t centre_id,
                          struct gate_person_list *ret)
{
    int64_t now = clock_now();
    struct gate_state_row_list rows;
    struct gate_person_list list = {0};

    TRY(q_gate_states(db, a, centre_id, now, now / DAY_MS - 1, &rows));
    list.at = arena_array(a, struct gate_person, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        TRY(person_of(&rows.at[i], now, &list.at[list.n]));
        list.n += list.at[list.n].state.takes_calls;
    }
    *ret = list;
    return OK;
}

/* ---- what the phone system asks */

static struct gate_eligible told(const struct gate_person *p, struct str line)
{
    return (struct gate_eligible){
        .person_id = p->person_id,
        .line = line,
        .eligible = p->answer.open,
        .until_at = p->answer.open && p->answer.until < MODULE_FOREVER ? p->answer.until : 0,
        .reasons = p->answer.reasons};
}

/* 0: nobody, or more than one. */
static enum status whose_line(struct db *db, struct arena *a, int64_t centre_id, struct str line,
                              int64_t *ret)
{
    struct gate_zone_row centre;
    struct gate_line_row_list rows;
    const struct zone *zone;

    TRY(q_gate_zone(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(q_gate_line(db, a, centre_id, utf8_fold(a, line), zone_day(zone, clock_now()), &rows));
    *ret = rows.n == 1 ? rows.at[0].person_id : 0;
    return OK;
}

static enum status tell_all(struct db *db, struct arena *a, const struct actor *who,
                            struct gate_eligible **ret, size_t *ret_n)
{
    struct gate_person_list all;
    struct gate_eligible *at;
    size_t n = 0;

    TRY(gate_everyone(db, a, who->centre_id, &all));
    at = arena_array(a, struct gate_eligible, all.n);
    for (size_t i = 0; i < all.n; i++)
        if (may_reach(who, PERM_ELIGIBILITY_READ, all.at[i].person_id, all.at[i].team_id))
            at[n++] = told(&all.at[i], STR_NONE);
    *ret = at;
    *ret_n = n;
    return OK;
}

enum status gate_eligible(struct db *db, struct arena *a, const struct actor *who,
                          const struct gate_ask *ask, struct gate_eligible **ret, size_t *ret_n)
{
    struct gate_person person = {.answer = {.reasons = GATE_BIT(UNKNOWN)}};
    int64_t id = ask->person_id;

    if (!may(who, PERM_ELIGIBILITY_READ))
        return fail(DENIED, "may not ask who is eligible");
    if (id == 0 && ask->line.n == 0)
        return tell_all(db, a, who, ret, ret_n);
    if (id == 0)
        TRY(whose_line(db, a, who->centre_id, ask->line, &id));
    if (id != 0)
        TRY(gate_state_of(db, a, who->centre_id, id, &person));
    if (person.person_id == 0 ||
        !may_reach(who, PERM_ELIGIBILITY_READ, person.person_id, person.team_id))
        person = (struct gate_person){.answer = {.reasons = GATE_BIT(UNKNOWN)}};
    *ret = arena_make(a, struct gate_eligible);
    **ret = told(&person, ask->line);
    *ret_n = 1;
    return OK;
}

/* ---- telling */

#define GATE_TURN STR("turn") /* the job of the next time at which the answer changes by itself */

static enum status tell_change(struct db *db, struct arena *a, const struct gate_person *p,
                               bool first)
{
    int64_t now = clock_now();

    TRY(q_gate_told_put(db, p->person_id, p->answer.open, now));
    TRY(live_tell(db, p->person_id, LIVE_GATE, p->person_id));
    TRY(announce(db, EVENT_GATE_CHANGED, p->person_id));
    if (p->state.leaves_at != 0 && p->state.leaves_at <= now)
        return OK; /* has nothing to read any more */
    if (first && (p->answer.open || p->state.on_at == 0))
        return OK;
    return notify_person(db, a, p->person_id, NOTICE_ORDINARY,
                         p->answer.open ? T_NOTICE_GATE_OPEN : T_NOTICE_GATE_SHUT, STR("/gate"),
                         arena_printf(a, "gate %lld %lld %d", (long long)p->person_id,
                                      (long long)now, p->answer.open));
}

static enum status settle(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                          int64_t *ret_next)
{
    struct gate_person p;
    struct gate_told_row was;
    enum status found;

    TRY(gate_state_of(db, a, centre_id, person_id, &p));
    *ret_next = 0;
    if (p.person_id == 0)
        return OK;
    found = q_gate_told(db, a, person_id, &was);
    if (found != OK && found != MISSING)
        return found;
    if (found == MISSING ? p.state.takes_calls && p.state.on_at != 0 : was.open != p.answer.open)
        TRY(tell_change(db, a, &p, found == MISSING));
    *ret_next = p.answer.until < MODULE_FOREVER ? p.answer.until : 0;
    return OK;
}

enum status gate_settle(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id)
{
    int64_t next;

    TRY(settle(db, a, centre_id, person_id, &next));
    return next != 0 ? job_put(db, GATE_LOOK, person_id, GATE_TURN, next) : OK;
}

enum status gate_look_job(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct gate_person_centre_row person;
    int64_t next;

    TRY(q_gate_person_centre(db, a, job->object_id, &person));
    TRY(settle(db, a, person.centre_id, job->object_id, &next));
    if (str_eq(job->detail, GATE_TURN)) /* runs again itself */
        *ret_again_at = next;
    else if (next != 0)
        TRY(job_put(db, GATE_LOOK, job->object_id, GATE_TURN, next));
    return OK;
}

/* Object: whatever has changed. All centres with a gate: people may have come from one to another. */
enum status gate_look_all_job(struct db *db, struct arena *a, const struct job *job,
                              int64_t *ret_again_at)
{
    struct gate_everybody_row_list people;

    (void)job;
    (void)ret_again_at;
    TRY(q_gate_everybody(db, a, 0, &people));
    for (size_t i = 0; i < people.n; i++)
        TRY(job_put(db, GATE_LOOK, people.at[i].id, STR(""), clock_now()));
    return OK;
}
