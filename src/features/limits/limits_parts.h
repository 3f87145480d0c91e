/* What the rules of this feature share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_PARTS_H
#define LIMITS_LIMITS_PARTS_H

#include "features/limits/limits.h"

/* The version that holds in a centre; 0: the program's own words. */
CHECKED enum status limits_version_now(struct db *db, struct arena *a, int64_t centre_id,
                                       int64_t *ret);

/* Everybody in the centre who is to have read them, by name; one row each. */
CHECKED enum status limits_members(struct db *db, struct arena *a, int64_t centre_id,
                                   int64_t version, struct limits_person_row_list *ret);

#endif
