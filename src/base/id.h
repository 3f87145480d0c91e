/* Identifiers: 63-bit, ordered by time of making, made by us so that both databases agree.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/arena.h"

/* Positive. 41 bits of ms since 2020, 22 bits of counter and randomness; unique in a process,
 * and across processes but for a chance of 1 in 4 million in the same millisecond (the key then says CONFLICT). */
int64_t id_new(void);
/* No id made at this instant or later is smaller. */
int64_t id_at(int64_t ms);

/* A secret for sessions, tokens and codes: n random bytes as URL-safe base64 without padding. */
struct str id_secret(struct arena *a, size_t n_bytes);

#endif
