/* Calendars for other programs (iCalendar, RFC 5545), written by libical: folded at 75 octets, never within a letter. Times are in
 * UTC: each of our events is a single one, and calendar programs show it in the reader's own zone.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_ICAL_H
#define CORE_ICAL_H

#include "base/arena.h"
#include "base/status.h"

/* What a text is for. The latter two are one event for one person, by mail (RFC 5546). */
enum ical_use { ICAL_FOR_FEED, ICAL_FOR_REQUEST, ICAL_FOR_CANCEL };

/* Empty texts are left out; so are instants that are 0. */
struct ical_event {
    struct str uid; /* the same for the same event, always */
    int64_t sequence;
    int64_t stamp;               /* when this word about it was made: DTSTAMP */
    int64_t made_at, changed_at; /* of the event */
    int64_t from_at, to_at;
    struct str summary, text, place, url;
    bool cancelled;
    struct str organizer, attendee; /* addresses; not in feeds */
};
struct ical_event_list {
    struct ical_event *at;
    size_t n;
};

struct ical_calendar {
    enum ical_use use;
    struct str name, made_by; /* name: of a feed; made_by: "Duty", of PRODID */
    const struct ical_event *events;
    size_t n;
};

/* BROKEN: libical is not installed. */
CHECKED enum status ical_text(struct arena *a, const struct ical_calendar *c, struct str *ret);
/* "REQUEST": what METHOD and the part of a mail say. */
struct str ical_method_word(enum ical_use use);

#endif
