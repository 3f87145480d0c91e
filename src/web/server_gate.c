/* The gate: one thread that accepts, counts per address, and ends connections whose time is up.
 * Accepting here and handing over descriptors spreads connections evenly over libmicrohttpd's
 * threads; when all of them wait on the listening socket, each arrival wakes them all.
 * SPDX-License-Identifier: MPL-2.0 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/server_inner.h"

#define N_BUCKETS 1024

struct counted {
    struct counted *next;
    unsigned char address[16];
    int n;
};

struct gate {
    struct gate_options options;
    int listeners[2], wake;
    int port;
    pthread_t thread;
    bool has_thread;
    _Atomic bool is_shut, is_draining, is_ending;
    _Atomic int64_t n_open, n_busy, n_refused;
    pthread_mutex_t lock; /* over everything below */
    struct conn *first;
    struct counted *buckets[N_BUCKETS];
};

/* ---- addresses */

static bool is_loopback(const unsigned char a[16])
{
    static const unsigned char v6[16] = {[15] = 1}, v4[13] = {[10] = 0xff, 0xff, 127};

    return memcmp(a, v6, sizeof v6) == 0 || memcmp(a, v4, sizeof v4) == 0;
}

/* false for the unix socket, which has no address. */
static bool address_of(const struct sockaddr *address, unsigned char ret[16])
{
    static const unsigned char mapped[12] = {[10] = 0xff, 0xff};
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        memcpy(ret, mapped, sizeof mapped);
        memcpy(ret + 12, &v4.sin_addr, 4);
        return true;
    }
    if (address->sa_family != AF_INET6)
        return false;
    memcpy(&v6, address, sizeof v6);
    memcpy(ret, &v6.sin6_addr, 16);
    return true;
}

static void address_text(const unsigned char a[16], char *ret, socklen_t n)
{
    static const unsigned char mapped[12] = {[10] = 0xff, 0xff};

    if (memcmp(a, mapped, sizeof mapped) == 0)
        inet_ntop(AF_INET, a + 12, ret, n);
    else
        inet_ntop(AF_INET6, a, ret, n);
}

/* One household or office has a whole /64 of IPv6: those addresses are one. */
static void keep_network(unsigned char a[16])
{
    static const unsigned char mapped[12] = {[10] = 0xff, 0xff};

    if (memcmp(a, mapped, sizeof mapped) != 0 && !is_loopback(a))
        memset(a + 8, 0, 8);
}

static struct counted **bucket(struct gate *g, const unsigned char a[16])
{
    uint32_t h = 2166136261u;

    for (int i = 0; i < 16; i++)
        h = (h ^ a[i]) * 16777619u;
    return &g->buckets[h % N_BUCKETS];
}

static struct counted *counted_find(struct gate *g, const unsigned char a[16])
{
    struct counted *c = *bucket(g, a);

    while (c != NULL && memcmp(c->address, a, 16) != 0)
        c = c->next;
    return c;
}

static void count_up(struct gate *g, const unsigned char a[16])
{
    struct counted *c = counted_find(g, a), **at = bucket(g, a);

    if (c == NULL) {
        c = calloc(1, sizeof *c);
        must(c != NULL);
        memcpy(c->address, a, 16);
        c->next = *at;
        *at = c;
    }
    c->n++;
}

static void count_down(struct gate *g, const unsigned char a[16])
{
    struct counted **at = bucket(g, a), *c;

    while (*at != NULL && memcmp((*at)->address, a, 16) != 0)
        at = &(*at)->next;
    c = *at;
    if (c == NULL || --c->n > 0)
        return;
    *at = c->next;
    free(c);
}

/* ---- connections */

/* What lies unread in the socket is still read by the thread that owns the connection; then it sees the end and closes. */
static void end_reading(struct conn *c)
{
    shutdown(c->fd, SHUT_RD);
}

struct conn *gate_opened(struct gate *g, int fd, const struct sockaddr *address,
                         int64_t deadline_us)
{
    struct conn *c = calloc(1, sizeof *c);

    must(c != NULL);
    c->fd = fd;
    atomic_store(&c->deadline_us, deadline_us);
    if (address_of(address, c->address)) {
        address_text(c->address, c->remote, sizeof c->remote);
        keep_network(c->address);
        c->is_counted = !is_loopback(c->address) && g->options.max_per_address > 0;
    } else {
        c->is_local = true;
    }
    pthread_mutex_lock(&g->lock);
    c->next = g->first;
    if (c->next != NULL)
        c->next->prev = c;
    g->first = c;
    if (c->is_counted)
        count_up(g, c->address);
    pthread_mutex_unlock(&g->lock);
    if (atomic_fetch_add(&g->n_open, 1) ==
        0) { /* the thread sleeps without a clock while nobody is here */
        uint64_t one = 1;
        (void)!write(g->wake, &one, sizeof one);
    }
    if (atomic_load(&g->is_draining)) /* handed over just before */
        end_reading(c);
    return c;
}

void gate_drain(struct gate *g)
{
    atomic_store(&g->is_draining,
                 true); /* before is_busy is read: gate_answered does it the other way round */
    pthread_mutex_lock(&g->lock);
    for (struct conn *c = g->first; c != NULL; c = c->next)
        if (!atomic_load(&c->is_busy))
            end_reading(c);
    pthread_mutex_unlock(&g->lock);
}

void gate_asked(struct gate *g, struct conn *c)
{
    atomic_store(&c->is_busy, true);
    atomic_fetch_add(&g->n_busy, 1);
}

void gate_answered(struct gate *g, struct conn *c)
{
    atomic_store(&c->is_busy, false);
    atomic_fetch_sub(&g->n_busy, 1);
    if (atomic_load(&g->is_draining))
        end_reading(c);
}

void gate_closed(struct gate *g, struct conn *c)
{
    pthread_mutex_lock(&g->lock);
    if (c->prev != NULL)
        c->prev->next = c->next;
    else
        g->first = c->next;
    if (c->next != NULL)
        c->next->prev = c->prev;
    if (c->is_counted)
        count_down(g, c->address);
    pthread_mutex_unlock(&g->lock);
    atomic_fetch_sub(&g->n_open, 1);
    free(c);
}

int64_t gate_open_connections(const struct gate *g)
{
    return atomic_load(&g->n_open);
}

int64_t gate_busy_connections(const struct gate *g)
{
    return atomic_load(&g->n_busy);
}

int64_t gate_refused(const struct gate *g)
{
    return atomic_load(&g->n_refused);
}

/* Under the lock a connection in the list still owns its descriptor: gate_closed comes before
 * close. */
static void end_overdue(struct gate *g)
{
    int64_t now = clock_monotonic_us();

    pthread_mutex_lock(&g->lock);
    for (struct conn *c = g->first; c != NULL; c = c->next) {
        int64_t deadline = atomic_load(&c->deadline_us);

        if (deadline == 0 || now < deadline)
            continue;
        atomic_store(&c->deadline_us, 0);
        shutdown(c->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&g->lock);
}

static bool may_enter(struct gate *g, const struct sockaddr *address)
{
    unsigned char a[16];
    const struct counted *c;
    bool yes;

    if (atomic_load(&g->n_open) >= g->options.max_connections)
        return false;
    if (g->options.max_per_address == 0 || !address_of(address, a) || is_loopback(a))
        return true;
    keep_network(a);
    pthread_mutex_lock(&g->lock);
    c = counted_find(g, a);
    yes = c == NULL || c->n < g->options.max_per_address;
    pthread_mutex_unlock(&g->lock);
    return yes;
}

static void accept_all(struct gate *g, int listener)
{
    for (int i = 0; i < 64; i++) {
        struct sockaddr_storage address = {0};
        socklen_t n = sizeof address;
        int fd = accept4(listener, (struct sockaddr *)&address, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS)
                poll(NULL, 0, 20); /* nothing to be had now: do not spin */
            return;
        }
        if (!may_enter(g, (struct sockaddr *)&address)) {
            atomic_fetch_add(&g->n_refused, 1);
            close(fd);
        } else if (!g->options.take(g->options.context, fd, (struct sockaddr *)&address, n)) {
            atomic_fetch_add(&g->n_refused, 1);
        }
    }
}

static void *gate_thread(void *context)
{
    struct gate *g = context;
    int64_t next_check = 0;

    while (!atomic_load(&g->is_ending)) {
        struct pollfd fds[3] = {{.fd = g->wake, .events = POLLIN}, {.fd = -1}, {.fd = -1}};
        int timeout = atomic_load(&g->n_open) > 0 ? (int)g->options.tick_ms : -1;
        uint64_t woken;

        for (int i = 0; i < 2 && !atomic_load(&g->is_shut); i++)
            fds[i + 1] = (struct pollfd){.fd = g->listeners[i], .events = POLLIN};
        if (poll(fds, 3, timeout) > 0) {
            if ((fds[0].revents & POLLIN) != 0)
                (void)!read(g->wake, &woken, sizeof woken);
            for (int i = 1; i < 3; i++)
                if ((fds[i].revents & POLLIN) != 0)
                    accept_all(g, fds[i].fd);
        }
        if (clock_monotonic_us() >= next_check) {
            end_overdue(g);
            next_check = clock_monotonic_us() + g->options.tick_ms * 1000;
        }
        if (atomic_load(&g->is_shut))
            for (int i = 0; i < 2; i++)
                if (g->listeners[i] >= 0) {
                    accept_all(g, g->listeners[i]); /* who has connected already is served */
                    close(g->listeners[i]);         /* by the thread that polls it */
                    g->listeners[i] = -1;
                }
    }
    return NULL;
}

/* ---- listening */

static enum status listen_error(const char *what)
{
    int error = errno;

    if (error == EADDRINUSE)
        return fail(CONFLICT, "%s: in use already", what);
    if (error == EACCES || error == EPERM)
        return fail(DENIED, "%s: not permitted", what);
    return fail(INVALID, "%s: %s", what, strerror(error));
}

static enum status listen_tcp(struct gate *g)
{
    char host[64], port[16], what[128];
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                             .ai_socktype = SOCK_STREAM};
    struct str address = g->options.address.n > 0 ? g->options.address : STR("::");
    struct addrinfo *info;
    struct sockaddr_storage bound = {0};
    socklen_t n = sizeof bound;
    const int yes = 1, no = 0;
    int fd;

    snprintf(host, sizeof host, "%.*s", STR_ARG(address));
    snprintf(port, sizeof port, "%d", g->options.port);
    snprintf(what, sizeof what, "address %s port %s", host, port);
    if (address.n >= sizeof host || getaddrinfo(host, port, &hints, &info) != 0)
        return fail(INVALID, "%s: no IP address", what);
    fd = socket(info->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 && info->ai_family == AF_INET6 &&
        str_eq(address, STR("::"))) { /* a machine without IPv6 */
        freeaddrinfo(info);
        g->options.address = STR("0.0.0.0");
        return listen_tcp(g);
    }
    g->listeners[0] = fd;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); /* inherited by what is accepted */
    if (info->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (fd < 0 || bind(fd, info->ai_addr, info->ai_addrlen) != 0 || listen(fd, 1024) != 0) {
        freeaddrinfo(info);
        return listen_error(what);
    }
    freeaddrinfo(info);
    getsockname(fd, (struct sockaddr *)&bound, &n);
    /* NOLINTBEGIN(clang-analyzer-core.CallAndMessage): the kernel filled it */
    g->port = bound.ss_family == AF_INET6 ? ntohs(((struct sockaddr_in6 *)&bound)->sin6_port)
                                          : ntohs(((struct sockaddr_in *)&bound)->sin_port);
    /* NOLINTEND(clang-analyzer-core.CallAndMessage) */
    return OK;
}

/* The owner alone may connect: who can is the machine room itself. */
static enum status listen_local(struct gate *g)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd;

    if (g->options.local_socket.n == 0)
        return OK;
    if (g->options.local_socket.n >= sizeof address.sun_path)
        return fail(INVALID, "the path of the local socket is longer than %zu bytes",
                    sizeof address.sun_path - 1);
    memcpy(address.sun_path, g->options.local_socket.p, g->options.local_socket.n);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    g->listeners[1] = fd;
    unlink(address.sun_path); /* left by a process that was killed; the database lock says that none
                                 runs */
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        chmod(address.sun_path, 0600) != 0 || listen(fd, 64) != 0)
        return listen_error(address.sun_path);
    return OK;
}

enum status gate_open(const struct gate_options *options, struct gate **ret)
{
    struct gate *g = calloc(1, sizeof *g);
    enum status status;

    must(g != NULL);
    g->options = *options;
    g->listeners[0] = g->listeners[1] = -1;
    pthread_mutex_init(&g->lock, NULL);
    g->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    must(g->wake >= 0);
    status = listen_tcp(g);
    if (status == OK)
        status = listen_local(g);
    if (status != OK) {
        gate_free(g);
        return status;
    }
    *ret = g;
    return OK;
}

enum status gate_run(struct gate *g)
{
    pthread_attr_t attr;

    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 256 * 1024);
    g->has_thread = pthread_create(&g->thread, &attr, gate_thread, g) == 0;
    pthread_attr_destroy(&attr);
    return g->has_thread ? OK : fail(BROKEN, "no thread for accepting connections");
}

int gate_port(const struct gate *g)
{
    return g->port;
}

static void wake(struct gate *g)
{
    uint64_t one = 1;

    (void)!write(g->wake, &one, sizeof one);
}

void gate_shut(struct gate *g)
{
    atomic_store(&g->is_shut, true);
    wake(g);
}

void gate_free(struct gate *g)
{
    if (g == NULL)
        return;
    atomic_store(&g->is_ending, true);
    wake(g);
    if (g->has_thread)
        pthread_join(g->thread, NULL);
    for (int i = 0; i < 2; i++)
        if (g->listeners[i] >= 0)
            close(g->listeners[i]);
    close(g->wake);
    pthread_mutex_destroy(&g->lock);
    free(g);
}
