/* What people confide is sealed before it reaches the database: texts in columns, files on the disk. A key per person, wrapped
 * by the installation's master key; both lie in a folder of their own, never in the database and never among its backups, so
 * that destroying a person's key makes all that was sealed for them unreadable, in old backups too
 * (docs/decisions/0017-keys-outside-backups.md says what is kept how).
 *
 * Everything here may be called from any thread. Several nodes share the folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_VAULT_H
#define CORE_VAULT_H

#include "core/access.h"
#include "core/jobs.h"

/* Where the keys are; once per process, before anything is sealed. Opens nothing yet: the master key is read (and at the very
 * first use made, mode 0600) when first needed. folder is made then too; master_path STR_NONE: "<folder>/master.key". */
void vault_use(struct str folder, struct str master_path);

/* ---- texts: for any TEXT column. The sealed text begins with "v1:", is plain ASCII and somewhat longer than
 * the plain one; its length tells that of the plain one only in steps of 32 bytes.
 *
 * context says which place it belongs to ("aftercare_step.note/4711"): table, column and the row's id. It must be given again to
 * open it, so a sealed text that was copied to another row or person does not open.
 *
 * STR_NONE stays STR_NONE. vault_seal takes part in the running transaction, or has a short one of its own for the first text of
 * a person.
 *   BROKEN  no master key, or the person's key should be there and is not: nothing is written in the clear instead */
CHECKED enum status vault_seal(struct db *db, struct arena *a, int64_t person_id,
                               struct str context, struct str plain, struct str *ret);
/*   MISSING  forgotten: say so to who reads (T_VAULT_FORGOTTEN)
 *   BROKEN   altered, of another place or person, or the keys are not those it was sealed with */
CHECKED enum status vault_open(struct db *db, struct arena *a, int64_t person_id,
                               struct str context, struct str sealed, struct str *ret);

/* In a transaction, when the person's right to be forgotten or a time limit says so. From the commit on nothing that was sealed
 * for them opens; a job then destroys the key. What is sealed for them later gets a new key. Writes the audit row; whether
 * `who` may is asked by the caller. Fine when nothing was sealed. */
CHECKED enum status vault_forget(struct db *db, const struct actor *who, int64_t person_id);
#define VAULT_DESTROY "vault.destroy"
enum status vault_destroy(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at);

/* ---- files: sealed while they stream, in pieces of 64 KiB; never whole in memory. */
#define VAULT_PIECE 65536
struct vault_file; /* in the arena, which also wipes its key */

/* The file's head is written to fd, which stays the caller's (also to sync and close it). */
CHECKED enum status vault_file_seal(struct db *db, struct arena *a, int64_t person_id,
                                    struct str context, int fd, struct vault_file **ret);
CHECKED enum status vault_file_write(struct vault_file *f, struct str bytes); /* FULL: disk full */
/* Marks the end: a file without this mark was cut off and says so when it is read. */
CHECKED enum status vault_file_end(struct vault_file *f);

/* Statuses as vault_open. */
CHECKED enum status vault_file_open(struct db *db, struct arena *a, int64_t person_id,
                                    struct str context, int fd, struct vault_file **ret);
/* The next piece, borrowed until the next call; STR_NONE behind the last one. BROKEN: altered or cut off. What came before is
 * genuine, but whoever acts on the whole waits for the end. */
CHECKED enum status vault_file_read(struct vault_file *f, struct str *ret);

/* ---- looking after it: the master key is for us alone, every key is there and opens, those destroyed stay destroyed. What is
 * wrong is appended to ret, a line each. Changes nothing. */
CHECKED enum status vault_check(struct db *db, struct buf *ret);

#endif
