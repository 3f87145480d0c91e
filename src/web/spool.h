/* A file on its way in, sealed as it arrives: what lies on the disk meanwhile opens by a key that only this process has in its memory,
 * and only until the request is over. For what is confided (ROUTE_SEALED); whoever takes it in seals it for the person.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef WEB_SPOOL_H
#define WEB_SPOOL_H

#include <stddef.h>

#include "base/status.h"

#define SPOOL_PIECE 65536

struct spool;
struct spool *spool_new(void);
/* The file stays the caller's. BROKEN, FULL: the disk. */
CHECKED enum status spool_write(struct spool *s, int fd, const char *p, size_t n);
/* All of it is there; from now on it can be read, from its beginning. */
CHECKED enum status spool_end(struct spool *s, int fd);
/* What comes next, at most n bytes; 0 at the end. BROKEN: altered, or cut off. */
CHECKED enum status spool_read(struct spool *s, int fd, char *to, size_t n, size_t *ret_n);
void spool_free(struct spool *s); /* forgets the key; NULL is fine */

#endif
