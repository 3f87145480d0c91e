/* A thread, and the little state that pages look at while it works.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/calls_job.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

/* What the latest import was asked to do and how far it is. All but `cancelled` is guarded by the
 * lock; the thread alone writes what lies in the arena, before it is started. */
struct calls_job {
    struct arena *arena;
    struct store *store;
    pthread_t thread;
    struct call_import import;
    struct actor who;
    struct str data_folder;
    bool cancelled;
    int64_t started_us, ended_us; /* ended 0: running */
    enum status status;
    struct str trouble;
    struct call_import_result result;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct calls_job *latest; /* joined and freed when the next one starts, or at the end */

struct str calls_rejects_path(struct arena *a, struct str data_folder, int64_t import_id)
{
    return arena_printf(a, "%.*s/imports/%" PRId64 ".rejects.csv", STR_ARG(data_folder), import_id);
}

static int open_rejects(void *context, int64_t import_id, bool again)
{
    struct calls_job *job = context;
    struct arena *a = arena_new();
    struct str folder = arena_printf(a, "%.*s/imports", STR_ARG(job->data_folder));
    int fd = -1;
    if (mkdir(str_c(a, folder), 0700) == 0 || errno == EEXIST)
        fd = open(str_c(a, calls_rejects_path(a, job->data_folder, import_id)),
                  O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (again ? O_APPEND : O_TRUNC), 0600);
    arena_free(a);
    return fd;
}

static void note_progress(void *context, int64_t import_id, const struct call_import_counts *counts)
{
    struct calls_job *job = context;
    pthread_mutex_lock(&lock);
    job->result.id = import_id;
    job->result.counts = *counts;
    pthread_mutex_unlock(&lock);
}

static void *work(void *p)
{
    struct calls_job *job = p;
    struct call_import_result result;
    struct arena *a = arena_new();
    failure_clear();
    enum status status = call_import_run(job->store, a, &job->import, &result);
    if (status != OK && result.trouble.kind == CALL_TROUBLE_NONE)
        log_line(LOG_LEVEL_ERROR, "importing calls failed", "status=%s why=%s", status_name(status),
                 log_quote(a, str_of(failure_last()->why)));
    close(job->import.fd);
    pthread_mutex_lock(&lock);
    job->trouble = call_trouble_text(job->arena, job->import.lang, &result.trouble);
    result.trouble = (struct call_trouble){result.trouble.kind, STR_NONE,
                                           STR_NONE}; /* its texts end with this thread */
    job->result = result;
    job->status = status;
    job->ended_us = clock_monotonic_us();
    pthread_mutex_unlock(&lock);
    arena_free(a);
    return NULL;
}

static void job_free(struct calls_job *job)
{
    if (job != NULL)
        arena_free(job->arena);
}

static struct calls_job *job_new(struct store *store, const struct calls_job_input *in)
{
    struct arena *a = arena_new();
    struct calls_job *job = arena_make(a, struct calls_job);
    struct grant *grants = arena_array(a, struct grant, in->who->n_grants);
    if (in->who->n_grants > 0)
        memcpy(grants, in->who->grants, in->who->n_grants * sizeof *grants);
    job->arena = a;
    job->store = store;
    job->who = *in->who;
    job->who.grants = grants;
    job->who.name = arena_copy(a, in->who->name);
    job->data_folder = arena_copy(a, in->data_folder);
    job->started_us = clock_monotonic_us();
    job->import = (struct call_import){
        .who = &job->who,
        .centre_id = in->who->centre_id,
        .fd = in->fd,
        .filename = arena_copy(a, in->filename),
        .format = in->format,
        .map = arena_copy(a, in->map),
        .zone = arena_copy(a, in->zone),
        .restart = in->restart,
        .open_rejects = open_rejects,
        .hide_numbers = true, /* what stays on the server holds no citizen's number */
        .lang = in->lang,
        .progress = note_progress,
        .context = job,
        .cancelled = &job->cancelled,
    };
    return job;
}

enum status calls_job_start(struct store *store, const struct calls_job_input *input)
{
    enum status status = OK;
    pthread_mutex_lock(&lock);
    if (latest != NULL && latest->ended_us == 0) {
        status = fail(BUSY, "an import is running already");
    } else {
        struct calls_job *job = job_new(store, input);
        if (latest != NULL)
            pthread_join(latest->thread, NULL); /* it has nothing left to do */
        job_free(latest);
        latest = job;
        if (pthread_create(&job->thread, NULL, work, job) != 0) {
            latest = NULL;
            job_free(job);
            status = fail(BROKEN, "no thread for the import");
        }
    }
    pthread_mutex_unlock(&lock);
    if (status != OK)
        close(input->fd);
    return status;
}

void calls_job_cancel(int64_t centre_id)
{
    pthread_mutex_lock(&lock);
    if (latest != NULL && latest->who.centre_id == centre_id)
        __atomic_store_n(&latest->cancelled, true, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&lock);
}

void calls_job_end(void)
{
    pthread_mutex_lock(&lock);
    struct calls_job *job = latest;
    latest = NULL;
    pthread_mutex_unlock(&lock);
    if (job == NULL)
        return;
    __atomic_store_n(&job->cancelled, true, __ATOMIC_RELAXED);
    pthread_join(job->thread, NULL);
    job_free(job);
}

void calls_job_status(struct arena *a, struct calls_job_status *ret)
{
    *ret = (struct calls_job_status){0};
    pthread_mutex_lock(&lock);
    if (latest != NULL) {
        int64_t until = latest->ended_us != 0 ? latest->ended_us : clock_monotonic_us();
        ret->running = latest->ended_us == 0;
        ret->finished = !ret->running;
        ret->centre_id = latest->who.centre_id;
        ret->filename = arena_copy(a, latest->import.filename);
        ret->status = latest->status;
        ret->trouble = arena_copy(a, latest->trouble);
        ret->spent_ms = (until - latest->started_us) / 1000;
        ret->result = latest->result;
    }
    pthread_mutex_unlock(&lock);
}
