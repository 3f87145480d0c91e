/* Writing notices and reading them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/calendar.h"
#include "core/live.h"
#include "core/refuse.h"
#include "core/wake.h"

const char *const notice_level_words[] = {"ordinary", "statutory", "acute", NULL};

/* ---- quiet hours */

static bool is_quiet(int64_t minute, int64_t from, int64_t to)
{
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/* The night the clocks go back, the end may come twice: what is quiet then waits for the next one that comes. */
int64_t notify_quiet_end(const struct zone *zone, int64_t from, int64_t to, int64_t at_ms)
{
    struct local_time t = zone_local(zone, at_ms), wall;
    int32_t day = zone_day(zone, at_ms);
    int64_t minute = t.hour * 60 + t.minute, end;

    if (!is_quiet(minute, from, to))
        return at_ms;
    if (minute >= to)
        day++;
    end = calendar_wall(zone, day, to * MINUTE_MS);
    if (end > at_ms)
        return end;
    wall = day_date(day);
    wall.hour = (int)(to / 60);
    wall.minute = (int)(to % 60);
    end = zone_utc_last(zone, wall);
    return end > at_ms ? end : at_ms;
}

/* ---- writing */

/* A letter may still be for somebody who has left (features/invitations). */
static enum status send_out(struct db *db, struct arena *a, int64_t notice_id, int64_t person_id,
                            enum notice_level level, int64_t letter)
{
    struct notify_person_row person;
    struct notify_open_row_list open;
    const struct zone *zone;
    int64_t send_at = clock_now();

    TRY(q_notify_person_find(db, a, person_id, &person));
    TRY(q_notify_open_channels(db, a, person_id, &open));
    if (open.n == 0)
        return OK;
    TRY(zone_find(person.zone, &zone));
    if (letter == 0 && person.left_day != 0 && person.left_day < zone_day(zone, clock_now()))
        return OK;
    if (level == NOTICE_ORDINARY && person.has_quiet)
        send_at = notify_quiet_end(zone, person.from_minute, person.to_minute, send_at);
    for (size_t i = 0; i < open.n; i++)
        TRY(q_notify_delivery_insert(db, id_new(), notice_id, person_id, open.at[i].channel,
                                     open.at[i].target_id, clock_now(), send_at));
    return wake_tell(db, WAKE_SENDING);
}

static enum status tell(struct db *db, struct arena *a, int64_t person_id, enum notice_level level,
                        enum text_key key, struct str path, struct str dedupe, int64_t letter)
{
    struct notify_person_row person;
    int64_t id = id_new(), changed = 0;

    must(db_in_tx(db));
    must(path.n > 0 && path.p[0] == '/');
    TRY(q_notify_person_find(db, a, person_id, &person));
    TRY(q_notify_insert(db, id, person_id, dedupe, clock_now(), level, str_of(text_key_names[key]),
                        path, letter, &changed));
    if (changed == 0)
        return OK;
    TRY(live_tell(db, person_id, LIVE_INBOX, id));
    return send_out(db, a, id, person_id, level, letter);
}

enum status notify_person(struct db *db, struct arena *a, int64_t person_id,
                          enum notice_level level, enum text_key key, struct str path,
                          struct str dedupe)
{
    return tell(db, a, person_id, level, key, path, dedupe, 0);
}

enum status notify_letter(struct db *db, struct arena *a, int64_t person_id,
                          enum notice_level level, enum text_key key, struct str path,
                          struct str dedupe, int64_t letter)
{
    must(letter != 0);
    return tell(db, a, person_id, level, key, path, dedupe, letter);
}

enum status notify_role(struct db *db, struct arena *a, enum role role, int64_t team_id,
                        int64_t centre_id, const int64_t except[2], enum notice_level level,
                        enum text_key key, struct str path, struct str dedupe)
{
    struct notify_holder_row_list holders;

    TRY(q_notify_role_holders(db, a, role, team_id, centre_id, clock_now() / DAY_MS, &holders));
    for (size_t i = 0; i < holders.n; i++) {
        int64_t person_id = holders.at[i].person_id;

        if (person_id != except[0] && person_id != except[1])
            TRY(notify_person(db, a, person_id, level, key, path, dedupe));
    }
    return OK;
}

enum status notify_over(struct db *db, struct str beginning)
{
    must(db_in_tx(db));
    must(beginning.n > 0);
    return q_notify_over(db, beginning, clock_now());
}

/* ---- the inbox */

enum status notify_inbox(struct db *db, struct arena *a, const struct actor *who, int64_t before,
                         int64_t at_most, struct notice_list *ret)
{
    return q_notify_inbox(db, a, who->person_id, before, at_most, ret);
}

enum status notify_unread_count(struct db *db, struct arena *a, const struct actor *who,
                                int64_t *ret)
{
    struct notify_count_row row;

    TRY(q_notify_unread(db, a, who->person_id, &row));
    *ret = row.n;
    return OK;
}

enum status notify_mark_read(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct notice *ret)
{
    struct notice found;
    DB_TX(tx, db);

    TRY(q_notify_read(db, id, who->person_id, clock_now()));
    TRY(q_notify_one(db, a, id, who->person_id, &found));
    TRY(live_tell(db, who->person_id, LIVE_INBOX, id));
    TRY(db_commit(&tx));
    *ret = found;
    return OK;
}

enum status notify_mark_all_read(struct db *db, const struct actor *who, int64_t up_to)
{
    DB_TX(tx, db);

    TRY(q_notify_read_all(db, who->person_id, up_to, clock_now()));
    TRY(live_tell(db, who->person_id, LIVE_INBOX, 0));
    return db_commit(&tx);
}

enum text_key notice_key(struct str name)
{
    for (int k = T_NONE + 1; k < T_N; k++)
        if (str_eq(name, str_of(text_key_names[k])))
            return (enum text_key)k;
    return T_NOTICE_GENERAL;
}

/* ---- the log */

enum status notify_log(struct db *db, struct arena *a, const struct actor *who, int64_t at_most,
                       struct notify_log_row_list *ret)
{
    return q_notify_log(db, a, who->person_id, at_most, ret);
}

enum status notify_totals(struct db *db, struct arena *a, const struct actor *who, int64_t since,
                          struct notify_totals *ret)
{
    if (!may(who, PERM_PEOPLE_MANAGE))
        return fail(DENIED, "counts of messages are for the administrator");
    return q_notify_totals(db, a, since, ret);
}

enum status notify_has_dead(struct db *db, struct arena *a, int64_t person_id, bool *ret)
{
    struct notify_count_row row;

    TRY(q_notify_dead_any(db, a, person_id, &row));
    *ret = row.n > 0;
    return OK;
}

enum status notify_sending(struct db *db, struct arena *a,
                           struct notify_sending ret[NOTICE_CHANNEL_N])
{
    struct notify_stand_row_list rows;

    TRY(q_notify_stand(db, a, clock_now(), &rows));
    for (size_t i = 0; i < rows.n; i++)
        ret[rows.at[i].channel] = (struct notify_sending){
            rows.at[i].due_since, rows.at[i].failing_since, rows.at[i].sent_at};
    return OK;
}

enum status notify_set_back(struct db *db, int64_t by_ms, int64_t near_at)
{
    return q_notify_set_back(db, by_ms, near_at);
}
