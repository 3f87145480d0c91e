/* The part of libical that reads calendars, loaded when the first one comes (base/library.h).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ABSENCES_ABSENCES_LIBICAL_H
#define ABSENCES_ABSENCES_LIBICAL_H

#include <libical/ical.h>

#include "base/status.h"

#define LIBICAL_READERS(X)                                                                         \
    X(icalcomponent_free)                                                                          \
    X(icalcomponent_get_dtend)                                                                     \
    X(icalcomponent_get_dtstart)                                                                   \
    X(icalcomponent_get_first_component)                                                           \
    X(icalcomponent_get_first_property)                                                            \
    X(icalcomponent_get_next_component)                                                            \
    X(icalcomponent_get_next_property)                                                             \
    X(icalcomponent_get_recurrenceid)                                                              \
    X(icalcomponent_get_status)                                                                    \
    X(icalcomponent_get_summary)                                                                   \
    X(icalcomponent_get_uid)                                                                       \
    X(icalcomponent_isa)                                                                           \
    X(icalparser_parse_string)                                                                     \
    X(icalproperty_get_datetime_with_component)                                                    \
    X(icalproperty_get_rdate)                                                                      \
    X(icalproperty_get_rrule)                                                                      \
    X(icalproperty_get_transp)                                                                     \
    X(icalrecur_iterator_free)                                                                     \
    X(icalrecur_iterator_new)                                                                      \
    X(icalrecur_iterator_next)                                                                     \
    X(icaltime_as_timet_with_zone)                                                                 \
    X(icaltime_is_null_time)

struct libical_reader {
#define X(name) __typeof__(name) *name;
    LIBICAL_READERS(X)
#undef X
};
extern struct libical_reader ical_in;

/* BROKEN, with a word on what to install. */
CHECKED enum status libical_reader_load(void);

#endif
