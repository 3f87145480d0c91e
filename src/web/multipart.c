/* The parser keeps what it has not understood yet: a part's head, or the few bytes that might begin
 * a boundary.
 * SPDX-License-Identifier: MPL-2.0 */
#include "web/multipart.h"

#include <stdlib.h>
#include <string.h>

#define MAX_HEAD 8192
#define MAX_BOUNDARY 70 /* RFC 2046 */

enum state { PREAMBLE, AFTER_BOUNDARY, HEAD, DATA, EPILOGUE };

struct multipart {
    struct multipart_events events;
    enum state state;
    char delimiter[MAX_BOUNDARY + 8]; /* CR LF - - boundary */
    size_t n_delimiter;
    char *p; /* not understood yet */
    size_t n, cap;
};

/* The value of a parameter: name=x or name="x". Browsers write \" as %22, so a quote always ends
 * it. */
static struct str parameter(struct str header, struct str name)
{
    struct str rest = header;
    size_t at;

    if (!str_find_char(rest, ';', &at))
        return STR_NONE;
    rest = str_sub(rest, at + 1, rest.n);
    while (rest.n > 0) {
        struct str key, value;

        rest = str_trim(rest);
        if (!str_find_char(rest, '=', &at))
            return STR_NONE;
        key = str_trim(str_sub(rest, 0, at));
        rest = str_sub(rest, at + 1, rest.n);
        if (rest.n > 0 && rest.p[0] == '"') {
            rest = str_sub(rest, 1, rest.n);
            if (!str_find_char(rest, '"', &at))
                return STR_NONE;
            value = str_sub(rest, 0, at);
            rest = str_sub(rest, at + 1, rest.n);
            if (str_find_char(rest, ';', &at))
                rest = str_sub(rest, at + 1, rest.n);
            else
                rest = STR("");
        } else if (str_find_char(rest, ';', &at)) {
            value = str_trim(str_sub(rest, 0, at));
            rest = str_sub(rest, at + 1, rest.n);
        } else {
            value = str_trim(rest);
            rest = STR("");
        }
        if (str_eq_nocase(key, name))
            return value;
    }
    return STR_NONE;
}

struct multipart *multipart_new(struct str content_type, struct multipart_events events)
{
    struct str boundary = parameter(content_type, STR("boundary"));
    struct multipart *m;

    if (boundary.n == 0 || boundary.n > MAX_BOUNDARY)
        return NULL;
    m = calloc(1, sizeof *m);
    must(m != NULL);
    m->events = events;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary.p, boundary.n);
    m->n_delimiter = boundary.n + 4;
    /* As if a line end stood before the first boundary, so that all are found alike. */
    m->cap = 256;
    m->p = malloc(m->cap);
    must(m->p != NULL);
    memcpy(m->p, "\r\n", 2);
    m->n = 2;
    return m;
}

void multipart_free(struct multipart *m)
{
    if (m == NULL)
        return;
    free(m->p);
    free(m);
}

static void drop(struct multipart *m, size_t n)
{
    memmove(m->p, m->p + n, m->n - n);
    m->n -= n;
}

static enum status read_head(struct multipart *m, struct str head)
{
    struct str line, name = STR_NONE, filename = STR_NONE;

    while (str_cut(&head, '\n', &line)) {
        line = str_trim(line);
        if (line.n < 20 || !str_eq_nocase(str_sub(line, 0, 20), STR("Content-Disposition:")))
            continue;
        name = parameter(line, STR("name"));
        filename = parameter(line, STR("filename"));
    }
    if (name.p == NULL)
        return fail(INVALID, "a part of the form has no name");
    return m->events.part(m->events.context, name, filename.p != NULL, filename);
}

/* One step; *ret_more says that another may be possible with what is there. */
static enum status step(struct multipart *m, bool *ret_more)
{
    const char *at;
    size_t keep, n;

    *ret_more = false;
    switch (m->state) {
    case PREAMBLE:
    case DATA:
        at = m->n >= m->n_delimiter ? memmem(m->p, m->n, m->delimiter, m->n_delimiter) : NULL;
        keep = m->n_delimiter - 1; /* may be the beginning of one */
        n = at != NULL ? (size_t)(at - m->p) : m->n > keep ? m->n - keep : 0;
        if (m->state == DATA && n > 0)
            TRY(m->events.data(m->events.context, m->p, n));
        drop(m, at != NULL ? n + m->n_delimiter : n);
        if (at != NULL)
            m->state = AFTER_BOUNDARY;
        *ret_more = at != NULL;
        return OK;
    case AFTER_BOUNDARY:
        if (m->n < 2)
            return OK;
        if (memcmp(m->p, "--", 2) == 0)
            m->state = EPILOGUE;
        else if (memcmp(m->p, "\r\n", 2) == 0)
            m->state = HEAD;
        else
            return fail(INVALID, "broken boundary in a multipart form");
        if (m->state == EPILOGUE)
            drop(m, 2); /* before a head the line end stays: an empty head is found by it */
        *ret_more = true;
        return OK;
    case HEAD:
        at = memmem(m->p, m->n, "\r\n\r\n", 4);
        if (at == NULL)
            return m->n > MAX_HEAD ? fail(INVALID, "the head of a part is too long") : OK;
        TRY(read_head(m, (struct str){m->p, (size_t)(at - m->p)}));
        drop(m, (size_t)(at - m->p) + 4);
        m->state = DATA;
        *ret_more = true;
        return OK;
    case EPILOGUE:
        m->n = 0;
        return OK;
    }
    return OK;
}

enum status multipart_take(struct multipart *m, const char *p, size_t n)
{
    bool more = true;

    if (m->n + n > m->cap) {
        char *grown;

        m->cap = (m->n + n) * 2;
        grown = realloc(m->p, m->cap);
        must(grown != NULL);
        m->p = grown;
    }
    memcpy(m->p + m->n, p, n);
    m->n += n;
    while (more)
        TRY(step(m, &more));
    return OK;
}

enum status multipart_end(struct multipart *m)
{
    return m->state == EPILOGUE ? OK : fail(INVALID, "a multipart form without its end");
}
