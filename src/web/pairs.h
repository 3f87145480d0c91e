/* name=value&name=value, as query strings and form bodies are written.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_PAIRS_H
#define WEB_PAIRS_H

#include "base/buf.h"

/* Takes the next pair off the front, still encoded; skips empty ones; false at the end. */
bool pairs_next(struct str *rest, struct str *ret_name, struct str *ret_value);
/* Undoes percent and (when plus) plus signs. false, and the bytes as far as they could be read,
 * when an escape is broken. */
bool percent_decode(struct arena *a, struct str s, bool plus, struct str *ret);
/* One component: all but letters, digits and - . _ ~ becomes %XX. */
void percent_encode(struct buf *out, struct str s);
/* The decoded value of the first pair with this name; STR_NONE when there is none or it is broken
 * or no UTF-8. */
struct str pairs_find(struct arena *a, struct str pairs, struct str name);
/* Appends name=value, encoded, with a separator when something stands there already. */
void pairs_add(struct buf *out, struct str name, struct str value);

#endif
