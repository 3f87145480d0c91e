/* Rules of the class's five-hour day, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_world.h"

#include "base/buf.h"
#include "base/id.h"
#include "features/follow_up/follow_up_personal.h"

/* All that anybody is shown of it. */
static struct str all_words(struct world *w, const struct follow_up *f)
{
    struct buf b = buf_new(w->arena, 4000);

    for (int lang = 0; lang < LANG_N; lang++) {
        struct follow_up_line *lines;

        assert_ok(follow_up_words(w->db, w->arena, (enum lang)lang, f, &lines));
        for (size_t i = 0; i < f->agenda.n; i++)
            buf_printf(&b, "%.*s\n%.*s\n", STR_ARG(lines[i].title), STR_ARG(lines[i].text));
    }
    return buf_str(&b);
}

static bool says(struct str s, const char *part)
{
    return str_find(s, str_of(part), &(size_t){0});
}

static void made_of_what_they_logged(struct world *w)
{
    int64_t id = a_day(w);
    struct follow_up f = found(w, &w->nina, id);
    struct str words = all_words(w, &f);

    assert_int_equal(f.sight, FOLLOW_UP_SIGHT_LEADS);
    assert_int_equal(f.row.state, FOLLOW_UP_PROPOSED);
    assert_int_equal(f.row.day, MONDAY + 8); /* 6 April is Easter Monday */
    assert_true(f.sum.fits);
    assert_false(f.sum.is_short);
    assert_true(f.sum.percent >= 80);
    assert_int_equal(f.sum.n_sources, 6); /* one alone and not told stays out */
    assert_true(says(words, "blev ved med at råbe"));
    assert_true(says(words, "Ringede igen og igen: flere har mødt det"));
    assert_false(says(words, "Svær at slutte"));
    assert_false(says(words, "privat note"));
    assert_false(says(words, "Anna"));
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_PROPOSED"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_FOLLOW_UP_PROPOSED"), 1);
    assert_int_equal(told(w, ANNA, "NOTICE_FOLLOW_UP_PROPOSED"), 0);
    logs(w, &w->mark, EXPERIENCE_ENDLESS, 5, "Vi talte i en time."); /* not edited yet: comes in */
    run_jobs(w);
    f = found(w, &w->nina, id);
    assert_true(says(all_words(w, &f), "Vi talte i en time."));
}
BOTH(made_of_what_they_logged)

static void too_little_says_so(struct world *w)
{
    struct follow_up f;

    logs(w, &w->anna, EXPERIENCE_ANGRY, 4, "Han råbte.");
    first_calls(w, MONDAY - 21);
    run_jobs(w);
    f = found(w, &w->lea, proposed(w));
    assert_true(f.sum.fits);
    assert_true(f.sum.is_short);
    assert_true(f.sum.percent > 0 && f.sum.percent < 80);
}
BOTH(too_little_says_so)

static void who_sees_and_who_changes(struct world *w)
{
    int64_t id = a_day(w), block = found(w, &w->nina, id).agenda.at[1].id;
    struct follow_up f;
    struct follow_up_own own = {STR("Rundtur"), STR("Gå en tur"), 15};

    assert_status(follow_up_find(w->db, w->arena, &w->anna, id, &f), MISSING); /* a proposal */
    assert_status(follow_up_find(w->db, w->arena, &w->uma, id, &f), MISSING);
    assert_status(follow_up_find(w->db, w->arena, &w->siv, id, &f), MISSING);
    assert_status(follow_up_publish(w->db, w->arena, &w->anna, id), MISSING);
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    f = found(w, &w->anna, id);
    assert_int_equal(f.sight, FOLLOW_UP_SIGHT_PART);
    assert_false(says(all_words(w, &f), "råbe")); /* told on the day */
    f = found(w, &w->lea, id);
    assert_int_equal(f.sight, FOLLOW_UP_SIGHT_LEADS);
    f = found(w, &w->carl, id);
    assert_status(follow_up_minutes(w->db, w->arena, &w->anna, block, 20), DENIED);
    assert_status(follow_up_add(w->db, w->arena, &w->bo, id, &own), DENIED);
    assert_status(follow_up_start(w->db, w->arena, &w->bo, id), DENIED);
    assert_status(follow_up_drop(w->db, w->arena, &w->uma, block), MISSING);
    assert_status(follow_up_move(w->db, w->arena, &w->siv, block, true), DENIED);
}
BOTH(who_sees_and_who_changes)

static void the_trainer_edits(struct world *w)
{
    int64_t id = a_day(w);
    struct follow_up f = found(w, &w->nina, id);
    struct follow_up_own own = {STR("Vores telefoner"), STR("Se på køen sammen"), 10};
    struct follow_up_when when = {MONDAY + 9, 10 * 60, STR("Lokale 3")};
    int64_t second = f.agenda.at[2].id, minutes = f.agenda.at[2].minutes, all = f.sum.minutes;

    assert_ok(follow_up_minutes(w->db, w->arena, &w->nina, second, minutes + 5));
    f = found(w, &w->nina, id);
    assert_int_equal(f.sum.minutes, all + 5);
    assert_true(f.row.edited);
    assert_status(follow_up_minutes(w->db, w->arena, &w->nina, second, 4), INVALID);
    assert_ok(follow_up_move(w->db, w->arena, &w->nina, second, true));
    assert_int_equal(found(w, &w->nina, id).agenda.at[1].id, second);
    assert_ok(follow_up_add(w->db, w->arena, &w->lea, id, &own));
    f = found(w, &w->nina, id);
    assert_int_equal(f.agenda.at[f.agenda.n - 2].kind, FOLLOW_UP_OWN);
    assert_int_equal(f.agenda.at[f.agenda.n - 1].kind, FOLLOW_UP_CLOSING);
    own.text = STR("Spørg Søren Ærø");
    assert_status(follow_up_add(w->db, w->arena, &w->lea, id, &own), INVALID);
    assert_int_equal(refuse_key(), T_FOLLOW_UP_NAMES);
    assert_ok(follow_up_minutes(w->db, w->arena, &w->nina, second, 60));
    assert_status(follow_up_publish(w->db, w->arena, &w->nina, id), CONFLICT);
    assert_int_equal(refuse_key(), T_FOLLOW_UP_DOES_NOT_FIT);
    assert_ok(follow_up_drop(w->db, w->arena, &w->nina, second));
    assert_ok(follow_up_when(w->db, w->arena, &w->nina, id, &when));
    f = found(w, &w->nina, id);
    assert_int_equal(f.row.day, MONDAY + 9);
    assert_str(f.row.place, "Lokale 3");
    when.day = MONDAY - 1;
    assert_status(follow_up_when(w->db, w->arena, &w->nina, id, &when), INVALID);
    assert_ok(follow_up_afresh(w->db, w->arena, &w->nina, id));
    f = found(w, &w->nina, id);
    assert_false(f.row.edited);
    assert_int_equal(f.sum.minutes, all);
    for (size_t i = 0; i < f.agenda.n; i++)
        assert_int_not_equal(f.agenda.at[i].kind, FOLLOW_UP_OWN);
}
BOTH(the_trainer_edits)

static void invited_by_calendar(struct world *w)
{
    int64_t id = a_day(w), n;
    struct follow_up_when when = {MONDAY + 9, 9 * 60, STR("Kantinen")};

    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation"), 0);
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation WHERE kind = 'follow_up_day'"), 1);
    n = count(w, "SELECT COUNT(*) FROM notice WHERE person_id IN (101, 102, 104, 107)");
    assert_true(n >= 4);
    assert_status(follow_up_publish(w->db, w->arena, &w->nina, id), CONFLICT);
    assert_ok(follow_up_when(w->db, w->arena, &w->nina, id, &when));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation WHERE kind = 'follow_up_day'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_version WHERE place = 'Kantinen'"),
                     1);
}
BOTH(invited_by_calendar)

static int64_t source_of(const struct follow_up *f, int64_t theme)
{
    for (size_t i = 0; i < f->agenda.n; i++)
        if (f->agenda.at[i].kind == FOLLOW_UP_CASE && f->agenda.at[i].theme == theme)
            return f->agenda.at[i].sources[0];
    return 0;
}

static void withdrawn_until_it_starts(struct world *w)
{
    int64_t id = a_day(w), angry, threat;
    struct follow_up f = found(w, &w->nina, id);

    angry = source_of(&f, EXPERIENCE_ANGRY);
    threat = source_of(&f, EXPERIENCE_THREAT);
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_ok(experience_share(w->db, w->arena, &w->anna, angry, false, false));
    f = found(w, &w->nina, id);
    assert_false(says(all_words(w, &f), "blev ved med at råbe")); /* before any job has run */
    run_jobs(w);
    f = found(w, &w->nina, id);
    assert_int_equal(source_of(&f, EXPERIENCE_ANGRY), 0);
    assert_true(f.sum.fits);
    for (size_t i = 0; i < f.agenda.n; i++)
        for (size_t s = 0; s < f.agenda.at[i].n_sources; s++)
            assert_int_not_equal(f.agenda.at[i].sources[s], angry);
    assert_ok(experience_drop(w->db, w->arena, &w->soren,
                              count(w, "SELECT MIN(id) FROM experience "
                                       "WHERE person_id = 104")));
    run_jobs(w);
    f = found(w, &w->nina, id);
    for (size_t i = 0; i < f.agenda.n; i++) /* two are not enough to blend */
        assert_int_not_equal(f.agenda.at[i].kind, FOLLOW_UP_BLEND);
    assert_true(f.sum.fits);
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    assert_ok(experience_share(w->db, w->arena, &w->bo, threat, false, false));
    run_jobs(w);
    f = found(w, &w->nina, id);
    assert_int_equal(source_of(&f, EXPERIENCE_THREAT), threat); /* the day stays as it is */
    assert_false(says(all_words(w, &f), "passe på")); /* the words are gone all the same */
    assert_status(follow_up_drop(w->db, w->arena, &w->nina, f.agenda.at[1].id), CONFLICT);
}
BOTH(withdrawn_until_it_starts)

static void who_joins_later_is_not_named(struct world *w)
{
    int64_t id = a_day(w);
    struct follow_up f;

    logs(w, &w->mark, EXPERIENCE_ENDLESS, 5, "Hun ville kun tale med Birkholm fra sidste gang.");
    run_jobs(w);
    run_sql(w, "UPDATE person SET name = 'Ida Birkholm' WHERE id = 105");
    f = found(w, &w->nina, id);
    assert_false(says(all_words(w, &f), "Birkholm"));
    assert_true(says(all_words(w, &f), "tale med … fra sidste gang"));
}
BOTH(who_joins_later_is_not_named)

static void held_and_learned_by_nobody(struct world *w)
{
    int64_t id = a_day(w), n_audit, n_event;
    struct follow_up f;
    struct follow_up_learning_row_list list;

    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_status(follow_up_learn(w->db, w->arena, &w->anna, id, STR("for tidligt")), CONFLICT);
    assert_status(follow_up_hold(w->db, w->arena, &w->nina, id), CONFLICT);
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    f = found(w, &w->anna, id);
    assert_true(says(all_words(w, &f), "blev ved med at råbe")); /* now it is told */
    assert_ok(follow_up_tick(w->db, w->arena, &w->nina, f.agenda.at[0].id, true));
    assert_int_equal(found(w, &w->nina, id).agenda.at[0].done_at, NOON);
    assert_status(follow_up_tick(w->db, w->arena, &w->anna, f.agenda.at[0].id, true), DENIED);
    n_audit = count(w, "SELECT COUNT(*) FROM audit");
    n_event = count(w, "SELECT COUNT(*) FROM event");
    assert_ok(follow_up_learn(w->db, w->arena, &w->anna, id, STR("Jeg må sige stop")));
    assert_ok(follow_up_learn(w->db, w->arena, &w->anna, id, STR(" Jeg må sige stop ")));
    assert_status(follow_up_learn(w->db, w->arena, &w->anna, id, STR("Spørg Bo Friis")), INVALID);
    assert_status(follow_up_learn(w->db, w->arena, &w->uma, id, STR("nej")), MISSING);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_learning"), 1);
    assert_status(follow_up_learn(w->db, w->arena, &w->anna, id, STR("Noget andet")), CONFLICT);
    assert_int_equal(refuse_key(), T_FOLLOW_UP_GIVEN_ALREADY);
    assert_status(follow_up_learn(w->db, w->arena, &w->nina, id, STR("fra træneren")), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_learning"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_given"), 1);
    assert_true(found(w, &w->anna, id).has_given);
    assert_false(found(w, &w->bo, id).has_given);
    assert_ok(follow_up_learn(w->db, w->arena, &w->bo, id, STR("Jeg må sige stop")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_learning"),
                     2);                                               /* the same, of another */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), n_audit); /* nothing says who */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event"), n_event);
    assert_ok(follow_up_hold(w->db, w->arena, &w->nina, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT state FROM onboarding_item WHERE id = 920"), ONBOARDING_DONE);
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 0); /* not on the day itself */
    clock_advance(DAY_MS);
    db_refresh(w->db);
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 2);
    assert_str(list.at[0].text, "Jeg må sige stop");
    assert_status(follow_up_learned(w->db, w->arena, &w->amir, &list), DENIED);
    assert_ok(follow_up_learned(w->db, w->arena, &w->uma, &list));
    assert_int_equal(list.n, 0); /* another centre */
}
BOTH(held_and_learned_by_nobody)

/* Whoever was away keeps the item open, gets a place on another day, and it ends there. */
static void who_was_away_gets_another(struct world *w)
{
    struct follow_up_waiting_row_list waiting;
    int64_t id = a_day(w), other;

    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (101, 20550, 20550, NULL, 1)");
    assert_int_equal(found(w, &w->nina, id).row.day, 20550);
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    assert_int_equal(found(w, &w->nina, id).row.people, 3);
    assert_ok(follow_up_hold(w->db, w->arena, &w->nina, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT state FROM onboarding_item WHERE id = 920"), ONBOARDING_OPEN);
    assert_ok(follow_up_waiting(w->db, w->arena, &w->nina, &waiting));
    assert_int_equal(waiting.n, 0); /* who was there is not waited for, before their items end */
    days_later(w, 1);
    other = count(w, "SELECT day_id FROM follow_up_seat WHERE run_id = 901");
    assert_int_not_equal(other, id);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_seat"), 1);
    run_sql(w, "DELETE FROM person_absence");
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, other));
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, other));
    assert_ok(follow_up_hold(w->db, w->arena, &w->nina, other));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT state FROM onboarding_item WHERE id = 920"), ONBOARDING_DONE);
    days_later(w, 2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_day"), 2);
}
BOTH(who_was_away_gets_another)

/* The mark cannot be made again from what stands in the database, and the database itself refuses a second one. */
static void given_once_and_by_nobody(struct world *w)
{
    int64_t id = a_day(w);

    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    assert_ok(follow_up_learn(w->db, w->arena, &w->anna, id, STR("et")));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_day WHERE secret LIKE 'v1:%'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_given WHERE mark LIKE '%901%' AND "
                              "LENGTH(mark) < 64"),
                     0);
    {
        DB_TX(tx, w->db);
        enum status again =
            db_run_text(w->db, STR("INSERT INTO follow_up_given (day_id, mark) SELECT day_id, mark "
                                   "FROM follow_up_given"));

        assert_int_not_equal(again, OK);
    }
}
BOTH(given_once_and_by_nobody)

/* A day of two and one of one: nothing is shown there; together they are told of at once, on the next morning. */
static void few_wait_for_others(struct world *w)
{
    struct follow_up_learning_row_list list;
    int64_t first, second;

    alone(w, 901, MONDAY - 15);
    alone(w, 902, MONDAY - 14);
    run_jobs(w);
    first = proposed(w);
    assert_int_equal(found(w, &w->nina, first).members.n, 2);
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, first));
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, first));
    assert_ok(follow_up_learn(w->db, w->arena, &w->anna, first, STR("fra den første")));
    assert_ok(follow_up_hold(w->db, w->arena, &w->nina, first));
    assert_int_equal(found(w, &w->nina, first).learnings.n, 0);
    assert_int_equal(found(w, &w->bo, first).learnings.n, 0);
    alone(w, 903, MONDAY - 14);
    run_jobs(w);
    second = count(w, "SELECT MAX(id) FROM follow_up_day");
    assert_int_not_equal(second, first);
    days_later(w, 2);
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 0);
    assert_ok(follow_up_publish(w->db, w->arena, &w->carl, second));
    assert_ok(follow_up_start(w->db, w->arena, &w->carl, second));
    assert_ok(follow_up_learn(w->db, w->arena, &w->soren, second, STR("fra den anden")));
    assert_ok(follow_up_hold(w->db, w->arena, &w->carl, second));
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 0);
    days_later(w, 1);
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 2);
    run_sql(w, "UPDATE onboarding_run SET ended_at = 1 WHERE id = 902"); /* the number stays */
    assert_ok(follow_up_learned(w->db, w->arena, &w->siv, &list));
    assert_int_equal(list.n, 2);
}
BOTH(few_wait_for_others)

/* Each morning for two months: proposed, opened and overdue are said once each. */
static void each_reminder_once(struct world *w)
{
    int64_t at_proposed = 0, at_open = 0, at_late = 0;

    class_logs(w);
    first_calls(w, MONDAY);
    for (int day = 0; day < 70; day++) {
        run_jobs(w);
        at_proposed =
            at_proposed == 0 && told(w, NINA, "NOTICE_FOLLOW_UP_PROPOSED") > 0 ? day : at_proposed;
        at_open = at_open == 0 && told(w, NINA, "NOTICE_FOLLOW_UP_OPEN") > 0 ? day : at_open;
        at_late = at_late == 0 && told(w, NINA, "NOTICE_FOLLOW_UP_LATE") > 0 ? day : at_late;
        clock_advance(DAY_MS);
        db_refresh(w->db);
    }
    assert_int_equal(at_proposed, 14);
    assert_int_equal(at_open, 28);
    assert_int_equal(at_late, 36);
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_PROPOSED"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_OPEN"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_FOLLOW_UP_LATE"), 1);
    assert_int_equal(told(w, CARL, "NOTICE_FOLLOW_UP_LATE"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_day"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'follow_up.clock'"), 0);
}
BOTH(each_reminder_once)

/* The first call wakes it by the event itself; the date follows the class until somebody chooses one. */
static void the_date_follows_the_first_calls(struct world *w)
{
    struct follow_up_when when = {0};
    int64_t id;

    class_logs(w);
    assert_ok(onboarding_first_say(w->db, w->arena, &w->anna));
    run_jobs(w);
    assert_int_equal(proposed(w), 0);
    clock_advance(16 * DAY_MS);
    db_refresh(w->db);
    run_jobs(w);
    id = proposed(w);
    assert_int_equal(found(w, &w->nina, id).row.day, MONDAY + 28);
    assert_int_equal(found(w, &w->nina, id).n_uncalled, 3);
    run_sql(w,
            "UPDATE onboarding_run SET first_call_at = 1774864800000 + 259200000 WHERE id = 902");
    clock_advance(DAY_MS);
    db_refresh(w->db);
    run_jobs(w);
    assert_int_equal(found(w, &w->nina, id).row.day, MONDAY + 31); /* within both windows */
    when = (struct follow_up_when){MONDAY + 36, 9 * 60, STR("")};
    assert_ok(follow_up_when(w->db, w->arena, &w->nina, id, &when));
    assert_int_equal(found(w, &w->nina, id).window.n_late, 1);
    clock_advance(DAY_MS);
    db_refresh(w->db);
    run_jobs(w);
    assert_int_equal(found(w, &w->nina, id).row.day, MONDAY + 36);
}
BOTH(the_date_follows_the_first_calls)

/* ---- who started alone */

static int64_t day_of(struct world *w, int64_t run_id)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COALESCE(MAX(day_id), 0) FROM "
                                                 "follow_up_seat WHERE run_id = %lld",
                                                 (long long)run_id)));
}

static void alone_again(struct world *w, int64_t run_id)
{
    DB_TX(tx, w->db);
    assert_ok(job_put(w->db, FOLLOW_UP_FIRST, run_id, STR(""), clock_now()));
    assert_ok(db_commit(&tx));
}

/* No class suits: a day of their own, which another one who started alone joins, and which moves so that it suits both. */
static void alone_and_then_together(struct world *w)
{
    struct follow_up_waiting_row_list waiting;
    struct follow_up f;

    alone(w, 901, MONDAY);
    alone(w, 903, 0);
    logs(w, &w->anna, EXPERIENCE_ANGRY, 4, "En mand fik et afslag og blev ved med at råbe.");
    run_jobs(w);
    assert_ok(follow_up_waiting(w->db, w->arena, &w->nina, &waiting));
    assert_int_equal(waiting.n, 1); /* without a first call there is nothing to wait for yet */
    assert_str(waiting.at[0].name, "Anna Holm");
    assert_ok(follow_up_waiting(w->db, w->arena, &w->anna, &waiting));
    assert_int_equal(waiting.n, 0);
    days_later(w, 13);
    assert_int_equal(day_of(w, 901), 0);
    days_later(w, 1);
    f = found(w, &w->nina, day_of(w, 901));
    assert_int_equal(f.row.class_id, 0);
    assert_str(follow_up_name(&f.row, LANG_EN), "Newcomers who started separately");
    assert_int_equal(f.row.day, MONDAY + 28);
    assert_int_equal(f.members.n, 1);
    assert_true(follow_up_is_few(&f));
    assert_true(f.sum.fits);
    assert_true(says(all_words(w, &f), "blev ved med at råbe"));
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_PROPOSED_ALONE"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_FOLLOW_UP_PROPOSED_ALONE"), 1);
    assert_ok(follow_up_waiting(w->db, w->arena, &w->nina, &waiting));
    assert_int_equal(waiting.n, 0);
    logs(w, &w->soren, EXPERIENCE_GRIEF, 3, "Hun havde lige mistet sin mand.");
    run_sql(w, "UPDATE onboarding_run SET first_call_at = 1774864800000 + 345600000 WHERE id = "
               "903");
    alone_again(w, 903);
    days_later(w, 4);
    assert_int_equal(day_of(w, 903), day_of(w, 901));
    f = found(w, &w->nina, day_of(w, 901));
    assert_int_equal(f.members.n, 2);
    assert_int_equal(f.row.day, MONDAY + 32);
    assert_int_equal(f.window.n_early + f.window.n_late, 0);
    assert_true(says(all_words(w, &f), "mistet sin mand"));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_day"), 1);
    assert_ok(experience_share(w->db, w->arena, &w->soren,
                               count(w, "SELECT MIN(id) FROM experience WHERE person_id = 104"),
                               false, false));
    run_jobs(w);
    f = found(w, &w->nina, day_of(w, 901));
    assert_false(says(all_words(w, &f), "mistet sin mand"));
    days_later(w, 40); /* each reminder once, as for a class */
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_OPEN"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_LATE"), 1);
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_PROPOSED"), 0);
}
BOTH(alone_and_then_together)

/* A class's day suits, and is published already: they are invited too, and their words are on it. */
static void alone_beside_a_class(struct world *w)
{
    struct follow_up f;
    int64_t id;

    alone(w, 901, MONDAY - 20);
    class_logs(w);
    first_calls(w, MONDAY - 21);
    assert_int_equal(day_of(w, 901), 0);
    {
        DB_TX(tx, w->db);
        assert_ok(job_cancel(w->db, FOLLOW_UP_SEAT, 1, STR_NONE));
        assert_ok(job_cancel(w->db, FOLLOW_UP_FIRST, 901, STR_NONE));
        assert_ok(db_commit(&tx));
    }
    run_jobs(w);
    id = proposed(w);
    assert_int_equal(found(w, &w->nina, id).members.n, 3);
    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_status(follow_up_find(w->db, w->arena, &w->anna, id, &f), MISSING);
    alone_again(w, 901);
    run_jobs(w);
    assert_int_equal(day_of(w, 901), id);
    f = found(w, &w->anna, id);
    assert_int_equal(f.sight, FOLLOW_UP_SIGHT_PART);
    assert_int_equal(f.members.n, 4);
    assert_int_equal(f.row.day, MONDAY + 8); /* it was invited to: it stays */
    assert_int_equal(told(w, NINA, "NOTICE_FOLLOW_UP_JOINED"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM invitation_guest WHERE person_id = 101"), 1);
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    f = found(w, &w->anna, id);
    assert_true(says(all_words(w, &f), "passe på"));
    assert_ok(follow_up_hold(w->db, w->arena, &w->nina, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT state FROM onboarding_item WHERE id = 1901"),
                     ONBOARDING_DONE);
}
BOTH(alone_beside_a_class)

/* Known only when their fifth week is over: on the next day there is, and the date does not follow them; or on a new one. */
static void who_comes_late_is_not_forgotten(struct world *w)
{
    struct follow_up f;
    int64_t id;

    alone(w, 901, MONDAY - 60);
    run_jobs(w);
    id = day_of(w, 901);
    f = found(w, &w->nina, id);
    assert_int_equal(f.row.day, MONDAY + 14);
    assert_int_equal(f.window.n_late, 0); /* there is no window to be late for */
    days_later(w, 1);
    alone(w, 903, MONDAY - 80);
    alone(w, 902, MONDAY - 21 + 14);
    run_jobs(w);
    assert_int_equal(day_of(w, 903), id);
    assert_int_equal(day_of(w, 902), 0); /* has time */
    days_later(w, 10);
    assert_int_equal(found(w, &w->nina, id).row.day, MONDAY + 14);
    assert_int_equal(day_of(w, 902) == 0 || day_of(w, 902) != id, 1); /* the 13th is too early */
    assert_true(day_of(w, 902) != 0);
    run_sql(w, "UPDATE onboarding_run SET ended_at = 1 WHERE id = 902"); /* left the plan */
    id = day_of(w, 902);
    days_later(w, 1);
    assert_status(follow_up_find(w->db, w->arena, &w->carl, id, &f), MISSING); /* nobody's day */
    assert_int_equal(day_of(w, 902), 0);
}
BOTH(who_comes_late_is_not_forgotten)

/* Waived means known already; who left is not waited for. */
static void who_needs_none_gets_none(struct world *w)
{
    alone(w, 901, MONDAY - 21);
    alone(w, 903, MONDAY - 21);
    run_sql(w, "UPDATE onboarding_item SET state = 2 WHERE run_id = 901");
    run_sql(w, "UPDATE person SET left_day = 20541 WHERE id = 104");
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_seat"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_day"), 0);
}
BOTH(who_needs_none_gets_none)

static void the_same_on_paper(struct world *w)
{
    int64_t id = a_day(w);
    struct str first, again;

    assert_ok(follow_up_print(w->db, w->arena, &w->nina, id, LANG_DA, &first));
    clock_advance(HOUR_MS);
    assert_ok(follow_up_print(w->db, w->arena, &w->nina, id, LANG_DA, &again));
    assert_true(str_starts(first, STR("%PDF")));
    assert_true(str_eq(first, again));
    assert_status(follow_up_print(w->db, w->arena, &w->uma, id, LANG_DA, &first), MISSING);
}
BOTH(the_same_on_paper)

static void kept_for_two_years(struct world *w)
{
    struct retention_task task = {.now = NOON, .most = 500, .before_day = MONDAY};
    int64_t id = a_day(w), n = 0;
    struct personal_rows rows;

    assert_ok(follow_up_publish(w->db, w->arena, &w->nina, id));
    assert_ok(follow_up_start(w->db, w->arena, &w->nina, id));
    assert_ok(follow_up_learn(w->db, w->arena, &w->anna, id, STR("et")));
    assert_ok(follow_up_personal[0].read(w->db, w->arena, NINA, &rows));
    assert_int_equal(rows.n, 1);
    {
        DB_TX(tx, w->db);
        assert_ok(follow_up_retention[0].run(w->db, w->arena, &task, &n));
        assert_int_equal(n, 0);
        task.before_day = MONDAY + 60;
        assert_ok(follow_up_retention[0].run(w->db, w->arena, &task, &n));
        assert_int_equal(n, 1);
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_block"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM follow_up_learning"), 0);
}
BOTH(kept_for_two_years)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(made_of_what_they_logged),
        ON_BOTH(too_little_says_so),
        ON_BOTH(who_sees_and_who_changes),
        ON_BOTH(the_trainer_edits),
        ON_BOTH(invited_by_calendar),
        ON_BOTH(withdrawn_until_it_starts),
        ON_BOTH(who_joins_later_is_not_named),
        ON_BOTH(held_and_learned_by_nobody),
        ON_BOTH(who_was_away_gets_another),
        ON_BOTH(given_once_and_by_nobody),
        ON_BOTH(few_wait_for_others),
        ON_BOTH(each_reminder_once),
        ON_BOTH(the_date_follows_the_first_calls),
        ON_BOTH(alone_and_then_together),
        ON_BOTH(alone_beside_a_class),
        ON_BOTH(who_comes_late_is_not_forgotten),
        ON_BOTH(who_needs_none_gets_none),
        ON_BOTH(the_same_on_paper),
        ON_BOTH(kept_for_two_years),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
