/* Cards: good answers, kept, owned, looked at again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define REMIND_HOUR 8
#define REMIND_AGAIN_MS (30 * DAY_MS)

/* ---- who has it */

enum status asking_owners(struct db *db, struct arena *a, const struct actor *who, int64_t has_it,
                          struct asking_owner_row_list *ret)
{
    struct asking_owner_row_list rows, list;

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(q_asking_owners(db, a, who->centre_id, clock_now() / DAY_MS, &rows));
    list = (struct asking_owner_row_list){arena_array(a, struct asking_owner_row, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct asking_owner_row *r = &rows.at[i];

        if (r->role < 0 || r->role >= ROLE_N ||
            access_reach((enum role)r->role, PERM_ASK) == REACH_NONE)
            continue;
        if (r->person_id != who->person_id && r->person_id != has_it &&
            !may_reach(who, PERM_ASK_SET, r->person_id, r->team_id))
            continue;
        if (list.n == 0 || list.at[list.n - 1].person_id != r->person_id)
            list.at[list.n++] = *r;
    }
    *ret = list;
    return OK;
}

static enum status check_owner(struct db *db, struct arena *a, const struct actor *who,
                               int64_t has_it, int64_t owner_id)
{
    struct asking_owner_row_list owners;

    TRY(asking_owners(db, a, who, has_it, &owners));
    for (size_t i = 0; i < owners.n; i++)
        if (owners.at[i].person_id == owner_id)
            return OK;
    return refuse(INVALID, T_ASKING_NO_OWNER);
}

bool asking_card_is_own(const struct actor *who, const struct asking_card_row *card)
{
    return who->person_id == card->owner_id || may(who, PERM_ASK_SET);
}

/* ---- reading */

enum status asking_card_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct asking_card_row *ret)
{
    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    return q_asking_card(db, a, id, who->centre_id, ret);
}

enum status asking_cards(struct db *db, struct arena *a, const struct actor *who,
                         struct asking_card_row_list *ret)
{
    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    return q_asking_cards(db, a, who->centre_id, ret);
}

enum status asking_unclear_of(struct db *db, struct arena *a, const struct actor *who,
                              const struct asking_card_row *card,
                              struct asking_unclear_row_list *ret)
{
    struct asking_unclear_row_list none = {0};

    if (asking_card_is_own(who, card))
        return q_asking_unclear(db, a, card->id, ret);
    *ret = none;
    return OK;
}

/* ---- writing */

static enum status check(const struct asking_card_entry *e)
{
    TRY(asking_is_valid(e->title, ASKING_TITLE_MAX));
    TRY(asking_is_valid(e->body, ASKING_BODY_MAX));
    if (e->review_day != 0 && e->review_day < clock_now() / DAY_MS)
        return refuse(INVALID, T_ASKING_REVIEW_PAST);
    return OK;
}

static int64_t review_day_of(const struct asking_card_entry *e)
{
    return e->review_day != 0 ? e->review_day : clock_now() / DAY_MS + ASKING_REVIEW_DAYS;
}

static enum status remind(struct db *db, struct arena *a, int64_t centre_id, int64_t id,
                          int64_t review_day)
{
    struct asking_centre_row centre;
    const struct zone *zone;

    TRY(q_asking_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    return job_put(db, ASKING_REVIEW, id, STR(""),
                   zone_day_start(zone, (int32_t)review_day - ASKING_REMIND_DAYS) +
                       REMIND_HOUR * HOUR_MS);
}

enum status asking_card_make(struct db *db, struct arena *a, const struct actor *who,
                             const struct asking_card_entry *e, int64_t *ret_id)
{
    int64_t id = id_new(), owner = e->owner_id != 0 ? e->owner_id : who->person_id;
    DB_TX(tx, db);

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(check(e));
    TRY(check_owner(db, a, who, 0, owner));
    TRY(q_asking_card_insert(db, id, who->centre_id, e->title, e->body, owner, review_day_of(e),
                             clock_now(), who->person_id));
    TRY(asking_index(db, a, who->centre_id, ASKING_CARD, id, e->title, e->body));
    TRY(remind(db, a, who->centre_id, id, review_day_of(e)));
    TRY(audit(db, who, AUDIT_ASKING_CARD_CHANGED, id, STR("made")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

/* Others find it as everybody does, and are told that it is not theirs. */
static enum status own_card(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct asking_card_row *ret)
{
    TRY(asking_card_find(db, a, who, id, ret));
    if (!asking_card_is_own(who, ret))
        return refuse(DENIED, T_ASKING_NOT_YOURS);
    return OK;
}

enum status asking_card_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               const struct asking_card_entry *e)
{
    struct asking_card_row card;
    int64_t n, owner;
    DB_TX(tx, db);

    TRY(own_card(db, a, who, id, &card));
    TRY(check(e));
    owner = e->owner_id != 0 ? e->owner_id : card.owner_id;
    TRY(check_owner(db, a, who, card.owner_id, owner));
    TRY(q_asking_card_change(db, id, e->version, e->title, e->body, owner, review_day_of(e),
                             clock_now(), who->person_id, &n));
    if (n == 0)
        return refuse(CONFLICT, T_ASKING_CARD_CHANGED_MEANWHILE);
    TRY(q_asking_unclear_done(db, id));
    TRY(asking_index(db, a, who->centre_id, ASKING_CARD, id, e->title, e->body));
    TRY(remind(db, a, who->centre_id, id, review_day_of(e)));
    TRY(audit(db, who, AUDIT_ASKING_CARD_CHANGED, id, STR("changed")));
    return db_commit(&tx);
}

enum status asking_card_close(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct asking_card_row card;
    int64_t n;
    DB_TX(tx, db);

    TRY(own_card(db, a, who, id, &card));
    TRY(q_asking_card_close(db, id, clock_now(), who->person_id, &n));
    if (n == 0)
        return fail(MISSING, "closed by somebody else");
    TRY(q_asking_words_drop(db, ASKING_CARD, id));
    TRY(job_cancel(db, ASKING_REVIEW, id, STR_NONE));
    TRY(audit(db, who, AUDIT_ASKING_CARD_CHANGED, id, STR("closed")));
    return db_commit(&tx);
}

/* Who finds something unclear should not have to think about it: nobody is named, not even in the audit. */
enum status asking_unclear(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct str text)
{
    struct asking_card_row card;
    int64_t today = clock_now() / DAY_MS;
    DB_TX(tx, db);

    TRY(asking_card_find(db, a, who, id, &card));
    if (utf8_length(text) > ASKING_UNCLEAR_MAX)
        return refuse(TOO_LARGE, T_ASKING_TOO_LONG);
    TRY(q_asking_unclear_insert(db, asking_id(), id, text.p ? text : STR(""), today));
    TRY(audit(db, &actor_system, AUDIT_ASKING_UNCLEAR, id, STR("unclear")));
    TRY(notify_person(
        db, a, card.owner_id, NOTICE_ORDINARY, T_NOTICE_ASKING_UNCLEAR,
        arena_printf(a, "/ask/cards/%lld", (long long)id),
        arena_printf(a, "asking.unclear %lld %lld", (long long)id, (long long)today)));
    return db_commit(&tx);
}

/* ---- looking at it again */

enum status asking_review(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    const int64_t nobody[2] = {0, 0};
    struct asking_card_due_row card;
    struct asking_centre_row centre;
    const struct zone *zone;
    int64_t now = clock_now();

    TRY(q_asking_card_due(db, a, job->object_id, &card));
    TRY(q_asking_centre(db, a, card.centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    int64_t day_at = zone_day_start(zone, (int32_t)card.review_day) + REMIND_HOUR * HOUR_MS;
    bool late = now >= day_at;
    enum text_key key = late ? T_NOTICE_ASKING_REVIEW_LATE : T_NOTICE_ASKING_REVIEW;
    struct str path = arena_printf(a, "/ask/cards/%lld", (long long)job->object_id);
    struct str dedupe = arena_printf(a, "asking.review %lld %lld", (long long)job->object_id,
                                     (long long)(late ? now / DAY_MS : card.review_day));

    if (card.left_day != 0 && card.left_day < now / DAY_MS) /* somebody finds it a new owner */
        TRY(notify_role(db, a, ROLE_MANAGER, 0, card.centre_id, nobody, NOTICE_ORDINARY,
                        T_NOTICE_ASKING_OWNERLESS, path, dedupe));
    else
        TRY(notify_person(db, a, card.owner_id, NOTICE_ORDINARY, key, path, dedupe));
    *ret_again_at = late ? now + REMIND_AGAIN_MS : day_at;
    return OK;
}
