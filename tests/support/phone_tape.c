/* Plays a tape.
 * SPDX-License-Identifier: MPL-2.0 */
#include "phone_tape.h"

#include <string.h>

static struct phone_tape *of(const struct phone *p)
{
    return (struct phone_tape *)(void *)(uintptr_t)p;
}

void phone_tape_begin(struct phone_tape *t, const char *text, phone_event_fn *tell, void *context)
{
    *t =
        (struct phone_tape){.rest = str_of(text), .began_ms = -1, .tell = tell, .context = context};
}

static unsigned can(const struct phone *p)
{
    (void)p;
    return PHONE_CAN_WATCH | PHONE_CAN_TAKE_OVER | PHONE_CAN_PULL | PHONE_CAN_WARN_END |
           PHONE_CAN_SAY | PHONE_CAN_DIAL_ASK | PHONE_CAN_PAUSE;
}

static int poll_fd(const struct phone *p, short *ret_events)
{
    (void)p;
    *ret_events = 0;
    return -1;
}

static int word_of(const char *const *words, struct str word)
{
    for (int i = 0; words[i]; i++)
        if (str_eq(word, str_of(words[i])))
            return i;
    return -1;
}

/* The next line, not yet taken. */
static struct str line_of(const struct phone_tape *t)
{
    struct str rest = t->rest, line = STR("");

    while (line.n == 0 && str_cut(&rest, '\n', &line))
        ;
    return line;
}

static int64_t due_of(struct str line)
{
    struct str ms;
    int64_t at = -1;

    return str_cut(&line, ' ', &ms) && str_int64(ms, &at) ? at : -1;
}

static int64_t deadline_ms(const struct phone *p)
{
    struct phone_tape *t = of(p);
    int64_t at = due_of(line_of(t));

    return at < 0 || t->began_ms < 0 ? -1 : t->began_ms + at;
}

static enum status read_pair(struct phone_event *e, struct str pair)
{
    struct str key;
    int64_t n = 0;

    str_cut(&pair, '=', &key);
    str_int64(pair, &n);
    if (str_eq(key, STR("request")))
        e->request = n;
    else if (str_eq(key, STR("result")))
        e->result = (enum phone_result)n;
    else if (str_eq(key, STR("digit")) && pair.n == 1)
        e->digit = pair.p[0];
    else if (str_eq(key, STR("call")))
        e->call = pair;
    else if (str_eq(key, STR("agent")))
        e->agent = pair;
    else if (str_eq(key, STR("why")) && word_of(phone_why_words, pair) >= 0)
        e->why = (enum phone_why)word_of(phone_why_words, pair);
    else
        return fail(INVALID, "the tape says %.*s", STR_ARG(key));
    return OK;
}

static enum status play(struct phone_tape *t, struct str line)
{
    struct phone_event e = {.seq = ++t->seq};
    struct str ms, word, pair;

    str_cut(&line, ' ', &ms);
    e.at_ms = t->began_ms + due_of(ms);
    str_cut(&line, ' ', &word);
    int kind = word_of(phone_event_words, word);
    if (kind < 0)
        return fail(INVALID, "the tape says %.*s", STR_ARG(word));
    e.kind = (enum phone_event_kind)kind;
    while (str_cut(&line, ' ', &pair))
        TRY(read_pair(&e, pair));
    t->tell(t->context, &e);
    return OK;
}

static enum status step(struct phone *p, int64_t now_ms)
{
    struct phone_tape *t = of(p);

    if (t->began_ms < 0)
        t->began_ms = now_ms;
    for (;;) {
        struct str line = line_of(t), taken;

        if (line.n == 0)
            return OK;
        if (line.p[0] == '>' && t->n_passed == t->n_sent)
            return OK; /* waits for us */
        if (line.p[0] != '>' && t->began_ms + due_of(line) > now_ms)
            return OK;
        do
            str_cut(&t->rest, '\n', &taken);
        while (taken.n == 0);
        if (line.p[0] != '>') {
            TRY(play(t, line));
        } else if (!str_eq(str_sub(line, 2, line.n),
                           str_of(phone_command_words[t->sent[t->n_passed++].kind]))) {
            return fail(INVALID, "the tape wanted %.*s", STR_ARG(line));
        }
    }
}

static enum status send(struct phone *p, const struct phone_command *command)
{
    struct phone_tape *t = of(p);

    TRY(phone_check(command));
    if (t->n_sent == TAPE_COMMANDS)
        return fail(BUSY, "the tape holds no more commands");
    t->sent[t->n_sent++] = *command;
    return OK;
}

static void close_tape(struct phone *p)
{
    of(p)->rest = STR("");
}

const struct phone_ops phone_tape_ops = {.kind = "tape",
                                         .can = can,
                                         .poll_fd = poll_fd,
                                         .deadline_ms = deadline_ms,
                                         .step = step,
                                         .send = send,
                                         .close = close_tape};
