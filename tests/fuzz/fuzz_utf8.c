/* Any bytes as text: what is made of them is valid text again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str s = input_of(data, n), any = utf8_from_any(a, s), folded, clipped;

    must(memchr(any.p != NULL ? any.p : "", 0, any.n) != NULL || utf8_valid(any));
    must(n == 0 || utf8_valid(utf8_from_windows1252(a, s)) || memchr(data, 0, n) != NULL);
    if (utf8_valid(s)) {
        folded = utf8_fold(a, s);
        must(utf8_valid(folded));
        must(str_eq(utf8_fold(a, folded), folded));
        must(utf8_length(s) <= s.n);
        clipped = utf8_clip(s, s.n / 2);
        must(clipped.n <= s.n / 2 && utf8_valid(clipped));
        (void)utf8_sort_key(a, s);
    }
    (void)utf8_clip(s, s.n / 3);
    arena_free(a);
    return 0;
}
