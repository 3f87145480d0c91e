/* A small centre for the tests of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef CONDUCT_CONDUCT_WORLD_H
#define CONDUCT_CONDUCT_WORLD_H

#include "features/conduct/conduct.h"
#include "features/incidents/incidents.h"

enum { ANNA = 101, BO, LEA, MARK, SOREN, AMIR, MADS };

/* Anna and Bo take calls in North, Søren in South. Lea and Mark manage North, Mads South; Amir is administrator. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'anna', 'Anna Holm', 'anna holm', 'anna holm', 'da', 18000, 0, 0, 0),"
    " (102, 1, 11, 'bo', 'Bo Friis', 'bo friis', 'bo friis', 'da', 18000, 0, 0, 0),"
    " (103, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea krog', 'da', 18000, 0, 0, 0),"
    " (104, 1, 11, 'mark', 'Mark Bech', 'mark bech', 'mark bech', 'da', 18000, 0, 0, 0),"
    " (105, 1, 12, 'soren', 'Søren Ærø', 'søren ærø', 'soren', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir dahl', 'en', NULL, 0, 0, 0),"
    " (107, 1, 12, 'mads', 'Mads Syd', 'mads syd', 'mads syd', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (103, 3, 11, 0, 0), (104, 3, 11, 0, 0), (105, 0, 12, "
    "0, 0), (106, 8, 0, 0, 0), (107, 3, 12, 0, 0);";

#define WORLD_PEOPLE(X) X(anna) X(bo) X(lea) X(mark) X(soren) X(amir) X(mads)
#include "world.h"

static inline int32_t today(const struct world *w)
{
    return zone_day(w->zone, NOON);
}

static inline int64_t log_call(struct world *w, const struct actor *who, const char *key,
                               int64_t occurred_at)
{
    struct incident_entry e = {
        .client_key = str_of(key), .class = INCIDENT_D, .rating = 4, .occurred_at = occurred_at};
    struct incident_logged logged = {0};

    assert_ok(incident_log(w->db, w->arena, who, w->zone, &e, &logged));
    return logged.id;
}

/* Bo asks after a call; the case. */
static inline int64_t ask(struct world *w, const char *key)
{
    const struct conduct_request r = {CONDUCT_WISH_RESTRICTION, STR("Truede mig igen og igen."),
                                      STR("24/018233-7")};
    int64_t id = 0;

    assert_ok(conduct_ask(w->db, w->arena, &w->bo, log_call(w, &w->bo, key, 0), &r, &id));
    return id;
}

/* One that every rule accepts. */
static inline struct conduct_restriction fair(const struct world *w)
{
    return (struct conduct_restriction){
        .reference = STR("24/018233-7"),
        .more = STR(""),
        .grounds = STR("Gentagne trusler, også efter advarsel."),
        .scope = 1 << CONDUCT_SCOPE_PHONE,
        .channel = CONDUCT_CHANNEL_LETTER,
        .channel_words = STR("Digital Post; svar inden fem dage"),
        .has_needs = 0,
        .needs_words = STR("Spurgt i høringen; intet oplyst."),
        .hearing = CONDUCT_HEARING_AFTERWARDS,
        .hearing_words = STR("Truslerne fortsatte samme dag."),
        .say = STR("Vi har skrevet til dig."),
        .from_day = today(w),
        .review_day = today(w) + 30,
        .end_day = today(w) + 60,
        .answer = STR("Tak, fordi du sagde det."),
    };
}

static inline int64_t restricted(struct world *w, const char *key)
{
    struct conduct_restriction r = fair(w);
    int64_t id = ask(w, key);

    assert_ok(conduct_restrict(w->db, w->arena, &w->lea, id, CONDUCT_DECIDED, &r));
    return id;
}

#endif
