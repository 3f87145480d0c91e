/* The commands of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_CLI_H
#define FEATURES_PEOPLE_CLI_H

#include "cli/command.h"

/* For all_commands. */
extern const struct command people_commands[];

#endif
