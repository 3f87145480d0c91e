/* Pressing, and how a request ends: over, taken back, logged.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"

const char *const help_kind_words[] = {
#define X(name, word) word,
    HELP_KINDS(X)
#undef X
        NULL};
const char *const help_event_words[] = {
#define X(name, word) word,
    HELP_EVENTS(X)
#undef X
        NULL};

/* ---- what all changes share */

enum status help_note(struct db *db, int64_t request_id, int64_t person_id, enum help_event kind,
                      int64_t late_ms, int64_t detail)
{
    return q_help_event_insert(db, id_new(), request_id, clock_now(), late_ms, person_id, kind,
                               detail);
}

enum status help_changed(struct db *db, int64_t centre_id, int64_t request_id)
{
    TRY(live_tell_all(db, centre_id, PERM_HELP, LIVE_HELP, request_id));
    return announce(db, EVENT_HELP_CHANGED, request_id);
}

enum status help_of(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                    struct help_row *ret)
{
    struct help_row row;

    TRY(q_help_request(db, a, id, &row));
    if (row.centre_id != who->centre_id || !may_reach(who, PERM_HELP, row.person_id, row.team_id))
        return fail(MISSING, "outside the actor's centre");
    *ret = row;
    return OK;
}

enum status help_wake(struct db *db, int64_t request_id)
{
    TRY(q_help_due_now(db, request_id, clock_now()));
    return job_put(db, HELP_CLIMB, request_id, STR(""), clock_now());
}

/* After the commit: nobody waits for the job thread's next second. */
static enum status commit_and_wake(struct db_tx *tx)
{
    TRY(db_commit(tx));
    jobs_wake();
    return OK;
}

/* ---- pressing */

static enum status check_press(const struct help_press *p)
{
    if (p->client_key.n < 8 || p->client_key.n > 64)
        return refuse(INVALID, T_HELP_BAD_KEY);
    if (p->kind < 0 || p->kind >= HELP_KIND_N)
        return refuse(INVALID, T_HELP_BAD_KIND);
    return utf8_length(p->place) > HELP_PLACE_MAX ? refuse(TOO_LARGE, T_HELP_PLACE_TOO_LONG) : OK;
}

/* What the press does not say, the desk page was told. */
static enum status where_of(struct db *db, struct arena *a, const struct actor *who,
                            const struct help_press *press, struct str *ret_place, bool *ret_home)
{
    struct help_desk_row desk;
    enum status found = q_help_desk_row(db, a, who->person_id, &desk);

    if (found != OK && found != MISSING)
        return found;
    bool told = found == OK && press->place.n == 0;
    *ret_place = told ? desk.place : press->place.p ? press->place : STR("");
    *ret_home = press->at_home || (told && desk.at_home);
    return OK;
}

static enum status insert(struct db *db, struct arena *a, const struct actor *who,
                          const struct help_press *press, struct help_pressed *ret)
{
    struct help_centre_row centre;
    const struct zone *zone;
    struct help_policy policy;
    struct str place;
    int64_t id = id_new(), now = clock_now(), policy_id, added;
    bool home;

    TRY(q_help_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(where_of(db, a, who, press, &place, &home));
    struct calendar office;
    TRY(centre_calendar(db, a, who->centre_id, zone, &office));
    enum help_occasion on = help_occasion_of((enum help_kind)press->kind, &office, now);
    TRY(help_policy_get(db, a, who->centre_id, on, &policy_id, &policy));
    TRY(q_help_insert(db, id, who->centre_id, who->person_id, who->team_id, press->client_key,
                      press->kind, on, policy_id, press->silent || press->kind == HELP_ACUTE, home,
                      place, now, now + help_resort_ms(on), policy.step[0].targets, press->drill,
                      &added));
    *ret = (struct help_pressed){.id = id, .was_known = added == 0};
    return OK;
}

enum status help_press_in(struct db *db, struct arena *a, const struct actor *who,
                          const struct help_press *press, struct help_pressed *ret)
{
    struct help_known_row known;

    if (!may(who, PERM_HELP))
        return fail(DENIED, "may not press");
    TRY(check_press(press));
    TRY(insert(db, a, who, press, ret));
    if (ret->was_known) {
        TRY(q_help_known(db, a, who->person_id, press->client_key, press->kind, &known));
        ret->id = known.id;
        return OK;
    }
    if (press->kind == HELP_AIR)
        TRY(care_pause(db, a, who, true)); /* one that runs already goes on */
    TRY(help_note(db, ret->id, who->person_id, HELP_EVENT_PRESSED, 0, 0));
    TRY(audit(db, who, AUDIT_HELP_PRESSED, ret->id, str_of(help_kind_words[press->kind])));
    TRY(job_put(db, HELP_CLIMB, ret->id, STR(""), clock_now()));
    return help_changed(db, who->centre_id, ret->id);
}

enum status help_press(struct db *db, struct arena *a, const struct actor *who,
                       const struct help_press *press, struct help_pressed *ret)
{
    DB_TX(tx, db);

    TRY(help_press_in(db, a, who, press, ret));
    return commit_and_wake(&tx);
}

/* ---- ending */

/* Who pressed and who is coming: they alone say how it went. */
static enum status part_of(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct help_row *ret)
{
    struct help_coming_row coming;

    TRY(help_of(db, a, who, id, ret));
    if (ret->person_id == who->person_id)
        return OK;
    enum status found = q_help_is_coming(db, a, id, who->person_id, &coming);
    return found == MISSING ? refuse(DENIED, T_HELP_NOT_YOURS_TO_END) : found;
}

enum status help_arrive(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(part_of(db, a, who, id, &row));
    if (row.closed_at != 0)
        return refuse(CONFLICT, T_HELP_IS_OVER);
    TRY(q_help_arrived(db, id, clock_now(), &changed));
    if (changed == 0)
        return OK; /* said before */
    TRY(job_cancel(db, HELP_CLIMB, id, STR("")));
    TRY(help_hush(db, a, id));
    TRY(help_note(db, id, who->person_id, HELP_EVENT_ARRIVED, 0, 0));
    TRY(audit(db, who, AUDIT_HELP_ENDED, id, STR("arrived")));
    TRY(help_changed(db, who->centre_id, id));
    return db_commit(&tx);
}

/* Nothing climbs any more; 0 changed: somebody was first, which is as good. */
static enum status close(struct db *db, struct arena *a, const struct actor *who,
                         const struct help_row *row, bool cancelled)
{
    int64_t changed, id = row->id;

    TRY(q_help_close(db, id, clock_now(), who->person_id, cancelled, &changed));
    if (changed == 0)
        return OK;
    TRY(job_cancel(db, HELP_CLIMB, id, STR("")));
    TRY(help_hush(db, a, id));
    if (cancelled && row->drill == 0)
        TRY(job_put(db, HELP_ASK, id, STR(""), clock_now() + HELP_ASK_MS));
    TRY(help_note(db, id, who->person_id, cancelled ? HELP_EVENT_CANCELLED : HELP_EVENT_OVER, 0,
                  0));
    TRY(audit(db, who, AUDIT_HELP_ENDED, id, cancelled ? STR("cancelled") : STR("over")));
    return help_changed(db, row->centre_id, id);
}

enum status help_close(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;

    TRY(q_help_request(db, a, id, &row));
    return close(db, a, who, &row, false);
}

enum status help_end(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    DB_TX(tx, db);

    TRY(part_of(db, a, who, id, &row));
    TRY(close(db, a, who, &row, false));
    return db_commit(&tx);
}

enum status help_cancel(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    DB_TX(tx, db);

    TRY(help_of(db, a, who, id, &row));
    if (row.person_id != who->person_id)
        return refuse(DENIED, T_HELP_NOT_YOURS_TO_END);
    TRY(close(db, a, who, &row, true));
    return db_commit(&tx);
}

enum status help_asked(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(help_of(db, a, who, id, &row));
    if (!row.cancelled)
        return refuse(CONFLICT, T_HELP_NOT_TAKEN_BACK);
    TRY(q_help_set_asked(db, id, clock_now(), who->person_id, &changed));
    if (changed == 0)
        return OK;
    if (row.person_id == who->person_id && row.incident_id == 0) /* "I am all right" */
        TRY(q_help_set_incident(db, id, 0, &changed));
    TRY(job_cancel(db, HELP_ASK, id, STR("")));
    TRY(help_note(db, id, who->person_id, HELP_EVENT_ASKED, 0, 0));
    TRY(audit(db, who, AUDIT_HELP_ENDED, id, STR("asked")));
    TRY(help_changed(db, who->centre_id, id));
    return db_commit(&tx);
}

/* ---- the line into aftercare */

int64_t help_class_of(int64_t kind)
{
    return kind == HELP_ACUTE ? INCIDENT_E : INCIDENT_B;
}

enum status help_no_log(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct help_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(help_of(db, a, who, id, &row));
    if (row.person_id != who->person_id)
        return fail(MISSING, "not the actor's own");
    if (row.incident_id == 0)
        TRY(q_help_set_incident(db, id, 0, &changed));
    TRY(audit(db, who, AUDIT_HELP_ENDED, id, STR("no log")));
    return db_commit(&tx);
}

static int64_t acts_of(const struct help_row *row)
{
    if (row->owner_id == 0)
        return 0;
    if (row->kind == HELP_TAKEOVER)
        return HELP_BIT(INCIDENT_ACT_HANDED_OVER);
    return row->kind == HELP_BOSS ? HELP_BIT(INCIDENT_ACT_TO_BOSS) : 0;
}

static struct str names_of(struct arena *a, const struct help_answer_row_list *answers)
{
    struct buf b = buf_new(a, 60);

    for (size_t i = 0; i < answers->n; i++) {
        buf_add(&b, i > 0 ? STR(", ") : STR(""));
        buf_add(&b, answers->at[i].name);
    }
    return buf_str(&b);
}

/* rating 0: they say it afterwards. */
static enum status log_in(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, int64_t id, int64_t class, int64_t rating,
                          int64_t *ret_incident_id)
{
    struct help_answer_row_list answers;
    struct help_row row;
    struct incident_logged logged;
    int64_t changed;

    TRY(help_of(db, a, who, id, &row));
    if (row.person_id != who->person_id)
        return fail(MISSING, "not the actor's own");
    if (row.drill != 0)
        return refuse(CONFLICT, T_HELP_DRILL_NO_LOG);
    if (row.incident_id != 0) {
        *ret_incident_id = row.incident_id;
        return OK;
    }
    TRY(q_help_answers(db, a, id, &answers));
    struct incident_entry e = {
        .client_key = arena_printf(a, "help-%lld", (long long)id),
        .occurred_at = row.pressed_at,
        .class = class >= 0 ? class : help_class_of(row.kind),
        .rating = rating,
        .rate_later = rating == 0,
        .was_alone = answers.n == 0,
        .at_home = row.at_home,
        .acts = acts_of(&row),
    };
    e.text[INCIDENT_FIELD_SEEN_BY] = names_of(a, &answers);
    TRY(incident_log(db, a, who, zone, &e, &logged));
    TRY(q_help_set_incident(db, id, logged.id, &changed));
    TRY(close(db, a, who, &row, false)); /* who logs it, is through with it */
    TRY(help_note(db, id, who->person_id, HELP_EVENT_LOGGED, 0, 0));
    TRY(help_changed(db, who->centre_id, id));
    *ret_incident_id = logged.id;
    return OK;
}

enum status help_log_later(struct db *db, struct arena *a, const struct actor *who,
                           const struct zone *zone, int64_t id, int64_t *ret_incident_id)
{
    return log_in(db, a, who, zone, id, -1, 0, ret_incident_id);
}

enum status help_log(struct db *db, struct arena *a, const struct actor *who,
                     const struct zone *zone, int64_t id, int64_t class, int64_t rating,
                     int64_t *ret_incident_id)
{
    DB_TX(tx, db);

    TRY(log_in(db, a, who, zone, id, class, rating, ret_incident_id));
    return db_commit(&tx);
}
