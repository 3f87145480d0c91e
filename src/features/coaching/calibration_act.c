/* Rounds of calibration: opening, answering, locking, closing, agreeing.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/cpr.h"
#include "core/refuse.h"
#include "features/coaching/calibration.h"
#include "features/coaching/coaching_parts.h"
#include "features/notify/notify.h"

static enum status tell(struct db *db, struct arena *a, int64_t id, int64_t person_id,
                        enum text_key key)
{
    return notify_person(
        db, a, person_id, NOTICE_ORDINARY, key, arena_printf(a, "/calibration/%lld", (long long)id),
        arena_printf(a, "calibration %lld %s", (long long)id, text_key_names[key]));
}

/* ---- opening */

static bool is_trainer(const struct coaching_person_list *list, int64_t person_id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].person_id == person_id)
            return true;
    return false;
}

/* Whom to invite, each once. */
static enum status check_invited(struct db *db, struct arena *a, const struct actor *who,
                                 const struct calibration_start *start,
                                 int64_t ret[CALIBRATION_SEATS], size_t *ret_n)
{
    struct coaching_person_list trainers;
    size_t n = 0;

    TRY(calibration_trainers(db, a, who, &trainers));
    for (size_t i = 0; i < CALIBRATION_SEATS; i++) {
        bool known = start->invited[i] == 0;

        for (size_t k = 0; k < n; k++)
            known = known || ret[k] == start->invited[i];
        if (known)
            continue;
        if (!is_trainer(&trainers, start->invited[i]))
            return refuse(INVALID, T_COACHING_NOBODY);
        ret[n++] = start->invited[i];
    }
    *ret_n = n;
    return n + 1 < CALIBRATION_LEAST ? refuse(INVALID, T_CALIBRATION_INVITE_MORE) : OK;
}

enum status calibration_begin(struct db *db, struct arena *a, const struct actor *who,
                              const struct calibration_start *start, int64_t *ret)
{
    int64_t id = id_new(), invited[CALIBRATION_SEATS], now = clock_now();
    struct coaching_form form;
    size_t n = 0;
    DB_TX(tx, db);

    TRY(check_invited(db, a, who, start, invited, &n));
    TRY(coaching_check_subject(db, a, who, start->scenario, start->about, start->reference));
    TRY(coaching_form_now(db, a, who->centre_id, &form));
    TRY(q_calibration_insert(db, id, who->centre_id, form.id, who->person_id,
                             start->scenario.p ? start->scenario : STR(""), start->about,
                             start->reference.p ? start->reference : STR(""), now));
    TRY(q_calibration_seat_insert(db, id, who->person_id, now));
    for (size_t i = 0; i < n; i++) {
        TRY(q_calibration_seat_insert(db, id, invited[i], now));
        TRY(tell(db, a, id, invited[i], T_NOTICE_CALIBRATION_INVITED));
    }
    TRY(audit(db, who, AUDIT_CALIBRATION_CHANGED, id, STR("begun")));
    TRY(db_commit(&tx));
    jobs_wake();
    *ret = id;
    return OK;
}

/* ---- answering */

static enum status find(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                        struct calibration_round_row *ret)
{
    if (!may(who, PERM_COACHING_TRAIN))
        return fail(DENIED, "does not train");
    return q_calibration_of(db, a, id, who->person_id, ret);
}

static enum status close_round(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct calibration_seat_row_list seats;
    int64_t changed;

    TRY(q_calibration_close(db, id, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_CALIBRATION_IS_CLOSED);
    TRY(q_calibration_seats(db, a, id, &seats));
    for (size_t i = 0; i < seats.n; i++)
        if (seats.at[i].person_id != who->person_id)
            TRY(tell(db, a, id, seats.at[i].person_id, T_NOTICE_CALIBRATION_CLOSED));
    return audit(db, who, AUDIT_CALIBRATION_CHANGED, id, STR("closed"));
}

/* The last one to lock in time closes the round. */
static enum status lock(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct calibration_round_row row;
    int64_t changed;

    TRY(q_calibration_hold(db, id));
    TRY(find(db, a, who, id, &row));
    TRY(q_calibration_lock(db, id, who->person_id, clock_now(), row.closed_at == 0, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_CALIBRATION_IS_LOCKED);
    TRY(audit(db, who, AUDIT_CALIBRATION_CHANGED, id, STR("locked")));
    return row.closed_at == 0 && row.n_locked + 1 == row.n_seats ? close_round(db, a, who, id) : OK;
}

enum status calibration_fill(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                             const struct coaching_answer *answers, bool lock_it)
{
    struct calibration_round_row row;
    struct coaching_form form;
    DB_TX(tx, db);

    TRY(find(db, a, who, id, &row));
    if (row.locked_at != 0)
        return refuse(CONFLICT, T_CALIBRATION_IS_LOCKED);
    TRY(coaching_form_by_id(db, a, row.form_id, &form));
    TRY(coaching_check_answers(&form, answers, lock_it));
    for (size_t i = 0; i < form.n; i++)
        TRY(q_calibration_answer_put(db, id, who->person_id, form.at[i].id, answers[i].value,
                                     answers[i].words.p ? answers[i].words : STR("")));
    if (lock_it)
        TRY(lock(db, a, who, id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status calibration_close(struct db *db, struct arena *a, const struct actor *who, int64_t id)
{
    struct calibration_round_row row;
    DB_TX(tx, db);

    TRY(find(db, a, who, id, &row));
    if (row.opener_id != who->person_id)
        return fail(DENIED, "did not open the round");
    TRY(close_round(db, a, who, id));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

/* ---- agreeing */

static enum status check_agreed(const struct coaching_form *form,
                                const struct calibration_agreed *g)
{
    size_t at = coaching_number(form, g->question_id);
    struct coaching_answer *one;

    if (at == form->n)
        return fail(MISSING, "no question of this round");
    one = &(struct coaching_answer){g->value, g->words};
    if (g->words.n == 0)
        return refuse(INVALID, T_CALIBRATION_NEEDS_WORDS);
    if (form->at[at].kind != COACHING_TEXT && g->value == COACHING_UNANSWERED)
        return refuse(INVALID, T_CALIBRATION_NEEDS_VALUE);
    const struct coaching_form alone = {.at = &form->at[at], .n = 1};
    return coaching_check_answers(&alone, one, false);
}

enum status calibration_agree(struct db *db, struct arena *a, const struct actor *who, int64_t id,
                              const struct calibration_agreed *g)
{
    struct calibration_round_row row;
    struct coaching_form form;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find(db, a, who, id, &row));
    if (calibration_sight(row.locked_at != 0, row.closed_at != 0, row.n_counted) !=
        CALIBRATION_RESULTS)
        return refuse(CONFLICT, T_CALIBRATION_NOT_YET);
    TRY(coaching_form_by_id(db, a, row.form_id, &form));
    TRY(check_agreed(&form, g));
    if (g->stamp == 0)
        TRY(q_calibration_consensus_insert(db, id, g->question_id, g->value, g->words, clock_now(),
                                           who->person_id, &changed));
    else
        TRY(q_calibration_consensus_change(db, id, g->question_id, g->stamp, g->value, g->words,
                                           clock_now(), who->person_id, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_COACHING_CHANGED_MEANWHILE);
    TRY(audit(db, who, AUDIT_CALIBRATION_CHANGED, id, STR("agreed")));
    return db_commit(&tx);
}
