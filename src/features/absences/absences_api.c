/* Calendars that absences follow, as JSON. An address is given, never told.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/absences/absences_web.h"

#include "features/aftercare/aftercare.h"
#include "web/api.h"
#include "web/builtin.h"
#include "web/server.h"

static const char *const trouble_words[] = {
#define X(name, word) word,
    ABSENCE_TROUBLES(X)
#undef X
        NULL};

static const struct shape_field feed_fields[] = {
    {"person_id", SHAPE_ID, offsetof(struct absence_feed, person_id), NULL,
     "Whose absences follow it"},
    {"words", SHAPE_TEXT, offsetof(struct absence_feed, words), NULL,
     "An event counts when its title has one of these; empty: all do"},
    {"kind", SHAPE_WORD, offsetof(struct absence_feed, kind), care_away_words,
     "What kind of absence they are"},
    {"read_at", SHAPE_INSTANT, offsetof(struct absence_feed, read_at), NULL,
     "When it was last read; null: not yet"},
    {"failed", SHAPE_INT, offsetof(struct absence_feed, failed_n), NULL, "Failures in a row"},
    {"trouble", SHAPE_WORD, offsetof(struct absence_feed, trouble), trouble_words,
     "Why the latest failed"},
};
static const struct shape feed_shape = SHAPE("AbsenceCalendarFollowed", feed_fields);

static enum status api_feeds(struct request *rq, struct response *rs)
{
    struct absence_feed_list list;

    TRY(absence_feeds(rq->db, rq->arena, rq->who, rq->zone, &list));
    return api_list(rq, rs, list.at, list.n, sizeof *list.at, STR_NONE);
}

static enum status answer(struct request *rq, struct response *rs, int64_t person_id)
{
    struct absence_feed feed;

    db_refresh(rq->db);
    TRY(absence_feed_find(rq->db, rq->arena, rq->who, rq->zone, person_id, &feed));
    return api_object(rq, rs, 200, &feed);
}

static enum status api_put(struct request *rq, struct response *rs)
{
    struct absence_feed_entry entry;
    int64_t person_id;

    TRY(param_id(rq, "id", &person_id));
    TRY(form_take(rq, &entry));
    entry.person_id = person_id;
    entry.is_at_home_fine = rq->server->local_services;
    TRY(absence_feed_put(rq->db, rq->arena, rq->who, &entry));
    return answer(rq, rs, person_id);
}

static enum status api_read(struct request *rq, struct response *rs)
{
    int64_t person_id;

    TRY(param_id(rq, "id", &person_id));
    TRY(absence_feed_read_now(rq->db, rq->arena, rq->who, person_id));
    return answer(rq, rs, person_id);
}

static enum status api_remove(struct request *rq, struct response *rs)
{
    int64_t person_id;

    TRY(param_id(rq, "id", &person_id));
    TRY(absence_feed_remove(rq->db, rq->arena, rq->who, person_id));
    db_refresh(rq->db);
    return api_feeds(rq, rs);
}

const struct route absence_api_routes[] = {
    {GET, "/api/v1/absences/calendars", PERM_SIGNED_IN, api_feeds, .out = &feed_shape,
     .out_is_list = true, .summary = "Calendars within reach that absences follow"},
    {PUT, "/api/v1/absences/calendars/{id}", PERM_SIGNED_IN, api_put, .in = &absence_change_in,
     .out = &feed_shape,
     .summary = "A person's absences follow a calendar; without an address it is the one so far",
     .flags = ROUTE_IDEMPOTENT},
    {POST, "/api/v1/absences/calendars/{id}/read", PERM_SIGNED_IN, api_read, .out = &feed_shape,
     .summary = "Read it anew within seconds", .flags = ROUTE_IDEMPOTENT},
    {DELETE, "/api/v1/absences/calendars/{id}", PERM_SIGNED_IN, api_remove, .out = &feed_shape,
     .out_is_list = true, .summary = "Follow it no more; the absences that came from it go"},
    {.run = NULL},
};
