/* Prints statements of every kind, one a line, for shapes.mjs:
 *     statement_shapes SEED STORE_URL
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "features/statements/statements.h"

static const char *const words[] = {"", "conflict", "own-7", "own_123", "Æ b/ø?#\"<"};

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    unsigned char salt[STATEMENT_SALT];

    if (argc != 3 || sodium_init() < 0)
        return 2;
    memset(salt, atoi(argv[1]), sizeof salt);
    for (int kind = 0; kind < STATEMENT_KIND_N; kind++)
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            struct statement_thing t = {.kind = (enum statement_kind)kind,
                                        .centre_id = INT64_C(912345678901234567),
                                        .at = INT64_C(1774864800000) + (int64_t)i,
                                        .word = str_of(words[i]),
                                        .key = arena_printf(a, "key %zu", i)};
            struct statement_ids ids;

            if (i % 2 == 1) {
                t.title[LANG_DA] = STR("Truende opkald: \"sig fra\" – og læg på");
                t.title[LANG_EN] = STR("Threatening calls");
            }
            ids = statement_ids(a, salt, str_of(argv[2]), &t);
            struct str line = statement_json(a, STR("https://bagvagt.example.dk/vagt"), &ids, &t);
            printf("%s\t%.*s\n", statement_kind_words[kind], STR_ARG(line));
        }
    arena_free(a);
    return 0;
}
