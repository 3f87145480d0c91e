/* `bagvagt serve`.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_SERVE_H
#define CLI_SERVE_H

#include "cli/command.h"

extern const struct command serve_commands[];

#endif
