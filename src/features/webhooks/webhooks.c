/* Looking after webhooks: who may, what is a proper one, secrets.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/webhooks/webhooks.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/refuse.h"
#include "net/http.h"

const char *const webhook_state_words[] = {"waiting", "sent", "failed", "dropped", NULL};
const char *const webhook_event_words[] = {
#define X(name, word) word,
    EVENTS(X)
#undef X
        NULL};

static enum status may_look(const struct actor *who)
{
    return may(who, PERM_WEBHOOKS) ? OK : fail(DENIED, "webhooks are for the administrator");
}

int64_t webhook_events_read(struct str events)
{
    struct str word;
    int64_t mask = 0;

    while (str_cut(&events, ' ', &word))
        for (int i = 0; webhook_event_words[i] != NULL; i++)
            if (str_eq(word, str_of(webhook_event_words[i])))
                mask |= INT64_C(1) << i;
    return mask;
}

static struct str events_text(struct arena *a, int64_t mask)
{
    struct buf b = buf_new(a, 200);

    buf_char(&b, ' ');
    for (int i = 0; webhook_event_words[i] != NULL; i++)
        if (((uint64_t)mask >> i & 1) != 0)
            buf_printf(&b, "%s ", webhook_event_words[i]);
    return buf_str(&b);
}

static enum status check(const struct webhook_entry *entry)
{
    if (!http_url_ok(entry->url, entry->is_at_home_fine))
        return refuse(INVALID, T_WEBHOOK_BAD_URL);
    if (entry->events == 0)
        return refuse(INVALID, T_WEBHOOK_NO_EVENT);
    return OK;
}

static struct str new_secret(struct arena *a)
{
    unsigned char raw[24];
    char text[64];

    random_bytes(raw, sizeof raw);
    sodium_bin2base64(text, sizeof text, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    sodium_memzero(raw, sizeof raw);
    return arena_printf(a, "whsec_%s", text);
}

enum status webhook_add(struct db *db, struct arena *a, const struct actor *who,
                        const struct webhook_entry *entry, int64_t *ret_id, struct str *ret_secret)
{
    struct str secret = new_secret(a);
    struct webhook_list all;
    int64_t id = id_new(), now = clock_now();
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(check(entry));
    TRY(q_webhook_list(db, a, &all));
    if (all.n >= WEBHOOKS_MOST)
        return refuse(CONFLICT, T_WEBHOOK_TOO_MANY);
    TRY(q_webhook_insert(db, id, entry->url, events_text(a, entry->events), secret, now,
                         who->person_id, id_new()));
    TRY(audit(db, who, AUDIT_WEBHOOK_CHANGED, id, STR("added")));
    TRY(db_commit(&tx));
    *ret_id = id;
    *ret_secret = secret;
    return OK;
}

/* The row was there. */
static enum status done(struct db *db, const struct actor *who, int64_t id, int64_t changed,
                        struct str detail)
{
    if (changed == 0)
        return fail(MISSING, "no such webhook");
    return audit(db, who, AUDIT_WEBHOOK_CHANGED, id, detail);
}

enum status webhook_edit(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         const struct webhook_entry *entry)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(check(entry));
    TRY(q_webhook_change(db, id, entry->url, events_text(a, entry->events), &changed));
    TRY(done(db, who, id, changed, STR("changed")));
    return db_commit(&tx);
}

enum status webhook_remove(struct db *db, const struct actor *who, int64_t id)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_webhook_drop_deliveries(db, id));
    TRY(q_webhook_drop(db, id, &changed));
    TRY(done(db, who, id, changed, STR("removed")));
    return db_commit(&tx);
}

/* Twice is fine. */
enum status webhook_switch(struct db *db, const struct actor *who, int64_t id, bool on)
{
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    if (on)
        TRY(q_webhook_on(db, id, id_new(), &changed));
    else
        TRY(q_webhook_off(db, id, clock_now(), STR("by hand"), &changed));
    if (changed > 0)
        TRY(audit(db, who, AUDIT_WEBHOOK_CHANGED, id, on ? STR("on") : STR("off")));
    return db_commit(&tx);
}

enum status webhook_renew(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct str *ret_secret)
{
    struct str secret = new_secret(a);
    int64_t changed;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_webhook_rotate(db, id, secret, clock_now() + WEBHOOK_OLD_SECRET_MS, &changed));
    TRY(done(db, who, id, changed, STR("new secret")));
    TRY(db_commit(&tx));
    *ret_secret = secret;
    return OK;
}

enum status webhook_try(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    int64_t delivery = id_new(), now = clock_now();
    struct webhook hook;
    DB_TX(tx, db);

    TRY(may_look(who));
    TRY(q_webhook_one(db, a, id, &hook));
    if (hook.off_at != 0)
        return refuse(CONFLICT, T_WEBHOOK_IS_OFF);
    TRY(q_webhook_deliver(db, delivery, id, delivery, STR(WEBHOOK_TEST), delivery, now, now));
    return db_commit(&tx);
}

enum status webhooks_all(struct db *db, struct arena *a, const struct actor *who,
                         struct webhook_list *ret)
{
    TRY(may_look(who));
    return q_webhook_list(db, a, ret);
}

enum status webhook_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         struct webhook *ret)
{
    TRY(may_look(who));
    return q_webhook_one(db, a, id, ret);
}

enum status webhook_deliveries(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                               int64_t at_most, struct webhook_log_row_list *ret)
{
    struct webhook hook;

    TRY(webhook_find(db, a, who, id, &hook));
    return q_webhook_log(db, a, id, at_most, ret);
}
