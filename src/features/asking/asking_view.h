/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ASKING_ASKING_VIEW_H
#define ASKING_ASKING_VIEW_H

#include "features/asking/asking.h"
#include "web/html.h"

struct asking_item { /* a question in a list */
    int64_t id;
    struct str text, asker, when; /* asker empty: anonymous, or not told */
    enum text_key state, told;    /* told: who was, T_NONE: nobody needs to be */
    bool anonymous, mine, open, helped;
    int64_t n_answers;
};
struct asking_item_list {
    struct asking_item *at;
    size_t n;
};
struct asking_now_view {
    struct asking_item_list mine, open;
};

struct asking_found {
    struct str url, title, text;
    bool is_card;
};
struct asking_found_list {
    struct asking_found *at;
    size_t n;
};
/* What stands between writing and sending. */
struct asking_before_view {
    struct str csrf, client_key, alarm_number;
    enum text_key danger; /* what to do at once; T_NONE: no danger */
    struct asking_found_list found;
    bool may_call;
};
struct asking_page_view {
    struct str csrf, text, text_error, as_error;
    bool anonymous, sure, calm, has_before, few, may_numbers, may_set;
    int64_t n_here;
    struct asking_before_view before;
    struct asking_now_view now;
};

struct asking_line {            /* a reply */
    struct str who, when, text; /* who empty: the asker */
    bool answer, helped, mine;
};
struct asking_line_list {
    struct asking_line *at;
    size_t n;
};
struct asking_show_view {
    struct str csrf, url, typed, error;
    struct asking_item q;
    struct asking_line_list lines;
    bool has_answer, failed_more; /* typed belongs to "not quite" */
};

struct asking_search_view {
    struct str q;
    struct asking_found_list found;
    bool asked;
};

struct asking_card_item {
    int64_t id, n_unclear;
    struct str title, owner, review;
    bool late;
};
struct asking_card_item_list {
    struct asking_card_item *at;
    size_t n;
};
struct asking_cards_view {
    struct asking_card_item_list cards;
};
struct asking_note {
    struct str text, when;
};
struct asking_note_list {
    struct asking_note *at;
    size_t n;
};
struct asking_card_view {
    struct str csrf, url, error, typed;
    struct asking_card_item card;
    struct trusted_html body;
    struct asking_note_list notes;
    bool own;
};
struct asking_option {
    int64_t id;
    struct str name;
    bool chosen;
};
struct asking_option_list {
    struct asking_option *at;
    size_t n;
};
struct asking_edit_view {
    struct str csrf, action, error, title, body, review, title_error, body_error, review_error,
        owner_error;
    int64_t version;
    bool is_new;
    struct asking_option_list owners;
};

struct asking_bar {
    struct str label, p50, p90;
    int64_t n, x, y50, h50, y90, h90;
    bool hidden;
};
struct asking_bar_list {
    struct asking_bar *at;
    size_t n;
};
struct asking_times_view {
    struct str p50, p90;
    int64_t n;
    bool hidden;
    struct str top_hours; /* the chart's upper line */
    struct asking_bar_list hours, weekdays;
};
struct asking_setup_view {
    struct str csrf, next, leader, next_error, leader_error, error;
};

#endif
