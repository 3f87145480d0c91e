/* What calendars are told of the roster: a shift that moves keeps its id and raises its sequence, one that is gone is cancelled,
 * and what has begun is left as it was.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"

static bool overlaps(const struct duty_told_row *t, const struct roster_shift *s)
{
    return t->from_at < s->to && t->to_at > s->from;
}

static bool is_same_duty(const struct duty_told_row *t, const struct roster_shift *s)
{
    return t->person_id == s->person_id && t->level == s->level && t->shadow == s->shadow;
}

/* The row that this shift continues: an equal one, else one that overlaps, else one that begins within a day. */
static struct duty_told_row *row_of(const struct duty_told_row_list *rows, const bool *used,
                                    const struct roster_shift *s, size_t *ret)
{
    for (int how = 0; how < 3; how++)
        for (size_t i = 0; i < rows->n; i++) {
            struct duty_told_row *t = &rows->at[i];
            int64_t apart = t->from_at > s->from ? t->from_at - s->from : s->from - t->from_at;

            if (used[i] || !is_same_duty(t, s))
                continue;
            if (how == 0 ? t->from_at == s->from && t->to_at == s->to
                         : (how == 1 ? overlaps(t, s) : apart < DAY_MS)) {
                *ret = i;
                return t;
            }
        }
    return NULL;
}

static enum status tell_shift(struct db *db, const struct duty_roster *w,
                              const struct duty_told_row_list *rows, bool *used,
                              const struct roster_shift *s, struct roster_span within)
{
    size_t i = 0;
    struct duty_told_row *t = row_of(rows, used, s, &i);
    int64_t from = s->from;

    if (t == NULL)
        return q_duty_shift_insert(db, id_new(), w->row.id, s->level, s->person_id, s->from, s->to,
                                   s->shadow, clock_now());
    used[i] = true;
    if (from == within.from && t->from_at < from) /* it was only clipped */
        from = t->from_at;
    if (t->from_at == from && (t->to_at == s->to || s->to == within.to))
        return OK;
    return q_duty_shift_change(db, t->id, from, s->to, false, clock_now());
}

enum status duty_tell_calendars(struct db *db, struct arena *a, const struct duty_centre *c,
                                const struct duty_roster *w)
{
    int64_t now = clock_now();
    struct roster_span within = {now / MINUTE_MS * MINUTE_MS,
                                 zone_day_start(c->zone, zone_day(c->zone, now) + DUTY_AHEAD_DAYS)};
    struct roster_shift_list shifts;
    struct duty_told_row_list rows;

    TRY(q_duty_shifts_told(db, a, w->row.id, now, &rows));
    roster_shifts(a, &w->roster, within, &shifts);
    bool *used = arena_array(a, bool, rows.n + 1);
    for (size_t i = 0; i < shifts.n; i++)
        TRY(tell_shift(db, w, &rows, used, &shifts.at[i], within));
    for (size_t i = 0; i < rows.n; i++) {
        const struct duty_told_row *t = &rows.at[i];

        if (used[i])
            continue;
        if (t->from_at < now) /* it has begun: it ends now */
            TRY(q_duty_shift_change(db, t->id, t->from_at, now, false, now));
        else
            TRY(q_duty_shift_change(db, t->id, t->from_at, t->to_at, true, now));
    }
    return OK;
}

enum status duty_mine(struct db *db, struct arena *a, const struct actor *who,
                      struct duty_told_row_list *ret)
{
    struct duty_told_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_shifts_of(db, a, who->person_id, clock_now(), &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (!rows.at[i].cancelled)
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}
