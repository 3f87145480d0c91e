/* What the pages of this feature show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_VIEW_H
#define HEARTBEATS_HEARTBEATS_VIEW_H

#include "core/text.h"
#include "features/people/people_form.h"

struct heartbeat_item {
    struct str name, owner, path, last; /* last STR_NONE: never yet */
    enum text_key state;
    bool is_missed;
};
struct heartbeat_items {
    struct heartbeat_item *at;
    size_t n;
};
struct heartbeat_out_item {
    struct str url, sent, why, edit_url, remove_url; /* sent STR_NONE: never yet */
};
struct heartbeat_out_items {
    struct heartbeat_out_item *at;
    size_t n;
};
struct health_line {
    enum text_key text;
};
struct health_lines {
    struct health_line *at;
    size_t n;
};
struct heartbeats_view {
    struct str csrf;
    struct health_lines troubles;
    bool has_watcher;
    struct heartbeat_items items;
    struct form_view form;
    struct heartbeat_out_items outs;
    struct form_view out_form;
};

struct heartbeat_page_view {
    struct str csrf, name, owner, last, address, token; /* address, token STR_NONE: not told now */
    struct str server;                                  /* our address, for the watcher's command */
    struct str every, grace;
    enum text_key state;
    bool is_missed, is_watcher, on_duty;
    struct str edit_url, renew_url, remove_url;
};

struct heartbeat_edit_view {
    enum text_key title;
    struct str back; /* where one came from */
    struct form_view form;
};

struct heartbeat_silent {
    struct str name, since;
};
struct heartbeat_silents {
    struct heartbeat_silent *at;
    size_t n;
};

#endif
