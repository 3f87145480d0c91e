/* The page of those who receive newcomers: who is where, what waits for whom; starting, mentors, and what a change would do.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_show.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "onboarding_lead_html.h"

#define WAITS_DAYS 7 /* ahead */
#define WAITS_MOST 60

/* ---- the list of all */

static void fill_card(struct request *rq, const struct onboarding_run_row *r,
                      const struct onboarding_progress_row *progress,
                      struct onboarding_card_view *c)
{
    int64_t mentor = onboarding_mentor_now(r), first = onboarding_first_day(rq, r);

    *c = (struct onboarding_card_view){.name = r->person_name,
                                       .team = r->team_name,
                                       .start = first > r->day ? onboarding_day_text(rq, first)
                                                               : STR_NONE,
                                       .url = path_of(rq->arena, "/onboarding/{}", r->id),
                                       .profile = onboarding_profile_text(r->profile),
                                       .week = onboarding_week_of((int32_t)first, r->day),
                                       .days_to = first > r->day ? first - r->day : 0,
                                       .n = progress->n_open + progress->n_over,
                                       .n_over = progress->n_over,
                                       .n_late = progress->n_late,
                                       .own_newcomer = mentor == rq->who->person_id};
    if (mentor != 0)
        c->mentor = mentor == r->mentor_id ? r->mentor_name : r->stand_in_name;
}

/* Those of a class stand together; the list comes by start day, so a class is where its first one is. */
static enum status fill_groups(struct request *rq, const struct onboarding_board *b,
                               struct onboarding_group_views *ret)
{
    int64_t *classes = arena_array(rq->arena, int64_t, b->runs.n + 1);

    ret->at = arena_array(rq->arena, struct onboarding_group_view, b->runs.n + 1);
    ret->n = 0;
    for (size_t i = 0; i < b->runs.n; i++) {
        const struct onboarding_run_row *r = &b->runs.at[i];
        struct onboarding_group_view *g;
        size_t at = 0;

        while (at < ret->n && classes[at] != r->class_id)
            at++;
        g = &ret->at[at];
        if (at == ret->n) {
            ret->n++;
            classes[at] = r->class_id;
            g->cards.at = arena_array(rq->arena, struct onboarding_card_view, b->runs.n);
            g->name = r->class_id != 0 ? r->class_name : STR_NONE;
            g->start = onboarding_day_text(rq, r->start_day);
        }
        fill_card(rq, r, &b->progress[i], &g->cards.at[g->cards.n]);
        TRY(onboarding_first_fill(rq, r, &g->cards.at[g->cards.n++].first));
    }
    return OK;
}

/* The first ones: who has many newcomers has a long week ahead. *ret_more: how many there are besides. */
static void fill_waiting(struct request *rq, const struct onboarding_wait_row_list *rows,
                         struct onboarding_item_views *ret, int64_t *ret_more)
{
    int32_t today = zone_day(rq->zone, clock_now());
    bool has_first = false;

    ret->at = arena_array(rq->arena, struct onboarding_item_view, WAITS_MOST);
    ret->n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const struct onboarding_wait_row *w = &rows->at[i];

        if (w->person_id == rq->who->person_id)
            continue; /* on the own page */
        if (ret->n == WAITS_MOST) {
            ++*ret_more;
            continue;
        }
        ret->at[ret->n++] = (struct onboarding_item_view){
            .id = w->id,
            .length = onboarding_length(rq, w->minutes),
            .go = STR_NONE,
            .title = rq->lang == LANG_DA ? w->title_da : w->title_en,
            .due = onboarding_day_text(rq, w->due_day),
            .kind = onboarding_kind_text(w->kind),
            .who = text(rq->lang, onboarding_role_text(w->role)),
            .open = true,
            .list = true,
            .late = w->due_day < today,
            .may_end = w->role != ONBOARDING_BY_NEWCOMER,
            .is_first = !has_first && w->role != ONBOARDING_BY_NEWCOMER,
            .url = path_of(rq->arena, "/onboarding/items/{}", w->id),
            .person = w->person_name,
            .person_url = w->role == ONBOARDING_BY_IT || w->role == ONBOARDING_BY_SAFETY
                              ? STR_NONE
                              : path_of(rq->arena, "/onboarding/{}", w->run_id)};
        has_first = has_first || w->role != ONBOARDING_BY_NEWCOMER;
    }
}

static enum status fill_talks(struct request *rq, struct onboarding_talk_views *ret)
{
    struct onboarding_talk_row_list rows;

    TRY(onboarding_talks(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct onboarding_talk_view, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct onboarding_talk_row *t = &rows.at[i];

        ret->at[i] = (struct onboarding_talk_view){
            .name = t->person_name,
            .owner = t->owner_name,
            .due = local_time(rq, t->logged_at),
            .url = path_of(rq->arena, "/onboarding/talks/{}/held", t->id),
            .mine = t->owner_id == rq->who->person_id,
            .late = t->climbed_at != 0,
            .cared = t->cared};
        if (t->case_id != 0 && may_reach(rq->who, PERM_CARE_READ, -1, t->team_id))
            ret->at[i].case_url = path_of(rq->arena, "/aftercare/{}", t->case_id);
    }
    return OK;
}

static enum status fill_works(struct request *rq, struct onboarding_work_views *ret)
{
    struct onboarding_workload_row_list rows;

    TRY(onboarding_workloads(rq->db, rq->arena, rq->who, &rows));
    ret->at = arena_array(rq->arena, struct onboarding_work_view, rows.n);
    ret->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        ret->at[i] = (struct onboarding_work_view){
            rows.at[i].team_name, local_time(rq, rows.at[i].raised_at),
            path_of(rq->arena, "/onboarding/workload/{}/relieved", rows.at[i].id)};
    return OK;
}

static enum status lead_page(struct request *rq, struct response *rs)
{
    struct onboarding_newcomer own;
    struct onboarding_board board;
    struct onboarding_lead_view v = {.csrf = rq->csrf,
                                     .may_lead = may(rq->who, PERM_ONBOARDING_LEAD),
                                     .may_set = may(rq->who, PERM_ONBOARDING_SET) ||
                                                may(rq->who, PERM_ONBOARDING_LEAD)};
    enum status found = onboarding_newcomer(rq->db, rq->arena, rq->who->person_id, &own);

    if (found != OK && found != MISSING)
        return found;
    v.has_own = found == OK;
    TRY(onboarding_board(rq->db, rq->arena, rq->who, WAITS_DAYS, &board));
    TRY(fill_groups(rq, &board, &v.groups));
    fill_waiting(rq, &board.waiting, &v.waiting, &v.n_more);
    TRY(fill_talks(rq, &v.talks));
    TRY(fill_works(rq, &v.works));
    if (v.has_own && !v.may_lead && v.groups.n == 0 && v.waiting.n == 0 && v.talks.n == 0)
        return redirect(rs, STR("/onboarding/mine")); /* a newcomer and nothing else */
    struct html *page = page_begin(rq, rs, T_ONBOARDING_TITLE);
    onboarding_lead_html(page, &v);
    return page_end(page);
}

static enum status put_held(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_talk_held(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_ONBOARDING_HELD_NOTED);
    return redirect(rs, STR("/onboarding"));
}

static enum status put_relieved(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(onboarding_relieved(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_ONBOARDING_RELIEVED_NOTED);
    return redirect(rs, STR("/onboarding"));
}

/* ---- starting */

static enum status all_mentors(struct request *rq, struct onboarding_mentor_row_list *ret)
{
    bool all;
    int64_t *teams;
    size_t n_teams;

    access_teams(rq->who, PERM_ONBOARDING_LEAD, rq->arena, &all, &teams, &n_teams);
    if (all)
        return onboarding_mentors_all(rq->db, rq->arena, rq->who, ret);
    *ret = (struct onboarding_mentor_row_list){0};
    for (size_t i = 0; i < n_teams; i++) {
        struct onboarding_mentor_row_list rows;
        struct onboarding_mentor_row *grown;

        TRY(onboarding_mentors(rq->db, rq->arena, rq->who, teams[i], &rows));
        grown = arena_array(rq->arena, struct onboarding_mentor_row, ret->n + rows.n + 1);
        for (size_t k = 0; k < ret->n; k++)
            grown[k] = ret->at[k];
        ret->at = grown;
        for (size_t k = 0; k < rows.n; k++) {
            bool known = false;

            for (size_t m = 0; m < ret->n && !known; m++)
                known = ret->at[m].person_id == rows.at[k].person_id;
            if (!known)
                ret->at[ret->n++] = rows.at[k];
        }
    }
    return OK;
}

static struct str number_text(struct request *rq, int64_t n)
{
    return arena_printf(rq->arena, "%lld", (long long)n);
}

/* Chosen ones stand first, with what was chosen for them. */
static struct onboarding_start_row start_row(struct request *rq,
                                             const struct onboarding_person_row *p,
                                             const struct onboarding_start *typed, bool chosen)
{
    struct onboarding_start_row row = {
        .id = number_text(rq, p->id),
        .name = p->name,
        .team = p->team_name,
        .started = p->started_day != 0
                       ? local_date(rq, zone_day_start(rq->zone, (int32_t)p->started_day))
                       : STR_NONE,
        .chosen = chosen};
    int64_t own = -1;

    for (size_t k = 0; chosen && k < ONBOARDING_CLASS_MOST; k++)
        if (typed->person_id[k] == p->id)
            own = typed->profile[k];
    row.profiles = onboarding_profile_options(rq, own);
    for (size_t k = 0; k < row.profiles.n; k++)
        row.profiles.at[k].value =
            arena_printf(rq->arena, "%lld:%s", (long long)p->id, onboarding_profile_words[k]);
    return row;
}

static enum status fill_people(struct request *rq, const struct onboarding_start_entry *e,
                               const struct onboarding_start *typed,
                               struct onboarding_start_view *v)
{
    struct onboarding_search search = {
        .q = e->q, .team_id = e->team_id, .chosen = typed->person_id, .n_chosen = 0};
    struct onboarding_startable people;

    while (search.n_chosen < ONBOARDING_CLASS_MOST && typed->person_id[search.n_chosen] != 0)
        search.n_chosen++;
    TRY(onboarding_startable(rq->db, rq->arena, rq->who, &search, &people));
    v->n_more = (int64_t)people.n_more;
    v->n_chosen = (int64_t)people.n_chosen;
    v->rows.n = people.n;
    v->rows.at = arena_array(rq->arena, struct onboarding_start_row, people.n);
    for (size_t i = 0; i < people.n; i++)
        v->rows.at[i] = start_row(rq, &people.at[i], typed, i < people.n_chosen);
    v->teams.n = people.teams.n;
    v->teams.at = arena_array(rq->arena, struct onboarding_option, people.teams.n);
    for (size_t i = 0; i < people.teams.n; i++)
        v->teams.at[i] = (struct onboarding_option){number_text(rq, people.teams.at[i].id),
                                                    people.teams.at[i].name,
                                                    people.teams.at[i].id == e->team_id};
    return OK;
}

static enum status fill_mentors(struct request *rq, int64_t chosen, struct onboarding_options *ret)
{
    struct onboarding_mentor_row_list mentors;

    TRY(all_mentors(rq, &mentors));
    ret->at = arena_array(rq->arena, struct onboarding_option, mentors.n);
    ret->n = mentors.n;
    for (size_t i = 0; i < mentors.n; i++)
        ret->at[i] = (struct onboarding_option){
            number_text(rq, mentors.at[i].person_id),
            text_filled(rq->arena, rq->lang, T_ONBOARDING_MENTOR_LOAD,
                        (struct text_arg[]){TEXT_STR(mentors.at[i].name),
                                            TEXT_INT(mentors.at[i].load),
                                            TEXT_INT(mentors.at[i].most)},
                        3),
            chosen == mentors.at[i].person_id};
    return OK;
}

static enum status start_page(struct request *rq, struct response *rs,
                              const struct onboarding_start_entry *e, struct str alert)
{
    struct onboarding_start typed;
    struct onboarding_start_view v = {
        .csrf = rq->csrf,
        .alert = alert,
        .class_name = e->class_name.p ? e->class_name : STR(""),
        .q = e->q.p ? e->q : STR(""),
        .searched = e->look,
        .start_iso = e->start_day != 0 ? date_text(rq->arena, (int32_t)e->start_day) : STR_NONE};

    if (onboarding_start_of(e, &typed) != OK)
        failure_clear(); /* said when somebody is to start; here those that could be read are shown */
    v.profiles = onboarding_profile_options(rq, e->profile > 0 ? e->profile : 0);
    TRY(fill_people(rq, e, &typed, &v));
    TRY(fill_mentors(rq, e->mentor_id, &v.mentors));
    struct html *page = page_begin(rq, rs, T_ONBOARDING_START_TITLE);
    onboarding_start_html(page, &v);
    return page_end(page);
}

static enum status show_start(struct request *rq, struct response *rs)
{
    const struct onboarding_start_entry empty = {.people = STR(""), .as = STR("")};

    return start_page(rq, rs, &empty, STR_NONE);
}

static enum status put_start(struct request *rq, struct response *rs)
{
    struct onboarding_start_entry entry;
    struct onboarding_start start;
    struct form_errors errors = {.n = 0};
    int64_t first;
    enum status done = form_read(rq, &entry, &errors);

    if ((done == OK || errors.n > 0) && entry.look)
        return start_page(rq, rs, &entry, STR_NONE);
    if (done == INVALID && errors.n > 0) {
        rs->status = 422;
        return start_page(rq, rs, &entry, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(done);
    done = onboarding_start_of(&entry, &start);
    if (done == OK)
        done = onboarding_start(rq->db, rq->arena, rq->who, &start, &first);
    if ((done == INVALID || done == CONFLICT || done == TOO_LARGE) && refuse_key() != T_NONE) {
        rs->status = done == CONFLICT ? 409 : 422;
        return start_page(rq, rs, &entry, text(rq->lang, refuse_key()));
    }
    TRY(done);
    page_notice(rq, rs, T_ONBOARDING_STARTED);
    return redirect(rs, STR("/onboarding"));
}

/* ---- mentors */

static enum status show_mentors(struct request *rq, struct response *rs)
{
    struct onboarding_mentor_row_list mentors;
    struct onboarding_mentors_view v = {.csrf = rq->csrf};

    TRY(all_mentors(rq, &mentors));
    v.mentors.at = arena_array(rq->arena, struct onboarding_mentor_view, mentors.n);
    v.mentors.n = mentors.n;
    for (size_t i = 0; i < mentors.n; i++)
        v.mentors.at[i] = (struct onboarding_mentor_view){
            mentors.at[i].name,
            path_of(rq->arena, "/onboarding/mentors/{}", mentors.at[i].person_id),
            mentors.at[i].load, mentors.at[i].most, mentors.at[i].is_away};
    struct html *page = page_begin(rq, rs, T_ONBOARDING_MENTORS_TITLE);
    onboarding_mentors_html(page, &v);
    return page_end(page);
}

static enum status put_capacity(struct request *rq, struct response *rs)
{
    struct onboarding_capacity_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(onboarding_capacity(rq->db, rq->arena, rq->who, id, entry.most));
    page_notice(rq, rs, T_ONBOARDING_SAVED);
    return redirect(rs, STR("/onboarding/mentors"));
}

/* ---- another start day or profile */

static void add_moved(struct request *rq, const struct onboarding_moved *m,
                      struct onboarding_change_view *v)
{
    struct onboarding_moved_views *lists[] = {[ONBOARDING_MOVES] = &v->moves,
                                              [ONBOARDING_APPEARS] = &v->appears,
                                              [ONBOARDING_GOES] = &v->goes};
    struct str da = m->to ? m->to->title_da : m->from->title_da,
               en = m->to ? m->to->title_en : m->from->title_en;

    if (m->move == ONBOARDING_STAYS) {
        v->n_stays++;
        return;
    }
    lists[m->move]->at[lists[m->move]->n++] = (struct onboarding_moved_view){
        .title = rq->lang == LANG_DA ? da : en,
        .from = m->from != NULL ? onboarding_day_text(rq, m->from->due_day) : STR_NONE,
        .to = onboarding_day_text(rq, m->due_day)};
}

static enum status change_page(struct request *rq, struct response *rs, int64_t id, int64_t profile,
                               int64_t start_day, struct str error)
{
    struct onboarding o;
    struct onboarding_change c;
    struct onboarding_change_view v = {.csrf = rq->csrf, .error = error};

    TRY(onboarding_find(rq->db, rq->arena, rq->who, id, &o));
    if (start_day == 0)
        start_day = o.row.start_day;
    if (profile < 0)
        profile = o.row.profile;
    TRY(onboarding_change_look(rq->db, rq->arena, rq->who, id, (enum onboarding_profile)profile,
                               start_day, &c));
    v.url = path_of(rq->arena, "/onboarding/{}", id);
    v.name = o.row.person_name;
    v.start = onboarding_day_text(rq, start_day);
    v.start_iso = date_text(rq->arena, (int32_t)start_day);
    v.profile = onboarding_profile_text(profile);
    v.profile_word = str_of(onboarding_profile_words[profile]);
    v.seal = c.seal;
    v.moves.at = arena_array(rq->arena, struct onboarding_moved_view, c.n + 1);
    v.appears.at = arena_array(rq->arena, struct onboarding_moved_view, c.n + 1);
    v.goes.at = arena_array(rq->arena, struct onboarding_moved_view, c.n + 1);
    for (size_t i = 0; i < c.n; i++)
        add_moved(rq, &c.at[i], &v);
    struct html *page = page_begin(rq, rs, T_ONBOARDING_CHANGE_TITLE);
    onboarding_change_html(page, &v);
    return page_end(page);
}

/* Asked first: nothing changes before this page was seen and its button pressed. */
static enum status put_change(struct request *rq, struct response *rs)
{
    struct onboarding_change_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    enum status read = form_read(rq, &entry, &errors);
    if (read == INVALID && errors.n > 0) {
        rs->status = 422;
        return change_page(rq, rs, id, -1, 0, form_error_named(rq->arena, rq->lang, &errors.at[0]));
    }
    TRY(read);
    if (entry.seal == 0)
        return change_page(rq, rs, id, entry.profile, entry.start_day, STR_NONE);
    enum status done =
        onboarding_change(rq->db, rq->arena, rq->who, id, (enum onboarding_profile)entry.profile,
                          entry.start_day, entry.seal);
    if (done == CONFLICT && refuse_key() == T_ONBOARDING_CHANGED_MEANWHILE) {
        rs->status = 409;
        return change_page(rq, rs, id, entry.profile, entry.start_day,
                           text(rq->lang, T_ONBOARDING_CHANGED_MEANWHILE));
    }
    TRY(done);
    page_notice(rq, rs, T_ONBOARDING_SAVED);
    return redirect(rs, path_of(rq->arena, "/onboarding/{}", id));
}

const struct route onboarding_lead_routes[] = {
    {GET, "/onboarding", PERM_ONBOARDING, lead_page},
    {POST, "/onboarding/talks/{id}/held", PERM_ONBOARDING, put_held},
    {POST, "/onboarding/workload/{id}/relieved", PERM_ONBOARDING_LEAD, put_relieved},
    {GET, "/onboarding/start", PERM_ONBOARDING_LEAD, show_start},
    {POST, "/onboarding/start", PERM_ONBOARDING_LEAD, put_start, .in = &onboarding_start_form},
    {GET, "/onboarding/mentors", PERM_ONBOARDING_LEAD, show_mentors},
    {POST, "/onboarding/mentors/{id}", PERM_ONBOARDING_LEAD, put_capacity,
     .in = &onboarding_capacity_form},
    {POST, "/onboarding/{id}/change", PERM_ONBOARDING_LEAD, put_change,
     .in = &onboarding_change_form},
    {0},
};
