/* What a time limit takes, what it leaves, and what is given to the person whose case it is.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_world.h"

#include "features/harassment/harassment_personal.h"
#include "harassment_personal_sql.h"

#define SIX_YEARS_MS (6 * 366 * DAY_MS)

static int64_t share(struct world *w, const char *name, bool dry)
{
    const struct retention_rule *rule = harassment_retention;
    int64_t n = -1;

    while (strcmp(rule->name, name) != 0)
        rule++;
    db_refresh(w->db);
    DB_TX(tx, w->db);
    struct retention_task t = {.now = clock_now(),
                               .before_at = clock_now() - rule->days * DAY_MS,
                               .most = RETENTION_AT_ONCE,
                               .dry = dry};
    assert_ok(rule->run(w->db, w->arena, &t, &n));
    if (!dry)
        assert_ok(db_commit(&tx));
    return n;
}

static struct harassment_custody custody(struct world *w, int64_t id)
{
    struct harassment_custody c = {0};

    db_refresh(w->db);
    assert_ok(harassment_custody(w->db, w->arena, id, true, &c));
    return c;
}

static void end_everything(struct world *w, int64_t id)
{
    struct harassment_step_row_list steps;
    int64_t case_id;

    assert_ok(q_harassment_steps(w->db, w->arena, id, &steps));
    db_refresh(w->db);
    for (size_t i = 0; i < steps.n; i++)
        if (steps.at[i].state == HARASSMENT_OPEN)
            assert_ok(harassment_step_end(w->db, w->arena, &w->lea, steps.at[i].id, HARASSMENT_DONE,
                                          STR("ord om skridtet"), &case_id));
    assert_ok(harassment_close(w->db, w->arena, &w->lea, id, STR("Det er væk")));
    run_sql(w, "UPDATE aftercare_case SET closed_at = 1 WHERE closed_at IS NULL;"
               "UPDATE report SET state = 2 WHERE state = 0");
    db_refresh(w->db);
}

static int64_t chain_of(struct world *w, enum harassment_act act)
{
    return count(
        w, str_c(w->arena,
                 arena_printf(w->arena, "SELECT COUNT(*) FROM harassment_chain WHERE kind = %d",
                              (int)act)));
}

static void old_cases_go(struct world *w)
{
    struct harassment_case k;
    int64_t file_id, id;

    evidence_begin();
    id = report(w, &w->bo, "key-k-0001", 0, HARASSMENT_ON_SOCIAL);
    run_jobs(w);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    clock_advance(SIX_YEARS_MS);
    assert_int_equal(share(w, "harassment_files", true), 0); /* open */
    clock_freeze(NOON);
    end_everything(w, id);
    clock_advance(1825 * DAY_MS - HOUR_MS);
    assert_int_equal(share(w, "harassment_files", true), 0); /* not yet */
    assert_int_equal(share(w, "harassment_texts", true), 0);
    clock_advance(DAY_MS);
    /* The dry run counts and leaves all as it is. */
    assert_int_equal(share(w, "harassment_files", true), 1);
    assert_int_equal(share(w, "harassment_texts", true), 1);
    assert_int_equal(custody(w, id).n_findings, 0);
    assert_int_equal(evidence_count(), 1);
    assert_int_equal(chain_of(w, HARASSMENT_ACT_FILE_REMOVED), 0);

    assert_int_equal(share(w, "harassment_files", false), 1);
    assert_int_equal(share(w, "harassment_texts", false), 1);
    run_jobs(w);
    assert_int_equal(evidence_count(), 0);
    assert_ok(harassment_find(w->db, w->arena, &w->bo, id, &k));
    assert_int_equal(k.row.story.n, 0);
    assert_int_equal(k.places.at[0].address.n, 0);
    assert_int_equal(k.files.n, 0);
    for (size_t i = 0; i < k.steps.n; i++)
        assert_int_equal(k.steps.at[i].word.n, 0);
    /* The chain still knows the file, and says who took it. */
    struct harassment_custody c = custody(w, id);
    assert_int_equal(c.n_findings, 0);
    assert_true(c.removed);
    assert_int_equal(chain_of(w, HARASSMENT_ACT_FILE_ADDED), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_chain WHERE kind = 14 AND person_id "
                              "= 0 AND detail LIKE 'sha256=%'"),
                     1);
    /* Once. */
    assert_int_equal(share(w, "harassment_files", false), 0);
    assert_int_equal(share(w, "harassment_texts", false), 0);
    evidence_end();
}
BOTH(old_cases_go)

static void what_is_needed_stays(struct world *w)
{
    int64_t file_id, id;

    evidence_begin();
    id = report(w, &w->bo, "key-k-0002", 0, HARASSMENT_ON_SOCIAL);
    run_jobs(w);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    end_everything(w, id);
    clock_advance(SIX_YEARS_MS);
    run_sql(w, "INSERT INTO legal_hold (id, person_id, reason, from_at, set_by) VALUES (1, 102, "
               "'krav', 0, 0)");
    assert_int_equal(share(w, "harassment_files", false), 0);
    assert_int_equal(share(w, "harassment_texts", false), 0);
    run_sql(w, "DELETE FROM legal_hold; UPDATE aftercare_case SET closed_at = NULL");
    assert_int_equal(share(w, "harassment_files", false), 0);
    assert_int_equal(share(w, "harassment_texts", false), 0);
    run_sql(w,
            "UPDATE aftercare_case SET closed_at = 1; UPDATE report SET state = 1, follow_at = 5 "
            "WHERE kind = 0");
    assert_int_equal(share(w, "harassment_files", false), 0);
    assert_int_equal(share(w, "harassment_texts", false), 0);
    run_sql(w, "UPDATE report SET follow_at = NULL");
    assert_int_equal(share(w, "harassment_texts", false), 1);
    /* It comes back and is over again: what was written since goes by its own time. */
    clock_advance(HOUR_MS);
    int64_t case_id, place_id = count(w, "SELECT id FROM harassment_place");
    assert_ok(harassment_place_seen(w->db, w->arena, &w->bo, place_id, true, &case_id));
    assert_ok(harassment_place_add(
        w->db, w->arena, &w->bo, id,
        &(struct harassment_place_entry){HARASSMENT_ON_FORUM, STR("https://b.dk/1"), STR(""), 0}));
    assert_int_equal(share(w, "harassment_files", false), 0);
    assert_int_equal(custody(w, id).n_findings, 0);
    end_everything(w, id);
    assert_int_equal(share(w, "harassment_texts", false), 0);
    clock_advance(SIX_YEARS_MS);
    assert_int_equal(share(w, "harassment_texts", false), 1);
    assert_int_equal(custody(w, id).n_findings, 0);
    evidence_end();
}
BOTH(what_is_needed_stays)

/* Who changes a text and calls it a time limit would have to forge the chain. */
static void a_file_that_only_vanished_still_shows(struct world *w)
{
    int64_t file_id, id;

    evidence_begin();
    id = report(w, &w->bo, "key-k-0003", 0, HARASSMENT_ON_SOCIAL);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    run_sql(w, "DELETE FROM harassment_file; UPDATE harassment_place SET address = ''");
    struct harassment_custody c = custody(w, id);
    assert_int_equal(c.n_findings, 2);
    assert_false(c.removed);
    evidence_end();
}
BOTH(a_file_that_only_vanished_still_shows)

static const struct personal *part(const char *name)
{
    const struct personal *p = harassment_personal;

    while (strcmp(p->name, name) != 0)
        p++;
    return p;
}

static void the_extract_opens_what_was_confided(struct world *w)
{
    struct personal_rows rows;
    int64_t file_id, id;

    evidence_begin();
    id = report(w, &w->lea, "key-k-0004", BO, HARASSMENT_ON_VIDEO);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    assert_ok(part("harassment_told")->read(w->db, w->arena, BO, &rows));
    assert_int_equal(rows.n, 1);
    assert_str(((const struct personal_harassment_told_row *)rows.at)->story,
               "De skriver mit navn");
    assert_ok(part("harassment_places")->read(w->db, w->arena, BO, &rows));
    assert_str(((const struct personal_harassment_place_row *)rows.at)->address,
               "https://example.org/post/1");
    assert_ok(part("harassment_files")->read(w->db, w->arena, BO, &rows));
    assert_str(((const struct personal_harassment_file_row *)rows.at)->name, "skærmbillede.png");
    end_everything(w, id);
    assert_ok(part("harassment_steps")->read(w->db, w->arena, BO, &rows));
    assert_true(rows.n > 3);
    /* Lea reported it; the words are Bo's. */
    assert_ok(part("harassment_told")->read(w->db, w->arena, LEA, &rows));
    assert_int_equal(rows.n, 0);
    /* What was altered is not left out silently. */
    db_refresh(w->db);
    run_sql(w, "UPDATE harassment_case SET story = 'v1:AAAA'");
    assert_status(part("harassment_told")->read(w->db, w->arena, BO, &rows), BROKEN);
    evidence_end();
}
BOTH(the_extract_opens_what_was_confided)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(old_cases_go),
        ON_BOTH(what_is_needed_stays),
        ON_BOTH(a_file_that_only_vanished_still_shows),
        ON_BOTH(the_extract_opens_what_was_confided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
