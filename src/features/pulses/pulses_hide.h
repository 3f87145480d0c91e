/* What may be told of anonymous answers, decided here and nowhere else. Pure: no database, no clock, no names.
 *
 * The rule. Everybody who is asked belongs to exactly one room, before anybody has answered. A room is told of once, when it is over
 * and at least PULSES_SMALLEST have answered in it; what is told is one number per question, and it never changes afterwards. Rooms
 * in which fewer have answered are poured together until there are enough. Every number that anybody ever sees (of a team, a class,
 * a profile, a start quarter, the centre, today or at any later look) is a sum of what whole rooms told.
 *
 * Why nothing can be subtracted out. Write each number as a sum over those who answered. It has the same factor for all who share a
 * room, and so has every combination of such numbers, however many of them and from however many days. What a combination tells of
 * is therefore a union of rooms: of nobody, or of at least PULSES_SMALLEST. Groups within groups, groups that overlap and looks at
 * different times are all the same to this argument, which is why nothing here looks at groups one by one.
 *
 * Why nothing can be pinned. Where all have said "fully agree" the sum would say it of each of them. So a room's sum is pulled in by
 * PULSES_MARGIN at both ends before it is told, and for whatever is told there are for each who answered at least
 * PULSES_MARGIN + 1 answers that fit (pulses_attack_test.c finds them).
 *
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef PULSES_PULSES_HIDE_H
#define PULSES_PULSES_HIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PULSES_SMALLEST 5 /* of fewer nothing is told */
#define PULSES_MARGIN 2
#define PULSES_LOW 1 /* "not at all" */
#define PULSES_HIGH 5
#define PULSES_QUESTIONS 8

/* What a number can be asked by. A room has a label where all in it share it, else PULSES_MIXED. */
enum pulses_label {
    PULSES_TEAM,
    PULSES_CLASS,
    PULSES_QUARTER,
    PULSES_PROFILE,
    PULSES_LABEL_N,
    PULSES_ALL = PULSES_LABEL_N /* the whole centre: by no label */
};
#define PULSES_MIXED INT64_C(-1)
struct pulses_labels {
    int64_t of[PULSES_LABEL_N];
};

#define PULSES_PEOPLE_MOST 1000 /* asked in one go; who is more waits a day */
/* Puts people into rooms of at least PULSES_SMALLEST, as narrow as that goes: by team, within it by class, start quarter and profile.
 * Looks at labels alone, so two with the same ones are never told apart. ret_room[i]: 0 and up, the room's number; -1: too few
 * are like this one. ret_labels[room]: of each room; both have space for n. */
size_t pulses_rooms(const struct pulses_labels *people, size_t n, int64_t *ret_room,
                    struct pulses_labels *ret_labels);

struct pulses_sum {
    int64_t n, sum; /* who answered the question, and their answers added up */
};
/* A room of so many sheets may be told of. */
bool pulses_are_enough(int64_t n_sheets);
/* What a room tells of one question; {0, 0}: nothing, fewer than PULSES_SMALLEST have answered it. */
struct pulses_sum pulses_told(struct pulses_sum s);

/* A room that was told of. */
struct pulses_block {
    int64_t moment;
    struct pulses_labels labels;
    struct pulses_sum told[PULSES_QUESTIONS];
};
struct pulses_cell {
    int64_t
        at_least; /* who answered, in steps of PULSES_SMALLEST, so that it does not show who did not; 0: hidden */
    int64_t mean_tenths; /* 10 to 50 */
};
/* One number: of a moment and a question, for whom the label is `group` (PULSES_ALL: for all). */
struct pulses_cell pulses_cell(const struct pulses_block *blocks, size_t n, int64_t moment,
                               size_t question, enum pulses_label by, int64_t group);

#endif
