/* The floor of an alarm: an epoll loop in one thread that keeps pages open, writes the rows of a press durably to the same
 * database, sends every page the same bytes as the product does, and confirms. It asks nobody who they are.
 *
 *   alarm_floor --data DIR --person ID [--body BYTES]     serves the database in DIR on a free port of the loopback
 *
 * --body: how large an answer to POST /desk/here is.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNS_MAX 40000
#define EVENTS_MAX 512
#define ANSWER_MAX (256 * 1024)

struct conn {
    int fd;
    size_t n;
    char in[1500];
};

enum { BEGIN, COMMIT, PERSON, INSERT, EVENT, AUDIT, ANNOUNCED, JOB, CLOSE, STATEMENTS };

static const char *const sql[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [PERSON] = "SELECT centre_id, COALESCE(team_id, 0) FROM person WHERE id = ?1",
    [INSERT] =
        "INSERT INTO help_request (id, centre_id, person_id, team_id, client_key, kind, occasion, "
        "policy_id, silent, at_home, place, pressed_at, owner_id, n_coming, next_step, summoned, "
        "due_at, resort_by, cancelled) VALUES (?1, ?2, ?3, ?4, ?5, 3, 0, 0, 0, 0, '', ?6, 0, 0, 0, "
        "1, ?6, ?6 + 120000, 0)",
    [EVENT] = "INSERT INTO help_event VALUES (?1, ?2, ?3, 0, ?4, 0, 0)",
    [AUDIT] = "INSERT INTO audit VALUES (?1, ?2, ?3, 'help_pressed', ?4, 'acute')",
    [ANNOUNCED] = "INSERT INTO event VALUES (?1, ?2, 'help.changed', ?3)",
    [JOB] = "INSERT INTO job (id, kind, object_id, detail, run_at, held_until, attempts) VALUES "
            "(?1, 'help.climb', ?2, '', ?3, 0, 0)",
    [CLOSE] = "UPDATE help_request SET closed_at = ?2, closed_by = ?3 WHERE id = ?1",
};

static sqlite3 *db;
static sqlite3_stmt *statements[STATEMENTS];
static int64_t person_id, centre_id, team_id;
static struct conn *pages[CONNS_MAX];
static int n_pages, listener, poll_fd;
static size_t body_n = 2;
static long long n_events;

static void check(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "alarm_floor: %s\n", what);
    exit(1);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t id_new(void)
{
    static int64_t latest;
    int64_t fresh = (now_ms() - INT64_C(1577836800000)) << 22;
    latest = fresh > latest ? fresh : latest + 1;
    return latest;
}

/* ---- the database */

static sqlite3_stmt *filled(int i, const int64_t *values, int n)
{
    for (int k = 0; k < n; k++)
        sqlite3_bind_int64(statements[i], k + 1, values[k]);
    return statements[i];
}

static void run(int i, const int64_t *values, int n)
{
    check(sqlite3_step(filled(i, values, n)) == SQLITE_DONE, sqlite3_errmsg(db));
    sqlite3_reset(statements[i]);
}
#define RUN(i, ...)                                                                                \
    run(i, (const int64_t[]){__VA_ARGS__}, (int)(sizeof(int64_t[]){__VA_ARGS__} / sizeof(int64_t)))

static void open_database(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/bagvagt.db", folder);
    check(sqlite3_open(path, &db) == SQLITE_OK, "the database cannot be opened");
    check(sqlite3_exec(db,
                       "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                       "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-2048;"
                       "PRAGMA journal_size_limit=67108864",
                       NULL, NULL, NULL) == SQLITE_OK,
          "pragma");
    for (int i = 0; i < STATEMENTS; i++)
        check(sqlite3_prepare_v3(db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &statements[i], NULL) ==
                  SQLITE_OK,
              sql[i]);
    sqlite3_bind_int64(statements[PERSON], 1, person_id);
    check(sqlite3_step(statements[PERSON]) == SQLITE_ROW, "no such person");
    centre_id = sqlite3_column_int64(statements[PERSON], 0);
    team_id = sqlite3_column_int64(statements[PERSON], 1);
    sqlite3_reset(statements[PERSON]);
}

static int64_t press(const char *key)
{
    int64_t id = id_new(), now = now_ms();
    sqlite3_step(statements[BEGIN]);
    sqlite3_reset(statements[BEGIN]);
    sqlite3_bind_text(statements[INSERT], 5, key, (int)strcspn(key, "& \r"), SQLITE_TRANSIENT);
    sqlite3_bind_int64(statements[INSERT], 6, now);
    RUN(INSERT, id, centre_id, person_id, team_id);
    RUN(EVENT, id_new(), id, now, person_id);
    RUN(AUDIT, id_new(), now, person_id, id);
    RUN(ANNOUNCED, id_new(), now, id);
    RUN(JOB, id_new(), id, now);
    run(COMMIT, NULL, 0);
    return id;
}

static void end(int64_t id)
{
    sqlite3_step(statements[BEGIN]);
    sqlite3_reset(statements[BEGIN]);
    RUN(CLOSE, id, now_ms(), person_id);
    RUN(EVENT, id_new(), id, now_ms(), person_id);
    RUN(AUDIT, id_new(), now_ms(), person_id, id);
    run(COMMIT, NULL, 0);
}

/* ---- what goes out */

static void send_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return; /* the next read tells */
        if (sent > 0) {
            p += sent;
            n -= (size_t)sent;
        }
    }
}

static size_t chunk_of(char *to, size_t room, const char *text)
{
    return (size_t)snprintf(to, room, "%zx\r\n%s\r\n", strlen(text), text);
}

static void tell_all(int64_t id)
{
    char text[150], chunk[200];
    snprintf(text, sizeof text, "id: 9f3a1b2c-%lld\ndata: {\"what\":\"help\",\"id\":\"%lld\"}\n\n",
             ++n_events, (long long)id);
    size_t n = chunk_of(chunk, sizeof chunk, text);
    for (int i = 0; i < n_pages; i++)
        send_all(pages[i]->fd, chunk, n);
}

static void answer(struct conn *c, const char *status, const char *body, size_t n)
{
    static char out[ANSWER_MAX + 1000];
    size_t head = (size_t)snprintf(
        out, 1000,
        "HTTP/1.1 %s\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
        "Cache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
        status, n);
    memcpy(out + head, body, n);
    send_all(c->fd, out, head + n);
}

static void open_page(struct conn *c)
{
    char text[500], chunk[100];
    size_t n = chunk_of(chunk, sizeof chunk, ":\nretry: 1000\n\n");
    int head = snprintf(text, sizeof text,
                        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: "
                        "no-store\r\nTransfer-Encoding: chunked\r\n\r\n");
    check(n_pages < CONNS_MAX, "too many pages");
    pages[n_pages++] = c;
    send_all(c->fd, text, (size_t)head);
    send_all(c->fd, chunk, n);
}

/* ---- requests; the body of one comes with its head, as the load generator sends it */

static void serve(struct conn *c)
{
    static char body[ANSWER_MAX];
    char said[100];
    const char *key = strstr(c->in, "client_key=");
    if (strncmp(c->in, "GET /live ", 10) == 0) {
        open_page(c);
    } else if (strncmp(c->in, "POST /desk/press ", 17) == 0 && key != NULL) {
        int64_t id = press(key + 11);
        tell_all(id);
        answer(c, "201 Created", said,
               (size_t)snprintf(said, sizeof said, "{\"id\":\"%lld\",\"was_known\":false}",
                                (long long)id));
    } else if (strncmp(c->in, "POST /desk/requests/", 20) == 0) {
        end(atoll(c->in + 20));
        tell_all(atoll(c->in + 20));
        answer(c, "303 See Other", "", 0);
    } else if (strncmp(c->in, "POST /desk/beat ", 16) == 0) {
        answer(c, "200 OK", "{}", 2);
    } else if (strncmp(c->in, "POST /desk/here ", 16) == 0) {
        memset(body, 'x', body_n);
        answer(c, "200 OK", body, body_n);
    } else {
        answer(c, "200 OK", "{}", 2); /* is it there yet? */
    }
}

static bool is_complete(const struct conn *c)
{
    const char *end = strstr(c->in, "\r\n\r\n"), *length;
    if (end == NULL)
        return false;
    length = strcasestr(c->in, "\r\nContent-Length:");
    return length == NULL || c->n >= (size_t)(end + 4 - c->in) + (size_t)atoll(length + 17);
}

static void drop(struct conn *c)
{
    for (int i = 0; i < n_pages; i++)
        if (pages[i] == c)
            pages[i] = pages[--n_pages];
    close(c->fd);
    free(c);
}

static void take(struct conn *c)
{
    ssize_t n = recv(c->fd, c->in + c->n, sizeof c->in - 1 - c->n, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        drop(c);
        return;
    }
    c->n += (size_t)n;
    c->in[c->n] = '\0';
    if (!is_complete(c))
        return;
    serve(c);
    c->n = 0;
}

static void accept_all(void)
{
    int fd, yes = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct conn *c = malloc(sizeof *c);
        struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
        check(c != NULL, "memory");
        c->fd = fd;
        c->n = 0;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e);
    }
}

static int listen_any(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    socklen_t n = sizeof to;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    check(bind(listener, (struct sockaddr *)&to, sizeof to) == 0 && listen(listener, 1024) == 0,
          "listen");
    getsockname(listener, (struct sockaddr *)&to, &n);
    return ntohs(to.sin_port);
}

static void more_files(void)
{
    struct rlimit files;
    check(getrlimit(RLIMIT_NOFILE, &files) == 0, "getrlimit");
    files.rlim_cur = files.rlim_max;
    check(setrlimit(RLIMIT_NOFILE, &files) == 0, "setrlimit");
}

int main(int argc, char **argv)
{
    const char *folder = NULL;
    struct epoll_event events[EVENTS_MAX], e = {.events = EPOLLIN};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--data") == 0)
            folder = argv[i + 1];
        else if (strcmp(argv[i], "--person") == 0)
            person_id = atoll(argv[i + 1]);
        else if (strcmp(argv[i], "--body") == 0)
            body_n = (size_t)atoll(argv[i + 1]);
    }
    check(folder != NULL && person_id != 0 && body_n <= ANSWER_MAX,
          "alarm_floor --data DIR --person ID [--body BYTES]");
    signal(SIGPIPE, SIG_IGN);
    more_files();
    open_database(folder);
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    printf("Listening on http://localhost:%d\n", listen_any());
    fflush(stdout);
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, listener, &e);
    for (;;) {
        int n = epoll_wait(poll_fd, events, EVENTS_MAX, -1);
        for (int i = 0; i < n; i++)
            if (events[i].data.ptr == NULL)
                accept_all();
            else
                take(events[i].data.ptr);
    }
}
