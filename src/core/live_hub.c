/* The hub: who has a page open, what happened lately, and a thread that tells the ones of the other.
 *
 * Nothing is queued per page. The last LIVE_KEPT events stand in one ring, ready to be sent; a page knows the first one it has
 * not looked at. One that is too slow finds that its place was overwritten and is told to ask for its state anew.
 *
 * Locks: a bucket's before the ring's. A page's fields are guarded by its bucket's lock.
 * SPDX-License-Identifier: MPL-2.0 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "core/live_inner.h"
#include "core/set_back.h"
#include "core/wake.h"

#define N_BUCKETS 1024
#define AT_ONCE 64    /* events in one round over the pages */
#define BEAT_TURNS 15 /* each second a part of the pages */
#define LIFE_SPREAD_MS                                                                             \
    (5 * MINUTE_MS) /* or all pages that a restart opened would come again together */
#define CHUNK_MAX 200
#define TOGETHER_MAX (8 * CHUNK_MAX) /* what one page is told in one go */

/* "6a\r\n" text "\r\n" */
struct chunk {
    char bytes[CHUNK_MAX];
    size_t n, head_n, text_n;
};

struct kept {
    int64_t seq;
    struct live_event event;
    struct chunk chunk;
};

struct live_page {
    struct live_page *next, *prev;
    int64_t person_id, centre_id;
    uint64_t may; /* a bit per permission */
    int64_t
        checked_at; /* what took a right away before this was known when the stream was opened */
    int64_t ends_at;
    int64_t seq; /* the first event not looked at */
    bool is_greeted, is_ended, said_again, beat_due, is_waiting;
    struct live_wait wait;
};

struct bucket {
    pthread_mutex_t lock;
    struct live_page *first;
};

static struct {
    pthread_once_t once;
    struct bucket buckets[N_BUCKETS];
    _Atomic int64_t n_pages;

    pthread_mutex_t ring_lock; /* over all below */
    pthread_cond_t changed;
    struct kept ring[LIVE_KEPT];
    _Atomic int64_t latest;
    int64_t told; /* all up to this one were told */
    uint32_t epoch;
    _Atomic bool is_shut;
    bool has_thread;
    pthread_t thread;
    struct store *store;
} hub = {.once = PTHREAD_ONCE_INIT};

static void hub_make(void)
{
    pthread_condattr_t attr;

    for (size_t i = 0; i < N_BUCKETS; i++)
        pthread_mutex_init(&hub.buckets[i].lock, NULL);
    pthread_mutex_init(&hub.ring_lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&hub.changed, &attr);
    pthread_condattr_destroy(&attr);
    random_bytes(&hub.epoch, sizeof hub.epoch);
}

static void hub_ready(void)
{
    pthread_once(&hub.once, hub_make);
}

static struct bucket *bucket_of(int64_t person_id)
{
    return &hub.buckets[((uint64_t)person_id * UINT64_C(0x9E3779B97F4A7C15)) >> 54];
}

/* ---- what is sent */

static void chunk_fill(struct chunk *c, const char *before, int64_t seq, const char *what,
                       int64_t object_id)
{
    char text[CHUNK_MAX - 16];
    int n =
        snprintf(text, sizeof text, "%sid: %08x-%lld\ndata: {\"what\":\"%s\",\"id\":\"%lld\"}\n\n",
                 before, hub.epoch, (long long)seq, what, (long long)object_id);

    c->text_n = (size_t)n;
    c->head_n = (size_t)snprintf(c->bytes, sizeof c->bytes, "%x\r\n", (unsigned)n);
    memcpy(c->bytes + c->head_n, text, c->text_n);
    memcpy(c->bytes + c->head_n + c->text_n, "\r\n", 2);
    c->n = c->head_n + c->text_n + 2;
}

/* A comment for whatever stands between, an event for the page, which cannot see comments. */
static void beat_fill(struct chunk *c, int64_t seq)
{
    chunk_fill(c, ":\n", seq, "beat", 0);
}

static void hear(struct str word)
{
    struct live_event e = {.kind = LIVE_RELOAD};
    struct kept *k;

    wake_hear(word);
    set_back_hear(word);
    if (word.p != NULL && !live_word_read(word, &e))
        return;
    pthread_mutex_lock(&hub.ring_lock);
    int64_t seq = atomic_load(&hub.latest) + 1;
    k = &hub.ring[seq % LIVE_KEPT];
    k->seq = seq;
    k->event = e;
    chunk_fill(&k->chunk, "", seq, e.kind == LIVE_RELOAD ? "reload" : live_topic_word(e.topic),
               e.object_id);
    atomic_store(&hub.latest, seq);
    pthread_cond_signal(&hub.changed);
    pthread_mutex_unlock(&hub.ring_lock);
}

static bool concerns(const struct live_page *p, const struct live_event *e)
{
    switch (e->kind) {
    case LIVE_TO_PERSON:
    case LIVE_END_OF:
        return p->person_id == e->person_id;
    case LIVE_TO_ALL:
        return (e->centre_id == 0 || e->centre_id == p->centre_id) &&
               (p->may >> e->permission & 1) != 0;
    case LIVE_RELOAD:
        return true;
    }
    return false;
}

/* ---- telling pages; their bucket is locked */

static void wake(struct live_page *p)
{
    if (!p->is_waiting)
        return;
    p->is_waiting = false;
    p->wait.wake(p->wait.context);
}

static bool push(struct live_page *p, const char *bytes, size_t n)
{
    return p->wait.push != NULL && p->wait.push(p->wait.context, bytes, n);
}

/* A page that waits has been told of all before these; one that does not will look by itself. What concerns it goes out together:
 * while ten thousand are told of one thing, the next things happen, and each would cost as much again. */
static void tell_page(struct live_page *p, const struct kept *events, size_t n)
{
    char bytes[TOGETHER_MAX];
    size_t n_bytes = 0;
    int64_t first = 0, last = 0;
    bool must_look = false;

    for (size_t i = 0; i < n && p->is_waiting; i++) {
        const struct chunk *c = &events[i].chunk;

        if (events[i].seq < p->seq || !concerns(p, &events[i].event))
            continue;
        must_look = events[i].event.kind == LIVE_END_OF || c->n > sizeof bytes - n_bytes;
        first = n_bytes == 0 ? events[i].seq : first;
        if (must_look)
            break;
        memcpy(bytes + n_bytes, c->bytes, c->n);
        n_bytes += c->n;
        last = events[i].seq;
    }
    if (n_bytes == 0 && !must_look)
        return;
    p->seq = first;
    if (n_bytes > 0 && push(p, bytes, n_bytes))
        p->seq = last + 1;
    else
        must_look = true;
    if (must_look)
        wake(p);
}

static void tell_bucket(struct bucket *b, const struct kept *events, size_t n)
{
    pthread_mutex_lock(&b->lock);
    for (struct live_page *p = b->first; p != NULL; p = p->next)
        tell_page(p, events, n);
    pthread_mutex_unlock(&b->lock);
}

static bool is_for_one(const struct kept *k)
{
    return k->event.kind == LIVE_TO_PERSON || k->event.kind == LIVE_END_OF;
}

static void tell_all(const struct kept *events, size_t n)
{
    bool only_ones = true;

    for (size_t i = 0; i < n; i++)
        only_ones = only_ones && is_for_one(&events[i]);
    for (size_t i = 0; i < n && only_ones; i++)
        tell_bucket(bucket_of(events[i].event.person_id), &events[i], 1);
    for (size_t i = 0; i < N_BUCKETS && !only_ones; i++)
        tell_bucket(&hub.buckets[i], events, n);
}

/* Events came faster than they were told: each page looks for itself, and finds what it finds. */
static void wake_all(void)
{
    for (size_t i = 0; i < N_BUCKETS; i++) {
        pthread_mutex_lock(&hub.buckets[i].lock);
        for (struct live_page *p = hub.buckets[i].first; p != NULL; p = p->next)
            wake(p);
        pthread_mutex_unlock(&hub.buckets[i].lock);
    }
}

static void beat_bucket(struct bucket *b, int64_t told, int64_t now)
{
    struct chunk beat;

    beat_fill(&beat, told);
    pthread_mutex_lock(&b->lock);
    for (struct live_page *p = b->first; p != NULL; p = p->next) {
        p->is_ended = p->is_ended || now >= p->ends_at;
        if (p->is_waiting && p->seq <= told)
            p->seq = told + 1;
        if (p->is_ended) {
            wake(p);
        } else if (p->is_waiting && (p->seq != told + 1 || !push(p, beat.bytes, beat.n))) {
            p->beat_due = true;
            wake(p);
        }
    }
    pthread_mutex_unlock(&b->lock);
}

void live_beat_all(void)
{
    hub_ready();
    pthread_mutex_lock(&hub.ring_lock);
    int64_t told = hub.told;
    pthread_mutex_unlock(&hub.ring_lock);
    for (size_t i = 0; i < N_BUCKETS; i++)
        beat_bucket(&hub.buckets[i], told, clock_now());
}

/* ---- the thread */

/* The next events to tell; *ret_lost when some of them stand in the ring no more. The ring is locked. */
static size_t take(struct kept *events, int64_t *ret_upto, bool *ret_lost)
{
    int64_t latest = atomic_load(&hub.latest), from = hub.told + 1;
    size_t n = 0;

    *ret_lost = from <= latest - LIVE_KEPT;
    *ret_upto = *ret_lost ? latest : hub.told;
    for (; !*ret_lost && from <= latest && n < AT_ONCE; from++) {
        events[n++] = hub.ring[from % LIVE_KEPT];
        *ret_upto = from;
    }
    return n;
}

static void tell_next(struct kept *events)
{
    int64_t upto;
    bool is_lost;
    size_t n = take(events, &upto, &is_lost);

    pthread_mutex_unlock(&hub.ring_lock);
    if (is_lost)
        wake_all();
    else
        tell_all(events, n);
    pthread_mutex_lock(&hub.ring_lock);
    hub.told = upto;
}

static void wait_until(int64_t us)
{
    struct timespec until = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};

    pthread_cond_timedwait(&hub.changed, &hub.ring_lock, &until);
}

static void *work(void *context)
{
    struct kept *events = context;
    int64_t next_beat = clock_monotonic_us() + 1000000;
    size_t turn = 0;

    pthread_mutex_lock(&hub.ring_lock);
    while (!atomic_load(&hub.is_shut)) {
        if (hub.told < atomic_load(&hub.latest))
            tell_next(events);
        else
            wait_until(next_beat);
        if (clock_monotonic_us() < next_beat)
            continue;
        int64_t told = hub.told;
        pthread_mutex_unlock(&hub.ring_lock);
        for (size_t i = turn++ % BEAT_TURNS; i < N_BUCKETS; i += BEAT_TURNS)
            beat_bucket(&hub.buckets[i], told, clock_now());
        next_beat += 1000000;
        pthread_mutex_lock(&hub.ring_lock);
    }
    pthread_mutex_unlock(&hub.ring_lock);
    free(events);
    return NULL;
}

enum status live_start(struct store *store)
{
    struct kept *events = calloc(AT_ONCE, sizeof *events);

    must(events != NULL);
    hub_ready();
    must(!hub.has_thread);
    hub.store = store;
    atomic_store(&hub.is_shut, false);
    enum status status = store_listen(store, hear);
    if (status == OK && pthread_create(&hub.thread, NULL, work, events) == 0) {
        hub.has_thread = true;
        return OK;
    }
    free(events);
    if (status != OK)
        return status;
    store_unlisten(store);
    return fail(BROKEN, "cannot start the thread for live pages");
}

void live_stop(void)
{
    hub_ready();
    if (!hub.has_thread)
        return;
    store_unlisten(hub.store);
    pthread_mutex_lock(&hub.ring_lock);
    atomic_store(&hub.is_shut, true);
    pthread_cond_signal(&hub.changed);
    pthread_mutex_unlock(&hub.ring_lock);
    pthread_join(hub.thread, NULL);
    hub.has_thread = false;
    wake_all();
}

/* ---- positions */

int64_t live_now(void)
{
    return atomic_load(&hub.latest);
}

struct str live_position(struct arena *a, int64_t at)
{
    hub_ready();
    return arena_printf(a, "%08x-%lld", hub.epoch, (long long)at);
}

/* false: not of this run of the server, or forged. */
static bool position_read(struct str text, int64_t *ret)
{
    char epoch[16];
    int64_t seq;

    snprintf(epoch, sizeof epoch, "%08x-", hub.epoch);
    if (!str_starts(text, str_of(epoch)) ||
        !str_int64(str_sub(text, strlen(epoch), text.n), &seq) || seq < 0 || seq > live_now())
        return false;
    *ret = seq;
    return true;
}

/* ---- pages */

static bool has_too_many(const struct bucket *b, int64_t person_id)
{
    int n = 0;

    for (const struct live_page *p = b->first; p != NULL; p = p->next)
        n += p->person_id == person_id;
    return n >= LIVE_PER_PERSON;
}

/* A position that cannot be is before the ring: the page is told to reload. */
static struct live_page *page_new(const struct actor *who, int64_t asked_at, struct str after)
{
    struct live_page *p = calloc(1, sizeof *p);
    uint32_t random;
    int64_t at = asked_at;

    must(p != NULL);
    random_bytes(&random, sizeof random);
    if (after.n > 0 && !position_read(after, &at))
        at = -1 - LIVE_KEPT;
    p->person_id = who->person_id;
    p->centre_id = who->centre_id;
    for (int i = 0; i < PERM_N; i++)
        p->may |= (uint64_t)may(who, (enum permission)i) << i;
    p->checked_at = asked_at;
    p->ends_at = clock_now() + LIVE_LIFE_MS + random % LIFE_SPREAD_MS;
    p->seq = at + 1;
    return p;
}

enum status live_open(const struct actor *who, int64_t asked_at, struct str after,
                      struct live_page **ret)
{
    struct bucket *b;
    struct live_page *p;

    hub_ready();
    if (atomic_load(&hub.is_shut))
        return fail(BUSY, "the server is about to stop");
    p = page_new(who, asked_at, after);
    b = bucket_of(who->person_id);
    pthread_mutex_lock(&b->lock);
    if (has_too_many(b, who->person_id)) {
        pthread_mutex_unlock(&b->lock);
        free(p);
        return fail(BUSY, "this person has too many live pages open");
    }
    p->next = b->first;
    if (p->next != NULL)
        p->next->prev = p;
    b->first = p;
    atomic_fetch_add(&hub.n_pages, 1);
    pthread_mutex_unlock(&b->lock);
    *ret = p;
    return OK;
}

void live_close(struct live_page *p)
{
    struct bucket *b;

    if (p == NULL)
        return;
    b = bucket_of(p->person_id);
    pthread_mutex_lock(&b->lock);
    if (p->prev != NULL)
        p->prev->next = p->next;
    else
        b->first = p->next;
    if (p->next != NULL)
        p->next->prev = p->prev;
    atomic_fetch_sub(&hub.n_pages, 1);
    pthread_mutex_unlock(&b->lock);
    free(p);
}

int64_t live_pages(void)
{
    return atomic_load(&hub.n_pages);
}

static size_t put_chunk(const struct chunk *c, char *to, size_t room)
{
    if (c->text_n > room)
        return 0;
    memcpy(to, c->bytes + c->head_n, c->text_n);
    return c->text_n;
}

static size_t put_event(const char *what, int64_t seq, char *to, size_t room)
{
    struct chunk c;

    chunk_fill(&c, "", seq, what, 0);
    return put_chunk(&c, to, room);
}

/* Browsers that lost us together come again one after the other. */
static size_t greet(struct live_page *p, char *to, size_t room)
{
    uint32_t random;

    random_bytes(&random, sizeof random);
    p->is_greeted = true;
    return (size_t)snprintf(to, room, ":\nretry: %u\n\n", 1000 + random % 2000);
}

/* What the ring has for this page. The ring is locked. */
static size_t look(struct live_page *p, char *to, size_t room)
{
    int64_t latest = atomic_load(&hub.latest);
    size_t n = 0;

    if (p->seq <= latest - LIVE_KEPT || p->seq < 0) {
        p->seq = latest + 1;
        return put_event("reload", latest, to, room);
    }
    for (; p->seq <= latest; p->seq++) {
        const struct kept *k = &hub.ring[p->seq % LIVE_KEPT];

        if (!concerns(p, &k->event))
            continue;
        if (k->event.kind == LIVE_END_OF) {
            p->is_ended = p->is_ended || k->seq > p->checked_at;
            continue;
        }
        if (k->chunk.text_n > room - n)
            break;
        n += put_chunk(&k->chunk, to + n, room - n);
    }
    return n;
}

/* A page that ends in order comes again at once, with where it was. */
static size_t say_again(struct live_page *p, char *to, size_t room)
{
    if (p->said_again || atomic_load(&hub.is_shut))
        return 0;
    p->said_again = true;
    return put_event("again", p->seq - 1, to, room);
}

static size_t next_bytes(struct live_page *p, char *to, size_t room)
{
    size_t n = p->is_greeted ? 0 : greet(p, to, room);

    pthread_mutex_lock(&hub.ring_lock);
    if (!p->is_ended)
        n += look(p, to + n, room - n);
    pthread_mutex_unlock(&hub.ring_lock);
    if (n == 0 && p->is_ended)
        n = say_again(p, to, room);
    else if (n == 0 && p->beat_due)
        n = put_event("beat", p->seq - 1, to, room);
    p->beat_due = false;
    return n;
}

size_t live_read(struct live_page *p, const struct live_wait *wait, char *to, size_t room,
                 bool *ret_end)
{
    struct bucket *b = bucket_of(p->person_id);
    size_t n = 0;

    must(room >= 256);
    pthread_mutex_lock(&b->lock);
    if (!atomic_load(&hub.is_shut))
        n = next_bytes(p, to, room);
    *ret_end = n == 0 && (p->is_ended || atomic_load(&hub.is_shut));
    if (n == 0 && !*ret_end) {
        p->wait = *wait;
        p->is_waiting = true;
        wait->pause(wait->context);
    }
    pthread_mutex_unlock(&b->lock);
    return n;
}
