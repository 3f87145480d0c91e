/* Between live.c (words) and live_hub.c (pages).
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_LIVE_INNER_H
#define CORE_LIVE_INNER_H

#include <stdio.h>

#include "core/live.h"

/* In the words of a running installation; only append. */
enum live_kind {
    LIVE_TO_PERSON,
    LIVE_TO_ALL,
    LIVE_RELOAD, /* to everybody: ask for everything anew */
    LIVE_END_OF  /* streams of this person end */
};

struct live_event {
    enum live_kind kind;
    int64_t person_id, centre_id; /* centre 0: any */
    enum permission permission;
    enum live_topic topic;
    int64_t object_id;
};

struct str live_word(char to[DB_WORD_MAX], const struct live_event *e);
bool live_word_read(struct str word, struct live_event *ret);
const char *live_topic_word(enum live_topic topic);

#endif
