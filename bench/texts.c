/* From a press for help until the gateway has taken the text message to each of N people, beside bare libcurl (multi interface)
 * that posts the same bytes as often to the same gateway over as many connections, in turns. The gateway answers each request
 * after 20 ms.
 *
 *   texts --data DIR [--people N] [--rounds N]      one line: people=… p50_ms=… p99_ms=… floor_p50_ms=… floor_p99_ms=… ratio=…
 *
 * Everything is the program's own: the rule that presses, the job that climbs, the sender, durable commits. DIR is an empty folder.
 * SPDX-License-Identifier: MPL-2.0 */
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "core/jobs.h"
#include "core/wake.h"
#include "db/migrate.h"
#include "features/help/help.h"
#include "features/notify/notify_send.h"

#define ANSWER_US 20000
#define CONNECTIONS 16 /* as the sender has lanes for text messages */
#define ROUNDS_MAX 1000
#define WAITING_MAX 4096

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "texts: %s: %s\n", what, why);
    exit(1);
}

/* ---- the gateway: one thread, answers in the order in which requests came */

static struct {
    int listener, epoll, port;
    struct {
        int fd;
        int64_t due_us;
    } waiting[WAITING_MAX];
    size_t from, to;
    atomic_long n_taken;
} gateway;

static void take_request(int fd)
{
    char bytes[4096];
    ssize_t n = recv(fd, bytes, sizeof bytes, 0);

    if (n <= 0) {
        close(fd);
        return;
    }
    if (bytes[n - 1] != '}')
        return; /* the head alone; the body is an object */
    gateway.waiting[gateway.to % WAITING_MAX].fd = fd;
    gateway.waiting[gateway.to++ % WAITING_MAX].due_us = clock_monotonic_us() + ANSWER_US;
}

static void answer_due(void)
{
    static const char answer[] = "HTTP/1.1 200 Taken\r\nContent-Length: 2\r\n\r\n{}";

    for (; gateway.from < gateway.to &&
           gateway.waiting[gateway.from % WAITING_MAX].due_us <= clock_monotonic_us();
         gateway.from++) {
        if (send(gateway.waiting[gateway.from % WAITING_MAX].fd, answer, sizeof answer - 1,
                 MSG_NOSIGNAL) < 0)
            stop("gateway", "cannot answer");
        atomic_fetch_add(&gateway.n_taken, 1);
    }
}

static void *serve(void *ignored)
{
    struct epoll_event events[64];

    for (;;) {
        int n = epoll_wait(gateway.epoll, events, 64, gateway.from < gateway.to ? 1 : -1);

        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;

            if (fd == gateway.listener) {
                fd = accept(fd, NULL, NULL);
                if (epoll_ctl(gateway.epoll, EPOLL_CTL_ADD, fd,
                              &(struct epoll_event){EPOLLIN, {.fd = fd}}) != 0)
                    stop("gateway", "cannot take a connection");
            } else {
                take_request(fd);
            }
        }
        answer_due();
    }
    return ignored;
}

static void start_gateway(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    pthread_t thread;

    gateway.listener = socket(AF_INET, SOCK_STREAM, 0);
    gateway.epoll = epoll_create1(0);
    if (bind(gateway.listener, (struct sockaddr *)&at, n) != 0 ||
        listen(gateway.listener, 512) != 0 ||
        getsockname(gateway.listener, (struct sockaddr *)&at, &n) != 0 ||
        epoll_ctl(gateway.epoll, EPOLL_CTL_ADD, gateway.listener,
                  &(struct epoll_event){EPOLLIN, {.fd = gateway.listener}}) != 0 ||
        pthread_create(&thread, NULL, serve, NULL) != 0)
        stop("gateway", "cannot start");
    gateway.port = ntohs(at.sin_port);
}

static void await_taken(long n)
{
    int64_t until = clock_monotonic_us() + 60 * INT64_C(1000000);

    while (atomic_load(&gateway.n_taken) < n) {
        if (clock_monotonic_us() > until)
            stop("waiting", "not all were taken within a minute");
        usleep(200);
    }
}

/* ---- the program */

static struct store *make_centre(const char *folder, int people)
{
    char path[4096], sql[4096];
    struct store_options options = {.write = true};
    struct store *store;
    struct arena *a = arena_new();

    snprintf(path, sizeof path, "%s/alarm-%d.db", folder, people);
    options.where = str_of(path);
    if (store_open(&options, &store) != OK || migrate_run(store, NULL) != OK ||
        store_prepare(store) != OK)
        stop(path, failure_last()->why);
    snprintf(sql, sizeof sql,
             "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Bench', "
             "'Europe/Copenhagen', TRUE, 0);"
             "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (1, 1, 'T', 't', "
             "'t');"
             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= %d) INSERT "
             "INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
             "started_day, failed_n, created_at, changed_at) SELECT i, 1, 1, 'p' || i, 'P', 'p', "
             "'p', 'da', 18000, 0, 0, 0 FROM n;"
             "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) SELECT id, "
             "%d, 1, 0, 0 FROM person;"
             "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, "
             "code_tries, changed_at) SELECT id, 1, '+45' || (10000000 + id), TRUE, 1, 0, 0 FROM "
             "person WHERE id > 1;",
             people, ROLE_SUPERVISOR);
    struct db *db = db_start(store, a);
    struct db_tx tx = db_begin(db);
    if (db_run_text(db, str_of(sql)) != OK || db_commit(&tx) != OK)
        stop("centre", failure_last()->why);
    db_tx_end(&tx);
    db_end(db);
    arena_free(a);
    return store;
}

/* Who presses asks for the boss: its first step texts all supervisors of the team, at any hour. */
static double press(struct store *store, int round, int people)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct actor who;
    struct help_press p = {.client_key = arena_printf(a, "alarm-bench-%d", round),
                           .kind = HELP_BOSS};
    struct help_pressed pressed;

    if (actor_load(db, a, 1, &who) != OK)
        stop("press", failure_last()->why);
    long before = atomic_load(&gateway.n_taken);
    int64_t from = clock_monotonic_us();
    if (help_press(db, a, &who, &p, &pressed) != OK)
        stop("press", failure_last()->why);
    await_taken(before + people);
    int64_t took = clock_monotonic_us() - from;
    db_refresh(db);
    if (help_end(db, a, &who, pressed.id) != OK)
        stop("end", failure_last()->why);
    db_end(db);
    arena_free(a);
    return (double)took / 1e3;
}

/* ---- the floor */

static size_t drop(char *p, size_t size, size_t n, void *context)
{
    (void)p;
    (void)context;
    return size * n;
}

static double post_bare(const char *url, const char *body, int people)
{
    CURLM *multi = curl_multi_init();
    CURL **handles = calloc((size_t)people, sizeof *handles);
    long before = atomic_load(&gateway.n_taken);
    int64_t from = clock_monotonic_us();
    int left = 1;

    curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)CONNECTIONS);
    for (int i = 0; i < people; i++) {
        handles[i] = curl_easy_init();
        curl_easy_setopt(handles[i], CURLOPT_URL, url);
        curl_easy_setopt(handles[i], CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(handles[i], CURLOPT_FORBID_REUSE,
                         1L); /* as the program; it is also faster here */
        curl_easy_setopt(handles[i], CURLOPT_WRITEFUNCTION, drop);
        curl_multi_add_handle(multi, handles[i]);
    }
    while (left > 0)
        if (curl_multi_perform(multi, &left) != CURLM_OK ||
            curl_multi_poll(multi, NULL, 0, 1, NULL) != CURLM_OK)
            stop("floor", "libcurl");
    await_taken(before + people);
    int64_t took = clock_monotonic_us() - from;
    for (int i = 0; i < people; i++) {
        curl_multi_remove_handle(multi, handles[i]);
        curl_easy_cleanup(handles[i]);
    }
    curl_multi_cleanup(multi);
    free(handles);
    return (double)took / 1e3;
}

/* ---- both, in turns */

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static double at(double *times, int n, int percent)
{
    qsort(times, (size_t)n, sizeof *times, by_size);
    return times[(n - 1) * percent / 100];
}

static void measure(const char *folder, int people, int rounds)
{
    static double product[ROUNDS_MAX], bare[ROUNDS_MAX];
    char url[64];
    const char *body = "{\"to\":\"+4510000002\",\"message\":\"En kollega har brug for chefen\","
                       "\"reference\":\"bagvagt.826395328514901256\"}";
    struct store *store = make_centre(folder, people);
    struct notify_out out = {.sms = {.body = STR("{\"to\":\"{to}\",\"message\":\"{text}\","
                                                 "\"reference\":\"{id}\"}"),
                                     .secret = STR(""),
                                     .is_at_home = true},
                             .public_url = STR("")};
    struct job_worker *worker;
    struct notify_sender *sender;

    snprintf(url, sizeof url, "http://127.0.0.1:%d/", gateway.port);
    out.sms.url = str_of(url);
    if (store_listen(store, wake_hear) != OK || job_worker_start(store, &worker) != OK ||
        notify_sender_start(store, &out, &sender) != OK)
        stop("start", failure_last()->why);
    for (int i = -1; i < rounds; i++) { /* the first turn does not count */
        double took = press(store, i + 1, people), floor = post_bare(url, body, people);

        if (i >= 0) {
            product[i] = took;
            bare[i] = floor;
        }
    }
    notify_sender_stop(sender);
    job_worker_stop(worker);
    store_close(store);
    printf("people=%d p50_ms=%.1f p99_ms=%.1f floor_p50_ms=%.1f floor_p99_ms=%.1f ratio=%.2f\n",
           people, at(product, rounds, 50), at(product, rounds, 99), at(bare, rounds, 50),
           at(bare, rounds, 99), at(product, rounds, 50) / at(bare, rounds, 50));
}

int main(int argc, char **argv)
{
    const char *folder = NULL;
    int people = 200, rounds = 50;

    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--data") == 0)
            folder = argv[i + 1];
        else if (strcmp(argv[i], "--people") == 0)
            people = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--rounds") == 0)
            rounds = atoi(argv[i + 1]);
    if (folder == NULL || people < 1 || people > 1000 || rounds < 1 || rounds > ROUNDS_MAX)
        stop("use", "texts --data DIR [--people N] [--rounds N]");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    start_gateway();
    measure(folder, people, rounds);
    return 0;
}
