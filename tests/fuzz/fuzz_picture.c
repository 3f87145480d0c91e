/* Any bytes as a picture of a module: what is taken has a kind and a size within limits, and lies within the bytes.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "features/modules/modules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = input_of(data, n);
    char *p = copy_of(s);
    enum picture_media media = PICTURE_MEDIA_N;
    int64_t width = 0, height = 0;

    s.p = p;
    if (picture_look(s, &media, &width, &height) == OK) {
        must(media == PICTURE_PNG || media == PICTURE_JPEG);
        must(width >= 1 && width <= PICTURE_SIDE_MAX && height >= 1 && height <= PICTURE_SIDE_MAX);
        must(s.n >= 11);
    }
    free(p);
    return 0;
}
