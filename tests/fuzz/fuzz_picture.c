/* Any bytes as a picture that somebody sends: what is taken has a kind and a size, is no longer than what came, and is read again as the
 * same, for nothing is left to be taken out of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include <string.h>

#include "core/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = input_of(data, n);
    struct arena *a = arena_new();
    char *p = copy_of(s);
    struct picture once, twice;

    if (picture_read(a, (struct str){p, s.n}, &once) == OK) {
        must(once.media == PICTURE_PNG || once.media == PICTURE_JPEG);
        must(once.width >= 1 && once.height >= 1);
        must(picture_read(a, once.bytes, &twice) == OK);
        must(twice.media == once.media && twice.width == once.width && twice.height == once.height);
        must(twice.bytes.n == once.bytes.n &&
             memcmp(twice.bytes.p, once.bytes.p, once.bytes.n) == 0);
    }
    free(p);
    arena_free(a);
    return 0;
}
