/* What the pages of this folder show: filled by the *_web.c files, drawn by views/.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FEATURES_PEOPLE_VIEWS_H
#define FEATURES_PEOPLE_VIEWS_H

#include "features/people/people.h"
#include "features/people/people_form.h"

/* ---- signing in */
struct demo_card {
    int64_t id;
    struct str kind, name, first_name, what;
};
struct demo_cards {
    struct demo_card *at;
    size_t n;
};
struct sign_in_view {
    struct form_view form;
    struct str csrf;
    struct str next;
    struct demo_cards demo; /* n 0: no demo */
};

/* ---- oneself */
struct me_role {
    struct str role, team; /* team STR_NONE: the whole centre */
};
struct me_roles {
    struct me_role *at;
    size_t n;
};
struct me_line {
    struct str line, from, to; /* to STR_NONE: still */
};
struct me_lines {
    struct me_line *at;
    size_t n;
};
struct me_card {
    struct str initials, place, photo; /* photo: its address; STR_NONE: none */
};
struct me_card_typed {
    struct str place, error; /* place STR_NONE: as it is kept */
};
struct me_view {
    struct person person;
    struct me_card card;
    struct str card_error; /* STR_NONE: fine */
    struct me_roles roles;
    struct me_lines lines;
    struct form_view lang, password;
    struct str csrf;
};
struct token_item {
    struct str name, scopes, created, ends, used; /* used STR_NONE: never */
    struct str revoke_url;
    bool is_alive;
};
struct token_items {
    struct token_item *at;
    size_t n;
};
struct tokens_view {
    struct form_view form;
    struct str csrf, secret; /* secret STR_NONE: none was made just now */
    struct token_items tokens;
};

/* ---- people, for the administrator */
struct people_row {
    struct str name, url, login, team, email, roles;
    bool has_left, is_locked, has_no_password;
};
struct people_rows {
    struct people_row *at;
    size_t n;
};
struct people_view {
    struct str search, next_url; /* next_url STR_NONE: last page */
    bool with_left;
    struct field_options teams;
    struct people_rows rows;
};
struct person_role_item {
    struct str role, team, take_url;
    int64_t role_id, team_id;
    struct str role_word;
};
struct person_role_items {
    struct person_role_item *at;
    size_t n;
};
struct person_line_item {
    struct str line, from, to, action, from_iso, to_iso, id;
};
struct person_line_items {
    struct person_line_item *at;
    size_t n;
};
struct person_view {
    struct person person;
    struct str csrf;
    struct form_view details, give, add_line;
    struct person_role_items roles;
    struct person_line_items lines;
    struct str take_url, line_url, code_url, sessions_url, unlock_url;
    struct str code, code_page; /* STR_NONE: none was made just now */
    struct str locked_until;    /* STR_NONE: not locked */
    struct str left_on;
    int64_t n_sessions;
    bool has_password, has_dead_email; /* what they chose for messages does not exist */
};
struct person_new_view {
    struct form_view form;
};

struct team_item {
    struct str name, centre, url, close_url, reopen_url;
    int64_t n_people;
    bool is_closed;
};
struct team_items {
    struct team_item *at;
    size_t n;
};
struct teams_view {
    struct str csrf;
    struct team_items teams;
    struct form_view create;
    bool many_centres;
};
struct team_view {
    struct form_view rename;
    struct str csrf, name, centre, close_url, reopen_url;
    int64_t n_people;
    bool is_closed;
};
struct centre_item {
    struct str name, zone, url;
    int64_t n_people;
    bool is_invented;
};
struct centre_items {
    struct centre_item *at;
    size_t n;
};
struct centres_view {
    struct centre_items centres;
    struct form_view create;
};

/* ---- import */
struct import_change_item {
    struct str what, from, to;
};
struct import_change_items {
    struct import_change_item *at;
    size_t n;
};
struct import_item {
    int64_t line;
    struct str verdict, badge, name, reason;
    struct import_change_items changes;
};
struct import_items {
    struct import_item *at;
    size_t n;
};
struct import_view {
    struct str csrf, alert, action;
    struct str ignored; /* column names that are not used; STR_NONE: all are */
    struct str create_teams_url, no_teams_url, new_teams;
    int64_t n_new, n_changed, n_same, n_rejected, n_more; /* n_more: rows not shown */
    bool create_teams, may_run;
    struct import_items rows;
};

#endif
