/* Versions, the check of understanding, telling everybody once, and who sees whom.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/limits/limits_world.h"

#include "features/limits/limits_personal.h"

static struct limits now_for(struct world *w, const struct actor *who)
{
    struct limits l;

    db_refresh(w->db);
    assert_ok(limits_read(w->db, w->arena, who, LIMITS_NOW, &l));
    return l;
}

static void changed_by(struct world *w, const struct actor *who)
{
    struct limits l = now_for(w, who);

    l.text[LANG_DA][LIMITS_OKAY] = STR("Nye ord");
    assert_ok(limits_put(w->db, w->arena, who, &l));
    db_refresh(w->db);
}

static struct limits_checked answers(struct world *w, const struct actor *who, bool right)
{
    struct limits l = now_for(w, who);
    struct limits_answers sent = {.version = l.version};
    struct limits_checked checked;

    memcpy(sent.answer, l.right, sizeof sent.answer);
    if (!right)
        sent.answer[1] = (sent.answer[1] + 1) % LIMITS_CHOICES;
    assert_ok(limits_check(w->db, w->arena, who, &sent, &checked));
    db_refresh(w->db);
    return checked;
}

static void own_words_until_a_version(struct world *w)
{
    struct limits l = now_for(w, &w->anna), old;
    struct limits_version_row_list versions;

    assert_int_equal(l.version, 0);
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < LIMITS_PART_N; part++)
            assert_in_range(l.text[lang][part].n, 1, LIMITS_TEXT_MAX);
    changed_by(w, &w->carl);
    changed_by(w, &w->amir);
    assert_int_equal(now_for(w, &w->anna).version, 2);
    assert_ok(limits_versions(w->db, w->arena, &w->anna, &versions));
    assert_int_equal(versions.n, 2);
    assert_ok(limits_read(w->db, w->arena, &w->anna, 1, &old));
    assert_str(old.text[LANG_DA][LIMITS_OKAY], "Nye ord");
    assert_ok(limits_read(w->db, w->arena, &w->anna, 0, &old));
    assert_true(str_eq(old.text[LANG_DA][LIMITS_OKAY], l.text[LANG_DA][LIMITS_OKAY]));
    assert_status(limits_read(w->db, w->arena, &w->anna, 3, &old), MISSING);
    assert_int_equal(now_for(w, &w->uma).version, 0); /* another centre */
}
BOTH(own_words_until_a_version)

static void whole_and_not_late(struct world *w)
{
    struct limits l = now_for(w, &w->carl), bad = l;

    assert_status(limits_put(w->db, w->arena, &w->lea, &l), DENIED); /* leads a team alone */
    assert_status(limits_put(w->db, w->arena, &w->anna, &l), DENIED);
    bad.text[LANG_EN][LIMITS_Q3_WHY] = STR("");
    assert_status(limits_put(w->db, w->arena, &w->carl, &bad), INVALID);
    bad = l;
    bad.right[2] = LIMITS_CHOICES;
    assert_status(limits_put(w->db, w->arena, &w->carl, &bad), INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_version"), 0);
    assert_ok(limits_put(w->db, w->arena, &w->carl, &l));
    db_refresh(w->db);
    assert_status(limits_put(w->db, w->arena, &w->amir, &l), CONFLICT); /* carl was faster */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'limits_set'"), 1);
}
BOTH(whole_and_not_late)

static void wrong_leaves_no_trace(struct world *w)
{
    struct limits_checked checked = answers(w, &w->anna, false);
    int64_t n_audit = count(w, "SELECT COUNT(*) FROM audit");
    struct limits_answers late = {.version = 0};

    assert_int_equal(checked.understood_at, 0);
    assert_true(!checked.wrong[0] && checked.wrong[1] && !checked.wrong[2]);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_understood"), 0);
    assert_int_equal(n_audit, 0);
    assert_int_equal(answers(w, &w->anna, true).understood_at, clock_now());
    clock_advance(5000);
    assert_int_equal(answers(w, &w->anna, true).understood_at,
                     clock_now() - 5000); /* the first time stands */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'limits_understood'"), 1);
    changed_by(w, &w->carl);
    assert_status(limits_check(w->db, w->arena, &w->anna, &late, &checked), CONFLICT);
    late.version = 1;
    assert_status(limits_check(w->db, w->arena, &w->siv, &late, &checked), DENIED);
    assert_int_equal(answers(w, &w->anna, false).understood_at, 0); /* again after a change */
}
BOTH(wrong_leaves_no_trace)

/* Anna, Bo, Lea, Søren, Carl, Nina; Siv and Amir are not asked, Uma works elsewhere. */
static void told_once_per_version(struct world *w)
{
    const char *told = "SELECT COUNT(*) FROM notice WHERE text LIKE 'NOTICE_LIMITS%'";

    changed_by(w, &w->carl);
    run_jobs(w);
    assert_int_equal(count(w, told), 6);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE version = 1"), 6);
    changed_by(w, &w->carl);
    changed_by(w, &w->carl); /* before the job ran: told of the last alone */
    run_jobs(w);
    assert_int_equal(count(w, told), 12);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE version = 3"), 6);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE person_id = 110"), 0);
}
BOTH(told_once_per_version)

static void new_people_are_told(struct world *w)
{
    changed_by(w, &w->carl);
    run_jobs(w);
    run_sql(w, "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
               "(105, 0, 11, 0, 0);"); /* Siv also takes calls now */
    DB_TX(tx, w->db);
    assert_ok(announce(w->db, EVENT_PEOPLE_CHANGED, 105));
    assert_ok(db_commit(&tx));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE person_id = 105"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE centre_id = 1"), 7);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told WHERE person_id = 110"), 1);
}
BOTH(new_people_are_told)

static void names_within_reach(struct world *w)
{
    struct limits_follow f;

    answers(w, &w->anna, true);
    answers(w, &w->soren, true);
    assert_ok(limits_follow(w->db, w->arena, &w->lea, &f)); /* team 11: Anna, Bo, Lea, Nina */
    assert_int_equal(f.n, 4);
    assert_str(f.at[0].name, "Anna Holm");
    assert_true(f.at[0].understood_at != 0 && f.at[1].understood_at == 0);
    assert_int_equal(f.people.n, 4);
    assert_int_equal(f.understood.n, 1);
    assert_false(f.people.hidden || f.understood.hidden);
    assert_ok(limits_follow(w->db, w->arena, &w->carl, &f));
    assert_int_equal(f.n, 6);
    assert_int_equal(f.understood.n, 2);
    assert_ok(limits_follow(w->db, w->arena, &w->siv, &f)); /* no names, four are too few */
    assert_int_equal(f.n, 0);
    assert_true(f.people.hidden && f.understood.hidden && f.told.hidden);
    assert_int_equal(f.people.n + f.understood.n, 0);
    assert_status(limits_follow(w->db, w->arena, &w->anna, &f), DENIED);
}
BOTH(names_within_reach)

static void few_stay_hidden(struct world *w)
{
    struct limits_follow f;

    run_sql(w, "UPDATE role_grant SET team_id = 0 WHERE person_id = 105;");
    assert_ok(actor_load(w->db, w->arena, 105, &w->siv)); /* six people now */
    answers(w, &w->anna, true);
    assert_ok(limits_follow(w->db, w->arena, &w->siv, &f));
    assert_int_equal(f.people.n, 6);
    assert_true(f.understood.hidden); /* one has */
    assert_false(f.told.hidden);      /* nobody was */
    answers(w, &w->bo, true);
    answers(w, &w->lea, true);
    answers(w, &w->soren, true);
    answers(w, &w->nina, true);
    assert_ok(limits_follow(w->db, w->arena, &w->siv, &f));
    assert_true(f.understood.hidden); /* one has not */
    answers(w, &w->carl, true);
    assert_ok(limits_follow(w->db, w->arena, &w->siv, &f));
    assert_false(f.understood.hidden);
    assert_int_equal(f.understood.n, 6);
}
BOTH(few_stay_hidden)

static int64_t swept(struct world *w, size_t rule, int64_t before_at)
{
    struct retention_task task = {.now = clock_now(), .before_at = before_at, .most = 100};
    int64_t n = -1;
    DB_TX(tx, w->db);

    assert_ok(limits_retention[rule].run(w->db, w->arena, &task, &n));
    assert_ok(db_commit(&tx));
    return n;
}

static void kept_while_it_holds(struct world *w)
{
    answers(w, &w->anna, true);
    clock_advance(DAY_MS);
    assert_int_equal(swept(w, 1, clock_now()), 0); /* holds */
    changed_by(w, &w->carl);
    run_jobs(w);
    assert_int_equal(swept(w, 1, clock_now()), 1);
    assert_int_equal(swept(w, 0, clock_now() + 1), 0);
    answers(w, &w->anna, true);
    DB_TX(tx, w->db);
    for (const struct personal *p = limits_personal; p->name != NULL; p++)
        if (p->forget != NULL)
            assert_ok(p->forget(w->db, w->arena, ANNA));
    assert_ok(db_commit(&tx));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_understood"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM limits_told"), 5);
}
BOTH(kept_while_it_holds)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(own_words_until_a_version), ON_BOTH(whole_and_not_late),
        ON_BOTH(wrong_leaves_no_trace),     ON_BOTH(told_once_per_version),
        ON_BOTH(new_people_are_told),       ON_BOTH(names_within_reach),
        ON_BOTH(few_stay_hidden),           ON_BOTH(kept_while_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
