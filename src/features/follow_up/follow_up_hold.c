/* Publishing the day and holding it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "features/invitations/invitations.h"

/* ---- calendars */

enum status follow_up_invite(struct db *db, struct arena *a, const struct follow_up *f)
{
    struct follow_up_sum sum = follow_up_sum_of(a, &f->agenda);
    int64_t *people = arena_array(a, int64_t, f->members.n + 1);
    const struct zone *zone;

    if (f->row.state < FOLLOW_UP_PUBLISHED)
        return OK;
    TRY(zone_find(f->row.zone, &zone));
    for (size_t i = 0; i < f->members.n; i++)
        people[i] = f->members.at[i].person_id;
    struct invitation i = {.kind = STR("follow_up_day"),
                           .object_id = f->row.id,
                           .centre_id = f->row.centre_id,
                           .starts_at = follow_up_starts_at(f, zone),
                           .title_da = text(LANG_DA, T_FOLLOW_UP_INVITE_TITLE),
                           .title_en = text(LANG_EN, T_FOLLOW_UP_INVITE_TITLE),
                           .text_da = text(LANG_DA, T_FOLLOW_UP_INVITE_TEXT),
                           .text_en = text(LANG_EN, T_FOLLOW_UP_INVITE_TEXT),
                           .place = f->row.place,
                           .path = arena_printf(a, "/follow-up/%lld", (long long)f->row.id),
                           .people = people,
                           .n_people = f->members.n};
    i.ends_at = i.starts_at + (sum.minutes > 0 ? sum.minutes : FOLLOW_UP_MINUTES) * MINUTE_MS;
    return invitation_put(db, a, &i);
}

/* ---- its course */

/* Those of the members who are not noted as away on the day. */
static enum status who_is_there(struct db *db, struct arena *a, const struct follow_up *f,
                                struct follow_up_member_row_list *ret)
{
    struct follow_up_id_row_list away;
    struct follow_up_member_row_list there = {
        arena_array(a, struct follow_up_member_row, f->members.n + 1), 0};

    TRY(q_follow_up_away(db, a, f->row.centre_id, f->row.day, &away));
    for (size_t i = 0; i < f->members.n; i++) {
        bool is_away = false;

        for (size_t k = 0; k < away.n; k++)
            is_away = is_away || away.at[k].id == f->members.at[i].person_id;
        if (!is_away)
            there.at[there.n++] = f->members.at[i];
    }
    *ret = there;
    return OK;
}

enum status follow_up_publish(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct follow_up f;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    if (!f.sum.fits)
        return refuse(CONFLICT, T_FOLLOW_UP_DOES_NOT_FIT);
    if (f.members.n == 0)
        return refuse(CONFLICT, T_FOLLOW_UP_NOBODY);
    TRY(q_follow_up_day_publish(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_FOLLOW_UP_IS_PUBLISHED_ALREADY);
    f.row.state = FOLLOW_UP_PUBLISHED;
    TRY(follow_up_invite(db, a, &f));
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, id, STR("published")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status follow_up_start(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct follow_up f;
    struct follow_up_member_row_list there;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    TRY(who_is_there(db, a, &f, &there));
    TRY(q_follow_up_day_start(db, id, clock_now(), who->person_id, (int64_t)there.n, &changed));
    if (changed == 0)
        return refuse(CONFLICT, f.row.state == FOLLOW_UP_PROPOSED ? T_FOLLOW_UP_NOT_PUBLISHED
                                                                  : T_FOLLOW_UP_HAS_STARTED);
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, id, STR("started")));
    return db_commit(&tx);
}

enum status follow_up_tick(struct db *db, struct arena *a, const struct actor *who,
                           int64_t block_id, bool done)
{
    struct follow_up f;
    struct follow_up_id_row day;
    DB_TX(tx, db);

    if (!may(who, PERM_FOLLOW_UP))
        return fail(DENIED, "has no class");
    TRY(q_follow_up_block_day(db, a, block_id, &day));
    TRY(follow_up_for_leader(db, a, who, day.id, &f));
    if (f.row.state != FOLLOW_UP_RUNNING)
        return refuse(CONFLICT, T_FOLLOW_UP_NOT_RUNNING);
    TRY(q_follow_up_block_done(db, block_id, done ? clock_now() : 0));
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, day.id, STR("block")));
    return db_commit(&tx);
}

enum status follow_up_hold(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct follow_up f;
    struct follow_up_member_row_list there;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    TRY(q_follow_up_day_hold(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_FOLLOW_UP_NOT_RUNNING);
    TRY(who_is_there(db, a, &f, &there));
    for (size_t i = 0; i < there.n; i++)
        TRY(announce_word(db, EVENT_MODULE_PASSED, there.at[i].person_id, STR(FOLLOW_UP_MODULE)));
    if (there.n < f.members.n) /* who was away gets another day */
        TRY(job_put(db, FOLLOW_UP_SEAT, f.row.centre_id, STR(""),
                    clock_now() + 2 * FOLLOW_UP_SETTLES_MS));
    TRY(follow_up_tell_learned(db, a, &f.row));
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, id, STR("held")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}
