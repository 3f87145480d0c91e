/* Asks the server how it is, over and over, and tells by mail, text message or POST what is not well
 * (features/heartbeats/heartbeats_watch.h says when). It keeps what it told in a file, so that neither a restart nor cron repeats it.
 * SPDX-License-Identifier: MPL-2.0 */
#include "cli/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/serve_mail.h"
#include "features/heartbeats/heartbeats_watch.h"
#include "net/http.h"
#include "version.h"

#define ANSWER_MAX 65536
#define PENDING_MAX 8
#define GIVE_UP_MS DAY_MS

enum { EXIT_WELL, EXIT_NOT_WELL, EXIT_WRONG_USE, EXIT_UNTOLD };
enum { BY_MAIL = 1, BY_SMS = 2, BY_POST = 4 };

struct pending {
    char subject[300], text[1200];
    int64_t at;
    int channels; /* that have not taken it yet */
};

struct watcher {
    struct command_context *c;
    struct watch_rules rules;
    struct watch_state state;
    struct mail_server mail;
    struct sms_gateway sms;
    struct str token, mail_to, sms_to, post_url;
    const char *state_file;
    bool once;
    int64_t every_s, timeout_s;
    int channels;
    struct pending pending[PENDING_MAX];
    size_t n_pending;
};

/* ---- settings */

static bool take_number(int argc, char **argv, int *i, const char *name, int64_t least,
                        int64_t *ret)
{
    if (strcmp(argv[*i], name) != 0 || *i + 1 >= argc || !str_int64(str_of(argv[*i + 1]), ret) ||
        *ret < least || *ret > 3600)
        return false;
    ++*i;
    return true;
}

static enum status read_options(struct watcher *w, int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "--once") == 0)
            w->once = true;
        else if (argv[i][0] != '-' && w->rules.url.p == NULL)
            w->rules.url = str_of(argv[i]);
        else if (!take_number(argc, argv, &i, "--every", 1, &w->every_s) &&
                 !take_number(argc, argv, &i, "--timeout", 1, &w->timeout_s) &&
                 !take_number(argc, argv, &i, "--after", 1, &w->rules.after_n))
            return fail(INVALID, "watch does not know \"%s\" there; see bagvagt watch --help",
                        argv[i]);
    if (str_ends(w->rules.url, STR("/")))
        w->rules.url = str_sub(w->rules.url, 0, w->rules.url.n - 1);
    return OK;
}

/* The token goes with each question: over the network only with TLS. */
static bool is_this_machine(struct str url)
{
    static const char *const hosts[] = {"http://localhost", "http://127.0.0.1", "http://[::1]"};

    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        struct str rest = str_sub(url, strlen(hosts[i]), url.n);

        if (str_starts(url, str_of(hosts[i])) && (rest.n == 0 || strchr(":/", rest.p[0]) != NULL))
            return true;
    }
    return false;
}

static enum status check(const struct watcher *w)
{
    const struct config *config = w->c->config;

    if (!http_url_ok(w->rules.url, config->local_services || is_this_machine(w->rules.url)))
        return fail(INVALID, "say which server to watch: https://… (http:// only for this machine, "
                             "or with local_services = yes)");
    if (w->post_url.n > 0 && !http_url_ok(w->post_url, true))
        return fail(INVALID, "watch_post_url: write https://…");
    if (w->mail_to.n > 0 && (!mail_address_ok(w->mail_to) || w->mail.url.n == 0))
        return fail(INVALID, "watch_mail_to wants an address, and mail_server and mail_from");
    if (w->channels == 0)
        return fail(INVALID, "nobody would be told: set watch_mail_to, watch_sms_to or "
                             "watch_post_url in the configuration");
    return OK;
}

static enum status read_settings(struct watcher *w)
{
    const struct config *config = w->c->config;
    struct arena *a = w->c->arena;

    if (!lang_find(config->watch_lang, &w->rules.lang))
        return fail(INVALID, "watch_lang is da or en");
    TRY(zone_find(config->zone, &w->rules.zone));
    TRY(serve_mail_secret(a, "watch_token_file", config->watch_token_file, &w->token));
    TRY(serve_mail_server(a, config, &w->mail));
    TRY(serve_mail_gateway(a, config, &w->sms));
    w->mail_to = config->watch_mail_to;
    w->post_url = config->watch_post_url;
    if (config->watch_sms_to.n > 0) {
        w->sms_to = sms_number(a, config->watch_sms_to);
        if (w->sms_to.n == 0 || w->sms.url.n == 0)
            return fail(INVALID, "watch_sms_to wants a number, and sms_url");
    }
    w->channels = (w->mail_to.n > 0 ? BY_MAIL : 0) | (w->sms_to.n > 0 ? BY_SMS : 0) |
                  (w->post_url.n > 0 ? BY_POST : 0);
    w->state_file = str_c(a, arena_printf(a, "%.*s/watch.state", STR_ARG(config->data_folder)));
    return check(w);
}

/* ---- what was told */

static void read_state(struct watcher *w)
{
    char line[200];
    int fd = open(w->state_file, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line);

    if (fd >= 0)
        close(fd);
    if (n > 0 && !watch_state_read((struct str){line, (size_t)n}, &w->state))
        log_line(LOG_LEVEL_WARN, "what was told before cannot be read", "file=%s", w->state_file);
}

/* Whole or not at all: written beside it and renamed. */
static enum status write_state(struct arena *a, const struct watcher *w)
{
    struct str text = watch_state_text(a, &w->state);
    const char *beside = str_c(a, arena_printf(a, "%s.new", w->state_file));
    int fd;

    if (mkdir(str_c(a, w->c->config->data_folder), 0700) != 0 && errno != EEXIST)
        return fail(DENIED, "%.*s: %s", STR_ARG(w->c->config->data_folder), strerror(errno));
    fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(DENIED, "%s: %s", beside, strerror(errno));
    ssize_t n = write(fd, text.p, text.n);
    if (close(fd) != 0 || n != (ssize_t)text.n || rename(beside, w->state_file) != 0)
        return fail(FULL, "%s cannot be written: %s", w->state_file, strerror(errno));
    return OK;
}

/* ---- one look */

static int64_t troubles_of(const struct json *list)
{
    int64_t mask = 0;

    for (size_t i = 0; i < json_count(list); i++) {
        struct str word;

        if (!json_text(json_at(list, i), &word))
            continue;
        for (int t = 0; t < HEALTH_TROUBLE_N; t++)
            if (str_eq(word, str_of(health_trouble_words[t])))
                mask |= INT64_C(1) << t;
    }
    return mask;
}

/* Without a token only what everybody may know. */
static void look_plain(const struct http_got *got, struct watch_seen *ret)
{
    ret->answered = got->status == 200 || got->status == 503;
    ret->troubles = got->status == 503 ? INT64_C(1) << HEALTH_PULSE : 0;
}

/* Words that a newer server knows and we do not are a trouble all the same. */
static void look_health(struct arena *a, const struct http_got *got, struct watch_seen *ret)
{
    const struct json *answer = NULL;
    bool well = false;

    if (got->status != 200 || json_read(a, got->body, &answer) != OK ||
        !json_bool(json_get(answer, "well"), &well))
        return;
    ret->answered = true;
    ret->troubles = troubles_of(json_get(answer, "troubles"));
    if (!well && ret->troubles == 0)
        ret->troubles = INT64_C(1) << HEALTH_PULSE;
}

static struct watch_seen look(struct watcher *w, struct arena *a)
{
    struct http_get get = {.url = arena_printf(a, "%.*s%s", STR_ARG(w->rules.url),
                                               w->token.n > 0 ? "/api/v1/health" : "/healthz"),
                           .most_bytes = ANSWER_MAX,
                           .timeout_ms = w->timeout_s * 1000,
                           .may_be_private = true};
    struct watch_seen seen = {.answered = false};

    if (w->token.n > 0)
        get.headers[0] = (struct http_header){"Authorization",
                                              arena_printf(a, "Bearer %.*s", STR_ARG(w->token))};
    struct http_got got = http_get_send(a, &get);
    if (w->token.n > 0)
        look_health(a, &got, &seen);
    else
        look_plain(&got, &seen);
    seen.certificate_ends_at = got.certificate_ends_at;
    seen.why = got.status == 404 && w->token.n > 0 ? STR("HTTP 404: the token is not known there")
                                                   : arena_copy(a, str_of(got.why));
    return seen;
}

/* ---- telling */

static bool tell_by(struct watcher *w, struct arena *a, const struct pending *p, int channel)
{
    struct str id = arena_printf(a, "watch.%lld", (long long)p->at);
    struct http_result result;

    if (channel == BY_MAIL) {
        struct mail mail = {.to = w->mail_to,
                            .subject = str_of(p->subject),
                            .text = str_of(p->text),
                            .id = id,
                            .at = p->at};
        struct mail_result sent = mail_send(&w->mail, a, &mail);

        if (sent.outcome != MAIL_SENT)
            log_line(LOG_LEVEL_ERROR, "mail not sent", "why=%s", log_quote(a, str_of(sent.why)));
        return sent.outcome == MAIL_SENT;
    }
    if (channel == BY_SMS) {
        result = sms_send(a, &w->sms, w->sms_to, str_of(p->text), id);
    } else {
        struct http_post post = {
            .url = w->post_url, .body = str_of(p->text), .may_be_private = true};

        post.headers[0] = (struct http_header){"Content-Type", STR("text/plain; charset=utf-8")};
        post.headers[1] = (struct http_header){"Priority", STR("urgent")}; /* as ntfy has it */
        result = http_post_send(a, &post);
    }
    if (result.status < 200 || result.status >= 300)
        log_line(LOG_LEVEL_ERROR, "not told", "channel=%d why=%s", channel,
                 log_quote(a, str_of(result.why)));
    return result.status >= 200 && result.status < 300;
}

/* What a channel did not take is offered again each round, for a day. */
static void tell(struct watcher *w, struct arena *a)
{
    size_t left = 0;

    for (size_t i = 0; i < w->n_pending; i++) {
        struct pending *p = &w->pending[i];

        for (int channel = BY_MAIL; channel <= BY_POST; channel *= 2)
            if ((p->channels & channel) != 0 && tell_by(w, a, p, channel))
                p->channels &= ~channel;
        if (p->channels != 0 && clock_now() - p->at < GIVE_UP_MS)
            w->pending[left++] = *p;
    }
    w->n_pending = left;
}

/* When there is no room, the oldest goes: what holds now matters more. */
static void put(struct watcher *w, const struct watch_saying *s)
{
    if (w->n_pending == PENDING_MAX)
        memmove(w->pending, w->pending + 1, --w->n_pending * sizeof *w->pending);
    struct pending *p = &w->pending[w->n_pending++];
    snprintf(p->subject, sizeof p->subject, "%.*s", STR_ARG(s->subject));
    snprintf(p->text, sizeof p->text, "%.*s", STR_ARG(s->text));
    p->at = clock_now();
    p->channels = w->channels;
    say(w->c->out, "%s\n", p->text);
}

/* ---- rounds */

static enum watch_level round_once(struct watcher *w)
{
    struct arena *a = arena_new();
    struct watch_seen seen = look(w, a);
    struct watch_saying sayings[WATCH_SAYS_MAX];
    struct watch_state before = w->state;
    enum watch_level level = watch_level_of(&seen);
    size_t n;

    watch_round(a, &w->rules, &w->state, &seen, clock_now(), sayings, &n);
    for (size_t i = 0; i < n; i++)
        put(w, &sayings[i]);
    tell(w, a);
    if (w->once && w->n_pending > 0)
        w->state = before; /* nobody keeps it for the next run, which says it anew */
    if (memcmp(&before, &w->state, sizeof before) != 0 && write_state(a, w) != OK)
        log_line(LOG_LEVEL_ERROR, "cannot remember what was told", "why=%s",
                 log_quote(a, str_of(failure_last()->why)));
    arena_free(a);
    return level;
}

static bool wait_for_next(const struct watcher *w, const sigset_t *ends)
{
    struct timespec span = {.tv_sec = w->every_s};
    int got;

    do
        got = sigtimedwait(ends, NULL, &span);
    while (got < 0 && errno == EINTR);
    return got < 0;
}

static int run(struct watcher *w)
{
    sigset_t ends;
    enum watch_level level;

    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    read_state(w);
    if (!w->once)
        say(w->c->out, "Watching %.*s\n", STR_ARG(w->rules.url));
    do
        level = round_once(w);
    while (!(w->once &&
             (level == WATCH_IS_WELL || w->state.bad_n >= w->rules.after_n || w->n_pending > 0)) &&
           wait_for_next(w, &ends));
    if (!w->once)
        return EXIT_WELL;
    if (w->n_pending > 0)
        return EXIT_UNTOLD;
    return level == WATCH_IS_WELL ? EXIT_WELL : EXIT_NOT_WELL;
}

static int watch(struct command_context *c, int argc, char **argv)
{
    struct watcher *w = arena_make(c->arena, struct watcher);

    *w = (struct watcher){.c = c,
                          .rules = {.after_n = 2},
                          .token = STR(""),
                          .every_s = 5,
                          .timeout_s = 8,
                          .mail = {.url = STR(""), .from = STR("")},
                          .sms = {.url = STR("")}};
    if (read_options(w, argc, argv) != OK || read_settings(w) != OK) {
        say_failure(c->err, INVALID);
        return EXIT_WRONG_USE;
    }
    if (w->token.n == 0)
        say(c->err, "Without watch_token_file only whether the server answers is seen, and the "
                    "server does not see its watcher.\n");
    return run(w);
}

const struct command watch_commands[] = {
    {.name = "watch",
     .usage = "bagvagt watch URL [--once] [--every S] [--timeout S] [--after N]",
     .summary = "On another machine: tell when the server falls silent",
     .help =
         "Asks the server at URL how it is: whether it answers, saves, runs its jobs and gets "
         "messages out.\n"
         "When it is not well, it is told by watch_mail_to, watch_sms_to and watch_post_url of "
         "this machine's\n"
         "configuration: once, each day as long as it lasts, and when it is well again. Two weeks "
         "before the\n"
         "certificate ends that is told too.\n"
         "  --once       one look, for cron\n"
         "  --every S    seconds between two looks (default 5)\n"
         "  --timeout S  how long an answer may take (default 8)\n"
         "  --after N    so many looks in a row must fail (default 2)\n"
         "watch_token_file holds the token that the server's page \"Signs of life\" gave; by it "
         "the server knows\n"
         "that somebody watches. Put a watcher on a machine that shares neither power nor network "
         "with the server.\n"
         "Exit status with --once: 0 well, 1 not well, 2 wrong use, 3 nobody could be told.\n",
     .needs = NEEDS_NOTHING,
     .run = watch,
     .input_files = {-1}},
    {0},
};
