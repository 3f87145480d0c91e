/* A centre's day: what is over is closed, who is due is asked, and once reminded. By one job per centre, at nine on working days;
 * its times say nothing of an answer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_parts.h"

#include "base/clock.h"
#include "core/centre_calendar.h"
#include "features/notify/notify.h"

#define MORNING_MS (9 * HOUR_MS) /* of the wall day */

struct day {
    struct db *db;
    struct arena *a;
    int64_t centre_id, version;
    const struct zone *zone;
    int32_t today;
};

/* ---- closing */

/* In a room that goes on, whoever's time is over leaves: nobody needs to know any more that they have answered. */
static enum status let_leave(const struct day *d, const struct pulses_room_row *room)
{
    struct pulses_id_row_list open;
    struct pulses_room_row now;
    struct pulses_tally t;
    size_t n = 0;
    int64_t is_there;

    TRY(q_pulses_room_lock(d->db, room->id, &is_there));
    TRY(q_pulses_room(d->db, d->a, room->id, &now));
    TRY(pulses_tally_open(d->db, d->a, &now, &t));
    TRY(q_pulses_asked_open(d->db, d->a, now.id, d->today, &open));
    for (size_t i = 0; i < t.n_spent; i++)
        for (size_t k = 0; k < open.n; k++)
            if (open.at[k].id == t.spent[i])
                t.spent[n++] = open.at[k].id;
    t.n_spent = n;
    TRY(q_pulses_asked_leave(d->db, now.id, d->today));
    return pulses_tally_seal(d->db, d->a, now.centre_id, now.id, &t);
}

static enum status close_rooms(const struct day *d)
{
    struct pulses_room_row_list over, open;

    TRY(q_pulses_rooms_over(d->db, d->a, d->centre_id, d->today, &over));
    for (size_t i = 0; i < over.n; i++)
        TRY(pulses_room_close(d->db, d->a, &over.at[i], d->today));
    TRY(q_pulses_rooms_open(d->db, d->a, d->centre_id, d->today, &open));
    for (size_t i = 0; i < open.n; i++)
        TRY(let_leave(d, &open.at[i]));
    return OK;
}

/* ---- asking */

static struct pulses_labels labels_of(const struct pulses_due_row *r)
{
    return (struct pulses_labels){
        {r->team_id, r->class_id, pulses_quarter((int32_t)r->start_day), r->profile}};
}

static enum status put_into(const struct day *d, int64_t moment, int64_t room_id,
                            const struct pulses_due_row *r)
{
    int64_t closes = moment == PULSES_EXIT ? r->left_day : d->today + PULSES_OPEN_DAYS;

    if (r->left_day != 0 && closes > r->left_day)
        closes = r->left_day;
    TRY(q_pulses_asked_insert(d->db, r->run_id, moment, r->person_id, room_id, d->today, closes));
    return notify_person(
        d->db, d->a, r->person_id, NOTICE_ORDINARY, T_NOTICE_PULSES_ASKED, STR("/pulse"),
        arena_printf(d->a, "pulses %lld %lld", (long long)r->run_id, (long long)moment));
}

/* Sealed anew, so that it looks the same whether anybody has answered yet. */
static enum status seal(const struct day *d, int64_t room_id)
{
    struct pulses_room_row room;
    struct pulses_tally t;

    TRY(q_pulses_room(d->db, d->a, room_id, &room));
    TRY(pulses_tally_open(d->db, d->a, &room, &t));
    return pulses_tally_seal(d->db, d->a, d->centre_id, room_id, &t);
}

static enum status make_rooms(const struct day *d, int64_t moment,
                              const struct pulses_labels *labels, size_t n, int64_t *ret_ids)
{
    for (size_t i = 0; i < n; i++)
        TRY(pulses_room_make(d->db, d->centre_id, moment, d->version, &labels[i], false, d->today,
                             d->today, &ret_ids[i]));
    return OK;
}

static enum status ask(const struct day *d, int64_t moment,
                       const struct pulses_due_row_list *people)
{
    struct pulses_labels *labels = arena_array(d->a, struct pulses_labels, people->n + 1),
                         *of_rooms = arena_array(d->a, struct pulses_labels, people->n + 1);
    int64_t *room = arena_array(d->a, int64_t, people->n + 1),
            *ids = arena_array(d->a, int64_t, people->n + 1);

    for (size_t i = 0; i < people->n; i++)
        labels[i] = labels_of(&people->at[i]);
    size_t n = pulses_rooms(labels, people->n, room, of_rooms);
    TRY(make_rooms(d, moment, of_rooms, n, ids));
    for (size_t i = 0; i < people->n; i++) {
        int64_t id = room[i] >= 0 ? ids[room[i]] : 0;
        int64_t quarter = moment == PULSES_EXIT ? PULSES_MIXED : labels[i].of[PULSES_QUARTER];

        if (id == 0)
            TRY(pulses_room_waiting(d->db, d->a, d->centre_id, moment, d->version, quarter,
                                    d->today, &id));
        TRY(put_into(d, moment, id, &people->at[i]));
        TRY(seal(d, id));
    }
    return OK;
}

/* The latest first: nobody has two open. */
static enum status ask_all(const struct day *d)
{
    struct pulses_due_row_list people;

    TRY(q_pulses_leaving(d->db, d->a, d->centre_id, PULSES_EXIT, d->today,
                         d->today + PULSES_EXIT_DAYS, PULSES_PEOPLE_MOST, &people));
    TRY(ask(d, PULSES_EXIT, &people));
    for (int64_t m = PULSES_EXIT - 1; m >= 0; m--) {
        int64_t last = d->today - pulses_moment_day(m);

        TRY(q_pulses_due(d->db, d->a, d->centre_id, m, last - PULSES_LATE_DAYS, last, d->today,
                         PULSES_PEOPLE_MOST, &people));
        TRY(ask(d, m, &people));
    }
    return OK;
}

static enum status remind(const struct day *d)
{
    struct pulses_remind_row_list people;

    TRY(q_pulses_to_remind(d->db, d->a, d->centre_id, d->today - PULSES_AGAIN_DAYS, d->today,
                           &people));
    for (size_t i = 0; i < people.n; i++) {
        const struct pulses_remind_row *r = &people.at[i];

        TRY(q_pulses_reminded(d->db, r->run_id, r->moment));
        TRY(notify_person(d->db, d->a, r->person_id, NOTICE_ORDINARY, T_NOTICE_PULSES_AGAIN,
                          STR("/pulse"),
                          arena_printf(d->a, "pulses.again %lld %lld", (long long)r->run_id,
                                       (long long)r->moment)));
    }
    return OK;
}

/* ---- the jobs */

enum status pulses_day(struct db *db, struct arena *a, const struct job *job, int64_t *ret_again_at)
{
    struct day d = {.db = db, .a = a, .centre_id = job->object_id};
    struct calendar c;

    TRY(pulses_today(db, a, d.centre_id, &d.zone, &d.today));
    TRY(centre_calendar(db, a, d.centre_id, d.zone, &c));
    *ret_again_at = calendar_wall(d.zone, calendar_day_after(&c, d.today), MORNING_MS);
    if (!calendar_is_working_day(&c, d.today))
        return OK;
    TRY(pulses_version_now(db, a, d.centre_id, &d.version));
    TRY(close_rooms(&d));
    TRY(remind(&d));
    return ask_all(&d);
}

enum status pulses_look(struct db *db, struct arena *a, const struct job *job,
                        int64_t *ret_again_at)
{
    struct pulses_centre_row_list centres;

    (void)job;
    (void)ret_again_at;
    TRY(q_pulses_centres(db, a, &centres));
    for (size_t i = 0; i < centres.n; i++) {
        const struct zone *zone;
        struct calendar c;

        TRY(zone_find(centres.at[i].zone, &zone));
        TRY(centre_calendar(db, a, centres.at[i].id, zone, &c));
        TRY(job_put(db, PULSES_DAY, centres.at[i].id, STR(""),
                    calendar_next_moment(&c, clock_now())));
    }
    return OK;
}
