/* A centre with one person of each role, and one incident that most of them must not see: the
 * canary. Its texts and its person's name are words that stand nowhere else.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PERMISSIONS_ROLES_WORLD_H
#define PERMISSIONS_ROLES_WORLD_H

#include "check.h"
#include "store.h"
#include "web/loopback.h"
#include "web/server.h"

enum {
    NORTH = 11,
    SOUTH = 12,
    VICTIM = 100,
    STRANGER = 101,
    MANAGER_SOUTH = 102,
    SAFETY_ALL = 103,
    LEFT = 104,
    FIRST_ROLE = 200
};
enum { INCIDENT_OF_SOUTH = 5001 };

#define CANARY_NAME "Zafirholm" /* Qvistina Zafirholm, an employee of team North */
#define CANARY_GROUND                                                                              \
    "kanariegrund"               /* why the citizen's contact is restricted: for those who decide */
#define CANARY_TEXT "kanarieord" /* with a number behind it, in every text of her incident */
#define CANARY_NOTE                                                                                \
    "fortroligord" /* in notes of her aftercare: for her and who wrote it; 2: for her alone */
#define CANARY_SIGN                                                                                \
    "underskriftsord" /* with a number behind it: what was written at the gate before the phones */
#define CANARY_LISTEN                                                                              \
    "lytteord" /* with a number behind it: what her mentor heard and wrote, for the two of them */
#define CANARY_OWN                                                                                 \
    "erfaringsord" /* with a number behind it: what she wrote of a difficult call, for herself */
#define CANARY_COACHING                                                                            \
    "oevelsesord" /* 1: between her and her trainer; 2: what one trainer answered in a round */
#define CANARY_EVIDENCE                                                                            \
    "bevisord" /* with a number behind it, in all that was confided of harassment, and its file */

/* Who sends requests. */
struct requester {
    const char *name;
    int64_t person_id; /* 0: nobody */
    uint64_t scopes;   /* not 0: by an API token for these permissions */
};
extern const struct requester requesters[];
extern const size_t requesters_n;

struct roles_world {
    struct store *store;
    struct arena *arena;
    struct server_info info;
    int64_t conduct_id;       /* the canary's follow-up with the citizen */
    int64_t report_id;        /* to the police, a draft */
    int64_t incident_id;      /* the canary's */
    int64_t case_id, step_id; /* the aftercare of it; a step that the manager may end */
    int64_t harassment_id, place_id, file_id, harassment_step_id; /* she is exposed online */
    int64_t photo_id;                                             /* hers, for colleagues */
    int64_t try_id;                                               /* of practice: hers alone */
    struct str folder;                                            /* data folder */
    struct str log;  /* file with all the program logged */
    int64_t talk_id; /* she is new: the talk that her incident brings */
    int64_t coaching_id,
        coaching_question_id; /* between her and her trainer; of the form's draft */
};
struct roles_world *roles_world_start(enum db_kind kind);
void roles_world_end(struct roles_world *w);

/* A browser, or API client, of this requester, and what it may. */
struct loopback roles_browser(struct roles_world *w, const struct requester *who);
struct actor roles_actor(struct roles_world *w, const struct requester *who);
int64_t roles_count(struct roles_world *w, const char *sql);

/* "/incidents/{id}/text" with the ids of things that are there; gone: of things that are not. */
const char *roles_path(struct roles_world *w, const struct route *route, bool gone);
/* The path is about the canary incident itself. */
bool roles_is_about_canary(const struct route *route);
/* The path is about the aftercare of the canary; this person has a step of it. */
bool roles_is_about_care(const struct route *route);
/* The path is about the plan of the canary's person, who is new. */
bool roles_is_about_plan(const struct route *route);
/* The path is about the session in which her mentor listened to her. */
bool roles_is_about_listening(const struct route *route);
bool roles_cares(struct roles_world *w, int64_t person_id);
/* The path is about what she practised, which nobody else ever sees. */
bool roles_is_hers_alone(const struct route *route);
/* The path is about the five-hour day of her class, for who trains or leads North until it is published. */
bool roles_is_about_day(const struct route *route);
/* The path is about what she and her call trainer wrote to each other. */
bool roles_is_coaching(const struct route *route);
/* A body that the form takes (as far as that can be known from its table), as form or JSON. */
const char *roles_body(struct roles_world *w, const struct route *route, bool json);

#endif
