/* Inside harassment: what its rules share.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_PARTS_H
#define HARASSMENT_HARASSMENT_PARTS_H

#include "features/harassment/harassment.h"

/* Texts are sealed for the employee and bound to their row: "harassment_case.story/4711". */
CHECKED enum status harassment_seal(struct db *db, struct arena *a, int64_t person_id,
                                    const char *place, int64_t id, struct str plain,
                                    struct str *ret);
/* What does not open is STR_NONE, and said in the case. */
CHECKED enum status harassment_unseal(struct db *db, struct arena *a, struct harassment_case *k,
                                      const char *place, int64_t id, struct str *text);

/* The case without a look being written, and without opening its texts: for what changes it. */
CHECKED enum status harassment_find_to_change(struct db *db, struct arena *a,
                                              const struct actor *who, int64_t id,
                                              struct harassment_case *ret);

/* Entry of the chain, and the audit row that goes with it. In a transaction. */
CHECKED enum status harassment_act(struct db *db, struct arena *a, const struct actor *who,
                                   int64_t case_id, enum harassment_act act, int64_t object_id,
                                   struct str detail);
/* What the chain says of a row: it covers what is stored, sealed as it is. */
struct str harassment_hash(struct arena *a, const struct str *parts, size_t n);
struct str harassment_case_print(struct arena *a, const struct harassment_case_row *k);
struct str harassment_place_print(struct arena *a, const struct harassment_place_row *p);
struct str harassment_file_print(struct arena *a, const struct harassment_file_row *f);

/* Steps. place_id 0: of the whole case. */
CHECKED enum status harassment_steps_add(struct db *db, struct arena *a,
                                         const struct harassment_case_row *k, int64_t place_id,
                                         int64_t platform, int64_t occurred_at);
CHECKED enum status harassment_step_add(struct db *db, struct arena *a,
                                        const struct harassment_case_row *k, int64_t place_id,
                                        enum harassment_step_kind kind, int64_t occurred_at);
/* Ends the open one of this kind, when there is one: what was done ends its step. */
CHECKED enum status harassment_step_done(struct db *db, struct arena *a, const struct actor *who,
                                         int64_t case_id, enum harassment_step_kind kind);
CHECKED enum status harassment_reopen(struct db *db, struct arena *a, const struct actor *who,
                                      const struct harassment_case_row *k);

/* Evidence on the disk. */
struct str harassment_file_path(struct arena *a, int64_t file_id);
/* SHA-256 in hex of what lies there; MISSING when nothing does. */
CHECKED enum status harassment_disk_hash(struct arena *a, int64_t file_id, struct str *ret);
bool harassment_disk_has(struct arena *a, int64_t file_id);
CHECKED enum status harassment_disk_strays(struct db *db, struct arena *a, int64_t older_than_ms,
                                           bool remove, size_t *ret_n);

#define HARASSMENT_LOOK_AGAIN_MS (15 * MINUTE_MS)
#define HARASSMENT_WATCH_FIRST_MS (14 * DAY_MS)
#define HARASSMENT_WATCH_NEXT_MS (30 * DAY_MS)

#endif
