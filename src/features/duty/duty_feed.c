/* Secret addresses, and the calendars behind them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_feed.h"

#include <sodium.h>

#include "features/duty/duty_libical.h"
#include "features/duty/duty_parts.h"

static struct str hashed(struct arena *a, struct str secret)
{
    unsigned char hash[crypto_generichash_BYTES];
    char *hex = arena_alloc(a, sizeof hash * 2 + 1);

    crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.p, secret.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hash * 2 + 1, hash, sizeof hash);
    return (struct str){hex, sizeof hash * 2};
}

enum status duty_feed_make(struct db *db, struct arena *a, const struct actor *who,
                           struct str *ret_secret)
{
    struct str secret = id_secret(a, DUTY_FEED_SECRET);
    int64_t n = 0;
    DB_TX(tx, db);

    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_feed_revoke(db, who->person_id, clock_now(), &n));
    TRY(q_duty_feed_insert(db, id_new(), who->person_id, hashed(a, secret), clock_now()));
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, who->person_id, STR("calendar made")));
    TRY(db_commit(&tx));
    *ret_secret = secret;
    return OK;
}

enum status duty_feed_revoke(struct db *db, struct arena *a, const struct actor *who)
{
    int64_t n = 0;
    DB_TX(tx, db);

    (void)a;
    if (!may(who, PERM_DUTY_READ))
        return fail(DENIED, "may not see the roster");
    TRY(q_duty_feed_revoke(db, who->person_id, clock_now(), &n));
    if (n > 0)
        TRY(audit(db, who, AUDIT_DUTY_CHANGED, who->person_id, STR("calendar revoked")));
    return db_commit(&tx);
}

enum status duty_feed_find(struct db *db, struct arena *a, const struct actor *who,
                           struct duty_feed_row *ret)
{
    *ret = (struct duty_feed_row){0};
    enum status found = q_duty_feed_of(db, a, who->person_id, ret);
    return found == MISSING ? OK : found;
}

/* When a calendar program was last here, to the hour. */
static enum status note_look(struct db *db, const struct duty_feed_by_row *feed)
{
    DB_TX(tx, db);

    if (feed->read_at > clock_now() - HOUR_MS)
        return OK;
    TRY(q_duty_feed_seen(db, feed->id, clock_now()));
    return db_commit(&tx);
}

enum status duty_feed_read(struct db *db, struct arena *a, struct str secret, struct str *ret)
{
    struct duty_feed_by_row feed;
    struct duty_told_row_list shifts;
    struct actor who;

    TRY(q_duty_feed_by_token(db, a, hashed(a, secret), clock_now() / DAY_MS, &feed));
    TRY(actor_load(db, a, feed.person_id, &who));
    if (!may(&who, PERM_DUTY_READ))
        return fail(MISSING, "may not see the roster any more");
    TRY(note_look(db, &feed));
    TRY(q_duty_shifts_of(db, a, feed.person_id, clock_now() - DUTY_FEED_BACK_MS, &shifts));
    return duty_calendar(a, who.lang, shifts.at, shifts.n, ret);
}

/* ---- iCalendar */

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

static struct str summary_of(struct arena *a, enum lang lang, const struct duty_told_row *s)
{
    struct text_arg args[] = {TEXT_STR(s->watch), TEXT_INT(s->level)};

    return text_filled(a, lang, s->shadow ? T_DUTY_CAL_SHADOW : T_DUTY_CAL_SUMMARY, args, 2);
}

static icalcomponent *event_of(struct arena *a, enum lang lang, const struct duty_told_row *s)
{
    icalcomponent *e = ical.icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalproperty *const all[] = {
        ical.icalproperty_new_uid(str_c(a, arena_printf(a, "duty-%lld@bagvagt", (long long)s->id))),
        ical.icalproperty_new_dtstamp(utc(s->changed_at)),
        ical.icalproperty_new_created(utc(s->made_at)),
        ical.icalproperty_new_lastmodified(utc(s->changed_at)),
        ical.icalproperty_new_sequence((int)s->sequence),
        ical.icalproperty_new_dtstart(utc(s->from_at)),
        ical.icalproperty_new_dtend(utc(s->to_at)),
        ical.icalproperty_new_summary(str_c(a, summary_of(a, lang, s))),
        ical.icalproperty_new_status(s->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED),
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ical.icalcomponent_add_property(e, all[i]);
    return e;
}

enum status duty_calendar(struct arena *a, enum lang lang, const struct duty_told_row *shifts,
                          size_t n, struct str *ret)
{
    TRY(libical_load());
    icalcomponent *c = ical.icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    ical.icalcomponent_add_property(c, ical.icalproperty_new_version("2.0"));
    ical.icalcomponent_add_property(c, ical.icalproperty_new_prodid("-//Bagvagt//Duty//EN"));
    ical.icalcomponent_add_property(c, ical.icalproperty_new_calscale("GREGORIAN"));
    put_x(c, "X-WR-CALNAME", str_c(a, text(lang, T_DUTY_CAL_NAME)));
    put_x(c, "X-PUBLISHED-TTL", "PT1H");
    for (size_t i = 0; i < n; i++)
        ical.icalcomponent_add_component(c, event_of(a, lang, &shifts[i]));
    char *made = ical.icalcomponent_as_ical_string_r(c);
    *ret = arena_copy(a, str_of(made));
    ical.icalmemory_free_buffer(made);
    ical.icalcomponent_free(c);
    return OK;
}
