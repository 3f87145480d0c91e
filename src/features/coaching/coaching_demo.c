/* What is practised in an invented centre.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/coaching/coaching_demo.h"

#include "base/clock.h"
#include "features/coaching/coaching_parts.h"

#define AFTERNOON_MS (10 * HOUR_MS) /* before the midnight at which the demo ends */

/* By question of the program's own form; -2: not relevant, -1: a text. */
static const int64_t self[] = {1, 2, 2, 1, 1, 0, 0, 1, -1, -1};
static const int64_t trained[] = {1, 3, 2, 1, 2, 1, 1, 0, -1, -1};
static const char *const self_words[] = {"",
                                         "",
                                         "Jeg brugte ordet “partshøring” et par gange.",
                                         "",
                                         "Jeg syntes, den blev ved med at stige.",
                                         "",
                                         "Jeg ventede nok for længe.",
                                         "",
                                         "Jeg holdt roen.",
                                         "At sige fra lidt før."};
static const char *const trained_words[] = {
    "",
    "Du gentog det vigtigste med dine egne ord. Det virkede.",
    "",
    "",
    "Den faldt, da du sagde, hvad du kunne gøre.",
    "",
    "Du sagde roligt fra anden gang. Det er i tide.",
    "Der manglede en dag for, hvornår borgeren hører nyt.",
    "At du blev ved sagen.",
    "Slut af med en dag og et tidspunkt."};
#define CLOSING                                                                                    \
    "Godt klaret i en svær samtale. Læg mærke til, at du selv ser strengere på det end jeg."

/* Of one contact; people take turns through these rows. */
static const int64_t round_answers[][10] = {
    {1, 2, 2, 1, 2, 0, 1, 1, -1, -1},
    {1, 3, 2, 1, 2, 1, 1, 1, -1, -1},
    {1, 2, 1, 0, 1, 1, 1, 0, -1, -1},
    {1, 3, 3, 1, 2, 1, 0, 1, -1, -1},
};
#define ROUND_ROWS (sizeof round_answers / sizeof *round_answers)
static const char *const round_words[] = {
    "Rolig stemme hele vejen.", "Fik sagen tilbage på sporet.", "Grænsen kunne være sat før.", ""};

static const char *const agreed_words[] = {
    "Navn og vej frem inden for det første halve minut.",
    "Trin 3 er nok; trin 4 kræver, at borgeren får det gentaget.",
};

/* The program's own form, with ids of the demo. */
static enum status put_form(struct db *db, struct arena *a, const struct coaching_demo *d,
                            int64_t at, struct coaching_form *ret)
{
    int64_t id = d->next_id(d->context, at), is_new;

    coaching_own(a, ret);
    TRY(q_coaching_form_insert(db, id, d->centre_id, 1, true, at, 0, &is_new));
    ret->id = id;
    for (int64_t s = 0; s < COACHING_SECTIONS; s++)
        if (ret->section[s][LANG_DA].n > 0)
            TRY(q_coaching_section_put(db, id, s, ret->section[s][LANG_DA],
                                       ret->section[s][LANG_EN]));
    for (size_t i = 0; i < ret->n; i++) {
        ret->at[i].id = d->next_id(d->context, at);
        TRY(coaching_question_write(db, id, ret->at[i].id, (int64_t)i, &ret->at[i]));
    }
    return OK;
}

static enum status put_side(struct db *db, const struct coaching_form *f, int64_t id,
                            enum coaching_side side, const int64_t *values,
                            const char *const *words)
{
    for (size_t i = 0; i < f->n; i++)
        TRY(q_coaching_answer_put(db, id, side, f->at[i].id, values[i], str_of(words[i])));
    return OK;
}

static enum status put_coaching(struct db *db, const struct coaching_demo *d,
                                const struct coaching_form *f)
{
    int64_t at = d->end_at - 3 * DAY_MS - AFTERNOON_MS, shared_at = d->end_at - AFTERNOON_MS,
            id = d->next_id(d->context, at), moved;

    TRY(q_coaching_insert(db, id, d->centre_id, f->id, d->learner_id, d->trainer_id, false, STR(""),
                          STR("Borgeren, der var utilfreds med ventetiden på sin ansøgning"),
                          STR("i mandags ved 10-tiden"), at));
    TRY(put_side(db, f, id, COACHING_LEARNER, self, self_words));
    TRY(put_side(db, f, id, COACHING_BY_TRAINER, trained, trained_words));
    TRY(q_coaching_shared(db, id, STR(CLOSING), shared_at));
    return q_coaching_move(db, id, COACHING_SELF, COACHING_SHARED, shared_at, &moved);
}

static enum status put_round(struct db *db, const struct coaching_demo *d,
                             const struct coaching_form *f)
{
    int64_t at = d->end_at - 12 * DAY_MS, closed_at = d->end_at - 9 * DAY_MS,
            id = d->next_id(d->context, at), changed;

    TRY(q_calibration_insert(db, id, d->centre_id, f->id, d->people[0], STR("refusal"),
                             STR("Alle har spillet scenariet med borgeren, der er vred over et "
                                 "afslag, og valgt at advare"),
                             STR(""), at));
    for (size_t p = 0; p < d->n_people; p++) {
        TRY(q_calibration_seat_insert(db, id, d->people[p], at));
        for (size_t i = 0; i < f->n; i++)
            TRY(q_calibration_answer_put(
                db, id, d->people[p], f->at[i].id, round_answers[p % ROUND_ROWS][i],
                i + 2 == f->n ? str_of(round_words[p % ROUND_ROWS]) : STR("")));
        TRY(q_calibration_lock(db, id, d->people[p], closed_at, true, &changed));
    }
    TRY(q_calibration_close(db, id, closed_at, &changed));
    for (size_t i = 0; i < sizeof agreed_words / sizeof *agreed_words; i++)
        TRY(q_calibration_consensus_insert(db, id, f->at[i].id, i == 0 ? 1 : 2,
                                           str_of(agreed_words[i]), closed_at + HOUR_MS,
                                           d->people[0], &changed));
    return OK;
}

enum status coaching_demo(struct db *db, struct arena *a, const struct coaching_demo *d)
{
    struct coaching_form form;

    TRY(put_form(db, a, d, d->end_at - 20 * DAY_MS, &form));
    must(form.n == sizeof self / sizeof *self);
    if (d->learner_id != 0 && d->trainer_id != 0)
        TRY(put_coaching(db, d, &form));
    return d->n_people >= CALIBRATION_LEAST ? put_round(db, d, &form) : OK;
}
