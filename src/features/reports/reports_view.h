/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef REPORTS_REPORTS_VIEW_H
#define REPORTS_REPORTS_VIEW_H

#include "features/reports/reports.h"
#include "web/html.h"

/* One report in a list. */
struct report_item {
    struct str url, number, name; /* name: empty for a copy */
    struct str state;             /* "Frist i morgen 12.00", "Anmeldt …" */
    enum text_key kind;
    bool late;
};
struct report_item_list {
    struct report_item *at;
    size_t n;
};
struct report_list_view {
    struct report_item_list items;
    bool leads;
};
struct report_case_view {
    struct str csrf, number, name, case_url, start_url;
    struct report_item_list items;
    bool own, may_start_police, may_start_accident;
};

struct report_old {
    struct str when, who, text;
};
struct report_old_list {
    struct report_old *at;
    size_t n;
};
/* One field, read or written. */
struct report_line {
    const char *word;
    enum text_key label, hint;
    struct str text;  /* what counts */
    struct str typed; /* in the form */
    struct str error;
    bool is_known; /* nobody typed it */
    bool differs;  /* what was typed is not what stands there now */
    struct report_old_list old;
};
struct report_line_list {
    struct report_line *at;
    size_t n;
};
struct report_moment {
    struct str when, who, detail;
    enum text_key what;
};
struct report_moment_list {
    struct report_moment *at;
    size_t n;
};
struct report_choice {
    const char *word;
    enum text_key label;
    bool chosen;
};
struct report_choice_list {
    struct report_choice *at;
    size_t n;
};
struct report_view {
    struct str csrf, url, number, name, case_url, due, due_iso;
    enum text_key title, lead, law;
    struct str state; /* a sentence */
    struct report_line_list lines;
    struct report_moment_list moments;
    struct report_choice_list outcomes;
    int64_t n_texts;
    bool draft, filed, late, may_write, may_file, may_decide, may_follow, copy, police;
    /* What was typed and why it was not taken: beside its field, or above. */
    struct str alert, receipt, receipt_error, day, day_error, reason, reason_error, note,
        note_error;
};

#endif
