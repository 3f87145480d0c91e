/* Who gets which part of an acute call: how the parts stand, who is there and what time it is in; who has them now and when to look
 * again out. Pure: no database, no clock. Nobody has two parts while somebody is free, nobody who is gone has one, and none is
 * without a person while anybody is left.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_DEAL_H
#define CARDS_CARDS_DEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Order is stored: only append. */
#define CARD_ROLES(X)                                                                              \
    X(HOLD, "holds_call")                                                                          \
    X(ALARM, "calls_112")                                                                          \
    X(WRITE, "writes")                                                                             \
    X(DECIDE, "decides")                                                                           \
    X(RELIEVE, "relieves") /* the one on the line, and takes the queue */
enum card_role {
#define X(name, word) CARD_##name,
    CARD_ROLES(X)
#undef X
        CARD_ROLE_N
};

#define CARDS_CONFIRM_MS 10000 /* not confirmed by then: the next one */
#define CARDS_REST_MS                                                                              \
    60000 /* who let a part lapse is not asked again for so long while there are others */
#define CARDS_LOOK_MS 5000      /* how often it is looked whether everybody is still there */
#define CARDS_LOOK_SOON_MS 2000 /* while somebody has too much to do */

struct cards_person {
    int64_t id;
    bool here;      /* at an open desk page */
    bool reachable; /* on watch, with a proved channel */
    bool leads;     /* supervisor or manager */
    bool on_watch;
    bool same_team;    /* as who pressed */
    bool coming;       /* has said so */
    bool busy;         /* has a part in another call, or needs help themselves */
    int64_t lapsed_at; /* let a part of this call lapse; 0: never */
};
struct cards_seat {
    int64_t person_id;              /* 0: nobody */
    int64_t dealt_at, confirmed_at; /* confirmed_at 0: not yet */
};
struct cards_state {
    int64_t presser_id;
    bool relieved; /* the presser does not hold the call any more */
    struct cards_seat seat[CARD_ROLE_N];
};
struct cards_dealt {
    struct cards_seat seat[CARD_ROLE_N]; /* how it stands now */
    bool changed[CARD_ROLE_N];           /* another person than before */
    int64_t lapsed[CARD_ROLE_N];         /* who did not confirm it in time; 0: nobody */
    int64_t gone[CARD_ROLE_N];           /* who had it and is not there any more; 0: nobody */
    int64_t again_at;
};
/* people: everybody who could have a part, the presser among them, in any order. */
void cards_deal(const struct cards_state *state, const struct cards_person *people, size_t n,
                int64_t now, struct cards_dealt *ret);

/* How many parts this person has. */
int cards_parts_of(const struct cards_seat seat[CARD_ROLE_N], int64_t person_id);

#endif
