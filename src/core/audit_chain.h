/* The chain over the audit: shows any row that was changed, taken away, put in or moved after it was sealed.
 *
 * Writing a row costs nothing more than its place in a queue; once a second what waits is sealed in a block whose hash covers
 * its rows and the block before (docs/decisions/0018-audit-is-sealed-in-blocks.md). The latest hash, the head, stands for
 * all before it: kept elsewhere (printed, in the log of another machine), it also shows an end that was cut off.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_AUDIT_CHAIN_H
#define CORE_AUDIT_CHAIN_H

#include "db/db.h"

#define AUDIT_HASH_BYTES 32

struct audit_head {
    int64_t seq; /* number of the block; 0: nothing was ever sealed */
    unsigned char hash[AUDIT_HASH_BYTES];
};
/* "17-3f…" both ways. */
struct str audit_head_text(struct arena *a, const struct audit_head *head);
bool audit_head_parse(struct str s, struct audit_head *ret);
/* The latest block's. */
CHECKED enum status audit_head(struct db *db, struct arena *a, struct audit_head *ret);

/* Seals what waits; *ret_n rows. CONFLICT: another node was at it, nothing is lost. Not within a transaction. */
CHECKED enum status audit_seal(struct store *store, size_t *ret_n);

/* The thread that seals once a second while there is something to seal, and writes the head to the log each hour. */
struct audit_sealer;
CHECKED enum status audit_sealer_start(struct store *store, struct audit_sealer **ret);
void audit_sealer_stop(struct audit_sealer *s); /* seals what is left; NULL is fine */

/* ---- looking whether it holds */
enum audit_flaw_kind {
    AUDIT_ROW_CHANGED,
    AUDIT_ROW_MISSING,
    AUDIT_ROW_FOREIGN,  /* neither sealed nor waiting: put in past the program */
    AUDIT_BLOCK_BROKEN, /* its hash does not fit to what it lists and to the block before */
    AUDIT_BLOCK_MISSING,
    AUDIT_HEAD_DIFFERS, /* the given head is not in the chain: the end was cut off or written anew */
};
struct audit_flaw {
    enum audit_flaw_kind kind;
    int64_t row_id; /* 0: of a block */
    int64_t seq;
};
struct audit_report {
    int64_t n_rows, n_waiting, n_flaws;
    struct audit_head head;
};
struct audit_verifying {
    const struct audit_head *expected; /* NULL: none is known */
    void (*flaw)(void *context, const struct audit_flaw *flaw);
    void (*progress)(void *context, int64_t n_rows, int64_t n_all); /* NULL: none */
    const bool *cancelled;                                          /* NULL: cannot be */
    void *context;
};
/* Reads the whole chain in one snapshot; flaws go to the callback, which is not the same as failing. */
CHECKED enum status audit_verify(struct db *db, struct arena *a, const struct audit_verifying *v,
                                 struct audit_report *ret);

#endif
