/* What came of it. Every number is made by pulses_cell of whole rooms; here is only decided who may ask for which.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/pulses/pulses_parts.h"

#include "features/onboarding/onboarding.h"

#define BACK_DAYS 800 /* classes and quarters to choose from */

struct blocks {
    struct pulses_block *at;
    size_t n;
};

static int64_t label(int64_t stored)
{
    return stored == 0 ? PULSES_MIXED : stored;
}

static enum status read_blocks(struct db *db, struct arena *a, int64_t centre_id, int64_t version,
                               struct blocks *ret)
{
    struct pulses_told_row_list rows;
    struct blocks b = {0};
    int64_t room_id = 0;

    TRY(q_pulses_told(db, a, centre_id, version, &rows));
    b.at = arena_array(a, struct pulses_block, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        const struct pulses_told_row *r = &rows.at[i];

        if (r->moment < 0 || r->moment >= PULSES_MOMENT_N || r->place < 0 ||
            r->place >= PULSES_QUESTIONS)
            continue; /* written by a newer version */
        if (r->room_id != room_id)
            b.at[b.n++] =
                (struct pulses_block){.moment = r->moment,
                                      .labels = {{label(r->team_id), label(r->class_id),
                                                  label(r->quarter), r->profile_plus - 1}}};
        room_id = r->room_id;
        b.at[b.n - 1].told[r->place] = (struct pulses_sum){r->n, r->total};
    }
    *ret = b;
    return OK;
}

/* A group as blocks are labelled. */
static int64_t stored(enum pulses_label by, int64_t group)
{
    return by == PULSES_PROFILE ? group - 1 : group;
}

static void fill_cells(const struct blocks *b, enum pulses_label by, int64_t group,
                       struct pulses_cell ret[PULSES_MOMENT_N][PULSES_QUESTIONS])
{
    for (int64_t m = 0; m < PULSES_MOMENT_N; m++)
        for (size_t q = 0; q < PULSES_QUESTIONS; q++)
            ret[m][q] = pulses_cell(b->at, b->n, m, q, by, stored(by, group));
}

static bool is_hidden(const struct blocks *b, enum pulses_label by, int64_t group)
{
    for (int64_t m = 0; m < PULSES_MOMENT_N; m++)
        for (size_t q = 0; q < PULSES_QUESTIONS; q++)
            if (pulses_cell(b->at, b->n, m, q, by, stored(by, group)).at_least > 0)
                return false;
    return true;
}

/* ---- the groups to choose from */

static void add(struct pulses_group_list *list, int64_t id, struct str name)
{
    list->at[list->n++] = (struct pulses_group){.id = id, .name = name};
}

static enum status teams(struct db *db, struct arena *a, const struct actor *who,
                         struct pulses_group_list *ret)
{
    struct pulses_named_row_list rows;

    TRY(q_pulses_teams(db, a, who->centre_id, &rows));
    ret->at = arena_array(a, struct pulses_group, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        if (may_reach(who, PERM_PULSE_READ, -1, rows.at[i].id))
            add(ret, rows.at[i].id, rows.at[i].name);
    return OK;
}

static enum status classes(struct db *db, struct arena *a, const struct actor *who, int32_t today,
                           struct pulses_group_list *ret)
{
    struct pulses_class_row_list rows;

    TRY(q_pulses_classes(db, a, who->centre_id, today - BACK_DAYS, &rows));
    ret->at = arena_array(a, struct pulses_group, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++)
        if (may_reach(who, PERM_PULSE_READ, -1, rows.at[i].team_id))
            add(ret, rows.at[i].id, rows.at[i].name);
    return OK;
}

static enum status quarters(struct db *db, struct arena *a, const struct actor *who, int32_t today,
                            struct pulses_group_list *ret)
{
    struct pulses_run_row_list rows;

    TRY(q_pulses_starts(db, a, who->centre_id, today - BACK_DAYS, &rows));
    ret->at = arena_array(a, struct pulses_group, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) { /* newest first */
        int32_t quarter = pulses_quarter((int32_t)rows.at[i].start_day);

        if (ret->n == 0 || ret->at[ret->n - 1].id != quarter)
            add(ret, quarter, STR_NONE);
    }
    return OK;
}

static enum status groups(struct db *db, struct arena *a, const struct actor *who, int32_t today,
                          enum pulses_label by, struct pulses_group_list *ret)
{
    *ret = (struct pulses_group_list){0};
    switch (by) {
    case PULSES_TEAM:
        return teams(db, a, who, ret);
    case PULSES_CLASS:
        return classes(db, a, who, today, ret);
    case PULSES_QUARTER:
        return quarters(db, a, who, today, ret);
    case PULSES_PROFILE:
        ret->at = arena_array(a, struct pulses_group, ONBOARDING_PROFILE_N);
        for (int64_t i = 0; i < ONBOARDING_PROFILE_N; i++)
            add(ret, i + 1, STR_NONE);
        return OK;
    case PULSES_ALL:
        break;
    }
    return OK;
}

static bool is_among(const struct pulses_group_list *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].id == id)
            return true;
    return false;
}

enum status pulses_numbers(struct db *db, struct arena *a, const struct actor *who, int64_t version,
                           enum pulses_label by, int64_t group, struct pulses_numbers *ret)
{
    struct pulses_numbers n = {.by = by, .group = by == PULSES_ALL ? 0 : group};
    const struct zone *zone;
    struct blocks b;
    int32_t today;

    if (by != PULSES_ALL && !may(who, PERM_PULSE_READ))
        return fail(DENIED, "may not see groups");
    TRY(pulses_questions(db, a, who, version, &n.questions));
    TRY(pulses_today(db, a, who->centre_id, &zone, &today));
    TRY(groups(db, a, who, today, by, &n.groups));
    if (n.group != 0 && !is_among(&n.groups, n.group))
        return fail(MISSING, "no such group in reach");
    TRY(read_blocks(db, a, who->centre_id, n.questions.version, &b));
    for (size_t i = 0; i < n.groups.n; i++)
        n.groups.at[i].hidden = is_hidden(&b, by, n.groups.at[i].id);
    fill_cells(&b, PULSES_ALL, 0, n.all);
    fill_cells(&b, n.group != 0 ? by : PULSES_ALL, n.group, n.cells);
    *ret = n;
    return OK;
}
