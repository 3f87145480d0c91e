/* The sender of deliveries.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/notify/notify_send.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"

#define AT_ONCE 8 /* AT_ONCE conversations of MAIL_TIMEOUT_MS end before NOTIFY_HELD_MS */
#define BACK_OFF_MIN_MS (30 * INT64_C(1000))
#define BACK_OFF_MAX_MS HOUR_MS

struct parcel {
    struct notify_delivery_row row;
    int64_t id, held_until;
    enum lang lang;
    const struct zone *zone;
    bool has_quiet, has_left;
    int64_t quiet_from, quiet_to;
};

/* ---- the text */

static struct str code_text(struct arena *a, const struct parcel *p)
{
    return text_filled(a, p->lang, T_NOTIFY_CODE_MAIL,
                       (const struct text_arg[]){TEXT_STR(p->row.code)}, 1);
}

static void write_mail(struct arena *a, const struct notify_out *out, const struct parcel *p,
                       struct mail *ret)
{
    bool is_code = p->row.key.p == NULL;
    struct buf b = buf_new(a, 500);

    *ret = (struct mail){
        .to = p->row.address,
        .subject =
            is_code ? text(p->lang, T_NOTIFY_CODE_SUBJECT) : text(p->lang, notice_key(p->row.key)),
        .id = arena_printf(a, "bagvagt.%lld", (long long)p->id),
        .at = clock_now(),
    };
    buf_add(&b, is_code ? code_text(a, p) : ret->subject);
    buf_add(&b, STR("\n\n"));
    if (!is_code && out->public_url.n > 0)
        buf_printf(&b, "%.*s%.*s\n\n", STR_ARG(out->public_url), STR_ARG(p->row.path));
    buf_printf(&b, "%.*s\n",
               STR_ARG(text(p->lang, is_code ? T_NOTIFY_CODE_MAIL_FOOT : T_NOTIFY_MAIL_FOOT)));
    ret->text = buf_str(&b);
}

/* ---- before and after */

static enum status load(struct db *db, struct arena *a, struct parcel *p)
{
    struct notify_person_row person;

    TRY(q_notify_delivery_find(db, a, p->id, &p->row));
    TRY(q_notify_person_find(db, a, p->row.person_id, &person));
    TRY(zone_find(person.zone, &p->zone));
    if (!lang_find(person.lang, &p->lang))
        p->lang = LANG_DA;
    p->has_quiet = person.has_quiet && p->row.key.p != NULL && p->row.level == NOTICE_ORDINARY;
    p->quiet_from = person.from_minute;
    p->quiet_to = person.to_minute;
    p->has_left = person.left_day != 0 && person.left_day < zone_day(p->zone, clock_now());
    return OK;
}

static bool is_wanted(const struct parcel *p)
{
    if (p->has_left || p->row.address.n == 0)
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

static enum status settle_state(struct db *db, const struct parcel *p, enum notice_state state,
                                int64_t attempts, struct str why)
{
    int64_t changed;

    return q_notify_settle(db, p->id, p->held_until, state, clock_now(), attempts, why, &changed);
}

/* The address is dead: nothing more goes there, and the inbox says so. */
static enum status bury(struct db *db, struct arena *a, const struct parcel *p)
{
    int64_t changed = 0;

    TRY(q_notify_channel_dead(db, p->row.person_id, p->row.channel, p->row.address, clock_now(),
                              &changed));
    if (changed == 0)
        return OK;
    return notify_person(db, a, p->row.person_id, NOTICE_ORDINARY, T_NOTICE_ADDRESS_DEAD,
                         STR("/me/notices"),
                         arena_printf(a, "channel.dead %lld", (long long)p->id));
}

static enum status settle(struct db *db, struct arena *a, const struct parcel *p,
                          const struct mail_result *result)
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
            TRY(q_notify_postpone(db, p->id, p->held_until,
                                  loud_at(p, now + back_off(p->row.attempts)), attempts, why,
                                  &changed));
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

static enum status send_one(struct db *db, struct arena *a, const struct notify_out *out,
                            struct parcel *p)
{
    struct mail mail;
    struct mail_result result;

    TRY(load(db, a, p));
    if (!is_wanted(p))
        return drop(db, p);
    if (loud_at(p, clock_now()) > clock_now())
        return hold_back(db, p);
    write_mail(a, out, p, &mail);
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    result = mail_send(&out->mail, a, &mail);
    if (result.outcome != MAIL_SENT)
        log_line(LOG_LEVEL_WARN, "mail not sent", "delivery=%lld attempt=%lld why=%s",
                 (long long)p->id, (long long)p->row.attempts + 1,
                 log_quote(a, str_of(result.why)));
    return settle(db, a, p, &result);
}

static enum status claim(struct db *db, struct arena *a, size_t most, int64_t held_until,
                         struct notify_due_row_list *ret)
{
    struct notify_due_row due;
    enum status found = q_notify_due(db, a, clock_now(),
                                     &due); /* mostly there is none: then no write lock either */

    *ret = (struct notify_due_row_list){.n = 0};
    if (found != OK)
        return found == MISSING ? OK : found;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_notify_claim(db, a, clock_now(), held_until, (int64_t)most, ret));
    return db_commit(&tx);
}

static enum status send_claimed(struct store *store, struct arena *a, const struct notify_out *out,
                                size_t most, size_t *ret_n)
{
    struct db *db = db_start(store, a);
    int64_t held_until = clock_now() + NOTIFY_HELD_MS;
    struct notify_due_row_list due;
    enum status status = claim(db, a, most, held_until, &due);

    *ret_n = status == OK ? due.n : 0;
    for (size_t i = 0; i < *ret_n; i++) {
        struct parcel p = {.id = due.at[i].id, .held_until = held_until};

        db_refresh(db);
        failure_clear();
        enum status sent = send_one(db, a, out, &p);
        if (sent != OK) /* stays claimed, and is tried again when that has run out */
            log_line(LOG_LEVEL_ERROR, "delivery not settled", "delivery=%lld status=%s why=%s",
                     (long long)p.id, status_name(sent), log_quote(a, str_of(failure_last()->why)));
    }
    db_end(db);
    return status;
}

enum status notify_send_due(struct store *store, const struct notify_out *out, size_t most,
                            size_t *ret_n)
{
    struct arena *a = arena_new();
    enum status status = OK;

    *ret_n = 0;
    while (status == OK && *ret_n < most) {
        size_t n = 0, left = most - *ret_n;

        status = send_claimed(store, a, out, left < AT_ONCE ? left : AT_ONCE, &n);
        arena_reset(a);
        *ret_n += n;
        if (n == 0)
            break;
    }
    arena_free(a);
    return status;
}

/* ---- the thread */

struct notify_sender {
    struct store *store;
    const struct notify_out *out;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop_asked;
    bool stopping;
};

/* A second, or until it is to stop. */
static bool goes_on(struct notify_sender *s)
{
    struct timespec until;
    bool stopping;

    pthread_mutex_lock(&s->mutex);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    if (!s->stopping)
        pthread_cond_timedwait(&s->stop_asked, &s->mutex, &until);
    stopping = s->stopping;
    pthread_mutex_unlock(&s->mutex);
    return !stopping;
}

static void *work(void *p)
{
    struct notify_sender *s = p;

    do {
        size_t n;

        failure_clear();
        enum status status = notify_send_due(s->store, s->out, AT_ONCE, &n);
        if (status != OK)
            log_line(LOG_LEVEL_ERROR, "messages cannot be sent", "status=%s", status_name(status));
    } while (goes_on(s));
    return NULL;
}

enum status notify_sender_start(struct store *store, const struct notify_out *out,
                                struct notify_sender **ret)
{
    struct notify_sender *s = calloc(1, sizeof *s);

    must(s != NULL);
    s->store = store;
    s->out = out;
    pthread_mutex_init(&s->mutex, NULL);
    pthread_cond_init(&s->stop_asked, NULL);
    if (pthread_create(&s->thread, NULL, work, s) != 0) {
        free(s);
        return fail(BROKEN, "cannot start the sending thread");
    }
    *ret = s;
    return OK;
}

void notify_sender_stop(struct notify_sender *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->mutex);
    s->stopping = true;
    pthread_cond_signal(&s->stop_asked);
    pthread_mutex_unlock(&s->mutex);
    pthread_join(s->thread, NULL);
    pthread_mutex_destroy(&s->mutex);
    pthread_cond_destroy(&s->stop_asked);
    free(s);
}
