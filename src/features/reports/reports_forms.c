/* The input tables of this feature.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/reports/reports_forms.h"

static const enum text_key field_texts[] = {
#define X(name, word, kinds, class) T_REPORT_FIELD_##name,
    REPORT_FIELDS(X)
#undef X
};
static const enum text_key field_hints[] = {
#define X(name, word, kinds, class) T_REPORT_HINT_##name,
    REPORT_FIELDS(X)
#undef X
};

enum text_key report_field_text(int field)
{
    return field_texts[field];
}

enum text_key report_field_hint(int field)
{
    return field_hints[field];
}

static const struct field start_fields[] = {
    {.name = "kind",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct report_start_entry, kind),
     .required = true,
     .words = report_kind_words,
     .label = T_REPORT_KIND,
     .doc = "police or work_accident"},
};
const struct form report_start_form = FORM("ReportStart", start_fields, struct report_start_entry);

#define TEXT_FIELD(field_name, word, kinds, class)                                                 \
    {.name = word,                                                                                 \
     .kind = FIELD_TEXT,                                                                           \
     .offset = offsetof(struct report_text_entry, text[REPORT_FIELD_##field_name]),                \
     .multiline = true,                                                                            \
     .max = REPORT_TEXT_MAX,                                                                       \
     .label = T_REPORT_FIELD_##field_name,                                                         \
     .doc = "Absent: stays as it is. Without national identity number and income"},
static const struct field text_fields[] = {
    {.name = "seen",
     .kind = FIELD_INT,
     .offset = offsetof(struct report_text_entry, seen),
     .max = INT32_MAX,
     .label = T_REPORT_VERSIONS,
     .doc = "n_texts of the report as it was read: 409 when somebody wrote since"},
    REPORT_FIELDS(TEXT_FIELD)};
const struct form report_text_form = FORM("ReportTexts", text_fields, struct report_text_entry);

static const struct field file_fields[] = {
    {.name = "receipt",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct report_file_entry, receipt),
     .required = true,
     .min = 1,
     .max = REPORT_RECEIPT_MAX,
     .label = T_REPORT_RECEIPT,
     .doc = "The number that the police or EASY gave"},
    {.name = "day",
     .kind = FIELD_DATE,
     .offset = offsetof(struct report_file_entry, day),
     .required = true,
     .label = T_REPORT_DAY,
     .doc = "The day it was filed"},
};
const struct form report_file_form = FORM("ReportFile", file_fields, struct report_file_entry);

static const struct field decide_fields[] = {
    {.name = "reason",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct report_decide_entry, reason),
     .required = true,
     .multiline = true,
     .min = REPORT_REASON_MIN,
     .max = REPORT_REASON_MAX,
     .label = T_REPORT_REASON,
     .doc = "Why it is not reported"},
};
const struct form report_decide_form =
    FORM("ReportDecide", decide_fields, struct report_decide_entry);

static const struct field outcome_fields[] = {
    {.name = "outcome",
     .kind = FIELD_CHOICE,
     .offset = offsetof(struct report_outcome_entry, outcome),
     .required = true,
     .words = report_outcome_words,
     .label = T_REPORT_OUTCOME,
     .doc = "waiting asks again in three months; the others end it"},
    {.name = "note",
     .kind = FIELD_TEXT,
     .offset = offsetof(struct report_outcome_entry, note),
     .multiline = true,
     .max = REPORT_REASON_MAX,
     .label = T_REPORT_OUTCOME_NOTE,
     .doc = "What the police said"},
};
const struct form report_outcome_form =
    FORM("ReportOutcome", outcome_fields, struct report_outcome_entry);

static const struct field list_fields[] = {
    {.name = "limit",
     .kind = FIELD_INT,
     .offset = offsetof(struct report_list_entry, limit),
     .min = 1,
     .max = 200,
     .label = T_REPORT_LIST_TITLE,
     .doc = "Rows, 50 when absent"},
};
const struct form report_list_query =
    FORM("ReportListQuery", list_fields, struct report_list_entry);
