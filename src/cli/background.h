/* What goes on without anybody asking: jobs, sending, sealing the audit. In the server's process, or in one of its own
 * (`bagvagt work`, with PostgreSQL and `worker = no` in the server's configuration).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_BACKGROUND_H
#define CLI_BACKGROUND_H

#include "cli/command.h"

struct background;
/* Starts its threads on the command's store. On failure nothing is left running. */
CHECKED enum status background_start(struct command_context *c, struct background **ret);
void background_stop(struct background *b); /* finishes what runs; NULL is fine */

extern const struct command work_commands[];

#endif
