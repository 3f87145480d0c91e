/* What must not be told to a class: names of colleagues, numbers that lead to somebody, addresses. Pure but for loading the
 * names; the same before somebody's telling is kept (it is refused, with the reason) and before it is shown (what would lead to
 * somebody by then is taken out). It rather takes a word too many: "Hans" at the beginning of a sentence is his, and Hans.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef EXPERIENCE_EXPERIENCE_SCREEN_H
#define EXPERIENCE_EXPERIENCE_SCREEN_H

#include "base/arena.h"
#include "db/db.h"

enum experience_leak {
    EXPERIENCE_LEAKS_NOTHING,
    EXPERIENCE_LEAKS_NAME,
    EXPERIENCE_LEAKS_NUMBER, /* of four digits or more: CPR, phone, case; times of day pass */
    EXPERIENCE_LEAKS_MAIL,   /* and addresses of the web */
    EXPERIENCE_LEAKS_PLACE   /* streets with and without number, post codes with their town */
};

struct experience_name {
    struct str part; /* of a name, as it is compared */
    size_t owner;    /* which of the names */
    bool is_word;    /* also a word of the language: counts when it is written like a name */
};
struct experience_names {
    struct experience_name *at;
    size_t n;
};
struct experience_names experience_names_of(struct arena *a, const struct str *names, size_t n);
/* Of everybody of a centre, also of those who have left. */
CHECKED enum status experience_names(struct db *db, struct arena *a, int64_t centre_id,
                                     struct experience_names *ret);

/* The first of what is in it; ret_clean, unless NULL: the text with "…" in its place. */
enum experience_leak experience_screen(struct arena *a, struct str text,
                                       const struct experience_names *names, struct str *ret_clean);

#endif
