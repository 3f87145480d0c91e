/* Lines to persons by binary search, rows in one block of memory that is used again for each batch.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/calls/call_batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

#define NUMBER_DIGITS 8 /* a Danish telephone number; abroad they are longer */

/* ---- whose line it is */

struct call_lines {
    struct call_line_row *at; /* by line, then from_day */
    size_t n;
    const struct zone *zone;
    int64_t day, day_from, day_to; /* the day looked up last, in ms */
};

static int by_line(const void *a, const void *b)
{
    const struct call_line_row *x = a, *y = b;
    int c = str_cmp(x->line, y->line);
    return c != 0 ? c : (x->from_day > y->from_day) - (x->from_day < y->from_day);
}

enum status call_lines_load(struct db *db, struct arena *a, int64_t centre_id,
                            const struct zone *zone, struct call_lines **ret)
{
    struct call_line_row_list rows;
    TRY(q_call_lines(db, a, centre_id, &rows));
    struct call_lines *l = arena_make(a, struct call_lines);
    *l = (struct call_lines){.at = rows.at, .n = rows.n, .zone = zone};
    if (l->n > 0)
        qsort(l->at, l->n, sizeof *l->at, by_line);
    *ret = l;
    return OK;
}

static int64_t find_exact(const struct call_lines *l, struct str line, int64_t day)
{
    size_t low = 0, high = l->n; /* entries before low are at or before (line, day) */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = str_cmp(l->at[middle].line, line);
        if (c < 0 || (c == 0 && l->at[middle].from_day <= day))
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i > 0 && str_eq(l->at[i - 1].line, line); i--)
        if (l->at[i - 1].to_day == 0 || l->at[i - 1].to_day >= day)
            return l->at[i - 1].person_id;
    return 0;
}

int64_t call_lines_find(const struct call_lines *l, struct str line, int64_t day)
{
    if (line.n == 0 || l->n == 0)
        return 0;
    int64_t person = find_exact(l, line, day);
    size_t i = line.n;
    while (i > 0 && line.p[i - 1] != '/')
        i--;
    return person != 0 || i == 0 ? person : find_exact(l, str_sub(line, i, line.n), day);
}

int64_t call_lines_day(struct call_lines *l, int64_t at_ms)
{
    if (at_ms < l->day_from || at_ms >= l->day_to) {
        int32_t day = zone_day(l->zone, at_ms);
        l->day = day;
        l->day_from = zone_day_start(l->zone, day);
        l->day_to = zone_day_start(l->zone, day + 1);
    }
    return l->day;
}

static bool may_be_number(struct str s)
{
    size_t run = 0;
    for (size_t i = 0; i < s.n; i++) {
        run = s.p[i] >= '0' && s.p[i] <= '9' ? run + 1 : 0;
        if (run >= NUMBER_DIGITS)
            return true;
    }
    return false;
}

int64_t call_record_settle(struct call_lines *l, struct call_record *r, int64_t *ret_day)
{
    int64_t day = call_lines_day(l, r->started_at);
    int64_t person = call_lines_find(l, r->line, day);
    if (!r->direction_known && person == 0) {
        int64_t caller = call_lines_find(l, r->src_line, day);
        if (caller != 0) {
            person = caller;
            r->line = r->src_line;
            r->inbound = false;
        }
    }
    if (person == 0 && may_be_number(r->line))
        r->line = STR("");
    /* The exchange answered with a menu or music, but nobody was reached. */
    if (!r->direction_known && r->inbound && r->outcome == CALL_ANSWERED && r->line.n == 0 &&
        person == 0) {
        r->outcome = CALL_ABANDONED;
        r->wait_ms += r->talk_ms;
        r->talk_ms = 0;
    }
    *ret_day = day;
    return person;
}

/* ---- gathering */

#define POOL_BYTES (1024 * 1024)
#define DAY_SLOTS 8192 /* a power of two, more than rows in a batch */

struct row {
    struct str key, line, queue;
    int64_t person_id, day, started_at, wait_ms, talk_ms;
    enum call_outcome outcome;
    bool inbound;
};

struct day_sum {
    int64_t person_id, day, n_calls, n_answered, talk_ms; /* n_calls 0: free */
};

struct call_batch {
    struct arena *scratch; /* for one statement */
    int64_t centre_id;
    size_t n, pool_n, n_days;
    struct row rows[CALL_BATCH_ROWS];
    struct day_sum days[DAY_SLOTS];
    uint16_t used_days[CALL_BATCH_ROWS];
    char pool[POOL_BYTES];
};

static void free_arena(void *p)
{
    arena_free(p);
}

struct call_batch *call_batch_new(struct arena *a, int64_t centre_id)
{
    struct call_batch *b = arena_make(a, struct call_batch);
    b->scratch = arena_new();
    arena_on_end(a, free_arena, b->scratch);
    b->centre_id = centre_id;
    return b;
}

void call_batch_clear(struct call_batch *b)
{
    b->n = b->pool_n = 0;
}

size_t call_batch_n(const struct call_batch *b)
{
    return b->n;
}

bool call_batch_has_room(const struct call_batch *b)
{
    return b->n < CALL_BATCH_ROWS && b->pool_n + CALL_KEY_MAX + 2 * CALL_TEXT_MAX <= POOL_BYTES;
}

static struct str keep(struct call_batch *b, struct str s)
{
    char *to = b->pool + b->pool_n;
    if (s.n > 0)
        memcpy(to, s.p, s.n);
    b->pool_n += s.n;
    return (struct str){to, s.n};
}

void call_batch_add(struct call_batch *b, const struct call_record *r, int64_t person_id,
                    int64_t day)
{
    must(call_batch_has_room(b));
    b->rows[b->n++] = (struct row){
        .key = keep(b, r->key),
        .line = keep(b, r->line),
        .queue = keep(b, r->queue),
        .person_id = person_id,
        .day = day,
        .started_at = r->started_at,
        .wait_ms = r->wait_ms,
        .talk_ms = r->talk_ms,
        .outcome = r->outcome,
        .inbound = r->inbound,
    };
}

static struct day_sum *day_of(struct call_batch *b, int64_t person_id, int64_t day)
{
    uint64_t h = ((uint64_t)person_id * 31 + (uint64_t)day) * UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(h >> 40) & (DAY_SLOTS - 1);
    while (b->days[at].n_calls > 0 &&
           (b->days[at].person_id != person_id || b->days[at].day != day))
        at = (at + 1) & (DAY_SLOTS - 1);
    if (b->days[at].n_calls == 0) {
        b->days[at].person_id = person_id;
        b->days[at].day = day;
        b->used_days[b->n_days++] = (uint16_t)at;
    }
    return &b->days[at];
}

static void clear_days(struct call_batch *b)
{
    for (size_t i = 0; i < b->n_days; i++)
        b->days[b->used_days[i]] = (struct day_sum){0};
    b->n_days = 0;
}

static enum status write_days(const struct call_batch *b, struct db *db)
{
    for (size_t i = 0; i < b->n_days; i++) {
        const struct day_sum *d = &b->days[b->used_days[i]];
        TRY(q_call_day_add(db, b->centre_id, d->person_id, d->day, d->n_calls, d->n_answered,
                           d->talk_ms));
    }
    return OK;
}

static void count_row(struct call_batch *b, const struct row *r, bool is_new,
                      struct call_batch_counts *c)
{
    if (!is_new) {
        c->known++;
        return;
    }
    struct day_sum *d = day_of(b, r->person_id, r->day);
    d->n_calls++;
    d->n_answered += r->outcome == CALL_ANSWERED || r->outcome == CALL_TRANSFERRED;
    d->talk_ms += r->talk_ms;
    c->fresh++;
    c->unclaimed += r->person_id == 0;
}

static enum status write_rows(struct call_batch *b, struct db *db, struct call_batch_counts *ret)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct row *r = &b->rows[i];
        int64_t changed;
        TRY(q_call_insert(db, id_new(), b->centre_id, r->key, r->person_id, r->line, r->queue,
                          r->inbound, (int64_t)r->outcome, r->started_at, r->wait_ms, r->talk_ms,
                          &changed));
        count_row(b, r, changed > 0, ret);
    }
    return OK;
}

static void row_to_json(struct json_out *o, const struct row *r, int64_t id)
{
    json_open_array(o);
    json_write_int(o, id);
    json_write_text(o, r->key);
    if (r->person_id != 0)
        json_write_int(o, r->person_id);
    else
        json_write_null(o);
    json_write_text(o, r->line);
    json_write_text(o, r->queue);
    json_write_bool(o, r->inbound);
    json_write_int(o, (int64_t)r->outcome);
    json_write_int(o, r->started_at);
    json_write_int(o, r->wait_ms);
    json_write_int(o, r->talk_ms);
    json_close_array(o);
}

static int by_id(const void *a, const void *b)
{
    const struct call_inserted_row *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static enum status write_rows_together(struct call_batch *b, struct db *db,
                                       struct call_batch_counts *ret)
{
    struct call_inserted_row_list fresh;
    struct buf rows = buf_new(b->scratch, b->n * 200);
    struct json_out o = json_out_to(&rows);
    int64_t *ids = arena_array(b->scratch, int64_t, b->n);
    json_open_array(&o);
    for (size_t i = 0; i < b->n; i++) {
        ids[i] = id_new();
        row_to_json(&o, &b->rows[i], ids[i]);
    }
    json_close_array(&o);
    TRY(q_call_insert_many(db, b->scratch, b->centre_id, buf_str(&rows), &fresh));
    if (fresh.n > 0)
        qsort(fresh.at, fresh.n, sizeof *fresh.at, by_id);
    for (size_t i = 0, k = 0; i < b->n; i++) { /* ids grow with the rows */
        bool is_new = k < fresh.n && fresh.at[k].id == ids[i];
        k += is_new;
        count_row(b, &b->rows[i], is_new, ret);
    }
    return OK;
}

enum status call_batch_write(struct call_batch *b, struct db *db, struct call_batch_counts *ret)
{
    struct call_batch_counts counts = {0};
    bool far = store_kind(db_store(db)) == DB_PGSQL; /* each statement is a trip over the network */
    enum status status =
        far && b->n > 0 ? write_rows_together(b, db, &counts) : write_rows(b, db, &counts);
    if (status == OK)
        status = write_days(b, db);
    clear_days(b);
    arena_reset(b->scratch);
    if (status == OK)
        *ret = counts;
    return status;
}
