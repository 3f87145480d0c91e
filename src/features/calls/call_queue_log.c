/* Asterisk queue_log: one line per step of a call, joined here by call id. A step that ends a call
 * tells how long it waited and talked, so a file that begins in the middle of a call loses little.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_opens.h"

#include "base/clock.h"

enum step {
    ENTER,      /* a citizen came into a queue */
    DIAL,       /* an employee calls out */
    CONNECT,    /* hold, channel, ring */
    COMPLETE,   /* hold, talk, position */
    TRANSFER,   /* extension, context, hold, talk, position */
    ATTENDED,   /* its arguments differ between versions */
    ABANDON,    /* position, first position, wait */
    TIMEOUT,    /* the same */
    EXIT_EMPTY, /* the same */
    EXIT_KEY,   /* key, position, first position, wait */
    NO_ENTRY,   /* turned away at once */
    OUT_ANSWER, /* number, and where the log is written at the end of the call: how it ended */
    OUT_DONE,
    OUT_MOVED,
    OUT_MISSED,
    OUT_BUSY,
    OUT_FAILED,
    OTHER /* nothing that makes or ends a call */
};

static const struct {
    const char *verb;
    enum step step;
} verbs[] = {
    {"ENTERQUEUE", ENTER},
    {"CONNECT", CONNECT},
    {"COMPLETEAGENT", COMPLETE},
    {"COMPLETECALLER", COMPLETE},
    {"ABANDON", ABANDON},
    {"RINGNOANSWER", OTHER},
    {"RINGCANCELED", OTHER},
    {"TRANSFER", TRANSFER},
    {"BLINDTRANSFER", TRANSFER},
    {"ATTENDEDTRANSFER", ATTENDED},
    {"EXITWITHTIMEOUT", TIMEOUT},
    {"EXITWITHKEY", EXIT_KEY},
    {"EXITEMPTY", EXIT_EMPTY},
    {"JOINEMPTY", NO_ENTRY},
    {"JOINUNAVAIL", NO_ENTRY},
    {"FULL", NO_ENTRY},
    {"OUTDIAL", DIAL},
    {"CALLOUTBOUND", DIAL},
    {"OUTANSWER", OUT_ANSWER},
    {"OUTCOMPLETE", OUT_DONE},
    {"OUTTRANSFER", OUT_MOVED},
    {"OUTCANCEL", OUT_MISSED},
    {"OUTNOANSWER", OUT_MISSED},
    {"OUTBUSY", OUT_BUSY},
    {"OUTCHANUNAVAIL", OUT_FAILED},
    {"OUTCONGESTION", OUT_FAILED},
    {"QUEUESTART", OTHER},
    {"CONFIGRELOAD", OTHER},
    {"ADDMEMBER", OTHER},
    {"REMOVEMEMBER", OTHER},
    {"PAUSE", OTHER},
    {"UNPAUSE", OTHER},
    {"PAUSEALL", OTHER},
    {"UNPAUSEALL", OTHER},
    {"AGENTLOGIN", OTHER},
    {"AGENTLOGOFF", OTHER},
    {"AGENTCALLBACKLOGIN", OTHER},
    {"AGENTCALLBACKLOGOFF", OTHER},
    {"AGENTDUMP", OTHER},
    {"DID", OTHER},
};

static bool verb_find(struct str s, enum step *ret)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (str_eq(s, str_of(verbs[i].verb))) {
            *ret = verbs[i].step;
            return true;
        }
    return false;
}

/* Verbs we do not know are steps of no interest, as long as they look like verbs: custom ones are
 * legal. */
static bool looks_like_verb(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < 'A' || s.p[i] > 'Z') && (s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '_')
            return false;
    return s.n >= 2 && s.n <= 40;
}

bool call_queue_fits(const struct str *f, size_t n, bool native, struct call_queue *ret)
{
    enum step step;
    struct call_wall w;
    for (size_t verb = 4; verb < n && (!native || verb == 4); verb++) {
        int at = (int)verb;
        if (!verb_find(f[verb], &step) || !call_wall_parse(f[verb - 4], &w) ||
            (native && !w.absolute))
            continue;
        ret->native = native;
        ret->time = at - 4;
        ret->callid = at - 3;
        ret->queue = at - 2;
        ret->agent = at - 1;
        ret->verb = at;
        ret->data = at + 1;
        return true;
    }
    return false;
}

static int column_called(const struct str *f, size_t n, const char *const *names)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; names[k] != NULL; k++)
            if (str_eq_nocase(str_trim(f[i]), str_of(names[k])))
                return (int)i;
    return -1;
}

/* The columns of Asterisk's own table, whose export is the usual CSV form. */
bool call_queue_header(const struct str *f, size_t n, struct call_queue *ret)
{
    static const char *const time[] = {"time", "eventtime", "timestamp", "time_id", NULL};
    static const char *const callid[] = {"callid", "call_id", NULL};
    static const char *const queue[] = {"queuename", "queue", "queue_name", NULL};
    static const char *const agent[] = {"agent", "agentname", NULL};
    static const char *const verb[] = {"event", "verb", "action", NULL};
    static const char *const data[] = {"data1", "arg1", "info1", "data", NULL};
    struct call_queue q = {.opens = ret->opens,
                           .time = column_called(f, n, time),
                           .callid = column_called(f, n, callid),
                           .queue = column_called(f, n, queue),
                           .agent = column_called(f, n, agent),
                           .verb = column_called(f, n, verb),
                           .data = column_called(f, n, data)};
    if (q.time < 0 || q.callid < 0 || q.queue < 0 || q.agent < 0 || q.verb < 0)
        return false;
    *ret = q;
    return true;
}

/* One line, taken apart. */
struct line {
    int64_t at; /* when */
    struct str id, queue, agent;
    struct str data[5];
    enum step step;
};

static int64_t seconds_of(struct str s, int64_t if_none)
{
    int64_t v;
    return str_int64(s, &v) && v >= 0 && v < 604800 ? v * 1000 : if_none;
}

static bool line_read(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                      struct line *l, struct call_event *ret)
{
    const struct call_queue *q = &r->queue;
    struct call_wall w;
    int most = q->time;
    const int needed[] = {q->callid, q->queue, q->agent, q->verb};
    for (size_t i = 0; i < 4; i++)
        most = needed[i] > most ? needed[i] : most;
    if ((size_t)most >= n || !looks_like_verb(f[q->verb])) {
        call_event_reject(ret, CALL_REJECT_COLUMNS);
        return false;
    }
    if (!call_wall_parse(f[q->time], &w)) {
        call_event_reject(ret, CALL_REJECT_TIME);
        return false;
    }
    l->at = call_clock_in_order(&r->clock, w, offset);
    l->id = str_trim(f[q->callid]);
    l->queue = str_eq(f[q->queue], STR("NONE")) ? STR("") : f[q->queue];
    l->agent = f[q->agent];
    for (size_t i = 0; i < 5; i++) {
        size_t at = (size_t)(q->data < 0 ? INT16_MAX : q->data) + i;
        l->data[i] = at < n ? str_trim(f[at]) : STR("");
    }
    if (!verb_find(f[q->verb], &l->step))
        l->step = OTHER;
    return true;
}

static bool finish(struct call_reader *r, const struct line *l, struct call_event *ret)
{
    struct call_record *rec = &ret->record;
    struct call_key *k = &r->key;
    /* By the end of the call: that is what also a file knows that begins in the middle of it. */
    call_key_start(k, "ql:");
    call_key_text(k, l->id);
    call_key_text(k, STR(":"));
    call_key_int(k, l->at / 1000);
    call_key_text(k, STR(":"));
    call_key_text(k, call_text_str(&r->queue_text));
    if (!rec->inbound) { /* one call out may be tried over several trunks within a second */
        call_key_text(k, STR(":"));
        call_key_int(k, rec->started_at / 1000);
    }
    if (k->full || l->id.n == 0 || l->id.n > CALL_ID_MAX) {
        call_event_reject(ret, CALL_REJECT_TEXT);
        return false;
    }
    for (size_t i = 0; i < l->id.n; i++)
        if (l->id.p[i] <= ' ' || l->id.p[i] > '~') {
            call_event_reject(ret, CALL_REJECT_TEXT);
            return false;
        }
    rec->key = (struct str){k->p, k->n};
    rec->line = call_text_str(&r->line_text);
    rec->src_line = STR("");
    rec->queue = call_text_str(&r->queue_text);
    rec->direction_known = true;
    ret->kind = CALL_RECORD;
    return true;
}

static struct call_open *begin(struct call_reader *r, const struct line *l, int64_t offset,
                               struct call_event *ret)
{
    struct call_opens *o = r->queue.opens;
    struct call_open *c = call_opens_find(o, l->id);
    if (l->id.n == 0 || l->id.n > CALL_ID_MAX) {
        call_event_reject(ret, CALL_REJECT_TEXT);
        return NULL;
    }
    if (c != NULL) { /* entered twice without an end between: the first is given up */
        call_event_reject(ret, CALL_REJECT_NEVER_ENDED);
        ret->row = c->row;
        ret->raw = STR("");
        call_opens_end(o, c);
    } else if (call_opens_n(o) == CALL_OPEN_MAX) {
        c = call_opens_oldest(o);
        call_event_reject(ret, CALL_REJECT_TOO_MANY_OPEN);
        ret->row = c->row;
        ret->raw = STR("");
        call_opens_end(o, c);
    }
    c = call_opens_add(o, l->id);
    c->started_at = l->at;
    c->offset = offset;
    c->row = r->rows;
    c->inbound = l->step != DIAL;
    if (!call_text_set(&c->queue, l->queue) || !call_text_agent(r->scratch, &c->line, l->agent)) {
        call_opens_end(o, c);
        call_event_reject(ret, CALL_REJECT_TEXT);
        return NULL;
    }
    return c;
}

static void connect_call(struct call_reader *r, const struct line *l, int64_t offset,
                         struct call_event *ret)
{
    struct call_open *c = call_opens_find(r->queue.opens, l->id);
    int64_t hold = seconds_of(l->data[0], -1);
    if (c == NULL) {
        c = begin(r, l, offset, ret);
        if (c == NULL)
            return;
        c->started_at = hold >= 0 ? l->at - hold : l->at;
    }
    c->wait_ms = hold >= 0 ? hold : l->at - c->started_at;
    c->answered_at = l->at;
    if (!call_text_agent(r->scratch, &c->line, l->agent)) {
        call_opens_end(r->queue.opens, c);
        call_event_reject(ret, CALL_REJECT_TEXT);
    }
}

/* Where this kind of line tells how long the call waited and talked; -1: nowhere. */
static void told_spans(const struct line *l, int64_t *ret_wait, int64_t *ret_talk)
{
    int wait = -1, talk = -1;
    if (l->step == COMPLETE) {
        wait = 0;
        talk = 1;
    } else if (l->step == TRANSFER) {
        wait = 2;
        talk = 3;
    } else if (l->step == ABANDON || l->step == TIMEOUT || l->step == EXIT_EMPTY) {
        wait = 2;
    } else if (l->step == EXIT_KEY) {
        wait = 3;
    }
    *ret_wait = wait < 0 ? -1 : seconds_of(l->data[wait], -1);
    *ret_talk = talk < 0 ? -1 : seconds_of(l->data[talk], -1);
}

static enum call_outcome outcome_of(enum step step)
{
    static const enum call_outcome outcomes[] = {
        [ENTER] = CALL_FAILED,       [DIAL] = CALL_FAILED,           [CONNECT] = CALL_ANSWERED,
        [COMPLETE] = CALL_ANSWERED,  [TRANSFER] = CALL_TRANSFERRED,  [ATTENDED] = CALL_TRANSFERRED,
        [ABANDON] = CALL_ABANDONED,  [TIMEOUT] = CALL_NO_ANSWER,     [EXIT_EMPTY] = CALL_NO_ANSWER,
        [EXIT_KEY] = CALL_ABANDONED, [NO_ENTRY] = CALL_FAILED,       [OUT_ANSWER] = CALL_ANSWERED,
        [OUT_DONE] = CALL_ANSWERED,  [OUT_MOVED] = CALL_TRANSFERRED, [OUT_MISSED] = CALL_NO_ANSWER,
        [OUT_BUSY] = CALL_BUSY,      [OUT_FAILED] = CALL_FAILED,     [OTHER] = CALL_FAILED,
    };
    return outcomes[step];
}

static bool is_talk(enum call_outcome o)
{
    return o == CALL_ANSWERED || o == CALL_TRANSFERRED;
}

/* The call is known: what the line tells about spans counts, else the times of the lines. */
static void end_known(struct call_reader *r, const struct line *l, struct call_open *c,
                      struct call_event *ret)
{
    struct call_record *rec = &ret->record;
    int64_t wait, talk, whole = l->at > c->started_at ? l->at - c->started_at : 0;
    told_spans(l, &wait, &talk);
    rec->inbound = c->inbound;
    rec->started_at = c->started_at;
    rec->wait_ms = wait >= 0               ? wait
                   : c->answered_at > 0    ? c->wait_ms
                   : is_talk(rec->outcome) ? 0
                                           : whole;
    if (is_talk(rec->outcome))
        rec->talk_ms = talk >= 0 ? talk : c->answered_at > 0 ? l->at - c->answered_at : whole;
    r->queue_text = c->queue;
    r->line_text = c->line;
    call_opens_end(r->queue.opens, c);
}

/* Its beginning is not in the file, but the line may tell enough. */
static bool end_unknown(struct call_reader *r, const struct line *l, struct call_event *ret)
{
    struct call_record *rec = &ret->record;
    int64_t wait, talk;
    told_spans(l, &wait, &talk);
    if (l->step >= OUT_ANSWER && l->step <= OUT_FAILED)
        return false; /* often the second line about an end: nothing is lost */
    if (l->step == NO_ENTRY)
        wait = 0;
    if (wait < 0 || (talk < 0 && is_talk(rec->outcome))) {
        call_event_reject(ret, CALL_REJECT_NO_BEGINNING);
        return false;
    }
    rec->inbound = true;
    rec->wait_ms = wait;
    rec->talk_ms = talk > 0 ? talk : 0;
    rec->started_at = l->at - wait - rec->talk_ms;
    if (!call_text_set(&r->queue_text, l->queue) ||
        !call_text_agent(r->scratch, &r->line_text, l->agent)) {
        call_event_reject(ret, CALL_REJECT_TEXT);
        return false;
    }
    return true;
}

static void end_call(struct call_reader *r, const struct line *l, struct call_event *ret)
{
    struct call_open *c = call_opens_find(r->queue.opens, l->id);
    ret->record = (struct call_record){.outcome = outcome_of(l->step)};
    if (l->step == OUT_ANSWER && str_starts(l->data[1], STR("TRANSFER")))
        ret->record.outcome = CALL_TRANSFERRED;
    if (c != NULL)
        end_known(r, l, c, ret);
    else if (!end_unknown(r, l, ret))
        return;
    /* Whoever talked counts; of a call nobody took, the line may name the agent who let it ring. */
    if (ret->record.inbound && !is_talk(ret->record.outcome))
        r->line_text.n = 0;
    finish(r, l, ret);
}

bool call_queue_overdue(struct call_reader *r, const struct str *f, size_t n,
                        struct call_event *ret)
{
    struct call_opens *o = r->queue.opens;
    struct call_open *c = call_opens_oldest(o);
    struct call_wall w;
    int64_t first, last;
    if (c == NULL || (size_t)r->queue.time >= n || !call_wall_parse(f[r->queue.time], &w))
        return false;
    call_clock_meanings(&r->clock, w, &first, &last);
    if (first - c->started_at < CALL_OPEN_MS)
        return false;
    call_event_reject(ret, CALL_REJECT_NEVER_ENDED);
    ret->row = c->row;
    call_opens_end(o, c);
    return true;
}

void call_queue_row(struct call_reader *r, const struct str *f, size_t n, int64_t offset,
                    struct call_event *ret)
{
    struct line l;
    if (!line_read(r, f, n, offset, &l, ret))
        return;
    switch (l.step) {
    case OTHER:
        return;
    case ENTER:
    case DIAL:
        (void)begin(r, &l, offset, ret);
        return;
    case CONNECT:
        connect_call(r, &l, offset, ret);
        return;
    case OUT_ANSWER: /* where nothing follows the number, it marks the answer and another line the
                        end */
        if (l.data[1].n == 0) {
            struct call_open *c = call_opens_find(r->queue.opens, l.id);
            if (c != NULL) {
                c->answered_at = l.at;
                c->wait_ms = l.at - c->started_at;
            }
            return;
        }
        end_call(r, &l, ret);
        return;
    case COMPLETE:
    case TRANSFER:
    case ATTENDED:
    case ABANDON:
    case TIMEOUT:
    case EXIT_EMPTY:
    case EXIT_KEY:
    case NO_ENTRY:
    case OUT_DONE:
    case OUT_MOVED:
    case OUT_MISSED:
    case OUT_BUSY:
    case OUT_FAILED:
        end_call(r, &l, ret);
        return;
    }
}
