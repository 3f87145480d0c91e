/* The day of an invented class.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_demo.h"

#include "core/centre_calendar.h"
#include "features/follow_up/follow_up_parts.h"

static enum status put_blocks(struct db *db, struct arena *a, const struct follow_up_demo *d,
                              const struct follow_up_member_row_list *members, int64_t day_id)
{
    struct follow_up_agenda g;
    struct follow_up_entry *entries;
    struct follow_up_shelf shelf = follow_up_practice(a);
    size_t n;

    TRY(follow_up_entries(db, a, members, &entries, &n));
    follow_up_make(a, entries, n, &shelf, &g);
    for (size_t i = 0; i < g.n; i++)
        g.at[i].id = d->next_id(d->context, d->end_at);
    return follow_up_keep(db, day_id, &g);
}

enum status follow_up_demo(struct db *db, struct arena *a, const struct follow_up_demo *d,
                           int64_t *ret_class)
{
    struct follow_up_id_row class;
    struct follow_up_member_row_list members;
    struct follow_up_firsts firsts;
    struct follow_up_window w;
    struct calendar calendar;
    int64_t day_id = d->next_id(d->context, d->end_at);

    *ret_class = 0;
    enum status found = q_follow_up_class_of_person(db, a, d->newcomer_id, &class);
    if (found != OK)
        return found == MISSING ? OK : found;
    TRY(q_follow_up_class_members(db, a, class.id, &members));
    TRY(centre_calendar(db, a, d->centre_id, d->zone, &calendar));
    firsts = follow_up_firsts_of(a, d->zone, &members);
    if (!follow_up_window(a, &calendar, firsts.at, firsts.n, &w))
        return OK;
    TRY(q_follow_up_day_insert(db, day_id, d->centre_id, class.id, w.day, FOLLOW_UP_FROM,
                               d->end_at));
    TRY(put_blocks(db, a, d, &members, day_id));
    *ret_class = class.id;
    return OK;
}
