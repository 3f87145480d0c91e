/* Changing who is on: drafts of the base rota, and what lies over it. Each change is made in a transaction, reckoned, and taken
 * back when it brings new problems that nobody has accepted.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/duty/duty_parts.h"

#define PATTERN_MOST 60
#define ENTRY_MOST_MS (370 * DAY_MS)

const char *const duty_cover_words[] = {
#define X(name, word) word,
    DUTY_COVERS(X)
#undef X
        NULL,
};

static enum status find_to_plan(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                                struct duty_watch_row *ret)
{
    TRY(duty_find(db, a, who, id, ret));
    return duty_may_plan(who, ret) ? OK : fail(DENIED, "does not plan this watch");
}

static enum status problems_now(struct db *db, struct arena *a, int64_t centre_id, int64_t draft_id,
                                struct duty_problems *ret)
{
    struct duty_centre c;

    TRY(duty_load(db, a, centre_id, clock_now() - DUTY_REST_BACK_MS, draft_id, &c));
    duty_problems(a, &c, ret);
    return OK;
}

/* New problems, and whether they stand in the way. */
static enum status weigh(struct db *db, struct arena *a, int64_t centre_id,
                         const struct duty_problems *before, bool accept, struct duty_effect *ret)
{
    struct duty_problems after;

    TRY(problems_now(db, a, centre_id, 0, &after));
    duty_new_problems(a, before, &after, ret);
    if (!accept && ret->all_gaps + ret->all_breaches > 0)
        return refuse(CONFLICT, T_DUTY_HAS_PROBLEMS);
    return OK;
}

/* ---- the base rota */

static enum status check_person(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct duty_name_row row;

    if (q_duty_name(db, a, id, who->centre_id, &row) != OK ||
        (row.left_day != 0 && row.left_day < clock_now() / DAY_MS))
        return refuse(INVALID, T_DUTY_BAD_PERSON);
    return OK;
}

/* "1 1 2 - 3": places in the list of people. */
static enum status read_pattern(const struct duty_rota_entry *e, int64_t ret[static PATTERN_MOST],
                                size_t *ret_n)
{
    struct str rest = e->pattern, word;
    size_t n = 0;

    while (str_cut(&rest, ' ', &word)) {
        int64_t place = 0;

        if (word.n == 0)
            continue;
        if (!str_eq(word, STR("-")) && (!str_int64(word, &place) || place < 1 ||
                                        place > DUTY_PEOPLE_MAX || e->people[place - 1] == 0))
            return refuse(INVALID, T_DUTY_BAD_PATTERN);
        if (n == PATTERN_MOST)
            return refuse(INVALID, T_DUTY_BAD_PATTERN);
        ret[n++] = place == 0 ? 0 : e->people[place - 1];
    }
    *ret_n = n;
    return n > 0 ? OK : refuse(INVALID, T_DUTY_BAD_PATTERN);
}

static enum status list_people(struct db *db, struct arena *a, const struct actor *who,
                               const struct duty_rota_entry *e, int64_t ret[static PATTERN_MOST],
                               size_t *ret_n)
{
    size_t n = 0;

    for (size_t i = 0; i < DUTY_PEOPLE_MAX; i++)
        if (e->people[i] != 0) {
            TRY(check_person(db, a, who, e->people[i]));
            ret[n++] = e->people[i];
        }
    if (n == 0)
        return refuse(INVALID, T_DUTY_NO_PEOPLE);
    *ret_n = n;
    return e->turn == ROSTER_OWN ? read_pattern(e, ret, ret_n) : OK;
}

static enum status check_rota(const struct duty_watch_row *w, const struct duty_rota_entry *e,
                              struct roster_wall start)
{
    if (e->level < 1 || e->level > ROSTER_LEVELS_MAX)
        return refuse(INVALID, T_DUTY_BAD_LEVEL);
    if (e->every < 1 || e->every > ROSTER_EVERY_MAX)
        return refuse(INVALID, T_DUTY_BAD_EVERY);
    if (e->start_at < clock_now() - DAY_MS)
        return refuse(INVALID, T_DUTY_BAD_START);
    if (!e->shadow && w->frozen_until != 0 && start.day < w->frozen_until)
        return refuse(CONFLICT, T_DUTY_FROZEN);
    return OK;
}

enum status duty_draft(struct db *db, struct arena *a, const struct actor *who, int64_t watch_id,
                       const struct duty_rota_entry *e, int64_t *ret_id)
{
    struct duty_watch_row w;
    struct duty_centre c;
    int64_t people[PATTERN_MOST], id = id_new();
    size_t n = 0;
    DB_TX(tx, db);

    TRY(find_to_plan(db, a, who, watch_id, &w));
    TRY(duty_load(db, a, w.centre_id, clock_now(), 0, &c));
    struct roster_wall start = duty_wall(c.zone, e->start_at);
    TRY(check_rota(&w, e, start));
    TRY(list_people(db, a, who, e, people, &n));
    TRY(q_duty_drafts_drop(db, watch_id, e->level, e->shadow));
    TRY(q_duty_rota_insert(db, id, watch_id, e->level, e->turn, e->every, start.day, start.minute,
                           e->shadow, clock_now(), who->person_id));
    for (size_t i = 0; i < n; i++)
        TRY(q_duty_rota_person_insert(db, id, (int64_t)i, people[i]));
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, watch_id, STR("draft")));
    TRY(db_commit(&tx));
    *ret_id = id;
    return OK;
}

static enum status find_draft(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              struct duty_rota_row *ret, struct duty_watch_row *ret_watch)
{
    TRY(q_duty_rota(db, a, id, ret));
    TRY(find_to_plan(db, a, who, ret->watch_id, ret_watch));
    return ret->state == DUTY_DRAFT ? OK : refuse(CONFLICT, T_DUTY_NO_DRAFT);
}

enum status duty_preview(struct db *db, struct arena *a, const struct actor *who, int64_t rota_id,
                         struct duty_effect *ret)
{
    struct duty_rota_row r;
    struct duty_watch_row w;
    struct duty_problems before, after;

    TRY(find_draft(db, a, who, rota_id, &r, &w));
    TRY(problems_now(db, a, w.centre_id, 0, &before));
    TRY(problems_now(db, a, w.centre_id, rota_id, &after));
    duty_new_problems(a, &before, &after, ret);
    return OK;
}

enum status duty_publish(struct db *db, struct arena *a, const struct actor *who, int64_t rota_id,
                         bool accept, struct duty_effect *ret, int64_t *ret_watch_id)
{
    struct duty_rota_row r;
    struct duty_watch_row w;
    struct duty_centre c;
    struct duty_problems before;
    int64_t now = clock_now(), n = 0;
    DB_TX(tx, db);

    *ret = (struct duty_effect){0};
    TRY(find_draft(db, a, who, rota_id, &r, &w));
    *ret_watch_id = w.id;
    if (!r.shadow && w.frozen_until != 0 && r.start_day < w.frozen_until)
        return refuse(CONFLICT, T_DUTY_FROZEN);
    TRY(problems_now(db, a, w.centre_id, 0, &before));
    TRY(q_duty_later_drop(db, w.id, r.level, r.shadow, r.start_day, r.start_minute, &n));
    TRY(q_duty_before_end(db, w.id, r.level, r.shadow, r.start_day, r.start_minute, &n));
    TRY(q_duty_publish(db, rota_id, now, &n));
    TRY(duty_load(db, a, w.centre_id, now, 0, &c));
    if (!r.shadow)
        TRY(q_duty_freeze(db, w.id, zone_day(c.zone, now) + DUTY_FREEZE_DAYS));
    TRY(weigh(db, a, w.centre_id, &before, accept, ret));
    TRY(duty_changed(db, who, w.id, "published"));
    return db_commit(&tx);
}

enum status duty_drop(struct db *db, struct arena *a, const struct actor *who, int64_t rota_id,
                      int64_t *ret_watch_id)
{
    struct duty_rota_row r;
    struct duty_watch_row w;
    DB_TX(tx, db);

    TRY(find_draft(db, a, who, rota_id, &r, &w));
    TRY(q_duty_draft_drop(db, rota_id));
    TRY(audit(db, who, AUDIT_DUTY_CHANGED, w.id, STR("draft dropped")));
    TRY(db_commit(&tx));
    *ret_watch_id = w.id;
    return OK;
}

/* ---- over the base */

enum status duty_entry_put(struct db *db, const struct actor *who, const struct zone *zone,
                           int64_t watch_id, enum roster_layer layer, int64_t level,
                           struct roster_span span, int64_t person_id, int64_t instead_of,
                           bool shadow, struct str reason, int64_t *ret_id)
{
    struct roster_wall from = duty_wall(zone, span.from), to = duty_wall(zone, span.to);
    int64_t id = id_new();

    TRY(q_duty_entry_insert(db, id, watch_id, layer, level, from.day, from.minute, to.day,
                            to.minute, layer == ROSTER_TAKEOVER ? span.from : 0, person_id,
                            instead_of, shadow, reason.p != NULL ? reason : STR(""), clock_now(),
                            who->person_id));
    *ret_id = id;
    return OK;
}

static enum status check_cover(struct db *db, struct arena *a, const struct actor *who,
                               const struct duty_cover_entry *e)
{
    if (e->level < 1 || e->level > ROSTER_LEVELS_MAX)
        return refuse(INVALID, T_DUTY_BAD_LEVEL);
    if (e->from_at >= e->to_at || e->to_at - e->from_at > ENTRY_MOST_MS || e->to_at <= clock_now())
        return refuse(INVALID, T_DUTY_BAD_SPAN);
    if (e->person_id == 0 && e->kind == DUTY_COVER_SHADOW)
        return refuse(INVALID, T_DUTY_BAD_PERSON);
    if (e->person_id != 0)
        TRY(check_person(db, a, who, e->person_id));
    if (e->instead_of != 0 && (e->kind != DUTY_COVER_OVERRIDE || e->instead_of == e->person_id))
        return refuse(INVALID, T_DUTY_BAD_INSTEAD);
    return OK;
}

enum status duty_cover(struct db *db, struct arena *a, const struct actor *who, int64_t watch_id,
                       const struct duty_cover_entry *e, struct duty_effect *ret, int64_t *ret_id)
{
    struct duty_watch_row w;
    struct duty_centre c;
    struct duty_problems before;
    DB_TX(tx, db);

    *ret = (struct duty_effect){0};
    TRY(find_to_plan(db, a, who, watch_id, &w));
    TRY(check_cover(db, a, who, e));
    TRY(problems_now(db, a, w.centre_id, 0, &before));
    TRY(duty_load(db, a, w.centre_id, clock_now(), 0, &c));
    TRY(duty_entry_put(db, who, c.zone, watch_id,
                       e->kind == DUTY_COVER_PLAN ? ROSTER_PLAN : ROSTER_OVERRIDE, e->level,
                       (struct roster_span){e->from_at, e->to_at}, e->person_id, e->instead_of,
                       e->kind == DUTY_COVER_SHADOW, e->reason, ret_id));
    TRY(weigh(db, a, w.centre_id, &before, e->accept, ret));
    TRY(duty_changed(db, who, watch_id, duty_cover_words[e->kind]));
    return db_commit(&tx);
}

enum status duty_undo(struct db *db, struct arena *a, const struct actor *who, int64_t entry_id,
                      bool accept, struct duty_effect *ret, int64_t *ret_watch_id)
{
    struct duty_entry_row e;
    struct duty_watch_row w;
    struct duty_problems before;
    int64_t n = 0;
    DB_TX(tx, db);

    *ret = (struct duty_effect){0};
    TRY(q_duty_entry(db, a, entry_id, &e));
    TRY(duty_find(db, a, who, e.watch_id, &w));
    *ret_watch_id = w.id;
    if (!duty_may_plan(who, &w) && !(e.layer == ROSTER_TAKEOVER && e.person_id == who->person_id))
        return fail(DENIED, "does not plan this watch");
    TRY(problems_now(db, a, w.centre_id, 0, &before));
    TRY(q_duty_entry_undo(db, entry_id, clock_now(), who->person_id, &n));
    TRY(weigh(db, a, w.centre_id, &before, accept, ret));
    TRY(duty_changed(db, who, w.id, "undone"));
    return db_commit(&tx);
}

/* ---- take the watch */

/* The end of this level's shift, or of the opening when nobody has it. 0: the watch does not run now. */
static int64_t end_of_duty(struct arena *a, const struct roster *r, int64_t level, int64_t now)
{
    struct roster_span ahead = {now, now + DUTY_TAKE_MS};
    struct roster_span_list open;
    struct roster_shift_list shifts;
    int64_t end = 0;

    roster_open(a, r, ahead, &open);
    if (open.n == 0 || open.at[0].from > now)
        return 0;
    end = open.at[0].to;
    roster_shifts(a, r, ahead, &shifts);
    for (size_t i = 0; i < shifts.n; i++) {
        const struct roster_shift *s = &shifts.at[i];

        if (s->level == level && !s->shadow && s->from <= now && s->to < end)
            end = s->to;
    }
    return end;
}

static enum status was_hurt(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct duty_hurt_row_list hurt;

    *ret = false;
    TRY(q_duty_hurt(db, a, who->centre_id, clock_now() - DUTY_HURT_MS, &hurt));
    for (size_t i = 0; i < hurt.n; i++)
        *ret = *ret || hurt.at[i].person_id == who->person_id;
    return OK;
}

enum status duty_take(struct db *db, struct arena *a, const struct actor *who, int64_t watch_id,
                      int64_t level, int64_t *ret_until)
{
    struct duty_watch_row w;
    struct duty_centre c;
    struct duty_problems before, after;
    struct duty_effect effect;
    int64_t now = clock_now(), until, id;
    bool hurt;
    DB_TX(tx, db);

    TRY(duty_find(db, a, who, watch_id, &w));
    if (!may(who, PERM_DUTY_TAKE))
        return fail(DENIED, "has no watches");
    if (level < 1 || level > ROSTER_LEVELS_MAX)
        return refuse(INVALID, T_DUTY_BAD_LEVEL);
    TRY(was_hurt(db, a, who, &hurt));
    if (hurt)
        return refuse(CONFLICT, T_DUTY_HURT_TAKE);
    TRY(duty_load(db, a, w.centre_id, now - DUTY_REST_BACK_MS, 0, &c));
    until = end_of_duty(a, &duty_roster_of(&c, watch_id)->roster, level, now);
    if (until == 0)
        return refuse(CONFLICT, T_DUTY_NOT_OPEN_TAKE);
    until -= until % MINUTE_MS; /* what is kept is wall time to the minute */
    duty_problems(a, &c, &before);
    TRY(duty_entry_put(db, who, c.zone, watch_id, ROSTER_TAKEOVER, level,
                       (struct roster_span){now, until}, who->person_id, 0, false, STR_NONE, &id));
    TRY(problems_now(db, a, w.centre_id, 0, &after));
    duty_new_problems(a, &before, &after, &effect);
    if (effect.all_breaches > 0)
        TRY(duty_tell_owner(db, a, &w, false, T_NOTICE_DUTY_REST,
                            arena_printf(a, "duty.rest %lld", (long long)id)));
    TRY(duty_changed(db, who, watch_id, "taken"));
    TRY(db_commit(&tx));
    *ret_until = until;
    return OK;
}
