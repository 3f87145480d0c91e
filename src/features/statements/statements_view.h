/* What the pages of this feature show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STATEMENTS_STATEMENTS_VIEW_H
#define STATEMENTS_STATEMENTS_VIEW_H

#include "core/text.h"
#include "features/statements/statements.h"

struct statement_choice {
    struct str word, id;
    enum text_key label;
    bool is_chosen;
};
struct statement_choices {
    struct statement_choice *at;
    size_t n;
};
struct statement_item {
    struct str when, when_iso, what, word, why;
    struct str title; /* of a module; empty: the word says which */
    enum text_key state;
    int64_t attempts;
};
struct statement_items {
    struct statement_item *at;
    size_t n;
};
struct statements_view {
    struct str csrf, alert; /* alert STR_NONE: none */
    bool is_set, is_on, is_failing, has_no_address;
    struct str answer, answered; /* answered STR_NONE: none yet */
    struct statement_totals_row totals;
    struct str url, login;
    bool on;
    struct statement_choices kinds;
    struct statement_items log;
};
struct statements_own_view {
    struct str csrf;
    bool is_on, practice, tells_practice;
    struct statement_choices kinds; /* that are told */
    struct statement_items sent;
};

#endif
