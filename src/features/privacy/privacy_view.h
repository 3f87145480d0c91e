/* What the pages and documents of this feature show: made ready, nothing to decide in a view.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PRIVACY_PRIVACY_VIEW_H
#define PRIVACY_PRIVACY_VIEW_H

#include "core/text.h"
#include "web/html.h"

/* ---- documents: sections of rows of a label and a value */
struct doc_cell {
    struct str name, label, value;
    struct str word; /* in JSON, beside `name`: the same in every language */
    bool is_number, is_bool;
    int64_t number;
};
struct doc_row {
    struct doc_cell *at;
    size_t n;
};
struct doc_section {
    struct str name, title;
    struct doc_row *at;
    size_t n;
};
struct doc {
    enum lang lang;
    struct str lang_code, title, lead, made;
    struct doc_section *at;
    size_t n;
};

/* ---- pages */
struct look_item {
    struct str when, when_iso, name, number, number_url;
    enum text_key what;
};
struct look_items {
    struct look_item *at;
    size_t n;
};
struct looks_view {
    struct str number, back_url; /* empty: all of one's own */
    struct look_items items;
};
struct extract_view {
    struct str csrf;
};
struct export_choice {
    const char *word;
    enum text_key text;
    bool chosen;
};
struct export_choices {
    struct export_choice *at;
    size_t n;
};
struct export_view {
    struct str csrf, action, number, back_url;
    bool nothing; /* was sent without a part */
    struct export_choices parts, formats;
};
struct note_item {
    int64_t id;
    struct str text, when, when_iso, url;
};
struct note_items {
    struct note_item *at;
    size_t n;
};
struct notes_view {
    struct str csrf, typed, error;
    struct note_items items;
};
struct retention_item {
    struct str rule, kept, n, when;
    enum text_key what, why;
};
struct retention_items {
    struct retention_item *at;
    size_t n;
};
struct retention_view {
    struct retention_items rules, runs;
};

#endif
