/* Importing people: what Danish Excel writes, what goes wrong in files, and that the same file
 * twice changes nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_world.h"

#include <fcntl.h>
#include <unistd.h>

#include "features/people/people_cli.h"
#include "features/people/people_import.h"

static int open_testdata(const char *name)
{
    static const char here[] =
        __FILE__; /* as the compiler was told, from the build folder tests run in */
    char path[512];
    int fd;

    snprintf(path, sizeof path, "%.*s/testdata/%s", (int)(strrchr(here, '/') - here), here, name);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        fail_msg("%s is missing: run in the build folder", path);
    return fd;
}

static struct str load(struct world *w, const char *name)
{
    int fd = open_testdata(name);
    struct str file = STR_NONE;

    assert_ok(people_import_read(fd, w->arena, &file));
    close(fd);
    return file;
}

static enum status run(struct world *w, struct str file, struct import_options options,
                       struct import_result *ret)
{
    options.centre_id = CENTRE;
    return people_import(w->db, w->arena, &w->amir, &options, file, ret);
}

#define assert_counts(r, new_, changed, same, rejected)                                            \
    do {                                                                                           \
        assert_int_equal((r).n_new, new_);                                                         \
        assert_int_equal((r).n_changed, changed);                                                  \
        assert_int_equal((r).n_same, same);                                                        \
        assert_int_equal((r).n_rejected, rejected);                                                \
    } while (0)

static void loads_excel(struct world *w, const char *name)
{
    struct str file = load(w, name);
    struct import_result r;
    struct person p;

    assert_ok(run(w, file, (struct import_options){.dry_run = true}, &r));
    assert_counts(r, 3, 1, 0, 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 6); /* a dry run writes nothing */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);

    assert_ok(run(w, file, (struct import_options){.dry_run = false}, &r));
    assert_counts(r, 3, 1, 0, 0);
    assert_int_equal(r.at[2].line, 4);
    assert_int_equal(r.at[2].verdict, IMPORT_CHANGED);
    assert_int_equal(r.at[2].n_changes, 2);
    assert_int_equal(r.at[2].changes[0].what, T_PEOPLE_F_NAME);
    assert_str(r.at[2].changes[0].from, "Anna Holm");
    assert_str(r.at[2].changes[0].to, "Holm, Anna");
    assert_ok(person_find_by_login(w->db, w->arena, &w->amir, STR("aase"), &p));
    assert_str(p.name, "Åse Ærø");
    assert_str(p.external_key, "P100");
    assert_int_equal(p.started_day, day_number(2025, 5, 1));
    assert_int_equal(p.phones_day, day_number(2025, 5, 8));
    assert_ok(person_find_by_login(w->db, w->arena, &w->amir, STR("kimbo"), &p));
    assert_str(p.lang, "en");
    assert_int_equal(p.started_day, day_number(2026, 2, 3));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE role = 6 AND team_id = 0"), 1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM person_line WHERE line = 'agent/1201' AND from_day = 20216"),
        1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'people_imported'"), 1);

    int64_t audits = count(w, "SELECT COUNT(*) FROM audit");
    assert_ok(run(w, file, (struct import_options){.dry_run = false}, &r));
    assert_counts(r, 0, 0, 4, 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), audits);
}

static void loads_excel_1252(struct world *w)
{
    loads_excel(w, "excel_1252.csv");
}
BOTH(loads_excel_1252)

static void loads_excel_bom(struct world *w)
{
    loads_excel(w, "excel_utf8_bom.csv");
}
BOTH(loads_excel_bom)

static void loads_english(struct world *w)
{
    struct import_result r;

    assert_ok(run(w, load(w, "english.csv"), (struct import_options){.dry_run = false}, &r));
    assert_counts(r, 1, 0, 0, 0);
    assert_str(r.ignored, "shoe size");
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM role_grant WHERE role IN (0, 1) AND team_id = 11"),
        4); /* two were there */
    assert_ok(run(w, load(w, "sep_line.csv"), (struct import_options){.dry_run = false}, &r));
    assert_counts(r, 1, 0, 0, 0);
    assert_int_equal(r.at[0].line, 3);
}
BOTH(loads_english)

static void rejects_rows(struct world *w)
{
    static const enum text_key reasons[] = {T_NONE,
                                            T_IMPORT_FORMULA,
                                            T_IMPORT_TEAM_UNKNOWN,
                                            T_IMPORT_DAY_BAD,
                                            T_IMPORT_ROLE_UNKNOWN,
                                            T_IMPORT_ROLE_NEEDS_TEAM,
                                            T_IMPORT_LINE_TAKEN,
                                            T_IMPORT_TWICE,
                                            T_IMPORT_CELL_COUNT,
                                            T_PEOPLE_LOGIN_BAD,
                                            T_IMPORT_BROKEN_QUOTES};
    struct str file = load(w, "rejects.csv");
    struct import_result r;

    assert_refused(run(w, file, (struct import_options){.dry_run = false}, &r), CONFLICT,
                   T_IMPORT_HAS_REJECTS);
    assert_int_equal(r.n, 11);
    for (size_t i = 0; i < r.n; i++) {
        assert_int_equal(r.at[i].line, i + 2);
        if (r.at[i].reason != reasons[i])
            fail_msg("line %zu: %s, not %s", i + 2, text_key_names[r.at[i].reason],
                     text_key_names[reasons[i]]);
    }
    assert_str(text_filled(w->arena, LANG_DA, r.at[6].reason, r.at[6].reason_args, 3),
               "1127 tilhører Anna Holm. Giv den først en sidste dag dér");
    assert_true(r.lacks_teams);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 6);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);

    assert_ok(run(w, file, (struct import_options){.skip_rejects = true}, &r));
    assert_counts(r, 1, 0, 0, 10);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 7);
}
BOTH(rejects_rows)

static void makes_teams(struct world *w)
{
    struct str file = load(w, "new_team.csv");
    struct import_result r;

    assert_refused(run(w, file, (struct import_options){.dry_run = false}, &r), CONFLICT,
                   T_IMPORT_HAS_REJECTS);
    assert_ok(run(w, file, (struct import_options){.create_teams = true, .dry_run = true}, &r));
    assert_counts(r, 2, 0, 0, 0);
    assert_str(r.new_teams, "Vest");
    assert_int_equal(count(w, "SELECT COUNT(*) FROM team"), 3);
    assert_ok(run(w, file, (struct import_options){.create_teams = true}, &r));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM team"), 4);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant g JOIN team t ON t.id = g.team_id "
                              "WHERE t.name = 'Vest'"),
                     2);
    assert_ok(run(w, file, (struct import_options){.create_teams = true}, &r));
    assert_counts(r, 0, 0, 2, 0);
}
BOTH(makes_teams)

static void keeps_the_administrator(struct world *w)
{
    struct import_result r;

    assert_status(run(w, load(w, "admins.csv"), (struct import_options){.dry_run = false}, &r),
                  CONFLICT);
    assert_int_equal(r.at[0].reason, T_PEOPLE_OWN_LAST_ADMIN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 106"), 1);
    assert_ok(run(w, load(w, "whole_centre.csv"), (struct import_options){.dry_run = false}, &r));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 102"), 2);
    assert_int_equal(
        count(w,
              "SELECT COUNT(*) FROM role_grant WHERE person_id = 102 AND role = 3 AND team_id = 0"),
        1);
}
BOTH(keeps_the_administrator)

static void refuses_files(struct world *w)
{
    static const struct {
        const char *name;
        enum text_key key;
    } bad[] = {
        {"no_headings.csv", T_IMPORT_NO_HEADINGS},
        {"twice.csv", T_IMPORT_COLUMN_TWICE},
        {"binary.csv", T_IMPORT_BINARY},
        {"workbook.csv", T_IMPORT_WORKBOOK},
        {"utf16.csv", T_IMPORT_UTF16},
        {"empty.csv", T_IMPORT_EMPTY},
    };
    struct import_result r;
    struct import_options options = {.centre_id = CENTRE};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(
            run(w, load(w, bad[i].name), (struct import_options){.skip_rejects = true}, &r),
            INVALID, bad[i].key);
    assert_status(people_import(w->db, w->arena, &w->lea, &options, STR("navn;login\n"), &r),
                  DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 6);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);
}
BOTH(refuses_files)

static void refuses_huge(struct world *w)
{
    struct buf b = buf_new(w->arena, 64);
    struct import_result r;

    buf_add(&b, STR("navn;login\n"));
    for (int i = 0; i <= IMPORT_MAX_ROWS; i++)
        buf_add(&b, STR("=x;y\n"));
    assert_refused(run(w, buf_str(&b), (struct import_options){.skip_rejects = true}, &r),
                   TOO_LARGE, T_IMPORT_TOO_MANY_ROWS);
    while (b.n <= IMPORT_MAX_BYTES)
        buf_add(
            &b,
            STR("=x;yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n"));
    assert_refused(run(w, buf_str(&b), (struct import_options){.skip_rejects = true}, &r),
                   TOO_LARGE, T_IMPORT_TOO_LARGE);
}
BOTH(refuses_huge)

/* Every prefix of a good file, and every file with one byte changed: never a crash, never half a
 * row. */
static void survives_mutilation(struct world *w)
{
    struct str good = load(w, "excel_1252.csv");
    char *copy = arena_alloc(w->arena, good.n);
    struct import_options options = {.centre_id = CENTRE, .dry_run = true};

    for (size_t i = 0; i < good.n; i += 3) {
        struct arena *a = arena_new();
        struct import_result r;

        (void)!people_import(w->db, a, &w->amir, &options, str_sub(good, 0, i), &r);
        memcpy(copy, good.p, good.n);
        copy[i] = (char)(i * 37);
        (void)!people_import(w->db, a, &w->amir, &options, (struct str){copy, good.n}, &r);
        arena_free(a);
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 6);
}
BOTH(survives_mutilation)

/* ---- the command line */

struct cli {
    struct command_context c;
    int out[2];
    char said[8000];
};

/* args: words between blanks; a name with a blank is written with _. */
static int command(struct world *w, struct cli *cli, const char *name, int in, const char *args)
{
    const struct command *found = NULL;
    char text[200], *argv[16];
    int argc = 0, code;
    ssize_t n;

    snprintf(text, sizeof text, "%s", args);
    for (char *word = strtok(text, " "); word != NULL && argc < 16; word = strtok(NULL, " ")) {
        for (char *c = word; *c != '\0'; c++)
            *c = *c == '_' ? ' ' : *c;
        argv[argc++] = word;
    }
    for (const struct command *k = people_commands; k->name != NULL; k++)
        if (strcmp(k->name, name) == 0)
            found = k;
    assert_non_null(found);
    if (found == NULL)
        return 0;
    assert_int_equal(pipe2(cli->out, O_CLOEXEC), 0);
    cli->c = (struct command_context){.arena = w->arena,
                                      .store = w->store,
                                      .in = in,
                                      .out = cli->out[1],
                                      .err = cli->out[1],
                                      .files = {in, -1, -1, -1}};
    refuse_clear();
    failure_clear();
    code = found->run(&cli->c, argc, argv);
    close(cli->out[1]);
    n = read(cli->out[0], cli->said, sizeof cli->said - 1);
    cli->said[n > 0 ? n : 0] = '\0';
    close(cli->out[0]);
    return code;
}

static int input(const char *text)
{
    int fds[2];

    assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
    assert_int_equal(write(fds[1], text, strlen(text)), (ssize_t)strlen(text));
    close(fds[1]);
    return fds[0];
}

static void commands(struct world *w)
{
    struct cli cli;
    int64_t id;
    int in = open_testdata("excel_1252.csv");

    assert_int_equal(command(w, &cli, "import people", in, "x.csv --dry-run"), 1);
    assert_non_null(strstr(cli.said, "there are several centres"));
    assert_int_equal(command(w, &cli, "import people", in, "x.csv --dry-run --centre TEST"), 0);
    assert_non_null(strstr(cli.said, "3 new, 1 changed, 0 unchanged, 0 rejected"));
    assert_non_null(strstr(cli.said, "nothing was changed"));
    close(in);
    assert_int_equal(command(w, &cli, "user add", -1, "ny"), 1);
    assert_int_equal(
        command(w, &cli, "user add", input("en lang hemmelighed\n"),
                "ny --name Ny_Person --centre test --team nord --role manager --password-stdin"),
        0);
    db_refresh(w->db); /* the command had a view of its own */
    assert_ok(sign_in(w->db, w->arena, STR("ny"), STR("en lang hemmelighed"), STR(""), &id));
    assert_int_equal(command(w, &cli, "user roles", -1, "ny"), 0);
    assert_string_equal(cli.said, "manager\tNord\n");
    assert_int_equal(command(w, &cli, "user roles", -1, "ny --give --role king"), 1);
    assert_int_equal(command(w, &cli, "user roles", -1, "ny --give --role admin"), 0);
    assert_int_equal(command(w, &cli, "user set-password", input("kort\n"), "ny"), 1);
    assert_non_null(strstr(cli.said, "at least 12"));
    assert_int_equal(command(w, &cli, "user set-password", input("helt ny hemmelighed\r\n"), "NY"),
                     0);
    db_refresh(w->db); /* the command had a view of its own */
    assert_ok(sign_in(w->db, w->arena, STR("ny"), STR("helt ny hemmelighed"), STR(""), &id));
    assert_int_equal(command(w, &cli, "user unlock", -1, "findes-ikke"), 1);
    assert_non_null(strstr(cli.said, "nobody by that login"));
    assert_int_equal(command(w, &cli, "user unlock", -1, "ny"), 0);
    assert_int_equal(command(w, &cli, "user end-sessions", -1, "ny"), 0);
    assert_int_equal(command(w, &cli, "user code", -1, "ny"), 0);
    assert_int_equal(command(w, &cli, "user list", -1, "--search ny"), 0);
    assert_non_null(strstr(cli.said, "ny\tNy Person\tNord\tmanager:Nord,admin"));
    assert_int_equal(command(w, &cli, "user list", -1, "too many"), 2);
    assert_int_equal(command(w, &cli, "user list", -1, "--nonsense"), 2);
}
BOTH(commands)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TESTS_OF(loads_excel_1252), TESTS_OF(loads_excel_bom), TESTS_OF(loads_english),
        TESTS_OF(rejects_rows),     TESTS_OF(makes_teams),     TESTS_OF(keeps_the_administrator),
        TESTS_OF(refuses_files),    TESTS_OF(refuses_huge),    TESTS_OF(survives_mutilation),
        TESTS_OF(commands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
