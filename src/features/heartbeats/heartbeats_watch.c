/* SPDX-License-Identifier: MPL-2.0 */
#include "features/heartbeats/heartbeats_watch.h"

#include "base/clock.h"

static const enum text_key trouble_texts[HEALTH_TROUBLE_N] = {
#define X(name, word) T_HEALTH_##name,
    HEALTH_TROUBLES(X)
#undef X
};
static const int64_t certificate_marks[] = {1, 3, 14}; /* days before its end */

enum watch_level watch_level_of(const struct watch_seen *seen)
{
    if (!seen->answered)
        return WATCH_IS_SILENT;
    return seen->troubles != 0 ? WATCH_HAS_TROUBLE : WATCH_IS_WELL;
}

static struct str clock_text(struct arena *a, const struct watch_rules *r, int64_t at)
{
    struct local_time t = zone_local(r->zone, at);

    return arena_printf(a, "%02d:%02d", t.hour, t.minute);
}

static struct str troubles_text(struct arena *a, enum lang lang, int64_t troubles)
{
    struct buf b = buf_new(a, 200);

    for (int i = 0; i < HEALTH_TROUBLE_N; i++)
        if (((uint64_t)troubles >> i & 1) != 0) {
            buf_add(&b, b.n > 0 ? STR(" ") : STR(""));
            buf_add(&b, text(lang, trouble_texts[i]));
        }
    return buf_str(&b);
}

static struct watch_saying say(struct arena *a, const struct watch_rules *r, enum text_key subject,
                               struct str more)
{
    struct str head =
        text_filled(a, r->lang, subject, (const struct text_arg[]){TEXT_STR(r->url)}, 1);

    return (struct watch_saying){head, arena_printf(a, "%.*s %.*s", STR_ARG(head), STR_ARG(more))};
}

static struct watch_saying say_bad(struct arena *a, const struct watch_rules *r,
                                   const struct watch_state *s, const struct watch_seen *seen,
                                   bool is_reminder)
{
    struct str since =
        text_filled(a, r->lang, T_WATCH_SINCE,
                    (const struct text_arg[]){TEXT_STR(clock_text(a, r, s->since))}, 1);
    struct str what = seen->answered ? troubles_text(a, r->lang, seen->troubles) : seen->why;
    struct str more = arena_printf(a, "%.*s %.*s", STR_ARG(since), STR_ARG(what));

    if (seen->answered)
        return say(a, r, is_reminder ? T_WATCH_TROUBLE_STILL : T_WATCH_TROUBLE, more);
    return say(a, r, is_reminder ? T_WATCH_SILENT_STILL : T_WATCH_SILENT, more);
}

static struct watch_saying say_well(struct arena *a, const struct watch_rules *r,
                                    const struct watch_state *s, int64_t now)
{
    int64_t minutes = (now - s->since + MINUTE_MS - 1) / MINUTE_MS;

    return say(
        a, r, T_WATCH_WELL,
        text_filled(a, r->lang, T_WATCH_LASTED, (const struct text_arg[]){TEXT_INT(minutes)}, 1));
}

/* The smallest mark that is reached, once each; a new certificate begins anew. */
static bool certificate(struct arena *a, const struct watch_rules *r, struct watch_state *s,
                        const struct watch_seen *seen, int64_t now, struct watch_saying *ret)
{
    int64_t left_ms = seen->certificate_ends_at - now, mark = 0;

    if (seen->certificate_ends_at == 0)
        return false;
    for (size_t i = 0; i < sizeof certificate_marks / sizeof certificate_marks[0] && mark == 0; i++)
        if (left_ms <= certificate_marks[i] * DAY_MS)
            mark = certificate_marks[i];
    if (mark == 0 || mark == s->certificate_told_days ||
        (s->certificate_told_days != 0 && mark > s->certificate_told_days)) {
        if (mark == 0 || mark > s->certificate_told_days)
            s->certificate_told_days = mark;
        return false;
    }
    s->certificate_told_days = mark;
    int64_t days = left_ms > 0 ? left_ms / DAY_MS : 0;
    *ret = say(a, r, T_WATCH_CERTIFICATE,
               text_filled(a, r->lang, T_WATCH_CERTIFICATE_DAYS,
                           (const struct text_arg[]){TEXT_INT(days)}, 1));
    return true;
}

void watch_round(struct arena *a, const struct watch_rules *rules, struct watch_state *state,
                 const struct watch_seen *seen, int64_t now, struct watch_saying *ret,
                 size_t *ret_n)
{
    enum watch_level level = watch_level_of(seen);

    *ret_n = 0;
    if (level == WATCH_IS_WELL) {
        if (state->told != WATCH_IS_WELL)
            ret[(*ret_n)++] = say_well(a, rules, state, now);
        state->bad_n = state->since = state->told = state->told_at = 0;
    } else {
        if (state->bad_n++ == 0)
            state->since = now;
        bool is_worse = (int64_t)level > state->told;
        bool is_day = state->told != WATCH_IS_WELL && now - state->told_at >= DAY_MS;
        if (state->bad_n >= rules->after_n && (is_worse || is_day)) {
            ret[(*ret_n)++] = say_bad(a, rules, state, seen, !is_worse);
            state->told = is_worse ? (int64_t)level : state->told;
            state->told_at = now;
        }
    }
    if (certificate(a, rules, state, seen, now, &ret[*ret_n]))
        ++*ret_n;
}

struct str watch_state_text(struct arena *a, const struct watch_state *s)
{
    return arena_printf(a, "1 %lld %lld %lld %lld %lld\n", (long long)s->bad_n, (long long)s->since,
                        (long long)s->told, (long long)s->told_at,
                        (long long)s->certificate_told_days);
}

bool watch_state_read(struct str line, struct watch_state *ret)
{
    int64_t n[6];
    struct str part;

    line = str_trim(line);
    for (int i = 0; i < 6; i++)
        if (!str_cut(&line, ' ', &part) || !str_int64(part, &n[i]))
            return false;
    if (n[0] != 1)
        return false;
    *ret = (struct watch_state){n[1], n[2], n[3], n[4], n[5]};
    return true;
}
