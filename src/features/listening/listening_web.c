/* Pages of listening sessions: the overview, asking, booking, agreeing; what was held, for who leads.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/listening/listening_show.h"

#include "base/clock.h"
#include "core/refuse.h"
#include "listening_html.h"

/* ---- the overview */

/* Somebody's answer or word is awaited, and it is the reader's. */
static bool waits_for_me(const struct request *rq, const struct listening_row *r)
{
    bool own = r->employee_id == rq->who->person_id;

    switch ((enum listening_state)r->state) {
    case LISTENING_ASKED:
    case LISTENING_SUGGESTED:
    case LISTENING_STOPPED:
        return !own;
    case LISTENING_PROPOSED:
        return own;
    case LISTENING_RUNNING:
        return true;
    case LISTENING_HELD:
        return own && r->answered_at == 0;
    case LISTENING_BOOKED:
    case LISTENING_DECLINED:
    case LISTENING_CALLED_OFF:
    case LISTENING_STATE_N:
        break;
    }
    return false;
}

static struct listening_line_views *list_for(struct request *rq, const struct listening_row *r,
                                             struct listening_list_view *v)
{
    if (waits_for_me(rq, r))
        return &v->waits;
    if (r->state == LISTENING_HELD || r->state == LISTENING_STOPPED)
        return &v->held;
    if (r->state == LISTENING_DECLINED || r->state == LISTENING_CALLED_OFF ||
        (r->starts_at != 0 && r->starts_at + LISTENING_LATE_MS < clock_now()))
        return &v->over;
    return &v->coming;
}

static void add_line(struct request *rq, const struct listening_row *r,
                     struct listening_line_views *to)
{
    to->at[to->n++] = listening_line(rq, r);
}

static enum status overview(struct request *rq, struct response *rs)
{
    struct listening_row_list mine, asked;
    struct listening_list_view v = {.may_book = listening_listens(rq->who),
                                    .mentors = mentor_nav_fits(rq),
                                    .leads = listening_leads(rq->who),
                                    .may_set = listening_may_set(rq->who)};

    TRY(listening_mine(rq->db, rq->arena, rq->who, &mine));
    TRY(listening_asked(rq->db, rq->arena, rq->who, &asked));
    struct listening_line_views *const lists[] = {&v.waits, &v.coming, &v.held, &v.over};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        lists[i]->at = arena_array(rq->arena, struct listening_line_view, mine.n + asked.n);
    for (size_t i = 0; i < asked.n; i++)
        if (asked.at[i].listener_id != rq->who->person_id) /* that is among the own */
            add_line(rq, &asked.at[i], &v.waits);
    for (size_t i = mine.n; i-- > 0;) /* what comes next comes first */
        if (list_for(rq, &mine.at[i], &v) == &v.waits || list_for(rq, &mine.at[i], &v) == &v.coming)
            add_line(rq, &mine.at[i], list_for(rq, &mine.at[i], &v));
    for (size_t i = 0; i < mine.n; i++)
        if (list_for(rq, &mine.at[i], &v) == &v.held || list_for(rq, &mine.at[i], &v) == &v.over)
            add_line(rq, &mine.at[i], list_for(rq, &mine.at[i], &v));
    v.may_ask = may_reach(rq->who, PERM_CALL_LISTENING, rq->who->person_id, rq->who->team_id);
    struct html *page = page_begin(rq, rs, T_LISTENING_TITLE);
    listening_list_html(page, &v);
    return page_end(page);
}

/* ---- asking and booking */

static enum status show_ask(struct request *rq, struct response *rs,
                            const struct listening_typed *typed)
{
    const struct listening_offer empty = {.side = LISTENING_BESIDE};
    struct listening_holder_row_list people;
    struct listening_form_view v = {
        .url = STR("/listening/ask"), .button = T_LISTENING_DO_ASK, .is_wish = true};

    TRY(listening_askable(rq->db, rq->arena, rq->who, &people));
    v.people.at = arena_array(rq->arena, struct listening_who, people.n);
    for (size_t i = 0; i < people.n; i++)
        v.people.at[v.people.n++] = (struct listening_who){
            .id = arena_printf(rq->arena, "%lld", (long long)people.at[i].id),
            .name = people.at[i].name};
    TRY(listening_form_fill(rq, &empty, typed, &v));
    struct html *page = page_begin(rq, rs, T_LISTENING_ASK_TITLE);
    listening_ask_html(page, &v);
    return page_end(page);
}

static enum status ask(struct request *rq, struct response *rs)
{
    return show_ask(rq, rs, NULL);
}

static enum status show_new(struct request *rq, struct response *rs,
                            const struct listening_typed *typed)
{
    struct listening_offer empty = {.side = LISTENING_BESIDE,
                                    .person_id = request_query_int(rq, "with", 0)};
    struct listening_person_row_list people;
    struct listening_form_view v = {
        .url = STR("/listening/new"), .button = T_LISTENING_DO_BOOK, .asks_time = true};

    TRY(listening_bookable(rq->db, rq->arena, rq->who, &people));
    v.people.at = arena_array(rq->arena, struct listening_who, people.n);
    for (size_t i = 0; i < people.n; i++)
        v.people.at[v.people.n++] = (struct listening_who){
            .id = arena_printf(rq->arena, "%lld", (long long)people.at[i].id),
            .name = people.at[i].name};
    TRY(listening_form_fill(rq, &empty, typed, &v));
    struct html *page = page_begin(rq, rs, T_LISTENING_NEW_TITLE);
    listening_new_html(page, &v);
    return page_end(page);
}

static enum status new_page(struct request *rq, struct response *rs)
{
    return show_new(rq, rs, NULL);
}

typedef enum status page_fn(struct request *rq, struct response *rs,
                            const struct listening_typed *typed);
typedef enum status rule_fn(struct db *db, struct arena *a, const struct actor *who,
                            const struct listening_offer *offer, int64_t *ret_id);

static enum status put(struct request *rq, struct response *rs, rule_fn *rule, page_fn *page,
                       enum text_key notice)
{
    struct listening_offer offer;
    struct form_errors errors = {.n = 0};
    struct listening_typed typed = {.offer = &offer, .errors = &errors};
    int64_t id = 0;
    enum status done = form_read(rq, &offer, &errors);

    if (done == OK)
        done = rule(rq->db, rq->arena, rq->who, &offer, &id);
    if (listening_refusal(rq, done, &errors, &typed.error)) {
        rs->status = done == CONFLICT ? 409 : 422;
        return page(rq, rs, &typed);
    }
    TRY(done);
    page_notice(rq, rs, notice);
    return redirect(rs, path_of(rq->arena, "/listening/{}", id));
}

static enum status put_ask(struct request *rq, struct response *rs)
{
    return put(rq, rs, listening_ask, show_ask, T_LISTENING_ASKED_NOTED);
}

static enum status put_new(struct request *rq, struct response *rs)
{
    return put(rq, rs, listening_book, show_new, T_LISTENING_PROPOSED_NOTED);
}

/* ---- what was held, for who leads */

static enum status held(struct request *rq, struct response *rs)
{
    struct listening_row_list rows;
    struct listening_held_view v;

    TRY(listening_held(rq->db, rq->arena, rq->who, &rows));
    v.lines.at = arena_array(rq->arena, struct listening_line_view, rows.n);
    v.lines.n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct listening_row *r = &rows.at[i];

        v.lines.at[i] = (struct listening_line_view){
            .name = r->employee_name,
            .when = listening_moment(rq, r->begun_at),
            .minutes = (r->stopped_at - r->begun_at + MINUTE_MS - 1) / MINUTE_MS,
            .step = r->listener_name};
    }
    struct html *page = page_begin(rq, rs, T_LISTENING_HELD_TITLE);
    listening_held_html(page, &v);
    return page_end(page);
}

const struct route listening_routes[] = {
    {GET, "/listening", PERM_CALL_LISTENING, overview},
    {GET, "/listening/ask", PERM_CALL_LISTENING, ask},
    {POST, "/listening/ask", PERM_CALL_LISTENING, put_ask, .in = &listening_ask_form},
    {GET, "/listening/new", PERM_CALL_LISTENING, new_page},
    {POST, "/listening/new", PERM_CALL_LISTENING, put_new, .in = &listening_book_form},
    {GET, "/listening/held", PERM_CALL_LISTENING, held},
    {0},
};
