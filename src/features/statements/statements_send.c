/* Out to the store: claimed, sent outside of any transaction, settled (docs/decisions/0012). Several at a time; when the store refuses
 * them together, one by one, so that a bad one holds up no other.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sodium.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/jobs.h"
#include "core/vault.h"
#include "features/modules/modules.h"
#include "features/statements/statements.h"
#include "net/http.h"

#define COLLECT_EVERY_MS (15 * INT64_C(1000))
/* One exchange for all, and then one for each, end before it. */
#define HELD_MS (30 * MINUTE_MS)

/* One of a batch. */
struct letter {
    struct statement_claimed_row row;
    struct str json; /* STR_NONE: not wanted any more, or nobody can be named */
    int status;      /* of HTTP; 0: no answer */
    int64_t retry_after_ms;
    struct str why;
};
struct batch {
    struct statement_store_row store;
    struct letter *at;
    size_t n;
    int64_t held_until;
};

/* ---- whom it is about */

/* Made at the first statement about somebody. */
static enum status make_salt(struct db *db, struct arena *a, int64_t person_id)
{
    unsigned char salt[STATEMENT_SALT];
    char text[2 * STATEMENT_SALT + 1];
    struct str sealed;
    DB_TX(tx, db);

    random_bytes(salt, sizeof salt);
    sodium_bin2hex(text, sizeof text, salt, sizeof salt);
    sodium_memzero(salt, sizeof salt);
    TRY(vault_seal(db, a, person_id, statement_salt_place(a, person_id), str_of(text), &sealed));
    sodium_memzero(text, sizeof text);
    TRY(q_statement_salt_insert(db, person_id, sealed, clock_now()));
    return db_commit(&tx);
}

/* MISSING: forgotten. */
static enum status load_salt(struct db *db, struct arena *a, int64_t person_id,
                             unsigned char ret[STATEMENT_SALT])
{
    struct statement_salt_row row;
    struct str hex;
    size_t n = 0;
    enum status found = q_statement_salt_find(db, a, person_id, &row);

    if (found == MISSING) {
        db_refresh(db);
        TRY(make_salt(db, a, person_id));
        db_refresh(db);
        found = q_statement_salt_find(db, a, person_id, &row);
    }
    TRY(found);
    TRY(vault_open(db, a, person_id, statement_salt_place(a, person_id), row.salt, &hex));
    if (sodium_hex2bin(ret, STATEMENT_SALT, hex.p, hex.n, NULL, &n, NULL) != 0 ||
        n != STATEMENT_SALT)
        return fail(BROKEN, "a salt of statements is not what was sealed");
    return OK;
}

/* ---- what is said */

static void name_module(const struct module_list *modules, struct statement_thing *t)
{
    if (t->kind != STATEMENT_MODULE && t->kind != STATEMENT_EXPIRED)
        return;
    for (size_t i = 0; i < modules->n; i++)
        if (str_eq(modules->at[i].word, t->word))
            for (int lang = 0; lang < LANG_N; lang++)
                t->title[lang] = modules->at[i].title[lang];
}

static enum status write_one(struct db *db, struct arena *a, const struct statement_out *out,
                             const struct batch *b, const struct module_list *modules,
                             struct letter *l)
{
    struct statement_thing t = {.kind = (enum statement_kind)l->row.kind,
                                .centre_id = b->store.centre_id,
                                .at = l->row.at,
                                .word = l->row.word,
                                .key = l->row.key};
    unsigned char salt[STATEMENT_SALT];
    struct statement_ids ids;

    l->json = STR_NONE;
    if (((uint64_t)b->store.kinds >> l->row.kind & 1) == 0) /* not wanted any more */
        return OK;
    enum status known = load_salt(db, a, l->row.person_id, salt);
    if (known == MISSING)
        return OK;
    TRY(known);
    name_module(modules, &t);
    ids = statement_ids(a, salt, b->store.url, &t);
    sodium_memzero(salt, sizeof salt);
    l->json = statement_json(a, out->public_url, &ids, &t);
    return OK;
}

static enum status write_all(struct db *db, struct arena *a, const struct statement_out *out,
                             struct batch *b)
{
    struct module_list modules;

    TRY(modules_of(db, a, b->store.centre_id, &modules));
    for (size_t i = 0; i < b->n; i++)
        TRY(write_one(db, a, out, b, &modules, &b->at[i]));
    return OK;
}

/* ---- sending */

static struct str signed_in_as(struct arena *a, const struct statement_store_row *s,
                               struct str secret)
{
    struct str pair = arena_printf(a, "%.*s:%.*s", STR_ARG(s->login), STR_ARG(secret));
    size_t room = sodium_base64_ENCODED_LEN(pair.n, sodium_base64_VARIANT_ORIGINAL);
    char *text = arena_alloc(a, room);

    sodium_bin2base64(text, room, (const unsigned char *)pair.p, pair.n,
                      sodium_base64_VARIANT_ORIGINAL);
    return arena_printf(a, "Basic %s", text);
}

/* Those from `from` on, n of them that have something to say, in one exchange; each gets its answer. */
static void post(struct arena *a, const struct statement_out *out, struct batch *b,
                 struct str signed_in, size_t from, size_t n)
{
    struct buf body = buf_new(a, 1000 * n);
    bool is_slashed = str_ends(b->store.url, STR("/"));
    struct http_post request = {
        .url = arena_printf(a, "%.*s%sstatements", STR_ARG(b->store.url), is_slashed ? "" : "/"),
        .may_be_private = out->may_be_private};
    struct http_result result;
    bool is_first = true;

    buf_char(&body, '[');
    for (size_t i = from; i < from + n; i++) {
        if (b->at[i].json.p == NULL)
            continue;
        buf_printf(&body, "%s%.*s", is_first ? "" : ",", STR_ARG(b->at[i].json));
        is_first = false;
    }
    buf_char(&body, ']');
    request.body = buf_str(&body);
    request.headers[0] = (struct http_header){"Content-Type", STR("application/json")};
    request.headers[1] = (struct http_header){"X-Experience-API-Version", STR("1.0.3")};
    request.headers[2] = (struct http_header){"Authorization", signed_in};
    if (is_first)
        return;
    result = http_post_send(a, &request);
    for (size_t i = from; i < from + n; i++) {
        b->at[i].status = result.status;
        b->at[i].retry_after_ms = result.retry_after_ms;
        b->at[i].why = arena_copy(a, str_of(result.why));
    }
}

/* It is about what was sent, not about us or the store's day. 409: one of these ids is known, with other words. */
static bool is_about_words(int status)
{
    return status == 400 || status == 409 || status == 413 || status == 422;
}

static void send_all(struct arena *a, const struct statement_out *out, struct batch *b,
                     struct str secret)
{
    struct str signed_in = signed_in_as(a, &b->store, secret);

    post(a, out, b, signed_in, 0, b->n);
    if (b->n < 2 || !is_about_words(b->at[0].status))
        return;
    for (size_t i = 0; i < b->n; i++)
        post(a, out, b, signed_in, i, 1);
}

/* ---- what became of it */

static int64_t wait_ms(const struct letter *l)
{
    static const int64_t waits[] = {5000,        5 * MINUTE_MS, 30 * MINUTE_MS,
                                    2 * HOUR_MS, 5 * HOUR_MS,   10 * HOUR_MS};
    const int64_t last = (int64_t)(sizeof waits / sizeof waits[0]) - 1;
    int64_t ms = waits[l->row.attempts < last ? l->row.attempts : last];

    return l->retry_after_ms > ms ? l->retry_after_ms : ms;
}

/* Taken, or there already: a store keeps what came first under an id. */
static bool is_taken(int status)
{
    return (status >= 200 && status < 300) || status == 409;
}

static enum status settle_one(struct db *db, const struct batch *b, const struct letter *l)
{
    int64_t now = clock_now(), attempts = l->row.attempts + 1, changed;
    enum statement_state state = is_taken(l->status) ? STATEMENT_SENT : STATEMENT_FAILED;

    if (l->json.p == NULL)
        return q_statement_settle(db, l->row.id, b->held_until, STATEMENT_DROPPED, now,
                                  l->row.attempts, STR(""), &changed);
    if (is_taken(l->status) || is_about_words(l->status) ||
        now - l->row.made_at >= STATEMENT_GIVE_UP_MS)
        return q_statement_settle(db, l->row.id, b->held_until, state, now, attempts, l->why,
                                  &changed);
    return q_statement_postpone(db, l->row.id, b->held_until, now + wait_ms(l), attempts, l->why,
                                &changed);
}

static enum status settle_all(struct db *db, const struct batch *b)
{
    const struct letter *asked = NULL;
    DB_TX(tx, db);

    for (size_t i = 0; i < b->n; i++) {
        TRY(settle_one(db, b, &b->at[i]));
        if (b->at[i].json.p != NULL)
            asked = &b->at[i];
    }
    if (asked != NULL)
        TRY(q_statement_store_answer(
            db, b->store.centre_id, asked->why, clock_now(),
            is_taken(asked->status) || is_about_words(asked->status) ? 0 : clock_now()));
    return db_commit(&tx);
}

static enum status drop_all(struct db *db, const struct batch *b)
{
    int64_t changed;
    DB_TX(tx, db);

    for (size_t i = 0; i < b->n; i++)
        TRY(q_statement_settle(db, b->at[i].row.id, b->held_until, STATEMENT_DROPPED, clock_now(),
                               b->at[i].row.attempts, STR(""), &changed));
    return db_commit(&tx);
}

/* ---- a batch */

static enum status claim(struct db *db, struct arena *a, size_t most, struct batch *ret)
{
    struct statement_due_row due;
    struct statement_claimed_row_list rows;
    enum status found = q_statement_due(db, a, clock_now(), &due);

    *ret = (struct batch){.held_until = clock_now() + HELD_MS};
    if (found != OK)
        return found == MISSING ? OK : found;
    found = q_statement_store_find(db, a, due.centre_id, &ret->store);
    if (found != OK && found != MISSING)
        return found;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_statement_claim(db, a, due.centre_id, clock_now(), ret->held_until, (int64_t)most,
                          &rows));
    TRY(db_commit(&tx));
    ret->at = arena_array(a, struct letter, rows.n + 1);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct letter){.row = rows.at[i], .why = STR("")};
    return OK;
}

static enum status carry(struct db *db, struct arena *a, const struct statement_out *out,
                         struct batch *b)
{
    struct str secret;

    db_refresh(db);
    if (b->store.on_at == 0)
        return drop_all(db, b);
    TRY(vault_open(db, a, b->store.id, statement_secret_place(a, b->store.id), b->store.secret,
                   &secret));
    TRY(write_all(db, a, out, b));
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    send_all(a, out, b, secret);
    return settle_all(db, b);
}

enum status statements_send_due(struct store *store, const struct statement_out *out, size_t most,
                                size_t *ret_n)
{
    struct arena *a = arena_new();
    enum status status = OK;
    size_t n = 1;

    for (*ret_n = 0; status == OK && n > 0 && *ret_n < most && out->public_url.n > 0; *ret_n += n) {
        struct db *db;
        struct batch b;
        size_t left = most - *ret_n;

        arena_reset(a);
        db = db_start(store, a);
        status = claim(db, a, left < STATEMENT_BATCH ? left : STATEMENT_BATCH, &b);
        n = status == OK ? b.n : 0;
        if (n > 0)
            status = carry(db, a, out, &b); /* failed: they stay claimed until that has run out */
        db_end(db);
    }
    arena_free(a);
    return status;
}

/* ---- the thread */

struct statement_sender {
    struct store *store;
    const struct statement_out *out;
    struct ticker *ticker;
    int64_t collected_at;
};

static void work(void *context)
{
    struct statement_sender *s = context;
    enum status status = OK;
    size_t n = 0;

    if (clock_now() - s->collected_at >= COLLECT_EVERY_MS) {
        status = statements_collect(s->store);
        s->collected_at = clock_now();
    }
    if (status == OK)
        status = statements_send_due(s->store, s->out, STATEMENT_BATCH, &n);
    if (status != OK)
        log_line(LOG_LEVEL_ERROR, "statements cannot be sent", "status=%s why=%s",
                 status_name(status), failure_last()->why);
}

enum status statement_sender_start(struct store *store, const struct statement_out *out,
                                   struct statement_sender **ret)
{
    TRY(claims_release(store, q_statement_release));
    struct statement_sender *s = calloc(1, sizeof *s);

    must(s != NULL);
    *s = (struct statement_sender){.store = store, .out = out};
    enum status status = ticker_start(work, s, &s->ticker);
    if (status != OK) {
        free(s);
        return status;
    }
    *ret = s;
    return OK;
}

void statement_sender_stop(struct statement_sender *s)
{
    if (s == NULL)
        return;
    ticker_stop(s->ticker);
    free(s);
}
