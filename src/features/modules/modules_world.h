/* The small centre of the limits, with what tests of modules and of the gate need besides: everybody begins with Anna, Bo, Lea,
 * Søren, Siv, Amir, Carl, Nina (features/limits/limits_world.h); Tove is call trainer in North.
 * SPDX-License-Identifier: MPL-2.0 */
#ifndef MODULES_MODULES_WORLD_H
#define MODULES_MODULES_WORLD_H

#include "features/limits/limits_world.h"

#include "features/modules/modules.h"

#define TOVE 120

static inline struct actor trainer(struct world *w)
{
    struct actor tove;

    run_sql(
        w, "INSERT INTO person (id, centre_id, team_id, login, name, name_fold, name_sort, lang, "
           "started_day, failed_n, created_at, changed_at) VALUES (120, 1, 11, 'tove', 'Tove Bek', "
           "'tove bek', 'tove bek', 'da', 18000, 0, 0, 0);"
           "INSERT INTO role_grant (person_id, role, team_id, granted_at, granted_by) VALUES "
           "(120, 5, 11, 0, 0)");
    db_refresh(w->db);
    assert_ok(actor_load(w->db, w->arena, TOVE, &tove));
    return tove;
}

static inline struct module_content module_now(struct world *w, const struct actor *who,
                                               const char *word)
{
    struct module_content c;

    db_refresh(w->db);
    assert_ok(module_read(w->db, w->arena, who, str_of(word), MODULE_NOW, &c));
    return c;
}

/* All right, or the second one wrong. */
static inline struct module_checked answered(struct world *w, const struct actor *who,
                                             const char *word, bool right)
{
    struct module_content c = module_now(w, who, word);
    struct module_answers sent = {.version = c.module.version};
    struct module_checked checked;

    memcpy(sent.answer, c.right, sizeof sent.answer);
    if (!right)
        sent.answer[1] = (sent.answer[1] + 1) % MODULE_CHOICES;
    assert_ok(module_check(w->db, w->arena, who, str_of(word), &sent, &checked));
    db_refresh(w->db);
    return checked;
}

/* As it stands, ready to be changed and put. */
static inline struct module_entry entry_of(const struct module_content *c)
{
    struct module_entry e = {.version = c->module.version};

    memcpy(e.text, c->text, sizeof e.text);
    for (int i = 0; i < MODULE_QUESTIONS; i++)
        e.right[i] = i < c->n_questions ? c->right[i] : -1;
    return e;
}

static inline struct str put_again(struct world *w, const struct actor *who, const char *word,
                                   int64_t again_day)
{
    struct module_content c = module_now(w, who, word);
    struct module_entry e = entry_of(&c);
    struct str kept;

    e.again_day = again_day;
    assert_ok(module_put(w->db, w->arena, who, str_of(word), &e, &kept));
    db_refresh(w->db);
    return kept;
}

static inline struct module_mine mine_of(struct world *w, const struct actor *who, const char *word)
{
    struct module_mine_list mine;

    db_refresh(w->db);
    assert_ok(modules_mine(w->db, w->arena, who, LANG_DA, &mine));
    for (size_t i = 0; i < mine.n; i++)
        if (str_eq(mine.at[i].word, str_of(word)))
            return mine.at[i];
    return (struct module_mine){.standing = -1};
}

#endif
