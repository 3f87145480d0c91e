/* One line a happening, logfmt: at=… level=… msg="…" key=value …, to standard error (journald adds the rest).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

/* Lines below this level are dropped. Default INFO. */
void log_set_level(enum log_level level);
/* Where lines go; default 2 (standard error). */
void log_set_fd(int fd);

/* format gives ready logfmt pairs: log_line(LOG_LEVEL_INFO, "served", "path=%s ms=%d", …). Text values that may
 * hold blanks go through log_quote. Never names, texts or numbers of people: ids only. */
void log_line(enum log_level level, const char *msg, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

struct arena;
/* "…" with quotes, backslashes and control characters escaped. */
const char *log_quote(struct arena *a, struct str s);

#endif
