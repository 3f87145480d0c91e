/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef GATE_GATE_VIEW_H
#define GATE_GATE_VIEW_H

#include "features/gate/gate.h"
#include "web/html.h"

struct gate_reason_view {
    enum text_key text;
};
struct gate_reason_list {
    struct gate_reason_view *at;
    size_t n;
};
struct gate_row {
    int64_t id;
    struct str name, team;
    struct str until,
        last_day; /* one of them, or none: a time within a day, or the last day that counts */
    bool open, passed, is_signed;
    struct gate_reason_list reasons;
};
struct gate_row_list {
    struct gate_row *at;
    size_t n;
};
struct gate_past {
    struct str at, words, by, back_at, back_by, back_why, until;
    bool is_override;
};
struct gate_past_list {
    struct gate_past *at;
    size_t n;
};
struct gate_past_lists {
    struct gate_past_list signs, overrides;
};
struct gate_view {
    struct gate_row mine;
    bool takes_calls, on, may_act, may_switch, may_numbers, may_ask, hidden;
    struct str on_day;
    int64_t n_let, n_waiting;
    struct gate_row_list people;
    struct gate_past_lists past; /* one's own */
};
struct gate_module_view {
    struct str title, word, passed, until;
    bool holds, must, lapsed;
};
struct gate_module_view_list {
    struct gate_module_view *at;
    size_t n;
};
struct gate_person_view {
    struct str csrf, error, typed;
    struct gate_row row;
    struct gate_module_view_list modules;
    struct gate_past_lists past;
    bool may_sign, may_override, on;
};
struct gate_switch_view {
    struct str csrf, error, on_day, grace_days, since, grace, by;
    bool on, planned;
    int64_t n_people, n_out;
    struct gate_row_list out;
};

#endif
