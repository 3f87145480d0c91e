/* A roster that changes at random, and the calendars of two who are on it after each change.
 * SPDX-License-Identifier: MPL-2.0 */
#define WORLD_MORE ""
#include "features/duty/duty_world.h"

#include "duty_tape.h"
#include "tape.h"

#define CHANGES 60
#define AHEAD_MS (60 * DAY_MS)

static const struct {
    int64_t person_id;
    size_t offset; /* in struct world */
} readers[] = {{NINA, offsetof(struct world, nina)}, {MARK, offsetof(struct world, mark)}};

/* By the roster, reckoned anew. */
static void tape_roster(struct world *w, int64_t watch, int64_t person_id)
{
    struct tape_entry *entries;
    struct duty_plan plan;
    size_t n = 0;
    int64_t now_ms = clock_now();

    assert_ok(duty_plan(w->db, w->arena, &w->lea, watch, 0,
                        (struct roster_span){now_ms, now_ms + 80 * DAY_MS}, &plan));
    entries = arena_array(w->arena, struct tape_entry, plan.n_shifts + 1);
    for (size_t i = 0; i < plan.n_shifts; i++) {
        const struct roster_shift *s = &plan.shifts[i].shift;

        if (s->person_id == person_id && s->from > now_ms && s->from < now_ms + AHEAD_MS)
            entries[n++] = (struct tape_entry){s->from, s->to, STR("")};
    }
    tape_truth(w->arena, person_id, "feed", now_ms, now_ms + AHEAD_MS, entries, n);
}

static void tape_feeds(struct world *w, int64_t watch, const struct str *secrets)
{
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        struct str text;

        db_refresh(w->db);
        assert_ok(duty_feed_read(w->db, w->arena, secrets[i], &text));
        tape_text(w->arena, readers[i].person_id, "feed", text);
        tape_roster(w, watch, readers[i].person_id);
    }
}

static void change(struct world *w, int64_t watch, uint64_t *seed)
{
    struct duty_cover_entry e = {.kind =
                                     tape_random(seed, 2) ? DUTY_COVER_OVERRIDE : DUTY_COVER_PLAN,
                                 .level = 1,
                                 .person_id = tape_random(seed, 2) ? MARK : NINA,
                                 .accept = true};
    struct duty_effect effect;
    int64_t id, open;

    if (tape_random(seed, 4) == 0)
        clock_advance((int64_t)tape_random(seed, 40) * HOUR_MS);
    open = count(w, "SELECT COALESCE(MAX(id), 0) FROM duty_entry WHERE undone_at IS NULL");
    if (open != 0 && tape_random(seed, 3) == 0) {
        assert_ok(duty_undo(w->db, w->arena, &w->lea, open, true, &effect, &id));
    } else {
        e.from_at =
            clock_now() / HOUR_MS * HOUR_MS + (int64_t)(1 + tape_random(seed, 20 * 24)) * HOUR_MS;
        e.to_at = e.from_at + (int64_t)(2 + tape_random(seed, 60)) * HOUR_MS;
        enum status status = duty_cover(w->db, w->arena, &w->lea, watch, &e, &effect, &id);
        assert_true(status == OK || status == CONFLICT || status == INVALID);
    }
    run_jobs(w);
}

static void duty(struct world *w)
{
    uint64_t seed = 11;
    struct str secrets[2];
    int64_t night = own_watch(w, "Nat, æøå; og mere", 22, 6);

    tape_begin(store_kind(w->store) == DB_SQLITE ? "duty_sqlite" : "duty_pgsql");
    base(w, night, ROSTER_WEEK, NINA, MARK);
    run_jobs(w);
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
        assert_ok(duty_feed_make(
            w->db, w->arena,
            (const struct actor *)(const void *)((const char *)w + readers[i].offset),
            &secrets[i]));
    tape_feeds(w, night, secrets);
    for (int n = 0; n < CHANGES; n++) {
        change(w, night, &seed);
        tape_feeds(w, night, secrets);
        tape_feeds(w, night, secrets); /* looked at again: nothing moves */
    }
    tape_end();
}

void duty_sqlite(void **state)
{
    struct world w = begin(DB_SQLITE);

    (void)state;
    duty(&w);
    end(&w);
}

void duty_pgsql(void **state)
{
    struct world w = begin(DB_PGSQL);

    (void)state;
    duty(&w);
    end(&w);
}
