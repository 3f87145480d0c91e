/* multipart/form-data as it arrives, in pieces of any size; sans I/O.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "base/status.h"
#include "base/str.h"

/* part: a part begins (has_filename says whether it is a file); data: some of its bytes. Anything
 * but OK ends it. */
struct multipart_events {
    enum status (*part)(void *context, struct str name, bool has_filename, struct str filename);
    enum status (*data)(void *context, const char *p, size_t n);
    void *context;
};

struct multipart;
/* content_type: the header's value. NULL when it has no usable boundary. */
struct multipart *multipart_new(struct str content_type, struct multipart_events events);
CHECKED enum status multipart_take(struct multipart *m, const char *p, size_t n);
/* INVALID when the closing boundary never came. */
CHECKED enum status multipart_end(struct multipart *m);
void multipart_free(struct multipart *m);

#endif
