/* Whether the server is really well: what a page that answers does not say.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats.h"

#include "base/clock.h"
#include "core/pulse.h"
#include "features/notify/notify.h"

const char *const health_trouble_words[] = {
#define X(name, word) word,
    HEALTH_TROUBLES(X)
#undef X
        NULL};

void health_add(struct health *h, enum health_trouble trouble)
{
    h->troubles |= INT64_C(1) << trouble;
    h->well = false;
}

static int64_t span(int64_t since, int64_t now)
{
    return since != 0 && since < now ? now - since : 0;
}

/* A message that waits says little alone; it does when nothing was taken since it was first tried. */
static bool fails(const struct notify_sending *s, int64_t now, int64_t for_ms)
{
    return span(s->failing_since, now) > for_ms && s->sent_at < s->failing_since;
}

static enum status add_sending(struct db *db, struct arena *a, int64_t started_at, struct health *h)
{
    struct notify_sending s[NOTICE_CHANNEL_N] = {{0}};
    int64_t late_ms = 0;

    TRY(notify_sending(db, a, s));
    for (int i = 0; i < NOTICE_CHANNEL_N; i++) {
        int64_t since =
            s[i].due_since != 0 && s[i].due_since < started_at ? started_at : s[i].due_since;
        if (span(since, h->at) > late_ms)
            late_ms = span(since, h->at);
    }
    h->sending_late_s = late_ms / 1000;
    h->email_sent_at = s[NOTICE_EMAIL].sent_at;
    h->sms_sent_at = s[NOTICE_SMS].sent_at;
    h->push_sent_at = s[NOTICE_PUSH].sent_at;
    if (late_ms > HEALTH_LATE_MS)
        health_add(h, HEALTH_SENDING);
    if (fails(&s[NOTICE_EMAIL], h->at, HEALTH_EMAIL_FAILING_MS))
        health_add(h, HEALTH_EMAIL);
    if (fails(&s[NOTICE_SMS], h->at, HEALTH_SMS_FAILING_MS))
        health_add(h, HEALTH_SMS);
    return OK;
}

enum status health_read(struct db *db, struct arena *a, int64_t started_at, struct health *ret)
{
    struct health h = {.well = true, .at = clock_now(), .version = STR("")};
    struct health_jobs_row jobs;
    int64_t pulse_ms;

    TRY(pulse_age(db, a, started_at, &pulse_ms));
    TRY(q_health_jobs(db, a, h.at, &jobs));
    int64_t late_ms =
        span(jobs.oldest != 0 && jobs.oldest < started_at ? started_at : jobs.oldest, h.at);
    h.pulse_age_s = pulse_ms / 1000;
    h.jobs_late_s = late_ms / 1000;
    h.jobs_broken = jobs.broken;
    if (pulse_ms > PULSE_DEAD_MS)
        health_add(&h, HEALTH_PULSE);
    if (late_ms > HEALTH_LATE_MS)
        health_add(&h, HEALTH_JOBS);
    TRY(add_sending(db, a, started_at, &h));
    *ret = h;
    return OK;
}
