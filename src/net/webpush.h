/* Web Push: a message for one browser, sealed for it (RFC 8291) and signed for its push service (RFC 8292).
 * docs/decisions/0015-live-and-outgoing.md says which library does the curves.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef NET_WEBPUSH_H
#define NET_WEBPUSH_H

#include "net/http.h"

/* A P-256 key pair; the point as 0x04 X Y. */
struct webpush_keys {
    unsigned char secret[32], point[65];
};
void webpush_keys_make(struct webpush_keys *ret);
/* Of a secret alone; INVALID: not within the group. */
CHECKED enum status webpush_keys_of(const unsigned char secret[32], struct webpush_keys *ret);

struct webpush_browser {
    unsigned char point[65], auth[16];
};
/* As the browser gave them, URL-safe base64. INVALID: wrong length, or no point of the curve. */
CHECKED enum status webpush_browser_read(struct str p256dh, struct str auth,
                                         struct webpush_browser *ret);

#define WEBPUSH_TEXT_MAX 600 /* all are padded to this length: it tells nothing */
/* The body of RFC 8188, one record, padded to `padded` bytes of text (0: not). once, salt: fresh random ones; given only so
 * that the RFC's example can be made. */
struct str webpush_seal(struct arena *a, const struct webpush_browser *to,
                        const struct webpush_keys *once, const unsigned char salt[16],
                        struct str text, size_t padded);
/* "vapid t=…, k=…" for the service at this endpoint. subject "mailto:…" or "https://…", empty: none. */
struct str webpush_vapid(struct arena *a, const struct webpush_keys *keys, struct str endpoint,
                         struct str subject, int64_t ends_at_ms);

struct webpush {
    struct str endpoint, text;
    struct webpush_browser to;
    const struct webpush_keys *keys;
    struct str subject;
    struct str
        topic; /* at most 32 of the URL-safe letters: a later one with the same replaces what waits */
    bool is_urgent;
    int64_t now, ttl_s;
    bool may_be_private;
};
struct http_result webpush_send(struct arena *a, const struct webpush *push);

#endif
