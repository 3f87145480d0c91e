/* Any bytes as a catalogue of texts.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz_tool.h"

#include "../../tools/textc.c" /* NOLINT(bugprone-suspicious-include) */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char langs_text[] = "da,en";
    char *argv[] = {(char[]){"textc"},
                    (char[]){"/nonexistent"},
                    (char[]){"--langs"},
                    langs_text,
                    (char[]){"da.po"},
                    (char[]){"en.po"},
                    NULL};

    entries_n = langs_n = 0;
    errors = 0;
    tool_run(6, argv, data, n);
    return 0;
}
