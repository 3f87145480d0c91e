/* Policies: how a request climbs in a centre. The program's own hold until somebody makes others.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/help/help_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

#define WAIT_MIN_MS (5 * INT64_C(1000))
#define WAIT_MAX_MS (15 * MINUTE_MS)
#define ACK_MAX_MS (30 * MINUTE_MS)
#define NEEDED_MAX 5

const char *const help_occasion_words[] = {
#define X(name, word) word,
    HELP_OCCASIONS(X)
#undef X
        NULL};
const char *const help_target_words[] = {
#define X(name, word) word,
    HELP_TARGETS(X)
#undef X
        NULL};
const char *const help_channel_words[] = {
#define X(name, word) word,
    HELP_CHANNELS(X)
#undef X
        NULL};

#define TEAM HELP_BIT(HELP_TO_TEAM)
#define CENTRE HELP_BIT(HELP_TO_CENTRE)
#define ON_CALL HELP_BIT(HELP_TO_ON_CALL)
#define SUPERVISOR HELP_BIT(HELP_TO_SUPERVISOR)
#define MANAGER HELP_BIT(HELP_TO_MANAGER)
#define ABOVE HELP_BIT(HELP_TO_ABOVE)
#define PAGE HELP_BIT(HELP_BY_PAGE)
#define NOTICE HELP_BIT(HELP_BY_NOTICE)
#define VOICE HELP_BIT(HELP_BY_VOICE)
#define S(seconds) (INT64_C(1000) * (seconds))

static const struct help_policy defaults[HELP_OCCASION_N] = {
    [HELP_ON_ACUTE_DAY] = {{{TEAM | ON_CALL | SUPERVISOR | MANAGER, PAGE | NOTICE, S(20)},
                            {CENTRE, PAGE | NOTICE, S(40)},
                            {ABOVE, PAGE | NOTICE | VOICE, S(60)}},
                           3,
                           1,
                           1,
                           S(120)},
    [HELP_ON_ACUTE_NIGHT] = {{{ON_CALL | CENTRE, PAGE, S(5)},
                              {ON_CALL, PAGE | NOTICE, S(25)},
                              {ON_CALL, VOICE | NOTICE, S(60)},
                              {SUPERVISOR | ON_CALL, PAGE | NOTICE | VOICE, S(90)},
                              {MANAGER | ABOVE, PAGE | NOTICE | VOICE, S(120)}},
                             5,
                             1,
                             1,
                             S(300)},
    [HELP_ON_CALL] = {{{TEAM | ON_CALL | SUPERVISOR, PAGE, S(20)},
                       {CENTRE | ON_CALL | SUPERVISOR, PAGE | NOTICE, S(40)},
                       {MANAGER, PAGE | NOTICE, S(120)}},
                      3,
                      1,
                      1,
                      S(300)},
    [HELP_ON_TO_BOSS] = {{{MANAGER | SUPERVISOR, PAGE | NOTICE, S(30)},
                          {ON_CALL, PAGE | NOTICE, S(60)},
                          {ABOVE, PAGE | NOTICE | VOICE, S(120)}},
                         3,
                         1,
                         1,
                         S(300)},
    [HELP_ON_SUPPORT] = {{{TEAM | ON_CALL | SUPERVISOR, PAGE, S(300)},
                          {ON_CALL | SUPERVISOR, PAGE | NOTICE, S(300)},
                          {MANAGER, PAGE | NOTICE, S(300)}},
                         3,
                         1,
                         1,
                         S(600)},
};

int64_t help_resort_ms(enum help_occasion occasion)
{
    static const int64_t ms[HELP_OCCASION_N] = {
        [HELP_ON_ACUTE_DAY] = 2 * MINUTE_MS, [HELP_ON_ACUTE_NIGHT] = 5 * MINUTE_MS,
        [HELP_ON_CALL] = 5 * MINUTE_MS,      [HELP_ON_TO_BOSS] = 5 * MINUTE_MS,
        [HELP_ON_SUPPORT] = 20 * MINUTE_MS,
    };

    return ms[occasion];
}

enum help_occasion help_occasion_of(enum help_kind kind, const struct calendar *office,
                                    int64_t at_ms)
{
    switch (kind) {
    case HELP_ACUTE:
        return calendar_is_working(office, at_ms) ? HELP_ON_ACUTE_DAY : HELP_ON_ACUTE_NIGHT;
    case HELP_NEED:
    case HELP_TAKEOVER:
        return HELP_ON_CALL;
    case HELP_BOSS:
        return HELP_ON_TO_BOSS;
    case HELP_AIR:
    case HELP_KIND_N:
        break;
    }
    return HELP_ON_SUPPORT;
}

static enum status read_steps(struct db *db, struct arena *a, const struct help_policy_row *row,
                              struct help_policy *ret)
{
    struct help_policy_step_row_list steps;
    struct help_policy p = {.rounds = row->rounds, .needed = row->needed, .ack_ms = S(row->ack_s)};

    TRY(q_help_policy_steps(db, a, row->id, &steps));
    for (size_t i = 0; i < steps.n && i < HELP_STEPS_MAX; i++)
        p.step[p.n++] =
            (struct help_step){steps.at[i].targets, steps.at[i].channels, S(steps.at[i].wait_s)};
    *ret = p;
    return OK;
}

enum status help_policy_get(struct db *db, struct arena *a, int64_t centre_id,
                            enum help_occasion occasion, int64_t *ret_id, struct help_policy *ret)
{
    struct help_policy_row row;
    enum status found = q_help_policy_latest(db, a, centre_id, occasion, &row);

    *ret_id = found == OK ? row.id : 0;
    if (found == OK)
        return read_steps(db, a, &row, ret);
    *ret = defaults[occasion];
    return found == MISSING ? OK : found;
}

/* A request climbs by the policy that held when it was pressed. */
enum status help_policy_by_id(struct db *db, struct arena *a, int64_t id,
                              enum help_occasion occasion, struct help_policy *ret)
{
    struct help_policy_row row;

    if (id == 0) {
        *ret = defaults[occasion];
        return OK;
    }
    TRY(q_help_policy_one(db, a, id, &row));
    return read_steps(db, a, &row, ret);
}

static bool is_bits(int64_t bits, int n)
{
    return bits > 0 && bits < HELP_BIT(n);
}

static enum status check(const struct help_policy *p)
{
    if (p->n == 0 || p->n > HELP_STEPS_MAX)
        return refuse(INVALID, T_HELP_POLICY_NO_STEP);
    for (size_t i = 0; i < p->n; i++) {
        if (!is_bits(p->step[i].targets, HELP_TARGET_N) ||
            !is_bits(p->step[i].channels, HELP_CHANNEL_N))
            return refuse(INVALID, T_HELP_POLICY_NOBODY);
        if (p->step[i].wait_ms < WAIT_MIN_MS || p->step[i].wait_ms > WAIT_MAX_MS)
            return refuse(INVALID, T_HELP_POLICY_BAD_WAIT);
    }
    if (p->rounds < 1 || p->rounds > HELP_ROUNDS_MAX || p->needed < 1 || p->needed > NEEDED_MAX ||
        p->ack_ms < WAIT_MIN_MS || p->ack_ms > ACK_MAX_MS)
        return refuse(INVALID, T_HELP_POLICY_BAD_NUMBER);
    return OK;
}

enum status help_policy_put(struct db *db, struct arena *a, const struct actor *who,
                            enum help_occasion occasion, const struct help_policy *p)
{
    struct help_policy_row latest = {0};
    int64_t id = id_new();
    DB_TX(tx, db);

    if (!may(who, PERM_HELP_SET))
        return fail(DENIED, "may not change policies");
    if ((int)occasion < 0 || occasion >= HELP_OCCASION_N)
        return fail(MISSING, "no such occasion");
    TRY(check(p));
    enum status found = q_help_policy_latest(db, a, who->centre_id, occasion, &latest);
    if (found != OK && found != MISSING)
        return found;
    TRY(q_help_policy_insert(db, id, who->centre_id, occasion, latest.version + 1, p->needed,
                             p->rounds, p->ack_ms / 1000, clock_now(), who->person_id));
    for (size_t i = 0; i < p->n; i++)
        TRY(q_help_policy_step_insert(db, id, (int64_t)i, p->step[i].targets, p->step[i].channels,
                                      p->step[i].wait_ms / 1000));
    TRY(audit(db, who, AUDIT_HELP_SET, id, str_of(help_occasion_words[occasion])));
    return db_commit(&tx);
}
