/* The rules of asking on both databases: who is told when, answers, cards, times.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_world.h"

#include "features/asking/asking_personal.h"

static int64_t told(struct world *w, int64_t person_id, const char *key)
{
    return count(w,
                 str_c(w->arena,
                       arena_printf(w->arena,
                                    "SELECT COUNT(*) FROM notice WHERE person_id = %lld AND text = "
                                    "'NOTICE_ASKING_%s'",
                                    (long long)person_id, key)));
}

static void runs_until(struct world *w, int64_t ms)
{
    clock_advance(ms);
    run_jobs(w);
}

static void climbs_gently(struct world *w)
{
    int64_t id = asks(w, &w->anna, "Hvor lang er fristen for at klage?", ASKING_BY_NAME);

    run_jobs(w);
    assert_int_equal(told(w, NINA, "WAITS"), 1);
    assert_int_equal(told(w, SUNE, "WAITS"), 0);
    runs_until(w, 85000);
    assert_int_equal(told(w, SUNE, "WAITS"), 0);
    runs_until(w, 5000);
    assert_int_equal(told(w, SUNE, "WAITS"), 1);
    assert_int_equal(told(w, MAJ, "WAITS"), 0);
    assert_int_equal(told(w, CARL, "LEADER"), 0);
    runs_until(w, 90000);
    assert_int_equal(told(w, MAJ, "WAITS"), 1);
    assert_int_equal(told(w, BO, "WAITS"), 0); /* experienced, but at no desk page */
    assert_int_equal(told(w, CARL, "LEADER"), 1);
    assert_int_equal(told(w, LEA, "LEADER"), 0); /* one leads the whole centre */
    assert_int_equal(told(w, ANNA, "WAITS"), 0);
    assert_true(sees(w, &w->anna, id).told_leader);
    runs_until(w, HOUR_MS);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice"), 4);
}
BOTH(climbs_gently)

static void an_answer_ends_it(struct world *w)
{
    int64_t id = asks(w, &w->anna, "Må jeg give borgeren en kopi?", ASKING_BY_NAME);

    run_sql(w, "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
               "code_tries, changed_at) VALUES (108, 0, 'nina@example.dk', TRUE, 0, 0, 0)");
    run_jobs(w);
    clock_advance(30000);
    assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Ja, når det er hans egen sag.")));
    run_jobs(w);
    runs_until(w, 10 * MINUTE_MS);
    assert_int_equal(told(w, SUNE, "WAITS"), 0);
    assert_int_equal(told(w, CARL, "LEADER"), 0);
    assert_int_equal(told(w, ANNA, "ANSWERED"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM notice WHERE over_at IS NOT NULL"), 1);
    struct asking_question q = sees(w, &w->anna, id);
    assert_int_equal(q.state, ASKING_ANSWERED);
    assert_int_equal(q.replies.n, 1);
    assert_str(q.replies.at[0].name, "Bo Friis");
    assert_str(sees(w, &w->bo, id).asker, "Anna Holm"); /* who answers knows whom */
    assert_int_equal(sees(w, &w->soren, id).asker.n, 0);
    assert_status(asking_helped(w->db, w->arena, &w->bo, secret, id), MISSING);
    assert_ok(asking_helped(w->db, w->arena, &w->anna, STR_NONE, id));
    assert_true(sees(w, &w->anna, id).replies.at[0].helped);
    assert_status(asking_answer(w->db, w->arena, &w->soren, id, STR("For sent")), CONFLICT);
}
BOTH(an_answer_ends_it)

static void not_quite_climbs_anew(struct world *w)
{
    int64_t id = asks(w, &w->anna, "Hvordan stiller jeg om?", ASKING_ANONYMOUSLY);

    run_jobs(w);
    assert_status(asking_helped(w->db, w->arena, &w->anna, secret, id), CONFLICT);
    assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Tryk stjerne.")));
    run_jobs(w);
    assert_status(asking_again(w->db, w->arena, &w->anna, STR("en anden browser"), id, STR("")),
                  MISSING);
    assert_status(asking_again(w->db, w->arena, &w->bo, secret, id, STR("")), MISSING);
    assert_ok(asking_again(w->db, w->arena, &w->anna, secret, id, STR("Det gjorde jeg.")));
    run_jobs(w);
    struct asking_question q = sees(w, &w->anna, id);
    assert_true(q.mine);
    assert_int_equal(q.state, ASKING_OPEN);
    assert_int_equal(q.replies.n, 2);
    assert_int_equal(q.replies.at[1].kind, ASKING_MORE);
    assert_int_equal(q.replies.at[1].by_person, 0);
    assert_int_equal(told(w, NINA, "WAITS"), 2);
    assert_int_equal(count(w, "SELECT SUM(n) FROM asking_wait"), 1); /* the first answer alone */
}
BOTH(not_quite_climbs_anew)

static void nobody_there_is_skipped(struct world *w)
{
    run_sql(w, "DELETE FROM role_grant WHERE role IN (1, 2, 4)");
    asks(w, &w->anna, "Er der nogen?", ASKING_ANONYMOUSLY);
    run_jobs(w);
    runs_until(w, ASKING_GRID_MS);
    assert_int_equal(told(w, CARL, "LEADER"), 1); /* nobody else: at once */
}
BOTH(nobody_there_is_skipped)

static void the_pace_is_the_centres(struct world *w)
{
    struct asking_pace pace = {30, 20};

    assert_status(asking_pace_set(w->db, w->arena, &w->anna, &pace), DENIED);
    assert_status(asking_pace_set(w->db, w->arena, &w->lea, &pace), INVALID);
    pace.leader_s = 60;
    assert_ok(asking_pace_set(w->db, w->arena, &w->lea, &pace));
    db_refresh(w->db);
    asks(w, &w->anna, "Hvor hurtigt?", ASKING_BY_NAME);
    run_jobs(w);
    runs_until(w, 30000);
    assert_int_equal(told(w, SUNE, "WAITS"), 1);
    runs_until(w, 30000);
    assert_int_equal(told(w, CARL, "LEADER"), 1);
}
BOTH(the_pace_is_the_centres)

static void asked_once(struct world *w)
{
    int64_t id = asks(w, &w->anna, "To tryk", ASKING_ANONYMOUSLY), mine;

    assert_int_equal(asks(w, &w->anna, "To tryk", ASKING_ANONYMOUSLY), id);
    assert_int_not_equal(asks(w, &w->bo, "To tryk", ASKING_ANONYMOUSLY), id);
    mine = asks(w, &w->anna, "To tryk", ASKING_BY_NAME);
    assert_int_not_equal(mine, id);
    assert_int_equal(asks(w, &w->anna, "To tryk", ASKING_BY_NAME), mine);
    assert_ok(asking_withdraw(w->db, w->arena, &w->anna, secret, id));
    struct asking_question q;
    db_refresh(w->db);
    assert_status(asking_find(w->db, w->arena, &w->anna, secret, id, &q), MISSING);
    assert_ok(asking_answer(w->db, w->arena, &w->bo, mine, STR("Ja")));
    assert_status(asking_withdraw(w->db, w->arena, &w->anna, secret, mine), CONFLICT);
}
BOTH(asked_once)

static void within_the_centre(struct world *w)
{
    struct asking_question q;
    int64_t id = asks(w, &w->anna, "Kun os", ASKING_BY_NAME), other;

    assert_status(asking_find(w->db, w->arena, &w->uma, secret, id, &q), MISSING);
    assert_status(asking_answer(w->db, w->arena, &w->uma, id, STR("Nej")), MISSING);
    assert_status(asking_find(w->db, w->arena, &w->amir, secret, id, &q), DENIED);
    assert_status(
        asking_ask(w->db, w->arena, &w->siv, STR("Må jeg?"), ASKING_BY_NAME, secret, &other),
        DENIED);
    assert_status(asking_ask(w->db, w->arena, &w->anna, STR(""), ASKING_BY_NAME, secret, &other),
                  INVALID);
    assert_status(
        asking_ask(w->db, w->arena, &w->anna, STR("Uden"), ASKING_ANONYMOUSLY, STR_NONE, &other),
        INVALID);
}
BOTH(within_the_centre)

/* ---- cards */

static int64_t card_of(struct world *w, const struct actor *who, const char *title)
{
    struct asking_card_entry e = {.title = str_of(title), .body = STR("Sådan gør du.")};
    int64_t id = 0;

    assert_ok(asking_card_make(w->db, w->arena, who, &e, &id));
    db_refresh(w->db);
    return id;
}

static void cards_have_owners(struct world *w)
{
    struct asking_card_row card;
    struct asking_unclear_row_list notes;
    int64_t id = card_of(w, &w->bo, "Kopi af en sag");
    struct asking_card_entry e = {.title = STR("Kopi"), .body = STR("Nyt"), .version = 1};

    assert_status(asking_card_change(w->db, w->arena, &w->anna, id, &e), DENIED);
    assert_status(asking_card_find(w->db, w->arena, &w->uma, id, &card), MISSING);
    assert_ok(asking_unclear(w->db, w->arena, &w->anna, id, STR("Hvilken kopi?")));
    assert_ok(asking_unclear(w->db, w->arena, &w->soren, id, STR("")));
    assert_int_equal(told(w, BO, "UNCLEAR"), 1); /* once a day */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'asking_unclear' AND "
                              "person_id <> 0"),
                     0);
    assert_ok(asking_card_find(w->db, w->arena, &w->bo, id, &card));
    assert_int_equal(card.n_unclear, 2);
    assert_ok(asking_unclear_of(w->db, w->arena, &w->anna, &card, &notes));
    assert_int_equal(notes.n, 0);
    assert_ok(asking_unclear_of(w->db, w->arena, &w->bo, &card, &notes));
    assert_int_equal(notes.n, 2);
    assert_ok(asking_card_change(w->db, w->arena, &w->bo, id, &e));
    assert_status(asking_card_change(w->db, w->arena, &w->bo, id, &e), CONFLICT);
    db_refresh(w->db);
    assert_ok(asking_card_find(w->db, w->arena, &w->bo, id, &card));
    assert_int_equal(card.n_unclear, 0);
    assert_ok(asking_card_close(w->db, w->arena, &w->lea, id)); /* who leads may */
    db_refresh(w->db);
    assert_status(asking_card_find(w->db, w->arena, &w->bo, id, &card), MISSING);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_word"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'asking.review'"), 0);
}
BOTH(cards_have_owners)

static void owners_are_reminded(struct world *w)
{
    int64_t id = card_of(w, &w->bo, "Satser");

    runs_until(w, (ASKING_REVIEW_DAYS - ASKING_REMIND_DAYS - 2) * DAY_MS);
    assert_int_equal(told(w, BO, "REVIEW"), 0);
    runs_until(w, 3 * DAY_MS);
    assert_int_equal(told(w, BO, "REVIEW"), 1);
    runs_until(w, ASKING_REMIND_DAYS * DAY_MS);
    assert_int_equal(told(w, BO, "REVIEW_LATE"), 1);
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 102");
    runs_until(w, 31 * DAY_MS);
    assert_int_equal(told(w, BO, "REVIEW_LATE"), 1);
    assert_int_equal(told(w, CARL, "OWNERLESS"), 1);
    struct asking_card_entry e = {
        .title = STR("Satser"), .body = STR("Nye"), .version = 1, .owner_id = BO};
    assert_status(asking_card_change(w->db, w->arena, &w->carl, id, &e), INVALID);
    e.owner_id = ANNA;
    assert_ok(asking_card_change(w->db, w->arena, &w->carl, id, &e));
    db_refresh(w->db);
    runs_until(w, (ASKING_REVIEW_DAYS - ASKING_REMIND_DAYS + 1) * DAY_MS);
    assert_int_equal(told(w, ANNA, "REVIEW"), 1);
}
BOTH(owners_are_reminded)

/* ---- how fast */

static void times_are_the_channels(struct world *w)
{
    struct asking_times t;

    assert_status(asking_times(w->db, w->arena, &w->anna, &t), DENIED);
    for (int i = 0; i < 10; i++) {
        int64_t id = asks(w, i % 2 ? &w->anna : &w->soren,
                          str_c(w->arena, arena_printf(w->arena, "Nummer %d", i)),
                          i % 3 ? ASKING_BY_NAME : ASKING_ANONYMOUSLY);

        clock_advance(i < 5 ? 12000 : i < 9 ? 100000 : 500000);
        assert_ok(asking_answer(w->db, w->arena, &w->bo, id, STR("Ja")));
        db_refresh(w->db);
        assert_ok(asking_times(w->db, w->arena, &w->siv, &t));
        assert_int_equal(t.all.hidden, i < 4);
        assert_int_equal(t.all.n, i < 4 ? 0 : i + 1);
    }
    assert_int_equal(t.all.p50_s, 15);
    assert_int_equal(t.all.p90_s, 105);
    assert_int_equal(t.weekdays[0].n, 10); /* a Monday */
    assert_int_equal(t.weekdays[1].n, 0);
    assert_int_equal(t.hours[12].n, 10); /* noon there */
    clock_advance(100 * DAY_MS);
    db_refresh(w->db);
    assert_ok(asking_times(w->db, w->arena, &w->siv, &t));
    assert_int_equal(t.all.n, 0);
}
BOTH(times_are_the_channels)

/* What is asked oneself and answered oneself is no answer of the channel. */
static void own_answers_do_not_count(struct world *w)
{
    int64_t id = asks(w, &w->anna, "Fandt jeg selv ud af", ASKING_BY_NAME);

    assert_ok(asking_answer(w->db, w->arena, &w->anna, id, STR("Det stod på kortet.")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_wait"), 0);
}
BOTH(own_answers_do_not_count)

/* No statement of the program counts questions, answers or cards by person. */
static void nothing_counts_by_person(void **state)
{
    static const char *const columns[] = {"asked_by", "by_person", "owner_id", "changed_by"};
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < db_statements_n; i++) {
        const char *sql = db_statements[i].sql;

        if (strstr(sql, "asking_question") == NULL && strstr(sql, "asking_reply") == NULL &&
            strstr(sql, "asking_card") == NULL)
            continue;
        n++;
        if (strstr(sql, "COUNT(") == NULL && strstr(sql, "SUM(") == NULL &&
            strstr(sql, "GROUP BY") == NULL)
            continue;
        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
            if (strstr(sql, columns[c]) != NULL && strstr(sql, "asking_unclear u") == NULL)
                fail_msg("%s counts beside %s", db_statements[i].name, columns[c]);
    }
    assert_true(n > 20);
}

/* ---- how long */

static void old_questions_go(struct world *w)
{
    int64_t nobodys = asks(w, &w->anna, "Uden navn", ASKING_ANONYMOUSLY),
            named = asks(w, &w->anna, "Med navn", ASKING_BY_NAME);
    const int64_t ids[] = {nobodys, named};

    for (size_t i = 0; i < 2; i++) {
        assert_ok(asking_answer(w->db, w->arena, &w->bo, ids[i], STR("Svar")));
        db_refresh(w->db);
    }
    for (const struct retention_rule *r = asking_retention; r->name; r++) {
        struct retention_task t = {.now = clock_now(), .before_at = NOON + DAY_MS, .most = 500};
        int64_t n = -1;
        DB_TX(tx, w->db);

        t.before_day = t.before_at / DAY_MS;
        if (strcmp(r->name, "asking_anonymous") != 0)
            continue;
        assert_ok(r->run(w->db, w->arena, &t, &n));
        assert_int_equal(n, 1);
        assert_ok(db_commit(&tx));
    }
    struct asking_question q;
    db_refresh(w->db);
    assert_status(asking_find(w->db, w->arena, &w->anna, secret, nobodys, &q), MISSING);
    assert_ok(asking_find(w->db, w->arena, &w->anna, secret, named, &q));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM asking_reply"), 1);
}
BOTH(old_questions_go)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(climbs_gently),
        ON_BOTH(an_answer_ends_it),
        ON_BOTH(not_quite_climbs_anew),
        ON_BOTH(nobody_there_is_skipped),
        ON_BOTH(the_pace_is_the_centres),
        ON_BOTH(asked_once),
        ON_BOTH(within_the_centre),
        ON_BOTH(cards_have_owners),
        ON_BOTH(owners_are_reminded),
        ON_BOTH(times_are_the_channels),
        ON_BOTH(own_answers_do_not_count),
        cmocka_unit_test(nothing_counts_by_person),
        ON_BOTH(old_questions_go),
    };
    return cmocka_run_group_tests_name("asking", tests, NULL, NULL);
}
