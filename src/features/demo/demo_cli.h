/* The command table of the demo, for main.c.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DEMO_DEMO_CLI_H
#define DEMO_DEMO_CLI_H

#include "cli/command.h"

extern const struct command demo_commands[];

#endif
