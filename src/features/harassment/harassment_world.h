/* The small centre of aftercare's tests, with a place for evidence, for the tests of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef HARASSMENT_HARASSMENT_WORLD_H
#define HARASSMENT_HARASSMENT_WORLD_H

#include "features/aftercare/aftercare_world.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "features/harassment/harassment_parts.h"

#define MAX_BYTES 200000

/* Beside the database of SQLite, or in a folder of its own; made for each test, removed by evidence_end. */
static char evidence[128];

static inline void evidence_begin(void)
{
    snprintf(evidence, sizeof evidence, "%s/evidence-XXXXXX", test_folder());
    assert_non_null(mkdtemp(evidence));
    harassment_use(str_of(evidence), MAX_BYTES);
}

static inline size_t evidence_count(void)
{
    DIR *d = opendir(evidence);
    struct dirent *e;
    size_t n = 0;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL)
        n += e->d_name[0] != '.' || strncmp(e->d_name, ".new-", 5) == 0;
    closedir(d);
    return n;
}

static inline void evidence_end(void)
{
    DIR *d = opendir(evidence);
    struct dirent *e;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
    rmdir(evidence);
}

static inline int64_t report(struct world *w, const struct actor *who, const char *key,
                             int64_t person_id, int64_t platform)
{
    struct harassment_entry e = {.client_key = str_of(key),
                                 .person_id = person_id,
                                 .kinds = INT64_C(1) << HARASSMENT_NAMED,
                                 .rating = 4,
                                 .story = STR("De skriver mit navn"),
                                 .place = {.platform = platform,
                                           .address = STR("https://example.org/post/1"),
                                           .account = STR("vred_borger")}};
    int64_t id = 0;

    assert_ok(harassment_report(w->db, w->arena, who, w->zone, &e, &id));
    db_refresh(w->db);
    return id;
}

struct bytes {
    const char *p;
    size_t n, at;
};

static inline enum status give_bytes(void *context, char *to, size_t n, size_t *ret_n)
{
    struct bytes *b = context;

    *ret_n = b->n - b->at < n ? b->n - b->at : n;
    memcpy(to, b->p + b->at, *ret_n);
    b->at += *ret_n;
    return OK;
}

static inline enum status add_bytes(struct world *w, const struct actor *who, int64_t case_id,
                                    struct str bytes, int64_t *ret_id)
{
    struct bytes b = {bytes.p, bytes.n, 0};
    struct harassment_upload u = {
        .name = STR("skærmbillede.png"), .source = give_bytes, .context = &b};
    enum status status = harassment_file_add(w->db, w->arena, who, case_id, &u, ret_id);

    db_refresh(w->db);
    return status;
}

#define PNG_BYTES STR("\x89PNG\r\n\x1a\nthe picture itself")

#endif
