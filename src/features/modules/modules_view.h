/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_VIEW_H
#define MODULES_MODULES_VIEW_H

#include "features/modules/modules.h"
#include "web/html.h"

/* ---- the list */
struct module_card {
    struct str word, title, lead, passed, until; /* passed, until: days; empty: not, for ever */
    enum text_key standing;
    bool must, holds, lapsed, waits, soon;
};
struct module_card_list {
    struct module_card *at;
    size_t n;
};
struct modules_view {
    struct module_card_list must, others;
    int64_t n_waiting;
    bool may_set, may_overview;
};

/* ---- one */
struct module_choice_view {
    const char *word;
    struct str text;
    bool chosen;
};
struct module_choice_view_list {
    struct module_choice_view *at;
    size_t n;
};
struct module_question_view {
    int64_t number;
    struct str text, why, error; /* why: after an answer */
    bool wrong;
    struct module_choice_view_list choices;
};
struct module_question_view_list {
    struct module_question_view *at;
    size_t n;
};
struct module_old {
    int64_t version;
    struct str made, maker;
    bool shown;
};
struct module_old_list {
    struct module_old *at;
    size_t n;
};
struct module_view {
    struct str csrf, word, title, lead, made, passed, until;
    struct trusted_html body;
    int64_t version, n_wrong;
    bool is_old, closed, has_error, may_set, holds, comes_with, again;
    struct module_question_view_list questions;
    struct module_old_list versions;
};
/* Right at last: each question with its reason, and until when it holds. */
struct module_passed_view {
    struct str word, title, until;
    struct module_question_view_list questions;
};

/* ---- changing */
struct module_field {
    const char *name, *lang;
    struct str value, error;
    enum text_key label;
    int64_t heading, max, rows; /* heading: the question's number that begins here; 0: none */
    bool is_language, required;
    const char *right; /* of a question, in the first language: the name of its field */
    struct str right_error;
    struct module_choice_view_list rights;
};
struct module_field_list {
    struct module_field *at;
    size_t n;
};
struct module_picture_view {
    int64_t id;
    struct str alt, path;
};
struct module_picture_view_list {
    struct module_picture_view *at;
    size_t n;
};
struct module_edit_view {
    struct str csrf, word, error, again_day; /* word: empty for a new one */
    int64_t version;
    struct module_field_list fields;
    struct module_picture_view_list pictures;
    bool previewed;
    struct str title, lead;
    struct trusted_html preview;
};
struct module_tick {
    struct str name, value, label;
    bool on;
};
struct module_tick_list {
    struct module_tick *at;
    size_t n;
};
struct module_set_view {
    struct str csrf, word, title, error, months;
    struct module_tick_list roles, teams, windows;
    bool closed, is_conflict;
};

/* ---- who has what */
struct module_who {
    struct str name, team;
    struct module_card_list lacks, soon;
};
struct module_who_list {
    struct module_who *at;
    size_t n;
};
struct module_number_list {
    struct module_number *at;
    size_t n;
};
struct modules_overview_view {
    struct module_who_list people;
    struct module_number_list numbers;
    int64_t n_people, n_lacking;
    bool names, some_hidden;
    struct str from, to, error;
};

#endif
