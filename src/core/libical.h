/* The part of libical that writes calendars, loaded when the first one is written (base/library.h says why): it brings ICU with
 * it. For core/ical.c.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_LIBICAL_H
#define CORE_LIBICAL_H

#include <libical/ical.h>

#include "base/status.h"

#define LIBICAL_FUNCTIONS(X)                                                                       \
    X(icalcomponent_add_component)                                                                 \
    X(icalcomponent_add_property)                                                                  \
    X(icalcomponent_as_ical_string_r)                                                              \
    X(icalcomponent_free)                                                                          \
    X(icalcomponent_new)                                                                           \
    X(icalmemory_free_buffer)                                                                      \
    X(icalparameter_new_cn)                                                                        \
    X(icalparameter_new_cutype)                                                                    \
    X(icalparameter_new_partstat)                                                                  \
    X(icalparameter_new_role)                                                                      \
    X(icalparameter_new_rsvp)                                                                      \
    X(icalproperty_add_parameter)                                                                  \
    X(icalproperty_new_attendee)                                                                   \
    X(icalproperty_new_calscale)                                                                   \
    X(icalproperty_new_created)                                                                    \
    X(icalproperty_new_description)                                                                \
    X(icalproperty_new_dtend)                                                                      \
    X(icalproperty_new_dtstamp)                                                                    \
    X(icalproperty_new_dtstart)                                                                    \
    X(icalproperty_new_lastmodified)                                                               \
    X(icalproperty_new_location)                                                                   \
    X(icalproperty_new_method)                                                                     \
    X(icalproperty_new_organizer)                                                                  \
    X(icalproperty_new_prodid)                                                                     \
    X(icalproperty_new_sequence)                                                                   \
    X(icalproperty_new_status)                                                                     \
    X(icalproperty_new_summary)                                                                    \
    X(icalproperty_new_uid)                                                                        \
    X(icalproperty_new_url)                                                                        \
    X(icalproperty_new_version)                                                                    \
    X(icalproperty_new_x)                                                                          \
    X(icalproperty_set_x_name)                                                                     \
    X(icaltime_from_timet_with_zone)                                                               \
    X(icaltimezone_get_utc_timezone)

struct libical {
#define X(name) __typeof__(name) *name;
    LIBICAL_FUNCTIONS(X)
#undef X
};
extern struct libical ical;

/* BROKEN, with a word on what to install. */
CHECKED enum status libical_load(void);

#endif
