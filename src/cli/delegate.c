/* Commands over a unix socket: arguments as text, open files as descriptors (SCM_RIGHTS), the exit code back. The socket
 * lies in the data folder, which only the server's user may enter: who can connect could also open the database.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/delegate.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/cli.h"

#define MAX_MESSAGE 16384
#define MAX_ARGS 64
#define N_FDS (4 + COMMAND_MAX_FILES) /* in, out, err, dir, files */

/* One message carries it all: the words of the command line, each ended by NUL, and which descriptors came. */
struct message {
    uint32_t n_words;
    uint8_t terminal;
    uint8_t has_fd[N_FDS];
    uint32_t n_text;
    char text[MAX_MESSAGE];
};

struct delegate {
    struct store *store;
    const struct config *config;
    int listen_fd, stop_read, stop_write;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t idle;
    int n_running;
    bool stopping;
};

struct job {
    struct delegate *d;
    int fd;
    bool cancelled;
    int fds[N_FDS];
    struct message message;
};

static bool socket_address(const struct config *config, struct sockaddr_un *ret)
{
    int n;

    *ret = (struct sockaddr_un){.sun_family = AF_UNIX};
    n = snprintf(ret->sun_path, sizeof ret->sun_path, "%.*s/command.sock",
                 STR_ARG(config->data_folder));
    return n > 0 && (size_t)n < sizeof ret->sun_path;
}

/* ---- the caller */

static bool add_word(struct message *m, const char *word)
{
    size_t n = strlen(word) + 1;

    if (m->n_text + n > sizeof m->text || m->n_words == MAX_ARGS)
        return false;
    memcpy(m->text + m->n_text, word, n);
    m->n_text += (uint32_t)n;
    m->n_words++;
    return true;
}

static bool add_words(struct message *m, const struct command *c, int argc, char **argv)
{
    if (!add_word(m, c->name))
        return false;
    for (int i = 0; i < argc; i++)
        if (!add_word(m, argv[i]))
            return false;
    return true;
}

static bool send_message(int fd, struct message *m, const int *fds, size_t n_fds)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * N_FDS)];
    } control = {0};
    struct iovec part = {m, sizeof *m};
    struct msghdr header = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.room,
                            .msg_controllen = CMSG_SPACE(sizeof(int) * n_fds)};
    struct cmsghdr *c = CMSG_FIRSTHDR(&header);

    must(c != NULL);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
    memcpy(CMSG_DATA(c), fds, sizeof(int) * n_fds);
    return sendmsg(fd, &header, MSG_NOSIGNAL) == (ssize_t)sizeof *m;
}

/* Waits for the exit code; on Ctrl-C it hangs up, which tells the server to stop at the next safe point. */
static int wait_for_code(int fd, const bool *is_cancelled)
{
    int32_t code = 1;

    for (;;) {
        ssize_t n = recv(fd, &code, sizeof code, MSG_WAITALL);
        if (n == (ssize_t)sizeof code)
            return code;
        if (n < 0 && errno == EINTR && !__atomic_load_n(is_cancelled, __ATOMIC_RELAXED))
            continue;
        return 1;
    }
}

bool delegate_run(const struct command_context *ctx, const struct command *c, int argc, char **argv,
                  int *ret_code)
{
    struct sockaddr_un address;
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    int given[N_FDS] = {ctx->in, ctx->out, ctx->err, ctx->dir}, fds[N_FDS];
    static struct message m;
    size_t n_fds = 0;

    memcpy(given + 4, ctx->files, sizeof ctx->files);
    if (fd < 0 || !socket_address(ctx->config, &address) ||
        connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        if (fd >= 0)
            close(fd);
        return false;
    }
    m = (struct message){.terminal = ctx->err_is_terminal};
    for (int i = 0; i < N_FDS; i++) {
        m.has_fd[i] = given[i] >= 0;
        if (given[i] >= 0)
            fds[n_fds++] = given[i];
    }
    if (add_words(&m, c, argc, argv) && send_message(fd, &m, fds, n_fds)) {
        *ret_code = wait_for_code(fd, ctx->cancelled);
    } else {
        say(ctx->err, "bagvagt: the running server does not take the command: %s\n",
            strerror(errno));
        *ret_code = 1;
    }
    close(fd);
    return true;
}

/* ---- the server */

static bool receive_message(struct job *job)
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * N_FDS)];
    } control = {0};
    struct iovec part = {&job->message, sizeof job->message};
    struct msghdr header = {.msg_iov = &part,
                            .msg_iovlen = 1,
                            .msg_control = control.room,
                            .msg_controllen = sizeof control.room};
    int got[N_FDS];
    size_t n = 0, used = 0;

    if (recvmsg(job->fd, &header, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof job->message)
        return false;
    struct cmsghdr *c = CMSG_FIRSTHDR(&header);
    if (c && c->cmsg_type == SCM_RIGHTS && c->cmsg_len <= CMSG_LEN(sizeof got)) {
        n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(got, CMSG_DATA(c), n * sizeof(int));
    }
    for (int i = 0; i < N_FDS; i++)
        job->fds[i] = job->message.has_fd[i] && used < n ? got[used++] : -1;
    return used == n && job->fds[2] >= 0;
}

static int run_command(struct job *job)
{
    char *words[MAX_ARGS + 1];
    struct message *m = &job->message;
    int n = 0, taken;
    const struct command *found = NULL;

    if (m->n_text == 0 || m->n_text > sizeof m->text || m->text[m->n_text - 1] != '\0')
        return 2;
    for (uint32_t at = 0; at < m->n_text && n < MAX_ARGS; at += (uint32_t)strlen(m->text + at) + 1)
        words[n++] = m->text + at;
    words[n] = NULL;
    for (const struct command *const *table = all_commands; *table && !found; table++)
        for (const struct command *c = *table; c->name; c++)
            if (strcmp(c->name, words[0]) == 0 && c->may_delegate)
                found = c;
    if (!found) {
        say(job->fds[2],
            "bagvagt: the running server has no command \"%s\": are both of the same version?\n",
            words[0]);
        return 2;
    }
    struct command_context ctx = {.arena = arena_new(),
                                  .store = job->d->store,
                                  .in = job->fds[0],
                                  .out = job->fds[1],
                                  .err = job->fds[2],
                                  .dir = job->fds[3],
                                  .err_is_terminal = m->terminal,
                                  .config = job->d->config,
                                  .cancelled = &job->cancelled};
    memcpy(ctx.files, job->fds + 4, sizeof ctx.files);
    failure_clear();
    taken = found->run(&ctx, n - 1, words + 1);
    arena_free(ctx.arena);
    return taken;
}

/* While the command runs, a caller who hangs up cancels it. */
struct watch {
    struct job *job;
    int stop;
};

static void *watch_caller(void *p)
{
    struct watch *w = p;
    struct pollfd fds[] = {{.fd = w->job->fd, .events = POLLIN | POLLRDHUP},
                           {.fd = w->stop, .events = POLLIN},
                           {.fd = w->job->d->stop_read, .events = POLLIN}};

    while (poll(fds, 3, -1) < 0 && errno == EINTR)
        ;
    if (fds[0].revents != 0 || fds[2].revents != 0)
        __atomic_store_n(&w->job->cancelled, true, __ATOMIC_RELAXED);
    return NULL;
}

static int32_t run_watched(struct job *job)
{
    int ends[2];
    pthread_t thread;
    struct watch w = {.job = job};
    int32_t code;

    if (pipe(ends) != 0)
        return 1;
    w.stop = ends[0];
    if (pthread_create(&thread, NULL, watch_caller, &w) != 0) {
        close(ends[0]);
        close(ends[1]);
        return 1;
    }
    code = run_command(job);
    close(ends[1]); /* POLLHUP ends the watcher */
    pthread_join(thread, NULL);
    close(ends[0]);
    return code;
}

static void *job_thread(void *p)
{
    struct job *job = p;
    struct delegate *d = job->d;
    int32_t code = receive_message(job) ? run_watched(job) : 2;

    if (send(job->fd, &code, sizeof code, MSG_NOSIGNAL) < 0)
        log_line(LOG_LEVEL_DEBUG, "caller gone before its answer", NULL);
    for (int i = 0; i < N_FDS; i++)
        if (job->fds[i] >= 0)
            close(job->fds[i]);
    close(job->fd);
    free(job);
    pthread_mutex_lock(&d->mutex);
    if (--d->n_running == 0)
        pthread_cond_signal(&d->idle);
    pthread_mutex_unlock(&d->mutex);
    return NULL;
}

static void start_job(struct delegate *d, int fd)
{
    struct job *job = calloc(1, sizeof *job);
    pthread_t thread;

    must(job != NULL);
    job->d = d;
    job->fd = fd;
    memset(job->fds, -1, sizeof job->fds);
    pthread_mutex_lock(&d->mutex);
    d->n_running++;
    pthread_mutex_unlock(&d->mutex);
    if (pthread_create(&thread, NULL, job_thread, job) == 0) {
        pthread_detach(thread);
        return;
    }
    pthread_mutex_lock(&d->mutex);
    d->n_running--;
    pthread_mutex_unlock(&d->mutex);
    close(fd);
    free(job);
}

static void *accept_thread(void *p)
{
    struct delegate *d = p;
    struct pollfd fds[] = {{.fd = d->listen_fd, .events = POLLIN},
                           {.fd = d->stop_read, .events = POLLIN}};

    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return NULL;
        if (fds[1].revents != 0)
            return NULL;
        if ((fds[0].revents & POLLIN) == 0)
            continue;
        int fd = accept4(d->listen_fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0)
            start_job(d, fd);
    }
}

enum status delegate_serve(struct store *store, const struct config *config, struct delegate **ret)
{
    struct sockaddr_un address;
    struct delegate *d = calloc(1, sizeof *d);
    int ends[2] = {-1, -1};

    must(d != NULL);
    d->store = store;
    d->config = config;
    pthread_mutex_init(&d->mutex, NULL);
    pthread_cond_init(&d->idle, NULL);
    d->listen_fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (!socket_address(config, &address)) {
        close(d->listen_fd);
        free(d);
        return fail(INVALID, "the path of the data folder is too long for a socket (107 bytes)");
    }
    unlink(
        address
            .sun_path); /* left by a server that was killed; the database's lock proves that none runs */
    if (d->listen_fd < 0 || bind(d->listen_fd, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(d->listen_fd, 8) != 0 || pipe(ends) != 0 ||
        pthread_create(&d->thread, NULL, accept_thread,
                       (d->stop_read = ends[0], d->stop_write = ends[1], d)) != 0) {
        enum status status = fail(BROKEN, "%s: %s", address.sun_path, strerror(errno));
        close(d->listen_fd);
        free(d);
        return status;
    }
    *ret = d;
    return OK;
}

void delegate_stop(struct delegate *d)
{
    struct sockaddr_un address;

    if (!d)
        return;
    close(d->stop_write); /* wakes the accepting thread and every watcher */
    pthread_join(d->thread, NULL);
    pthread_mutex_lock(&d->mutex);
    while (d->n_running > 0)
        pthread_cond_wait(&d->idle, &d->mutex);
    pthread_mutex_unlock(&d->mutex);
    close(d->listen_fd);
    close(d->stop_read);
    if (socket_address(d->config, &address))
        unlink(address.sun_path);
    free(d);
}
