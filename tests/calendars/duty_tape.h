/* SPDX-License-Identifier: MPL-2.0 */
#ifndef CALENDARS_DUTY_TAPE_H
#define CALENDARS_DUTY_TAPE_H

/* Tests: a roster that changes, on both databases. */
void duty_sqlite(void **state);
void duty_pgsql(void **state);

#endif
