/* The small centre of the tests.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_WORLD_H
#define LIMITS_LIMITS_WORLD_H

/* Nobody here is new, Mark has left, and Nina reads English. */
#define WORLD_MORE                                                                                 \
    "UPDATE person SET started_day = 18000 WHERE id = 101;"                                        \
    "UPDATE person SET left_day = 18500 WHERE id = 107;"                                           \
    "UPDATE person SET lang = 'en' WHERE id = 109"
#include "centre.h"

#include "core/refuse.h"
#include "features/limits/limits.h"

#endif
