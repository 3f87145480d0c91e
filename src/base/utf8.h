/* UTF-8 and what Danish text needs: folding for search, keys for sorting, conversion of old encodings.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"

/* Well-formed UTF-8 (no surrogates, no overlong forms) and no NUL. */
bool utf8_valid(struct str s);
size_t utf8_length(struct str s); /* code points, of valid text */
/* The longest prefix of at most n bytes that does not split a code point. */
struct str utf8_clip(struct str s, size_t n);

/* "LK" of "Lea Maria Krog": the first letters of the first and the last word, as they are written. Empty of no word. */
struct str utf8_initials(struct arena *a, struct str name);

/* For search: lower case (Latin incl. ÆØÅ), accents dropped but æ ø å kept as letters of their own ("é"→"e", "Å"→"å",
 * "aa" stays "aa"), ß→ss, runs of white space to one blank, trimmed. */
struct str utf8_fold(struct arena *a, struct str s);

/* For ORDER BY: bytes that compare as Danish sorts (… z æ ø å; "aa" at the start of a name as å is NOT done). */
struct str utf8_sort_key(struct arena *a, struct str s);

/* Windows-1252 to UTF-8; the five undefined bytes give U+FFFD. */
struct str utf8_from_windows1252(struct arena *a, struct str s);

/* What Danish Excel may have written: strips a UTF-8 BOM; valid UTF-8 stays; else taken as Windows-1252. */
struct str utf8_from_any(struct arena *a, struct str s);

#endif
