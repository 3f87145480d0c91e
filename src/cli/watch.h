/* `bagvagt watch`: on another machine, looks whether the server lives and says so by channels of its own.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "cli/command.h"

extern const struct command watch_commands[];

#endif
