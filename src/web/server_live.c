/* The open end of a live page: between libmicrohttpd, which suspends its connection while there is nothing to send, and the
 * hub (core/live.h). Costs no thread.
 *
 * Waking a connection of libmicrohttpd takes a lock, a system call and a walk over all that sleep. So what is told to a
 * page that waits is written to its socket right away, as the next chunk of its answer: libmicrohttpd has nothing of its
 * own under way then, since it only asks for more when all is sent.
 * SPDX-License-Identifier: MPL-2.0 */
#include <microhttpd.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "base/clock.h"
#include "core/live.h"
#include "web/server_inner.h"

#define PATIENCE_MS 30000 /* with a page that does not take what it was sent */

struct open_stream {
    struct MHD_Connection *connection;
    struct conn *conn;
    struct live_page *page;
    struct live_wait wait;
};

static void pause_stream(void *context)
{
    struct open_stream *s = context;

    atomic_store(&s->conn->deadline_us, 0);
    MHD_suspend_connection(s->connection);
}

static void wake_stream(void *context)
{
    struct open_stream *s = context;

    atomic_store(&s->conn->deadline_us, clock_monotonic_us() + PATIENCE_MS * 1000);
    MHD_resume_connection(s->connection);
}

/* Half a chunk is worse than none: the connection ends, the page opens another and says what it heard last. */
static bool push(void *context, const char *chunk, size_t n)
{
    struct open_stream *s = context;
    ssize_t sent = send(s->conn->fd, chunk, n, MSG_DONTWAIT | MSG_NOSIGNAL);

    if (sent > 0 && (size_t)sent < n)
        shutdown(s->conn->fd, SHUT_RDWR);
    return sent == (ssize_t)n;
}

static ssize_t give(void *context, uint64_t position, char *to, size_t room)
{
    struct open_stream *s = context;
    bool ends = false;
    size_t n;

    (void)position;
    /* Before asking: whoever is paused may be woken by another thread before live_read returns. */
    atomic_store(&s->conn->deadline_us, clock_monotonic_us() + PATIENCE_MS * 1000);
    n = live_read(s->page, &s->wait, to, room, &ends);
    return ends ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

struct open_stream *stream_new(struct MHD_Connection *connection, struct conn *conn,
                               struct live_page *page, bool is_chunked)
{
    struct open_stream *s = calloc(1, sizeof *s);
    const unsigned unheard_ms = 2 * LIVE_BEAT_MS;

    must(s != NULL);
    s->connection = connection;
    s->conn = conn;
    s->page = page;
    s->wait = (struct live_wait){pause_stream, wake_stream, is_chunked ? push : NULL, s};
    if (!conn->is_local) /* a laptop that was shut says no goodbye */
        setsockopt(conn->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard_ms, sizeof unheard_ms);
    return s;
}

struct MHD_Response *stream_answer(struct open_stream *s)
{
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 512, give, s, NULL);
}

void stream_free(struct open_stream *s)
{
    if (s == NULL)
        return;
    live_close(s->page);
    free(s);
}
