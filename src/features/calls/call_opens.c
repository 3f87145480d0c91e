/* A hash table over a pool that grows, with a list through it in order of beginning. Never more
 * than CALL_OPEN_MAX calls.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_opens.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define FIRST_ROOM 256

struct call_opens {
    struct call_open *pool;
    uint32_t *buckets; /* as many as the pool has room for: a power of two */
    uint32_t room, n, used, unused, oldest, newest;
};

static void opens_free(void *p)
{
    struct call_opens *o = p;
    free(o->pool);
    free(o->buckets);
    free(o);
}

static uint32_t bucket_of(const struct call_opens *o, const char *id, size_t n)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)id[i]) * UINT64_C(1099511628211);
    return (uint32_t)(h ^ h >> 32) & (o->room - 1);
}

static void put_in_bucket(struct call_opens *o, uint32_t at)
{
    uint32_t b = bucket_of(o, o->pool[at].id, o->pool[at].id_n);
    o->pool[at].next_same = o->buckets[b];
    o->buckets[b] = at;
}

static void grow(struct call_opens *o)
{
    o->room = o->room == 0 ? FIRST_ROOM : o->room * 2;
    struct call_open *pool = realloc(o->pool, o->room * sizeof *pool);
    uint32_t *buckets = realloc(o->buckets, o->room * sizeof *buckets);
    must(pool != NULL && buckets != NULL);
    o->pool = pool;
    o->buckets = buckets;
    memset(buckets, 0xff, o->room * sizeof *buckets);
    for (uint32_t at = o->oldest; at != NONE; at = pool[at].newer)
        put_in_bucket(o, at);
}

struct call_opens *call_opens_new(struct arena *a)
{
    struct call_opens *o = calloc(1, sizeof *o);
    must(o != NULL);
    o->unused = o->oldest = o->newest = NONE;
    arena_on_end(a, opens_free, o);
    return o;
}

size_t call_opens_n(const struct call_opens *o)
{
    return o->n;
}

int64_t call_opens_earliest(const struct call_opens *o, int64_t if_none)
{
    return o->oldest == NONE ? if_none : o->pool[o->oldest].offset;
}

struct call_open *call_opens_oldest(struct call_opens *o)
{
    return o->oldest == NONE ? NULL : &o->pool[o->oldest];
}

struct call_open *call_opens_find(struct call_opens *o, struct str id)
{
    if (o->n == 0)
        return NULL;
    for (uint32_t at = o->buckets[bucket_of(o, id.p, id.n)]; at != NONE; at = o->pool[at].next_same)
        if (str_eq((struct str){o->pool[at].id, o->pool[at].id_n}, id))
            return &o->pool[at];
    return NULL;
}

struct call_open *call_opens_add(struct call_opens *o, struct str id)
{
    must(id.n > 0 && id.n <= CALL_ID_MAX && o->n < CALL_OPEN_MAX);
    uint32_t at = o->unused;
    if (at != NONE) {
        o->unused = o->pool[at].next_same;
    } else {
        if (o->used == o->room)
            grow(o);
        at = o->used++;
    }
    struct call_open *c = &o->pool[at];
    memset(c, 0, sizeof *c);
    memcpy(c->id, id.p, id.n);
    c->id_n = id.n;
    c->older = o->newest;
    c->newer = NONE;
    if (o->newest != NONE)
        o->pool[o->newest].newer = at;
    else
        o->oldest = at;
    o->newest = at;
    put_in_bucket(o, at);
    o->n++;
    return c;
}

void call_opens_end(struct call_opens *o, struct call_open *c)
{
    uint32_t at = (uint32_t)(c - o->pool);
    uint32_t *link = &o->buckets[bucket_of(o, c->id, c->id_n)];
    while (*link != at)
        link = &o->pool[*link].next_same;
    *link = c->next_same;
    if (c->older != NONE)
        o->pool[c->older].newer = c->newer;
    else
        o->oldest = c->newer;
    if (c->newer != NONE)
        o->pool[c->newer].older = c->older;
    else
        o->newest = c->older;
    c->next_same = o->unused;
    o->unused = at;
    o->n--;
}
