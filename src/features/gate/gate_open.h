/* Whether somebody may be alone on the phone. Pure: no database, no clock, safe from any thread. What is not known closes.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_OPEN_H
#define GATE_GATE_OPEN_H

#include <stdbool.h>
#include <stdint.h>

struct gate_state {
    bool known;          /* works in the centre that asks */
    bool takes_calls;    /* holds a role that does */
    bool signed_off;     /* by a call trainer, not taken back */
    bool was_before;     /* on the phones before the gate was switched on */
    int64_t leaves_at;   /* works no longer from then on; 0: stays */
    int64_t on_at;       /* the gate holds from then on; 0: it is switched off */
    int64_t grace_until; /* who was_before is let through until then */
    int64_t
        passed_until; /* what was passed of the module on conflicts holds until then; 0: never passed */
    int64_t override_until; /* a leader lets through until then; 0: nobody does */
};

/* Why not, and by what else than module and signature. Order is that of the words. */
#define GATE_REASONS(X)                                                                            \
    X(UNKNOWN, "unknown") /* nobody of that number or line here */                                 \
    X(LEFT, "left")                                                                                \
    X(NO_PHONE_ROLE, "no_phone_role")                                                              \
    X(MODULE_MISSING, "module_missing")                                                            \
    X(MODULE_EXPIRED, "module_expired")                                                            \
    X(NOT_SIGNED, "not_signed")                                                                    \
    X(OFF, "gate_off")      /* let through: it is not switched on */                               \
    X(GRACE, "grace")       /* let through: was on the phones before */                            \
    X(OVERRIDE, "override") /* let through: by the leader on duty */                               \
    X(ERROR, "error")       /* it could not be found out */
enum gate_reason {
#define X(name, word) GATE_##name,
    GATE_REASONS(X)
#undef X
        GATE_REASON_N
};
#define GATE_BIT(reason) (INT64_C(1) << GATE_##reason)
extern const char *const gate_reason_words[];

struct gate_answer {
    bool open;
    int64_t reasons; /* bit per reason */
    int64_t
        until; /* the answer holds until then at most; 0: nothing is known that would change it */
};
struct gate_answer gate_opens(const struct gate_state *s, int64_t now);

#endif
