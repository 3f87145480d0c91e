/* Drills: planned for a window, pressed at a random moment of it by the same key, and given up at once for anything real.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define DRILLS_MAX 100
#define WINDOW_MAX_MS (92 * DAY_MS)

const char *const cards_drill_kind_words[] = {
#define X(name, word) word,
    CARD_DRILL_KINDS(X)
#undef X
        NULL};
const char *const cards_drill_state_words[] = {
#define X(name, word) word,
    CARD_DRILL_STATES(X)
#undef X
        NULL};
const char *const cards_drill_scope_words[] = {
#define X(name, word) word,
    CARD_DRILL_SCOPES(X)
#undef X
        NULL};

static const int64_t scope_targets[CARDS_DRILL_SCOPE_N] = {
    [CARDS_DRILL_OF_CENTRE] = HELP_BIT(HELP_TARGET_N) - 1,
    [CARDS_DRILL_OF_TEAM] = HELP_BIT(HELP_TO_TEAM),
    [CARDS_DRILL_OF_WATCH] = HELP_BIT(HELP_TO_ON_CALL),
};

/* ---- planning */

static enum status check(struct db *db, struct arena *a, const struct actor *who,
                         const struct cards_drill_entry *e, int64_t now)
{
    struct card c;

    if (e->kind < 0 || e->kind >= CARDS_DRILL_KIND_N || e->scope < 0 ||
        e->scope >= CARDS_DRILL_SCOPE_N)
        return refuse(INVALID, T_CARDS_NO_SUCH_KIND);
    if (e->from_at != 0 &&
        (e->to_at < e->from_at || e->to_at <= now || e->to_at > now + CARDS_DRILL_AHEAD_MS ||
         e->to_at - e->from_at > WINDOW_MAX_MS))
        return refuse(INVALID, T_CARDS_BAD_WINDOW);
    if (e->slot == CARDS_UNKNOWN)
        return OK;
    enum status found = cards_of(db, a, who->centre_id, e->slot, CARDS_NOW, &c);
    return found == MISSING ? refuse(INVALID, T_CARDS_NO_SUCH_KIND) : found;
}

/* An announced one comes when it was said; one by surprise at any second of its window. */
static int64_t moment_of(const struct cards_drill_entry *e, int64_t now)
{
    int64_t from = e->from_at > now ? e->from_at : now;
    int64_t seconds = (e->to_at - from) / 1000;

    if (e->from_at == 0 || e->kind == CARDS_DRILL_ANNOUNCED || seconds < 1)
        return from;
    return from + 1000 * (int64_t)randombytes_uniform((uint32_t)seconds);
}

/* Everybody it may call; by surprise, nobody hears of it. */
static enum status tell_ahead(struct db *db, struct arena *a, const struct actor *who,
                              int64_t drill_id, int64_t targets)
{
    struct help_person_list people;

    TRY(help_people(db, a, who->centre_id, who->person_id, who->team_id, &people));
    for (size_t i = 0; i < people.n; i++)
        if ((people.at[i].targets & targets) != 0)
            TRY(notify_person(db, a, people.at[i].id, NOTICE_ORDINARY, T_NOTICE_CARDS_DRILL,
                              STR("/cards/drills"),
                              arena_printf(a, "cards.drill %lld", (long long)drill_id)));
    return OK;
}

enum status cards_drill_plan(struct db *db, struct arena *a, const struct actor *who,
                             const struct cards_drill_entry *e, int64_t *ret_id)
{
    int64_t id = id_new(), now = clock_now(), press_at;
    bool at_once = e->from_at == 0;
    DB_TX(tx, db);

    if (!may(who, PERM_CARDS_SET))
        return fail(DENIED, "may not plan drills");
    if (!may(who, PERM_HELP)) /* it is pressed in their name */
        return refuse(DENIED, T_CARDS_DRILL_NOT_YOU);
    TRY(check(db, a, who, e, now));
    press_at = moment_of(e, now);
    TRY(q_card_drill_insert(db, id, who->centre_id, e->kind, e->slot, who->person_id,
                            scope_targets[e->scope], at_once ? now : e->from_at,
                            at_once ? now + CARDS_DRILL_LONGEST_MS : e->to_at, press_at, now,
                            who->person_id));
    if (e->kind == CARDS_DRILL_ANNOUNCED)
        TRY(tell_ahead(db, a, who, id, scope_targets[e->scope]));
    TRY(audit(db, who, AUDIT_CARDS_DRILL, id, str_of(cards_drill_kind_words[e->kind])));
    TRY(job_put(db, CARDS_DRILL, id, STR(""), press_at));
    TRY(db_commit(&tx));
    jobs_wake();
    *ret_id = id;
    return OK;
}

/* ---- pressing */

static enum status move(struct db *db, const struct card_drill_row *d, enum cards_drill_state to,
                        int64_t request_id, bool *ret_moved)
{
    int64_t changed;

    TRY(q_card_drill_move(db, d->id, d->state, to, request_id,
                          to == CARDS_DRILL_RUNS ? 0 : clock_now(), &changed));
    *ret_moved = changed > 0;
    return OK;
}

/* Nobody leaves anything real for a drill: while something is open, it waits. */
static enum status wait_or_drop(struct db *db, const struct card_drill_row *d,
                                int64_t *ret_again_at)
{
    int64_t again = clock_now() + CARDS_DRILL_AGAIN_MS;
    bool moved;

    if (again > d->to_at) {
        TRY(move(db, d, CARDS_DRILL_NOT_HELD, 0, &moved));
        return audit(db, &actor_system, AUDIT_CARDS_DRILL, d->id, STR("not held"));
    }
    *ret_again_at = again;
    return q_card_drill_again(db, d->id, again);
}

static enum status press(struct db *db, struct arena *a, const struct card_drill_row *d,
                         int64_t *ret_again_at)
{
    struct help_press entry = {.client_key = arena_printf(a, "drill-%lld", (long long)d->id),
                               .kind = HELP_ACUTE,
                               .silent = true,
                               .drill = d->targets};
    struct help_pressed pressed;
    struct card_request_row r;
    struct actor player;
    bool moved, begun;

    enum status found = actor_load(db, a, d->player_id, &player);
    if (found == MISSING)
        return wait_or_drop(db, d, ret_again_at); /* has left */
    TRY(found);
    TRY(help_press(db, a, &player, &entry, &pressed));
    TRY(move(db, d, CARDS_DRILL_RUNS, pressed.id, &moved));
    TRY(q_card_request(db, a, pressed.id, &r));
    TRY(cards_begin(db, &r, &begun));
    *ret_again_at = clock_now() + CARDS_DRILL_LONGEST_MS;
    return OK;
}

/* Ends its call, and with it the request. */
static enum status close_running(struct db *db, struct arena *a, int64_t request_id)
{
    struct card_call_row row;
    enum status found = q_card_call_get(db, a, request_id, &row);

    if (found == OK && row.ended_at == 0)
        return cards_end_now(db, a, &actor_system, &row, true);
    if (found != OK && found != MISSING)
        return found;
    return help_close(db, a, &actor_system, request_id);
}

enum status cards_on_drill(struct db *db, struct arena *a, const struct job *job,
                           int64_t *ret_again_at)
{
    struct card_drill_row d;
    struct card_count_row real;

    TRY(q_card_drill_get(db, a, job->object_id, &d));
    if (d.state == CARDS_DRILL_RUNS)
        return close_running(db, a, d.request_id); /* it has lasted long enough */
    if (d.state != CARDS_DRILL_PLANNED)
        return OK;
    TRY(q_card_real_open(db, a, d.centre_id, &real));
    return real.n > 0 ? wait_or_drop(db, &d, ret_again_at) : press(db, a, &d, ret_again_at);
}

/* ---- ending */

enum status cards_drill_is_over(struct db *db, int64_t drill_id)
{
    int64_t changed;

    TRY(q_card_drill_move(db, drill_id, CARDS_DRILL_RUNS, CARDS_DRILL_OVER, 0, clock_now(),
                          &changed));
    return job_cancel(db, CARDS_DRILL, drill_id, STR(""));
}

enum status cards_drills_give_way(struct db *db, struct arena *a, int64_t centre_id)
{
    struct card_request_id_row_list open;
    struct card_drill_id_row d;
    int64_t changed;

    TRY(q_card_drills_open(db, a, centre_id, &open));
    for (size_t i = 0; i < open.n; i++) {
        enum status found = q_card_drill_of_request(db, a, open.at[i].id, &d);

        if (found != OK && found != MISSING)
            return found;
        if (found == OK) {
            TRY(q_card_drill_move(db, d.id, CARDS_DRILL_RUNS, CARDS_DRILL_GAVE_WAY, 0, clock_now(),
                                  &changed));
            TRY(audit(db, &actor_system, AUDIT_CARDS_DRILL, d.id, STR("gave way")));
        }
        TRY(close_running(db, a, open.at[i].id));
    }
    return OK;
}

enum status cards_drill_cancel(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct card_drill_row d;
    bool moved;
    DB_TX(tx, db);

    if (!may(who, PERM_CARDS_SET))
        return fail(DENIED, "may not plan drills");
    TRY(q_card_drill_get(db, a, id, &d));
    if (d.centre_id != who->centre_id)
        return fail(MISSING, "of another centre");
    if (d.state == CARDS_DRILL_RUNS) {
        TRY(close_running(db, a, d.request_id));
    } else if (d.state == CARDS_DRILL_PLANNED) {
        TRY(move(db, &d, CARDS_DRILL_CANCELLED, 0, &moved));
        TRY(job_cancel(db, CARDS_DRILL, id, STR("")));
    } else {
        return refuse(CONFLICT, T_CARDS_DRILL_IS_OVER);
    }
    TRY(audit(db, who, AUDIT_CARDS_DRILL, id, STR("cancelled")));
    return db_commit(&tx);
}

/* A planned surprise, and one that runs, are known to those who plan alone. */
static bool may_know(const struct actor *who, const struct card_drill_row *d)
{
    if (may(who, PERM_CARDS_SET))
        return true;
    if (d->state == CARDS_DRILL_RUNS)
        return false;
    return d->state != CARDS_DRILL_PLANNED || d->kind == CARDS_DRILL_ANNOUNCED;
}

enum status cards_drills(struct db *db, struct arena *a, const struct actor *who,
                         struct card_drill_row_list *ret)
{
    struct card_drill_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_CARDS_READ))
        return fail(DENIED, "may not");
    TRY(q_card_drills(db, a, who->centre_id, DRILLS_MAX, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (may_know(who, &rows.at[i]))
            rows.at[n++] = rows.at[i];
    *ret = (struct card_drill_row_list){rows.at, n};
    return OK;
}
