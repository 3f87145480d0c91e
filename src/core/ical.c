/* From events to the text of a calendar.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/ical.h"

#include "base/buf.h"
#include "core/libical.h"

struct str ical_method_word(enum ical_use use)
{
    static const char *const words[] = {
        [ICAL_FOR_FEED] = "PUBLISH", [ICAL_FOR_REQUEST] = "REQUEST", [ICAL_FOR_CANCEL] = "CANCEL"};

    return str_of(words[use]);
}

static struct icaltimetype utc(int64_t at)
{
    return ical.icaltime_from_timet_with_zone(at / 1000, 0, ical.icaltimezone_get_utc_timezone());
}

static void put_x(icalcomponent *to, const char *name, const char *value)
{
    icalproperty *p = ical.icalproperty_new_x(value);

    ical.icalproperty_set_x_name(p, name);
    ical.icalcomponent_add_property(to, p);
}

/* What people typed, without the bytes that no calendar may hold (RFC 5545 3.1). */
static const char *plain(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, s.n + 1);

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '\t')
            buf_char(&b, ' ');
        else if (c == '\n' || (c >= ' ' && c != 0x7f))
            buf_char(&b, s.p[i]);
    }
    return str_c(a, buf_str(&b));
}

static const char *mail_address(struct arena *a, struct str address)
{
    return str_c(a, arena_printf(a, "mailto:%.*s", STR_ARG(address)));
}

/* Nobody reads answers to the sending address, so none is asked for (docs/decisions/0032). */
static void put_people(struct arena *a, icalcomponent *to, const struct ical_event *e)
{
    icalproperty *organizer = ical.icalproperty_new_organizer(mail_address(a, e->organizer));
    icalproperty *attendee = ical.icalproperty_new_attendee(mail_address(a, e->attendee));

    ical.icalproperty_add_parameter(organizer, ical.icalparameter_new_cn("Bagvagt"));
    ical.icalproperty_add_parameter(attendee,
                                    ical.icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
    ical.icalproperty_add_parameter(attendee,
                                    ical.icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    ical.icalproperty_add_parameter(attendee,
                                    ical.icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    ical.icalproperty_add_parameter(attendee, ical.icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    ical.icalcomponent_add_property(to, organizer);
    ical.icalcomponent_add_property(to, attendee);
}

static void put_words(struct arena *a, icalcomponent *to, const struct ical_event *e)
{
    ical.icalcomponent_add_property(to, ical.icalproperty_new_summary(plain(a, e->summary)));
    if (e->text.n > 0)
        ical.icalcomponent_add_property(to, ical.icalproperty_new_description(plain(a, e->text)));
    if (e->place.n > 0)
        ical.icalcomponent_add_property(to, ical.icalproperty_new_location(plain(a, e->place)));
    if (e->url.n > 0)
        ical.icalcomponent_add_property(to, ical.icalproperty_new_url(plain(a, e->url)));
}

static icalcomponent *event_of(struct arena *a, enum ical_use use, const struct ical_event *e)
{
    icalcomponent *to = ical.icalcomponent_new(ICAL_VEVENT_COMPONENT);
    bool is_over = e->cancelled || use == ICAL_FOR_CANCEL;
    icalproperty *const all[] = {
        ical.icalproperty_new_uid(str_c(a, e->uid)),
        ical.icalproperty_new_dtstamp(utc(e->stamp)),
        ical.icalproperty_new_sequence((int)e->sequence),
        ical.icalproperty_new_dtstart(utc(e->from_at)),
        ical.icalproperty_new_dtend(utc(e->to_at)),
        ical.icalproperty_new_status(is_over ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED),
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ical.icalcomponent_add_property(to, all[i]);
    if (e->made_at != 0)
        ical.icalcomponent_add_property(to, ical.icalproperty_new_created(utc(e->made_at)));
    if (e->changed_at != 0)
        ical.icalcomponent_add_property(to, ical.icalproperty_new_lastmodified(utc(e->changed_at)));
    put_words(a, to, e);
    if (use != ICAL_FOR_FEED)
        put_people(a, to, e);
    return to;
}

static void put_head(struct arena *a, icalcomponent *to, const struct ical_calendar *c)
{
    struct str made_by = arena_printf(a, "-//Bagvagt//%.*s//EN", STR_ARG(c->made_by));

    ical.icalcomponent_add_property(to, ical.icalproperty_new_version("2.0"));
    ical.icalcomponent_add_property(to, ical.icalproperty_new_prodid(str_c(a, made_by)));
    ical.icalcomponent_add_property(to, ical.icalproperty_new_calscale("GREGORIAN"));
    if (c->use == ICAL_FOR_FEED) {
        put_x(to, "X-WR-CALNAME", plain(a, c->name));
        put_x(to, "X-PUBLISHED-TTL", "PT1H");
        return;
    }
    ical.icalcomponent_add_property(to, ical.icalproperty_new_method(c->use == ICAL_FOR_REQUEST
                                                                         ? ICAL_METHOD_REQUEST
                                                                         : ICAL_METHOD_CANCEL));
}

enum status ical_text(struct arena *a, const struct ical_calendar *c, struct str *ret)
{
    TRY(libical_load());
    icalcomponent *all = ical.icalcomponent_new(ICAL_VCALENDAR_COMPONENT);

    put_head(a, all, c);
    for (size_t i = 0; i < c->n; i++)
        ical.icalcomponent_add_component(all, event_of(a, c->use, &c->events[i]));
    char *made = ical.icalcomponent_as_ical_string_r(all);
    *ret = arena_copy(a, str_of(made));
    ical.icalmemory_free_buffer(made);
    ical.icalcomponent_free(all);
    return OK;
}
