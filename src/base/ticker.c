/* SPDX-License-Identifier: MPL-2.0 */
#include "base/ticker.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct ticker {
    void (*work)(void *context);
    void *context;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop_asked;
    bool stopping;
};

/* A second, or until it is to stop; also when somebody sets the clock meanwhile. */
static bool goes_on(struct ticker *t)
{
    struct timespec until;
    bool stopping;

    pthread_mutex_lock(&t->mutex);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    if (!t->stopping)
        pthread_cond_clockwait(&t->stop_asked, &t->mutex, CLOCK_MONOTONIC, &until);
    stopping = t->stopping;
    pthread_mutex_unlock(&t->mutex);
    return !stopping;
}

static void *run(void *p)
{
    struct ticker *t = p;

    do {
        failure_clear();
        t->work(t->context);
    } while (goes_on(t));
    return NULL;
}

enum status ticker_start(void (*work)(void *context), void *context, struct ticker **ret)
{
    struct ticker *t = calloc(1, sizeof *t);

    must(t != NULL);
    t->work = work;
    t->context = context;
    pthread_mutex_init(&t->mutex, NULL);
    pthread_cond_init(&t->stop_asked, NULL);
    if (pthread_create(&t->thread, NULL, run, t) != 0) {
        free(t);
        return fail(BROKEN, "cannot start a thread");
    }
    *ret = t;
    return OK;
}

void ticker_stop(struct ticker *t)
{
    if (t == NULL)
        return;
    pthread_mutex_lock(&t->mutex);
    t->stopping = true;
    pthread_cond_signal(&t->stop_asked);
    pthread_mutex_unlock(&t->mutex);
    pthread_join(t->thread, NULL);
    pthread_mutex_destroy(&t->mutex);
    pthread_cond_destroy(&t->stop_asked);
    free(t);
}
