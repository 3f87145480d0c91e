/* The words a person sees, in their language. Keys and tables are made by tools/textc from the .po files of each folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include "base/buf.h"
#include "text_keys.h" /* generated: enum text_key { T_NONE, T_SAVE, … } with T_N last */

enum lang { LANG_DA, LANG_EN, LANG_N };

/* "da", "en" both ways. */
struct str lang_code(enum lang lang);
bool lang_find(struct str code, enum lang *ret);

/* The text as it stands in the catalogue, placeholders and all. Never STR_NONE. */
struct str text(enum lang lang, enum text_key key);
/* Of a text that is a list with one blank between its words (months, days): the n-th, from 1. Empty: there are fewer. */
struct str text_word(enum lang lang, enum text_key key, int n);

struct local_time; /* base/zone.h */

struct text_arg {
    bool is_number;
    int64_t number; /* written with the language's grouping: 1.234 / 1,234 */
    struct str str;
};
#define TEXT_STR(s) ((struct text_arg){.str = (s)})
#define TEXT_INT(n) ((struct text_arg){.is_number = true, .number = (n)})

/* Fills {1}, {2} … For keys with plural forms args[0] decides which form. Not escaped: for HTML use the view's {{ t … }}. */
void text_fill(struct buf *out, enum lang lang, enum text_key key, const struct text_arg *args,
               size_t n);
struct str text_filled(struct arena *a, enum lang lang, enum text_key key,
                       const struct text_arg *args, size_t n);

/* As people write them here: "1.234" / "1,234"; "22. november 2026" / "22 November 2026"; "14.05" / "14:05" for
 * minutes after a midnight. months: T_TIME_MONTHS, or T_TIME_MONTHS_SHORT for "22. nov. 2026". */
struct str text_number(struct arena *a, enum lang lang, int64_t n);
struct str text_date(struct arena *a, enum lang lang, struct local_time t, enum text_key months);
struct str text_clock(struct arena *a, enum lang lang, int64_t minutes);
/* A span in the largest unit that it is a whole number of: "7 dage", "90 sekunder", "5 år" (of 365 days). */
struct str text_span(struct arena *a, enum lang lang, int64_t seconds);

/* Made by textc. */
struct text_entry {
    struct str one;   /* the only form, or the singular */
    struct str other; /* p == NULL when the key has no plural */
    bool plain;       /* neither holds anything that HTML escapes */
};
extern const struct text_entry text_table[LANG_N][T_N];
extern const char *const text_key_names[T_N]; /* "SAVE" for T_SAVE: for API and logs */

#endif
