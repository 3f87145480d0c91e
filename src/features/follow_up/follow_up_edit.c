/* What who trains or leads changes on the day before it starts.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_agenda_parts.h"
#include "base/utf8.h"
#include "features/follow_up/follow_up_parts.h"

/* The day of a block, for who may change it. */
static enum status day_of(struct db *db, struct arena *a, const struct actor *who, int64_t block_id,
                          struct follow_up *f, size_t *ret_at)
{
    struct follow_up_id_row day;

    if (!may(who, PERM_FOLLOW_UP))
        return fail(DENIED, "has no class");
    TRY(q_follow_up_block_day(db, a, block_id, &day));
    TRY(follow_up_for_leader(db, a, who, day.id, f));
    for (size_t i = 0; i < f->agenda.n; i++)
        if (f->agenda.at[i].id == block_id) {
            *ret_at = i;
            return OK;
        }
    return fail(MISSING, "no such block");
}

static enum status before_start(const struct follow_up *f)
{
    return f->row.state < FOLLOW_UP_RUNNING ? OK : refuse(CONFLICT, T_FOLLOW_UP_HAS_STARTED);
}

static enum status keep_edited(struct db *db, struct arena *a, const struct actor *who,
                               struct follow_up *f, const char *what)
{
    follow_up_trace(a, &f->agenda);
    TRY(follow_up_keep(db, f->row.id, &f->agenda));
    TRY(q_follow_up_day_changed(db, f->row.id, true));
    return audit(db, who, AUDIT_FOLLOW_UP_CHANGED, f->row.id, str_of(what));
}

enum status follow_up_minutes(struct db *db, struct arena *a, const struct actor *who,
                              int64_t block_id, int64_t minutes)
{
    struct follow_up f;
    size_t at;
    DB_TX(tx, db);

    TRY(day_of(db, a, who, block_id, &f, &at));
    TRY(before_start(&f));
    if (minutes < FOLLOW_UP_MINUTES_LEAST || minutes > FOLLOW_UP_MINUTES_MOST)
        return refuse(INVALID, T_FOLLOW_UP_BAD_MINUTES);
    f.agenda.at[at].minutes = minutes;
    TRY(keep_edited(db, a, who, &f, "minutes"));
    TRY(follow_up_invite(db, a, &f));
    return db_commit(&tx);
}

enum status follow_up_move(struct db *db, struct arena *a, const struct actor *who,
                           int64_t block_id, bool up)
{
    struct follow_up f;
    size_t at;
    DB_TX(tx, db);

    TRY(day_of(db, a, who, block_id, &f, &at));
    TRY(before_start(&f));
    if ((up && at == 0) || (!up && at + 1 == f.agenda.n))
        return db_commit(&tx); /* there is nothing beyond */
    size_t to = up ? at - 1 : at + 1;
    struct follow_up_block one = f.agenda.at[at];
    f.agenda.at[at] = f.agenda.at[to];
    f.agenda.at[to] = one;
    TRY(keep_edited(db, a, who, &f, "order"));
    return db_commit(&tx);
}

enum status follow_up_drop(struct db *db, struct arena *a, const struct actor *who,
                           int64_t block_id)
{
    struct follow_up f;
    size_t at;
    DB_TX(tx, db);

    TRY(day_of(db, a, who, block_id, &f, &at));
    TRY(before_start(&f));
    memmove(f.agenda.at + at, f.agenda.at + at + 1, (f.agenda.n - at - 1) * sizeof *f.agenda.at);
    f.agenda.n--;
    TRY(keep_edited(db, a, who, &f, "dropped"));
    TRY(follow_up_invite(db, a, &f));
    return db_commit(&tx);
}

enum status follow_up_add(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          const struct follow_up_own *own)
{
    struct follow_up f;
    struct str title = str_trim(own->title), text = str_trim(own->text.p ? own->text : STR(""));
    struct follow_up_block b = follow_up_block_of(FOLLOW_UP_OWN, -1, own->minutes);
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    TRY(before_start(&f));
    if (title.n == 0)
        return refuse(INVALID, T_FOLLOW_UP_NO_TITLE);
    if (utf8_length(title) > FOLLOW_UP_TITLE_MAX || utf8_length(text) > FOLLOW_UP_TEXT_MAX)
        return refuse(TOO_LARGE, T_FOLLOW_UP_TOO_LONG);
    if (own->minutes < FOLLOW_UP_MINUTES_LEAST || own->minutes > FOLLOW_UP_MINUTES_MOST)
        return refuse(INVALID, T_FOLLOW_UP_BAD_MINUTES);
    if (f.agenda.n >= FOLLOW_UP_BLOCKS)
        return refuse(CONFLICT, T_FOLLOW_UP_TOO_MANY);
    TRY(follow_up_screened(db, a, f.row.centre_id, title));
    TRY(follow_up_screened(db, a, f.row.centre_id, text));
    b.title = title;
    b.text = text;
    size_t at = f.agenda.n;
    if (at > 0 && f.agenda.at[at - 1].kind == FOLLOW_UP_CLOSING)
        at--;
    follow_up_insert(&f.agenda, at, &b);
    TRY(keep_edited(db, a, who, &f, "added"));
    TRY(follow_up_invite(db, a, &f));
    return db_commit(&tx);
}

enum status follow_up_afresh(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct follow_up f;
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    TRY(before_start(&f));
    f.row.edited = false;
    TRY(follow_up_put_together(db, a, &f.row));
    TRY(q_follow_up_day_changed(db, id, f.row.state >= FOLLOW_UP_PUBLISHED));
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, id, STR("afresh")));
    TRY(follow_up_find(db, a, who, id, &f));
    TRY(follow_up_invite(db, a, &f));
    return db_commit(&tx);
}

enum status follow_up_when(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           const struct follow_up_when *to)
{
    struct follow_up f;
    const struct zone *zone;
    struct str place = str_trim(to->place.p ? to->place : STR(""));
    DB_TX(tx, db);

    TRY(follow_up_for_leader(db, a, who, id, &f));
    TRY(before_start(&f));
    TRY(zone_find(f.row.zone, &zone));
    if (to->day < zone_day(zone, clock_now()))
        return refuse(INVALID, T_FOLLOW_UP_IN_THE_PAST);
    if (to->from_minute < 0 || to->from_minute > 18 * 60)
        return refuse(INVALID, T_FOLLOW_UP_BAD_TIME);
    if (utf8_length(place) > FOLLOW_UP_PLACE_MAX)
        return refuse(TOO_LARGE, T_FOLLOW_UP_TOO_LONG);
    TRY(q_follow_up_day_when(db, id, to->day, to->from_minute, place,
                             f.row.moved || to->day != f.row.day));
    TRY(audit(db, who, AUDIT_FOLLOW_UP_CHANGED, id, STR("when")));
    TRY(follow_up_find(db, a, who, id, &f));
    TRY(follow_up_invite(db, a, &f));
    return db_commit(&tx);
}
