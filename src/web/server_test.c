/* The server over real sockets: what it refuses, when it hangs up, what it can stand, and how it
 * ends.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web_test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/page.h"
#include "web/session.h"
#include "web/spool.h"

/* ---- routes */

static enum status hello(struct request *rq, struct response *rs)
{
    rs->content_type = STR("text/plain");
    buf_printf(&rs->body, "hello %.*s %.*s local=%d query=%.*s", STR_ARG(request_param(rq, "name")),
               STR_ARG(rq->remote), rq->is_local, STR_ARG(rq->query));
    return OK;
}

static enum status echo(struct request *rq, struct response *rs)
{
    rs->content_type = STR("text/plain");
    buf_add(&rs->body, rq->body);
    return OK;
}

static _Atomic int slow_running;
static _Atomic bool slow_may_end;

static enum status slow(struct request *rq, struct response *rs)
{
    (void)rq;
    atomic_fetch_add(&slow_running, 1);
    while (!atomic_load(&slow_may_end))
        usleep(1000);
    atomic_fetch_sub(&slow_running, 1);
    rs->content_type = STR("text/plain");
    buf_add(&rs->body, STR("slow done"));
    return OK;
}

static enum status upload(struct request *rq, struct response *rs)
{
    char head[20] = "";
    struct stat at = {0};

    rs->content_type = STR("text/plain");
    if (rq->upload.fd < 0) {
        buf_add(&rs->body, STR("no file"));
        return OK;
    }
    assert_true(read(rq->upload.fd, head, sizeof head - 1) >= 0);
    fstat(rq->upload.fd, &at);
    buf_printf(&rs->body, "file=%.*s bytes=%lld links=%d head=%s body=%.*s",
               STR_ARG(rq->upload.filename), (long long)rq->upload.n_bytes, (int)at.st_nlink, head,
               STR_ARG(rq->body));
    return OK;
}

#define CONFIDED "hemmeligt "

/* Says how much came, whether all of it is what was sent, and whether any of it can be read on the disk. */
static enum status confided(struct request *rq, struct response *rs)
{
    char piece[777], *raw = arena_alloc(rq->arena, 200000);
    ssize_t raw_n = pread(rq->upload.fd, raw, 200000, 0);
    size_t n = 0, sum = 0;
    bool same = true;

    do {
        TRY(upload_read(&rq->upload, piece, sizeof piece, &n));
        for (size_t i = 0; i < n; i++, sum++)
            same = same && piece[i] == CONFIDED[sum % (sizeof CONFIDED - 1)];
    } while (n > 0);
    assert_true(raw_n > 0);
    rs->content_type = STR("text/plain");
    buf_printf(&rs->body, "bytes=%lld read=%zu same=%d plain=%d", (long long)rq->upload.n_bytes,
               sum, same, memmem(raw, (size_t)raw_n, CONFIDED, 5) != NULL);
    return OK;
}

static enum status commit(struct request *rq, struct response *rs)
{
    TRY(session_end_all(rq, ANNA));
    rs->content_type = STR("text/plain");
    buf_add(&rs->body, STR("committed"));
    return OK;
}

static enum status large(struct request *rq, struct response *rs)
{
    (void)rq;
    rs->content_type = STR("text/plain");
    for (int i = 0; i < 200000; i++)
        buf_add(&rs->body, STR("0123456789012345678901234567890123456789"));
    return OK;
}

#define ROW(m, p, may, f) .method = (m), .path = (p), .permission = (may), .run = (f)
#define ANYBODY .flags = ROUTE_ANONYMOUS
static const struct route table[] = {
    {ROW(GET, "/hello/{name}", PERM_PUBLIC, hello), ANYBODY},
    {ROW(POST, "/echo", PERM_PUBLIC, echo), ANYBODY},
    {ROW(GET, "/large", PERM_PUBLIC, large), ANYBODY},
    {ROW(POST, "/commit", PERM_PUBLIC, commit), ANYBODY},
    {ROW(GET, "/slow", PERM_PUBLIC, slow), .flags = ROUTE_ANONYMOUS | ROUTE_SLOW},
    {ROW(POST, "/upload", PERM_PUBLIC, upload), .flags = ROUTE_ANONYMOUS | ROUTE_UPLOAD},
    {ROW(POST, "/confided", PERM_PUBLIC, confided),
     .flags = ROUTE_ANONYMOUS | ROUTE_UPLOAD | ROUTE_SEALED},
    {ROW(POST, "/api/upload", PERM_INCIDENT_LOG, upload), .summary = "Takes a file.",
     .flags = ROUTE_UPLOAD | ROUTE_SLOW},
    {.run = NULL},
};
const struct route *const all_routes[] = {table, web_routes, NULL};
const struct nav_item all_nav[] = {{"/", T_ERROR_HOME, PERM_SIGNED_IN}};
const size_t all_nav_n = 1;
page_part_fn *const all_page_parts[] = {NULL};

/* ---- a server for each test */

static struct web_test *t;
static struct server *server;
static struct server_options options;
static char folder[64];

static int start(void **state)
{
    (void)state;
    t = web_test_start(DB_SQLITE);
    snprintf(folder, sizeof folder, "%s/bagvagt-server-XXXXXX", test_folder());
    assert_non_null(mkdtemp(folder));
    t->info.data_folder = str_of(folder);
    atomic_store(&slow_may_end, false);
    options = (struct server_options){
        .store = t->store,
        .info = &t->info,
        .n_threads = 8,
        .local_socket = arena_printf(t->arena, "%s/socket", folder),
        .header_deadline_ms = 200,
        .body_deadline_ms = 200,
        .max_body = 1000,
        .max_upload = 100000,
    };
    server = NULL;
    return 0;
}

static void serve(void)
{
    assert_ok(server_start(&options, &server));
}

static int end(void **state)
{
    char path[100];

    (void)state;
    atomic_store(&slow_may_end, true);
    server_stop(server, 1000);
    snprintf(path, sizeof path, "%s/socket", folder);
    unlink(path);
    assert_int_equal(rmdir(folder), 0); /* nothing of any upload is left */
    web_test_end(t);
    return 0;
}

/* ---- a client */

static int connect_to(const struct sockaddr *address, socklen_t n)
{
    int fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    if (connect(fd, address, n) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int connect_v4(const char *ip)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)server_port(server))};

    assert_int_equal(inet_pton(AF_INET, ip, &a.sin_addr), 1);
    return connect_to((struct sockaddr *)&a, sizeof a);
}

static int open_connection(void)
{
    int fd = connect_v4("127.0.0.1");

    assert_true(fd >= 0);
    return fd;
}

static void put_n(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);

        if (sent <= 0)
            return; /* it hung up: what it said before is what counts */
        p += sent;
        n -= (size_t)sent;
    }
}

static void put(int fd, const char *text)
{
    put_n(fd, text, strlen(text));
}

/* Everything until the server closes, at most ms. NULL when it did not close. */
static const char *read_to_end(int fd, int64_t ms)
{
    struct buf b = buf_new(t->arena, 4096);
    int64_t until = clock_monotonic_us() + ms * 1000;

    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int64_t left = (until - clock_monotonic_us()) / 1000;
        ssize_t n;

        if (left <= 0 || poll(&p, 1, (int)left) <= 0)
            return NULL;
        n = recv(fd, buf_room(&b, 65536), 65536, 0);
        if (n <= 0)
            break;
        b.n += (size_t)n;
    }
    return str_c(t->arena, buf_str(&b));
}

static int status_of(const char *answer)
{
    return answer != NULL && strncmp(answer, "HTTP/1.1 ", 9) == 0 ? atoi(answer + 9) : 0;
}

/* One exchange on a connection of its own; bytes may hold NULs. */
static const char *exchange_n(const char *bytes, size_t n)
{
    int fd = open_connection();
    const char *answer;

    put_n(fd, bytes, n);
    answer = read_to_end(fd, 5000);
    close(fd);
    assert_non_null(answer);
    return answer;
}

static const char *exchange(const char *text)
{
    return exchange_n(text, strlen(text));
}

static int status_for(const char *text)
{
    return status_of(exchange(text));
}

#define END "Connection: close\r\n\r\n"
#define GET_HELLO "GET /hello/x HTTP/1.1\r\nHost: h\r\n"

static void assert_has(const char *answer, const char *part)
{
    if (answer == NULL || strstr(answer, part) == NULL)
        fail_msg("\"%s\" is not in:\n%s", part, answer != NULL ? answer : "(nothing)");
}

/* ---- plain service */

static void test_serves(void **state)
{
    const char *answer;

    (void)state;
    serve();
    answer = exchange("GET /hello/x%20y?a=%20b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assert_int_equal(status_of(answer), 200);
    assert_has(answer, "hello x y 127.0.0.1 local=0 query=a=%20b");
    assert_has(answer, "Content-Security-Policy: default-src 'none'");
    answer = exchange(
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
    assert_has(answer, "\r\n\r\nhello");
    answer = exchange(
        "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
    assert_has(answer, "\r\n\r\nhello");
    assert_int_equal(status_for("GET /hello/x HTTP/1.0\r\n\r\n"), 200);
    assert_int_equal(status_for("GET /nothing HTTP/1.1\r\nHost: h\r\n" END), 404);
}

static void test_head(void **state)
{
    const char *answer;

    (void)state;
    serve();
    answer = exchange("HEAD /hello/x HTTP/1.1\r\nHost: h\r\n" END);
    assert_int_equal(status_of(answer), 200);
    assert_has(answer, "Content-Length: 32\r\n");
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
    answer = exchange("HEAD /nothing HTTP/1.1\r\nHost: h\r\n" END);
    assert_int_equal(status_of(answer), 404);
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
}

static void test_keep_alive_and_pipelining(void **state)
{
    int fd;
    const char *answer, *second;

    (void)state;
    serve();
    fd = open_connection();
    put(fd, GET_HELLO "\r\n" GET_HELLO END);
    answer = read_to_end(fd, 5000);
    close(fd);
    assert_int_equal(status_of(answer), 200);
    second = strstr(answer + 1, "HTTP/1.1 200");
    assert_non_null(second);
    assert_has(second, "hello x");
}

static void test_dual_stack_and_local_socket(void **state)
{
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    struct stat at;
    int fd;

    (void)state;
    serve();
    six.sin6_port = htons((uint16_t)server_port(server));
    fd = connect_to((struct sockaddr *)&six, sizeof six);
    if (fd >= 0) { /* not every container has IPv6 */
        put(fd, GET_HELLO END);
        assert_has(read_to_end(fd, 5000), "hello x ::1 local=0");
        close(fd);
    }
    snprintf(un.sun_path, sizeof un.sun_path, "%s/socket", folder);
    assert_int_equal(stat(un.sun_path, &at), 0);
    assert_int_equal(at.st_mode & 0777, 0600);
    fd = connect_to((struct sockaddr *)&un, sizeof un);
    assert_true(fd >= 0);
    put(fd, "GET /metrics HTTP/1.1\r\nHost: h\r\n" END);
    assert_has(read_to_end(fd, 5000), "bagvagt_requests_total");
    close(fd);
    fd = connect_to((struct sockaddr *)&un, sizeof un);
    put(fd, GET_HELLO END);
    assert_has(read_to_end(fd, 5000), "hello x  local=1");
    close(fd);
    assert_has(exchange("GET /metrics HTTP/1.1\r\nHost: h\r\n" END), "bagvagt_connections 1\n");
    assert_int_equal(
        status_for("GET /metrics HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.9\r\n" END), 403);
}

static void test_proxy(void **state)
{
    (void)state;
    t->info.trust_proxy = true;
    serve();
    assert_has(exchange(GET_HELLO "X-Forwarded-For: 10.0.0.1, 192.0.2.9\r\n" END),
               "hello x 192.0.2.9 ");
    assert_int_equal(
        status_for("GET /metrics HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 127.0.0.1\r\n" END), 403);
}

static void test_start_says_what_is_wrong(void **state)
{
    struct server_options second;
    struct server *other;

    (void)state;
    serve();
    second = options;
    second.local_socket = STR("");
    second.port = server_port(server);
    assert_status(server_start(&second, &other), CONFLICT);
    second.port = 0;
    second.address = STR("localhost");
    assert_status(server_start(&second, &other), INVALID);
    second.address = STR("192.0.2.77");
    assert_status(server_start(&second, &other), INVALID);
    second.address = STR("127.0.0.1");
    second.tls_cert = second.tls_key = STR("/nonexistent");
    assert_status(server_start(&second, &other), INVALID);
}

/* ---- heads that are refused (stack.md A4) */

static void test_doubtful_heads(void **state)
{
    static const struct {
        int wanted;
        const char *head;
    } cases[] = {
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2, 2\r\n\r\nab"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: "
              "chunked\r\n\r\n0\r\n\r\n"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: "
              "2\r\n\r\n0\r\n\r\n"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\ntransfer-encoding: "
              "chunked\r\n\r\n0\r\n\r\n"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na"},
        {400, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\na"},
        {501,
         "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost : h\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX-Y : z\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX(Y: z\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: a\x01\x62\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: a\x7f\x62\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\nY: z\r\n\r\n"},
        {400, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n"},
        {505, "GET /hello/x HTTP/2.0\r\nHost: h\r\n\r\n"},
        {400, "GET hello HTTP/1.1\r\nHost: h\r\n\r\n"},
        {400, "GET /hello/\xc3\xa6 HTTP/1.1\r\nHost: h\r\n\r\n"},
        {501, "BREW /hello/x HTTP/1.1\r\nHost: h\r\n" END},
        {501, "get /hello/x HTTP/1.1\r\nHost: h\r\n" END},
        {405, "PATCH /hello/x HTTP/1.1\r\nHost: h\r\n" END},
        {405, "OPTIONS /hello/x HTTP/1.1\r\nHost: h\r\n" END},
        {405, "DELETE /hello/x HTTP/1.1\r\nHost: h\r\n" END},
        /* and what is fine, lest everything be refused */
        {200, "GET /hello/x HTTP/1.1\r\nHost: h\r\nX:\r\nY:   \t a b \t \r\nZ: \xc3\xa6\r\n" END},
        {200, "GET /hello/x HTTP/1.1\r\nhost: h\r\nCookie: a=b; c=\"d\"; e\r\nAccept: */*\r\n" END},
    };

    (void)state;
    serve();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int got = status_for(cases[i].head);

        if (got != cases[i].wanted)
            fail_msg("%d instead of %d for\n%s", got, cases[i].wanted, cases[i].head);
    }
}

static void test_nul_in_values(void **state)
{
    static const char first[] =
        "GET /hello/x HTTP/1.1\r\nHost: h\0evil\r\nX: y\r\nConnection: close\r\n\r\n";
    static const char middle[] =
        "GET /hello/x HTTP/1.1\r\nHost: h\r\nX: y\0\r\nConnection: close\r\n\r\n";
    static const char last[] =
        "GET /hello/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX: a\0b\r\n\r\n";
    static const char name[] =
        "GET /hello/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX\0Y: a\r\n\r\n";

    (void)state;
    serve();
    assert_int_equal(status_of(exchange_n(first, sizeof first - 1)), 400);
    assert_int_equal(status_of(exchange_n(middle, sizeof middle - 1)), 400);
    assert_int_equal(status_of(exchange_n(last, sizeof last - 1)), 400);
    assert_int_equal(status_of(exchange_n(name, sizeof name - 1)), 400);
}

static void test_sizes(void **state)
{
    char *big = arena_alloc(t->arena, 70000);
    struct str s;

    (void)state;
    serve();
    memset(big, 'a', 40000);
    s = arena_printf(t->arena, GET_HELLO "X: %s\r\n" END, big);
    assert_int_equal(status_for(str_c(t->arena, s)), 431);
    s = arena_printf(t->arena, "GET /%s HTTP/1.1\r\nHost: h\r\n" END, big);
    assert_int_equal(status_for(str_c(t->arena, s)), 414);
    big[0] = '\0';
    for (int i = 0; i < 80; i++)
        strcat(big, "X-A: b\r\n");
    s = arena_printf(t->arena, GET_HELLO "%s" END, big);
    assert_int_equal(status_for(str_c(t->arena, s)), 431);
    memset(big, 'a', 60000);
    big[2000] = '\0';
    s = arena_printf(t->arena,
                     "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n" END "%s", big);
    assert_int_equal(status_for(str_c(t->arena, s)), 413);
    s = arena_printf(t->arena,
                     "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n" END
                     "7d0\r\n%s\r\n0\r\n\r\n",
                     big);
    assert_int_equal(status_for(str_c(t->arena, s)), 413);
    assert_int_equal(
        status_for("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n"), 413);
    assert_has(exchange("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\nExpect: "
                        "100-continue\r\n\r\n"),
               "HTTP/1.1 413");
}

/* ---- deadlines */

static void assert_hangs_up(const char *begin, const char *drip)
{
    int fd = open_connection();
    int64_t began = clock_monotonic_us(), took;
    bool closed = false;

    put(fd, begin);
    for (int i = 0; i < 100 && !closed; i++) {
        char c[512];

        put_n(fd, drip, 1);
        usleep(20000);
        closed = recv(fd, c, sizeof c, MSG_DONTWAIT) == 0 || errno == ECONNRESET;
        errno = 0;
    }
    took = (clock_monotonic_us() - began) / 1000;
    close(fd);
    if (!closed || took < 150 || took > 1500)
        fail_msg("closed=%d after %lld ms", closed, (long long)took);
}

static void test_slow_senders(void **state)
{
    (void)state;
    serve();
    assert_hangs_up("", "G");
    assert_hangs_up("GET /hello/x HTTP/1.1\r\nX: ", "a");
    options.body_deadline_ms = 200;
    assert_hangs_up("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 900\r\n\r\n", "a");
    assert_hangs_up("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n900\r\n",
                    "a");
    assert_hangs_up("POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n", "a");
}

static void test_client_leaves_a_large_answer(void **state)
{
    struct server_counts counts = {.open_connections = 1};
    int fd;

    (void)state;
    serve();
    fd = open_connection();
    put(fd,
        "GET /large HTTP/1.1\r\nHost: h\r\n\r\n"); /* 8 MB: stuck in its middle, with time left */
    usleep(300000);
    server_counts(server, &counts);
    assert_int_equal(counts.open_connections, 1);
    close(fd);
    for (int i = 0; i < 200 && counts.open_connections > 0; i++) {
        usleep(10000);
        server_counts(server, &counts);
    }
    assert_int_equal(counts.open_connections, 0);
}

/* An own handler may take longer than any deadline of the network. */
static void *end_slow_later(void *ms)
{
    usleep((useconds_t)(*(int *)ms) * 1000);
    atomic_store(&slow_may_end, true);
    return NULL;
}

static void test_slow_handlers_have_time(void **state)
{
    pthread_t thread;
    int ms = 700;

    (void)state;
    serve();
    pthread_create(&thread, NULL, end_slow_later, &ms);
    assert_has(exchange("GET /slow HTTP/1.1\r\nHost: h\r\n" END), "slow done");
    pthread_join(thread, NULL);
}

/* ---- many */

static const char *own_address(void)
{
    struct ifaddrs *list, *i;
    char text[64] = "";

    if (getifaddrs(&list) != 0)
        return NULL;
    for (i = list; i != NULL; i = i->ifa_next) {
        struct sockaddr_in v4;

        if (i->ifa_addr == NULL || i->ifa_addr->sa_family != AF_INET)
            continue;
        memcpy(&v4, i->ifa_addr, sizeof v4);
        if ((ntohl(v4.sin_addr.s_addr) >> 24) != 127)
            inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    }
    freeifaddrs(list);
    return text[0] != '\0' ? str_c(t->arena, str_of(text)) : NULL;
}

static void test_limit_per_address(void **state)
{
    const char *ip = own_address();
    struct server_counts counts;
    int fds[5];

    (void)state;
    if (ip == NULL)
        skip();
    options.max_per_address = 3;
    options.header_deadline_ms = 5000;
    serve();
    for (int i = 0; i < 5; i++) {
        fds[i] = connect_v4(ip);
        usleep(50000); /* counted when its thread has it */
    }
    for (int i = 0; i < 5; i++) {
        put(fds[i], GET_HELLO END);
        assert_int_equal(status_of(read_to_end(fds[i], 5000)), i < 3 ? 200 : 0);
        close(fds[i]);
    }
    server_counts(server, &counts);
    assert_int_equal(counts.refused, 2);
    usleep(100000);
    fds[0] = connect_v4(ip); /* room again */
    put(fds[0], GET_HELLO END);
    assert_int_equal(status_of(read_to_end(fds[0], 5000)), 200);
    close(fds[0]);
}

static void test_limit_of_connections(void **state)
{
    int fds[6];
    int served = 0;

    (void)state;
    options.max_connections = 4;
    options.header_deadline_ms = 5000;
    serve();
    for (int i = 0; i < 6; i++) {
        fds[i] = open_connection();
        usleep(50000);
    }
    for (int i = 0; i < 6; i++) {
        put(fds[i], GET_HELLO END);
        served += status_of(read_to_end(fds[i], 5000)) == 200;
        close(fds[i]);
    }
    assert_int_equal(served, 4);
}

#define N_CLIENTS 64
#define N_EACH 25
static _Atomic int n_good;

static void *client(void *context)
{
    static const char get[] = "GET /hello/x HTTP/1.1\r\nHost: h\r\n\r\n",
                      post[] = "POST /commit HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    int fd = open_connection();

    (void)context;
    for (int i = 0; i < N_EACH; i++) {
        const char *request = i % 5 == 0 ? post : get;
        char answer[4096];
        ssize_t n;

        put(fd, request);
        n = recv(fd, answer, sizeof answer - 1, 0);
        if (n <= 0)
            break;
        answer[n] = '\0';
        if (status_of(answer) == 200 &&
            strstr(answer, i % 5 == 0 ? "committed" : "hello x") != NULL)
            atomic_fetch_add(&n_good, 1);
    }
    close(fd);
    return NULL;
}

static void test_64_at_once(void **state)
{
    pthread_t threads[N_CLIENTS];
    struct server_counts counts;

    (void)state;
    options.header_deadline_ms = options.body_deadline_ms = 20000;
    atomic_store(&n_good, 0);
    serve();
    for (int i = 0; i < N_CLIENTS; i++)
        pthread_create(&threads[i], NULL, client, NULL);
    for (int i = 0; i < N_CLIENTS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&n_good), N_CLIENTS * N_EACH);
    server_counts(server, &counts);
    assert_int_equal(counts.requests, N_CLIENTS * N_EACH);
    assert_int_equal(counts.by_class[2], N_CLIENTS * N_EACH);
}

/* ---- slow routes */

static void *slow_client(void *ret_status)
{
    int fd = open_connection();
    char answer[4096];
    ssize_t n;

    put(fd, "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    n = recv(fd, answer, sizeof answer - 1, 0);
    answer[n > 0 ? n : 0] = '\0';
    *(int *)ret_status = status_of(answer);
    close(fd);
    return NULL;
}

static void test_slow_routes_do_not_hold_up_others(void **state)
{
    pthread_t threads[100];
    int got[100], n_ok = 0, n_busy = 0;

    (void)state;
    options.n_threads = 2;
    options.header_deadline_ms = options.body_deadline_ms = 20000;
    serve();
    for (int i = 0; i < 100; i++)
        pthread_create(&threads[i], NULL, slow_client, &got[i]);
    for (int i = 0; i < 1000 && atomic_load(&slow_running) < 2; i++)
        usleep(1000);
    usleep(200000);
    for (int i = 0; i < 10; i++) /* both threads still answer */
        assert_int_equal(status_for(GET_HELLO END), 200);
    atomic_store(&slow_may_end, true);
    for (int i = 0; i < 100; i++) {
        pthread_join(threads[i], NULL);
        n_ok += got[i] == 200;
        n_busy += got[i] == 503;
    }
    assert_int_equal(n_ok + n_busy, 100);
    assert_true(n_busy > 0 && n_ok >= 64);
}

/* The client is gone before its answer is ready: the connection must outlive the job. */
static void test_client_leaves_a_slow_route(void **state)
{
    (void)state;
    serve();
    for (int i = 0; i < 20; i++) {
        int fd = open_connection();
        struct linger hard = {.l_onoff = 1, .l_linger = 0};

        put(fd, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
        usleep(5000);
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard); /* a reset, not a farewell */
        close(fd);
    }
    atomic_store(&slow_may_end, true);
    for (int i = 0; i < 500 && atomic_load(&slow_running) > 0; i++)
        usleep(1000);
    assert_int_equal(status_for(GET_HELLO END), 200);
}

/* ---- uploads */

static void test_upload_as_body(void **state)
{
    struct str request;
    static char bytes[100002];

    (void)state;
    serve();
    memset(bytes, 'x', 50000);
    request = arena_printf(t->arena,
                           "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: "
                           "text/csv\r\nContent-Length: 50000\r\n" END "%s",
                           bytes);
    assert_has(exchange(str_c(t->arena, request)),
               "file= bytes=50000 links=0 head=xxxxxxxxxxxxxxxxxxx body=");
    memset(bytes, 'x', 100001);
    request = arena_printf(
        t->arena, "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n" END "%s", bytes);
    assert_has(exchange(str_c(t->arena, request)), "HTTP/1.1 413");
}

static void test_upload_in_a_form(void **state)
{
    static const char parts[] =
        "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"k\xc3\xa6r.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\na;b\r\n1;2\r\n\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\xc3\xa6 & "
        "\xc3\xb8\r\n--B--\r\n";
    static const char without[] =
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--B--\r\n";
    const char *format =
        "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=B\r\n"
        "Content-Length: %zu\r\n" END "%s";
    struct str request;

    (void)state;
    serve();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    request = arena_printf(t->arena, format, sizeof parts - 1, parts);
    assert_has(exchange(str_c(t->arena, request)),
               "file=k\xc3\xa6r.csv bytes=10 links=0 head=a;b\r\n1;2\r\n "
               "body=csrf=abc&note=%C3%A6%20%26%20%C3%B8");
    request = arena_printf(t->arena, format, sizeof without - 1, without);
    assert_has(exchange(str_c(t->arena, request)), "no file");
    request = arena_printf(t->arena, format, (size_t)8, "--B\r\nX: ");
    assert_int_equal(status_for(str_c(t->arena, request)), 400);
#pragma GCC diagnostic pop
}

/* What is confided lies on the disk in no moment as it came, whatever its length; and comes out whole. */
static void test_upload_lies_sealed(void **state)
{
    static const int lengths[] = {10, SPOOL_PIECE - 1, SPOOL_PIECE, SPOOL_PIECE + 1, 99990};
    char *bytes = arena_alloc(t->arena, 100001);

    (void)state;
    serve();
    for (size_t i = 0; i < 100000; i++)
        bytes[i] = CONFIDED[i % (sizeof CONFIDED - 1)];
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct str request = arena_printf(
            t->arena, "POST /confided HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n" END "%.*s",
            lengths[i], lengths[i], bytes);

        assert_has(exchange(str_c(t->arena, request)),
                   str_c(t->arena, arena_printf(t->arena, "bytes=%d read=%d same=1 plain=0",
                                                lengths[i], lengths[i])));
    }
}

static void test_upload_needs_permission_first(void **state)
{
    struct str token = web_test_token(t, ANNA, UINT64_MAX >> 1), request;
    const char *answer;

    (void)state;
    serve();
    /* Answered before a byte of the file is sent. */
    answer = exchange("POST /api/upload HTTP/1.1\r\nHost: h\r\nContent-Length: 90000\r\n\r\n");
    assert_int_equal(status_of(answer), 401);
    request = arena_printf(t->arena,
                           "POST /api/upload HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %.*s\r\n"
                           "Content-Length: 3\r\n" END "abc",
                           STR_ARG(token));
    answer = exchange(str_c(t->arena, request));
    assert_int_equal(status_of(answer), 200);
    assert_has(answer, "bytes=3 links=0 head=abc");
}

/* ---- stopping */

static void *stop(void *context)
{
    (void)context;
    server_stop(server, 5000);
    return NULL;
}

static void test_graceful_stop(void **state)
{
    pthread_t threads[8], stopper;
    int got[8], port, n_ok = 0;
    int idle;

    (void)state;
    options.header_deadline_ms = options.body_deadline_ms = 20000;
    serve();
    port = server_port(server);
    idle = open_connection();
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, slow_client, &got[i]);
    for (int i = 0; i < 1000 && atomic_load(&slow_running) < 3; i++)
        usleep(1000);
    usleep(50000);
    pthread_create(&stopper, NULL, stop, NULL);
    usleep(200000);
    assert_int_equal(connect_v4("127.0.0.1"), -1); /* nobody new */
    put(idle, GET_HELLO "\r\n");                   /* who is here is served, and told to go */
    assert_has(read_to_end(idle, 2000), "Connection: close");
    close(idle);
    atomic_store(&slow_may_end, true);
    for (int i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
        n_ok += got[i] == 200;
    }
    pthread_join(stopper, NULL);
    assert_int_equal(n_ok, 8);
    options.port = port; /* and the port is free at once */
    options.n_threads = 2;
    serve();
    assert_int_equal(status_for(GET_HELLO END), 200);
}

/* Who waits for a worker when time is up hears so; who has one is waited for. */
static void test_stop_in_a_hurry(void **state)
{
    pthread_t threads[8], ender;
    int got[8], n_ok = 0, n_busy = 0, ms = 400;

    (void)state;
    options.header_deadline_ms = options.body_deadline_ms = 20000;
    serve();
    for (int i = 0; i < 8; i++)
        pthread_create(&threads[i], NULL, slow_client, &got[i]);
    for (int i = 0; i < 1000 && atomic_load(&slow_running) < 3; i++)
        usleep(1000);
    usleep(50000);
    pthread_create(&ender, NULL, end_slow_later, &ms);
    server_stop(server, 10);
    server = NULL;
    for (int i = 0; i < 8; i++) {
        pthread_join(threads[i], NULL);
        n_ok += got[i] == 200;
        n_busy += got[i] == 503;
    }
    pthread_join(ender, NULL);
    assert_int_equal(n_ok, 3);
    assert_int_equal(n_busy, 5);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, start, end)
    const struct CMUnitTest tests[] = {
        T(test_serves),
        T(test_head),
        T(test_keep_alive_and_pipelining),
        T(test_dual_stack_and_local_socket),
        T(test_proxy),
        T(test_start_says_what_is_wrong),
        T(test_doubtful_heads),
        T(test_nul_in_values),
        T(test_sizes),
        T(test_slow_senders),
        T(test_client_leaves_a_large_answer),
        T(test_slow_handlers_have_time),
        T(test_limit_per_address),
        T(test_limit_of_connections),
        T(test_64_at_once),
        T(test_slow_routes_do_not_hold_up_others),
        T(test_client_leaves_a_slow_route),
        T(test_upload_as_body),
        T(test_upload_in_a_form),
        T(test_upload_lies_sealed),
        T(test_upload_needs_permission_first),
        T(test_graceful_stop),
        T(test_stop_in_a_hurry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
