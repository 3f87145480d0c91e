/* What the import page shows: texts made ready, nothing to decide in the view.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CALLS_CALLS_VIEW_H
#define CALLS_CALLS_VIEW_H

#include "web/parts.h"

struct calls_choice {
    const char *word;
    struct str text;
    bool chosen;
};
struct calls_choices {
    struct calls_choice *at;
    size_t n;
};

struct calls_text {
    struct str s;
};
struct calls_texts {
    struct calls_text *at;
    size_t n;
};

struct calls_import_item {
    struct str when, when_iso, filename, state, rejects_url;
    int64_t n_new, n_known, n_rejected, n_unclaimed;
};
struct calls_import_items {
    struct calls_import_item *at;
    size_t n;
};

struct calls_import_view {
    struct str csrf;
    /* the form, with what was typed */
    struct calls_choices formats;
    struct str map, zone, error; /* error: of the whole form; empty: none */
    bool restart, show_options;
    /* while one is running */
    bool running, is_known; /* is_known: the size of the file is */
    struct str filename, progress;
    int64_t done, total;
    /* when the latest has ended */
    bool has_result, result_is_bad;
    struct str result_title, result_rejects_url;
    struct calls_texts result;
    struct calls_import_items history;
};

#endif
