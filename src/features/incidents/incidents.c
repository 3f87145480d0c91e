/* Rules of an incident: logging it, reading it, adding to it, correcting it, talking about it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/incidents/incidents.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "core/audit.h"
#include "core/jobs.h"
#include "core/refuse.h"

#define LOOK_AGAIN_MS (15 * MINUTE_MS)
#define WORD_MAX 40 /* bytes of one searchable word */

const char *const incident_class_words[] = {"a", "b", "c", "d", "e", NULL};

const char *const incident_act_words[] = {
#define X(name, word) word,
    INCIDENT_ACTS(X)
#undef X
        NULL};

const char *const incident_field_words[] = {
#define X(name, word) word,
    INCIDENT_FIELDS(X)
#undef X
        NULL};

struct str incident_number_text(struct arena *a, int64_t number)
{
    return arena_printf(a, "H-%lld", (long long)number);
}

bool incident_number_parse(struct str s, int64_t *ret)
{
    s = str_trim(s);
    if (s.n > 0 && (s.p[0] == 'H' || s.p[0] == 'h'))
        s = str_sub(s, 1, s.n);
    if (s.n > 0 && s.p[0] == '-')
        s = str_sub(s, 1, s.n);
    return s.n <= 18 && str_int64(s, ret) && *ret > 0;
}

static int64_t higher(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- counts kept beside the rows */

/* What one incident adds to its team's tally while nobody has talked about it. */
static enum status tally_untalked(struct db *db, int64_t team_id, int64_t sign, bool wants_talk,
                                  int64_t hit, bool newcomer)
{
    return q_incident_tally_add(db, team_id, 0, sign, wants_talk ? sign : 0,
                                hit >= INCIDENT_HARD ? sign : 0, newcomer ? sign : 0);
}

static enum status day_add(struct db *db, const struct zone *zone, int64_t team_id,
                           int64_t occurred_at, int64_t class, int64_t sign, int64_t hit,
                           int64_t acts)
{
    return q_incident_day_add(db, team_id, zone_day(zone, occurred_at), class, sign,
                              hit > 0 ? sign : 0, sign * hit,
                              (acts & INCIDENT_ENDED) != 0 ? sign : 0);
}

/* ---- words for search */

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

enum status incident_index_words(struct db *db, struct arena *a, int64_t id, struct str text)
{
    struct str folded = utf8_fold(a, text);

    for (size_t i = 0; i < folded.n;) {
        size_t start = i;

        while (i < folded.n && is_word_byte((unsigned char)folded.p[i]))
            i++;
        if (i - start >= 2)
            TRY(q_incident_word_insert(db, id,
                                       utf8_clip(str_sub(folded, start, i - start), WORD_MAX)));
        while (i < folded.n && !is_word_byte((unsigned char)folded.p[i]))
            i++;
    }
    return OK;
}

static enum status write_text(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              int64_t field, int64_t version, struct str text)
{
    TRY(q_incident_text_insert(db, id, field, version, text, clock_now(), who->person_id));
    return incident_index_words(db, a, id, text);
}

/* ---- logging */

static bool team_in_reach(const struct actor *who, struct arena *a, int64_t team_id)
{
    bool all;
    int64_t *teams;
    size_t n;

    access_teams(who, PERM_INCIDENT_LOG, a, &all, &teams, &n);
    for (size_t i = 0; i < n && !all; i++)
        all = teams[i] == team_id;
    return all;
}

/* Reads who was hit and refuses a colleague outside the actor's teams or centre. */
static enum status employee_of(struct db *db, struct arena *a, const struct actor *who,
                               int64_t person_id, struct incident_employee_row *ret)
{
    enum status found = q_incident_person(db, a, person_id, ret);

    if (found == OK && person_id == who->person_id)
        return OK;
    if (found == MISSING ||
        (found == OK && (ret->centre_id != who->centre_id || !team_in_reach(who, a, ret->team_id))))
        return refuse(DENIED, T_INCIDENT_NOT_YOUR_COLLEAGUE);
    return found;
}

static enum status when_of(struct db *db, struct arena *a, const struct incident_entry *entry,
                           int64_t person_id, int64_t *ret)
{
    struct incident_call_row call;
    int64_t at = entry->occurred_at;

    if (entry->call_id != 0) {
        enum status found = q_incident_call(db, a, entry->call_id, &call);
        if (found != OK && found != MISSING)
            return found;
        if (found == MISSING || call.person_id != person_id)
            return refuse(INVALID, T_INCIDENT_NOT_YOUR_CALL);
        if (at == 0)
            at = call.started_at;
    }
    if (at == 0)
        at = clock_now();
    if (at > clock_now() + MINUTE_MS) /* clocks differ a little between browser and server */
        return refuse(INVALID, T_INCIDENT_IN_THE_FUTURE);
    *ret = at;
    return OK;
}

/* Days since the first day on the phones (or in the centre); -1 when neither is known. */
static int64_t seniority(const struct incident_employee_row *e, int32_t day)
{
    int64_t first = e->phones_day != 0 ? e->phones_day : e->started_day;

    return first == 0 || first > day ? -1 : day - first;
}

static bool is_newcomer(int64_t days)
{
    return days >= 0 && days < INCIDENT_NEWCOMER_DAYS;
}

enum status incident_newcomer(struct db *db, struct arena *a, const struct actor *who,
                              const struct zone *zone, bool *ret)
{
    struct incident_employee_row employee;

    TRY(q_incident_person(db, a, who->person_id, &employee));
    *ret = is_newcomer(seniority(&employee, zone_day(zone, clock_now())));
    return OK;
}

static enum status check_entry(const struct incident_entry *e)
{
    if (e->client_key.n < 8 || e->client_key.n > 64)
        return refuse(INVALID, T_INCIDENT_BAD_KEY);
    if (e->class < 0 || e->class >= INCIDENT_CLASS_N)
        return refuse(INVALID, T_INCIDENT_BAD_CLASS);
    if (e->rating < (e->rate_later ? 0 : 1) || e->rating > INCIDENT_RATING_MAX)
        return refuse(INVALID, T_INCIDENT_BAD_RATING);
    for (int i = 0; i < INCIDENT_FIELD_N; i++)
        if (utf8_length(e->text[i]) > INCIDENT_TEXT_MAX)
            return refuse(TOO_LARGE, T_INCIDENT_TEXT_TOO_LONG);
    return OK;
}

static enum status insert(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, const struct incident_entry *e,
                          int64_t person_id, const struct incident_employee_row *employee,
                          int64_t occurred_at, struct incident_logged *ret)
{
    struct incident_number_row number;
    bool own = person_id == who->person_id;
    int64_t id = id_new(), rating = own ? e->rating : 0, raised = own ? 0 : e->rating;
    int64_t days = seniority(employee, zone_day(zone, occurred_at));
    bool newcomer = is_newcomer(days);

    TRY(q_incident_number_next(db, a, employee->centre_id, &number));
    TRY(q_incident_insert(db, id, employee->centre_id, number.latest, e->client_key,
                          employee->team_id, person_id, who->person_id, e->call_id, occurred_at,
                          clock_now(), e->class, rating, raised, e->rating, e->near_miss, e->acts,
                          e->wants_talk, e->was_alone, e->at_home, newcomer, days > 0 ? days : 0));
    for (int i = 0; i < INCIDENT_FIELD_N; i++)
        if (e->text[i].n > 0)
            TRY(write_text(db, a, who, id, i, 1, e->text[i]));
    TRY(q_incident_tally_add(db, employee->team_id, 1, 1, e->wants_talk, e->rating >= INCIDENT_HARD,
                             newcomer));
    TRY(day_add(db, zone, employee->team_id, occurred_at, e->class, 1, e->rating, e->acts));
    TRY(audit(db, who, AUDIT_INCIDENT_LOGGED, id, STR("")));
    TRY(announce(db, EVENT_INCIDENT_LOGGED, id));
    if (own && e->experience)
        TRY(job_put(db, INCIDENT_EXPERIENCE, id, STR(""), clock_now()));
    *ret = (struct incident_logged){.id = id, .number = number.latest};
    return OK;
}

static enum status find_known(struct db *db, struct arena *a, const struct actor *who,
                              struct str client_key, struct incident_logged *ret)
{
    struct incident_key_row known;

    TRY(q_incident_by_key(db, a, who->person_id, client_key, &known));
    *ret = (struct incident_logged){.id = known.id, .number = known.number, .was_known = true};
    return OK;
}

enum status incident_log(struct db *db, struct arena *a, const struct actor *who,
                         const struct zone *zone, const struct incident_entry *entry,
                         struct incident_logged *ret)
{
    struct incident_employee_row employee;
    int64_t person_id = entry->person_id != 0 ? entry->person_id : who->person_id;
    int64_t occurred_at = 0;

    if (!may(who, PERM_INCIDENT_LOG))
        return fail(DENIED, "may not log");
    TRY(check_entry(entry));
    {
        DB_TX(tx, db);
        enum status known = find_known(db, a, who, entry->client_key, ret);

        if (known != MISSING) /* nothing to write; a transaction around this one may go on */
            return known == OK ? db_commit(&tx) : known;
        TRY(employee_of(db, a, who, person_id, &employee));
        TRY(when_of(db, a, entry, person_id, &occurred_at));
        enum status done = insert(db, a, who, zone, entry, person_id, &employee, occurred_at, ret);
        if (done == OK)
            return db_commit(&tx);
        if (done != CONFLICT)
            return done;
    }
    /* Two connections sent the same log at once and the other one was first: that one counts. */
    return find_known(db, a, who, entry->client_key, ret);
}

/* ---- reading */

/* May see it at all; MISSING otherwise, so that nobody learns that it exists. */
static enum status sight_of(const struct actor *who, int64_t person_id, int64_t team_id,
                            int64_t logged_by, enum incident_sight *ret)
{
    if (may_reach(who, PERM_INCIDENT_READ, person_id, team_id))
        *ret = INCIDENT_SIGHT_FULL;
    else if (may(who, PERM_INCIDENT_READ) && logged_by == who->person_id)
        *ret = INCIDENT_SIGHT_LOGGER;
    else
        return fail(MISSING, "outside the actor's reach");
    return OK;
}

/* What the actor may do with it, whatever has been done already. */
static struct incident_may rights_of(const struct actor *who, const struct incident_full_row *row)
{
    bool own = row->person_id == who->person_id, changes = may(who, PERM_INCIDENT_CHANGE);
    bool responsible = !own && may_reach(who, PERM_INCIDENT_TALK, row->person_id, row->team_id);

    return (struct incident_may){
        .write = changes && (own || row->logged_by == who->person_id),
        .change_details = changes && own,
        .rate = changes && own,
        .raise = responsible,
        .talk = responsible,
    };
}

/* A look at what somebody else confided is written down before it is answered. */
static enum status note_look(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct incident_look_row look;
    enum status recent =
        q_incident_look_since(db, a, id, who->person_id, clock_now() - LOOK_AGAIN_MS, &look);

    if (recent != MISSING)
        return recent;
    DB_TX(tx, db);
    TRY(audit(db, who, AUDIT_INCIDENT_SEEN, id, STR("")));
    return db_commit(&tx);
}

/* A logger sees the event and their own words: what was said to them, not what was confided later. */
static void keep_own_words(struct incident *in, int64_t person_id)
{
    size_t n = 0;

    for (size_t i = 0; i < in->texts.n; i++)
        if (in->texts.at[i].written_by == person_id)
            in->texts.at[n++] = in->texts.at[i];
    in->texts.n = n;
}

/* What the logger said about how hard it was: as it stood before anybody raised it. 0: not to be told apart from what the
 * employee said since. */
static int64_t logged_hit(const struct incident *in)
{
    bool was_rated = false;

    for (size_t i = 0; i < in->steps.n; i++) {
        struct str rest = in->steps.at[i].detail, before;
        int64_t n;

        was_rated = was_rated || in->steps.at[i].kind == INCIDENT_STEP_RATED;
        if (in->steps.at[i].kind == INCIDENT_STEP_RAISED)
            return !was_rated && str_cut(&rest, ' ', &before) && str_int64(before, &n) ? n : 0;
    }
    return in->row.raised;
}

/* A logger sees neither the employee's own rating nor whether they wanted to talk, or have. */
static void hide_what_came_after(struct incident *in)
{
    in->row.raised = in->row.hit = logged_hit(in);
    in->row.rating = 0;
    in->row.wants_talk = false;
    in->row.talked_at = 0;
    in->steps.n = 0;
}

enum status incident_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct incident *ret)
{
    struct incident in = {0};
    const struct incident_full_row *row = &in.row;

    TRY(q_incident_full(db, a, id, &in.row));
    TRY(sight_of(who, row->person_id, row->team_id, row->logged_by, &in.sight));
    if (row->person_id != who->person_id)
        TRY(note_look(db, a, who, id));
    TRY(q_incident_texts(db, a, id, &in.texts));
    TRY(q_incident_steps(db, a, id, &in.steps));
    in.may = rights_of(who, row);
    in.may.talk = in.may.talk && row->talked_at == 0;
    in.may.raise = in.may.raise && row->hit < INCIDENT_RATING_MAX;
    if (in.sight == INCIDENT_SIGHT_LOGGER) {
        keep_own_words(&in, who->person_id);
        hide_what_came_after(&in);
    }
    *ret = in;
    return OK;
}

enum status incident_find_number(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t number, int64_t *ret_id)
{
    struct incident_reach_row row;
    enum incident_sight sight;

    TRY(q_incident_by_number(db, a, who->centre_id, number, &row));
    TRY(sight_of(who, row.person_id, row.team_id, row.logged_by, &sight));
    *ret_id = row.id;
    return OK;
}

struct incident_row incident_row_of(const struct incident_full_row *r)
{
    return (struct incident_row){
        .id = r->id,
        .number = r->number,
        .team_id = r->team_id,
        .person_id = r->person_id,
        .person_name = r->person_name,
        .logged_by = r->logged_by,
        .occurred_at = r->occurred_at,
        .logged_at = r->logged_at,
        .class = r->class,
        .rating = r->rating,
        .hit = r->hit,
        .near_miss = r->near_miss,
        .acts = r->acts,
        .wants_talk = r->wants_talk,
        .newcomer = r->newcomer,
        .talked_at = r->talked_at,
    };
}

/* ---- changing */

static enum status find_to_change(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t id, struct incident_full_row *ret,
                                  struct incident_may *ret_rights)
{
    enum incident_sight sight;

    TRY(q_incident_full(db, a, id, ret));
    TRY(sight_of(who, ret->person_id, ret->team_id, ret->logged_by, &sight));
    *ret_rights = rights_of(who, ret);
    return OK;
}

static enum status step(struct db *db, const struct actor *who, int64_t id,
                        enum incident_step_kind kind, struct str detail)
{
    TRY(q_incident_step_insert(db, id_new(), id, clock_now(), who->person_id, kind, detail));
    TRY(q_incident_touch(db, id, clock_now()));
    return announce(
        db, kind == INCIDENT_STEP_TALKED ? EVENT_INCIDENT_TALKED : EVENT_INCIDENT_CHANGED, id);
}

enum status incident_write_text(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                enum incident_field field, struct str text)
{
    struct incident_full_row row;
    struct incident_may rights;
    struct incident_latest_row latest = {0};
    DB_TX(tx, db);

    TRY(find_to_change(db, a, who, id, &row, &rights));
    if (!rights.write)
        return fail(DENIED, "only the employee and the one who logged it may write");
    if (utf8_length(text) > INCIDENT_TEXT_MAX)
        return refuse(TOO_LARGE, T_INCIDENT_TEXT_TOO_LONG);
    enum status before = q_incident_text_latest(db, a, id, field, &latest);
    if (before != OK && before != MISSING)
        return before;
    if (str_eq(latest.text, text) || (before == MISSING && text.n == 0))
        return OK; /* nothing new: the empty transaction is rolled back */
    TRY(write_text(db, a, who, id, field, latest.version + 1, text));
    TRY(step(db, who, id, INCIDENT_STEP_TEXT, str_of(incident_field_words[field])));
    TRY(audit(db, who, before == OK ? AUDIT_INCIDENT_CORRECTED : AUDIT_INCIDENT_CHANGED, id,
              str_of(incident_field_words[field])));
    return db_commit(&tx);
}

/* Moves the counts from what the incident was to what it becomes. */
static enum status recount(struct db *db, const struct zone *zone,
                           const struct incident_full_row *was, int64_t class, int64_t hit,
                           int64_t acts, bool wants_talk)
{
    TRY(day_add(db, zone, was->team_id, was->occurred_at, was->class, -1, was->hit, was->acts));
    TRY(day_add(db, zone, was->team_id, was->occurred_at, class, 1, hit, acts));
    if (was->talked_at != 0)
        return OK;
    TRY(tally_untalked(db, was->team_id, -1, was->wants_talk, was->hit, was->newcomer));
    return tally_untalked(db, was->team_id, 1, wants_talk, hit, was->newcomer);
}

enum status incident_rate(struct db *db, struct arena *a, const struct actor *who,
                          const struct zone *zone, int64_t id, int64_t rating)
{
    struct incident_full_row row;
    struct incident_may rights;
    DB_TX(tx, db);

    TRY(find_to_change(db, a, who, id, &row, &rights));
    if (rating < 1 || rating > INCIDENT_RATING_MAX)
        return refuse(INVALID, T_INCIDENT_BAD_RATING);
    bool own = row.person_id == who->person_id;
    if (!rights.rate && !rights.raise)
        return fail(DENIED, "neither the own rating nor responsible for this team");
    if (!own && rating <= row.hit)
        return refuse(CONFLICT, T_INCIDENT_ONLY_RAISE);
    int64_t raised = own ? row.raised : rating, new_rating = own ? rating : row.rating;
    int64_t hit = higher(new_rating, raised);

    TRY(q_incident_set_rating(db, id, new_rating, raised, hit, clock_now()));
    TRY(recount(db, zone, &row, row.class, hit, row.acts, row.wants_talk));
    struct str detail = arena_printf(a, "%d %d", (int)(own ? row.rating : row.hit), (int)rating);
    TRY(step(db, who, id, own ? INCIDENT_STEP_RATED : INCIDENT_STEP_RAISED, detail));
    TRY(audit(db, who, AUDIT_INCIDENT_CHANGED, id, STR("rating")));
    return db_commit(&tx);
}

enum status incident_change_details(struct db *db, struct arena *a, const struct actor *who,
                                    const struct zone *zone, int64_t id,
                                    const struct incident_details *d)
{
    struct incident_full_row row;
    struct incident_may rights;
    DB_TX(tx, db);

    TRY(find_to_change(db, a, who, id, &row, &rights));
    if (!rights.change_details)
        return fail(DENIED, "only the employee may change what it was");
    if (d->class < 0 || d->class >= INCIDENT_CLASS_N)
        return refuse(INVALID, T_INCIDENT_BAD_CLASS);
    TRY(q_incident_set_details(db, id, d->class, d->acts, d->near_miss, d->wants_talk, d->was_alone,
                               d->at_home, clock_now()));
    TRY(recount(db, zone, &row, d->class, row.hit, d->acts, d->wants_talk));
    TRY(step(db, who, id, INCIDENT_STEP_DETAILS, STR("")));
    TRY(audit(db, who, AUDIT_INCIDENT_CHANGED, id, STR("details")));
    return db_commit(&tx);
}

enum status incident_talked(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct incident_full_row row;
    struct incident_may rights;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(find_to_change(db, a, who, id, &row, &rights));
    if (row.person_id == who->person_id)
        return refuse(DENIED, T_INCIDENT_NOT_WITH_YOURSELF);
    if (!rights.talk)
        return fail(DENIED, "not responsible for this team");
    TRY(q_incident_set_talked(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_INCIDENT_ALREADY_TALKED);
    TRY(tally_untalked(db, row.team_id, -1, row.wants_talk, row.hit, row.newcomer));
    TRY(step(db, who, id, INCIDENT_STEP_TALKED, STR("")));
    TRY(audit(db, who, AUDIT_INCIDENT_TALKED, id, STR("")));
    return db_commit(&tx);
}
