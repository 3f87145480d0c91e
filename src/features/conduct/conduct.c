/* Asking for follow-up with the citizen, reading what became of it, and what all changes share.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/centre_calendar.h"
#include "core/calendar.h"
#include "core/cpr.h"
#include "core/refuse.h"
#include "features/notify/notify.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS)

#define X(name, word) word,
const char *const conduct_wish_words[] = {CONDUCT_WISHES(X) NULL};
const char *const conduct_state_words[] = {CONDUCT_STATES(X) NULL};
const char *const conduct_scope_words[] = {CONDUCT_SCOPES(X) NULL};
const char *const conduct_channel_words[] = {CONDUCT_CHANNELS(X) NULL};
const char *const conduct_yes_no_words[] = {CONDUCT_YES_NO(X) NULL};
const char *const conduct_hearing_words[] = {CONDUCT_HEARINGS(X) NULL};
const char *const conduct_letter_words[] = {CONDUCT_LETTERS(X) NULL};
const char *const conduct_term_words[] = {CONDUCT_TERMS(X) NULL};
#undef X

struct str conduct_reference_key(struct arena *a, struct str reference)
{
    struct str folded = utf8_fold(a, reference);
    struct buf b = buf_new(a, folded.n);

    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.p[i];

        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_char(&b, (char)c);
    }
    return b.n > 0 ? buf_str(&b) : STR("");
}

enum status conduct_no_cpr(const struct str *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_has_cpr(texts[i]))
            return refuse(INVALID, T_CPR_REFUSED);
    return OK;
}

enum status conduct_zone(struct db *db, struct arena *a, int64_t centre_id, const struct zone **ret)
{
    struct conduct_zone_row centre;

    TRY(q_conduct_zone(db, a, centre_id, &centre));
    return zone_find(centre.zone, ret);
}

/* ---- who may */

bool conduct_leads(const struct actor *who, enum permission p, const struct conduct_case_row *k)
{
    return who->person_id != k->person_id && who->centre_id == k->centre_id &&
           may_reach(who, p, -1, k->team_id);
}

static bool is_asker(const struct actor *who, const struct conduct_case_row *k)
{
    return may(who, PERM_CONDUCT_READ) && who->person_id != 0 &&
           (who->person_id == k->person_id || who->person_id == k->asked_by);
}

enum status conduct_to_decide(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct conduct_case_row *ret)
{
    TRY(q_conduct_by_id(db, a, id, ret));
    if (!may_reach(who, PERM_CONDUCT_DECIDE, -1, ret->team_id) || who->centre_id != ret->centre_id)
        return fail(MISSING, "outside the actor's reach");
    if (who->person_id == ret->person_id)
        return refuse(DENIED, T_CONDUCT_NOT_YOURSELF);
    return OK;
}

/* ---- what all changes write */

enum status conduct_note(struct db *db, int64_t case_id, const struct actor *who,
                         enum conduct_event kind)
{
    return q_conduct_event_insert(db, id_new(), case_id, clock_now(), who->person_id, kind);
}

enum status conduct_settle(struct db *db, const struct actor *who, int64_t case_id,
                           struct str detail)
{
    TRY(audit(db, who, AUDIT_CONDUCT_CHANGED, case_id, detail));
    TRY(announce(db, EVENT_CONDUCT_CHANGED, case_id));
    return job_put(db, CONDUCT_CLOCK, case_id, STR(""), clock_now());
}

static struct str page_of(struct arena *a, int64_t id)
{
    return arena_printf(a, "/conduct/%lld", (long long)id);
}

static struct str dedupe_of(struct arena *a, int64_t id, struct str what)
{
    return arena_printf(a, "conduct %lld %.*s", (long long)id, STR_ARG(what));
}

enum status conduct_tell_employee(struct db *db, struct arena *a, const struct conduct_case_row *k,
                                  const struct actor *who, enum text_key key, struct str what)
{
    const int64_t people[] = {k->person_id, k->asked_by == k->person_id ? 0 : k->asked_by};

    for (size_t i = 0; i < 2; i++) {
        if (people[i] == 0 || people[i] == who->person_id)
            continue;
        enum status told = notify_person(db, a, people[i], NOTICE_ORDINARY, key, page_of(a, k->id),
                                         dedupe_of(a, k->id, what));
        if (told != OK && told != MISSING)
            return told;
    }
    return OK;
}

enum status conduct_tell_managers(struct db *db, struct arena *a, const struct conduct_case_row *k,
                                  const struct actor *who, enum text_key key, struct str what)
{
    return notify_role(db, a, ROLE_MANAGER, k->team_id, k->centre_id,
                       (const int64_t[]){k->person_id, who->person_id}, NOTICE_ORDINARY, key,
                       page_of(a, k->id), dedupe_of(a, k->id, what));
}

/* ---- asking */

static enum status check_request(const struct conduct_request *r)
{
    if (r->wish < 0 || r->wish >= CONDUCT_WISH_N || r->words.n == 0)
        return refuse(INVALID, T_CONDUCT_SAY_WHY);
    if (utf8_length(r->words) > CONDUCT_TEXT_MAX ||
        utf8_length(r->reference) > CONDUCT_REFERENCE_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    return conduct_no_cpr((const struct str[]){r->words, r->reference}, 2);
}

/* The end of the last working day in which an answer is still in time. */
static enum status answer_due(struct db *db, struct arena *a, int64_t centre_id, int64_t *ret)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];
    const struct zone *zone;

    TRY(conduct_terms(db, a, centre_id, terms));
    TRY(conduct_zone(db, a, centre_id, &zone));
    struct calendar calendar;
    TRY(centre_calendar(db, a, centre_id, zone, &calendar));
    int32_t day = zone_day(zone, clock_now());

    for (int64_t i = 0; i < terms[CONDUCT_TERM_ANSWER].days; i++)
        day = calendar_day_after(&calendar, day);
    *ret = zone_day_start(zone, day + 1);
    return OK;
}

enum status conduct_ask(struct db *db, struct arena *a, const struct actor *who,
                        int64_t incident_id, const struct conduct_request *request, int64_t *ret_id)
{
    struct conduct_incident_row in;
    struct conduct_id_row known;
    int64_t id = id_new(), due_at;
    DB_TX(tx, db);

    TRY(q_conduct_incident(db, a, incident_id, &in));
    if (in.centre_id != who->centre_id ||
        !may_reach(who, PERM_CONDUCT_ASK, in.person_id, in.team_id))
        return fail(MISSING, "outside the actor's reach");
    TRY(check_request(request));
    enum status found = q_conduct_by_incident(db, a, incident_id, &known);
    if (found == OK)
        return refuse(CONFLICT, T_CONDUCT_ASKED_BEFORE);
    if (found != MISSING)
        return found;
    TRY(answer_due(db, a, in.centre_id, &due_at));
    struct str reference = request->reference.p ? request->reference : STR("");
    TRY(q_conduct_insert(db, id, in.centre_id, in.team_id, incident_id, in.person_id,
                         who->person_id, clock_now(), due_at, request->wish, request->words,
                         reference, conduct_reference_key(a, reference)));
    struct conduct_case_row k = {.id = id,
                                 .centre_id = in.centre_id,
                                 .team_id = in.team_id,
                                 .person_id = in.person_id,
                                 .asked_by = who->person_id};
    TRY(conduct_note(db, id, who, CONDUCT_EVENT_ASKED));
    TRY(audit(db, who, AUDIT_CONDUCT_ASKED, id, STR("")));
    TRY(announce(db, EVENT_CONDUCT_ASKED, id));
    TRY(job_put(db, CONDUCT_CLOCK, id, STR(""), due_at));
    TRY(conduct_tell_managers(db, a, &k, who, T_NOTICE_CONDUCT_ASKED, STR("asked")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

enum status conduct_of_incident(struct db *db, struct arena *a, const struct actor *who,
                                int64_t incident_id, struct conduct_case_row *ret)
{
    struct conduct_id_row known;
    struct conduct_case_row k;

    TRY(q_conduct_by_incident(db, a, incident_id, &known));
    TRY(q_conduct_by_id(db, a, known.id, &k));
    if (!is_asker(who, &k) && !conduct_leads(who, PERM_CONDUCT_READ, &k))
        return fail(MISSING, "outside the actor's reach");
    *ret = k;
    return OK;
}

/* ---- reading */

static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct conduct_look_row look;
    enum status recent =
        q_conduct_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_CONDUCT_SEEN, id, STR("")));
    return db_commit(&tx);
}

/* The employee knows what holds and until when; grounds, needs and hearing are the citizen's matter. */
static void hide_grounds(struct conduct_case *c)
{
    struct conduct_decision_row *d = &c->decision;

    d->grounds = d->needs_words = d->hearing_words = STR_NONE;
    d->has_needs = false;
    d->hearing = 0;
    c->row.heard = STR_NONE;
    c->row.heard_at = 0;
    c->decisions.n = c->letters.n = c->grounds.n = 0;
}

enum status conduct_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         struct conduct_case *ret)
{
    struct conduct_case c = {0};

    TRY(q_conduct_by_id(db, a, id, &c.row));
    bool leads = conduct_leads(who, PERM_CONDUCT_READ, &c.row);
    if (!leads && !is_asker(who, &c.row))
        return fail(MISSING, "outside the actor's reach");
    c.sight = leads ? CONDUCT_SIGHT_FULL : CONDUCT_SIGHT_ASKER;
    if (leads)
        TRY(note_look(db, a, who, id));
    TRY(q_conduct_decisions(db, a, id, &c.decisions));
    TRY(q_conduct_letters(db, a, id, &c.letters));
    TRY(q_conduct_grounds(db, a, id, &c.grounds));
    TRY(q_conduct_events(db, a, id, &c.events));
    c.has_decision = c.decisions.n > 0;
    if (c.has_decision)
        c.decision = c.decisions.at[0];
    if (!leads)
        hide_grounds(&c);
    c.may_decide = conduct_leads(who, PERM_CONDUCT_DECIDE, &c.row);
    *ret = c;
    return OK;
}
