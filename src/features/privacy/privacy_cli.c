/* `bagvagt extract`, `retention`, `forget`, `hold`: for whoever runs the machine.
 * SPDX-License-Identifier: MPL-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "core/refuse.h"
#include "features/privacy/privacy.h"
#include "features/privacy/privacy_web.h"

static int failed(struct command_context *c, enum status status)
{
    if (refuse_key() != T_NONE)
        say(c->err, "bagvagt: %s\n", str_c(c->arena, text(LANG_EN, refuse_key())));
    else
        say(c->err, "bagvagt: %s: %s\n", status_name(status), failure_last()->why);
    return 1;
}

static int wrong_use(struct command_context *c, const char *usage)
{
    say(c->err, "usage: %s\n", usage);
    return 2;
}

static enum status find(struct command_context *c, struct db *db, const char *name,
                        struct privacy_person_row *ret)
{
    enum status found = privacy_find_person(db, c->arena, str_of(name), ret);

    return found == MISSING ? fail(MISSING, "nobody has the login or number %s", name) : found;
}

/* ---- extract */

static enum status write_file(struct command_context *c, const char *name, struct str content)
{
    int fd = openat(c->dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return fail(INVALID, "%s: %s", name, strerror(errno));
    while (content.n > 0) {
        ssize_t n = write(fd, content.p, content.n);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            int why = errno;

            close(fd);
            unlinkat(c->dir, name, 0);
            return fail(FULL, "%s: %s", name, strerror(why));
        }
        content = str_sub(content, (size_t)n, content.n);
    }
    return close(fd) == 0 ? OK : fail(FULL, "%s: %s", name, strerror(errno));
}

static int extract(struct command_context *c, int argc, char **argv)
{
    struct privacy_person_row person;
    struct str zip;

    if (argc != 2)
        return wrong_use(c, "bagvagt extract PERSON FILE.zip");
    struct db *db = db_start(c->store, c->arena);
    enum status status = find(c, db, argv[0], &person);
    if (status == OK)
        status = privacy_extract(db, c->arena, &actor_system, person.id, &zip);
    db_end(db);
    if (status == OK)
        status = write_file(c, argv[1], zip);
    if (status != OK)
        return failed(c, status);
    say(c->out,
        "Everything about %.*s is in %s. It holds what they confided: hand it to them alone.\n",
        STR_ARG(person.name), argv[1]);
    return 0;
}

/* ---- retention */

static int retention(struct command_context *c, int argc, char **argv)
{
    bool dry = argc == 1 && strcmp(argv[0], "--dry-run") == 0;
    bool run = argc == 1 && strcmp(argv[0], "run") == 0;
    struct retention_results list;

    if (!dry && !run)
        return wrong_use(c, "bagvagt retention run | --dry-run");
    enum status status = retention_run_all(c->store, c->arena, dry, &list);
    if (status != OK)
        return failed(c, status);
    for (size_t i = 0; i < list.n; i++)
        say(c->out, "%-20s %6lld days  before %.*s  %8lld  %s\n", list.at[i].rule->name,
            (long long)list.at[i].days,
            STR_ARG(str_sub(instant_text(c->arena, list.at[i].before_at), 0, 10)),
            (long long)list.at[i].n, str_c(c->arena, text(LANG_EN, list.at[i].rule->what)));
    say(c->out, dry ? "Nothing was changed.\n" : "Done.\n");
    return 0;
}

/* ---- forget and hold */

static int forget(struct command_context *c, int argc, char **argv)
{
    struct privacy_person_row person;

    if (argc != 1)
        return wrong_use(c, "bagvagt forget PERSON");
    struct db *db = db_start(c->store, c->arena);
    enum status status = find(c, db, argv[0], &person);
    if (status == OK)
        status = privacy_forget(db, c->arena, &actor_system, person.id);
    db_end(db);
    if (status != OK)
        return failed(c, status);
    say(c->out, "%.*s is forgotten.\n", STR_ARG(person.name));
    return 0;
}

static int hold(struct command_context *c, int argc, char **argv)
{
    struct privacy_person_row person;
    bool on = argc == 2 && strcmp(argv[1], "--end") != 0;

    if (argc != 2)
        return wrong_use(c, "bagvagt hold PERSON REASON | --end");
    struct db *db = db_start(c->store, c->arena);
    enum status status = find(c, db, argv[0], &person);
    if (status == OK)
        status = privacy_hold(db, c->arena, &actor_system, person.id, on, str_of(argv[1]));
    db_end(db);
    if (status != OK)
        return failed(c, status);
    say(c->out,
        on ? "Nothing about %.*s goes until the hold ends.\n" : "No hold on %.*s any more.\n",
        STR_ARG(person.name));
    return 0;
}

const struct command privacy_commands[] = {
    {.name = "extract",
     .usage = "bagvagt extract PERSON FILE.zip",
     .summary = "Everything about one person, as a package to read",
     .help =
         "PERSON is a login or a number. The package holds a page to read and the same as JSON; it "
         "is written to the audit.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = extract,
     .input_files = {-1},
     .may_delegate = true},
    {.name = "retention",
     .usage = "bagvagt retention run | --dry-run",
     .summary = "Take away what is older than its period",
     .help =
         "  run        now; the server does it every night by itself\n"
         "  --dry-run  counts what would go and changes nothing\n"
         "Periods: keep in the configuration. An open case or a hold keeps everything it needs.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = retention,
     .input_files = {-1},
     .may_delegate = true},
    {.name = "forget",
     .usage = "bagvagt forget PERSON",
     .summary = "Make somebody who has left unknown",
     .help =
         "Their name, texts, notes and notices go; what was sealed for them opens no more, in old "
         "backups too. Refused while\n"
         "they have not left, a case is open, or a hold is set. It cannot be taken back.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = forget,
     .input_files = {-1},
     .may_delegate = true},
    {.name = "hold",
     .usage = "bagvagt hold PERSON REASON | --end",
     .summary = "Keep everything of a person, whatever the periods say",
     .help =
         "For a claim or a court case. REASON is a reference, such as a case number; it stands in "
         "the person's extract.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = hold,
     .input_files = {-1},
     .may_delegate = true},
    {0},
};
