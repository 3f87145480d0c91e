/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_VIEW_H
#define AFTERCARE_AFTERCARE_VIEW_H

#include "features/aftercare/aftercare.h"
#include "features/people/people_form.h"
#include "web/html.h"

/* One step, as the board, the case or the employee shows it. */
struct care_item {
    int64_t id;
    struct str url, case_url, number, name, owner, due, due_iso, note, ender, ended;
    struct str reports_url; /* of a step that ends by a receipt */
    struct str filed;       /* "Anmeldt til politiet 3. april 2026, kvittering …" */
    struct str late_text;   /* "I skulle have talt sammen i går 14.05" */
    enum text_key kind_text, own_text, state_text;
    bool late, open, may_act, offer, offered, accepted, owner_me, learn;
};
struct care_item_list {
    struct care_item *at;
    size_t n;
};
struct care_alarm_view {
    struct str text, url;
};
struct care_alarm_view_list {
    struct care_alarm_view *at;
    size_t n;
};
struct care_board_view {
    struct str csrf;
    struct care_item_list items;
    struct care_alarm_view_list alarms;
    bool more;
};

/* What happened with a case. */
struct care_moment {
    struct str when, when_iso, who, detail;
    enum text_key what, step; /* step: T_NONE when it is about the case */
    bool by_me, is_end;
};
struct care_moment_list {
    struct care_moment *at;
    size_t n;
};

/* One case: for who cares, or for the employee. */
struct care_case_view {
    struct str looks_url; /* who looked (features/privacy) */
    struct str csrf, url, number, incident_url, name;
    struct care_item_list open, later, ended; /* later: on the employee's own page alone */
    struct care_moment_list moments;
    struct str reports_url;
    bool own, closed, shares;
    struct str typed, error; /* a word that was refused is shown again */
    int64_t typed_for;       /* its step */
};
struct care_case_view_list {
    struct care_case_view *at;
    size_t n;
};
struct care_support_choice {
    int64_t id;
    struct str name;
    bool chosen;
};
struct care_support_choice_list {
    struct care_support_choice *at;
    size_t n;
};
struct care_support {
    int64_t place; /* 1, 2, 3 */
    enum text_key label;
    struct care_support_choice_list choices;
};
struct care_support_list {
    struct care_support *at;
    size_t n;
};
struct care_number {
    struct str name, phone, hours, checked;
};
struct care_number_list {
    struct care_number *at;
    size_t n;
};
struct care_mine_view {
    struct str csrf, alarm_number, pause_since; /* pause_since: empty when none runs */
    struct care_case_view_list cases;
    struct care_support_list supports;
    struct care_number_list numbers;
};

/* ---- what a centre sets up */
struct care_weight_choice {
    int64_t weight;
    bool chosen;
};
struct care_weight_choice_list {
    struct care_weight_choice *at;
    size_t n;
};
struct care_plan_item {
    const char *word;
    enum text_key text, unit; /* unit T_NONE: no amount to choose */
    int64_t amount, weight;
    struct care_weight_choice_list weights;
    struct str due, due_iso; /* for a case logged now; empty: not in the plan */
};
struct care_plan_item_list {
    struct care_plan_item *at;
    size_t n;
};
struct care_version_view {
    struct str url, when, who;
    int64_t version, n_running;
    bool shown;
};
struct care_version_list {
    struct care_version_view *at;
    size_t n;
};
struct care_plan_view {
    struct str csrf, alert;
    int64_t version;
    bool may_change, is_old, is_preview;
    struct care_plan_item_list items, preview; /* preview: by when it is due */
    struct care_version_list versions;
};
struct care_number_item {
    struct care_number number;
    struct str edit_url, remove_url;
    bool stale;
};
struct care_number_item_list {
    struct care_number_item *at;
    size_t n;
};
struct care_numbers_view {
    struct str csrf;
    bool may_change, is_edit;
    struct care_number_item_list items;
    struct form_view form;
};
struct care_away_item {
    struct str name, from, to, substitute, edit_url, from_day;
    int64_t person_id;
    enum text_key kind;
    bool is_followed; /* comes from a calendar, and is changed there */
};
struct care_away_list {
    struct care_away_item *at;
    size_t n;
};
struct care_away_view {
    struct str csrf;
    struct care_away_list items;
    struct form_view form;
};
struct care_learning_item {
    struct str text, when;
};
struct care_learning_list {
    struct care_learning_item *at;
    size_t n;
};
struct care_learn_view {
    struct str q, next_url;
    struct care_learning_list items;
};

struct care_hours_day {
    int number; /* 1 Monday … 7 Sunday */
    enum text_key name;
    struct str from, to; /* as a form has them */
    struct str said;     /* as people write them */
};
struct care_hours_days {
    struct care_hours_day *at;
    size_t n;
};
struct care_hours_change {
    enum text_key name;
    struct str before, after;
};
struct care_hours_changes {
    struct care_hours_change *at;
    size_t n;
};
struct care_closed_item {
    struct str name, when, iso;
};
struct care_closed_list {
    struct care_closed_item *at;
    size_t n;
};
struct care_law_item {
    const char *word;
    enum text_key name, says;
    struct str source, link, verified, again;
    bool by_centre, is_due;
};
struct care_law_list {
    struct care_law_item *at;
    size_t n;
};
struct care_hours_view {
    struct str csrf, alert, closed_day, closed_name;
    struct care_hours_days days;
    struct care_hours_changes changes; /* of a call logged now */
    struct care_closed_list closed;
    struct care_law_list laws;
    size_t n_moves; /* running steps that would move */
    bool constitution_day, christmas_eve, new_years_eve, move, is_preview, may_change;
};

#endif
