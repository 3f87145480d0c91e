/* Subcommands of `bagvagt`. A command that writes runs inside the server when one owns the database: the caller passes its
 * arguments and its open files over the data folder's socket and the server runs the very same function (cli/delegate.c),
 * so there are never two writers. Otherwise the command opens the database itself.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/zone.h"
#include "db/db.h"

#define COMMAND_MAX_FILES 4

struct command_context {
    struct arena *arena;
    struct store *store;  /* NULL when the command needs none */
    int in, out, err;     /* the caller's own, wherever this runs */
    bool err_is_terminal; /* progress bars only then */
    /* Files named on the command line, opened by the caller with its own rights: index into `files` of the command. */
    int files[COMMAND_MAX_FILES];
    int dir; /* the caller's working directory */
    const struct config *config;
    bool *
        cancelled; /* set when the caller went away or pressed Ctrl-C: stop at the next safe point */
};

enum command_needs { NEEDS_NOTHING, NEEDS_STORE_READ, NEEDS_STORE_WRITE };

/* Exit codes: 0 fine, 1 refused or failed (said on err), 2 wrong use. */
struct command {
    const char *name;    /* "import calls" */
    const char *usage;   /* "bagvagt import calls FILE [--format FORMAT] …" */
    const char *summary; /* one line */
    const char *help;    /* the whole text of --help */
    enum command_needs needs;
    int (*run)(struct command_context *c, int argc,
               char **argv); /* argv[0] is the first argument behind the name */
    /* Which arguments are files to open for reading before the command runs (positional index, from 0), ended by -1;
     * their descriptors arrive in context->files. */
    int input_files[COMMAND_MAX_FILES];
    /* May be run by the server for a caller (all that write, but not serve and demo). */
    bool may_delegate;
};

/* Features list theirs in tables ended by a NULL name; main.c joins them. */
extern const struct command *const all_commands[];

/* printf to a descriptor of the caller; errors are ignored when the caller is gone. */
void say(int fd, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
