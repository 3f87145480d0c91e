/* What is known of the incident, as the draft says it. In Danish whoever reads it: the police and EASY are Danish.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_parts.h"

#include "base/clock.h"
#include "core/text.h"
#include "features/aftercare/aftercare.h"
#include "features/incidents/incidents.h"

static const enum text_key class_texts[] = {
#define X(name) T_LOG_CLASS_##name,
    INCIDENT_CLASSES(X)
#undef X
};
static const enum text_key act_texts[] = {
#define X(name, word) T_REPORT_ACT_##name,
    INCIDENT_ACTS(X)
#undef X
};

static struct str filled(struct arena *a, enum text_key key, struct str one, struct str two)
{
    struct text_arg args[] = {TEXT_STR(one), TEXT_STR(two)};

    return text_filled(a, LANG_DA, key, args, 2);
}

struct str report_date(struct arena *a, const struct zone *zone, int64_t at, bool with_clock)
{
    struct local_time t = zone_local(zone, at);
    struct str date = text_date(a, LANG_DA, t, T_TIME_MONTHS);

    if (!with_clock)
        return date;
    return filled(a, T_REPORT_DATE_CLOCK, date, text_clock(a, LANG_DA, t.hour * 60 + t.minute));
}

static enum status said(struct db *db, struct arena *a, int64_t incident_id,
                        enum incident_field field, struct str *ret)
{
    struct report_known_text_row row = {0};
    enum status found = q_report_known_text(db, a, incident_id, field, &row);

    *ret = found == OK ? row.text : STR("");
    return found == MISSING ? OK : found;
}

static void add_line(struct buf *b, struct str line)
{
    if (line.n == 0)
        return;
    if (b->n > 0)
        buf_char(b, '\n');
    buf_add(b, line);
}

/* What it was, and the words as they were written down. */
static struct str course_of(struct arena *a, const struct report_known_row *k, struct str words)
{
    struct buf b = buf_new(a, 200);

    if (k->class >= 0 && k->class < INCIDENT_CLASS_N)
        add_line(&b,
                 filled(a, T_REPORT_KNOWN_CLASS, text(LANG_DA, class_texts[k->class]), STR("")));
    if (words.n > 0)
        add_line(&b, filled(a, T_REPORT_KNOWN_WORDS, words, STR("")));
    return buf_str(&b);
}

static struct str done_of(struct arena *a, const struct report_known_row *k)
{
    struct buf b = buf_new(a, 200);

    for (int act = 0; act < INCIDENT_ACT_N; act++)
        if ((k->acts >> act & 1) != 0)
            add_line(&b, text(LANG_DA, act_texts[act]));
    return buf_str(&b);
}

static struct str place_of(struct arena *a, const struct report_known_row *k)
{
    struct buf b = buf_new(a, 100);

    if (k->is_online && k->call_id == 0) /* where, at which address: the evidence says it */
        return filled(a, T_REPORT_KNOWN_ONLINE, k->centre_name, STR(""));
    add_line(&b, k->queue.n > 0 ? filled(a, T_REPORT_KNOWN_QUEUE, k->centre_name, k->queue)
                                : filled(a, T_REPORT_KNOWN_PHONE, k->centre_name, STR("")));
    if (k->at_home)
        add_line(&b, text(LANG_DA, T_REPORT_KNOWN_AT_HOME));
    if (k->was_alone)
        add_line(&b, text(LANG_DA, T_REPORT_KNOWN_ALONE));
    return buf_str(&b);
}

static struct str evidence_of(struct arena *a, const struct zone *zone,
                              const struct report_known_row *k)
{
    struct buf b = buf_new(a, 200);

    add_line(&b, filled(a, T_REPORT_KNOWN_NOTE, report_date(a, zone, k->logged_at, true), STR("")));
    if (k->call_id != 0)
        add_line(&b, text(LANG_DA, T_REPORT_KNOWN_CALL));
    if (k->is_online)
        add_line(&b, text(LANG_DA, T_REPORT_KNOWN_SECURED));
    if (!k->is_online || k->call_id != 0)
        add_line(&b, text(LANG_DA, T_REPORT_KNOWN_NO_RECORDING));
    return buf_str(&b);
}

static enum status absence_of(struct db *db, struct arena *a, const struct zone *zone,
                              const struct report_known_row *k, struct str *ret)
{
    int64_t day;

    TRY(care_first_unable_day(db, a, k->person_id, zone_day(zone, k->occurred_at) + 1, &day));
    *ret = day == 0
               ? STR("")
               : filled(a, T_REPORT_KNOWN_ABSENCE,
                        report_date(a, zone, zone_day_start(zone, (int32_t)day), false), STR(""));
    return OK;
}

enum status report_known(struct db *db, struct arena *a, const struct report_row *r,
                         struct str known[REPORT_FIELD_N])
{
    struct report_known_row k;
    const struct zone *zone;
    struct str words;

    TRY(zone_find(r->zone, &zone));
    TRY(q_report_known(db, a, r->incident_id, &k));
    known[REPORT_FIELD_EMPLOYEE] = k.person_name;
    known[REPORT_FIELD_WORKPLACE] =
        k.team_name.n > 0
            ? arena_printf(a, "%.*s, %.*s", STR_ARG(k.centre_name), STR_ARG(k.team_name))
            : k.centre_name;
    if (k.started_day != 0)
        known[REPORT_FIELD_JOB] = filled(
            a, T_REPORT_KNOWN_JOB,
            report_date(a, zone, zone_day_start(zone, (int32_t)k.started_day), false), STR(""));
    known[REPORT_FIELD_TIME] = report_date(a, zone, k.occurred_at, true);
    known[REPORT_FIELD_PLACE] = place_of(a, &k);
    TRY(said(db, a, r->incident_id, INCIDENT_FIELD_BEFORE, &known[REPORT_FIELD_BEFORE]));
    TRY(said(db, a, r->incident_id, INCIDENT_FIELD_WORDS, &words));
    known[REPORT_FIELD_COURSE] = course_of(a, &k, words);
    known[REPORT_FIELD_DONE] = done_of(a, &k);
    TRY(said(db, a, r->incident_id, INCIDENT_FIELD_SEEN_BY, &known[REPORT_FIELD_WITNESSES]));
    known[REPORT_FIELD_EVIDENCE] = evidence_of(a, zone, &k);
    known[REPORT_FIELD_CONTACT] = r->owner_name;
    return absence_of(db, a, zone, &k, &known[REPORT_FIELD_ABSENCE]);
}
