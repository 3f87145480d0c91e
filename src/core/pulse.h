/* The program's pulse: a row that a job writes every few seconds. While it is fresh, jobs run and the database takes writes,
 * whichever process does the work.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_PULSE_H
#define CORE_PULSE_H

#include "core/jobs.h"

#define PULSE_EVERY_MS INT64_C(10000)
#define PULSE_DEAD_MS INT64_C(30000) /* older: something stands still */

#define PULSE_JOB "core.pulse"
job_fn pulse_job;
/* Once per start, by whoever runs the jobs. */
CHECKED enum status pulse_plan(struct store *store);
/* How long ago it beat, but not longer than since `started_at`; 0 when it was never planned. */
CHECKED enum status pulse_age(struct db *db, struct arena *a, int64_t started_at, int64_t *ret_ms);

#endif
