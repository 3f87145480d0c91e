/* Small pictures that people send: what the bytes are, and a copy of them without what they tell besides the picture (where and
 * when a photo was taken, with what, a smaller one inside, words). Nothing is decoded here; a browser shows them in a sandbox.
 * Pure: no database, no clock, safe from any thread.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_PICTURE_H
#define CORE_PICTURE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/* Order is stored: only append. */
#define PICTURE_MEDIA(X) X(PNG, "image/png") X(JPEG, "image/jpeg")
enum picture_media {
#define X(name, word) PICTURE_##name,
    PICTURE_MEDIA(X)
#undef X
        PICTURE_MEDIA_N
};
extern const char *const picture_media_types[];

struct picture {
    enum picture_media media;
    int64_t width, height; /* of the pixels as they lie; which way is up is kept beside them */
    struct str bytes;      /* in the arena */
};
/* INVALID: neither PNG nor JPEG, or not whole. */
CHECKED enum status picture_read(struct arena *a, struct str bytes, struct picture *ret);

#endif
