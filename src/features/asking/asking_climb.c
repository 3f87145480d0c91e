/* Who is told while nobody answers; and, when its hour is over, forgetting what an anonymous question need not say any more.
 * One job per centre: a job of its own would say when each question was asked.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "features/duty/duty.h"
#include "features/help/help.h"
#include "features/notify/notify.h"

#define EXPERIENCED_DAYS 365

/* ---- when */

/* Runs on when there is nothing to do: a job that were put anew by a question would carry its time. */
static enum status next_at(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct asking_next_row next;
    int64_t at = clock_now() + DAY_MS;

    TRY(q_asking_next(db, a, centre_id, &next));
    if (next.due_at != 0 && next.due_at < at)
        at = next.due_at;
    if (next.leader_at != 0 && next.leader_at < at)
        at = next.leader_at;
    if (next.hour_at != 0 && next.hour_at + HOUR_MS < at)
        at = next.hour_at + HOUR_MS;
    *ret = at;
    return OK;
}

enum status asking_wake(struct db *db, struct arena *a, int64_t centre_id)
{
    int64_t at;

    TRY(next_at(db, a, centre_id, &at));
    return job_put(db, ASKING_CLIMB, centre_id, STR(""), at);
}

/* ---- whom */

struct told {
    int64_t *ids;
    size_t n;
};

static void add(struct told *t, int64_t person_id, int64_t not_person)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->ids[i] == person_id)
            return;
    if (person_id != not_person)
        t->ids[t->n++] = person_id;
}

struct floor {
    struct asking_person_row_list people;
    struct duty_person_list duty;
    int32_t today;
};

static enum status floor_of(struct db *db, struct arena *a, int64_t centre_id, struct floor *ret)
{
    struct asking_centre_row centre;
    const struct zone *zone;

    TRY(q_asking_centre(db, a, centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    ret->today = zone_day(zone, clock_now());
    TRY(q_asking_people(db, a, centre_id, ret->today, clock_now() - HELP_HERE_MS + 1,
                        &ret->people));
    return duty_now(db, a, centre_id, 0, &ret->duty);
}

static bool is_of_rung(const struct floor *f, const struct asking_person_row *p, int64_t rung)
{
    switch (rung) {
    case ASKING_ON_WATCH: /* nobody planned: who holds the role */
        return f->duty.n == 0 && p->role == ROLE_BACKUP_ON_CALL;
    case ASKING_SUPERVISORS:
        return p->role == ROLE_SUPERVISOR;
    default:
        return p->role == ROLE_MENTOR || p->role == ROLE_CALL_TRAINER ||
               (p->role == ROLE_AGENT && p->here && p->started_day != 0 &&
                p->started_day <= f->today - EXPERIENCED_DAYS);
    }
}

/* An anonymous asker is told as everybody else: who is left out would be known. */
static struct told of_rung(struct arena *a, const struct floor *f, int64_t rung, int64_t asked_by)
{
    struct told t = {arena_array(a, int64_t, f->people.n + f->duty.n), 0};

    for (size_t i = 0; rung == ASKING_ON_WATCH && i < f->duty.n; i++)
        if (!f->duty.at[i].shadow)
            add(&t, f->duty.at[i].person_id, asked_by);
    for (size_t i = 0; i < f->people.n; i++)
        if (is_of_rung(f, &f->people.at[i], rung))
            add(&t, f->people.at[i].person_id, asked_by);
    return t;
}

static bool is_on_duty(const struct floor *f, int64_t person_id)
{
    for (size_t i = 0; i < f->duty.n; i++)
        if (f->duty.at[i].person_id == person_id)
            return true;
    return false;
}

/* The leader on duty; nobody is: who leads the whole centre; nobody does: all who lead. */
static struct told leaders(struct arena *a, const struct floor *f, int64_t asked_by)
{
    struct told t = {arena_array(a, int64_t, f->people.n), 0};

    for (int wide = 0; wide < 3 && t.n == 0; wide++)
        for (size_t i = 0; i < f->people.n; i++) {
            const struct asking_person_row *p = &f->people.at[i];

            if (p->role == ROLE_MANAGER &&
                (wide == 2 || (wide == 1 ? p->team_id == 0 : is_on_duty(f, p->person_id))))
                add(&t, p->person_id, asked_by);
        }
    return t;
}

/* The notice leads to all open questions and names none: what it was for is not kept with its time. Who has the watch is told
 * also in quiet hours. */
static enum status tell(struct db *db, struct arena *a, const struct told *t,
                        const struct asking_question_row *q, enum notice_level level,
                        enum text_key key, const char *what)
{
    for (size_t i = 0; i < t->n; i++)
        TRY(notify_person(db, a, t->ids[i], level, key, STR("/ask"),
                          arena_printf(a, "asking.wait %.*s %s", STR_ARG(q->call_key), what)));
    return OK;
}

/* ---- one question */

static enum status climb_one(struct db *db, struct arena *a, const struct floor *f,
                             const struct asking_pace *pace, const struct asking_question_row *q)
{
    int64_t now = clock_now(), rung = q->rung, due_at = q->due_at, leader_at = q->leader_at;
    struct told t = {0};

    if (due_at != 0 && due_at <= now) {
        while (t.n == 0 && rung < ASKING_RUNG_N)
            t = of_rung(a, f, rung++, q->asked_by);
        TRY(tell(db, a, &t, q, rung == ASKING_ON_WATCH + 1 ? NOTICE_STATUTORY : NOTICE_ORDINARY,
                 T_NOTICE_ASKING_WAITS, "next"));
        due_at = rung < ASKING_RUNG_N ? asking_grid(now + pace->next_s * 1000) : 0;
        if (t.n == 0) /* nobody is there at all: the leader at once */
            leader_at = leader_at == 0 ? 0 : now;
    }
    if (leader_at != 0 && leader_at <= now) {
        t = leaders(a, f, q->asked_by);
        TRY(tell(db, a, &t, q, NOTICE_STATUTORY, T_NOTICE_ASKING_LEADER, "leader"));
        leader_at = 0;
    }
    return q_asking_climbed(db, q->id, rung, due_at, leader_at);
}

/* ---- what an hour leaves behind */

static enum status settle(struct db *db, struct arena *a, int64_t centre_id)
{
    struct asking_unsettled_row_list rows;

    TRY(q_asking_unsettled(db, a, centre_id, asking_hour(clock_now()), &rows));
    for (size_t i = 0; i < rows.n; i++)
        TRY(q_asking_settle(db, rows.at[i].id));
    if (rows.n == 0)
        return OK;
    return audit(db, &actor_system, AUDIT_ASKING_ANONYMOUS, centre_id,
                 arena_printf(a, "%lld asked", (long long)rows.n));
}

enum status asking_climb(struct db *db, struct arena *a, const struct job *job,
                         int64_t *ret_again_at)
{
    struct asking_question_row_list due;
    struct asking_pace pace;
    struct floor f;

    TRY(settle(db, a, job->object_id));
    TRY(q_asking_due(db, a, job->object_id, clock_now(), &due));
    if (due.n > 0) {
        TRY(floor_of(db, a, job->object_id, &f));
        TRY(asking_pace(db, a, job->object_id, &pace));
    }
    for (size_t i = 0; i < due.n; i++) {
        TRY(climb_one(db, a, &f, &pace, &due.at[i]));
        TRY(asking_changed(db, job->object_id, due.at[i].id));
    }
    return next_at(db, a, job->object_id, ret_again_at);
}

/* Times stay on their grid, so that none of them says more than before (docs/decisions/0023). */
enum status asking_set_back(struct db *db, int64_t by_ms, int64_t near_at)
{
    (void)near_at;
    return q_asking_set_back(db, by_ms / ASKING_GRID_MS * ASKING_GRID_MS);
}
