/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_PARTS_H
#define GATE_GATE_PARTS_H

#include "features/gate/gate.h"

/* Everybody who takes calls, by name. */
CHECKED enum status gate_everyone(struct db *db, struct arena *a, int64_t centre_id,
                                  struct gate_person_list *ret);
/* In a transaction: tells when the gate opened or shut for this person, and puts the job of the next turn. */
CHECKED enum status gate_settle(struct db *db, struct arena *a, int64_t centre_id,
                                int64_t person_id);

#endif
