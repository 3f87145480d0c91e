/* Holds many pages open and presses for help: how long until the last of them has heard it, what an open page costs in memory,
 * and what the server does while all of them only wait.
 *
 *   alarm --port P --sessions FILE --pages N [--pid PID] [--desk] [--read] [--presses R] [--idle S]    one line of numbers
 *
 * Each page is a GET /live of a person of its own (FILE: "desk COOKIE CSRF" lines, see seed --desks). A press is a POST
 * /desk/press of the first person; when every page has it and it was confirmed, it is ended, and every page hears that too.
 * --desk: all the while each page says every ten seconds that it is there, and asks anew every half minute and when somebody
 * came or went, as desk pages do; before anything is measured all have sat down. --read: each page that hears of a press asks
 * what there is to see; the time is then until the last of them has the answer. --idle: seconds without a press; cpu_idle is what
 * the process PID used of one core meanwhile, in per cent.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
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

#define PAGES_MAX 20000
#define ASKERS_MAX 2000 /* connections that ask for pages; a browser keeps one of its own */
#define OPENING 64      /* pages that wait for their first bytes at one time */
#define LIMIT_US INT64_C(60000000)
#define BEAT_US INT64_C(10000000)
#define WHOLE_US INT64_C(30000000)
#define SETTLE_US INT64_C(40000000) /* longest: until nobody is told any more of who sat down */
#define KIND "acute"

struct session {
    char cookie[128], csrf[64];
};

struct page {
    int fd;
    char tail[128]; /* what came last, as far as no line was complete */
    size_t tail_n;
    bool is_open;
    int heard;                 /* the press it heard of last */
    int64_t beat_at, whole_at; /* when it speaks next, by itself */
};

struct asker {
    int fd; /* -1: not open */
    bool is_busy;
    bool is_of_press;
    char head[2048];
    size_t head_n;
    int64_t left; /* of the body; -1: the head is not complete */
};

/* What epoll gives back; neither: the one that presses is looked after by itself. */
struct end {
    struct page *page;
    struct asker *asker;
};

static struct {
    int port, pages, presses, idle_s, pid;
    bool read, desk;
    const char *sessions_file;
} opt;

static struct session sessions[PAGES_MAX];
static struct page pages[PAGES_MAX];
static struct asker askers[ASKERS_MAX], presser;
static struct end page_ends[PAGES_MAX], asker_ends[ASKERS_MAX], nobody;
static int n_sessions, n_askers, poll_fd, n_open;
static bool is_desk; /* from now on pages speak by themselves */
static int next_asker;
static int press_now, n_heard, n_read, to_ask[PAGES_MAX], n_to_ask, asked;
static int64_t last_heard_us, last_read_us, n_failed, n_reloads, n_asked, bytes_read, answer_bytes;
static char former[32]; /* the id of the request before; what still comes about it is no news */

static void die(const char *what)
{
    fprintf(stderr, "alarm: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void read_sessions(void)
{
    FILE *f = fopen(opt.sessions_file, "re");
    char line[400], kind[64];
    if (f == NULL)
        die(opt.sessions_file);
    while (n_sessions < PAGES_MAX && fgets(line, sizeof line, f) != NULL) {
        struct session *s = &sessions[n_sessions];
        n_sessions += sscanf(line, "%63s %127s %63s", kind, s->cookie, s->csrf) == 3 &&
                      strcmp(kind, "desk") == 0;
    }
    fclose(f);
    errno = 0;
    if (n_sessions < opt.pages)
        die("fewer sessions than pages: seed --desks N");
}

/* ---- connections */

static int dial(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)opt.port)};
    int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

static void watch(int fd, struct end *end)
{
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = end};
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e) != 0)
        die("epoll_ctl");
}

static void send_text(int fd, const char *text, size_t n)
{
    if (send(fd, text, n, MSG_NOSIGNAL) != (ssize_t)n)
        die("send");
}

#define BROWSER "Host: localhost:%d\r\nSec-Fetch-Site: same-origin\r\nCookie: bv_session=%s\r\n"

static void open_page(int i)
{
    char head[600];
    int n = snprintf(head, sizeof head,
                     "GET /live HTTP/1.1\r\n" BROWSER "Accept: text/event-stream\r\n\r\n", opt.port,
                     sessions[i].cookie);
    pages[i] = (struct page){.fd = dial()};
    page_ends[i].page = &pages[i];
    watch(pages[i].fd, &page_ends[i]);
    send_text(pages[i].fd, head, (size_t)n);
}

/* A request of page i; its answer is read by receive_answer. */
static void post(struct asker *a, int i, const char *path, const char *body)
{
    char text[1200];
    int n =
        snprintf(text, sizeof text,
                 "POST %s HTTP/1.1\r\n" BROWSER
                 "Accept: application/json\r\nX-Background: 1\r\nX-CSRF-Token: %s\r\nContent-Type: "
                 "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                 path, opt.port, sessions[i].cookie, sessions[i].csrf, strlen(body), body);
    if (a->fd < 0) {
        a->fd = dial();
        watch(a->fd, a == &presser ? &nobody : &asker_ends[a - askers]);
    }
    a->is_busy = true;
    a->head_n = 0;
    a->left = -1;
    n_asked++;
    send_text(a->fd, text, (size_t)n);
}

/* ---- what pages hear */

static void heard_of(int i, const char *id)
{
    if (pages[i].heard == press_now ||
        (former[0] != '\0' && strncmp(id, former, strlen(former)) == 0))
        return;
    pages[i].heard = press_now;
    n_heard++;
    last_heard_us = now_us();
    if (opt.read)
        to_ask[n_to_ask++] = i;
}

/* A page that hears so asks half a second to two seconds later. */
static void somebody_came(struct page *p)
{
    int64_t soon = now_us() + 500000 + (p - pages) * INT64_C(1500000) / opt.pages;
    if (soon < p->whole_at)
        p->whole_at = soon;
}

/* data: {"what":"help","id":"123"}; 0 is who could come, and no request. */
static void take_line(struct page *p, const char *line)
{
    const char *at = strstr(line, "\"what\":\"help\",\"id\":\"");
    if (strncmp(line, "retry: ", 7) == 0 && !p->is_open) {
        p->is_open = true;
        n_open++;
    }
    if (at != NULL && at[20] != '0' && press_now > 0) /* 20: the length of what was looked for */
        heard_of((int)(p - pages), at + 20);
    else if (at != NULL && at[20] == '0' && opt.desk)
        somebody_came(p);
    else if (strstr(line, "\"what\":\"reload\"") != NULL)
        n_reloads++;
}

static void take_bytes(struct page *p, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] != '\n' && p->tail_n < sizeof p->tail - 1) {
            p->tail[p->tail_n++] = bytes[i];
            continue;
        }
        p->tail[p->tail_n] = '\0';
        take_line(p, p->tail);
        p->tail_n = 0;
    }
}

static void read_page(struct page *p)
{
    char room[4096];
    ssize_t n = recv(p->fd, room, sizeof room, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0)
        die("a page was closed");
    take_bytes(p, room, (size_t)n);
}

/* ---- answers */

static bool read_head(struct asker *a)
{
    char *end, *length;
    a->head[a->head_n] = '\0';
    end = strstr(a->head, "\r\n\r\n");
    if (end == NULL)
        return a->head_n < sizeof a->head - 1;
    length = strcasestr(a->head, "\r\nContent-Length:");
    if (length == NULL || length > end)
        return false;
    a->left = atoll(length + 17) - (int64_t)(a->head_n - (size_t)(end + 4 - a->head));
    return a->left >= 0;
}

/* 1: the answer is complete. */
static int receive_answer(struct asker *a)
{
    static char sink[65536];
    ssize_t n = a->left < 0 ? recv(a->fd, a->head + a->head_n, sizeof a->head - 1 - a->head_n, 0)
                            : recv(a->fd, sink, sizeof sink, 0);
    if (n < 0 && errno == EAGAIN)
        return 0;
    if (n <= 0 && !a->is_busy) { /* kept open for nothing long enough */
        close(a->fd);
        a->fd = -1;
        return 0;
    }
    if (n <= 0)
        die("the connection was closed before its answer");
    bytes_read += n;
    if (a->left >= 0)
        a->left -= n;
    else {
        a->head_n += (size_t)n;
        if (!read_head(a))
            die("an answer cannot be understood");
    }
    if (a->left != 0)
        return 0;
    a->is_busy = false;
    n_failed += a->head[9] != '2' && a->head[9] != '3';
    return 1;
}

/* ---- what pages ask; a connection is used again as soon as its answer is there */

static struct asker *free_asker(void)
{
    for (int i = 0; i < n_askers; i++) {
        next_asker = (next_asker + 1) % n_askers;
        if (!askers[next_asker].is_busy)
            return &askers[next_asker];
    }
    return NULL;
}

static bool ask_of_press(struct asker *a)
{
    if (asked >= n_to_ask)
        return false;
    a->is_of_press = true;
    post(a, to_ask[asked++], "/desk/here", "");
    return true;
}

static void read_asker(struct asker *a)
{
    int64_t before = bytes_read;
    if (receive_answer(a) == 0) {
        answer_bytes += a->is_of_press ? bytes_read - before : 0;
        return;
    }
    if (!a->is_of_press)
        return;
    answer_bytes += bytes_read - before;
    a->is_of_press = false;
    n_read++;
    last_read_us = now_us();
    ask_of_press(a);
}

/* By itself, when its time has come: the whole, or only that it is there. */
static bool speaks(int i, int64_t now)
{
    struct page *p = &pages[i];
    bool whole = now >= p->whole_at;
    struct asker *a;
    if (!whole && now < p->beat_at)
        return true;
    a = free_asker();
    if (a == NULL)
        return false;
    p->beat_at = now + BEAT_US;
    if (whole)
        p->whole_at = now + WHOLE_US;
    post(a, i, whole ? "/desk/here" : "/desk/beat", "");
    return true;
}

/* All pages are looked at every quarter of a second. */
static void pages_speak(void)
{
    static int64_t looked_us;
    static int at;
    int64_t now = now_us(), n = (now - looked_us) * opt.pages / 250000;
    if (n == 0)
        return;
    looked_us = now;
    for (int64_t i = 0; i < n && i < opt.pages && speaks(at, now); i++)
        at = (at + 1) % opt.pages;
}

/* ---- turns of the loop */

static void turn(int wait_ms)
{
    struct epoll_event events[512];
    int n = epoll_wait(poll_fd, events, 512, is_desk && wait_ms > 2 ? 2 : wait_ms);
    for (int i = 0; i < n; i++) {
        const struct end *e = events[i].data.ptr;
        if (e->page != NULL)
            read_page(e->page);
        else if (e->asker != NULL)
            read_asker(e->asker);
    }
    for (struct asker *a; asked < n_to_ask && (a = free_asker()) != NULL;)
        ask_of_press(a);
    if (is_desk)
        pages_speak();
}

static void turns_until(bool (*is_done)(void), const char *what)
{
    int64_t until = now_us() + LIMIT_US;
    while (!is_done()) {
        turn(1000);
        if (now_us() > until) {
            errno = ETIMEDOUT;
            die(what);
        }
    }
}

static void quiet_for(int64_t us)
{
    int64_t until = now_us() + us;
    while (now_us() < until)
        turn((int)((until - now_us()) / 1000 + 1));
}

/* ---- opening */

static int opening_to;

static bool are_open(void)
{
    return n_open >= opening_to;
}

static void open_all(void)
{
    for (int i = 0; i < opt.pages; i++) {
        open_page(i);
        opening_to = i + 1 - OPENING;
        if (!are_open())
            turns_until(are_open, "opening pages");
    }
    opening_to = opt.pages;
    turns_until(are_open, "opening pages");
}

static void open_askers(int n)
{
    n_askers = n < ASKERS_MAX ? n : ASKERS_MAX;
    for (int i = 0; i < n_askers; i++) {
        askers[i] = (struct asker){.fd = -1};
        asker_ends[i].asker = &askers[i];
    }
}

/* Spread over the first ten seconds, as people come; then everybody has been told of everybody. */
static void sit_down(void)
{
    int64_t now = now_us();
    for (int i = 0; i < opt.pages; i++) {
        pages[i].beat_at = now + i * BEAT_US / opt.pages;
        pages[i].whole_at = pages[i].beat_at;
    }
    is_desk = true;
    quiet_for(BEAT_US + 5000000 + (opt.pages > 1000 ? SETTLE_US : 0));
}

/* ---- pressing */

static int64_t confirmed_us;

static bool is_confirmed(void)
{
    if (presser.is_busy && receive_answer(&presser) != 0)
        confirmed_us = now_us();
    return !presser.is_busy;
}

static bool all_heard(void)
{
    bool is_read = !opt.read || n_read >= opt.pages;
    return is_confirmed() && n_heard >= opt.pages && is_read;
}

static void end_request(void)
{
    char path[100];
    const char *id = strstr(presser.head, "\"id\":\"");
    if (id == NULL)
        die("a press has no id");
    snprintf(former, sizeof former, "%.*s\"", (int)strspn(id + 6, "0123456789"), id + 6);
    snprintf(path, sizeof path, "/desk/requests/%.*s/end", (int)strlen(former) - 1, former);
    post(&presser, 0, path, "");
    turns_until(is_confirmed, "ending");
    quiet_for(20000 + opt.pages * INT64_C(20)); /* they hear of the end */
}

struct times {
    int64_t *heard, *confirmed;
};

static void press_once(int i, struct times *t)
{
    char body[100];
    int64_t from;
    press_now = i + 1;
    n_heard = n_read = n_to_ask = asked = 0;
    snprintf(body, sizeof body, "client_key=alarm-%08x-%06d&kind=" KIND, (unsigned)now_us(), i);
    from = now_us();
    post(&presser, 0, "/desk/press", body);
    turns_until(all_heard, "waiting for the last page");
    t->heard[i] = (opt.read ? last_read_us : last_heard_us) - from;
    t->confirmed[i] = confirmed_us - from;
    end_request();
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void print_times(const char *name, int64_t *t, int n)
{
    qsort(t, (size_t)n, sizeof *t, by_value);
    printf("%s_p50_us=%lld %s_p99_us=%lld %s_max_us=%lld ", name, (long long)t[n / 2], name,
           (long long)t[(n * 99 + 99) / 100 - 1], name, (long long)t[n - 1]);
}

static void press_all(void)
{
    struct times t = {calloc((size_t)opt.presses, sizeof(int64_t)),
                      calloc((size_t)opt.presses, sizeof(int64_t))};
    if (t.heard == NULL || t.confirmed == NULL)
        die("memory");
    presser = (struct asker){.fd = -1};
    for (int i = 0; i < opt.presses; i++)
        press_once(i, &t);
    print_times("last", t.heard, opt.presses);
    print_times("confirmed", t.confirmed, opt.presses);
    if (opt.read)
        printf("answer_bytes=%lld ", (long long)(answer_bytes / opt.presses / opt.pages));
    close(presser.fd);
    free(t.heard);
    free(t.confirmed);
    press_now = 0;
}

/* ---- what the server uses */

static int64_t of_proc(const char *file, const char *before)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/%s", opt.pid, file);
    FILE *f = fopen(path, "re");
    if (f == NULL)
        die(path);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    const char *at = strstr(text, before);
    return at != NULL ? atoll(at + strlen(before)) : 0;
}

static int64_t cpu_ticks(void)
{
    char path[64], text[1024];
    long long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", opt.pid);
    FILE *f = fopen(path, "re");
    if (f == NULL)
        die(path);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    sscanf(strrchr(text, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld", &user,
           &system);
    return user + system;
}

static void print_cpu(const char *name, int64_t ticks, int64_t us)
{
    printf("%s=%.2f ", name,
           (double)ticks * 100 / (double)sysconf(_SC_CLK_TCK) / ((double)us / 1e6));
}

static void idle(void)
{
    int64_t from = now_us(), ticks = cpu_ticks(), before = n_asked;
    quiet_for(opt.idle_s * INT64_C(1000000));
    print_cpu("cpu_idle", cpu_ticks() - ticks, now_us() - from);
    printf("asked_s=%.0f ", (double)(n_asked - before) * 1e6 / (double)(now_us() - from));
}

static void more_files(int n)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        die("getrlimit");
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur < (rlim_t)n + 64)
        die("too few open files are allowed (ulimit -Hn)");
}

static bool read_option(const char *name, const char *v)
{
    if (strcmp(name, "--port") == 0)
        opt.port = atoi(v);
    else if (strcmp(name, "--sessions") == 0)
        opt.sessions_file = v;
    else if (strcmp(name, "--pages") == 0)
        opt.pages = atoi(v);
    else if (strcmp(name, "--presses") == 0)
        opt.presses = atoi(v);
    else if (strcmp(name, "--idle") == 0)
        opt.idle_s = atoi(v);
    else if (strcmp(name, "--pid") == 0)
        opt.pid = atoi(v);
    else
        return false;
    return true;
}

static bool read_options(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--read") == 0)
            opt.read = true;
        else if (strcmp(argv[i], "--desk") == 0)
            opt.desk = true;
        else if (i + 1 == argc || !read_option(argv[i], argv[i + 1]))
            return false;
        else
            i++;
    }
    return opt.port > 0 && opt.sessions_file != NULL && opt.pages >= 1 && opt.pages <= PAGES_MAX &&
           opt.presses >= 0 && opt.presses <= 100000;
}

int main(int argc, char **argv)
{
    int64_t rss, from;
    if (!read_options(argc, argv)) {
        fprintf(stderr, "alarm: see bench/alarm.c\n");
        return 2;
    }
    read_sessions();
    more_files(opt.pages + ASKERS_MAX);
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    rss = opt.pid > 0 ? of_proc("status", "VmRSS:") : 0;
    from = now_us();
    open_all();
    printf("pages=%d opened_ms=%lld ", n_open, (long long)(now_us() - from) / 1000);
    quiet_for(500000);
    if (opt.pid > 0) {
        int64_t full = of_proc("status", "VmRSS:");
        printf("rss_kb=%lld page_bytes=%lld ", (long long)full,
               (long long)((full - rss) * 1024 / opt.pages));
    }
    if (opt.read || opt.desk)
        open_askers(opt.pages);
    if (opt.desk)
        sit_down();
    if (opt.idle_s > 0 && opt.pid > 0)
        idle();
    if (opt.presses > 0)
        press_all();
    printf("reloads=%lld failed=%lld\n", (long long)n_reloads, (long long)n_failed);
    return n_failed == 0 ? 0 : 1;
}
