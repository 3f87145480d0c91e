/* A small centre for the tests of this folder.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef ONBOARDING_ONBOARDING_WORLD_H
#define ONBOARDING_ONBOARDING_WORLD_H

#include "core/refuse.h"
#include "features/aftercare/aftercare.h"
#include "features/onboarding/onboarding_parts.h"

#define MONDAY 20542 /* 2026-03-30 */

enum { NEL = 101, OLE, PIA, LEA, SUS, CARL, MIA, MAX, MOE, SIV, AMIR, UMA };

/* Nel and Ole are new in North, Pia in South. Lea manages North, Sus South, Carl the whole centre. Mia and Max are mentors in
 * North, Moe in South; Siv is safety representative, Amir administrator; Uma manages another centre. */
static const char world[] =
    "INSERT INTO centre (id, name, zone, invented, created_at) VALUES (1, 'Test', "
    "'Europe/Copenhagen', FALSE, 0), (2, 'Andet', 'Europe/Copenhagen', FALSE, 0);"
    "INSERT INTO team (id, centre_id, name, name_fold, name_sort) VALUES (11, 1, 'Nord', 'nord', "
    "'nord'), (12, 1, 'Syd', 'syd', 'syd'), (21, 2, 'Øst', 'øst', 'øst');"
    "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
    "started_day, failed_n, created_at, changed_at) VALUES"
    " (101, 1, 11, 'nel', 'Nel Ny', 'nel ny', 'nel', 'da', 20542, 0, 0, 0),"
    " (102, 1, 11, 'ole', 'Ole Ny', 'ole ny', 'ole', 'da', 20542, 0, 0, 0),"
    " (103, 1, 12, 'pia', 'Pia Ny', 'pia ny', 'pia', 'en', 20542, 0, 0, 0),"
    " (104, 1, 11, 'lea', 'Lea Krog', 'lea krog', 'lea', 'da', 18000, 0, 0, 0),"
    " (105, 1, 12, 'sus', 'Sus Lund', 'sus lund', 'sus', 'da', 18000, 0, 0, 0),"
    " (106, 1, NULL, 'carl', 'Carl Juhl', 'carl juhl', 'carl', 'da', 18000, 0, 0, 0),"
    " (107, 1, 11, 'mia', 'Mia Mentor', 'mia mentor', 'mia', 'da', 18000, 0, 0, 0),"
    " (108, 1, 11, 'max', 'Max Mentor', 'max mentor', 'mux', 'da', 18000, 0, 0, 0),"
    " (109, 1, 12, 'moe', 'Moe Mentor', 'moe mentor', 'moe', 'da', 18000, 0, 0, 0),"
    " (110, 1, 11, 'siv', 'Siv Lund', 'siv lund', 'siv', 'da', 18000, 0, 0, 0),"
    " (111, 1, NULL, 'amir', 'Amir Dahl', 'amir dahl', 'amir', 'en', NULL, 0, 0, 0),"
    " (112, 2, 21, 'uma', 'Uma Ravn', 'uma ravn', 'uma', 'da', 18000, 0, 0, 0);"
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES"
    " (101, 0, 11, 0, 0), (102, 0, 11, 0, 0), (103, 0, 12, 0, 0), (104, 3, 11, 0, 0), (105, 3, 12, "
    "0, 0), (106, 3, 0, 0, 0), (107, 4, 11, 0, 0), (108, 4, 11, 0, 0), (109, 4, 12, 0, 0), (110, "
    "6, 0, 0, 0), (111, 8, 0, 0, 0), (112, 3, 0, 0, 0);";

#define WORLD_PEOPLE(X)                                                                            \
    X(nel) X(ole) X(pia) X(lea) X(sus) X(carl) X(mia) X(max) X(moe) X(siv) X(amir) X(uma)
#include "world.h"

/* Notices of a kind for a person. */
static inline int64_t told(struct world *w, int64_t person_id, const char *key)
{
    return count(w, str_c(w->arena, arena_printf(w->arena,
                                                 "SELECT COUNT(*) FROM notice WHERE person_id = "
                                                 "%lld AND text = 'NOTICE_ONBOARDING_%s'",
                                                 (long long)person_id, key)));
}

/* Somebody starts; the id. */
static inline int64_t start_one(struct world *w, const struct actor *who, int64_t person_id,
                                enum onboarding_profile profile, int32_t start_day)
{
    struct onboarding_start s = {
        .person_id = {person_id}, .profile = {profile}, .start_day = start_day};
    int64_t id = 0;

    assert_ok(onboarding_start(w->db, w->arena, who, &s, &id));
    db_refresh(w->db);
    return id;
}

/* Wall time of a day in Copenhagen. */
static inline void clock_at(struct world *w, int32_t day, int hour, int minute)
{
    clock_freeze(calendar_wall(w->zone, day, hour * HOUR_MS + minute * MINUTE_MS));
    db_refresh(w->db);
}

static inline struct onboarding found(struct world *w, const struct actor *who, int64_t id)
{
    struct onboarding o;

    db_refresh(w->db);
    assert_ok(onboarding_find(w->db, w->arena, who, id, &o));
    return o;
}

static inline const struct onboarding_item_row *item_named(const struct onboarding *o,
                                                           const char *word)
{
    for (size_t i = 0; i < o->items.n; i++)
        if (str_eq(o->items.at[i].word, str_of(word)))
            return &o->items.at[i];
    return NULL;
}

#endif
