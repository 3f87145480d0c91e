/* Audit rows and outbox rows; both only inside the transaction of the change they tell of.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/audit.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/jobs.h"
#include "core_sql.h"

static const char *const action_words[] = {
#define X(name, word) word,
    AUDIT_ACTIONS(X)
#undef X
};

static const char *const event_words[] = {
#define X(name, word) word,
    EVENTS(X)
#undef X
};

struct str audit_word(enum audit_action action)
{
    return str_of(action_words[action]);
}

enum status audit(struct db *db, const struct actor *who, enum audit_action action,
                  int64_t object_id, struct str detail)
{
    must(db_in_tx(db));
    return q_core_audit_insert(db, id_new(), clock_now(), who->person_id, audit_word(action),
                               object_id, detail.p ? detail : STR(""));
}

enum status announce_about(struct db *db, enum event event, int64_t object_id, struct str detail)
{
    must(db_in_tx(db));
    TRY(q_core_event_insert(db, id_new(), clock_now(), str_of(event_words[event]), object_id));
    for (size_t i = 0; i < all_listeners_n; i++)
        if (all_listeners[i].event == event)
            TRY(job_put(db, all_listeners[i].job_kind, object_id, detail, clock_now()));
    return OK;
}

enum status announce(struct db *db, enum event event, int64_t object_id)
{
    return announce_about(db, event, object_id, STR(""));
}
