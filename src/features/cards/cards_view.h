/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CARDS_CARDS_VIEW_H
#define CARDS_CARDS_VIEW_H

#include "features/cards/cards.h"
#include "web/html.h"

/* ---- one call */
struct cards_item_view {
    int64_t item;
    struct trusted_html text;
    bool is_item, done;
};
struct cards_item_list {
    struct cards_item_view *at;
    size_t n;
};
/* A part of the reader. */
struct cards_own_view {
    const char *word;
    enum text_key name, lead;
    struct cards_item_list items;
    bool alarm, hold; /* what one reads to 112; the call is on their line */
};
struct cards_own_list {
    struct cards_own_view *at;
    size_t n;
};
/* Who has which part. */
struct cards_who_view {
    enum text_key role;
    struct str name, after; /* "6 s"; empty: not confirmed yet */
    bool mine, nobody, confirmed;
};
struct cards_who_list {
    struct cards_who_view *at;
    size_t n;
};
struct cards_line_view {
    struct str when, iso, who, what; /* what: of the part */
    enum text_key text;
};
struct cards_line_views {
    struct cards_line_view *at;
    size_t n;
};
struct cards_choice_view {
    int64_t slot;
    struct str name;
    bool chosen;
};
struct cards_choice_list {
    struct cards_choice_view *at;
    size_t n;
};
struct cards_note_view {
    const char *word;
    enum text_key label;
    struct str mine;
};
struct cards_note_list {
    struct cards_note_view *at;
    size_t n;
};
struct cards_heard_view { /* what others wrote */
    enum text_key label;
    struct str name, text;
};
struct cards_heard_list {
    struct cards_heard_view *at;
    size_t n;
};
struct cards_place_view {
    struct str centre, address, way_in, numbers, verified, alarm_number;
    bool is_known, is_stale;
};
struct cards_call_view {
    struct str csrf, url, page, name, where, card, since, at;
    int64_t id, age_ms;
    struct trusted_html all; /* what everybody needs to know */
    struct cards_own_list own;
    struct cards_who_list who;
    struct cards_line_views lines;
    struct cards_choice_list kinds;
    struct cards_note_list notes;
    struct cards_heard_list heard;
    struct cards_place_view place;
    bool mine, drill, open, asks_kind, asks_me, has_it, alone, many, line_gone, relieved, may_end,
        may_write, writes, may_say_kind, rates, shows_place, took_part;
    struct str incident_url;
};

/* ---- cards */
struct cards_part_view {
    enum text_key name;
    struct trusted_html text;
};
struct cards_part_list {
    struct cards_part_view *at;
    size_t n;
};
struct cards_card_view {
    struct str csrf, url, name, made, maker, review, read;
    int64_t slot, version;
    struct cards_part_list parts;
    bool may_set, asks, is_own, is_old, is_due;
};
struct cards_tile {
    struct str url, name, read;
    int64_t slot, version;
    bool is_due;
};
struct cards_tile_list {
    struct cards_tile *at;
    size_t n;
};
struct cards_list_view {
    struct cards_tile_list cards;
    struct cards_place_view place;
    bool may_set, may_follow, may_add, asks;
};
struct cards_field_view {
    const char *name, *lang;
    enum text_key label;
    struct str value, error;
    int64_t most;
    bool is_name, is_language;
};
struct cards_field_list {
    struct cards_field_view *at;
    size_t n;
};
struct cards_preview_view {
    struct str lang_name, name;
    const char *lang;
    struct cards_part_list parts;
};
struct cards_preview_list {
    struct cards_preview_view *at;
    size_t n;
};
struct cards_edit_view {
    struct str csrf, url, error, review, review_error;
    int64_t slot, version;
    struct cards_field_list fields;
    struct cards_preview_list preview;
    bool is_new, is_own;
};
struct cards_place_edit_view {
    struct str csrf, error, address, way_in, numbers, verified;
    struct str address_error, verified_error, soon_error, late_error;
    struct str goal_soon, goal_late; /* percent as one writes it */
};

/* ---- who knows, drills, how fast */
struct cards_knower_view {
    struct str name, team, drilled;
    int64_t n_read;
    bool all;
};
struct cards_knower_list {
    struct cards_knower_view *at;
    size_t n;
};
struct cards_known_view {
    int64_t n_cards;
    struct cards_count people, read, drilled;
    struct cards_knower_list who;
    bool names;
};
struct cards_drill_view {
    struct str url, from, to, player, answered, card, request_url;
    enum text_key kind, state;
    bool may_cancel;
};
struct cards_drill_list {
    struct cards_drill_view *at;
    size_t n;
};
struct cards_speed_view {
    enum text_key span; /* T_NONE: an hour */
    struct str hour, soon, late;
    int64_t n;
    bool hidden, soon_met, late_met;
};
struct cards_speed_list {
    struct cards_speed_view *at;
    size_t n;
};
struct cards_drills_view {
    struct str csrf, error, from, to, goal_soon, goal_late;
    struct cards_drill_list drills;
    struct cards_choice_list cards;
    struct cards_speed_list real, drilled;
    int64_t kind, scope;
    bool may_plan, may_numbers, may_follow, any_hidden;
};

#endif
