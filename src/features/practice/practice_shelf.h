/* The scenarios that are shipped, each in both languages, compiled when the program is built (tools/inkc.mjs);
 * in the order in which they are offered (meson.build).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRACTICE_PRACTICE_SHELF_H
#define PRACTICE_PRACTICE_SHELF_H

#include "core/text.h"

struct practice_shipped {
    const char *name; /* "refusal"; the same in both languages */
    enum lang lang;
    int64_t minutes;
    struct str title, about, person; /* person: what kind of person calls */
    struct str source, json;
};
extern const struct practice_shipped practice_shipped[];
extern const size_t practice_shipped_n;

#endif
