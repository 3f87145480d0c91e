/* One day on the phones: calls come by the clock and the season, wait in one queue, and go to
 * whoever has been free for longest. A plain queue with several servers, so nobody ever has two
 * calls at once and a busy day makes people wait.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

#define SECOND_MS INT64_C(1000)
#define LUNCH_MS (30 * MINUTE_MS)
#define PATIENCE_MEDIAN_MS (361 * SECOND_MS) /* lognormal(5.89, 1.82) */
#define PATIENCE_SIGMA (DEMO_ONE * 182 / 100)
#define PATIENCE_MAX_MS (45 * MINUTE_MS)
#define TALK_SIGMA (DEMO_ONE * 833 / 1000)
#define TALK_MAX_MS (90 * MINUTE_MS)
#define WRAP_UP_MEDIAN_MS (35 * SECOND_MS)
#define WRAP_UP_SIGMA (DEMO_ONE * 7 / 10)
#define LONG_WAIT_MS (15 * MINUTE_MS)
#define OUTBOUND_PPM 40000
#define BATCH 500

static const char *const queue_words[DEMO_QUEUE_N] = {
#define X(name, word, share) word,
    DEMO_QUEUES(X)
#undef X
};
/* Of the talk; the whole has a mean of about 300 s. */
static const int64_t talk_medians_ms[DEMO_QUEUE_N] = {240000, 210000, 260000, 330000, 70000};

/* ---- who is there */

static int seat_order(const void *a, const void *b)
{
    const struct demo_seat *x = a, *y = b;

    if (x->ready_at != y->ready_at)
        return x->ready_at < y->ready_at ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->staff - y->staff;
}

/* Puts the seat at `at` where it belongs below: smallest on top. */
static void sift(struct demo_seat *heap, size_t n, size_t at)
{
    struct demo_seat moved = heap[at];

    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && seat_order(&heap[child + 1], &heap[child]) < 0)
            child++;
        if (seat_order(&moved, &heap[child]) <= 0)
            break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

/* When they come and go, in minutes after midnight. On Thursdays a third of them come later and
 * stay until six. */
static struct demo_seat seat_of(const struct demo *d, const struct demo_day *day, int staff,
                                struct demo_random *r)
{
    static const int starts[] = {0, 0, 0, 15, 30, 45};
    const struct demo_staff *s = &d->staff[staff];
    bool late = demo_is_late(day->day) && demo_random_chance(r, 340000);
    int closes = late ? DEMO_LATE_MINUTE : DEMO_CLOSES_MINUTE;
    int from = late ? DEMO_LATE_MINUTE - 444 : DEMO_OPENS_MINUTE + starts[demo_random_below(r, 6)];
    int to = from + 444 + (int)demo_random_below(r, 20); /* 37 hours a week */

    if (s->supervisor)
        from = DEMO_CLOSES_MINUTE - 180;
    to = to > closes ? closes + 5 : to; /* who still waits at closing time is answered */
    int lunch = from + 180 + (int)demo_random_below(r, 90);
    int64_t midnight = day->opens_at - DEMO_OPENS_MINUTE * MINUTE_MS;
    return (struct demo_seat){.ready_at = midnight + from * MINUTE_MS,
                              .lunch_at = midnight + lunch * MINUTE_MS,
                              .ends_at = midnight + to * MINUTE_MS,
                              .rank = demo_random_below(r, 1 << 30),
                              .staff = staff};
}

static void take_seats(struct demo *d, struct demo_day *day, struct demo_random *r)
{
    day->seats = arena_array(d->scratch, struct demo_seat, d->n_staff);
    day->present = arena_array(d->scratch, int, d->n_staff);
    for (size_t i = 0; i < d->n_staff; i++)
        if (d->staff[i].phones && demo_seniority(&d->staff[i], day->day) >= 0 &&
            demo_is_present(d, i, day->day)) {
            day->present[day->n_present++] = (int)i;
            day->seats[day->n_seats++] = seat_of(d, day, (int)i, r);
        }
    for (size_t i = day->n_seats / 2; i > 0; i--)
        sift(day->seats, day->n_seats, i - 1);
}

/* Who has been ready for longest, after lunch and before the end of their day; NULL: nobody is
 * left. */
static struct demo_seat *next_seat(struct demo_day *day, int64_t at)
{
    while (day->n_seats > 0) {
        struct demo_seat *s = day->seats;
        int64_t from = s->ready_at > at ? s->ready_at : at;

        if (from > s->ends_at)
            *s = day->seats[--day->n_seats];
        else if (!s->had_lunch && from >= s->lunch_at) {
            s->had_lunch = true;
            s->ready_at = (s->ready_at > s->lunch_at ? s->ready_at : s->lunch_at) + LUNCH_MS;
        } else
            return s;
        sift(day->seats, day->n_seats, 0);
    }
    return NULL;
}

/* ---- what a call is like */

/* Percent: who is new gets more of it, and so does who waits for long, calls late, or about money.
 */
static int64_t exposure(const struct demo *d, const struct demo_day *day, const struct demo_call *c)
{
    int64_t days = demo_seniority(&d->staff[c->staff], day->day);
    int64_t minute = DEMO_OPENS_MINUTE + (c->at - day->opens_at) / MINUTE_MS;
    int64_t pct = days < 90 ? 180 : days < 365 ? 140 : 100;

    if (minute >= 16 * 60)
        pct = pct * 150 / 100;
    else if (minute >= 14 * 60)
        pct = pct * 130 / 100;
    if (c->queue == DEMO_QUEUE_PAYMENT)
        pct = pct * 130 / 100;
    return c->wait_ms > LONG_WAIT_MS ? pct * 150 / 100 : pct;
}

/* Per million answered calls, before exposure. Rude ones come to 50 in a thousand with it. */
static const int64_t kind_ppm[DEMO_KIND_N] = {
    [DEMO_TONE] = 41000, [DEMO_ABUSE] = 3600, [DEMO_HARASSMENT] = 700,
    [DEMO_THREAT] = 25,  [DEMO_GRAVE] = 8,    [DEMO_SUICIDAL] = 12,
};

static enum demo_kind kind_of(const struct demo *d, const struct demo_day *day,
                              const struct demo_call *c, struct demo_random *r)
{
    int64_t at = demo_random_below(r, 1000000), pct = exposure(d, day, c);

    for (int k = 0; k < DEMO_KIND_N; k++) {
        at -= kind_ppm[k] * pct / 100;
        if (at < 0)
            return (enum demo_kind)k;
    }
    return DEMO_EASY;
}

static int64_t talk_of(const struct demo *d, const struct demo_day *day, const struct demo_call *c,
                       struct demo_random *r)
{
    const struct demo_staff *s = &d->staff[c->staff];
    int64_t ms = demo_random_lognormal(r, talk_medians_ms[c->queue], TALK_SIGMA);

    ms = ms * s->pace_pct / 100;
    if (demo_seniority(s, day->day) < 28)
        ms = ms * 125 / 100;
    if (c->kind != DEMO_EASY)
        ms = ms * 160 / 100;
    ms += 8 * SECOND_MS; /* nobody is helped faster */
    return ms > TALK_MAX_MS ? TALK_MAX_MS : ms;
}

static int64_t wrap_up_of(struct demo_random *r)
{
    return demo_random_lognormal(r, WRAP_UP_MEDIAN_MS, WRAP_UP_SIGMA) % (10 * MINUTE_MS);
}

static void take_call(struct demo *d, struct demo_day *day, struct demo_call *c,
                      struct demo_seat *s, int64_t wait_ms, struct demo_random *r)
{
    c->staff = s->staff;
    c->wait_ms = wait_ms;
    c->kind = kind_of(d, day, c, r);
    c->talk_ms = talk_of(d, day, c, r);
    c->outcome = demo_random_chance(r, c->queue == DEMO_QUEUE_SWITCH ? 500000 : 40000)
                     ? CALL_TRANSFERRED
                     : CALL_ANSWERED;
    s->ready_at = c->at + c->wait_ms + c->talk_ms + wrap_up_of(r);
    sift(day->seats, day->n_seats, 0);
}

static void call_in(struct demo *d, struct demo_day *day, struct demo_call *c,
                    struct demo_random *r)
{
    int64_t patience = demo_random_lognormal(r, PATIENCE_MEDIAN_MS, PATIENCE_SIGMA) + 2 * SECOND_MS;
    int64_t ring = demo_random_between(r, 3 * SECOND_MS, 9 * SECOND_MS);
    struct demo_seat *s = next_seat(day, c->at);
    int64_t queued = s != NULL && s->ready_at > c->at ? s->ready_at - c->at : 0;

    patience = patience > PATIENCE_MAX_MS ? PATIENCE_MAX_MS : patience;
    if (s != NULL && queued + ring <= patience) {
        take_call(d, day, c, s, queued + ring, r);
        return;
    }
    c->staff = -1;
    c->wait_ms = patience;
    c->outcome = CALL_ABANDONED;
}

/* Somebody who is free calls a citizen back; false when nobody is. */
static bool call_out(struct demo *d, struct demo_day *day, struct demo_call *c,
                     struct demo_random *r)
{
    struct demo_seat *s = next_seat(day, c->at);

    if (s == NULL || s->ready_at > c->at)
        return false;
    take_call(d, day, c, s, demo_random_between(r, 6 * SECOND_MS, 24 * SECOND_MS), r);
    c->outcome = CALL_ANSWERED;
    if (!demo_random_chance(r, 350000))
        return true;
    c->outcome = demo_random_chance(r, 150000) ? CALL_BUSY : CALL_NO_ANSWER;
    c->kind = DEMO_EASY;
    c->talk_ms = 0; /* the seat stays taken a little longer than needed: time to write a note */
    return true;
}

/* ---- the day */

static int instant_order(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static int64_t *arrivals(struct demo *d, const struct demo_day *day, int64_t n,
                         struct demo_random *r)
{
    int64_t *at = arena_array(d->scratch, int64_t, (size_t)n + 1), slots[DEMO_SLOTS];

    demo_slot_weights(day->day, slots);
    for (int64_t i = 0; i < n; i++)
        at[i] = day->opens_at + (int64_t)demo_random_pick(r, slots, DEMO_SLOTS) * 30 * MINUTE_MS +
                demo_random_below(r, 30 * MINUTE_MS);
    qsort(at, (size_t)n, sizeof *at, instant_order);
    return at;
}

void demo_run_day(struct demo *d, int32_t day, int64_t calls_milli, struct demo_day *ret)
{
    struct demo_random r =
        demo_random_for((uint64_t)d->options.seed, DEMO_FOR_DAY, (uint64_t)(uint32_t)day);
    struct demo_day run = {.day = day, .opens_at = demo_at(d, day, DEMO_OPENS_MINUTE)};
    int64_t queues[DEMO_QUEUE_N];
    int64_t n = calls_milli * demo_random_day_noise(&r) / DEMO_ONE;

    demo_day_weight(day, queues);
    n = demo_random_count(&r, n);
    take_seats(d, &run, &r);
    int64_t *at = arrivals(d, &run, n, &r);
    run.calls = arena_array(d->scratch, struct demo_call, (size_t)n + 1);
    for (int64_t i = 0; i < n; i++) {
        struct demo_call *c = &run.calls[run.n_calls];

        *c = (struct demo_call){
            .at = at[i], .kind = DEMO_EASY, .inbound = !demo_random_chance(&r, OUTBOUND_PPM)};
        c->queue = (enum demo_queue)demo_random_pick(&r, queues, DEMO_QUEUE_N);
        if (!c->inbound && !call_out(d, &run, c, &r))
            c->inbound = true;
        if (c->inbound)
            call_in(d, &run, c, &r);
        c->id = demo_id(d, c->at);
        run.n_calls++;
    }
    *ret = run;
}

/* ---- writing */

static enum status write_sums(struct demo *d, const struct demo_day *day)
{
    struct sums {
        int64_t n, answered, talk_ms;
    } *sums = arena_array(d->scratch, struct sums, d->n_staff + 1);

    for (size_t i = 0; i < day->n_calls; i++) {
        struct sums *s = &sums[day->calls[i].staff + 1];

        s->n++;
        s->answered += day->calls[i].talk_ms > 0;
        s->talk_ms += day->calls[i].talk_ms;
    }
    for (size_t i = 0; i <= d->n_staff; i++)
        if (sums[i].n > 0) {
            int64_t person = i == 0 ? 0 : d->staff[i - 1].id;

            TRY(q_call_day_add(d->db, d->centre_id, person, day->day, sums[i].n, sums[i].answered,
                               sums[i].talk_ms));
            d->rows++;
        }
    return OK;
}

/* PostgreSQL: many at once, for a trip to the server costs more than the row. */
struct batch {
    struct buf rows;
    int n;
};

static enum status send_batch(struct demo *d, struct batch *b)
{
    struct call_inserted_row_list inserted;

    if (b->n == 0)
        return OK;
    buf_char(&b->rows, ']');
    TRY(q_call_insert_many(d->db, d->scratch, d->centre_id, buf_str(&b->rows), &inserted));
    must(inserted.n == (size_t)b->n);
    *b = (struct batch){.rows = b->rows};
    b->rows.n = 0;
    return OK;
}

static void add_to_batch(struct batch *b, const struct demo_call *c, int64_t person_id,
                         struct str key, struct str line, struct str queue)
{
    buf_printf(&b->rows, "%c[%lld,\"%.*s\",", b->n++ == 0 ? '[' : ',', (long long)c->id,
               STR_ARG(key));
    if (person_id != 0)
        buf_int(&b->rows, person_id);
    else
        buf_add(&b->rows, STR("null"));
    buf_printf(&b->rows, ",\"%.*s\",\"%.*s\",%s,%d,%lld,%lld,%lld]", STR_ARG(line), STR_ARG(queue),
               c->inbound ? "true" : "false", (int)c->outcome, (long long)c->at,
               (long long)c->wait_ms, (long long)c->talk_ms);
}

static enum status write_call(struct demo *d, struct batch *b, const struct demo_day *day,
                              const struct demo_call *c)
{
    const struct demo_staff *s = c->staff < 0 ? NULL : &d->staff[c->staff];
    char key[80], line[40] = "";
    int64_t person_id = s == NULL ? 0 : s->id, new;
    struct str queue = c->inbound ? str_of(queue_words[c->queue]) : STR("");

    snprintf(key, sizeof key, "demo:%lld.%03d:%lld", (long long)(c->at / 1000), (int)(c->at % 1000),
             (long long)d->result.n_calls++);
    if (s != NULL)
        demo_line(line, sizeof line, demo_extension(s, day->day), c->inbound);
    d->result.n_answered += c->talk_ms > 0;
    if (store_kind(db_store(d->db)) == DB_SQLITE)
        return q_call_insert(d->db, c->id, d->centre_id, str_of(key), person_id, str_of(line),
                             queue, c->inbound, c->outcome, c->at, c->wait_ms, c->talk_ms, &new);
    add_to_batch(b, c, person_id, str_of(key), str_of(line), queue);
    return b->n < BATCH ? OK : send_batch(d, b);
}

enum status demo_write_calls(struct demo *d, const struct demo_day *day)
{
    struct batch batch = {.rows = buf_new(d->scratch, 4096)};

    for (size_t i = 0; i < day->n_calls; i++)
        TRY(write_call(d, &batch, day, &day->calls[i]));
    TRY(send_batch(d, &batch));
    d->rows += (int64_t)day->n_calls;
    return write_sums(d, day);
}
