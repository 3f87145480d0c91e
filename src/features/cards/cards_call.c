/* A call: how it begins, how its parts are dealt, and who sees what of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/cards/cards_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

const char *const card_event_words[] = {
#define X(name, word) word,
    CARD_EVENTS(X)
#undef X
        NULL};
const char *const card_note_words[] = {
#define X(name, word) word,
    CARD_NOTES(X)
#undef X
        NULL};

/* ---- what all changes share */

enum status cards_event(struct db *db, int64_t id, int64_t person_id, enum card_event kind,
                        int64_t role)
{
    return q_card_event_insert(db, id_new(), id, clock_now(), person_id, kind, role);
}

enum status cards_tell_inside(struct db *db, int64_t centre_id, int64_t id)
{
    return live_tell_all(db, centre_id, PERM_HELP, LIVE_CARD, id);
}

enum status cards_tell(struct db *db, int64_t centre_id, int64_t id)
{
    TRY(cards_tell_inside(db, centre_id, id));
    return live_tell_all(db, centre_id, PERM_HELP, LIVE_HELP, id);
}

/* ---- beginning */

/* What is known of the kind without anybody saying it: a drill was planned for it, or warn → end has said. */
static int64_t known_slot(const struct card_request_row *r)
{
    if (r->drill_id != 0)
        return r->drill_slot;
    if (r->outcome == HELP_OUT_STAY_SUICIDE)
        return CARDS_SUICIDE;
    return r->outcome == HELP_OUT_STAY_BOMB ? CARDS_BOMB : CARDS_UNKNOWN;
}

enum status cards_begin(struct db *db, const struct card_request_row *r, bool *ret_begun)
{
    int64_t added, now = clock_now();

    TRY(q_card_call_insert(db, r->id, r->centre_id, r->person_id, r->team_id, CARDS_UNKNOWN, 0,
                           r->drill_id, r->pressed_at, 0, &added));
    *ret_begun = added > 0;
    if (added == 0)
        return OK;
    TRY(q_card_member_join(db, r->id, r->person_id, now));
    TRY(cards_event(db, r->id, r->person_id, CARD_EVENT_BEGAN, -1));
    TRY(audit(db, &actor_system, AUDIT_CARDS_CALL, r->id, STR("began")));
    TRY(announce(db, EVENT_ACUTE_CALL_CHANGED, r->id));
    TRY(job_put(db, CARDS_DEAL, r->id, STR(""), r->pressed_at + CARDS_GUESS_MS));
    return cards_tell(db, r->centre_id, r->id);
}

enum status cards_set_kind(struct db *db, struct arena *a, const struct card_call_row *row,
                           int64_t person_id, int64_t slot)
{
    struct card c;

    TRY(cards_of(db, a, row->centre_id, slot, CARDS_NOW, &c));
    TRY(q_card_call_kind(db, row->id, slot, c.version, clock_now()));
    TRY(q_card_ticks_drop(db, row->id));
    TRY(cards_event(db, row->id, person_id, CARD_EVENT_KIND, -1));
    return announce(db, EVENT_ACUTE_CALL_CHANGED, row->id);
}

/* ---- dealing */

static bool is_among(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

struct known {
    struct card_busy_row_list busy;
    struct card_coming_row_list coming;
    struct card_member_row_list members;
};

/* A row of either list is one number. */
_Static_assert(sizeof(struct card_busy_row) == sizeof(int64_t), "a list of persons");
_Static_assert(sizeof(struct card_coming_row) == sizeof(int64_t), "a list of persons");

static struct cards_person person_of(const struct help_person *p, const struct known *k)
{
    const int64_t leads =
        HELP_BIT(HELP_TO_SUPERVISOR) | HELP_BIT(HELP_TO_MANAGER) | HELP_BIT(HELP_TO_ABOVE);
    bool on_watch = (p->targets & HELP_BIT(HELP_TO_ON_CALL)) != 0;
    struct cards_person one = {
        .id = p->id,
        .here = p->here,
        .reachable = on_watch && p->has_channel,
        .leads = (p->targets & leads) != 0,
        .on_watch = on_watch,
        .same_team = (p->targets & HELP_BIT(HELP_TO_TEAM)) != 0,
        .coming = is_among((const int64_t *)k->coming.at, k->coming.n, p->id),
        .busy = is_among((const int64_t *)k->busy.at, k->busy.n, p->id),
    };

    for (size_t i = 0; i < k->members.n; i++)
        if (k->members.at[i].person_id == p->id)
            one.lapsed_at = k->members.at[i].lapsed_at;
    return one;
}

/* Who could have a part; of a drill, those it is planned for. */
static enum status who_is_there(struct db *db, struct arena *a, const struct card_call_row *row,
                                struct help_person_list *ret_people, struct cards_person **ret)
{
    struct known k;
    size_t n = 0;

    TRY(help_people(db, a, row->centre_id, 0, row->team_id, ret_people));
    TRY(q_card_busy(db, a, row->centre_id, row->id, &k.busy));
    TRY(q_card_coming(db, a, row->id, &k.coming));
    TRY(q_card_members(db, a, row->id, &k.members));
    *ret = arena_array(a, struct cards_person, ret_people->n);
    for (size_t i = 0; i < ret_people->n; i++) {
        const struct help_person *p = &ret_people->at[i];

        if (row->drill != 0 && p->id != row->person_id && (p->targets & row->drill) == 0)
            continue;
        ret_people->at[n] = *p;
        (*ret)[n++] = person_of(p, &k);
    }
    ret_people->n = n;
    return OK;
}

/* A part has come to somebody who has no desk page open: by their own channels, once a minute however many parts it is. */
static enum status call_out(struct db *db, struct arena *a, const struct card_call_row *row,
                            const struct help_person_list *people, int64_t person_id)
{
    int64_t minute = (clock_now() - row->began_at) / MINUTE_MS;

    for (size_t i = 0; i < people->n; i++)
        if (people->at[i].id == person_id && !people->at[i].here)
            return notify_person(
                db, a, person_id, NOTICE_ACUTE, T_NOTICE_CARDS_PART, STR("/desk"),
                arena_printf(a, "cards %lld %lld", (long long)row->id, (long long)minute));
    return OK;
}

static enum status write_role(struct db *db, struct arena *a, const struct card_call_row *row,
                              int role, const struct cards_dealt *d,
                              const struct help_person_list *people)
{
    const struct cards_seat *s = &d->seat[role];
    int64_t id = row->id;

    if (d->gone[role] != 0)
        TRY(cards_event(db, id, d->gone[role], CARD_EVENT_GONE, role));
    if (d->lapsed[role] != 0) {
        TRY(cards_event(db, id, d->lapsed[role], CARD_EVENT_LAPSED, role));
        TRY(q_card_member_lapse(db, id, d->lapsed[role], clock_now()));
    }
    if (!d->changed[role] && d->lapsed[role] == 0 && d->gone[role] == 0)
        return OK;
    TRY(q_card_seat_put(db, id, role, s->person_id, s->dealt_at, s->confirmed_at));
    if (s->person_id == 0)
        return OK;
    TRY(cards_event(db, id, s->person_id, CARD_EVENT_DEALT, role));
    return call_out(db, a, row, people, s->person_id);
}

static enum status write_dealt(struct db *db, struct arena *a, const struct card_call_row *row,
                               const struct cards_dealt *d, const struct help_person_list *people)
{
    bool any = false;

    for (int r = 0; r < CARD_ROLE_N; r++) {
        any = any || d->changed[r] || d->lapsed[r] != 0 || d->gone[r] != 0;
        TRY(write_role(db, a, row, r, d, people));
    }
    if (!any)
        return OK;
    TRY(audit(db, &actor_system, AUDIT_CARDS_CALL, row->id, STR("dealt")));
    return cards_tell(db, row->centre_id, row->id);
}

enum status cards_deal_now(struct db *db, struct arena *a, int64_t id, int64_t *ret_again_at)
{
    struct card_call_row row;
    struct card_seat_row_list seats;
    struct help_person_list people;
    struct cards_person *there;
    struct cards_dealt dealt;
    struct cards_state state = {0};

    TRY(q_card_seats_coming(db, id, clock_now()));
    TRY(q_card_call_get(db, a, id, &row));
    TRY(q_card_seats(db, a, id, &seats));
    TRY(who_is_there(db, a, &row, &people, &there));
    state.presser_id = row.person_id;
    state.relieved = row.relieved;
    for (size_t i = 0; i < seats.n; i++)
        if (seats.at[i].role >= 0 && seats.at[i].role < CARD_ROLE_N)
            state.seat[seats.at[i].role] = (struct cards_seat){
                seats.at[i].person_id, seats.at[i].dealt_at, seats.at[i].confirmed_at};
    cards_deal(&state, there, people.n, clock_now(), &dealt);
    TRY(write_dealt(db, a, &row, &dealt, &people));
    *ret_again_at = dealt.again_at;
    return OK;
}

/* ---- jobs */

enum status cards_on_deal(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct card_call_row row;
    int64_t open;

    TRY(q_card_call_lock(db, job->object_id, &open));
    if (open == 0)
        return OK;
    TRY(q_card_call_get(db, a, job->object_id, &row));
    if (row.slot == CARDS_UNKNOWN && clock_now() < row.began_at + CARDS_GUESS_MS) {
        *ret_again_at = row.began_at + CARDS_GUESS_MS;
        return OK;
    }
    if (row.slot == CARDS_UNKNOWN) { /* nobody could say it: parts are dealt all the same */
        TRY(cards_set_kind(db, a, &row, 0, CARDS_OTHER));
        TRY(cards_tell(db, row.centre_id, row.id));
    }
    return cards_deal_now(db, a, row.id, ret_again_at);
}

static enum status follow(struct db *db, struct arena *a, const struct card_request_row *r)
{
    struct card_call_row row;
    int64_t again, slot = known_slot(r);
    bool begun;

    if (r->closed_at == 0) {
        TRY(cards_begin(db, r, &begun));
        TRY(q_card_call_get(db, a, r->id, &row));
        if (row.slot == CARDS_UNKNOWN && slot == CARDS_UNKNOWN)
            return OK;
        if (row.slot == CARDS_UNKNOWN)
            TRY(cards_set_kind(db, a, &row, r->person_id, slot));
        TRY(cards_deal_now(db, a, r->id, &again));
        return job_put(db, CARDS_DEAL, r->id, STR(""), again);
    }
    enum status found = q_card_call_get(db, a, r->id, &row);
    if (found == MISSING || (found == OK && row.ended_at != 0))
        return OK;
    TRY(found);
    return cards_end_now(db, a, &actor_system, &row, r->cancelled);
}

enum status cards_on_help(struct db *db, struct arena *a, const struct job *job,
                          int64_t *ret_again_at)
{
    struct card_request_row r;

    (void)ret_again_at;
    TRY(q_card_request(db, a, job->object_id, &r));
    if (r.drill == 0 && r.closed_at == 0)
        TRY(cards_drills_give_way(db, a, r.centre_id));
    return r.kind == HELP_ACUTE ? follow(db, a, &r) : OK;
}

/* Nobody who presses waits for the job. */
enum status cards_catch_up(struct db *db, struct arena *a, const struct actor *who)
{
    struct card_pending_row_list pending;
    struct card_request_row r;

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(q_card_pending(db, a, who->person_id, HELP_ACUTE, &pending));
    if (pending.n == 0)
        return OK;
    {
        DB_TX(tx, db);

        for (size_t i = 0; i < pending.n; i++) {
            TRY(q_card_request(db, a, pending.at[i].id, &r));
            if (r.closed_at == 0)
                TRY(follow(db, a, &r));
        }
        TRY(db_commit(&tx));
    }
    db_refresh(db);
    return OK;
}

/* ---- reading */

enum status cards_open_call(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct card_call_row *ret)
{
    struct card_request_row r;
    int64_t open;
    bool begun = false;

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(q_card_request(db, a, id, &r));
    if (r.centre_id != who->centre_id || r.kind != HELP_ACUTE)
        return fail(MISSING, "no acute call of the actor's centre");
    if (r.closed_at == 0)
        TRY(cards_begin(db, &r, &begun));
    TRY(q_card_call_lock(db, id, &open));
    if (open == 0)
        return refuse(CONFLICT, T_HELP_IS_OVER);
    return q_card_call_get(db, a, id, ret);
}

static void fill_rights(const struct actor *who, struct cards_call *c)
{
    const struct card_call_row *row = &c->row;
    bool open = row->ended_at == 0, decides = false;

    c->is_presser = row->person_id == who->person_id;
    for (size_t i = 0; i < c->seats.n; i++) {
        const struct card_seat_row *s = &c->seats.at[i];

        if (s->person_id != who->person_id)
            continue;
        c->has_part = true;
        c->has_confirmed = c->has_confirmed || s->confirmed_at != 0;
        decides = decides || (s->role == CARD_DECIDE && s->confirmed_at != 0);
    }
    for (size_t i = 0; i < c->members.n; i++)
        c->took_part = c->took_part || (c->members.at[i].person_id == who->person_id &&
                                        c->members.at[i].joined_at != 0);
    c->may_end = open && (c->is_presser || decides);
    c->may_write = open && (c->is_presser || c->has_confirmed || c->took_part);
    c->may_say_kind = open && (c->is_presser || c->has_confirmed || c->took_part);
    c->knows_drill = row->drill_id != 0 && (c->is_presser || c->has_confirmed || c->took_part);
}

/* When a card of that version is no more, what is left shows without one. */
static enum status fill(struct db *db, struct arena *a, const struct actor *who,
                        struct cards_call *c)
{
    int64_t id = c->row.id;

    if (c->row.slot != CARDS_UNKNOWN)
        TRY(cards_of(db, a, c->row.centre_id, c->row.slot, c->row.version, &c->card));
    TRY(q_card_seats(db, a, id, &c->seats));
    TRY(q_card_members(db, a, id, &c->members));
    TRY(q_card_ticks(db, a, id, &c->ticks));
    TRY(q_card_events(db, a, id, &c->events));
    TRY(q_card_notes(db, a, id, &c->notes));
    fill_rights(who, c);
    return OK;
}

enum status cards_calls(struct db *db, struct arena *a, const struct actor *who,
                        struct cards_call_list *ret)
{
    struct card_call_row_list rows;
    struct cards_call_list list = {0};

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(q_card_calls_now(db, a, who->centre_id, who->person_id, clock_now() - CARDS_SHOWN_MS,
                         &rows));
    list.at = arena_array(a, struct cards_call, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        struct cards_call *c = &list.at[list.n];

        *c = (struct cards_call){.row = rows.at[i]};
        TRY(fill(db, a, who, c));
        if (c->row.drill_id != 0 && !c->has_part && !c->is_presser && !c->took_part)
            continue; /* a drill is for those who have a part in it */
        list.n++;
    }
    *ret = list;
    return OK;
}

enum status cards_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                       struct cards_call *ret)
{
    struct cards_call c = {0};

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(q_card_call_get(db, a, id, &c.row));
    if (c.row.centre_id != who->centre_id)
        return fail(MISSING, "outside the actor's centre");
    TRY(fill(db, a, who, &c));
    bool part = c.is_presser || c.has_part || c.took_part;
    if (!part && !may_reach(who, PERM_CARE_READ, -1, c.row.team_id) &&
        (c.row.ended_at != 0 || c.row.drill_id != 0))
        return fail(MISSING, "not for the actor");
    *ret = c;
    return OK;
}

enum status cards_set_back(struct db *db, int64_t by_ms, int64_t near_at)
{
    (void)near_at;
    TRY(q_card_calls_set_back(db, by_ms));
    TRY(q_card_seats_set_back(db, by_ms));
    TRY(q_card_members_set_back(db, by_ms));
    return q_card_events_set_back(db, by_ms);
}
