/* Live pages over real sockets, on both databases.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web_test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "core/live.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/session.h"

#define PATIENCE_MS 10000

const struct route *const all_routes[] = {web_routes, NULL};
const struct nav_item all_nav[] = {{"/", T_ERROR_HOME, PERM_SIGNED_IN}};
const size_t all_nav_n = 1;
page_part_fn *const all_page_parts[] = {NULL};

static struct web_test *t;
static struct server *server;
static struct db *db;

static int start_on(enum db_kind kind)
{
    t = web_test_start(kind);
    assert_ok(server_start(
        &(struct server_options){
            .store = t->store, .info = &t->info, .address = STR("127.0.0.1"), .n_threads = 4},
        &server));
    db = db_start(t->store, t->arena);
    return 0;
}

static int start_sqlite(void **state)
{
    (void)state;
    return start_on(DB_SQLITE);
}

static int start_pgsql(void **state)
{
    (void)state;
    return start_on(DB_PGSQL);
}

static int end(void **state)
{
    (void)state;
    db_end(db);
    server_stop(server, 1000);
    assert_int_equal(live_pages(), 0);
    web_test_end(t);
    return 0;
}

/* ---- a page */

struct page_open {
    int fd;
    struct buf got;
};

static struct str cookies_of(int64_t person_id)
{
    web_test_fresh(t);
    loopback_sign_in(&t->lb, person_id);
    return t->lb.cookies;
}

static struct page_open connect_page(struct str cookies, const char *target, const char *more)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                            .sin_port = htons((uint16_t)server_port(server))};
    struct page_open p = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
                          .got = buf_new(t->arena, 1000)};
    struct str head = arena_printf(t->arena, "GET %s HTTP/1.1\r\nHost: h\r\nCookie: %.*s\r\n%s\r\n",
                                   target, STR_ARG(cookies), more);

    assert_true(p.fd >= 0 && connect(p.fd, (struct sockaddr *)&a, sizeof a) == 0);
    assert_int_equal(send(p.fd, head.p, head.n, MSG_NOSIGNAL), head.n);
    return p;
}

static bool came(const struct page_open *p, size_t from, const char *text, size_t *ret_at)
{
    return str_find(str_sub(buf_str(&p->got), from, p->got.n), str_of(text), ret_at);
}

static void read_more(struct page_open *p, int64_t until_us, const char *text)
{
    struct pollfd f = {.fd = p->fd, .events = POLLIN};
    int64_t left = (until_us - clock_monotonic_us()) / 1000;
    ssize_t n =
        left > 0 && poll(&f, 1, (int)left) > 0 ? recv(p->fd, buf_room(&p->got, 4096), 4096, 0) : 0;

    if (n <= 0)
        fail_msg("\"%s\" did not come, but:\n%.*s", text, STR_ARG(buf_str(&p->got)));
    p->got.n += (size_t)n;
}

/* Reads until the text came after `from`; where it ends. */
static size_t hears_after(struct page_open *p, size_t from, const char *text)
{
    int64_t until = clock_monotonic_us() + PATIENCE_MS * 1000;
    size_t at;

    while (!came(p, from, text, &at))
        read_more(p, until, text);
    return from + at + strlen(text);
}

/* Reads until the text came, or the page was asked to reload as it had fallen behind; false then. */
static bool hears_or_reloads(struct page_open *p, size_t from, const char *text)
{
    int64_t until = clock_monotonic_us() + PATIENCE_MS * 1000;
    size_t at;

    while (!came(p, from, text, &at) && !came(p, from, "\"reload\"", &at))
        read_more(p, until, text);
    return came(p, from, text, &at);
}

static size_t hears(struct page_open *p, const char *text)
{
    return hears_after(p, 0, text);
}

static bool heard(const struct page_open *p, const char *text)
{
    return str_find(buf_str(&p->got), str_of(text), &(size_t){0});
}

static bool ends(struct page_open *p)
{
    hears(p, "\r\n0\r\n\r\n");
    return true;
}

/* The page waits now: it has all that was there, and the hub has its place. */
static struct page_open open_page(struct str cookies, const char *target, const char *more)
{
    struct page_open p = connect_page(cookies, target, more);

    hears(&p, "retry: ");
    return p;
}

static struct page_open open_for(int64_t person_id)
{
    return open_page(cookies_of(person_id), "/live", "");
}

static void tell(int64_t person_id, int64_t object_id)
{
    DB_TX(tx, db);

    assert_ok(live_tell(db, person_id, LIVE_INBOX, object_id));
    assert_ok(db_commit(&tx));
}

static void tell_all(enum permission p, int64_t object_id)
{
    DB_TX(tx, db);

    assert_ok(live_tell_all(db, 1, p, LIVE_INBOX, object_id));
    assert_ok(db_commit(&tx));
}

/* ---- what is told to whom */

static void tells_whom_it_concerns(void **state)
{
    struct page_open anna = open_for(ANNA), mette = open_for(METTE);

    (void)state;
    assert_true(heard(&anna, "Content-Type: text/event-stream"));
    assert_true(heard(&anna, "Cache-Control: no-store"));
    tell(ANNA, 501);
    hears(&anna, "data: {\"what\":\"inbox\",\"id\":\"501\"}\n\n");
    tell_all(PERM_TODAY_READ, 502); /* a manager's */
    hears(&mette, "\"502\"");
    tell_all(PERM_SIGNED_IN, 503);
    hears(&anna, "\"503\"");
    hears(&mette, "\"503\"");
    assert_false(heard(&anna, "\"502\""));
    assert_false(heard(&mette, "\"501\""));
    assert_false(heard(&anna, "reload"));
    close(anna.fd);
    close(mette.fd);
}

static void tells_only_what_is_committed(void **state)
{
    struct page_open anna = open_for(ANNA);

    (void)state;
    {
        DB_TX(tx, db);
        assert_ok(live_tell(db, ANNA, LIVE_INBOX, 1));
    }
    {
        DB_TX(tx, db);
        assert_ok(live_tell_many(db, (const int64_t[]){METTE, ANNA}, 2, LIVE_INBOX, 2));
        assert_ok(db_commit_soon(&tx));
    }
    store_flush(t->store);
    hears(&anna, "\"2\"");
    assert_false(heard(&anna, "\"1\""));
    close(anna.fd);
}

static void nobody_hears_without_signing_in(void **state)
{
    struct page_open p = connect_page(STR("x=y"), "/live", "Connection: close\r\n");

    (void)state;
    hears(&p, "HTTP/1.1 303");
    close(p.fd);
}

/* ---- coming again */

static struct str latest_id(const struct page_open *p)
{
    struct str all = buf_str(&p->got), id;
    size_t at;

    while (str_find(all, STR("\nid: "), &at))
        all = str_sub(all, at + 5, all.n);
    assert_true(str_cut(&all, '\n', &id));
    return id;
}

static void misses_nothing_in_between(void **state)
{
    struct str cookies = cookies_of(ANNA);
    struct page_open p = open_page(cookies, "/live", "");

    (void)state;
    tell(ANNA, 1);
    hears(&p, "\"1\"}\n\n");
    close(p.fd);
    const char *more =
        str_c(t->arena, arena_printf(t->arena, "Last-Event-ID: %.*s\r\n", STR_ARG(latest_id(&p))));
    tell(ANNA, 2);
    tell(METTE, 3);
    tell(ANNA, 4);
    p = open_page(cookies, "/live", more);
    hears_after(&p, hears(&p, "\"2\""), "\"4\"");
    assert_false(heard(&p, "\"1\""));
    assert_false(heard(&p, "\"3\""));
    assert_false(heard(&p, "reload"));
    close(p.fd);
}

static void begins_where_the_page_was_made(void **state)
{
    struct str at = live_position(t->arena, live_now());
    struct page_open p;

    (void)state;
    tell(ANNA, 7);
    tell(ANNA, 8);
    p = open_page(cookies_of(ANNA),
                  str_c(t->arena, arena_printf(t->arena, "/live?after=%.*s", STR_ARG(at))), "");
    hears_after(&p, hears(&p, "\"7\""), "\"8\"");
    close(p.fd);
}

static void asks_to_reload_what_it_lost(void **state)
{
    struct str cookies = cookies_of(ANNA);
    struct page_open p = open_page(cookies, "/live?after=00000000-1", "");

    (void)state;
    hears(&p, "\"reload\"");
    close(p.fd);
    p = open_page(cookies, "/live", "Last-Event-ID: forged\r\n");
    hears(&p, "\"reload\"");
    struct str old = latest_id(&p);
    close(p.fd);
    for (int i = 0; i < LIVE_KEPT + 5; i++)
        tell(METTE, i + 1);
    struct page_open mette = open_for(METTE);
    tell(METTE, 999999);
    hears(&mette, "\"999999\""); /* all before it has arrived */
    close(mette.fd);
    p = open_page(cookies,
                  str_c(t->arena, arena_printf(t->arena, "/live?after=%.*s", STR_ARG(old))), "");
    hears(&p, "\"reload\"");
    assert_false(heard(&p, "inbox"));
    close(p.fd);
}

/* One that has nothing of its own among very many is not behind. */
static void waits_through_what_others_hear(void **state)
{
    struct page_open anna = open_for(ANNA), mette = open_for(METTE);

    (void)state;
    for (int i = 0; i < LIVE_KEPT + 100; i++) {
        tell(METTE, i + 1);
        if (i % 200 == 0) /* as fast as it is told */
            hears(&mette, str_c(t->arena, arena_printf(t->arena, "\"%d\"", i + 1)));
    }
    tell(ANNA, 5);
    hears(&anna, "\"5\"");
    assert_false(heard(&anna, "reload"));
    close(anna.fd);
    close(mette.fd);
}

/* ---- beats and ends */

static void beats(void **state)
{
    struct page_open p = open_for(ANNA);

    (void)state;
    tell(ANNA, 1);
    hears(&p, "\"1\"}\n\n");
    live_beat_all();
    hears(&p, ":\nid: ");
    hears(&p, "\"beat\"");
    close(p.fd);
}

static void ends_when_its_time_is_up(void **state)
{
    struct page_open p = open_for(ANNA);

    (void)state;
    tell(ANNA, 1);
    hears(&p, "\"1\"}\n\n");
    clock_advance(2 * LIVE_LIFE_MS);
    live_beat_all();
    hears(&p, "\"again\"");
    assert_true(ends(&p));
    close(p.fd);
}

static void ends_with_its_session(void **state)
{
    struct str cookies = cookies_of(ANNA);
    struct page_open p = open_page(cookies, "/live", ""), mette = open_for(METTE);
    struct request rq = {.db = db, .arena = t->arena};

    (void)state;
    tell(ANNA, 1);
    hears(&p, "\"1\"");
    assert_ok(session_end_all(&rq, ANNA));
    hears(&p, "\"again\"");
    assert_true(ends(&p));
    close(p.fd);
    p = connect_page(cookies, "/live", "Connection: close\r\n");
    hears(&p, "HTTP/1.1 303");
    close(p.fd);
    tell(METTE, 2);
    hears(&mette, "\"2\"");
    assert_false(heard(&mette, "again"));
    close(mette.fd);
}

/* What took a right away before the page asked who it is does not end the page that came after it. */
static void comes_again_with_what_it_may(void **state)
{
    struct str cookies = cookies_of(ANNA);
    struct page_open p = open_page(cookies, "/live", "");

    (void)state;
    tell(ANNA, 1);
    hears(&p, "\"1\"}\n\n");
    {
        DB_TX(tx, db);
        assert_ok(live_check(db, ANNA));
        assert_ok(db_commit(&tx));
    }
    assert_true(ends(&p));
    close(p.fd);
    p = open_page(
        cookies, "/live",
        str_c(t->arena, arena_printf(t->arena, "Last-Event-ID: %.*s\r\n", STR_ARG(latest_id(&p)))));
    tell(ANNA, 2);
    hears(&p, "\"2\"");
    assert_false(heard(&p, "again"));
    close(p.fd);
}

static void all_end_with_the_server(void **state)
{
    struct page_open p[10];
    struct str cookies = cookies_of(ANNA);
    int64_t from_us;

    (void)state;
    for (int i = 0; i < 10; i++)
        p[i] = open_page(cookies, "/live", "");
    from_us = clock_monotonic_us();
    server_stop(server, PATIENCE_MS);
    server = NULL;
    assert_true(clock_monotonic_us() - from_us < PATIENCE_MS * 1000 / 2);
    for (int i = 0; i < 10; i++) {
        assert_true(ends(&p[i]));
        assert_false(heard(&p[i], "again")); /* the browser waits its while, and not all at once */
        close(p[i].fd);
    }
    assert_int_equal(live_pages(), 0);
}

static void has_an_end_to_patience(void **state)
{
    struct page_open p[LIVE_PER_PERSON], one_more;
    struct str cookies = cookies_of(ANNA);

    (void)state;
    for (int i = 0; i < LIVE_PER_PERSON; i++)
        p[i] = open_page(cookies, "/live", "");
    one_more = connect_page(cookies, "/live", "Connection: close\r\n");
    hears(&one_more, "HTTP/1.1 503");
    close(one_more.fd);
    one_more = open_for(METTE);
    close(one_more.fd);
    for (int i = 0; i < LIVE_PER_PERSON; i++)
        close(p[i].fd);
}

/* One that never reads: what others hear does not wait for it, and nothing is kept for it. */
static void does_not_wait_for_the_slow(void **state)
{
    struct page_open mute = open_for(ANNA), mette = open_for(METTE);
    char number[32];

    (void)state;
    for (int i = 1; i <= 60000; i++) {
        if (i % 500 == 1) {
            DB_TX(tx, db);
            for (int k = 0; k < 500; k++)
                assert_ok(live_tell(db, ANNA, LIVE_INBOX, INT64_C(900000000000000000) + i + k));
            assert_ok(db_commit(&tx));
        }
        bool heard = i % 20000 != 0;
        for (int k = 0; !heard; k++) { /* on a slow machine what came before made her fall behind */
            size_t from = mette.got.n;
            assert_true(k < 5);
            tell(METTE, i + k);
            snprintf(number, sizeof number, "\"%d\"", i + k);
            heard = hears_or_reloads(&mette, from, number);
        }
    }
    close(mute.fd);
    close(mette.fd);
}

/* ---- when everybody of a large house is told at once */

#define DESKS 200
#define FIRST_DESK 700000
#define TOLD (5 * LIVE_KEPT)
#define ALL_MS 60000 /* for as many, with sanitizers, on a busy machine */

struct desk {
    struct live_page *page;
    char got[2000];
    size_t n;
    _Atomic bool is_woken;
    bool holds; /* its socket takes so long that the hub cannot go on meanwhile */
};
static struct {
    sem_t is_held, go_on;
} hold;
static pthread_mutex_t desk_lock = PTHREAD_MUTEX_INITIALIZER; /* over what they got */

static void desk_pause(void *context)
{
    atomic_store(&((struct desk *)context)->is_woken, false);
}

static void desk_wake(void *context)
{
    atomic_store(&((struct desk *)context)->is_woken, true);
}

static bool desk_push(void *context, const char *chunk, size_t n)
{
    struct desk *d = context;

    if (d->holds) {
        d->holds = false;
        sem_post(&hold.is_held);
        sem_wait(&hold.go_on);
    }
    pthread_mutex_lock(&desk_lock);
    bool has_room = d->n + n <= sizeof d->got;
    if (has_room) {
        memcpy(d->got + d->n, chunk, n);
        d->n += n;
    }
    pthread_mutex_unlock(&desk_lock);
    return has_room;
}

static bool desk_got(struct desk *d, const char *text)
{
    pthread_mutex_lock(&desk_lock);
    bool got = str_find((struct str){d->got, d->n}, str_of(text), &(size_t){0});
    pthread_mutex_unlock(&desk_lock);
    return got;
}

static void desk_forget(struct desk *d)
{
    pthread_mutex_lock(&desk_lock);
    d->n = 0;
    pthread_mutex_unlock(&desk_lock);
}

/* As the server does it: reads until there is nothing, then waits. */
static void desk_read(struct desk *d)
{
    struct live_wait wait = {desk_pause, desk_wake, desk_push, d};
    bool ends = false;
    size_t n;

    while ((n = live_read(d->page, &wait, d->got + d->n, sizeof d->got - d->n, &ends)) > 0)
        d->n += n;
    assert_false(ends);
}

static void desk_open(struct desk *d, int64_t person_id)
{
    struct actor who = {.person_id = person_id, .centre_id = 1, .limited_to = UINT64_MAX};

    assert_ok(live_open(&who, live_now(), STR(""), &d->page));
    desk_read(d);
    desk_forget(d);
}

/* Nothing more than a page does is needed until it has the event or is told to ask for all anew; counts the latter. */
static int desk_hears(struct desk *d, const char *text)
{
    int64_t until = clock_monotonic_us() + ALL_MS * INT64_C(1000);

    for (;;) {
        if (desk_got(d, text))
            return 0;
        if (desk_got(d, "\"reload\""))
            return 1;
        if (atomic_load(&d->is_woken))
            desk_read(d);
        else if (clock_monotonic_us() > until)
            fail_msg("\"%s\" did not come", text);
        else
            sched_yield();
    }
}

/* As the last resort does it: a notice for each, then the alarm for all, committed together. */
static void tell_everybody(int64_t alarm)
{
    DB_TX(tx, db);

    for (int64_t i = 0; i < TOLD; i++)
        assert_ok(live_tell(db, FIRST_DESK + i, LIVE_INBOX, i + 1));
    assert_ok(live_tell_all(db, 1, PERM_SIGNED_IN, LIVE_HELP, alarm));
    assert_ok(db_commit(&tx));
}

/* A beat may have woken it before: it reads, and is told anew. */
static void hold_the_hub(struct desk *d, int64_t person_id)
{
    d->holds = true;
    tell(person_id, 1);
    while (sem_trywait(&hold.is_held) != 0) {
        if (atomic_load(&d->is_woken)) {
            desk_read(d);
            desk_forget(d);
            tell(person_id, 1);
        }
        sched_yield();
    }
}

/* The hub stands still while five times as much is told as it keeps: each desk is told to ask anew, none is left out. When it does
 * not stand still, each hears the alarm or is told to ask anew; and afterwards all hear again what is told. */
static void leaves_nobody_without_the_alarm(void **state)
{
    struct desk *desks = calloc(DESKS, sizeof *desks);
    int reloads = 0;

    (void)state;
    assert_non_null(desks);
    sem_init(&hold.is_held, 0, 0);
    sem_init(&hold.go_on, 0, 0);
    for (int i = 0; i < DESKS; i++)
        desk_open(&desks[i], FIRST_DESK + i);
    hold_the_hub(&desks[7], FIRST_DESK + 7);
    int64_t before = live_now(), until = clock_monotonic_us() + ALL_MS * INT64_C(1000);
    tell_everybody(4711);
    while (live_now() < before + TOLD + 1 && clock_monotonic_us() < until)
        sched_yield();
    assert_int_equal(live_now(), before + TOLD + 1);
    sem_post(&hold.go_on);
    for (int i = 0; i < DESKS; i++)
        reloads += desk_hears(&desks[i], "\"4711\"");
    assert_int_equal(reloads, DESKS); /* the ring had no place left for what they missed */
    for (int64_t alarm = 4712; alarm < 4715; alarm++) {
        for (int i = 0; i < DESKS; i++)
            desk_forget(&desks[i]);
        tell_everybody(alarm);
        char text[40];
        snprintf(text, sizeof text, "\"%lld\"", (long long)alarm);
        for (int i = 0; i < DESKS; i++)
            (void)desk_hears(&desks[i], text);
    }
    for (int i = 0; i < DESKS; i++)
        live_close(desks[i].page);
    free(desks);
}

#define ON_BOTH(f)                                                                                 \
    {#f " (SQLite)", f, start_sqlite, end, NULL},                                                  \
    {                                                                                              \
#f " (PostgreSQL)", f, start_pgsql, end, NULL                                              \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(tells_whom_it_concerns),          ON_BOTH(tells_only_what_is_committed),
        ON_BOTH(nobody_hears_without_signing_in), ON_BOTH(misses_nothing_in_between),
        ON_BOTH(begins_where_the_page_was_made),  ON_BOTH(asks_to_reload_what_it_lost),
        ON_BOTH(waits_through_what_others_hear),  ON_BOTH(beats),
        ON_BOTH(ends_when_its_time_is_up),        ON_BOTH(ends_with_its_session),
        ON_BOTH(comes_again_with_what_it_may),    ON_BOTH(all_end_with_the_server),
        ON_BOTH(leaves_nobody_without_the_alarm), ON_BOTH(has_an_end_to_patience),
        ON_BOTH(does_not_wait_for_the_slow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
