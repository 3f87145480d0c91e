/* The chain over the audit on both databases: every way of tampering is found and named.
 * SPDX-License-Identifier: MPL-2.0 */
#include "both.h"
#include "check.h"
#include "store.h"

#include <fcntl.h>
#include <pthread.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/audit.h"
#include "core/audit_chain.h"

#define NOON INT64_C(1774864800000)

struct world {
    struct store *store;
    struct arena *arena;
    struct db *db;
    struct audit_flaw flaws[64];
    size_t n_flaws;
    struct audit_report report;
};

static struct world begin(enum db_kind kind)
{
    struct world w = {.store = store_for_tests(kind, true), .arena = arena_new()};

    log_set_fd(open("/dev/null", O_WRONLY | O_CLOEXEC));
    clock_freeze(NOON);
    w.db = db_start(w.store, w.arena);
    return w;
}

static void end(struct world *w)
{
    db_end(w->db);
    arena_free(w->arena);
    store_for_tests_end(w->store);
    clock_release();
    log_set_fd(2);
}

static enum status write_rows(struct db *db, int n)
{
    DB_TX(tx, db);

    for (int i = 0; i < n; i++)
        TRY(audit(db, &actor_system, AUDIT_SIGNED_IN, i + 1, STR("kort tekst")));
    return db_commit(&tx);
}

static void seal(struct world *w, size_t expected)
{
    size_t n;

    db_refresh(w->db);
    assert_ok(audit_seal(w->store, &n));
    assert_int_equal(n, expected);
    db_refresh(w->db);
}

static void note(void *context, const struct audit_flaw *flaw)
{
    struct world *w = context;

    assert_true(w->n_flaws < 64);
    w->flaws[w->n_flaws++] = *flaw;
}

static size_t verify(struct world *w, const struct audit_head *head)
{
    struct audit_verifying v = {.flaw = note, .context = w, .expected = head};

    w->n_flaws = 0;
    db_refresh(w->db);
    assert_ok(audit_verify(w->db, w->arena, &v, &w->report));
    assert_int_equal(w->report.n_flaws, w->n_flaws);
    db_refresh(w->db);
    return w->n_flaws;
}

static struct audit_head head_of(struct world *w)
{
    struct audit_head head;

    db_refresh(w->db);
    assert_ok(audit_head(w->db, w->arena, &head));
    db_refresh(w->db);
    return head;
}

static int64_t number(struct world *w, const char *sql)
{
    struct str text;
    int64_t n = 0;

    db_refresh(w->db);
    assert_ok(db_read_text(w->db, w->arena, str_of(sql), &text));
    assert_true(str_int64(text, &n));
    db_refresh(w->db);
    return n;
}

static enum status run(struct world *w, const char *sql)
{
    DB_TX(tx, w->db);

    TRY(db_run_text(w->db, str_of(sql)));
    return db_commit(&tx);
}

/* What somebody does who owns the database file. */
static void tamper(struct world *w, const char *sql)
{
    db_refresh(w->db);
    if (store_kind(w->store) == DB_SQLITE)
        assert_ok(run(w, "DROP TRIGGER IF EXISTS audit_keep_update;"
                         "DROP TRIGGER IF EXISTS audit_keep_delete;"
                         "DROP TRIGGER IF EXISTS audit_wait;"
                         "DROP TRIGGER IF EXISTS audit_block_keep_update;"
                         "DROP TRIGGER IF EXISTS audit_block_keep_delete"));
    else
        assert_ok(run(w, "ALTER TABLE audit DISABLE TRIGGER USER;"
                         "ALTER TABLE audit_block DISABLE TRIGGER USER"));
    assert_ok(run(w, sql));
    db_refresh(w->db);
}

static void three_blocks(struct world *w)
{
    for (int i = 0; i < 3; i++) {
        assert_ok(write_rows(w->db, 5));
        seal(w, 5);
        clock_advance(1000);
    }
}

#define BOTH(name) BOTH_OF(struct world, name)

static void is_append_only(struct world *w)
{
    three_blocks(w);
    assert_int_not_equal(run(w, "UPDATE audit SET detail = 'x'"), OK);
    db_refresh(w->db);
    assert_int_not_equal(run(w, "DELETE FROM audit"), OK);
    db_refresh(w->db);
    assert_int_not_equal(run(w, "UPDATE audit_block SET at = 0"), OK);
    db_refresh(w->db);
    assert_int_not_equal(run(w, "DELETE FROM audit_block WHERE seq = 3"), OK);
    db_refresh(w->db);
    if (store_kind(w->store) == DB_PGSQL) {
        assert_int_not_equal(run(w, "TRUNCATE audit"), OK);
        db_refresh(w->db);
        assert_int_not_equal(run(w, "TRUNCATE audit_block"), OK);
        db_refresh(w->db);
    }
    assert_int_equal(verify(w, NULL), 0);
    assert_int_equal(w->report.n_rows, 15);
}
BOTH(is_append_only)

static void nothing_is_no_flaw(struct world *w)
{
    struct audit_head none = head_of(w);

    assert_int_equal(none.seq, 0);
    assert_int_equal(verify(w, &none), 0);
    seal(w, 0);
    assert_ok(write_rows(w->db, 3));
    assert_int_equal(verify(w, NULL), 0);
    assert_int_equal(w->report.n_waiting, 3);
    assert_int_equal(w->report.n_rows, 0);
}
BOTH(nothing_is_no_flaw)

static void many_rows_make_several_blocks(struct world *w)
{
    assert_ok(write_rows(w->db, 1100));
    seal(w, 1100);
    assert_int_equal(head_of(w).seq, 3);
    assert_int_equal(verify(w, NULL), 0);
}
BOTH(many_rows_make_several_blocks)

static void a_changed_row(struct world *w)
{
    static const char *const changes[] = {"detail = 'lang tekst'", "person_id = 7", "at = at + 1",
                                          "object_id = 99", "action = 'signed_out'"};

    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        three_blocks(w);
        int64_t id = number(w, "SELECT MAX(id) FROM audit");
        tamper(w, str_c(w->arena, arena_printf(w->arena, "UPDATE audit SET %s WHERE id = %lld",
                                               changes[i], (long long)id)));
        assert_int_equal(verify(w, NULL), i + 1);
        assert_int_equal(w->flaws[i].kind, AUDIT_ROW_CHANGED);
        assert_int_equal(w->flaws[i].row_id, id);
        if (store_kind(w->store) == DB_SQLITE)
            assert_ok(run(w, "CREATE TRIGGER audit_wait AFTER INSERT ON audit BEGIN INSERT INTO "
                             "audit_open (audit_id) VALUES (NEW.id); END"));
        else
            assert_ok(run(w, "ALTER TABLE audit ENABLE TRIGGER USER"));
        db_refresh(w->db);
    }
}
BOTH(a_changed_row)

static void a_missing_row(struct world *w)
{
    three_blocks(w);
    int64_t id = number(w, "SELECT MIN(id) FROM audit");
    tamper(w, "DELETE FROM audit WHERE id = (SELECT MIN(id) FROM audit)");
    assert_int_equal(verify(w, NULL), 1);
    assert_int_equal(w->flaws[0].kind, AUDIT_ROW_MISSING);
    assert_int_equal(w->flaws[0].row_id, id);
    assert_int_equal(w->flaws[0].seq, 1);
}
BOTH(a_missing_row)

static void a_row_taken_before_it_was_sealed(struct world *w)
{
    assert_ok(write_rows(w->db, 3));
    int64_t id = number(w, "SELECT MIN(id) FROM audit");
    tamper(w, "DELETE FROM audit WHERE id = (SELECT MIN(id) FROM audit)");
    assert_int_equal(verify(w, NULL), 1);
    assert_int_equal(w->flaws[0].row_id, id);
    seal(w, 3);
    assert_int_equal(verify(w, NULL), 1);
    assert_int_equal(w->flaws[0].kind, AUDIT_ROW_MISSING);
    assert_int_equal(w->flaws[0].row_id, id);
}
BOTH(a_row_taken_before_it_was_sealed)

/* Within the second before it is sealed: the block says how it was written. */
static void a_row_changed_before_it_was_sealed(struct world *w)
{
    assert_ok(write_rows(w->db, 5));
    tamper(w, "UPDATE audit SET detail = 'en anden' WHERE object_id = 3");
    seal(w, 5);
    assert_int_equal(verify(w, NULL), 1);
    assert_int_equal(w->flaws[0].kind, AUDIT_ROW_CHANGED);
    assert_int_equal(w->flaws[0].row_id, number(w, "SELECT id FROM audit WHERE object_id = 3"));
}
BOTH(a_row_changed_before_it_was_sealed)

static void a_row_put_in(struct world *w)
{
    three_blocks(w);
    tamper(w, "INSERT INTO audit (id, at, person_id, action, object_id, detail) VALUES (42, 0, 1, "
              "'signed_in', 1, '')");
    assert_int_equal(verify(w, NULL), 1);
    assert_int_equal(w->flaws[0].kind, AUDIT_ROW_FOREIGN);
    assert_int_equal(w->flaws[0].row_id, 42);
}
BOTH(a_row_put_in)

/* Two rows change places: who did what is the other way round. */
static void reordered_rows(struct world *w)
{
    three_blocks(w);
    tamper(w, "UPDATE audit SET object_id = 6 - object_id WHERE id IN (SELECT id FROM audit ORDER "
              "BY id LIMIT 2)");
    assert_int_equal(verify(w, NULL), 2);
    assert_int_equal(w->flaws[0].kind, AUDIT_ROW_CHANGED);
}
BOTH(reordered_rows)

static void reordered_blocks(struct world *w)
{
    three_blocks(w);
    tamper(w, "UPDATE audit_block SET seq = 9 WHERE seq = 1;"
              "UPDATE audit_block SET seq = 1 WHERE seq = 2;"
              "UPDATE audit_block SET seq = 2 WHERE seq = 9");
    assert_true(verify(w, NULL) >= 2);
    assert_int_equal(w->flaws[0].kind, AUDIT_BLOCK_BROKEN);
    assert_int_equal(w->flaws[0].seq, 1);
}
BOTH(reordered_blocks)

static void a_missing_block(struct world *w)
{
    three_blocks(w);
    tamper(w, "DELETE FROM audit_block WHERE seq = 2");
    assert_true(verify(w, NULL) >= 2);
    assert_int_equal(w->flaws[0].kind, AUDIT_BLOCK_MISSING);
    assert_int_equal(w->flaws[0].seq, 2);
}
BOTH(a_missing_block)

/* Rows and their block are gone: what is left is whole by itself, so that only a head kept elsewhere tells. */
static void an_end_cut_off(struct world *w)
{
    three_blocks(w);
    struct audit_head head = head_of(w), same;

    assert_true(audit_head_parse(audit_head_text(w->arena, &head), &same));
    assert_memory_equal(&head.hash, &same.hash, sizeof head.hash);
    assert_int_equal(verify(w, &same), 0);
    tamper(w, "DELETE FROM audit WHERE id IN (SELECT id FROM audit ORDER BY id DESC LIMIT 5);"
              "DELETE FROM audit_block WHERE seq = 3");
    assert_int_equal(verify(w, NULL), 0);
    assert_int_equal(verify(w, &head), 1);
    assert_int_equal(w->flaws[0].kind, AUDIT_HEAD_DIFFERS);
    assert_int_equal(w->flaws[0].seq, 3);
}
BOTH(an_end_cut_off)

static void heads_are_read(void **state)
{
    struct audit_head head;

    (void)state;
    assert_false(audit_head_parse(STR(""), &head));
    assert_false(audit_head_parse(STR("3"), &head));
    assert_false(audit_head_parse(STR("3-abcd"), &head));
    assert_false(audit_head_parse(
        STR("x-0000000000000000000000000000000000000000000000000000000000000000"), &head));
    assert_false(audit_head_parse(
        STR("1-000000000000000000000000000000000000000000000000000000000000000g"), &head));
    assert_true(audit_head_parse(
        STR("1-00000000000000000000000000000000000000000000000000000000000000ff"), &head));
    assert_int_equal(head.hash[31], 0xff);
}

/* ---- writers and sealers at the same time */

struct crowd {
    struct store *store;
    int n_failed;
};

static void *keep_writing(void *p)
{
    struct crowd *crowd = p;
    struct arena *a = arena_new();
    struct db *db = db_start(crowd->store, a);

    for (int i = 0; i < 60; i++) {
        if (write_rows(db, 3) != OK)
            __atomic_add_fetch(&crowd->n_failed, 1, __ATOMIC_RELAXED);
        db_refresh(db);
    }
    db_end(db);
    arena_free(a);
    return NULL;
}

static void *keep_sealing(void *p)
{
    struct crowd *crowd = p;

    for (int i = 0; i < 100; i++) {
        size_t n;
        enum status status = audit_seal(crowd->store, &n);

        if (status != OK && status != CONFLICT)
            __atomic_add_fetch(&crowd->n_failed, 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

static void sealed_while_written(struct world *w)
{
    struct crowd crowd = {.store = w->store};
    pthread_t threads[6];
    size_t n;

    db_refresh(w->db);
    for (int i = 0; i < 6; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, i < 4 ? keep_writing : keep_sealing, &crowd), 0);
    for (int i = 0; i < 6; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowd.n_failed, 0);
    assert_ok(audit_seal(w->store, &n));
    assert_int_equal(verify(w, NULL), 0);
    assert_int_equal(w->report.n_rows, 4 * 60 * 3);
    assert_int_equal(w->report.n_waiting, 0);
}
BOTH(sealed_while_written)

static void the_thread_seals(struct world *w)
{
    struct audit_sealer *sealer;

    assert_ok(write_rows(w->db, 4));
    db_refresh(w->db);
    assert_ok(audit_sealer_start(w->store, &sealer));
    audit_sealer_stop(sealer);
    assert_int_equal(verify(w, NULL), 0);
    assert_int_equal(w->report.n_rows, 4);
}
BOTH(the_thread_seals)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(is_append_only),
        ON_BOTH(nothing_is_no_flaw),
        ON_BOTH(many_rows_make_several_blocks),
        ON_BOTH(a_changed_row),
        ON_BOTH(a_missing_row),
        ON_BOTH(a_row_taken_before_it_was_sealed),
        ON_BOTH(a_row_changed_before_it_was_sealed),
        ON_BOTH(a_row_put_in),
        ON_BOTH(reordered_rows),
        ON_BOTH(reordered_blocks),
        ON_BOTH(a_missing_block),
        ON_BOTH(an_end_cut_off),
        cmocka_unit_test(heads_are_read),
        ON_BOTH(sealed_while_written),
        ON_BOTH(the_thread_seals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
