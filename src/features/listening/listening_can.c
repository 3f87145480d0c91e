/* What is possible in which state, and who sees what: pure, without database and clock.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_parts.h"

const char *const listening_state_words[] = {
#define X(name, word) word,
    LISTENING_STATES(X)
#undef X
        NULL};
const char *const listening_side_words[] = {
#define X(name, word) word,
    LISTENING_SIDES(X)
#undef X
        NULL};
const char *const listening_focus_words[] = {
#define X(name, word) word,
    LISTENING_FOCUSES(X)
#undef X
        NULL};

/* ---- what can be done */

#define DO(name) LISTENING_BIT(LISTENING_DO_##name)

/* Who has asked or been asked says yes; the other one waits. */
static const int64_t by_employee[LISTENING_STATE_N] = {
    [LISTENING_ASKED] = DO(CALL_OFF),
    [LISTENING_PROPOSED] = DO(ACCEPT) | DO(SUGGEST) | DO(DECLINE),
    [LISTENING_SUGGESTED] = DO(SUGGEST) | DO(CALL_OFF),
    [LISTENING_BOOKED] = DO(SUGGEST) | DO(CALL_OFF),
    [LISTENING_RUNNING] = DO(ANNOUNCE) | DO(STOP),
    [LISTENING_HELD] = DO(ANSWER),
};
static const int64_t by_listener[LISTENING_STATE_N] = {
    [LISTENING_ASKED] = DO(TAKE) | DO(CALL_OFF),
    [LISTENING_PROPOSED] = DO(PROPOSE) | DO(CALL_OFF),
    [LISTENING_SUGGESTED] = DO(ACCEPT) | DO(PROPOSE) | DO(CALL_OFF),
    [LISTENING_BOOKED] = DO(PROPOSE) | DO(CALL_OFF) | DO(BEGIN),
    [LISTENING_RUNNING] = DO(ANNOUNCE) | DO(NOTE) | DO(STOP),
    [LISTENING_STOPPED] = DO(NOTE) | DO(FINISH),
};

static bool may_begin(const struct listening_row *r, int64_t now)
{
    return r->accepted_at != 0 && now >= r->starts_at - LISTENING_EARLY_MS &&
           now <= r->starts_at + LISTENING_LATE_MS;
}

int64_t listening_can(const struct listening_row *r, enum listening_part part, int64_t now)
{
    int64_t can = 0;

    if (r->state < 0 || r->state >= LISTENING_STATE_N)
        return 0; /* written by a newer version */
    if (part == LISTENING_AS_EMPLOYEE)
        can = by_employee[r->state];
    else if (part == LISTENING_AS_LISTENER)
        can = by_listener[r->state];
    else if (part == LISTENING_AS_TAKER && r->state == LISTENING_ASKED && r->listener_id == 0)
        can = DO(TAKE);
    if (r->starts_at <= now)
        can &= ~DO(ACCEPT);
    if (!may_begin(r, now))
        can &= ~DO(BEGIN);
    if (r->announced_at != 0)
        can &= ~DO(ANNOUNCE);
    else
        can &= ~(DO(NOTE) | DO(FINISH));
    return can;
}

/* ---- who sees what */

bool listening_holds(const struct actor *who, enum role role, int64_t team_id)
{
    for (size_t i = 0; i < who->n_grants; i++)
        if (who->grants[i].role == role &&
            (who->grants[i].team_id == 0 || (team_id != 0 && who->grants[i].team_id == team_id)))
            return true;
    return false;
}

bool listening_listens(const struct actor *who)
{
    for (size_t i = 0; may(who, PERM_CALL_LISTENING) && i < who->n_grants; i++)
        if (who->grants[i].role == ROLE_MENTOR || who->grants[i].role == ROLE_CALL_TRAINER)
            return true;
    return false;
}

bool listening_leads(const struct actor *who)
{
    for (size_t i = 0; may(who, PERM_CALL_LISTENING) && i < who->n_grants; i++)
        if (who->grants[i].role == ROLE_MANAGER)
            return true;
    return false;
}

bool listening_may_set(const struct actor *who)
{
    return may(who, PERM_CALL_LISTENING) && listening_holds(who, ROLE_MANAGER, 0);
}

bool listening_may_book(const struct actor *who, const struct listening_person_row *p, bool beside,
                        bool asked)
{
    if (!may(who, PERM_CALL_LISTENING) || who->is_system || who->centre_id != p->centre_id ||
        who->person_id == p->id)
        return false;
    return beside || ((p->is_new || asked) && listening_holds(who, ROLE_CALL_TRAINER, p->team_id));
}

static bool was_held(const struct listening_row *r)
{
    return r->announced_at != 0 && (r->state == LISTENING_STOPPED || r->state == LISTENING_HELD);
}

/* Beyond the two: whoever leads, the mentor, and who may take up what was asked. */
static enum listening_sight sight_of_others(const struct actor *who, const struct listening_row *r,
                                            bool beside)
{
    bool trains = listening_holds(who, ROLE_CALL_TRAINER, r->team_id),
         planned = r->state == LISTENING_BOOKED || r->state == LISTENING_RUNNING;

    if (r->state == LISTENING_ASKED && r->listener_id == 0 && (beside || trains))
        return LISTENING_SEES_ASKED;
    if (beside && (planned || was_held(r)))
        return LISTENING_SEES_PLAN;
    if (was_held(r) && listening_holds(who, ROLE_MANAGER, r->team_id))
        return LISTENING_SEES_HELD;
    return LISTENING_SEES_NOTHING;
}

enum listening_sight listening_sight(const struct actor *who, const struct listening_row *r,
                                     bool beside, int64_t today)
{
    if (who->is_system || who->person_id == 0 || !may(who, PERM_CALL_LISTENING) ||
        who->centre_id != r->centre_id)
        return LISTENING_SEES_NOTHING;
    if (who->person_id == r->employee_id)
        return LISTENING_SEES_ALL;
    if (r->employee_left_day != 0 && r->employee_left_day < today)
        return LISTENING_SEES_NOTHING;
    if (who->person_id == r->listener_id && listening_listens(who))
        return LISTENING_SEES_ALL;
    return sight_of_others(who, r, beside);
}
