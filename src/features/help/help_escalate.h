/* How a request for help climbs: state, time and who can be reached in; what to do now and when to look again out. Pure: no
 * database, no clock. While nobody has come and nobody has ended it, there is always a next time, and the last resort comes
 * at the latest at resort_by, whatever the policy says: it never ends in silence.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_ESCALATE_H
#define HELP_HELP_ESCALATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HELP_STEPS_MAX 6
#define HELP_ROUNDS_MAX 3
#define HELP_RESORT_AGAIN_MS 60000 /* the last resort goes out again until somebody answers */

struct help_step {
    int64_t targets, channels; /* bits: enum help_target, enum help_channel (help.h) */
    int64_t wait_ms;           /* until the next one */
};
struct help_policy {
    struct help_step step[HELP_STEPS_MAX];
    size_t n;
    int64_t rounds; /* how often through all steps before the last resort */
    int64_t needed; /* answers wanted; it climbs on until so many are coming */
    int64_t ack_ms; /* who said "I'm coming" must have come by then, or it climbs on */
};

struct help_state {
    int64_t next;        /* step to take next, counted through all rounds */
    int64_t due_at;      /* when */
    int64_t resort_by;   /* the last resort comes at the latest then */
    int64_t resort_at;   /* when it last went out; 0: not yet */
    int64_t answered_at; /* when enough had answered; 0: not enough are coming */
    bool over;           /* help has come, or it was ended by a person */
};

enum help_act {
    HELP_ACT_STEP,   /* call those of the step */
    HELP_ACT_SKIP,   /* nobody of the step can be reached: the next one at once */
    HELP_ACT_RETURN, /* they said that they come and did not: their answers count no more */
    HELP_ACT_RESORT  /* everybody, by everything */
};
struct help_action {
    enum help_act act;
    size_t step;
    int64_t late_ms;
};
struct help_plan {
    struct help_action at[HELP_STEPS_MAX * HELP_ROUNDS_MAX + 2];
    size_t n;
    struct help_state state; /* to be kept */
    int64_t again_at;        /* 0: it is over */
};

/* reached[i]: somebody of step i can be reached now. */
void help_escalate(const struct help_policy *p, const struct help_state *state,
                   const bool reached[HELP_STEPS_MAX], int64_t now, struct help_plan *ret);

#endif
