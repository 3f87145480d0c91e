/* The five hours, put together from what a class has met. Pure: no database, no clock; the same log gives the same agenda, in whatever
 * order it comes. What is in it traces to the entries it is made of, or says that it does not.
 *   cases      told by their author, or blended from what at least three met; never from fewer
 *   themes     by how often and how strongly they were met
 *   minutes    300 in all with the breaks, when it is made here; within 300 ± 15 after an entry is withdrawn
 * When too little was logged, practice that traces to nobody fills the day, and it is_short.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef FOLLOW_UP_FOLLOW_UP_AGENDA_H
#define FOLLOW_UP_FOLLOW_UP_AGENDA_H

#include "base/arena.h"
#include "features/experience/experience.h"

#define FOLLOW_UP_MINUTES 300
#define FOLLOW_UP_ROOM 15   /* minutes more or less */
#define FOLLOW_UP_TRACED 80 /* percent of all minutes, breaks and all */
#define FOLLOW_UP_BLENDED 3 /* authors at least, for what nobody told for themselves */
#define FOLLOW_UP_THEMES 4  /* at most */
#define FOLLOW_UP_BLOCKS 60 /* of a day, at most */
#define FOLLOW_UP_MINUTES_LEAST 5
#define FOLLOW_UP_MINUTES_MOST 120

/* Order is stored: only append. */
#define FOLLOW_UP_KINDS(X)                                                                         \
    X(OPENING, "opening")                                                                          \
    X(OVERVIEW, "overview") /* what the class has met */                                           \
    X(CASE, "case")         /* told by its author */                                               \
    X(BLEND, "blend")       /* of at least three authors */                                        \
    X(PRACTICE, "practice")                                                                        \
    X(EXERCISE, "exercise")                                                                        \
    X(BREAK, "break")                                                                              \
    X(LUNCH, "lunch")                                                                              \
    X(CLOSING, "closing")                                                                          \
    X(OWN, "own") /* the trainer's */
enum follow_up_kind {
#define X(name, word) FOLLOW_UP_##name,
    FOLLOW_UP_KINDS(X)
#undef X
        FOLLOW_UP_KIND_N
};
extern const char *const follow_up_kind_words[];

/* What was logged and may be used. */
struct follow_up_entry {
    int64_t id, author, kind, strength;
    bool told;
};
/* Practice that is there, in the order in which it is offered. */
struct follow_up_shelf {
    const struct str *at;
    size_t n;
};
struct follow_up_block {
    int64_t id; /* of the stored one; 0: new */
    int64_t kind, theme, minutes;
    struct str scenario, title, text;
    const int64_t *sources; /* ascending; none: it traces to nobody */
    size_t n_sources;
    int64_t done_at;
};
struct follow_up_agenda {
    struct follow_up_block *at; /* room for FOLLOW_UP_BLOCKS */
    size_t n;
};

void follow_up_make(struct arena *a, const struct follow_up_entry *entries, size_t n,
                    const struct follow_up_shelf *shelf, struct follow_up_agenda *ret);
/* The agenda as somebody edited it, without what may no longer be used: what stood on it goes, and when that leaves less than is
 * asked for, other cases, longer blocks and at last practice fill it again. What is on it otherwise stays as it is. */
void follow_up_mend(struct arena *a, const struct follow_up_agenda *was,
                    const struct follow_up_entry *entries, size_t n,
                    const struct follow_up_shelf *shelf, struct follow_up_agenda *ret);

struct follow_up_sum {
    int64_t minutes, traced, percent; /* percent rounded down */
    int64_t n_sources;                /* different entries that it is made of */
    bool fits;                        /* 300 ± 15 */
    bool is_short;                    /* traces to less than is asked for */
};
struct follow_up_sum follow_up_sum_of(struct arena *a, const struct follow_up_agenda *agenda);
/* All of it as bytes: equal when the agendas are. */
struct str follow_up_bytes(struct arena *a, const struct follow_up_agenda *agenda);

#endif
