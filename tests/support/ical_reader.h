/* The part of libical that reads calendars, for tests: the program itself only writes those that they look at.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef SUPPORT_ICAL_READER_H
#define SUPPORT_ICAL_READER_H

#include "check.h"

#include <dlfcn.h>
#include <libical/ical.h>

#include "base/arena.h"

#define ICAL_READER(X)                                                                             \
    X(icalcomponent_count_components)                                                              \
    X(icalcomponent_count_errors)                                                                  \
    X(icalcomponent_count_properties)                                                              \
    X(icalcomponent_free)                                                                          \
    X(icalcomponent_get_description)                                                               \
    X(icalcomponent_get_dtend)                                                                     \
    X(icalcomponent_get_dtstart)                                                                   \
    X(icalcomponent_get_first_component)                                                           \
    X(icalcomponent_get_first_property)                                                            \
    X(icalcomponent_get_location)                                                                  \
    X(icalcomponent_get_method)                                                                    \
    X(icalcomponent_get_next_component)                                                            \
    X(icalcomponent_get_sequence)                                                                  \
    X(icalcomponent_get_status)                                                                    \
    X(icalcomponent_get_summary)                                                                   \
    X(icalcomponent_get_uid)                                                                       \
    X(icalparser_parse_string)                                                                     \
    X(icalproperty_get_attendee)                                                                   \
    X(icalproperty_get_organizer)                                                                  \
    X(icalrestriction_check)                                                                       \
    X(icaltime_as_timet_with_zone)                                                                 \
    X(icaltimezone_get_utc_timezone)
static struct {
#define X(name) __typeof__(name) *name;
    ICAL_READER(X)
#undef X
} reader;

/* For the setup of a group. */
static inline int ical_reader_load(void **state)
{
    void *lib = dlopen("libical.so.3", RTLD_NOW);

    (void)state;
    assert_non_null(lib);
#define X(name) *(void **)&reader.name = dlsym(lib, #name);
    ICAL_READER(X)
#undef X
    return 0;
}

/* Lines of at most 75 octets that end in CRLF. */
static inline void assert_folded(struct str text)
{
    struct str rest = text, line;

    while (str_cut(&rest, '\n', &line)) {
        assert_true(line.n <= 76);
        assert_true(line.n == 0 || line.p[line.n - 1] == '\r');
        /* no letter is cut: a line never begins within one */
        assert_true(line.n < 2 || line.p[0] != ' ' || ((unsigned char)line.p[1] & 0xc0) != 0x80);
    }
}

/* Without a word of complaint; to be freed. */
static inline icalcomponent *ical_parsed(struct arena *a, struct str text)
{
    icalcomponent *c = reader.icalparser_parse_string(str_c(a, text));

    assert_non_null(c);
    assert_int_equal(reader.icalcomponent_count_errors(c), 0);
    (void)reader.icalrestriction_check(c);
    assert_int_equal(reader.icalcomponent_count_errors(c), 0);
    return c;
}

static inline int64_t ical_ms(struct icaltimetype t)
{
    return (int64_t)reader.icaltime_as_timet_with_zone(t, reader.icaltimezone_get_utc_timezone()) *
           1000;
}

#endif
