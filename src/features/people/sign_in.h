/* Signing in: the password check with its lock-out, one-time codes, one's own password, the demo's
 * open door.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_SIGN_IN_H
#define FEATURES_PEOPLE_SIGN_IN_H

#include "features/people/people.h"

/* After so many wrong passwords in a row the account is closed for a minute, then two, four … at
 * most an hour. */
#define SIGN_IN_FREE_TRIES 5
#define SIGN_IN_LOCK_MS MINUTE_MS
#define SIGN_IN_LOCK_MAX_MS HOUR_MS
/* From one address (IPv6: one /64): so many wrong ones at once, then one in ten seconds. A whole
 * centre may sit behind it. */
#define SIGN_IN_ADDRESS_TRIES 30
#define SIGN_IN_ADDRESS_MS 10000
#define SIGN_IN_CODE_MS DAY_MS

/* Checks login and password and keeps count. The answer to a wrong password, an unknown login, a
 * closed account, somebody who has left and one without password is the same, and takes the same
 * time.
 *   DENIED  with a text: it does not fit
 *   BUSY    with a text: too many tries from this address, or too many at once */
CHECKED enum status sign_in(struct db *db, struct arena *a, struct str login, struct str password,
                            struct str remote, int64_t *ret_person_id);
/* The same by a one-time code, which sets the password and is dead afterwards. INVALID: the new
 * password is no good. */
CHECKED enum status sign_in_by_code(struct db *db, struct arena *a, struct str login,
                                    struct str code, struct str password, struct str remote,
                                    int64_t *ret_person_id);
/* One's own, knowing the old one. Ends all one's sessions. DENIED: the old one is wrong (counts as
 * a wrong try). */
CHECKED enum status password_change(struct db *db, struct arena *a, const struct actor *who,
                                    struct str old, struct str password, struct str remote);
CHECKED enum status sign_out_note(struct db *db, const struct actor *who, bool everywhere);

/* Wrong tries from this address, beside the accounts' own count: BUSY with a text when there were
 * too many. */
CHECKED enum status address_check(struct str remote);
void address_failed(struct str remote);
void address_forget_all(void); /* tests */

/* ---- demo databases only */
enum demo_kind {
    DEMO_EMPLOYEE,
    DEMO_NEWCOMER,
    DEMO_MANAGER,
    DEMO_SUPERVISOR,
    DEMO_MENTOR,
    DEMO_CALL_TRAINER,
    DEMO_SAFETY_REP,
    DEMO_UNION_REP,
    DEMO_ADMIN,
    DEMO_N
};
/* One invented person of each kind; id 0 where there is none. */
CHECKED enum status demo_people(struct db *db, struct arena *a, struct demo_person ret[DEMO_N]);
/* MISSING unless the person belongs to an invented centre. */
CHECKED enum status demo_sign_in(struct db *db, struct arena *a, int64_t person_id);

#endif
