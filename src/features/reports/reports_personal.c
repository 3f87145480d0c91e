/* What reports hold about a person: their own with every text, and what they did with those of others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_personal.h"

#include "features/reports/reports.h"
#include "reports_personal_sql.h"

static const enum text_key kind_texts[] = {T_REPORT_TITLE_POLICE, T_REPORT_TITLE_ACCIDENT};
static const enum text_key outcome_texts[] = {
#define X(name, word) T_REPORT_OUTCOME_##name,
    REPORT_OUTCOMES(X)
#undef X
};
static const enum text_key field_texts[] = {
#define X(name, word, kinds, class) T_REPORT_FIELD_##name,
    REPORT_FIELDS(X)
#undef X
};

static const enum text_key state_texts[REPORT_STATE_N] = {T_REPORT_STATE_DRAFT, T_REPORT_WAS_FILED,
                                                          T_REPORT_WAS_NOT};
static const struct personal_field report_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT, offsetof(struct personal_report_row, number)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_report_row, kind),
     report_kind_words, kind_texts, REPORT_KIND_N},
    {"state", T_PERSONAL_STATE, PERSONAL_WORD, offsetof(struct personal_report_row, state),
     report_state_words, state_texts, REPORT_STATE_N},
    {"made_at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_report_row, made_at)},
    {"receipt", T_REPORT_RECEIPT, PERSONAL_TEXT, offsetof(struct personal_report_row, receipt)},
    {"filed_on", T_REPORT_DAY, PERSONAL_DAY, offsetof(struct personal_report_row, filed_day)},
    {"reason", T_REPORT_REASON, PERSONAL_TEXT, offsetof(struct personal_report_row, reason)},
    {"settled_at", T_PERSONAL_ENDED, PERSONAL_INSTANT,
     offsetof(struct personal_report_row, settled_at)},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_report_row, settler)},
    {"outcome", T_REPORT_OUTCOME, PERSONAL_WORD, offsetof(struct personal_report_row, outcome),
     report_outcome_words, outcome_texts, REPORT_OUTCOME_N},
};
static const struct personal_field text_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_report_text_row, number)},
    {"field", T_PERSONAL_WHICH, PERSONAL_WORD, offsetof(struct personal_report_text_row, field),
     report_field_words, field_texts, REPORT_FIELD_N},
    {"version", T_PERSONAL_VERSION, PERSONAL_INT,
     offsetof(struct personal_report_text_row, version)},
    {"text", T_PERSONAL_TEXT_SAID, PERSONAL_TEXT, offsetof(struct personal_report_text_row, text)},
    {"written_at", T_PERSONAL_WRITTEN, PERSONAL_INSTANT,
     offsetof(struct personal_report_text_row, written_at)},
    {"by", T_PERSONAL_BY, PERSONAL_TEXT, offsetof(struct personal_report_text_row, writer)},
};
static const struct personal_field deed_fields[] = {
    {"number", T_PERSONAL_NUMBER, PERSONAL_INCIDENT,
     offsetof(struct personal_report_deed_row, number)},
    {"kind", T_PERSONAL_WHAT, PERSONAL_WORD, offsetof(struct personal_report_deed_row, kind),
     report_kind_words, kind_texts, REPORT_KIND_N},
    {"at", T_PERSONAL_AT, PERSONAL_INSTANT, offsetof(struct personal_report_deed_row, at)},
};

PERSONAL_READ(read_reports, q_personal_reports, struct personal_report_row_list)
PERSONAL_READ(read_texts, q_personal_report_texts, struct personal_report_text_row_list)
PERSONAL_READ(read_deeds, q_personal_report_deeds, struct personal_report_deed_row_list)

/* Kind, receipt and day stay: that a threat was reported belongs to the centre's numbers. */
static enum status forget_texts(struct db *db, struct arena *a, int64_t person_id)
{
    (void)a;
    TRY(q_personal_report_texts_drop(db, person_id));
    TRY(q_personal_report_events_drop(db, person_id));
    return q_personal_report_reasons_drop(db, person_id);
}

const struct personal reports_personal[] = {
    {"reports", T_PERSONAL_REPORTS, "report.person_id", PERSONAL_FIELDS(report_fields),
     .read = read_reports},
    {"report_texts", T_PERSONAL_REPORT_TEXTS, "", PERSONAL_FIELDS(text_fields), .read = read_texts,
     .forget = forget_texts},
    {"report_deeds", T_PERSONAL_REPORT_DEEDS,
     "report.settled_by report_event.person_id report_text.written_by",
     PERSONAL_FIELDS(deed_fields), .read = read_deeds},
    {0},
};

static enum status texts_go(struct db *db, struct arena *a, const struct retention_task *t,
                            int64_t *ret_n)
{
    (void)a;
    return q_retention_report_texts(db, t->before_at, t->most, ret_n);
}

const struct retention_rule reports_retention[] = {
    {"report_texts", T_RETENTION_REPORT_TEXTS, T_RETENTION_WHY_CLAIMS, 1825, texts_go},
    {0},
};
