/* Who has taken which modules in the invented centre, and who may be alone on the phone.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"
#include "features/gate/gate.h"
#include "features/modules/modules.h"

#define FIRST_WEEK_DAYS 4
#define RENEWED_DAYS 200 /* before the last day: when those who were here took them last */
#define SPREAD_DAYS 120
#define SOON_DAYS 344 /* of one in twelve: a year is nearly over */
#define GATE_DAYS 150
#define GRACE_DAYS 60

static enum status pass(struct demo *d, size_t staff, const char *word, int32_t day)
{
    int64_t at = demo_at(d, day, 13 * 60 + (int)(staff % 90));
    const struct module_rule rule = {
        str_eq(str_of(word), STR("data")) || str_eq(str_of(word), STR("leading")) ? 24 : 12, 0};
    const struct module_passed passed = {at, 0};
    const struct module_history history = {&passed, 1, NULL, 0};
    int64_t id = d->staff[staff].id, until = module_until(d->zone, &rule, &history), is_new;

    TRY(q_module_pass_insert(d->db, demo_id(d, at), id, d->centre_id, str_of(word), 0, at));
    TRY(q_module_state_put(d->db, id, d->centre_id, str_of(word), 0, at, until));
    if (until - d->end_at <= MODULE_SOON_DAYS * DAY_MS) /* was reminded when it came near */
        TRY(q_module_told_insert(d->db, id, d->centre_id, str_of(word), until, 30,
                                 until - MODULE_SOON_DAYS * DAY_MS, &is_new));
    return demo_note(d, at, staff, AUDIT_MODULE_PASSED, id, str_of(word));
}

static int32_t day_of(const struct demo *d, size_t staff)
{
    int32_t last = d->result.last_day, began = d->staff[staff].started_day + FIRST_WEEK_DAYS;
    int32_t renewed =
        last - (staff % 12 == 5 ? SOON_DAYS : RENEWED_DAYS - (int32_t)(staff * 7 % SPREAD_DAYS));

    return began > renewed ? began : renewed;
}

static enum status wait_for(struct demo *d, size_t staff, const char *word)
{
    int64_t is_new;

    return q_module_told_insert(d->db, d->staff[staff].id, d->centre_id, str_of(word), 0, 0,
                                demo_at(d, d->staff[staff].started_day, 9 * 60), &is_new);
}

/* The newcomer has one of three behind them. */
static enum status take_modules(struct demo *d, size_t staff)
{
    static const char *const words[] = {"data", "conflict", "acute"};
    int32_t day = day_of(d, staff);
    bool newcomer = staff == d->newest || day > d->result.last_day;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        TRY(newcomer && (i > 0 || day > d->result.last_day) ? wait_for(d, staff, words[i])
                                                            : pass(d, staff, words[i], day));
    if (!d->staff[staff].phones || d->staff[staff].supervisor)
        TRY(newcomer ? wait_for(d, staff, "leading") : pass(d, staff, "leading", day));
    return OK;
}

/* ---- the gate */

/* Of the own team; for the only one there another team's stood in. */
static int64_t trainer_of(const struct demo_trainer_list *trainers, const struct demo *d,
                          size_t staff)
{
    int64_t other = 0;

    for (size_t i = 0; i < trainers->n; i++) {
        if (trainers->at[i].person_id == d->staff[staff].id)
            continue;
        if (d->staff[staff].team >= 0 &&
            trainers->at[i].team_id == d->teams[d->staff[staff].team].id)
            return trainers->at[i].person_id;
        other = trainers->at[i].person_id;
    }
    return other;
}

static enum status sign(struct demo *d, size_t staff, int64_t trainer_id)
{
    static const char *const words[] = {"Rolig og klar. Sagde fra på en god måde.",
                                        "Vi hørte fire samtaler sammen. Henter hjælp i tide.",
                                        "God til at lytte færdig. Kender ordene til at advare."};
    int64_t at = demo_at(d, day_of(d, staff) + 2, 14 * 60 + (int)(staff % 60)), is_new;

    if (at >= d->end_at)
        return OK;
    return q_gate_sign_insert(d->db, demo_id(d, at), d->centre_id, d->staff[staff].id, trainer_id,
                              str_of(words[staff % 3]), at, &is_new);
}

static enum status tell(struct demo *d, size_t staff)
{
    struct gate_state_row row;

    TRY(q_gate_state(d->db, d->arena, d->staff[staff].id, d->centre_id, d->end_at, &row));
    return q_gate_told_put(d->db, d->staff[staff].id,
                           row.passed_until > d->end_at && row.signed_id != 0, d->end_at - 1);
}

static enum status open_gate(struct demo *d)
{
    struct demo_trainer_list trainers;
    int32_t day = d->result.last_day - GATE_DAYS;

    TRY(q_demo_trainers(d->db, d->arena, &trainers));
    TRY(q_gate_switch_put(d->db, d->centre_id, zone_day_start(d->zone, day),
                          zone_day_start(d->zone, day + GRACE_DAYS), demo_at(d, day - 14, 10 * 60),
                          d->staff[d->boss].id));
    for (size_t i = 0; i < d->n_staff; i++) {
        if (!(d->staff[i].phones || i == (size_t)d->boss) ||
            !demo_is_here(&d->staff[i], d->options.until_day))
            continue;
        int64_t trainer = trainer_of(&trainers, d, i);

        if (i != d->newest && trainer != 0)
            TRY(sign(d, i, trainer));
        TRY(tell(d, i));
    }
    return OK;
}

enum status demo_make_modules(struct demo *d)
{
    for (size_t i = 0; i < d->n_staff; i++)
        if (demo_is_here(&d->staff[i], d->options.until_day) &&
            (d->staff[i].team >= 0 || i == (size_t)d->boss))
            TRY(take_modules(d, i));
    return open_gate(d);
}
