/* Many messages at a time: each channel has a clerk who claims what is due, and lanes that carry it, so that a hundred people
 * hear of an alarm as fast as the other side answers, and a mail server that does not answer holds up no text message.
 * One person and address is in one lane at a time: what a dead number teaches is known before the next text to it.
 * SPDX-License-Identifier: MPL-2.0 */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/wake.h"
#include "features/notify/notify_parts.h"

#define LANES_MAX 16
#define QUEUE_MAX (4 * LANES_MAX) /* four turns of MAIL_TIMEOUT_MS end well before NOTIFY_HELD_MS */
#define LOOK_EVERY_S 1
#define MARGIN_MS 30000 /* one exchange: behind it the claim would have run out */

/* Mail servers want few conversations with one guest. */
static const int lanes_of[NOTICE_CHANNEL_N] = {
    [NOTICE_EMAIL] = 8, [NOTICE_SMS] = LANES_MAX, [NOTICE_PUSH] = LANES_MAX};

struct claimed {
    struct notify_due_row row; /* id 0: a free place */
    int64_t held_until;
};

struct channel {
    struct store *store;
    const struct notify_out *out;
    enum notice_channel channel;
    pthread_mutex_t mutex; /* over all below */
    pthread_cond_t changed;
    struct claimed waiting[QUEUE_MAX]; /* oldest first */
    size_t n_waiting;
    struct claimed under_way[LANES_MAX];
    int n_lanes;
    bool woken, stopping;
    pthread_t clerk;
    bool has_clerk;
};

static void channel_init(struct channel *c, struct store *store, const struct notify_out *out,
                         enum notice_channel channel)
{
    *c = (struct channel){.store = store, .out = out, .channel = channel};
    pthread_mutex_init(&c->mutex, NULL);
    pthread_cond_init(&c->changed, NULL);
}

static void channel_end(struct channel *c)
{
    pthread_mutex_destroy(&c->mutex);
    pthread_cond_destroy(&c->changed);
}

/* ---- lanes */

static bool is_under_way(const struct channel *c, const struct notify_due_row *row)
{
    for (int i = 0; i < LANES_MAX; i++) {
        const struct notify_due_row *other = &c->under_way[i].row;

        if (other->id != 0 && other->person_id == row->person_id &&
            other->target_id == row->target_id)
            return true;
    }
    return false;
}

/* The oldest to somebody who is in no lane; n_waiting: there is none. What is left is taken by the lane that is theirs. */
static size_t first_ready(const struct channel *c)
{
    size_t i = 0;

    while (i < c->n_waiting && is_under_way(c, &c->waiting[i].row))
        i++;
    return i;
}

static bool take(struct channel *c, int place)
{
    size_t i = first_ready(c);

    if (i == c->n_waiting)
        return false;
    c->under_way[place] = c->waiting[i];
    c->n_waiting--;
    for (; i < c->n_waiting; i++)
        c->waiting[i] = c->waiting[i + 1];
    pthread_cond_broadcast(&c->changed); /* there is room for more */
    return true;
}

/* What waited so long behind others to the same address that its claim ends, is left to whoever claims it next. */
static void carry(struct channel *c, const struct claimed *one)
{
    if (one->held_until - clock_now() < MARGIN_MS)
        return;
    struct arena *a = arena_new();
    struct db *db = db_start(c->store, a);
    struct parcel p = {.id = one->row.id, .held_until = one->held_until};

    failure_clear();
    enum status sent = notify_send_one(db, a, c->out, &p);
    if (sent != OK) /* stays claimed, and is tried again when that has run out */
        log_line(LOG_LEVEL_ERROR, "delivery not settled", "delivery=%lld status=%s why=%s",
                 (long long)p.id, status_name(sent), log_quote(a, str_of(failure_last()->why)));
    db_end(db);
    arena_free(a);
}

static void *lane(void *context)
{
    struct channel *c = context;

    pthread_mutex_lock(&c->mutex);
    int place = 0;
    while (c->under_way[place].row.id != 0)
        place++;
    while (!c->stopping && take(c, place)) {
        struct claimed one = c->under_way[place];

        pthread_mutex_unlock(&c->mutex);
        carry(c, &one);
        pthread_mutex_lock(&c->mutex);
        c->under_way[place].row.id = 0;
        pthread_cond_broadcast(&c->changed);
    }
    c->n_lanes--;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

/* With the lock held. Lanes end by themselves when nothing waits for them. */
static void open_lanes(struct channel *c)
{
    pthread_attr_t attributes;
    size_t wanted = c->n_waiting;

    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (; wanted > 0 && c->n_lanes < lanes_of[c->channel]; wanted--) {
        pthread_t thread;

        if (pthread_create(&thread, &attributes, lane, c) != 0) {
            log_line(LOG_LEVEL_ERROR, "no thread for a message", "channel=%d", (int)c->channel);
            break;
        }
        c->n_lanes++;
    }
    pthread_attr_destroy(&attributes);
}

/* ---- claiming */

static enum status claim_rows(struct channel *c, struct arena *a, int64_t held_until, size_t most,
                              struct notify_due_row_list *ret)
{
    struct db *db = db_start(c->store, a);
    struct notify_due_row due;
    enum status status = q_notify_due(db, a, clock_now(), c->channel,
                                      &due); /* mostly there is none: then no write lock either */

    *ret = (struct notify_due_row_list){.n = 0};
    db_refresh(db);
    if (status == OK) {
        struct db_tx tx = db_begin(db);

        status = q_notify_claim(db, a, clock_now(), c->channel, held_until, (int64_t)most, ret);
        if (status == OK)
            status = db_commit(&tx);
        db_tx_end(&tx);
    }
    db_end(db);
    return status == MISSING ? OK : status;
}

static int by_id(const void *a, const void *b)
{
    const struct notify_due_row *x = a, *y = b;

    return x->id < y->id ? -1 : x->id > y->id;
}

/* Claims as many as there is room for, and opens lanes for them. Only the clerk puts in: room does not shrink meanwhile. */
static enum status fill(struct channel *c, size_t most, size_t *ret_n)
{
    struct arena *a = arena_new();
    struct notify_due_row_list rows;
    int64_t held_until = clock_now() + NOTIFY_HELD_MS;

    pthread_mutex_lock(&c->mutex);
    size_t room = QUEUE_MAX - c->n_waiting;
    pthread_mutex_unlock(&c->mutex);
    enum status status = claim_rows(c, a, held_until, most < room ? most : room, &rows);

    *ret_n = status == OK ? rows.n : 0;
    if (*ret_n > 0) {
        qsort(rows.at, rows.n, sizeof *rows.at, by_id); /* RETURNING gives no order of its own */
        pthread_mutex_lock(&c->mutex);
        for (size_t i = 0; i < rows.n && c->n_waiting < QUEUE_MAX; i++)
            c->waiting[c->n_waiting++] = (struct claimed){rows.at[i], held_until};
        open_lanes(c);
        pthread_mutex_unlock(&c->mutex);
    }
    arena_free(a);
    return status;
}

/* Until nothing that was claimed waits for a lane; also_done: until all of it is settled. Somebody whose address hangs keeps only
 * what else goes there waiting. */
static void wait_for_lanes(struct channel *c, bool also_done)
{
    struct timespec until;

    pthread_mutex_lock(&c->mutex);
    while ((!c->stopping && (first_ready(c) < c->n_waiting || c->n_waiting > QUEUE_MAX / 2)) ||
           (also_done && (c->n_lanes > 0 || (c->n_waiting > 0 && !c->stopping)))) {
        if (c->n_waiting > 0 && c->n_lanes == 0)
            open_lanes(c); /* no thread could be had before */
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += LOOK_EVERY_S;
        pthread_cond_timedwait(&c->changed, &c->mutex, &until);
    }
    pthread_mutex_unlock(&c->mutex);
}

enum status notify_send_due(struct store *store, const struct notify_out *out, size_t most,
                            size_t *ret_n)
{
    enum status status = OK;
    size_t found = 1;

    *ret_n = 0;
    while (status == OK && found > 0) {
        found = 0;
        for (int i = 0; i < NOTICE_CHANNEL_N && status == OK && *ret_n < most; i++) {
            struct channel c;
            size_t n;

            channel_init(&c, store, out, (enum notice_channel)i);
            status = fill(&c, most - *ret_n, &n);
            wait_for_lanes(&c, true);
            channel_end(&c);
            *ret_n += n;
            found += n;
        }
    }
    return status;
}

/* ---- the threads */

struct notify_sender {
    struct channel channels[NOTICE_CHANNEL_N];
};
static struct notify_sender *running; /* guarded by wake_use */

static void wake_clerks(void)
{
    for (int i = 0; i < NOTICE_CHANNEL_N; i++) {
        struct channel *c = &running->channels[i];

        pthread_mutex_lock(&c->mutex);
        c->woken = true;
        pthread_cond_broadcast(&c->changed);
        pthread_mutex_unlock(&c->mutex);
    }
}

/* Until something was committed, or long enough that something may have come due. */
static void wait_for_work(struct channel *c)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += LOOK_EVERY_S;
    pthread_mutex_lock(&c->mutex);
    while (!c->woken && !c->stopping && pthread_cond_timedwait(&c->changed, &c->mutex, &until) == 0)
        ;
    c->woken = false;
    pthread_mutex_unlock(&c->mutex);
}

/* What was claimed and not begun is free again at once, also for another node. */
static void let_go(struct channel *c)
{
    struct arena *a = arena_new();
    struct db *db = db_start(c->store, a);
    struct db_tx tx = db_begin(db);
    enum status status = OK;

    for (size_t i = 0; i < c->n_waiting && status == OK; i++)
        status = q_notify_let_go(db, c->waiting[i].row.id, c->waiting[i].held_until);
    if (status == OK)
        status = db_commit(&tx);
    db_tx_end(&tx);
    if (status != OK) /* they are sent when the claim has run out */
        log_line(LOG_LEVEL_WARN, "claims not given back", "status=%s", status_name(status));
    db_end(db);
    arena_free(a);
}

static bool is_stopping(struct channel *c)
{
    pthread_mutex_lock(&c->mutex);
    bool stopping = c->stopping;
    pthread_mutex_unlock(&c->mutex);
    return stopping;
}

static void *clerk(void *context)
{
    struct channel *c = context;

    while (!is_stopping(c)) {
        size_t n = 0;

        failure_clear();
        enum status status = fill(c, QUEUE_MAX, &n);
        if (status != OK)
            log_line(LOG_LEVEL_ERROR, "messages cannot be sent", "channel=%d status=%s",
                     (int)c->channel, status_name(status));
        if (n == 0)
            wait_for_work(c);
        else
            wait_for_lanes(c, false);
    }
    wait_for_lanes(c, true);
    if (c->n_waiting > 0)
        let_go(c);
    return NULL;
}

enum status notify_sender_start(struct store *store, const struct notify_out *out,
                                struct notify_sender **ret)
{
    TRY(claims_release(store, q_notify_release));
    struct notify_sender *s = calloc(1, sizeof *s);
    bool started = true;

    must(s != NULL && running == NULL);
    for (int i = 0; i < NOTICE_CHANNEL_N; i++)
        channel_init(&s->channels[i], store, out, (enum notice_channel)i);
    running = s;
    wake_use(WAKE_SENDING, wake_clerks);
    for (int i = 0; i < NOTICE_CHANNEL_N && started; i++)
        started = s->channels[i].has_clerk =
            pthread_create(&s->channels[i].clerk, NULL, clerk, &s->channels[i]) == 0;
    if (!started) {
        notify_sender_stop(s);
        return fail(BROKEN, "cannot start the threads that send");
    }
    *ret = s;
    return OK;
}

void notify_sender_stop(struct notify_sender *s)
{
    if (s == NULL)
        return;
    wake_use(WAKE_SENDING, NULL);
    running = NULL;
    for (int i = 0; i < NOTICE_CHANNEL_N; i++) {
        pthread_mutex_lock(&s->channels[i].mutex);
        s->channels[i].stopping = true;
        pthread_cond_broadcast(&s->channels[i].changed);
        pthread_mutex_unlock(&s->channels[i].mutex);
    }
    for (int i = 0; i < NOTICE_CHANNEL_N; i++) {
        if (s->channels[i].has_clerk)
            pthread_join(s->channels[i].clerk, NULL);
        channel_end(&s->channels[i]);
    }
    free(s);
}
