/* The author's side: logging, correcting, letting others see, taking away.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/experience/experience.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/experience/experience_screen.h"
#include "features/incidents/incidents.h"

const char *const experience_kind_words[] = {
#define X(name, word) word,
    EXPERIENCE_KINDS(X)
#undef X
        NULL};
const char *const experience_help_words[] = {
#define X(name, word) word,
    EXPERIENCE_HELPS(X)
#undef X
        NULL};
const char *const experience_let_words[] = {"no", "yes", NULL};

/* ---- checks */

static enum status check_rating(int64_t kind, int64_t strength, int64_t helps, struct str note)
{
    if (kind < 0 || kind >= EXPERIENCE_KIND_N)
        return refuse(INVALID, T_EXPERIENCE_BAD_KIND);
    if (strength < 1 || strength > EXPERIENCE_STRENGTH_MAX)
        return refuse(INVALID, T_EXPERIENCE_BAD_STRENGTH);
    if (helps < 0 || helps >> EXPERIENCE_HELP_N != 0)
        return refuse(INVALID, T_EXPERIENCE_BAD_HELP);
    if (utf8_length(note) > EXPERIENCE_NOTE_MAX)
        return refuse(TOO_LARGE, T_EXPERIENCE_TOO_LONG);
    return OK;
}

static enum status check_entry(const struct experience_entry *e)
{
    if (e->client_key.n < 8 || e->client_key.n > 64)
        return refuse(INVALID, T_EXPERIENCE_BAD_KEY);
    if (e->occurred_at > clock_now() + MINUTE_MS) /* clocks differ a little */
        return refuse(INVALID, T_EXPERIENCE_IN_THE_FUTURE);
    return check_rating(e->kind, e->strength, e->helps, e->note);
}

static enum text_key said_of(enum experience_leak leak)
{
    switch (leak) {
    case EXPERIENCE_LEAKS_NAME:
        return T_EXPERIENCE_TELLING_NAME;
    case EXPERIENCE_LEAKS_NUMBER:
        return T_EXPERIENCE_TELLING_NUMBER;
    case EXPERIENCE_LEAKS_MAIL:
        return T_EXPERIENCE_TELLING_MAIL;
    case EXPERIENCE_LEAKS_PLACE:
        return T_EXPERIENCE_TELLING_PLACE;
    case EXPERIENCE_LEAKS_NOTHING:
        break;
    }
    return T_NONE;
}

static enum status check_telling(struct db *db, struct arena *a, int64_t centre_id, struct str s)
{
    struct experience_names names;
    enum experience_leak leak;

    if (utf8_length(s) > EXPERIENCE_TELLING_MAX)
        return refuse(TOO_LARGE, T_EXPERIENCE_TOO_LONG);
    if (s.n == 0)
        return OK;
    TRY(experience_names(db, a, centre_id, &names));
    leak = experience_screen(a, s, &names, NULL);
    return leak == EXPERIENCE_LEAKS_NOTHING ? OK : refuse(INVALID, said_of(leak));
}

/* ---- what changes elsewhere */

static bool has_log(const struct actor *who)
{
    return may_reach(who, PERM_EXPERIENCE, who->person_id, who->team_id) && !who->is_system;
}

/* Their day is put together anew, in the transaction that changes what it may be made of. */
static enum status tell_day(struct db *db, struct arena *a, int64_t person_id)
{
    struct experience_id_row run;
    enum status found = q_experience_run(db, a, person_id, &run);

    if (found != OK)
        return found == MISSING ? OK : found;
    return job_put(db, EXPERIENCE_FOR_DAY, run.id, STR(""), clock_now());
}

static enum status insert(struct db *db, struct arena *a, int64_t centre_id, int64_t person_id,
                          int64_t incident_id, const struct experience_entry *e, int64_t *ret_id)
{
    struct experience_wish_row wish = {0};
    enum status found = q_experience_wish(db, a, person_id, &wish);
    int64_t id = id_new(), now = clock_now();

    if (found != OK && found != MISSING)
        return found;
    bool for_mentor = e->for_mentor == EXPERIENCE_AS_WISHED ? wish.for_mentor : e->for_mentor == 1,
         for_day = e->for_day == EXPERIENCE_AS_WISHED ? wish.for_day : e->for_day == 1;
    TRY(q_experience_insert(db, id, centre_id, person_id, e->client_key, incident_id, e->kind,
                            e->strength, e->helps, e->note.p ? e->note : STR(""), e->wants_talk,
                            for_mentor, for_day, e->occurred_at != 0 ? e->occurred_at : now, now));
    if (e->wants_talk)
        TRY(job_put(db, EXPERIENCE_TALK, id, STR(""), now));
    if (for_day)
        TRY(tell_day(db, a, person_id));
    *ret_id = id;
    return OK;
}

/* ---- logging */

static enum status find_known(struct db *db, struct arena *a, const struct actor *who,
                              struct str client_key, struct experience_logged *ret)
{
    struct experience_id_row known;

    TRY(q_experience_by_key(db, a, who->person_id, client_key, &known));
    *ret = (struct experience_logged){.id = known.id, .was_known = true};
    return OK;
}

enum status experience_log(struct db *db, struct arena *a, const struct actor *who,
                           const struct experience_entry *entry, struct experience_logged *ret)
{
    struct experience_logged logged = {0};

    if (!has_log(who))
        return fail(DENIED, "keeps no log");
    TRY(check_entry(entry));
    {
        DB_TX(tx, db);
        enum status known = find_known(db, a, who, entry->client_key, ret);

        if (known != MISSING)
            return known == OK ? db_commit(&tx) : known;
        enum status done = insert(db, a, who->centre_id, who->person_id, 0, entry, &logged.id);
        if (done == OK)
            done = audit(db, who, AUDIT_EXPERIENCE_CHANGED, logged.id, STR("logged"));
        if (done == OK) {
            TRY(db_commit(&tx));
            jobs_wake();
            *ret = logged;
            return OK;
        }
        if (done != CONFLICT)
            return done;
    }
    /* Two connections sent the same at once and the other one was first: that one counts. */
    return find_known(db, a, who, entry->client_key, ret);
}

/* What was logged as an incident with the tick "also in my own log". A talk about it comes by the incident itself. */
enum status experience_from_incident(struct db *db, struct arena *a, const struct job *job,
                                     int64_t *ret_again_at)
{
    static const int64_t kinds[INCIDENT_CLASS_N] = {
        EXPERIENCE_ANGRY, EXPERIENCE_SLUR, EXPERIENCE_THREAT, EXPERIENCE_THREAT, EXPERIENCE_LIFE};
    struct experience_incident_row in;
    struct experience_id_row known;
    struct experience_entry e = {.client_key =
                                     arena_printf(a, "incident-%lld", (long long)job->object_id),
                                 .for_mentor = EXPERIENCE_AS_WISHED,
                                 .for_day = EXPERIENCE_AS_WISHED};
    int64_t id;

    (void)ret_again_at;
    TRY(q_experience_incident(db, a, job->object_id, &in));
    enum status found = q_experience_by_key(db, a, in.person_id, e.client_key, &known);
    if (found != MISSING)
        return found;
    if (in.logged_by != in.person_id || in.class < 0 || in.class >= INCIDENT_CLASS_N)
        return OK; /* a log of one's own is written by oneself */
    e.kind = kinds[in.class];
    e.strength = in.rating > 0 ? in.rating : 1;
    e.note = utf8_clip(in.helped.p ? in.helped : STR(""), EXPERIENCE_NOTE_MAX);
    e.occurred_at = in.occurred_at;
    TRY(insert(db, a, in.centre_id, in.person_id, job->object_id, &e, &id));
    return audit(db, &actor_system, AUDIT_EXPERIENCE_CHANGED, id, STR("logged"));
}

/* ---- the author's own */

enum status experience_list(struct db *db, struct arena *a, const struct actor *who, int64_t before,
                            int64_t most, struct experience_row_list *ret)
{
    if (!has_log(who))
        return fail(DENIED, "keeps no log");
    return q_experience_of(db, a, who->person_id, before > 0 ? before : INT64_MAX, most, ret);
}

enum status experience_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct experience_row *ret)
{
    struct experience_row row;

    if (!has_log(who))
        return fail(DENIED, "keeps no log");
    TRY(q_experience_one(db, a, id, &row));
    if (row.person_id != who->person_id)
        return fail(MISSING, "somebody else's");
    *ret = row;
    return OK;
}

/* The wish to talk begins again when it is said again after a talk. */
static enum status change_talk(struct db *db, const struct experience_row *was, bool wants)
{
    if (!wants || (was->wants_talk && was->talked_at == 0))
        return OK;
    if (was->talked_at != 0 && was->wants_talk)
        return OK; /* it was held; nothing new was said */
    TRY(q_experience_untalked(db, was->id));
    return job_put(db, EXPERIENCE_TALK, was->id, STR(""), clock_now());
}

enum status experience_change(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              const struct experience_change *to)
{
    struct experience_row was;
    struct str telling = str_trim(to->telling.p ? to->telling : STR(""));
    DB_TX(tx, db);

    TRY(experience_find(db, a, who, id, &was));
    TRY(check_rating(to->kind, to->strength, to->helps, to->note));
    TRY(check_telling(db, a, who->centre_id, telling));
    TRY(q_experience_change(db, id, to->kind, to->strength, to->helps,
                            to->note.p ? to->note : STR(""), telling, to->wants_talk,
                            to->for_mentor, to->for_day));
    TRY(change_talk(db, &was, to->wants_talk));
    if (was.for_day || to->for_day)
        TRY(tell_day(db, a, who->person_id));
    TRY(audit(db, who, AUDIT_EXPERIENCE_CHANGED, id, STR("changed")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status experience_share(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             bool for_mentor, bool for_day)
{
    struct experience_row was;
    DB_TX(tx, db);

    TRY(experience_find(db, a, who, id, &was));
    TRY(q_experience_share(db, id, for_mentor, for_day));
    if (was.for_day != for_day)
        TRY(tell_day(db, a, who->person_id));
    TRY(audit(db, who, AUDIT_EXPERIENCE_CHANGED, id, STR("let see")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status experience_drop(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct experience_row was;
    DB_TX(tx, db);

    TRY(experience_find(db, a, who, id, &was));
    TRY(job_cancel(db, EXPERIENCE_TALK, id, STR_NONE));
    TRY(q_experience_drop(db, id));
    if (was.for_day)
        TRY(tell_day(db, a, who->person_id));
    TRY(audit(db, who, AUDIT_EXPERIENCE_CHANGED, id, STR("taken away")));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status experience_wish(struct db *db, struct arena *a, const struct actor *who,
                            struct experience_wish_row *ret)
{
    struct experience_wish_row row = {0};
    enum status found;

    if (!has_log(who))
        return fail(DENIED, "keeps no log");
    found = q_experience_wish(db, a, who->person_id, &row);
    if (found != OK && found != MISSING)
        return found;
    *ret = row;
    return OK;
}

enum status experience_wish_set(struct db *db, const struct actor *who,
                                const struct experience_wish_row *to)
{
    DB_TX(tx, db);

    if (!has_log(who))
        return fail(DENIED, "keeps no log");
    TRY(q_experience_wish_put(db, who->person_id, to->for_mentor, to->for_day));
    TRY(audit(db, who, AUDIT_EXPERIENCE_CHANGED, who->person_id, STR("wish")));
    return db_commit(&tx);
}

enum status experience_for_day(struct db *db, struct arena *a, int64_t run_id,
                               struct experience_day_row_list *ret)
{
    return q_experience_for_day(db, a, run_id, ret);
}

enum status experience_has_day(struct db *db, struct arena *a, int64_t person_id, bool *ret)
{
    struct experience_id_row run;
    enum status found = q_experience_has_day(db, a, person_id, &run);

    if (found != OK && found != MISSING)
        return found;
    *ret = found == OK;
    return OK;
}
