/* The spread of a round, and how far its people agree beyond chance.
 * One contact is one unit per question, and of one unit alone alpha says nothing: what was seen and what chance would give are
 * the same pairs. So agreement is reckoned over units that there are several of: the questions of one kind in this round, and
 * one question over all the rounds on this version.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/calibration_parts.h"

#include "features/coaching/coaching_parts.h"

/* What one seat answered to one question, as alpha takes it. */
static int64_t level_of(const struct coaching_form *f, const struct calibration_counted_row *r,
                        size_t question)
{
    return r->value >= 0 && r->value < f->at[question].n_levels ? r->value : ALPHA_NONE;
}

static enum alpha_metric metric_of(int64_t kind)
{
    return kind == COACHING_SCALE ? ALPHA_ORDINAL : ALPHA_NOMINAL;
}

/* ---- the spread of this round */

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void add_row(const struct coaching_form *f, const struct calibration_counted_row *r,
                    size_t question, struct calibration_spread *s)
{
    int64_t level = level_of(f, r, question);

    if (level != ALPHA_NONE) {
        s->n_of[level]++;
        s->n++;
    }
    s->n_not_relevant += r->value == COACHING_NOT_RELEVANT;
    if (r->words.n > 0)
        s->words[s->n_words++] = r->words;
}

static void fill_spread(struct arena *a, const struct calibration_counted_row_list *rows,
                        struct calibration *c)
{
    for (size_t q = 0; q < c->form.n; q++)
        c->spread[q].words = arena_array(a, struct str, (size_t)c->row.n_counted);
    for (size_t i = 0; i < rows->n; i++) {
        size_t q = coaching_number(&c->form, rows->at[i].question_id);

        if (rows->at[i].round_id == c->row.id && q < c->form.n &&
            c->spread[q].n_words < (size_t)c->row.n_counted)
            add_row(&c->form, &rows->at[i], q, &c->spread[q]);
    }
    for (size_t q = 0; q < c->form.n; q++)
        qsort(c->spread[q].words, c->spread[q].n_words, sizeof(struct str), by_bytes);
}

/* ---- agreement */

/* Rows come by round and seat: each row's round and seat as numbers from 0. */
struct places {
    size_t *round, *seat;
    size_t n_rounds, n_seats; /* n_seats: of the round with most */
};
static struct places places_of(struct arena *a, const struct calibration_counted_row_list *rows)
{
    struct places p = {arena_array(a, size_t, rows->n), arena_array(a, size_t, rows->n), 0, 0};

    for (size_t i = 0; i < rows->n; i++) {
        bool new_round = i == 0 || rows->at[i].round_id != rows->at[i - 1].round_id;

        p.n_rounds += new_round;
        p.round[i] = p.n_rounds - 1;
        if (new_round)
            p.seat[i] = 0;
        else
            p.seat[i] = p.seat[i - 1] + (rows->at[i].seat != rows->at[i - 1].seat);
        if (p.seat[i] + 1 > p.n_seats)
            p.n_seats = p.seat[i] + 1;
    }
    return p;
}

static int64_t *no_values(struct arena *a, size_t n)
{
    int64_t *values = arena_array(a, int64_t, n);

    for (size_t i = 0; i < n; i++)
        values[i] = ALPHA_NONE;
    return values;
}

/* One question, its units the rounds. Who sits where differs from round to round; alpha pairs values within a unit alone. */
static void agree_over_time(struct arena *a, const struct calibration_counted_row_list *rows,
                            const struct places *p, struct calibration *c)
{
    for (size_t q = 0; q < c->form.n; q++) {
        const struct coaching_question *question = &c->form.at[q];
        int64_t *values = no_values(a, p->n_rounds * p->n_seats);

        c->spread[q].n_rounds = (int64_t)p->n_rounds;
        c->spread[q].over_time = (struct alpha){.outcome = ALPHA_TOO_FEW};
        if (question->kind == COACHING_TEXT || p->n_rounds < 2)
            continue;
        for (size_t i = 0; i < rows->n; i++)
            if (rows->at[i].question_id == question->id)
                values[p->round[i] * p->n_seats + p->seat[i]] = level_of(&c->form, &rows->at[i], q);
        c->spread[q].over_time =
            alpha_of(values, p->n_rounds, p->n_seats, metric_of(question->kind));
    }
}

static bool belongs(const struct coaching_question *q, const struct calibration_agreement *g)
{
    return q->kind == g->kind && q->n_levels == g->n_levels;
}

/* The questions of one kind in this round, its units; choices have each their own values, and are left out. */
static void agree_in_round(struct arena *a, const struct calibration_counted_row_list *rows,
                           const struct places *p, struct calibration *c,
                           struct calibration_agreement g)
{
    size_t *unit = arena_array(a, size_t, c->form.n);
    int64_t *values = no_values(a, c->form.n * p->n_seats);

    for (size_t q = 0; q < c->form.n; q++)
        if (belongs(&c->form.at[q], &g))
            unit[q] = (size_t)g.n_questions++;
    if (g.n_questions < 2)
        return;
    for (size_t i = 0; i < rows->n; i++) {
        size_t q = coaching_number(&c->form, rows->at[i].question_id);

        if (rows->at[i].round_id == c->row.id && q < c->form.n && belongs(&c->form.at[q], &g))
            values[unit[q] * p->n_seats + p->seat[i]] = level_of(&c->form, &rows->at[i], q);
    }
    g.alpha = alpha_of(values, (size_t)g.n_questions, p->n_seats, metric_of(g.kind));
    c->agreement[c->n_agreement++] = g;
}

static enum status read_consensus(struct db *db, struct arena *a, struct calibration *c)
{
    struct calibration_consensus_row_list rows;

    TRY(q_calibration_consensus(db, a, c->row.id, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        size_t q = coaching_number(&c->form, rows.at[i].question_id);

        if (q < c->form.n)
            c->spread[q].consensus = rows.at[i];
    }
    return OK;
}

enum status calibration_results(struct db *db, struct arena *a, struct calibration *c)
{
    struct calibration_counted_row_list rows;
    struct places p;

    TRY(q_calibration_counted(db, a, c->row.form_id, CALIBRATION_LEAST, CALIBRATION_EARLIER,
                              &rows));
    p = places_of(a, &rows);
    c->spread = arena_array(a, struct calibration_spread, c->form.n);
    fill_spread(a, &rows, c);
    agree_over_time(a, &rows, &p, c);
    agree_in_round(a, &rows, &p, c, (struct calibration_agreement){COACHING_YES_NO, 2, 0, {0}});
    for (int64_t n_levels = 2; n_levels <= COACHING_LEVELS; n_levels++)
        agree_in_round(a, &rows, &p, c,
                       (struct calibration_agreement){COACHING_SCALE, n_levels, 0, {0}});
    return read_consensus(db, a, c);
}
