/* The escalation, as a pure function.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_escalate.h"

static void add(struct help_plan *plan, enum help_act act, size_t step, int64_t late_ms)
{
    plan->at[plan->n++] = (struct help_action){act, step, late_ms};
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void resort(struct help_plan *plan, int64_t due_at, int64_t now)
{
    add(plan, HELP_ACT_RESORT, 0, now - due_at);
    plan->state.resort_at = now;
    plan->again_at = now + HELP_RESORT_AGAIN_MS;
}

/* They said that they come, and time is up. */
static void give_back(const struct help_policy *p, struct help_plan *plan, int64_t now)
{
    struct help_state *s = &plan->state;

    add(plan, HELP_ACT_RETURN, 0, now - s->answered_at - p->ack_ms);
    s->answered_at = 0;
    s->due_at = now;
}

/* Steps that are due; those that reach nobody take no time. True: the last resort's turn. */
static bool climb(const struct help_policy *p, const bool *reached, struct help_plan *plan,
                  int64_t now)
{
    struct help_state *s = &plan->state;
    int64_t all = (int64_t)p->n * p->rounds;

    while (now >= s->due_at && now < s->resort_by && s->next < all) {
        size_t step = (size_t)s->next++ % p->n;
        int64_t late = now - s->due_at;

        add(plan, reached[step] ? HELP_ACT_STEP : HELP_ACT_SKIP, step, late);
        s->due_at = now;
        if (reached[step]) {
            s->due_at = now + p->step[step].wait_ms;
            break;
        }
    }
    return now >= s->resort_by || (s->next >= all && now >= s->due_at);
}

void help_escalate(const struct help_policy *p, const struct help_state *state,
                   const bool reached[HELP_STEPS_MAX], int64_t now, struct help_plan *ret)
{
    struct help_state *s = &ret->state;

    *ret = (struct help_plan){.state = *state};
    if (s->over)
        return;
    if (s->answered_at != 0 && now < s->answered_at + p->ack_ms) {
        ret->again_at = s->answered_at + p->ack_ms;
        return;
    }
    if (s->answered_at != 0) {
        give_back(p, ret, now);
        if (s->resort_at != 0) { /* everybody was called before: again, at once */
            resort(ret, now, now);
            return;
        }
    }
    if (s->resort_at != 0) {
        ret->again_at = s->resort_at + HELP_RESORT_AGAIN_MS;
        if (now >= ret->again_at)
            resort(ret, ret->again_at, now);
        return;
    }
    if (climb(p, reached, ret, now))
        resort(ret, earlier(s->due_at, s->resort_by), now);
    else
        ret->again_at = earlier(s->due_at, s->resort_by);
}
