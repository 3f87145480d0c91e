/* Lists of incidents. Each source (a team, a person, a search in a team) is one indexed query; the sources an actor
 * reaches are merged here, so a list costs the same at ten thousand rows and at a million.
 * SPDX-License-Identifier: MPL-2.0 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "core/refuse.h"
#include "features/incidents/incidents.h"

#define MAX_ROWS 200
#define MAX_NAMED 20 /* people whose name fits a search */
#define MAX_TERMS 3

struct gather {
    struct db *db;
    struct arena *arena;
    const struct actor *who;
    const struct incident_filter *filter;
    struct str terms[MAX_TERMS], ends[MAX_TERMS];
    size_t n_terms;
    int64_t before_at, before_id, limit;
    struct incident_row *rows;
    size_t n, cap;
};

static void add_rows(struct gather *g, const struct incident_row_list *list)
{
    if (g->n + list->n > g->cap) {
        size_t cap = (g->n + list->n) * 2;
        struct incident_row *rows = arena_array(g->arena, struct incident_row, cap);

        for (size_t i = 0; i < g->n; i++)
            rows[i] = g->rows[i];
        g->rows = rows;
        g->cap = cap;
    }
    for (size_t i = 0; i < list->n; i++)
        g->rows[g->n++] = list->at[i];
}

static int newest_first(const void *a, const void *b)
{
    const struct incident_row *x = a, *y = b;

    if (x->occurred_at != y->occurred_at)
        return x->occurred_at < y->occurred_at ? 1 : -1;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

/* Newcomers first, then who wants to talk, then the hardest hit. */
static int most_urgent_first(const void *a, const void *b)
{
    const struct incident_row *x = a, *y = b;

    if (x->newcomer != y->newcomer)
        return x->newcomer ? -1 : 1;
    if (x->wants_talk != y->wants_talk)
        return x->wants_talk ? -1 : 1;
    if (x->hit != y->hit)
        return x->hit < y->hit ? 1 : -1;
    return newest_first(a, b);
}

/* Sorted, without those that two sources gave, cut to the limit. */
static struct incident_row_list finish(struct gather *g, int (*order)(const void *, const void *),
                                       size_t limit, bool *ret_more)
{
    size_t n = 0;

    if (g->n > 0)
        qsort(g->rows, g->n, sizeof *g->rows, order);
    for (size_t i = 0; i < g->n; i++)
        if (n == 0 || g->rows[n - 1].id != g->rows[i].id)
            g->rows[n++] = g->rows[i];
    *ret_more = n > limit;
    return (struct incident_row_list){.at = g->rows, .n = n > limit ? limit : n};
}

/* The teams whose incidents the actor sees; for a whole centre these are its teams. */
static enum status teams_of(struct db *db, struct arena *a, const struct actor *who,
                            enum permission p, int64_t **ret, size_t *ret_n)
{
    struct incident_team_row_list teams;
    bool all;

    access_teams(who, p, a, &all, ret, ret_n);
    if (!all)
        return OK;
    TRY(q_incident_team_ids(db, a, who->centre_id, &teams));
    *ret = arena_array(a, int64_t, teams.n + 1);
    *ret_n = teams.n;
    for (size_t i = 0; i < teams.n; i++)
        (*ret)[i] = teams.at[i].id;
    return OK;
}

static enum status from_team(struct gather *g, int64_t team_id, int64_t person_id)
{
    const struct incident_filter *f = g->filter;
    struct incident_row_list rows;

    TRY(q_incident_page_team(g->db, g->arena, team_id, g->before_at, g->before_id, f->from_at,
                             f->class, f->min_hit, f->untalked, f->wants_talk, person_id, g->limit,
                             &rows));
    add_rows(g, &rows);
    return OK;
}

static enum status from_search(struct gather *g, int64_t team_id, int64_t person_id)
{
    const struct incident_filter *f = g->filter;
    struct incident_row_list rows;

    TRY(q_incident_search(g->db, g->arena, team_id, person_id, g->before_at, g->before_id,
                          f->from_at, f->class, f->min_hit, f->untalked, f->wants_talk, g->limit,
                          g->terms[0], g->ends[0], g->terms[1], g->ends[1], g->terms[2], g->ends[2],
                          &rows));
    add_rows(g, &rows);
    return OK;
}

/* What one logged for a colleague is listed too (without what came after; see incident_find). It is not searched:
 * the words found might be ones that were confided later. */
static enum status from_own(struct gather *g)
{
    const struct incident_filter *f = g->filter;
    int64_t me = g->who->person_id;
    struct incident_row_list rows;

    if (g->n_terms > 0)
        return from_search(g, 0, me);
    TRY(q_incident_page_person(g->db, g->arena, me, g->before_at, g->before_id, f->from_at,
                               f->class, f->min_hit, f->untalked, f->wants_talk, g->limit, &rows));
    add_rows(g, &rows);
    if (f->min_hit > 0 || f->untalked || f->wants_talk)
        return OK; /* to be found by it would tell it */
    TRY(q_incident_page_logger(g->db, g->arena, me, g->before_at, g->before_id, f->from_at,
                               f->class, f->min_hit, f->untalked, f->wants_talk, g->limit, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        struct incident_row *r = &rows.at[i];

        if (may_reach(g->who, PERM_INCIDENT_READ, r->person_id, r->team_id))
            continue; /* a manager sees it in their team as well */
        r->rating = r->hit = r->talked_at = 0;
        r->wants_talk = false;
    }
    add_rows(g, &rows);
    return OK;
}

/* The longest word drives the search, since it is the rarest; every word is taken as a beginning. */
static void split_terms(struct gather *g, struct str folded)
{
    struct str word;

    while (g->n_terms < MAX_TERMS && str_cut(&folded, ' ', &word)) {
        if (word.n < 2)
            continue;
        g->terms[g->n_terms] = word;
        g->ends[g->n_terms++] = arena_printf(g->arena, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(word));
    }
    for (size_t i = 1; i < g->n_terms; i++)
        if (g->terms[i].n > g->terms[0].n) {
            struct str term = g->terms[0], end = g->ends[0];
            g->terms[0] = g->terms[i], g->ends[0] = g->ends[i];
            g->terms[i] = term, g->ends[i] = end;
        }
    for (size_t i = g->n_terms; i < MAX_TERMS; i++)
        g->terms[i] = g->ends[i] = STR("");
}

/* % and _ mean something in LIKE; a name holds neither. */
static struct str name_pattern(struct arena *a, struct str folded)
{
    struct buf b = buf_new(a, folded.n + 2);

    buf_char(&b, '%');
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != '%' && folded.p[i] != '_')
            buf_char(&b, folded.p[i]);
    buf_char(&b, '%');
    return buf_str(&b);
}

static enum status from_named_people(struct gather *g, struct str folded, const int64_t *teams,
                                     size_t n_teams)
{
    struct incident_person_row_list people;

    if (folded.n < 2)
        return OK;
    TRY(q_incident_people_named(g->db, g->arena, g->who->centre_id, name_pattern(g->arena, folded),
                                MAX_NAMED, &people));
    for (size_t i = 0; i < people.n; i++)
        for (size_t t = 0; t < n_teams; t++)
            TRY(from_team(g, teams[t], people.at[i].id));
    return OK;
}

static bool holds(const int64_t *ids, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static enum status from_teams(struct gather *g, struct str folded)
{
    int64_t *teams = NULL;
    size_t n = 0;

    TRY(teams_of(g->db, g->arena, g->who, PERM_INCIDENT_READ, &teams, &n));
    if (g->filter->team_id != 0) {
        n = holds(teams, n, g->filter->team_id) ? 1 : 0;
        if (n == 1)
            teams[0] = g->filter->team_id;
    }
    for (size_t i = 0; i < n; i++)
        TRY(g->n_terms > 0 ? from_search(g, teams[i], 0) : from_team(g, teams[i], 0));
    return g->n_terms > 0 ? from_named_people(g, folded, teams, n) : OK;
}

static enum status from_number(struct gather *g, int64_t number, struct incident_page *ret)
{
    struct incident_full_row r;
    int64_t id;
    enum status found = incident_find_number(g->db, g->arena, g->who, number, &id);

    *ret = (struct incident_page){0};
    if (found == MISSING)
        return OK;
    TRY(found);
    TRY(q_incident_full(g->db, g->arena, id, &r));
    struct incident_row *row = arena_make(g->arena, struct incident_row);
    *row = incident_row_of(&r);
    ret->rows = (struct incident_row_list){.at = row, .n = 1};
    return OK;
}

enum status incident_list(struct db *db, struct arena *a, const struct actor *who,
                          const struct incident_filter *filter, struct incident_page *ret)
{
    struct gather g = {.db = db, .arena = a, .who = who, .filter = filter};
    size_t limit = (size_t)(filter->limit < 1          ? 50
                            : filter->limit > MAX_ROWS ? MAX_ROWS
                                                       : filter->limit);
    struct str folded = utf8_fold(a, filter->q);
    int64_t number;

    if (!may(who, PERM_INCIDENT_READ))
        return fail(DENIED, "sees no incidents");
    if (incident_number_parse(filter->q, &number))
        return from_number(&g, number, ret);
    g.limit = (int64_t)limit + 1;
    g.before_at = filter->after_id != 0 ? filter->after_at
                  : filter->to_at != 0  ? filter->to_at
                                        : INT64_MAX;
    g.before_id = filter->after_id;
    split_terms(&g, folded);
    if (folded.n > 0 && g.n_terms == 0)
        return refuse(INVALID, T_INCIDENT_SEARCH_TOO_SHORT);
    if (!filter->mine)
        TRY(from_teams(&g, folded));
    if (filter->team_id == 0 || filter->mine)
        TRY(from_own(&g));
    ret->rows = finish(&g, newest_first, limit, &ret->more);
    return OK;
}

/* ---- the manager's today page */

enum status incident_today(struct db *db, struct arena *a, const struct actor *who, int64_t limit,
                           struct incident_today *ret)
{
    struct gather g = {.db = db, .arena = a, .who = who};
    struct incident_today today = {0};
    int64_t *teams = NULL;
    size_t n = 0;

    if (!may(who, PERM_TODAY_READ))
        return fail(DENIED, "no today page");
    TRY(teams_of(db, a, who, PERM_TODAY_READ, &teams, &n));
    for (size_t i = 0; i < n; i++) {
        struct incident_tally_row tally = {0};
        struct incident_seen_row seen = {0};
        struct incident_row_list rows;
        enum status found = q_incident_tally(db, a, teams[i], &tally);

        if (found == MISSING)
            continue;
        TRY(found);
        found = q_incident_seen(db, a, who->person_id, teams[i], &seen);
        if (found != OK && found != MISSING)
            return found;
        today.n_new += tally.n_logged - seen.n_logged;
        today.sum.n_logged += tally.n_logged;
        today.sum.n_untalked += tally.n_untalked;
        today.sum.n_wants_talk += tally.n_wants_talk;
        today.sum.n_hard += tally.n_hard;
        today.sum.n_newcomer += tally.n_newcomer;
        TRY(q_incident_untalked(db, a, teams[i], limit + 1, &rows));
        add_rows(&g, &rows);
    }
    today.rows = finish(&g, most_urgent_first, (size_t)limit, &today.more);
    *ret = today;
    return OK;
}

enum status incident_today_seen(struct db *db, struct arena *a, const struct actor *who)
{
    int64_t *teams = NULL;
    size_t n = 0;
    DB_TX(tx, db);

    if (!may(who, PERM_TODAY_READ))
        return fail(DENIED, "no today page");
    TRY(teams_of(db, a, who, PERM_TODAY_READ, &teams, &n));
    for (size_t i = 0; i < n; i++) {
        struct incident_tally_row tally = {0};
        enum status found = q_incident_tally(db, a, teams[i], &tally);

        if (found == MISSING)
            continue;
        TRY(found);
        TRY(q_incident_seen_put(db, who->person_id, teams[i], tally.n_logged, clock_now()));
    }
    return db_commit(&tx);
}

enum status incident_colleagues(struct db *db, struct arena *a, const struct actor *who,
                                struct incident_person_row_list *ret)
{
    int64_t *teams = NULL;
    size_t n = 0, total = 0;
    struct incident_person_row_list *lists;

    TRY(teams_of(db, a, who, PERM_INCIDENT_LOG, &teams, &n));
    lists = arena_array(a, struct incident_person_row_list, n + 1);
    for (size_t i = 0; i < n; i++) {
        TRY(q_incident_people_team(db, a, teams[i], clock_now() / DAY_MS, &lists[i]));
        total += lists[i].n;
    }
    ret->at = arena_array(a, struct incident_person_row, total + 1);
    ret->n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < lists[i].n; k++)
            if (lists[i].at[k].id != who->person_id)
                ret->at[ret->n++] = lists[i].at[k];
    return OK;
}
