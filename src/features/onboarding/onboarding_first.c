/* The first call: from call records or the newcomer's own word, hoped for within the first five working days. "Not ready yet" is
 * an answer like any other.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include "core/refuse.h"
#include "features/notify/notify.h"

const char *const onboarding_first_words[] = {"before",    "waiting", "amber", "red",
                                              "not_ready", "taken",   NULL};

int32_t onboarding_first_by(const struct calendar *c, int32_t start_day)
{
    return calendar_nth_day(c, start_day, ONBOARDING_RED_DAY);
}

enum onboarding_first onboarding_first(const struct calendar *c, const struct onboarding_run_row *r,
                                       int32_t today)
{
    int32_t start = (int32_t)r->start_day;

    if (r->first_call_at != 0)
        return ONBOARDING_FIRST_TAKEN;
    if (r->unready_at != 0)
        return ONBOARDING_FIRST_UNREADY;
    if (today < start)
        return ONBOARDING_FIRST_BEFORE;
    if (today >= onboarding_first_by(c, start))
        return ONBOARDING_FIRST_RED;
    return today >= calendar_nth_day(c, start, ONBOARDING_AMBER_DAY) ? ONBOARDING_FIRST_AMBER
                                                                     : ONBOARDING_FIRST_WAITS;
}

/* ---- it came */

static enum status note_first(struct db *db, struct arena *a, const struct onboarding_run_row *r,
                              int64_t at, bool said, const struct actor *who)
{
    struct str event = arena_printf(a, "onboarding.first_call %lld", (long long)r->id);
    int64_t changed = 0, mentor_id = onboarding_mentor_now(r);

    TRY(q_onboarding_run_first(db, r->id, at, clock_now(), said, &changed));
    if (changed == 0)
        return OK;
    TRY(notify_person(db, a, r->person_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_FIRST_CALL,
                      STR("/onboarding/mine"), event));
    if (mentor_id != 0)
        TRY(notify_person(db, a, mentor_id, NOTICE_ORDINARY, T_NOTICE_ONBOARDING_FIRST_MENTOR,
                          onboarding_page(a, r->id), event));
    TRY(onboarding_end_word(db, a, r->id, STR("first_call")));
    TRY(notify_over(db, arena_printf(a, "onboarding.first %lld ", (long long)r->id)));
    TRY(announce(db, EVENT_ONBOARDING_FIRST_CALL, r->id));
    return onboarding_note(db, a, who, r->id, STR("first call"));
}

enum status onboarding_first_look(struct db *db, struct arena *a, int64_t run_id)
{
    struct onboarding_run_row r;
    struct onboarding_call_row call;
    const struct zone *zone;

    TRY(onboarding_run_now(db, a, run_id, &r));
    if (r.first_call_at != 0 || r.ended_at != 0)
        return OK;
    TRY(zone_find(r.zone, &zone));
    enum status found = q_onboarding_first_record(
        db, a, r.person_id, zone_day_start(zone, (int32_t)r.start_day), clock_now(), &call);
    if (found != OK)
        return found == MISSING ? OK : found;
    return note_first(db, a, &r, call.started_at, false, &actor_system);
}

/* Records came in: whose first call is among them? */
enum status onboarding_calls(struct db *db, struct arena *a, const struct job *job,
                             int64_t *ret_again_at)
{
    struct onboarding_uncalled_row_list waiting;

    (void)ret_again_at;
    TRY(q_onboarding_uncalled(db, a, job->object_id, &waiting));
    for (size_t i = 0; i < waiting.n; i++)
        TRY(onboarding_first_look(db, a, waiting.at[i].id));
    return OK;
}

/* ---- the newcomer's own words */

static enum status own_run(struct db *db, struct arena *a, const struct actor *who,
                           struct onboarding_run_row *ret)
{
    struct onboarding_member person;
    const struct zone *zone;

    if (!may(who, PERM_ONBOARDING))
        return fail(DENIED, "has no plan");
    TRY(q_onboarding_person(db, a, who->person_id, &person));
    TRY(zone_find(person.zone, &zone));
    return q_onboarding_run_of(db, a, zone_day(zone, clock_now()), who->person_id, ret);
}

enum status onboarding_first_say(struct db *db, struct arena *a, const struct actor *who)
{
    struct onboarding_run_row r;
    DB_TX(tx, db);

    TRY(own_run(db, a, who, &r));
    if (r.first_call_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_FIRST_KNOWN);
    if (r.day < r.start_day)
        return refuse(CONFLICT, T_ONBOARDING_NOT_BEGUN);
    TRY(note_first(db, a, &r, clock_now(), true, who));
    return db_commit(&tx);
}

enum status onboarding_ready(struct db *db, struct arena *a, const struct actor *who, bool ready)
{
    struct onboarding_people to;
    struct onboarding_run_row r;
    DB_TX(tx, db);

    TRY(own_run(db, a, who, &r));
    if (r.first_call_at != 0)
        return refuse(CONFLICT, T_ONBOARDING_FIRST_KNOWN);
    if (ready == (r.unready_at == 0))
        return db_commit(&tx); /* already so */
    TRY(q_onboarding_run_unready(db, r.id, ready ? 0 : clock_now()));
    if (!ready) {
        TRY(onboarding_holders(db, a, &r, ONBOARDING_BY_MENTOR, &to));
        TRY(onboarding_tell_all(db, a, &to, true, T_NOTICE_ONBOARDING_NOT_READY,
                                onboarding_page(a, r.id),
                                arena_printf(a, "onboarding.unready %lld %lld", (long long)r.id,
                                             (long long)clock_now())));
    }
    TRY(onboarding_note(db, a, who, r.id, ready ? STR("ready") : STR("not ready yet")));
    return db_commit(&tx);
}
