/* What we use of libical, to write calendars (core/ical.c) and to read them (features/absences), loaded with the first one
 * (base/library.h says why): it brings ICU with it.
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
    X(icalcomponent_new)                                                                           \
    X(icalmemory_free_buffer)                                                                      \
    X(icalparameter_new_cn)                                                                        \
    X(icalparameter_new_cutype)                                                                    \
    X(icalparameter_new_partstat)                                                                  \
    X(icalparameter_new_role)                                                                      \
    X(icalparameter_new_rsvp)                                                                      \
    X(icalparser_parse_string)                                                                     \
    X(icalproperty_add_parameter)                                                                  \
    X(icalproperty_get_datetime_with_component)                                                    \
    X(icalproperty_get_rdate)                                                                      \
    X(icalproperty_get_rrule)                                                                      \
    X(icalproperty_get_transp)                                                                     \
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
    X(icalrecur_iterator_free)                                                                     \
    X(icalrecur_iterator_new)                                                                      \
    X(icalrecur_iterator_next)                                                                     \
    X(icaltime_as_timet_with_zone)                                                                 \
    X(icaltime_from_timet_with_zone)                                                               \
    X(icaltime_is_null_time)                                                                       \
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
