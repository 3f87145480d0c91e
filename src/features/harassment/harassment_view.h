/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_VIEW_H
#define HARASSMENT_HARASSMENT_VIEW_H

#include "features/harassment/harassment.h"
#include "web/html.h"

struct harassment_choice {
    const char *word;
    enum text_key text;
    bool chosen;
};
struct harassment_choice_list {
    struct harassment_choice *at;
    size_t n;
};
struct harassment_error {
    const char *field;
    enum text_key label;
    struct str text;
};
struct harassment_error_list {
    struct harassment_error *at;
    size_t n;
};
struct harassment_person {
    int64_t id;
    struct str name;
    bool chosen;
};
struct harassment_person_list {
    struct harassment_person *at;
    size_t n;
};

/* The report, and the smaller form for one more place; what was typed stands there again. */
struct harassment_form_view {
    struct str csrf, action, client_key, alert, story, address, account, posted_at, seen_at;
    struct harassment_error_list errors;
    struct harassment_choice_list kinds, platforms;
    struct harassment_person_list people;
    int64_t rating;
    bool wants_talk, with_people;
};

struct harassment_item {
    int64_t id;
    struct str url, number, name, owner, due, due_iso, opened;
    struct harassment_choice_list kinds;
    enum text_key step_text;
    bool has_step, late, closed, reported, owner_me, no_files, own;
    int64_t n_files;
};
struct harassment_item_list {
    struct harassment_item *at;
    size_t n;
};
struct harassment_list_view {
    struct str csrf;
    struct harassment_item_list mine, board;
    bool leads, may_report, may_link;
};

struct harassment_step_view {
    int64_t id;
    struct str url, owner, due, due_iso, word, ended, ender, link, verified, place;
    enum text_key text, how, state_text;
    bool open, late, owner_me, may_act, has_link, police;
};
struct harassment_step_list {
    struct harassment_step_view *at;
    size_t n;
};
struct harassment_file_view {
    int64_t id;
    struct str name, size, url, picture_url, sha256, adder, added, seen;
    bool picture, may_open, missing;
};
struct harassment_file_list {
    struct harassment_file_view *at;
    size_t n;
};
struct harassment_place_view {
    int64_t id;
    struct str url, address, account, first_seen, last_seen, gone;
    enum text_key platform;
    bool is_link, may_add;
};
struct harassment_place_list {
    struct harassment_place_view *at;
    size_t n;
};
struct harassment_entry_view {
    int64_t seq;
    struct str at, at_iso, who, what, hash, fault;
};
struct harassment_entry_list {
    struct harassment_entry_view *at;
    size_t n;
};
struct harassment_text {
    struct str s;
};
struct harassment_text_list {
    struct harassment_text *at;
    size_t n;
};
struct harassment_case_view {
    struct str csrf, url, number, name, reporter, opened, posted, story, incident_url, police_url,
        watch, name_reason, closed, closed_word, alert, max_size, police_due, alarm_number;
    enum text_key name_text;
    struct harassment_choice_list kinds, names;
    struct harassment_place_list places;
    struct harassment_file_list files;
    struct harassment_step_list open, ended;
    struct harassment_entry_list chain;
    struct harassment_text_list faults;
    struct harassment_form_view place;
    bool own, reporter_only, may_act, may_add, may_open, may_choose, forgotten, unreadable,
        is_closed, police_open, decided, removed, may_report;
};

struct harassment_link_view {
    const char *word;
    enum text_key text;
    struct str url, site, verified, verified_by, again; /* STR_NONE: not tried yet */
    bool is_due;
};
struct harassment_link_list {
    struct harassment_link_view *at;
    size_t n;
};
struct harassment_links_view {
    struct str csrf, alert;
    struct harassment_link_list links;
};

#endif
