/* The only place that reads time or randomness; tests replace both.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* ms since 1970-01-01T00:00Z; frozen or shifted in tests. When somebody sets the wall clock forward, this goes along at once; when
 * they set it back, it runs on as before until whoever keeps due times has moved them (core/set_back.h) and says so. */
int64_t clock_now(void);
int64_t clock_monotonic_us(void); /* for measuring spans; never replaced */

/* By how much the wall clock was set back and clock_now() has not gone along; 0: it was not. Less than CLOCK_STEP_MS is gone along
 * with at once. */
#define CLOCK_STEP_MS INT64_C(3000)
int64_t clock_set_back_ms(void);
/* Goes along by so much; a negative span takes that back. */
void clock_go_back(int64_t by_ms);

/* Tests and `serve --clock-at`: from now on clock_now() gives this and stands still until moved. */
void clock_freeze(int64_t at_ms);
void clock_advance(int64_t by_ms);
void clock_release(void);

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS INT64_C(3600000)
#define DAY_MS INT64_C(86400000)

void random_bytes(void *ret, size_t n); /* cryptographic, from the kernel through libsodium */

#endif
