/* Who hears of it, in the transaction of the change; each once. Texts name nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify.h"
#include "features/onboarding/onboarding_parts.h"

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
