/* `bagvagt user …` and `bagvagt import people`: for whoever runs the machine. Passwords come from
 * standard input only.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/people/people.h"
#include "features/people/people_import.h"

/* ---- arguments */

struct args {
    const char *words[8]; /* what is no option */
    size_t n;
    const char *name, *email, *team, *centre, *role, *lang, *search;
    bool create_teams, skip_rejects, dry_run, password, add, take, left;
};

static const struct {
    const char *option;
    size_t place;
} texts[] = {
    {"--name", offsetof(struct args, name)},     {"--email", offsetof(struct args, email)},
    {"--team", offsetof(struct args, team)},     {"--centre", offsetof(struct args, centre)},
    {"--role", offsetof(struct args, role)},     {"--lang", offsetof(struct args, lang)},
    {"--search", offsetof(struct args, search)},
};
static const struct {
    const char *option;
    size_t place;
} flags[] = {
    {"--create-teams", offsetof(struct args, create_teams)},
    {"--skip-rejects", offsetof(struct args, skip_rejects)},
    {"--dry-run", offsetof(struct args, dry_run)},
    {"--password-stdin", offsetof(struct args, password)},
    {"--give", offsetof(struct args, add)},
    {"--take", offsetof(struct args, take)},
    {"--left", offsetof(struct args, left)},
};

/* 0: taken; 1: taken with the next argument; -1: not known. */
static int take_option(struct args *a, const char *word, const char *next)
{
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (strcmp(word, flags[i].option) == 0) {
            *(bool *)((char *)a + flags[i].place) = true;
            return 0;
        }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(word, texts[i].option) == 0 && next != NULL) {
            memcpy((char *)a + texts[i].place, &next, sizeof next);
            return 1;
        }
    return -1;
}

static bool read_args(struct command_context *c, int argc, char **argv, size_t n_words,
                      struct args *ret)
{
    struct args a = {.n = 0};

    for (int i = 0; i < argc; i++) {
        int taken;

        if (strncmp(argv[i], "--", 2) != 0) {
            if (a.n == sizeof a.words / sizeof a.words[0])
                break;
            a.words[a.n++] = argv[i];
            continue;
        }
        taken = take_option(&a, argv[i], i + 1 < argc ? argv[i + 1] : NULL);
        if (taken < 0) {
            say(c->err, "unknown option, or one without its value: %s\n", argv[i]);
            return false;
        }
        i += taken;
    }
    if (a.n != n_words) {
        say(c->err, "%s; see --help\n",
            a.n < n_words ? "something is missing" : "there is one argument too many");
        return false;
    }
    *ret = a;
    return true;
}

/* What went wrong, in words. Always 1. */
static int failed(struct command_context *c, enum status status)
{
    const char *why =
        refuse_key() != T_NONE ? str_c(c->arena, text(LANG_EN, refuse_key())) : failure_last()->why;

    say(c->err, "%s\n", why[0] != '\0' ? why : status_name(status));
    return 1;
}

static int done(struct command_context *c, struct db *db, enum status status)
{
    db_end(db);
    return status == OK ? 0 : failed(c, status);
}

/* One line of standard input without its line end; never echoed by us, never in argv. */
static enum status read_password(struct command_context *c, struct str *ret)
{
    char *line = arena_array(c->arena, char, 1024);
    size_t n = 0;

    if (isatty(c->in))
        say(c->err, "Password (it will be visible; better: pipe it in): ");
    while (n < 1024) {
        ssize_t got = read(c->in, line + n, 1);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || line[n] == '\n')
            break;
        n++;
    }
    if (n > 0 && line[n - 1] == '\r')
        n--;
    *ret = (struct str){line, n};
    return n > 0 ? OK : fail(INVALID, "no password came on standard input");
}

/* The named centre, or the only one. */
static enum status find_centre(struct command_context *c, struct db *db, const char *name,
                               int64_t *ret)
{
    struct people_centre_list list;
    size_t found = 0;

    TRY(centre_list(db, c->arena, &actor_system, &list));
    for (size_t i = 0; i < list.n; i++)
        if (name == NULL ||
            str_eq(utf8_fold(c->arena, list.at[i].name), utf8_fold(c->arena, str_of(name)))) {
            *ret = list.at[i].id;
            found++;
        }
    if (found == 1)
        return OK;
    if (list.n == 0)
        return fail(MISSING, "there is no centre yet: open /setup first");
    return fail(MISSING, name == NULL ? "there are several centres: say --centre NAME"
                                      : "there is no centre by that name");
}

static enum status find_team(struct command_context *c, struct db *db, int64_t centre_id,
                             const char *name, int64_t *ret)
{
    struct people_team_list list;

    *ret = 0;
    if (name == NULL)
        return OK;
    TRY(team_list(db, c->arena, &actor_system, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].centre_id == centre_id &&
            str_eq(utf8_fold(c->arena, list.at[i].name), utf8_fold(c->arena, str_of(name)))) {
            *ret = list.at[i].id;
            return OK;
        }
    return fail(MISSING, "there is no team by that name");
}

/* ---- user add */

static enum status give_sign_in(struct command_context *c, struct db *db, const struct args *a,
                                int64_t id, struct str password)
{
    struct str code;

    if (a->password)
        return person_password_set_by(db, c->arena, &actor_system, id, password);
    TRY(person_code_make(db, c->arena, &actor_system, id, &code));
    say(c->out, "one-time code, good for a day at /sign-in/code: %.*s\n", STR_ARG(code));
    return OK;
}

static enum status add(struct command_context *c, struct db *db, const struct args *a)
{
    struct person_input in = {.login = str_of(a->words[0]),
                              .name = str_of(a->name ? a->name : a->words[0]),
                              .email = str_of(a->email),
                              .lang = LANG_DA};
    struct str password = STR_NONE;
    enum role role = ROLE_AGENT;
    enum lang lang;
    int64_t id;

    if (a->role != NULL && !role_find(str_of(a->role), &role))
        return refuse(INVALID, T_PEOPLE_ROLE_UNKNOWN);
    if (a->lang != NULL && !lang_find(str_of(a->lang), &lang))
        return refuse(INVALID, T_PEOPLE_LANG_BAD);
    if (a->lang != NULL)
        in.lang = (int64_t)lang;
    if (a->password)
        TRY(read_password(c, &password));
    TRY(find_centre(c, db, a->centre, &in.centre_id));
    TRY(find_team(c, db, in.centre_id, a->team, &in.team_id));
    TRY(person_create(db, c->arena, &actor_system, &in, &id));
    if (a->role != NULL)
        TRY(person_role_give(db, c->arena, &actor_system, id, (int64_t)role,
                             role == ROLE_ADMIN ? 0 : in.team_id));
    say(c->out, "added %s\n", a->words[0]);
    return give_sign_in(c, db, a, id, password);
}

static int user_add(struct command_context *c, int argc, char **argv)
{
    struct args a;
    struct db *db;

    if (!read_args(c, argc, argv, 1, &a))
        return 2;
    db = db_start(c->store, c->arena);
    return done(c, db, add(c, db, &a));
}

/* ---- user list */

static enum status list_all(struct command_context *c, struct db *db, const struct args *a)
{
    struct people_filter f = {.search = str_of(a->search), .with_left = a->left};
    struct people_item_list list;

    if (a->centre != NULL)
        TRY(find_centre(c, db, a->centre, &f.centre_id));
    do {
        struct arena_mark mark = arena_mark(c->arena);

        TRY(people_list(db, c->arena, &actor_system, &f, &list, &f.after));
        for (size_t i = 0; i < list.n; i++) {
            const struct people_item *p = &list.at[i];
            struct people_role_list roles;

            say(c->out, "%.*s\t%.*s\t%.*s\t", STR_ARG(p->login), STR_ARG(p->name),
                STR_ARG(p->team_name));
            TRY(person_roles(db, c->arena, &actor_system, p->id, &roles));
            for (size_t r = 0; r < roles.n; r++)
                if (roles.at[r].role >= 0 && roles.at[r].role < ROLE_N)
                    say(c->out, "%s%.*s%s%.*s", r > 0 ? "," : "",
                        STR_ARG(role_word((enum role)roles.at[r].role)),
                        roles.at[r].team_id ? ":" : "", STR_ARG(roles.at[r].team_name));
            say(c->out, "%s%s\n", p->locked_until > clock_now() ? "\tlocked" : "",
                p->has_password ? "" : "\tno password");
        }
        arena_rewind(c->arena, mark);
    } while (f.after != 0 && !(c->cancelled != NULL && *c->cancelled));
    return OK;
}

static int user_list(struct command_context *c, int argc, char **argv)
{
    struct args a;
    struct db *db;

    if (!read_args(c, argc, argv, 0, &a))
        return 2;
    db = db_start(c->store, c->arena);
    return done(c, db, list_all(c, db, &a));
}

/* ---- user set-password, unlock, end-sessions, code, roles */

static enum status find_user(struct command_context *c, struct db *db, const struct args *a,
                             struct person *ret)
{
    enum status found = person_find_by_login(db, c->arena, &actor_system, str_of(a->words[0]), ret);

    return found == MISSING ? fail(MISSING, "there is nobody by that login") : found;
}

static enum status set_password(struct command_context *c, struct db *db, const struct args *a)
{
    struct person p;
    struct str password;

    TRY(find_user(c, db, a, &p));
    TRY(read_password(c, &password));
    TRY(person_password_set_by(db, c->arena, &actor_system, p.id, password));
    say(c->out, "the password of %s is set, and all sessions have ended\n", a->words[0]);
    return OK;
}

static enum status unlock(struct command_context *c, struct db *db, const struct args *a)
{
    struct person p;

    TRY(find_user(c, db, a, &p));
    TRY(person_unlock(db, c->arena, &actor_system, p.id));
    say(c->out, "%s may try again\n", a->words[0]);
    return OK;
}

static enum status end_sessions(struct command_context *c, struct db *db, const struct args *a)
{
    struct person p;
    int64_t n;

    TRY(find_user(c, db, a, &p));
    TRY(person_end_sessions(db, c->arena, &actor_system, p.id, &n));
    say(c->out, "%lld sessions of %s have ended\n", (long long)n, a->words[0]);
    return OK;
}

static enum status make_code(struct command_context *c, struct db *db, const struct args *a)
{
    struct person p;
    struct str code;

    TRY(find_user(c, db, a, &p));
    TRY(person_code_make(db, c->arena, &actor_system, p.id, &code));
    say(c->out, "one-time code, good for a day at /sign-in/code: %.*s\n", STR_ARG(code));
    return OK;
}

static enum status show_roles(struct command_context *c, struct db *db, int64_t person_id)
{
    struct people_role_list roles;

    TRY(person_roles(db, c->arena, &actor_system, person_id, &roles));
    for (size_t i = 0; i < roles.n; i++)
        if (roles.at[i].role >= 0 && roles.at[i].role < ROLE_N)
            say(c->out, "%.*s\t%.*s\n", STR_ARG(role_word((enum role)roles.at[i].role)),
                STR_ARG(roles.at[i].team_id ? roles.at[i].team_name : STR("whole centre")));
    return OK;
}

static enum status change_roles(struct command_context *c, struct db *db, const struct args *a)
{
    struct person p;
    int64_t team_id;
    enum role role;

    TRY(find_user(c, db, a, &p));
    if (!a->add && !a->take)
        return show_roles(c, db, p.id);
    if (a->role == NULL || !role_find(str_of(a->role), &role) || (a->add && a->take))
        return fail(INVALID, "say --give or --take with --role ROLE");
    TRY(find_team(c, db, p.centre_id, a->team, &team_id));
    TRY((a->add ? person_role_give : person_role_take)(db, c->arena, &actor_system, p.id,
                                                       (int64_t)role, team_id));
    return show_roles(c, db, p.id);
}

static int with_user(struct command_context *c, int argc, char **argv,
                     enum status (*run)(struct command_context *, struct db *, const struct args *))
{
    struct args a;
    struct db *db;

    if (!read_args(c, argc, argv, 1, &a))
        return 2;
    db = db_start(c->store, c->arena);
    return done(c, db, run(c, db, &a));
}

static int user_set_password(struct command_context *c, int argc, char **argv)
{
    return with_user(c, argc, argv, set_password);
}

static int user_unlock(struct command_context *c, int argc, char **argv)
{
    return with_user(c, argc, argv, unlock);
}

static int user_end_sessions(struct command_context *c, int argc, char **argv)
{
    return with_user(c, argc, argv, end_sessions);
}

static int user_code(struct command_context *c, int argc, char **argv)
{
    return with_user(c, argc, argv, make_code);
}

static int user_roles(struct command_context *c, int argc, char **argv)
{
    return with_user(c, argc, argv, change_roles);
}

/* ---- import people */

static void say_row(struct command_context *c, const struct import_row *row)
{
    static const char *const words[] = {"new", "changed", "unchanged", "REJECTED"};

    if (row->verdict == IMPORT_SAME)
        return;
    say(c->out, "line %lld: %s: %.*s", (long long)row->line, words[row->verdict],
        STR_ARG(row->name));
    if (row->verdict == IMPORT_REJECTED)
        say(c->out, ": %.*s",
            STR_ARG(text_filled(c->arena, LANG_EN, row->reason, row->reason_args, 3)));
    for (size_t i = 0; i < row->n_changes; i++)
        say(c->out, "%s %.*s: %.*s -> %.*s", i == 0 ? ":" : ";",
            STR_ARG(text(LANG_EN, row->changes[i].what)),
            STR_ARG(row->changes[i].from.n ? row->changes[i].from : STR("(none)")),
            STR_ARG(row->changes[i].to));
    say(c->out, "\n");
}

static void say_result(struct command_context *c, const struct import_result *r)
{
    for (size_t i = 0; i < r->n; i++)
        say_row(c, &r->at[i]);
    if (r->ignored.n > 0)
        say(c->out, "columns that are not used: %.*s\n", STR_ARG(r->ignored));
    if (r->new_teams.n > 0)
        say(c->out, "new teams: %.*s\n", STR_ARG(r->new_teams));
    say(c->out, "%lld new, %lld changed, %lld unchanged, %lld rejected\n", (long long)r->n_new,
        (long long)r->n_changed, (long long)r->n_same, (long long)r->n_rejected);
}

static enum status import(struct command_context *c, struct db *db, const struct args *a)
{
    struct import_options options = {
        .create_teams = a->create_teams, .skip_rejects = a->skip_rejects, .dry_run = a->dry_run};
    struct import_result result = {.n = 0};
    struct str file;
    enum status status;

    TRY(find_centre(c, db, a->centre, &options.centre_id));
    TRY(people_import_read(c->files[0], c->arena, &file));
    status = people_import(db, c->arena, &actor_system, &options, file, &result);
    if (status == OK || (status == CONFLICT && result.n > 0))
        say_result(c, &result);
    if (status == OK && a->dry_run)
        say(c->out, "dry run: nothing was changed\n");
    return status;
}

static int import_people(struct command_context *c, int argc, char **argv)
{
    struct args a;
    struct db *db;

    if (!read_args(c, argc, argv, 1, &a))
        return 2;
    db = db_start(c->store, c->arena);
    return done(c, db, import(c, db, &a));
}

#define NO_FILES                                                                                   \
    {                                                                                              \
        -1                                                                                         \
    }

const struct command people_commands[] = {
    {.name = "user add",
     .usage =
         "bagvagt user add LOGIN [--name NAME] [--email ADDRESS] [--centre NAME] [--team NAME] "
         "[--role ROLE] [--lang da|en] [--password-stdin]",
     .summary = "add a person who can sign in",
     .help =
         "Adds a person. With --password-stdin the password is read from standard input (one\n"
         "line); otherwise a one-time code is printed, with which the person chooses a password\n"
         "at /sign-in/code within a day. --centre is needed only where there are several.\n"
         "ROLE: agent supervisor backup_on_call manager mentor call_trainer safety_rep\n"
         "union_rep admin; for --team, admin always for the whole centre.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_add,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "user list",
     .usage = "bagvagt user list [--search TEXT] [--centre NAME] [--left]",
     .summary = "list people: login, name, team, roles",
     .help =
         "One person a line, fields separated by tabs. --left shows also those who have left.\n",
     .needs = NEEDS_STORE_READ,
     .run = user_list,
     .input_files = NO_FILES},
    {.name = "user set-password",
     .usage = "bagvagt user set-password LOGIN < FILE",
     .summary = "set a password read from standard input",
     .help =
         "Reads one line from standard input, at least 12 characters. Ends all sessions of the\n"
         "person. Often better: bagvagt user code LOGIN.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_set_password,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "user code",
     .usage = "bagvagt user code LOGIN",
     .summary = "make a one-time code for choosing a password",
     .help = "Prints a code that is good once and for a day at /sign-in/code.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_code,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "user roles",
     .usage = "bagvagt user roles LOGIN [--give|--take --role ROLE [--team NAME]]",
     .summary = "show or change what a person may do",
     .help = "Without --give or --take: shows the roles. Without --team: for the whole centre.\n"
             "ROLE: agent supervisor backup_on_call manager mentor call_trainer safety_rep\n"
             "union_rep admin.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_roles,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "user end-sessions",
     .usage = "bagvagt user end-sessions LOGIN",
     .summary = "sign a person out everywhere",
     .help = "Ends every session of the person; API tokens stay.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_end_sessions,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "user unlock",
     .usage = "bagvagt user unlock LOGIN",
     .summary = "open an account that wrong passwords have closed",
     .help = "Forgets the wrong passwords in a row.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = user_unlock,
     .input_files = NO_FILES,
     .may_delegate = true},
    {.name = "import people",
     .usage = "bagvagt import people FILE [--dry-run] [--centre NAME] [--create-teams] "
              "[--skip-rejects]",
     .summary = "load people from a CSV file as Excel writes it",
     .help =
         "The first line names the columns, in Danish or English: navn/name, login/brugernavn,\n"
         "e-mail, team/hold, roller/roles (with commas; \"leder:Skat\" for a team, \"leder:*\" "
         "for\n"
         "the whole centre), lokalnummer/extension, agent, startdato, telefonstart, slutdato,\n"
         "sprog, nøgle/key. Semicolon, comma or tab; UTF-8 or Windows-1252; days as 22-11-2026 or\n"
         "2026-11-22. A person is found by key, else by login. An empty cell leaves what is "
         "there.\n"
         "--dry-run shows what would change and changes nothing. When a row is rejected nothing "
         "is\n"
         "changed, unless --skip-rejects. --create-teams makes teams that are missing.\n",
     .needs = NEEDS_STORE_WRITE,
     .run = import_people,
     .input_files = {0, -1},
     .may_delegate = true},
    {.name = NULL},
};
