/* The small centre of the tests, with somebody new and those who may listen.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef LISTENING_LISTENING_WORLD_H
#define LISTENING_LISTENING_WORLD_H

/* Anna is new in North and Nina her mentor; Bo takes calls there and is mentor too, of nobody. Mark is call trainer of North (and leads
 * nobody), Lea manages it, Carl the whole centre. Siv is safety representative, Amir administrator. */
#define WORLD_MORE                                                                                 \
    "UPDATE role_grant SET role = 5 WHERE person_id = 107;"                                        \
    "UPDATE person SET lang = 'en' WHERE id = 109;"                                                \
    "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES (109, 4, "   \
    "11, 0, 0), (102, 4, 11, 0, 0);"                                                               \
    "INSERT INTO onboarding_run (id, centre_id, person_id, team_id, profile, version, start_day, " \
    "made_at, made_by, first_said, first_told) VALUES (901, 1, 101, 11, 0, 0, 20530, 0, 103, "     \
    "FALSE, 0);"                                                                                   \
    "INSERT INTO onboarding_pair (id, run_id, mentor_id, from_day, made_at, made_by) VALUES "      \
    "(902, 901, 109, 20530, 0, 103)"
#include "centre.h"

#include "core/refuse.h"
#include "features/listening/listening_parts.h"

#define RUN_OF_ANNA 901

/* 45 minutes on the opening, so many hours from now. */
static inline struct listening_offer offer_in(int64_t hours, int64_t person_id, int64_t changes)
{
    return (struct listening_offer){.person_id = person_id,
                                    .changes = changes,
                                    .starts_at = clock_now() + hours * HOUR_MS,
                                    .minutes = 45,
                                    .side = LISTENING_BESIDE,
                                    .focus = LISTENING_BIT(LISTENING_ON_OPENING),
                                    .focus_words = STR("hilsenen")};
}

static inline int64_t proposed(struct world *w, const struct actor *listener, int64_t employee_id,
                               int64_t hours)
{
    struct listening_offer o = offer_in(hours, employee_id, 0);
    int64_t id = 0;

    assert_ok(listening_book(w->db, w->arena, listener, &o, &id));
    db_refresh(w->db);
    return id;
}

static inline struct listening seen(struct world *w, const struct actor *who, int64_t id)
{
    struct listening l;

    db_refresh(w->db);
    assert_ok(listening_find(w->db, w->arena, who, id, &l));
    return l;
}

static inline int64_t state_of(struct world *w, int64_t id)
{
    return count(w, str_c(w->arena,
                          arena_printf(w->arena, "SELECT state FROM call_listening WHERE id = %lld",
                                       (long long)id)));
}

static inline int64_t changes_of(struct world *w, int64_t id)
{
    return count(
        w,
        str_c(w->arena, arena_printf(w->arena, "SELECT changes FROM call_listening WHERE id = %lld",
                                     (long long)id)));
}

/* Refused, and with these words. */
#define assert_refused(call, wanted, key)                                                          \
    do {                                                                                           \
        refuse_clear();                                                                            \
        assert_status(call, wanted);                                                               \
        assert_int_equal(refuse_key(), key);                                                       \
        db_refresh(w->db);                                                                         \
    } while (0)

#define assert_done(call)                                                                          \
    do {                                                                                           \
        assert_ok(call);                                                                           \
        db_refresh(w->db);                                                                         \
    } while (0)

/* Proposed by Nina, accepted by Anna, an hour from now. */
static inline int64_t booked(struct world *w)
{
    int64_t id = proposed(w, &w->nina, ANNA, 1);

    assert_done(listening_accept(w->db, w->arena, &w->anna, id, 1));
    return id;
}

/* The same, begun and said to the citizen. */
static inline int64_t listened(struct world *w)
{
    int64_t id = booked(w);

    clock_advance(HOUR_MS);
    assert_done(listening_begin(w->db, w->arena, &w->nina, id));
    assert_done(listening_announced(w->db, w->arena, &w->anna, id));
    return id;
}

static inline void note_down(struct world *w, int64_t id, const char *text)
{
    struct listening_note n = {.text = str_of(text)};

    assert_done(listening_note(w->db, w->arena, &w->nina, id, &n));
}

/* The same, stopped and told wholly. */
static inline int64_t held(struct world *w)
{
    struct listening_finish f = {.strength_1 = STR("rolig"),
                                 .strength_2 = STR("tydelig"),
                                 .next_step = STR("korte sætninger"),
                                 .follow_day = 20550};
    int64_t id = listened(w);

    note_down(w, id, "fortroligt");
    clock_advance(40 * MINUTE_MS);
    assert_done(listening_stop(w->db, w->arena, &w->anna, id));
    assert_done(listening_finish(w->db, w->arena, &w->nina, id, &f));
    return id;
}

#endif
