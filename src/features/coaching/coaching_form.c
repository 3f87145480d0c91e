/* Reading and keeping versions of the form.
 * SPDX-License-Identifier: MPL-2.0 */
#include "base/clock.h"
#include "base/id.h"
#include "features/coaching/coaching_parts.h"

/* ---- reading */

static void read_question(const struct coaching_question_row *row, int64_t number,
                          struct coaching_question *q)
{
    *q = (struct coaching_question){.id = row->id,
                                    .number = number,
                                    .section = row->section,
                                    .kind = row->kind,
                                    .weight = row->weight,
                                    .n_levels = row->n_levels,
                                    .critical = row->critical,
                                    .text = {row->text_da, row->text_en}};
    for (size_t k = 0; k < COACHING_LEVELS; k++)
        q->level[k][LANG_DA] = q->level[k][LANG_EN] = STR("");
}

/* Rows that a newer program wrote and this one does not know are left out. */
static bool is_known(const struct coaching_question_row *row)
{
    return row->kind >= 0 && row->kind < COACHING_KIND_N && row->section >= 0 &&
           row->section < COACHING_SECTIONS && row->n_levels >= 0 &&
           row->n_levels <= COACHING_LEVELS;
}

static enum status read_questions(struct db *db, struct arena *a, struct coaching_form *f)
{
    struct coaching_question_row_list rows;
    struct coaching_level_row_list levels;

    TRY(q_coaching_questions(db, a, f->id, &rows));
    TRY(q_coaching_levels(db, a, f->id, &levels));
    f->at = arena_array(a, struct coaching_question, rows.n);
    for (size_t i = 0; i < rows.n && f->n < COACHING_QUESTIONS; i++)
        if (is_known(&rows.at[i])) {
            read_question(&rows.at[i], (int64_t)f->n, &f->at[f->n]);
            f->n++;
        }
    for (size_t i = 0; i < levels.n; i++) {
        const struct coaching_level_row *l = &levels.at[i];
        size_t at = coaching_number(f, l->question_id);

        if (at == f->n || l->level < 0 || l->level >= COACHING_LEVELS)
            continue;
        f->at[at].level[l->level][LANG_DA] = l->text_da;
        f->at[at].level[l->level][LANG_EN] = l->text_en;
    }
    return OK;
}

enum status coaching_form_read(struct db *db, struct arena *a, const struct coaching_form_row *row,
                               struct coaching_form *ret)
{
    struct coaching_section_row_list sections;
    struct coaching_form f = {.id = row->id,
                              .version = row->version,
                              .stamp = row->stamp,
                              .made_at = row->made_at,
                              .comes_with = row->comes_with};

    for (size_t i = 0; i < COACHING_SECTIONS; i++)
        f.section[i][LANG_DA] = f.section[i][LANG_EN] = STR("");
    TRY(q_coaching_sections(db, a, row->id, &sections));
    for (size_t i = 0; i < sections.n; i++) {
        int64_t s = sections.at[i].section;

        if (s < 0 || s >= COACHING_SECTIONS)
            continue;
        f.section[s][LANG_DA] = sections.at[i].title_da;
        f.section[s][LANG_EN] = sections.at[i].title_en;
    }
    TRY(read_questions(db, a, &f));
    *ret = f;
    return OK;
}

enum status coaching_form_by_id(struct db *db, struct arena *a, int64_t id,
                                struct coaching_form *ret)
{
    struct coaching_form_row row;

    TRY(q_coaching_form_of(db, a, id, &row));
    return coaching_form_read(db, a, &row, ret);
}

enum status coaching_form(struct db *db, struct arena *a, const struct actor *who, int64_t version,
                          struct coaching_form *ret)
{
    struct coaching_form_row row;
    enum status found;

    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    if (version == 0)
        return fail(MISSING, "a draft is no version");
    found = version == COACHING_NOW
                ? q_coaching_form_latest(db, a, who->centre_id, &row)
                : q_coaching_form_of_version(db, a, who->centre_id, version, &row);
    if (found == MISSING && version == COACHING_NOW) {
        coaching_own(a, ret);
        return OK;
    }
    TRY(found);
    return coaching_form_read(db, a, &row, ret);
}

enum status coaching_versions(struct db *db, struct arena *a, const struct actor *who,
                              struct coaching_version_row_list *ret)
{
    if (!may(who, PERM_COACHING))
        return fail(DENIED, "has no practice forms");
    return q_coaching_versions(db, a, who->centre_id, ret);
}

/* ---- keeping */

enum status coaching_question_write(struct db *db, int64_t form_id, int64_t id, int64_t place,
                                    const struct coaching_question *q)
{
    int64_t changed = 0;

    TRY(q_coaching_question_update(db, id, form_id, q->section, place, q->kind, q->weight,
                                   q->critical, q->n_levels, q->text[LANG_DA], q->text[LANG_EN],
                                   &changed));
    if (changed == 0)
        TRY(q_coaching_question_insert(db, id, form_id, q->section, place, q->kind, q->weight,
                                       q->critical, q->n_levels, q->text[LANG_DA],
                                       q->text[LANG_EN]));
    TRY(q_coaching_levels_of_drop(db, id));
    for (int64_t k = 0; k < q->n_levels; k++)
        if (q->level[k][LANG_DA].n > 0 || q->level[k][LANG_EN].n > 0)
            TRY(q_coaching_level_insert(db, id, k, q->level[k][LANG_DA], q->level[k][LANG_EN]));
    return OK;
}

enum status coaching_form_write(struct db *db, int64_t form_id, const struct coaching_form *form)
{
    for (int64_t s = 0; s < COACHING_SECTIONS; s++)
        if (form->section[s][LANG_DA].n > 0)
            TRY(q_coaching_section_put(db, form_id, s, form->section[s][LANG_DA],
                                       form->section[s][LANG_EN]));
    for (size_t i = 0; i < form->n; i++)
        TRY(coaching_question_write(db, form_id, id_new(), (int64_t)i, &form->at[i]));
    return OK;
}

/* The program's own words are copied when a centre first uses them: what somebody answered keeps its question whatever a later
 * program says. */
static enum status copy_own(struct db *db, struct arena *a, int64_t centre_id)
{
    struct coaching_form own;
    int64_t id = id_new(), is_new;

    coaching_own(a, &own);
    TRY(q_coaching_form_insert(db, id, centre_id, 1, true, clock_now(), 0, &is_new));
    return is_new > 0 ? coaching_form_write(db, id, &own) : OK;
}

enum status coaching_form_now(struct db *db, struct arena *a, int64_t centre_id,
                              struct coaching_form *ret)
{
    struct coaching_form_row row;
    enum status found = q_coaching_form_latest(db, a, centre_id, &row);

    if (found == MISSING) {
        TRY(copy_own(db, a, centre_id));
        found = q_coaching_form_latest(db, a, centre_id, &row);
    }
    TRY(found);
    return coaching_form_read(db, a, &row, ret);
}
