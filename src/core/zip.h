/* A zip archive in memory: the same entries give the same bytes, since no time stands in it.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_ZIP_H
#define CORE_ZIP_H

#include "base/buf.h"
#include "base/status.h"

struct zip_entry {
    const char *name; /* ASCII */
    struct str content;
};

CHECKED enum status zip_write(struct arena *a, const struct zip_entry *entries, size_t n,
                              struct str *ret);

#endif
