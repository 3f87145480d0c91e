/* Names of lines and queues, brought into the form in which they are stored and compared; and
 * source keys.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_parts.h"

#include "base/utf8.h"

#include <string.h>

static bool is_ascii(struct str s)
{
    unsigned char all = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\0')
            return false;
        all |= (unsigned char)s.p[i];
    }
    return all < 0x80;
}

/* Old systems write Windows-1252; two bytes of UTF-8 hold what one byte says there, but for a few
 * signs nobody is named by. */
static bool set_from_latin(struct call_text *t, struct str s)
{
    t->n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == 0 || t->n + 2 > sizeof t->p)
            return false;
        if (c < 0x80) {
            t->p[t->n++] = (char)c;
        } else if (c >= 0xa0) {
            t->p[t->n++] = (char)(0xc0 | c >> 6);
            t->p[t->n++] = (char)(0x80 | (c & 0x3f));
        } else {
            t->p[t->n++] = '?';
        }
    }
    return true;
}

bool call_text_set(struct call_text *t, struct str s)
{
    s = str_trim(s);
    if (!is_ascii(s) && !utf8_valid(s))
        return set_from_latin(t, s);
    if (s.n > sizeof t->p)
        return false;
    if (s.n > 0)
        memcpy(t->p, s.p, s.n);
    t->n = s.n;
    return true;
}

/* As people's lines are stored: base's folding, in place where that can be done. */
static void fold(struct arena *scratch, struct call_text *t)
{
    size_t n = 0;
    if (!is_ascii(call_text_str(t))) {
        struct str folded = utf8_clip(utf8_fold(scratch, call_text_str(t)), sizeof t->p);
        memcpy(t->p, folded.p, folded.n);
        t->n = folded.n;
        return;
    }
    for (size_t i = 0; i < t->n; i++) {
        char c = t->p[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            if (n > 0 && t->p[n - 1] != ' ')
                t->p[n++] = ' ';
            continue;
        }
        t->p[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
    }
    t->n = n > 0 && t->p[n - 1] == ' ' ? n - 1 : n;
}

struct str call_text_str(const struct call_text *t)
{
    return (struct str){t->p, t->n};
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Takes ";1" and "-0000002a" off a channel's name. */
static struct str without_counter(struct str s)
{
    if (s.n > 2 && s.p[s.n - 2] == ';')
        s.n -= 2;
    size_t i = s.n;
    while (i > 0 && is_hex(s.p[i - 1]))
        i--;
    if (i > 1 && i < s.n && s.p[i - 1] == '-')
        s.n = i - 1;
    return s;
}

/* Local/1127@callback-agent stands for the extension 1127. */
static struct str without_context(struct str s)
{
    size_t at;
    if (s.n > 6 && str_eq_nocase(str_sub(s, 0, 6), STR("Local/")) && str_find_char(s, '@', &at))
        s.n = at;
    return s;
}

bool call_text_channel(struct arena *scratch, struct call_text *t, struct str channel)
{
    if (!call_text_set(t, without_context(without_counter(str_trim(channel)))))
        return false;
    fold(scratch, t);
    return true;
}

bool call_text_agent(struct arena *scratch, struct call_text *t, struct str agent)
{
    if (str_eq(agent, STR("NONE")))
        agent.n = 0;
    if (!call_text_set(t, without_context(str_trim(agent))))
        return false;
    fold(scratch, t);
    return true;
}

void call_key_start(struct call_key *k, const char *word)
{
    k->n = 0;
    k->full = false;
    call_key_text(k, str_of(word));
}

void call_key_text(struct call_key *k, struct str s)
{
    if (s.n > sizeof k->p - k->n) {
        k->full = true;
        return;
    }
    if (s.n > 0)
        memcpy(k->p + k->n, s.p, s.n);
    k->n += s.n;
}

void call_key_int(struct call_key *k, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    if (v < 0)
        digits[--at] = '-';
    call_key_text(k, (struct str){digits + at, sizeof digits - at});
}
