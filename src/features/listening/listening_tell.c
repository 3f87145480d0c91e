/* What every change writes: the audit, the other one's notice, open pages, and the calendars of the two. Texts name nobody.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/live.h"
#include "core/refuse.h"
#include "features/invitations/invitations.h"
#include "features/listening/listening_parts.h"
#include "features/notify/notify.h"

#define INVITATION_KIND "listening"

static struct str page_of(struct arena *a, int64_t id)
{
    return arena_printf(a, "/listening/%lld", (long long)id);
}

/* What was asked of nobody by name is told to all who may take it up. */
static enum status tell_askable(struct db *db, struct arena *a, const struct actor *who,
                                const struct listening_row *r, enum text_key notice,
                                struct str dedupe)
{
    struct listening_holder_row_list people;

    TRY(listening_askable(db, a, who, &people));
    for (size_t i = 0; i < people.n; i++)
        TRY(notify_person(db, a, people.at[i].id, NOTICE_ORDINARY, notice, page_of(a, r->id),
                          dedupe));
    return OK;
}

static enum status tell_other(struct db *db, struct arena *a, const struct actor *who,
                              const struct listening_row *r, enum text_key notice)
{
    int64_t other = who->person_id == r->employee_id ? r->listener_id : r->employee_id;
    struct str dedupe =
        arena_printf(a, "listening %lld %lld", (long long)r->id, (long long)r->changes);

    if (other == 0)
        return r->state == LISTENING_ASKED ? tell_askable(db, a, who, r, notice, dedupe) : OK;
    return notify_person(db, a, other, NOTICE_ORDINARY, notice, page_of(a, r->id), dedupe);
}

enum status listening_done(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           int64_t changed, const char *what, enum text_key notice)
{
    struct listening_row r;

    if (changed == 0)
        return refuse(CONFLICT, T_LISTENING_CHANGED_MEANWHILE);
    TRY(q_listening_get(db, a, id, &r));
    TRY(audit(db, who, AUDIT_LISTENING_CHANGED, id, str_of(what)));
    TRY(live_tell(db, r.employee_id, LIVE_LISTENING, id));
    if (r.listener_id != 0)
        TRY(live_tell(db, r.listener_id, LIVE_LISTENING, id));
    return notice == T_NONE ? OK : tell_other(db, a, who, &r, notice);
}

/* It stands in the calendars of the two as long as both have said yes to it; one that was held stays there. */
enum status listening_invite(struct db *db, struct arena *a, int64_t id)
{
    struct listening_row r;

    TRY(q_listening_get(db, a, id, &r));
    if (r.state == LISTENING_STOPPED)
        return OK;
    if (r.state != LISTENING_BOOKED)
        return invitation_cancel(db, a, STR(INVITATION_KIND), id);
    const int64_t people[] = {r.employee_id, r.listener_id};
    const struct invitation i = {.kind = STR(INVITATION_KIND),
                                 .object_id = id,
                                 .centre_id = r.centre_id,
                                 .starts_at = r.starts_at,
                                 .ends_at = r.starts_at + r.minutes * MINUTE_MS,
                                 .title_da = text(LANG_DA, T_LISTENING_CALENDAR_TITLE),
                                 .title_en = text(LANG_EN, T_LISTENING_CALENDAR_TITLE),
                                 .text_da = text(LANG_DA, T_LISTENING_CALENDAR_TEXT),
                                 .text_en = text(LANG_EN, T_LISTENING_CALENDAR_TEXT),
                                 .place = STR(""),
                                 .path = page_of(a, id),
                                 .people = people,
                                 .n_people = 2};
    return invitation_put(db, a, &i);
}
