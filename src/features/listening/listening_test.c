/* Agreeing, holding, telling: what is possible when, and what is kept; on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_world.h"

#include "features/experience/experience.h"
#include "features/invitations/invitations.h"
#include "features/listening/listening_personal.h"

/* ---- agreeing */

static void nothing_takes_place_without_a_yes(struct world *w)
{
    int64_t id = proposed(w, &w->nina, ANNA, 1);

    assert_int_equal(told(w, ANNA, "NOTICE_LISTENING_PROPOSED"), 1);
    clock_advance(50 * MINUTE_MS);
    assert_refused(listening_begin(w->db, w->arena, &w->nina, id), CONFLICT,
                   T_LISTENING_NOT_ACCEPTED);
    assert_refused(listening_accept(w->db, w->arena, &w->nina, id, 1), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE); /* nobody says yes for her */
    assert_status(listening_accept(w->db, w->arena, &w->bo, id, 1), MISSING);
    assert_status(listening_accept(w->db, w->arena, &w->lea, id, 1), MISSING);
    assert_status(listening_accept(w->db, w->arena, &w->siv, id, 1), DENIED);
    assert_refused(listening_accept(w->db, w->arena, &w->anna, id, 7), CONFLICT,
                   T_LISTENING_CHANGED_MEANWHILE); /* not what she was shown */
    assert_done(listening_accept(w->db, w->arena, &w->anna, id, 1));
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_ACCEPTED"), 1);
    assert_refused(listening_begin(w->db, w->arena, &w->anna, id), CONFLICT, T_LISTENING_NOT_NOW);
    assert_done(listening_begin(w->db, w->arena, &w->nina, id));
    assert_int_equal(state_of(w, id), LISTENING_RUNNING);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'listening_changed'"), 3);
}
BOTH(nothing_takes_place_without_a_yes)

static void another_time_is_a_new_question(struct world *w)
{
    int64_t id = booked(w);
    struct listening_offer later = offer_in(5, 0, changes_of(w, id));

    assert_done(listening_offer(w->db, w->arena, &w->nina, id, &later)); /* moved by the mentor */
    assert_int_equal(state_of(w, id), LISTENING_PROPOSED);
    assert_int_equal(seen(w, &w->anna, id).row.accepted_at, 0);
    clock_advance(5 * HOUR_MS - MINUTE_MS);
    assert_refused(listening_begin(w->db, w->arena, &w->nina, id), CONFLICT,
                   T_LISTENING_NOT_ACCEPTED);
    clock_advance(2 * MINUTE_MS);
    assert_refused(listening_accept(w->db, w->arena, &w->anna, id, changes_of(w, id)), CONFLICT,
                   T_LISTENING_TIME_IS_OVER);
    later = offer_in(20, 0, changes_of(w, id));
    assert_done(listening_offer(w->db, w->arena, &w->anna, id, &later));
    assert_int_equal(state_of(w, id), LISTENING_SUGGESTED);
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_SUGGESTED"), 1);
    assert_refused(listening_accept(w->db, w->arena, &w->anna, id, changes_of(w, id)), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE); /* her own suggestion */
    assert_done(listening_accept(w->db, w->arena, &w->nina, id, changes_of(w, id)));
    assert_int_equal(state_of(w, id), LISTENING_BOOKED);
    later.changes = 1; /* an old page */
    assert_refused(listening_offer(w->db, w->arena, &w->nina, id, &later), CONFLICT,
                   T_LISTENING_CHANGED_MEANWHILE);
}
BOTH(another_time_is_a_new_question)

static void no_needs_no_reason(struct world *w)
{
    int64_t id = proposed(w, &w->nina, ANNA, 1), other;

    assert_refused(listening_decline(w->db, w->arena, &w->nina, id), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    assert_done(listening_decline(w->db, w->arena, &w->anna, id));
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_DECLINED"), 1);
    assert_refused(listening_accept(w->db, w->arena, &w->anna, id, changes_of(w, id)), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    other = booked(w);
    assert_done(listening_call_off(w->db, w->arena, &w->anna, other)); /* a yes can be taken back */
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_CALLED_OFF"), 1);
    clock_advance(HOUR_MS);
    assert_refused(listening_begin(w->db, w->arena, &w->nina, other), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
}
BOTH(no_needs_no_reason)

static void times_that_cannot_be(struct world *w)
{
    struct listening_offer o = offer_in(1, ANNA, 0);
    int64_t id;

    o.starts_at = clock_now();
    assert_refused(listening_book(w->db, w->arena, &w->nina, &o, &id), INVALID,
                   T_LISTENING_IN_THE_PAST);
    o = offer_in(24 * 366, ANNA, 0);
    assert_refused(listening_book(w->db, w->arena, &w->nina, &o, &id), INVALID,
                   T_LISTENING_TOO_FAR);
    o = offer_in(1, ANNA, 0);
    o.focus = 0;
    o.focus_words = STR("");
    assert_refused(listening_book(w->db, w->arena, &w->nina, &o, &id), INVALID,
                   T_LISTENING_NO_FOCUS);
    o = offer_in(1, ANNA, 0);
    o.minutes = 5;
    assert_refused(listening_book(w->db, w->arena, &w->nina, &o, &id), INVALID,
                   T_LISTENING_BAD_LENGTH);
    proposed(w, &w->nina, ANNA, 2);
    o = offer_in(2, ANNA, 0);
    o.starts_at += 44 * MINUTE_MS;
    assert_refused(listening_book(w->db, w->arena, &w->mark, &o, &id), CONFLICT,
                   T_LISTENING_OVERLAPS); /* hers, with somebody else */
    o.starts_at += MINUTE_MS;
    assert_done(listening_book(w->db, w->arena, &w->mark, &o, &id)); /* one after the other */
    o = offer_in(3, 0, changes_of(w, id));
    o.starts_at = clock_now() + 2 * HOUR_MS - 30 * MINUTE_MS;
    assert_refused(listening_offer(w->db, w->arena, &w->mark, id, &o), CONFLICT,
                   T_LISTENING_OVERLAPS);
    assert_done(listening_call_off(w->db, w->arena, &w->mark, id));
}
BOTH(times_that_cannot_be)

static void only_with_whom_one_may(struct world *w)
{
    struct listening_person_row_list people;
    struct listening_offer o;
    const int64_t out[] = {BO, SOREN, 110, 109, LEA, 999};
    int64_t id;

    for (size_t i = 0; i < sizeof out / sizeof out[0]; i++) {
        o = offer_in(1, out[i], 0);
        assert_refused(listening_book(w->db, w->arena, &w->nina, &o, &id), INVALID,
                       T_LISTENING_NOT_WITH);
    }
    o = offer_in(1, ANNA, 0);
    assert_refused(listening_book(w->db, w->arena, &w->bo, &o, &id), INVALID,
                   T_LISTENING_NOT_WITH); /* a mentor, but not hers */
    assert_status(listening_book(w->db, w->arena, &w->lea, &o, &id), DENIED);
    assert_status(listening_book(w->db, w->arena, &w->anna, &o, &id), DENIED);
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (109, 20540, 20545, 102, 1)");
    db_refresh(w->db);
    assert_done(listening_bookable(w->db, w->arena, &w->bo, &people)); /* stands in */
    assert_int_equal(people.n, 1);
    proposed(w, &w->bo, ANNA, 1);
    assert_done(listening_bookable(w->db, w->arena, &w->mark, &people)); /* trains her team */
    assert_int_equal(people.n, 1);
    run_sql(w, "UPDATE onboarding_run SET ended_at = 1");
    db_refresh(w->db);
    assert_done(listening_bookable(w->db, w->arena, &w->mark, &people));
    assert_int_equal(people.n, 0);
}
BOTH(only_with_whom_one_may)

static void asked_for_and_taken_up(struct world *w)
{
    struct listening_offer wish = {.minutes = 30, .focus_words = STR("tonen")};
    struct listening_row_list list;
    struct listening l;
    int64_t id;

    assert_status(listening_ask(w->db, w->arena, &w->siv, &wish, &id), DENIED);
    assert_refused(listening_ask(w->db, w->arena, &w->soren, &wish, &id), CONFLICT,
                   T_LISTENING_NOBODY_TO_ASK); /* nobody trains South */
    wish.person_id = 109;
    assert_refused(listening_ask(w->db, w->arena, &w->bo, &wish, &id), INVALID,
                   T_LISTENING_NOT_OF); /* mentors go with their own newcomers */
    wish.person_id = 0;
    assert_done(listening_ask(w->db, w->arena, &w->bo, &wish, &id));
    assert_int_equal(told(w, 107, "NOTICE_LISTENING_ASKED"), 1);
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_ASKED"), 0);
    assert_refused(listening_ask(w->db, w->arena, &w->bo, &wish, &id), CONFLICT,
                   T_LISTENING_ASKED_ALREADY);
    assert_done(listening_asked(w->db, w->arena, &w->nina, &list));
    assert_int_equal(list.n, 0);
    assert_done(listening_asked(w->db, w->arena, &w->mark, &list));
    assert_int_equal(list.n, 1);
    id = list.at[0].id;
    assert_status(listening_find(w->db, w->arena, &w->nina, id, &l), MISSING);
    assert_status(listening_find(w->db, w->arena, &w->lea, id, &l), MISSING);
    struct listening_offer time = offer_in(2, 0, 1);
    assert_status(listening_offer(w->db, w->arena, &w->nina, id, &time), MISSING);
    assert_refused(listening_offer(w->db, w->arena, &w->bo, id, &time), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    assert_done(listening_offer(w->db, w->arena, &w->mark, id, &time));
    assert_int_equal(told(w, BO, "NOTICE_LISTENING_PROPOSED"), 1);
    assert_int_equal(seen(w, &w->bo, id).row.listener_id, 107);
    assert_done(listening_accept(w->db, w->arena, &w->bo, id, changes_of(w, id)));
    assert_done(listening_asked(w->db, w->arena, &w->mark, &list));
    assert_int_equal(list.n, 0);
}
BOTH(asked_for_and_taken_up)

static void asked_of_one_by_name(struct world *w)
{
    struct listening_offer wish = {.minutes = 30, .person_id = 109}, time;
    struct listening_row_list list;
    int64_t id;

    assert_done(listening_ask(w->db, w->arena, &w->anna, &wish, &id)); /* of her mentor */
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_ASKED"), 1);
    assert_int_equal(told(w, 107, "NOTICE_LISTENING_ASKED"), 0);
    assert_done(listening_asked(w->db, w->arena, &w->mark, &list));
    assert_int_equal(list.n, 0);
    time = offer_in(2, 0, 1);
    assert_status(listening_offer(w->db, w->arena, &w->mark, id, &time), MISSING);
    assert_done(listening_offer(w->db, w->arena, &w->nina, id, &time));
    assert_int_equal(state_of(w, id), LISTENING_PROPOSED);
}
BOTH(asked_of_one_by_name)

/* In the calendars of the two while both say yes. */
static void in_the_calendars_of_the_two(struct world *w)
{
    const char *events = "SELECT COUNT(*) FROM notice WHERE text LIKE 'NOTICE_INVITATION%'";
    struct listening_offer later;
    struct ical_event_list list;
    int64_t id = proposed(w, &w->nina, ANNA, 1);

    assert_int_equal(count(w, events), 0);
    assert_done(listening_accept(w->db, w->arena, &w->anna, id, 1));
    assert_done(invitation_events(w->db, w->arena, ANNA, LANG_DA, 0, &list));
    assert_int_equal(list.n, 1);
    assert_str(list.at[0].summary, "Medlyt");
    assert_done(invitation_events(w->db, w->arena, 109, LANG_EN, 0, &list));
    assert_int_equal(list.n, 1);
    assert_str(list.at[0].summary, "Listening session");
    later = offer_in(7, 0, changes_of(w, id));
    assert_done(listening_offer(w->db, w->arena, &w->anna, id, &later));
    assert_done(invitation_events(w->db, w->arena, 109, LANG_EN, 0, &list));
    assert_true(list.n == 0 || list.at[0].cancelled);
    assert_done(listening_accept(w->db, w->arena, &w->nina, id, changes_of(w, id)));
    assert_done(invitation_events(w->db, w->arena, ANNA, LANG_DA, 0, &list));
    assert_int_equal(list.n, 1);
    assert_false(list.at[0].cancelled);
    assert_int_equal(list.at[0].from_at, clock_now() + 7 * HOUR_MS);
}
BOTH(in_the_calendars_of_the_two)

/* ---- holding */

static void announced_before_anybody_listens(struct world *w)
{
    struct listening_note n = {.text = STR("for tidligt")};
    struct listening_words words = {STR("Vores ord"), STR("Our words"), 0};
    int64_t id = booked(w);

    assert_refused(listening_begin(w->db, w->arena, &w->nina, id), CONFLICT, T_LISTENING_NOT_NOW);
    clock_advance(31 * MINUTE_MS);
    assert_done(listening_begin(w->db, w->arena, &w->nina, id));
    assert_refused(listening_note(w->db, w->arena, &w->nina, id, &n), CONFLICT,
                   T_LISTENING_SAY_FIRST);
    assert_status(listening_text_put(w->db, w->arena, &w->lea, &words), DENIED);
    assert_status(listening_text_put(w->db, w->arena, &w->amir, &words), DENIED);
    assert_done(listening_text_put(w->db, w->arena, &w->carl, &words));
    assert_refused(listening_text_put(w->db, w->arena, &w->carl, &words), CONFLICT,
                   T_LISTENING_WORDS_CHANGED);
    assert_str(seen(w, &w->nina, id).text.text_da, "Vores ord");
    assert_done(listening_announced(w->db, w->arena, &w->nina, id));
    words = (struct listening_words){STR("Nye ord"), STR("New words"), 1};
    assert_done(listening_text_put(w->db, w->arena, &w->carl, &words));
    assert_int_equal(seen(w, &w->anna, id).row.text_version, 1); /* that was said */
    assert_str(seen(w, &w->anna, id).text.text_en, "Our words");
    assert_refused(listening_announced(w->db, w->arena, &w->anna, id), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    assert_done(listening_note(w->db, w->arena, &w->nina, id, &n));
    assert_status(listening_note(w->db, w->arena, &w->anna, id, &n), CONFLICT);
}
BOTH(announced_before_anybody_listens)

static void stopped_before_anybody_listened(struct world *w)
{
    int64_t id = booked(w);

    clock_advance(HOUR_MS);
    assert_done(listening_begin(w->db, w->arena, &w->nina, id));
    assert_done(listening_stop(w->db, w->arena, &w->anna, id));
    assert_int_equal(state_of(w, id), LISTENING_CALLED_OFF);
    assert_done(listening_stop(w->db, w->arena, &w->nina, id)); /* she was faster: fine */
    assert_int_equal(count(w, "SELECT stopped_by FROM call_listening"), ANNA);
}
BOTH(stopped_before_anybody_listened)

static void notes_have_their_own_time(struct world *w)
{
    int64_t id = listened(w), begun = clock_now();
    struct listening_note first = {.text = STR("uden net"), .client_key = STR("k1")},
                          empty = {.text = STR("")};

    note_down(w, id, "med det samme");
    clock_advance(10 * MINUTE_MS);
    first.age_ms = 4 * MINUTE_MS;
    assert_done(listening_note(w->db, w->arena, &w->nina, id, &first));
    assert_done(listening_note(w->db, w->arena, &w->nina, id, &first)); /* sent again */
    assert_int_equal(seen(w, &w->anna, id).notes.n, 2);
    assert_int_equal(seen(w, &w->anna, id).notes.at[0].at, begun);
    assert_int_equal(seen(w, &w->anna, id).notes.at[1].at, begun + 6 * MINUTE_MS);
    first = (struct listening_note){STR("før begyndelsen"), STR("k2"), 5 * HOUR_MS};
    assert_done(listening_note(w->db, w->arena, &w->nina, id, &first));
    assert_int_equal(seen(w, &w->anna, id).notes.at[0].at, begun); /* never before it began */
    assert_refused(listening_note(w->db, w->arena, &w->nina, id, &empty), INVALID,
                   T_LISTENING_EMPTY_NOTE);
    assert_done(listening_stop(w->db, w->arena, &w->nina, id));
    first = (struct listening_note){STR("kom sent frem"), STR("k3"), MINUTE_MS};
    assert_done(listening_note(w->db, w->arena, &w->nina, id, &first)); /* the net came back */
    assert_int_equal(seen(w, &w->nina, id).notes.n, 4);
}
BOTH(notes_have_their_own_time)

static void two_strengths_and_one_step(struct world *w)
{
    struct listening_finish f = {
        .strength_1 = STR("rolig"), .strength_2 = STR("  "), .next_step = STR("korte sætninger")};
    int64_t id = listened(w);

    assert_refused(listening_finish(w->db, w->arena, &w->nina, id, &f), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE); /* it runs */
    assert_done(listening_stop(w->db, w->arena, &w->nina, id));
    assert_refused(listening_finish(w->db, w->arena, &w->nina, id, &f), INVALID,
                   T_LISTENING_TWO_AND_ONE);
    f.strength_2 = STR("tydelig");
    f.follow_day = 20000;
    assert_refused(listening_finish(w->db, w->arena, &w->nina, id, &f), INVALID,
                   T_LISTENING_IN_THE_PAST);
    f.follow_day = 20550;
    assert_refused(listening_finish(w->db, w->arena, &w->anna, id, &f), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    assert_refused(listening_answer(w->db, w->arena, &w->anna, id, STR("tak")), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
    assert_done(listening_finish(w->db, w->arena, &w->nina, id, &f));
    assert_int_equal(told(w, ANNA, "NOTICE_LISTENING_HELD"), 1);
    assert_refused(listening_answer(w->db, w->arena, &w->anna, id, STR(" ")), INVALID,
                   T_LISTENING_EMPTY_ANSWER);
    assert_done(listening_answer(w->db, w->arena, &w->anna, id, STR("tak")));
    assert_int_equal(told(w, 109, "NOTICE_LISTENING_ANSWERED"), 1);
    assert_str(seen(w, &w->nina, id).row.answer, "tak");
    assert_refused(listening_finish(w->db, w->arena, &w->nina, id, &f), CONFLICT,
                   T_LISTENING_STANDS_OTHERWISE);
}
BOTH(two_strengths_and_one_step)

/* ---- who looked */

static void she_sees_who_looked(struct world *w)
{
    struct listening_row_list rows;
    int64_t id = held(w);
    size_t before = seen(w, &w->anna, id).looks.n;

    clock_advance(HOUR_MS);
    seen(w, &w->nina, id);
    seen(w, &w->nina, id); /* within five minutes: one */
    assert_int_equal(seen(w, &w->anna, id).looks.n, before + 1);
    assert_str(seen(w, &w->anna, id).looks.at[0].name, "Nina Vang");
    assert_int_equal(seen(w, &w->nina, id).looks.n, 0); /* hers to see */
    assert_done(listening_held(w->db, w->arena, &w->lea, &rows));
    assert_int_equal(rows.n, 1);
    assert_int_equal(rows.at[0].focus, 0);
    assert_str(rows.at[0].focus_words, "");
    assert_str(rows.at[0].next_step, "");
    assert_str(rows.at[0].answer, "");
    assert_int_equal(rows.at[0].stopped_at - rows.at[0].begun_at, 40 * MINUTE_MS);
    assert_int_equal(seen(w, &w->anna, id).looks.n, before + 2);
    assert_int_equal(seen(w, &w->anna, id).looks.at[0].what, LISTENING_LOOKED_AT_HELD);
    assert_done(listening_held(w->db, w->arena, &w->carl, &rows));
    assert_int_equal(rows.n, 1);
    assert_status(listening_held(w->db, w->arena, &w->mark, &rows), DENIED);
    assert_status(listening_held(w->db, w->arena, &w->siv, &rows), DENIED);
}
BOTH(she_sees_who_looked)

static void what_was_not_held_no_leader_sees(struct world *w)
{
    struct listening_row_list rows;
    int64_t id = proposed(w, &w->nina, ANNA, 1);

    assert_done(listening_decline(w->db, w->arena, &w->anna, id));
    booked(w);
    assert_done(listening_held(w->db, w->arena, &w->lea, &rows));
    assert_int_equal(rows.n, 0);
}
BOTH(what_was_not_held_no_leader_sees)

/* ---- the agenda */

static void the_mentors_agenda(struct world *w)
{
    struct mentor_agenda g;
    int64_t id = held(w), next;

    assert_done(mentor_agenda(w->db, w->arena, &w->nina, &g));
    assert_int_equal(g.n, 1);
    assert_int_equal(g.at[0].parts[MENTOR_SESSIONS].n, 0);
    assert_int_equal(g.at[0].parts[MENTOR_STEPS].n, 1);
    assert_str(g.at[0].parts[MENTOR_STEPS].at[0].name, "korte sætninger");
    assert_int_equal(g.at[0].parts[MENTOR_STEPS].at[0].id, id);
    assert_true(g.at[0].parts[MENTOR_SOCIAL].at[0].late); /* twelve days, never */
    assert_done(mentor_checkin(w->db, w->arena, &w->nina, RUN_OF_ANNA));
    assert_done(mentor_checkin(w->db, w->arena, &w->nina, RUN_OF_ANNA)); /* once a day */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM mentor_checkin"), 1);
    assert_status(mentor_checkin(w->db, w->arena, &w->bo, RUN_OF_ANNA), MISSING);
    next = proposed(w, &w->mark, ANNA, 20);
    assert_done(mentor_agenda(w->db, w->arena, &w->nina, &g));
    assert_false(g.at[0].parts[MENTOR_SOCIAL].at[0].late);
    assert_int_equal(g.at[0].parts[MENTOR_SESSIONS].n, 0); /* not accepted: hers alone */
    assert_done(listening_accept(w->db, w->arena, &w->anna, next, 1));
    assert_done(mentor_agenda(w->db, w->arena, &w->nina, &g));
    assert_int_equal(g.at[0].parts[MENTOR_SESSIONS].n, 1);
    assert_false(g.at[0].parts[MENTOR_SESSIONS].at[0].own);
    assert_int_equal(g.at[0].parts[MENTOR_SESSIONS].at[0].id, 0);
    assert_status(mentor_agenda(w->db, w->arena, &w->lea, &g), DENIED);
    assert_done(mentor_agenda(w->db, w->arena, &w->bo, &g));
    assert_int_equal(g.n, 0);
    run_sql(w, "INSERT INTO person_absence (person_id, from_day, to_day, substitute_id, kind) "
               "VALUES (109, 20540, 20545, 102, 1)");
    db_refresh(w->db);
    assert_done(mentor_agenda(w->db, w->arena, &w->bo, &g)); /* stands in */
    assert_int_equal(g.n, 1);
    assert_true(g.at[0].stands_in);
    assert_int_equal(g.at[0].parts[MENTOR_STEPS].n, 0); /* what the two agreed is theirs */
    clock_advance(11 * DAY_MS);
    db_refresh(w->db);
    assert_done(mentor_agenda(w->db, w->arena, &w->nina, &g));
    assert_true(g.at[0].parts[MENTOR_SOCIAL].at[0].late);
}
BOTH(the_mentors_agenda)

/* What she lets her mentor see, and nothing of the rest. */
static void what_she_lets_her_mentor_see(struct world *w)
{
    struct experience_entry e = {.client_key = STR("oplevet-1"),
                                 .kind = EXPERIENCE_GRIEF,
                                 .strength = 3,
                                 .note = STR("ingen ser det her"),
                                 .for_mentor = EXPERIENCE_LET,
                                 .for_day = EXPERIENCE_HIDE};
    struct experience_logged logged;
    struct mentor_agenda g;

    assert_done(experience_log(w->db, w->arena, &w->anna, &e, &logged));
    e.client_key = STR("oplevet-2");
    e.for_mentor = EXPERIENCE_HIDE;
    assert_done(experience_log(w->db, w->arena, &w->anna, &e, &logged));
    e.client_key = STR("oplevet-3");
    e.wants_talk = true;
    assert_done(experience_log(w->db, w->arena, &w->anna, &e, &logged));
    assert_done(mentor_agenda(w->db, w->arena, &w->nina, &g));
    assert_int_equal(g.at[0].parts[MENTOR_EXPERIENCES].n, 2);
    assert_int_equal(g.at[0].parts[MENTOR_EXPERIENCES].at[0].kind, -1);
    assert_true(g.at[0].parts[MENTOR_EXPERIENCES].at[0].late);
    assert_int_equal(g.at[0].parts[MENTOR_EXPERIENCES].at[1].kind, EXPERIENCE_GRIEF);
    assert_false(g.at[0].parts[MENTOR_EXPERIENCES].at[1].late);
}
BOTH(what_she_lets_her_mentor_see)

/* ---- what is held, and how long */

static size_t rows_of(struct world *w, const char *name, int64_t person_id)
{
    struct personal_rows rows = {0};

    for (const struct personal *p = listening_personal; p->name; p++)
        if (strcmp(p->name, name) == 0)
            assert_ok(p->read(w->db, w->arena, person_id, &rows));
    return rows.n;
}

static void in_the_extract_of_the_two(struct world *w)
{
    held(w);
    assert_int_equal(rows_of(w, "listening", ANNA), 1);
    assert_int_equal(rows_of(w, "listening", 109), 0);
    assert_int_equal(rows_of(w, "listening_notes", ANNA), 1);
    assert_int_equal(rows_of(w, "listening_notes", 109), 1);
    assert_int_equal(rows_of(w, "listening_notes", LEA), 0);
    assert_int_equal(rows_of(w, "listening_notes", 107), 0);
    assert_int_equal(rows_of(w, "listening_looks", ANNA), 0); /* nobody has opened it yet */
    assert_true(rows_of(w, "listening_deeds", 109) > 0);
    {
        DB_TX(tx, w->db);
        for (const struct personal *p = listening_personal; p->name; p++)
            if (p->forget)
                assert_ok(p->forget(w->db, w->arena, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_note"), 0);
}
BOTH(in_the_extract_of_the_two)

static void run_retention(struct world *w)
{
    for (const struct retention_rule *r = listening_retention; r->name; r++) {
        struct retention_task task = {
            .now = clock_now(), .before_at = clock_now() - r->days * DAY_MS, .most = 100};
        int64_t n = 0;
        DB_TX(tx, w->db);
        assert_ok(r->run(w->db, w->arena, &task, &n));
        assert_ok(db_commit(&tx));
    }
    db_refresh(w->db);
}

/* Nobody stopped it: it goes all the same. */
static void what_nobody_stopped_goes_too(struct world *w)
{
    int64_t id = listened(w);

    note_down(w, id, "glemt");
    clock_advance(181 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_note"), 0);
    clock_advance(550 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening"), 0);
}
BOTH(what_nobody_stopped_goes_too)

static void kept_no_longer_than_said(struct world *w)
{
    int64_t id = held(w);

    assert_done(mentor_checkin(w->db, w->arena, &w->nina, RUN_OF_ANNA));
    seen(w, &w->nina, id);
    clock_advance(179 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_note"), 1);
    clock_advance(2 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_note"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening"), 1);
    clock_advance(548 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening"), 1);
    clock_advance(2 * DAY_MS);
    run_retention(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM call_listening"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM listening_look"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM mentor_checkin"), 0);
}
BOTH(kept_no_longer_than_said)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(nothing_takes_place_without_a_yes),
        ON_BOTH(another_time_is_a_new_question),
        ON_BOTH(no_needs_no_reason),
        ON_BOTH(times_that_cannot_be),
        ON_BOTH(only_with_whom_one_may),
        ON_BOTH(asked_for_and_taken_up),
        ON_BOTH(asked_of_one_by_name),
        ON_BOTH(in_the_calendars_of_the_two),
        ON_BOTH(announced_before_anybody_listens),
        ON_BOTH(stopped_before_anybody_listened),
        ON_BOTH(notes_have_their_own_time),
        ON_BOTH(two_strengths_and_one_step),
        ON_BOTH(she_sees_who_looked),
        ON_BOTH(what_was_not_held_no_leader_sees),
        ON_BOTH(the_mentors_agenda),
        ON_BOTH(what_she_lets_her_mentor_see),
        ON_BOTH(in_the_extract_of_the_two),
        ON_BOTH(what_nobody_stopped_goes_too),
        ON_BOTH(kept_no_longer_than_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
