/* What the rules of calibration share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_CALIBRATION_PARTS_H
#define COACHING_CALIBRATION_PARTS_H

#include "features/coaching/calibration.h"

/* Fills spread and agreement; for rounds whose results the reader may see (calibration_results.c). */
CHECKED enum status calibration_results(struct db *db, struct arena *a, struct calibration *c);

#endif
