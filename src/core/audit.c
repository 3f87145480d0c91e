/* Audit rows and outbox rows; both only inside the transaction of the change they tell of.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/audit.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit_chain_parts.h"
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
    struct audit_row row = {.id = id_new(),
                            .at = clock_now(),
                            .person_id = who->person_id,
                            .action = audit_word(action),
                            .object_id = object_id,
                            .detail = detail.p ? detail : STR("")};

    must(db_in_tx(db));
    audit_remember(&row);
    return q_core_audit_insert(db, row.id, row.at, row.person_id, row.action, row.object_id,
                               row.detail);
}

enum status announce(struct db *db, enum event event, int64_t object_id)
{
    return announce_word(db, event, object_id, STR(""));
}

enum status announce_word(struct db *db, enum event event, int64_t object_id, struct str word)
{
    must(db_in_tx(db));
    TRY(q_core_event_insert(db, id_new(), clock_now(), str_of(event_words[event]), object_id));
    for (size_t i = 0; i < all_listeners_n; i++)
        if (all_listeners[i].event == event)
            TRY(job_put(db, all_listeners[i].job_kind, object_id, word, clock_now()));
    return OK;
}
