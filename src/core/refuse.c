/* Keeps the text key of this thread's latest refusal.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/refuse.h"

static _Thread_local enum text_key refused_key;

enum status refuse_at(enum status status, enum text_key key, const char *file, int line)
{
    refused_key = key;
    return fail_at(status, file, line, "%s", text_key_names[key]);
}

enum text_key refuse_key(void)
{
    return refused_key;
}

void refuse_clear(void)
{
    refused_key = T_NONE;
}
