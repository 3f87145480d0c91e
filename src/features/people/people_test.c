/* Rules about people, teams, roles and lines, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/people_world.h"

static struct person_input input(const char *name, const char *login)
{
    return (struct person_input){
        .name = str_of(name), .login = str_of(login), .centre_id = CENTRE, .team_id = NORTH};
}

static void creates(struct world *w)
{
    struct person_input in = input("  Åse Ærø ", "  ÅSE ");
    struct person p;
    int64_t id;

    in.email = STR("aase@eksempel.dk");
    in.external_key = STR("P9");
    assert_ok(person_create(w->db, w->arena, &w->amir, &in, &id));
    assert_ok(person_find(w->db, w->arena, &w->amir, id, &p));
    assert_str(p.name, "Åse Ærø");
    assert_str(p.login, "åse");
    assert_str(p.team_name, "Nord");
    assert_false(p.has_password);
    assert_ok(person_find_by_login(w->db, w->arena, &w->amir, STR("Åse"), &p));
    assert_true(p.id == id);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'person_created'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event WHERE kind = 'people.changed'"), 1);
}
BOTH(creates)

static void refuses_bad_input(struct world *w)
{
    static const struct {
        const char *name, *login, *email;
        enum text_key key;
    } bad[] = {
        {"", "xx", "", T_PEOPLE_NAME_BAD},        {"A\nB", "xx", "", T_PEOPLE_NAME_BAD},
        {"A", "x", "", T_PEOPLE_LOGIN_BAD},       {"A", "x y", "", T_PEOPLE_LOGIN_BAD},
        {"A", "x;y", "", T_PEOPLE_LOGIN_BAD},     {"A", "xx", "nobody", T_PEOPLE_EMAIL_BAD},
        {"A", "xx", "a@b@c", T_PEOPLE_EMAIL_BAD}, {"A", "xx", "a b@c", T_PEOPLE_EMAIL_BAD},
    };
    int64_t id;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct person_input in = input(bad[i].name, bad[i].login);

        in.email = str_of(bad[i].email);
        assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), INVALID, bad[i].key);
    }
    struct person_input in = input("A", "ANNA");
    assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), CONFLICT,
                   T_PEOPLE_LOGIN_TAKEN);
    in = input("A", "xx");
    in.external_key = STR("P1");
    assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), CONFLICT,
                   T_PEOPLE_KEY_TAKEN);
    in = input("A", "xx");
    in.team_id = FAR;
    assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), INVALID,
                   T_PEOPLE_TEAM_OTHER_CENTRE);
    in = input("A", "xx");
    in.started_day = TODAY;
    in.left_day = TODAY - 1;
    assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), INVALID,
                   T_PEOPLE_LEFT_BEFORE_START);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person"), 6);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);
}
BOTH(refuses_bad_input)

static void needs_permission(struct world *w)
{
    struct person_input in = input("A", "xx");
    struct people_filter f = {.after = 0};
    struct people_item_list list;
    struct person p;
    int64_t id, next;
    struct str code;

    assert_status(person_create(w->db, w->arena, &w->lea, &in, &id), DENIED);
    assert_status(person_change(w->db, w->arena, &w->anna, ANNA, &in, NULL), DENIED);
    assert_status(person_find(w->db, w->arena, &w->anna, ANNA, &p), DENIED);
    assert_status(people_list(w->db, w->arena, &w->lea, &f, &list, &next), DENIED);
    assert_status(person_role_give(w->db, w->arena, &w->anna, ANNA, ROLE_ADMIN, 0), DENIED);
    assert_status(person_code_make(w->db, w->arena, &w->lea, AMIR, &code), DENIED);
    assert_status(team_create(w->db, w->arena, &w->lea, CENTRE, STR("X"), &id), DENIED);
    assert_status(centre_create(w->db, w->arena, &w->lea, STR("X"), STR("Europe/Copenhagen"), &id),
                  DENIED);
    assert_status(person_line_remove(w->db, w->arena, &w->anna, ANNA, 501), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);
}
BOTH(needs_permission)

static void changes_and_ends(struct world *w)
{
    struct person p;
    struct person_input in;
    bool changed;

    world_sql(w,
              "INSERT INTO session (id, token_hash, person_id, csrf, created_at, seen_at, ends_at)"
              " VALUES (1, 'h', 101, 'c', 0, 0, 9000000000000);"
              "INSERT INTO api_token (id, token_hash, person_id, name, scopes, created_at, ends_at)"
              " VALUES (1, 'h', 101, 'n', 2, 0, 9000000000000)");
    assert_ok(person_find(w->db, w->arena, &w->amir, ANNA, &p));
    in = person_input_of(&p);
    assert_ok(person_change(w->db, w->arena, &w->amir, ANNA, &in, &changed));
    assert_false(changed);
    in.name = STR("Anna Lund");
    assert_ok(person_change(w->db, w->arena, &w->amir, ANNA, &in, &changed));
    assert_true(changed);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE detail = 'name'"), 1);
    in.left_day = TODAY - 1;
    assert_ok(person_change(w->db, w->arena, &w->amir, ANNA, &in, &changed));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM session"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM api_token WHERE revoked_at IS NULL"), 0);
    assert_int_equal(count(w, "SELECT to_day FROM person_line WHERE id = 501"), TODAY - 1);
    assert_status(person_change(w->db, w->arena, &w->amir, 999, &in, NULL), MISSING);

    assert_ok(person_find(w->db, w->arena, &w->amir, AMIR, &p));
    in = person_input_of(&p);
    in.left_day = TODAY - 1;
    assert_refused(person_change(w->db, w->arena, &w->amir, AMIR, &in, NULL), CONFLICT,
                   T_PEOPLE_NOT_YOURSELF);
}
BOTH(changes_and_ends)

static void moves_between_centres(struct world *w)
{
    struct person p;
    struct person_input in;

    assert_ok(person_find(w->db, w->arena, &w->amir, ANNA, &p));
    in = person_input_of(&p);
    in.centre_id = OTHER_CENTRE;
    in.team_id = FAR;
    assert_ok(person_change(w->db, w->arena, &w->amir, ANNA, &in, NULL));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 101"), 0);
}
BOTH(moves_between_centres)

static size_t found(struct world *w, struct people_filter f)
{
    struct people_item_list list;
    int64_t next;

    assert_ok(people_list(w->db, w->arena, &w->amir, &f, &list, &next));
    return list.n;
}

static void lists(struct world *w)
{
    struct people_filter f = {.search = STR("")};
    struct people_item_list list;
    size_t n = 0;
    int64_t next;

    assert_int_equal(found(w, f), 5); /* Ole has left */
    f.with_left = true;
    assert_int_equal(found(w, f), 6);
    f.search = STR("ÆRØ");
    assert_int_equal(found(w, f), 1);
    f.search = STR("ås");
    assert_int_equal(found(w, f), 1);
    f.search = STR("as");
    assert_int_equal(found(w, f), 0); /* å is a letter of its own */
    f.search = STR("%");
    assert_int_equal(found(w, f), 0);
    f.search = STR("_");
    assert_int_equal(found(w, f), 0);
    f.search = STR("\xff");
    assert_int_equal(found(w, f), 6); /* no text at all: as if nothing was asked */
    f = (struct people_filter){.team_id = NORTH};
    assert_int_equal(found(w, f), 3);
    f = (struct people_filter){.centre_id = OTHER_CENTRE};
    assert_int_equal(found(w, f), 1);

    for (int i = 0; i < 120; i++) {
        struct person_input in = input("Kaj", str_c(w->arena, arena_printf(w->arena, "kaj%d", i)));
        int64_t id;

        assert_ok(person_create(w->db, w->arena, &w->amir, &in, &id));
    }
    f = (struct people_filter){.search = STR("kaj")};
    do {
        assert_ok(people_list(w->db, w->arena, &w->amir, &f, &list, &next));
        n += list.n;
        f.after = next;
    } while (next != 0);
    assert_int_equal(n, 120);
}
BOTH(lists)

static void gives_and_takes_roles(struct world *w)
{
    struct grant grants[] = {{ROLE_MANAGER, SOUTH}, {ROLE_MENTOR, NORTH}, {ROLE_MENTOR, NORTH}};
    struct people_role_list roles;
    bool changed;

    assert_ok(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_SUPERVISOR, SOUTH));
    assert_ok(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_SUPERVISOR, SOUTH));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'roles_changed'"), 1);
    assert_refused(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_ADMIN, NORTH), INVALID,
                   T_PEOPLE_ADMIN_WHOLE_CENTRE);
    assert_refused(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_N, 0), INVALID,
                   T_PEOPLE_ROLE_UNKNOWN);
    assert_refused(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_AGENT, FAR), INVALID,
                   T_PEOPLE_TEAM_OTHER_CENTRE);
    assert_refused(person_role_give(w->db, w->arena, &w->amir, BO, ROLE_AGENT, 999), INVALID,
                   T_PEOPLE_TEAM_UNKNOWN);
    assert_status(person_role_give(w->db, w->arena, &w->amir, 999, ROLE_AGENT, 0), MISSING);
    assert_status(person_role_take(w->db, w->arena, &w->amir, BO, ROLE_MENTOR, 0), MISSING);

    assert_ok(person_roles_set(w->db, w->arena, &w->amir, BO, grants, 3, &changed));
    assert_true(changed);
    assert_ok(person_roles(w->db, w->arena, &w->amir, BO, &roles));
    assert_int_equal(roles.n, 2);
    assert_ok(person_roles_set(w->db, w->arena, &w->amir, BO, grants, 3, &changed));
    assert_false(changed);

    assert_refused(person_role_take(w->db, w->arena, &w->amir, AMIR, ROLE_ADMIN, 0), CONFLICT,
                   T_PEOPLE_OWN_LAST_ADMIN);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM role_grant WHERE person_id = 106"), 1);
    assert_ok(person_role_take(w->db, w->arena, &w->amir, YRSA, ROLE_ADMIN, 0));
}
BOTH(gives_and_takes_roles)

static void one_line_one_person(struct world *w)
{
    struct line_holder holder = {0};
    struct person_line_list lines;

    assert_refused(person_line_add(w->db, w->arena, &w->amir, BO, STR("1127"), TODAY, 0, &holder),
                   CONFLICT, T_PEOPLE_LINE_TAKEN);
    assert_true(holder.person_id == ANNA);
    assert_str(holder.name, "Anna Holm");
    /* before Anna had it, and after */
    assert_ok(person_line_add(w->db, w->arena, &w->amir, BO, STR(" 1127 "), 20000, 20529, NULL));
    assert_refused(person_line_add(w->db, w->arena, &w->amir, LEA, STR("1127"), 20100, 20110, NULL),
                   CONFLICT, T_PEOPLE_LINE_TAKEN);
    assert_ok(person_line_change(w->db, w->arena, &w->amir, ANNA, 501, 20530, TODAY, NULL));
    assert_ok(person_line_add(w->db, w->arena, &w->amir, BO, STR("1127"), TODAY + 1, 0, NULL));
    assert_refused(person_line_change(w->db, w->arena, &w->amir, ANNA, 501, 20530, 0, &holder),
                   CONFLICT, T_PEOPLE_LINE_TAKEN);
    assert_refused(person_line_change(w->db, w->arena, &w->amir, ANNA, 501, TODAY, TODAY - 1, NULL),
                   INVALID, T_PEOPLE_LINE_ENDS_BEFORE);
    assert_refused(person_line_add(w->db, w->arena, &w->amir, BO, STR(" "), TODAY, 0, NULL),
                   INVALID, T_PEOPLE_LINE_BAD);
    assert_refused(person_line_add(w->db, w->arena, &w->amir, BO, STR("9"), 0, 0, NULL), INVALID,
                   T_PEOPLE_DAY_BAD);
    /* another centre has phones of its own */
    assert_ok(person_line_add(w->db, w->arena, &w->amir, YRSA, STR("1127"), 20000, 0, NULL));
    assert_status(person_line_change(w->db, w->arena, &w->amir, BO, 501, TODAY, 0, NULL), MISSING);
    assert_status(person_line_remove(w->db, w->arena, &w->amir, BO, 501), MISSING);
    assert_ok(person_line_remove(w->db, w->arena, &w->amir, ANNA, 501));
    assert_ok(person_line_list(w->db, w->arena, &w->amir, ANNA, &lines));
    assert_int_equal(lines.n, 0);
    assert_ok(person_line_add(w->db, w->arena, &w->amir, ANNA, STR("PJSIP/Anna"), TODAY, 0, NULL));
    assert_ok(person_line_list(w->db, w->arena, &w->amir, ANNA, &lines));
    assert_str(lines.at[0].line, "pjsip/anna");
}
BOTH(one_line_one_person)

static void teams_and_centres(struct world *w)
{
    struct people_team team;
    struct person_input in;
    int64_t id, centre;

    assert_ok(team_create(w->db, w->arena, &w->amir, CENTRE, STR("Øst"), &id));
    assert_refused(team_create(w->db, w->arena, &w->amir, CENTRE, STR("ØST"), &id), CONFLICT,
                   T_PEOPLE_TEAM_NAME_TAKEN);
    assert_refused(team_create(w->db, w->arena, &w->amir, CENTRE, STR("  "), &id), INVALID,
                   T_PEOPLE_TEAM_NAME_BAD);
    assert_refused(team_create(w->db, w->arena, &w->amir, 999, STR("Vest"), &id), INVALID,
                   T_PEOPLE_CENTRE_UNKNOWN);
    assert_ok(team_rename(w->db, w->arena, &w->amir, id, STR("øst")));
    assert_refused(team_rename(w->db, w->arena, &w->amir, id, STR("Nord")), CONFLICT,
                   T_PEOPLE_TEAM_NAME_TAKEN);
    assert_refused(team_close(w->db, w->arena, &w->amir, NORTH), CONFLICT, T_PEOPLE_TEAM_NOT_EMPTY);
    assert_ok(team_close(w->db, w->arena, &w->amir, SOUTH));
    assert_ok(team_close(w->db, w->arena, &w->amir, SOUTH));
    assert_ok(team_find(w->db, w->arena, &w->amir, SOUTH, &team));
    assert_true(team.closed_at == NOON);
    in = input("A", "xx");
    in.team_id = SOUTH;
    assert_refused(person_create(w->db, w->arena, &w->amir, &in, &id), INVALID,
                   T_PEOPLE_TEAM_CLOSED);
    assert_ok(team_reopen(w->db, w->arena, &w->amir, SOUTH));
    assert_ok(person_create(w->db, w->arena, &w->amir, &in, &id));
    assert_status(team_close(w->db, w->arena, &w->amir, 999), MISSING);

    assert_ok(centre_create(w->db, w->arena, &w->amir, STR("Nuuk"), STR("America/Nuuk"), &centre));
    assert_refused(centre_change(w->db, w->arena, &w->amir, centre, STR("Nuuk"), STR("Mars/X")),
                   INVALID, T_PEOPLE_ZONE_BAD);
    assert_ok(
        centre_change(w->db, w->arena, &w->amir, centre, STR("Ilulissat"), STR("America/Nuuk")));
    assert_status(centre_change(w->db, w->arena, &w->amir, 999, STR("A"), STR("America/Nuuk")),
                  MISSING);
}
BOTH(teams_and_centres)

static void tokens(struct world *w)
{
    uint64_t mine = token_scopes_possible(&w->amir);
    struct token_list list;
    struct token token;
    struct str secret;
    int64_t id;

    for (enum permission p = 0; p < PERM_N; p++) /* never more than the maker may */
        assert_true((mine >> p & 1) == 0 || may(&w->amir, p));
    assert_true(mine >> PERM_CALLS_IMPORT & mine >> PERM_PEOPLE_MANAGE & 1);
    assert_false((mine >> PERM_INCIDENT_READ | mine >> PERM_SERVER_LOCAL | mine >> PERM_PUBLIC) &
                 1);
    assert_ok(
        token_create(w->db, w->arena, &w->amir, STR("løn"), mine, NOON + DAY_MS, &id, &secret));
    assert_true(str_starts(secret, STR("bvt_")) && secret.n > 40);
    assert_refused(
        token_create(w->db, w->arena, &w->amir, STR("x"), 0, NOON + DAY_MS, &id, &secret), INVALID,
        T_TOKEN_NO_SCOPE);
    assert_refused(token_create(w->db, w->arena, &w->amir, STR("x"),
                                UINT64_C(1) << PERM_INCIDENT_READ, NOON + DAY_MS, &id, &secret),
                   DENIED, T_TOKEN_SCOPE_NOT_YOURS);
    assert_refused(
        token_create(w->db, w->arena, &w->amir, STR("x"), mine, NOON + 400 * DAY_MS, &id, &secret),
        INVALID, T_TOKEN_END_BAD);
    assert_refused(token_create(w->db, w->arena, &w->amir, STR("x"), mine, NOON, &id, &secret),
                   INVALID, T_TOKEN_END_BAD);
    assert_refused(
        token_create(w->db, w->arena, &w->amir, STR(""), mine, NOON + DAY_MS, &id, &secret),
        INVALID, T_TOKEN_NAME_BAD);
    assert_ok(token_list(w->db, w->arena, &w->amir, &list));
    assert_int_equal(list.n, 1);
    assert_status(token_revoke(w->db, w->arena, &w->anna, list.at[0].id), MISSING);
    assert_ok(token_revoke(w->db, w->arena, &w->amir, list.at[0].id));
    assert_ok(token_revoke(w->db, w->arena, &w->amir, list.at[0].id));
    assert_ok(token_find(w->db, w->arena, &w->amir, list.at[0].id, &token));
    assert_true(token.revoked_at == NOON);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'token_revoked'"), 1);
    for (int i = 0; i < TOKENS_MAX; i++)
        assert_ok(
            token_create(w->db, w->arena, &w->amir, STR("x"), mine, NOON + DAY_MS, &id, &secret));
    assert_refused(
        token_create(w->db, w->arena, &w->amir, STR("x"), mine, NOON + DAY_MS, &id, &secret),
        CONFLICT, T_TOKEN_TOO_MANY);
}
BOTH(tokens)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TESTS_OF(creates),
        TESTS_OF(refuses_bad_input),
        TESTS_OF(needs_permission),
        TESTS_OF(changes_and_ends),
        TESTS_OF(moves_between_centres),
        TESTS_OF(lists),
        TESTS_OF(gives_and_takes_roles),
        TESTS_OF(one_line_one_person),
        TESTS_OF(teams_and_centres),
        TESTS_OF(tokens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
