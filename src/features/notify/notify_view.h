/* What the pages of this feature show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NOTIFY_NOTIFY_VIEW_H
#define NOTIFY_NOTIFY_VIEW_H

#include "core/text.h"
#include "features/notify/notify.h"

struct inbox_item {
    int64_t id;
    struct str when, when_iso, path, read_url;
    enum text_key text, level; /* level T_NONE: ordinary */
    bool unread;
};
struct inbox_items {
    struct inbox_item *at;
    size_t n;
};
struct inbox_view {
    struct str csrf, older_url; /* older_url STR_NONE: no more */
    struct inbox_items items;
    int64_t newest;
    bool has_unread, has_dead;
};

struct notify_log_item {
    struct str when, when_iso, state;
    enum text_key text, channel;
    int64_t attempts;
};
struct notify_log_items {
    struct notify_log_item *at;
    size_t n;
};
struct notify_browser_item {
    struct str label, since, remove_url;
    bool is_dead;
};
struct notify_browser_items {
    struct notify_browser_item *at;
    size_t n;
};
struct notify_view {
    struct str csrf;
    struct notify_settings now;      /* as it is kept */
    bool email_on, sms_on, quiet_on; /* as typed */
    struct str email, sms, quiet_from, quiet_to;
    struct str alert, code_error; /* STR_NONE: none */
    bool code_error_is_sms;
    bool may_mail, may_sms, asks_code, asks_sms_code, shows_totals;
    struct str push_key, push_worker;
    struct notify_browser_items browsers;
    struct notify_log_items log;
    struct notify_totals totals;
};

#endif
