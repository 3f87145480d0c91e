/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HELP_HELP_VIEW_H
#define HELP_HELP_VIEW_H

#include "features/help/help.h"
#include "web/html.h"

struct help_helper {
    struct str name, after; /* "8 s" after it was asked */
};
struct help_helper_list {
    struct help_helper *at;
    size_t n;
};

/* One request as its reader sees it. */
struct help_item {
    int64_t id, age_ms; /* since it was pressed; the page counts on from there */
    struct str url, name, team, place, since, at, first, first_after, class_word;
    struct str asks;         /* "Anna Holm needs someone" */
    enum text_key kind_text; /* "I need someone" */
    struct help_helper_list also;
    bool acute, silent, at_home, mine, coming, is_first, owned, arrived, closed, cancelled, resort,
        rings, drill, air,
        has_keys; /* drill: told once one has answered; keys: Shift + 1–5 are its */
};
struct help_item_list {
    struct help_item *at;
    size_t n;
};

struct help_button {
    const char *word, *key; /* kind; the key that presses it */
    enum text_key text, hint;
    bool acute, open; /* open: asked for already */
};
struct help_button_list {
    struct help_button *at;
    size_t n;
};

/* The part of the desk that is fetched anew whenever something changed. */
struct help_now_view {
    struct str csrf, alarm_number;
    struct trusted_html parts; /* what other features have for the reader to do, ready to show */
    struct help_ready ready;
    bool can_answer;
    struct help_item_list mine, others, ended, asking;
};
struct help_desk_view {
    struct str csrf, client_key, place, worker;
    bool at_home, silent, warns, may_set;
    struct help_button_list buttons;
    struct help_now_view now;
};

struct help_line {
    struct str when, iso, who, detail;
    enum text_key text;
};
struct help_line_list {
    struct help_line *at;
    size_t n;
};
struct help_show_view {
    struct str csrf, incident_url, alarm_number, day;
    struct help_item item;
    struct help_line_list lines;
};

/* ---- warn, then end */
struct help_warn_view {
    struct str csrf, alarm_number;
    struct str say[HELP_SAY_N];
    struct str named, warned, ended; /* times; empty: not yet */
    struct str incident_url, incident_number, request_url;
    int64_t version;
    bool runs, over, ended_call, threat, calmed, suicide, bomb, may_set, rated;
};

/* ---- setting up */
struct help_say_field {
    struct str name, value, error;
    enum text_key label;
    const char *lang;
};
struct help_say_field_list {
    struct help_say_field *at;
    size_t n;
};
struct help_words_view {
    struct str csrf, made;
    int64_t version;
    struct help_say_field_list fields;
};
struct help_choice {
    const char *word;
    enum text_key text;
    bool chosen;
};
struct help_choice_list {
    struct help_choice *at;
    size_t n;
};
struct help_step_view {
    int64_t number, wait_s;
    bool used;
    struct help_choice_list targets, channels;
};
struct help_step_view_list {
    struct help_step_view *at;
    size_t n;
};
struct help_policy_view {
    const char *word;
    enum text_key text;
    int64_t needed, rounds, ack_s, resort_s;
    struct str error;
    bool own; /* the centre made it; else the program's */
    struct help_step_view_list steps;
};
struct help_policy_view_list {
    struct help_policy_view *at;
    size_t n;
};
struct help_climb_view {
    struct str csrf;
    struct help_policy_view_list policies;
};

#endif
