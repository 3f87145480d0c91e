/* Any bytes as annotated SQL.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz_tool.h"

#include "../../tools/sqlc.c" /* NOLINT(bugprone-suspicious-include) */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *argv[] = {(char[]){"sqlc"}, (char[]){"/nonexistent"}, (char[]){"a.sql"}, NULL};

    statements_n = rows_n = 0;
    tool_run(3, argv, data, n);
    return 0;
}
