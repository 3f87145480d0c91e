/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LIMITS_LIMITS_VIEW_H
#define LIMITS_LIMITS_VIEW_H

#include "features/limits/limits.h"
#include "web/html.h"

struct limits_step_view {
    const char *word, *letter; /* "a", "A" */
    enum text_key text;        /* the class in words */
    struct str seen, may;
};
struct limits_step_list {
    struct limits_step_view *at;
    size_t n;
};

struct limits_choice_view {
    const char *word;
    struct str text;
    bool chosen;
};
struct limits_choice_list {
    struct limits_choice_view *at;
    size_t n;
};
struct limits_question_view {
    int64_t number;
    struct str text, why, error; /* why: shown when the answer was wrong */
    struct limits_choice_list choices;
};
struct limits_question_list {
    struct limits_question_view *at;
    size_t n;
};

struct limits_old {
    int64_t version;
    struct str made, maker;
    bool shown;
};
struct limits_old_list {
    struct limits_old *at;
    size_t n;
};

struct limits_view {
    struct str csrf, made, okay, too_far, understood; /* understood: when; empty: not yet */
    int64_t version, n_wrong;
    bool is_old, asks, has_error, may_set, may_follow, may_warn;
    struct limits_step_list steps;
    struct limits_question_list questions;
    struct limits_old_list versions;
};

struct limits_field {
    const char *name, *lang;
    struct str value, error;
    enum text_key label, heading; /* heading: T_NONE, or what begins here */
    bool is_language;             /* the language begins here */
};
struct limits_field_list {
    struct limits_field *at;
    size_t n;
};
struct limits_right {
    int64_t number;
    enum text_key label;
    struct limits_choice_list choices;
    struct str error;
};
struct limits_right_list {
    struct limits_right *at;
    size_t n;
};
struct limits_edit_view {
    struct str csrf, error;
    int64_t version;
    struct limits_field_list fields;
    struct limits_right_list rights;
};

struct limits_who {
    struct str name, team, told, understood; /* times; empty: not */
};
struct limits_who_list {
    struct limits_who *at;
    size_t n;
};
struct limits_known_view {
    int64_t version;
    struct limits_count people, understood, told;
    struct limits_who_list who;
    bool names;
};

#endif
