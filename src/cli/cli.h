/* The command line: finds the command, reads the configuration, opens what the command needs, or hands it to the server.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/command.h"
#include "core/config.h"

/* Commands that belong to no feature: migrate, backup, check, openapi, version. */
extern const struct command store_commands[];
/* audit verify, audit head. */
extern const struct command audit_commands[];

/* The whole program; returns the exit code. */
int cli_main(int argc, char **argv);

/* The command that argv begins with, one or two words; NULL when there is none. *ret_words: how many it took. */
const struct command *command_find(int argc, char **argv, int *ret_words);

/* Opens the store a command asks for. Says what is wrong and what to do on err. */
CHECKED enum status cli_open_store(const struct config *config, bool write, int err,
                                   struct store **ret);
/* The latest failure in one line a person can act on. */
void say_failure(int err, enum status status);

#endif
