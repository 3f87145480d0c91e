/* Browsers that show messages, and the key pair by which their services know us. The secret key is a row of `setting`, as
 * other secrets of the installation: a new one would end every subscription.
 * SPDX-License-Identifier: MPL-2.0 */
#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/notify/notify_parts.h"

#define LABEL_MAX 60

static struct str base64(struct arena *a, const unsigned char *p, size_t n)
{
    size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *to = arena_alloc(a, room);

    sodium_bin2base64(to, room, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return (struct str){to, room - 1};
}

static enum status make_key(struct db *db, struct arena *a)
{
    struct webpush_keys keys;
    DB_TX(tx, db);

    webpush_keys_make(&keys);
    TRY(q_notify_push_key_put(db, base64(a, keys.secret, sizeof keys.secret), clock_now()));
    return db_commit(&tx);
}

enum status notify_push_keys(struct db *db, struct arena *a, struct webpush_keys *ret)
{
    struct notify_push_key_row row;
    unsigned char secret[32];
    size_t n = 0;
    enum status found = q_notify_push_key(db, a, &row);

    if (found == MISSING) {
        TRY(make_key(db, a));
        db_refresh(db);
        found = q_notify_push_key(db, a, &row);
    }
    TRY(found);
    if (sodium_base642bin(secret, sizeof secret, row.secret.p, row.secret.n, NULL, &n, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        n != sizeof secret)
        return fail(BROKEN, "the setting push_key is no key");
    return webpush_keys_of(secret, ret);
}

enum status notify_push_public(struct db *db, struct arena *a, struct str *ret)
{
    struct webpush_keys keys;

    TRY(notify_push_keys(db, a, &keys));
    *ret = base64(a, keys.point, sizeof keys.point);
    return OK;
}

enum status notify_push_browsers(struct db *db, struct arena *a, const struct actor *who,
                                 struct notify_browser_list *ret)
{
    return q_notify_push_list(db, a, who->person_id, ret);
}

enum status notify_push_add(struct db *db, struct arena *a, const struct actor *who,
                            const struct notify_subscription *s)
{
    struct webpush_browser keys;
    struct notify_browser_list all;
    struct str label = str_trim(s->label);
    DB_TX(tx, db);

    /* Whether it lies in our own network is asked when it is connected to. */
    if (!http_url_ok(s->endpoint, true) || webpush_browser_read(s->p256dh, s->auth, &keys) != OK)
        return refuse(INVALID, T_NOTIFY_PUSH_BAD);
    TRY(q_notify_push_list(db, a, who->person_id, &all));
    if (all.n >= NOTIFY_BROWSERS)
        return refuse(CONFLICT, T_NOTIFY_PUSH_MANY);
    TRY(q_notify_push_put(db, id_new(), who->person_id, s->endpoint, s->p256dh, s->auth,
                          str_sub(label, 0, LABEL_MAX), clock_now()));
    TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("browser added")));
    return db_commit(&tx);
}

enum status notify_push_remove(struct db *db, const struct actor *who, int64_t id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(q_notify_push_drop(db, id, who->person_id, &changed));
    if (changed == 0)
        return fail(MISSING, "no such browser of this person");
    TRY(audit(db, who, AUDIT_NOTICES_CHANGED, who->person_id, STR("browser removed")));
    return db_commit(&tx);
}
