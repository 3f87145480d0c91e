/* What the two do with a form: begin, fill, share, acknowledge, answer, drop.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/cpr.h"
#include "core/refuse.h"
#include "features/coaching/coaching_parts.h"
#include "features/notify/notify.h"

/* Once per form and step: texts that name nobody. */
static enum status tell(struct db *db, struct arena *a, int64_t id, int64_t person_id,
                        enum text_key key)
{
    return notify_person(db, a, person_id, NOTICE_ORDINARY, key,
                         arena_printf(a, "/coaching/%lld", (long long)id),
                         arena_printf(a, "coaching %lld %s %lld", (long long)id,
                                      text_key_names[key], (long long)clock_now()));
}

/* ---- beginning */

static bool is_among(const struct coaching_person_list *list, int64_t person_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].person_id == person_id)
            return true;
    return false;
}

static enum status check_other(struct db *db, struct arena *a, const struct actor *who,
                               const struct coaching_start *start)
{
    struct coaching_person_list list;

    if (start->side == COACHING_LEARNER)
        TRY(coaching_trainers(db, a, who, &list));
    else
        TRY(coaching_learners(db, a, who, &list));
    return is_among(&list, start->with_id) ? OK : refuse(INVALID, T_COACHING_NOBODY);
}

enum status coaching_begin(struct db *db, struct arena *a, const struct actor *who,
                           const struct coaching_start *start, int64_t *ret)
{
    bool by_trainer = start->side == COACHING_BY_TRAINER;
    int64_t id = id_new();
    struct coaching_form form;
    DB_TX(tx, db);

    if (start->side < 0 || start->side >= COACHING_SIDE_N)
        return refuse(INVALID, T_COACHING_NOBODY);
    TRY(check_other(db, a, who, start));
    TRY(coaching_check_subject(db, a, who, start->scenario, start->about, start->reference));
    TRY(coaching_form_now(db, a, who->centre_id, &form));
    TRY(q_coaching_insert(db, id, who->centre_id, form.id,
                          by_trainer ? start->with_id : who->person_id,
                          by_trainer ? who->person_id : start->with_id, by_trainer,
                          start->scenario.p ? start->scenario : STR(""), start->about,
                          start->reference.p ? start->reference : STR(""), clock_now()));
    TRY(audit(db, who, AUDIT_COACHING_CHANGED, id, STR("begun")));
    if (by_trainer) /* the trainer hears when there is something to do */
        TRY(tell(db, a, id, start->with_id, T_NOTICE_COACHING_YOURS));
    TRY(db_commit(&tx));
    jobs_wake();
    *ret = id;
    return OK;
}

/* ---- steps */

static const char *const act_words[COACHING_ACT_N] = {
    [COACHING_SAVE] = "saved",      [COACHING_LOCK] = "locked",
    [COACHING_SHARE] = "shared",    [COACHING_ACKNOWLEDGE] = "acknowledged",
    [COACHING_ANSWER] = "answered", [COACHING_REPLY] = "replied",
    [COACHING_DROP] = "dropped",
};

/* In a transaction: the form, and that this is possible now. */
static enum status take(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        enum coaching_act act, struct coaching *ret, enum coaching_state *ret_to)
{
    struct coaching c = {.sees = {false, false}};

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    TRY(q_coaching_of(db, a, id, who->person_id, &c.row));
    TRY(coaching_side_of(who, &c.row, &c.side));
    if (!coaching_step((enum coaching_state)c.row.state, c.side, act, ret_to))
        return refuse(CONFLICT, T_COACHING_NOT_NOW);
    TRY(coaching_form_by_id(db, a, c.row.form_id, &c.form));
    *ret = c;
    return OK;
}

/* The other one may have been faster. */
static enum status move(struct db *db, const struct actor *who, const struct coaching *c,
                        enum coaching_act act, enum coaching_state to)
{
    int64_t changed;

    TRY(q_coaching_move(db, c->row.id, c->row.state, to, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_COACHING_NOT_NOW);
    return audit(db, who, AUDIT_COACHING_CHANGED, c->row.id, str_of(act_words[act]));
}

static enum status done(struct db_tx *tx)
{
    TRY(db_commit(tx));
    jobs_wake();
    return OK;
}

enum status coaching_fill(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                          const struct coaching_answer *answers, bool lock)
{
    enum coaching_act act = lock ? COACHING_LOCK : COACHING_SAVE;
    struct coaching c;
    enum coaching_state to;
    DB_TX(tx, db);

    TRY(take(db, a, who, id, act, &c, &to));
    TRY(coaching_check_answers(&c.form, answers, lock));
    for (size_t i = 0; i < c.form.n; i++)
        TRY(q_coaching_answer_put(db, id, c.side, c.form.at[i].id, answers[i].value,
                                  answers[i].words.p ? answers[i].words : STR("")));
    TRY(move(db, who, &c, act, to));
    if (lock && c.side == COACHING_LEARNER)
        TRY(tell(db, a, id, c.row.trainer_id, T_NOTICE_COACHING_READY));
    return done(&tx);
}

enum status coaching_share(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                           struct str closing)
{
    struct coaching c;
    enum coaching_state to;
    DB_TX(tx, db);

    TRY(take(db, a, who, id, COACHING_SHARE, &c, &to));
    if (utf8_length(closing) > COACHING_WORDS_MAX)
        return refuse(TOO_LARGE, T_COACHING_TOO_LONG);
    if (text_has_cpr(closing))
        return refuse(INVALID, T_COACHING_CPR);
    TRY(q_coaching_shared(db, id, closing.p ? closing : STR(""), clock_now()));
    TRY(move(db, who, &c, COACHING_SHARE, to));
    TRY(tell(db, a, id, c.row.learner_id, T_NOTICE_COACHING_SHARED));
    return done(&tx);
}

enum status coaching_acknowledge(struct db *db, struct arena *a, const struct actor *who,
                                 int64_t id)
{
    struct coaching c;
    enum coaching_state to;
    DB_TX(tx, db);

    TRY(take(db, a, who, id, COACHING_ACKNOWLEDGE, &c, &to));
    TRY(move(db, who, &c, COACHING_ACKNOWLEDGE, to));
    TRY(tell(db, a, id, c.row.trainer_id, T_NOTICE_COACHING_ENDED));
    return done(&tx);
}

/* What each question's words say goes in as one turn. */
static enum status put_turns(struct db *db, struct arena *a, const struct coaching *c,
                             const struct str *words)
{
    struct coaching_turn_row_list before;
    bool any = false;

    TRY(q_coaching_turns(db, a, c->row.id, &before));
    int64_t turn = before.n > 0 ? before.at[before.n - 1].turn + 1 : 1;
    for (size_t i = 0; i < c->form.n; i++) {
        if (words[i].n == 0)
            continue;
        if (utf8_length(words[i]) > COACHING_WORDS_MAX)
            return refuse(TOO_LARGE, T_COACHING_TOO_LONG);
        if (text_has_cpr(words[i]))
            return refuse(INVALID, T_COACHING_CPR);
        TRY(q_coaching_turn_insert(db, c->row.id, c->form.at[i].id, turn, c->side, words[i],
                                   clock_now()));
        any = true;
    }
    return any ? OK : refuse(INVALID, T_COACHING_NO_WORDS);
}

enum status coaching_say(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                         const struct str *words)
{
    struct coaching_row row;
    struct coaching c;
    enum coaching_side side;
    enum coaching_state to;
    DB_TX(tx, db);

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    TRY(q_coaching_of(db, a, id, who->person_id, &row));
    TRY(coaching_side_of(who, &row, &side));
    enum coaching_act act = side == COACHING_LEARNER ? COACHING_ANSWER : COACHING_REPLY;
    TRY(take(db, a, who, id, act, &c, &to));
    TRY(put_turns(db, a, &c, words));
    TRY(move(db, who, &c, act, to));
    if (act == COACHING_ANSWER)
        TRY(tell(db, a, id, c.row.trainer_id, T_NOTICE_COACHING_ANSWERED));
    else
        TRY(tell(db, a, id, c.row.learner_id, T_NOTICE_COACHING_REPLIED));
    return done(&tx);
}

enum status coaching_drop(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct coaching c;
    enum coaching_state to;
    int64_t gone;
    DB_TX(tx, db);

    TRY(take(db, a, who, id, COACHING_DROP, &c, &to));
    TRY(q_coaching_turns_drop(db, id));
    TRY(q_coaching_answers_drop(db, id));
    TRY(q_coaching_drop(db, id, &gone));
    TRY(audit(db, who, AUDIT_COACHING_CHANGED, id, str_of(act_words[COACHING_DROP])));
    TRY(notify_over(db, arena_printf(a, "coaching %lld ", (long long)id)));
    return done(&tx);
}
