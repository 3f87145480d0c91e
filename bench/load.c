/* Sends requests over N keep-alive connections of the loopback and tells how many a second were answered, and how fast.
 *
 *   load --port P --sessions FILE --as KIND -n CONNECTIONS -c COUNT (--get FILE | --log)   one line of numbers
 *   load --port P --sessions FILE --as KIND --show PATH                                    the body of one answer
 *   load --start -- PROGRAM ARGUMENT …   with --sessions, --as and --show: ms from its start to its first answer; the
 *                                        program runs on, its process id is printed
 *
 *   --token     the cookie of a session is an API token, and what is asked for is JSON
 *
 * FILE of --get: one path per line, asked for in turn. --log: POST /log as the browser's dialog does it, each with a key
 * of its own. A line of the sessions file: kind, cookie, csrf token (made by seed). Everything is bounded: COUNT answers,
 * and two minutes.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_CONNECTIONS 1024
#define MAX_LINES 4096
#define MAX_ANSWER (1024 * 1024)
#define LIMIT_US INT64_C(120000000)

struct session {
    char cookie[128], csrf[64];
};

struct conn {
    int fd;
    const struct session *session;
    char request[2048];
    size_t request_n, sent;
    char head[4096]; /* the beginning of the answer */
    size_t head_n;
    int64_t left; /* bytes of the body still to come; -1: the head is not complete */
    int status;
    bool closes;
    int64_t began;
};

static struct {
    int port, connections;
    int64_t count;
    bool log, token;
    const char *as, *sessions_file, *get_file, *show;
} opt = {.connections = 1, .count = 1, .as = "employee"};

static struct session sessions[MAX_LINES];
static char *paths[MAX_LINES];
static size_t sessions_n, paths_n;
static int64_t started, done, failed, by_class[6], bytes;
static uint32_t *latency;
static unsigned run_key;

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static FILE *open_file(const char *path)
{
    FILE *f = fopen(path, "re");
    if (f == NULL)
        die(path);
    return f;
}

static void read_sessions(void)
{
    FILE *f = open_file(opt.sessions_file);
    char line[400], kind[64];
    while (sessions_n < MAX_LINES && fgets(line, sizeof line, f) != NULL) {
        struct session *s = &sessions[sessions_n];
        sessions_n += sscanf(line, "%63s %127s %63s", kind, s->cookie, s->csrf) == 3 &&
                      strcmp(kind, opt.as) == 0;
    }
    fclose(f);
    if (sessions_n == 0) {
        fprintf(stderr, "load: no session of %s in %s\n", opt.as, opt.sessions_file);
        exit(1);
    }
}

static void read_paths(void)
{
    FILE *f = open_file(opt.get_file);
    char line[1000];
    while (paths_n < MAX_LINES && fgets(line, sizeof line, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '/')
            paths[paths_n++] = strdup(line);
    }
    fclose(f);
    if (paths_n == 0) {
        fprintf(stderr, "load: no path in %s\n", opt.get_file);
        exit(1);
    }
}

/* ---- requests, as a browser words them */

#define BROWSER                                                                                    \
    "Host: localhost:%d\r\n"                                                                       \
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"       \
    "Accept-Language: da,en;q=0.7\r\nAccept-Encoding: gzip, deflate, br\r\nSec-Fetch-Site: "       \
    "same-origin\r\n"                                                                              \
    "Sec-Fetch-Mode: %s\r\nCookie: bv_session=%s\r\n"

static size_t write_get(char *to, size_t room, const struct session *s, const char *path)
{
    if (opt.token)
        return (size_t)snprintf(
            to, room,
            "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUser-Agent: phones/1.0\r\n"
            "Accept: application/json\r\nAuthorization: Bearer %s\r\n\r\n",
            path, opt.port, s->cookie);
    return (size_t)snprintf(to, room, "GET %s HTTP/1.1\r\n" BROWSER "Accept: text/html\r\n\r\n",
                            path, opt.port, "navigate", s->cookie);
}

static size_t write_log(char *to, size_t room, const struct session *s, int64_t n)
{
    char body[400];
    int body_n = snprintf(body, sizeof body, "csrf=%s&client_key=b-%08x-%010lld&class=%c&rating=%d",
                          s->csrf, run_key, (long long)n, "abcde"[n % 5], (int)(n % 5) + 1);
    return (size_t)snprintf(
        to, room,
        "POST /log HTTP/1.1\r\n" BROWSER
        "Accept: application/json\r\nOrigin: http://localhost:%d\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
        opt.port, "cors", s->cookie, opt.port, body_n, body);
}

static void next_request(struct conn *c)
{
    int64_t n = started++;
    if (opt.log)
        c->request_n = write_log(c->request, sizeof c->request, c->session, n);
    else
        c->request_n =
            write_get(c->request, sizeof c->request, c->session, paths[(size_t)n % paths_n]);
    c->sent = c->head_n = 0;
    c->left = -1;
    c->began = now_us();
}

/* ---- connections */

static int dial(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)opt.port)};
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0)
        die("socket");
    if (connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        close(fd);
        return -1;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

static bool send_more(struct conn *c)
{
    while (c->sent < c->request_n) {
        ssize_t n = send(c->fd, c->request + c->sent, c->request_n - c->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EAGAIN; /* requests are small: the answer to the last one makes room */
        c->sent += (size_t)n;
    }
    return true;
}

/* Takes the head apart once it is complete; false: it cannot be understood. */
static bool read_head(struct conn *c)
{
    char *end, *at;
    c->head[c->head_n] = '\0';
    end = strstr(c->head, "\r\n\r\n");
    if (end == NULL)
        return c->head_n < sizeof c->head - 1;
    *end = '\0';
    at = strcasestr(c->head, "\r\nContent-Length:");
    if (strncmp(c->head, "HTTP/1.1 ", 9) != 0 || at == NULL)
        return false;
    c->status = atoi(c->head + 9);
    c->left = atoll(at + 17) - (int64_t)(c->head_n - (size_t)(end + 4 - c->head));
    c->closes = strcasestr(c->head, "\r\nConnection: close") != NULL;
    return c->left >= 0;
}

/* -1: broken; 1: the answer is complete; 0: more will come. */
static int receive(struct conn *c)
{
    static char sink[256 * 1024];
    for (;;) {
        ssize_t n = c->left < 0
                        ? recv(c->fd, c->head + c->head_n, sizeof c->head - 1 - c->head_n, 0)
                        : recv(c->fd, sink, sizeof sink, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno == EAGAIN ? 0 : -1;
        if (n == 0)
            return -1;
        bytes += n;
        if (c->left >= 0) {
            c->left -= n;
        } else {
            c->head_n += (size_t)n;
            if (!read_head(c))
                return -1;
        }
        if (c->left == 0)
            return 1;
        if (c->left < -1)
            return -1;
    }
}

/* ---- running */

static struct conn conns[MAX_CONNECTIONS];

static void finish(struct conn *c, bool good)
{
    uint32_t us = (uint32_t)(now_us() - c->began);
    latency[done++] = us;
    failed += !good;
    if (good)
        by_class[c->status >= 100 && c->status < 600 ? c->status / 100 : 0]++;
}

static void begin(int poll_fd, struct conn *c)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    c->fd = dial();
    if (c->fd < 0)
        die("connect");
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, c->fd, &e) != 0)
        die("epoll_ctl");
}

static void step(int poll_fd, struct conn *c)
{
    int got = receive(c);
    if (got == 0)
        return;
    finish(c, got > 0);
    if (got < 0 || c->closes) {
        close(c->fd);
        begin(poll_fd, c);
    }
    if (started < opt.count) {
        next_request(c);
        if (!send_more(c))
            die("send");
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static int run(void)
{
    int poll_fd = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[256];
    int64_t from, us;
    latency = calloc((size_t)opt.count, sizeof *latency);
    if (poll_fd < 0 || latency == NULL)
        die("epoll");
    for (int i = 0; i < opt.connections; i++) {
        conns[i].session = &sessions[(size_t)i % sessions_n];
        begin(poll_fd, &conns[i]);
    }
    from = now_us();
    for (int i = 0; i < opt.connections && started < opt.count; i++) {
        next_request(&conns[i]);
        if (!send_more(&conns[i]))
            die("send");
    }
    while (done < opt.count) {
        int n = epoll_wait(poll_fd, events, 256, 1000);
        for (int i = 0; i < n && done < opt.count; i++)
            step(poll_fd, events[i].data.ptr);
        if (now_us() - from > LIMIT_US)
            break;
    }
    us = now_us() - from;
    failed +=
        opt.count - done + by_class[0] + by_class[1] + by_class[3] + by_class[4] + by_class[5];
    qsort(latency, (size_t)done, sizeof *latency, by_value);
    printf("rps=%.0f p50_us=%u p99_us=%u answers=%lld failed=%lld bytes=%lld\n",
           (double)done * 1e6 / (double)us, done > 0 ? latency[done / 2] : 0,
           done > 0 ? latency[done * 99 / 100] : 0, (long long)done, (long long)failed,
           (long long)(done > 0 ? bytes / done : 0));
    return failed == 0 ? 0 : 1;
}

/* One answer; MAX_ANSWER bytes at most. Returns the status, -1 when nobody answers. */
static int ask(const char *path, char *ret_body, size_t *ret_n)
{
    static char answer[MAX_ANSWER];
    struct conn c = {.session = &sessions[0], .left = -1};
    size_t n = 0, body_at;
    ssize_t got;
    c.fd = dial();
    if (c.fd < 0)
        return -1;
    c.request_n = write_get(c.request, sizeof c.request, c.session, path);
    if (!send_more(&c))
        return -1;
    while (c.left != 0 && n < sizeof answer &&
           (got = recv(c.fd, answer + n, sizeof answer - n, 0)) > 0) {
        n += (size_t)got;
        if (c.left > 0) {
            c.left -= got;
        } else {
            c.head_n = n < sizeof c.head - 1 ? n : sizeof c.head - 1;
            memcpy(c.head, answer, c.head_n);
            if (!read_head(&c) && c.left < 0)
                c.left = -1;
            else if (c.status != 0)
                c.left -= (int64_t)(n - c.head_n);
        }
    }
    close(c.fd);
    if (c.left != 0)
        return -1;
    body_at = (size_t)(strstr(answer, "\r\n\r\n") + 4 - answer);
    *ret_n = n - body_at;
    if (ret_body != NULL)
        memcpy(ret_body, answer + body_at, *ret_n);
    return c.status;
}

static int show(void)
{
    static char body[MAX_ANSWER];
    size_t n;
    int status = ask(opt.show, body, &n);
    if (status != 200) {
        fprintf(stderr, "load: %s: %d\n", opt.show, status);
        return 1;
    }
    fwrite(body, 1, n, stdout);
    return 0;
}

/* The program says "… localhost:PORT" when it listens. */
static int start(char **argv)
{
    int64_t from, answered;
    char said[4096];
    size_t n = 0, body_n;
    int out[2];
    pid_t pid;
    char *at = NULL;
    if (pipe(out) != 0)
        die("pipe");
    from = now_us();
    pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        setsid();
        dup2(out[1], 1);
        close(out[0]);
        close(out[1]);
        execv(argv[0], argv);
        die(argv[0]);
    }
    close(out[1]);
    while (at == NULL && n < sizeof said - 1) {
        ssize_t got = read(out[0], said + n, sizeof said - 1 - n);
        if (got <= 0)
            die("the program ended");
        n += (size_t)got;
        said[n] = '\0';
        at = strstr(said, "localhost:");
        at = at != NULL && strchr(at, '\n') != NULL ? at : NULL;
    }
    opt.port = at != NULL ? atoi(at + 10) : 0;
    while (ask(opt.show, NULL, &body_n) != 200)
        if (now_us() - from > LIMIT_US)
            die("no answer");
    answered = now_us();
    printf("pid=%d port=%d ms=%.2f\n", (int)pid, opt.port, (double)(answered - from) / 1000);
    return 0;
}

int main(int argc, char **argv)
{
    char **program = NULL;
    for (int i = 1; i < argc; i++) {
        const char *v = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "--") == 0) {
            program = argv + i + 1;
            break;
        }
        if (strcmp(argv[i], "--log") == 0)
            opt.log = true;
        else if (strcmp(argv[i], "--token") == 0)
            opt.token = true;
        else if (strcmp(argv[i], "--start") == 0)
            ;
        else if (strcmp(argv[i], "--port") == 0 && ++i)
            opt.port = atoi(v);
        else if (strcmp(argv[i], "--sessions") == 0 && ++i)
            opt.sessions_file = v;
        else if (strcmp(argv[i], "--as") == 0 && ++i)
            opt.as = v;
        else if (strcmp(argv[i], "--get") == 0 && ++i)
            opt.get_file = v;
        else if (strcmp(argv[i], "--show") == 0 && ++i)
            opt.show = v;
        else if (strcmp(argv[i], "-n") == 0 && ++i)
            opt.connections = atoi(v);
        else if (strcmp(argv[i], "-c") == 0 && ++i)
            opt.count = atoll(v);
        else {
            fprintf(stderr, "load: %s? See bench/load.c\n", argv[i]);
            return 2;
        }
    }
    if (opt.connections < 1 || opt.connections > MAX_CONNECTIONS || opt.count < 1 ||
        opt.count > 10000000 || opt.sessions_file == NULL) {
        fprintf(stderr, "load: see bench/load.c\n");
        return 2;
    }
    run_key = (unsigned)now_us() ^ (unsigned)getpid() << 20;
    read_sessions();
    if (program != NULL)
        return start(program);
    if (opt.show != NULL)
        return show();
    if (!opt.log)
        read_paths();
    return run();
}
