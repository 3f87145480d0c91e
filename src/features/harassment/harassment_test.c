/* Evidence stays what it was, or it shows; what is to be done has an owner and a time; only those who may open it do.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_world.h"

#include <sodium.h>

#include "base/buf.h"
#include "core/vault.h"
#include "features/reports/reports.h"

static struct harassment_case found(struct world *w, const struct actor *who, int64_t id)
{
    struct harassment_case k = {0};

    db_refresh(w->db);
    assert_ok(harassment_find(w->db, w->arena, who, id, &k));
    return k;
}

static struct harassment_custody custody(struct world *w, int64_t id, bool deep)
{
    struct harassment_custody c = {0};

    db_refresh(w->db);
    assert_ok(harassment_custody(w->db, w->arena, id, deep, &c));
    return c;
}

static bool has_fault(const struct harassment_custody *c, enum harassment_fault fault)
{
    for (size_t i = 0; i < c->n_findings; i++)
        if (c->findings[i].fault == fault)
            return true;
    return false;
}

/* What an administrator of the database could do. */
static void allow_tampering(struct world *w)
{
    run_sql(w, store_kind(w->store) == DB_SQLITE
                   ? "DROP TRIGGER harassment_chain_keep_update; DROP TRIGGER "
                     "harassment_chain_keep_delete;"
                   : "DROP TRIGGER harassment_chain_keep ON harassment_chain;");
}

static int64_t step_id(struct world *w, enum harassment_step_kind kind)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT id FROM harassment_step WHERE kind = %d "
                                                 "ORDER BY id DESC LIMIT 1",
                                                 (int)kind)));
}

/* ---- reporting */

static void opens_everything(struct world *w)
{
    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0001", 0, HARASSMENT_ON_SOCIAL);
    struct harassment_case k = found(w, &w->bo, id);

    assert_str(k.row.story, "De skriver mit navn");
    assert_str(k.places.at[0].address, "https://example.org/post/1");
    assert_int_equal(k.sight, HARASSMENT_SIGHT_OWN);
    assert_int_equal(k.steps.n, 6); /* three for the case, three for the social network */
    for (size_t i = 0; i < k.steps.n; i++) {
        assert_int_equal(k.steps.at[i].owner_id, LEA);
        assert_true(k.steps.at[i].due_at > NOON);
    }
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 1);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM aftercare_case WHERE person_id = 102"), 1);
    /* The same form twice is one case. */
    assert_int_equal(report(w, &w->bo, "key-h-0001", 0, HARASSMENT_ON_SOCIAL), id);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_case"), 1);
    /* Nothing confided lies open. */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_case WHERE story LIKE '%navn%'"), 0);
    assert_int_equal(
        count(w, "SELECT COUNT(*) FROM harassment_place WHERE address LIKE '%example%'"), 0);
    assert_int_equal(custody(w, id, true).n_findings, 0);
    evidence_end();
}
BOTH(opens_everything)

static void refuses_nonsense(struct world *w)
{
    struct harassment_entry e = {.client_key = STR("key-h-0002"),
                                 .kinds = 1,
                                 .rating = 3,
                                 .place = {.platform = HARASSMENT_ON_SOCIAL}};
    int64_t id;

    evidence_begin();
    assert_status(harassment_report(w->db, w->arena, &w->bo, w->zone, &e, &id), INVALID);
    e.place.account = STR("x");
    e.kinds = 0;
    assert_status(harassment_report(w->db, w->arena, &w->bo, w->zone, &e, &id), INVALID);
    e.kinds = 1;
    e.place.platform = HARASSMENT_PLATFORM_N;
    assert_status(harassment_report(w->db, w->arena, &w->bo, w->zone, &e, &id), INVALID);
    e.place.platform = HARASSMENT_ON_FORUM;
    e.posted_at = NOON + DAY_MS;
    assert_status(harassment_report(w->db, w->arena, &w->bo, w->zone, &e, &id), INVALID);
    e.posted_at = 0;
    e.person_id = SOREN; /* another team */
    assert_status(harassment_report(w->db, w->arena, &w->bo, w->zone, &e, &id), DENIED);
    assert_status(harassment_report(w->db, w->arena, &w->siv, w->zone, &e, &id), DENIED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM incident"), 0);
    evidence_end();
}
BOTH(refuses_nonsense)

/* The clock of the police runs from the earlier of when it was put there and when it was known. */
static void police_runs_from_the_post(struct world *w)
{
    struct harassment_entry e = {.client_key = STR("key-h-0003"),
                                 .kinds = 4,
                                 .rating = 5,
                                 .posted_at = NOON - 2 * DAY_MS,
                                 .place = {.platform = HARASSMENT_ON_VIDEO, .account = STR("x")}};
    int64_t id;

    evidence_begin();
    assert_ok(harassment_report(w->db, w->arena, &w->anna, w->zone, &e, &id));
    assert_int_equal(count(w, "SELECT due_at FROM harassment_step WHERE kind = 1"),
                     NOON - 2 * DAY_MS + 72 * HOUR_MS);
    evidence_end();
}
BOTH(police_runs_from_the_post)

/* ---- who sees what */

static void only_those_who_may(struct world *w)
{
    const struct actor *strangers[] = {&w->anna, &w->soren, &w->siv, &w->amir, &w->nina};
    struct harassment_case k;
    struct harassment_file_row row;
    struct vault_file *file;
    int64_t file_id = 0, other = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0004", 0, HARASSMENT_ON_SOCIAL);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        assert_status(harassment_find(w->db, w->arena, strangers[i], id, &k), MISSING);
        assert_status(harassment_file_open(w->db, w->arena, strangers[i], file_id, false, w->arena,
                                           &row, &file),
                      MISSING);
        assert_status(add_bytes(w, strangers[i], id, PNG_BYTES, &other), MISSING);
        assert_status(harassment_step_end(w->db, w->arena, strangers[i],
                                          step_id(w, HARASSMENT_STEP_POLICE), HARASSMENT_DONE,
                                          STR("x"), &other),
                      MISSING);
    }
    assert_int_equal(found(w, &w->lea, id).sight, HARASSMENT_SIGHT_RESPONSIBLE);
    assert_ok(harassment_file_open(w->db, w->arena, &w->lea, file_id, true, w->arena, &row, &file));
    /* The employee does not end the centre's steps. */
    assert_status(harassment_step_end(w->db, w->arena, &w->bo, step_id(w, HARASSMENT_STEP_POLICE),
                                      HARASSMENT_DONE, STR("x"), &other),
                  DENIED);
    evidence_end();
}
BOTH(only_those_who_may)

static void a_reporter_sees_their_own(struct world *w)
{
    struct harassment_file_row row;
    struct vault_file *file;
    int64_t by_nina = 0, by_bo = 0;

    evidence_begin();
    int64_t id = report(w, &w->nina, "key-h-0005", BO, HARASSMENT_ON_REVIEW);
    assert_ok(add_bytes(w, &w->nina, id, PNG_BYTES, &by_nina));
    assert_ok(add_bytes(w, &w->bo, id, STR("%PDF-1.7 all of it"), &by_bo));
    struct harassment_case k = found(w, &w->nina, id);
    assert_int_equal(k.sight, HARASSMENT_SIGHT_REPORTER);
    assert_int_equal(k.files.n, 1);
    assert_int_equal(k.steps.n, 0);
    assert_int_equal(found(w, &w->bo, id).files.n, 2);
    assert_status(
        harassment_file_open(w->db, w->arena, &w->nina, by_nina, false, w->arena, &row, &file),
        DENIED);
    assert_status(
        harassment_file_open(w->db, w->arena, &w->nina, by_bo, false, w->arena, &row, &file),
        MISSING);
    evidence_end();
}
BOTH(a_reporter_sees_their_own)

/* ---- files */

static void files_come_back_as_they_were(struct world *w)
{
    struct harassment_file_row row;
    struct vault_file *file;
    struct str piece, all;
    char *large = arena_alloc(w->arena, MAX_BYTES);
    struct buf got = buf_new(w->arena, MAX_BYTES);
    int64_t file_id = 0, other = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0006", 0, HARASSMENT_ON_VIDEO);
    for (size_t i = 0; i < MAX_BYTES; i++)
        large[i] = (char)(i * 7 + i / 255);
    all = (struct str){large, MAX_BYTES};
    assert_ok(add_bytes(w, &w->bo, id, all, &file_id));
    assert_ok(harassment_file_open(w->db, w->arena, &w->bo, file_id, false, w->arena, &row, &file));
    assert_str(row.name, "skærmbillede.png");
    assert_int_equal(row.n_bytes, MAX_BYTES);
    assert_int_equal(row.media, HARASSMENT_MEDIA_OTHER);
    while (vault_file_read(file, &piece) == OK && piece.p != NULL)
        buf_add(&got, piece);
    assert_true(str_eq(buf_str(&got), all));
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[crypto_hash_sha256_BYTES * 2 + 1];
    crypto_hash_sha256(hash, (const unsigned char *)large, MAX_BYTES);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    assert_str(row.sha256, hex);
    /* On the disk nothing of it can be read. */
    struct str disk_hash;
    db_refresh(w->db);
    assert_ok(harassment_disk_hash(w->arena, file_id, &disk_hash));
    assert_false(str_eq(disk_hash, row.sha256));
    /* What cannot be taken leaves nothing. */
    large = arena_alloc(w->arena, MAX_BYTES + 1);
    assert_status(add_bytes(w, &w->bo, id, (struct str){large, MAX_BYTES + 1}, &other), TOO_LARGE);
    assert_status(add_bytes(w, &w->bo, id, STR(""), &other), INVALID);
    assert_int_equal(evidence_count(), 1);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_file"), 1);
    evidence_end();
}
BOTH(files_come_back_as_they_were)

static void knows_what_a_file_is(struct world *w)
{
    static const struct {
        struct str bytes;
        enum harassment_media media;
    } files[] = {
        {{"\x89PNG\r\n\x1a\n", 8}, HARASSMENT_MEDIA_PNG},
        {{"\xff\xd8\xff\xe0....", 8}, HARASSMENT_MEDIA_JPEG},
        {{"GIF89a..", 8}, HARASSMENT_MEDIA_GIF},
        {{"RIFF....WEBPVP8 ", 16}, HARASSMENT_MEDIA_WEBP},
        {{"%PDF-1.4", 8}, HARASSMENT_MEDIA_PDF},
        {{"....ftypisom", 12}, HARASSMENT_MEDIA_MP4},
        {{"\x1a\x45\xdf\xa3....", 8}, HARASSMENT_MEDIA_WEBM},
        {{"<script>alert(1)</script>", 25}, HARASSMENT_MEDIA_OTHER},
        {{"G", 1}, HARASSMENT_MEDIA_OTHER},
    };

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0007", 0, HARASSMENT_ON_SOCIAL), file_id = 0;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_ok(add_bytes(w, &w->bo, id, files[i].bytes, &file_id));
        struct harassment_case k = found(w, &w->bo, id);
        assert_int_equal(k.files.at[k.files.n - 1].media, files[i].media);
    }
    evidence_end();
}
BOTH(knows_what_a_file_is)

static enum status breaks_off(void *context, char *to, size_t n, size_t *ret_n)
{
    int *calls = context;

    if ((*calls)++ > 0)
        return fail(BROKEN, "the line is gone");
    memset(to, 'x', n);
    *ret_n = n;
    return OK;
}

static void set_age(const char *name, int64_t at_ms)
{
    char path[256];
    struct timespec times[2] = {{.tv_sec = at_ms / 1000}, {.tv_sec = at_ms / 1000}};

    snprintf(path, sizeof path, "%s/%s", evidence, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(futimens(fd, times), 0);
    close(fd);
}

static void what_was_left_behind_goes(struct world *w)
{
    int calls = 0;
    struct harassment_upload u = {.name = STR("x"), .source = breaks_off, .context = &calls};
    int64_t file_id = 0;
    struct buf findings = buf_new(w->arena, 100);

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0008", 0, HARASSMENT_ON_SOCIAL);
    assert_status(harassment_file_add(w->db, w->arena, &w->bo, id, &u, &file_id), BROKEN);
    assert_int_equal(evidence_count(), 0);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    /* Killed between file and row, or in the middle of a file. */
    set_age("987654321", NOON - 2 * DAY_MS);
    set_age(".new-987654322", NOON - 2 * DAY_MS);
    set_age(".new-987654323", NOON + DAY_MS - HOUR_MS); /* still coming */
    set_age(str_c(w->arena, arena_printf(w->arena, "%lld", (long long)file_id)), NOON - 2 * DAY_MS);
    assert_ok(harassment_check(w->db, &findings));
    assert_true(str_find(buf_str(&findings), STR("2 files that no case knows"), &(size_t){0}));
    clock_advance(DAY_MS);
    run_jobs(w);
    assert_int_equal(evidence_count(), 2);
    assert_int_equal(custody(w, id, true).n_findings, 0);
    evidence_end();
}
BOTH(what_was_left_behind_goes)

static void forgetting_reaches_files(struct world *w)
{
    struct harassment_file_row row;
    struct vault_file *file;
    int64_t file_id = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0009", 0, HARASSMENT_ON_SOCIAL);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    {
        DB_TX(tx, w->db);
        assert_ok(vault_forget(w->db, &actor_system, BO));
        assert_ok(db_commit(&tx));
    }
    run_jobs(w);
    struct harassment_case k = found(w, &w->lea, id);
    assert_true(k.forgotten);
    assert_null(k.row.story.p);
    assert_status(
        harassment_file_open(w->db, w->arena, &w->lea, file_id, false, w->arena, &row, &file),
        MISSING);
    assert_int_equal(custody(w, id, true).n_findings, 0); /* it is sealed as it was */
    evidence_end();
}
BOTH(forgetting_reaches_files)

/* ---- custody */

static int64_t with_history(struct world *w, const char *key)
{
    int64_t id = report(w, &w->bo, key, 0, HARASSMENT_ON_SOCIAL), file_id = 0;

    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    found(w, &w->lea, id);
    clock_advance(HOUR_MS);
    found(w, &w->bo, id);
    assert_int_equal(custody(w, id, true).n_findings, 0);
    return id;
}

static void every_look_is_written(struct world *w)
{
    struct harassment_file_row row;
    struct vault_file *file;
    int64_t file_id = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0010", 0, HARASSMENT_ON_SOCIAL);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    found(w, &w->lea, id);
    found(w, &w->lea, id); /* within 15 minutes: the same look */
    for (int i = 0; i < 2; i++)
        assert_ok(
            harassment_file_open(w->db, w->arena, &w->lea, file_id, i == 0, w->arena, &row, &file));
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_chain WHERE person_id = 103"), 3);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE person_id = 103 AND action = "
                              "'evidence_opened'"),
                     2);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM audit WHERE person_id = 103 AND action = "
                              "'harassment_seen'"),
                     1);
    evidence_end();
}
BOTH(every_look_is_written)

static void rows_cannot_be_touched(struct world *w)
{
    evidence_begin();
    with_history(w, "key-h-0011");
    struct db *db = db_start(w->store, w->arena);
    {
        DB_TX(tx, db);
        assert_int_not_equal(
            db_run_text(db, STR("UPDATE harassment_chain SET at = at + 1 WHERE seq = 1")), OK);
    }
    {
        DB_TX(tx, db);
        assert_int_not_equal(db_run_text(db, STR("DELETE FROM harassment_chain WHERE seq = 1")),
                             OK);
    }
    db_end(db);
    evidence_end();
}
BOTH(rows_cannot_be_touched)

static const struct {
    const char *key, *sql;
    enum harassment_fault fault;
} tampered[] = {
    {"key-t-01", "UPDATE harassment_chain SET at = at + 1 WHERE seq = 2", HARASSMENT_ENTRY_CHANGED},
    {"key-t-02", "UPDATE harassment_chain SET person_id = 108 WHERE seq = 5",
     HARASSMENT_ENTRY_CHANGED},
    {"key-t-03", "DELETE FROM harassment_chain WHERE seq = 2", HARASSMENT_ENTRY_MISSING},
    {"key-t-04", "DELETE FROM harassment_chain WHERE seq = 1", HARASSMENT_ENTRY_MISSING},
    {"key-t-05", "DELETE FROM harassment_chain WHERE seq = 6", HARASSMENT_END_MISSING},
    {"key-t-06",
     "UPDATE harassment_chain SET seq = -5 WHERE seq = 5; UPDATE harassment_chain SET seq = 5 "
     "WHERE seq = 6; UPDATE harassment_chain SET seq = 6 WHERE seq = -5",
     HARASSMENT_ENTRY_CHANGED},
    {"key-t-07", "UPDATE harassment_file SET seen_at = seen_at + 1", HARASSMENT_ROW_CHANGED},
    {"key-t-08", "UPDATE harassment_place SET first_seen_at = 1", HARASSMENT_ROW_CHANGED},
    {"key-t-09", "UPDATE harassment_case SET posted_at = 1", HARASSMENT_ROW_CHANGED},
    {"key-t-10", "DELETE FROM harassment_file", HARASSMENT_ROW_MISSING},
    {"key-t-11",
     "INSERT INTO harassment_place SELECT id + 1, case_id, platform, address, account, "
     "first_seen_at, last_seen_at, gone_at, added_by, added_at FROM harassment_place",
     HARASSMENT_ROW_UNKNOWN},
};

static void tampering_shows(struct world *w)
{
    evidence_begin();
    int64_t id = with_history(w, "key-h-0012");
    allow_tampering(w);
    assert_int_equal(count(w, "SELECT MAX(seq) FROM harassment_chain"), 6);
    for (size_t i = 0; i < sizeof tampered / sizeof tampered[0]; i++) {
        struct db *db = db_start(w->store, w->arena);
        {
            DB_TX(tx, db); /* rolled back: the next one begins with the whole chain again */
            struct harassment_custody c;
            assert_ok(db_run_text(db, str_of(tampered[i].sql)));
            assert_ok(harassment_custody(db, w->arena, id, true, &c));
            if (!has_fault(&c, tampered[i].fault))
                fail_msg("%s: %zu findings, not %d", tampered[i].sql, c.n_findings,
                         (int)tampered[i].fault);
        }
        db_end(db);
    }
    assert_int_equal(custody(w, id, true).n_findings, 0);
    evidence_end();
}
BOTH(tampering_shows)

static void disk_and_rows_agree(struct world *w)
{
    struct buf findings = buf_new(w->arena, 200);
    struct harassment_custody c;
    char path[256];

    evidence_begin();
    int64_t id = with_history(w, "key-h-0013");
    int64_t file_id = count(w, "SELECT id FROM harassment_file");
    assert_ok(harassment_check(w->db, &findings));
    assert_int_equal(findings.n, 0);
    snprintf(path, sizeof path, "%s/%lld", evidence, (long long)file_id);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    assert_int_equal(pwrite(fd, "X", 1, 50), 1);
    close(fd);
    c = custody(w, id, true);
    assert_true(has_fault(&c, HARASSMENT_FILE_CHANGED));
    assert_ok(harassment_check(w->db, &findings));
    assert_true(str_find(buf_str(&findings), STR("was changed"), &(size_t){0}));
    unlink(path);
    c = custody(w, id, false);
    assert_true(has_fault(&c, HARASSMENT_FILE_MISSING));
    assert_ok(harassment_check(w->db, &findings));
    assert_true(
        str_find(buf_str(&findings), STR("is missing in the evidence folder"), &(size_t){0}));
    evidence_end();
}
BOTH(disk_and_rows_agree)

/* ---- steps, name, watch date */

static void steps_end_with_a_word(struct world *w)
{
    int64_t file_id = 0, case_id = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0014", 0, HARASSMENT_ON_FORUM);
    assert_ok(add_bytes(w, &w->bo, id, PNG_BYTES, &file_id));
    assert_int_equal(count(w, "SELECT state FROM harassment_step WHERE kind = 0"),
                     HARASSMENT_DONE); /* securing is done by a file */
    int64_t moderator = step_id(w, HARASSMENT_STEP_ASK_MODERATOR);
    assert_status(harassment_step_end(w->db, w->arena, &w->lea, moderator, HARASSMENT_REFUSED,
                                      STR(""), &case_id),
                  INVALID);
    assert_ok(harassment_step_end(w->db, w->arena, &w->lea, moderator, HARASSMENT_REFUSED,
                                  STR("De svarer ikke"), &case_id));
    assert_status(harassment_step_end(w->db, w->arena, &w->lea, moderator, HARASSMENT_DONE,
                                      STR("x"), &case_id),
                  CONFLICT);
    assert_ok(harassment_step_take(w->db, w->arena, &w->mark, step_id(w, HARASSMENT_STEP_ASK_HOST),
                                   &case_id));
    assert_int_equal(count(w, "SELECT owner_id FROM harassment_step WHERE kind = 9"), MARK);
    assert_status(harassment_close(w->db, w->arena, &w->lea, id, STR("slut")), CONFLICT);
    assert_status(
        harassment_choose_name(w->db, w->arena, &w->bo, id, HARASSMENT_NAME_HIDDEN, STR("")),
        INVALID);
    assert_ok(harassment_choose_name(w->db, w->arena, &w->bo, id, HARASSMENT_NAME_HIDDEN,
                                     STR("Trusler mod mit hjem")));
    assert_int_equal(count(w, "SELECT state FROM harassment_step WHERE kind = 2"), HARASSMENT_DONE);
    struct harassment_case k = found(w, &w->lea, id);
    assert_str(k.row.name_reason, "Trusler mod mit hjem");
    for (size_t i = 0; i < k.steps.n; i++)
        if (k.steps.at[i].state == HARASSMENT_OPEN)
            assert_ok(harassment_step_end(w->db, w->arena, &w->lea, k.steps.at[i].id,
                                          HARASSMENT_DONE, STR(""), &case_id));
    assert_ok(harassment_close(w->db, w->arena, &w->lea, id, STR("Det er væk")));
    db_refresh(w->db);
    /* It comes back. */
    assert_ok(harassment_place_seen(w->db, w->arena, &w->bo, found(w, &w->bo, id).places.at[0].id,
                                    true, &case_id));
    assert_int_equal(found(w, &w->bo, id).row.closed_at, 0);
    assert_int_equal(custody(w, id, true).n_findings, 0);
    evidence_end();
}
BOTH(steps_end_with_a_word)

static void owners_are_reminded(struct world *w)
{
    evidence_begin();
    report(w, &w->bo, "key-h-0015", 0, HARASSMENT_ON_SOCIAL);
    for (int i = 0; i < 72; i++) {
        clock_advance(HOUR_MS);
        run_jobs(w);
    }
    /* The police clock: 50, 75, 90 and 100 %, once each. */
    assert_int_equal(
        count(w, str_c(w->arena,
                       arena_printf(w->arena,
                                    "SELECT COUNT(*) FROM notice WHERE person_id = 103 AND dedupe "
                                    "LIKE 'harassment.step %lld %%'",
                                    (long long)step_id(w, HARASSMENT_STEP_POLICE)))),
        4);
    /* Lea leaves: the next reminder goes to Mark. */
    run_sql(w, "UPDATE person SET left_day = 20000 WHERE id = 103");
    clock_advance(DAY_MS + HOUR_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT owner_id FROM harassment_step WHERE kind = 1"), MARK);
    evidence_end();
}
BOTH(owners_are_reminded)

static void somebody_looks_again(struct world *w)
{
    int64_t case_id = 0;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0016", 0, HARASSMENT_ON_SEARCH);
    assert_status(harassment_watch(w->db, w->arena, &w->bo, id, NOON + DAY_MS), DENIED);
    assert_status(harassment_watch(w->db, w->arena, &w->lea, id, NOON - DAY_MS), INVALID);
    assert_ok(harassment_watch(w->db, w->arena, &w->lea, id, NOON + 3 * DAY_MS));
    clock_advance(2 * DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_step WHERE kind = 3"), 0);
    clock_advance(DAY_MS + 1000);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_step WHERE kind = 3"), 1);
    assert_ok(harassment_step_end(w->db, w->arena, &w->lea, step_id(w, HARASSMENT_STEP_LOOK_AGAIN),
                                  HARASSMENT_DONE, STR(""), &case_id));
    clock_advance(31 * DAY_MS);
    run_jobs(w);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM harassment_step WHERE kind = 3 AND state = 0"),
                     1);
    evidence_end();
}
BOTH(somebody_looks_again)

static void links_say_when_they_were_tried(struct world *w)
{
    struct harassment_link links[HARASSMENT_PLATFORM_N];

    assert_status(harassment_link_set(w->db, w->arena, &w->bo, 0, STR("https://a.dk/x")), DENIED);
    assert_status(harassment_link_tried(w->db, w->arena, &w->bo, w->zone, 0), DENIED);
    assert_status(harassment_link_tried(w->db, w->arena, &w->carl, w->zone, 99), INVALID);
    assert_status(harassment_link_set(w->db, w->arena, &w->carl, 0, STR("javascript:alert(1)//")),
                  INVALID);
    assert_ok(harassment_links(w->db, w->arena, 1, links));
    for (int i = 0; i < HARASSMENT_PLATFORM_N; i++) {
        assert_int_equal(links[i].verified_on, 0);
        assert_true(str_starts(links[i].url, STR("https://")));
        for (int n = 0; n < i; n++)
            assert_false(str_eq(links[i].url, links[n].url));
    }
    assert_ok(harassment_link_set(w->db, w->arena, &w->carl, 0, STR("https://a.dk/klage")));
    db_refresh(w->db);
    assert_ok(harassment_links(w->db, w->arena, 1, links));
    assert_str(links[0].url, "https://a.dk/klage");
    assert_int_equal(links[0].verified_on, 0);
    assert_ok(harassment_link_tried(w->db, w->arena, &w->carl, w->zone, 0));
    assert_ok(harassment_link_tried(w->db, w->arena, &w->carl, w->zone, 1)); /* as it came */
    /* The same again keeps the day, another one has to be tried anew. */
    assert_ok(harassment_link_set(w->db, w->arena, &w->carl, 0, STR("https://a.dk/klage")));
    db_refresh(w->db);
    assert_ok(harassment_links(w->db, w->arena, 1, links));
    assert_int_equal(links[0].verified_on, NOON / DAY_MS);
    assert_int_equal(links[1].verified_on, NOON / DAY_MS);
    assert_ok(harassment_link_set(w->db, w->arena, &w->carl, 0, STR("https://b.dk/klage")));
    db_refresh(w->db);
    assert_ok(harassment_links(w->db, w->arena, 1, links));
    assert_int_equal(links[0].verified_on, 0);
    assert_int_equal(links[0].verified_by.n, 0);
}
BOTH(links_say_when_they_were_tried)

/* ---- the report to the police */

static int64_t state_of(struct world *w, enum harassment_step_kind kind)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT state FROM harassment_step WHERE kind = "
                                                 "%d",
                                                 (int)kind)));
}

static int64_t police_report(struct world *w)
{
    return count(w, "SELECT id FROM report WHERE kind = 0 AND incident_id IN (SELECT incident_id "
                    "FROM harassment_case)");
}

static void a_receipt_ends_the_police_step(struct world *w)
{
    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0090", 0, HARASSMENT_ON_SOCIAL), police;

    run_jobs(w);
    assert_ok(report_start_incident(w->db, w->arena, &w->lea, found(w, &w->lea, id).row.incident_id,
                                    REPORT_POLICE, &police));
    db_refresh(w->db);
    assert_int_equal(police, police_report(w));
    run_jobs(w);
    assert_int_equal(state_of(w, HARASSMENT_STEP_POLICE), HARASSMENT_OPEN); /* a draft */
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, police, STR("0700-1234"),
                          zone_day(w->zone, clock_now())));
    run_jobs(w);
    assert_int_equal(state_of(w, HARASSMENT_STEP_POLICE), HARASSMENT_DONE);
    assert_int_equal(state_of(w, HARASSMENT_STEP_SECURE), HARASSMENT_OPEN);
    assert_int_equal(custody(w, id, true).n_findings, 0);
    assert_ok(report_outcome(w->db, w->arena, &w->lea, w->zone, police, REPORT_WAITING, STR("")));
    run_jobs(w); /* changed again: there is nothing left to end */
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    evidence_end();
}
BOTH(a_receipt_ends_the_police_step)

/* Who decided, and why, stand on the step; and a receipt that comes all the same changes nothing in the case. */
static void a_decision_not_to_report_ends_it_too(struct world *w)
{
    struct harassment_step_row s;

    evidence_begin();
    int64_t id = report(w, &w->bo, "key-h-0094", 0, HARASSMENT_ON_SOCIAL), police;

    run_jobs(w);
    assert_ok(report_start_incident(w->db, w->arena, &w->lea, found(w, &w->lea, id).row.incident_id,
                                    REPORT_POLICE, &police));
    assert_ok(report_decide(w->db, w->arena, &w->lea, police,
                            STR("Bo ønsker det ikke, og truslen er trukket tilbage")));
    run_jobs(w);
    assert_int_equal(state_of(w, HARASSMENT_STEP_POLICE), HARASSMENT_NOT_NEEDED);
    struct harassment_case k = found(w, &w->lea, id);
    for (size_t i = 0; i < k.steps.n; i++)
        if (k.steps.at[i].kind == HARASSMENT_STEP_POLICE) {
            s = k.steps.at[i];
            assert_str(s.word, "Bo ønsker det ikke, og truslen er trukket tilbage");
            assert_int_equal(s.ended_by, LEA);
        }
    assert_int_equal(custody(w, id, true).n_findings, 0);
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, police, STR("0700-1236"),
                          zone_day(w->zone, clock_now())));
    run_jobs(w);
    assert_int_equal(state_of(w, HARASSMENT_STEP_POLICE), HARASSMENT_NOT_NEEDED);
    assert_int_equal(count(w, "SELECT COUNT(*) FROM job WHERE broken_at IS NOT NULL"), 0);
    evidence_end();
}
BOTH(a_decision_not_to_report_ends_it_too)

static void another_incidents_receipt_ends_nothing(struct world *w)
{
    evidence_begin();
    int64_t id, other = log_call(w, &w->bo, "key-h-0091", INCIDENT_D, 4);

    report(w, &w->bo, "key-h-0092", 0, HARASSMENT_ON_SOCIAL);
    run_jobs(w);
    assert_ok(report_start_incident(w->db, w->arena, &w->lea, other, REPORT_POLICE, &id));
    assert_ok(report_file(w->db, w->arena, &w->lea, w->zone, id, STR("0700-1235"),
                          zone_day(w->zone, clock_now())));
    run_jobs(w);
    assert_int_equal(state_of(w, HARASSMENT_STEP_POLICE), HARASSMENT_OPEN);
    evidence_end();
}
BOTH(another_incidents_receipt_ends_nothing)

static void the_draft_speaks_of_no_call(struct world *w)
{
    struct report r;
    int64_t id;

    evidence_begin();
    int64_t k = report(w, &w->bo, "key-h-0093", 0, HARASSMENT_ON_SOCIAL);
    run_jobs(w);
    assert_ok(report_start_incident(w->db, w->arena, &w->lea, found(w, &w->lea, k).row.incident_id,
                                    REPORT_POLICE, &id));
    db_refresh(w->db);
    assert_ok(report_find(w->db, w->arena, &w->lea, id, &r));
    assert_non_null(strstr(str_c(w->arena, r.part[REPORT_FIELD_PLACE].text), "På internettet"));
    assert_null(strstr(str_c(w->arena, r.part[REPORT_FIELD_PLACE].text), "Telefonopkald"));
    assert_non_null(strstr(str_c(w->arena, r.part[REPORT_FIELD_EVIDENCE].text), "chikanesagen"));
    assert_null(strstr(str_c(w->arena, r.part[REPORT_FIELD_EVIDENCE].text), "optaget"));
    evidence_end();
}
BOTH(the_draft_speaks_of_no_call)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(opens_everything),
        ON_BOTH(refuses_nonsense),
        ON_BOTH(police_runs_from_the_post),
        ON_BOTH(only_those_who_may),
        ON_BOTH(a_reporter_sees_their_own),
        ON_BOTH(files_come_back_as_they_were),
        ON_BOTH(knows_what_a_file_is),
        ON_BOTH(what_was_left_behind_goes),
        ON_BOTH(forgetting_reaches_files),
        ON_BOTH(every_look_is_written),
        ON_BOTH(rows_cannot_be_touched),
        ON_BOTH(tampering_shows),
        ON_BOTH(disk_and_rows_agree),
        ON_BOTH(steps_end_with_a_word),
        ON_BOTH(owners_are_reminded),
        ON_BOTH(somebody_looks_again),
        ON_BOTH(links_say_when_they_were_tried),
        ON_BOTH(a_receipt_ends_the_police_step),
        ON_BOTH(a_decision_not_to_report_ends_it_too),
        ON_BOTH(another_incidents_receipt_ends_nothing),
        ON_BOTH(the_draft_speaks_of_no_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
