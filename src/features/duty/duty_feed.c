/* Secret addresses, and the calendars behind them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_feed.h"

#include <sodium.h>

#include "features/duty/duty_parts.h"
#include "features/invitations/invitations.h"

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
    struct ical_event_list appointments;
    int64_t since = clock_now() - DUTY_FEED_BACK_MS;
    struct actor who;

    TRY(q_duty_feed_by_token(db, a, hashed(a, secret), clock_now() / DAY_MS, &feed));
    TRY(actor_load(db, a, feed.person_id, &who));
    if (!may(&who, PERM_DUTY_READ))
        return fail(MISSING, "may not see the roster any more");
    TRY(note_look(db, &feed));
    TRY(q_duty_shifts_of(db, a, feed.person_id, since, &shifts));
    TRY(invitation_events(db, a, feed.person_id, who.lang, since, &appointments));
    return duty_calendar(a, who.lang, &shifts, &appointments, ret);
}

/* ---- iCalendar */

static struct str summary_of(struct arena *a, enum lang lang, const struct duty_told_row *s)
{
    struct text_arg args[] = {TEXT_STR(s->watch), TEXT_INT(s->level)};

    return text_filled(a, lang, s->shadow ? T_DUTY_CAL_SHADOW : T_DUTY_CAL_SUMMARY, args, 2);
}

static struct ical_event event_of(struct arena *a, enum lang lang, const struct duty_told_row *s)
{
    return (struct ical_event){.uid = arena_printf(a, "duty-%lld@bagvagt", (long long)s->id),
                               .sequence = s->sequence,
                               .stamp = s->changed_at,
                               .made_at = s->made_at,
                               .changed_at = s->changed_at,
                               .from_at = s->from_at,
                               .to_at = s->to_at,
                               .summary = summary_of(a, lang, s),
                               .cancelled = s->cancelled};
}

enum status duty_calendar(struct arena *a, enum lang lang, const struct duty_told_row_list *shifts,
                          const struct ical_event_list *appointments, struct str *ret)
{
    struct ical_event *events = arena_array(a, struct ical_event, shifts->n + appointments->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < shifts->n; i++)
        events[n++] = event_of(a, lang, &shifts->at[i]);
    for (size_t i = 0; i < appointments->n; i++)
        events[n++] = appointments->at[i];
    return ical_text(a,
                     &(struct ical_calendar){.use = ICAL_FOR_FEED,
                                             .name = text(lang, T_DUTY_CAL_NAME),
                                             .made_by = STR("Duty"),
                                             .events = events,
                                             .n = n},
                     ret);
}
