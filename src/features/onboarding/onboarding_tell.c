/* Who hears of it, in the transaction of the change; each once. Texts name nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/live.h"
#include "features/notify/notify.h"
#include "features/onboarding/onboarding_parts.h"

/* Their own page, that of who is beside them, and the lists of who has a part in it today. */
enum status onboarding_tell_pages(struct db *db, struct arena *a, int64_t run_id)
{
    static const enum onboarding_role parts[] = {ONBOARDING_BY_MENTOR, ONBOARDING_BY_IT,
                                                 ONBOARDING_BY_SAFETY};
    struct onboarding_run_row r;

    TRY(onboarding_run_now(db, a, run_id, &r));
    TRY(live_tell(db, r.person_id, LIVE_ONBOARDING, run_id));
    TRY(live_tell_all(db, r.centre_id, PERM_ONBOARDING_LEAD, LIVE_ONBOARDING, run_id));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct onboarding_people to;

        TRY(onboarding_holders(db, a, &r, parts[i], &to));
        TRY(live_tell_many(db, to.at, to.n, LIVE_ONBOARDING, run_id));
    }
    return OK;
}

enum status onboarding_tell_all(struct db *db, struct arena *a, const struct onboarding_people *to,
                                bool acute, enum text_key key, struct str path, struct str dedupe)
{
    for (size_t i = 0; i < to->n; i++)
        TRY(notify_person(db, a, to->at[i], acute ? NOTICE_ACUTE : NOTICE_ORDINARY, key, path,
                          dedupe));
    return OK;
}

enum status onboarding_tell_both(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                                 enum text_key key, struct str dedupe)
{
    struct onboarding_people leaders, mentors;
    struct str page = onboarding_page(a, r->id);

    TRY(onboarding_holders(db, a, r, ONBOARDING_BY_MENTOR, &mentors));
    TRY(onboarding_holders(db, a, r, ONBOARDING_BY_LEADER, &leaders));
    TRY(onboarding_tell_all(db, a, &mentors, false, key, page, dedupe));
    return onboarding_tell_all(db, a, &leaders, false, key, page, dedupe);
}
