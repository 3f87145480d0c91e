/* Any bytes as a view.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz_tool.h"

#include "../../tools/viewc.c" /* NOLINT(bugprone-suspicious-include) */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *argv[] = {(char[]){"viewc"}, (char[]){"/nonexistent"}, (char[]){"a.html"}, NULL};

    blocks_n = 0;
    tool_run(3, argv, data, n);
    return 0;
}
