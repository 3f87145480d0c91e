/* One delivery: whether it is still wanted, out of the house, and what became of it. notify_lanes.c says when.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_parts.h"

#include "base/clock.h"
#include "base/log.h"

#define BACK_OFF_MIN_MS (30 * INT64_C(1000))
#define BACK_OFF_MAX_MS HOUR_MS

/* ---- before and after */

/* A browser that was taken off meanwhile has no address any more. */
static enum status load_push(struct db *db, struct arena *a, struct parcel *p)
{
    if (p->row.channel != NOTICE_PUSH)
        return OK;
    p->push.endpoint = STR_NONE;
    enum status found = q_notify_push_find(db, a, p->row.target_id, p->row.person_id, &p->push);
    if (found == MISSING)
        return OK;
    TRY(found);
    p->row.address = p->push.endpoint;
    p->row.is_open = p->push.dead_at == 0;
    return notify_push_keys(db, a, &p->push_keys);
}

/* Made anew at each try, of rows that do not change. */
static enum status load_letter(struct db *db, struct arena *a, const struct notify_out *out,
                               struct parcel *p)
{
    p->is_letter = p->row.letter != 0 && p->row.channel == NOTICE_EMAIL;
    if (!p->is_letter || p->row.address.n == 0 || out->mail.url.n == 0)
        return OK;
    enum status made = notice_letter(db, a, p->row.letter,
                                     &(struct notice_letter_for){.from = out->mail.from,
                                                                 .to = p->row.address,
                                                                 .public_url = out->public_url,
                                                                 .lang = p->lang,
                                                                 .has_left = p->has_left},
                                     &p->letter);
    p->is_letter_gone = made == MISSING;
    return made == MISSING ? OK : made;
}

static enum status load(struct db *db, struct arena *a, const struct notify_out *out,
                        struct parcel *p)
{
    struct notify_person_row person;

    TRY(q_notify_delivery_find(db, a, p->id, &p->row));
    TRY(load_push(db, a, p));
    TRY(q_notify_person_find(db, a, p->row.person_id, &person));
    TRY(zone_find(person.zone, &p->zone));
    if (!lang_find(person.lang, &p->lang))
        p->lang = LANG_DA;
    p->has_quiet = person.has_quiet && p->row.key.p != NULL && p->row.level == NOTICE_ORDINARY;
    p->quiet_from = person.from_minute;
    p->quiet_to = person.to_minute;
    p->has_left = person.left_day != 0 && person.left_day < zone_day(p->zone, clock_now());
    return load_letter(db, a, out, p);
}

static bool is_wanted(const struct parcel *p)
{
    if ((p->has_left && !p->is_letter) || p->is_letter_gone || p->row.address.n == 0 ||
        p->row.over_at != 0)
        return false;
    if (p->row.key.p != NULL)
        return p->row.is_open;
    return p->row.code.p != NULL && p->row.code_ends_at > clock_now();
}

static int64_t loud_at(const struct parcel *p, int64_t at)
{
    return p->has_quiet ? notify_quiet_end(p->zone, p->quiet_from, p->quiet_to, at) : at;
}

static int64_t back_off(int64_t attempts)
{
    int64_t ms = BACK_OFF_MIN_MS;

    for (int64_t i = 0; i < attempts && ms < BACK_OFF_MAX_MS; i++)
        ms *= 2;
    return ms < BACK_OFF_MAX_MS ? ms : BACK_OFF_MAX_MS;
}

/* As long as the other side asked for, if that is longer. */
static int64_t wait_ms(const struct parcel *p, const struct notify_result *result)
{
    int64_t ms = back_off(p->row.attempts);

    return result->retry_after_ms > ms ? result->retry_after_ms : ms;
}

static enum status settle_state(struct db *db, const struct parcel *p, enum notice_state state,
                                int64_t attempts, struct str why)
{
    int64_t changed;

    return q_notify_settle(db, p->id, p->held_until, state, clock_now(), attempts, why, &changed);
}

/* The address is dead: nothing more goes there, and the inbox says so. */
static enum status bury(struct db *db, struct arena *a, const struct parcel *p)
{
    static const enum text_key texts[NOTICE_CHANNEL_N] = {[NOTICE_EMAIL] = T_NOTICE_ADDRESS_DEAD,
                                                          [NOTICE_SMS] = T_NOTICE_NUMBER_DEAD,
                                                          [NOTICE_PUSH] = T_NOTICE_BROWSER_DEAD};
    int64_t changed = 0;

    if (p->row.channel == NOTICE_PUSH)
        TRY(q_notify_push_dead(db, p->row.target_id, clock_now(), &changed));
    else
        TRY(q_notify_channel_dead(db, p->row.person_id, p->row.channel, p->row.address, clock_now(),
                                  &changed));
    if (changed == 0)
        return OK;
    return notify_person(db, a, p->row.person_id, NOTICE_ORDINARY, texts[p->row.channel],
                         STR("/me/notices"),
                         arena_printf(a, "channel.dead %lld", (long long)p->id));
}

static enum status settle(struct db *db, struct arena *a, const struct parcel *p,
                          const struct notify_result *result)
{
    int64_t attempts = p->row.attempts + 1, now = clock_now(), changed;
    struct str why = str_of(result->why);
    DB_TX(tx, db);

    switch (result->outcome) {
    case MAIL_SENT:
        TRY(settle_state(db, p, NOTICE_SENT, attempts, STR("")));
        break;
    case MAIL_REFUSED:
        TRY(settle_state(db, p, NOTICE_FAILED, attempts, why));
        break;
    case MAIL_NO_ADDRESS:
        TRY(settle_state(db, p, NOTICE_NO_ADDRESS, attempts, why));
        TRY(bury(db, a, p));
        break;
    case MAIL_LATER:
        if (now - p->row.made_at >= NOTICE_GIVE_UP_MS)
            TRY(settle_state(db, p, NOTICE_FAILED, attempts, why));
        else
            TRY(q_notify_postpone(db, p->id, p->held_until, loud_at(p, now + wait_ms(p, result)),
                                  attempts, why, &changed));
        break;
    }
    return db_commit(&tx);
}

static enum status drop(struct db *db, const struct parcel *p)
{
    DB_TX(tx, db);

    TRY(settle_state(db, p, NOTICE_DROPPED, p->row.attempts, STR("")));
    return db_commit(&tx);
}

/* Due, but by now it is quiet: the server stood still, or the person chose so since. */
static enum status hold_back(struct db *db, const struct parcel *p)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(q_notify_postpone(db, p->id, p->held_until, loud_at(p, clock_now()), p->row.attempts,
                          STR(""), &changed));
    return db_commit(&tx);
}

enum status notify_send_one(struct db *db, struct arena *a, const struct notify_out *out,
                            struct parcel *p)
{
    struct notify_result result;

    TRY(load(db, a, out, p));
    if (!is_wanted(p))
        return drop(db, p);
    if (loud_at(p, clock_now()) > clock_now())
        return hold_back(db, p);
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    result = notify_carry(a, out, p);
    if (result.outcome != MAIL_SENT)
        log_line(LOG_LEVEL_WARN, "message not sent", "delivery=%lld channel=%d attempt=%lld why=%s",
                 (long long)p->id, (int)p->row.channel, (long long)p->row.attempts + 1,
                 log_quote(a, str_of(result.why)));
    return settle(db, a, p, &result);
}
