/* What the page of followed calendars shows.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ABSENCES_ABSENCES_VIEW_H
#define ABSENCES_ABSENCES_VIEW_H

#include "core/text.h"
#include "features/people/people_form.h"

struct absence_feed_item {
    struct str name, words, read, trouble, edit_url; /* read, trouble STR_NONE: none */
    int64_t person_id;
};
struct absence_feed_items {
    struct absence_feed_item *at;
    size_t n;
};
struct absence_feeds_view {
    struct str csrf;
    struct absence_feed_items items;
    struct form_view form;
};

struct absence_feed_edit_view {
    struct str name;
    struct form_view form;
};

#endif
