/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef AFTERCARE_AFTERCARE_VIEW_H
#define AFTERCARE_AFTERCARE_VIEW_H

#include "features/aftercare/aftercare.h"
#include "web/html.h"

/* One step, as the board, the case or the employee shows it. */
struct care_item {
    int64_t id;
    struct str url, case_url, number, name, owner, due, due_iso, note, ender, ended;
    struct str late_text; /* "I skulle have talt sammen i går 14.05" */
    enum text_key kind_text, own_text, state_text;
    bool late, open, may_act, offer, offered, accepted, owner_me;
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

/* One case: for who cares, or for the employee. */
struct care_case_view {
    struct str csrf, url, number, incident_url, name;
    struct care_item_list open, ended;
    bool own, closed, shares;
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

#endif
