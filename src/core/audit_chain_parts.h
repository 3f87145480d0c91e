/* What sealing and verifying must do alike.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_AUDIT_CHAIN_PARTS_H
#define CORE_AUDIT_CHAIN_PARTS_H

#include "audit_sql.h"
#include "core/audit_chain.h"

#define AUDIT_BLOCK_ROWS 512
#define AUDIT_ENTRY_BYTES (8 + AUDIT_HASH_BYTES)

void audit_row_hash(const struct audit_row *row, unsigned char ret[AUDIT_HASH_BYTES]);
void audit_block_hash(const unsigned char before[AUDIT_HASH_BYTES], int64_t seq, int64_t at,
                      struct str listed, unsigned char ret[AUDIT_HASH_BYTES]);
/* audit_fresh.c: a row as this process has just written it, whether or not its transaction comes to an end. */
void audit_remember(const struct audit_row *row);
bool audit_recall(int64_t id, unsigned char ret[AUDIT_HASH_BYTES]);
void audit_put_int(unsigned char to[8], int64_t v);
int64_t audit_get_int(const char *from);

#endif
