/* Which channels a person has chosen, the proof that an address is theirs, and when they want quiet.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "net/mail.h"
#include "net/sms.h"

#define DAY_MINUTES 1440

/* None is one that was never chosen. */
static enum status find(struct db *db, struct arena *a, const struct actor *who,
                        enum notice_channel channel, struct notify_channel_row *ret)
{
    struct notify_channel_row row = {.address = STR_NONE, .code = STR_NONE};
    enum status found = q_notify_channel_find(db, a, who->person_id, channel, &row);

    if (found != OK && found != MISSING)
        return found;
    *ret = row;
    return OK;
}

enum status notify_settings(struct db *db, struct arena *a, const struct actor *who,
                            struct notify_settings *ret)
{
    struct notify_person_row person;
    struct notify_channel_row email, sms;

    TRY(q_notify_person_find(db, a, who->person_id, &person));
    TRY(find(db, a, who, NOTICE_EMAIL, &email));
    TRY(find(db, a, who, NOTICE_SMS, &sms));
    *ret = (struct notify_settings){
        .sms = {.chosen = sms.chosen,
                .verified = sms.verified_at != 0,
                .dead = sms.dead_at != 0,
                .code_waits = sms.code.p != NULL && sms.code_ends_at > clock_now(),
                .number = sms.address},
        .has_email = email.chosen,
        .email_verified = email.verified_at != 0,
        .email_dead = email.dead_at != 0,
        .code_waits = email.code.p != NULL && email.code_ends_at > clock_now(),
        .email = email.address.n > 0 ? email.address : person.email,
        .has_quiet = person.has_quiet,
        .quiet_from = person.from_minute,
        .quiet_to = person.to_minute,
    };
    return OK;
}

/* Six digits, each as likely as another. */
static struct str new_code(struct arena *a)
{
    uint64_t random;

    random_bytes(&random, sizeof random);
    return arena_printf(a, "%06d", (int)(random % 1000000));
}

static enum status send_code(struct db *db, struct arena *a, const struct actor *who,
                             enum notice_channel channel)
{
    struct notify_count_row recent;
    int64_t now = clock_now();

    TRY(q_notify_codes_since(db, a, who->person_id, now - HOUR_MS, &recent));
    if (recent.n >= NOTIFY_CODES_AN_HOUR)
        return refuse(CONFLICT, T_NOTIFY_TOO_MANY_CODES);
    TRY(q_notify_code_put(db, who->person_id, channel, new_code(a), now + NOTIFY_CODE_MS));
    return q_notify_delivery_insert(db, id_new(), 0, who->person_id, channel, 0, now, now);
}

static enum status put_address(struct db *db, struct arena *a, const struct actor *who,
                               enum notice_channel channel, struct str address, bool chosen,
                               bool *ret_code_sent)
{
    struct notify_channel_row row;

    TRY(q_notify_channel_put(db, who->person_id, channel, address, chosen, clock_now()));
    TRY(q_notify_channel_find(db, a, who->person_id, channel, &row));
    if (!chosen || (row.verified_at != 0 && row.dead_at == 0))
        return OK;
    *ret_code_sent = true;
    return send_code(db, a, who, channel);
}

static enum status change_sms(struct db *db, struct arena *a, const struct actor *who,
                              const struct notify_number *to, bool *ret_code_sent)
{
    struct str number = sms_number(a, to->number);

    if (to->chosen && number.p == NULL)
        return refuse(INVALID, T_NOTIFY_BAD_NUMBER);
    if (number.p == NULL)
        return q_notify_channel_off(db, who->person_id, NOTICE_SMS, clock_now());
    return put_address(db, a, who, NOTICE_SMS, number, to->chosen, ret_code_sent);
}

static enum status change_quiet(struct db *db, const struct actor *who,
                                const struct notify_settings *to)
{
    if (!to->has_quiet)
        return q_notify_quiet_drop(db, who->person_id);
    if (to->quiet_from < 0 || to->quiet_from >= DAY_MINUTES || to->quiet_to < 0 ||
        to->quiet_to >= DAY_MINUTES || to->quiet_from == to->quiet_to)
        return refuse(INVALID, T_NOTIFY_BAD_QUIET);
    return q_notify_quiet_put(db, who->person_id, to->quiet_from, to->quiet_to);
}

enum status notify_settings_change(struct db *db, struct arena *a, const struct actor *who,
                                   const struct notify_settings *to, bool *ret_code_sent)
{
    struct str address = str_trim(to->email);
    bool sent = false;
    DB_TX(tx, db);

    TRY(change_quiet(db, who, to));
    if (to->has_email && !mail_address_ok(address))
        return refuse(INVALID, T_NOTIFY_BAD_ADDRESS);
    if (mail_address_ok(address))
        TRY(put_address(db, a, who, NOTICE_EMAIL, address, to->has_email, &sent));
    TRY(change_sms(db, a, who, &to->sms, &sent));
    TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("channels")));
    TRY(db_commit(&tx));
    *ret_code_sent = sent;
    return OK;
}

enum status notify_verify(struct db *db, struct arena *a, const struct actor *who,
                          enum notice_channel channel, struct str code)
{
    struct notify_channel_row row;
    bool right;
    DB_TX(tx, db);

    enum status found = q_notify_channel_find(db, a, who->person_id, channel, &row);
    if (found == MISSING ||
        (found == OK && (row.code.p == NULL || row.code_ends_at <= clock_now() ||
                         row.code_tries >= NOTIFY_CODE_TRIES)))
        return refuse(CONFLICT, T_NOTIFY_NO_CODE);
    TRY(found);
    right = str_eq(row.code, str_trim(code));
    if (right)
        TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("address proved")));
    if (right)
        TRY(q_notify_channel_verify(db, who->person_id, channel, clock_now()));
    else
        TRY(q_notify_code_tried(db, who->person_id, channel));
    TRY(db_commit(&tx));
    return right ? OK : refuse(INVALID, T_NOTIFY_WRONG_CODE);
}
