/* What the frame around a page shows; filled by page.c for views/layout.html.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_LAYOUT_H
#define WEB_LAYOUT_H

#include "web/again.h"
#include "web/page.h"

struct layout_link {
    struct str path, label;
    bool is_current, has_count;
    int64_t count;
};
struct layout_links {
    struct layout_link *at;
    size_t n;
};
struct layout_group {
    struct str label;
    bool is_current; /* the page is one of its links */
    struct layout_links links;
};
struct layout_groups {
    struct layout_group *at;
    size_t n;
};
struct layout_nav {
    struct layout_links row;
    struct layout_groups groups;
};

struct layout {
    struct str title, lang_code, csrf, zone;
    struct str css_base, css, script, icon, manifest,
        worker;      /* addresses that change with the content */
    struct str live; /* where the page's stream begins */
    struct layout_nav nav;
    bool is_demo, may_log;
    bool is_signed_in;
    int64_t person_id;
    struct str person;
    struct str notice; /* STR_NONE: none */
    enum lang lang;
    struct str here; /* path and query to come back to when the language changes */
    const char *version;
};

struct error_view {
    struct str title, text;
    struct str reference; /* STR_NONE: nothing that anybody would look up */
    struct str back;      /* the page they came from; STR_NONE: not one of ours */
    bool may_retry;       /* pressing reload is a sensible thing to do */
};

struct again_field {
    struct str name, value;
};
struct again_fields {
    struct again_field *at;
    size_t n;
};
struct again_view {
    struct str csrf, action;
    struct again_fields fields, shown; /* all, and those a person typed */
    const struct pending_post *pending;
};

#endif
