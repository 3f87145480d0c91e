/* New versions, new modules, who must take them.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"
#include "features/modules/modules_parts.h"

bool modules_may_set(const struct actor *who)
{
    return who->centre_id != 0 && may_reach(who, PERM_MODULES_SET, -1, 0);
}

/* ---- texts */

static size_t most_of(int part)
{
    if (part == MODULE_TITLE)
        return MODULE_TITLE_MAX;
    return part == MODULE_BODY ? MODULE_BODY_MAX : MODULE_TEXT_MAX;
}

/* A question is there in both languages with all its parts, or not at all. */
static enum status check_question(const struct module_entry *e, int question, bool *ret_there)
{
    int first = MODULE_Q1 + question * MODULE_QUESTION_SIZE, n = 0;

    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = first; part < first + MODULE_QUESTION_SIZE; part++)
            n += e->text[lang][part].n > 0;
    if (n != 0 && n != LANG_N * MODULE_QUESTION_SIZE)
        return refuse(INVALID, T_MODULES_HALF_QUESTION);
    *ret_there = n != 0;
    if (*ret_there && (e->right[question] < 0 || e->right[question] >= MODULE_CHOICES))
        return refuse(INVALID, T_MODULES_NO_RIGHT);
    return OK;
}

enum status module_entry_check(const struct module_entry *e, int64_t *ret_n)
{
    int64_t n = 0;
    bool ended = false;

    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < MODULE_PART_N; part++) {
            if (part <= MODULE_BODY && e->text[lang][part].n == 0)
                return refuse(INVALID, T_MODULES_EMPTY);
            if (e->text[lang][part].n > most_of(part))
                return refuse(TOO_LARGE, T_MODULES_TOO_LONG);
        }
    for (int i = 0; i < MODULE_QUESTIONS; i++) {
        bool there = false;

        TRY(check_question(e, i, &there));
        if (there && ended)
            return refuse(INVALID, T_MODULES_HALF_QUESTION);
        ended = ended || !there;
        n += there;
    }
    if (n < MODULE_QUESTIONS_LEAST)
        return refuse(INVALID, T_MODULES_FEW_QUESTIONS);
    *ret_n = n;
    return OK;
}

static enum status write_version(struct db *db, struct arena *a, const struct actor *who,
                                 const struct module *m, const struct module_entry *e, int64_t n)
{
    int64_t id = id_new();
    char rights[MODULE_QUESTIONS];

    for (int64_t i = 0; i < n; i++)
        rights[i] = (char)('a' + e->right[i]);
    TRY(q_module_version_insert(db, id, who->centre_id, m->word, m->version + 1,
                                arena_copy(a, (struct str){rights, (size_t)n}), e->again_day,
                                clock_now(), who->person_id));
    for (int lang = 0; lang < LANG_N; lang++)
        for (int part = 0; part < MODULE_PART_N; part++)
            if (e->text[lang][part].n > 0)
                TRY(q_module_text_insert(db, id, lang, part, e->text[lang][part]));
    return OK;
}

/* Own ones are numbered; the number is never used again. */
static enum status begin_own(struct db *db, struct arena *a, const struct actor *who,
                             struct module *m)
{
    struct module_list all;
    int64_t number = 0;

    TRY(modules_of(db, a, who->centre_id, &all));
    if (all.n >= MODULES_MOST)
        return refuse(CONFLICT, T_MODULES_TOO_MANY);
    for (size_t i = 0; i < all.n; i++) {
        int64_t n = 0;

        if (!all.at[i].comes_with && str_int64(str_sub(all.at[i].word, 4, 20), &n) && n > number)
            number = n;
    }
    *m =
        (struct module){.word = arena_printf(a, "own-%lld", (long long)number + 1), .id = id_new()};
    return q_module_setting_put(db, m->id, who->centre_id, m->word, 0, 0, 0, false, clock_now(),
                                who->person_id);
}

enum status module_put(struct db *db, struct arena *a, const struct actor *who, struct str word,
                       const struct module_entry *e, struct str *ret_word)
{
    struct module m;
    const struct zone *zone;
    int64_t n;
    DB_TX(tx, db);

    if (!modules_may_set(who))
        return fail(DENIED, "may not change modules");
    TRY(module_entry_check(e, &n));
    TRY(modules_zone(db, a, who->centre_id, &zone));
    if (e->again_day != 0 && e->again_day < zone_day(zone, clock_now()))
        return refuse(INVALID, T_MODULES_AGAIN_PAST);
    TRY(word.p == NULL ? begin_own(db, a, who, &m) : module_find(db, a, who->centre_id, word, &m));
    if (e->version != m.version)
        return refuse(CONFLICT, T_MODULES_CHANGED_MEANWHILE);
    TRY(write_version(db, a, who, &m, e, n));
    TRY(module_settle(db, a, who->centre_id, &m, 0));
    TRY(audit(db, who, AUDIT_MODULE_SET, who->centre_id, m.word));
    TRY(announce_word(db, EVENT_MODULE_CHANGED, who->centre_id, m.word));
    TRY(job_put(db, MODULES_TELL, who->centre_id, STR(""), clock_now()));
    TRY(db_commit(&tx));
    jobs_wake();
    *ret_word = m.word;
    return OK;
}

/* ---- who must */

static enum status check_setting(const struct module *m, const struct module_setting *to)
{
    struct module_setting own;

    if (to->months < 0 || to->months > MODULE_MONTHS_MAX || to->window_month < 0 ||
        to->window_month > 12 || to->roles < 0 || to->roles >= INT64_C(1) << ROLE_N)
        return fail(INVALID, "no such setting");
    if (!str_eq(m->word, STR(MODULE_CONFLICT)))
        return OK;
    module_own_setting(MODULE_OWN_CONFLICT, &own);
    if (to->closed || (to->roles & own.roles) != own.roles || to->teams[0] != 0)
        return refuse(CONFLICT, T_MODULES_CONFLICT_STAYS);
    return OK;
}

static enum status put_teams(struct db *db, const struct actor *who, int64_t module_id,
                             const struct module_setting *to)
{
    int64_t added;

    TRY(q_module_teams_drop(db, module_id));
    for (int i = 0; i < MODULE_TEAMS; i++) {
        if (to->teams[i] == 0)
            continue;
        TRY(q_module_team_put(db, module_id, to->teams[i], who->centre_id, &added));
        if (added == 0)
            return refuse(INVALID, T_MODULES_NO_TEAM);
    }
    return OK;
}

static struct module_setting packed(const struct module_setting *to)
{
    struct module_setting s = *to;
    size_t n = 0;

    memset(s.teams, 0, sizeof s.teams);
    for (int i = 0; i < MODULE_TEAMS; i++)
        if (to->teams[i] != 0)
            s.teams[n++] = to->teams[i];
    return s;
}

enum status module_set(struct db *db, struct arena *a, const struct actor *who, struct str word,
                       const struct module_setting *wanted)
{
    const struct module_setting to = packed(wanted);
    struct module m;
    DB_TX(tx, db);

    if (!modules_may_set(who))
        return fail(DENIED, "may not change modules");
    TRY(module_find(db, a, who->centre_id, word, &m));
    TRY(check_setting(&m, &to));
    if (m.id == 0)
        m.id = id_new();
    m.setting = to;
    TRY(q_module_setting_put(db, m.id, who->centre_id, m.word, to.roles, to.months, to.window_month,
                             to.closed, clock_now(), who->person_id));
    TRY(put_teams(db, who, m.id, &to));
    TRY(module_settle(db, a, who->centre_id, &m, 0));
    TRY(audit(db, who, AUDIT_MODULE_SET, who->centre_id, m.word));
    TRY(announce_word(db, EVENT_MODULE_CHANGED, who->centre_id, m.word));
    TRY(job_put(db, MODULES_TELL, who->centre_id, STR(""), clock_now()));
    TRY(db_commit(&tx));
    jobs_wake();
    return OK;
}

enum status module_team_choices(struct db *db, struct arena *a, const struct actor *who,
                                struct module_team_choice_list *ret)
{
    if (!modules_may_set(who))
        return fail(DENIED, "may not change modules");
    return q_module_teams(db, a, who->centre_id, ret);
}
