/* Who sees a class's day, reading it, and putting it together from the log as it is.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/follow_up/follow_up_parts.h"

#include "base/id.h"
#include "core/centre_calendar.h"
#include "features/experience/experience_screen.h"
#include "features/practice/practice.h"

const char *const follow_up_state_words[] = {
#define X(name, word) word,
    FOLLOW_UP_STATES(X)
#undef X
        NULL};

/* ---- who sees it */

static bool is_member(const struct follow_up_member_row_list *members, int64_t person_id)
{
    for (size_t i = 0; i < members->n; i++)
        if (members->at[i].person_id == person_id)
            return true;
    return false;
}

static enum follow_up_sight sight_of(const struct actor *who, const struct follow_up_day_row *row,
                                     const struct follow_up_member_row_list *members)
{
    if (who->is_system)
        return FOLLOW_UP_SIGHT_LEADS;
    if (!may(who, PERM_FOLLOW_UP) || who->centre_id != row->centre_id)
        return FOLLOW_UP_SIGHT_NONE;
    if (may_reach(who, PERM_FOLLOW_UP, -1, 0))
        return FOLLOW_UP_SIGHT_LEADS;
    for (size_t i = 0; i < members->n; i++)
        if (members->at[i].person_id != who->person_id &&
            may_reach(who, PERM_FOLLOW_UP, -1, members->at[i].team_id))
            return FOLLOW_UP_SIGHT_LEADS;
    return row->state >= FOLLOW_UP_PUBLISHED && is_member(members, who->person_id)
               ? FOLLOW_UP_SIGHT_PART
               : FOLLOW_UP_SIGHT_NONE;
}

/* ---- reading */

static enum status read_agenda(struct db *db, struct arena *a, int64_t day_id,
                               struct follow_up_agenda *ret)
{
    struct follow_up_block_row_list rows;
    struct follow_up_source_row_list sources;
    struct follow_up_agenda g = {arena_array(a, struct follow_up_block, FOLLOW_UP_BLOCKS + 1), 0};

    TRY(q_follow_up_blocks(db, a, day_id, &rows));
    TRY(q_follow_up_sources(db, a, day_id, &sources));
    for (size_t i = 0; i < rows.n && g.n < FOLLOW_UP_BLOCKS; i++) {
        const struct follow_up_block_row *r = &rows.at[i];
        int64_t *ids = arena_array(a, int64_t, sources.n + 1);
        size_t n = 0;

        if (r->kind < 0 || r->kind >= FOLLOW_UP_KIND_N)
            return fail(BROKEN, "a block of no kind");
        for (size_t s = 0; s < sources.n; s++)
            if (sources.at[s].block_id == r->id)
                ids[n++] = sources.at[s].experience_id;
        g.at[g.n++] = (struct follow_up_block){
            .id = r->id,
            .kind = r->kind,
            .theme = r->theme >= 0 && r->theme < EXPERIENCE_KIND_N ? r->theme : -1,
            .minutes = r->minutes,
            .scenario = r->scenario,
            .title = r->title,
            .text = r->text,
            .sources = ids,
            .n_sources = n,
            .done_at = r->done_at};
    }
    *ret = g;
    return OK;
}

struct follow_up_firsts follow_up_firsts_of(struct arena *a, const struct zone *zone,
                                            const struct follow_up_member_row_list *members)
{
    struct follow_up_firsts f = {.at = arena_array(a, int32_t, members->n + 1)};

    for (size_t i = 0; i < members->n; i++)
        if (members->at[i].first_call_at != 0 && !members->at[i].late)
            f.at[f.n++] = zone_day(zone, members->at[i].first_call_at);
    f.n_all = f.n;
    for (size_t i = 0; i < members->n; i++)
        if (members->at[i].first_call_at == 0)
            f.n_uncalled++;
        else if (members->at[i].late)
            f.at[f.n_all++] = zone_day(zone, members->at[i].first_call_at);
    return f;
}

static enum status fill_window(struct db *db, struct arena *a, struct follow_up *f)
{
    struct follow_up_firsts firsts;
    struct calendar calendar;
    const struct zone *zone;

    TRY(zone_find(f->row.zone, &zone));
    TRY(centre_calendar(db, a, f->row.centre_id, zone, &calendar));
    firsts = follow_up_firsts_of(a, zone, &f->members);
    f->n_uncalled = firsts.n_uncalled;
    f->has_window = follow_up_window(a, &calendar, firsts.at, firsts.n, &f->window);
    if (f->has_window)
        follow_up_outside(firsts.at, firsts.n_all, (int32_t)f->row.day, &f->window);
    return OK;
}

static enum status fill(struct db *db, struct arena *a, const struct actor *who,
                        struct follow_up *f)
{
    TRY(q_follow_up_members(db, a, f->row.id, &f->members));
    f->sight = sight_of(who, &f->row, &f->members);
    if (f->sight == FOLLOW_UP_SIGHT_NONE)
        return fail(MISSING, "outside the actor's reach");
    TRY(fill_window(db, a, f));
    TRY(read_agenda(db, a, f->row.id, &f->agenda));
    f->sum = follow_up_sum_of(a, &f->agenda);
    TRY(q_follow_up_tellings(db, a, f->row.id, &f->tellings));
    if (f->row.state < FOLLOW_UP_RUNNING)
        return OK;
    f->came = follow_up_run_of(f, who->person_id) != 0;
    TRY(follow_up_has_given(db, a, f, who->person_id, &f->has_given));
    return follow_up_is_few(f) ? OK : q_follow_up_learnings(db, a, f->row.id, &f->learnings);
}

enum status follow_up_find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct follow_up *ret)
{
    struct follow_up f = {0};

    TRY(q_follow_up_day(db, a, id, &f.row));
    TRY(fill(db, a, who, &f));
    *ret = f;
    return OK;
}

enum status follow_up_for_leader(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id, struct follow_up *ret)
{
    TRY(follow_up_find(db, a, who, id, ret));
    if (ret->sight != FOLLOW_UP_SIGHT_LEADS)
        return refuse(DENIED, T_FOLLOW_UP_TRAINER_DOES);
    return OK;
}

enum status follow_up_list(struct db *db, struct arena *a, const struct actor *who,
                           struct follow_up_day_row_list *ret)
{
    struct follow_up_day_row_list rows;
    size_t n = 0;

    if (!may(who, PERM_FOLLOW_UP))
        return fail(DENIED, "has no class");
    TRY(q_follow_up_days(db, a, who->centre_id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct follow_up_member_row_list members;

        TRY(q_follow_up_members(db, a, rows.at[i].id, &members));
        if (sight_of(who, &rows.at[i], &members) != FOLLOW_UP_SIGHT_NONE)
            rows.at[n++] = rows.at[i];
    }
    rows.n = n;
    *ret = rows;
    return OK;
}

enum status follow_up_waiting(struct db *db, struct arena *a, const struct actor *who,
                              struct follow_up_waiting_row_list *ret)
{
    struct follow_up_waiting_row_list rows;
    struct follow_up_centre_row centre;
    const struct zone *zone;
    size_t n = 0;

    if (!may(who, PERM_FOLLOW_UP))
        return fail(DENIED, "has no class");
    TRY(q_follow_up_centre(db, a, who->centre_id, &centre));
    TRY(zone_find(centre.zone, &zone));
    TRY(q_follow_up_waiting(db, a, who->centre_id, zone_day(zone, clock_now()),
                            clock_now() - FOLLOW_UP_SETTLES_MS, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].person_id != who->person_id &&
            may_reach(who, PERM_FOLLOW_UP, -1, rows.at[i].team_id))
            rows.at[n++] = rows.at[i];
    rows.n = n;
    *ret = rows;
    return OK;
}

struct str follow_up_name(const struct follow_up_day_row *row, enum lang lang)
{
    return row->class_name.p ? row->class_name : text(lang, T_FOLLOW_UP_ALONE);
}

int64_t follow_up_starts_at(const struct follow_up *f, const struct zone *zone)
{
    return calendar_wall(zone, (int32_t)f->row.day, f->row.from_minute * MINUTE_MS);
}

/* ---- putting it together */

struct follow_up_shelf follow_up_practice(struct arena *a)
{
    struct str *names = arena_array(a, struct str, practice_shipped_n + 1);
    struct follow_up_shelf shelf = {names, 0};

    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == LANG_DA) /* the same in both languages */
            names[shelf.n++] = str_of(practice_shipped[i].name);
    return shelf;
}

enum status follow_up_keep(struct db *db, int64_t day_id, struct follow_up_agenda *agenda)
{
    TRY(q_follow_up_sources_drop(db, day_id));
    TRY(q_follow_up_blocks_drop(db, day_id));
    for (size_t i = 0; i < agenda->n; i++) {
        struct follow_up_block *b = &agenda->at[i];

        b->id = b->id != 0 ? b->id : id_new();
        TRY(q_follow_up_block_insert(db, b->id, day_id, (int64_t)i, b->kind, b->theme, b->minutes,
                                     b->scenario, b->title, b->text));
        for (size_t s = 0; s < b->n_sources; s++)
            TRY(q_follow_up_source_insert(db, b->id, b->sources[s]));
    }
    return OK;
}

enum status follow_up_entries(struct db *db, struct arena *a,
                              const struct follow_up_member_row_list *members,
                              struct follow_up_entry **ret, size_t *ret_n)
{
    struct experience_day_row_list *logs =
        arena_array(a, struct experience_day_row_list, members->n + 1);
    struct follow_up_entry *entries;
    size_t most = 0, n = 0;

    for (size_t m = 0; m < members->n; m++) {
        TRY(experience_for_day(db, a, members->at[m].run_id, &logs[m]));
        most += logs[m].n;
    }
    entries = arena_array(a, struct follow_up_entry, most + 1);
    for (size_t m = 0; m < members->n; m++)
        for (size_t i = 0; i < logs[m].n; i++) {
            const struct experience_day_row *e = &logs[m].at[i];

            entries[n++] = (struct follow_up_entry){e->id, e->person_id, e->kind, e->strength,
                                                    e->telling.n > 0};
        }
    *ret = entries;
    *ret_n = n;
    return OK;
}

enum status follow_up_put_together(struct db *db, struct arena *a,
                                   const struct follow_up_day_row *row)
{
    struct follow_up_agenda was, now;
    struct follow_up_member_row_list members;
    struct follow_up_entry *entries;
    struct follow_up_shelf shelf = follow_up_practice(a);
    size_t n;

    TRY(read_agenda(db, a, row->id, &was));
    TRY(q_follow_up_members(db, a, row->id, &members));
    TRY(follow_up_entries(db, a, &members, &entries, &n));
    if (row->edited)
        follow_up_mend(a, &was, entries, n, &shelf, &now);
    else
        follow_up_make(a, entries, n, &shelf, &now);
    if (str_eq(follow_up_bytes(a, &was), follow_up_bytes(a, &now)))
        return OK;
    TRY(follow_up_keep(db, row->id, &now));
    TRY(q_follow_up_day_changed(db, row->id, row->edited));
    return audit(db, &actor_system, AUDIT_FOLLOW_UP_CHANGED, row->id, STR("put together"));
}

/* What somebody lets be used has changed. From its start on the day stays as it is: who withdraws then takes the words away, which
 * stand with the author alone. */
enum status follow_up_again(struct db *db, struct arena *a, const struct job *job,
                            int64_t *ret_again_at)
{
    struct follow_up_id_row_list days;

    (void)ret_again_at;
    TRY(q_follow_up_days_ahead(db, a, job->object_id, &days));
    for (size_t i = 0; i < days.n; i++) {
        struct follow_up f;

        TRY(follow_up_find(db, a, &actor_system, days.at[i].id, &f));
        TRY(follow_up_put_together(db, a, &f.row));
        TRY(follow_up_find(db, a, &actor_system, days.at[i].id, &f));
        TRY(follow_up_invite(db, a, &f)); /* its end may be another */
    }
    return OK;
}

enum status follow_up_remove(struct db *db, int64_t day_id)
{
    TRY(q_follow_up_given_drop(db, day_id));
    TRY(q_follow_up_seats_drop(db, day_id));
    TRY(q_follow_up_sources_drop(db, day_id));
    TRY(q_follow_up_blocks_drop(db, day_id));
    return q_follow_up_day_drop(db, day_id);
}

/* ---- what people type */

enum status follow_up_screened(struct db *db, struct arena *a, int64_t centre_id, struct str text)
{
    struct experience_names names;

    if (text.n == 0)
        return OK;
    TRY(experience_names(db, a, centre_id, &names));
    return experience_screen(a, text, &names, NULL) == EXPERIENCE_LEAKS_NOTHING
               ? OK
               : refuse(INVALID, T_FOLLOW_UP_NAMES);
}
