/* What holds for every phone system: which commands are complete, and what counts as somebody having answered.
 * SPDX-License-Identifier: MPL-2.0 */
#include "core/phone.h"

const char *const phone_event_words[] = {
#define X(name, word) word,
    PHONE_EVENTS(X)
#undef X
        NULL};
const char *const phone_why_words[] = {
#define X(name, word) word,
    PHONE_WHYS(X)
#undef X
        NULL};
const char *const phone_command_words[] = {
#define X(name, word) word,
    PHONE_COMMANDS(X)
#undef X
        NULL};

enum need {
    NEED_CALL = 1,
    NEED_AGENT = 2,
    NEED_TO = 4,
    NEED_PROMPT = 8,
    NEED_MODE = 16,
    NEED_OTHER = 32,
    NEED_N = 64
};
static const unsigned needs[PHONE_COMMAND_N] = {
    [PHONE_DO_TAKE_OVER] = NEED_CALL | NEED_TO,
    [PHONE_DO_WARN_END] = NEED_CALL | NEED_PROMPT,
    [PHONE_DO_SAY] = NEED_CALL | NEED_PROMPT,
    [PHONE_DO_SUPERVISE] = NEED_AGENT | NEED_TO | NEED_MODE,
    [PHONE_DO_RELEASE] = NEED_AGENT,
    [PHONE_DO_DIAL_ASK] = NEED_TO | NEED_PROMPT | NEED_N,
    [PHONE_DO_CANCEL] = NEED_OTHER,
    [PHONE_DO_HANG_UP] = NEED_CALL,
    [PHONE_DO_PAUSE] = NEED_AGENT,
};

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return s.n <= 200;
}

enum status phone_check(const struct phone_command *c)
{
    unsigned has = 0;

    if ((int)c->kind < 0 || c->kind >= PHONE_COMMAND_N || c->request <= 0)
        return fail(INVALID, "no such command, or one without a request");
    has |= c->call.n > 0 ? NEED_CALL : 0U;
    has |= c->agent.n > 0 ? NEED_AGENT : 0U;
    has |= c->to.n > 0 ? NEED_TO : 0U;
    has |= c->prompt.n > 0 ? NEED_PROMPT : 0U;
    has |= c->mode >= PHONE_LISTEN && c->mode <= PHONE_JOIN ? NEED_MODE : 0U;
    has |= c->other > 0 ? NEED_OTHER : 0U;
    has |= c->n > 0 ? NEED_N : 0U;
    if ((needs[c->kind] & ~has) != 0)
        return fail(INVALID, "%s lacks something", phone_command_words[c->kind]);
    if (!is_plain(c->call) || !is_plain(c->agent) || !is_plain(c->to) || !is_plain(c->prompt))
        return fail(INVALID, "%s holds what is no plain code", phone_command_words[c->kind]);
    return OK;
}

void phone_ask_hear(struct phone_ask *ask, const struct phone_event *event)
{
    if (ask->answer != PHONE_ASKING || event->request != ask->request)
        return;
    if (event->kind == PHONE_DIAL_DIGIT && event->digit == '1')
        ask->answer = PHONE_ACCEPTED;
    else if (event->kind == PHONE_DIAL_DIGIT && event->digit == '2')
        ask->answer = PHONE_DECLINED;
    else if (event->kind == PHONE_DIAL_END)
        ask->answer = PHONE_UNREACHED;
    else if (event->kind == PHONE_DONE && event->result != PHONE_OK &&
             event->result != PHONE_UNKNOWN)
        ask->answer = PHONE_UNREACHED;
}
