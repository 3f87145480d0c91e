/* What the pages of the experience log show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_VIEW_H
#define EXPERIENCE_EXPERIENCE_VIEW_H

#include "features/experience/experience.h"
#include "web/html.h"

struct experience_choice {
    const char *word;
    const char *letter; /* the key that chooses it */
    enum text_key text;
    bool chosen;
};
struct experience_choice_list {
    struct experience_choice *at;
    size_t n;
};
struct experience_text {
    enum text_key text;
};
struct experience_text_list {
    struct experience_text *at;
    size_t n;
};
struct experience_form_view {
    struct str csrf, client_key;
    int64_t person_id; /* what waits for the network is only sent for the same person */
    struct experience_choice_list kinds, helps;
    int64_t strength; /* 0: not chosen */
    struct str note;
    bool wants_talk;
    struct str error; /* STR_NONE: none */
};

/* One of the own entries. */
struct experience_item {
    int64_t id, strength;
    struct str url, when, note, incident_url;
    enum text_key kind;
    struct experience_text_list helps;
    bool for_mentor, for_day, has_telling, waits, talked;
};
struct experience_item_list {
    struct experience_item *at;
    size_t n;
};
struct experience_page_view {
    struct experience_form_view form;
    struct experience_item_list items;
    bool wish_mentor, wish_day, has_day, has_mentor, may_see_others;
    struct str next_url;
};
struct experience_edit_view {
    struct experience_form_view form;
    struct str url, telling, telling_error, when;
    bool for_mentor, for_day;
};
/* A mentor's newcomers. */
struct experience_seen_item {
    struct str when, note, talked_url;
    enum text_key kind;
    int64_t strength;
    struct experience_text_list helps;
    bool shown, waits, talked;
};
struct experience_seen_list {
    struct experience_seen_item *at;
    size_t n;
};
struct experience_newcomer_view {
    struct str name, url, anchor;
    struct experience_seen_list seen;
};
struct experience_newcomer_list {
    struct experience_newcomer_view *at;
    size_t n;
};
struct experience_newcomers_view {
    struct str csrf;
    struct experience_newcomer_list newcomers;
};

#endif
