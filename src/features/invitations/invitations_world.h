/* The small centre, with addresses and ways to look at invitations.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef INVITATIONS_INVITATIONS_WORLD_H
#define INVITATIONS_INVITATIONS_WORLD_H

#ifndef WORLD_MORE /* Amir and Nina read English; Bo has chosen no mail */
#define WORLD_MORE                                                                                 \
    "UPDATE person SET lang = 'en' WHERE id IN (106, 109);"                                        \
    "INSERT INTO notice_channel (person_id, channel, address, chosen, verified_at, code_tries, "   \
    "changed_at) SELECT id, 0, login || '@example.dk', TRUE, 1, 0, 0 FROM person WHERE id <> 102"
#endif
#include "centre.h"
#include "ical_reader.h"

#include "core/audit.h"
#include "features/invitations/invitations.h"

#define STARTS (NOON + 7 * DAY_MS)

/* A training day; tests change what they like. */
static inline struct invitation training(const int64_t *people, size_t n)
{
    return (struct invitation){.kind = STR("training"),
                               .object_id = 7,
                               .centre_id = 1,
                               .starts_at = STARTS,
                               .ends_at = STARTS + 5 * HOUR_MS,
                               .title_da = STR("Opfølgning, æøå"),
                               .title_en = STR("Follow-up"),
                               .text_da = STR("Tag dine egne eksempler med; gerne to."),
                               .text_en = STR("Bring examples of your own."),
                               .place = STR("Lokale 2, stuen"),
                               .path = STR("/training/7"),
                               .people = people,
                               .n_people = n};
}

static inline void put(struct world *w, const struct invitation *i)
{
    DB_TX(tx, w->db);

    assert_ok(invitation_put(w->db, w->arena, i));
    assert_ok(db_commit(&tx));
    db_refresh(w->db);
}

static inline void cancel(struct world *w, struct str kind, int64_t object_id)
{
    DB_TX(tx, w->db);

    assert_ok(invitation_cancel(w->db, w->arena, kind, object_id));
    assert_ok(db_commit(&tx));
    db_refresh(w->db);
}

/* left_day 0: stays. */
static inline void set_left(struct world *w, int64_t person_id, int64_t left_day)
{
    struct str day =
        left_day == 0 ? STR("NULL") : arena_printf(w->arena, "%lld", (long long)left_day);

    run_sql(w, str_c(w->arena,
                     arena_printf(w->arena, "UPDATE person SET left_day = %.*s WHERE id = %lld",
                                  STR_ARG(day), (long long)person_id)));
}

/* The job alone: others that hear of it tell people other things. */
static inline void leaves(struct world *w, int64_t person_id, int64_t left_day)
{
    struct job job = {.object_id = person_id};
    int64_t again = 0;

    set_left(w, person_id, left_day);
    {
        DB_TX(tx, w->db);
        assert_ok(invitations_people(w->db, w->arena, &job, &again));
        assert_ok(db_commit(&tx));
    }
    db_refresh(w->db);
}

#endif
