/* What the files of this folder share and nobody else needs.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_INTERNAL_H
#define FEATURES_PEOPLE_INTERNAL_H

#include "core/audit.h"
#include "core/refuse.h"
#include "features/people/people.h"

/* DENIED unless the actor may manage people. */
CHECKED enum status people_may(const struct actor *who);
/* One line without control characters and at most max bytes, trimmed; INVALID with `key` when empty
 * or not so. */
CHECKED enum status people_text(struct str s, size_t max, enum text_key key, struct str *ret);
/* MISSING becomes a refusal with this text: what the user named is not there. Other statuses stay.
 */
CHECKED enum status people_known(enum status found, enum text_key key);
/* Today where the machine stands; for lists over several centres. */
int64_t people_today(void);

#endif
