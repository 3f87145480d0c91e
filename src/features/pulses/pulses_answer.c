/* Answering: what is said is added to the sums of a room; nothing is written that says who, what or when.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_parts.h"

#include "core/refuse.h"

/* When the next one comes: about that day, since it waits for a working day. */
static enum status find_next_day(struct db *db, struct arena *a, const struct actor *who,
                                 int32_t today, int64_t *ret)
{
    struct pulses_run_row run;
    enum status found = q_pulses_run(db, a, who->person_id, &run);

    *ret = 0;
    if (found == MISSING)
        return OK;
    TRY(found);
    for (int m = 0; m < PULSES_EXIT && *ret == 0; m++)
        if (run.start_day + pulses_moment_day(m) > today)
            *ret = run.start_day + pulses_moment_day(m);
    return OK;
}

static enum status look_at(struct db *db, struct arena *a, const struct pulses_open_row *open,
                           struct pulses_mine *m)
{
    struct pulses_room_row room;
    struct pulses_tally t;

    TRY(q_pulses_room(db, a, open->room_id, &room));
    TRY(pulses_tally_open(db, a, &room, &t));
    m->is_open = true;
    m->answered = pulses_tally_has(&t, open->run_id);
    m->moment = open->moment;
    m->closes_day = open->closes_day;
    return pulses_find(db, a, room.centre_id, room.version, &m->questions);
}

/* The first that is not answered; else the first. */
enum status pulses_mine(struct db *db, struct arena *a, const struct actor *who,
                        struct pulses_mine *ret)
{
    struct pulses_mine mine = {0};
    struct pulses_open_row_list open;
    const struct zone *zone;
    int32_t today;

    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "not signed in");
    TRY(pulses_today(db, a, who->centre_id, &zone, &today));
    TRY(q_pulses_open(db, a, who->person_id, today, &open));
    for (size_t i = open.n; i-- > 0;) {
        struct pulses_mine one = {0};

        TRY(look_at(db, a, &open.at[i], &one));
        if (!mine.is_open || mine.answered || !one.answered)
            mine = one;
    }
    TRY(find_next_day(db, a, who, today, &mine.next_day));
    *ret = mine;
    return OK;
}

static enum status check(const struct pulses_answers *answers)
{
    bool any = false;

    for (size_t i = 0; i < PULSES_QUESTIONS; i++) {
        int64_t said = answers->answer[i];

        if (said != 0 &&
            (said < PULSES_LOW || said > PULSES_HIGH || !pulses_is_asked(answers->moment, i)))
            return fail(INVALID, "no such answer");
        any = any || said != 0;
    }
    return any ? OK : refuse(INVALID, T_PULSES_SAY_ONE);
}

static void add(struct arena *a, struct pulses_tally *t, int64_t run_id,
                const struct pulses_answers *answers)
{
    int64_t *spent = arena_array(a, int64_t, t->n_spent + 1);

    for (size_t i = 0; i < t->n_spent; i++)
        spent[i] = t->spent[i];
    spent[t->n_spent++] = run_id;
    t->spent = spent;
    t->n_sheets++;
    for (size_t i = 0; i < PULSES_QUESTIONS; i++)
        if (answers->answer[i] != 0) {
            t->sums[i].n++;
            t->sums[i].sum += answers->answer[i];
        }
}

static enum status find_open(struct db *db, struct arena *a, const struct actor *who,
                             int64_t moment, struct pulses_open_row *ret)
{
    struct pulses_open_row_list open;
    const struct zone *zone;
    int32_t today;

    TRY(pulses_today(db, a, who->centre_id, &zone, &today));
    TRY(q_pulses_open(db, a, who->person_id, today, &open));
    for (size_t i = 0; i < open.n; i++)
        if (open.at[i].moment == moment) {
            *ret = open.at[i];
            return OK;
        }
    return refuse(CONFLICT, T_PULSES_NOT_OPEN);
}

enum status pulses_answer(struct db *db, struct arena *a, const struct actor *who,
                          const struct pulses_answers *answers)
{
    struct pulses_open_row open = {0};
    struct pulses_room_row room;
    struct pulses_tally t;
    int64_t is_there;
    DB_TX(tx, db);

    if (!may(who, PERM_SIGNED_IN))
        return fail(DENIED, "not signed in");
    TRY(check(answers));
    TRY(find_open(db, a, who, answers->moment, &open));
    TRY(q_pulses_room_lock(db, open.room_id, &is_there));
    if (is_there == 0)
        return refuse(CONFLICT, T_PULSES_NOT_OPEN);
    TRY(q_pulses_room(db, a, open.room_id, &room));
    TRY(pulses_tally_open(db, a, &room, &t));
    if (pulses_tally_has(&t, open.run_id))
        return refuse(CONFLICT, T_PULSES_ANSWERED_ALREADY);
    add(a, &t, open.run_id, answers);
    TRY(pulses_tally_seal(db, a, room.centre_id, room.id, &t));
    return db_commit(&tx);
}
