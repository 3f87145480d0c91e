/* Fetching calendars: claimed, fetched outside of any transaction, and what they say written with what became of it.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/ticker.h"
#include "core/vault.h"
#include "features/absences/absences.h"
#include "features/aftercare/aftercare.h"
#include "features/notify/notify.h"
#include "net/http.h"

#define REDIRECTS 3
#define TIMEOUT_MS 10000 /* a stop waits for four of them */
#define FULL_EVERY_MS                                                                              \
    (20 * HOUR_MS) /* the days ahead go on although the calendar does not change */

struct fetch {
    int64_t id;
    struct absence_feed_row row;
    const struct zone *zone;
    struct http_got got;
    enum absence_trouble trouble;
    struct absence_day_spans spans;
};

static int64_t first_day(const struct fetch *f)
{
    return zone_day(f->zone, clock_now()) - ABSENCE_BACK_DAYS;
}

static enum status load(struct db *db, struct arena *a, struct fetch *f, struct str *ret_url)
{
    TRY(q_absence_feed_one(db, a, f->id, &f->row));
    TRY(zone_find(f->row.zone, &f->zone));
    if (f->row.left_day != 0 && f->row.left_day < zone_day(f->zone, clock_now()))
        return fail(MISSING, "has left");
    return vault_open(db, a, f->row.person_id, absence_feed_place(a, f->id), f->row.url, ret_url);
}

/* What is known already is not sent again, unless it is time to look further ahead. */
static void get(struct arena *a, struct fetch *f, struct str url, bool may_be_private)
{
    struct http_get get = {.url = url,
                           .most_bytes = ABSENCE_BYTES_MAX,
                           .timeout_ms = TIMEOUT_MS,
                           .redirects = REDIRECTS,
                           .may_be_private = may_be_private};
    size_t n = 0;

    get.headers[n++] = (struct http_header){"Accept", STR("text/calendar, */*;q=0.1")};
    if (clock_now() - f->row.full_at < FULL_EVERY_MS) {
        if (f->row.etag.n > 0)
            get.headers[n++] = (struct http_header){"If-None-Match", f->row.etag};
        if (f->row.modified.n > 0)
            get.headers[n++] = (struct http_header){"If-Modified-Since", f->row.modified};
    }
    f->got = http_get_send(a, &get);
}

static enum status judge(struct arena *a, struct fetch *f)
{
    struct str why = str_of(f->got.why);

    f->trouble = ABSENCE_NONE;
    if (f->got.status == 304)
        return OK;
    if (f->got.status != 200) {
        f->trouble = str_eq(why, STR("address not allowed"))       ? ABSENCE_FORBIDDEN
                     : str_eq(why, STR("too large"))               ? ABSENCE_TOO_LARGE
                     : f->got.status >= 400 && f->got.status < 500 ? ABSENCE_REFUSED
                                                                   : ABSENCE_NO_ANSWER;
        return OK;
    }
    enum status read =
        absence_calendar_read(a, f->got.body, f->row.words, f->zone, first_day(f),
                              first_day(f) + ABSENCE_BACK_DAYS + ABSENCE_AHEAD_DAYS, &f->spans);
    if (read == INVALID)
        f->trouble = ABSENCE_NO_CALENDAR;
    return read == INVALID ? OK : read;
}

/* The person themselves, and who set it up for them. */
static enum status tell(struct db *db, struct arena *a, const struct fetch *f)
{
    struct str dedupe =
        arena_printf(a, "absence.feed %lld %lld", (long long)f->id, (long long)f->row.full_at);

    TRY(notify_person(db, a, f->row.person_id, NOTICE_ORDINARY, T_NOTICE_ABSENCE_FAILING,
                      STR("/absences/calendar"), dedupe));
    if (f->row.made_by == f->row.person_id || f->row.made_by == 0)
        return OK;
    return notify_person(db, a, f->row.made_by, NOTICE_ORDINARY, T_NOTICE_ABSENCE_FAILING,
                         STR("/absences/calendar"), dedupe);
}

static enum status settle(struct db *db, struct arena *a, const struct fetch *f)
{
    struct absence_feed_row now;
    DB_TX(tx, db);

    enum status found = q_absence_feed_one(db, a, f->id, &now);
    if (found == MISSING)
        return OK; /* removed, or replaced, while we asked */
    TRY(found);
    if (f->trouble != ABSENCE_NONE) {
        TRY(q_absence_feed_failed(db, f->id, f->trouble));
        if (now.failed_n + 1 == ABSENCE_FAILED_N)
            TRY(tell(db, a, f));
    } else if (f->got.status == 304) {
        TRY(q_absence_feed_unchanged(db, f->id, clock_now()));
    } else {
        struct care_away_span *spans = arena_array(a, struct care_away_span, f->spans.n + 1);

        for (size_t i = 0; i < f->spans.n; i++)
            spans[i] = (struct care_away_span){f->spans.at[i].from_day, f->spans.at[i].to_day};
        TRY(care_absences_follow(db, a, f->row.person_id, f->row.kind, spans, f->spans.n,
                                 first_day(f)));
        TRY(q_absence_feed_was_read(db, f->id, clock_now(), f->got.etag, f->got.modified));
    }
    return db_commit(&tx);
}

static enum status fetch_one(struct db *db, struct arena *a, int64_t id, bool may_be_private)
{
    struct fetch f = {.id = id};
    struct str url;
    enum status loaded = load(db, a, &f, &url);

    if (loaded == MISSING) /* removed, left or forgotten */
        return OK;
    TRY(loaded);
    db_refresh(db); /* nothing of the database is held while the other side thinks */
    get(a, &f, url, may_be_private);
    TRY(judge(a, &f));
    return settle(db, a, &f);
}

static enum status claim(struct db *db, struct arena *a, struct absence_feed_id_row_list *ret)
{
    struct absence_feed_id_row due;
    int64_t now = clock_now();
    enum status found = q_absence_feed_is_due(db, a, now, &due);

    *ret = (struct absence_feed_id_row_list){.n = 0};
    if (found != OK)
        return found == MISSING ? OK : found;
    db_refresh(db);
    DB_TX(tx, db);
    TRY(q_absence_feed_claim(db, a, now, now + ABSENCE_EVERY_MS, ret));
    return db_commit(&tx);
}

enum status absences_fetch_due(struct store *store, bool may_be_private, size_t *ret_n)
{
    struct arena *a = arena_new();
    struct db *db = db_start(store, a);
    struct absence_feed_id_row_list due;
    enum status status = claim(db, a, &due);

    *ret_n = status == OK ? due.n : 0;
    for (size_t i = 0; i < *ret_n; i++) {
        struct arena *own = arena_new();
        struct db *own_db = db_start(store, own);

        failure_clear();
        enum status one = fetch_one(own_db, own, due.at[i].id, may_be_private);
        if (one != OK) /* tried again at the next time */
            log_line(LOG_LEVEL_ERROR, "calendar not read", "feed=%lld status=%s why=%s",
                     (long long)due.at[i].id, status_name(one),
                     log_quote(own, str_of(failure_last()->why)));
        db_end(own_db);
        arena_free(own);
    }
    db_end(db);
    arena_free(a);
    return status;
}

/* ---- the thread */

struct absence_fetcher {
    struct store *store;
    bool may_be_private;
    struct ticker *ticker;
};

static void work(void *context)
{
    struct absence_fetcher *f = context;
    size_t n;
    enum status status = absences_fetch_due(f->store, f->may_be_private, &n);

    if (status != OK)
        log_line(LOG_LEVEL_ERROR, "calendars cannot be read", "status=%s", status_name(status));
}

enum status absence_fetcher_start(struct store *store, bool may_be_private,
                                  struct absence_fetcher **ret)
{
    struct absence_fetcher *f = calloc(1, sizeof *f);

    must(f != NULL);
    *f = (struct absence_fetcher){.store = store, .may_be_private = may_be_private};
    enum status status = ticker_start(work, f, &f->ticker);
    if (status != OK) {
        free(f);
        return status;
    }
    *ret = f;
    return OK;
}

void absence_fetcher_stop(struct absence_fetcher *f)
{
    if (f == NULL)
        return;
    ticker_stop(f->ticker);
    free(f);
}
