/* A phone system that plays back what was written down: lines "ms event key=value …", ms counted from the first step. A command
 * sent to it is kept, and the events behind the next line "> command" are told only when that command has come.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_PHONE_TAPE_H
#define SUPPORT_PHONE_TAPE_H

#include "core/phone.h"

#define TAPE_COMMANDS 16
struct phone_tape {
    struct str rest; /* what has not been played */
    int64_t began_ms, seq;
    phone_event_fn *tell;
    void *context;
    struct phone_command sent[TAPE_COMMANDS]; /* in order; their texts are borrowed */
    size_t n_sent, n_passed;
};
/* The tape as an adapter: pass the address of the struct as struct phone *. */
extern const struct phone_ops phone_tape_ops;
void phone_tape_begin(struct phone_tape *t, const char *text, phone_event_fn *tell, void *context);
static inline struct phone *phone_of_tape(struct phone_tape *t)
{
    return (struct phone *)(void *)t;
}

#endif
