/* The desk: who is there, who could come, what is open.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/live.h"
#include "core/refuse.h"

#define WRITE_EVERY_MS (HELP_HERE_MS / 3)
#define OPEN_MAX 100

/* ---- presence */

/* Pages are told within the transaction, or with the next turn when they were told just now. */
static enum status tell_and_commit(struct db *db, struct db_tx *tx, int64_t centre_id)
{
    bool now = help_presence_tells_now(centre_id);

    if (now)
        TRY(live_tell_all(db, centre_id, PERM_HELP, LIVE_HELP, 0));
    TRY(db_commit(tx));
    help_crowd_changed(centre_id);
    if (!now)
        help_presence_tells_later(centre_id);
    return OK;
}

enum status help_desk_here(struct db *db, struct arena *a, const struct actor *who, int64_t page)
{
    struct help_desk_row row;
    int64_t changed, now = clock_now();

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    if (help_presence_beat(who, page, now))
        return OK;
    enum status found = q_help_desk_row(db, a, who->person_id, &row);
    if (found == OK && row.seen_at >= now - WRITE_EVERY_MS) { /* known: nothing is written */
        help_presence_enter(who, page, now, row.seen_at);
        return OK;
    }
    if (found != OK && found != MISSING)
        return found;
    DB_TX(tx, db);
    TRY(q_help_desk_seen(db, who->person_id, who->centre_id, now, now - WRITE_EVERY_MS, &changed));
    if (found == MISSING || row.seen_at <= now - HELP_HERE_MS) /* one more who can answer */
        TRY(tell_and_commit(db, &tx, who->centre_id));
    else
        TRY(db_commit(&tx));
    help_presence_enter(who, page, now, now);
    return OK;
}

enum status help_desk_away(struct db *db, const struct actor *who, int64_t page)
{
    int64_t changed, now = clock_now();

    if (help_presence_stays(who, page, now))
        return OK;
    DB_TX(tx, db);
    TRY(q_help_desk_gone(db, who->person_id, &changed));
    if (changed > 0)
        TRY(tell_and_commit(db, &tx, who->centre_id));
    else
        TRY(db_commit(&tx));
    help_presence_leave(who, page, now);
    return OK;
}

enum status help_desk_set(struct db *db, struct arena *a, const struct actor *who, struct str place,
                          bool at_home, bool silent)
{
    DB_TX(tx, db);

    (void)a;
    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    if (utf8_length(place) > HELP_PLACE_MAX)
        return refuse(TOO_LARGE, T_HELP_PLACE_TOO_LONG);
    TRY(q_help_desk_put(db, who->person_id, who->centre_id, place.p ? place : STR(""), at_home,
                        silent, clock_now()));
    return db_commit(&tx);
}

void help_ready_count(struct help_ready *r, const struct help_person *p, int64_t by)
{
    const int64_t on_watch = HELP_BIT(HELP_TO_ON_CALL) | HELP_BIT(HELP_TO_SUPERVISOR) |
                             HELP_BIT(HELP_TO_MANAGER) | HELP_BIT(HELP_TO_ABOVE);

    if (p->here)
        r->n_centre += by;
    if (p->here && (p->targets & HELP_BIT(HELP_TO_TEAM)) != 0)
        r->n_team += by;
    if (!p->here && p->has_channel && (p->targets & on_watch) != 0)
        r->n_reached += by;
}

enum status help_ready(struct db *db, struct arena *a, const struct actor *who,
                       struct help_ready *ret)
{
    struct help_person_list people;
    struct help_ready ready = {0};

    TRY(help_people(db, a, who->centre_id, who->person_id, who->team_id, &people));
    for (size_t i = 0; i < people.n; i++)
        help_ready_count(&ready, &people.at[i], 1);
    *ret = ready;
    return OK;
}

/* ---- what is open */

/* A drill is seen by those alone whom it may call, and by who pressed. */
static void leave_out_drills(const struct actor *who, bool has_watch, struct help_row_list *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++) {
        const struct help_row *row = &rows->at[i];

        if (row->drill == 0 || row->person_id == who->person_id ||
            (row->drill & help_targets_of(who, row->team_id, has_watch)) != 0)
            rows->at[n++] = *row;
    }
    rows->n = n;
}

static enum status with_answers(struct db *db, struct arena *a, const struct help_row_list *rows,
                                struct help_request_list *ret)
{
    *ret = (struct help_request_list){arena_array(a, struct help_request, rows->n), rows->n};
    for (size_t i = 0; i < rows->n; i++) {
        ret->at[i].row = rows->at[i];
        TRY(q_help_answers(db, a, rows->at[i].id, &ret->at[i].answers));
    }
    return OK;
}

enum status help_desk(struct db *db, struct arena *a, const struct actor *who,
                      struct help_desk *ret)
{
    struct help_row_list open, ended, asking;
    struct help_desk d = {0};
    int64_t now = clock_now();

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not");
    TRY(help_ready_lately(db, a, who, &d.ready, &d.has_watch));
    enum status found = q_help_desk_row(db, a, who->person_id, &d.here);
    if (found == MISSING)
        d.here.place = STR("");
    else
        TRY(found);
    TRY(q_help_open(db, a, who->centre_id, OPEN_MAX, &open));
    leave_out_drills(who, d.has_watch, &open);
    TRY(q_help_ended(db, a, who->person_id, now - HELP_SHOWN_MS, &ended));
    TRY(q_help_asking(db, a, who->centre_id, now - DAY_MS, &asking));
    TRY(with_answers(db, a, &open, &d.open));
    TRY(with_answers(db, a, &ended, &d.ended));
    TRY(with_answers(db, a, &asking, &d.asking));
    *ret = d;
    return OK;
}

/* What is over, is read by who pressed, who came, and who leads the team. */
static bool may_read_ended(const struct actor *who, const struct help_request *r)
{
    bool part =
        r->row.person_id == who->person_id || may_reach(who, PERM_CARE_READ, -1, r->row.team_id);

    for (size_t i = 0; i < r->answers.n; i++)
        part = part || r->answers.at[i].person_id == who->person_id;
    return part;
}

enum status help_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                      struct help_request *ret, struct help_event_row_list *ret_events)
{
    struct help_request r;

    TRY(help_of(db, a, who, id, &r.row));
    TRY(q_help_answers(db, a, id, &r.answers));
    if (r.row.closed_at != 0 && !may_read_ended(who, &r))
        return fail(MISSING, "over, and not the actor's");
    TRY(q_help_events(db, a, id, ret_events));
    *ret = r;
    return OK;
}
