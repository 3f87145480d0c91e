/* SPDX-License-Identifier: MPL-2.0 */
#include "core/wake.h"

#include <pthread.h>

static const char *const words[] = {
#define X(name, word) "wake " word,
    WAKES(X)
#undef X
};
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void (*sleepers[WAKE_N])(void);

enum status wake_tell(struct db *db, enum wake what)
{
    return db_tell(db, str_of(words[what]));
}

void wake_use(enum wake what, void (*fn)(void))
{
    pthread_mutex_lock(&mutex);
    sleepers[what] = fn;
    pthread_mutex_unlock(&mutex);
}

void wake_hear(struct str word)
{
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < WAKE_N; i++)
        if (sleepers[i] != NULL && (word.p == NULL || str_eq(word, str_of(words[i]))))
            sleepers[i]();
    pthread_mutex_unlock(&mutex);
}
