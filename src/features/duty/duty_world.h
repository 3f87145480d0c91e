/* The small centre of the aftercare tests, with watches.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef DUTY_DUTY_WORLD_H
#define DUTY_DUTY_WORLD_H

#include "features/aftercare/aftercare_world.h"

#include "core/refuse.h"
#include "features/duty/duty_feed.h"

#define AT(text) at_instant(text)

static inline int64_t at_instant(const char *text)
{
    int64_t at = 0;

    assert_true(instant_parse(str_of(text), &at));
    return at;
}

/* Outside 8 to 16, planned by Lea for North. */
static inline int64_t night_watch(struct world *w, bool at_home, int64_t levels)
{
    struct duty_watch_entry e = {.name = STR("Nattevagt"),
                                 .hours = DUTY_HOURS_OUT,
                                 .from_minute = 8 * 60,
                                 .to_minute = 16 * 60,
                                 .levels = levels,
                                 .team_id = 11,
                                 .at_home = at_home};
    int64_t id = 0;

    assert_ok(duty_create(w->db, w->arena, &w->lea, &e, &id));
    return id;
}

/* 22 to 06 or 08 to 16 on all days, at work. */
static inline int64_t own_watch(struct world *w, const char *name, int64_t from, int64_t to)
{
    struct duty_watch_entry e = {.name = str_of(name),
                                 .hours = DUTY_HOURS_OWN,
                                 .from_minute = from * 60,
                                 .to_minute = to * 60,
                                 .weekdays = 0x7f,
                                 .levels = 1,
                                 .team_id = 11};
    int64_t id = 0;

    assert_ok(duty_create(w->db, w->arena, &w->lea, &e, &id));
    return id;
}

static inline void base(struct world *w, int64_t watch, enum roster_turn turn, int64_t one,
                        int64_t two)
{
    struct duty_rota_entry e = {.level = 1,
                                .turn = turn,
                                .every = 1,
                                .start_at = NOON - 6 * HOUR_MS,
                                .people = {one, two},
                                .pattern = STR("1 2")};
    struct duty_effect effect;
    int64_t rota, found;

    assert_ok(duty_draft(w->db, w->arena, &w->lea, watch, &e, &rota));
    assert_ok(duty_publish(w->db, w->arena, &w->lea, rota, true, &effect, &found));
    assert_int_equal(found, watch);
    db_refresh(w->db);
}

static inline struct duty_person_list now(struct world *w, int64_t watch)
{
    struct duty_person_list list;

    db_refresh(w->db);
    assert_ok(duty_now(w->db, w->arena, 1, watch, &list));
    return list;
}

static inline struct duty_light light(struct world *w, int64_t watch)
{
    struct duty_light_list list;
    struct duty_light found = {.next_at = -1};

    db_refresh(w->db);
    assert_ok(duty_lights(w->db, w->arena, &w->lea, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.at[i].watch.id == watch)
            found = list.at[i];
    assert_true(found.next_at >= 0);
    return found;
}

/* Two proved channels. */
static inline void with_channels(struct world *w, int64_t person_id)
{
    for (int channel = 0; channel < 2; channel++)
        run_sql(w,
                str_c(w->arena,
                      arena_printf(
                          w->arena,
                          "INSERT INTO notice_channel (person_id, channel, address, chosen, "
                          "verified_at, code_tries, changed_at) VALUES (%lld, %d, 'x@example.dk', "
                          "TRUE, %lld, 0, 0)",
                          (long long)person_id, channel, (long long)clock_now())));
}

static inline struct duty_told_row first_shift(struct world *w, const struct actor *who)
{
    struct duty_told_row_list rows;

    db_refresh(w->db);
    assert_ok(duty_mine(w->db, w->arena, who, &rows));
    assert_true(rows.n > 0);
    return rows.at[0];
}

#endif
