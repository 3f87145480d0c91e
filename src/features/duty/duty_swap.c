/* Swaps: asked of a colleague and answered by them. A planner decides only where the rest rule would break.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"
#include "features/notify/notify.h"

static enum status tell(struct db *db, struct arena *a, int64_t person_id, enum text_key key,
                        int64_t swap_id, const char *what)
{
    return notify_person(db, a, person_id, NOTICE_ORDINARY, key, STR("/duty/mine"),
                         arena_printf(a, "duty.swap %lld %s", (long long)swap_id, what));
}

/* Half of the time that is left, at most a day. */
static int64_t remind_at(int64_t from_at, int64_t now)
{
    int64_t half = (from_at - now) / 2;

    return now + (half > DAY_MS ? DAY_MS : half > MINUTE_MS ? half : MINUTE_MS);
}

static enum status own_shift(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct duty_told_row *ret)
{
    struct duty_told_row_list rows;

    TRY(duty_mine(db, a, who, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].id == id) {
            *ret = rows.at[i];
            return OK;
        }
    return fail(MISSING, "not a shift of one's own");
}

/* What is left of the shift, or the part of it that was asked for; 0: no bound. Kept is wall time to the minute. */
static enum status part_of(const struct duty_told_row *shift, struct roster_span part, int64_t now,
                           struct roster_span *ret)
{
    int64_t earliest = shift->from_at > now ? shift->from_at : now;
    struct roster_span s = {part.from != 0 ? part.from - part.from % MINUTE_MS : earliest,
                            part.to != 0 ? part.to - part.to % MINUTE_MS : shift->to_at};

    if (s.from < earliest - earliest % MINUTE_MS || s.to > shift->to_at || s.from >= s.to)
        return refuse(INVALID, T_DUTY_SWAP_BAD_PART);
    *ret = s;
    return OK;
}

enum status duty_swap_ask(struct db *db, struct arena *a, const struct actor *who, int64_t shift_id,
                          int64_t asked_id, struct roster_span part, int64_t *ret_id)
{
    struct roster_span span = {0, 0};
    struct duty_told_row shift = {.id = 0};
    struct duty_person_row_list people;
    int64_t id = id_new(), now = clock_now();
    bool known = false;
    DB_TX(tx, db);

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(own_shift(db, a, who, shift_id, &shift));
    if (shift.shadow || shift.to_at <= now)
        return refuse(CONFLICT, T_DUTY_SWAP_NOT);
    TRY(duty_people(db, a, who, false, &people));
    for (size_t i = 0; i < people.n; i++)
        known = known || (people.at[i].id == asked_id && asked_id != who->person_id);
    if (!known)
        return refuse(INVALID, T_DUTY_BAD_PERSON);
    TRY(part_of(&shift, part, now, &span));
    TRY(q_duty_swap_insert(db, id, shift.watch_id, shift.level, span.from, span.to, who->person_id,
                           asked_id, now));
    TRY(tell(db, a, asked_id, T_NOTICE_DUTY_SWAP_ASKED, id, "asked"));
    TRY(job_put(db, DUTY_SWAP, id, STR(""), remind_at(span.from, now)));
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, shift.watch_id, STR("swap asked")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

/* Makes the override that the swap is; with new breaches of the rest rule when there are any. */
static enum status carry_out(struct db *db, struct arena *a, const struct actor *who,
                             const struct duty_swap_row *s, bool accept, bool *ret_breaks,
                             int64_t *ret_entry)
{
    struct duty_centre c;
    struct duty_problems before, after;
    struct duty_effect effect;
    int64_t now = clock_now();

    TRY(duty_load(db, a, s->centre_id, now - DUTY_REST_BACK_MS, 0, &c));
    duty_problems(a, &c, &before);
    struct duty_roster *w = NULL;
    for (size_t i = 0; i < c.n; i++)
        if (c.watches[i].row.id == s->watch_id)
            w = &c.watches[i];
    if (w == NULL)
        return refuse(CONFLICT, T_DUTY_SWAP_NOT);
    struct roster_entry *with = arena_array(a, struct roster_entry, w->roster.n_entries + 1);
    for (size_t i = 0; i < w->roster.n_entries; i++)
        with[i] = w->roster.entries[i];
    with[w->roster.n_entries++] = (struct roster_entry){.layer = ROSTER_OVERRIDE,
                                                        .level = (int)s->level,
                                                        .from = duty_wall(c.zone, s->from_at),
                                                        .to = duty_wall(c.zone, s->to_at),
                                                        .person_id = s->asked_id,
                                                        .instead_of = s->asker_id};
    w->roster.entries = with;
    duty_problems(a, &c, &after);
    duty_new_problems(a, &before, &after, &effect);
    *ret_breaks = effect.all_breaches > 0;
    if (*ret_breaks && !accept)
        return OK;
    return duty_entry_put(db, who, c.zone, s->watch_id, ROSTER_OVERRIDE, s->level,
                          (struct roster_span){s->from_at, s->to_at}, s->asked_id, s->asker_id,
                          false, STR_NONE, ret_entry);
}

static enum status settle(struct db *db, const struct duty_swap_row *s, enum duty_swap_state to,
                          int64_t decided_by, int64_t entry_id)
{
    int64_t changed = 0;

    TRY(q_duty_swap_settle(db, s->id, s->state, to, clock_now(), decided_by, entry_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_DUTY_SWAP_OVER);
    return to == DUTY_SWAP_WAITS ? OK : job_cancel(db, DUTY_SWAP, s->id, STR_NONE);
}

static enum status find_swap(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             struct duty_swap_row *ret)
{
    TRY(q_duty_swap(db, a, id, ret));
    if (ret->centre_id != who->centre_id || !may(who, PERM_DUTY_READ))
        return fail(MISSING, "another centre's");
    return OK;
}

static enum status wait_for_planner(struct db *db, struct arena *a, const struct duty_swap_row *s)
{
    struct duty_watch_row w;

    TRY(settle(db, s, DUTY_SWAP_WAITS, 0, 0));
    TRY(q_duty_watch(db, a, s->watch_id, &w));
    return duty_tell_owner(db, a, &w, false, T_NOTICE_DUTY_SWAP_WAITS,
                           arena_printf(a, "duty.swap %lld waits", (long long)s->id));
}

enum status duty_swap_answer(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             bool yes, enum duty_swap_state *ret)
{
    struct duty_swap_row s;
    bool breaks = false;
    int64_t entry = 0;
    DB_TX(tx, db);

    TRY(find_swap(db, a, who, id, &s));
    if (s.asked_id != who->person_id)
        return fail(MISSING, "asked somebody else");
    if (s.state != DUTY_SWAP_ASKED || s.to_at <= clock_now())
        return refuse(CONFLICT, T_DUTY_SWAP_OVER);
    *ret = DUTY_SWAP_DECLINED;
    if (yes) {
        TRY(carry_out(db, a, who, &s, false, &breaks, &entry));
        *ret = breaks ? DUTY_SWAP_WAITS : DUTY_SWAP_DONE;
    }
    if (*ret == DUTY_SWAP_WAITS)
        TRY(wait_for_planner(db, a, &s));
    else
        TRY(settle(db, &s, *ret, 0, entry));
    TRY(tell(db, a, s.asker_id,
             !yes     ? T_NOTICE_DUTY_SWAP_NO
             : breaks ? T_NOTICE_DUTY_SWAP_LATER
                      : T_NOTICE_DUTY_SWAP_YES,
             id, "answered"));
    TRY(duty_changed(db, who, s.watch_id, yes ? "swap accepted" : "swap declined"));
    return db_commit(&tx);
}

enum status duty_swap_decide(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             bool yes)
{
    struct duty_swap_row s;
    struct duty_watch_row w;
    bool breaks;
    int64_t entry = 0;
    DB_TX(tx, db);

    TRY(find_swap(db, a, who, id, &s));
    TRY(duty_find(db, a, who, s.watch_id, &w));
    if (!duty_may_plan(who, &w))
        return fail(MISSING, "does not plan this watch");
    if (s.state != DUTY_SWAP_WAITS || s.to_at <= clock_now())
        return refuse(CONFLICT, T_DUTY_SWAP_OVER);
    if (yes)
        TRY(carry_out(db, a, who, &s, true, &breaks, &entry));
    TRY(settle(db, &s, yes ? DUTY_SWAP_DONE : DUTY_SWAP_DECLINED, who->person_id, entry));
    TRY(tell(db, a, s.asker_id, yes ? T_NOTICE_DUTY_SWAP_YES : T_NOTICE_DUTY_SWAP_NO, id,
             "decided"));
    TRY(tell(db, a, s.asked_id, yes ? T_NOTICE_DUTY_SWAP_YES : T_NOTICE_DUTY_SWAP_NO, id,
             "decided"));
    TRY(duty_changed(db, who, s.watch_id, yes ? "swap allowed" : "swap refused"));
    return db_commit(&tx);
}

enum status duty_swap_withdraw(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct duty_swap_row s;
    DB_TX(tx, db);

    TRY(find_swap(db, a, who, id, &s));
    if (s.asker_id != who->person_id)
        return fail(MISSING, "somebody else asked");
    if (s.state != DUTY_SWAP_ASKED && s.state != DUTY_SWAP_WAITS)
        return refuse(CONFLICT, T_DUTY_SWAP_OVER);
    TRY(settle(db, &s, DUTY_SWAP_WITHDRAWN, 0, 0));
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, s.watch_id, STR("swap withdrawn")));
    return db_commit(&tx);
}

enum status duty_swaps(struct db *db, struct arena *a, const struct actor *who,
                       struct duty_swap_row_list *ret)
{
    struct duty_swap_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_swaps_open(db, a, who->centre_id, clock_now(), &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct duty_swap_row *s = &rows.at[i];
        struct duty_watch_row w;
        bool mine = s->asker_id == who->person_id ||
                    (s->asked_id == who->person_id && s->state == DUTY_SWAP_ASKED);

        if (!mine && s->state == DUTY_SWAP_WAITS) {
            TRY(q_duty_watch(db, a, s->watch_id, &w));
            mine = duty_may_plan(who, &w);
        }
        if (mine)
            rows.at[n++] = *s;
    }
    rows.n = n;
    *ret = rows;
    return OK;
}

/* Reminds whoever it waits for, once in the half of the time that is left; when it begins unanswered it is over. */
enum status duty_swap_remind(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct duty_swap_row s;
    int64_t now = clock_now();

    TRY(q_duty_swap(db, a, job->object_id, &s));
    if (s.state != DUTY_SWAP_ASKED && s.state != DUTY_SWAP_WAITS)
        return OK;
    if (now >= s.from_at) {
        TRY(settle(db, &s, DUTY_SWAP_LAPSED, 0, 0));
        return tell(db, a, s.asker_id, T_NOTICE_DUTY_SWAP_LAPSED, s.id, "lapsed");
    }
    struct str which = arena_printf(a, "reminded %lld", (long long)(now / MINUTE_MS));
    if (s.state == DUTY_SWAP_ASKED) {
        TRY(tell(db, a, s.asked_id, T_NOTICE_DUTY_SWAP_ASKED, s.id, str_c(a, which)));
    } else {
        struct duty_watch_row w;

        TRY(q_duty_watch(db, a, s.watch_id, &w));
        TRY(duty_tell_owner(
            db, a, &w, false, T_NOTICE_DUTY_SWAP_WAITS,
            arena_printf(a, "duty.swap %lld %.*s", (long long)s.id, STR_ARG(which))));
    }
    *ret_again_at = s.from_at - now <= HOUR_MS ? s.from_at : remind_at(s.from_at, now);
    return OK;
}
