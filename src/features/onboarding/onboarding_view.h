/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_VIEW_H
#define ONBOARDING_ONBOARDING_VIEW_H

#include "features/onboarding/onboarding.h"
#include "web/html.h"

/* ---- an item */
struct onboarding_item_view {
    int64_t id;
    struct str length; /* "45 min.", "7 timer" */
    struct str go;     /* where the reader does their own part; STR_NONE: not on a page */
    struct str title, due, who, before; /* who: whose part; before: what comes first and is open */
    struct str ended, ender, evidence, reason;
    enum text_key kind;
    bool open, waived, late, mine; /* mine: the reader's own part */
    bool may_end, may_waive, may_undo, obligatory;
    bool is_first;         /* of the page: one key does it */
    bool list;             /* on the list of all */
    struct str url, error; /* error: of its waiver, which is shown open again */
    struct str typed_evidence, typed_reason;
    struct str person; /* on the list of all: whose plan */
    struct str person_url;
};
struct onboarding_item_views {
    struct onboarding_item_view *at;
    size_t n;
};
struct onboarding_phase_view {
    const char *word;
    enum text_key title;
    int64_t n_over, n;
    bool is_now;
    struct onboarding_item_views items;
};
struct onboarding_phase_views {
    struct onboarding_phase_view *at;
    size_t n;
};

/* ---- where one learns besides the plan: what the reader may open */
struct onboarding_learn_view {
    bool practice, experience, listening, coaching, modules;
    bool may_lead;
};

/* ---- the drawn weeks */
struct onboarding_bar_view {
    int64_t x, number;
    int64_t y[2], h[2], plan_y[2], plan_h[2]; /* knowledge, phone */
    int64_t planned[2], lived[2];
    bool is_now;
    struct str warning; /* STR_NONE: fine */
};
struct onboarding_bar_views {
    struct onboarding_bar_view *at;
    size_t n;
};
struct onboarding_chart_view {
    int64_t top_hours;
    bool planned_only;
    struct onboarding_bar_views bars;
};

/* ---- who to ask */
struct onboarding_ask_view {
    enum text_key as;
    struct str name, initials, photo, team, place, note; /* photo: its address; STR_NONE: none */
};
struct onboarding_ask_views {
    struct onboarding_ask_view *at;
    size_t n;
};

struct onboarding_first_view {
    enum onboarding_first state;
    struct str by, when; /* hoped for by; taken */
    bool said, warm, own;
    const char *tag; /* class of its colour */
};

#define ONBOARDING_GATE_LACKS 2
struct onboarding_gate_view {
    bool shown, open;
    enum text_key lacks[ONBOARDING_GATE_LACKS]; /* T_NONE: no more */
};
struct onboarding_mine_view {
    struct str csrf, start;
    int64_t days_to, week, day; /* days_to: until the start; week and working day since */
    int64_t n_over, n;
    struct onboarding_item_views today, soon;
    struct onboarding_first_view first;
    struct onboarding_gate_view gate;
    struct onboarding_ask_views ask;
    struct onboarding_learn_view learn;
    struct onboarding_phase_views phases;
    struct onboarding_chart_view chart;
    struct str talk_with; /* STR_NONE: no talk waits */
    struct str class_name;
    bool has_talk;
};

/* ---- one newcomer, for who is beside them and who leads */
struct onboarding_option {
    struct str value, label;
    bool chosen;
};
struct onboarding_options {
    struct onboarding_option *at;
    size_t n;
};
struct onboarding_show_view {
    struct str csrf, url, name, team, class_name, start, start_iso, mentor, stand_in;
    enum text_key profile;
    int64_t n_over, n;
    bool leads, is_over, no_mentor;
    struct onboarding_first_view first;
    struct onboarding_phase_views phases;
    struct onboarding_chart_view chart;
    struct onboarding_options profiles, mentors;
    struct str error;
};

/* ---- the list of all */
struct onboarding_card_view {
    struct str name, team, mentor, start, url;
    enum text_key profile;
    int64_t week, days_to, n_over, n, n_late;
    struct onboarding_first_view first;
    bool own_newcomer; /* the reader is beside them */
};
struct onboarding_card_views {
    struct onboarding_card_view *at;
    size_t n;
};
struct onboarding_group_view {
    struct str name, start; /* empty: those who started alone */
    struct onboarding_card_views cards;
};
struct onboarding_group_views {
    struct onboarding_group_view *at;
    size_t n;
};
struct onboarding_talk_view {
    struct str name, due, owner, url, case_url;
    bool mine, late, cared;
};
struct onboarding_talk_views {
    struct onboarding_talk_view *at;
    size_t n;
};
struct onboarding_work_view {
    struct str team, since, url;
};
struct onboarding_work_views {
    struct onboarding_work_view *at;
    size_t n;
};
struct onboarding_lead_view {
    struct str csrf;
    bool may_lead, may_set, has_own;
    int64_t n_more; /* that wait besides */
    struct onboarding_group_views groups;
    struct onboarding_item_views waiting;
    struct onboarding_talk_views talks;
    struct onboarding_work_views works;
};

/* ---- starting */
struct onboarding_start_row {
    struct str id, name, team, started;
    bool chosen;
    struct onboarding_options profiles;
};
struct onboarding_start_rows {
    struct onboarding_start_row *at;
    size_t n;
};
struct onboarding_mentor_view {
    struct str name, url;
    int64_t load, most;
    bool away;
};
struct onboarding_mentor_views {
    struct onboarding_mentor_view *at;
    size_t n;
};
struct onboarding_start_view {
    struct str csrf, alert, start_iso, class_name, q;
    int64_t n_more, n_chosen;
    bool searched;
    struct onboarding_options profiles, mentors, teams;
    struct onboarding_start_rows rows;
};
struct onboarding_mentors_view {
    struct str csrf, alert;
    struct onboarding_mentor_views mentors;
};

/* ---- what a change would do */
struct onboarding_moved_view {
    struct str title, from, to;
};
struct onboarding_moved_views {
    struct onboarding_moved_view *at;
    size_t n;
};
struct onboarding_change_view {
    struct str csrf, url, name, start, start_iso, profile_word, error;
    enum text_key profile;
    int64_t seal, n_stays;
    struct onboarding_moved_views moves, appears, goes;
};

/* ---- plans */
struct onboarding_plan_item_view {
    struct str word, title, edit_url, before, day, length;
    enum text_key role, kind, phase; /* phase: T_NONE, or what begins here */
    bool required, obligatory;
};
struct onboarding_plan_item_views {
    struct onboarding_plan_item_view *at;
    size_t n;
};
struct onboarding_version_view {
    int64_t version, n_running;
    struct str made, maker, url;
    bool shown;
};
struct onboarding_version_views {
    struct onboarding_version_view *at;
    size_t n;
};
struct onboarding_plan_view {
    struct str csrf, alert, profile_word;
    enum text_key profile;
    int64_t version, n_needs; /* n_needs: of the item in the form */
    bool is_draft, is_old, may_set, has_draft, is_edit, obligatory, required;
    struct onboarding_options profiles, roles, kinds, competences, needs;
    struct onboarding_plan_item_views items;
    struct onboarding_options unreached;
    struct onboarding_chart_view chart;
    struct onboarding_version_views versions;
    struct str word, title_da, title_en, day, minutes, module; /* as typed */
};

#endif
