/* Who could come, as it was a moment ago: every open desk page of a centre asks the same again and again, and what it costs to
 * answer grows with the centre. Only what pages show comes from here; whoever climbs asks help_people.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"

#define KEPT_US INT64_C(1000000)
/* Although something has changed it is kept for so many times as long as asking took, but never longer than pages wait that were
 * told of the change: they ask only once (desk.js). What costs less than CHEAP_US is asked anew at once. */
#define COST_TIMES 50
#define CHEAP_US 1000
#define STALE_US INT64_C(500000)

/* For a team, of everybody: who asks is taken off. */
struct team {
    struct team *next;
    int64_t id;
    struct help_ready ready;
};

struct kept {
    struct kept *next;
    int64_t centre_id, asked_us, cost_us;
    bool is_asked, is_changed;
    struct arena *arena; /* of all below */
    struct help_crowd crowd;
    struct team *teams;
};

static struct {
    pthread_mutex_t lock;
    bool is_kept;
    struct kept *first;
} memory = {.lock = PTHREAD_MUTEX_INITIALIZER};

static struct kept *kept_of(int64_t centre_id)
{
    struct kept *k = memory.first;

    while (k != NULL && k->centre_id != centre_id)
        k = k->next;
    if (k != NULL)
        return k;
    k = calloc(1, sizeof *k);
    must(k != NULL);
    *k = (struct kept){.next = memory.first, .centre_id = centre_id, .arena = arena_new()};
    memory.first = k;
    return k;
}

static bool is_fresh(const struct kept *k)
{
    int64_t age = clock_monotonic_us() - k->asked_us;
    int64_t stale = k->cost_us > CHEAP_US ? k->cost_us * COST_TIMES : 0;

    if (!k->is_asked)
        return false;
    if (!k->is_changed)
        return age < (stale > KEPT_US ? stale : KEPT_US);
    return age < (stale < STALE_US ? stale : STALE_US);
}

static enum status ask(struct db *db, struct kept *k)
{
    int64_t from = clock_monotonic_us();

    k->is_asked = k->is_changed = false;
    k->teams = NULL;
    arena_reset(k->arena);
    TRY(help_crowd(db, k->arena, k->centre_id, &k->crowd));
    k->is_asked = true;
    k->asked_us = clock_monotonic_us();
    k->cost_us = k->asked_us - from;
    return OK;
}

static const struct team *team_of(struct kept *k, int64_t id)
{
    struct team *t = k->teams;

    while (t != NULL && t->id != id)
        t = t->next;
    if (t != NULL)
        return t;
    t = arena_make(k->arena, struct team);
    *t = (struct team){.next = k->teams, .id = id, .ready = {0}};
    for (size_t i = 0; i < k->crowd.people.n; i++) {
        struct help_person p = help_crowd_person(&k->crowd, i, id);

        help_ready_count(&t->ready, &p, 1);
    }
    k->teams = t;
    return t;
}

static void answer(struct kept *k, const struct actor *who, struct help_ready *ret,
                   bool *ret_has_watch)
{
    struct help_ready ready = team_of(k, who->team_id)->ready;
    size_t at;

    if (help_crowd_find(&k->crowd, who->person_id, &at)) {
        struct help_person p = help_crowd_person(&k->crowd, at, who->team_id);

        help_ready_count(&ready, &p, -1);
    }
    *ret = ready;
    *ret_has_watch = help_crowd_has_watch(&k->crowd, who);
}

enum status help_ready_lately(struct db *db, struct arena *a, const struct actor *who,
                              struct help_ready *ret, bool *ret_has_watch)
{
    pthread_mutex_lock(&memory.lock);
    if (!memory.is_kept) {
        pthread_mutex_unlock(&memory.lock);
        TRY(help_has_watch(db, a, who, ret_has_watch));
        return help_ready(db, a, who, ret);
    }
    struct kept *k = kept_of(who->centre_id);
    enum status status = is_fresh(k) ? OK : ask(db, k);
    if (status == OK)
        answer(k, who, ret, ret_has_watch);
    pthread_mutex_unlock(&memory.lock);
    return status;
}

void help_crowd_changed(int64_t centre_id)
{
    pthread_mutex_lock(&memory.lock);
    if (memory.is_kept)
        kept_of(centre_id)->is_changed = true;
    pthread_mutex_unlock(&memory.lock);
}

void help_crowd_keep(bool is_kept)
{
    pthread_mutex_lock(&memory.lock);
    memory.is_kept = is_kept;
    while (memory.first != NULL) {
        struct kept *gone = memory.first;

        memory.first = gone->next;
        arena_free(gone->arena);
        free(gone);
    }
    pthread_mutex_unlock(&memory.lock);
}
