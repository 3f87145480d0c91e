/* Listening sessions of the invented centre: the newcomer with their mentor, and what a colleague asks for.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/listening/listening_demo.h"

#define HELD_DAYS 4
#define NEXT_DAYS 3

static int64_t next_id(void *context, int64_t at)
{
    return demo_id(context, at);
}

static int32_t open_after(int32_t day)
{
    while (!demo_is_open(day))
        day++;
    return day;
}

enum status demo_make_listening(struct demo *d)
{
    const struct demo_staff *newest = &d->staff[d->newest], *plain = &d->staff[d->plain];
    int32_t last = d->result.last_day;
    struct listening_demo l = {
        .centre_id = d->centre_id,
        .team_id = d->teams[newest->team].id,
        .newcomer_id = newest->id,
        .mentor_id = demo_mentor(d, (size_t)newest->team),
        .asker_id = d->plain != d->newest ? plain->id : 0,
        .asker_team_id = plain->team >= 0 ? d->teams[plain->team].id : 0,
        .held_at = demo_at(d, demo_open_before(last - HELD_DAYS + 1), 10 * 60 + 15),
        .next_at = demo_at(d, open_after(d->options.until_day + NEXT_DAYS), 13 * 60),
        .asked_at = demo_at(d, last, 9 * 60 + 20),
        .next_id = next_id,
        .context = d};

    if (l.mentor_id == 0 || newest->started_day > last - HELD_DAYS)
        return OK;
    return listening_demo(d->db, &l);
}
