/* What the page shows.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef STAYS_STAYS_VIEW_H
#define STAYS_STAYS_VIEW_H

#include "features/stays/stays.h"
#include "web/html.h"

struct stays_said {
    struct str day, share, from_to; /* share: empty when too few have been seen so long */
};
struct stays_said_list {
    struct stays_said *at;
    size_t n;
};
struct stays_chart {
    struct str name, people, line, all_line;
    bool hidden;
    struct stays_said_list said;
};
struct stays_chart_list {
    struct stays_chart *at;
    size_t n;
};
struct stays_link {
    struct str url;
    enum text_key name;
    bool chosen;
};
struct stays_link_list {
    struct stays_link *at;
    size_t n;
};
struct stays_view {
    struct stays_link_list by;
    struct stays_chart_list charts; /* the first: all of them */
    struct str p;                   /* empty: nothing was compared */
    bool differs, has_any, has_hidden;
};

#endif
