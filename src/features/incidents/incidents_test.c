/* Rules of incidents, on both databases: who may see and do what, nothing twice, nothing lost, counts that agree.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents_world.h"

#include "core/refuse.h"

static struct incident_entry entry(const char *key, int64_t class, int64_t rating)
{
    return (struct incident_entry){.client_key = str_of(key), .class = class, .rating = rating};
}

static struct incident_logged log_it(struct world *w, const struct actor *who,
                                     struct incident_entry e)
{
    struct incident_logged logged = {0};

    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    return logged;
}

/* ---- logging */

static void logs_once(struct world *w)
{
    struct incident_entry e = entry("key-0001", INCIDENT_B, 4);
    struct incident_logged first, second;

    e.call_id = 501;
    e.acts = INCIDENT_ENDED;
    e.text[INCIDENT_FIELD_WORDS] = STR("Æblegrød på Ærø");
    first = log_it(w, &w->anna, e);
    second = log_it(w, &w->anna, e);
    assert_int_equal(first.number, 1);
    assert_false(first.was_known);
    assert_true(second.was_known);
    assert_true(first.id == second.id);
    {
        DB_TX(tx, w->db); /* again, as a part of something larger */
        log_it(w, &w->anna, e);
        assert_ok(db_commit(&tx));
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE action = 'incident_logged'"), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM event"), 1);
    assert_int_equal(count(w, "SELECT n_logged FROM incident_tally WHERE team_id = 11"), 1);
    assert_int_equal(count(w, "SELECT n_ended FROM incident_day WHERE team_id = 11"), 1);
    /* The call began before now: that is when it happened. */
    assert_true(count(w, "SELECT occurred_at FROM incident") == INT64_C(1774864000000));
    /* Started on 2026-03-18: a newcomer. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident WHERE newcomer"), 1);
    /* The same key of somebody else is another log. */
    assert_int_equal(log_it(w, &w->bo, entry("key-0001", INCIDENT_A, 1)).number, 2);
}
BOTH(logs_once)

static void refuses_bad_entries(struct world *w)
{
    struct incident_logged logged;
    struct incident_entry bad[] = {entry("short", 0, 1), entry("key-bad-1", 5, 1),
                                   entry("key-bad-2", -1, 1), entry("key-bad-3", 0, 0),
                                   entry("key-bad-4", 0, 6)};
    struct incident_entry e;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &bad[i], &logged), INVALID);
    e = entry("key-bad-5", 0, 1);
    e.call_id = 502; /* Bo's */
    assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &e, &logged), INVALID);
    assert_int_equal(refuse_key(), T_INCIDENT_NOT_YOUR_CALL);
    e = entry("key-bad-6", 0, 1);
    e.occurred_at = NOON + HOUR_MS;
    assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &e, &logged), INVALID);
    e = entry("key-bad-7", 0, 1);
    e.person_id = SOREN; /* another team */
    assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &e, &logged), DENIED);
    e.person_id = 999;
    assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &e, &logged), DENIED);
    e = entry("key-bad-8", 0, 1);
    assert_status(incident_log(w->db, w->arena, &w->amir, w->zone, &e, &logged), DENIED);
    assert_status(incident_log(w->db, w->arena, &w->siv, w->zone, &e, &logged), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident_number"), 0);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit"), 0);
}
BOTH(refuses_bad_entries)

/* A limit is in characters, as the form's: Danish letters count once. */
static void takes_text_to_its_limit(struct world *w)
{
    struct incident_entry e = entry("key-long", INCIDENT_A, 2);
    struct incident_logged logged;
    struct buf b = buf_new(w->arena, 2 * INCIDENT_TEXT_MAX + 2);

    for (int i = 0; i < INCIDENT_TEXT_MAX; i++)
        buf_add(&b, STR("å"));
    e.text[INCIDENT_FIELD_WORDS] = buf_str(&b);
    log_it(w, &w->anna, e);
    buf_add(&b, STR("å"));
    e = entry("key-longer", INCIDENT_A, 2);
    e.text[INCIDENT_FIELD_WORDS] = buf_str(&b);
    assert_status(incident_log(w->db, w->arena, &w->anna, w->zone, &e, &logged), TOO_LARGE);
}
BOTH(takes_text_to_its_limit)

static void logs_for_a_colleague(struct world *w)
{
    struct incident_entry e = entry("key-0002", INCIDENT_C, 4);
    struct incident in;
    int64_t id;

    e.person_id = BO;
    e.text[INCIDENT_FIELD_WORDS] = STR("han råbte");
    id = log_it(w, &w->anna, e).id;
    /* Bo's own rating is open; Anna's counts as raised. */
    assert_ok(incident_find(w->db, w->arena, &w->bo, id, &in));
    assert_int_equal(in.row.rating, 0);
    assert_int_equal(in.row.hit, 4);
    assert_ok(
        incident_write_text(w->db, w->arena, &w->bo, id, INCIDENT_FIELD_HELPED, STR("betroet")));
    /* Anna sees the event and her own words, nothing that came after. */
    assert_ok(incident_find(w->db, w->arena, &w->anna, id, &in));
    assert_int_equal(in.sight, INCIDENT_SIGHT_LOGGER);
    assert_int_equal(in.texts.n, 1);
    assert_int_equal(in.steps.n, 0);
    /* Bo may rate lower than Anna thought; what counts stays the higher of the two. */
    assert_ok(incident_rate(w->db, w->arena, &w->bo, w->zone, id, 2));
    assert_ok(incident_find(w->db, w->arena, &w->bo, id, &in));
    assert_int_equal(in.row.rating, 2);
    assert_int_equal(in.row.hit, 4);
}
BOTH(logs_for_a_colleague)

static void logger_sees_nothing_later(struct world *w)
{
    struct incident_filter all = {.class = -1, .limit = 50},
                           hard = {.class = -1, .min_hit = 5, .limit = 50};
    struct incident_entry e = entry("key-0092", INCIDENT_C, 3);
    struct incident_page page;
    struct incident in;

    e.person_id = BO;
    int64_t id = log_it(w, &w->anna, e).id;
    assert_ok(incident_rate(w->db, w->arena, &w->lea, w->zone, id, 4));
    assert_ok(incident_rate(w->db, w->arena, &w->bo, w->zone, id, 5));
    assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
    assert_ok(incident_find(w->db, w->arena, &w->anna, id, &in));
    assert_int_equal(in.row.rating, 0);
    assert_int_equal(in.row.hit, 3); /* her own word */
    assert_int_equal(in.row.talked_at, 0);
    assert_int_equal(in.steps.n, 0);
    assert_ok(incident_list(w->db, w->arena, &w->anna, &all, &page));
    assert_int_equal(page.rows.n, 1);
    assert_int_equal(page.rows.at[0].hit, 0);
    assert_int_equal(page.rows.at[0].talked_at, 0);
    assert_ok(incident_list(w->db, w->arena, &w->anna, &hard, &page));
    assert_int_equal(page.rows.n, 0);
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_int_equal(in.row.hit, 5);
}
BOTH(logger_sees_nothing_later)

/* ---- seeing */

static void shows_only_within_reach(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0003", INCIDENT_D, 5)).id, found;
    struct incident in;

    assert_ok(incident_find(w->db, w->arena, &w->anna, id, &in));
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_true(in.may.talk);
    assert_status(incident_find(w->db, w->arena, &w->bo, id, &in), MISSING);
    assert_status(incident_find(w->db, w->arena, &w->soren, id, &in), MISSING);
    assert_status(incident_find(w->db, w->arena, &w->siv, id, &in), MISSING);
    assert_status(incident_find(w->db, w->arena, &w->amir, id, &in), MISSING);
    assert_status(incident_find_number(w->db, w->arena, &w->bo, 1, &found), MISSING);
    assert_ok(incident_find_number(w->db, w->arena, &w->lea, 1, &found));
    assert_true(found == id);
}
BOTH(shows_only_within_reach)

static void notes_looks_of_others(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0004", INCIDENT_A, 1)).id;
    struct incident in;
    const char *looks =
        "SELECT COUNT(*) FROM audit WHERE action = 'incident_seen' AND person_id = 103";

    assert_ok(incident_find(w->db, w->arena, &w->anna, id, &in));
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_int_equal(count(w, looks), 1);
    clock_advance(16 * MINUTE_MS);
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_int_equal(count(w, looks), 2);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM audit WHERE action = 'incident_seen' AND person_id = 101"),
        0);
    /* Having logged it oneself is no leave to look at it later unnoticed. */
    struct incident_entry e = entry("key-0019", INCIDENT_B, 3);
    e.person_id = BO;
    id = log_it(w, &w->lea, e).id;
    assert_ok(incident_find(w->db, w->arena, &w->lea, id, &in));
    assert_int_equal(count(w, looks), 3);
}
BOTH(notes_looks_of_others)

/* ---- changing */

static void keeps_every_version(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0005", INCIDENT_B, 3)).id;
    struct incident in;

    assert_ok(
        incident_write_text(w->db, w->arena, &w->anna, id, INCIDENT_FIELD_WORDS, STR("første")));
    assert_ok(
        incident_write_text(w->db, w->arena, &w->anna, id, INCIDENT_FIELD_WORDS, STR("anden")));
    assert_ok(
        incident_write_text(w->db, w->arena, &w->anna, id, INCIDENT_FIELD_WORDS, STR("anden")));
    assert_ok(incident_find(w->db, w->arena, &w->anna, id, &in));
    assert_int_equal(in.texts.n, 2);
    assert_str(in.texts.at[0].text, "anden");
    assert_str(in.texts.at[1].text, "første");
    assert_int_equal(in.steps.n, 2);
    assert_status(incident_write_text(w->db, w->arena, &w->lea, id, INCIDENT_FIELD_WORDS, STR("x")),
                  DENIED);
    assert_status(incident_write_text(w->db, w->arena, &w->bo, id, INCIDENT_FIELD_WORDS, STR("x")),
                  MISSING);
}
BOTH(keeps_every_version)

static void others_only_raise(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0006", INCIDENT_B, 3)).id;

    assert_status(incident_rate(w->db, w->arena, &w->lea, w->zone, id, 2), CONFLICT);
    assert_status(incident_rate(w->db, w->arena, &w->lea, w->zone, id, 3), CONFLICT);
    assert_ok(incident_rate(w->db, w->arena, &w->lea, w->zone, id, 5));
    assert_int_equal(count(w, "SELECT rating FROM incident"), 3);
    assert_int_equal(count(w, "SELECT hit FROM incident"), 5);
    assert_ok(incident_rate(w->db, w->arena, &w->anna, w->zone, id, 1));
    assert_int_equal(count(w, "SELECT hit FROM incident"), 5);
    assert_status(incident_rate(w->db, w->arena, &w->bo, w->zone, id, 5), MISSING);
    assert_status(incident_rate(w->db, w->arena, &w->anna, w->zone, id, 6), INVALID);
    /* Who logged it for a colleague has said what they think: from then on it is between the employee and the manager. */
    struct incident_entry e = entry("key-0020", INCIDENT_B, 2);
    e.person_id = BO;
    id = log_it(w, &w->anna, e).id;
    assert_status(incident_rate(w->db, w->arena, &w->anna, w->zone, id, 5), DENIED);
}
BOTH(others_only_raise)

static void talks_once(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0007", INCIDENT_B, 3)).id;
    int64_t own = log_it(w, &w->lea, entry("key-0008", INCIDENT_A, 2)).id;

    assert_status(incident_talked(w->db, w->arena, &w->anna, id), DENIED);
    assert_status(incident_talked(w->db, w->arena, &w->bo, id), MISSING);
    assert_status(incident_talked(w->db, w->arena, &w->lea, own), DENIED);
    assert_ok(incident_talked(w->db, w->arena, &w->lea, id));
    assert_status(incident_talked(w->db, w->arena, &w->lea, id), CONFLICT);
    assert_int_equal(count(w, "SELECT n_untalked FROM incident_tally WHERE team_id = 11"), 1);
    assert_int_equal(count(w, "SELECT n_hard FROM incident_tally WHERE team_id = 11"), 0);
}
BOTH(talks_once)

/* The roll-ups equal a recount after every kind of change. */
static void counts_agree(struct world *w)
{
    static const char *const pairs[][2] = {
        {"SELECT n_logged FROM incident_tally WHERE team_id = 11",
         "SELECT COUNT(*) FROM incident WHERE team_id = 11"},
        {"SELECT n_untalked FROM incident_tally WHERE team_id = 11",
         "SELECT COUNT(*) FROM incident WHERE team_id = 11 AND talked_at IS NULL"},
        {"SELECT n_wants_talk FROM incident_tally WHERE team_id = 11",
         "SELECT COUNT(*) FROM incident WHERE team_id = 11 AND talked_at IS NULL AND wants_talk"},
        {"SELECT n_hard FROM incident_tally WHERE team_id = 11",
         "SELECT COUNT(*) FROM incident WHERE team_id = 11 AND talked_at IS NULL AND hit >= 3"},
        {"SELECT n_newcomer FROM incident_tally WHERE team_id = 11",
         "SELECT COUNT(*) FROM incident WHERE team_id = 11 AND talked_at IS NULL AND newcomer"},
        {"SELECT CAST(SUM(n) AS BIGINT) FROM incident_day WHERE class = 1",
         "SELECT COUNT(*) FROM incident WHERE class = 1"},
        {"SELECT CAST(SUM(sum_rating) AS BIGINT) FROM incident_day",
         "SELECT CAST(SUM(hit) AS BIGINT) FROM incident"},
        {"SELECT CAST(SUM(n_ended) AS BIGINT) FROM incident_day",
         "SELECT COUNT(*) FROM incident WHERE (acts & 12) <> 0"},
    };
    struct incident_details changed = {
        .class = INCIDENT_B, .acts = INCIDENT_ENDED, .wants_talk = true};
    struct incident_entry e = entry("key-0009", INCIDENT_A, 2);
    int64_t first, second;

    e.wants_talk = true;
    first = log_it(w, &w->anna, e).id;
    second = log_it(w, &w->bo, entry("key-0010", INCIDENT_D, 4)).id;
    log_it(w, &w->anna, entry("key-0011", INCIDENT_B, 5));
    assert_ok(incident_rate(w->db, w->arena, &w->anna, w->zone, first, 5));
    assert_ok(incident_change_details(w->db, w->arena, &w->bo, w->zone, second, &changed));
    assert_ok(incident_talked(w->db, w->arena, &w->lea, second));
    assert_ok(incident_rate(w->db, w->arena, &w->bo, w->zone, second, 1));
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (count(w, pairs[i][0]) != count(w, pairs[i][1]))
            fail_msg("%s differs from %s", pairs[i][0], pairs[i][1]);
}
BOTH(counts_agree)

/* A program that may read only reads. */
static void a_reading_token_changes_nothing(struct world *w)
{
    int64_t id = log_it(w, &w->anna, entry("key-0021", INCIDENT_B, 3)).id;
    struct actor anna = w->anna, lea = w->lea;
    struct incident in;

    anna.limited_to = lea.limited_to = UINT64_C(1) << PERM_INCIDENT_READ;
    assert_ok(incident_find(w->db, w->arena, &anna, id, &in));
    assert_false(in.may.write || in.may.change_details || in.may.rate || in.may.raise ||
                 in.may.talk);
    assert_status(incident_rate(w->db, w->arena, &anna, w->zone, id, 5), DENIED);
    assert_status(incident_rate(w->db, w->arena, &lea, w->zone, id, 5), DENIED);
    assert_status(incident_talked(w->db, w->arena, &lea, id), DENIED);
}
BOTH(a_reading_token_changes_nothing)

/* ---- lists */

static struct incident_page list(struct world *w, const struct actor *who, struct incident_filter f)
{
    struct incident_page page = {0};

    assert_ok(incident_list(w->db, w->arena, who, &f, &page));
    return page;
}

static const struct incident_filter everything = {.class = -1, .limit = 50};

static void lists_newest_first_in_pages(struct world *w)
{
    struct incident_filter f = everything;
    int64_t last = INT64_MAX;
    size_t n = 0;

    for (int i = 0; i < 25; i++) {
        char key[24];
        snprintf(key, sizeof key, "key-page-%02d", i);
        clock_advance(i % 3 == 0 ? 0 : MINUTE_MS); /* some at the very same moment */
        log_it(w, i % 2 == 0 ? &w->anna : &w->bo, entry(key, i % 5, 1 + i % 5));
    }
    f.limit = 7;
    for (;;) {
        struct incident_page page = list(w, &w->lea, f);
        for (size_t i = 0; i < page.rows.n; i++, n++) {
            assert_true(page.rows.at[i].occurred_at <= last);
            last = page.rows.at[i].occurred_at;
        }
        if (!page.more)
            break;
        f.after_at = page.rows.at[page.rows.n - 1].occurred_at;
        f.after_id = page.rows.at[page.rows.n - 1].id;
    }
    assert_int_equal(n, 25);
    assert_int_equal(list(w, &w->anna, everything).rows.n, 13);
    assert_int_equal(list(w, &w->soren, everything).rows.n, 0);
    f = everything;
    f.class = INCIDENT_C;
    f.min_hit = 3;
    assert_int_equal(list(w, &w->lea, f).rows.n, 5);
}
BOTH(lists_newest_first_in_pages)

static struct incident_filter searching(const char *q)
{
    struct incident_filter f = everything;

    f.q = str_of(q);
    return f;
}

static void searches_danish(struct world *w)
{
    struct incident_entry e = entry("key-0012", INCIDENT_B, 3);
    struct incident_page page = {0};
    struct incident_filter f = searching("x");

    e.text[INCIDENT_FIELD_WORDS] = STR("Du er en ÅNDSSVAG idiot, sagde han på ØRESUND");
    log_it(w, &w->anna, e);
    log_it(w, &w->soren, entry("key-0013", INCIDENT_A, 1));
    assert_int_equal(list(w, &w->lea, searching("åndssvag")).rows.n, 1);
    assert_int_equal(list(w, &w->lea, searching("ÅNDS øresund")).rows.n, 1);
    assert_int_equal(list(w, &w->lea, searching("andssvag")).rows.n,
                     0); /* å is a letter of its own */
    assert_int_equal(list(w, &w->lea, searching("åndssvag findesikke")).rows.n, 0);
    assert_int_equal(list(w, &w->lea, searching("Anna")).rows.n, 1);
    assert_int_equal(list(w, &w->lea, searching("søren")).rows.n, 0); /* not her team */
    assert_int_equal(list(w, &w->lea, searching("H-1")).rows.n, 1);
    assert_int_equal(list(w, &w->lea, searching("h2")).rows.n, 0); /* Søren's */
    assert_int_equal(list(w, &w->bo, searching("åndssvag")).rows.n, 0);
    assert_int_equal(list(w, &w->anna, searching("idiot")).rows.n, 1);
    assert_status(incident_list(w->db, w->arena, &w->lea, &f, &page), INVALID);
    assert_status(incident_list(w->db, w->arena, &w->siv, &everything, &page), DENIED);
    assert_status(incident_list(w->db, w->arena, &w->amir, &everything, &page), DENIED);
}
BOTH(searches_danish)

static void today_is_in_order(struct world *w)
{
    struct incident_today today;
    struct incident_entry talk = entry("key-0016", INCIDENT_A, 1);

    talk.wants_talk = true;
    log_it(w, &w->bo, entry("key-0014", INCIDENT_D, 5));
    log_it(w, &w->anna, entry("key-0015", INCIDENT_A, 1)); /* newcomer */
    log_it(w, &w->bo, talk);
    log_it(w, &w->soren, entry("key-0017", INCIDENT_E, 5)); /* another team */
    assert_ok(incident_today(w->db, w->arena, &w->lea, 10, &today));
    assert_int_equal(today.rows.n, 3);
    assert_int_equal(today.rows.at[0].person_id, ANNA);
    assert_true(today.rows.at[1].wants_talk);
    assert_int_equal(today.rows.at[2].hit, 5);
    assert_int_equal(today.n_new, 3);
    assert_ok(incident_today_seen(w->db, w->arena, &w->lea));
    log_it(w, &w->bo, entry("key-0018", INCIDENT_A, 2));
    assert_ok(incident_today(w->db, w->arena, &w->lea, 10, &today));
    assert_int_equal(today.n_new, 1);
    assert_status(incident_today(w->db, w->arena, &w->anna, 10, &today), DENIED);
}
BOTH(today_is_in_order)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(logs_once),
        ON_BOTH(refuses_bad_entries),
        ON_BOTH(takes_text_to_its_limit),
        ON_BOTH(logs_for_a_colleague),
        ON_BOTH(logger_sees_nothing_later),
        ON_BOTH(shows_only_within_reach),
        ON_BOTH(notes_looks_of_others),
        ON_BOTH(keeps_every_version),
        ON_BOTH(others_only_raise),
        ON_BOTH(talks_once),
        ON_BOTH(counts_agree),
        ON_BOTH(a_reading_token_changes_nothing),
        ON_BOTH(lists_newest_first_in_pages),
        ON_BOTH(searches_danish),
        ON_BOTH(today_is_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
