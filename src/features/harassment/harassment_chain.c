/* The custody chain: who had the evidence in their hands, so that any change, loss or reordering shows.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/harassment/harassment_parts.h"

#include <sodium.h>

#include "base/buf.h"
#include "base/clock.h"
#include "core/audit.h"

#define CASES_AT_ONCE 200

/* ---- hashes */

static struct str hex_of(struct arena *a, const unsigned char hash[crypto_hash_sha256_BYTES])
{
    char *hex = arena_alloc(a, crypto_hash_sha256_BYTES * 2 + 1);

    sodium_bin2hex(hex, crypto_hash_sha256_BYTES * 2 + 1, hash, crypto_hash_sha256_BYTES);
    return str_of(hex);
}

/* Each part stands on a line of its own; none holds a line break. */
struct str harassment_hash(struct arena *a, const struct str *parts, size_t n)
{
    crypto_hash_sha256_state state;
    unsigned char hash[crypto_hash_sha256_BYTES];

    crypto_hash_sha256_init(&state);
    for (size_t i = 0; i < n; i++) {
        crypto_hash_sha256_update(&state, (const unsigned char *)parts[i].p, parts[i].n);
        crypto_hash_sha256_update(&state, (const unsigned char *)"\n", 1);
    }
    crypto_hash_sha256_final(&state, hash);
    return hex_of(a, hash);
}

static struct str number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

struct str harassment_case_print(struct arena *a, const struct harassment_case_row *k)
{
    struct str parts[] = {number(a, k->person_id), number(a, k->kinds), number(a, k->posted_at),
                          k->story};

    return harassment_hash(a, parts, sizeof parts / sizeof parts[0]);
}

struct str harassment_place_print(struct arena *a, const struct harassment_place_row *p)
{
    struct str parts[] = {number(a, p->platform), p->address, p->account,
                          number(a, p->first_seen_at)};

    return harassment_hash(a, parts, sizeof parts / sizeof parts[0]);
}

/* The file's own hash stands there in the open: whoever holds the file can see that it is this one. */
struct str harassment_file_print(struct arena *a, const struct harassment_file_row *f)
{
    struct str parts[] = {number(a, f->place_id), f->name, number(a, f->n_bytes),
                          number(a, f->seen_at), f->sealed_sha256};

    return arena_printf(a, "sha256=%.*s row=%.*s", STR_ARG(f->sha256),
                        STR_ARG(harassment_hash(a, parts, sizeof parts / sizeof parts[0])));
}

static struct str entry_hash(struct arena *a, int64_t case_id, const struct harassment_chain_row *e,
                             struct str before)
{
    bool is_known = e->kind >= 0 && e->kind < HARASSMENT_ACT_N;
    struct str parts[] = {before,
                          number(a, case_id),
                          number(a, e->seq),
                          number(a, e->at),
                          number(a, e->person_id),
                          is_known ? str_of(harassment_act_words[e->kind]) : number(a, e->kind),
                          number(a, e->object_id),
                          e->detail};

    return harassment_hash(a, parts, sizeof parts / sizeof parts[0]);
}

/* ---- writing */

static enum audit_action audit_of(enum harassment_act act)
{
    if (act == HARASSMENT_ACT_OPENED)
        return AUDIT_HARASSMENT_OPENED;
    if (act == HARASSMENT_ACT_LOOKED)
        return AUDIT_HARASSMENT_SEEN;
    if (act == HARASSMENT_ACT_PICTURE_SEEN || act == HARASSMENT_ACT_DOWNLOADED)
        return AUDIT_EVIDENCE_OPENED;
    return AUDIT_HARASSMENT_CHANGED;
}

/* The audit row names the entry and its hash: the audit's own chain (core/audit.h) then vouches for this one, also for its end. */
enum status harassment_act(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                           enum harassment_act act, int64_t object_id, struct str detail)
{
    struct harassment_head_row head;
    struct harassment_chain_row e = {.at = clock_now(),
                                     .person_id = who->person_id,
                                     .kind = act,
                                     .object_id = object_id,
                                     .detail = detail};

    must(db_in_tx(db));
    TRY(q_harassment_chain_head(db, a, case_id, &head));
    e.seq = head.chain_n + 1;
    e.hash = entry_hash(a, case_id, &e, head.chain_head);
    TRY(q_harassment_chain_insert(db, case_id, e.seq, e.at, e.person_id, e.kind, object_id, detail,
                                  e.hash));
    TRY(q_harassment_chain_move(db, case_id, e.seq, e.hash));
    return audit(
        db, who, audit_of(act), case_id,
        arena_printf(a, "%s %lld %.16s", harassment_act_words[act], (long long)e.seq, e.hash.p));
}

/* ---- holding it against what is there */

struct holder {
    struct db *db;
    struct arena *a;
    struct harassment_custody *custody;
    size_t cap;
};

static void found(struct holder *h, enum harassment_fault fault, int64_t seq, int64_t object_id)
{
    struct harassment_custody *c = h->custody;

    if (c->n_findings < h->cap)
        c->findings[c->n_findings++] = (struct harassment_finding){fault, seq, object_id};
}

static void hold_chain(struct holder *h, int64_t case_id, struct str head, int64_t n)
{
    const struct harassment_chain_row_list *chain = &h->custody->chain;
    struct str before = STR("");
    int64_t next = 1;

    for (size_t i = 0; i < chain->n; i++) {
        const struct harassment_chain_row *e = &chain->at[i];

        if (e->seq != next)
            found(h, HARASSMENT_ENTRY_MISSING, next, 0);
        else if (!str_eq(e->hash, entry_hash(h->a, case_id, e, before)))
            found(h, HARASSMENT_ENTRY_CHANGED, e->seq, e->object_id);
        before = e->hash;
        next = e->seq + 1;
    }
    if (next != n + 1 || !str_eq(before, head))
        found(h, HARASSMENT_END_MISSING, next, 0);
}

/* The latest entry that says what this row was when it came. */
static const struct harassment_chain_row *entry_of(const struct holder *h, enum harassment_act act,
                                                   int64_t object_id)
{
    for (size_t i = h->custody->chain.n; i > 0; i--)
        if (h->custody->chain.at[i - 1].kind == (int64_t)act &&
            h->custody->chain.at[i - 1].object_id == object_id)
            return &h->custody->chain.at[i - 1];
    return NULL;
}

/* A time limit has taken it since: the entry says so. */
static bool is_removed(const struct holder *h, enum harassment_act by, int64_t object_id,
                       int64_t after_seq)
{
    const struct harassment_chain_row *e = entry_of(h, by, object_id);

    return e != NULL && e->seq > after_seq;
}

static void hold_row(struct holder *h, enum harassment_act act, int64_t object_id, struct str print)
{
    const struct harassment_chain_row *e = entry_of(h, act, object_id);

    if (e == NULL)
        found(h, HARASSMENT_ROW_UNKNOWN, 0, object_id);
    else if (!str_eq(e->detail, print) && (act == HARASSMENT_ACT_FILE_ADDED ||
                                           !is_removed(h, HARASSMENT_ACT_TEXTS_REMOVED, 0, e->seq)))
        found(h, HARASSMENT_ROW_CHANGED, e->seq, object_id);
}

static enum status hold_file(struct holder *h, const struct harassment_file_row *f, bool deep)
{
    struct str hash;

    hold_row(h, HARASSMENT_ACT_FILE_ADDED, f->id, harassment_file_print(h->a, f));
    if (!harassment_disk_has(h->a, f->id)) {
        found(h, HARASSMENT_FILE_MISSING, 0, f->id);
        return OK;
    }
    if (!deep)
        return OK;
    TRY(harassment_disk_hash(h->a, f->id, &hash));
    if (!str_eq(hash, f->sealed_sha256))
        found(h, HARASSMENT_FILE_CHANGED, 0, f->id);
    return OK;
}

static void hold_missing(struct holder *h, const struct harassment_place_row_list *places,
                         const struct harassment_file_row_list *files)
{
    for (size_t i = 0; i < h->custody->chain.n; i++) {
        const struct harassment_chain_row *e = &h->custody->chain.at[i];
        bool is_there =
            (e->kind != HARASSMENT_ACT_PLACE_ADDED && e->kind != HARASSMENT_ACT_FILE_ADDED) ||
            (e->kind == HARASSMENT_ACT_FILE_ADDED &&
             is_removed(h, HARASSMENT_ACT_FILE_REMOVED, e->object_id, e->seq));

        for (size_t n = 0; n < places->n; n++)
            is_there = is_there || places->at[n].id == e->object_id;
        for (size_t n = 0; n < files->n; n++)
            is_there = is_there || files->at[n].id == e->object_id;
        if (!is_there)
            found(h, HARASSMENT_ROW_MISSING, e->seq, e->object_id);
    }
}

enum status harassment_custody(struct db *db, struct arena *a, int64_t case_id, bool deep,
                               struct harassment_custody *ret)
{
    struct harassment_custody custody = {0};
    struct harassment_case_row k;
    struct harassment_place_row_list places;
    struct harassment_file_row_list files;
    struct holder h = {db, a, &custody, 0};

    TRY(q_harassment_case(db, a, case_id, &k));
    TRY(q_harassment_chain(db, a, case_id, &custody.chain));
    TRY(q_harassment_places(db, a, case_id, &places));
    TRY(q_harassment_files(db, a, case_id, &files));
    h.cap = custody.chain.n * 2 + places.n + files.n * 3 + 4;
    custody.findings = arena_array(a, struct harassment_finding, h.cap);
    hold_chain(&h, case_id, k.chain_head, k.chain_n);
    hold_row(&h, HARASSMENT_ACT_OPENED, 0, harassment_case_print(a, &k));
    for (size_t i = 0; i < places.n; i++)
        hold_row(&h, HARASSMENT_ACT_PLACE_ADDED, places.at[i].id,
                 harassment_place_print(a, &places.at[i]));
    for (size_t i = 0; i < files.n; i++)
        TRY(hold_file(&h, &files.at[i], deep));
    hold_missing(&h, &places, &files);
    for (size_t i = 0; i < custody.chain.n; i++)
        custody.removed = custody.removed ||
                          custody.chain.at[i].kind == HARASSMENT_ACT_FILE_REMOVED ||
                          custody.chain.at[i].kind == HARASSMENT_ACT_TEXTS_REMOVED;
    *ret = custody;
    return OK;
}

/* ---- bagvagt check */

static const char *const fault_words[HARASSMENT_FAULT_N] = {
    [HARASSMENT_ENTRY_CHANGED] = "an entry of the custody chain was changed",
    [HARASSMENT_ENTRY_MISSING] = "an entry of the custody chain is missing",
    [HARASSMENT_END_MISSING] = "the end of the custody chain is missing",
    [HARASSMENT_ROW_CHANGED] = "what was added is not what the chain says",
    [HARASSMENT_ROW_MISSING] = "what was added is gone",
    [HARASSMENT_ROW_UNKNOWN] = "the chain does not know what was added",
    [HARASSMENT_FILE_MISSING] = "the file is missing in the evidence folder",
    [HARASSMENT_FILE_CHANGED] = "the file in the evidence folder was changed",
};

static enum status check_case(struct db *db, struct arena *a, int64_t id, struct buf *ret)
{
    struct harassment_custody custody;

    TRY(harassment_custody(db, a, id, true, &custody));
    for (size_t i = 0; i < custody.n_findings; i++) {
        const struct harassment_finding *f = &custody.findings[i];

        buf_printf(ret, "evidence: case %lld, entry %lld, object %lld: %s\n", (long long)id,
                   (long long)f->seq, (long long)f->object_id, fault_words[f->fault]);
    }
    return OK;
}

enum status harassment_check(struct db *db, struct buf *ret)
{
    struct arena *a = arena_new();
    struct harassment_id_row_list rows = {.n = 1};
    int64_t after = 0;
    size_t strays = 0;
    enum status status = OK;

    while (status == OK && rows.n > 0) {
        status = q_harassment_cases_after(db, a, after, CASES_AT_ONCE, &rows);
        for (size_t i = 0; i < rows.n && status == OK; i++) {
            after = rows.at[i].id;
            status = check_case(db, a, after, ret);
        }
    }
    if (status == OK)
        status = harassment_disk_strays(db, a, DAY_MS, false, &strays);
    if (status == OK && strays > 0)
        buf_printf(ret, "evidence: %zu files that no case knows; the server removes them daily\n",
                   strays);
    arena_free(a);
    return status;
}
