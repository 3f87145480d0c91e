/* What a watcher on another machine says, and when: once when the server is not well, each day as long as it lasts, and when it is
 * well again; and before the certificate ends. Pure: what was seen goes in, words come out.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HEARTBEATS_HEARTBEATS_WATCH_H
#define HEARTBEATS_HEARTBEATS_WATCH_H

#include "base/zone.h"
#include "core/text.h"
#include "features/heartbeats/heartbeats.h"

struct watch_seen {
    bool answered;
    int64_t troubles;            /* HEALTH_ bits, when it answered */
    int64_t certificate_ends_at; /* 0: none, or not known */
    struct str why;              /* when it did not: "timeout" */
};

enum watch_level { WATCH_IS_WELL, WATCH_HAS_TROUBLE, WATCH_IS_SILENT };

/* Kept from round to round; all zero at first. */
struct watch_state {
    int64_t bad_n; /* rounds in a row that were not well */
    int64_t since; /* of the first of them */
    int64_t told;  /* enum watch_level */
    int64_t told_at;
    int64_t certificate_told_days; /* the mark that was told last; 0: none */
};

struct watch_rules {
    struct str url;
    enum lang lang;
    const struct zone *zone;
    int64_t after_n; /* so many rounds must be bad: one lost packet wakes nobody */
};

#define WATCH_SAYS_MAX 2
struct watch_saying {
    struct str subject, text; /* text: whole, with the subject's words in it */
};
/* At most WATCH_SAYS_MAX; *ret_n how many. */
void watch_round(struct arena *a, const struct watch_rules *rules, struct watch_state *state,
                 const struct watch_seen *seen, int64_t now, struct watch_saying *ret,
                 size_t *ret_n);
/* What this round was by itself. */
enum watch_level watch_level_of(const struct watch_seen *seen);

/* One line of numbers, for a file between runs. false: not such a line. */
struct str watch_state_text(struct arena *a, const struct watch_state *state);
bool watch_state_read(struct str line, struct watch_state *ret);

#endif
