/* What the numbers page shows.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INSIGHT_INSIGHT_VIEW_H
#define INSIGHT_INSIGHT_VIEW_H

#include "features/incidents/incidents_view.h"
#include "features/insight/insight.h"

struct insight_part {
    const char *class; /* "a" … "e" */
    int64_t y, height; /* of the stacked bar, in the chart's units */
    struct str n;      /* "12", "–" when hidden */
    bool hidden;
};
struct insight_parts {
    struct insight_part *at;
    size_t n;
};
struct insight_bar {
    int64_t x;
    struct str label, short_label, sum, rate;
    struct insight_parts parts;
};
struct insight_bars {
    struct insight_bar *at;
    size_t n;
};
struct insight_view {
    struct incident_team_list teams;
    struct incident_choice_list classes;
    struct insight_bars bars;
    struct str top; /* the scale's highest number */
    bool has_any;
};

#endif
