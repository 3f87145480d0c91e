/* A thread and a request per connection.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fake_http.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define REQUESTS_MAX 256
#define BYTES_MAX 65536

struct fake_http {
    int fd;
    char url[64];
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t n_open, together, n_held;
    char *said; /* the body of a 200; NULL: {} */
    int script[32];
    size_t n_script, at, n;
    struct fake_request requests[REQUESTS_MAX];
};

const char *fake_http_header(const struct fake_request *r, const char *name, char *to, size_t room)
{
    size_t n = strlen(name);

    to[0] = '\0';
    for (const char *line = strstr(r->head, "\r\n"); line != NULL; line = strstr(line + 2, "\r\n"))
        if (strncasecmp(line + 2, name, n) == 0 && line[2 + n] == ':') {
            const char *from = line + 3 + n + strspn(line + 3 + n, " ");
            snprintf(to, room, "%.*s", (int)strcspn(from, "\r"), from);
            break;
        }
    return to;
}

/* Head and body, as Content-Length says; false: it hung up. */
static int read_request(int fd, struct fake_request *r)
{
    char *bytes = calloc(1, BYTES_MAX), length[20];
    size_t n = 0;
    const char *end = NULL;

    assert(bytes);
    while (end == NULL && n + 1 < BYTES_MAX) {
        ssize_t got = recv(fd, bytes + n, BYTES_MAX - n - 1, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
        end = strstr(bytes, "\r\n\r\n");
    }
    if (end == NULL) {
        free(bytes);
        return 0;
    }
    size_t head_n = (size_t)(end - bytes) + 4;
    r->head = strndup(bytes, head_n);
    assert(r->head);
    r->body_n = strtoul(fake_http_header(r, "Content-Length", length, sizeof length), NULL, 10);
    assert(head_n + r->body_n < BYTES_MAX);
    while (n < head_n + r->body_n) {
        ssize_t got = recv(fd, bytes + n, BYTES_MAX - n - 1, 0);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    memmove(bytes, bytes + head_n, n - head_n);
    bytes[n - head_n] = '\0';
    r->body = bytes;
    return 1;
}

static int keep(struct fake_http *s, const struct fake_request *r)
{
    int answer;

    pthread_mutex_lock(&s->mutex);
    assert(s->n < REQUESTS_MAX);
    s->requests[s->n++] = *r;
    answer = s->script[s->at];
    if (s->at + 1 < s->n_script)
        s->at++;
    s->n_held++;
    pthread_cond_broadcast(&s->changed);
    while (s->n_held < s->together)
        pthread_cond_wait(&s->changed, &s->mutex);
    if (s->together > 0 && s->n_held >= s->together)
        s->together = 0;
    s->n_held--;
    pthread_mutex_unlock(&s->mutex);
    return answer;
}

/* A copy of what is said now: a test says something else as soon as it has been heard. */
static void say_body(struct fake_http *s, int fd)
{
    char *text;

    pthread_mutex_lock(&s->mutex);
    int n = asprintf(&text, "HTTP/1.1 200 Said\r\nETag: \"e\"\r\nContent-Length: %zu\r\n\r\n%s",
                     strlen(s->said), s->said);
    pthread_mutex_unlock(&s->mutex);
    assert(n > 0);
    if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n)
        perror("fake_http");
    free(text);
}

static void say(struct fake_http *s, int fd, int answer)
{
    char text[300];
    int n;

    if (answer == 200 && s->said != NULL) {
        say_body(s, fd);
        return;
    }
    if (answer == FAKE_HTTP_DROP)
        return;
    if (answer == FAKE_HTTP_BUSY_60)
        n = snprintf(text, sizeof text,
                     "HTTP/1.1 429 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");
    else if (answer == FAKE_HTTP_REDIRECT)
        n = snprintf(text, sizeof text,
                     "HTTP/1.1 302 There\r\nLocation: %s/there\r\nContent-Length: 0\r\n\r\n",
                     s->url);
    else if (answer == 304)
        n = snprintf(text, sizeof text, "HTTP/1.1 304 Same\r\n\r\n");
    else
        n = snprintf(text, sizeof text, "HTTP/1.1 %d Said\r\nContent-Length: 2\r\n\r\n{}", answer);
    if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n)
        perror("fake_http");
}

struct connection {
    struct fake_http *s;
    int fd;
};

static void *serve(void *p)
{
    struct connection c = *(struct connection *)p;
    struct fake_request r;

    free(p);
    if (read_request(c.fd, &r))
        say(c.s, c.fd, keep(c.s, &r));
    close(c.fd);
    pthread_mutex_lock(&c.s->mutex);
    c.s->n_open--;
    pthread_cond_broadcast(&c.s->changed);
    pthread_mutex_unlock(&c.s->mutex);
    return NULL;
}

static void *take_in(void *p)
{
    struct fake_http *s = p;
    int fd;

    while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
        struct connection *c = malloc(sizeof *c);
        pthread_t thread;

        assert(c);
        *c = (struct connection){s, fd};
        pthread_mutex_lock(&s->mutex);
        s->n_open++;
        pthread_mutex_unlock(&s->mutex);
        if (pthread_create(&thread, NULL, serve, c) != 0 || pthread_detach(thread) != 0)
            abort();
    }
    return NULL;
}

struct fake_http *fake_http_start(void)
{
    struct fake_http *s = calloc(1, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;

    assert(s);
    s->n_script = 1;
    s->script[0] = 200;
    pthread_mutex_init(&s->mutex, NULL);
    pthread_cond_init(&s->changed, NULL);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&at, n) != 0 || listen(s->fd, 128) != 0 ||
        getsockname(s->fd, (struct sockaddr *)&at, &n) != 0) {
        perror("fake_http");
        abort();
    }
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%d", ntohs(at.sin_port));
    if (pthread_create(&s->thread, NULL, take_in, s) != 0)
        abort();
    return s;
}

void fake_http_stop(struct fake_http *s)
{
    shutdown(s->fd, SHUT_RDWR); /* wakes accept */
    pthread_join(s->thread, NULL);
    fake_http_together(s, 0);
    pthread_mutex_lock(&s->mutex);
    while (s->n_open > 0)
        pthread_cond_wait(&s->changed, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
    close(s->fd);
    for (size_t i = 0; i < s->n; i++) {
        free(s->requests[i].head);
        free(s->requests[i].body);
    }
    free(s->said);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->mutex);
    free(s);
}

const char *fake_http_url(const struct fake_http *s)
{
    return s->url;
}

void fake_http_script(struct fake_http *s, const int *answers, size_t n)
{
    assert(n > 0 && n <= sizeof s->script / sizeof s->script[0]);
    pthread_mutex_lock(&s->mutex);
    memcpy(s->script, answers, n * sizeof *answers);
    s->n_script = n;
    s->at = 0;
    pthread_mutex_unlock(&s->mutex);
}

void fake_http_say(struct fake_http *s, const char *body)
{
    static const int ok = 200;
    char *said = strdup(body);

    assert(said);
    pthread_mutex_lock(&s->mutex);
    free(s->said);
    s->said = said;
    pthread_mutex_unlock(&s->mutex);
    fake_http_script(s, &ok, 1);
}

void fake_http_together(struct fake_http *s, size_t n)
{
    pthread_mutex_lock(&s->mutex);
    s->together = n;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->mutex);
}

void fake_http_await(struct fake_http *s, size_t n)
{
    struct timespec until;
    int late = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 60;
    pthread_mutex_lock(&s->mutex);
    while (s->n < n && late == 0)
        late = pthread_cond_timedwait(&s->changed, &s->mutex, &until);
    pthread_mutex_unlock(&s->mutex);
    assert(late == 0);
}

size_t fake_http_requests(struct fake_http *s)
{
    size_t n;

    pthread_mutex_lock(&s->mutex);
    n = s->n;
    pthread_mutex_unlock(&s->mutex);
    return n;
}

const struct fake_request *fake_http_request(struct fake_http *s, size_t i)
{
    assert(i < fake_http_requests(s));
    return &s->requests[i];
}
