/* Answering, and what there is to see.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/asking/asking_parts.h"

#include "base/clock.h"
#include "core/audit.h"
#include "core/live.h"
#include "core/refuse.h"
#include "features/help/help.h"
#include "features/notify/notify.h"

/* ---- answering */

/* What can be found of a question is itself and all its answers. */
static enum status index_question(struct db *db, struct arena *a,
                                  const struct asking_question_row *q)
{
    struct asking_reply_row_list replies;
    struct buf body = buf_new(a, 1000);

    TRY(q_asking_replies(db, a, q->id, &replies));
    for (size_t i = 0; i < replies.n; i++) {
        buf_add(&body, replies.at[i].text);
        buf_char(&body, '\n');
    }
    return asking_index(db, a, q->centre_id, ASKING_QUESTION, q->id, q->text, buf_str(&body));
}

/* An anonymous asker is told by the open page alone: a notice would know whose it is. */
static enum status tell_asker(struct db *db, struct arena *a, const struct asking_question_row *q)
{
    if (q->anonymous)
        return OK;
    return notify_person(
        db, a, q->asked_by, NOTICE_ORDINARY, T_NOTICE_ASKING_ANSWERED,
        arena_printf(a, "/ask/%lld", (long long)q->id),
        arena_printf(a, "asking.answered %lld %lld", (long long)q->id, (long long)clock_now()));
}

enum status asking_answer(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          struct str text)
{
    struct asking_question_row q;
    DB_TX(tx, db);

    TRY(asking_take(db, a, who, id, &q));
    TRY(asking_is_valid(text, ASKING_TEXT_MAX));
    if (q.state == ASKING_HELPED)
        return refuse(CONFLICT, T_ASKING_IS_OVER);
    TRY(q_asking_reply_insert(db, id, ASKING_ANSWER, who->person_id, text, asking_when(&q)));
    bool own = !q.anonymous && q.asked_by == who->person_id; /* found it out: nobody has answered */
    if (!q.measured && q.waits_since != 0 && !own)
        TRY(asking_measure(db, a, &q));
    TRY(asking_hush(db, &q));
    TRY(q_asking_stands(db, id, ASKING_ANSWERED, true));
    TRY(index_question(db, a, &q));
    TRY(audit(db, who, AUDIT_ASKING_ANSWERED, id, STR("answer")));
    if (!own)
        TRY(tell_asker(db, a, &q));
    TRY(asking_wake(db, a, q.centre_id));
    TRY(asking_changed(db, q.centre_id, id));
    return db_commit(&tx);
}

/* ---- looking */

static bool answers(const struct actor *who, const struct asking_reply_row_list *replies)
{
    for (size_t i = 0; i < replies->n; i++)
        if (replies->at[i].kind == ASKING_ANSWER && replies->at[i].by_person == who->person_id)
            return true;
    return false;
}

static enum status fill(struct db *db, struct arena *a, const struct actor *who, struct str secret,
                        const struct asking_question_row *row, struct asking_question *ret)
{
    struct asking_question q = {.id = row->id,
                                .asked_at = row->asked_at,
                                .state = row->state,
                                .rung = row->rung,
                                .anonymous = row->anonymous,
                                .mine = asking_is_mine(a, who, secret, row),
                                .waits = row->waits_since != 0,
                                .told_leader = row->waits_since != 0 && row->leader_at == 0,
                                .text = row->text};

    TRY(q_asking_replies(db, a, row->id, &q.replies));
    if (!row->anonymous && (row->state == ASKING_OPEN || q.mine || answers(who, &q.replies)))
        q.asker = row->asker;
    *ret = q;
    return OK;
}

enum status asking_find(struct db *db, struct arena *a, const struct actor *who, struct str secret,
                        int64_t id, struct asking_question *ret)
{
    struct asking_question_row row;

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(q_asking_question(db, a, id, who->centre_id, &row));
    return fill(db, a, who, secret, &row, ret);
}

static enum status fill_mine(struct db *db, struct arena *a, const struct actor *who,
                             struct str secret, struct asking_question_list *ret)
{
    int64_t since = clock_now() - ASKING_MINE_DAYS * DAY_MS;
    struct asking_question_row_list named, nobodys = {0};
    struct asking_question_list list;

    TRY(q_asking_mine(db, a, who->person_id, since, &named));
    if (secret.n > 0)
        TRY(q_asking_anonymous(db, a, who->centre_id, since, &nobodys));
    list = (struct asking_question_list){
        arena_array(a, struct asking_question, named.n + nobodys.n), 0};
    for (size_t i = 0; i < nobodys.n; i++)
        if (asking_is_mine(a, who, secret, &nobodys.at[i]))
            TRY(fill(db, a, who, secret, &nobodys.at[i], &list.at[list.n++]));
    for (size_t i = 0; i < named.n; i++)
        TRY(fill(db, a, who, secret, &named.at[i], &list.at[list.n++]));
    *ret = list;
    return OK;
}

/* Fewer than so many could have asked. */
static enum status are_few(struct db *db, struct arena *a, const struct actor *who, bool *ret)
{
    struct asking_owner_row_list rows;
    int64_t n = 0, last = 0;

    TRY(q_asking_owners(db, a, who->centre_id, clock_now() / DAY_MS, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        const struct asking_owner_row *r = &rows.at[i];

        if (r->person_id == last || r->role < 0 || r->role >= ROLE_N ||
            access_reach((enum role)r->role, PERM_ASK) == REACH_NONE)
            continue;
        last = r->person_id;
        n++;
    }
    *ret = n < ASKING_SMALLEST;
    return OK;
}

enum status asking_board(struct db *db, struct arena *a, const struct actor *who, struct str secret,
                         struct asking_board *ret)
{
    struct asking_question_row_list open;
    struct asking_board board = {0};
    struct asking_n_row here;

    if (!may(who, PERM_ASK))
        return fail(DENIED, "may not ask");
    TRY(fill_mine(db, a, who, secret, &board.mine));
    TRY(q_asking_open(db, a, who->centre_id, ASKING_OPEN_MOST, &open));
    board.open.at = arena_array(a, struct asking_question, open.n);
    for (size_t i = 0; i < open.n; i++)
        if (!asking_is_mine(a, who, secret, &open.at[i]))
            TRY(fill(db, a, who, secret, &open.at[i], &board.open.at[board.open.n++]));
    TRY(q_asking_here(db, a, who->centre_id, clock_now() - HELP_HERE_MS + 1, who->person_id,
                      &here));
    board.n_here = here.n;
    TRY(are_few(db, a, who, &board.few));
    *ret = board;
    return OK;
}

enum status asking_waiting(struct db *db, struct arena *a, const struct actor *who, int64_t *ret)
{
    struct asking_n_row row = {0};

    if (may(who, PERM_ASK))
        TRY(q_asking_waiting(db, a, who->centre_id, &row));
    *ret = row.n;
    return OK;
}
