/* Which channels a person has chosen, the proof that an address is theirs, and when they want quiet.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "net/mail.h"

#define DAY_MINUTES 1440

enum status notify_settings(struct db *db, struct arena *a, const struct actor *who,
                            struct notify_settings *ret)
{
    struct notify_person_row person;
    struct notify_channel_row email = {.address = STR_NONE};
    enum status found;

    TRY(q_notify_person_find(db, a, who->person_id, &person));
    found = q_notify_channel_find(db, a, who->person_id, NOTICE_EMAIL, &email);
    if (found != OK && found != MISSING)
        return found;
    *ret = (struct notify_settings){
        .has_email = found == OK && email.chosen,
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

static enum status send_code(struct db *db, struct arena *a, const struct actor *who)
{
    struct notify_count_row recent;
    int64_t now = clock_now();

    TRY(q_notify_codes_since(db, a, who->person_id, now - HOUR_MS, &recent));
    if (recent.n >= NOTIFY_CODES_AN_HOUR)
        return refuse(CONFLICT, T_NOTIFY_TOO_MANY_CODES);
    TRY(q_notify_code_put(db, who->person_id, NOTICE_EMAIL, new_code(a), now + NOTIFY_CODE_MS));
    return q_notify_delivery_insert(db, id_new(), 0, who->person_id, NOTICE_EMAIL, now, now);
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
    struct notify_channel_row email;
    struct str address = str_trim(to->email);
    bool sent = false;
    DB_TX(tx, db);

    TRY(change_quiet(db, who, to));
    if (to->has_email && !mail_address_ok(address))
        return refuse(INVALID, T_NOTIFY_BAD_ADDRESS);
    if (mail_address_ok(address)) {
        TRY(q_notify_channel_put(db, who->person_id, NOTICE_EMAIL, address, to->has_email,
                                 clock_now()));
        TRY(q_notify_channel_find(db, a, who->person_id, NOTICE_EMAIL, &email));
        sent = to->has_email && (email.verified_at == 0 || email.dead_at != 0);
        if (sent)
            TRY(send_code(db, a, who));
    }
    TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("channels")));
    TRY(db_commit(&tx));
    *ret_code_sent = sent;
    return OK;
}

enum status notify_verify(struct db *db, struct arena *a, const struct actor *who, struct str code)
{
    struct notify_channel_row email;
    bool right;
    DB_TX(tx, db);

    enum status found = q_notify_channel_find(db, a, who->person_id, NOTICE_EMAIL, &email);
    if (found == MISSING ||
        (found == OK && (email.code.p == NULL || email.code_ends_at <= clock_now() ||
                         email.code_tries >= NOTIFY_CODE_TRIES)))
        return refuse(CONFLICT, T_NOTIFY_NO_CODE);
    TRY(found);
    right = str_eq(email.code, str_trim(code));
    if (right)
        TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("address proved")));
    if (right)
        TRY(q_notify_channel_verify(db, who->person_id, NOTICE_EMAIL, clock_now()));
    else
        TRY(q_notify_code_tried(db, who->person_id, NOTICE_EMAIL));
    TRY(db_commit(&tx));
    return right ? OK : refuse(INVALID, T_NOTIFY_WRONG_CODE);
}
