/* Any bytes as Twee: refused with a place in the file, or made into ink, the same way each time.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "features/practice/twee.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str input = input_of(data, n), first = STR_NONE, again = STR_NONE;
    char *copy = copy_of(input);
    struct twee_problem problem;

    if (twee_to_ink(a, (struct str){copy, n}, &first, &problem) == OK) {
        must(problem.wrong == TWEE_FINE && first.n > 0);
        must(twee_to_ink(a, (struct str){copy, n}, &again, &problem) == OK);
        must(str_eq(first, again));
    } else
        must(problem.wrong > TWEE_FINE && problem.wrong < TWEE_WRONG_N && problem.line >= 1);
    free(copy);
    arena_free(a);
    return 0;
}
