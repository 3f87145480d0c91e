/* What the pages of this feature show.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEBHOOKS_WEBHOOKS_VIEW_H
#define WEBHOOKS_WEBHOOKS_VIEW_H

#include "core/text.h"
#include "features/webhooks/webhooks.h"

struct webhook_choice {
    struct str word, id;
    bool is_chosen;
};
struct webhook_choices {
    struct webhook_choice *at;
    size_t n;
};
struct webhook_form_view {
    struct str csrf, action, url, alert; /* alert STR_NONE: none */
    struct webhook_choices choices;
    enum text_key submit;
};

struct webhook_item {
    struct str url, path;
    enum text_key state;
    bool is_off;
};
struct webhook_items {
    struct webhook_item *at;
    size_t n;
};
struct webhooks_view {
    struct webhook_items items;
    struct webhook_form_view form;
};

struct webhook_delivery_item {
    struct str when, when_iso, kind, why;
    enum text_key state;
    int64_t attempts;
};
struct webhook_delivery_items {
    struct webhook_delivery_item *at;
    size_t n;
};
struct webhook_page_view {
    struct str csrf, secret; /* secret STR_NONE: not told now */
    struct str test_url, renew_url, on_url, off_url, remove_url;
    bool is_off, is_dead, is_failing, has_old_secret;
    struct str old_ends;
    struct webhook_form_view form;
    struct webhook_delivery_items log;
};

#endif
