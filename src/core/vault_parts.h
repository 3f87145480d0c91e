/* Inside the vault: the keys on the disk.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_VAULT_PARTS_H
#define CORE_VAULT_PARTS_H

#include "core/vault.h"

#define KEY_BYTES 32

enum key_use { KEY_FOR_TEXTS = 1, KEY_FOR_FILES = 2 };

/* A key of one person on the disk, "<folder>/people/<person>.<generation>".
 * OK; MISSING: there is none; CONFLICT: it was destroyed; BROKEN: it does not open with our master key. */
CHECKED enum status key_read(struct arena *a, int64_t person_id, int64_t generation,
                             enum key_use use, unsigned char ret[KEY_BYTES]);
/* Makes it durable; when another node was first, theirs stays. CONFLICT: this generation was destroyed. */
CHECKED enum status key_make(struct arena *a, int64_t person_id, int64_t generation);
/* Overwrites it and leaves a mark in its place. Fine when that is done already. */
CHECKED enum status key_destroy(int64_t person_id, int64_t generation);
/* The master key, when there is one, can be read and is for us alone; appends what is wrong. */
void key_check_master(struct buf *ret);

/* The key that seals for this person now; made when there is none. */
CHECKED enum status vault_key_to_seal(struct db *db, struct arena *a, int64_t person_id,
                                      enum key_use use, unsigned char ret[KEY_BYTES],
                                      int64_t *ret_generation);
CHECKED enum status vault_key_to_open(struct db *db, struct arena *a, int64_t person_id,
                                      int64_t generation, enum key_use use,
                                      unsigned char ret[KEY_BYTES]);
/* What binds a sealed thing to its place. */
struct str vault_binding(struct arena *a, const char *what, int64_t person_id, struct str context);

#endif
