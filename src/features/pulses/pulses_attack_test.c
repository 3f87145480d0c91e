/* Somebody adds and subtracts all that was ever told, in 1,000 random organisations. They know more than anybody does: who was in which
 * group, who answered what was counted in which number, every number before it was rounded, after every look. They solve the
 * linear system of all of it (modulo a prime of 61 bits: what follows over the rationals follows there too, unless the prime
 * divides a determinant), and must not find
 *   - a combination of any fewer than five people, with whatever factors;
 *   - a number that stays hidden, unless it is of nobody but whole rooms of five and more;
 *   - an answer of anybody: at least three must fit everything that was told.
 * The same attack on a rule that only leaves out small groups must succeed, or it would prove nothing.
 * SPDX-License-Identifier: MPL-2.0 */
#include "check.h"

#include <stdint.h>
#include <string.h>

#include "features/pulses/pulses_hide.h"

#define ORGANISATIONS 1000
#define PEOPLE 32
#define WAVES 6
#define QUESTIONS 2
#define ROOMS (PEOPLE + 2 * WAVES)
#define MOMENT 2
#define LEAST_FIT 3
#define NUMBERS 4096 /* told in one organisation, over all looks */
#define FIRST_QUARTER 100
#define GROUPS 8 /* of one label */

/* ---- chance */

struct chance {
    uint64_t state;
};

static uint64_t next(struct chance *c)
{
    c->state ^= c->state << 13;
    c->state ^= c->state >> 7;
    c->state ^= c->state << 17;
    return c->state;
}

static int64_t upto(struct chance *c, int64_t n)
{
    return (int64_t)(next(c) % (uint64_t)n);
}

/* ---- numbers modulo 2^61 - 1 */

#define PRIME ((UINT64_C(1) << 61) - 1)
__extension__ typedef unsigned __int128 wide;

static uint64_t times(uint64_t a, uint64_t b)
{
    return (uint64_t)((wide)a * b % PRIME);
}

static uint64_t minus(uint64_t a, uint64_t b)
{
    return a >= b ? a - b : a + PRIME - b;
}

static uint64_t inverse(uint64_t a)
{
    uint64_t result = 1;

    for (uint64_t e = PRIME - 2; e > 0; e >>= 1) {
        if ((e & 1) != 0)
            result = times(result, a);
        a = times(a, a);
    }
    return result;
}

/* ---- the organisation */

struct person {
    struct pulses_labels labels;
    int wave;
    bool answers;
    int64_t said[QUESTIONS]; /* 0: rather not */
};
struct organisation {
    struct person people[PEOPLE];
    size_t n;
};

static int64_t one_answer(struct chance *c, int mood)
{
    if (upto(c, 9) == 0)
        return 0;
    return mood == 0 ? PULSES_HIGH : mood == 1 ? PULSES_LOW : 1 + upto(c, PULSES_HIGH);
}

/* Teams, classes within a team or across, profiles; some centres are of one mind. */
static void make(struct organisation *o, uint64_t seed)
{
    struct chance c = {seed * UINT64_C(0x9E3779B97F4A7C15) + 1};
    int64_t n_teams = 1 + upto(&c, 4), n_profiles = 1 + upto(&c, 3), spread = upto(&c, 4);
    int mood = (int)upto(&c, 6);

    next(&c);
    o->n = (size_t)(6 + upto(&c, PEOPLE - 5));
    for (size_t i = 0; i < o->n; i++) {
        struct person *p = &o->people[i];
        int64_t team = 1 + upto(&c, n_teams);

        p->wave = (int)upto(&c, WAVES - 2);
        if (upto(&c, 3) != 0)
            p->wave = (int)(i * 2 / o->n); /* two large starts */
        p->labels.of[PULSES_TEAM] = team;
        p->labels.of[PULSES_CLASS] = spread == 0   ? 0
                                     : spread == 1 ? 1 + p->wave
                                                   : 1 + p->wave + (team % 2) * 4;
        p->labels.of[PULSES_QUARTER] = FIRST_QUARTER + p->wave / 2;
        p->labels.of[PULSES_PROFILE] = upto(&c, n_profiles);
        p->answers = upto(&c, 5) != 0;
        for (int q = 0; q < QUESTIONS; q++)
            p->said[q] = p->answers ? one_answer(&c, mood) : 0;
    }
}

/* ---- what is told of it, at each look */

struct room {
    struct pulses_labels labels;
    size_t in[PEOPLE];
    size_t n, n_asked;
    int wave; /* closes after the next one; -1: waits */
    bool told;
};
struct number {
    struct pulses_cell cell;
    uint32_t who; /* a bit for each whose answer is in it */
};
struct story {
    struct room rooms[ROOMS];
    size_t n_rooms;
    struct number numbers[NUMBERS];
    size_t n_numbers;
    uint32_t hidden[NUMBERS]; /* whose answers a cell does not tell, or not all of */
    size_t n_hidden;
};

static struct room *waiting(struct story *s, int64_t quarter)
{
    for (size_t i = 0; i < s->n_rooms; i++)
        if (s->rooms[i].wave < 0 && !s->rooms[i].told &&
            s->rooms[i].labels.of[PULSES_QUARTER] == quarter)
            return &s->rooms[i];
    s->rooms[s->n_rooms] =
        (struct room){.labels = {{PULSES_MIXED, PULSES_MIXED, quarter, PULSES_MIXED}}, .wave = -1};
    return &s->rooms[s->n_rooms++];
}

static void ask(struct story *s, const struct organisation *o, int wave)
{
    struct pulses_labels people[PEOPLE] = {0}, labels[PEOPLE];
    int64_t room[PEOPLE];
    size_t who[PEOPLE], n = 0;

    for (size_t i = 0; i < o->n; i++)
        if (o->people[i].wave == wave) {
            who[n] = i;
            people[n++] = o->people[i].labels;
        }
    size_t first = s->n_rooms, made = pulses_rooms(people, n, room, labels);
    for (size_t i = 0; i < made; i++)
        s->rooms[s->n_rooms++] = (struct room){.labels = labels[i], .wave = wave};
    for (size_t i = 0; i < n; i++) {
        struct room *to = room[i] >= 0 ? &s->rooms[first + (size_t)room[i]]
                                       : waiting(s, people[i].of[PULSES_QUARTER]);

        to->n_asked++;
        if (o->people[who[i]].answers)
            to->in[to->n++] = who[i];
    }
    for (size_t i = 0; i < made; i++)
        assert_true(s->rooms[first + i].n_asked >= PULSES_SMALLEST);
}

static void close_room(struct story *s, struct room *r, int64_t next_quarter)
{
    if (pulses_are_enough((int64_t)r->n)) {
        r->told = true;
        return;
    }
    if (r->wave < 0 && r->labels.of[PULSES_QUARTER] == PULSES_MIXED)
        return; /* goes on */
    struct room *to = waiting(s, next_quarter);
    for (size_t i = 0; i < r->n; i++)
        to->in[to->n++] = r->in[i];
    r->n = 0;
    r->told = true; /* nothing is in it */
}

static void close_rooms(struct story *s, int wave)
{
    for (size_t i = 0; i < s->n_rooms; i++) {
        struct room *r = &s->rooms[i];
        int64_t quarter = r->labels.of[PULSES_QUARTER];
        bool quarter_is_over = quarter != PULSES_MIXED && wave > (quarter - FIRST_QUARTER) * 2 + 2;

        if (r->told || (r->wave >= 0 && r->wave >= wave))
            continue;
        if (r->wave >= 0)
            close_room(s, r, quarter_is_over ? PULSES_MIXED : quarter);
        else if (quarter_is_over || (quarter == PULSES_MIXED && wave % 3 == 2))
            close_room(s, r, PULSES_MIXED);
    }
}

static size_t blocks_of(const struct story *s, const struct organisation *o,
                        struct pulses_block ret[ROOMS], uint32_t ret_who[ROOMS], int q)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n_rooms; i++) {
        const struct room *r = &s->rooms[i];
        struct pulses_sum sum = {0};
        uint32_t who = 0;

        if (!r->told || r->n == 0)
            continue;
        for (size_t k = 0; k < r->n; k++) {
            int64_t said = o->people[r->in[k]].said[q];

            sum.n += said != 0;
            sum.sum += said;
            who |= said != 0 ? UINT32_C(1) << r->in[k] : 0;
        }
        ret[n] = (struct pulses_block){.moment = MOMENT, .labels = r->labels};
        ret[n].told[q] = pulses_told(sum);
        ret_who[n] = ret[n].told[q].n > 0 ? who : 0;
        n++;
    }
    return n;
}

/* All who answered the question by now and are in the group. */
static uint32_t all_in(const struct organisation *o, int wave, int q, int by, int64_t group)
{
    uint32_t who = 0;

    for (size_t i = 0; i < o->n; i++)
        if (o->people[i].wave <= wave && o->people[i].said[q] != 0 &&
            (by == PULSES_ALL || o->people[i].labels.of[by] == group))
            who |= UINT32_C(1) << i;
    return who;
}

static void look_at(struct story *s, const struct organisation *o, int wave, int q,
                    const struct pulses_block *blocks, const uint32_t *who, size_t n, int by,
                    int64_t group)
{
    struct number *number = &s->numbers[s->n_numbers++];
    int64_t told_n = 0, told = 0;
    uint32_t all = all_in(o, wave, q, by, group);

    assert_true(s->n_numbers < NUMBERS);
    number->who = 0;
    number->cell = pulses_cell(blocks, n, MOMENT, (size_t)q, (enum pulses_label)by, group);
    for (size_t i = 0; i < n; i++)
        if (by == PULSES_ALL || blocks[i].labels.of[by] == group) {
            number->who |= who[i];
            told_n += blocks[i].told[q].n;
            told += blocks[i].told[q].sum;
        }
    /* The number shown is really of these people. */
    assert_int_equal(number->cell.at_least, told_n / PULSES_SMALLEST * PULSES_SMALLEST);
    assert_int_equal(number->cell.mean_tenths, told_n == 0 ? 0 : (told * 10 + told_n / 2) / told_n);
    assert_int_equal(number->who & ~all, 0);
    if (all != number->who)
        s->hidden[s->n_hidden++] = all;
}

static void look(struct story *s, const struct organisation *o, int wave, int q)
{
    struct pulses_block blocks[ROOMS];
    uint32_t who[ROOMS];
    size_t n = blocks_of(s, o, blocks, who, q);

    look_at(s, o, wave, q, blocks, who, n, PULSES_ALL, 0);
    for (int by = 0; by < PULSES_LABEL_N; by++)
        for (int64_t group = 0; group < GROUPS + 2; group++)
            look_at(s, o, wave, q, blocks, who, n, by,
                    by == PULSES_QUARTER ? FIRST_QUARTER + group : group);
}

/* Everything that anybody sees of one question, from the first wave to the last. */
static void tell(struct story *s, const struct organisation *o, int q)
{
    memset(s, 0, sizeof *s);
    for (int wave = 0; wave < WAVES + 6; wave++) {
        close_rooms(s, wave);
        ask(s, o, wave);
        s->n_hidden = 0; /* at the last look */
        look(s, o, wave, q);
    }
}

/* ---- the attack */

struct system {
    uint64_t row[PEOPLE][PEOPLE];
    size_t pivot[PEOPLE], n_rows, n;
};

static void subtract(uint64_t *from, const uint64_t *row, uint64_t factor, size_t n)
{
    for (size_t i = 0; i < n; i++)
        from[i] = minus(from[i], times(factor, row[i]));
}

/* Takes one more equation; the rows stay reduced. */
static void learn(struct system *s, uint32_t who)
{
    uint64_t row[PEOPLE] = {0};
    size_t at = 0;

    for (size_t i = 0; i < s->n; i++)
        row[i] = who >> i & 1;
    for (size_t r = 0; r < s->n_rows; r++)
        subtract(row, s->row[r], row[s->pivot[r]], s->n);
    while (at < s->n && row[at] == 0)
        at++;
    if (at == s->n)
        return;
    uint64_t scale = inverse(row[at]);
    for (size_t i = 0; i < s->n; i++)
        row[i] = times(row[i], scale);
    for (size_t r = 0; r < s->n_rows; r++)
        subtract(s->row[r], row, s->row[r][at], s->n);
    memcpy(s->row[s->n_rows], row, sizeof row);
    s->pivot[s->n_rows++] = at;
}

/* What is left unknown of each person, in four random directions: a combination of people is determined exactly when these add up
 * to nothing. */
#define DIRECTIONS (PULSES_SMALLEST - 1)
static void unknowns(const struct system *s, struct chance *c, uint64_t ret[PEOPLE][DIRECTIONS])
{
    bool is_pivot[PEOPLE] = {false};

    memset(ret, 0, sizeof(uint64_t) * PEOPLE * DIRECTIONS);
    for (size_t r = 0; r < s->n_rows; r++)
        is_pivot[s->pivot[r]] = true;
    for (size_t free = 0; free < s->n; free++)
        for (int d = 0; d < DIRECTIONS && !is_pivot[free]; d++) {
            uint64_t random = next(c) % PRIME;

            ret[free][d] = random;
            for (size_t r = 0; r < s->n_rows; r++)
                ret[s->pivot[r]][d] = minus(ret[s->pivot[r]][d], times(s->row[r][free], random));
        }
}

struct found {
    uint64_t row[DIRECTIONS][DIRECTIONS];
    int pivot[DIRECTIONS];
};

/* Any `more` further people of `from` and up, with those in `f`, whose unknowns are not independent. */
static bool are_bound(uint64_t all[PEOPLE][DIRECTIONS], size_t n, size_t from, struct found *f,
                      int depth)
{
    for (size_t i = from; i < n; i++) {
        uint64_t row[DIRECTIONS];
        int at = 0;

        memcpy(row, all[i], sizeof row);
        for (int r = 0; r < depth; r++) {
            uint64_t factor = row[f->pivot[r]];

            for (int d = 0; d < DIRECTIONS && factor != 0; d++)
                row[d] = minus(row[d], times(factor, f->row[r][d]));
        }
        while (at < DIRECTIONS && row[at] == 0)
            at++;
        if (at == DIRECTIONS)
            return true;
        if (depth + 1 == DIRECTIONS)
            continue;
        uint64_t scale = inverse(row[at]);
        for (int d = 0; d < DIRECTIONS; d++)
            f->row[depth][d] = times(row[d], scale);
        f->pivot[depth] = at;
        if (are_bound(all, n, i + 1, f, depth + 1))
            return true;
    }
    return false;
}

static bool is_determined(uint64_t all[PEOPLE][DIRECTIONS], uint32_t who)
{
    uint64_t sum[DIRECTIONS] = {0};

    for (int i = 0; i < PEOPLE; i++)
        for (int d = 0; d < DIRECTIONS; d++)
            sum[d] = (who >> i & 1) != 0 ? (sum[d] + all[i][d]) % PRIME : sum[d];
    for (int d = 0; d < DIRECTIONS; d++)
        if (sum[d] != 0)
            return false;
    return who != 0;
}

/* Those who waited together may turn out to be all of one team, which nobody knew when they were poured together. */
static bool is_whole_rooms(const struct story *s, const struct organisation *o, int q, uint32_t who)
{
    struct pulses_block blocks[ROOMS];
    uint32_t in[ROOMS];
    size_t n = blocks_of(s, o, blocks, in, q);

    for (size_t i = 0; i < n; i++)
        if ((in[i] & who) == in[i])
            who &= ~in[i];
    return who == 0;
}

/* Only those who answered the question are unknown. told NULL: nothing is looked for among what is hidden. */
static bool finds_a_few(const struct organisation *o, int q, const uint32_t *equations, size_t n,
                        const struct story *told, bool *ret_hidden)
{
    struct system s = {.n = o->n};
    struct chance c = {UINT64_C(88172645463325252)};
    uint64_t all[PEOPLE][DIRECTIONS], those[PEOPLE][DIRECTIONS];
    struct found f;
    size_t n_those = 0;

    for (size_t i = 0; i < n; i++)
        learn(&s, equations[i]);
    unknowns(&s, &c, all);
    for (size_t i = 0; i < o->n; i++)
        if (o->people[i].said[q] != 0)
            memcpy(those[n_those++], all[i], sizeof all[i]);
    *ret_hidden = false;
    for (size_t i = 0; told && i < told->n_hidden; i++)
        if (is_determined(all, told->hidden[i]) && !is_whole_rooms(told, o, q, told->hidden[i]))
            *ret_hidden = true;
    return are_bound(those, n_those, 0, &f, 0);
}

/* ---- the tests */

static struct story story, other;

static void nothing_hidden_is_recovered(void **state)
{
    static uint32_t equations[NUMBERS];
    struct organisation o;
    int64_t n_shown = 0, n_hidden = 0, n_grouped = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ORGANISATIONS; seed++) {
        int q = (int)(seed % QUESTIONS);
        bool hidden_found;

        make(&o, seed);
        tell(&story, &o, q);
        for (size_t i = 0; i < story.n_numbers; i++) {
            equations[i] = story.numbers[i].who;
            n_shown += story.numbers[i].cell.at_least > 0;
            n_grouped += story.numbers[i].cell.at_least > 0 && i % (4 * (GROUPS + 2) + 1) != 0;
        }
        n_hidden += (int64_t)story.n_hidden;
        if (finds_a_few(&o, q, equations, story.n_numbers, &story, &hidden_found) || hidden_found)
            fail_msg("organisation %llu tells of a few", (unsigned long long)seed);
    }
    print_message("# %lld numbers shown, %lld of them of groups, %lld not or not wholly\n",
                  (long long)n_shown, (long long)n_grouped, (long long)n_hidden);
    assert_true(n_shown > ORGANISATIONS);   /* the rule does not hide everything */
    assert_true(n_grouped > ORGANISATIONS); /* nor all but the whole centre */
    assert_true(n_hidden > ORGANISATIONS);
}

/* The usual rule: a group of fewer than five is left out, everything else is shown as it stands. */
static void the_usual_rule_is_broken(void **state)
{
    static uint32_t equations[NUMBERS];
    struct organisation o;
    int n_broken = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ORGANISATIONS; seed++) {
        int q = (int)(seed % QUESTIONS);
        size_t n = 0;
        bool hidden;

        make(&o, seed);
        for (int wave = 0; wave < WAVES; wave++)
            for (int by = 0; by <= PULSES_ALL; by++)
                for (int64_t group = 0; group < (by == PULSES_ALL ? 1 : GROUPS + 2); group++) {
                    uint32_t who = all_in(&o, wave, q, by,
                                          by == PULSES_QUARTER ? FIRST_QUARTER + group : group);

                    if (__builtin_popcount(who) >= PULSES_SMALLEST)
                        equations[n++] = who;
                }
        n_broken += finds_a_few(&o, q, equations, n, NULL, &hidden);
    }
    print_message("# the usual rule is broken in %d of %d\n", n_broken, ORGANISATIONS);
    assert_true(n_broken > ORGANISATIONS / 2);
}

static bool looks_the_same(const struct story *a, const struct story *b)
{
    if (a->n_numbers != b->n_numbers)
        return false;
    for (size_t i = 0; i < a->n_numbers; i++)
        if (a->numbers[i].cell.at_least != b->numbers[i].cell.at_least ||
            a->numbers[i].cell.mean_tenths != b->numbers[i].cell.mean_tenths)
            return false;
    return true;
}

/* Gives the person another answer and lets those who share the room make up for it, as far as they can. */
static void pretend(struct organisation *o, const struct room *r, size_t person, int q,
                    int64_t said)
{
    int64_t missing = o->people[person].said[q] - said;

    o->people[person].said[q] = said;
    for (size_t i = 0; i < r->n && missing != 0; i++) {
        struct person *p = &o->people[r->in[i]];
        int64_t to = p->said[q] + missing;

        if (r->in[i] == person || p->said[q] == 0)
            continue;
        to = to < PULSES_LOW ? PULSES_LOW : to > PULSES_HIGH ? PULSES_HIGH : to;
        missing -= to - p->said[q];
        p->said[q] = to;
    }
}

/* For each who answered: how many answers fit every number that was ever shown. */
static void nobody_is_pinned(void **state)
{
    struct organisation o, changed;
    int n_of_one_mind = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ORGANISATIONS; seed++) {
        int q = (int)(seed % QUESTIONS);

        make(&o, seed);
        tell(&story, &o, q);
        for (size_t i = 0; i < story.n_rooms; i++) {
            const struct room *r = &story.rooms[i];
            size_t person = r->n > 0 ? r->in[seed % r->n] : 0;
            int fit = 0;

            if (!r->told || r->n == 0 || o.people[person].said[q] == 0)
                continue;
            for (int64_t said = PULSES_LOW; said <= PULSES_HIGH; said++) {
                changed = o;
                pretend(&changed, r, person, q, said);
                tell(&other, &changed, q);
                fit += looks_the_same(&story, &other);
            }
            if (fit < LEAST_FIT)
                fail_msg("organisation %llu: %d answers fit", (unsigned long long)seed, fit);
            n_of_one_mind += fit == LEAST_FIT;
        }
    }
    assert_true(n_of_one_mind > 0); /* rooms of one mind were among them */
}

/* Who has the same labels is never told apart, in whatever order people come. */
static void rooms_look_at_labels_alone(void **state)
{
    struct organisation o;

    (void)state;
    for (uint64_t seed = 1; seed <= ORGANISATIONS; seed++) {
        struct pulses_labels people[PEOPLE], labels[PEOPLE], again[PEOPLE];
        int64_t room[PEOPLE], room_again[PEOPLE];
        size_t size[PEOPLE] = {0};

        make(&o, seed);
        for (size_t i = 0; i < o.n; i++)
            people[i] = o.people[i].labels;
        size_t n = pulses_rooms(people, o.n, room, labels);
        for (size_t i = 0; i < o.n; i++)
            if (room[i] >= 0)
                size[room[i]]++;
        for (size_t r = 0; r < n; r++)
            assert_true(size[r] >= PULSES_SMALLEST);
        for (size_t i = 0; i < o.n; i++)
            for (int by = 0; by < PULSES_LABEL_N && room[i] >= 0; by++)
                assert_true(labels[room[i]].of[by] == PULSES_MIXED ||
                            labels[room[i]].of[by] == people[i].of[by]);
        for (size_t i = 0; i < o.n; i++)
            people[i] = o.people[o.n - 1 - i].labels;
        assert_int_equal(pulses_rooms(people, o.n, room_again, again), n);
        for (size_t i = 0; i < o.n; i++) {
            int64_t here = room[i], there = room_again[o.n - 1 - i];

            assert_int_equal(here >= 0, there >= 0);
            if (here >= 0)
                assert_memory_equal(&labels[here], &again[there], sizeof labels[0]);
        }
    }
}

static void rooms_are_narrow(void **state)
{
    struct pulses_labels people[16], labels[16];
    int64_t room[16];

    (void)state;
    for (int i = 0; i < 16; i++) /* six in a class of team 1; team 2: six experts, four others */
        people[i] = (struct pulses_labels){{i < 6 ? 1 : 2, i < 6 ? 7 : 8, 100, i < 12 ? 0 : 1}};
    assert_int_equal(pulses_rooms(people, 16, room, labels), 2);
    assert_int_equal(labels[room[0]].of[PULSES_CLASS], 7);
    assert_int_equal(labels[room[0]].of[PULSES_PROFILE], 0);
    assert_int_equal(labels[room[15]].of[PULSES_CLASS], 8); /* the class stays whole */
    assert_int_equal(labels[room[15]].of[PULSES_PROFILE], PULSES_MIXED);
    for (int i = 0; i < 16; i++)
        people[i] = (struct pulses_labels){{i < 4 ? 1 : i < 13 ? 2 : 3, 0, 100, 0}};
    assert_int_equal(pulses_rooms(people, 16, room, labels), 2); /* 4 and 3 together */
    assert_int_equal(room[0], room[15]);
    assert_int_equal(labels[room[0]].of[PULSES_TEAM], PULSES_MIXED);
    assert_int_equal(labels[room[4]].of[PULSES_TEAM], 2);
    assert_int_equal(pulses_rooms(people, 4, room, labels), 0);
    assert_int_equal(room[0], -1);
}

static void what_a_room_tells(void **state)
{
    struct pulses_sum none = pulses_told((struct pulses_sum){4, 20});

    (void)state;
    assert_int_equal(none.n + none.sum, 0);
    assert_int_equal(pulses_told((struct pulses_sum){5, 25}).sum, 23);
    assert_int_equal(pulses_told((struct pulses_sum){5, 24}).sum, 23);
    assert_int_equal(pulses_told((struct pulses_sum){5, 5}).sum, 7);
    assert_int_equal(pulses_told((struct pulses_sum){6, 20}).sum, 20);
    assert_false(pulses_are_enough(4));
    assert_true(pulses_are_enough(5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_hidden_is_recovered),
        cmocka_unit_test(the_usual_rule_is_broken),
        cmocka_unit_test(nobody_is_pinned),
        cmocka_unit_test(rooms_look_at_labels_alone),
        cmocka_unit_test(rooms_are_narrow),
        cmocka_unit_test(what_a_room_tells),
    };
    return cmocka_run_group_tests_name("pulses_attack", tests, NULL, NULL);
}
