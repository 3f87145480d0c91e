/* Borrowed text with a length; it never owns what it points to and need not end in NUL.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p; /* NULL means "no text" (SQL NULL, absent field); "" is present and empty */
    size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_of(const char *c); /* NULL gives STR_NONE */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII only: header names, not people's names */
int str_cmp(struct str a, struct str b);        /* by bytes */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s);                       /* ASCII white space at both ends */
struct str str_sub(struct str s, size_t from, size_t n); /* clipped to what is there */
bool str_find(struct str s, struct str needle, size_t *ret);
bool str_find_char(struct str s, char c, size_t *ret);
/* Takes what stands before the next separator off the front of *rest; false when *rest is used up (p == NULL). */
bool str_cut(struct str *rest, char separator, struct str *ret);
/* The whole text is a decimal number in range; no blanks, no plus sign. */
bool str_int64(struct str s, int64_t *ret);

#endif
