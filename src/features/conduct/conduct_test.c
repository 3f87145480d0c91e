/* The rules of follow-up with the citizen, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_world.h"

#include "core/cpr.h"
#include "core/refuse.h"

static int64_t state_of(struct world *w, int64_t id)
{
    return count(
        w, str_c(w->arena, arena_printf(w->arena, "SELECT state FROM conduct_case WHERE id = %lld",
                                        (long long)id)));
}

static int64_t told(struct world *w, int64_t person_id, const char *key)
{
    return count(
        w, str_c(w->arena, arena_printf(w->arena,
                                        "SELECT COUNT(*) FROM notice WHERE person_id = %lld AND "
                                        "text = '%s'",
                                        (long long)person_id, key)));
}

static int64_t audited(struct world *w, const char *action)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(w->arena, "SELECT COUNT(*) FROM audit WHERE action = '%s'", action)));
}

/* ---- CPR */

static void cpr_is_known(void **state)
{
    static const char *const bad[] = {"010203-1234", "ringede 0102031234 i dag", "010203 1234",
                                      "6102031234",
                                      "311299\xe2\x80\x93"
                                      "0000"};
    static const char *const good[] = {"24/018233-7", "20304050",   "400203-1234", "011303-1234",
                                       "2024-01-02",  "010203-123", "01020312345", ""};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_true(text_has_cpr(str_of(bad[i])));
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_false(text_has_cpr(str_of(good[i])));
    assert_false(text_has_cpr(STR_NONE));
}

static void cpr_is_refused(struct world *w)
{
    struct conduct_restriction r = fair(w);
    struct conduct_request q = {0, STR("Han hed 010203-1234"), STR("")};
    struct conduct_answer found;
    int64_t id, incident_id = log_call(w, &w->bo, "cpr-0001", 0);
    struct str *const texts[] = {&r.reference,   &r.grounds, &r.lines,         &r.hours, &r.say,
                                 &r.needs_words, &r.answer,  &r.hearing_words, &r.more};

    assert_int_equal(conduct_ask(w->db, w->arena, &w->bo, incident_id, &q, &id), INVALID);
    assert_int_equal(refuse_key(), T_CPR_REFUSED);
    id = ask(w, "cpr-0002");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str before = *texts[i];

        *texts[i] = STR("0102031234");
        assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r),
                         INVALID);
        assert_int_equal(refuse_key(), T_CPR_REFUSED);
        *texts[i] = before;
    }
    assert_int_equal(conduct_check(w->db, w->arena, &w->anna, STR("0102031234"), &found), INVALID);
    assert_int_equal(conduct_decline(w->db, w->arena, &w->lea, id, STR("010203-1234")), INVALID);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM conduct_decision"), 0);
}
BOTH(cpr_is_refused)

/* ---- asking and answering */

static void asks_and_is_answered(struct world *w)
{
    struct conduct_case c;
    int64_t id = ask(w, "ask-0001");

    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_ASKED"), 1);
    assert_int_equal(told(w, MARK, "NOTICE_CONDUCT_ASKED"), 1);
    assert_int_equal(told(w, MADS, "NOTICE_CONDUCT_ASKED"), 0);
    assert_int_equal(conduct_decline(w->db, w->arena, &w->lea, id, STR("")), INVALID);
    assert_ok(conduct_decline(w->db, w->arena, &w->lea, id, STR("Vi ringer i stedet.")));
    assert_int_equal(conduct_decline(w->db, w->arena, &w->lea, id, STR("igen")), CONFLICT);
    assert_int_equal(told(w, BO, "NOTICE_CONDUCT_ANSWERED"), 1);
    assert_ok(conduct_find(w->db, w->arena, &w->bo, id, &c));
    assert_int_equal(c.sight, CONDUCT_SIGHT_ASKER);
    assert_true(str_eq(c.row.answer, STR("Vi ringer i stedet.")));
    assert_int_equal(c.events.n, 2);
}
BOTH(asks_and_is_answered)

static void asks_once(struct world *w)
{
    const struct conduct_request r = {0, STR("igen"), STR("")};
    int64_t incident_id = log_call(w, &w->bo, "once-001", 0), id;

    assert_ok(conduct_ask(w->db, w->arena, &w->bo, incident_id, &r, &id));
    assert_int_equal(conduct_ask(w->db, w->arena, &w->bo, incident_id, &r, &id), CONFLICT);
    assert_int_equal(conduct_ask(w->db, w->arena, &w->lea, incident_id, &r, &id), CONFLICT);
    assert_int_equal(conduct_ask(w->db, w->arena, &w->anna, incident_id, &r, &id), MISSING);
    assert_int_equal(conduct_ask(w->db, w->arena, &w->mads, incident_id, &r, &id), MISSING);
    assert_int_equal(conduct_ask(w->db, w->arena, &w->amir, incident_id, &r, &id), MISSING);
}
BOTH(asks_once)

static void who_was_hit_never_decides(struct world *w)
{
    const struct conduct_request q = {0, STR("Det gik ud over mig."), STR("")};
    struct conduct_restriction r = fair(w);
    struct conduct_letter letter = {.kind = CONDUCT_LETTER_WARNING, .body = STR("Brev")};
    struct conduct_case c;
    int64_t id, letter_id;

    assert_ok(conduct_ask(w->db, w->arena, &w->lea, log_call(w, &w->lea, "hit-0001", 0), &q, &id));
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_ASKED"), 0);
    assert_int_equal(conduct_decline(w->db, w->arena, &w->lea, id, STR("nej")), DENIED);
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), DENIED);
    assert_int_equal(conduct_write_letter(w->db, w->arena, &w->lea, id, &letter, &letter_id),
                     DENIED);
    assert_ok(conduct_restrict(w->db, w->arena, &w->mark, id, CONDUCT_DECIDED, &r));
    assert_int_equal(conduct_lift(w->db, w->arena, &w->lea, id, STR("nej")), DENIED);
    assert_ok(conduct_find(w->db, w->arena, &w->lea, id, &c));
    assert_int_equal(c.sight, CONDUCT_SIGHT_ASKER);
    assert_int_equal(c.decision.grounds.n, 0);
    assert_false(c.may_decide);
}
BOTH(who_was_hit_never_decides)

static void outside_reach_is_missing(struct world *w)
{
    const struct actor *const others[] = {&w->anna, &w->soren, &w->mads, &w->amir};
    struct conduct_restriction r = fair(w);
    struct conduct_list_row_list rows;
    struct conduct_case c;
    int64_t id = restricted(w, "out-0001");

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(conduct_find(w->db, w->arena, others[i], id, &c), MISSING);
        assert_int_equal(conduct_lift(w->db, w->arena, others[i], id, STR("x")), MISSING);
        assert_int_equal(conduct_restrict(w->db, w->arena, others[i], id, CONDUCT_CHANGED, &r),
                         MISSING);
    }
    assert_ok(conduct_list(w->db, w->arena, &w->mads, 50, &rows));
    assert_int_equal(rows.n, 0);
    assert_ok(conduct_list(w->db, w->arena, &w->mark, 50, &rows));
    assert_int_equal(rows.n, 1);
    assert_ok(conduct_list(w->db, w->arena, &w->bo, 50, &rows));
    assert_int_equal(rows.n, 1);
}
BOTH(outside_reach_is_missing)

/* ---- a decision must be fair */

static void try_unfair(struct world *w, int64_t id, const struct conduct_restriction *r,
                       enum text_key key)
{
    enum status status = conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, r);

    assert_true(status == INVALID || status == CONFLICT);
    assert_int_equal(refuse_key(), key);
}
#define UNFAIR(change, key)                                                                        \
    do {                                                                                           \
        struct conduct_restriction r = fair(w);                                                    \
        change;                                                                                    \
        try_unfair(w, id, &r, key);                                                                \
    } while (0)

static void must_be_fair(struct world *w)
{
    int64_t id = ask(w, "fair-001");

    UNFAIR(r.grounds = STR(""), T_CONDUCT_NEEDS_GROUNDS);
    UNFAIR(r.reference = STR("--"), T_CONDUCT_NEEDS_REFERENCE);
    UNFAIR(r.scope = 0, T_CONDUCT_CHOOSE_SCOPE);
    UNFAIR(r.channel = -1, T_CONDUCT_NEEDS_CHANNEL);
    UNFAIR(r.channel_words = STR(""), T_CONDUCT_NEEDS_CHANNEL);
    UNFAIR((r.scope = 1 << CONDUCT_SCOPE_EMAIL, r.channel = CONDUCT_CHANNEL_EMAIL),
           T_CONDUCT_CHANNEL_CLOSED);
    UNFAIR(r.channel = CONDUCT_CHANNEL_PHONE_HOURS, T_CONDUCT_NEEDS_HOURS);
    UNFAIR(r.has_needs = -1, T_CONDUCT_CHECK_NEEDS);
    UNFAIR(r.needs_words = STR(""), T_CONDUCT_CHECK_NEEDS);
    UNFAIR(r.hearing_words = STR(""), T_CONDUCT_SAY_HEARING);
    UNFAIR(r.hearing = CONDUCT_HEARING_HEARD, T_CONDUCT_NOT_HEARD);
    UNFAIR(r.from_day = today(w) - 1, T_CONDUCT_FROM_PAST);
    UNFAIR(r.end_day = today(w) - 1, T_CONDUCT_END_BEFORE);
    UNFAIR(r.end_day = 0, T_CONDUCT_END_BEFORE);
    UNFAIR(r.end_day = today(w) + 180, T_CONDUCT_TOO_LONG_TIME);
    UNFAIR(r.review_day = today(w) + 61, T_CONDUCT_BAD_REVIEW);
    UNFAIR(r.review_day = 0, T_CONDUCT_BAD_REVIEW);
    UNFAIR(r.more = STR("H-999"), T_CONDUCT_BAD_INCIDENT);
    UNFAIR(r.say = STR(""), T_CONDUCT_NEEDS_SAY);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM conduct_decision"), 0);
    struct conduct_restriction r = fair(w);
    r.end_day = today(w) + 179;
    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
}
BOTH(must_be_fair)

static void old_conduct_carries_nothing(struct world *w)
{
    const struct conduct_request q = {0, STR("Dengang"), STR("")};
    struct conduct_restriction r = fair(w);
    int64_t id;

    assert_ok(conduct_ask(w->db, w->arena, &w->bo,
                          log_call(w, &w->bo, "old-0001", NOON - 400 * DAY_MS), &q, &id));
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), INVALID);
    assert_int_equal(refuse_key(), T_CONDUCT_TOO_OLD);
    log_call(w, &w->anna, "old-0002", NOON - 3 * DAY_MS);
    r.more = STR("H-2");
    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM conduct_ground"), 1);
}
BOTH(old_conduct_carries_nothing)

static void the_citizen_is_heard(struct world *w)
{
    const struct conduct_letter letter = {.kind = CONDUCT_LETTER_HEARING, .body = STR("Høring")};
    struct conduct_restriction r = fair(w);
    int64_t id = ask(w, "hear-001"), letter_id;

    r.hearing = CONDUCT_HEARING_HEARD;
    r.hearing_words = STR("");
    assert_int_equal(conduct_heard(w->db, w->arena, &w->lea, id, STR("x")), CONFLICT);
    assert_ok(conduct_write_letter(w->db, w->arena, &w->lea, id, &letter, &letter_id));
    assert_int_equal(state_of(w, id), CONDUCT_HEARING);
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), CONFLICT);
    assert_int_equal(refuse_key(), T_CONDUCT_HEARING_RUNS);
    assert_ok(conduct_heard(w->db, w->arena, &w->lea, id, STR("Beklager.")));
    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
    assert_int_equal(state_of(w, id), CONDUCT_IN_FORCE);
}
BOTH(the_citizen_is_heard)

static void hearing_runs_out(struct world *w)
{
    const struct conduct_letter letter = {.kind = CONDUCT_LETTER_HEARING, .body = STR("Høring")};
    struct conduct_restriction r = fair(w);
    int64_t id = ask(w, "hear-002"), letter_id;

    assert_ok(conduct_write_letter(w->db, w->arena, &w->lea, id, &letter, &letter_id));
    run_jobs(w);
    assert_int_equal(told(w, MARK, "NOTICE_CONDUCT_HEARING_OVER"), 0);
    clock_advance(15 * DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, MARK, "NOTICE_CONDUCT_HEARING_OVER"), 1);
    r.hearing = CONDUCT_HEARING_HEARD;
    r.from_day += 15;
    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
}
BOTH(hearing_runs_out)

/* ---- changing, renewing, lifting */

static void changes_never_last_longer(struct world *w)
{
    struct conduct_restriction r = fair(w);
    struct conduct_case c;
    int64_t id = restricted(w, "chg-0001");

    r.end_day++;
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_CHANGED, &r), INVALID);
    assert_int_equal(refuse_key(), T_CONDUCT_RENEW_INSTEAD);
    r.end_day = today(w) + 40;
    r.hours = STR("Tirsdag kl. 10");
    assert_ok(conduct_restrict(w->db, w->arena, &w->mark, id, CONDUCT_CHANGED, &r));
    r.end_day = today(w) + 100;
    r.grounds = STR("Nye trusler.");
    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_RENEWED, &r));
    assert_ok(conduct_find(w->db, w->arena, &w->lea, id, &c));
    assert_int_equal(c.decisions.n, 3);
    assert_true(str_eq(c.decision.grounds, STR("Nye trusler.")));
    assert_true(str_eq(c.decisions.at[2].grounds, fair(w).grounds));
    assert_int_equal(c.row.end_day, today(w) + 100);
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), CONFLICT);
}
BOTH(changes_never_last_longer)

static void lifts(struct world *w)
{
    struct conduct_restriction r = fair(w);
    struct conduct_answer found;
    int64_t id = restricted(w, "lift-001");

    assert_ok(conduct_lift(w->db, w->arena, &w->mark, id, STR("Det er gået godt.")));
    assert_int_equal(state_of(w, id), CONDUCT_LIFTED);
    assert_int_equal(told(w, BO, "NOTICE_CONDUCT_ENDED"), 1);
    assert_ok(conduct_check(w->db, w->arena, &w->anna, r.reference, &found));
    assert_false(found.restricted);
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_RENEWED, &r), CONFLICT);
}
BOTH(lifts)

static void one_restriction_for_a_case(struct world *w)
{
    struct conduct_restriction r = fair(w);
    int64_t id;

    restricted(w, "one-0001");
    id = ask(w, "one-0002");
    r.reference = STR(" 24-018233 7");
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), CONFLICT);
    assert_int_equal(refuse_key(), T_CONDUCT_OTHER_IN_FORCE);
}
BOTH(one_restriction_for_a_case)

/* ---- the clock */

static void ends_by_the_clock(struct world *w)
{
    struct conduct_answer found;
    int64_t id = restricted(w, "end-0001");

    run_jobs(w);
    clock_advance(16 * DAY_MS); /* 14 days before the review, in the morning */
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_REVIEW_SOON"), 1);
    clock_advance(14 * DAY_MS);
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_REVIEW"), 1);
    clock_advance(16 * DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_END_SOON"), 1);
    clock_advance(14 * DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_END_TODAY"), 1);
    assert_int_equal(state_of(w, id), CONDUCT_IN_FORCE);
    assert_ok(conduct_check(w->db, w->arena, &w->anna, STR("24/018233-7"), &found));
    assert_true(found.restricted);
    clock_advance(12 * HOUR_MS); /* past midnight */
    run_jobs(w);
    assert_int_equal(state_of(w, id), CONDUCT_ENDED);
    assert_int_equal(told(w, BO, "NOTICE_CONDUCT_ENDED"), 1);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_ENDED"), 1);
    clock_advance(100 * DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_ENDED"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE kind = 'conduct.clock'"), 0);
}
BOTH(ends_by_the_clock)

/* The job may be late: what is over is over. */
static void over_without_the_clock(struct world *w)
{
    struct conduct_answer found;

    restricted(w, "late-001");
    clock_advance(61 * DAY_MS);
    assert_ok(conduct_check(w->db, w->arena, &w->anna, STR("24/018233-7"), &found));
    assert_false(found.restricted);
}
BOTH(over_without_the_clock)

static void an_unanswered_request_comes_back(struct world *w)
{
    ask(w, "wait-001");
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_WAITS"), 0);
    clock_advance(10 * DAY_MS); /* three working days and Easter */
    run_jobs(w);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_WAITS"), 1);
    clock_advance(7 * DAY_MS);
    run_jobs(w);
    assert_int_equal(told(w, LEA, "NOTICE_CONDUCT_WAITS"), 2);
}
BOTH(an_unanswered_request_comes_back)

/* ---- the next call */

static void tells_the_next_one_enough(struct world *w)
{
    struct conduct_answer found;

    restricted(w, "next-001");
    assert_ok(conduct_check(w->db, w->arena, &w->soren, STR("24 018233 7"), &found));
    assert_true(found.restricted);
    assert_int_equal(found.scope, 1 << CONDUCT_SCOPE_PHONE);
    assert_true(str_eq(found.say, STR("Vi har skrevet til dig.")));
    assert_true(str_eq(found.until, STR("2026-05-29")));
    assert_ok(conduct_check(w->db, w->arena, &w->soren, STR("24/018233-8"), &found));
    assert_false(found.restricted);
    assert_int_equal(found.say.n, 0);
    assert_int_equal(audited(w, "restriction_checked"), 2);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'restriction_checked' AND detail NOT "
                 "IN ('none', 'restricted')"),
        0);
    assert_int_equal(conduct_check(w->db, w->arena, &w->amir, STR("24/018233-7"), &found), DENIED);
    assert_int_equal(conduct_check(w->db, w->arena, &w->anna, STR(" - "), &found), INVALID);
}
BOTH(tells_the_next_one_enough)

static void grounds_are_a_class_of_their_own(struct world *w)
{
    struct conduct_case c;
    int64_t id = restricted(w, "class-01");

    assert_ok(conduct_find(w->db, w->arena, &w->bo, id, &c));
    assert_int_equal(c.decision.grounds.n + c.decision.needs_words.n + c.decision.hearing_words.n +
                         c.decisions.n + c.letters.n,
                     0);
    assert_int_equal(c.decision.scope, 1 << CONDUCT_SCOPE_PHONE);
    assert_int_equal(audited(w, "conduct_seen"), 0);
    assert_ok(conduct_find(w->db, w->arena, &w->mark, id, &c));
    assert_true(c.decision.grounds.n > 0);
    assert_int_equal(audited(w, "conduct_seen"), 1);
}
BOTH(grounds_are_a_class_of_their_own)

/* ---- templates and terms */

static void templates_have_versions(struct world *w)
{
    struct conduct_template t;

    assert_ok(conduct_template(w->db, w->arena, 1, CONDUCT_LETTER_WARNING, LANG_DA, &t));
    assert_int_equal(t.version, 0);
    assert_true(t.body.n > 100);
    assert_ok(conduct_template_set(w->db, w->arena, &w->lea, CONDUCT_LETTER_WARNING, LANG_DA,
                                   STR("Vores brev")));
    assert_ok(conduct_template_set(w->db, w->arena, &w->amir, CONDUCT_LETTER_WARNING, LANG_DA,
                                   STR("Vores andet brev")));
    assert_ok(conduct_template(w->db, w->arena, 1, CONDUCT_LETTER_WARNING, LANG_DA, &t));
    assert_int_equal(t.version, 2);
    assert_int_equal(t.versions.n, 2);
    assert_true(str_eq(t.versions.at[1].body, STR("Vores brev")));
    assert_ok(conduct_template(w->db, w->arena, 1, CONDUCT_LETTER_WARNING, LANG_EN, &t));
    assert_int_equal(t.version, 0);
    assert_int_equal(
        conduct_template_set(w->db, w->arena, &w->bo, CONDUCT_LETTER_WARNING, LANG_DA, STR("x")),
        DENIED);
}
BOTH(templates_have_versions)

static void terms_are_the_centres(struct world *w)
{
    struct conduct_term_value t[CONDUCT_TERM_N], to = {30, STR("Byrådet"), today(w), 0};
    struct conduct_restriction r = fair(w);
    int64_t id = ask(w, "term-001");

    assert_ok(conduct_term_set(w->db, w->arena, &w->lea, CONDUCT_TERM_MAX, &to));
    assert_ok(conduct_terms(w->db, w->arena, 1, t));
    assert_int_equal(t[CONDUCT_TERM_MAX].days, 30);
    assert_int_equal(t[CONDUCT_TERM_MAX].version, 1);
    assert_int_equal(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r), INVALID);
    to.days = 9999;
    assert_int_equal(conduct_term_set(w->db, w->arena, &w->lea, CONDUCT_TERM_MAX, &to), INVALID);
    to.days = 30;
    to.verified_on = today(w) + 1;
    assert_int_equal(conduct_term_set(w->db, w->arena, &w->lea, CONDUCT_TERM_MAX, &to), INVALID);
    assert_int_equal(conduct_term_set(w->db, w->arena, &w->bo, CONDUCT_TERM_MAX, &to), DENIED);
}
BOTH(terms_are_the_centres)

static void a_warning_answers(struct world *w)
{
    const struct conduct_letter letter = {.kind = CONDUCT_LETTER_WARNING,
                                          .lang = LANG_DA,
                                          .body = STR("Om tonen\n\nDet er ikke i orden."),
                                          .answer = STR("Tak. Brevet er skrevet.")};
    const struct conduct_letter early = {.kind = CONDUCT_LETTER_RESTRICTION, .body = STR("Brev")};
    struct conduct_letter_row row;
    struct conduct_case_row k;
    int64_t id = ask(w, "warn-001"), letter_id;

    assert_int_equal(conduct_write_letter(w->db, w->arena, &w->lea, id, &early, &letter_id),
                     CONFLICT);
    assert_ok(conduct_write_letter(w->db, w->arena, &w->lea, id, &letter, &letter_id));
    assert_int_equal(state_of(w, id), CONDUCT_WARNED);
    assert_int_equal(told(w, BO, "NOTICE_CONDUCT_ANSWERED"), 1);
    assert_ok(conduct_letter_find(w->db, w->arena, &w->mark, letter_id, &row, &k));
    assert_true(str_eq(row.body, letter.body));
    assert_int_equal(conduct_letter_find(w->db, w->arena, &w->bo, letter_id, &row, &k), MISSING);
    assert_int_equal(conduct_letter_find(w->db, w->arena, &w->mads, letter_id, &row, &k), MISSING);
}
BOTH(a_warning_answers)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cpr_is_known),
        ON_BOTH(cpr_is_refused),
        ON_BOTH(asks_and_is_answered),
        ON_BOTH(asks_once),
        ON_BOTH(who_was_hit_never_decides),
        ON_BOTH(outside_reach_is_missing),
        ON_BOTH(must_be_fair),
        ON_BOTH(old_conduct_carries_nothing),
        ON_BOTH(the_citizen_is_heard),
        ON_BOTH(hearing_runs_out),
        ON_BOTH(changes_never_last_longer),
        ON_BOTH(lifts),
        ON_BOTH(one_restriction_for_a_case),
        ON_BOTH(ends_by_the_clock),
        ON_BOTH(over_without_the_clock),
        ON_BOTH(an_unanswered_request_comes_back),
        ON_BOTH(tells_the_next_one_enough),
        ON_BOTH(grounds_are_a_class_of_their_own),
        ON_BOTH(templates_have_versions),
        ON_BOTH(terms_are_the_centres),
        ON_BOTH(a_warning_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
