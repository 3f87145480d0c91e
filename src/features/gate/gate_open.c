/* The gate itself.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/gate/gate_open.h"

#include <stddef.h>

const char *const gate_reason_words[] = {
#define X(name, word) word,
    GATE_REASONS(X)
#undef X
        NULL};

static void sooner(int64_t *until, int64_t at, int64_t now)
{
    if (at > now && (*until == 0 || at < *until))
        *until = at;
}

static int64_t what_lacks(const struct gate_state *s, int64_t now)
{
    int64_t lacks = 0;

    if (s->passed_until <= now)
        lacks |= s->passed_until == 0 ? GATE_BIT(MODULE_MISSING) : GATE_BIT(MODULE_EXPIRED);
    if (!s->signed_off)
        lacks |= GATE_BIT(NOT_SIGNED);
    return lacks;
}

struct gate_answer gate_opens(const struct gate_state *s, int64_t now)
{
    struct gate_answer answer = {0};
    int64_t lacks = what_lacks(s, now), by = 0;

    if (!s->known)
        return (struct gate_answer){.reasons = GATE_BIT(UNKNOWN)};
    if (s->leaves_at != 0 && s->leaves_at <= now)
        return (struct gate_answer){.reasons = GATE_BIT(LEFT)};
    if (!s->takes_calls)
        return (struct gate_answer){.reasons = GATE_BIT(NO_PHONE_ROLE)};
    if (s->on_at == 0 || s->on_at > now)
        by |= GATE_BIT(OFF);
    else if (s->was_before && s->grace_until > now)
        by |= GATE_BIT(GRACE);
    else if (s->override_until > now)
        by |= GATE_BIT(OVERRIDE);
    answer.open = lacks == 0 || by != 0;
    answer.reasons = lacks == 0 ? 0 : lacks | by;
    sooner(&answer.until, s->leaves_at, now);
    sooner(&answer.until, s->on_at, now);
    if (s->signed_off || !answer.open)
        sooner(&answer.until, s->passed_until, now);
    if (lacks != 0) {
        sooner(&answer.until, s->grace_until, now);
        sooner(&answer.until, s->override_until, now);
    }
    return answer;
}
