/* What people do with a case: end a step, move it, offer, answer, ask, share; and the employee's own choices.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"

#define ASK_AGAIN_MS (14 * DAY_MS)  /* "later" */
#define WAIT_ANSWER_MS (7 * DAY_MS) /* offered, nothing said yet */
#define ARRANGE_MS (2 * DAY_MS)     /* said yes: somebody must book it */
#define SOONER_MS (2 * HOUR_MS)

bool care_leads(const struct actor *who, enum permission p, const struct care_case_row *k)
{
    return who->person_id != k->person_id && who->centre_id == k->centre_id &&
           may_reach(who, p, -1, k->team_id);
}

bool care_may_act(const struct actor *who, const struct care_case_row *k,
                  const struct care_step_row *s)
{
    if (s->state != CARE_OPEN || who->person_id == k->person_id)
        return false;
    return (may(who, PERM_CARE_ACT) && s->owner_id == who->person_id) ||
           care_leads(who, PERM_CARE_ACT, k);
}

/* The step for somebody who may act on it; MISSING for everybody else, so that nobody learns that it exists. */
static enum status step_for(struct db *db, struct arena *a, const struct actor *who,
                            int64_t step_id, struct care_step_row *s, struct care_case_row *k)
{
    TRY(care_find_step(db, a, step_id, s, k));
    bool owns = s->owner_id != 0 && s->owner_id == who->person_id;
    if (!may(who, PERM_CARE_ACT) ||
        (who->person_id != k->person_id && !owns && !care_leads(who, PERM_CARE_ACT, k)))
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

static enum status settle(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                          struct str detail)
{
    TRY(care_next(db, a, case_id));
    TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, case_id, detail));
    return announce(db, EVENT_AFTERCARE_CHANGED, case_id);
}

enum status care_end(struct db *db, struct arena *a, const struct actor *who, int64_t step_id,
                     enum care_state state, struct str note)
{
    struct care_step_row s;
    struct care_case_row k;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(step_for(db, a, who, step_id, &s, &k));
    bool own = who->person_id == k.person_id;
    if (state <= CARE_OPEN || state >= CARE_STATE_N)
        return refuse(INVALID, T_AFTERCARE_BAD_STATE);
    if (utf8_length(note) > CARE_NOTE_MAX)
        return refuse(TOO_LARGE, T_AFTERCARE_TOO_LONG);
    if (care_is_report(s.kind))
        return refuse(CONFLICT, T_AFTERCARE_NEEDS_RECEIPT);
    if (own && (state != CARE_DECLINED || s.kind == CARE_LEARNING))
        return refuse(DENIED, T_AFTERCARE_NOT_YOURSELF);
    if (!own && care_is_offer(s.kind) && s.answer != CARE_ACCEPTED)
        return refuse(CONFLICT, T_AFTERCARE_ONLY_EMPLOYEE);
    if (s.kind == CARE_LEARNING && state == CARE_DONE)
        TRY(care_learn(db, a, who, &k, note));
    int64_t answer = own && care_is_offer(s.kind) ? CARE_SAID_NO : s.answer;
    TRY(q_care_step_end(db, step_id, state, answer, note.p ? note : STR(""), clock_now(),
                        who->person_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_AFTERCARE_NOT_OPEN);
    TRY(job_cancel(db, CARE_REMIND, step_id, STR("")));
    TRY(care_note_event(db, k.id, step_id, who, CARE_EVENT_ENDED, str_of(care_state_words[state])));
    TRY(settle(db, a, who, k.id, str_of(care_state_words[state])));
    return db_commit(&tx);
}

enum status care_move(struct db *db, struct arena *a, const struct actor *who, int64_t step_id,
                      int64_t due_at, struct str reason)
{
    struct care_step_row s;
    struct care_case_row k;
    DB_TX(tx, db);

    TRY(step_for(db, a, who, step_id, &s, &k));
    if (who->person_id == k.person_id)
        return refuse(DENIED, T_AFTERCARE_NOT_YOURSELF);
    if (s.state != CARE_OPEN)
        return refuse(CONFLICT, T_AFTERCARE_NOT_OPEN);
    if (care_is_report(s.kind))
        return refuse(CONFLICT, T_AFTERCARE_LAW_SAYS_WHEN);
    if (due_at <= clock_now() || due_at > clock_now() + 366 * DAY_MS)
        return refuse(INVALID, T_AFTERCARE_BAD_TIME);
    if (reason.n == 0 || utf8_length(reason) > CARE_NOTE_MAX)
        return refuse(INVALID, T_AFTERCARE_NEEDS_REASON);
    TRY(care_reclock(db, step_id, due_at, (enum care_answer)s.answer));
    TRY(care_note_event(db, k.id, step_id, who, CARE_EVENT_MOVED, reason));
    TRY(settle(db, a, who, k.id, STR("moved")));
    return db_commit(&tx);
}

/* ---- offers */

static enum status answer_as_employee(struct db *db, const struct actor *who,
                                      const struct care_step_row *s, enum care_answer answer)
{
    int64_t changed;

    if (answer != CARE_SAID_NO)
        return care_reclock(
            db, s->id, clock_now() + (answer == CARE_LATER ? ASK_AGAIN_MS : ARRANGE_MS), answer);
    TRY(job_cancel(db, CARE_REMIND, s->id, STR("")));
    return q_care_step_end(db, s->id, CARE_DECLINED, answer, s->note, clock_now(), who->person_id,
                           &changed);
}

enum status care_answer(struct db *db, struct arena *a, const struct actor *who, int64_t step_id,
                        enum care_answer answer)
{
    struct care_step_row s;
    struct care_case_row k;
    DB_TX(tx, db);

    TRY(step_for(db, a, who, step_id, &s, &k));
    bool own = who->person_id == k.person_id;
    if (!care_is_offer(s.kind) || answer <= CARE_NOT_OFFERED || answer >= CARE_ANSWER_N)
        return refuse(INVALID, T_AFTERCARE_NO_OFFER);
    if (s.state == CARE_DONE || s.state == CARE_NOT_NEEDED)
        return refuse(CONFLICT, T_AFTERCARE_NOT_OPEN);
    if (own == (answer ==
                CARE_OFFERED)) /* one does not offer to oneself, and nobody answers for another */
        return refuse(DENIED, T_AFTERCARE_ONLY_EMPLOYEE);
    if (!own && (s.state != CARE_OPEN || s.answer == CARE_ACCEPTED))
        return refuse(CONFLICT, T_AFTERCARE_NOT_OPEN);
    if (own)
        TRY(answer_as_employee(db, who, &s, answer));
    else
        TRY(care_reclock(db, step_id, clock_now() + WAIT_ANSWER_MS, answer));
    TRY(care_note_event(db, k.id, step_id, who, CARE_EVENT_ANSWERED,
                        str_of(care_answer_words[answer])));
    TRY(settle(db, a, who, k.id, STR("answer")));
    return db_commit(&tx);
}

/* ---- asking */

static bool is_talk(int64_t kind)
{
    return kind == CARE_FIRST_CONTACT || kind == CARE_PEER_FIRST_AID ||
           (kind >= CARE_CALL && kind <= CARE_CHECK_IN_90);
}

/* The next talk comes now; when all are over, the manager's call is there again. */
static enum status ask_sooner(struct db *db, struct arena *a, const struct care_case_row *k)
{
    struct care_step_row_list steps;
    const struct care_step_row *next = NULL;
    int64_t soon = clock_now() + SOONER_MS;

    TRY(q_care_steps(db, a, k->id, &steps));
    for (size_t i = 0; i < steps.n; i++)
        if (is_talk(steps.at[i].kind) && steps.at[i].state == CARE_OPEN && !next)
            next = &steps.at[i];
    for (size_t i = 0; i < steps.n && !next; i++)
        if (steps.at[i].kind == CARE_CALL)
            next = &steps.at[i];
    if (!next)
        return OK;
    return next->state == CARE_OPEN && next->due_at < soon
               ? OK
               : care_reclock(db, next->id, soon, CARE_NOT_OFFERED);
}

static enum status ask_psychologist(struct db *db, struct arena *a, const struct care_case_row *k,
                                    const struct zone *zone)
{
    static const struct care_plan_step_row plan = {CARE_PSYCHOLOGIST_OFFER, RULE_WORKING_DAYS, 2, 0,
                                                   1};
    struct care_step_row_list steps;

    for (int again = 0; again < 2; again++) {
        TRY(q_care_steps(db, a, k->id, &steps));
        for (size_t i = 0; i < steps.n; i++)
            if (steps.at[i].kind == CARE_PSYCHOLOGIST_OFFER)
                return care_reclock(db, steps.at[i].id, clock_now() + ARRANGE_MS, CARE_ACCEPTED);
        TRY(care_step_add(db, a, k, zone, &plan, clock_now()));
    }
    return fail(BROKEN, "the step that was added is not there");
}

/* Everything the next step's owner owns in this case goes to the next in line. */
static enum status ask_somebody_else(struct db *db, struct arena *a, const struct care_case_row *k,
                                     const struct zone *zone, const struct actor *who)
{
    struct care_step_row_list steps;
    int64_t owner_id = 0;

    TRY(q_care_steps(db, a, k->id, &steps));
    for (size_t i = 0; i < steps.n; i++) {
        struct care_owner to;

        if (steps.at[i].state != CARE_OPEN || (owner_id != 0 && steps.at[i].owner_id != owner_id))
            continue;
        owner_id = steps.at[i].owner_id;
        TRY(care_owner_up(db, a, k, zone, &steps.at[i], &to));
        if (to.person_id == owner_id)
            TRY(care_owner_instead(db, a, k, zone, &steps.at[i], &to));
        if (to.person_id != 0)
            TRY(care_give(db, a, &steps.at[i], &to, who));
    }
    return OK;
}

enum status care_ask(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                     enum care_ask ask)
{
    struct care_case_row k;
    const struct zone *zone;
    DB_TX(tx, db);

    TRY(q_care_case(db, a, case_id, &k));
    if (k.person_id != who->person_id || !may(who, PERM_CARE_ACT))
        return fail(MISSING, "not the actor's own case");
    TRY(zone_find(k.zone, &zone));
    switch (ask) {
    case CARE_ASK_TALK_SOONER:
        TRY(ask_sooner(db, a, &k));
        break;
    case CARE_ASK_PSYCHOLOGIST:
        TRY(ask_psychologist(db, a, &k, zone));
        break;
    case CARE_ASK_SOMEBODY_ELSE:
        TRY(ask_somebody_else(db, a, &k, zone, who));
        break;
    case CARE_ASK_N:
        return refuse(INVALID, T_AFTERCARE_BAD_STATE);
    }
    TRY(care_note_event(db, case_id, 0, who, CARE_EVENT_ASKED, str_of(care_ask_words[ask])));
    TRY(announce(db, EVENT_AFTERCARE_ASKED, case_id));
    TRY(care_tell_asked(db, a, &k));
    TRY(settle(db, a, who, case_id, STR("asked")));
    return db_commit(&tx);
}

enum status care_share(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                       bool shares)
{
    struct care_case_row k;
    DB_TX(tx, db);

    TRY(q_care_case(db, a, case_id, &k));
    if (k.person_id != who->person_id || !may(who, PERM_CARE_ACT))
        return fail(MISSING, "not the actor's own case");
    TRY(q_care_case_share(db, case_id, shares));
    TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, case_id, shares ? STR("shares") : STR("keeps")));
    return db_commit(&tx);
}

/* ---- the employee's own */

enum status care_supporters_set(struct db *db, struct arena *a, const struct actor *who,
                                const int64_t *ids, size_t n)
{
    DB_TX(tx, db);

    if (!may(who, PERM_CARE_ACT))
        return fail(DENIED, "may not");
    if (n > CARE_SUPPORTERS_MAX)
        return refuse(INVALID, T_AFTERCARE_BAD_SUPPORTER);
    TRY(q_care_supporters_clear(db, who->person_id));
    for (size_t i = 0; i < n; i++) {
        struct care_person_row person;
        enum status found = q_care_person(db, a, ids[i], &person);
        bool twice = false;

        if (found != OK && found != MISSING)
            return found;
        for (size_t m = 0; m < i; m++)
            twice = twice || ids[m] == ids[i];
        if (found == MISSING || twice || ids[i] == who->person_id ||
            person.centre_id != who->centre_id)
            return refuse(INVALID, T_AFTERCARE_BAD_SUPPORTER);
        TRY(q_care_supporter_put(db, who->person_id, (int64_t)i, ids[i]));
    }
    TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, who->person_id, STR("supporters")));
    return db_commit(&tx);
}

enum status care_pause(struct db *db, struct arena *a, const struct actor *who, bool on)
{
    struct care_pause_row pause;
    DB_TX(tx, db);

    if (!may(who, PERM_CARE_ACT))
        return fail(DENIED, "may not");
    enum status found = q_care_pause_open(db, a, who->person_id, &pause);
    if (found != OK && found != MISSING)
        return found;
    if (on == (found == OK))
        return db_commit(&tx); /* already so; a transaction around this one may go on */
    if (on)
        TRY(q_care_pause_start(db, id_new(), who->person_id, clock_now()));
    else
        TRY(q_care_pause_end(db, pause.id, clock_now()));
    TRY(audit(db, who, AUDIT_AFTERCARE_CHANGED, who->person_id, on ? STR("pause") : STR("back")));
    return db_commit(&tx);
}
