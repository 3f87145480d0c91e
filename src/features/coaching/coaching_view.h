/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef COACHING_COACHING_VIEW_H
#define COACHING_COACHING_VIEW_H

#include "features/coaching/calibration.h"
#include "web/html.h"

/* ---- a question, to answer and to read */
struct coaching_level_view {
    const char *word;       /* "0", "na" */
    struct str label, help; /* help: empty: none */
    bool chosen;
};
struct coaching_level_views {
    struct coaching_level_view *at;
    size_t n;
};
/* What one of the two answered. */
struct coaching_said_view {
    struct str who, level, words; /* empty: nothing */
};
struct coaching_said_views {
    struct coaching_said_view *at;
    size_t n;
};
struct coaching_turn_view {
    struct str who, words, at;
};
struct coaching_turn_views {
    struct coaching_turn_view *at;
    size_t n;
};
struct coaching_question_view {
    int64_t number; /* from 1 */
    struct str text, words, error;
    bool is_text, critical;
    struct coaching_level_views levels;
    enum text_key pair; /* T_NONE: not side by side */
    bool alike;
    struct coaching_said_views said;
    struct coaching_turn_views turns;
    enum text_key say; /* T_NONE: nothing can be said now */
};
struct coaching_question_views {
    struct coaching_question_view *at;
    size_t n;
};
struct coaching_section_view {
    int64_t number;
    struct str title;
    struct coaching_question_views questions;
};
struct coaching_section_views {
    struct coaching_section_view *at;
    size_t n;
};

/* ---- the lists */
struct coaching_row_view {
    int64_t id;
    struct str other, about, when;
    enum text_key state;
    bool waits; /* for the reader */
};
struct coaching_row_views {
    struct coaching_row_view *at;
    size_t n;
};
struct coaching_held_view {
    struct str learner, team, trainer, day;
};
struct coaching_held_views {
    struct coaching_held_view *at;
    size_t n;
};
struct coaching_list_view {
    struct coaching_row_views waiting, running, over;
    struct coaching_held_views held;
    bool may_learn, may_train, may_edit, leads;
};

/* ---- beginning */
struct coaching_option {
    struct str value, label;
    bool chosen;
};
struct coaching_options {
    struct coaching_option *at;
    size_t n;
};
struct coaching_new_view {
    struct str csrf, error, about, reference;
    bool trains; /* the reader is the trainer in it */
    bool may_learn, may_train;
    struct coaching_options people, scenarios;
};

/* ---- one */
struct coaching_view {
    struct str csrf, url, other, about, reference, scenario, scenario_url, started, error, closing,
        typed; /* typed: a closing word that was refused */
    bool trains, fills, waits_for_other, side_by_side, may_share, may_say, may_end, may_drop,
        is_over;
    struct str lead;
    int64_t version;
    struct coaching_section_views sections;
    int64_t n_alike, n_different;
    struct coaching_options first; /* to be talked about first */
    bool has_own_weight;
    int64_t own_weight; /* percent; the learner's own, for the learner */
};

/* ---- the form */
struct coaching_old {
    int64_t version;
    struct str made, maker;
    bool shown;
};
struct coaching_old_list {
    struct coaching_old *at;
    size_t n;
};
struct coaching_form_view {
    struct str csrf, error, made;
    int64_t version, stamp;
    bool comes_with, is_old, may_edit, is_draft, has_draft;
    struct coaching_section_views sections;
    struct coaching_old_list versions;
};
struct coaching_edit_row {
    int64_t id, number;
    struct str text;
    enum text_key kind;
    int64_t weight;
    bool critical;
};
struct coaching_edit_rows {
    struct coaching_edit_row *at;
    size_t n;
};
struct coaching_edit_section {
    int64_t number;
    struct str title, title_da, title_en;
    struct coaching_edit_rows questions;
};
struct coaching_edit_sections {
    struct coaching_edit_section *at;
    size_t n;
};
struct coaching_draft_view {
    struct str csrf, error;
    int64_t stamp;
    struct coaching_edit_sections sections; /* all that there can be */
    int64_t n_questions;
    bool full;
};
struct coaching_edit_level {
    int64_t number;
    struct str da, en;
};
struct coaching_edit_levels {
    struct coaching_edit_level *at;
    size_t n;
};
struct coaching_question_edit_view {
    struct str csrf, error, url, text_da, text_en, weight, levels;
    int64_t stamp;
    bool is_new, critical;
    struct coaching_options sections, kinds;
    struct coaching_edit_levels help;
};

/* ---- calibration */
struct calibration_row_view {
    int64_t id;
    struct str about, when;
    int64_t n_locked, n_seats;
    bool waits, closed;
};
struct calibration_row_views {
    struct calibration_row_view *at;
    size_t n;
};
struct calibration_list_view {
    struct calibration_row_views rows;
};
struct calibration_person_view {
    struct str name, value, label, team;
    bool on;
};
struct calibration_person_views {
    struct calibration_person_view *at;
    size_t n;
};
struct calibration_new_view {
    struct str csrf, error, about, reference;
    struct calibration_person_views people;
    struct coaching_options scenarios;
    bool too_few;
};
struct calibration_bar {
    int64_t x, y, height, middle; /* in the chart's units */
    struct str label, count, name;
    bool agreed; /* what the group agreed on */
};
struct calibration_bars {
    struct calibration_bar *at;
    size_t n;
};
struct calibration_words {
    struct str *at;
    size_t n;
};
struct calibration_result {
    int64_t id, number, n_not_relevant, n, width;
    struct str text, alpha, csrf, url;
    bool is_text;
    struct calibration_bars bars;
    struct calibration_words words;
    struct coaching_level_views levels; /* to agree on */
    struct str agreed_level, agreed_words, typed, error;
    int64_t stamp;
};
struct calibration_results_list {
    struct calibration_result *at;
    size_t n;
};
struct calibration_lines {
    struct str *at;
    size_t n;
};
struct calibration_view {
    struct str csrf, url, about, reference, scenario, scenario_url, started, error;
    bool fills, waits, results, too_few, is_opener, closed, late;
    int64_t n_locked, n_seats, n_counted, version;
    struct coaching_section_views sections;
    struct calibration_results_list list;
    struct calibration_lines agreement;
};

#endif
