/* Wakes a thread that waits for rows of its kind, as soon as they are committed, in every process that listens to the database
 * (db_tell). Whoever waits looks by itself now and then too: a word that was missed costs a second, never a row.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_WAKE_H
#define CORE_WAKE_H

#include "db/db.h"

#define WAKES(X) X(SENDING, "sending") /* messages that go out of the house */

enum wake {
#define X(name, word) WAKE_##name,
    WAKES(X)
#undef X
        WAKE_N
};

/* In a transaction. */
CHECKED enum status wake_tell(struct db *db, enum wake what);
/* From now on `fn` is called for it, from any thread; it must neither use the database nor wait. NULL: nobody waits; a call
 * that runs has ended then. */
void wake_use(enum wake what, void (*fn)(void));
/* What a listener of the database heard (store_listen); STR_NONE wakes everybody. Other words are let pass. */
void wake_hear(struct str word);

#endif
