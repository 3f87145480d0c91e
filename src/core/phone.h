/* The port to a phone system: what it tells and what it can be asked to do, whatever it is. An adapter fills struct phone_ops; there
 * is none yet but the tape of the tests (tests/support/phone_tape.h). State is level, not edge: after any doubt ask for a
 * snapshot (PHONE_DO_SYNC). No caller's number goes through here.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_PHONE_H
#define CORE_PHONE_H

#include "base/status.h"
#include "base/str.h"

/* What it tells. */
#define PHONE_EVENTS(X)                                                                            \
    X(UP, "up")                 /* connected and checked; what it can is final */                  \
    X(DOWN, "down")             /* lost: every call is unknown now, not ended */                   \
    X(SYNC_BEGIN, "sync_begin") /* a snapshot follows; what it does not name has ended */          \
    X(SYNC_END, "sync_end")                                                                        \
    X(CALL_NEW, "call_new")                                                                        \
    X(CALL_WAITING, "call_waiting") /* in `queue`, at place `n` */                                 \
    X(RINGING, "ringing")           /* at `agent` */                                               \
    X(RING_END, "ring_end")                                                                        \
    X(PARTY_IN, "party_in")   /* `agent` talks with the citizen */                                 \
    X(PARTY_OUT, "party_out") /* `agent` is free: this, not what a queue says */                   \
    X(HOLD, "hold")                                                                                \
    X(UNHOLD, "unhold")                                                                            \
    X(MOVED, "moved") /* by the phone itself, from `agent` to `to` */                              \
    X(CALL_ALONE, "call_alone")                                                                    \
    X(CALL_END, "call_end")                                                                        \
    X(SAY_BEGIN, "say_begin") /* from here on: steps of our own commands, with `request` */        \
    X(SAY_END, "say_end")                                                                          \
    X(LISTEN_BEGIN, "listen_begin")                                                                \
    X(LISTEN_END, "listen_end")                                                                    \
    X(DIAL_RINGING, "dial_ringing")                                                                \
    X(DIAL_ANSWERED, "dial_answered") /* alone never an acceptance: it may be a machine */         \
    X(DIAL_DIGIT, "dial_digit")                                                                    \
    X(DIAL_END, "dial_end")                                                                        \
    X(DONE, "done") /* exactly one for each command that was taken: `result` */                    \
    X(AGENT_STATE, "agent_state")                                                                  \
    X(RECORD, "record") /* one finished stretch of talk */
enum phone_event_kind {
#define X(name, word) PHONE_##name,
    PHONE_EVENTS(X)
#undef X
        PHONE_EVENT_N
};
extern const char *const phone_event_words[];

#define PHONE_WHYS(X)                                                                              \
    X(NONE, "none")                                                                                \
    X(FINISHED, "finished")                                                                        \
    X(CUT, "cut")                                                                                  \
    X(ANSWERED, "answered")                                                                        \
    X(NO_ANSWER, "no_answer")                                                                      \
    X(ENGAGED, "engaged")                                                                          \
    X(REJECTED, "rejected")                                                                        \
    X(UNREACHABLE, "unreachable")                                                                  \
    X(NO_DIGIT, "no_digit")                                                                        \
    X(FAILED, "failed")                                                                            \
    X(TAKEN_BY_OTHER, "taken_by_other")                                                            \
    X(CITIZEN, "citizen") X(EMPLOYEE, "employee") X(SYSTEM, "system")
enum phone_why {
#define X(name, word) PHONE_WHY_##name,
    PHONE_WHYS(X)
#undef X
        PHONE_WHY_N
};
extern const char *const phone_why_words[];

enum phone_result {
    PHONE_OK,
    PHONE_GONE,    /* the call has ended */
    PHONE_STALE,   /* it changed hands meanwhile */
    PHONE_REFUSED, /* not allowed */
    PHONE_UNABLE,
    PHONE_UNKNOWN /* the connection was lost: look at the snapshot, never send blindly again */
};

/* Valid during the callback only; texts are bounded UTF-8 without controls. */
struct phone_event {
    enum phone_event_kind kind;
    int64_t seq;     /* 1, 2, 3 … of a connection: a gap means that the adapter lost something */
    int64_t at_ms;   /* the phone system's own time where it tells, else arrival */
    int64_t request; /* the command that this belongs to; 0: none */
    struct str call, queue, agent, to;
    char digit;
    enum phone_why why;
    enum phone_result result;
    int64_t n;
};
typedef void phone_event_fn(void *context, const struct phone_event *event);

/* What it can be asked to do. */
#define PHONE_COMMANDS(X)                                                                          \
    X(TAKE_OVER,                                                                                   \
      "take_over") /* call → `to`; pull: moved when `to` answers; push: moved at once */         \
    X(WARN_END, "warn_end")   /* `prompt` to the citizen alone, then hang up; `agent` is free */   \
    X(SAY, "say")             /* `prompt` into the running call */                                 \
    X(SUPERVISE, "supervise") /* `agent` onto the leg of `to` by `mode`; again: another mode */    \
    X(RELEASE, "release")                                                                          \
    X(DIAL_ASK, "dial_ask") /* ring `to`, play `prompt`, ask for a key at most `n` times */        \
    X(CANCEL, "cancel")     /* the request `other` */                                              \
    X(HANG_UP, "hang_up")                                                                          \
    X(PAUSE, "pause") /* `agent` gets no new calls: n 1 on, 0 off */                               \
    X(NOTE, "note")   /* a mark in the phone system's own log */                                   \
    X(SYNC, "sync")
enum phone_command_kind {
#define X(name, word) PHONE_DO_##name,
    PHONE_COMMANDS(X)
#undef X
        PHONE_COMMAND_N
};
extern const char *const phone_command_words[];
enum phone_mode { PHONE_LISTEN = 1, PHONE_WHISPER, PHONE_BARGE, PHONE_JOIN };

struct phone_command {
    enum phone_command_kind kind;
    int64_t request; /* unique for ever, stored before it is sent */
    int64_t other;
    struct str call, agent, to, prompt; /* codes of the configuration, never what somebody typed */
    enum phone_mode mode;
    bool push;
    int64_t ring_s, n;
    int64_t expect_seq; /* PHONE_STALE when the call changed hands after this event; 0: any */
};
/* INVALID when it lacks what its kind needs, or a text holds a control character: it could be a command of its own. */
CHECKED enum status phone_check(const struct phone_command *command);

enum phone_can {
    PHONE_CAN_WATCH = 1,
    PHONE_CAN_TAKE_OVER = 2,
    PHONE_CAN_PULL = 4,
    PHONE_CAN_WARN_END = 8,
    PHONE_CAN_SAY = 16,
    PHONE_CAN_LISTEN = 32,
    PHONE_CAN_WHISPER = 64,
    PHONE_CAN_BARGE = 128,
    PHONE_CAN_DIAL_ASK = 256,
    PHONE_CAN_PAUSE = 512
};

/* An adapter: one thread, never waits; who calls it owns the sockets. */
struct phone;
struct phone_ops {
    const char *kind; /* "ami", "tape" */
    unsigned (*can)(const struct phone *p);
    int (*poll_fd)(const struct phone *p, short *ret_events); /* -1: nothing to poll */
    int64_t (*deadline_ms)(const struct phone *p); /* when to step without traffic; -1: never */
    enum status (*step)(struct phone *p, int64_t now_ms); /* events go to the callback */
    enum status (*send)(struct phone *p, const struct phone_command *command);
    void (*close)(struct phone *p);
};

/* ---- somebody is rung and asked for a key */
enum phone_answer { PHONE_ASKING, PHONE_ACCEPTED, PHONE_DECLINED, PHONE_UNREACHED };
struct phone_ask {
    int64_t request;
    enum phone_answer answer;
};
/* Only the key 1 accepts and only 2 declines; a voice, a machine or silence is nobody reached. Events of other requests and after
 * the answer change nothing. A lost connection leaves it asking: the snapshot tells. */
void phone_ask_hear(struct phone_ask *ask, const struct phone_event *event);

#endif
