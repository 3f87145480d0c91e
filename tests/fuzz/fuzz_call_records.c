/* Any bytes as a file of call records, in each format and with each kind of mapping. The second
 * byte says in pieces of what size the file arrives.
 * SPDX-License-Identifier: MPL-2.0 */
#include "fuzz.h"

#include "base/utf8.h"
#include "features/calls/call_records.h"

static const char *const maps[] = {
    "",
    "started=start,line=agent",
    "started=a,ended=b,line=c,queue=d,wait=e,talk=f,outcome=g,direction=h,id=i",
};

#define NOW INT64_C(1795341600000)

static void check(const struct call_event *e)
{
    const struct call_record *r = &e->record;

    must(e->kind == CALL_NOTHING || e->kind == CALL_RECORD || e->kind == CALL_REJECTED);
    if (e->kind == CALL_REJECTED)
        must(e->reason < CALL_REASON_N);
    if (e->kind != CALL_RECORD)
        return;
    must(r->key.n > 0 && r->key.n <= CALL_KEY_MAX && utf8_valid(r->key));
    must(r->line.n <= CALL_TEXT_MAX && utf8_valid(r->line) && r->queue.n <= CALL_TEXT_MAX &&
         utf8_valid(r->queue));
    must(r->outcome < CALL_OUTCOME_N && r->wait_ms >= 0 && r->talk_ms >= 0);
    must(r->started_at > 0 && r->started_at <= NOW + 2 * 86400000);
}

static void read_all(struct call_reader *r, struct str whole, size_t at, size_t piece)
{
    struct arena *scratch = arena_new();
    size_t given = whole.n < at + piece ? whole.n : at + piece;
    struct call_event event;

    for (size_t n_events = 0;; n_events++) {
        struct str rest = {whole.p + at, given - at};
        enum status status =
            call_reader_next(r, scratch, &rest, given == whole.n, (int64_t)at, &event);

        must(rest.p + rest.n == whole.p + given);
        at = given - rest.n;
        must(n_events <= 4 * whole.n + 8); /* it comes to an end */
        if (status == MISSING && given == whole.n)
            break;
        if (status == MISSING)
            given = given + piece < whole.n ? given + piece : whole.n;
        else if (status == OK)
            check(&event);
        else
            break;
        must(call_reader_resume_at(r, (int64_t)at) <= (int64_t)at);
        arena_reset(scratch);
    }
    arena_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct str s = input_of(data, n), head;
    size_t way = take_byte(&s), piece = take_byte(&s) * 16 + 1, data_at, most = 64 * 1024;
    struct call_source source = {.format = (enum call_format)(way % CALL_FORMAT_N), .now = NOW};
    struct call_reader *r;
    struct call_trouble trouble;
    int minutes;

    source.map = str_of(maps[way / CALL_FORMAT_N % 3]);
    must(zone_find(STR("Europe/Copenhagen"), &source.zone) == OK);
    head = str_sub(s, 0, most);
    if (call_reader_open(a, &source, head, &r, &data_at, &trouble) == OK) {
        must(data_at <= s.n);
        read_all(r, s, data_at, piece);
        (void)call_reader_other_zone(r, &minutes);
        must(call_reader_rows(r) >= 0 && call_reader_open_calls(r) >= 0);
    } else {
        must(trouble.kind != CALL_TROUBLE_NONE);
    }
    arena_free(a);
    return 0;
}
