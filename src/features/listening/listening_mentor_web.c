/* The mentor's workspace: the agenda for each newcomer.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_show.h"

#include "base/clock.h"
#include "features/experience/experience.h"
#include "listening_mentor_html.h"

bool mentor_nav_fits(struct request *rq)
{
    for (size_t i = 0; may(rq->who, PERM_CALL_LISTENING) && i < rq->who->n_grants; i++)
        if (rq->who->grants[i].role == ROLE_MENTOR)
            return true;
    return false;
}

/* ---- the lines of each part */

static struct mentor_line_view session_line(struct request *rq, const struct mentor_line *l)
{
    return (struct mentor_line_view){.url = l->own ? path_of(rq->arena, "/listening/{}", l->id)
                                                   : STR_NONE,
                                     .text = listening_moment(rq, l->at),
                                     .note = l->own ? STR_NONE : l->name};
}

static struct mentor_line_view step_line(struct request *rq, const struct mentor_line *l)
{
    return (struct mentor_line_view){.url = path_of(rq->arena, "/listening/{}", l->id),
                                     .text = l->name,
                                     .note = l->day != 0 ? listening_day(rq, l->day) : STR_NONE,
                                     .tag = l->late ? T_MENTOR_LOOK_AGAIN : T_NONE};
}

static struct mentor_line_view item_line(struct request *rq, const struct mentor_line *l)
{
    return (struct mentor_line_view){.text = rq->lang == LANG_DA ? l->text_da : l->text_en,
                                     .note = listening_day(rq, l->day),
                                     .tag = l->late ? T_MENTOR_LATE : T_NONE,
                                     .red = l->late};
}

static struct mentor_line_view social_line(struct request *rq, const struct mentor_line *l)
{
    struct text_arg next = TEXT_STR(l->day != 0 ? listening_day(rq, l->day) : STR_NONE);

    return (struct mentor_line_view){
        .text = l->at != 0 ? local_time(rq, l->at) : text(rq->lang, T_MENTOR_NOT_YET),
        .note = l->day != 0 ? text_filled(rq->arena, rq->lang, T_MENTOR_SOCIAL_NEXT, &next, 1)
                            : STR_NONE,
        .tag = l->late ? T_MENTOR_LONG_AGO : T_NONE};
}

static struct mentor_line_view experience_line(struct request *rq, const struct mentor_line *l)
{
    static const enum text_key kinds[EXPERIENCE_KIND_N] = {
#define X(name, word) [EXPERIENCE_##name] = T_EXPERIENCE_KIND_##name,
        EXPERIENCE_KINDS(X)
#undef X
    };
    bool shown = l->kind >= 0 && l->kind < EXPERIENCE_KIND_N;

    return (struct mentor_line_view){.url = STR("/experience/newcomers"),
                                     .text = shown ? text(rq->lang, kinds[l->kind])
                                                   : text(rq->lang, T_MENTOR_KEPT),
                                     .note = local_time(rq, l->at),
                                     .tag = l->late ? T_MENTOR_WANTS_TALK : T_NONE,
                                     .red = l->late};
}

typedef struct mentor_line_view line_fn(struct request *rq, const struct mentor_line *l);
static const struct {
    enum text_key title, none;
    line_fn *line;
} shown[MENTOR_PART_N] = {
    [MENTOR_SESSIONS] = {T_MENTOR_SESSIONS, T_MENTOR_NO_SESSIONS, session_line},
    [MENTOR_STEPS] = {T_MENTOR_STEPS, T_MENTOR_NO_STEPS, step_line},
    [MENTOR_ITEMS] = {T_MENTOR_ITEMS, T_MENTOR_NO_ITEMS, item_line},
    [MENTOR_SOCIAL] = {T_MENTOR_SOCIAL, T_MENTOR_NOT_YET, social_line},
    [MENTOR_EXPERIENCES] = {T_MENTOR_EXPERIENCES, T_MENTOR_NO_EXPERIENCES, experience_line},
};

/* ---- the page */

static void fill_parts(struct request *rq, const struct mentor_newcomer *n,
                       struct mentor_card_view *c)
{
    c->parts = (struct mentor_part_views){
        arena_array(rq->arena, struct mentor_part_view, MENTOR_PART_N), MENTOR_PART_N};
    for (int p = 0; p < MENTOR_PART_N; p++) {
        struct mentor_part_view *to = &c->parts.at[p];
        const struct mentor_lines *from = &n->parts[p];

        to->title = shown[p].title;
        to->none = shown[p].none;
        to->lines.at = arena_array(rq->arena, struct mentor_line_view, from->n);
        for (size_t i = 0; i < from->n; i++)
            to->lines.at[to->lines.n++] = shown[p].line(rq, &from->at[i]);
    }
    c->propose = n->parts[MENTOR_SOCIAL].n > 0 && n->parts[MENTOR_SOCIAL].at[0].late;
}

static enum status mentor(struct request *rq, struct response *rs)
{
    struct mentor_agenda agenda;
    struct mentor_view v = {.csrf = rq->csrf};

    TRY(mentor_agenda(rq->db, rq->arena, rq->who, &agenda));
    v.cards.at = arena_array(rq->arena, struct mentor_card_view, agenda.n);
    v.cards.n = agenda.n;
    for (size_t i = 0; i < agenda.n; i++) {
        const struct onboarding_run_row *r = &agenda.at[i].run;
        struct mentor_card_view *c = &v.cards.at[i];

        c->id = r->id;
        c->name = r->person_name;
        c->start = listening_day(rq, r->start_day);
        c->stands_in = agenda.at[i].stands_in ? r->mentor_name : STR_NONE;
        c->url = path_of(rq->arena, "/onboarding/{}", r->id);
        c->book_url = path_of(rq->arena, "/listening/new?with={}", r->person_id);
        c->checkin_url = path_of(rq->arena, "/mentor/{}/checkin", r->id);
        fill_parts(rq, &agenda.at[i], c);
    }
    struct html *page = page_begin(rq, rs, T_MENTOR_TITLE);
    mentor_page_html(page, &v);
    return page_end(page);
}

static enum status put_checkin(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(mentor_checkin(rq->db, rq->arena, rq->who, id));
    page_notice(rq, rs, T_MENTOR_CHECKIN_NOTED);
    return redirect(rs, STR("/mentor"));
}

const struct route listening_mentor_routes[] = {
    {GET, "/mentor", PERM_CALL_LISTENING, mentor},
    {POST, "/mentor/{id}/checkin", PERM_CALL_LISTENING, put_checkin},
    {0},
};
