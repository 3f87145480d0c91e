/* Lets the running server carry out a command that writes, so that there are never two writers.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_DELEGATE_H
#define CLI_DELEGATE_H

#include "cli/command.h"

/* Caller: when a server owns this data folder, it runs the command with our arguments and open files; *ret_code is its
 * exit code and true is returned. false: no server answers, run it here. */
bool delegate_run(const struct command_context *ctx, const struct command *c, int argc, char **argv,
                  int *ret_code);

/* Server: takes commands on <data folder>/command.sock until stopped. */
struct delegate;
CHECKED enum status delegate_serve(struct store *store, const struct config *config,
                                   struct delegate **ret);
/* Running commands are asked to stop at their next safe point and waited for. */
void delegate_stop(struct delegate *d);

#endif
