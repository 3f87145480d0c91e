/* One thread, one conversation after the other.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fake_smtp.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAILS_MAX 256
#define TEXT_MAX (1 << 20)

struct fake_smtp {
    int fd, port;
    char url[64];
    pthread_t thread;
    pthread_mutex_t mutex;
    enum fake_smtp_answer script[32];
    size_t n_script, at, n_conversations, n_mails;
    struct fake_mail mails[MAILS_MAX];
};

struct conversation {
    int fd;
    char from[256], to[256];
    char line[2048];
    size_t n;
};

static void say_line(struct conversation *c, const char *text)
{
    char line[256];
    int n = snprintf(line, sizeof line, "%s\r\n", text);

    if (send(c->fd, line, (size_t)n, MSG_NOSIGNAL) != n)
        c->n = 0;
}

/* One line with its CRLF; 0 at the end. */
static size_t read_line(struct conversation *c)
{
    c->n = 0;
    while (c->n + 1 < sizeof c->line && recv(c->fd, c->line + c->n, 1, 0) == 1)
        if (c->line[c->n++] == '\n')
            break;
    c->line[c->n] = '\0';
    return c->n;
}

static void keep_address(const char *line, char ret[256])
{
    const char *open = strchr(line, '<'), *close = open ? strchr(open, '>') : NULL;

    if (open && close && close - open < 256)
        snprintf(ret, 256, "%.*s", (int)(close - open - 1), open + 1);
}

static struct fake_mail *read_text(struct fake_smtp *s, struct conversation *c)
{
    struct fake_mail *mail;
    char *text = calloc(1, TEXT_MAX);
    size_t n = 0;

    assert(text);
    while (read_line(c) > 0 && strcmp(c->line, ".\r\n") != 0) {
        const char *from = c->line[0] == '.' ? c->line + 1 : c->line;

        assert(n + strlen(from) < TEXT_MAX);
        memcpy(text + n, from, strlen(from));
        n += strlen(from);
    }
    pthread_mutex_lock(&s->mutex);
    assert(s->n_mails < MAILS_MAX);
    mail = &s->mails[s->n_mails++];
    memcpy(mail->from, c->from, sizeof mail->from);
    memcpy(mail->to, c->to, sizeof mail->to);
    mail->text = text;
    mail->n = n;
    pthread_mutex_unlock(&s->mutex);
    return mail;
}

static void answer_rcpt(struct conversation *c, enum fake_smtp_answer answer)
{
    keep_address(c->line, c->to);
    if (answer == SMTP_LATER)
        say_line(c, "451 4.7.1 Greylisted, try again");
    else if (answer == SMTP_DEAD)
        say_line(c, "550 5.1.1 No such user here");
    else if (answer == SMTP_POLICY)
        say_line(c, "550 5.7.1 Not from you");
    else
        say_line(c, "250 2.1.5 Fine");
}

static void converse(struct fake_smtp *s, struct conversation *c, enum fake_smtp_answer answer)
{
    if (answer == SMTP_DROP_EARLY)
        return;
    say_line(c, "220 fake.example ESMTP");
    while (read_line(c) > 0) {
        if (strncasecmp(c->line, "EHLO", 4) == 0) {
            say_line(c, "250-fake.example");
            say_line(c, "250 8BITMIME");
        } else if (strncasecmp(c->line, "MAIL", 4) == 0) {
            keep_address(c->line, c->from);
            say_line(c, "250 2.1.0 Fine");
        } else if (strncasecmp(c->line, "RCPT", 4) == 0) {
            answer_rcpt(c, answer);
        } else if (strncasecmp(c->line, "DATA", 4) == 0) {
            say_line(c, "354 Go on");
            struct fake_mail *mail = read_text(s, c);
            if (answer == SMTP_DROP)
                return;
            mail->was_confirmed = answer == SMTP_ACCEPT;
            say_line(c, answer == SMTP_REFUSE ? "554 5.6.0 Not this text" : "250 2.0.0 Taken");
        } else if (strncasecmp(c->line, "QUIT", 4) == 0) {
            say_line(c, "221 Bye");
            return;
        } else {
            say_line(c, "502 5.5.1 Unknown");
        }
    }
}

static enum fake_smtp_answer next_answer(struct fake_smtp *s)
{
    enum fake_smtp_answer answer;

    pthread_mutex_lock(&s->mutex);
    answer = s->script[s->at];
    if (s->at + 1 < s->n_script)
        s->at++;
    s->n_conversations++;
    pthread_mutex_unlock(&s->mutex);
    return answer;
}

static void *serve(void *p)
{
    struct fake_smtp *s = p;
    int fd;

    while ((fd = accept(s->fd, NULL, NULL)) >= 0) {
        struct conversation c = {.fd = fd};

        converse(s, &c, next_answer(s));
        close(fd);
    }
    return NULL;
}

struct fake_smtp *fake_smtp_start(void)
{
    struct fake_smtp *s = calloc(1, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;

    assert(s);
    s->n_script = 1;
    pthread_mutex_init(&s->mutex, NULL);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || bind(s->fd, (struct sockaddr *)&at, n) != 0 || listen(s->fd, 16) != 0 ||
        getsockname(s->fd, (struct sockaddr *)&at, &n) != 0 ||
        pthread_create(&s->thread, NULL, serve, s) != 0) {
        perror("fake_smtp");
        abort();
    }
    s->port = ntohs(at.sin_port);
    snprintf(s->url, sizeof s->url, "smtp://127.0.0.1:%d", s->port);
    return s;
}

void fake_smtp_stop(struct fake_smtp *s)
{
    shutdown(s->fd, SHUT_RDWR); /* wakes accept */
    pthread_join(s->thread, NULL);
    close(s->fd);
    for (size_t i = 0; i < s->n_mails; i++)
        free(s->mails[i].text);
    pthread_mutex_destroy(&s->mutex);
    free(s);
}

const char *fake_smtp_url(const struct fake_smtp *s)
{
    return s->url;
}

int fake_smtp_port(const struct fake_smtp *s)
{
    return s->port;
}

void fake_smtp_script(struct fake_smtp *s, const enum fake_smtp_answer *answers, size_t n)
{
    assert(n > 0 && n <= sizeof s->script / sizeof s->script[0]);
    pthread_mutex_lock(&s->mutex);
    memcpy(s->script, answers, n * sizeof *answers);
    s->n_script = n;
    s->at = 0;
    pthread_mutex_unlock(&s->mutex);
}

size_t fake_smtp_mails(struct fake_smtp *s)
{
    size_t n;

    pthread_mutex_lock(&s->mutex);
    n = s->n_mails;
    pthread_mutex_unlock(&s->mutex);
    return n;
}

const struct fake_mail *fake_smtp_mail(struct fake_smtp *s, size_t i)
{
    assert(i < fake_smtp_mails(s));
    return &s->mails[i];
}

size_t fake_smtp_conversations(struct fake_smtp *s)
{
    size_t n;

    pthread_mutex_lock(&s->mutex);
    n = s->n_conversations;
    pthread_mutex_unlock(&s->mutex);
    return n;
}
