/* What the pages of the five-hour day show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_VIEW_H
#define FOLLOW_UP_FOLLOW_UP_VIEW_H

#include "features/follow_up/follow_up.h"
#include "web/html.h"

struct follow_up_block_view {
    int64_t id, minutes, n_sources, number;
    const char *kind;
    struct str time, title, text, url;
    struct str practice; /* where it is played; STR_NONE: nothing is */
    bool traced, pause, done, is_first, is_last, is_gone;
};
struct follow_up_block_views {
    struct follow_up_block_view *at;
    size_t n;
};
struct follow_up_text {
    struct str text;
};
struct follow_up_texts {
    struct follow_up_text *at;
    size_t n;
};
/* What was typed and why it did not do. */
struct follow_up_typed {
    struct follow_up_own own;
    struct str own_error, when_error, learning, learning_error;
};
struct follow_up_show_view {
    struct str csrf, url, class_name, when, window, starts, place, members;
    enum text_key state;
    int64_t minutes, percent, n_sources, n_early, n_late, n_uncalled, n_themes;
    bool leads, proposed, published, is_early, running, held, may_edit, fits, is_short, has_window,
        edited, few, may_learn, has_given;
    struct follow_up_block_views blocks;
    struct follow_up_texts learnings;
    struct follow_up_typed typed;
};
struct follow_up_item {
    struct str url, class_name, when;
    enum text_key state;
    bool held;
};
struct follow_up_items {
    struct follow_up_item *at;
    size_t n;
};
struct follow_up_wait {
    struct str name, first_call;
};
struct follow_up_waits {
    struct follow_up_wait *at;
    size_t n;
};
struct follow_up_list_view {
    struct follow_up_items items;
    struct follow_up_waits waits; /* without a day, for who leads them */
    bool may_learned;
};
struct follow_up_learned_view {
    struct follow_up_texts learnings;
};

#endif
