/* The loop from file to database: read, gather a batch without holding anything, write it in one
 * short transaction together with how far we are, and again.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_import.h"

#include <errno.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/id.h"
#include "core/audit.h"
#include "features/calls/call_batch.h"
#include "features/calls/call_rejects.h"

#define BUFFER_BYTES (CSV_MAX_RECORD + 1024 * 1024) /* more than one record of any kind */
#define PROBE_ROWS 1000
#define CHUNK_US 100000    /* a transaction should not take longer: others want to write too */
#define CHUNK_EVENTS 50000 /* rows read between two looks at the clock and the caller's wish */
#define CHUNK_LEAST 200

struct job {
    const struct call_import *in;
    struct call_import_result *out;
    struct arena *arena, *scratch;
    struct db *db;
    const struct zone *zone, *centre_zone;
    struct str zone_name;
    struct call_source source;
    struct call_reader *reader;
    struct call_lines *lines;
    struct call_batch *batch;
    struct call_rejects rejects;
    struct call_import_row row; /* as it stood before this run: counts go on from there */
    char *buffer;
    size_t n, at;     /* bytes in the buffer, and how many of them are read */
    int64_t offset;   /* of `at` in the file */
    int64_t done;     /* what is surely read: a last line without its end does not count */
    int64_t quiet_to; /* rows before this were imported by an earlier run: they only tell what was
                         open */
    int64_t rejected; /* since the last commit */
    int64_t row_base; /* lines of the file before those this reader has seen */
    size_t target;    /* rows in a batch, so that a transaction stays short */
    bool ended;       /* no more bytes come */
    bool at_end;      /* and all are read */
    char head_hash[65];
};

/* ---- reading */

/* Moves what is unread to the front and reads on. */
static enum status refill(struct job *j)
{
    memmove(j->buffer, j->buffer + j->at, j->n - j->at);
    j->n -= j->at;
    j->at = 0;
    must(j->n < BUFFER_BYTES);
    while (j->n < BUFFER_BYTES && !j->ended) {
        ssize_t n = read(j->in->fd, j->buffer + j->n, BUFFER_BYTES - j->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(BROKEN, "the file cannot be read: %s", strerror(errno));
        j->ended = n == 0;
        j->n += (size_t)n;
        if (j->n >= BUFFER_BYTES / 2)
            break;
    }
    return OK;
}

/* Goes to a place in the file; the buffer holds its beginning. */
static enum status go_to(struct job *j, int64_t offset)
{
    if (offset <= (int64_t)j->n) {
        j->at = (size_t)offset;
    } else if (lseek(j->in->fd, (off_t)offset, SEEK_SET) == (off_t)offset) {
        j->n = j->at = 0;
        j->ended = false;
    } else { /* a pipe */
        int64_t passed = (int64_t)j->n;
        while (passed < offset) {
            j->at = j->n;
            TRY(refill(j));
            if (j->n == 0)
                return fail(INVALID, "the file is shorter than it was");
            passed += (int64_t)j->n;
        }
        j->at = j->n - (size_t)(passed - offset);
    }
    j->offset = j->done = offset;
    return OK;
}

/* One row; MISSING at the end of the file. */
static enum status next_event(struct job *j, struct call_event *ret)
{
    for (;;) {
        struct str rest = {j->buffer + j->at, j->n - j->at};
        size_t before = rest.n;
        enum status status =
            call_reader_next(j->reader, j->scratch, &rest, j->ended, j->offset, ret);
        if (status == OK) {
            j->at += before - rest.n;
            j->offset += (int64_t)(before - rest.n);
            if (ret->kind != CALL_REJECTED || ret->reason != CALL_REJECT_TRUNCATED)
                j->done = j->offset;
            return OK;
        }
        if (status != MISSING || j->ended)
            return status;
        TRY(refill(j));
    }
}

/* ---- before anything is written */

static void hash_head(struct job *j)
{
    unsigned char hash[32];
    crypto_generichash_state state;
    size_t n = j->n < CALL_LINE_MAX ? j->n : CALL_LINE_MAX;
    const char *format = call_format_words[call_reader_format(j->reader)];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)j->buffer, n);
    crypto_generichash_update(&state, (const unsigned char *)format, strlen(format) + 1);
    if (j->in->map.n > 0)
        crypto_generichash_update(&state, (const unsigned char *)j->in->map.p, j->in->map.n);
    crypto_generichash_update(&state, (const unsigned char *)j->zone_name.p, j->zone_name.n);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(j->head_hash, sizeof j->head_hash, hash, sizeof hash);
}

static enum status trouble_is(struct job *j, enum call_trouble_kind kind, struct str detail)
{
    j->out->trouble = (struct call_trouble){kind, detail, STR_NONE};
    return fail(INVALID, "the file cannot be imported (%d)", (int)kind);
}

static enum status check_zone(struct job *j, const struct call_reader *r)
{
    int east;
    if (!call_reader_other_zone(r, &east))
        return OK;
    int size = east < 0 ? -east : east;
    return trouble_is(
        j, CALL_TROUBLE_ZONE,
        arena_printf(j->arena, "UTC%c%02d:%02d", east < 0 ? '-' : '+', size / 60, size % 60));
}

/* Reads the first thousand rows with a reader of its own: if most make no sense, we ask instead of
 * filling the database with the rest. */
static enum status probe(struct job *j)
{
    struct call_reader *r;
    size_t data_at;
    int64_t n = 0, n_rejected = 0;
    struct call_event e;
    struct str head = {j->buffer, j->n < CALL_LINE_MAX ? j->n : CALL_LINE_MAX};
    TRY(call_reader_open(j->arena, &j->source, head, &r, &data_at, &j->out->trouble));
    struct str rest = {j->buffer + data_at, j->n - data_at};
    struct arena_mark mark = arena_mark(j->scratch);
    while (n < PROBE_ROWS) {
        int64_t offset = (int64_t)(j->n - rest.n);
        if (call_reader_next(r, j->scratch, &rest, j->ended, offset, &e) != OK)
            break;
        n += e.kind != CALL_NOTHING || call_reader_format(r) == CALL_FORMAT_QUEUE_LOG;
        n_rejected += e.kind == CALL_REJECTED;
        arena_rewind(j->scratch, mark);
    }
    if (n == 0 && call_reader_format(r) == CALL_FORMAT_CSV)
        return trouble_is(j, CALL_TROUBLE_EMPTY, STR_NONE);
    if (n_rejected * 2 > n)
        return trouble_is(j, CALL_TROUBLE_REJECTED,
                          arena_printf(j->arena, "%lld/%lld", (long long)n_rejected, (long long)n));
    return check_zone(j, r);
}

static enum status find_zones(struct job *j)
{
    struct call_centre_row centre;
    TRY(q_call_centre(j->db, j->arena, j->in->centre_id, &centre));
    TRY(zone_find(centre.zone, &j->centre_zone));
    j->zone_name = j->in->zone.n > 0 ? j->in->zone : centre.zone;
    enum status status = zone_find(j->zone_name, &j->zone);
    return status == MISSING ? fail(INVALID, "there is no time zone %.*s", STR_ARG(j->zone_name))
                             : status;
}

/* Opens the file as far as that can be done without writing. *ret_data_at: where records begin. */
static enum status prepare(struct job *j, int64_t *ret_data_at)
{
    struct stat st;
    size_t data_at;
    TRY(find_zones(j));
    (void)lseek(j->in->fd, 0, SEEK_SET);
    if (fstat(j->in->fd, &st) == 0 && S_ISREG(st.st_mode))
        j->out->counts.n_bytes = st.st_size;
    j->buffer = arena_alloc(j->arena, BUFFER_BYTES);
    while (!j->ended && j->n < CALL_LINE_MAX)
        TRY(refill(j));
    j->source = (struct call_source){j->in->format, j->in->map, j->zone, clock_now()};
    struct str head = {j->buffer, j->n < CALL_LINE_MAX ? j->n : CALL_LINE_MAX};
    TRY(call_reader_open(j->arena, &j->source, head, &j->reader, &data_at, &j->out->trouble));
    j->out->found = call_reader_format(j->reader);
    *ret_data_at = (int64_t)data_at;
    hash_head(j);
    return OK;
}

/* ---- the row that says how far we are */

/* The audit row stands in the transaction of the change itself: one when it begins, one when it
 * ends. */
static enum status begin_row(struct job *j)
{
    DB_TX(tx, j->db);
    j->row.id = id_new();
    TRY(q_call_import_insert(
        j->db, j->row.id, j->in->centre_id, j->in->who->person_id, j->in->filename,
        str_of(call_format_words[j->out->found]), str_of(j->head_hash), j->out->counts.n_bytes,
        j->row.done_bytes, j->row.resume_bytes, j->row.n_lines, CALL_IMPORT_RUNNING, clock_now()));
    TRY(audit(j->db, j->in->who, AUDIT_CALLS_IMPORTED, j->row.id, STR("begun")));
    return db_commit(&tx);
}

static enum status put_row(struct job *j, enum call_import_state state)
{
    const struct call_import_counts *c = &j->out->counts;
    int64_t changed, ended_at = state == CALL_IMPORT_RUNNING ? 0 : clock_now();
    int64_t resume = j->done < j->quiet_to ? j->row.resume_bytes
                                           : call_reader_resume_at(j->reader, c->done_bytes);
    TRY(q_call_import_put(j->db, j->row.id, c->n_bytes, c->done_bytes, resume, c->lines, c->fresh,
                          c->known, c->rejected, c->unclaimed, (int64_t)state,
                          j->rejects.fd >= 0 || j->row.has_rejects, ended_at, &changed));
    return changed == 1 ? OK : fail(CONFLICT, "the import's row is gone");
}

/* Where to begin: an import of the same file that did not come to its end goes on; a file that has
 * grown since is read on from where it was; anything else from the start, which changes nothing
 * where records are known. */
static enum status find_start(struct job *j, int64_t data_at, int64_t *ret_from)
{
    struct call_import_row old;
    int64_t size = j->out->counts.n_bytes;
    j->row = (struct call_import_row){.done_bytes = data_at, .resume_bytes = data_at};
    *ret_from = data_at;
    enum status status = j->in->restart ? MISSING
                                        : q_call_import_known(j->db, j->arena, j->in->centre_id,
                                                              str_of(j->head_hash), &old);
    if (status == MISSING)
        return begin_row(j);
    TRY(status);
    bool fits = old.done_bytes > data_at && old.resume_bytes >= data_at &&
                old.resume_bytes <= old.done_bytes && (size == 0 || old.done_bytes <= size);
    bool goes_on = old.state != CALL_IMPORT_DONE;
    if (!fits || (!goes_on && size <= old.n_bytes))
        return begin_row(j);
    j->out->resumed = true;
    j->quiet_to = old.done_bytes;
    *ret_from = old.resume_bytes;
    if (goes_on) {
        j->row = old;
        return OK;
    }
    j->row.done_bytes = old.done_bytes;
    j->row.resume_bytes = old.resume_bytes;
    j->row.n_lines = old.n_lines;
    return begin_row(j);
}

/* ---- the loop */

static void take_event(struct job *j, struct call_event *e)
{
    int64_t day;
    if (e->kind == CALL_NOTHING)
        return;
    if (e->kind == CALL_REJECTED) {
        j->rejected++;
        if (j->out->n_first < CALL_FIRST_REJECTS) {
            j->out->first[j->out->n_first].row = j->row_base + e->row;
            j->out->first[j->out->n_first++].reason = e->reason;
        }
        call_rejects_add(&j->rejects, j->row_base + e->row, e->reason, e->raw);
        return;
    }
    int64_t person = call_record_settle(j->lines, &e->record, &day);
    call_batch_add(j->batch, &e->record, person, day);
}

/* Reads until the batch is worth a transaction. Nothing is held meanwhile: the input may be slow.
 */
static enum status gather(struct job *j)
{
    struct call_event e;
    struct arena_mark mark = arena_mark(j->scratch);
    for (int i = 0; i < CHUNK_EVENTS; i++) {
        if (call_batch_n(j->batch) >= j->target || !call_batch_has_room(j->batch))
            return OK;
        int64_t offset = j->offset;
        enum status status = next_event(j, &e);
        if (status == MISSING) {
            j->at_end = true;
            return OK;
        }
        TRY(status);
        if (offset >= j->quiet_to)
            take_event(j, &e);
        else if (j->offset >=
                 j->quiet_to) /* from here on rows are new: the file's own line numbers again */
            j->row_base = j->row.n_lines - call_reader_rows(j->reader);
        arena_rewind(j->scratch, mark);
    }
    return OK;
}

static void count(struct job *j, const struct call_batch_counts *c)
{
    struct call_import_counts *t = &j->out->counts;
    t->fresh += c->fresh;
    t->known += c->known;
    t->unclaimed += c->unclaimed;
    t->rejected += j->rejected;
    if (j->done >= j->quiet_to) {
        t->done_bytes = j->done;
        t->lines = j->row_base + call_reader_rows(j->reader) -
                   (j->offset > j->done); /* its last line comes again */
    }
}

static enum status write_chunk(struct job *j)
{
    struct call_batch_counts counts = {0};
    struct call_import_counts before = j->out->counts;
    int64_t from = clock_monotonic_us();
    if (j->done < j->quiet_to)
        return OK; /* still where an earlier run has been */
    call_rejects_flush(&j->rejects);
    DB_TX(tx, j->db);
    enum status status = call_batch_write(j->batch, j->db, &counts);
    if (status == OK) {
        count(j, &counts);
        status = put_row(j, CALL_IMPORT_RUNNING);
    }
    if (status == OK)
        status = db_commit(&tx);
    if (status != OK) {
        j->out->counts = before;
        return status;
    }
    int64_t us = clock_monotonic_us() - from;
    size_t n = call_batch_n(j->batch), fits = us > 0 ? n * CHUNK_US / (size_t)us : CALL_BATCH_ROWS;
    if (n >= CHUNK_LEAST)
        j->target = fits < CHUNK_LEAST       ? CHUNK_LEAST
                    : fits > CALL_BATCH_ROWS ? CALL_BATCH_ROWS
                                             : fits;
    call_batch_clear(j->batch);
    j->rejected = 0;
    return OK;
}

static bool is_cancelled(const struct job *j)
{
    return j->in->cancelled != NULL && __atomic_load_n(j->in->cancelled, __ATOMIC_RELAXED);
}

static enum status all_chunks(struct job *j)
{
    while (!j->at_end && !is_cancelled(j)) {
        TRY(gather(j));
        TRY(write_chunk(j));
        if (j->in->progress != NULL)
            j->in->progress(j->in->context, j->row.id, &j->out->counts);
    }
    return OK;
}

static enum status end_row(struct job *j, enum call_import_state state)
{
    const struct call_import_counts *c = &j->out->counts;
    char detail[120];
    static const char *const words[] = {"running", "done", "stopped", "failed"};
    snprintf(detail, sizeof detail, "%s: %lld new, %lld known, %lld rejected", words[state],
             (long long)c->fresh, (long long)c->known, (long long)c->rejected);
    DB_TX(tx, j->db);
    TRY(put_row(j, state));
    TRY(audit(j->db, j->in->who, AUDIT_CALLS_IMPORTED, j->row.id, str_of(detail)));
    TRY(announce(j->db, EVENT_CALLS_IMPORTED, j->in->centre_id));
    TRY(db_commit(&tx));
    j->out->state = state;
    return OK;
}

static enum status run(struct job *j)
{
    int64_t data_at, from;
    TRY(prepare(j, &data_at));
    TRY(probe(j));
    TRY(find_start(j, data_at, &from));
    TRY(call_lines_load(j->db, j->arena, j->in->centre_id, j->centre_zone, &j->lines));
    db_refresh(j->db);
    struct call_import_counts *c = &j->out->counts;
    *c = (struct call_import_counts){.n_bytes = c->n_bytes,
                                     .done_bytes = j->row.done_bytes,
                                     .from_bytes = j->row.done_bytes,
                                     .from_lines = j->row.n_lines,
                                     .lines = j->row.n_lines,
                                     .fresh = j->row.n_new,
                                     .known = j->row.n_known,
                                     .rejected = j->row.n_rejected,
                                     .unclaimed = j->row.n_unclaimed};
    j->out->id = j->row.id;
    j->batch = call_batch_new(j->arena, j->in->centre_id);
    j->rejects = call_rejects_new(j->arena, j->in, j->row.id, j->row.has_rejects);
    if (j->out->resumed && from == j->quiet_to)
        j->row_base = j->row.n_lines - call_reader_rows(j->reader);
    TRY(go_to(j, from));
    enum status status = all_chunks(j);
    if (status == OK)
        return end_row(j, j->at_end ? CALL_IMPORT_DONE : CALL_IMPORT_STOPPED);
    /* What was committed stays. The row says so if it still can; the first failure is what people
     * are told. */
    struct failure first = *failure_last();
    if (end_row(j, CALL_IMPORT_FAILED) != OK)
        j->out->state = CALL_IMPORT_FAILED;
    return fail(status, "%s", first.why);
}

enum status call_import_run(struct store *store, struct arena *a, const struct call_import *import,
                            struct call_import_result *ret)
{
    static atomic_flag busy = ATOMIC_FLAG_INIT; /* two at once would only wait for each other */
    *ret = (struct call_import_result){.state = CALL_IMPORT_FAILED};
    if (!may(import->who, PERM_CALLS_IMPORT))
        return fail(DENIED, "importing calls needs the permission");
    if (atomic_flag_test_and_set(&busy))
        return fail(BUSY, "an import is running already");
    struct job j = {.in = import, .out = ret, .arena = a, .target = CHUNK_LEAST * 5};
    j.rejects.fd = -1;
    j.scratch = arena_new();
    j.db = db_start(store, a);
    enum status status = run(&j);
    db_end(j.db);
    arena_free(j.scratch);
    ret->has_rejects = j.rejects.fd >= 0;
    ret->rejects_lost = j.rejects.opened && j.rejects.lost;
    if (j.reader != NULL)
        ret->open_calls = call_reader_open_calls(j.reader);
    if (j.rejects.fd >= 0)
        close(j.rejects.fd);
    atomic_flag_clear(&busy);
    return status;
}
