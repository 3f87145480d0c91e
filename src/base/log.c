/* Logfmt lines, each one write(2) so that threads and processes never mix within a line.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/log.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/zone.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Pipes keep writes of up to 4096 bytes in one piece. */
#define LINE_MAX_BYTES 4096

static atomic_int lowest = LOG_LEVEL_INFO;
static atomic_int log_fd = STDERR_FILENO;

void log_set_level(enum log_level level)
{
    atomic_store(&lowest, (int)level);
}

void log_set_fd(int fd)
{
    atomic_store(&log_fd, fd);
}

static const char *level_name(enum log_level level)
{
    switch (level) {
    case LOG_LEVEL_DEBUG:
        return "debug";
    case LOG_LEVEL_INFO:
        return "info";
    case LOG_LEVEL_WARN:
        return "warn";
    case LOG_LEVEL_ERROR:
        return "error";
    }
    return "error";
}

/* Writes at most 4 bytes and says how many. */
static size_t escape(char ret[5], char c)
{
    unsigned char u = (unsigned char)c;
    const char *named = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : NULL;
    if (named == NULL)
        named = c == '\t' ? "\\t" : c == '\r' ? "\\r" : NULL;
    if (named != NULL)
        memcpy(ret, named, 3);
    else if (u < 0x20 || u == 0x7f)
        snprintf(ret, 5, "\\x%02x", u);
    else
        memcpy(ret, (const char[]){c, '\0'}, 2);
    return strlen(ret);
}

static size_t quote(char *to, size_t room, struct str s)
{
    size_t n = 0;
    to[n++] = '"';
    for (size_t i = 0; i < s.n; i++) {
        char piece[5];
        size_t piece_n = escape(piece, s.p[i]);
        if (room - n < piece_n + 1)
            break;
        memcpy(to + n, piece, piece_n);
        n += piece_n;
    }
    to[n++] = '"';
    return n;
}

const char *log_quote(struct arena *a, struct str s)
{
    size_t room = s.n * 4 + 2;
    char *p = arena_alloc(a, room + 1);
    quote(p, room, s);
    return p;
}

static size_t put_head(char line[LINE_MAX_BYTES], enum log_level level, const char *msg)
{
    int64_t now = clock_now();
    int64_t ms = now % DAY_MS < 0 ? now % DAY_MS + DAY_MS : now % DAY_MS;
    struct local_time day = day_date((int32_t)((now - ms) / DAY_MS));
    int n = snprintf(line, 200, "at=%04d-%02d-%02dT%02d:%02d:%02d.%03dZ level=%s msg=", day.year,
                     day.month, day.day, (int)(ms / HOUR_MS), (int)(ms / MINUTE_MS % 60),
                     (int)(ms / 1000 % 60), (int)(ms % 1000), level_name(level));
    size_t used = n > 0 ? (size_t)n : 0;
    return used + quote(line + used, 1000, str_of(msg));
}

void log_line(enum log_level level, const char *msg, const char *format, ...)
{
    if ((int)level < atomic_load(&lowest))
        return;
    int saved_errno = errno;
    char line[LINE_MAX_BYTES];
    size_t n = put_head(line, level, msg);
    if (format != NULL && format[0] != '\0') {
        size_t from = n;
        line[n++] = ' ';
        size_t room = sizeof line - n - 1; /* one byte is for the line feed */
        va_list args;
        va_start(args, format);
        int want = vsnprintf(line + n, room, format, args);
        va_end(args);
        if (want > 0)
            n += (size_t)want < room ? (size_t)want : room - 1;
        /* A forgotten log_quote must not let input forge a line. */
        for (size_t i = from; i < n; i++)
            if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
                line[i] = ' ';
    }
    line[n++] = '\n';
    ssize_t done;
    do
        done = write(atomic_load(&log_fd), line, n);
    while (done < 0 && errno == EINTR);
    errno = saved_errno; /* a lost line is no reason to stop, nor to disturb the caller */
}
