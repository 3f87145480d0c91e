/* The permission matrix and the questions asked of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/access.h"

#include "base/clock.h"
#include "core_sql.h"

static const char *const role_words[] = {
#define X(name, word) word,
    ROLES(X)
#undef X
};

static const enum text_key role_texts[] = {
#define X(name, word) T_ROLE_##name,
    ROLES(X)
#undef X
};

static const char *const permission_words[] = {
#define X(name, word) word,
    PERMISSIONS(X)
#undef X
};

/* What is not listed is not allowed. An administrator runs the system and sees no incident; a safety representative
 * sees the pattern without names; a manager sees the events of own teams. These lines are never crossed. */
static const enum reach matrix[ROLE_N][PERM_N] = {
    [ROLE_AGENT] = {[PERM_LIMITS_READ] = REACH_ALL,
                    [PERM_LIMITS_ANSWER] = REACH_OWN,
                    [PERM_DUTY_READ] = REACH_ALL,
                    [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                    [PERM_HARASSMENT_READ] = REACH_OWN,
                    [PERM_HARASSMENT_ACT] = REACH_OWN,
                    [PERM_EVIDENCE_OPEN] = REACH_OWN,
                    [PERM_REPORT_READ] = REACH_OWN,
                    [PERM_REPORT_WRITE] = REACH_OWN,
                    [PERM_HELP] = REACH_ALL,
                    [PERM_LEARNING_READ] = REACH_TEAM,
                    [PERM_CONDUCT_ASK] = REACH_OWN,
                    [PERM_CONDUCT_READ] = REACH_OWN,
                    [PERM_RESTRICTION_CHECK] = REACH_ALL,
                    [PERM_CARE_READ] = REACH_OWN,
                    [PERM_CARE_ACT] = REACH_OWN,
                    [PERM_INCIDENT_LOG] = REACH_TEAM,
                    [PERM_INCIDENT_READ] = REACH_OWN,
                    [PERM_INCIDENT_CHANGE] = REACH_OWN,
                    [PERM_CALLS_READ] = REACH_OWN,
                    [PERM_ASK] = REACH_ALL,
                    [PERM_PRACTICE] = REACH_OWN,
                    [PERM_CARDS_READ] = REACH_ALL,
                    [PERM_ONBOARDING] = REACH_OWN,
                    [PERM_MODULES_TAKE] = REACH_ALL,
                    [PERM_CALL_LISTENING] = REACH_OWN,
                    [PERM_EXPERIENCE] = REACH_OWN,
                    [PERM_FOLLOW_UP] = REACH_OWN,
                    [PERM_COACHING] = REACH_OWN},
    [ROLE_SUPERVISOR] = {[PERM_LIMITS_READ] = REACH_ALL,
                         [PERM_LIMITS_ANSWER] = REACH_OWN,
                         [PERM_DUTY_READ] = REACH_ALL,
                         [PERM_DUTY_TAKE] = REACH_ALL,
                         [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                         [PERM_HARASSMENT_READ] = REACH_OWN,
                         [PERM_HARASSMENT_ACT] = REACH_OWN,
                         [PERM_EVIDENCE_OPEN] = REACH_OWN,
                         [PERM_REPORT_READ] = REACH_OWN,
                         [PERM_REPORT_WRITE] = REACH_OWN,
                         [PERM_HELP] = REACH_ALL,
                         [PERM_LEARNING_READ] = REACH_TEAM,
                         [PERM_CONDUCT_ASK] = REACH_OWN,
                         [PERM_CONDUCT_READ] = REACH_OWN,
                         [PERM_RESTRICTION_CHECK] = REACH_ALL,
                         [PERM_CARE_READ] = REACH_OWN,
                         [PERM_CARE_ACT] = REACH_OWN,
                         [PERM_INCIDENT_LOG] = REACH_TEAM,
                         [PERM_INCIDENT_READ] = REACH_OWN,
                         [PERM_INCIDENT_CHANGE] = REACH_OWN,
                         [PERM_CALLS_READ] = REACH_OWN,
                         [PERM_ASK] = REACH_ALL,
                         [PERM_PRACTICE] = REACH_OWN,
                         [PERM_CARDS_READ] = REACH_ALL,
                         [PERM_ONBOARDING] = REACH_OWN,
                         [PERM_MODULES_TAKE] = REACH_ALL,
                         [PERM_GATE_ACT] = REACH_ALL,
                         [PERM_CALL_LISTENING] = REACH_OWN,
                         [PERM_EXPERIENCE] = REACH_OWN,
                         [PERM_FOLLOW_UP] = REACH_OWN,
                         [PERM_COACHING] = REACH_OWN},
    [ROLE_BACKUP_ON_CALL] = {[PERM_LIMITS_READ] = REACH_ALL,
                             [PERM_LIMITS_ANSWER] = REACH_OWN,
                             [PERM_DUTY_READ] = REACH_ALL,
                             [PERM_DUTY_TAKE] = REACH_ALL,
                             [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                             [PERM_HARASSMENT_READ] = REACH_OWN,
                             [PERM_HARASSMENT_ACT] = REACH_OWN,
                             [PERM_EVIDENCE_OPEN] = REACH_OWN,
                             [PERM_REPORT_READ] = REACH_OWN,
                             [PERM_REPORT_WRITE] = REACH_OWN,
                             [PERM_HELP] = REACH_ALL,
                             [PERM_LEARNING_READ] = REACH_TEAM,
                             [PERM_CONDUCT_ASK] = REACH_OWN,
                             [PERM_CONDUCT_READ] = REACH_OWN,
                             [PERM_RESTRICTION_CHECK] = REACH_ALL,
                             [PERM_CARE_READ] = REACH_OWN,
                             [PERM_CARE_ACT] = REACH_OWN,
                             [PERM_INCIDENT_LOG] = REACH_TEAM,
                             [PERM_INCIDENT_READ] = REACH_OWN,
                             [PERM_INCIDENT_CHANGE] = REACH_OWN,
                             [PERM_CALLS_READ] = REACH_OWN,
                             [PERM_ASK] = REACH_ALL,
                             [PERM_PRACTICE] = REACH_OWN,
                             [PERM_CARDS_READ] = REACH_ALL,
                             [PERM_ONBOARDING] = REACH_OWN,
                             [PERM_MODULES_TAKE] = REACH_ALL,
                             [PERM_CALL_LISTENING] = REACH_OWN,
                             [PERM_EXPERIENCE] = REACH_OWN,
                             [PERM_FOLLOW_UP] = REACH_OWN,
                             [PERM_COACHING] = REACH_OWN},
    [ROLE_MANAGER] = {[PERM_HEARTBEATS] = REACH_ALL,
                      [PERM_LIMITS_READ] = REACH_ALL,
                      [PERM_LIMITS_ANSWER] = REACH_OWN,
                      [PERM_LIMITS_SET] = REACH_TEAM,
                      [PERM_LIMITS_FOLLOW] = REACH_TEAM,
                      [PERM_DUTY_READ] = REACH_ALL,
                      [PERM_DUTY_TAKE] = REACH_ALL,
                      [PERM_DUTY_PLAN] = REACH_TEAM,
                      [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                      [PERM_HARASSMENT_READ] = REACH_TEAM,
                      [PERM_HARASSMENT_ACT] = REACH_TEAM,
                      [PERM_EVIDENCE_OPEN] = REACH_TEAM,
                      [PERM_HARASSMENT_LINKS] = REACH_TEAM,
                      [PERM_REPORT_READ] = REACH_TEAM,
                      [PERM_REPORT_WRITE] = REACH_TEAM,
                      [PERM_REPORT_LIST] = REACH_TEAM,
                      [PERM_HELP] = REACH_ALL,
                      [PERM_HELP_SET] = REACH_ALL,
                      [PERM_LEARNING_READ] = REACH_TEAM,
                      [PERM_CARE_SETUP] = REACH_TEAM,
                      [PERM_CONDUCT_ASK] = REACH_TEAM,
                      [PERM_CONDUCT_READ] = REACH_TEAM,
                      [PERM_CONDUCT_DECIDE] = REACH_TEAM,
                      [PERM_CONDUCT_WORDS] = REACH_TEAM,
                      [PERM_RESTRICTION_CHECK] = REACH_ALL,
                      [PERM_CARE_READ] = REACH_TEAM,
                      [PERM_CARE_ACT] = REACH_TEAM,
                      [PERM_INCIDENT_LOG] = REACH_TEAM,
                      [PERM_INCIDENT_READ] = REACH_TEAM,
                      [PERM_INCIDENT_CHANGE] = REACH_OWN,
                      [PERM_INCIDENT_TALK] = REACH_TEAM,
                      [PERM_TODAY_READ] = REACH_TEAM,
                      [PERM_NUMBERS_READ] = REACH_TEAM,
                      [PERM_CALLS_READ] = REACH_OWN,
                      [PERM_ASK] = REACH_ALL,
                      [PERM_ASK_SET] = REACH_TEAM,
                      [PERM_PRACTICE] = REACH_OWN,
                      [PERM_CARDS_READ] = REACH_ALL,
                      [PERM_CARDS_SET] = REACH_ALL,
                      [PERM_CARDS_FOLLOW] = REACH_TEAM,
                      [PERM_ONBOARDING] = REACH_TEAM,
                      [PERM_ONBOARDING_LEAD] = REACH_TEAM,
                      [PERM_ONBOARDING_SET] = REACH_TEAM,
                      [PERM_MODULES_TAKE] = REACH_ALL,
                      [PERM_MODULES_SET] = REACH_TEAM,
                      [PERM_GATE_ACT] = REACH_ALL,
                      [PERM_ELIGIBILITY_READ] = REACH_TEAM,
                      [PERM_PRACTICE_EDIT] = REACH_ALL,
                      [PERM_PULSE_READ] = REACH_TEAM,
                      [PERM_PULSE_SET] = REACH_TEAM,
                      [PERM_CALL_LISTENING] = REACH_TEAM,
                      [PERM_EXPERIENCE] = REACH_OWN,
                      [PERM_FOLLOW_UP] = REACH_TEAM,
                      [PERM_COACHING] = REACH_TEAM},
    [ROLE_MENTOR] = {[PERM_LIMITS_READ] = REACH_ALL,
                     [PERM_LIMITS_ANSWER] = REACH_OWN,
                     [PERM_DUTY_READ] = REACH_ALL,
                     [PERM_DUTY_TAKE] = REACH_ALL,
                     [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                     [PERM_HARASSMENT_READ] = REACH_OWN,
                     [PERM_HARASSMENT_ACT] = REACH_OWN,
                     [PERM_EVIDENCE_OPEN] = REACH_OWN,
                     [PERM_REPORT_READ] = REACH_OWN,
                     [PERM_REPORT_WRITE] = REACH_OWN,
                     [PERM_HELP] = REACH_ALL,
                     [PERM_LEARNING_READ] = REACH_TEAM,
                     [PERM_CONDUCT_ASK] = REACH_OWN,
                     [PERM_CONDUCT_READ] = REACH_OWN,
                     [PERM_RESTRICTION_CHECK] = REACH_ALL,
                     [PERM_CARE_READ] = REACH_OWN,
                     [PERM_CARE_ACT] = REACH_OWN,
                     [PERM_INCIDENT_LOG] = REACH_TEAM,
                     [PERM_INCIDENT_READ] = REACH_OWN,
                     [PERM_INCIDENT_CHANGE] = REACH_OWN,
                     [PERM_CALLS_READ] = REACH_OWN,
                     [PERM_ASK] = REACH_ALL,
                     [PERM_PRACTICE] = REACH_OWN,
                     [PERM_CARDS_READ] = REACH_ALL,
                     [PERM_ONBOARDING] = REACH_OWN,
                     [PERM_MODULES_TAKE] = REACH_ALL,
                     [PERM_CALL_LISTENING] = REACH_OWN,
                     [PERM_EXPERIENCE] = REACH_OWN,
                     [PERM_FOLLOW_UP] = REACH_OWN,
                     [PERM_COACHING] = REACH_OWN,
                     [PERM_COACHING_TRAIN] = REACH_TEAM},
    [ROLE_CALL_TRAINER] = {[PERM_LIMITS_READ] = REACH_ALL,
                           [PERM_LIMITS_ANSWER] = REACH_OWN,
                           [PERM_DUTY_READ] = REACH_ALL,
                           [PERM_HARASSMENT_REPORT] = REACH_TEAM,
                           [PERM_HARASSMENT_READ] = REACH_OWN,
                           [PERM_HARASSMENT_ACT] = REACH_OWN,
                           [PERM_EVIDENCE_OPEN] = REACH_OWN,
                           [PERM_REPORT_READ] = REACH_OWN,
                           [PERM_REPORT_WRITE] = REACH_OWN,
                           [PERM_HELP] = REACH_ALL,
                           [PERM_LEARNING_READ] = REACH_TEAM,
                           [PERM_CONDUCT_ASK] = REACH_OWN,
                           [PERM_CONDUCT_READ] = REACH_OWN,
                           [PERM_RESTRICTION_CHECK] = REACH_ALL,
                           [PERM_CARE_READ] = REACH_OWN,
                           [PERM_CARE_ACT] = REACH_OWN,
                           [PERM_INCIDENT_LOG] = REACH_TEAM,
                           [PERM_INCIDENT_READ] = REACH_OWN,
                           [PERM_INCIDENT_CHANGE] = REACH_OWN,
                           [PERM_CALLS_READ] = REACH_OWN,
                           [PERM_ASK] = REACH_ALL,
                           [PERM_PRACTICE] = REACH_OWN,
                           [PERM_CARDS_READ] = REACH_ALL,
                           [PERM_ONBOARDING] = REACH_OWN,
                           [PERM_MODULES_TAKE] = REACH_ALL,
                           [PERM_GATE_ACT] = REACH_TEAM,
                           [PERM_PRACTICE_EDIT] = REACH_ALL,
                           [PERM_CALL_LISTENING] = REACH_TEAM,
                           [PERM_EXPERIENCE] = REACH_OWN,
                           [PERM_FOLLOW_UP] = REACH_TEAM,
                           [PERM_COACHING] = REACH_OWN,
                           [PERM_COACHING_TRAIN] = REACH_TEAM},
    [ROLE_SAFETY_REP] = {[PERM_LIMITS_READ] = REACH_ALL,
                         [PERM_DUTY_READ] = REACH_ALL,
                         [PERM_REPORT_READ] = REACH_TEAM,
                         [PERM_REPORT_LIST] = REACH_TEAM,
                         [PERM_LEARNING_READ] = REACH_TEAM,
                         [PERM_NUMBERS_READ] = REACH_TEAM,
                         [PERM_CARDS_READ] = REACH_ALL,
                         [PERM_ONBOARDING] = REACH_OWN,
                         [PERM_MODULES_TAKE] = REACH_ALL,
                         [PERM_PULSE_READ] = REACH_TEAM},
    [ROLE_UNION_REP] = {[PERM_LIMITS_READ] = REACH_ALL,
                        [PERM_DUTY_READ] = REACH_ALL,
                        [PERM_LEARNING_READ] = REACH_TEAM,
                        [PERM_NUMBERS_READ] = REACH_TEAM,
                        [PERM_CARDS_READ] = REACH_ALL,
                        [PERM_MODULES_TAKE] = REACH_ALL,
                        [PERM_PULSE_READ] = REACH_TEAM},
    [ROLE_ADMIN] = {[PERM_LIMITS_READ] = REACH_ALL,      [PERM_LIMITS_SET] = REACH_ALL,
                    [PERM_DUTY_READ] = REACH_ALL,        [PERM_DUTY_PLAN] = REACH_ALL,
                    [PERM_RETENTION_READ] = REACH_ALL,   [PERM_HARASSMENT_LINKS] = REACH_ALL,
                    [PERM_CARE_SETUP] = REACH_ALL,       [PERM_CONDUCT_WORDS] = REACH_ALL,
                    [PERM_CALLS_IMPORT] = REACH_ALL,     [PERM_PEOPLE_MANAGE] = REACH_ALL,
                    [PERM_WEBHOOKS] = REACH_ALL,         [PERM_HEARTBEATS] = REACH_ALL,
                    [PERM_CARDS_READ] = REACH_ALL,       [PERM_CARDS_SET] = REACH_ALL,
                    [PERM_ONBOARDING] = REACH_OWN,       [PERM_ONBOARDING_SET] = REACH_ALL,
                    [PERM_MODULES_TAKE] = REACH_ALL,     [PERM_MODULES_SET] = REACH_ALL,
                    [PERM_ELIGIBILITY_READ] = REACH_ALL, [PERM_PULSE_SET] = REACH_ALL},
};

const struct actor actor_nobody = {.lang = LANG_DA};
const struct actor actor_system = {.lang = LANG_EN, .limited_to = UINT64_MAX, .is_system = true};

struct str role_word(enum role role)
{
    return str_of(role_words[role]);
}

bool role_find(struct str word, enum role *ret)
{
    for (int i = 0; i < ROLE_N; i++)
        if (str_eq(word, str_of(role_words[i]))) {
            *ret = (enum role)i;
            return true;
        }
    return false;
}

enum text_key role_text(enum role role)
{
    return role_texts[role];
}

struct str permission_word(enum permission p)
{
    return str_of(permission_words[p]);
}

enum reach access_reach(enum role role, enum permission p)
{
    return matrix[role][p];
}

/* An API token may be limited to some of what its person may. */
static bool in_limits(const struct actor *who, enum permission p)
{
    return (who->limited_to >> p & 1) != 0;
}

bool may(const struct actor *who, enum permission p)
{
    if (p == PERM_PUBLIC || who->is_system)
        return true;
    if (who->person_id == 0 || !in_limits(who, p))
        return false;
    if (p == PERM_SIGNED_IN)
        return true;
    for (size_t i = 0; i < who->n_grants; i++)
        if (matrix[who->grants[i].role][p] != REACH_NONE)
            return true;
    return false;
}

bool may_reach(const struct actor *who, enum permission p, int64_t person_id, int64_t team_id)
{
    if (who->is_system)
        return true;
    if (who->person_id == 0 || !in_limits(who, p))
        return false;
    for (size_t i = 0; i < who->n_grants; i++) {
        const struct grant *g = &who->grants[i];
        switch (matrix[g->role][p]) {
        case REACH_NONE:
            break;
        case REACH_OWN:
            if (person_id == who->person_id)
                return true;
            break;
        case REACH_TEAM:
            if (g->team_id == 0 || (team_id != 0 && g->team_id == team_id) ||
                person_id == who->person_id)
                return true;
            break;
        case REACH_ALL:
            return true;
        }
    }
    return false;
}

void access_teams(const struct actor *who, enum permission p, struct arena *a, bool *ret_all,
                  int64_t **ret_ids, size_t *ret_n)
{
    int64_t *ids = arena_array(a, int64_t, who->n_grants + 1);
    size_t n = 0;
    bool all = who->is_system;

    for (size_t i = 0; i < who->n_grants && in_limits(who, p); i++) {
        const struct grant *g = &who->grants[i];
        enum reach reach = matrix[g->role][p];
        bool known = false;

        if (reach == REACH_ALL || (reach == REACH_TEAM && g->team_id == 0))
            all = true;
        if (reach != REACH_TEAM || g->team_id == 0)
            continue;
        for (size_t k = 0; k < n; k++)
            known = known || ids[k] == g->team_id;
        if (!known)
            ids[n++] = g->team_id;
    }
    *ret_all = all;
    *ret_ids = ids;
    *ret_n = n;
}

enum status actor_load(struct db *db, struct arena *a, int64_t person_id, struct actor *ret)
{
    struct core_person_row person;
    struct core_grant_row_list grants;
    struct actor actor = {.limited_to = UINT64_MAX};
    struct grant *list;

    TRY(q_core_person(db, a, person_id, &person));
    if (person.left_day != 0 && person.left_day < clock_now() / DAY_MS)
        return fail(MISSING, "has left");
    TRY(q_core_grants(db, a, person_id, &grants));
    list = arena_array(a, struct grant, grants.n);
    for (size_t i = 0; i < grants.n; i++) {
        if (grants.at[i].role < 0 || grants.at[i].role >= ROLE_N)
            continue; /* written by a newer version: gives nothing here */
        list[actor.n_grants++] =
            (struct grant){.role = (enum role)grants.at[i].role, .team_id = grants.at[i].team_id};
    }
    actor.grants = list;
    actor.person_id = person_id;
    actor.centre_id = person.centre_id;
    actor.team_id = person.team_id;
    actor.name = person.name;
    if (!lang_find(person.lang, &actor.lang))
        actor.lang = LANG_DA;
    *ret = actor;
    return OK;
}
