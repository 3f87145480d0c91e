/* A few workers for what would hold up a connection's thread: password hashing, imports, reports.
 * SPDX-License-Identifier: MPL-2.0 */
#include <pthread.h>
#include <stdlib.h>

#include "web/server_inner.h"

struct waiting {
    struct waiting *next;
    void *job;
};

struct slow {
    slow_fn *run;
    size_t n_waiting, max_waiting;
    struct waiting *first, **last;
    bool is_ending;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int n_threads;
    pthread_t threads[16];
};

static void *work(void *context)
{
    struct slow *s = context;

    pthread_mutex_lock(&s->lock);
    for (;;) {
        struct waiting *w = s->first;
        bool cancelled = s->is_ending;

        if (w == NULL && s->is_ending)
            break;
        if (w == NULL) {
            pthread_cond_wait(&s->changed, &s->lock);
            continue;
        }
        s->first = w->next;
        if (s->first == NULL)
            s->last = &s->first;
        s->n_waiting--;
        pthread_mutex_unlock(&s->lock);
        s->run(w->job, cancelled);
        free(w);
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

struct slow *slow_new(int n_workers, size_t max_waiting, slow_fn *run)
{
    struct slow *s = calloc(1, sizeof *s);

    must(s != NULL && n_workers <= (int)(sizeof s->threads / sizeof s->threads[0]));
    s->run = run;
    s->max_waiting = max_waiting;
    s->last = &s->first;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->changed, NULL);
    for (int i = 0; i < n_workers; i++)
        if (pthread_create(&s->threads[s->n_threads], NULL, work, s) == 0)
            s->n_threads++;
    must(s->n_threads > 0);
    return s;
}

bool slow_add(struct slow *s, void *job)
{
    struct waiting *w = calloc(1, sizeof *w);
    bool added = false;

    must(w != NULL);
    w->job = job;
    pthread_mutex_lock(&s->lock);
    if (s->n_waiting < s->max_waiting && !s->is_ending) {
        *s->last = w;
        s->last = &w->next;
        s->n_waiting++;
        added = true;
        pthread_cond_signal(&s->changed);
    }
    pthread_mutex_unlock(&s->lock);
    if (!added)
        free(w);
    return added;
}

void slow_stop(struct slow *s)
{
    pthread_mutex_lock(&s->lock);
    s->is_ending = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < s->n_threads; i++)
        pthread_join(s->threads[i], NULL);
    s->n_threads = 0;
}

void slow_free(struct slow *s)
{
    if (s == NULL)
        return;
    slow_stop(s);
    pthread_cond_destroy(&s->changed);
    pthread_mutex_destroy(&s->lock);
    free(s);
}
