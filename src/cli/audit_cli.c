/* `bagvagt audit …`: whether the audit is whole, and the hash to keep elsewhere.
 * SPDX-License-Identifier: MPL-2.0 */
#include <string.h>

#include "cli/cli.h"
#include "core/audit_chain.h"

#define FLAWS_SAID 1000
#define PROGRESS_ROWS 200000

struct talk {
    struct command_context *c;
    int64_t said_rows, n_flaws;
};

static void say_flaw(void *context, const struct audit_flaw *flaw)
{
    struct talk *t = context;
    long long row = (long long)flaw->row_id, seq = (long long)flaw->seq;

    if (t->n_flaws++ >= FLAWS_SAID)
        return;
    switch (flaw->kind) {
    case AUDIT_ROW_CHANGED:
        say(t->c->out, "Row %lld was changed after it was written (block %lld).\n", row, seq);
        break;
    case AUDIT_ROW_MISSING:
        say(t->c->out, "Row %lld is missing (block %lld).\n", row, seq);
        break;
    case AUDIT_ROW_FOREIGN:
        say(t->c->out, "Row %lld was put in past the program.\n", row);
        break;
    case AUDIT_BLOCK_BROKEN:
        say(t->c->out, "Block %lld does not fit to what it lists and to the block before.\n", seq);
        break;
    case AUDIT_BLOCK_MISSING:
        say(t->c->out, "Block %lld is missing.\n", seq);
        break;
    case AUDIT_HEAD_DIFFERS:
        say(t->c->out,
            "The head you gave (block %lld) is not in the chain: its end was cut off or written "
            "anew.\n",
            seq);
        break;
    }
}

static void say_progress(void *context, int64_t n_rows, int64_t n_all)
{
    struct talk *t = context;

    if (n_rows < t->said_rows + PROGRESS_ROWS || n_all == 0)
        return;
    t->said_rows = n_rows;
    say(t->c->err, t->c->err_is_terminal ? "\r%lld of %lld rows" : "%lld of %lld rows\n",
        (long long)n_rows, (long long)n_all);
}

static int verify(struct command_context *c, int argc, char **argv)
{
    struct talk talk = {.c = c};
    struct audit_verifying v = {
        .flaw = say_flaw, .progress = say_progress, .cancelled = c->cancelled, .context = &talk};
    struct audit_head expected;
    struct audit_report report;

    if (argc == 2 && strcmp(argv[0], "--head") == 0 &&
        audit_head_parse(str_of(argv[1]), &expected)) {
        v.expected = &expected;
    } else if (argc > 0) {
        say(c->err, "bagvagt: audit verify takes --head HEAD, as audit head prints it; see "
                    "bagvagt audit verify --help\n");
        return 2;
    }
    struct db *db = db_start(c->store, c->arena);
    enum status status = audit_verify(db, c->arena, &v, &report);
    db_end(db);
    if (talk.said_rows > 0 && c->err_is_terminal)
        say(c->err, "\n");
    if (status != OK) {
        say_failure(c->err, status);
        return 1;
    }
    say(c->out, "%lld rows in %lld blocks, %lld waiting to be sealed: ", (long long)report.n_rows,
        (long long)report.head.seq, (long long)report.n_waiting);
    if (report.n_flaws > 0)
        say(c->out, "%lld %s.\n", (long long)report.n_flaws,
            report.n_flaws == 1 ? "flaw" : "flaws");
    else
        say(c->out, "nothing was changed, taken away or put in.\nHead: %.*s\n",
            STR_ARG(audit_head_text(c->arena, &report.head)));
    return report.n_flaws > 0;
}

static int head(struct command_context *c, int argc, char **argv)
{
    struct audit_head latest;
    size_t n;

    (void)argv;
    if (argc > 0) {
        say(c->err, "bagvagt: audit head takes nothing; see bagvagt audit head --help\n");
        return 2;
    }
    enum status status = audit_seal(c->store, &n);
    struct db *db = db_start(c->store, c->arena);
    if (status == OK || status == CONFLICT) /* another node seals just now: its head will do */
        status = audit_head(db, c->arena, &latest);
    db_end(db);
    if (status != OK) {
        say_failure(c->err, status);
        return 1;
    }
    say(c->out, "%.*s\n", STR_ARG(audit_head_text(c->arena, &latest)));
    return 0;
}

const struct command audit_commands[] = {
    {.name = "audit verify",
     .usage = "bagvagt audit verify [--head HEAD]",
     .summary = "Look for changed, missing or foreign rows in the audit",
     .help =
         "Reads the whole chain and names each row that does not fit. Exit status 1 when there "
         "is any.\n"
         "  --head HEAD   a head kept elsewhere (bagvagt audit head, or the log): shows also an "
         "end that was cut off\n",
     .needs = NEEDS_STORE_READ,
     .run = verify,
     .input_files = {-1}},
    {.name = "audit head",
     .usage = "bagvagt audit head",
     .summary = "Print the hash that stands for the whole audit so far",
     .help =
         "Keep it where the machine's administrators cannot reach: it proves later that nothing "
         "before was touched.\n"
         "The server also writes it to its log each hour.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = head,
     .input_files = {-1},
     .may_delegate = true},
    {0},
};
