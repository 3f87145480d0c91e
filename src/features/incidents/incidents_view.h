/* What the pages of this feature show: values made ready for a view, nothing to decide there.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INCIDENTS_INCIDENTS_VIEW_H
#define INCIDENTS_INCIDENTS_VIEW_H

#include "features/incidents/incidents.h"
#include "web/form.h"
#include "web/html.h"

/* One of several words to choose from. */
struct incident_choice {
    const char *word;
    enum text_key text;
    bool chosen;
};
struct incident_choice_list {
    struct incident_choice *at;
    size_t n;
};

/* ---- views/log_form.html */
struct log_call {
    int64_t id;
    struct str time, queue, talk;
    bool just_ended;
};
struct log_call_list {
    struct log_call *at;
    size_t n;
};
struct log_person {
    int64_t id;
    struct str name;
};
struct log_person_list {
    struct log_person *at;
    size_t n;
};
struct log_error {
    const char *field;
    enum text_key label;
    struct str text;
};
struct log_error_list {
    struct log_error *at;
    size_t n;
};
struct log_form_view {
    struct str csrf, client_key;
    int64_t person_id; /* the actor: what waits for the network is only sent for the same person */
    struct str alarm_number;     /* "112" */
    struct str occurred;         /* typed moment for datetime-local, else empty */
    struct incident_entry typed; /* class -1 and rating 0: not chosen */
    struct incident_choice_list acts;
    struct log_call_list calls; /* empty in the dialog: it asks /log/choices when it opens */
    bool keeps_log;             /* has an experience log */
    bool is_newcomer;           /* is asked about it; the dialog asks /log/choices */
    struct log_person_list colleagues;
    struct log_error_list errors; /* n 0: none */
};

/* ---- views/incidents.html */

/* One incident in a list or on the today page. */
struct incident_item {
    int64_t id, number;
    struct str url, when, when_iso, name;
    const char *class; /* "a" … "e" */
    enum text_key class_text;
    int64_t hit;
    enum text_key hit_text;
    bool rated, newcomer, wants_talk, near_miss, ended, talked, own;
};
struct incident_item_list {
    struct incident_item *at;
    size_t n;
};

struct incident_team {
    int64_t id;
    struct str name;
    bool chosen;
};
struct incident_team_list {
    struct incident_team *at;
    size_t n;
};

struct incident_list_view {
    struct incident_item_list items;
    struct incident_choice_list classes, hits;
    struct incident_team_list teams;
    struct str q, next_url, from, to;
    bool untalked, wants_talk, is_filtered, shows_names;
};

struct incident_today_view {
    struct str csrf;
    struct incident_tally_row sum;
    int64_t n_new;
    struct incident_item_list items;
    bool more;
};

/* One version of a text, with those it replaced. */
struct incident_version {
    struct str text, when, writer;
};
struct incident_version_list {
    struct incident_version *at;
    size_t n;
};
struct incident_text_view {
    const char *word;
    enum text_key label, hint;
    struct str now;
    struct incident_version_list earlier;
    struct str url; /* where a correction is sent; STR_NONE: may not write */
    struct str csrf;
};
struct incident_text_view_list {
    struct incident_text_view *at;
    size_t n;
};

struct incident_event {
    struct str when, when_iso, who, detail;
    enum text_key what;
    bool by_me;
};
struct incident_event_list {
    struct incident_event *at;
    size_t n;
};

struct incident_show_view {
    struct str csrf, number, when, when_iso, name, team, logger, call, seniority, url;
    struct str looks_url, export_url; /* who looked; a copy without names (features/privacy) */
    struct incident_item item;
    bool own, for_colleague, sees_fully, may_details, may_rate, may_raise, may_talk, was_alone,
        at_home, has_acts;
    int64_t rating, raised;
    enum text_key rating_text, raised_text;
    struct incident_choice_list acts, classes, ratings;
    struct incident_text_view_list texts;
    struct incident_event_list events;
};

#endif
