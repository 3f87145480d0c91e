/* What people do with a report: start, write, file with a receipt, decide not to, note what the police said.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_parts.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/cpr.h"
#include "core/refuse.h"
#include "features/aftercare/aftercare.h"
#include "features/notify/notify.h"

#define FOLLOW_MONTHS 3

static const enum care_kind steps[REPORT_KIND_N] = {CARE_POLICE_REPORT, CARE_WORK_ACCIDENT};
static const enum text_key filed_notices[REPORT_KIND_N] = {T_NOTICE_REPORT_POLICE_FILED,
                                                           T_NOTICE_REPORT_ACCIDENT_FILED};

/* The report for somebody who may write in it. */
static enum status writable(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                            struct report_row *ret, enum report_sight *ret_sight)
{
    TRY(report_reach(db, a, who, id, ret, ret_sight));
    if (*ret_sight == REPORT_SIGHT_COPY || !may(who, PERM_REPORT_WRITE))
        return fail(DENIED, "reads a copy");
    return OK;
}

static enum status settle(struct db *db, const struct actor *who, int64_t id,
                          enum report_event event, struct str detail, struct str word)
{
    TRY(report_note(db, who, id, event, detail));
    TRY(audit(db, who, AUDIT_REPORT_CHANGED, id, word));
    return announce(db, EVENT_REPORT_CHANGED, id);
}

enum status report_start(struct db *db, struct arena *a, const struct actor *who, int64_t case_id,
                         enum report_kind kind, int64_t *ret_id)
{
    struct report_case c;
    struct report_row_list reports;
    DB_TX(tx, db);

    if (kind >= REPORT_KIND_N)
        return fail(INVALID, "no such kind");
    TRY(report_case_find(db, a, who, case_id, &c));
    if (!c.may_start)
        return fail(DENIED, "may not start one");
    TRY(report_make(db, a, &c.row, kind, true, who));
    TRY(report_look(db, a, case_id));
    TRY(q_reports_of_case(db, a, case_id, &reports));
    const struct report_row *r = report_of_kind(&reports, kind);
    must(r != NULL);
    *ret_id = r->id;
    return db_commit(&tx);
}

enum status report_start_incident(struct db *db, struct arena *a, const struct actor *who,
                                  int64_t incident_id, enum report_kind kind, int64_t *ret_id)
{
    struct report_id_row care;

    TRY(q_report_case_of_incident(db, a, incident_id, &care));
    return report_start(db, a, who, care.id, kind, ret_id);
}

/* ---- texts */

static enum status check_texts(const struct report_row *r, const struct str text[REPORT_FIELD_N],
                               int *ret_field)
{
    for (int f = 0; f < REPORT_FIELD_N; f++) {
        if (text[f].p == NULL)
            continue;
        if (ret_field != NULL)
            *ret_field = f;
        if (!report_has_field(r->kind, f))
            return refuse(INVALID, T_REPORT_NO_SUCH_FIELD);
        if (utf8_length(text[f]) > REPORT_TEXT_MAX)
            return refuse(TOO_LARGE, T_REPORT_TOO_LONG);
        if (text_has_cpr(text[f]))
            return refuse(INVALID, T_REPORT_HAS_CPR);
    }
    return OK;
}

static enum status add_version(struct db *db, struct arena *a, int64_t id, int field,
                               struct str text, int64_t by)
{
    struct report_text_row_list texts;
    int64_t version = 1;

    TRY(q_report_texts(db, a, id, &texts));
    for (size_t i = 0; i < texts.n; i++)
        if (texts.at[i].field == field && texts.at[i].version >= version)
            version = texts.at[i].version + 1;
    return q_report_text_insert(db, id, field, version, text, clock_now(), by);
}

enum status report_write(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         int64_t seen, const struct str text[REPORT_FIELD_N], int *ret_field)
{
    struct report_part part[REPORT_FIELD_N];
    enum report_sight sight;
    struct report_row r;
    int64_t n = 0, changed = 0;
    DB_TX(tx, db);

    TRY(writable(db, a, who, id, &r, &sight));
    if (r.state == REPORT_FILED)
        return refuse(CONFLICT, T_REPORT_IS_FILED);
    TRY(check_texts(&r, text, ret_field));
    if (ret_field != NULL)
        *ret_field = -1;
    TRY(report_parts(db, a, &r, part));
    for (int f = 0; f < REPORT_FIELD_N; f++) {
        if (text[f].p == NULL || str_eq(text[f], part[f].text))
            continue;
        TRY(add_version(db, a, id, f, text[f], who->person_id));
        n++;
    }
    if (n == 0)
        return OK;
    TRY(q_report_texts_added(db, id, seen, n, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_REPORT_CHANGED_MEANWHILE);
    TRY(audit(db, who, AUDIT_REPORT_CHANGED, id, STR("text")));
    TRY(announce(db, EVENT_REPORT_CHANGED, id));
    return db_commit(&tx);
}

/* ---- filed, or not */

/* What was still only known stands fixed from now on. */
static enum status keep_known(struct db *db, struct arena *a, const struct report_row *r)
{
    struct report_part part[REPORT_FIELD_N];

    TRY(report_parts(db, a, r, part));
    for (int f = 0; f < REPORT_FIELD_N; f++)
        if (report_has_field(r->kind, f) && !part[f].is_typed && part[f].text.n > 0)
            TRY(add_version(db, a, r->id, f, part[f].text, 0));
    return OK;
}

/* Noon of the same date so many months later. */
static int64_t months_later(const struct zone *zone, int64_t at, int months)
{
    struct local_time t = zone_local(zone, at);

    t.month += months;
    t.year += (t.month - 1) / 12;
    t.month = (t.month - 1) % 12 + 1;
    while (!date_valid(t.year, t.month, t.day))
        t.day--;
    t.hour = 12;
    t.minute = t.second = 0;
    return zone_utc(zone, t);
}

static enum status check_receipt(struct db *db, struct arena *a, const struct report_row *r,
                                 const struct zone *zone, struct str receipt, int64_t day)
{
    struct report_known_row k;

    if (receipt.n == 0 || utf8_length(receipt) > REPORT_RECEIPT_MAX)
        return refuse(INVALID, T_REPORT_NEEDS_RECEIPT);
    if (text_has_cpr(receipt))
        return refuse(INVALID, T_REPORT_HAS_CPR);
    TRY(q_report_known(db, a, r->incident_id, &k));
    if (day < zone_day(zone, k.occurred_at) || day > zone_day(zone, clock_now()))
        return refuse(INVALID, T_REPORT_BAD_DAY);
    return OK;
}

enum status report_file(struct db *db, struct arena *a, const struct actor *who,
                        const struct zone *zone, int64_t id, struct str receipt, int64_t day)
{
    struct report_row r;
    enum report_sight sight;
    int64_t follow_at = 0;
    DB_TX(tx, db);

    TRY(writable(db, a, who, id, &r, &sight));
    receipt = str_trim(receipt);
    TRY(check_receipt(db, a, &r, zone, receipt, day));
    if (r.state != REPORT_FILED)
        TRY(keep_known(db, a, &r));
    if (r.kind == REPORT_POLICE && r.outcome == REPORT_WAITING)
        follow_at = months_later(zone, zone_day_start(zone, (int32_t)day), FOLLOW_MONTHS);
    TRY(q_report_settle(db, id, REPORT_FILED, receipt, day, STR(""), clock_now(), who->person_id,
                        follow_at));
    if (follow_at != 0)
        TRY(job_put(db, REPORT_FOLLOW, id, STR(""), follow_at));
    TRY(care_report_end(db, a, who, r.case_id, steps[r.kind]));
    TRY(settle(db, who, id, REPORT_EVENT_FILED, receipt, STR("filed")));
    if (sight != REPORT_SIGHT_OWN)
        TRY(notify_person(db, a, r.person_id, NOTICE_ORDINARY, filed_notices[r.kind],
                          STR("/aftercare/mine"),
                          arena_printf(a, "report.filed %lld", (long long)id)));
    return db_commit(&tx);
}

enum status report_decide(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct str reason)
{
    struct report_row r;
    enum report_sight sight;
    DB_TX(tx, db);

    TRY(writable(db, a, who, id, &r, &sight));
    if (sight == REPORT_SIGHT_OWN)
        return refuse(DENIED, T_REPORT_NOT_YOURSELF);
    if (r.state != REPORT_DRAFT)
        return refuse(CONFLICT, T_REPORT_IS_SETTLED);
    reason = str_trim(reason);
    if (utf8_length(reason) < REPORT_REASON_MIN || utf8_length(reason) > REPORT_REASON_MAX)
        return refuse(INVALID, T_REPORT_NEEDS_REASON);
    if (text_has_cpr(reason))
        return refuse(INVALID, T_REPORT_HAS_CPR);
    TRY(q_report_settle(db, id, REPORT_NOT_REPORTED, STR(""), 0, reason, clock_now(),
                        who->person_id, 0));
    TRY(care_report_end(db, a, who, r.case_id, steps[r.kind]));
    TRY(settle(db, who, id, REPORT_EVENT_DECIDED, reason, STR("decided")));
    return db_commit(&tx);
}

enum status report_outcome(struct db *db, struct arena *a, const struct actor *who,
                           const struct zone *zone, int64_t id, enum report_outcome outcome,
                           struct str note)
{
    struct report_row r;
    enum report_sight sight;
    int64_t follow_at = 0;
    DB_TX(tx, db);

    TRY(writable(db, a, who, id, &r, &sight));
    if (r.kind != REPORT_POLICE || r.state != REPORT_FILED)
        return refuse(CONFLICT, T_REPORT_NOT_WITH_POLICE);
    if (outcome >= REPORT_OUTCOME_N)
        return fail(INVALID, "no such outcome");
    if (utf8_length(note) > REPORT_REASON_MAX)
        return refuse(TOO_LARGE, T_REPORT_TOO_LONG);
    if (text_has_cpr(note))
        return refuse(INVALID, T_REPORT_HAS_CPR);
    if (outcome == REPORT_WAITING)
        follow_at = months_later(zone, clock_now(), FOLLOW_MONTHS);
    TRY(q_report_set_outcome(db, id, outcome, follow_at));
    if (follow_at != 0)
        TRY(job_put(db, REPORT_FOLLOW, id, STR(""), follow_at));
    else
        TRY(job_cancel(db, REPORT_FOLLOW, id, STR("")));
    struct str word = str_of(report_outcome_words[outcome]);
    TRY(settle(db, who, id, REPORT_EVENT_OUTCOME,
               arena_printf(a, "%.*s %.*s", STR_ARG(word), STR_ARG(note)), word));
    return db_commit(&tx);
}
