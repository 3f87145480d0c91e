/* The mentor's agenda: for each newcomer beside whom the actor is, what comes, what was agreed, what waits, and how long it is since
 * the two spoke of how things are. Each part is a function that fills its lines for one newcomer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/id.h"
#include "core/refuse.h"
#include "features/experience/experience.h"
#include "features/listening/listening_parts.h"

#define ITEMS_AHEAD_DAYS 7
#define STEPS_SHOWN 3
#define EXPERIENCES_SHOWN 5

const char *const mentor_part_words[] = {
#define X(name, word) word,
    MENTOR_PARTS(X)
#undef X
        NULL};

/* What is read once for all newcomers. */
struct gathered {
    const struct actor *who;
    struct listening_row_list coming, own;
    struct onboarding_wait_row_list items;
    struct mentor_social_row_list social;
    struct mentor_checkin_row_list checkins;
    struct experience_newcomers experiences;
};

static void add(struct arena *a, struct mentor_lines *lines, const struct mentor_line *line)
{
    struct mentor_line *grown = arena_array(a, struct mentor_line, lines->n + 1);

    if (lines->n > 0)
        memcpy(grown, lines->at, lines->n * sizeof *grown);
    grown[lines->n++] = *line;
    lines->at = grown;
}

static void sessions(struct arena *a, const struct gathered *g, const struct onboarding_run_row *r,
                     struct mentor_lines *ret)
{
    for (size_t i = 0; i < g->coming.n; i++) {
        const struct listening_row *s = &g->coming.at[i];

        if (s->employee_id == r->person_id)
            add(a, ret,
                &(struct mentor_line){.at = s->starts_at,
                                      .id = s->listener_id == g->who->person_id ? s->id : 0,
                                      .name = s->listener_name,
                                      .own = s->listener_id == g->who->person_id});
    }
}

/* Of the actor's own sessions alone: what others agreed with the newcomer is theirs. */
static void steps(struct arena *a, const struct gathered *g, const struct onboarding_run_row *r,
                  struct mentor_lines *ret)
{
    for (size_t i = 0; i < g->own.n && ret->n < STEPS_SHOWN; i++) {
        const struct listening_row *s = &g->own.at[i];

        if (s->state == LISTENING_HELD && s->listener_id == g->who->person_id &&
            s->employee_id == r->person_id && s->next_step.n > 0)
            add(a, ret,
                &(struct mentor_line){.at = s->stopped_at,
                                      .id = s->id,
                                      .day = s->follow_day,
                                      .name = s->next_step,
                                      .own = true,
                                      .late = s->follow_day != 0 && s->follow_day < r->day});
    }
}

static void items(struct arena *a, const struct gathered *g, const struct onboarding_run_row *r,
                  struct mentor_lines *ret)
{
    for (size_t i = 0; i < g->items.n; i++) {
        const struct onboarding_wait_row *w = &g->items.at[i];

        if (w->run_id == r->id &&
            (w->role == ONBOARDING_BY_MENTOR || w->role == ONBOARDING_BY_NEWCOMER))
            add(a, ret,
                &(struct mentor_line){.id = w->id,
                                      .day = w->due_day,
                                      .text_da = w->title_da,
                                      .text_en = w->title_en,
                                      .own = w->role == ONBOARDING_BY_MENTOR,
                                      .late = w->due_day < r->day});
    }
}

/* One line: what was last of the plan's social items and of the check-ins; never: since the first day. */
static void social(struct arena *a, const struct gathered *g, const struct onboarding_run_row *r,
                   struct mentor_lines *ret)
{
    struct mentor_line line = {0};
    int64_t since = r->start_day * DAY_MS;

    for (size_t i = 0; i < g->social.n; i++)
        if (g->social.at[i].run_id == r->id) {
            line.at = g->social.at[i].done_at;
            line.day = g->social.at[i].next_day;
        }
    for (size_t i = 0; i < g->checkins.n; i++)
        if (g->checkins.at[i].person_id == r->person_id && g->checkins.at[i].at > line.at)
            line.at = g->checkins.at[i].at;
    if (line.at > since)
        since = line.at;
    line.late = clock_now() - since > MENTOR_LONG_AGO_DAYS * DAY_MS;
    add(a, ret, &line);
}

/* What is not shown is not read either: only that somebody wants to talk. */
static void experiences(struct arena *a, const struct gathered *g,
                        const struct onboarding_run_row *r, struct mentor_lines *ret)
{
    for (size_t i = 0; i < g->experiences.n; i++) {
        const struct experience_newcomer *n = &g->experiences.at[i];

        for (size_t k = 0; n->run_id == r->id && k < n->seen.n && ret->n < EXPERIENCES_SHOWN; k++)
            add(a, ret,
                &(struct mentor_line){.id = n->seen.at[k].id,
                                      .at = n->seen.at[k].occurred_at,
                                      .kind = n->seen.at[k].shown ? n->seen.at[k].kind : -1,
                                      .late = n->seen.at[k].wants_talk &&
                                              n->seen.at[k].talked_at == 0});
    }
}

typedef void part_fn(struct arena *a, const struct gathered *g, const struct onboarding_run_row *r,
                     struct mentor_lines *ret);
static part_fn *const parts[MENTOR_PART_N] = {[MENTOR_SESSIONS] = sessions,
                                              [MENTOR_STEPS] = steps,
                                              [MENTOR_ITEMS] = items,
                                              [MENTOR_SOCIAL] = social,
                                              [MENTOR_EXPERIENCES] = experiences};

static enum status gather(struct db *db, struct arena *a, const struct actor *who,
                          struct gathered *g)
{
    g->who = who;
    TRY(listening_coming(db, a, who, &g->coming));
    TRY(listening_mine(db, a, who, &g->own));
    if (may(who, PERM_EXPERIENCE))
        TRY(experience_newcomers(db, a, who, &g->experiences));
    TRY(q_mentor_social(db, a, who->centre_id, &g->social));
    return q_mentor_checkins(db, a, who->centre_id, &g->checkins);
}

enum status mentor_agenda(struct db *db, struct arena *a, const struct actor *who,
                          struct mentor_agenda *ret)
{
    struct gathered g = {0};
    struct onboarding_board board;
    struct mentor_agenda agenda = {0};

    if (!listening_listens(who))
        return fail(DENIED, "is nobody's mentor");
    TRY(onboarding_board(db, a, who, ITEMS_AHEAD_DAYS, &board));
    g.items = board.waiting;
    TRY(gather(db, a, who, &g));
    agenda.at = arena_array(a, struct mentor_newcomer, board.runs.n);
    for (size_t i = 0; i < board.runs.n; i++) {
        struct mentor_newcomer *n = &agenda.at[agenda.n];

        if (!onboarding_beside(who, &board.runs.at[i]))
            continue;
        agenda.n++;
        n->run = board.runs.at[i];
        n->stands_in = n->run.mentor_id != who->person_id;
        for (int p = 0; p < MENTOR_PART_N; p++)
            parts[p](a, &g, &n->run, &n->parts[p]);
    }
    *ret = agenda;
    return OK;
}

enum status mentor_checkin(struct db *db, struct arena *a, const struct actor *who, int64_t run_id)
{
    struct mentor_agenda agenda;
    int64_t added = 0;
    DB_TX(tx, db);

    TRY(mentor_agenda(db, a, who, &agenda));
    for (size_t i = 0; i < agenda.n; i++) {
        const struct onboarding_run_row *r = &agenda.at[i].run;

        if (r->id != run_id)
            continue;
        TRY(q_mentor_checkin_insert(db, id_new(), r->person_id, who->person_id, r->day, clock_now(),
                                    &added));
        if (added > 0)
            TRY(audit(db, who, AUDIT_LISTENING_CHANGED, run_id, STR("checkin")));
        return db_commit(&tx);
    }
    return fail(MISSING, "not beside this newcomer");
}
