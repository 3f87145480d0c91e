/* What the rest of the program lists of this feature: routes, commands, and how to end what runs
 * behind the pages.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALLS_WEB_H
#define CALLS_CALLS_WEB_H

#include "cli/command.h"
#include "web/route.h"

extern const struct route calls_routes[];
extern const struct route calls_api_routes[];
extern const struct command calls_commands[];

/* Stops an import that was uploaded at its next safe point and waits for it: call it before the
 * store is closed. */
void calls_import_stop_all(void);

#endif
