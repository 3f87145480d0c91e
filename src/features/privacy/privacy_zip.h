/* A zip archive in memory.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_ZIP_H
#define PRIVACY_PRIVACY_ZIP_H

#include "base/buf.h"
#include "base/status.h"

struct zip_entry {
    const char *name; /* ASCII */
    struct str content;
};

CHECKED enum status zip_write(struct arena *a, const struct zip_entry *entries, size_t n,
                              struct str *ret);

#endif
