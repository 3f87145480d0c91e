/* Pages of aftercare: the board, one case, the employee's own page.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/aftercare/aftercare_forms.h"

#include "aftercare_html.h"
#include "features/aftercare/aftercare_show.h"
#include "web/page.h"

#define BOARD_ROWS 60

static enum status board(struct request *rq, struct response *rs)
{
    struct care_board found;
    struct care_board_view v;

    TRY(care_board(rq->db, rq->arena, rq->who, BOARD_ROWS, &found));
    v = care_board_view_of(rq, &found);
    struct html *page = page_begin(rq, rs, T_AFTERCARE_BOARD_TITLE);
    care_board_html(page, &v);
    return page_end(page);
}

static enum status mine(struct request *rq, struct response *rs)
{
    struct care_mine_view v;

    TRY(care_mine_fill(rq, &v));
    struct html *page = page_begin(rq, rs, T_AFTERCARE_MINE_TITLE);
    care_mine_html(page, &v);
    return page_end(page);
}

static enum status show_case(struct request *rq, struct response *rs, int64_t id,
                             const struct care_end_entry *typed, int64_t step_id, struct str error)
{
    struct care_case found;
    struct care_case_view v;

    TRY(care_find(rq->db, rq->arena, rq->who, id, &found));
    if (found.sight == CARE_SIGHT_OWN)
        return redirect(rs, STR("/aftercare/mine"));
    TRY(care_case_fill(rq, &found, &v));
    if (typed != NULL) {
        v.typed = typed->note;
        v.typed_for = step_id;
        v.error = error;
    }
    struct html *page = page_begin_titled(rq, rs, v.number);
    care_show_html(page, &v);
    return page_end(page);
}

static enum status show(struct request *rq, struct response *rs)
{
    int64_t id;

    TRY(param_id(rq, "id", &id));
    return show_case(rq, rs, id, NULL, 0, STR_NONE);
}

/* Back to where it was pressed: the employee's page, the board, or the case. */
static enum status back(struct request *rq, struct response *rs, int64_t step_id, struct str to,
                        enum text_key notice)
{
    struct care_step_row s;

    page_notice(rq, rs, notice);
    if (str_eq(to, STR("/aftercare")) || str_eq(to, STR("/aftercare/mine")))
        return redirect(rs, to);
    db_refresh(rq->db);
    TRY(q_care_step(rq->db, rq->arena, step_id, &s));
    return redirect(rs, path_of(rq->arena, "/aftercare/{}", s.case_id));
}

static enum status end_step(struct request *rq, struct response *rs)
{
    struct care_end_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    enum status done =
        care_end(rq->db, rq->arena, rq->who, id, (enum care_state)entry.state, entry.note);
    if (done == INVALID && refuse_key() != T_NONE) { /* a word that names somebody, or none */
        struct str why = text(rq->lang, refuse_key());
        struct care_step_row s;

        TRY(q_care_step(rq->db, rq->arena, id, &s));
        rs->status = 422;
        return show_case(rq, rs, s.case_id, &entry, id, why);
    }
    TRY(done);
    return back(rq, rs, id, entry.back, T_AFTERCARE_SAVED);
}

static enum status move_step(struct request *rq, struct response *rs)
{
    struct care_move_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(care_move(rq->db, rq->arena, rq->who, id, entry.due_at, entry.reason));
    return back(rq, rs, id, STR_NONE, T_AFTERCARE_SAVED);
}

static enum status answer_offer(struct request *rq, struct response *rs)
{
    struct care_answer_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(care_answer(rq->db, rq->arena, rq->who, id, (enum care_answer)entry.answer));
    return back(rq, rs, id, entry.back, T_AFTERCARE_SAVED);
}

static enum status ask(struct request *rq, struct response *rs)
{
    struct care_ask_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(care_ask(rq->db, rq->arena, rq->who, id, (enum care_ask)entry.ask));
    page_notice(rq, rs, T_AFTERCARE_ASKED);
    return redirect(rs, STR("/aftercare/mine"));
}

static enum status share(struct request *rq, struct response *rs)
{
    struct care_switch_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t id;

    TRY(param_id(rq, "id", &id));
    TRY(form_read(rq, &entry, &errors));
    TRY(care_share(rq->db, rq->arena, rq->who, id, entry.on));
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/mine"));
}

static enum status pause_page(struct request *rq, struct response *rs)
{
    struct care_switch_entry entry;
    struct form_errors errors = {.n = 0};

    TRY(form_read(rq, &entry, &errors));
    TRY(care_pause(rq->db, rq->arena, rq->who, entry.on));
    return redirect(rs, STR("/aftercare/mine"));
}

static enum status supporters(struct request *rq, struct response *rs)
{
    struct care_supporters_entry entry;
    struct form_errors errors = {.n = 0};
    int64_t ids[CARE_SUPPORTERS_MAX];
    size_t n = 0;

    TRY(form_read(rq, &entry, &errors));
    for (size_t i = 0; i < CARE_SUPPORTERS_MAX; i++)
        if (entry.id[i] != 0)
            ids[n++] = entry.id[i];
    TRY(care_supporters_set(rq->db, rq->arena, rq->who, ids, n));
    page_notice(rq, rs, T_AFTERCARE_SAVED);
    return redirect(rs, STR("/aftercare/mine"));
}

/* ---- on pages of other features */

enum status care_incident_part(struct request *rq, struct html *h, const struct incident *in)
{
    int64_t id;
    enum status found = care_case_of_incident(rq->db, rq->arena, rq->who, in->row.id, &id);

    if (found == MISSING)
        return OK;
    TRY(found);
    care_incident_part_html(h, in->row.person_id == rq->who->person_id
                                   ? STR("/aftercare/mine")
                                   : path_of(rq->arena, "/aftercare/{}", id));
    return OK;
}

enum status care_today_part(struct request *rq, struct html *h)
{
    struct care_counts counts;

    if (!may(rq->who, PERM_CARE_READ))
        return OK;
    TRY(care_count(rq->db, rq->arena, rq->who, &counts));
    care_today_html(h, &counts);
    return OK;
}

const struct route aftercare_routes[] = {
    {GET, "/aftercare", PERM_CARE_READ, board},
    {GET, "/aftercare/mine", PERM_CARE_READ, mine},
    {POST, "/aftercare/pause", PERM_CARE_ACT, pause_page, .in = &care_pause_form},
    {POST, "/aftercare/supporters", PERM_CARE_ACT, supporters, .in = &care_supporters_form},
    {POST, "/aftercare/steps/{id}/end", PERM_CARE_ACT, end_step, .in = &care_end_form},
    {POST, "/aftercare/steps/{id}/move", PERM_CARE_ACT, move_step, .in = &care_move_form},
    {POST, "/aftercare/steps/{id}/answer", PERM_CARE_ACT, answer_offer, .in = &care_answer_form},
    {GET, "/aftercare/{id}", PERM_CARE_READ, show},
    {POST, "/aftercare/{id}/ask", PERM_CARE_ACT, ask, .in = &care_ask_form},
    {POST, "/aftercare/{id}/share", PERM_CARE_ACT, share, .in = &care_share_form},
    {0},
};
