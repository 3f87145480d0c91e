/* Signing in: the count of wrong tries and the lock-out on a moved clock, one-time codes, the first
 * administrator, and what a test of timing cannot promise but the code can: unknown and known
 * logins go the same way.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/people/password.h"
#include "features/people/people_world.h"

#define GOOD STR("en lang hemmelighed")
#define REMOTE STR("192.0.2.7")

static enum status try(struct world *w, const char *login, const char *password)
{
    int64_t id;

    return sign_in(w->db, w->arena, str_of(login), str_of(password), REMOTE, &id);
}

static void give_password(struct world *w, int64_t person_id)
{
    assert_ok(person_password_set_by(w->db, w->arena, &actor_system, person_id, GOOD));
}

static void signs_in(struct world *w)
{
    int64_t id;

    give_password(w, ANNA);
    assert_ok(sign_in(w->db, w->arena, STR(" ANNA "), GOOD, REMOTE, &id));
    assert_true(id == ANNA);
    assert_refused(try(w, "anna", "noget helt andet"), DENIED, T_SIGN_IN_WRONG);
    assert_refused(try(w, "findes-ikke", "noget helt andet"), DENIED, T_SIGN_IN_WRONG);
    assert_refused(try(w, "bo", "har ingen endnu"), DENIED, T_SIGN_IN_WRONG);
    assert_refused(try(w, "", ""), DENIED, T_SIGN_IN_WRONG);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'signed_in'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'sign_in_refused'"), 4);
    assert_int_equal(count(w, "SELECT failed_n FROM person WHERE id = 101"), 1);
    give_password(w, OLE);
    assert_refused(try(w, "ole", "en lang hemmelighed"), DENIED, T_SIGN_IN_WRONG); /* has left */
}
BOTH(signs_in)

static void locks_out(struct world *w)
{
    int64_t minutes[] = {1, 2, 4, 8, 16, 32, 60, 60};

    give_password(w, ANNA);
    for (int i = 0; i < SIGN_IN_FREE_TRIES; i++)
        assert_refused(try(w, "anna", "forkert adgangskode"), DENIED, T_SIGN_IN_WRONG);
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        int64_t until = count(w, "SELECT locked_until FROM person WHERE id = 101");

        assert_true(until == clock_now() + minutes[i] * MINUTE_MS);
        /* closed also for the right one, in the same words, and such tries do not lengthen it */
        assert_refused(try(w, "anna", "en lang hemmelighed"), DENIED, T_SIGN_IN_WRONG);
        assert_true(until == count(w, "SELECT locked_until FROM person WHERE id = 101"));
        clock_advance(minutes[i] * MINUTE_MS);
        address_forget_all();
        if (i + 1 < sizeof minutes / sizeof minutes[0])
            assert_refused(try(w, "anna", "forkert adgangskode"), DENIED, T_SIGN_IN_WRONG);
    }
    assert_ok(try(w, "anna", "en lang hemmelighed"));
    assert_int_equal(count(w, "SELECT failed_n FROM person WHERE id = 101"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM person WHERE locked_until IS NOT NULL"), 0);
}
BOTH(locks_out)

static void unlocks(struct world *w)
{
    give_password(w, ANNA);
    world_sql(w, "UPDATE person SET failed_n = 9, locked_until = 9000000000000 WHERE id = 101");
    db_refresh(w->db);
    assert_status(try(w, "anna", "en lang hemmelighed"), DENIED);
    assert_ok(person_unlock(w->db, w->arena, &w->amir, ANNA));
    assert_ok(try(w, "anna", "en lang hemmelighed"));
}
BOTH(unlocks)

static void slows_an_address(void **state)
{
    (void)state;
    clock_freeze(NOON);
    address_forget_all();
    for (int i = 0; i < SIGN_IN_ADDRESS_TRIES; i++) {
        assert_ok(address_check(REMOTE));
        address_failed(REMOTE);
    }
    assert_refused(address_check(REMOTE), BUSY, T_SIGN_IN_TOO_MANY);
    assert_ok(address_check(STR("192.0.2.8")));
    clock_advance(SIGN_IN_ADDRESS_MS);
    assert_ok(address_check(REMOTE));
    address_failed(REMOTE);
    assert_status(address_check(REMOTE), BUSY);
    for (int i = 0; i < SIGN_IN_ADDRESS_TRIES; i++)
        address_failed(STR("2001:db8:1:2::1"));
    assert_status(address_check(STR("2001:db8:1:2:ffff::9")), BUSY); /* one subscriber */
    assert_ok(address_check(STR("2001:db8:1:3::1")));
    assert_ok(address_check(STR("")));
    clock_advance(HOUR_MS);
    assert_ok(address_check(REMOTE));
    clock_release();
}

static void good_passwords(void **state)
{
    struct arena *a = arena_new();
    struct str hash;
    bool fits;

    (void)state;
    assert_ok(password_check_new(a, STR("tolv tegn ok"), STR("anna"), STR("Anna Holm")));
    assert_ok(password_check_new(a, STR("ærøøå ærøøåæ"), STR("anna"), STR("Anna Holm")));
    assert_refused(password_check_new(a, STR("elleve tegn"), STR("x"), STR("y")), INVALID,
                   T_PASSWORD_TOO_SHORT);
    assert_refused(password_check_new(a, STR("ærøøå ærøøå"), STR("x"), STR("y")), INVALID,
                   T_PASSWORD_TOO_SHORT); /* characters, not bytes */
    assert_refused(password_check_new(a, STR("xxAnNaxx12345"), STR("anna"), STR("y")), INVALID,
                   T_PASSWORD_IS_NAME);
    assert_refused(password_check_new(a, STR("anna holm 2026"), STR("ah"), STR("Anna Holm")),
                   INVALID, T_PASSWORD_IS_NAME);
    assert_refused(password_check_new(a, STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
                                      STR("x"), STR("y")),
                   INVALID, T_PASSWORD_TOO_LONG);
    assert_ok(password_hash(a, GOOD, &hash));
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=65536,t=2,p=1$")));
    assert_ok(password_verify(a, hash, GOOD, &fits));
    assert_true(fits);
    assert_ok(password_verify(a, hash, STR("en lang hemmelighe"), &fits));
    assert_false(fits);
    assert_ok(password_verify(a, STR_NONE, GOOD, &fits));
    assert_false(fits);
    assert_ok(password_verify(a, STR("not a hash"), GOOD, &fits));
    assert_false(fits);
    assert_str(code_clean(a, STR(" 7kqf-3mxp t9wb ")), "7KQF3MXPT9WB");
    assert_str(code_clean(a, STR("oO-iIlL")), "001111");
    arena_free(a);
}

static void codes(struct world *w)
{
    struct str code, second;
    int64_t id;

    world_sql(w,
              "INSERT INTO session (id, token_hash, person_id, csrf, created_at, seen_at, ends_at)"
              " VALUES (1, 'h', 102, 'c', 0, 0, 9000000000000)");
    assert_ok(person_code_make(w->db, w->arena, &w->amir, BO, &code));
    assert_ok(person_code_make(w->db, w->arena, &w->amir, BO, &second));
    assert_refused(sign_in_by_code(w->db, w->arena, STR("bo"), code, GOOD, REMOTE, &id), DENIED,
                   T_SIGN_IN_CODE_WRONG); /* the second killed the first */
    assert_refused(sign_in_by_code(w->db, w->arena, STR("anna"), second, GOOD, REMOTE, &id), DENIED,
                   T_SIGN_IN_CODE_WRONG);
    assert_refused(sign_in_by_code(w->db, w->arena, STR("bo"), second, STR("kort"), REMOTE, &id),
                   INVALID, T_PASSWORD_TOO_SHORT);
    assert_ok(sign_in_by_code(w->db, w->arena, STR("Bo"), second, GOOD, REMOTE, &id));
    assert_true(id == BO);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM session"), 0);
    assert_refused(sign_in_by_code(w->db, w->arena, STR("bo"), second, GOOD, REMOTE, &id), DENIED,
                   T_SIGN_IN_CODE_WRONG);
    assert_ok(try(w, "bo", "en lang hemmelighed"));
    assert_ok(person_code_make(w->db, w->arena, &w->amir, BO, &code));
    clock_advance(SIGN_IN_CODE_MS);
    assert_refused(sign_in_by_code(w->db, w->arena, STR("bo"), code, GOOD, REMOTE, &id), DENIED,
                   T_SIGN_IN_CODE_WRONG);
    assert_status(person_code_make(w->db, w->arena, &w->amir, 999, &code), MISSING);
}
BOTH(codes)

static void guessing_codes_locks(struct world *w)
{
    struct str code;
    int64_t id;

    assert_ok(person_code_make(w->db, w->arena, &w->amir, BO, &code));
    for (int i = 0; i < SIGN_IN_FREE_TRIES; i++)
        assert_status(
            sign_in_by_code(w->db, w->arena, STR("bo"), STR("AAAA-BBBB"), GOOD, REMOTE, &id),
            DENIED);
    assert_status(sign_in_by_code(w->db, w->arena, STR("bo"), code, GOOD, REMOTE, &id), DENIED);
    clock_advance(MINUTE_MS);
    assert_ok(sign_in_by_code(w->db, w->arena, STR("bo"), code, GOOD, REMOTE, &id));
}
BOTH(guessing_codes_locks)

static void changes_own_password(struct world *w)
{
    struct str next = STR("en anden hemmelighed");

    give_password(w, ANNA);
    assert_refused(password_change(w->db, w->arena, &w->anna, STR("forkert"), next, REMOTE), DENIED,
                   T_PASSWORD_OLD_WRONG);
    assert_int_equal(count(w, "SELECT failed_n FROM person WHERE id = 101"), 1);
    assert_refused(password_change(w->db, w->arena, &w->anna, GOOD, STR("kort"), REMOTE), INVALID,
                   T_PASSWORD_TOO_SHORT);
    assert_ok(password_change(w->db, w->arena, &w->anna, GOOD, next, REMOTE));
    assert_ok(try(w, "anna", "en anden hemmelighed"));
    assert_status(try(w, "anna", "en lang hemmelighed"), DENIED);
}
BOTH(changes_own_password)

static void first_administrator(struct world *w)
{
    struct setup_input in = {.centre = STR("Borgerservice"),
                             .zone = STR(PEOPLE_DEFAULT_ZONE),
                             .name = STR("Yrsa Ås"),
                             .login = STR("yrsa"),
                             .password = GOOD};
    struct str old;
    struct actor who;
    int64_t id;
    bool needed;

    assert_ok(setup_needed(w->db, w->arena, &needed));
    assert_true(needed);
    in.code = STR("AAAA-BBBB-CCCC");
    assert_refused(setup_finish(w->db, w->arena, &in, &id), DENIED, T_SETUP_CODE_WRONG);
    assert_ok(setup_code_make(w->store, w->arena, &old));
    assert_ok(setup_code_make(w->store, w->arena, &in.code));
    db_refresh(w->db);
    struct str code = in.code;
    in.code = old;
    assert_refused(setup_finish(w->db, w->arena, &in, &id), DENIED, T_SETUP_CODE_WRONG);
    in.code = code;
    in.login = STR("x y");
    assert_refused(setup_finish(w->db, w->arena, &in, &id), INVALID, T_PEOPLE_LOGIN_BAD);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM centre"), 0); /* all or nothing */
    in.login = STR("yrsa");
    assert_ok(setup_finish(w->db, w->arena, &in, &id));
    assert_ok(actor_load(w->db, w->arena, id, &who));
    assert_true(may(&who, PERM_PEOPLE_MANAGE));
    assert_ok(setup_needed(w->db, w->arena, &needed));
    assert_false(needed);
    assert_refused(setup_finish(w->db, w->arena, &in, &id), DENIED, T_SETUP_CODE_WRONG); /* dead */
    assert_ok(try(w, "yrsa", "en lang hemmelighed"));
}
BOTH_IN(first_administrator, false)

static void demo(struct world *w)
{
    struct demo_person people[DEMO_N];

    assert_ok(demo_people(w->db, w->arena, people));
    assert_true(people[DEMO_ADMIN].id == 0 || people[DEMO_ADMIN].id == YRSA);
    assert_true(people[DEMO_MANAGER].id == 0); /* Lea is no invention */
    assert_ok(demo_sign_in(w->db, w->arena, YRSA));
    assert_status(demo_sign_in(w->db, w->arena, ANNA), MISSING);
    assert_status(demo_sign_in(w->db, w->arena, 999), MISSING);
}
BOTH(demo)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_passwords),
        cmocka_unit_test(slows_an_address),
        TESTS_OF(signs_in),
        TESTS_OF(locks_out),
        TESTS_OF(unlocks),
        TESTS_OF(codes),
        TESTS_OF(guessing_codes_locks),
        TESTS_OF(changes_own_password),
        TESTS_OF(first_administrator),
        TESTS_OF(demo),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
