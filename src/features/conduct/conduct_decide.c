/* What a manager does with a request: declines it, writes letters, restricts contact, changes, renews and lifts.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/conduct/conduct_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/refuse.h"
#include "features/incidents/incidents.h"

static struct str or_empty(struct str s)
{
    return s.p ? s : STR("");
}

static bool is_open(const struct conduct_case_row *k)
{
    return k->state == CONDUCT_ASKED || k->state == CONDUCT_HEARING;
}

/* Not yet restricted: also a warning or a no may turn into more. */
static bool may_begin(const struct conduct_case_row *k)
{
    return is_open(k) || k->state == CONDUCT_DECLINED || k->state == CONDUCT_WARNED;
}

static enum status check_answer(struct str answer, bool required)
{
    if (required && answer.n == 0)
        return refuse(INVALID, T_CONDUCT_ANSWER_THEM);
    if (utf8_length(answer) > CONDUCT_TEXT_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    return conduct_no_cpr(&answer, 1);
}

enum status conduct_decline(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct str answer)
{
    struct conduct_case_row k;
    DB_TX(tx, db);

    TRY(conduct_to_decide(db, a, who, id, &k));
    TRY(check_answer(answer, true));
    if (!is_open(&k))
        return refuse(CONFLICT, T_CONDUCT_BAD_STATE);
    TRY(q_conduct_set_answer(db, id, CONDUCT_DECLINED, answer, clock_now()));
    TRY(conduct_note(db, id, who, CONDUCT_EVENT_DECLINED));
    TRY(conduct_tell_employee(db, a, &k, who, T_NOTICE_CONDUCT_ANSWERED, STR("declined")));
    TRY(conduct_settle(db, who, id, STR("declined")));
    return db_commit(&tx);
}

/* ---- letters */

/* Of a template, what nobody has written yet: "[hvad der skete]". */
static bool has_brackets(struct str body)
{
    size_t from, length;

    return str_find(body, STR("["), &from) &&
           str_find(str_sub(body, from, body.n), STR("]"), &length);
}

static enum status check_letter(const struct conduct_letter *l)
{
    if (l->kind < 0 || l->kind >= CONDUCT_LETTER_COMPLAINT || l->body.n == 0 || l->lang < 0 ||
        l->lang >= LANG_N)
        return refuse(INVALID, T_CONDUCT_LETTER_EMPTY);
    if (utf8_length(l->body) > CONDUCT_LETTER_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    if (has_brackets(l->body))
        return refuse(INVALID, T_CONDUCT_LETTER_BRACKETS);
    TRY(conduct_no_cpr(&l->body, 1));
    return check_answer(l->answer, false);
}

static enum status begin_hearing(struct db *db, struct arena *a, const struct conduct_case_row *k)
{
    struct conduct_term_value terms[CONDUCT_TERM_N];
    const struct zone *zone;

    TRY(conduct_terms(db, a, k->centre_id, terms));
    TRY(conduct_zone(db, a, k->centre_id, &zone));
    return q_conduct_set_hearing(
        db, k->id, zone_day(zone, clock_now()) + terms[CONDUCT_TERM_HEARING].days, clock_now());
}

/* What a letter of this kind means for the case. */
static enum status letter_follows(struct db *db, struct arena *a, const struct actor *who,
                                  const struct conduct_case_row *k, const struct conduct_letter *l)
{
    switch ((enum conduct_letter_kind)l->kind) {
    case CONDUCT_LETTER_WARNING:
        if (!may_begin(k))
            return refuse(CONFLICT, T_CONDUCT_BAD_STATE);
        TRY(q_conduct_set_answer(db, k->id, CONDUCT_WARNED, or_empty(l->answer), clock_now()));
        return conduct_tell_employee(db, a, k, who, T_NOTICE_CONDUCT_ANSWERED, STR("warned"));
    case CONDUCT_LETTER_HEARING:
        if (!may_begin(k))
            return refuse(CONFLICT, T_CONDUCT_BAD_STATE);
        TRY(begin_hearing(db, a, k));
        return conduct_note(db, k->id, who, CONDUCT_EVENT_HEARING);
    case CONDUCT_LETTER_RESTRICTION:
        return k->version > 0 ? OK : refuse(CONFLICT, T_CONDUCT_DECIDE_FIRST);
    case CONDUCT_LETTER_LIFTED:
        return k->state == CONDUCT_LIFTED || k->state == CONDUCT_ENDED
                   ? OK
                   : refuse(CONFLICT, T_CONDUCT_BAD_STATE);
    case CONDUCT_LETTER_COMPLAINT:
    case CONDUCT_LETTER_N:
        break;
    }
    return refuse(INVALID, T_CONDUCT_BAD_STATE);
}

enum status conduct_write_letter(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, const struct conduct_letter *letter,
                                 int64_t *ret_letter_id)
{
    struct conduct_case_row k;
    struct conduct_template template;
    int64_t letter_id = id_new();
    DB_TX(tx, db);

    TRY(conduct_to_decide(db, a, who, id, &k));
    TRY(check_letter(letter));
    TRY(conduct_template(db, a, k.centre_id, (enum conduct_letter_kind)letter->kind,
                         (enum lang)letter->lang, &template));
    TRY(q_conduct_letter_insert(db, letter_id, id, letter->kind, lang_code((enum lang)letter->lang),
                                template.version, letter->body, clock_now(), who->person_id));
    TRY(conduct_note(db, id, who,
                     (enum conduct_event)(CONDUCT_EVENT_LETTER_WARNING + letter->kind)));
    TRY(letter_follows(db, a, who, &k, letter));
    TRY(conduct_settle(db, who, id, str_of(conduct_letter_words[letter->kind])));
    TRY(db_commit(&tx));
    *ret_letter_id = letter_id;
    return OK;
}

enum status conduct_letter_find(struct db *db, struct arena *a, const struct actor *who,
                                int64_t letter_id, struct conduct_letter_row *ret,
                                struct conduct_case_row *ret_case)
{
    struct conduct_letter_row letter;
    struct conduct_case c;

    TRY(q_conduct_letter_by_id(db, a, letter_id, &letter));
    TRY(conduct_find(db, a, who, letter.case_id, &c));
    if (c.sight != CONDUCT_SIGHT_FULL)
        return fail(MISSING, "outside the actor's reach");
    *ret = letter;
    *ret_case = c.row;
    return OK;
}

enum status conduct_letter_printed(struct db *db, const struct actor *who, int64_t case_id)
{
    DB_TX(tx, db);

    TRY(conduct_note(db, case_id, who, CONDUCT_EVENT_PRINTED));
    TRY(conduct_settle(db, who, case_id, STR("printed")));
    return db_commit(&tx);
}

enum status conduct_heard(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct str heard)
{
    struct conduct_case_row k;
    DB_TX(tx, db);

    TRY(conduct_to_decide(db, a, who, id, &k));
    if (heard.n == 0)
        return refuse(INVALID, T_CONDUCT_HEARD_WORDS);
    if (utf8_length(heard) > CONDUCT_TEXT_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    TRY(conduct_no_cpr(&heard, 1));
    if (k.state != CONDUCT_HEARING)
        return refuse(CONFLICT, T_CONDUCT_BAD_STATE);
    TRY(q_conduct_set_heard(db, id, heard, clock_now()));
    TRY(conduct_note(db, id, who, CONDUCT_EVENT_HEARD));
    TRY(conduct_settle(db, who, id, STR("heard")));
    return db_commit(&tx);
}

/* ---- a restriction */

struct deciding {
    struct db *db;
    struct arena *arena;
    const struct actor *who;
    const struct conduct_case_row *k;
    const struct conduct_restriction *r;
    enum conduct_decision_kind kind;
    const struct zone *zone;
    int32_t today;
    struct str key;
    int64_t newest_at; /* of the incidents it stands on */
    struct conduct_term_value terms[CONDUCT_TERM_N];
};

static enum status check_texts(const struct conduct_restriction *r)
{
    const struct str texts[] = {r->reference,     r->more,          r->grounds, r->lines,
                                r->hours,         r->channel_words, r->say,     r->needs_words,
                                r->hearing_words, r->answer};
    const size_t n = sizeof texts / sizeof texts[0];

    for (size_t i = 0; i < n; i++)
        if (utf8_length(texts[i]) > CONDUCT_TEXT_MAX)
            return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    if (utf8_length(r->reference) > CONDUCT_REFERENCE_MAX)
        return refuse(TOO_LARGE, T_CONDUCT_TOO_LONG);
    return conduct_no_cpr(texts, n);
}

/* Someone must always be able to reach the authority, by a way that is not closed by the same decision. */
static enum status check_way(const struct conduct_restriction *r)
{
    const int64_t all = (INT64_C(1) << CONDUCT_SCOPE_N) - 1;

    if (r->scope <= 0 || (r->scope & ~all) != 0)
        return refuse(INVALID, T_CONDUCT_CHOOSE_SCOPE);
    if (r->channel < 0 || r->channel >= CONDUCT_CHANNEL_N || r->channel_words.n == 0)
        return refuse(INVALID, T_CONDUCT_NEEDS_CHANNEL);
    if (r->channel == CONDUCT_CHANNEL_EMAIL && (r->scope >> CONDUCT_SCOPE_EMAIL & 1) != 0)
        return refuse(INVALID, T_CONDUCT_CHANNEL_CLOSED);
    if (r->channel == CONDUCT_CHANNEL_PHONE_HOURS && r->hours.n == 0)
        return refuse(INVALID, T_CONDUCT_NEEDS_HOURS);
    if (r->say.n == 0)
        return refuse(INVALID, T_CONDUCT_NEEDS_SAY);
    return OK;
}

static enum status check_fairness(const struct deciding *d)
{
    const struct conduct_restriction *r = d->r;

    if (r->grounds.n == 0)
        return refuse(INVALID, T_CONDUCT_NEEDS_GROUNDS);
    if (r->has_needs < 0 || r->has_needs > 1 || r->needs_words.n == 0)
        return refuse(INVALID, T_CONDUCT_CHECK_NEEDS);
    if (r->hearing < 0 || r->hearing >= CONDUCT_HEARING_N)
        return refuse(INVALID, T_CONDUCT_SAY_HEARING);
    if (r->hearing != CONDUCT_HEARING_HEARD)
        return r->hearing_words.n > 0 ? OK : refuse(INVALID, T_CONDUCT_SAY_HEARING);
    if (d->k->hearing_due_day == 0)
        return refuse(CONFLICT, T_CONDUCT_NOT_HEARD);
    if (d->k->heard_at == 0 && d->today <= d->k->hearing_due_day)
        return refuse(CONFLICT, T_CONDUCT_HEARING_RUNS);
    return OK;
}

/* A change keeps the beginning and never ends later; both others begin a time of their own. */
static enum status check_days(const struct deciding *d)
{
    const struct conduct_restriction *r = d->r;
    int64_t max = d->terms[CONDUCT_TERM_MAX].days, review = d->terms[CONDUCT_TERM_REVIEW].days;

    if (d->kind == CONDUCT_CHANGED && r->end_day > d->k->end_day)
        return refuse(INVALID, T_CONDUCT_RENEW_INSTEAD);
    if (d->kind == CONDUCT_CHANGED && r->from_day != d->k->from_day)
        return refuse(INVALID, T_CONDUCT_FROM_STAYS);
    if (d->kind != CONDUCT_CHANGED && r->from_day < d->today)
        return refuse(INVALID, T_CONDUCT_FROM_PAST);
    if (d->kind == CONDUCT_RENEWED && r->from_day > (int64_t)d->k->end_day + 1)
        return refuse(INVALID, T_CONDUCT_RENEW_GAP);
    if (r->from_day > d->today + max)
        return refuse(INVALID, T_CONDUCT_FROM_FAR);
    if (r->end_day < r->from_day || r->end_day < d->today)
        return refuse(INVALID, T_CONDUCT_END_BEFORE);
    if (r->end_day >= r->from_day + max)
        return refuse(INVALID, T_CONDUCT_TOO_LONG_TIME);
    int64_t since = r->from_day > d->today ? r->from_day : d->today;
    if (r->review_day < since || r->review_day > r->end_day || r->review_day > since + review)
        return refuse(INVALID, T_CONDUCT_BAD_REVIEW);
    return OK;
}

/* "H-1042, H-1050": what more it stands on, of this team, kept beside the case. */
static enum status add_incidents(struct deciding *d)
{
    struct str rest = d->r->more, part;

    d->newest_at = d->k->occurred_at;
    while (rest.n > 0 && str_cut(&rest, ',', &part)) {
        struct conduct_incident_row in;
        int64_t number, id;

        part = str_trim(part);
        if (part.n == 0)
            continue;
        if (!incident_number_parse(part, &number))
            return refuse(INVALID, T_CONDUCT_BAD_INCIDENT);
        enum status found = incident_find_number(d->db, d->arena, d->who, number, &id);
        if (found == OK)
            found = q_conduct_incident(d->db, d->arena, id, &in);
        if (found == MISSING)
            return refuse(INVALID, T_CONDUCT_BAD_INCIDENT);
        TRY(found);
        if (in.occurred_at > d->newest_at)
            d->newest_at = in.occurred_at;
        if (id != d->k->incident_id)
            TRY(q_conduct_ground_insert(d->db, d->k->id, id));
    }
    return OK;
}

static enum status check_grounds(struct deciding *d)
{
    struct conduct_ground_row_list known;

    TRY(add_incidents(d));
    TRY(q_conduct_grounds(d->db, d->arena, d->k->id, &known));
    for (size_t i = 0; i < known.n; i++)
        if (known.at[i].occurred_at > d->newest_at)
            d->newest_at = known.at[i].occurred_at;
    return zone_day(d->zone, d->newest_at) + d->terms[CONDUCT_TERM_OLD].days < d->today
               ? refuse(INVALID, T_CONDUCT_TOO_OLD)
               : OK;
}

static enum status check_reference(struct deciding *d)
{
    struct conduct_id_row other;

    d->key = conduct_reference_key(d->arena, d->r->reference);
    if (d->key.n == 0)
        return refuse(INVALID, T_CONDUCT_NEEDS_REFERENCE);
    enum status found =
        q_conduct_other_in_force(d->db, d->arena, d->k->centre_id, d->key, d->k->id, &other);
    if (found == OK)
        return refuse(CONFLICT, T_CONDUCT_OTHER_IN_FORCE);
    return found == MISSING ? OK : found;
}

static enum status check_state(const struct deciding *d)
{
    bool fits = d->kind == CONDUCT_DECIDED ? may_begin(d->k) : d->k->state == CONDUCT_IN_FORCE;

    return fits ? OK : refuse(CONFLICT, T_CONDUCT_BAD_STATE);
}

static enum status write_decision(const struct deciding *d)
{
    const struct conduct_restriction *r = d->r;
    int64_t version = d->k->version + 1, now = clock_now();

    TRY(q_conduct_decision_insert(d->db, d->k->id, version, d->kind, now, d->who->person_id,
                                  r->grounds, r->scope, or_empty(r->lines), or_empty(r->hours),
                                  r->channel, r->channel_words, r->has_needs == 1, r->needs_words,
                                  r->hearing, or_empty(r->hearing_words), r->say, r->from_day,
                                  r->review_day, r->end_day));
    TRY(q_conduct_set_force(d->db, d->k->id, r->reference, d->key, version, r->from_day,
                            r->review_day, r->end_day, or_empty(r->answer), now));
    TRY(conduct_note(d->db, d->k->id, d->who,
                     (enum conduct_event)(CONDUCT_EVENT_DECIDED + (int)d->kind)));
    TRY(conduct_tell_employee(d->db, d->arena, d->k, d->who, T_NOTICE_CONDUCT_ANSWERED,
                              arena_printf(d->arena, "decided %lld", (long long)version)));
    return conduct_settle(d->db, d->who, d->k->id, STR("decided"));
}

enum status conduct_restrict(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             enum conduct_decision_kind kind, const struct conduct_restriction *r)
{
    struct conduct_case_row k;
    struct deciding d = {.db = db, .arena = a, .who = who, .k = &k, .r = r, .kind = kind};
    DB_TX(tx, db);

    TRY(conduct_to_decide(db, a, who, id, &k));
    TRY(check_state(&d));
    TRY(conduct_terms(db, a, k.centre_id, d.terms));
    TRY(conduct_zone(db, a, k.centre_id, &d.zone));
    d.today = zone_day(d.zone, clock_now());
    TRY(check_texts(r));
    TRY(check_reference(&d));
    TRY(check_grounds(&d));
    TRY(check_way(r));
    TRY(check_fairness(&d));
    TRY(check_days(&d));
    TRY(check_answer(r->answer, false));
    TRY(write_decision(&d));
    return db_commit(&tx);
}

enum status conduct_lift(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         struct str answer)
{
    struct conduct_case_row k;
    DB_TX(tx, db);

    TRY(conduct_to_decide(db, a, who, id, &k));
    TRY(check_answer(answer, true));
    if (k.state != CONDUCT_IN_FORCE)
        return refuse(CONFLICT, T_CONDUCT_BAD_STATE);
    TRY(q_conduct_set_answer(db, id, CONDUCT_LIFTED, answer, clock_now()));
    TRY(conduct_note(db, id, who, CONDUCT_EVENT_LIFTED));
    TRY(conduct_tell_employee(db, a, &k, who, T_NOTICE_CONDUCT_ENDED, STR("lifted")));
    TRY(conduct_settle(db, who, id, STR("lifted")));
    return db_commit(&tx);
}
