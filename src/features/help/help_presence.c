/* Who sits at an open desk page, as far as this process has heard. Ten thousand pages say every ten seconds that they are there;
 * the database is told of all of them together, once a second, and open pages hear of those who came and went at a pace that does
 * not grow with their number. What counts stays the row: other processes, and whoever climbs, read nothing else.
 * Kept by a process that serves; without it every beat is written by itself.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/live.h"

#define N_BUCKETS 4096
#define TELL_EVERY_US INT64_C(1000000)
#define TELL_EVERY_US_PER_PAGE 3000 /* each of them asks anew when it hears of it */
#define N_PAGES 4                   /* of one person; of more, those heard of last count */

struct page {
    int64_t number, seen_at; /* 0: made by the server, has not numbered itself yet; or nothing */
};

struct here {
    struct here *next;
    int64_t person_id, centre_id, seen_at, written_at;
    struct page pages[N_PAGES];
};

struct centre {
    struct centre *next;
    int64_t id, told_us;
    bool is_changed; /* since it was told */
};

static struct {
    pthread_mutex_t lock;
    struct store *store; /* NULL: nothing is kept */
    struct ticker *ticker;
    struct here *buckets[N_BUCKETS];
    struct centre *centres;
} desks = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- in memory; all with the lock held */

static struct here **place_of(int64_t person_id)
{
    struct here **at =
        &desks
             .buckets[((uint64_t)person_id * UINT64_C(0x9E3779B97F4A7C15)) >> 32 & (N_BUCKETS - 1)];

    while (*at != NULL && (*at)->person_id != person_id)
        at = &(*at)->next;
    return at;
}

static void drop(struct here **at)
{
    struct here *gone = *at;

    if (gone == NULL)
        return;
    *at = gone->next;
    free(gone);
}

static struct centre *centre_of(int64_t id)
{
    struct centre *c = desks.centres;

    while (c != NULL && c->id != id)
        c = c->next;
    if (c != NULL)
        return c;
    c = calloc(1, sizeof *c);
    must(c != NULL);
    *c = (struct centre){.next = desks.centres, .id = id, .told_us = INT64_MIN / 2};
    desks.centres = c;
    return c;
}

static bool may_tell(const struct centre *c, int64_t now_us)
{
    return now_us - c->told_us >= TELL_EVERY_US + live_pages() * TELL_EVERY_US_PER_PAGE;
}

/* ---- the pages of one person */

/* A new number is that of the page that had none yet. */
static struct page *slot_of(struct here *h, int64_t number)
{
    struct page *oldest = &h->pages[0], *unnumbered = NULL;

    for (struct page *p = h->pages; p < h->pages + N_PAGES; p++) {
        if (p->number == number)
            return p;
        if (p->number == 0 && (unnumbered == NULL || p->seen_at > unnumbered->seen_at))
            unnumbered = p;
        if (p->seen_at < oldest->seen_at)
            oldest = p;
    }
    return unnumbered != NULL ? unnumbered : oldest;
}

static void heard(struct here *h, int64_t number, int64_t now)
{
    *slot_of(h, number) = (struct page){number, now};
    h->seen_at = now;
}

static bool has_another(const struct here *h, int64_t number, int64_t now)
{
    for (const struct page *p = h->pages; p < h->pages + N_PAGES; p++)
        if (p->number != number && p->seen_at > now - HELP_HERE_MS)
            return true;
    return false;
}

/* ---- beats */

bool help_presence_beat(const struct actor *who, int64_t page, int64_t now)
{
    bool is_known = false;

    pthread_mutex_lock(&desks.lock);
    if (desks.store != NULL) {
        struct here *h = *place_of(who->person_id);

        is_known = h != NULL && h->centre_id == who->centre_id && h->seen_at <= now &&
                   now - h->seen_at < HELP_HERE_MS;
        if (is_known)
            heard(h, page, now);
    }
    pthread_mutex_unlock(&desks.lock);
    return is_known;
}

void help_presence_enter(const struct actor *who, int64_t page, int64_t seen_at, int64_t written_at)
{
    pthread_mutex_lock(&desks.lock);
    if (desks.store != NULL) {
        struct here **at = place_of(who->person_id);

        if (*at == NULL) {
            *at = calloc(1, sizeof **at);
            must(*at != NULL);
        }
        (*at)->person_id = who->person_id;
        (*at)->centre_id = who->centre_id;
        (*at)->written_at = written_at;
        heard(*at, page, seen_at);
    }
    pthread_mutex_unlock(&desks.lock);
}

bool help_presence_stays(const struct actor *who, int64_t page, int64_t now)
{
    pthread_mutex_lock(&desks.lock);
    struct here *h = desks.store != NULL ? *place_of(who->person_id) : NULL;
    bool stays = h != NULL && has_another(h, page, now);

    if (stays && slot_of(h, page)->number == page)
        *slot_of(h, page) = (struct page){0};
    pthread_mutex_unlock(&desks.lock);
    return stays;
}

void help_presence_leave(const struct actor *who, int64_t page, int64_t now)
{
    pthread_mutex_lock(&desks.lock);
    struct here **at = place_of(who->person_id);

    if (*at != NULL && !has_another(*at, page, now))
        drop(at);
    pthread_mutex_unlock(&desks.lock);
}

void help_presence_set_back(int64_t by_ms)
{
    pthread_mutex_lock(&desks.lock);
    for (size_t i = 0; i < N_BUCKETS; i++)
        for (struct here *h = desks.buckets[i]; h != NULL; h = h->next) {
            h->seen_at -= by_ms;
            h->written_at -= by_ms;
            for (struct page *p = h->pages; p < h->pages + N_PAGES; p++)
                p->seen_at -= by_ms;
        }
    pthread_mutex_unlock(&desks.lock);
}

bool help_presence_tells_now(int64_t centre_id)
{
    int64_t now_us = clock_monotonic_us();
    bool now = true;

    pthread_mutex_lock(&desks.lock);
    if (desks.store != NULL) {
        struct centre *c = centre_of(centre_id);

        now = may_tell(c, now_us);
        if (now)
            c->told_us = now_us;
    }
    pthread_mutex_unlock(&desks.lock);
    return now;
}

void help_presence_tells_later(int64_t centre_id)
{
    help_crowd_changed(centre_id);
    pthread_mutex_lock(&desks.lock);
    if (desks.store != NULL)
        centre_of(centre_id)->is_changed = true;
    pthread_mutex_unlock(&desks.lock);
}

/* ---- once a second: what was heard is written, who was not heard of is gone, and pages are told */

struct turn {
    struct {
        int64_t person_id, seen_at;
        bool has_left; /* by what the row says: meanwhile, or to another process */
    } * heard;
    size_t n_heard, room;
    int64_t *told;
    size_t n_told;
};

static void note_heard(struct arena *a, struct turn *t, struct here *h)
{
    if (t->n_heard == t->room) {
        size_t room = t->room > 0 ? 2 * t->room : 256;
        void *more = arena_alloc(a, room * sizeof *t->heard);

        if (t->n_heard > 0)
            memcpy(more, t->heard, t->n_heard * sizeof *t->heard);
        t->heard = more;
        t->room = room;
    }
    t->heard[t->n_heard].person_id = h->person_id;
    t->heard[t->n_heard].has_left = false;
    t->heard[t->n_heard++].seen_at = h->seen_at;
    h->written_at = h->seen_at;
}

static void look_at_desks(struct arena *a, struct turn *t, int64_t now)
{
    for (size_t i = 0; i < N_BUCKETS; i++)
        for (struct here **at = &desks.buckets[i]; *at != NULL;) {
            struct here *h = *at;

            if (h->written_at < h->seen_at)
                note_heard(a, t, h);
            if (now - h->seen_at < HELP_HERE_MS) {
                at = &h->next;
                continue;
            }
            centre_of(h->centre_id)->is_changed = true;
            drop(at);
        }
}

static void look_at_centres(struct arena *a, struct turn *t)
{
    int64_t now_us = clock_monotonic_us();
    size_t n = 0;

    for (const struct centre *c = desks.centres; c != NULL; c = c->next)
        n++;
    t->told = arena_array(a, int64_t, n);
    for (struct centre *c = desks.centres; c != NULL; c = c->next)
        if (c->is_changed && may_tell(c, now_us)) {
            c->is_changed = false;
            c->told_us = now_us;
            t->told[t->n_told++] = c->id;
        }
}

static enum status write_turn(struct db *db, struct turn *t)
{
    DB_TX(tx, db);

    for (size_t i = 0; i < t->n_heard; i++) {
        int64_t changed;

        TRY(q_help_desk_still_here(db, t->heard[i].person_id, t->heard[i].seen_at, &changed));
        t->heard[i].has_left = changed == 0;
    }
    for (size_t i = 0; i < t->n_told; i++)
        TRY(live_tell_all(db, t->told[i], PERM_HELP, LIVE_HELP, 0));
    return db_commit(&tx);
}

/* Nothing was written: all of it is with the next turn. */
static void take_back(const struct turn *t)
{
    log_line(LOG_LEVEL_WARN, "who is at the desks could not be written", "why=%s",
             failure_last()->why);
    pthread_mutex_lock(&desks.lock);
    for (size_t i = 0; i < t->n_heard; i++) {
        struct here *h = *place_of(t->heard[i].person_id);

        if (h != NULL)
            h->written_at = 0;
    }
    for (size_t i = 0; i < t->n_told; i++)
        centre_of(t->told[i])->is_changed = true;
    pthread_mutex_unlock(&desks.lock);
}

/* Or a page that is open would speak for ever and its person never be there again: the next beat asks the row. */
static void drop_who_left(const struct turn *t)
{
    pthread_mutex_lock(&desks.lock);
    for (size_t i = 0; i < t->n_heard; i++)
        if (t->heard[i].has_left)
            drop(place_of(t->heard[i].person_id));
    pthread_mutex_unlock(&desks.lock);
}

void help_presence_turn(void *context)
{
    struct arena *a = arena_new();
    struct turn t = {0};

    (void)context;
    pthread_mutex_lock(&desks.lock);
    struct store *store = desks.store;
    if (store != NULL) {
        look_at_desks(a, &t, clock_now());
        look_at_centres(a, &t);
    }
    pthread_mutex_unlock(&desks.lock);
    for (size_t i = 0; i < t.n_told; i++)
        help_crowd_changed(t.told[i]);
    if (t.n_heard + t.n_told > 0) {
        struct db *db = db_start(store, a);

        if (write_turn(db, &t) == OK)
            drop_who_left(&t);
        else
            take_back(&t);
        db_end(db);
    }
    arena_free(a);
}

/* ---- from when to when */

void help_presence_keep(struct store *store)
{
    pthread_mutex_lock(&desks.lock);
    desks.store = store;
    pthread_mutex_unlock(&desks.lock);
    help_crowd_keep(true);
}

static void forget(void)
{
    pthread_mutex_lock(&desks.lock);
    desks.store = NULL;
    for (size_t i = 0; i < N_BUCKETS; i++)
        while (desks.buckets[i] != NULL)
            drop(&desks.buckets[i]);
    while (desks.centres != NULL) {
        struct centre *gone = desks.centres;

        desks.centres = gone->next;
        free(gone);
    }
    pthread_mutex_unlock(&desks.lock);
    help_crowd_keep(false);
}

enum status help_presence_start(struct store *store)
{
    help_presence_keep(store);
    return ticker_start(help_presence_turn, NULL, &desks.ticker);
}

void help_presence_stop(void)
{
    ticker_stop(desks.ticker);
    desks.ticker = NULL;
    help_presence_turn(NULL); /* what was heard last */
    forget();
}
