/* Words about what was committed, from a transaction to whoever listens on its database.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "db/db_internal.h"

struct tell {
    pthread_mutex_t lock;  /* over the words that wait */
    pthread_mutex_t calls; /* held while the listener runs */
    store_heard_fn *heard;
    struct pgsql_listen *listen;
    char *soon; /* of transactions that are durable with the next flush; each with its NUL */
    size_t soon_n;
};

struct tell *tell_new(void)
{
    struct tell *t = calloc(1, sizeof *t);

    must(t != NULL);
    pthread_mutex_init(&t->lock, NULL);
    pthread_mutex_init(&t->calls, NULL);
    return t;
}

void tell_free(struct store *s)
{
    struct tell *t = s->tell;

    if (t == NULL)
        return;
    store_unlisten(s);
    pthread_mutex_destroy(&t->calls);
    pthread_mutex_destroy(&t->lock);
    free(t->soon);
    free(t);
    s->tell = NULL;
}

/* ---- telling */

static void append(char **words, size_t *n, const char *p, size_t p_n)
{
    *words = realloc(*words, *n + p_n);
    must(*words != NULL);
    memcpy(*words + *n, p, p_n);
    *n += p_n;
}

static bool is_plain(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!(word.p[i] == ' ' || word.p[i] == '-' || (word.p[i] >= '0' && word.p[i] <= '9') ||
              (word.p[i] >= 'a' && word.p[i] <= 'z') || (word.p[i] >= 'A' && word.p[i] <= 'Z')))
            return false;
    return word.n > 0 && word.n <= DB_WORD_MAX;
}

/* PostgreSQL keeps the word with the transaction by itself. */
enum status db_tell(struct db *db, struct str word)
{
    char text[DB_WORD_MAX + 1];
    struct str ignored;

    must(db_in_tx(db) && is_plain(word));
    if (db->store->kind == DB_PGSQL)
        return db_read_text(
            db, db->arena,
            arena_printf(db->arena, "SELECT pg_notify('bagvagt', '%.*s')", STR_ARG(word)),
            &ignored);
    memcpy(text, word.p, word.n);
    text[word.n] = '\0';
    append(&db->told, &db->told_n, text, word.n + 1);
    return OK;
}

void tell_forget(struct db *db)
{
    free(db->told);
    db->told = NULL;
    db->told_n = 0;
}

void tell_hear(struct store *s, struct str word)
{
    struct tell *t = s->tell;

    pthread_mutex_lock(&t->calls);
    if (t->heard != NULL)
        t->heard(word);
    pthread_mutex_unlock(&t->calls);
}

static void hear_all(struct store *s, const char *words, size_t n)
{
    for (size_t at = 0; at < n; at += strlen(words + at) + 1)
        tell_hear(s, str_of(words + at));
}

void tell_committed(struct db *db, bool is_durable)
{
    struct tell *t = db->store->tell;

    if (db->told_n == 0)
        return;
    if (is_durable) {
        hear_all(db->store, db->told, db->told_n);
        return;
    }
    pthread_mutex_lock(&t->lock);
    append(&t->soon, &t->soon_n, db->told, db->told_n);
    pthread_mutex_unlock(&t->lock);
}

void tell_flushed(struct store *s)
{
    struct tell *t = s->tell;
    char *words;
    size_t n;

    pthread_mutex_lock(&t->lock);
    words = t->soon;
    n = t->soon_n;
    t->soon = NULL;
    t->soon_n = 0;
    pthread_mutex_unlock(&t->lock);
    hear_all(s, words, n);
    free(words);
}

/* ---- listening */

static void set_heard(struct tell *t, store_heard_fn *heard)
{
    pthread_mutex_lock(&t->calls);
    t->heard = heard;
    pthread_mutex_unlock(&t->calls);
}

enum status store_listen(struct store *s, store_heard_fn *heard)
{
    must(s->tell->heard == NULL);
    set_heard(s->tell, heard);
    if (s->kind != DB_PGSQL)
        return OK;
    enum status status = pgsql_listen_start(s, &s->tell->listen);
    if (status != OK)
        set_heard(s->tell, NULL);
    return status;
}

void store_unlisten(struct store *s)
{
    pgsql_listen_stop(s->tell->listen);
    s->tell->listen = NULL;
    set_heard(s->tell, NULL);
}
