/* What the example views show. */
#ifndef EXAMPLE_INCIDENTS_H
#define EXAMPLE_INCIDENTS_H

#include "base/str.h"

struct note {
    struct str who, text;
    const char *icon;
};
struct notes {
    struct note *at;
    size_t n;
};
struct incident_view {
    struct str title, url, name;
    int64_t id;
    int severity;
    bool may_close, is_closed;
    struct notes notes;
};

#endif
