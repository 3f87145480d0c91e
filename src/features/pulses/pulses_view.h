/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_VIEW_H
#define PULSES_PULSES_VIEW_H

#include "features/pulses/pulses.h"
#include "web/html.h"

struct pulses_step_view {
    const char *word; /* "1" … "5" */
    enum text_key text;
    bool chosen;
};
struct pulses_step_list {
    struct pulses_step_view *at;
    size_t n;
};
struct pulses_question_view {
    int64_t number; /* of the field, 1 … */
    int64_t shown;  /* as counted here */
    struct str text;
    struct pulses_step_list steps;
    bool not_said; /* was chosen */
};
struct pulses_question_list {
    struct pulses_question_view *at;
    size_t n;
};
struct pulses_mine_view {
    struct str csrf, closes, next, error;
    const char *moment;
    bool is_open, answered, may_set, has_plan, may_ask, may_read;
    struct pulses_question_list questions;
};

/* The numbers. */
struct pulses_link {
    struct str url, name;
    bool chosen, hidden;
};
struct pulses_link_list {
    struct pulses_link *at;
    size_t n;
};
struct pulses_point {
    int64_t x, y, all_y; /* y, all_y: 0 when hidden */
    struct str label;    /* "3", "10", … and the exit */
};
struct pulses_point_list {
    struct pulses_point *at;
    size_t n;
};
struct pulses_said {
    struct str moment, mean; /* mean: empty when hidden */
    int64_t at_least;
};
struct pulses_said_list {
    struct pulses_said *at;
    size_t n;
};
struct pulses_chart {
    int64_t number;
    struct str text, line, all_line; /* polylines; empty: nothing to draw */
    struct pulses_point_list points;
    struct pulses_said_list said;
};
struct pulses_chart_list {
    struct pulses_chart *at;
    size_t n;
};
struct pulses_numbers_view {
    struct pulses_link_list by, groups, versions;
    struct str group; /* its name; empty: the whole centre */
    struct pulses_chart_list charts;
    struct pulses_said_list moments; /* the table's head */
    bool has_any, has_hidden, may_set, is_group;
};

/* Changing the questions. */
struct pulses_field {
    const char *name, *lang;
    struct str value, error;
    enum text_key label;
    bool is_language; /* the language begins here */
};
struct pulses_field_list {
    struct pulses_field *at;
    size_t n;
};
struct pulses_old {
    int64_t version;
    struct str made, maker;
};
struct pulses_old_list {
    struct pulses_old *at;
    size_t n;
};
struct pulses_edit_view {
    struct str csrf, error;
    int64_t version;
    struct pulses_field_list fields;
    struct pulses_old_list versions;
};

#endif
