/* The parsers: every format and variant, both ends of summer time, and input made to hurt.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <stdlib.h>

#include "base/clock.h"
#include "features/calls/call_parts.h"

#define MAX_EVENTS 64
#define NOW INT64_C(1893456000000) /* 2030-01-01 */

struct seen {
    struct arena *arena;
    struct call_reader *reader;
    size_t n, n_records, n_rejects;
    struct call_event at[MAX_EVENTS];
};

static const struct zone *zone_of(const char *name)
{
    const struct zone *z;
    assert_ok(zone_find(str_of(name), &z));
    return z;
}

static struct call_source source_of(const char *zone, const char *map, enum call_format format)
{
    return (struct call_source){format, map != NULL ? str_of(map) : STR(""), zone_of(zone), NOW};
}

static void keep(struct seen *s, const struct call_event *e)
{
    if (e->kind == CALL_NOTHING)
        return;
    assert_true(s->n < MAX_EVENTS);
    struct call_event *to = &s->at[s->n++];
    *to = *e;
    to->raw = arena_copy(s->arena, e->raw);
    to->record.key = arena_copy(s->arena, e->record.key);
    to->record.line = arena_copy(s->arena, e->record.line);
    to->record.src_line = arena_copy(s->arena, e->record.src_line);
    to->record.queue = arena_copy(s->arena, e->record.queue);
    s->n_records += e->kind == CALL_RECORD;
    s->n_rejects += e->kind == CALL_REJECTED;
}

/* Hands the text over in pieces of `step` bytes, as files and sockets do. */
static struct seen *read_pieces(const struct call_source *source, struct str text, size_t step)
{
    struct arena *a = arena_new(), *scratch = arena_new();
    struct seen *s = arena_make(a, struct seen);
    struct call_trouble trouble;
    struct call_event e;
    size_t at, end;
    s->arena = a;
    assert_ok(
        call_reader_open(a, source, str_sub(text, 0, CALL_LINE_MAX), &s->reader, &at, &trouble));
    end = at;
    for (;;) {
        struct str rest = str_sub(text, at, end - at);
        size_t before = rest.n;
        enum status status =
            call_reader_next(s->reader, scratch, &rest, end == text.n, (int64_t)at, &e);
        if (status == OK) {
            at += before - rest.n;
            keep(s, &e);
        } else {
            assert_int_equal(status, MISSING);
            if (end == text.n)
                break;
            end = end + step > text.n ? text.n : end + step;
        }
    }
    arena_free(scratch);
    return s;
}

static void assert_same(const struct seen *a, const struct seen *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->at[i].kind, b->at[i].kind);
        assert_int_equal(a->at[i].row, b->at[i].row);
        assert_int_equal(a->at[i].record.started_at, b->at[i].record.started_at);
        assert_true(str_eq(a->at[i].record.key, b->at[i].record.key));
        assert_true(str_eq(a->at[i].raw, b->at[i].raw));
    }
}

static struct seen *read_as(const char *text, const char *zone, const char *map,
                            enum call_format format)
{
    struct call_source source = source_of(zone, map, format);
    struct seen *s = read_pieces(&source, str_of(text), SIZE_MAX / 4);
    for (size_t step = 1; step < 20; step += 6) {
        struct seen *again = read_pieces(&source, str_of(text), step);
        assert_same(s, again);
        arena_free(again->arena);
    }
    return s;
}

static struct seen *read_auto(const char *text)
{
    return read_as(text, "Europe/Copenhagen", NULL, CALL_FORMAT_AUTO);
}

static void assert_record(const struct seen *s, size_t i, const char *line,
                          enum call_outcome outcome, const char *started, int64_t wait_s,
                          int64_t talk_s)
{
    int64_t at;
    assert_true(i < s->n);
    assert_int_equal(s->at[i].kind, CALL_RECORD);
    const struct call_record *r = &s->at[i].record;
    assert_str(r->line, line);
    assert_int_equal(r->outcome, outcome);
    assert_true(instant_parse(str_of(started), &at));
    assert_int_equal(r->started_at, at);
    assert_int_equal(r->wait_ms, wait_s * 1000);
    assert_int_equal(r->talk_ms, talk_s * 1000);
}

static void assert_reject(const struct seen *s, size_t i, enum call_reason reason, int64_t row)
{
    assert_true(i < s->n);
    assert_int_equal(s->at[i].kind, CALL_REJECTED);
    assert_int_equal(s->at[i].reason, reason);
    assert_int_equal(s->at[i].row, row);
}

/* ---- times */

static void reads_times(void **state)
{
    static const struct {
        const char *text, *utc; /* NULL: refused */
        bool absolute;
    } rows[] = {
        {"2023-07-26 01:51:32", "2023-07-26T01:51:32Z", false},
        {"2023-07-26T01:51:32.250", "2023-07-26T01:51:32.250Z", false},
        {"2023-07-26T01:51:32Z", "2023-07-26T01:51:32Z", true},
        {"2023-07-26 01:51:32+02:00", "2023-07-25T23:51:32Z", true},
        {"2023-07-26 01:51 -0330", "2023-07-26T05:21:00Z", true},
        {"26-07-2023 1.51", "2023-07-26T01:51:00Z", false},
        {"26/7/2023 01:51", "2023-07-26T01:51:00Z", false},
        {"26.07.23 01:51:32", "2023-07-26T01:51:32Z", false},
        {"20230726 0:00:31", "2023-07-26T00:00:31Z", false},
        {"990101 6:55:20", "1999-01-01T06:55:20Z", false},
        {"2023-07-26", "2023-07-26T00:00:00Z", false},
        {"1690325492", "2023-07-25T22:51:32Z", true},
        {"1690325492.5", "2023-07-25T22:51:32.500Z", true},
        {"1690325492123", "2023-07-25T22:51:32.123Z", true},
        {"2023-02-29 10:00:00", NULL, false},
        {"2023-13-01 10:00:00", NULL, false},
        {"13/13/2023 10:00", NULL, false},
        {"2023-07-26 24:00:00", NULL, false},
        {"2023-07-26 10:00:00 Bonanza", NULL, false},
        {"2023-07-26 10", NULL, false},
        {"1690", NULL, false},
        {"", NULL, false},
        {"-", NULL, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call_wall w;
        int64_t at;
        bool good = call_wall_parse(str_of(rows[i].text), &w);
        if (good != (rows[i].utc != NULL))
            fail_msg("%s", rows[i].text);
        if (!good)
            continue;
        assert_true(instant_parse(str_of(rows[i].utc), &at));
        if (w.ms != at || w.absolute != rows[i].absolute)
            fail_msg("%s", rows[i].text);
    }
}

static void reads_spans(void **state)
{
    int64_t ms;
    (void)state;
    assert_true(call_span_parse(STR("90"), &ms) && ms == 90000);
    assert_true(call_span_parse(STR("12,5"), &ms) && ms == 12500);
    assert_true(call_span_parse(STR("1:30"), &ms) && ms == 90000);
    assert_true(call_span_parse(STR(" 1:00:05.25 "), &ms) && ms == 3605250);
    assert_false(call_span_parse(STR("-1"), &ms));
    assert_false(call_span_parse(STR("1:75"), &ms));
    assert_false(call_span_parse(STR("1:2:3:4"), &ms));
    assert_false(call_span_parse(STR("99999999999999999999"), &ms));
    assert_false(call_span_parse(STR(""), &ms));
}

/* ---- CDR */

/* account, src, dst, context, clid, channel, dstchannel, app, data, start, answer, end, duration,
 * billsec, disposition, ama */
#define CDR_HEAD "\"\",\"20304050\",\"8000\",\"from-pstn\",\"\"\"Bo\"\" <20304050>\","
#define CDR_16 CDR_HEAD "\"SIP/trunk-0a\",\"PJSIP/1127-0b\",\"Queue\",\"skat,t,,,60\","

static void cdr_without_ids(void **state)
{
    struct seen *s = read_auto(
        CDR_16 "\"2026-03-02 08:00:00\",\"2026-03-02 08:00:20\",\"2026-03-02 08:01:20\",80,60,"
               "\"ANSWERED\",\"DOCUMENTATION\"\n" CDR_16
               "\"2026-07-02 08:00:00\",\"\",\"2026-07-02 08:00:30\",30,0,\"NO "
               "ANSWER\",\"DOCUMENTATION\"\n");
    (void)state;
    assert_int_equal(s->n, 2);
    assert_int_equal(call_reader_format(s->reader), CALL_FORMAT_CDR);
    assert_record(s, 0, "pjsip/1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 20, 60);
    assert_str(s->at[0].record.queue, "skat");
    assert_str(s->at[0].record.src_line, "sip/trunk");
    assert_false(s->at[0].record.direction_known);
    assert_record(s, 1, "pjsip/1127", CALL_NO_ANSWER, "2026-07-02T06:00:00Z", 30, 0);
    for (size_t i = 0; i < s->n; i++) { /* the caller's number is in no part of the record */
        size_t at;
        const struct call_record *r = &s->at[i].record;
        assert_false(str_find(r->key, STR("20304050"), &at) ||
                     str_find(r->line, STR("20304050"), &at) ||
                     str_find(r->src_line, STR("20304050"), &at) ||
                     str_find(r->queue, STR("20304050"), &at));
    }
    arena_free(s->arena);
}

static void cdr_with_ids(void **state)
{
    struct seen *s =
        read_auto(CDR_16 "\"2026-03-02 08:00:00\",\"2026-03-02 08:00:20\",\"2026-03-02 "
                         "08:01:20\",80,60,\"ANSWERED\",\"3\","
                         "\"1772434800.7\",\"12345678\"\n" CDR_16
                         "\"2026-03-02 08:00:00\",\"2026-03-02 08:00:20\",\"2026-03-02 "
                         "08:01:20\",80,60,\"ANSWERED\",\"3\","
                         "\"pbx1-1772434800.7\",\"\",\"peer\",\"pbx1-1772434800.7\",\"42\"\n");
    (void)state;
    assert_int_equal(s->n_records, 2);
    assert_str(s->at[0].record.key, "cdr:1772434800.7:1772438400-80-0b");
    assert_str(s->at[1].record.key, "cdr:pbx1-1772434800.7:42");
    arena_free(s->arena);
}

/* cdr_custom's own order: the caller's name first, no account. */
static void cdr_without_account(void **state)
{
    struct seen *s = read_as("\"\"\"\"\" "
                             "<anna>\",\"anna\",\"6789\",\"default\",\"PJSIP/"
                             "anna-00000002\",\"PJSIP/bo-00000003\",\"Dial\","
                             "\"PJSIP/bo\",\"2023-07-26 01:51:32\",\"2023-07-26 "
                             "01:51:50\",\"2023-07-26 01:52:04\",\"31\",\"13\","
                             "\"ANSWERED\",\"DOCUMENTATION\",\"\",\"1690325492.2\",\"\",2\n",
                             "Indian/Antananarivo", NULL, CALL_FORMAT_AUTO);
    (void)state;
    assert_record(s, 0, "pjsip/bo", CALL_ANSWERED, "2023-07-25T22:51:32Z", 18, 13);
    assert_str(s->at[0].record.src_line, "pjsip/anna");
    assert_str(s->at[0].record.key, "cdr:1690325492.2:2");
    arena_free(s->arena);
}

static void cdr_with_epochs(void **state)
{
    struct seen *s =
        read_auto(CDR_16 "1772434800,1772434820,1772434880,80,60,\"ANSWERED\",3\n" CDR_16
                         "1772434900.123456,,1772434910.5,10,0,\"BUSY\",3\n");
    (void)state;
    assert_record(s, 0, "pjsip/1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 20, 60);
    assert_record(s, 1, "pjsip/1127", CALL_BUSY, "2026-03-02T07:01:40.123Z", 10, 0);
    arena_free(s->arena);
}

/* Somebody switches loguniqueid on: the columns change within the file. */
static void cdr_columns_change(void **state)
{
    struct seen *s = read_auto(
        CDR_16 "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:00:30\",30,0,\"NO ANSWER\",\"3\"\n"
               "20304050,8000,from-pstn,20304050,SIP/t-0c,SIP/1128-0d,Dial,SIP/1128,2026-03-02 "
               "09:00:00,2026-03-02 09:00:05,"
               "2026-03-02 09:01:05,65,60,ANSWERED,3,1772438400.9,\n");
    (void)state;
    assert_int_equal(s->n_records, 2);
    assert_record(s, 1, "sip/1128", CALL_ANSWERED, "2026-03-02T08:00:00Z", 5, 60);
    arena_free(s->arena);
}

/* billsec counts from the channel's first answer and may exceed the row's own duration. */
static void cdr_billsec_over_duration(void **state)
{
    struct seen *s = read_auto(CDR_16 "\"2026-03-02 08:00:00\",\"2026-03-02 "
                                      "08:00:00\",\"2026-03-02 08:00:01\",1,2,\"ANSWERED\",3\n");
    (void)state;
    assert_record(s, 0, "pjsip/1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 0, 1);
    arena_free(s->arena);
}

static void cdr_rejects(void **state)
{
    struct seen *s = read_auto(
        CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:00:30\",30,0,\"NO ANSWER\",3\n"
        "this is no call\n"
        "\n" CDR_16
        "\"2026-03-32 08:00:00\",\"\",\"2026-03-02 08:00:30\",30,0,\"NO ANSWER\",3\n" CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:00:30\",30,x,\"NO ANSWER\",3\n" CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:00:30\",30,0,\"PERHAPS\",3\n" CDR_16
        "\"2046-03-02 08:00:00\",\"\",\"2046-03-02 08:00:30\",30,0,\"NO ANSWER\",3\n" CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-30 08:00:30\",2419230,0,\"NO ANSWER\",3\n"
        "\"\",\"quote that never closes,1,2,3\n" CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:00:40\",40,0,\"NO ANSWER\",3\r\n" CDR_16
        "\"2026-03-02 08:00:00\",\"\",\"2026-03-02 08:0");
    (void)state;
    assert_int_equal(s->n_records, 2);
    assert_reject(s, 1, CALL_REJECT_COLUMNS, 2);
    assert_reject(s, 2, CALL_REJECT_TIME, 4);
    assert_reject(s, 3, CALL_REJECT_DURATION, 5);
    assert_reject(s, 4, CALL_REJECT_OUTCOME, 6);
    assert_reject(s, 5, CALL_REJECT_TIME_RANGE, 7);
    assert_reject(s, 6, CALL_REJECT_DURATION, 8);
    assert_reject(s, 7, CALL_REJECT_BAD_QUOTES, 9);
    assert_reject(s, 9, CALL_REJECT_TRUNCATED, 11);
    arena_free(s->arena);
}

/* ---- summer time */

#define AUTUMN(start, end, duration, tail)                                                         \
    CDR_16 "\"2026-10-25 " start "\",\"\",\"2026-10-25 " end "\"," duration                        \
           ",0,\"NO ANSWER\",3" tail "\n"

/* 2026-10-25: 03:00 becomes 02:00 again; 02:30 summer is 00:30Z, 02:30 winter 01:30Z. */
static void autumn_by_unique_id(void **state)
{
    struct seen *s =
        read_auto(AUTUMN("02:30:00", "02:30:20", "20", ",\"1792888200.1\",\"\"")
                      AUTUMN("02:30:00", "02:30:20", "20", ",\"1792891800.2\",\"\"")
                          AUTUMN("02:10:00", "02:10:20", "20", ",\"1792887000.3\",\"\""));
    (void)state;
    assert_record(s, 0, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:30:00Z", 20, 0);
    assert_record(s, 1, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T01:30:00Z", 20, 0);
    assert_record(s, 2, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:10:00Z", 20, 0);
    assert_int_equal(call_reader_resume_at(s->reader, 5000), 5000);
    arena_free(s->arena);
}

/* Without ids: the hour runs twice, seen by times that run backwards. A long call reaches from one
 * pass into the next. */
static void autumn_by_file_order(void **state)
{
    struct seen *s = read_auto(
        AUTUMN("01:50:00", "01:50:20", "20", "") AUTUMN("02:10:00", "02:10:20", "20", "")
            AUTUMN("02:30:00", "02:30:20", "20", "") AUTUMN("02:50:00", "02:50:20", "20", "")
                AUTUMN("02:55:00", "02:05:00", "600", "") AUTUMN("02:30:00", "02:30:20", "20", "")
                    AUTUMN("02:45:00", "02:45:20", "20", "")
                        AUTUMN("03:05:00", "03:05:20", "20", ""));
    (void)state;
    assert_record(s, 1, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:10:00Z", 20, 0);
    assert_record(s, 2, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:30:00Z", 20, 0);
    assert_record(s, 3, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:50:00Z", 20, 0);
    assert_record(s, 4, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T00:55:00Z", 600, 0);
    assert_record(s, 5, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T01:30:00Z", 20, 0);
    assert_record(s, 6, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T01:45:00Z", 20, 0);
    assert_record(s, 7, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T02:05:00Z", 20, 0);
    arena_free(s->arena);
}

/* Within the doubled hour, a new reader must begin at the last time that could not be mistaken. */
static void autumn_resumes_before_the_hour(void **state)
{
    const char *text = AUTUMN("01:50:00", "01:50:20", "20", "")
        AUTUMN("02:30:00", "02:30:20", "20", "") AUTUMN("02:10:00", "02:10:20", "20", "");
    struct seen *s = read_auto(text);
    (void)state;
    assert_record(s, 2, "pjsip/1127", CALL_NO_ANSWER, "2026-10-25T01:10:00Z", 20, 0);
    assert_int_equal(call_reader_resume_at(s->reader, (int64_t)strlen(text)), 0);
    arena_free(s->arena);
}

/* 2027-03-28: 02:00 becomes 03:00; 02:30 never comes and is read with the offset before the gap. */
static void spring_gap(void **state)
{
    struct seen *s = read_auto(
        CDR_16 "\"2027-03-28 01:59:50\",\"2027-03-28 03:00:00\",\"2027-03-28 "
               "03:00:30\",40,30,\"ANSWERED\",3\n" CDR_16
               "\"2027-03-28 02:30:00\",\"\",\"2027-03-28 02:30:30\",30,0,\"NO ANSWER\",3\n" CDR_16
               "\"2027-03-28 03:30:00\",\"\",\"2027-03-28 03:30:30\",30,0,\"NO ANSWER\",3\n");
    (void)state;
    assert_record(s, 0, "pjsip/1127", CALL_ANSWERED, "2027-03-28T00:59:50Z", 10, 30);
    assert_record(s, 1, "pjsip/1127", CALL_NO_ANSWER, "2027-03-28T01:30:00Z", 30, 0);
    assert_record(s, 2, "pjsip/1127", CALL_NO_ANSWER, "2027-03-28T01:30:00Z", 30, 0);
    arena_free(s->arena);
}

static void tells_another_zone(void **state)
{
    char text[8000];
    size_t n = 0;
    int east;
    (void)state;
    for (int i = 0; i < 12; i++)
        n += (size_t)snprintf(text + n, sizeof text - n,
                              CDR_16 "\"2026-03-02 10:00:%02d\",\"\",\"2026-03-02 "
                                     "10:00:50\",9,0,\"NO ANSWER\",3,\"%d.1\",\"\"\n",
                              i, 1772434800 + i);
    struct seen *s = read_auto(text);
    assert_true(call_reader_other_zone(s->reader, &east));
    assert_int_equal(east, 180);
    arena_free(s->arena);
    s = read_as(text, "Europe/Helsinki", NULL, CALL_FORMAT_AUTO);
    assert_true(call_reader_other_zone(s->reader, &east));
    assert_int_equal(east, 180);
    arena_free(s->arena);
    s = read_as(text, "Europe/Istanbul", NULL, CALL_FORMAT_AUTO);
    assert_false(call_reader_other_zone(s->reader, &east));
    arena_free(s->arena);
}

/* ---- queue_log */

static void queue_log_native(void **state)
{
    struct seen *s =
        read_auto("1772434700|NONE|NONE|NONE|QUEUESTART|\n"
                  "1772434800|1772434799.1|skat|NONE|ENTERQUEUE||20304050|1\n"
                  "1772434801|1772434800.2|skat|NONE|ENTERQUEUE||20304051|2\n"
                  "1772434805|1772434799.1|skat|Agent/1127|RINGNOANSWER|5000\n"
                  "1772434810|1772434799.1|skat|Agent/1128|CONNECT|10|1772434806.3|4\n"
                  "1772434815|1772434800.2|skat|NONE|ABANDON|1|2|14\n"
                  "1772434870|1772434799.1|skat|Agent/1128|COMPLETECALLER|10|60|1\n"
                  "1772434900|1772434899.4|pension|NONE|ENTERQUEUE||20304052|1\n"
                  "1772434910|1772434899.4|pension|PJSIP/anna|CONNECT|10|1772434906.5|4\n"
                  "1772434940|1772434899.4|pension|PJSIP/anna|BLINDTRANSFER|a102|internal|10|30|1\n"
                  "1772435000|1772434999.6|skat|NONE|ENTERQUEUE||20304053|1\n"
                  "1772435300|1772434999.6|skat|NONE|EXITWITHTIMEOUT|1|1|300\n"
                  "1772435301|1772434999.6|pension|NONE|ENTERQUEUE||20304053|1\n"
                  "1772435310|1772434999.6|pension|NONE|EXITWITHKEY|9|1|1|9\n"
                  "1772435400|1772435399.7|skat|NONE|JOINEMPTY\n"
                  "1772435500|1772435499.8|NONE|Agent/1127|OUTDIAL|20304054\n"
                  "1772435510|1772435499.8|NONE|Agent/1127|OUTANSWER|20304054\n"
                  "1772435540|1772435499.8|NONE|Agent/1127|COMPLETEAGENT|10|30\n"
                  "1772435600|1772435599.9|NONE|Agent/1127|OUTDIAL|20304055\n"
                  "1772435605|1772435599.9|NONE|Agent/1127|OUTCHANUNAVAIL|20304055\n"
                  "1772435606|1772435599.9|NONE|Agent/1127|OUTCANCEL|20304055\n");
    (void)state;
    assert_int_equal(s->n_rejects, 0);
    assert_int_equal(s->n_records, 8);
    assert_record(s, 0, "", CALL_ABANDONED, "2026-03-02T07:00:01Z", 14, 0);
    assert_record(s, 1, "agent/1128", CALL_ANSWERED, "2026-03-02T07:00:00Z", 10, 60);
    assert_str(s->at[1].record.key, "ql:1772434799.1:1772434870:skat");
    assert_record(s, 2, "pjsip/anna", CALL_TRANSFERRED, "2026-03-02T07:01:40Z", 10, 30);
    assert_record(s, 3, "", CALL_NO_ANSWER, "2026-03-02T07:03:20Z", 300, 0);
    assert_record(s, 4, "", CALL_ABANDONED, "2026-03-02T07:08:21Z", 9, 0);
    assert_str(s->at[4].record.queue, "pension");
    assert_record(s, 5, "", CALL_FAILED, "2026-03-02T07:10:00Z", 0, 0);
    assert_record(s, 6, "agent/1127", CALL_ANSWERED, "2026-03-02T07:11:40Z", 10, 30);
    assert_false(s->at[6].record.inbound);
    assert_record(s, 7, "agent/1127", CALL_FAILED, "2026-03-02T07:13:20Z", 5, 0);
    assert_int_equal(call_reader_open_calls(s->reader), 0);
    arena_free(s->arena);
}

/* A file that was rotated in the middle of calls: ends that tell enough are records, with the same
 * key as in the whole file. */
static void queue_log_begins_in_the_middle(void **state)
{
    struct seen *s =
        read_auto("1772434810|1772434799.1|skat|Agent/1128|CONNECT|10|1772434806.3|4\n"
                  "1772434870|1772434799.1|skat|Agent/1128|COMPLETECALLER|10|60|1\n"
                  "1772434871|1772434700.1|skat|Agent/1129|COMPLETEAGENT|5|20|1\n"
                  "1772434872|1772434600.1|skat|NONE|ABANDON|1|2|14\n"
                  "1772434873|1772434500.1|skat|Agent/1129|ATTENDEDTRANSFER|BRIDGE|x\n");
    (void)state;
    assert_int_equal(s->n, 4);
    assert_record(s, 0, "agent/1128", CALL_ANSWERED, "2026-03-02T07:00:00Z", 10, 60);
    assert_str(s->at[0].record.key, "ql:1772434799.1:1772434870:skat");
    assert_record(s, 1, "agent/1129", CALL_ANSWERED, "2026-03-02T07:00:46Z", 5, 20);
    assert_record(s, 2, "", CALL_ABANDONED, "2026-03-02T07:00:58Z", 14, 0);
    assert_reject(s, 3, CALL_REJECT_NO_BEGINNING, 5);
    arena_free(s->arena);
}

static void queue_log_csv(void **state)
{
    struct seen *s = read_auto(
        "id;time;callid;queuename;agent;event;data1;data2;data3\n"
        "1;2026-03-02 08:00:00.500000;1772434799.1;skat;NONE;ENTERQUEUE;;20304050;1\n"
        "2;2026-03-02 08:00:10;1772434799.1;skat;Local/1128@from-queue/n;CONNECT;10;x;4\n"
        "3;2026-03-02 08:01:10;1772434799.1;skat;Local/1128@from-queue/n;COMPLETECALLER;10;60;1\n");
    (void)state;
    assert_int_equal(s->n, 1);
    assert_record(s, 0, "local/1128", CALL_ANSWERED, "2026-03-02T07:00:00.500Z", 10, 60);
    arena_free(s->arena);
    s = read_auto(
        "\"1772434800\",\"1772434799.1\",\"skat\",\"NONE\",\"ENTERQUEUE\",\"\",\"20304050\"\n"
        "\"1772434815\",\"1772434799.1\",\"skat\",\"NONE\",\"ABANDON\",\"1\",\"2\",\"15\"\n");
    assert_int_equal(s->n, 1);
    assert_record(s, 0, "", CALL_ABANDONED, "2026-03-02T07:00:00Z", 15, 0);
    arena_free(s->arena);
}

static void queue_log_never_ended(void **state)
{
    const char *text = "1772434800|1772434799.1|skat|NONE|ENTERQUEUE||20304050|1\n"
                       "1772434810|1772434799.1|skat|NONE|ENTERQUEUE||20304050|1\n"
                       "1772434815|1772434814.2|skat|NONE|ENTERQUEUE||20304050|1\n"
                       "1772478020|1772478019.3|skat|NONE|ENTERQUEUE||20304050|1\n"
                       "garbage\n"
                       "1772478021|1772478019.3|skat|NONE|HELLOWORLD|||\n"
                       "1772478022|1772478019.3|skat|";
    struct seen *s = read_auto(text);
    (void)state;
    assert_reject(s, 0, CALL_REJECT_NEVER_ENDED, 1);
    assert_reject(s, 1, CALL_REJECT_NEVER_ENDED, 2);
    assert_reject(s, 2, CALL_REJECT_NEVER_ENDED, 3);
    assert_reject(s, 3, CALL_REJECT_COLUMNS, 5);
    assert_reject(s, 4, CALL_REJECT_TRUNCATED, 7);
    assert_int_equal(s->n, 5);
    assert_int_equal(call_reader_open_calls(s->reader), 1);
    const char *still_open = strstr(text, "1772478020|");
    assert_int_equal(call_reader_resume_at(s->reader, 1000), still_open - text);
    arena_free(s->arena);
}

/* Calls that never end must not fill the memory. */
static void queue_log_bounded(void **state)
{
    struct arena *a = arena_new(), *scratch = arena_new();
    struct call_source source = source_of("Europe/Copenhagen", NULL, CALL_FORMAT_QUEUE_LOG);
    struct call_reader *r;
    struct call_trouble trouble;
    size_t at, rejects = 0;
    char line[120];
    (void)state;
    assert_ok(call_reader_open(a, &source, STR("1772434800|x.1|q|NONE|QUEUESTART|\n"), &r, &at,
                               &trouble));
    for (int i = 0; i < CALL_OPEN_MAX + 500; i++) {
        int n = snprintf(line, sizeof line, "1772434800|1772434800.%d|q|NONE|ENTERQUEUE|||1\n", i);
        struct str rest = {line, (size_t)n};
        struct call_event e;
        assert_ok(call_reader_next(r, scratch, &rest, false, i, &e));
        rejects += e.kind == CALL_REJECTED && e.reason == CALL_REJECT_TOO_MANY_OPEN;
    }
    assert_int_equal(rejects, 500);
    assert_int_equal(call_reader_open_calls(r), CALL_OPEN_MAX);
    assert_int_equal(call_reader_resume_at(r, INT64_MAX), 500);
    for (int i = CALL_OPEN_MAX + 499; i >= 500; i -= 7) { /* and out again, in another order */
        int n = snprintf(line, sizeof line, "1772434801|1772434800.%d|q|NONE|ABANDON|1|1|1\n", i);
        struct str rest = {line, (size_t)n};
        struct call_event e;
        assert_ok(call_reader_next(r, scratch, &rest, false, i, &e));
        assert_int_equal(e.kind, CALL_RECORD);
    }
    arena_free(scratch);
    arena_free(a);
}

/* ---- CSV with a mapping */

static void csv_by_mapping(void **state)
{
    struct seen *s =
        read_as("\xef\xbb\xbf"
                "Dato;Tid;Lokal;K\xf8;Tale;Vent;Retning;Udfald;Note\r\n"
                "02-03-2026;8.00;Agent/1127;Skat;1:30;15;ind;besvaret;\"linje et\nlinje to\"\r\n"
                "02-03-2026;8.05;;Skat;;20;ind;opgivet;\r\n"
                "02-03-2026;8.10;1128;;90;5;ud;;\r\n"
                "02-03-2026;8.15;1128;;90;5;sidelæns;;\r\n"
                "02-03-2026;8.20;1128;;90;5;ud;m\xe5ske;\r\n"
                "02-03-2026;8.25;1128",
                "Europe/Copenhagen",
                "started=Dato+Tid, "
                "line=lokal,queue=#4,talk=Tale,wait=Vent,direction=Retning,outcome=Udfald",
                CALL_FORMAT_AUTO);
    (void)state;
    assert_record(s, 0, "agent/1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 15, 90);
    assert_true(s->at[0].record.direction_known && s->at[0].record.inbound);
    assert_str(s->at[0].record.queue, "Skat");
    assert_record(s, 1, "", CALL_ABANDONED, "2026-03-02T07:05:00Z", 20, 0);
    assert_record(s, 2, "1128", CALL_ANSWERED, "2026-03-02T07:10:00Z", 5, 90);
    assert_false(s->at[2].record.inbound);
    assert_reject(s, 3, CALL_REJECT_DIRECTION, 6);
    assert_reject(s, 4, CALL_REJECT_OUTCOME, 7);
    assert_reject(s, 5, CALL_REJECT_TRUNCATED, 8);
    assert_int_equal(s->n, 6);
    arena_free(s->arena);
}

/* Names may hold the very '+' that joins; the longest name wins. */
static void csv_plus_in_names(void **state)
{
    struct seen *s = read_as("vru+line\tcall\tdate\tentry\tser_time\tserver\n"
                             "AA0101\t33\t990101\t0:00:31\t54\tMICHAL\n"
                             "AA0101\t34\t990101\t0:01:31\t0\tNO_SERVER\n",
                             "Asia/Jerusalem",
                             "id=vru+line+date+call,started=date+entry,talk=ser_time,line=server",
                             CALL_FORMAT_AUTO);
    (void)state;
    assert_int_equal(s->n, 2);
    assert_record(s, 0, "michal", CALL_ANSWERED, "1998-12-31T22:00:31Z", 0, 54);
    assert_str(s->at[0].record.key, "csv:AA0101 990101 33");
    assert_record(s, 1, "", CALL_ABANDONED, "1998-12-31T22:01:31Z", 0, 0);
    arena_free(s->arena);
}

/* Our own words as column names need no mapping; answered and ended give the spans. */
static void csv_without_mapping(void **state)
{
    struct seen *s =
        read_auto("started,answered,ended,line\n"
                  "2026-03-02T07:00:00Z,2026-03-02T07:00:10Z,2026-03-02T07:01:10Z,1127\n"
                  "2026-03-02T07:00:00Z,,2026-03-02T07:00:40Z,1127\n");
    (void)state;
    assert_record(s, 0, "1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 10, 60);
    assert_record(s, 1, "1127", CALL_ABANDONED, "2026-03-02T07:00:00Z", 40, 0);
    arena_free(s->arena);
}

static void csv_without_header(void **state)
{
    struct seen *s = read_as("1772434800;1127;60\n1772434900;1128;0\n", "UTC",
                             "started=#1,line=#2,talk=#3", CALL_FORMAT_CSV);
    (void)state;
    assert_int_equal(s->n, 2);
    assert_record(s, 0, "1127", CALL_ANSWERED, "2026-03-02T07:00:00Z", 0, 60);
    arena_free(s->arena);
}

/* ---- files that are something else */

static enum call_trouble_kind trouble_of(const char *text, size_t n, const char *map,
                                         enum call_format format)
{
    struct arena *a = arena_new();
    struct call_source source = source_of("UTC", map, format);
    struct call_reader *r;
    struct call_trouble trouble;
    size_t at;
    enum status status = call_reader_open(a, &source, (struct str){text, n}, &r, &at, &trouble);
    assert_int_equal(status == OK, trouble.kind == CALL_TROUBLE_NONE);
    arena_free(a);
    return trouble.kind;
}
#define TROUBLE(text, map, format) trouble_of(text, sizeof(text) - 1, map, format)

static void says_what_is_wrong(void **state)
{
    char noise[4096];
    uint32_t x = 1;
    (void)state;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)((x = x * 1664525 + 1013904223) >> 24);
    assert_int_equal(TROUBLE("", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_EMPTY);
    assert_int_equal(TROUBLE("\xef\xbb\xbf \r\n\n", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_EMPTY);
    assert_int_equal(TROUBLE("\xff\xfeI\0D\0;\0", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_UTF16);
    assert_int_equal(TROUBLE("s\0t\0a\0r\0t\0e\0d\0,\0l\0i\0n\0e\0\n\0", NULL, CALL_FORMAT_AUTO),
                     CALL_TROUBLE_UTF16);
    assert_int_equal(TROUBLE("PK\x03\x04hello", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_PACKED);
    assert_int_equal(TROUBLE("\x1f\x8b\x08", NULL, CALL_FORMAT_CDR), CALL_TROUBLE_PACKED);
    assert_int_equal(trouble_of(noise, sizeof noise, NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_BINARY);
    assert_int_equal(TROUBLE("hello world\n", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_UNKNOWN);
    assert_int_equal(TROUBLE("name,phone\nBo,1\n", NULL, CALL_FORMAT_AUTO), CALL_TROUBLE_UNKNOWN);
    assert_int_equal(TROUBLE("name,phone\nBo,1\n", NULL, CALL_FORMAT_CDR), CALL_TROUBLE_UNKNOWN);
    assert_int_equal(TROUBLE("name,phone\nBo,1\n", NULL, CALL_FORMAT_QUEUE_LOG),
                     CALL_TROUBLE_UNKNOWN);
    assert_int_equal(TROUBLE("a,b\n1,2\n", "started", CALL_FORMAT_AUTO), CALL_TROUBLE_MAP_SYNTAX);
    assert_int_equal(TROUBLE("a,b\n1,2\n", "begun=a", CALL_FORMAT_AUTO), CALL_TROUBLE_MAP_KEY);
    assert_int_equal(TROUBLE("a,b\n1,2\n", "started=c", CALL_FORMAT_AUTO), CALL_TROUBLE_MAP_COLUMN);
    assert_int_equal(TROUBLE("a,b\n1,2\n", "started=#9", CALL_FORMAT_AUTO),
                     CALL_TROUBLE_MAP_COLUMN);
    assert_int_equal(TROUBLE("a,b\n1,2\n", "line=a", CALL_FORMAT_AUTO), CALL_TROUBLE_MAP_STARTED);
    assert_int_equal(
        TROUBLE("1772434800|x|q|NONE|QUEUESTART|\n", "started=a", CALL_FORMAT_QUEUE_LOG),
        CALL_TROUBLE_MAP_NEEDLESS);
}

/* ---- input made to hurt */

static void long_lines(void **state)
{
    static char text[400000];
    size_t n = (size_t)snprintf(text, sizeof text, CDR_16 "1772434800,,1772434830,30,0,BUSY,3\n");
    (void)state;
    memset(text + n, 'x', 300000);
    n += 300000;
    n += (size_t)snprintf(text + n, sizeof text - n,
                          "\n" CDR_16 "1772434900,,1772434930,30,0,BUSY,3\n");
    struct call_source source = source_of("UTC", NULL, CALL_FORMAT_AUTO);
    for (size_t step = 1000; step < sizeof text; step *= 9) {
        struct seen *s = read_pieces(&source, (struct str){text, n}, step);
        assert_int_equal(s->n_records, 2);
        assert_int_equal(s->n_rejects, 1);
        assert_reject(s, 1, CALL_REJECT_TOO_LONG, 2);
        assert_int_equal(s->at[2].row, 3);
        arena_free(s->arena);
    }
}

static void nul_bytes(void **state)
{
    static const char text[] =
        CDR_16 "1772434800,,1772434830,30,0,BUSY,3\n"
               "\0\0\0\0\0\0\n" CDR_16 "1772434900,,1772434930,30,0,BUSY,3\n";
    struct call_source source = source_of("UTC", NULL, CALL_FORMAT_AUTO);
    struct seen *s = read_pieces(&source, (struct str){text, sizeof text - 1}, 7);
    (void)state;
    assert_int_equal(s->n_records, 2);
    assert_reject(s, 1, CALL_REJECT_NUL, 2);
    arena_free(s->arena);
}

/* Names in Windows-1252, names too long, a number where a name should be. */
static void odd_names(void **state)
{
    struct call_text t;
    struct arena *a = arena_new();
    char name[CALL_TEXT_MAX + 2];
    (void)state;
    memset(name, 'x', sizeof name);
    assert_true(call_text_agent(a, &t, STR("S\xf8ren  \xc5s")));
    assert_str(call_text_str(&t), "s\xc3\xb8ren \xc3\xa5s");
    assert_true(call_text_agent(a, &t, STR("S\xc3\xb8REN \xc3\x85s")));
    assert_str(call_text_str(&t), "s\xc3\xb8ren \xc3\xa5s");
    assert_true(call_text_agent(a, &t, STR("NONE")));
    assert_int_equal(t.n, 0);
    assert_false(call_text_agent(a, &t, (struct str){name, sizeof name}));
    assert_true(call_text_channel(a, &t, STR("Local/1127@callback-agent-0001;2")));
    assert_str(call_text_str(&t), "local/1127");
    assert_true(call_text_channel(a, &t, STR("PJSIP/team-bo-0000002A")));
    assert_str(call_text_str(&t), "pjsip/team-bo");
    assert_true(call_text_channel(a, &t, STR("-")));
    assert_str(call_text_str(&t), "-");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_times),
        cmocka_unit_test(reads_spans),
        cmocka_unit_test(cdr_without_ids),
        cmocka_unit_test(cdr_with_ids),
        cmocka_unit_test(cdr_without_account),
        cmocka_unit_test(cdr_with_epochs),
        cmocka_unit_test(cdr_columns_change),
        cmocka_unit_test(cdr_billsec_over_duration),
        cmocka_unit_test(cdr_rejects),
        cmocka_unit_test(autumn_by_unique_id),
        cmocka_unit_test(autumn_by_file_order),
        cmocka_unit_test(autumn_resumes_before_the_hour),
        cmocka_unit_test(spring_gap),
        cmocka_unit_test(tells_another_zone),
        cmocka_unit_test(queue_log_native),
        cmocka_unit_test(queue_log_begins_in_the_middle),
        cmocka_unit_test(queue_log_csv),
        cmocka_unit_test(queue_log_never_ended),
        cmocka_unit_test(queue_log_bounded),
        cmocka_unit_test(csv_by_mapping),
        cmocka_unit_test(csv_plus_in_names),
        cmocka_unit_test(csv_without_mapping),
        cmocka_unit_test(csv_without_header),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(nul_bytes),
        cmocka_unit_test(odd_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
