/* Calls that queue_log has begun and not yet ended: found by call id, kept in the order in which
 * they began.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALL_OPENS_H
#define CALLS_CALL_OPENS_H

#include "features/calls/call_parts.h"

#define CALL_ID_MAX 64

struct call_open {
    char id[CALL_ID_MAX];
    size_t id_n;
    struct call_text queue, line;
    int64_t started_at, wait_ms;
    int64_t answered_at; /* 0: not yet */
    int64_t offset, row; /* of the line that began it */
    bool inbound;
    uint32_t next_same;    /* in the same bucket */
    uint32_t older, newer; /* in order of beginning */
};

/* NULL when this call is not open. Pointers are good until the next call_opens_add. */
struct call_open *call_opens_find(struct call_opens *o, struct str id);
/* The id must fit, must not be open yet, and there must be room. */
struct call_open *call_opens_add(struct call_opens *o, struct str id);
struct call_open *call_opens_oldest(struct call_opens *o); /* NULL: none */
void call_opens_end(struct call_opens *o, struct call_open *c);

#endif
