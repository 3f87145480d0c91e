/* Who may do what, decided here and nowhere else: roles, permissions, and how far each reaches.
 * The matrix in access.c is printed by `bagvagt check roles` and is what the permission tests walk.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_ACCESS_H
#define CORE_ACCESS_H

#include "db/db.h"
#include "core/text.h"

/* A person may hold several, each for one team or (team 0) for the whole centre. Order is stored: only append. */
#define ROLES(X)                                                                                   \
    X(AGENT, "agent")                                                                              \
    X(SUPERVISOR, "supervisor")                                                                    \
    X(BACKUP_ON_CALL, "backup_on_call")                                                            \
    X(MANAGER, "manager")                                                                          \
    X(MENTOR, "mentor")                                                                            \
    X(CALL_TRAINER, "call_trainer")                                                                \
    X(SAFETY_REP, "safety_rep")                                                                    \
    X(UNION_REP, "union_rep")                                                                      \
    X(ADMIN, "admin")

enum role {
#define X(name, word) ROLE_##name,
    ROLES(X)
#undef X
        ROLE_N
};
struct str role_word(enum role role);
bool role_find(struct str word, enum role *ret);
enum text_key role_text(enum role role);

/* Every route names one. The order is stored, in tokens (api_token.scopes): only append. */
#define PERMISSIONS(X)                                                                             \
    X(PUBLIC, "public")                   /* also without signing in */                            \
    X(SIGNED_IN, "signed_in")             /* own profile, own tokens, sign out */                  \
    X(INCIDENT_LOG, "incident_log")       /* log for oneself or for a colleague of a team */       \
    X(INCIDENT_READ, "incident_read")     /* the event: own; a manager's teams */                  \
    X(INCIDENT_CHANGE, "incident_change") /* add to or correct: own, or what one logged */         \
    X(INCIDENT_TALK, "incident_talk")     /* "I have talked with …" */                           \
    X(TODAY_READ, "today_read")           /* the manager's today page */                           \
    X(NUMBERS_READ, "numbers_read")       /* counts without names, small groups hidden */          \
    X(CALLS_READ, "calls_read")           /* own latest calls */                                   \
    X(CALLS_IMPORT, "calls_import")       /* load call records */                                  \
    X(PEOPLE_MANAGE, "people_manage")     /* people, teams, centres, roles */                      \
    X(SERVER_LOCAL, "server_local")       /* /metrics and the like: never through a session */     \
    X(CARE_READ, "care_read")             /* aftercare: own; a manager's teams; own steps */       \
    X(CARE_ACT, "care_act")               /* ask, answer; end and move steps */                    \
    X(CONDUCT_ASK, "conduct_ask")         /* ask for follow-up with the citizen: own; teams */     \
    X(CONDUCT_READ, "conduct_read")       /* grounds: a manager's teams; own: what came of it */   \
    X(CONDUCT_DECIDE, "conduct_decide")   /* letters and contact restrictions */                   \
    X(CONDUCT_WORDS, "conduct_words")     /* letter templates and terms of the centre */           \
    X(RESTRICTION_CHECK, "restriction_check") /* who takes calls: is this case restricted */       \
    X(CARE_SETUP, "care_setup")               /* aftercare: plan and numbers of the centre */      \
    X(LEARNING_READ, "learning_read")         /* what was learned, without names */                \
    X(HELP, "help")                           /* ask for help and answer, within the centre */     \
    X(HELP_SET, "help_set")                   /* agreed words, how it climbs */                    \
    X(REPORT_READ, "report_read")             /* reports: own; a manager's teams; filed copies */  \
    X(REPORT_WRITE, "report_write")           /* complete and file them: own; teams */             \
    X(REPORT_LIST, "report_list")             /* those of teams */                                 \
    X(HARASSMENT_REPORT,                                                                           \
      "harassment_report")                  /* report it for oneself or a colleague; bring more */ \
    X(HARASSMENT_READ, "harassment_read")   /* own and reported; a manager's teams */              \
    X(HARASSMENT_ACT, "harassment_act")     /* own name; a manager: steps, watch date, end */      \
    X(EVIDENCE_OPEN, "evidence_open")       /* files of evidence: own; a manager's teams */        \
    X(HARASSMENT_LINKS, "harassment_links") /* where platforms take complaints */                  \
    X(RETENTION_READ, "retention_read")     /* how long things are kept, what was taken away */    \
    X(DUTY_READ, "duty_read")               /* who is on duty, own shifts, asking for a swap */    \
    X(DUTY_TAKE, "duty_take")               /* have watches: take one now */                       \
    X(DUTY_PLAN, "duty_plan")               /* the roster: watches of own teams */                 \
    X(WEBHOOKS, "webhooks")                 /* programs elsewhere that are told of events */       \
    X(LIMITS_READ, "limits_read")     /* the limits for what citizens may do, each version */      \
    X(LIMITS_ANSWER, "limits_answer") /* is to know them: the check of understanding */            \
    X(LIMITS_SET, "limits_set")       /* change them: who leads the whole centre */                \
    X(LIMITS_FOLLOW, "limits_follow") /* who has understood, by name: a manager's teams */         \
    X(HEARTBEATS, "heartbeats")       /* what is to report here, and where we report */            \
    X(ASK, "ask")                     /* ask, answer, cards: within the centre */                  \
    X(ASK_SET, "ask_set")             /* how fast a question climbs; cards of others */            \
    X(PRACTICE, "practice")           /* practise hard calls: own tries, nobody else's */          \
    X(CARDS_READ, "cards_read")       /* action cards, the address for 112, planned drills */      \
    X(CARDS_SET, "cards_set")         /* change them; plan drills, also by surprise */             \
    X(CARDS_FOLLOW, "cards_follow")   /* who has read and drilled, by name: a manager's teams */   \
    X(ONBOARDING, "onboarding")       /* a newcomer's plan: own; a mentor's; own part in it */     \
    X(ONBOARDING_LEAD, "onboarding_lead") /* start and change plans: a manager's teams */          \
    X(ONBOARDING_SET, "onboarding_set")   /* the plans of the centre */                            \
    X(MODULES_TAKE, "modules_take") /* read modules, take the check, one's own competences */      \
    X(MODULES_SET, "modules_set")   /* modules, who must; the gate: who leads the whole centre */  \
    X(GATE_ACT, "gate_act")         /* sign as call trainer, let through as leader on duty */      \
    X(ELIGIBILITY_READ, "eligibility_read") /* who may be alone on the phone: phone systems */     \
    X(PRACTICE_EDIT, "practice_edit")       /* write scenarios for the centre */                   \
    X(PULSE_READ, "pulse_read")             /* the pulse by groups, without names */               \
    X(PULSE_SET, "pulse_set") /* its questions: who leads the whole centre, runs the system */     \
    X(CALL_LISTENING, "call_listening") /* sessions: own; a trainer's teams; a leader: held */     \
    X(EXPERIENCE, "experience") /* the own experience log; as a mentor what newcomers let see */   \
    X(FOLLOW_UP, "follow_up")   /* the own class's five-hour day; who trains and leads: make it */ \
    X(COACHING, "coaching")     /* practice forms: own; a manager's teams: were held */            \
    X(COACHING_TRAIN, "coaching_train") /* train: forms with own teams, calibration */

enum permission {
#define X(name, word) PERM_##name,
    PERMISSIONS(X)
#undef X
        PERM_N
};
struct str permission_word(enum permission p);

/* How far a permission reaches for a role. */
enum reach { REACH_NONE, REACH_OWN, REACH_TEAM, REACH_ALL };
enum reach access_reach(enum role role, enum permission p);

struct grant {
    enum role role;
    int64_t team_id; /* 0: the whole centre */
};

/* Who is asking. Made by the session, the API token, or for jobs; lives in the request's arena. */
struct actor {
    int64_t person_id; /* 0: nobody signed in */
    int64_t centre_id;
    int64_t team_id; /* home team; 0: none */
    struct str name;
    enum lang lang;
    const struct grant *grants;
    size_t n_grants;
    uint64_t limited_to; /* bit per permission: an API token's scopes; all ones for a session */
    bool is_system;      /* jobs and the command line: may everything, audited as "system" */
};

/* The actor may do this somewhere. What it may do it to is asked with the functions below. */
bool may(const struct actor *who, enum permission p);
/* To a thing of this person in this team. */
bool may_reach(const struct actor *who, enum permission p, int64_t person_id, int64_t team_id);
/* The teams in which the actor may do this beyond own things. *ret_all: every team of the centre. */
void access_teams(const struct actor *who, enum permission p, struct arena *a, bool *ret_all,
                  int64_t **ret_ids, size_t *ret_n);

/* Loads name, language, teams and roles of a person. MISSING when there is none or they have left. */
CHECKED enum status actor_load(struct db *db, struct arena *a, int64_t person_id,
                               struct actor *ret);
extern const struct actor actor_nobody;
extern const struct actor actor_system;

#endif
