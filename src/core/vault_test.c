/* What is sealed opens only where it belongs, only as long as it is not forgotten, and never when it was touched.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"
#include "store.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "core/vault.h"

#define NOON INT64_C(1774864800000)
#define ANNA 4711
#define BO 4712
#define NOTE STR("aftercare_step.note/17")

struct bench {
    struct store *store;
    struct arena *arena;
    struct db *db;
    char folder[64], keys[96];
};

static struct bench begin(enum db_kind kind)
{
    struct bench b = {.store = store_for_tests(kind, true), .arena = arena_new()};

    snprintf(b.folder, sizeof b.folder, "%s/vault-XXXXXX", test_folder());
    assert_non_null(mkdtemp(b.folder));
    snprintf(b.keys, sizeof b.keys, "%s/keys", b.folder);
    vault_use(str_of(b.keys), STR_NONE);
    clock_freeze(NOON);
    b.db = db_start(b.store, b.arena);
    return b;
}

static void remove_all(const char *path)
{
    struct dirent *e;
    DIR *d = opendir(path);

    assert_non_null(d);
    while ((e = readdir(d)) != NULL) {
        char inner[512];

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
        if (e->d_type == DT_DIR)
            remove_all(inner);
        else
            unlink(inner);
    }
    closedir(d);
    rmdir(path);
}

static void end(struct bench *b)
{
    db_end(b->db);
    clock_release();
    store_for_tests_end(b->store);
    arena_free(b->arena);
    remove_all(b->folder);
}

static struct str sealed(struct bench *b, int64_t person, struct str context, struct str plain)
{
    struct str ret = STR_NONE;

    assert_ok(vault_seal(b->db, b->arena, person, context, plain, &ret));
    return ret;
}

static enum status opened(struct bench *b, int64_t person, struct str context, struct str text,
                          struct str *ret)
{
    *ret = STR_NONE;
    return vault_open(b->db, b->arena, person, context, text, ret);
}

static void forget(struct bench *b, int64_t person)
{
    size_t n;
    DB_TX(tx, b->db);

    assert_ok(vault_forget(b->db, &actor_system, person));
    assert_ok(db_commit(&tx));
    db_refresh(b->db);
    assert_ok(jobs_run_due(b->store, 10, &n));
    db_refresh(b->db);
}

static struct str findings(struct bench *b)
{
    struct buf found = buf_new(b->arena, 64);

    assert_ok(vault_check(b->db, &found));
    return found.n == 0 ? STR("") : buf_str(&found);
}

#define assert_mentions(text, part)                                                                \
    do {                                                                                           \
        struct str text_ = (text);                                                                 \
        if (!str_find(text_, STR(part), &(size_t){0}))                                             \
            fail_msg("\"%s\" is not in \"%.*s\"", part, STR_ARG(text_));                           \
    } while (0)

/* ---- texts */

static void opens_where_it_belongs(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("Jeg sover dårligt")), plain;
    struct stat st;

    assert_true(str_starts(text, STR("v1:")));
    assert_false(str_find(text, STR("sover"), &(size_t){0}));
    assert_ok(opened(&b, ANNA, NOTE, text, &plain));
    assert_str(plain, "Jeg sover dårligt");
    assert_ok(opened(&b, ANNA, NOTE, sealed(&b, ANNA, NOTE, STR("")), &plain));
    assert_non_null(plain.p);
    assert_int_equal(plain.n, 0);
    assert_null(sealed(&b, ANNA, NOTE, STR_NONE).p);
    assert_ok(opened(&b, ANNA, NOTE, STR_NONE, &plain));
    assert_null(plain.p);
    /* Twice the same gives two texts, and short ones are equally long. */
    assert_false(str_eq(sealed(&b, ANNA, NOTE, STR("ja")), sealed(&b, ANNA, NOTE, STR("ja"))));
    assert_int_equal(sealed(&b, ANNA, NOTE, STR("ja")).n, sealed(&b, ANNA, NOTE, STR("nej")).n);
    assert_int_equal(stat(str_c(b.arena, arena_printf(b.arena, "%s/master.key", b.keys)), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_str(findings(&b), "");
    end(&b);
}

static void opens_nowhere_else(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;
    struct str other = sealed(&b, BO, NOTE, STR("his"));

    assert_status(opened(&b, ANNA, STR("aftercare_step.note/18"), text, &plain), BROKEN);
    assert_status(opened(&b, BO, NOTE, text, &plain), BROKEN);
    assert_status(opened(&b, ANNA, NOTE, other, &plain), BROKEN);
    assert_status(opened(&b, ANNA, NOTE, STR("in the clear"), &plain), BROKEN);
    assert_status(opened(&b, ANNA, NOTE, STR("v1:AAAA"), &plain), BROKEN);
    end(&b);
}

static void shows_every_change(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;

    for (size_t i = 3; i < text.n; i++) {
        char *changed = arena_alloc(b.arena, text.n);

        memcpy(changed, text.p, text.n);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        enum status status = opened(&b, ANNA, NOTE, (struct str){changed, text.n}, &plain);
        if (status != BROKEN)
            fail_msg("changed at %zu: %s", i, status_name(status));
    }
    assert_status(opened(&b, ANNA, NOTE, str_sub(text, 0, text.n - 4), &plain), BROKEN);
    end(&b);
}

/* ---- forgetting */

static void forgets(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain, later;
    struct str his = sealed(&b, BO, NOTE, STR("his"));

    forget(&b, ANNA);
    assert_status(opened(&b, ANNA, NOTE, text, &plain), MISSING);
    assert_ok(opened(&b, BO, NOTE, his, &plain));
    later = sealed(&b, ANNA, NOTE, STR("anew"));
    assert_ok(opened(&b, ANNA, NOTE, later, &plain));
    assert_str(plain, "anew");
    assert_status(opened(&b, ANNA, NOTE, text, &plain), MISSING);
    assert_str(findings(&b), "");
    forget(&b, ANNA);
    assert_status(opened(&b, ANNA, NOTE, later, &plain), MISSING);
    end(&b);
}

static void forgetting_that_did_not_commit_keeps(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;
    size_t n;

    {
        DB_TX(tx, b.db);
        assert_ok(vault_forget(b.db, &actor_system, ANNA));
    }
    db_refresh(b.db);
    assert_ok(jobs_run_due(b.store, 10, &n));
    assert_ok(opened(&b, ANNA, NOTE, text, &plain));
    assert_str(plain, "secret");
    end(&b);
}

/* The database as it was before the forgetting, as a restored backup gives it. */
static void set_back(struct bench *b)
{
    DB_TX(tx, b->db);

    assert_ok(db_run_text(b->db, STR("DELETE FROM vault_key WHERE generation > 0")));
    assert_ok(db_run_text(b->db, STR("UPDATE vault_key SET forgotten_at = NULL")));
    assert_ok(db_commit(&tx));
    db_refresh(b->db);
}

static void an_old_backup_stays_forgotten(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;

    forget(&b, ANNA);
    set_back(&b);
    assert_status(opened(&b, ANNA, NOTE, text, &plain), MISSING);
    assert_mentions(findings(&b), "this database is older");
    assert_ok(opened(&b, ANNA, NOTE, sealed(&b, ANNA, NOTE, STR("anew")), &plain));
    assert_status(opened(&b, ANNA, NOTE, text, &plain), MISSING);
    end(&b);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[256];
    int in = open(from, O_RDONLY | O_CLOEXEC),
        out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t n = read(in, bytes, sizeof bytes);

    assert_true(n > 0 && write(out, bytes, (size_t)n) == n);
    close(in);
    close(out);
}

static void old_keys_do_not_come_back(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;
    const char *key = str_c(b.arena, arena_printf(b.arena, "%s/people/%d.0", b.keys, ANNA));
    const char *copy = str_c(b.arena, arena_printf(b.arena, "%s/copy", b.folder));
    size_t n;

    copy_file(key, copy);
    forget(&b, ANNA);
    copy_file(copy, key);
    assert_status(opened(&b, ANNA, NOTE, text, &plain), MISSING);
    assert_mentions(findings(&b), "old copy of the keys");
    clock_advance(8 * DAY_MS);
    assert_ok(jobs_run_due(b.store, 10, &n));
    assert_int_equal(n, 1);
    db_refresh(b.db);
    assert_str(findings(&b), "");
    end(&b);
}

/* ---- keys that are not there */

static void lost_keys_are_not_replaced(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain, more;
    const char *key = str_c(b.arena, arena_printf(b.arena, "%s/people/%d.0", b.keys, ANNA));

    assert_int_equal(unlink(key), 0);
    assert_status(opened(&b, ANNA, NOTE, text, &plain), BROKEN);
    assert_why("key folder");
    assert_status(vault_seal(b.db, b.arena, ANNA, NOTE, STR("x"), &more), BROKEN);
    assert_mentions(findings(&b), "is missing");
    end(&b);
}

static void a_lost_master_key_is_not_replaced(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct str text = sealed(&b, ANNA, NOTE, STR("secret")), plain;
    const char *path = str_c(b.arena, arena_printf(b.arena, "%s/master.key", b.keys));
    int fd;

    assert_int_equal(unlink(path), 0);
    vault_use(str_of(b.keys), STR_NONE); /* a new start */
    assert_status(opened(&b, ANNA, NOTE, text, &plain), BROKEN);
    assert_why("bring back the master key");
    assert_int_equal(access(path, F_OK), -1);
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    for (int i = 0; i < 64; i++)
        assert_int_equal(write(fd, "7", 1), 1);
    close(fd);
    assert_status(opened(&b, ANNA, NOTE, text, &plain), BROKEN);
    assert_why("master key");
    assert_mentions(findings(&b), "chmod 600");
    assert_mentions(findings(&b), "does not open");
    end(&b);
}

/* ---- many at once */

struct sealer {
    struct store *store;
    int64_t person;
    enum status status;
};

static void *seal_many(void *p)
{
    struct sealer *s = p;
    struct arena *a = arena_new();

    for (int i = 0; i < 20 && s->status == OK; i++) {
        struct db *db = db_start(s->store, a);
        struct str text, plain = STR_NONE;

        s->status = vault_seal(db, a, s->person, NOTE, STR("at once"), &text);
        if (s->status == OK)
            s->status = vault_open(db, a, s->person, NOTE, text, &plain);
        if (s->status == OK && !str_eq(plain, STR("at once")))
            s->status = BROKEN;
        db_end(db);
    }
    arena_free(a);
    return NULL;
}

static void many_seal_at_once(enum db_kind kind)
{
    struct bench b = begin(kind);
    struct sealer sealers[6];
    pthread_t threads[6];

    for (int i = 0; i < 6; i++) {
        sealers[i] = (struct sealer){b.store, ANNA + i / 3, OK};
        assert_int_equal(pthread_create(&threads[i], NULL, seal_many, &sealers[i]), 0);
    }
    for (int i = 0; i < 6; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(sealers[i].status, OK);
    }
    db_refresh(b.db);
    assert_str(findings(&b), "");
    end(&b);
}

/* ---- files */

#define FILE_OF STR("harassment_file/9")

static char byte_at(size_t i)
{
    return (char)(i * 31 + i / 251);
}

static void write_file(struct bench *b, const char *path, size_t n, size_t at_once)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct vault_file *f;
    char *bytes = arena_alloc(b->arena, n + 1);

    for (size_t i = 0; i < n; i++)
        bytes[i] = byte_at(i);
    assert_ok(vault_file_seal(b->db, b->arena, ANNA, FILE_OF, fd, &f));
    for (size_t i = 0; i < n; i += at_once)
        assert_ok(vault_file_write(f, (struct str){bytes + i, n - i < at_once ? n - i : at_once}));
    assert_ok(vault_file_end(f));
    close(fd);
}

/* What came out must be right up to where it stopped. */
static enum status read_file_at(struct bench *b, const char *path, int64_t person,
                                struct str context, size_t *ret_n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct vault_file *f;
    struct str piece;
    enum status status = vault_file_open(b->db, b->arena, person, context, fd, &f);

    *ret_n = 0;
    while (status == OK && (status = vault_file_read(f, &piece)) == OK && piece.p != NULL)
        for (size_t i = 0; i < piece.n; i++)
            if (piece.p[i] != byte_at((*ret_n)++))
                fail_msg("wrong byte at %zu", *ret_n - 1);
    close(fd);
    return status;
}

static void files_come_back(enum db_kind kind)
{
    struct bench b = begin(kind);
    const char *path = str_c(b.arena, arena_printf(b.arena, "%s/file", b.folder));
    static const size_t sizes[] = {
        0, 1, 1000, VAULT_PIECE - 1, VAULT_PIECE, VAULT_PIECE + 1, 3 * VAULT_PIECE, 300001};
    size_t n;

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        write_file(&b, path, sizes[i], i % 2 == 0 ? 70001 : 999);
        assert_ok(read_file_at(&b, path, ANNA, FILE_OF, &n));
        assert_int_equal(n, sizes[i]);
    }
    assert_status(read_file_at(&b, path, BO, FILE_OF, &n), BROKEN);
    assert_status(read_file_at(&b, path, ANNA, STR("harassment_file/10"), &n), BROKEN);
    forget(&b, ANNA);
    assert_status(read_file_at(&b, path, ANNA, FILE_OF, &n), MISSING);
    end(&b);
}

static void files_show_every_change(enum db_kind kind)
{
    struct bench b = begin(kind);
    const char *path = str_c(b.arena, arena_printf(b.arena, "%s/file", b.folder));
    static const off_t places[] = {0, 5, 9, 40, 5000, VAULT_PIECE + 60, 2 * VAULT_PIECE + 100};
    static const off_t cuts[] = {3, 32, 33, 32 + VAULT_PIECE + 17, 2 * VAULT_PIECE};
    struct stat st;
    size_t n;

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        write_file(&b, path, 2 * VAULT_PIECE + 500, 70001);
        int fd = open(path, O_RDWR | O_CLOEXEC);
        char byte;
        assert_int_equal(pread(fd, &byte, 1, places[i]), 1);
        byte ^= 1;
        assert_int_equal(pwrite(fd, &byte, 1, places[i]), 1);
        close(fd);
        assert_status(read_file_at(&b, path, ANNA, FILE_OF, &n), BROKEN);
    }
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        write_file(&b, path, 2 * VAULT_PIECE + 500, 70001);
        assert_int_equal(truncate(path, cuts[i]), 0);
        assert_status(read_file_at(&b, path, ANNA, FILE_OF, &n), BROKEN);
    }
    write_file(&b, path, VAULT_PIECE, 70001);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(truncate(path, st.st_size + 1), 0);
    assert_status(read_file_at(&b, path, ANNA, FILE_OF, &n), BROKEN);
    end(&b);
}

#define BOTH(test)                                                                                 \
    static void test##_sqlite(void **state)                                                        \
    {                                                                                              \
        (void)state;                                                                               \
        test(DB_SQLITE);                                                                           \
    }                                                                                              \
    static void test##_pgsql(void **state)                                                         \
    {                                                                                              \
        (void)state;                                                                               \
        test(DB_PGSQL);                                                                            \
    }
#define ON_BOTH(test) cmocka_unit_test(test##_sqlite), cmocka_unit_test(test##_pgsql)

BOTH(opens_where_it_belongs)
BOTH(opens_nowhere_else)
BOTH(shows_every_change)
BOTH(forgets)
BOTH(forgetting_that_did_not_commit_keeps)
BOTH(an_old_backup_stays_forgotten)
BOTH(old_keys_do_not_come_back)
BOTH(lost_keys_are_not_replaced)
BOTH(a_lost_master_key_is_not_replaced)
BOTH(many_seal_at_once)
BOTH(files_come_back)
BOTH(files_show_every_change)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(opens_where_it_belongs),
        ON_BOTH(opens_nowhere_else),
        ON_BOTH(shows_every_change),
        ON_BOTH(forgets),
        ON_BOTH(forgetting_that_did_not_commit_keeps),
        ON_BOTH(an_old_backup_stays_forgotten),
        ON_BOTH(old_keys_do_not_come_back),
        ON_BOTH(lost_keys_are_not_replaced),
        ON_BOTH(a_lost_master_key_is_not_replaced),
        ON_BOTH(many_seal_at_once),
        ON_BOTH(files_come_back),
        ON_BOTH(files_show_every_change),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
