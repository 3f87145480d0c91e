/* Scenarios, tries and the choices in them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/practice/practice_parts.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const practice_state_words[] = {"running", "ended", "stopped", NULL};

/* ---- the shelf */

const struct practice_shipped *practice_find(struct str name, enum lang lang)
{
    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == lang && str_eq(name, str_of(practice_shipped[i].name)))
            return &practice_shipped[i];
    return NULL;
}

static void count_tries(struct practice_scenario *s, const struct practice_try_row_list *tries)
{
    for (size_t i = tries->n; i-- > 0;) /* the newest that runs stays */
        if (str_eq(tries->at[i].scenario, s->name)) {
            s->n_tries++;
            if (tries->at[i].state == PRACTICE_RUNNING)
                s->running_id = tries->at[i].id;
        }
}

static struct practice_scenario shown(const struct practice_shipped *s,
                                      const struct practice_try_row_list *tries)
{
    struct practice_scenario one = {str_of(s->name), s->title, s->about, s->person,
                                    s->minutes,      0,        0};

    count_tries(&one, tries);
    return one;
}

static struct practice_scenario shown_own(struct arena *a, const struct practice_own_row *o,
                                          const struct practice_try_row_list *tries)
{
    struct practice_scenario one = {arena_printf(a, "own-%lld", (long long)o->id),
                                    o->title,
                                    o->about,
                                    o->person,
                                    o->minutes,
                                    0,
                                    0};

    count_tries(&one, tries);
    return one;
}

enum status practice_scenarios(struct db *db, struct arena *a, const struct actor *who,
                               enum lang lang, struct practice_scenario_list *ret)
{
    struct practice_try_row_list tries;
    struct practice_own_row_list own;

    TRY(practice_tries(db, a, who, STR_NONE, &tries));
    TRY(q_practice_own_list(db, a, who->centre_id, &own));
    struct practice_scenario_list list = {
        arena_array(a, struct practice_scenario, practice_shipped_n + own.n), 0};
    for (size_t i = 0; i < practice_shipped_n; i++)
        if (practice_shipped[i].lang == lang)
            list.at[list.n++] = shown(&practice_shipped[i], &tries);
    for (size_t i = 0; i < own.n; i++)
        if (own.at[i].offered)
            list.at[list.n++] = shown_own(a, &own.at[i], &tries);
    *ret = list;
    return OK;
}

enum status practice_find_own(struct db *db, struct arena *a, const struct actor *who,
                              struct str name, struct practice_own_row *ret)
{
    int64_t id;

    if (!str_starts(name, STR("own-")) || !str_int64(str_sub(name, 4, name.n), &id))
        return fail(MISSING, "no such scenario");
    TRY(q_practice_own_of(db, a, id, who->centre_id, ret));
    return ret->offered || may(who, PERM_PRACTICE_EDIT) ? OK : fail(MISSING, "not offered");
}

enum status practice_scenario(struct db *db, struct arena *a, const struct actor *who,
                              struct str name, enum lang lang, struct practice_scenario *ret)
{
    const struct practice_shipped *s = practice_find(name, lang);
    struct practice_try_row_list tries;
    struct practice_own_row own;

    TRY(practice_tries(db, a, who, name, &tries));
    if (s == NULL)
        TRY(practice_find_own(db, a, who, name, &own));
    *ret = s ? shown(s, &tries) : shown_own(a, &own, &tries);
    return OK;
}

/* ---- tries */

static enum status allowed(const struct actor *who)
{
    return may_reach(who, PERM_PRACTICE, who->person_id, who->team_id) && !who->is_system
               ? OK
               : fail(DENIED, "may not practise");
}

enum status practice_tries(struct db *db, struct arena *a, const struct actor *who, struct str name,
                           struct practice_try_row_list *ret)
{
    TRY(allowed(who));
    return q_practice_tries_of(db, a, who->person_id, name.p ? name : STR(""), ret);
}

enum status practice_keep_story(struct db *db, struct arena *a, struct str json, int64_t *ret)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char print[2 * sizeof hash + 1];
    struct practice_story_row row;
    int64_t inserted;

    crypto_hash_sha256(hash, (const unsigned char *)json.p, json.n);
    sodium_bin2hex(print, sizeof print, hash, sizeof hash);
    TRY(q_practice_story_insert(db, id_new(), str_of(print), json, clock_now(), &inserted));
    TRY(q_practice_story_of(db, a, str_of(print), &row));
    *ret = row.id;
    return OK;
}

static int64_t new_seed(void)
{
    unsigned char byte;

    random_bytes(&byte, 1);
    return byte % 100; /* as inkjs has it */
}

enum status practice_start(struct db *db, struct arena *a, const struct actor *who, struct str name,
                           enum lang lang, int64_t before, int64_t *ret)
{
    const struct practice_shipped *s = practice_find(name, lang);
    int64_t id = id_new(), story_id, stopped;
    struct practice_own_row own = {.title = STR_NONE};
    DB_TX(tx, db);

    TRY(allowed(who));
    if (before < 0 || before > PRACTICE_SURE_MAX)
        return fail(INVALID, "surety goes from 1 to 5");
    if (s == NULL)
        TRY(practice_find_own(db, a, who, name, &own));
    TRY(q_practice_stop_others(db, who->person_id, name, clock_now(), &stopped));
    story_id = own.story_id;
    if (s != NULL)
        TRY(practice_keep_story(db, a, s->json, &story_id));
    TRY(q_practice_try_insert(db, id, who->person_id, name, s ? s->title : own.title,
                              s ? (int64_t)lang : own.lang, story_id, new_seed(), before,
                              clock_now()));
    TRY(audit(db, who, AUDIT_PRACTICE_CHANGED, id, STR("started")));
    TRY(db_commit(&tx));
    *ret = id;
    return OK;
}

static enum status find(struct db *db, struct arena *a, const struct actor *who, int64_t try_id,
                        struct practice_try_row *ret)
{
    TRY(allowed(who));
    return q_practice_try_of(db, a, try_id, who->person_id, ret);
}

static enum status load(struct db *db, struct arena *a, const struct actor *who, int64_t try_id,
                        struct practice_play *p, const struct ink_story **ret_story)
{
    struct practice_choice_row_list made;
    struct practice_json_row json;

    TRY(find(db, a, who, try_id, &p->try));
    TRY(q_practice_json(db, a, p->try.story_id, &json));
    TRY(q_practice_choices_of(db, a, try_id, &made));
    if (ink_load(a, json.json, ret_story) != OK)
        return fail(BROKEN, "the story of try %lld does not load: %s", (long long)try_id,
                    failure_last()->why);
    p->json = json.json;
    p->made = arena_array(a, int64_t, made.n + 1);
    p->n_made = made.n;
    for (size_t i = 0; i < made.n; i++)
        p->made[i] = made.at[i].choice;
    return OK;
}

enum status practice_play(struct db *db, struct arena *a, const struct actor *who, int64_t try_id,
                          struct practice_play *ret)
{
    struct practice_play p = {.json = STR_NONE};
    const struct ink_story *story;

    TRY(load(db, a, who, try_id, &p, &story));
    TRY(practice_walk(a, story, p.try.seed, &p));
    *ret = p;
    return OK;
}

static enum status check_place(const struct practice_play *p, int64_t at, int64_t choice,
                               bool *ret_known)
{
    *ret_known = at >= 0 && at < (int64_t)p->n_made && p->made[at] == choice;
    if (*ret_known)
        return OK;
    if (at != (int64_t)p->n_made || p->try.state != PRACTICE_RUNNING)
        return refuse(CONFLICT, T_PRACTICE_ELSEWHERE);
    if (p->n_made >= PRACTICE_MAX_CHOICES)
        return refuse(CONFLICT, T_PRACTICE_TOO_LONG);
    if (choice < 0 || choice >= (int64_t)p->n_choices)
        return refuse(INVALID, T_PRACTICE_NO_CHOICE);
    return OK;
}

/* Idempotent, since a browser that lost the network sends its choices again. */
enum status practice_choose(struct db *db, struct arena *a, const struct actor *who, int64_t try_id,
                            int64_t at, int64_t choice)
{
    struct practice_play p = {.json = STR_NONE};
    const struct ink_story *story;
    int64_t changed;
    bool known;
    DB_TX(tx, db);

    TRY(load(db, a, who, try_id, &p, &story));
    TRY(practice_walk(a, story, p.try.seed, &p));
    TRY(check_place(&p, at, choice, &known));
    if (known)
        return OK;
    p.made[p.n_made++] = choice;
    TRY(practice_walk(a, story, p.try.seed, &p)); /* what it leads to works, too */
    TRY(q_practice_choice_insert(db, try_id, at, choice, clock_now(), &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_PRACTICE_ELSEWHERE);
    if (p.n_choices == 0) {
        TRY(q_practice_try_end(db, try_id, who->person_id, PRACTICE_ENDED, clock_now(), &changed));
        TRY(audit(db, who, AUDIT_PRACTICE_CHANGED, try_id, STR("ended")));
    }
    return db_commit(&tx);
}

enum status practice_stop(struct db *db, struct arena *a, const struct actor *who, int64_t try_id)
{
    struct practice_try_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find(db, a, who, try_id, &row));
    TRY(q_practice_try_end(db, try_id, who->person_id, PRACTICE_STOPPED, clock_now(), &changed));
    if (changed > 0)
        TRY(audit(db, who, AUDIT_PRACTICE_CHANGED, try_id, STR("stopped")));
    return db_commit(&tx);
}

enum status practice_after(struct db *db, struct arena *a, const struct actor *who, int64_t try_id,
                           int64_t after)
{
    struct practice_try_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find(db, a, who, try_id, &row));
    if (after < 1 || after > PRACTICE_SURE_MAX)
        return fail(INVALID, "surety goes from 1 to 5");
    TRY(q_practice_try_after(db, try_id, who->person_id, after, &changed));
    if (changed == 0)
        return refuse(CONFLICT, T_PRACTICE_STILL_RUNS);
    TRY(audit(db, who, AUDIT_PRACTICE_CHANGED, try_id, STR("after")));
    return db_commit(&tx);
}

enum status practice_drop(struct db *db, struct arena *a, const struct actor *who, int64_t try_id)
{
    struct practice_try_row row;
    int64_t changed;
    DB_TX(tx, db);

    TRY(find(db, a, who, try_id, &row));
    TRY(q_practice_choices_drop(db, try_id));
    TRY(q_practice_try_drop(db, try_id, who->person_id, &changed));
    TRY(audit(db, who, AUDIT_PRACTICE_CHANGED, try_id, STR("dropped")));
    return db_commit(&tx);
}
