/* What modules there are, reading one, and the check of understanding.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/modules/modules_parts.h"

#include "base/clock.h"
#include "base/id.h"
#include "core/audit.h"
#include "core/refuse.h"

const char *const module_choice_words[] = {"a", "b", "c", NULL};

enum status modules_zone(struct db *db, struct arena *a, int64_t centre_id, const struct zone **ret)
{
    struct module_zone_row centre;

    TRY(q_module_zone(db, a, centre_id, &centre));
    return zone_find(centre.zone, ret);
}

/* ---- the list */

static void add_own(struct module_list *list)
{
    for (int i = 0; i < MODULE_OWN_N; i++) {
        struct module_content c = {0};
        struct module *m = &list->at[list->n++];

        module_own_fill((enum module_own)i, &c);
        *m = (struct module){.word = module_own_word((enum module_own)i), .comes_with = true};
        module_own_setting((enum module_own)i, &m->setting);
        for (int lang = 0; lang < LANG_N; lang++) {
            m->title[lang] = c.text[lang][MODULE_TITLE];
            m->lead[lang] = c.text[lang][MODULE_LEAD];
        }
    }
}

static struct module *find_in(const struct module_list *list, struct str word)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].word, word))
            return &list->at[i];
    return NULL;
}

static enum status add_settings(struct db *db, struct arena *a, int64_t centre_id,
                                const struct module_setting_row_list *rows,
                                struct module_list *list)
{
    struct module_team_row_list teams;

    TRY(q_module_setting_teams(db, a, centre_id, &teams));
    for (size_t i = 0; i < rows->n; i++) {
        const struct module_setting_row *r = &rows->at[i];
        struct module *m = find_in(list, r->word);
        size_t n = 0;

        if (m == NULL) {
            m = &list->at[list->n++];
            m->word = r->word;
        }
        m->id = r->id;
        m->setting = (struct module_setting){.roles = r->roles,
                                             .months = r->months,
                                             .window_month = r->window_month,
                                             .closed = r->closed};
        for (size_t t = 0; t < teams.n && n < MODULE_TEAMS; t++)
            if (teams.at[t].module_id == r->id)
                m->setting.teams[n++] = teams.at[t].team_id;
    }
    return OK;
}

static enum status add_versions(struct db *db, struct arena *a, int64_t centre_id,
                                struct module_list *list)
{
    struct module_latest_row_list latest;
    struct module_head_row_list heads;

    TRY(q_module_latest(db, a, centre_id, &latest));
    TRY(q_module_heads(db, a, centre_id, &heads));
    for (size_t i = 0; i < latest.n; i++) {
        struct module *m = find_in(list, latest.at[i].word);

        if (m == NULL)
            continue;
        m->version = latest.at[i].version;
        m->made_at = latest.at[i].made_at;
        for (size_t k = 0; k < heads.n; k++) {
            const struct module_head_row *h = &heads.at[k];

            if (h->version_id == latest.at[i].id && h->lang >= 0 && h->lang < LANG_N)
                *(h->part == MODULE_TITLE ? &m->title[h->lang] : &m->lead[h->lang]) = h->text;
        }
    }
    return OK;
}

enum status modules_of(struct db *db, struct arena *a, int64_t centre_id, struct module_list *ret)
{
    struct module_setting_row_list rows;
    struct module_list list = {0};

    TRY(q_module_settings(db, a, centre_id, &rows));
    list.at = arena_array(a, struct module, rows.n + MODULE_OWN_N);
    add_own(&list);
    TRY(add_settings(db, a, centre_id, &rows, &list));
    TRY(add_versions(db, a, centre_id, &list));
    *ret = list;
    return OK;
}

enum status module_find(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                        struct module *ret)
{
    struct module_list list;
    const struct module *m;

    TRY(modules_of(db, a, centre_id, &list));
    m = find_in(&list, word);
    if (m == NULL)
        return fail(MISSING, "no such module");
    *ret = *m;
    return OK;
}

/* ---- one of them */

static enum status fill_version(struct db *db, struct arena *a,
                                const struct module_version_found *row, struct module_content *c)
{
    struct module_text_row_list texts;

    TRY(q_module_texts(db, a, row->id, &texts));
    for (size_t i = 0; i < texts.n; i++) {
        const struct module_text_row *t = &texts.at[i];

        if (t->lang >= 0 && t->lang < LANG_N && t->part >= 0 && t->part < MODULE_PART_N)
            c->text[t->lang][t->part] = t->text;
    }
    for (size_t i = 0; i < row->rights.n && i < MODULE_QUESTIONS; i++)
        c->right[c->n_questions++] = row->rights.p[i] - 'a';
    c->module.made_at = row->made_at;
    c->again_day = row->again_day;
    return OK;
}

enum status module_load(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                        int64_t version, struct module_content *ret)
{
    struct module_content c = {0};
    struct module_version_found row;

    TRY(module_find(db, a, centre_id, word, &c.module));
    if (version == MODULE_NOW)
        version = c.module.version;
    c.module.version = version;
    if (version == 0 && c.module.comes_with) {
        module_own_fill(module_own_find(word), &c);
    } else {
        TRY(q_module_version_find(db, a, centre_id, word, version, &row));
        TRY(fill_version(db, a, &row, &c));
    }
    *ret = c;
    return OK;
}

enum status module_read(struct db *db, struct arena *a, const struct actor *who, struct str word,
                        int64_t version, struct module_content *ret)
{
    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "may not read modules");
    return module_load(db, a, who->centre_id, word, version, ret);
}

enum status module_versions(struct db *db, struct arena *a, const struct actor *who,
                            struct str word, struct module_version_row_list *ret)
{
    if (!may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "may not read modules");
    return q_module_versions(db, a, who->centre_id, word, ret);
}

/* ---- until when it holds */

static enum status agains_of(struct db *db, struct arena *a, int64_t centre_id, struct str word,
                             struct module_history *h)
{
    struct module_again_row_list rows;

    TRY(q_module_agains(db, a, centre_id, word, &rows));
    struct module_again *again = arena_array(a, struct module_again, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        again[i] = (struct module_again){rows.at[i].version, (int32_t)rows.at[i].again_day};
    h->again = again;
    h->n_again = rows.n;
    return OK;
}

enum status module_settle(struct db *db, struct arena *a, int64_t centre_id, const struct module *m,
                          int64_t person_id)
{
    const struct module_rule rule = {m->setting.months, m->setting.window_month};
    struct module_pass_row_list rows;
    struct module_history h = {0};
    const struct zone *zone;

    TRY(modules_zone(db, a, centre_id, &zone));
    TRY(agains_of(db, a, centre_id, m->word, &h));
    TRY(q_module_passes(db, a, centre_id, m->word, person_id, &rows));
    struct module_passed *passed = arena_array(a, struct module_passed, rows.n);
    h.passed = passed;
    for (size_t i = 0; i < rows.n; i++) {
        const struct module_pass_row *r = &rows.at[i];

        passed[h.n_passed++] = (struct module_passed){r->at, r->version};
        if (i + 1 < rows.n && rows.at[i + 1].person_id == r->person_id)
            continue;
        TRY(q_module_state_put(db, r->person_id, centre_id, m->word, r->version, r->at,
                               module_until(zone, &rule, &h)));
        h.n_passed = 0;
    }
    return OK;
}

/* ---- the check */

/* Twice on one day says no more than once. */
static enum status write_pass(struct db *db, struct arena *a, const struct actor *who,
                              const struct module *m, struct module_checked *c)
{
    struct module_pass_row_list rows;
    const struct zone *zone;
    int64_t now = clock_now();

    TRY(modules_zone(db, a, who->centre_id, &zone));
    TRY(q_module_passes(db, a, who->centre_id, m->word, who->person_id, &rows));
    const struct module_pass_row *last = rows.n > 0 ? &rows.at[rows.n - 1] : NULL;
    if (last != NULL && last->version == m->version &&
        zone_day(zone, last->at) == zone_day(zone, now)) {
        c->passed_at = last->at;
        return OK;
    }
    TRY(q_module_pass_insert(db, id_new(), who->person_id, who->centre_id, m->word, m->version,
                             now));
    TRY(module_settle(db, a, who->centre_id, m, who->person_id));
    TRY(audit(db, who, AUDIT_MODULE_PASSED, who->person_id, m->word));
    TRY(announce_word(db, EVENT_MODULE_PASSED, who->person_id, m->word));
    c->passed_at = now;
    return OK;
}

static enum status read_until(struct db *db, struct arena *a, const struct actor *who,
                              struct str word, struct module_checked *c)
{
    struct module_state_row_list rows;

    TRY(q_module_states(db, a, who->centre_id, who->person_id, &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (str_eq(rows.at[i].word, word))
            c->until_at = rows.at[i].until_at;
    return OK;
}

enum status module_check(struct db *db, struct arena *a, const struct actor *who, struct str word,
                         const struct module_answers *answers, struct module_checked *ret)
{
    struct module_content c;
    struct module_checked checked = {0};
    bool all_right = true;
    DB_TX(tx, db);

    if (who->person_id == 0 || !may(who, PERM_MODULES_TAKE))
        return fail(DENIED, "takes no modules");
    TRY(module_load(db, a, who->centre_id, word, MODULE_NOW, &c));
    if (c.module.setting.closed)
        return refuse(CONFLICT, T_MODULES_CLOSED);
    if (c.module.version != answers->version)
        return refuse(CONFLICT, T_MODULES_CHANGED);
    for (int i = 0; i < c.n_questions; i++) {
        checked.wrong[i] = answers->answer[i] != c.right[i];
        all_right = all_right && !checked.wrong[i];
    }
    if (all_right) {
        TRY(write_pass(db, a, who, &c.module, &checked));
        TRY(read_until(db, a, who, word, &checked));
        TRY(db_commit(&tx));
        jobs_wake();
    }
    *ret = checked;
    return OK;
}
