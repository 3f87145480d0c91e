/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_VIEW_H
#define DUTY_DUTY_VIEW_H

#include "features/duty/duty.h"
#include "web/html.h"

struct duty_line { /* a sentence */
    struct str text;
};
struct duty_lines {
    struct duty_line *at;
    size_t n;
};
struct duty_option {
    int64_t id;
    struct str name;
    bool chosen;
};
struct duty_options {
    struct duty_option *at;
    size_t n;
};

/* Who is on duty now. */
struct duty_on {
    struct str name, until, why; /* why: not reachable; empty: fine */
    int64_t level;
    bool shadow;
};
struct duty_on_list {
    struct duty_on *at;
    size_t n;
};
struct duty_card {
    int64_t id;
    struct str name, team, take_url, plan_url, state;
    bool green, red, may_take, may_plan;
    struct duty_on_list people;
};
struct duty_cards {
    struct duty_card *at;
    size_t n;
};

/* The week, drawn. */
struct duty_piece {
    struct str name, hours;
    bool gap, away, shadow;
};
struct duty_pieces {
    struct duty_piece *at;
    size_t n;
};
struct duty_cell {
    struct str day; /* for phones, where the heads are gone */
    bool today;
    struct duty_pieces pieces;
};
struct duty_cells {
    struct duty_cell *at;
    size_t n;
};
struct duty_row {
    struct str watch, level;
    struct duty_cells cells;
};
struct duty_rows {
    struct duty_row *at;
    size_t n;
};
struct duty_week {
    struct str title, earlier_url, later_url;
    struct duty_cells days; /* heads */
    struct duty_rows rows;
};
struct duty_now_view {
    struct str csrf, alert;
    struct duty_cards cards;
    struct duty_week week;
    bool may_plan;
};

/* One's own. */
struct duty_own_shift {
    int64_t id;
    struct str when, watch, swap_url;
    struct str first, last, part_from, part_to; /* as a datetime-local; parts as they were typed */
    bool shadow, may_swap, is_asking;           /* is_asking: it was just typed, and refused */
    struct duty_options people;
};
struct duty_own_shifts {
    struct duty_own_shift *at;
    size_t n;
};
struct duty_swap_view {
    int64_t id;
    struct str text, answer_url, decide_url, withdraw_url;
    bool may_answer, may_decide, may_withdraw;
};
struct duty_swap_views {
    struct duty_swap_view *at;
    size_t n;
};
struct duty_mine_view {
    struct str csrf, alert, feed_url, feed_since;
    bool has_feed;
    struct duty_own_shifts shifts;
    struct duty_swap_views swaps;
};

/* One watch. */
struct duty_rota_view {
    int64_t id;
    struct str text, people, preview_url;
    bool draft, shadow;
};
struct duty_rota_views {
    struct duty_rota_view *at;
    size_t n;
};
struct duty_past {
    struct str text, made, undone, undo_url;
    bool may_undo;
};
struct duty_pasts {
    struct duty_past *at;
    size_t n;
};
struct duty_share_view {
    struct str name, hours, holiday_hours;
    int64_t nights;
};
struct duty_share_views {
    struct duty_share_view *at;
    size_t n;
};
struct duty_choice { /* one person of a rota's form */
    int64_t place;
    struct duty_options people;
};
struct duty_choices {
    struct duty_choice *at;
    size_t n;
};
struct duty_rota_form_view {
    struct str start_at, pattern;
    int64_t level, every;
    int64_t turn;
    bool shadow, open; /* open: something was typed */
    struct duty_choices choices;
};
struct duty_cover_form_view {
    struct str from_at, to_at, reason;
    int64_t kind, level;
    bool asks, open; /* asks: it makes problems, told above, and asked; open: something was typed */
    struct duty_options people, instead;
};
struct duty_watch_view {
    struct str csrf, url, name, hours, alert, frozen;
    bool may_plan, at_home;
    int64_t levels;
    struct duty_options owners;
    struct duty_lines gaps, problems;
    struct duty_rota_views rotas;
    struct duty_pasts history;
    struct duty_share_views shares;
    struct duty_week week;
    struct duty_rota_form_view rota;
    struct duty_cover_form_view cover;
};
struct duty_preview_view {
    struct str csrf, back_url, publish_url, drop_url, text;
    struct duty_lines problems;
    struct duty_week week;
    struct duty_share_views shares;
    bool asks;
};
struct duty_ask_view { /* a change that makes problems: shall it be made all the same? */
    struct str csrf, action, back_url;
    struct duty_lines problems;
};
struct duty_new_view {
    struct str csrf, alert, name, from, to;
    int64_t hours, weekdays, levels;
    bool at_home, whole_centre; /* whether the reader plans for the whole centre */
    struct duty_options owners, teams;
};

#endif
