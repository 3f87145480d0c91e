/* The plans of a centre: the program's own until a version is published, and the draft that becomes the next one.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/onboarding/onboarding_parts.h"

#include <stdlib.h>

#include "base/id.h"
#include "base/utf8.h"
#include "core/refuse.h"

/* ---- reading */

static int by_day(const void *x, const void *y)
{
    const struct onboarding_plan_item_row *a = x, *b = y;

    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return str_cmp(a->word, b->word);
}

static struct onboarding_plan_item_row_list own_items(struct arena *a,
                                                      enum onboarding_profile profile)
{
    struct onboarding_plan_item_row_list list = {
        arena_array(a, struct onboarding_plan_item_row, onboarding_own_n), 0};

    for (size_t i = 0; i < onboarding_own_n; i++) {
        const struct onboarding_own *o = &onboarding_own[i];

        if (o->in[profile].minutes != 0)
            list.at[list.n++] =
                (struct onboarding_plan_item_row){.word = str_of(o->word),
                                                  .title_da = text(LANG_DA, o->title),
                                                  .title_en = text(LANG_EN, o->title),
                                                  .day = o->in[profile].day,
                                                  .role = o->role,
                                                  .kind = o->kind,
                                                  .minutes = o->in[profile].minutes,
                                                  .competence = o->competence,
                                                  .needs = str_of(o->needs),
                                                  .module = str_of(o->module),
                                                  .flags = o->flags};
    }
    qsort(list.at, list.n, sizeof *list.at, by_day);
    return list;
}

static enum status find(struct db *db, struct arena *a, int64_t centre_id,
                        enum onboarding_profile profile, int64_t version,
                        struct onboarding_plan *ret)
{
    struct onboarding_plan_row row;
    struct onboarding_plan p = {.profile = profile};
    enum status found = version == ONBOARDING_NOW
                            ? q_onboarding_plan_latest(db, a, centre_id, profile, &row)
                            : q_onboarding_plan_at(db, a, centre_id, profile, version, &row);

    if (found == OK) {
        p.id = row.id;
        p.version = row.version;
        p.made_at = row.made_at;
        p.is_draft = row.version == ONBOARDING_DRAFT;
        TRY(q_onboarding_plan_items(db, a, row.id, &p.items));
    } else if (found == MISSING && version == ONBOARDING_NOW) {
        p.items = own_items(a, profile);
    } else {
        return found;
    }
    *ret = p;
    return OK;
}

enum status onboarding_plan_now(struct db *db, struct arena *a, int64_t centre_id,
                                enum onboarding_profile profile, struct onboarding_plan *ret)
{
    return find(db, a, centre_id, profile, ONBOARDING_NOW, ret);
}

bool onboarding_wants_mentor(const struct onboarding_plan *p)
{
    for (size_t i = 0; i < p->items.n; i++)
        if (p->items.at[i].role == ONBOARDING_BY_MENTOR)
            return true;
    return false;
}

bool onboarding_may_set(const struct actor *who)
{
    return who->centre_id != 0 && may_reach(who, PERM_ONBOARDING_SET, -1, 0);
}

static enum status check_reader(const struct actor *who, enum onboarding_profile profile)
{
    if (!may(who, PERM_ONBOARDING_SET) && !may(who, PERM_ONBOARDING_LEAD))
        return fail(DENIED, "may not read the plans");
    return (unsigned)profile < ONBOARDING_PROFILE_N ? OK : fail(MISSING, "no such profile");
}

enum status onboarding_plan(struct db *db, struct arena *a, const struct actor *who,
                            enum onboarding_profile profile, int64_t version,
                            struct onboarding_plan *ret)
{
    TRY(check_reader(who, profile));
    return find(db, a, who->centre_id, profile, version, ret);
}

enum status onboarding_plan_versions(struct db *db, struct arena *a, const struct actor *who,
                                     enum onboarding_profile profile,
                                     struct onboarding_version_row_list *ret)
{
    TRY(check_reader(who, profile));
    return q_onboarding_plan_versions(db, a, who->centre_id, profile, ret);
}

unsigned onboarding_unreached(const struct onboarding_plan_item_row_list *items)
{
    unsigned left = (1u << ONBOARDING_COMPETENCE_N) - 1;

    for (size_t i = 0; i < items->n; i++)
        if (items->at[i].competence >= 0)
            left &= ~(1u << items->at[i].competence);
    return left;
}

/* ---- the draft */

static enum status check_writer(const struct actor *who, enum onboarding_profile profile)
{
    if (!onboarding_may_set(who))
        return refuse(DENIED, T_ONBOARDING_SET_DENIED);
    return (unsigned)profile < ONBOARDING_PROFILE_N ? OK : fail(MISSING, "no such profile");
}

static enum status put(struct db *db, int64_t plan_id, const struct onboarding_plan_item_row *i)
{
    return q_onboarding_plan_item_put(db, plan_id, i->word, i->title_da, i->title_en, i->day,
                                      i->role, i->kind, i->minutes, i->competence, i->needs,
                                      i->module, i->flags);
}

/* The draft; begun as a copy of what holds when there is none. */
static enum status draft_of(struct db *db, struct arena *a, const struct actor *who,
                            enum onboarding_profile profile, struct onboarding_plan *ret)
{
    enum status found = find(db, a, who->centre_id, profile, ONBOARDING_DRAFT, ret);

    if (found != MISSING)
        return found;
    TRY(find(db, a, who->centre_id, profile, ONBOARDING_NOW, ret));
    ret->id = id_new();
    ret->is_draft = true;
    TRY(q_onboarding_plan_insert(db, ret->id, who->centre_id, profile, ONBOARDING_DRAFT,
                                 clock_now(), who->person_id));
    for (size_t i = 0; i < ret->items.n; i++)
        TRY(put(db, ret->id, &ret->items.at[i]));
    return OK;
}

static const struct onboarding_plan_item_row *item_of(const struct onboarding_plan *p,
                                                      struct str word)
{
    for (size_t i = 0; i < p->items.n && word.n > 0; i++)
        if (str_eq(p->items.at[i].word, word))
            return &p->items.at[i];
    return NULL;
}

/* ---- what comes before what */

bool onboarding_needs(struct str needs, struct str word)
{
    struct str one;

    while (word.n > 0 && str_cut(&needs, ',', &one))
        if (str_eq(one, word))
            return true;
    return false;
}

/* Following what each waits for from these words never leads to `word`. seen: a flag per item of the plan. */
static bool leads_to(const struct onboarding_plan *p, struct str needs, struct str word, bool *seen)
{
    struct str one;

    if (onboarding_needs(needs, word))
        return true;
    while (str_cut(&needs, ',', &one)) {
        const struct onboarding_plan_item_row *before = item_of(p, one);

        if (before == NULL || seen[before - p->items.at])
            continue;
        seen[before - p->items.at] = true;
        if (leads_to(p, before->needs, word, seen))
            return true;
    }
    return false;
}

static enum status check_needs(struct arena *a, const struct onboarding_plan *p, struct str word,
                               struct str needs, int64_t day)
{
    bool *seen = arena_array(a, bool, p->items.n + 1);
    struct str rest = needs, one;
    size_t n = 0;

    while (str_cut(&rest, ',', &one)) {
        const struct onboarding_plan_item_row *before = item_of(p, one);

        if (one.n == 0)
            continue;
        if (before == NULL || before->day > day || ++n > ONBOARDING_NEEDS_MAX)
            return refuse(INVALID, T_ONBOARDING_BAD_NEEDS);
    }
    if (leads_to(p, needs, word, seen))
        return refuse(INVALID, T_ONBOARDING_NEEDS_CIRCLE);
    for (size_t i = 0; i < p->items.n; i++) /* what waits for it comes no earlier */
        if (onboarding_needs(p->items.at[i].needs, word) && p->items.at[i].day < day)
            return refuse(INVALID, T_ONBOARDING_BAD_NEEDS);
    return OK;
}

static void add_need(struct buf *b, struct str word)
{
    if (word.n == 0 || onboarding_needs(buf_str(b), word))
        return;
    if (b->n > 0)
        buf_char(b, ',');
    buf_add(b, word);
}

/* Each once, without empty ones. */
static struct str tidy(struct arena *a, struct str needs)
{
    struct buf b = buf_new(a, needs.n + 1);
    struct str one;

    while (str_cut(&needs, ',', &one))
        add_need(&b, one);
    return b.n > 0 ? buf_str(&b) : STR("");
}

/* What waited for a word waits for what that one waited for. */
static struct str without(struct arena *a, struct str needs,
                          const struct onboarding_plan_item_row *i)
{
    struct buf b = buf_new(a, needs.n + i->needs.n + 1);
    struct str one, before = i->needs;

    while (str_cut(&needs, ',', &one))
        if (!str_eq(one, i->word))
            add_need(&b, one);
    while (str_cut(&before, ',', &one))
        add_need(&b, one);
    return b.n > 0 ? buf_str(&b) : STR("");
}

static enum status check_entry(const struct onboarding_item_entry *e)
{
    if (e->title_da.n == 0 || e->title_en.n == 0 ||
        utf8_length(e->title_da) > ONBOARDING_TITLE_MAX ||
        utf8_length(e->title_en) > ONBOARDING_TITLE_MAX)
        return refuse(INVALID, T_ONBOARDING_BAD_TITLE);
    if (e->day < ONBOARDING_DAY_MIN || e->day > ONBOARDING_DAY_MAX)
        return refuse(INVALID, T_ONBOARDING_BAD_DAY);
    if (e->minutes < 1 || e->minutes > ONBOARDING_MINUTES_MAX)
        return refuse(INVALID, T_ONBOARDING_BAD_MINUTES);
    if (e->role < 0 || e->role >= ONBOARDING_ROLE_N || e->kind < 0 ||
        e->kind >= ONBOARDING_KIND_N || e->competence < -1 ||
        e->competence >= ONBOARDING_COMPETENCE_N)
        return refuse(INVALID, T_ONBOARDING_BAD_CHOICE);
    return OK;
}

/* was: the item as it is in the draft; NULL: a new one. What is obligatory keeps role and kind. */
static struct onboarding_plan_item_row item_from(struct arena *a,
                                                 const struct onboarding_plan_item_row *was,
                                                 const struct onboarding_item_entry *e)
{
    bool obligatory = was != NULL && (was->flags & ONBOARDING_OBLIGATORY) != 0;
    struct onboarding_plan_item_row item = {
        .word = was ? was->word : arena_printf(a, "own_%lld", (long long)id_new()),
        .title_da = e->title_da,
        .title_en = e->title_en,
        .day = e->day,
        .role = obligatory ? was->role : e->role,
        .kind = obligatory ? was->kind : e->kind,
        .minutes = e->minutes,
        .competence = e->competence,
        .needs = tidy(a, e->needs),
        .module = e->module.p ? e->module : STR(""),
        .flags = (was ? was->flags & (ONBOARDING_OBLIGATORY | ONBOARDING_MEASURED) : 0) |
                 (e->is_required || obligatory ? ONBOARDING_REQUIRED : 0)};

    if (item.kind != ONBOARDING_PHONE)
        item.flags &= ~ONBOARDING_MEASURED;
    return item;
}

enum status onboarding_item_put(struct db *db, struct arena *a, const struct actor *who,
                                enum onboarding_profile profile,
                                const struct onboarding_item_entry *e)
{
    struct onboarding_plan p;
    DB_TX(tx, db);

    TRY(check_writer(who, profile));
    TRY(draft_of(db, a, who, profile, &p));
    const struct onboarding_plan_item_row *was = item_of(&p, e->word);
    if (e->word.n > 0 && was == NULL)
        return fail(MISSING, "no such item");
    TRY(check_entry(e));
    if (was == NULL && p.items.n >= ONBOARDING_ITEMS_MAX)
        return refuse(CONFLICT, T_ONBOARDING_MANY_ITEMS);
    struct onboarding_plan_item_row item = item_from(a, was, e);
    TRY(check_needs(a, &p, item.word, item.needs, item.day));
    TRY(put(db, p.id, &item));
    TRY(audit(db, who, AUDIT_ONBOARDING_SET, p.id, STR("draft")));
    return db_commit(&tx);
}

enum status onboarding_item_drop(struct db *db, struct arena *a, const struct actor *who,
                                 enum onboarding_profile profile, struct str word)
{
    struct onboarding_plan p;
    int64_t changed;
    DB_TX(tx, db);

    TRY(check_writer(who, profile));
    TRY(draft_of(db, a, who, profile, &p));
    const struct onboarding_plan_item_row *was = item_of(&p, word);
    if (was == NULL)
        return fail(MISSING, "no such item");
    if ((was->flags & ONBOARDING_OBLIGATORY) != 0)
        return refuse(CONFLICT, T_ONBOARDING_OBLIGATORY_STAYS);
    for (size_t i = 0; i < p.items.n; i++) /* nothing waits for what is not there */
        if (onboarding_needs(p.items.at[i].needs, word)) {
            p.items.at[i].needs = without(a, p.items.at[i].needs, was);
            TRY(put(db, p.id, &p.items.at[i]));
        }
    TRY(q_onboarding_plan_item_drop(db, p.id, word, &changed));
    TRY(audit(db, who, AUDIT_ONBOARDING_SET, p.id, STR("draft")));
    return db_commit(&tx);
}

enum status onboarding_publish(struct db *db, struct arena *a, const struct actor *who,
                               enum onboarding_profile profile)
{
    struct onboarding_plan p, now;
    int64_t changed = 0;
    DB_TX(tx, db);

    TRY(check_writer(who, profile));
    TRY(find(db, a, who->centre_id, profile, ONBOARDING_DRAFT, &p));
    TRY(find(db, a, who->centre_id, profile, ONBOARDING_NOW, &now));
    TRY(q_onboarding_plan_publish(db, p.id, now.version + 1, clock_now(), who->person_id,
                                  &changed));
    TRY(audit(db, who, AUDIT_ONBOARDING_SET, p.id, STR("version")));
    return db_commit(&tx);
}

enum status onboarding_discard(struct db *db, struct arena *a, const struct actor *who,
                               enum onboarding_profile profile)
{
    struct onboarding_plan p;
    DB_TX(tx, db);

    TRY(check_writer(who, profile));
    TRY(find(db, a, who->centre_id, profile, ONBOARDING_DRAFT, &p));
    TRY(q_onboarding_plan_items_drop(db, p.id));
    TRY(q_onboarding_plan_delete(db, p.id));
    TRY(audit(db, who, AUDIT_ONBOARDING_SET, p.id, STR("draft dropped")));
    return db_commit(&tx);
}
