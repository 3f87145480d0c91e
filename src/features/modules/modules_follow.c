/* Who must take what, what one has, what somebody lacks: for oneself, for leaders by name, for others in numbers.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "features/modules/modules_parts.h"

const char *const module_standing_words[] = {
#define X(name, word) word,
    MODULE_STANDINGS(X)
#undef X
        NULL};

/* ---- people */

enum status modules_members(struct db *db, struct arena *a, int64_t centre_id,
                            struct module_member_list *ret)
{
    struct module_people_row_list rows;
    struct module_member_list list = {0};

    TRY(q_module_people(db, a, centre_id, clock_now() / DAY_MS, &rows));
    struct grant *grants = arena_array(a, struct grant, rows.n);
    list.at = arena_array(a, struct module_member, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct module_people_row *r = &rows.at[i];
        struct module_member *m = list.n > 0 ? &list.at[list.n - 1] : NULL;

        if (m == NULL || m->person_id != r->person_id) {
            m = &list.at[list.n++];
            *m = (struct module_member){.person_id = r->person_id,
                                        .team_id = r->team_id,
                                        .name = r->name,
                                        .team = r->team_name,
                                        .grants = grants + i};
        }
        grants[i] = (struct grant){(enum role)r->role, r->role_team_id};
        m->n_grants++;
    }
    *ret = list;
    return OK;
}

static bool is_in_teams(const struct module_setting *s, int64_t home, int64_t of_role)
{
    if (s->teams[0] == 0)
        return true;
    for (int i = 0; i < MODULE_TEAMS && s->teams[i] != 0; i++)
        if (s->teams[i] == home || s->teams[i] == of_role)
            return true;
    return false;
}

bool module_concerns(const struct module *m, const struct module_member *p)
{
    if (m->setting.closed)
        return false;
    for (size_t i = 0; i < p->n_grants; i++) {
        int64_t role = (int64_t)p->grants[i].role;

        if (role >= 0 && role < ROLE_N && (m->setting.roles >> role & 1) != 0 &&
            is_in_teams(&m->setting, p->team_id, p->grants[i].team_id))
            return true;
    }
    return false;
}

enum module_standing module_standing_of(bool must, int64_t passed_at, int64_t until_at, int64_t now)
{
    if (passed_at == 0)
        return must ? MODULE_WAITS : MODULE_FREE;
    if (until_at <= now)
        return MODULE_LAPSED;
    return until_at - now <= MODULE_SOON_DAYS * DAY_MS ? MODULE_SOON : MODULE_HOLDS;
}

/* ---- what one person has */

struct follow {
    struct module_list modules;
    struct module_state_row_list states; /* by person */
    enum lang lang;
    int64_t now;
};

static const struct module_state_row *state_of(const struct follow *f, int64_t person_id,
                                               struct str word)
{
    size_t from = 0, to = f->states.n;

    while (from < to) {
        size_t mid = from + (to - from) / 2;

        if (f->states.at[mid].person_id < person_id)
            from = mid + 1;
        else
            to = mid;
    }
    for (; from < f->states.n && f->states.at[from].person_id == person_id; from++)
        if (str_eq(f->states.at[from].word, word))
            return &f->states.at[from];
    return NULL;
}

static struct module_mine one_of(const struct follow *f, const struct module *m,
                                 const struct module_member *p)
{
    const struct module_state_row *s = state_of(f, p->person_id, m->word);
    struct module_mine mine = {.word = m->word,
                               .title = m->title[f->lang],
                               .lead = m->lead[f->lang],
                               .must = module_concerns(m, p)};
    int64_t until_at = s != NULL ? s->until_at : 0;

    mine.passed_at = s != NULL ? s->passed_at : 0;
    mine.until_at = until_at == MODULE_FOREVER ? 0 : until_at;
    mine.standing = module_standing_of(mine.must, mine.passed_at, until_at, f->now);
    return mine;
}

static enum status begin_follow(struct db *db, struct arena *a, int64_t centre_id,
                                int64_t person_id, enum lang lang, struct follow *f)
{
    f->lang = lang;
    f->now = clock_now();
    TRY(modules_of(db, a, centre_id, &f->modules));
    return q_module_states(db, a, centre_id, person_id, &f->states);
}

enum status modules_for(struct db *db, struct arena *a, int64_t person_id, int64_t centre_id,
                        enum lang lang, struct module_mine_list *ret)
{
    struct follow f;
    struct module_member_list members;
    struct module_member nobody = {.person_id = person_id};
    const struct module_member *me = &nobody;
    struct module_mine_list list = {0};

    TRY(begin_follow(db, a, centre_id, person_id, lang, &f));
    TRY(modules_members(db, a, centre_id, &members));
    for (size_t i = 0; i < members.n; i++)
        if (members.at[i].person_id == person_id)
            me = &members.at[i];
    list.at = arena_array(a, struct module_mine, f.modules.n);
    for (size_t i = 0; i < f.modules.n; i++) {
        struct module_mine mine = one_of(&f, &f.modules.at[i], me);

        if (!f.modules.at[i].setting.closed)
            list.at[list.n++] = mine;
    }
    *ret = list;
    return OK;
}

enum status modules_mine(struct db *db, struct arena *a, const struct actor *who, enum lang lang,
                         struct module_mine_list *ret)
{
    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "may not read modules");
    return modules_for(db, a, who->person_id, who->centre_id, lang, ret);
}

/* ---- of others */

static struct module_person person_of(struct arena *a, const struct follow *f,
                                      const struct module_member *p)
{
    struct module_person person = {.person_id = p->person_id, .name = p->name, .team = p->team};

    person.modules.at = arena_array(a, struct module_mine, f->modules.n);
    for (size_t i = 0; i < f->modules.n; i++) {
        struct module_mine mine = one_of(f, &f->modules.at[i], p);

        if (!mine.must)
            continue;
        person.modules.at[person.modules.n++] = mine;
        person.n_lacking += mine.standing == MODULE_WAITS || mine.standing == MODULE_LAPSED;
        person.n_soon += mine.standing == MODULE_SOON;
    }
    return person;
}

/* A part is hidden also when what is left of the whole would tell of few. */
void modules_hide(struct module_number *n)
{
    int64_t rest = n->n_must - n->n_hold;

    n->must_hidden = n->n_must > 0 && n->n_must < MODULES_SMALLEST;
    n->hidden = n->n_must < MODULES_SMALLEST || (n->n_hold > 0 && n->n_hold < MODULES_SMALLEST) ||
                (rest > 0 && rest < MODULES_SMALLEST);
    if (n->hidden)
        n->n_hold = 0;
    if (n->must_hidden)
        n->n_must = 0;
}

static void count_person(const struct follow *f, const struct module_member *p,
                         struct module_number *numbers)
{
    for (size_t i = 0; i < f->modules.n; i++) {
        struct module_mine mine = one_of(f, &f->modules.at[i], p);

        numbers[i].n_must += mine.must;
        numbers[i].n_hold +=
            mine.must && (mine.standing == MODULE_HOLDS || mine.standing == MODULE_SOON);
    }
}

static struct module_number *begin_numbers(struct arena *a, const struct follow *f)
{
    struct module_number *numbers = arena_array(a, struct module_number, f->modules.n);

    for (size_t i = 0; i < f->modules.n; i++) {
        numbers[i].word = f->modules.at[i].word;
        numbers[i].title = f->modules.at[i].title[f->lang];
    }
    return numbers;
}

enum status modules_overview(struct db *db, struct arena *a, const struct actor *who,
                             enum lang lang, struct modules_overview *ret)
{
    struct follow f;
    struct module_member_list members;
    struct modules_overview o = {0};
    bool all_named = true;

    if (!may(who, PERM_LIMITS_FOLLOW) && !may(who, PERM_NUMBERS_READ) &&
        !may(who, PERM_MODULES_SET))
        return fail(DENIED, "may not see others");
    TRY(begin_follow(db, a, who->centre_id, 0, lang, &f));
    TRY(modules_members(db, a, who->centre_id, &members));
    o.people = arena_array(a, struct module_person, members.n);
    o.numbers = begin_numbers(a, &f);
    for (size_t i = 0; i < members.n; i++) {
        const struct module_member *p = &members.at[i];
        bool named = may_reach(who, PERM_LIMITS_FOLLOW, p->person_id, p->team_id);

        if (named)
            o.people[o.n_people++] = person_of(a, &f, p);
        if (!may_reach(who, PERM_NUMBERS_READ, -1, p->team_id))
            continue;
        all_named = all_named && named;
        count_person(&f, p, o.numbers);
    }
    for (size_t i = 0; i < f.modules.n; i++) {
        if (f.modules.at[i].setting.closed || f.modules.at[i].setting.roles == 0 ||
            !may(who, PERM_NUMBERS_READ))
            continue;
        o.numbers[o.n_numbers] = o.numbers[i];
        if (!all_named)
            modules_hide(&o.numbers[o.n_numbers]);
        o.n_numbers++;
    }
    *ret = o;
    return OK;
}
