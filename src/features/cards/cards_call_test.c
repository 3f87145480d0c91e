/* Acute calls: press, kind, parts by name, and what happens when somebody does not answer, goes, or asks to be relieved.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_world.h"

#include <pthread.h>
#include <sched.h>

#include "core/live_inner.h"

static const struct actor *everybody[5];
static size_t n_everybody;

/* Anna, Bo, Lea, Søren and Nina sit at their desks. */
static void all_come(struct world *w)
{
    const struct actor *all[] = {&w->anna, &w->bo, &w->lea, &w->soren, &w->nina};

    memcpy(everybody, all, sizeof all);
    n_everybody = 5;
    all_sit(w, everybody, n_everybody);
}

/* Time goes on, everybody stays, jobs run. */
static void pass_time(struct world *w, int64_t ms)
{
    for (int64_t done = 0; done < ms; done += 1000) {
        clock_advance(1000);
        if (done % 5000 == 0)
            all_sit(w, everybody, n_everybody);
        run_jobs(w);
    }
}

static void silent_first_kind_next(struct world *w)
{
    int64_t id;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_true(row_of(w, id).silent);
    assert_int_equal(count(w, "SELECT count(*) FROM card_seat"), 0);
    assert_status(cards_kind(w->db, w->arena, &w->bo, id, CARDS_BOMB), DENIED);
    db_refresh(w->db);
    assert_status(cards_kind(w->db, w->arena, &w->anna, id, 7), INVALID);
    db_refresh(w->db);
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_BOMB));
    assert_int_equal(holder(w, id, CARD_HOLD), ANNA);
    assert_int_equal(holder(w, id, CARD_DECIDE), LEA);
    assert_int_not_equal(holder(w, id, CARD_ALARM), 0);
    assert_int_not_equal(holder(w, id, CARD_WRITE), holder(w, id, CARD_ALARM));
    assert_int_not_equal(holder(w, id, CARD_RELIEVE), holder(w, id, CARD_WRITE));
    struct cards_call c = call_of(w, &w->anna, id);
    assert_int_equal(c.row.slot, CARDS_BOMB);
    assert_true(c.may_end && c.may_write && c.is_presser && !c.knows_drill);
    assert_status(cards_find(w->db, w->arena, &w->uma, id, &c), MISSING);
    assert_int_equal(count(w, "SELECT count(*) FROM audit WHERE action = 'cards_call' AND detail = "
                              "'kind' AND person_id = 101"),
                     1);
}
BOTH(silent_first_kind_next)

static void kind_that_nobody_says(struct world *w)
{
    int64_t id;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w);
    clock_advance(CARDS_GUESS_MS - 1);
    all_sit(w, everybody, n_everybody);
    run_jobs(w);
    assert_int_equal(call_of(w, &w->anna, id).row.slot, CARDS_UNKNOWN);
    clock_advance(1);
    run_jobs(w);
    assert_int_equal(call_of(w, &w->anna, id).row.slot, CARDS_OTHER);
    assert_int_equal(holder(w, id, CARD_DECIDE), LEA);
}
BOTH(kind_that_nobody_says)

static void kind_that_is_known_from_warning(struct world *w)
{
    struct help_warning_row warning;

    all_come(w);
    assert_ok(help_warn(w->db, w->arena, &w->anna, w->zone, HELP_WARN_DO_SUICIDE, &warning));
    db_refresh(w->db);
    run_jobs(w);
    assert_int_equal(call_of(w, &w->anna, warning.request_id).row.slot, CARDS_SUICIDE);
    assert_int_equal(holder(w, warning.request_id, CARD_DECIDE), LEA);
}
BOTH(kind_that_is_known_from_warning)

static void unconfirmed_goes_on(struct world *w)
{
    int64_t id, silent;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_THREAT));
    silent = holder(w, id, CARD_ALARM);
    for (int64_t p = BO; p <= NINA; p++)
        if (p != silent && (p == LEA || p == BO || p == SOREN || p == NINA))
            assert_ok(cards_take(w->db, w->arena, actor_of(w, p), id));
    pass_time(w, CARDS_CONFIRM_MS - 1000);
    assert_int_equal(holder(w, id, CARD_ALARM), silent);
    pass_time(w, 2000);
    assert_int_not_equal(holder(w, id, CARD_ALARM), silent);
    assert_status(cards_take(w->db, w->arena, actor_of(w, silent), id), CONFLICT);
    db_refresh(w->db);
    assert_int_equal(count(w, "SELECT count(*) FROM card_event WHERE kind = 4"), 1);
    assert_int_equal(row_of(w, id).n_coming, 3); /* who has a part is coming */
}
BOTH(unconfirmed_goes_on)

static void a_desk_without_network_is_left(struct world *w)
{
    int64_t id, writer;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_THREAT));
    writer = holder(w, id, CARD_WRITE);
    for (int64_t p = BO; p <= NINA; p++)
        if (p == LEA || p == BO || p == SOREN || p == NINA)
            assert_ok(cards_take(w->db, w->arena, actor_of(w, p), id));
    n_everybody = 0;
    for (int64_t p = ANNA; p <= NINA; p++) /* all but who writes are heard of */
        if (p != writer && p != SIV && p != AMIR && p != MARK && p != CARL)
            everybody[n_everybody++] = actor_of(w, p);
    pass_time(w, HELP_HERE_MS + CARDS_LOOK_MS + 1000);
    assert_int_not_equal(holder(w, id, CARD_WRITE), writer);
    assert_int_not_equal(holder(w, id, CARD_WRITE), 0);
    assert_int_equal(holder(w, id, CARD_HOLD), ANNA);
    everybody[n_everybody++] = actor_of(w, writer); /* and back: one part each again */
    pass_time(w, CARDS_LOOK_MS + 1000);
    assert_true(holder(w, id, CARD_ALARM) == writer || holder(w, id, CARD_WRITE) == writer ||
                holder(w, id, CARD_DECIDE) == writer || holder(w, id, CARD_RELIEVE) == writer);
}
BOTH(a_desk_without_network_is_left)

static void the_caller_and_the_leader_go(struct world *w)
{
    int64_t id, relieves;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_THREAT));
    for (int64_t p = BO; p <= NINA; p++)
        if (p == LEA || p == BO || p == SOREN || p == NINA)
            assert_ok(cards_take(w->db, w->arena, actor_of(w, p), id));
    assert_ok(cards_line_gone(w->db, w->arena, &w->anna, id));
    assert_true(call_of(w, &w->lea, id).row.line_gone_at != 0);
    assert_ok(cards_pass(w->db, w->arena, &w->lea, id)); /* who decides cannot */
    assert_int_not_equal(holder(w, id, CARD_DECIDE), LEA);
    assert_int_not_equal(holder(w, id, CARD_DECIDE), 0);
    relieves = holder(w, id, CARD_RELIEVE);
    assert_status(cards_relieve(w->db, w->arena, actor_of(w, relieves), id), DENIED);
    db_refresh(w->db);
    assert_status(cards_pass(w->db, w->arena, &w->anna, id), CONFLICT);
    db_refresh(w->db);
    assert_ok(cards_relieve(w->db, w->arena, &w->anna, id));
    assert_int_not_equal(holder(w, id, CARD_HOLD), ANNA);
}
BOTH(the_caller_and_the_leader_go)

static void ticks_and_notes(struct world *w)
{
    struct cards_note note = {.seq = 5};
    int64_t id, alarm;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_BOMB));
    alarm = holder(w, id, CARD_ALARM);
    assert_status(cards_tick(w->db, w->arena, &w->anna, id, CARD_ALARM, 0, true), DENIED);
    db_refresh(w->db);
    assert_ok(cards_tick(w->db, w->arena, actor_of(w, alarm), id, CARD_ALARM, 0, true));
    assert_ok(cards_tick(w->db, w->arena, actor_of(w, alarm), id, CARD_ALARM, 0, true));
    assert_int_equal(count(w, "SELECT count(*) FROM card_tick"), 1);
    assert_ok(cards_tick(w->db, w->arena, actor_of(w, alarm), id, CARD_ALARM, 0, false));
    assert_int_equal(count(w, "SELECT count(*) FROM card_tick"), 0);

    note.text[CARD_NOTE_WORDS] = STR("om ti minutter");
    assert_ok(cards_note(w->db, w->arena, &w->anna, id, &note));
    note = (struct cards_note){.seq = 4, .text[CARD_NOTE_WORDS] = STR("om")}; /* came late */
    assert_ok(cards_note(w->db, w->arena, &w->anna, id, &note));
    assert_int_equal(
        count(w, "SELECT count(*) FROM card_note WHERE text = 'om ti minutter' AND field = 0"), 1);
    note = (struct cards_note){.seq = 9, .text[CARD_NOTE_WORDS] = STR("i kælderen")};
    assert_status(cards_note(w->db, w->arena, actor_of(w, alarm), id, &note), DENIED);
    db_refresh(w->db);
    assert_ok(cards_take(w->db, w->arena, actor_of(w, alarm), id));
    assert_ok(cards_note(w->db, w->arena, actor_of(w, alarm), id, &note));
    assert_int_equal(call_of(w, &w->anna, id).notes.n, 2);                   /* side by side */
    note = (struct cards_note){.seq = 10, .text[CARD_NOTE_WORDS] = STR("")}; /* taken away again */
    assert_ok(cards_note(w->db, w->arena, &w->anna, id, &note));
    assert_int_equal(count(w, "SELECT count(*) FROM card_note WHERE text = ''"), 1);
    assert_int_equal(count(w, "SELECT count(*) FROM card_event WHERE kind = 9"), 2);
}
BOTH(ticks_and_notes)

/* ---- which open pages hear of it */

#define LAST_WORD_TO 424242 /* nobody: what was told before it has been heard */

static struct {
    pthread_mutex_t lock;
    int64_t id;         /* the call */
    int n_help, n_card; /* told of it since */
    bool is_last;
} words = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void hear(struct str word)
{
    struct live_event e;

    if (word.p == NULL || !live_word_read(word, &e))
        return;
    pthread_mutex_lock(&words.lock);
    words.n_help += e.topic == LIVE_HELP && e.object_id == words.id;
    words.n_card += e.topic == LIVE_CARD && e.object_id == words.id;
    words.is_last = words.is_last || e.person_id == LAST_WORD_TO;
    pthread_mutex_unlock(&words.lock);
}

static bool all_heard(void)
{
    pthread_mutex_lock(&words.lock);
    bool is_last = words.is_last;
    pthread_mutex_unlock(&words.lock);
    return is_last;
}

/* What desks and what those within the call were told since the last time. */
static void told_since(struct world *w, int n_help, int n_card)
{
    int64_t until = clock_monotonic_us() + 10 * 1000000;

    db_refresh(w->db);
    DB_TX(tx, w->db);
    assert_ok(live_tell(w->db, LAST_WORD_TO, LIVE_INBOX, 1));
    assert_ok(db_commit(&tx));
    while (!all_heard() && clock_monotonic_us() < until)
        sched_yield();
    assert_true(all_heard());
    assert_int_equal(words.n_help, n_help);
    assert_int_equal(words.n_card, n_card);
    words.n_help = words.n_card = 0;
    words.is_last = false;
    db_refresh(w->db);
}

static void inside_a_call_wakes_no_other_desk(struct world *w)
{
    struct cards_note note = {.seq = 5, .text[CARD_NOTE_WORDS] = STR("om ti minutter")};
    const struct actor *alarm;

    all_come(w);
    int64_t id = words.id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_BOMB));
    alarm = actor_of(w, holder(w, id, CARD_ALARM));
    assert_ok(store_listen(w->store, hear));
    told_since(w, 0, 0);
    assert_ok(cards_tick(w->db, w->arena, alarm, id, CARD_ALARM, 0, true));
    told_since(w, 0, 1);
    assert_ok(cards_tick(w->db, w->arena, alarm, id, CARD_ALARM, 0, true)); /* the same again */
    told_since(w, 0, 0);
    assert_ok(cards_note(w->db, w->arena, &w->anna, id, &note));
    told_since(w, 0, 1);
    assert_ok(cards_line_gone(w->db, w->arena, &w->anna, id)); /* every desk shows that */
    told_since(w, 1, 1);
    store_unlisten(w->store);
}
BOTH(inside_a_call_wakes_no_other_desk)

static void a_first_talk_for_everybody(struct world *w)
{
    int64_t id, incident_id;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_SUICIDE));
    for (int64_t p = BO; p <= LEA; p++)
        assert_ok(cards_take(w->db, w->arena, actor_of(w, p), id));
    assert_status(cards_end(w->db, w->arena, &w->bo, id), DENIED);
    db_refresh(w->db);
    assert_ok(cards_end(w->db, w->arena, &w->lea, id));
    db_refresh(w->db);
    assert_true(row_of(w, id).closed_at != 0);
    assert_true(row_of(w, id).incident_id > 0); /* the log of who pressed, filled in */
    assert_int_equal(count(w, "SELECT count(*) FROM incident WHERE class = 4 AND rating = 0"), 3);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(DISTINCT person_id) FROM aftercare_case"), 3);
    assert_int_equal(count(w, "SELECT count(DISTINCT s.case_id) FROM aftercare_step s WHERE s.kind "
                              "= 1 AND s.owner_id <> 0"),
                     3); /* first contact, with an owner */
    assert_int_equal(count(w, "SELECT count(*) FROM notice WHERE text = 'NOTICE_CARDS_TALK'"), 3);
    assert_ok(cards_rate(w->db, w->arena, &w->bo, id, 4, &incident_id));
    assert_int_equal(count(w, "SELECT count(*) FROM incident WHERE person_id = 102 AND rating = 4"),
                     1);
    assert_status(cards_rate(w->db, w->arena, &w->soren, id, 4, &incident_id), MISSING);
    db_refresh(w->db);
    assert_status(cards_end(w->db, w->arena, &w->lea, id), CONFLICT);
}
BOTH(a_first_talk_for_everybody)

static void taken_back_is_no_call(struct world *w)
{
    int64_t id;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    run_jobs(w);
    assert_ok(help_cancel(w->db, w->arena, &w->anna, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(*) FROM card_call WHERE ended_at IS NOT NULL"), 1);
    assert_int_equal(count(w, "SELECT count(*) FROM incident"), 0);
    assert_status(cards_kind(w->db, w->arena, &w->anna, id, CARDS_BOMB), CONFLICT);
}
BOTH(taken_back_is_no_call)

static void ended_at_the_desk_ends_the_call(struct world *w)
{
    bool first;
    int64_t id;

    all_come(w);
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_COLLAPSE));
    assert_ok(help_come(w->db, w->arena, &w->bo, id, &first));
    assert_ok(help_end(w->db, w->arena, &w->bo, id));
    run_jobs(w);
    assert_int_equal(count(w, "SELECT count(*) FROM card_call WHERE ended_at IS NOT NULL"), 1);
    assert_int_equal(count(w, "SELECT count(DISTINCT person_id) FROM incident"), 2);
}
BOTH(ended_at_the_desk_ends_the_call)

static void who_needs_help_gets_no_part(struct world *w)
{
    int64_t id;

    all_come(w);
    presses(w, &w->bo, HELP_NEED, "press-0009");
    id = presses(w, &w->anna, HELP_ACUTE, "press-0001");
    assert_ok(cards_kind(w->db, w->arena, &w->anna, id, CARDS_COLLAPSE));
    for (int role = 0; role < CARD_ROLE_N; role++)
        assert_int_not_equal(holder(w, id, (enum card_role)role), BO);
}
BOTH(who_needs_help_gets_no_part)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(silent_first_kind_next),
        ON_BOTH(kind_that_nobody_says),
        ON_BOTH(kind_that_is_known_from_warning),
        ON_BOTH(unconfirmed_goes_on),
        ON_BOTH(a_desk_without_network_is_left),
        ON_BOTH(the_caller_and_the_leader_go),
        ON_BOTH(ticks_and_notes),
        ON_BOTH(inside_a_call_wakes_no_other_desk),
        ON_BOTH(a_first_talk_for_everybody),
        ON_BOTH(taken_back_is_no_call),
        ON_BOTH(ended_at_the_desk_ends_the_call),
        ON_BOTH(who_needs_help_gets_no_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
