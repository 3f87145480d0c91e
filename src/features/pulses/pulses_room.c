/* Rooms: what is said in one is added up and sealed until it is over. Then it is told of, or poured into another.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/vault.h"

#define KEPT_NUMBERS (1 + 2 * PULSES_QUESTIONS) /* before the plans */
#define NUMBER_WIDTH 20 /* every one the same: the length of what is sealed says nothing of them */
#define CLOSED_MOST 7   /* days in a row without work, after which rooms are closed */

/* ---- what a room holds */

static struct str place_of(struct arena *a, int64_t room_id)
{
    return arena_printf(a, "pulse_room.sealed/%lld", (long long)room_id);
}

static enum status read_number(struct str *rest, int64_t *ret)
{
    struct str one;

    if (!str_cut(rest, ' ', &one))
        return fail(BROKEN, "a room's sums end too early");
    while (one.n > 1 && one.p[0] == '0')
        one = str_sub(one, 1, one.n);
    if (!str_int64(one, ret))
        return fail(BROKEN, "a room's sums are no numbers");
    return OK;
}

enum status pulses_tally_open(struct db *db, struct arena *a, const struct pulses_room_row *room,
                              struct pulses_tally *ret)
{
    struct pulses_tally t = {0};
    struct str plain;

    *ret = t;
    if (room->sealed.n == 0)
        return OK;
    TRY(vault_open(db, a, room->centre_id, place_of(a, room->id), room->sealed, &plain));
    TRY(read_number(&plain, &t.n_sheets));
    for (int i = 0; i < PULSES_QUESTIONS; i++) {
        TRY(read_number(&plain, &t.sums[i].n));
        TRY(read_number(&plain, &t.sums[i].sum));
    }
    t.spent = arena_array(a, int64_t, plain.n / NUMBER_WIDTH + 1);
    while (plain.n > 0) {
        int64_t run_id;

        TRY(read_number(&plain, &run_id));
        if (run_id != 0)
            t.spent[t.n_spent++] = run_id;
    }
    *ret = t;
    return OK;
}

static void sort(int64_t *at, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int64_t one = at[i];
        size_t to = i;

        for (; to > 0 && at[to - 1] > one; to--)
            at[to] = at[to - 1];
        at[to] = one;
    }
}

enum status pulses_tally_seal(struct db *db, struct arena *a, int64_t centre_id, int64_t room_id,
                              const struct pulses_tally *t)
{
    struct buf plain = buf_new(a, 1000);
    struct pulses_n_row asked;
    struct str sealed;

    TRY(q_pulses_room_size(db, a, room_id, &asked));
    sort(t->spent, t->n_spent);
    buf_digits(&plain, t->n_sheets, NUMBER_WIDTH);
    for (int i = 0; i < PULSES_QUESTIONS; i++) {
        buf_char(&plain, ' ');
        buf_digits(&plain, t->sums[i].n, NUMBER_WIDTH);
        buf_char(&plain, ' ');
        buf_digits(&plain, t->sums[i].sum, NUMBER_WIDTH);
    }
    for (size_t i = 0; i < t->n_spent || i < (size_t)asked.n; i++) {
        buf_char(&plain, ' ');
        buf_digits(&plain, i < t->n_spent ? t->spent[i] : 0, NUMBER_WIDTH);
    }
    TRY(vault_seal(db, a, centre_id, place_of(a, room_id), buf_str(&plain), &sealed));
    return q_pulses_room_seal(db, room_id, sealed);
}

bool pulses_tally_has(const struct pulses_tally *t, int64_t run_id)
{
    for (size_t i = 0; i < t->n_spent; i++)
        if (t->spent[i] == run_id)
            return true;
    return false;
}

/* ---- making them */

/* Positive and random: says nothing of when it was made. */
static int64_t random_id(void)
{
    int64_t id = 0;

    while (id == 0) {
        random_bytes(&id, sizeof id);
        id &= INT64_MAX;
    }
    return id;
}

static int64_t known(int64_t label)
{
    return label == PULSES_MIXED ? 0 : label;
}

enum status pulses_room_make(struct db *db, int64_t centre_id, int64_t moment, int64_t version,
                             const struct pulses_labels *labels, bool waits, int32_t takes_until,
                             int32_t today, int64_t *ret_id)
{
    int64_t id = random_id();

    TRY(q_pulses_room_insert(db, id, centre_id, moment, version, known(labels->of[PULSES_TEAM]),
                             known(labels->of[PULSES_CLASS]), known(labels->of[PULSES_QUARTER]),
                             labels->of[PULSES_PROFILE] + 1, waits, takes_until, today));
    *ret_id = id;
    return OK;
}

static int32_t quarter_after(int32_t day)
{
    return pulses_quarter(pulses_quarter(day) + 95); /* a quarter has 90 to 92 days */
}

int32_t pulses_quarter(int32_t day)
{
    struct local_time t = day_date(day);

    return day_number(t.year, (t.month - 1) / 3 * 3 + 1, 1);
}

/* One for all who started in a quarter takes what is too little as long as any of them can be asked and answer, one for everybody
 * until this quarter is over. */
static int32_t takes_until(int64_t moment, int64_t quarter, int32_t today)
{
    if (quarter == PULSES_MIXED)
        return quarter_after(today) - 1;
    return quarter_after((int32_t)quarter) + (int32_t)pulses_moment_day(moment) + PULSES_LATE_DAYS +
           PULSES_OPEN_DAYS + CLOSED_MOST;
}

enum status pulses_room_waiting(struct db *db, struct arena *a, int64_t centre_id, int64_t moment,
                                int64_t version, int64_t quarter, int32_t today, int64_t *ret_id)
{
    struct pulses_labels labels = {{PULSES_MIXED, PULSES_MIXED, quarter, PULSES_MIXED}};
    struct pulses_id_row row;
    enum status found =
        q_pulses_room_waiting(db, a, centre_id, moment, version, known(quarter), today, &row);

    if (found != MISSING) {
        TRY(found);
        *ret_id = row.id;
        return OK;
    }
    return pulses_room_make(db, centre_id, moment, version, &labels, true,
                            takes_until(moment, quarter, today), today, ret_id);
}

/* ---- ending them */

static enum status tell(struct db *db, const struct pulses_room_row *room,
                        const struct pulses_tally *t, int32_t today)
{
    for (int i = 0; i < PULSES_QUESTIONS; i++) {
        struct pulses_sum told = pulses_told(t->sums[i]);

        if (told.n > 0)
            TRY(q_pulses_sum_insert(db, room->id, i, told.n, told.sum));
    }
    TRY(q_pulses_room_tell(db, room->id, today));
    return audit(db, &actor_system, AUDIT_PULSE_TOLD, room->id, STR("told"));
}

/* Where what was too little goes: to those who started in the same quarter while that collects, else to everybody's. */
static enum status find_next(struct db *db, struct arena *a, const struct pulses_room_row *room,
                             int32_t today, struct pulses_room_row *ret)
{
    int64_t id, quarter = PULSES_MIXED;

    if (!room->waits && room->moment != PULSES_EXIT && room->quarter != 0 &&
        takes_until(room->moment, room->quarter, today) >= today)
        quarter = room->quarter;
    TRY(pulses_room_waiting(db, a, room->centre_id, room->moment, room->version, quarter, today,
                            &id));
    return q_pulses_room(db, a, id, ret);
}

static enum status pour(struct db *db, struct arena *a, const struct pulses_room_row *room,
                        const struct pulses_tally *from, int32_t today)
{
    struct pulses_room_row next;
    struct pulses_tally t;

    if (room->waits && room->quarter == 0) /* everybody's own goes on */
        return q_pulses_room_prolong(db, room->id, takes_until(room->moment, PULSES_MIXED, today));
    TRY(find_next(db, a, room, today, &next));
    TRY(pulses_tally_open(db, a, &next, &t));
    t.n_sheets += from->n_sheets;
    for (int i = 0; i < PULSES_QUESTIONS; i++) {
        t.sums[i].n += from->sums[i].n;
        t.sums[i].sum += from->sums[i].sum;
    }
    TRY(pulses_tally_seal(db, a, next.centre_id, next.id, &t));
    return q_pulses_room_drop(db, room->id);
}

enum status pulses_room_close(struct db *db, struct arena *a, const struct pulses_room_row *room,
                              int32_t today)
{
    struct pulses_room_row now;
    struct pulses_tally t;
    int64_t is_there;

    TRY(q_pulses_room_lock(db, room->id, &is_there));
    if (is_there == 0)
        return OK;
    TRY(q_pulses_room(db, a, room->id, &now));
    TRY(pulses_tally_open(db, a, &now, &t));
    TRY(q_pulses_asked_leave(db, now.id, today));
    return pulses_are_enough(t.n_sheets) ? tell(db, &now, &t, today) : pour(db, a, &now, &t, today);
}
