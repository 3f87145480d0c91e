/* Versions, the check, who must and until when, reminders once each, who sees whom, the evidence pack.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_world.h"

#include "features/modules/modules_personal.h"
#include "features/modules/modules_parts.h"
#include "web/markdown.h"

static void own_words_are_whole(struct world *w)
{
    static const char *const words[] = {"conflict", "acute", "data", "leading"};

    for (size_t i = 0; i < 4; i++) {
        struct module_content c = module_now(w, &w->anna, words[i]);
        struct module_entry e = entry_of(&c);
        int64_t n = 0;

        assert_int_equal(c.module.version, 0);
        assert_ok(module_entry_check(
            &e, &n)); /* what comes with the program a centre could have written */
        assert_int_equal(n, c.n_questions);
        for (int lang = 0; lang < LANG_N; lang++) {
            struct trusted_html html = markdown_html(w->arena, c.text[lang][MODULE_BODY], 2);
            size_t at;

            assert_true(str_find(html.s, STR("<h2>"), &at));
            assert_false(str_find(html.s, STR("<h1>"), &at));
        }
    }
}
BOTH(own_words_are_whole)

static void wrong_leaves_no_trace(struct world *w)
{
    struct module_checked checked = answered(w, &w->anna, "conflict", false);
    struct module_answers late = {.version = 4};

    assert_int_equal(checked.passed_at, 0);
    assert_true(!checked.wrong[0] && checked.wrong[1]);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_pass"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);
    checked = answered(w, &w->anna, "conflict", true);
    assert_int_equal(checked.passed_at, clock_now());
    assert_int_equal(zone_day(w->zone, checked.until_at - 1), day_number(2027, 3, 30));
    clock_advance(HOUR_MS);
    answered(w, &w->anna, "conflict", true); /* the same day again: one row */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_pass"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'module_passed'"), 1);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM event WHERE kind = 'module.passed' AND object_id = 101"), 1);
    assert_status(module_check(w->db, w->arena, &w->anna, STR("conflict"), &late, &checked),
                  CONFLICT);
    assert_status(module_check(w->db, w->arena, &w->anna, STR("nothing"), &late, &checked),
                  MISSING);
    assert_status(module_check(w->db, w->arena, &actor_nobody, STR("conflict"), &late, &checked),
                  DENIED);
}
BOTH(wrong_leaves_no_trace)

static void recorded_dates_are_never_rewritten(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    DB_TX(tx, w->db);
    assert_true(db_run_text(w->db, STR("UPDATE module_pass SET at = 1")) != OK);
}
BOTH(recorded_dates_are_never_rewritten)

static void only_who_leads_all_changes(struct world *w)
{
    struct module_content c = module_now(w, &w->carl, "acute");
    struct module_entry e = entry_of(&c), bad = e;
    struct str word;

    assert_status(module_put(w->db, w->arena, &w->lea, STR("acute"), &e, &word), DENIED);
    assert_status(module_put(w->db, w->arena, &w->anna, STR("acute"), &e, &word), DENIED);
    bad.text[LANG_EN][MODULE_Q2_WHY] = STR("");
    assert_status(module_put(w->db, w->arena, &w->carl, STR("acute"), &bad, &word), INVALID);
    bad = e;
    bad.right[0] = -1;
    assert_status(module_put(w->db, w->arena, &w->carl, STR("acute"), &bad, &word), INVALID);
    bad = e;
    for (int lang = 0; lang < LANG_N; lang++) /* only two questions are left */
        memset(&bad.text[lang][MODULE_Q3], 0, sizeof(struct str) * 2 * MODULE_QUESTION_SIZE);
    assert_status(module_put(w->db, w->arena, &w->carl, STR("acute"), &bad, &word), INVALID);
    bad = e;
    bad.again_day = day_number(2026, 3, 29);
    assert_status(module_put(w->db, w->arena, &w->carl, STR("acute"), &bad, &word), INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_version"), 0);
    assert_ok(module_put(w->db, w->arena, &w->carl, STR("acute"), &e, &word));
    db_refresh(w->db);
    assert_status(module_put(w->db, w->arena, &w->amir, STR("acute"), &e, &word), CONFLICT);
    assert_int_equal(module_now(w, &w->uma, "acute").module.version, 0); /* another centre */
    e.version = 0;
    assert_ok(module_put(w->db, w->arena, &w->amir, STR_NONE, &e, &word));
    assert_str(word, "own-1");
    db_refresh(w->db);
    assert_ok(module_put(w->db, w->arena, &w->amir, STR_NONE, &e, &word));
    assert_str(word, "own-2");
}
BOTH(only_who_leads_all_changes)

static void a_version_may_demand_it_again(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    put_again(w, &w->carl, "conflict", 0);
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_HOLDS);
    put_again(w, &w->carl, "conflict", day_number(2026, 4, 10));
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_SOON);
    clock_advance(12 * DAY_MS);
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_LAPSED);
    answered(w, &w->anna, "conflict", true);
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_HOLDS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_pass"), 2);
}
BOTH(a_version_may_demand_it_again)

static void who_must(struct world *w)
{
    struct module_setting none = {.closed = true},
                          north = {.roles = 1 << ROLE_AGENT, .months = 6, .teams = {0, 11}};
    struct module_setting all = module_now(w, &w->carl, "conflict").module.setting;

    assert_true(mine_of(w, &w->anna, "conflict").must);
    assert_false(mine_of(w, &w->anna, "leading").must);
    assert_true(mine_of(w, &w->lea, "leading").must);
    assert_false(mine_of(w, &w->siv, "conflict").must);
    assert_status(module_set(w->db, w->arena, &w->carl, STR("conflict"), &none), CONFLICT);
    assert_status(module_set(w->db, w->arena, &w->carl, STR("conflict"), &north), CONFLICT);
    assert_status(module_set(w->db, w->arena, &w->lea, STR("data"), &north), DENIED);
    all.window_month = 3;
    assert_ok(module_set(w->db, w->arena, &w->carl, STR("conflict"), &all));
    db_refresh(w->db);
    assert_ok(module_set(w->db, w->arena, &w->carl, STR("data"), &north));
    db_refresh(w->db);
    assert_true(mine_of(w, &w->anna, "data").must);
    assert_false(mine_of(w, &w->soren, "data").must);
    north.teams[0] = 21; /* of another centre */
    assert_status(module_set(w->db, w->arena, &w->carl, STR("data"), &north), INVALID);
    db_refresh(w->db);
    assert_true(mine_of(w, &w->anna, "data").must); /* as it was */
    assert_ok(module_set(w->db, w->arena, &w->carl, STR("acute"), &none));
    assert_int_equal(mine_of(w, &w->anna, "acute").standing, -1);
}
BOTH(who_must)

/* What was passed holds by the rule of now. */
static void a_changed_rule_holds_for_all(struct world *w)
{
    struct module_setting s = module_now(w, &w->carl, "conflict").module.setting;

    answered(w, &w->anna, "conflict", true);
    answered(w, &w->bo, "conflict", true);
    s.months = 24;
    assert_ok(module_set(w->db, w->arena, &w->carl, STR("conflict"), &s));
    db_refresh(w->db);
    assert_int_equal(zone_day(w->zone, mine_of(w, &w->bo, "conflict").until_at - 1),
                     day_number(2028, 3, 30));
    s.months = 0;
    assert_ok(module_set(w->db, w->arena, &w->carl, STR("conflict"), &s));
    assert_int_equal(mine_of(w, &w->anna, "conflict").until_at, 0);
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_HOLDS);
}
BOTH(a_changed_rule_holds_for_all)

/* ---- reminders */

static int64_t n_notices(struct world *w, int64_t person_id, const char *text)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(w->arena,
                              "SELECT COUNT(*) FROM notice WHERE person_id = %lld AND text = '%s'",
                              (long long)person_id, text)));
}

static void morning(struct world *w)
{
    struct db *db = db_start(w->store, w->arena);
    DB_TX(tx, db);

    assert_ok(job_put(db, MODULES_TELL_ALL, 7, STR(""), clock_now()));
    assert_ok(db_commit(&tx));
    db_end(db);
    run_jobs(w);
    run_jobs(w);
}

static void each_reminder_once(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    morning(w);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_WAITS"), 2); /* acute and data */
    assert_int_equal(n_notices(w, 105, "NOTICE_MODULE_WAITS"),
                     0); /* the safety representative need not */
    for (int day = 0; day < 400; day++) {
        clock_advance(DAY_MS);
        morning(w);
    }
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_WAITS"), 2);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_MONTH"), 1);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_WEEK"), 1);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_ENDED"), 1);
    assert_int_equal(mine_of(w, &w->anna, "conflict").standing, MODULE_LAPSED);
}
BOTH(each_reminder_once)

static void only_who_still_must_and_the_nearest(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    answered(w, &w->bo, "conflict", true);
    run_sql(w, "DELETE FROM role_grant WHERE person_id = 102");
    clock_advance(360 * DAY_MS); /* nobody reminded for a year: the server stood still */
    morning(w);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_MONTH"), 0);
    assert_int_equal(n_notices(w, ANNA, "NOTICE_MODULE_WEEK"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE person_id = 102"), 0);
}
BOTH(only_who_still_must_and_the_nearest)

static void the_morning_comes_again(struct world *w)
{
    assert_ok(modules_plan(w->store));
    assert_ok(modules_plan(w->store));
    db_refresh(w->db);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'modules.tell_all'"), 1);
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'modules.tell_all'"), 1);
    assert_true(count(w, "SELECT run_at FROM job WHERE kind = 'modules.tell_all'") > clock_now());
    assert_true(count(w, "SELECT COUNT(*) FROM module_told") > 0);
}
BOTH(the_morning_comes_again)

/* ---- who sees whom */

static void names_numbers_and_nothing(struct world *w)
{
    struct modules_overview o;

    answered(w, &w->anna, "conflict", true);
    assert_ok(modules_overview(w->db, w->arena, &w->lea, LANG_DA, &o));
    for (size_t i = 0; i < o.n_people; i++)
        assert_true(o.people[i].person_id != 104); /* not her team */
    assert_true(o.n_people >= 3);
    assert_ok(modules_overview(w->db, w->arena, &w->siv, LANG_DA, &o));
    assert_int_equal(o.n_people, 0);
    assert_true(o.n_numbers > 0);
    for (size_t i = 0; i < o.n_numbers; i++)
        assert_true(o.numbers[i].hidden && o.numbers[i].n_hold == 0);
    assert_status(modules_overview(w->db, w->arena, &w->anna, LANG_DA, &o), DENIED);
    assert_ok(modules_overview(w->db, w->arena, &w->amir, LANG_DA, &o));
    assert_int_equal(o.n_people + o.n_numbers, 0);
}
BOTH(names_numbers_and_nothing)

static void small_groups_and_their_rest_are_hidden(void **state)
{
    (void)state;
    for (int64_t must = 0; must < 30; must++)
        for (int64_t hold = 0; hold <= must; hold++) {
            struct module_number n = {.n_must = must, .n_hold = hold};
            bool small = (hold > 0 && hold < 5) || (must - hold > 0 && must - hold < 5) || must < 5;

            modules_hide(&n);
            assert_int_equal(n.hidden, small);
            assert_int_equal(n.n_hold, small ? 0 : hold);
            assert_int_equal(n.n_must, must < 5 ? 0 : must);
        }
}

/* ---- the evidence pack */

static struct str pack(struct world *w, const struct actor *who, enum module_pack_kind kind,
                       int32_t from, int32_t to)
{
    const struct module_pack_ask ask = {from, to};
    struct str file;

    db_refresh(w->db);
    assert_ok(module_pack(w->db, w->arena, who, &ask, kind, &file));
    return file;
}

static bool holds(struct str file, const char *text)
{
    size_t at;

    return str_find(file, str_of(text), &at);
}

static void the_pack_is_the_same_each_time(struct world *w)
{
    int32_t from = day_number(2026, 1, 1), to = day_number(2026, 6, 30);
    struct str csv, pdf;

    run_sql(w, "UPDATE person SET name = '=1+1 Anna' WHERE id = 101");
    answered(w, &w->anna, "conflict", true);
    answered(w, &w->soren, "conflict", true);
    run_sql(w, "INSERT INTO limits_understood (person_id, centre_id, version, at) VALUES (101, 1, "
               "0, 1774864800000);"
               "INSERT INTO gate_sign (id, centre_id, person_id, trainer_id, words, at) VALUES (1, "
               "1, 101, 103, 'sygdomsord', 1774864800000);"
               "INSERT INTO gate_override (id, centre_id, person_id, leader_id, reason, at, "
               "until_at) VALUES (1, 1, 101, 103, 'sygdomsord', 1774864800000, 1774951200000)");
    csv = pack(w, &w->lea, MODULE_PACK_CSV, from, to);
    assert_true(holds(csv, "'=1+1 Anna")); /* no formula */
    assert_true(holds(csv, "2026-03-30"));
    assert_true(holds(csv, "Når tonen bliver hård (programmets egen udgave)"));
    assert_true(holds(csv, "Grænser for acceptabel adfærd"));
    assert_true(holds(csv, "Oplæring ved telefonen"));
    assert_true(holds(csv, "Alene på telefonen før"));
    assert_true(holds(csv, "Lea Krog"));
    assert_false(holds(csv, "Søren")); /* another team */
    assert_false(holds(csv, "sygdomsord"));
    pdf = pack(w, &w->lea, MODULE_PACK_PDF, from, to);
    assert_true(str_starts(pdf, STR("%PDF")));
    clock_advance(77 * DAY_MS);
    assert_true(str_eq(pdf, pack(w, &w->lea, MODULE_PACK_PDF, from, to)));
    assert_true(str_eq(csv, pack(w, &w->lea, MODULE_PACK_CSV, from, to)));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'evidence_pack_made'"), 4);
    csv = pack(w, &w->lea, MODULE_PACK_CSV, day_number(2025, 1, 1), day_number(2025, 12, 31));
    assert_false(holds(csv, "2026-03-30"));
}
BOTH(the_pack_is_the_same_each_time)

/* A module gets another title in a new version, and a new one is made: the packs of the time before say what they said. */
static void a_new_version_changes_no_pack_before_it(struct world *w)
{
    int32_t from = day_number(2026, 1, 1), to = day_number(2026, 6, 30);
    struct module_content c = module_now(w, &w->carl, "conflict");
    struct module_entry e = entry_of(&c);
    struct str csv, pdf, numbers, word;

    answered(w, &w->anna, "conflict", true);
    csv = pack(w, &w->lea, MODULE_PACK_CSV, from, to);
    pdf = pack(w, &w->lea, MODULE_PACK_PDF, from, to);
    numbers = pack(w, &w->amir, MODULE_PACK_CSV, from, to);
    assert_true(numbers.n > 100);
    clock_advance(100 * DAY_MS);
    e.text[LANG_DA][MODULE_TITLE] = STR("Når nogen råber");
    e.text[LANG_EN][MODULE_TITLE] = STR("When somebody shouts");
    assert_ok(module_put(w->db, w->arena, &w->carl, STR("conflict"), &e, &word));
    db_refresh(w->db);
    e.version = 0;
    assert_ok(
        module_put(w->db, w->arena, &w->carl, STR_NONE, &e, &word)); /* one of the centre's own */
    db_refresh(w->db);
    answered(w, &w->anna, "conflict", true);
    assert_true(str_eq(csv, pack(w, &w->lea, MODULE_PACK_CSV, from, to)));
    assert_true(str_eq(pdf, pack(w, &w->lea, MODULE_PACK_PDF, from, to)));
    assert_true(str_eq(numbers, pack(w, &w->amir, MODULE_PACK_CSV, from, to)));
    csv = pack(w, &w->lea, MODULE_PACK_CSV, to + 1, to + 180); /* and the next one what is so now */
    assert_true(holds(csv, "Når nogen råber"));
    assert_false(holds(csv, "Når tonen bliver hård"));
}
BOTH(a_new_version_changes_no_pack_before_it)

static void the_pack_without_names(struct world *w)
{
    const struct module_pack_ask ask = {day_number(2026, 1, 1), day_number(2026, 6, 30)},
                                 none = {day_number(2026, 6, 30), day_number(2026, 1, 1)};
    struct str file;

    answered(w, &w->anna, "conflict", true);
    assert_ok(module_pack(w->db, w->arena, &w->siv, &ask, MODULE_PACK_CSV, &file));
    assert_false(holds(file, "Anna"));
    assert_true(holds(file, "skjult"));
    db_refresh(w->db);
    assert_ok(module_pack(w->db, w->arena, &w->amir, &ask, MODULE_PACK_CSV, &file));
    assert_false(holds(file, "Anna"));
    db_refresh(w->db);
    assert_status(module_pack(w->db, w->arena, &w->anna, &ask, MODULE_PACK_CSV, &file), DENIED);
    assert_status(module_pack(w->db, w->arena, &w->lea, &none, MODULE_PACK_CSV, &file), INVALID);
}
BOTH(the_pack_without_names)

/* ---- Markdown */

static struct str shown(struct arena *a, const char *text)
{
    const struct markdown_picture known = {STR("/modules/pictures/7"), STR("Et hus")};
    return markdown_with_pictures(a, str_of(text), 2, &known, 1).s;
}

static void markdown_is_tame(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_str(shown(a, "# A\n\n#### B\n"), "<h2>A</h2>\n<h3>B</h3>\n");
    assert_str(shown(a, "![](/modules/pictures/7)"),
               "<p><img src=\"/modules/pictures/7\" alt=\"Et hus\" /></p>\n");
    assert_str(shown(a, "![x](/modules/pictures/7)"),
               "<p><img src=\"/modules/pictures/7\" alt=\"x\" /></p>\n");
    assert_str(shown(a, "![far](https://example.org/x.png)"), "<p>far</p>\n");
    assert_str(shown(a, "[go](javascript:alert(1)) [go](//evil) [in](/limits)"),
               "<p>go go <a href=\"/limits\">in</a></p>\n");
    assert_false(holds(shown(a, "<script>x</script>\n\na <b onclick=y>c</b>"), "<script"));
    assert_false(holds(shown(a, "a <b onclick=y>c</b>"), "onclick"));
    assert_str(shown(a, "[![p](/x)](javascript:x)"), "<p>p</p>\n");
    arena_free(a);
}

static void forgotten_wholly(struct world *w)
{
    answered(w, &w->anna, "conflict", true);
    morning(w);
    {
        DB_TX(tx, w->db);
        for (const struct personal *p = modules_personal; p->name; p++)
            if (p->forget)
                assert_ok(p->forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_pass WHERE person_id = 101"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_state WHERE person_id = 101"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_told WHERE person_id = 101"), 0);
}
BOTH(forgotten_wholly)

static void the_last_pass_stays(struct world *w)
{
    struct retention_task task = {.most = 100};
    int64_t n = 0;

    answered(w, &w->anna, "conflict", true);
    clock_advance(400 * DAY_MS);
    answered(w, &w->anna, "conflict", true);
    task.before_at = clock_now() + DAY_MS;
    {
        DB_TX(tx, w->db);
        assert_ok(modules_retention[0].run(w->db, w->arena, &task, &n));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(n, 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM module_pass"), 1);
    assert_true(count(w, "SELECT at FROM module_pass") == clock_now());
}
BOTH(the_last_pass_stays)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(own_words_are_whole),
        ON_BOTH(wrong_leaves_no_trace),
        ON_BOTH(recorded_dates_are_never_rewritten),
        ON_BOTH(only_who_leads_all_changes),
        ON_BOTH(a_version_may_demand_it_again),
        ON_BOTH(who_must),
        ON_BOTH(a_changed_rule_holds_for_all),
        ON_BOTH(each_reminder_once),
        ON_BOTH(only_who_still_must_and_the_nearest),
        ON_BOTH(the_morning_comes_again),
        ON_BOTH(names_numbers_and_nothing),
        cmocka_unit_test(small_groups_and_their_rest_are_hidden),
        ON_BOTH(the_pack_is_the_same_each_time),
        ON_BOTH(a_new_version_changes_no_pack_before_it),
        ON_BOTH(the_pack_without_names),
        cmocka_unit_test(markdown_is_tame),
        ON_BOTH(forgotten_wholly),
        ON_BOTH(the_last_pass_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
