/* Verifying: the chain is read from its first block to its last, each row against what its block says.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/audit_chain.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit_chain_parts.h"

#define IDS_AT_ONCE 4096

struct walk {
    struct db *db;
    const struct audit_verifying *v;
    struct audit_report report;
    int64_t n_all, n_found; /* rows of the table; those that blocks list and that are there */
    bool head_seen;
    int64_t *ids; /* of all that is sealed, in the order of the chain */
    size_t n_ids, cap_ids;
};

static void tell(struct walk *w, enum audit_flaw_kind kind, int64_t row_id, int64_t seq)
{
    const struct audit_flaw flaw = {kind, row_id, seq};

    w->report.n_flaws++;
    w->v->flaw(w->v->context, &flaw);
}

static void remember(struct walk *w, int64_t id)
{
    if (w->n_ids == w->cap_ids) {
        w->cap_ids = w->cap_ids == 0 ? 4096 : 2 * w->cap_ids;
        w->ids = reallocarray(w->ids, w->cap_ids, sizeof *w->ids);
        must(w->ids != NULL);
    }
    w->ids[w->n_ids++] = id;
}

static bool is_head(const struct audit_head *expected, int64_t seq, struct str hash)
{
    return expected && expected->seq == seq && hash.n == AUDIT_HASH_BYTES &&
           memcmp(expected->hash, hash.p, AUDIT_HASH_BYTES) == 0;
}

/* Rows and entries both come by id. */
static enum status check_rows(struct walk *w, struct arena *a, const struct audit_block_row *b)
{
    size_t n = b->listed.n / AUDIT_ENTRY_BYTES, at = 0;
    struct audit_row_list rows;
    unsigned char hash[AUDIT_HASH_BYTES];

    if (n == 0)
        return OK;
    TRY(q_audit_range(w->db, a, audit_get_int(b->listed.p),
                      audit_get_int(b->listed.p + (n - 1) * AUDIT_ENTRY_BYTES), &rows));
    for (size_t i = 0; i < n; i++) {
        const char *entry = b->listed.p + i * AUDIT_ENTRY_BYTES;
        int64_t id = audit_get_int(entry);

        remember(w, id);
        while (at < rows.n && rows.at[at].id < id)
            at++;
        if (at == rows.n || rows.at[at].id != id) {
            tell(w, AUDIT_ROW_MISSING, id, b->seq);
            continue;
        }
        w->n_found++;
        audit_row_hash(&rows.at[at], hash);
        if (memcmp(hash, entry + 8, sizeof hash) != 0)
            tell(w, AUDIT_ROW_CHANGED, id, b->seq);
    }
    return OK;
}

static enum status check_block(struct walk *w, struct arena *a, const struct audit_block_row *b)
{
    struct audit_head *head = &w->report.head;
    unsigned char hash[AUDIT_HASH_BYTES];

    for (int64_t seq = head->seq + 1; seq < b->seq; seq++)
        tell(w, AUDIT_BLOCK_MISSING, 0, seq);
    audit_block_hash(head->hash, b->seq, b->at, b->listed, hash);
    if (b->hash.n != sizeof hash || memcmp(hash, b->hash.p, sizeof hash) != 0 ||
        b->listed.n != (size_t)b->n * AUDIT_ENTRY_BYTES)
        tell(w, AUDIT_BLOCK_BROKEN, 0, b->seq);
    TRY(check_rows(w, a, b));
    head->seq = b->seq;
    if (b->hash.n == sizeof hash) /* one broken block is told once, not with all that follow */
        memcpy(head->hash, b->hash.p, sizeof hash);
    w->report.n_rows += b->n;
    w->head_seen = w->head_seen || is_head(w->v->expected, b->seq, b->hash);
    return OK;
}

static enum status check_blocks(struct walk *w, struct arena *a)
{
    for (enum status found = OK; found == OK;) {
        struct arena_mark mark = arena_mark(a);
        struct audit_block_row b;

        if (w->v->cancelled && __atomic_load_n(w->v->cancelled, __ATOMIC_RELAXED))
            return fail(BUSY, "stopped");
        found = q_audit_block_after(w->db, a, w->report.head.seq, &b);
        if (found == OK)
            TRY(check_block(w, a, &b));
        else if (found != MISSING)
            return found;
        if (found == OK && w->v->progress)
            w->v->progress(w->v->context, w->report.n_rows, w->n_all);
        arena_rewind(a, mark);
    }
    return OK;
}

/* ---- rows that no block knows */

static int by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return a < b ? -1 : a > b;
}

static enum status name_foreign(struct walk *w, struct arena *a)
{
    struct audit_open_row_list some = {.n = 1};

    qsort(w->ids, w->n_ids, sizeof *w->ids, by_value);
    for (int64_t after = INT64_MIN; some.n > 0;) {
        struct arena_mark mark = arena_mark(a);

        TRY(q_audit_ids_after(w->db, a, after, IDS_AT_ONCE, &some));
        for (size_t i = 0; i < some.n; i++) {
            after = some.at[i].audit_id;
            if (!bsearch(&after, w->ids, w->n_ids, sizeof *w->ids, by_value))
                tell(w, AUDIT_ROW_FOREIGN, after, 0);
        }
        arena_rewind(a, mark);
    }
    return OK;
}

/* Numbers first: only when they do not fit is every row looked for. */
static enum status check_rest(struct walk *w, struct arena *a)
{
    struct audit_open_row_list waiting;

    TRY(q_audit_open_all(w->db, a, &waiting));
    for (size_t i = 0; i < waiting.n; i++) {
        struct audit_row_list rows;

        TRY(q_audit_range(w->db, a, waiting.at[i].audit_id, waiting.at[i].audit_id, &rows));
        remember(w, waiting.at[i].audit_id);
        w->n_found += (int64_t)rows.n;
        if (rows.n == 0)
            tell(w, AUDIT_ROW_MISSING, waiting.at[i].audit_id, 0);
    }
    w->report.n_waiting = (int64_t)waiting.n;
    return w->n_found == w->n_all ? OK : name_foreign(w, a);
}

static enum status walk_all(struct walk *w, struct arena *a)
{
    struct audit_count_row count;

    TRY(q_audit_count(w->db, a, &count));
    w->n_all = count.n;
    TRY(check_blocks(w, a));
    TRY(check_rest(w, a));
    if (w->v->expected && w->v->expected->seq > 0 && !w->head_seen)
        tell(w, AUDIT_HEAD_DIFFERS, 0, w->v->expected->seq);
    return OK;
}

enum status audit_verify(struct db *db, struct arena *a, const struct audit_verifying *v,
                         struct audit_report *ret)
{
    struct walk w = {.db = db, .v = v};
    enum status status = walk_all(&w, a);

    free(w.ids);
    *ret = w.report;
    return status;
}
